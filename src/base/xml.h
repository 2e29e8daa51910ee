/*
 * xml.h - texts from anywhere inside the XML that we write.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <glib.h>
#include <stdbool.h>

/**
 * Appends a text made safe for an element, or for an attribute in double quotes, which keeps its
 * line feeds and tabs. What is no UTF-8, and characters that XML 1.0 cannot hold, become U+FFFD.
 */
void base_xml_append(GString *xml, const char *text, bool attribute);

#endif
