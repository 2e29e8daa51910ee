/*
 * renderer.h - a renderer of QGIS: its classes, each with a symbol. Private to the room.
 */
#ifndef STYLE_RENDERER_H
#define STYLE_RENDERER_H

#include "style/symbols.h"

typedef struct renderer {
    GString *classes, *symbols;
    GString *layers; /* of the symbol being made; emptied when its class is added */
    unsigned n;
} renderer;

void renderer_init(renderer *r);
void renderer_done(renderer *r);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(renderer, renderer_done)

/* Each takes r->layers as the symbol of a class. */

/** `hidden`: there, but not drawn before it is ticked. */
void renderer_category(renderer *r, const char *value, const char *label, bool hidden);
void renderer_range(renderer *r, double lower, double upper, const char *label);

/* The renderer, as XML. g_free(). `attribute` is a column or an expression. */

char *renderer_categorized(const renderer *r, const char *attribute);
char *renderer_graduated(const renderer *r, const char *attribute);
/** r->layers are its symbol. */
char *renderer_single(renderer *r);

#endif
