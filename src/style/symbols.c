/*
 * symbols.c - symbols of areas and their colours.
 */
#include "style/symbols.h"

#include "style/sheet.h"

/* Okabe & Ito 2008, and paler tones of the same hues. */
#define BLUE      "0,114,178"
#define SKY       "86,180,233"
#define PALE_BLUE "166,208,235"
#define GREEN     "0,158,115"
#define YELLOW    "240,228,66"
#define ORANGE    "230,159,0"
#define VERMILION "213,94,0"
#define PINK      "204,121,167"
#define INDIGO    "51,34,136"
#define DARK      "60,60,60"
#define PALE      "253,236,212"
#define WHITE     "255,255,255"
#define GREY      "196,196,196"
#define PALE_GREY "238,238,238"
#define DARK_GREY "130,130,130"

const char symbol_pale[] = PALE, symbol_unknown[] = GREY;

/* A QPV is a third of a millimetre wide at 1:1 500 000, three at this scale. */
#define MARKER_SCALE "200000"
#define MARKER_SIZE  "2.2"

static char *data(const char *property, const char *expression)
{
    GString *all = g_string_new(NULL);
    style_part(all, "data", "property", property, "expression", expression, NULL);
    return g_string_free(all, FALSE);
}

/* A legend has no scale: it shows the area, that a marker hides where it is smaller. */
static char *shown_far(void)
{
    return data("enabled", "coalesce(@map_scale, 0) > " MARKER_SCALE);
}

/* Where markers stand for areas, thick outlines would hide them. */
static char *shown_near(void)
{
    return data("enabled", "coalesce(@map_scale, 0) <= " MARKER_SCALE);
}

static void append_fill(GString *to, const symbol_place *place, const char *color)
{
    style_part(to, "fill", "color", color, "line", place->line, "width", place->width, NULL);
}

static void append_hatch(GString *to, const char *color, unsigned kind)
{
    static const char *const angles[] = {"45", "135", "0", "90"};
    style_part(to, "hatch", "angle", angles[kind % G_N_ELEMENTS(angles)], "distance", "1.7", "line",
               color, "width", "0.5", NULL);
}

static void append_dots(GString *to, const char *color)
{
    style_part(to, "dots", "distance", "1.6", "line", color, "width", "0.8", NULL);
}

static void append_marker(GString *to, const char *shape, const char *color, const char *line,
                          const char *size, const char *properties)
{
    style_part(to, "marker", "shape", shape, "color", color, "line", line, "width", "0.25", "size",
               size, "data", properties, NULL);
}

static void append_far(GString *to, const char *markers)
{
    g_autofree char *properties = shown_far();
    style_part(to, "centroid", "alpha", "1", "markers", markers, "data", properties, NULL);
}

typedef struct state_look {
    const char *fill, *strong; /* strong: where the layer is what the map is about */
    char pattern;              /* 'h' hatched, 'd' dotted, 0 */
    const char *shape, *marker, *marker_line;
} state_look;

static const state_look looks[] = {
    [SYMBOL_COVERED] = {BLUE, BLUE, 0, "circle", BLUE, WHITE},
    [SYMBOL_PARTLY] = {PALE_BLUE, PALE_BLUE, 'h', "circle", PALE_BLUE, BLUE},
    [SYMBOL_NOT_COVERED] = {PALE, VERMILION, 0, "diamond", VERMILION, WHITE},
    [SYMBOL_PART_LACKS] = {PALE, PALE, 'h', "diamond", PALE, VERMILION},
    [SYMBOL_TO_SPECIFY] = {PALE_GREY, PALE_GREY, 'd', "circle", WHITE, BLUE},
    [SYMBOL_NOT_SURVEYED] = {GREY, GREY, 0, "square", GREY, DARK_GREY},
    [SYMBOL_OUTSIDE] = {WHITE, WHITE, 0, "square", WHITE, GREY},
    [SYMBOL_NO_QPV] = {PALE_GREY, PALE_GREY, 0, "square", PALE_GREY, GREY},
};

void symbol_append_state(GString *to, const symbol_place *place, symbol_state state)
{
    const state_look *look = &looks[state];
    append_fill(to, place, place->strong ? look->strong : look->fill);
    if (look->pattern == 'h')
        append_hatch(to, look->marker_line, 0);
    if (look->pattern == 'd')
        append_dots(to, BLUE);
    if (!place->small)
        return;
    g_autoptr(GString) markers = g_string_new(NULL);
    /* beside the symbol of the QPV, which its part would hide */
    g_autofree char *beside =
        state == SYMBOL_PART_LACKS ? data("offset", "if($id IS NULL, '0,0', '2.2,0')") : NULL;
    append_marker(markers, look->shape, look->marker, look->marker_line, MARKER_SIZE,
                  beside != NULL ? beside : "");
    if (state == SYMBOL_PARTLY)
        append_marker(markers, "semi_circle", BLUE, BLUE, MARKER_SIZE, "");
    append_far(to, markers->str);
}

