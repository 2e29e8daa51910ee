/*
 * sheet.h - parts of QGIS styles from geodata/styles/modeles.xml, filled. Private to the room.
 */
#ifndef STYLE_SHEET_H
#define STYLE_SHEET_H

#include <glib.h>

/**
 * Appends a part with its keys replaced: pairs of key and value, ended by NULL. The value of
 * {{key}} is a text, made safe here; that of {{=key}} is XML already.
 */
void style_part(GString *to, const char *name, ...) G_GNUC_NULL_TERMINATED;

/** A text as a literal of QGIS's expressions, in quotes. g_free(). */
char *style_literal(const char *text);

#endif
