/*
 * fill.h - templates of QGIS's XML (geodata/styles) filled with what a result holds. Private to the
 * room.
 */
#ifndef STYLE_FILL_H
#define STYLE_FILL_H

#include <glib.h>
#include <stddef.h>

/** What goes where a template has {{name}}, made safe for an attribute, or {{~name}}, made safe for
 * the text of an element; {{=name}} takes it as it is. */
typedef struct style_slot {
    const char *name, *value;
} style_slot;

/** Appends a template to `xml`. Each of its places has a slot. */
void style_fill(GString *xml, const unsigned char *pattern, const style_slot *slots, size_t n);

#define STYLE_FILL(xml, pattern, ...)                                                              \
    style_fill(xml, pattern, (const style_slot[]){__VA_ARGS__},                                    \
               G_N_ELEMENTS(((const style_slot[]){__VA_ARGS__})))

/** A number of XML, C digits. */
typedef struct style_number {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
} style_number;
style_number style_number_of(double value);

#endif
