/*
 * qml.h - the named styles of a layer, as elements of QGIS's XML. Private to the room.
 */
#ifndef STYLE_QML_H
#define STYLE_QML_H

#include "style/model.h"

/** A named style. The first of a layer is its default and holds all of its look: symbols, labels,
 * aliases, value maps, form, map tips. Others hold symbols and labels only, as their categories
 * say, so that a file does not carry the fields once a style. */
typedef struct style_named {
    char *name;        /* at most 30 characters, unique in the layer */
    char *description; /* a sentence */
    size_t type;       /* of the model that it shows, G_MAXSIZE: none */
    bool shows_state;  /* coverage of that type by state: what a theme of the type shows */
    char *categories;  /* attribute styleCategories */
    char *attributes;  /* other attributes of <qgis>, and of a project's <maplayer>: labelsEnabled,
                          simplifyDrawingHints...; starts with a space, or is empty */
    char *elements;    /* children of <qgis>, and of a project's <maplayer> */
} style_named;

void style_named_free(style_named *style);

/** The styles of a layer, tables too (their fields and form): style_named, never empty. */
GPtrArray *style_layer_styles(const style_model *model, const style_layer *layer);

/** The same as a document: <!DOCTYPE qgis> and its root. g_free(). */
char *style_qml_document(const style_layer *layer, const style_named *style);

/** Text made safe for XML, attributes too. g_free(). */
char *style_xml_escape(const char *text);

#endif