void symbol_append_plain(GString *to, const symbol_place *place, const char *color,
                         unsigned pattern)
{
    append_fill(to, place, color);
    if (pattern > 0)
        append_hatch(to, DARK, pattern - 1);
    if (!place->small)
        return;
    static const char *const shapes[] = {"circle", "square", "diamond", "triangle"};
    g_autoptr(GString) markers = g_string_new(NULL);
    append_marker(markers, shapes[pattern % G_N_ELEMENTS(shapes)], color, DARK, MARKER_SIZE, "");
    append_far(to, markers->str);
}

void symbol_append_circle(GString *to, const symbol_place *place, double size)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    append_fill(to, place, place->small ? VERMILION : PALE_GREY);
    if (!(size > 0))
        return;
    g_autoptr(GString) markers = g_string_new(NULL);
    append_marker(markers, "circle", VERMILION, WHITE, g_ascii_dtostr(text, sizeof text, size), "");
    style_part(to, "centroid", "alpha", "0.8", "markers", markers->str, "data", "", NULL);
}

void symbol_append_perimeter(GString *to, const char *color, symbol_force force)
{
    static const char *const styles[] = {"solid", "dash", "dot"};
    static const char *const widths[] = {"0.6", "0.5", "0.3"};
    const char *line = force == SYMBOL_NOT_IN_FORCE ? DARK_GREY : color;
    if (force == SYMBOL_IN_FORCE) {
        static const symbol_place none = {.line = "0,0,0,0", .width = "0"};
        g_autofree char *glass = g_strdup_printf("%s,30", color);
        append_fill(to, &none, glass);
    }
    if (force == SYMBOL_PROJECT)
        style_part(to, "hatch", "angle", "45", "distance", "2", "line", color, "width", "0.3",
                   NULL);
    style_part(to, "outline", "line", line, "style", styles[force], "width", widths[force], "data",
               "", NULL);
}

/* Squares side by side, their limits one on the other. */
#define GAP_STEP_MM 1.35

void symbol_append_gap(GString *to, const char *color, size_t i, size_t n)
{
    append_hatch(to, color, (unsigned)i);
    g_autofree char *near = shown_near();
    style_part(to, "outline", "line", color, "style", "solid", "width", "0.5", "data", near, NULL);
    g_autoptr(GString) markers = g_string_new(NULL);
    char millimetres[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(millimetres, sizeof millimetres, "%.2f",
                    GAP_STEP_MM * ((double)i - ((double)n - 1) / 2));
    /* a legend shows no feature: there each is in the middle */
    g_autofree char *offset = g_strdup_printf("if($id IS NULL, '0,0', '%s,0')", millimetres);
    g_autofree char *properties = data("offset", offset);
    append_marker(markers, "square", color, WHITE, "1.5", properties);
    append_far(to, markers->str);
}

void symbol_append_outline(GString *to, const symbol_place *place)
{
    style_part(to, "outline", "line", place->line, "style", "dash", "width", "0.5", "data", "",
               NULL);
    if (!place->small)
        return;
    g_autoptr(GString) markers = g_string_new(NULL);
    append_marker(markers, "circle", WHITE, place->line, "1.6", "");
    append_far(to, markers->str);
}

/* CLS, ASV, CLSM, then the others; as dark as lines need. */
const char *symbol_type_color(size_t i)
{
    static const char *const colors[] = {BLUE, ORANGE,    PINK, GREEN,
                                         SKY,  VERMILION, DARK, "138,113,0"};
    return colors[i % G_N_ELEMENTS(colors)];
}

/* The first three types are blue, yellow and pink; two of them are what these make when mixed. */
const char *symbol_combination_color(size_t bits)
{
    static const char *const colors[SYMBOL_COMBINATION_COLORS] = {SKY,  YELLOW, GREEN, PINK,
                                                                  BLUE, ORANGE, INDIGO};
    return bits == 0 ? PALE : colors[(bits - 1) % SYMBOL_COMBINATION_COLORS];
}

/* ColorBrewer, Blues. */
const char *symbol_share_color(size_t i, size_t n)
{
    static const char *const colors[] = {"198,219,239", "158,202,225", "107,174,214",
                                         "49,130,189",  "8,81,156",    "8,48,107"};
    return colors[n < 2 ? 0 : i * (G_N_ELEMENTS(colors) - 1) / (n - 1)];
}
