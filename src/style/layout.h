/*
 * layout.h - a print layout being written: its items, in millimetres of the page. Private to the
 * room.
 */
#ifndef STYLE_LAYOUT_H
#define STYLE_LAYOUT_H

#include "style/project.h"

/** A place on a page. */
typedef struct style_rect {
    double x, y, width, height;
} style_rect;

typedef struct style_layout {
    const style_project *project;
    const char *name;
    const char *theme;        /* shown unless the user sets another */
    const style_layer *zones; /* of the atlas, NULL for one page */
    double scale;             /* of texts: 1 on A4 */
    GString *items;
    unsigned n_items;
} style_layout;

/** How a text looks. */
typedef struct style_type {
    double size; /* points on A4 */
    bool bold;
    unsigned grey; /* 0 black - 255 white */
    enum { STYLE_TOP, STYLE_MIDDLE, STYLE_BOTTOM } valign;
    enum { STYLE_LEFT, STYLE_RIGHT, STYLE_CENTRE } halign;
} style_type;

/** A text; [% expressions %] of QGIS are evaluated. */
void style_layout_label(style_layout *layout, const char *id, style_rect at, style_type type,
                        const char *text);
/** A map of a place; `main`: the one that others refer to, that follows the atlas. */
void style_layout_map(style_layout *layout, const char *id, style_rect at, const style_place *place,
                      bool main);
/** What is on the main map, no more; as high as it needs. */
void style_layout_legend(style_layout *layout, style_rect at);
void style_layout_scale_bar(style_layout *layout, style_rect at);
void style_layout_north(style_layout *layout, style_rect at);
/** A thin line, as a filled rectangle. */
void style_layout_rule(style_layout *layout, style_rect at);

/** The same in every run, as QGIS writes it. g_free(). */
char *style_layout_uuid(const style_layout *layout, const char *id);

#endif
