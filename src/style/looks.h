/*
 * looks.h - the named styles of a layer while they are made. Private to the room.
 */
#ifndef STYLE_LOOKS_H
#define STYLE_LOOKS_H

#include "style/qml.h"
#include "style/renderer.h"

/** What all styles of a layer share. */
typedef struct look_traits {
    const char *layer; /* name */
    symbol_place place;
    const char *label; /* column of its labels, NULL: none */
    const char *label_scale, *label_size;
    bool bold;
} look_traits;

typedef struct looks {
    const style_model *model;
    const style_layer *layer;
    const look_traits *traits;
    char *title;       /* of the layer, the QPV with their generation */
    char *date;        /* of the run, for people */
    char *common;      /* labels, form, map tips: elements of each style */
    GPtrArray *styles; /* style_named, the default first */
} looks;

/**
 * Adds a style.
 * @param name, description, symbols taken; a name is cut to 30 characters and made unique
 */
void looks_add(looks *l, char *name, char *description, size_t type, bool shows_state,
               char *symbols);

bool looks_has(const looks *l, const char *column);
/** Name of a type's column: stem_suffix. g_free(). */
char *looks_column(const looks *l, const char *stem, size_t type);
/** A sentence on a type and the date: %2$s, %3$s of the msgid; %1$s is `what`, NULL: the layer's
 * title. g_free(). */
char *looks_tell(const looks *l, const char *msgid, const char *what, size_t type);

/* Styles of a kind of layer. */

void looks_of_zones(looks *l);
/** Of one type: its states in a column, labelled with the type and the date. */
char *looks_states(const looks *l, const char *expression, size_t type);
/** By combination, and by their number. */
void looks_add_combinations(looks *l);
void looks_of_dispositifs(looks *l);
void looks_of_gaps(looks *l);
void looks_of_overlaps(looks *l);
void looks_of_other_generation(looks *l);

/** A combination in words: "CLS and ASV, without CLSM". g_free(). */
char *looks_combination(const style_model *model, const char *value);
/** Combinations that a layer may hold, or when there are many, those it holds; in order of their
 * number of types. NULL-terminated. */
char **looks_combinations(const style_model *model, const style_layer *layer);

/* Parts of a style that are not symbols (form.c, tip.c). */

/* TRANSLATORS: how QGIS writes a date: yyyy, MM and dd in your order */
#define LOOKS_DATE_FORMAT N_("yyyy-MM-dd")

/** Aliases, widgets, form. g_free(). */
char *style_fields_xml(const style_model *model, const style_layer *layer);
/** Text of map tips, an expression that shows a feature. g_free(). */
char *style_map_tip(const style_model *model, const style_layer *layer);
char *style_display_expression(const style_layer *layer);

#endif
