/*
 * place.h - where a result lies on Earth, for maps: the mainland and each overseas territory have a
 * map of their own, in metres. Private to the room.
 */
#ifndef STYLE_PLACE_H
#define STYLE_PLACE_H

#include "style/model.h"

/** A rectangle of a CRS: xmin, ymin, xmax, ymax. */
typedef struct style_box {
    double min_x, min_y, max_x, max_y;
} style_box;

/** A territory that a result lies in. */
typedef struct style_place {
    const char *name; /* msgid; NULL: the only one, needs none */
    char crs[32];     /* "EPSG:2975" */
    style_box box;    /* of what lies there, in that CRS */
    style_box ground; /* of the whole territory, in degrees; of the only one: not told */
} style_place;

enum { STYLE_PLACES_MAX = 12 };
/** The main territory first; at least one. */
typedef struct style_places {
    style_place places[STYLE_PLACES_MAX];
    size_t n;
} style_places;

mlg_status style_find_places(const style_model *model, style_places *ret,
                             mlg_error *err) MLG_MUST_CHECK;

/** The box with a margin (a share of its size), made as wide and high as a frame is. */
style_box style_fit(style_box box, double margin, double width, double height);

#endif
