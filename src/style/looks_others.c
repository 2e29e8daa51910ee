/*
 * looks_others.c - styles of dispositifs, of gaps and of overlaps.
 */
#include "style/looks.h"

#include "style/sheet.h"

#include "base/text.h"

#include <string.h>

static bool holds(const looks *l, const char *condition, const char *type)
{
    bool row = false;
    g_autoptr(store_query) query = NULL;
    g_autofree char *sql =
        g_strdup_printf("SELECT 1 FROM \"%s\" WHERE %s LIMIT 1", l->layer->name, condition);
    if (store_query_new(l->model->store, sql, &query, NULL) != MLG_OK)
        return false;
    if (type != NULL)
        store_bind_text(query, 1, type);
    return store_step(query, &row, NULL) == MLG_OK && row;
}

/* In force and projects of each type; those that are neither are there, but not drawn before they
 * are ticked. */
static const char force_expression[] =
    "if(\"en_vigueur\" = 'non', 'non', \"type\" || '/' || \"en_vigueur\")";

static void add_force(renderer *r, size_t t, const char *type, symbol_force force)
{
    bool project = force == SYMBOL_PROJECT;
    g_autofree char *value = g_strconcat(type, project ? "/projet" : "/oui", NULL);
    g_autofree char *label =
        project ? g_strdup_printf(D_("%s in project, not counted"), type) : g_strdup(type);
    symbol_append_perimeter(r->layers, symbol_type_color(t), force);
    renderer_category(r, value, label, false);
}

static char *perimeters(const looks *l, size_t only)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    for (size_t t = 0; l->model->types[t] != NULL; t++) {
        if (only < G_MAXSIZE && only != t)
            continue;
        const char *type = l->model->types[t];
        add_force(&r, t, type, SYMBOL_IN_FORCE);
        if (holds(l, "en_vigueur = 'projet' AND type = ?1", type))
            add_force(&r, t, type, SYMBOL_PROJECT);
    }
    if (only < G_MAXSIZE)
        return renderer_categorized(&r, force_expression);
    symbol_append_perimeter(r.layers, symbol_unknown, SYMBOL_NOT_IN_FORCE);
    renderer_category(&r, "non", D_("Not in force"), true);
    symbol_append_perimeter(r.layers, symbol_unknown, SYMBOL_IN_FORCE);
    renderer_category(&r, "", D_("Another type"), false);
    return renderer_categorized(&r, force_expression);
}

void looks_of_dispositifs(looks *l)
{
    looks_add(l, g_strdup(D_("Types")),
              looks_tell(l, N_("%1$s in force on %3$s, and projects"), NULL, G_MAXSIZE), G_MAXSIZE,
              false, perimeters(l, G_MAXSIZE));
    for (size_t t = 0; l->model->types[t] != NULL; t++)
        looks_add(l, looks_tell(l, N_("Perimeters %2$s"), NULL, t),
                  looks_tell(l, N_("Perimeters of %2$s in force on %3$s, and projects"), NULL, t),
                  t, true, perimeters(l, t));
}

static char *gaps_by_type(const looks *l)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    size_t n = g_strv_length(l->model->types);
    for (size_t t = 0; t < n; t++) {
        g_autofree char *label = looks_tell(l, N_("Not covered by a %2$s"), NULL, t);
        symbol_append_gap(r.layers, symbol_type_color(t), t, n);
        renderer_category(&r, l->model->types[t], label, false);
    }
    return renderer_categorized(&r, "type");
}

static const struct {
    const char *reason;
    symbol_state symbol;
    const char *label; /* msgid as of looks_tell() */
} reasons[] = {
    {"aucun", SYMBOL_NOT_COVERED, N_("No %2$s known on %3$s")},
    {"partiel", SYMBOL_PART_LACKS, N_("Part not covered of a QPV that is in part")},
    {"inconnu", SYMBOL_TO_SPECIFY, N_("%2$s exists, perimeter to be specified")},
    {"non_recense", SYMBOL_NOT_SURVEYED, N_("Not surveyed")},
};

static char *gaps_of_type(const looks *l, size_t t)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        g_autofree char *label = looks_tell(l, reasons[i].label, NULL, t);
        symbol_append_state(r.layers, &l->traits->place, reasons[i].symbol);
        renderer_category(&r, reasons[i].reason, label, false);
    }
    g_autofree char *type = style_literal(l->model->types[t]);
    g_autofree char *expression = g_strdup_printf("if(\"type\" = %s, \"motif\", NULL)", type);
    return renderer_categorized(&r, expression);
}

/* All types side by side, for nothing is left out in silence; then each with its reasons. */
void looks_of_gaps(looks *l)
{
    size_t n = g_strv_length(l->model->types);
    if (n > 1)
        looks_add(l, g_strdup(D_("Types")),
                  looks_tell(l, N_("%1$s on %3$s, by type"), NULL, G_MAXSIZE), G_MAXSIZE, false,
                  gaps_by_type(l));
    for (size_t t = 0; t < n; t++)
        looks_add(l, looks_tell(l, N_("Gaps %2$s"), NULL, t),
                  looks_tell(l, N_("QPV, or their parts, without %2$s on %3$s"), NULL, t), t, true,
                  gaps_of_type(l, t));
}

/* ColorBrewer, RdPu. */
static const struct {
    double lower, upper;
    const char *color, *label;
} numbers[] = {
    {1.5, 2.5, "251,180,185", N_("Two perimeters")},
    {2.5, 3.5, "247,104,161", N_("Three perimeters")},
    {3.5, 1e6, "174,1,126", N_("Four perimeters and more")},
};

void looks_of_overlaps(looks *l)
{
    g_auto(renderer) by_number = {0}, by_type = {0};
    renderer_init(&by_number);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        symbol_append_plain(by_number.layers, &l->traits->place, numbers[i].color, 0);
        renderer_range(&by_number, numbers[i].lower, numbers[i].upper, D_(numbers[i].label));
    }
    looks_add(l, g_strdup(D_("Number of perimeters")),
              looks_tell(l, N_("%1$s on %3$s: number of perimeters of one type"), NULL, G_MAXSIZE),
              G_MAXSIZE, false, renderer_graduated(&by_number, "nb"));
    renderer_init(&by_type);
    for (size_t t = 0; l->model->types[t] != NULL; t++) {
        symbol_append_gap(by_type.layers, symbol_type_color(t), t, 1);
        renderer_category(&by_type, l->model->types[t], l->model->types[t], false);
    }
    if (l->model->types[0] != NULL)
        looks_add(l, g_strdup(D_("Types")),
                  looks_tell(l, N_("%1$s on %3$s, by type"), NULL, G_MAXSIZE), G_MAXSIZE, false,
                  renderer_categorized(&by_type, "type"));
}
