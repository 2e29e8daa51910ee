/*
 * symbols.h - symbols of areas. Private to the room.
 *
 * One convention in all layers: the hue tells the state, blue is covered, orange is not, grey is
 * what nobody knows; a pattern tells what is in part. The strength tells what the map is about: a
 * commune that is not covered is a pale ground, a QPV that is not is vermilion. Colours are of
 * Okabe & Ito's palette, that people who do not see red from green tell apart.
 */
#ifndef STYLE_SYMBOLS_H
#define STYLE_SYMBOLS_H

#include <glib.h>
#include <stdbool.h>

/** What symbols of a layer share. Limits are thin and half transparent: where a map shows 35 000
 * communes they only hide the seams between neighbours. */
typedef struct symbol_place {
    bool small;               /* too small for a map of a région: markers from MARKER_SCALE on */
    bool strong;              /* what is not covered is what the map is about */
    const char *line, *width; /* of limits: "r,g,b,alpha", mm */
} symbol_place;

typedef enum symbol_state {
    SYMBOL_COVERED,
    SYMBOL_PARTLY,
    SYMBOL_NOT_COVERED,
    SYMBOL_PART_LACKS, /* the rest of what is covered in part */
    SYMBOL_TO_SPECIFY, /* a dispositif whose perimeter is not known */
    SYMBOL_NOT_SURVEYED,
    SYMBOL_OUTSIDE,
    SYMBOL_NO_QPV
} symbol_state;

typedef enum symbol_force { SYMBOL_IN_FORCE, SYMBOL_PROJECT, SYMBOL_NOT_IN_FORCE } symbol_force;

/* Layers of a symbol, appended from the bottom to the top. */

void symbol_append_state(GString *to, const symbol_place *place, symbol_state state);
/** An area of one colour, with one of the SYMBOL_PATTERNS patterns: 0 is none. */
#define SYMBOL_PATTERNS 4
void symbol_append_plain(GString *to, const symbol_place *place, const char *color,
                         unsigned pattern);
/** A pale area with a circle, in mm; 0: without. */
void symbol_append_circle(GString *to, const symbol_place *place, double size);
/** A perimeter that may lie on others. */
void symbol_append_perimeter(GString *to, const char *color, symbol_force force);
/** A gap of the i-th of n types, that may lie on those of the others: hatched, its marker beside
 * theirs. */
void symbol_append_gap(GString *to, const char *color, size_t i, size_t n);
/** An outline without area. */
void symbol_append_outline(GString *to, const symbol_place *place);

/** Colour of the i-th type of a run, "r,g,b". */
const char *symbol_type_color(size_t i);
/** Colour of a combination of the first three types, by bits; of another, by its number. */
const char *symbol_combination_color(size_t bits);
#define SYMBOL_COMBINATION_COLORS 7
/** Colours of a share, from little to all. */
const char *symbol_share_color(size_t i, size_t n);
extern const char symbol_pale[], symbol_unknown[];

#endif
