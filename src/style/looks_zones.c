/*
 * looks_zones.c - styles of zones, for each type: state, share of inhabitants, inhabitants not
 * covered, state of their QPV.
 */
#include "style/looks.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

typedef struct state_row {
    const char *value;
    symbol_state symbol;
    const char *label; /* msgid, %2$s is the type, %3$s the date */
} state_row;

static const state_row states[] = {
    {"total", SYMBOL_COVERED, N_("Wholly covered")},
    {"partiel", SYMBOL_PARTLY, N_("Partly covered")},
    {"aucun", SYMBOL_NOT_COVERED, N_("Not covered: no %2$s known on %3$s")},
    {"inconnu", SYMBOL_TO_SPECIFY, N_("%2$s exists, perimeter to be specified")},
    {"non_recense", SYMBOL_NOT_SURVEYED, N_("Not surveyed")},
    {"hors_territoire", SYMBOL_OUTSIDE, N_("Outside the territory studied")},
};

static const state_row qpv_states[] = {
    {"tous", SYMBOL_COVERED, N_("All QPV covered")},
    {"certains", SYMBOL_PARTLY, N_("Some QPV covered")},
    {"aucun", SYMBOL_NOT_COVERED, N_("No QPV covered: no %2$s known on %3$s")},
    {"inconnu", SYMBOL_TO_SPECIFY, N_("%2$s exists, perimeter to be specified")},
    {"sans_qpv", SYMBOL_NO_QPV, N_("No QPV")},
};

/* Legends hold no state that the run cannot have: nobody wonders where it would be. */
static bool may_hold(const looks *l, const char *state)
{
    if (strcmp(state, "non_recense") == 0) {
        g_autofree char *surveyed = store_parameter(l->model->store, "recensement");
        return surveyed == NULL || strcmp(surveyed, "non") != 0;
    }
    return strcmp(state, "hors_territoire") != 0 || g_str_has_prefix(l->layer->name, "qpv");
}

static char *renderer_of(const looks *l, const state_row *rows, size_t n, const symbol_place *place,
                         const char *expression, size_t type)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    for (size_t i = 0; i < n; i++) {
        if (!may_hold(l, rows[i].value))
            continue;
        g_autofree char *label = looks_tell(l, rows[i].label, NULL, type);
        symbol_append_state(r.layers, place, rows[i].symbol);
        renderer_category(&r, rows[i].value, label, false);
    }
    return renderer_categorized(&r, expression);
}

char *looks_states(const looks *l, const char *expression, size_t type)
{
    return renderer_of(l, states, G_N_ELEMENTS(states), &l->traits->place, expression, type);
}

static void add_state(looks *l, size_t type)
{
    g_autofree char *column = looks_column(l, "couverture", type);
    if (!looks_has(l, column))
        return;
    g_autofree char *generation = store_parameter(l->model->store, "generation_qpv");
    bool is_run = strcmp(l->layer->name, "qpv") == 0 && generation != NULL;
    char *description =
        is_run
            ? looks_tell(l, N_("Coverage of the QPV (generation %1$s) by a %2$s in force on %3$s"),
                         generation, type)
            : looks_tell(l, N_("%1$s: coverage by a %2$s in force on %3$s"), NULL, type);
    looks_add(l, looks_tell(l, N_("Status %2$s"), NULL, type), description, type, true,
              looks_states(l, column, type));
}

/* Classes of a share: the bounds of the thresholds that tell "wholly" and "not" of QPV, and
 * quarters. */
static const struct {
    double lower, upper;
    const char *label;
} shares[] = {
    {0.01, 0.25, N_("1 to 25 %")},     {0.25, 0.5, N_("25 to 50 %")},
    {0.5, 0.75, N_("50 to 75 %")},     {0.75, 0.99, N_("75 to 99 %")},
    {0.99, 1.01, N_("99 % and more")},
};

static void add_share(looks *l, size_t type)
{
    g_autofree char *column = looks_column(l, "part_pop", type);
    if (!looks_has(l, column))
        return;
    g_auto(renderer) r = {0};
    renderer_init(&r);
    symbol_append_state(r.layers, &l->traits->place, SYMBOL_NOT_COVERED);
    renderer_range(&r, 0, 0.01, D_("Less than 1 %"));
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        symbol_append_plain(r.layers, &l->traits->place,
                            symbol_share_color(i, G_N_ELEMENTS(shares)), 0);
        renderer_range(&r, shares[i].lower, shares[i].upper, D_(shares[i].label));
    }
    symbol_append_plain(r.layers, &l->traits->place, symbol_unknown, 0);
    renderer_range(&r, -2, -1, D_("Not known"));
    g_autofree char *expression = g_strdup_printf("coalesce(\"%s\", -1)", column);
    looks_add(l, looks_tell(l, N_("Share %2$s"), NULL, type),
              looks_tell(l, N_("%1$s: share of inhabitants covered by a %2$s on %3$s"), NULL, type),
              type, false, renderer_graduated(&r, expression));
}

/* Bounds of classes of inhabitants, as large as the zones. */
static const struct {
    const char *layer;
    double bounds[4];
} people[] = {
    {"qpv", {500, 1500, 3000, 6000}},
    {"commune", {1000, 5000, 20000, 100000}},
    {"departement", {100000, 300000, 600000, 1000000}},
    {"region", {500000, 1000000, 2500000, 5000000}},
    {"", {5000, 20000, 50000, 150000}}, /* EPCI, contrats de ville */
};

static const double *bounds_of(const char *layer)
{
    size_t i = 0;
    while (people[i].layer[0] != '\0' && !g_str_has_prefix(layer, people[i].layer))
        i++;
    return people[i].bounds;
}

static char *people_label(const double *bounds, size_t i)
{
    g_autofree char *low = i > 0 ? base_number_count(bounds[i - 1]) : NULL;
    g_autofree char *high = i < 4 ? base_number_count(bounds[i]) : NULL;
    if (low == NULL)
        return g_strdup_printf(D_("Fewer than %s"), high);
    return high == NULL ? g_strdup_printf(D_("%s and more"), low)
                        : g_strdup_printf(D_("%s to %s"), low, high);
}

/* People are a number, not a density: circles, not tints. */
static void add_people(looks *l, size_t type)
{
    static const double sizes[] = {0.8, 1.8, 3.2, 5.2, 8};
    g_autofree char *column = looks_column(l, "pop", type);
    if (!looks_has(l, column) || !looks_has(l, "pop"))
        return;
    const double *bounds = bounds_of(l->layer->name);
    g_auto(renderer) r = {0};
    renderer_init(&r);
    symbol_append_circle(r.layers, &l->traits->place, 0);
    renderer_range(&r, -0.5, 0.5, D_("Nobody"));
    for (size_t i = 0; i <= 4; i++) {
        g_autofree char *label = people_label(bounds, i);
        symbol_append_circle(r.layers, &l->traits->place, sizes[i]);
        renderer_range(&r, i > 0 ? bounds[i - 1] : 0.5, i < 4 ? bounds[i] : 1e9, label);
    }
    symbol_append_plain(r.layers, &l->traits->place, symbol_unknown, 0);
    renderer_range(&r, -2, -1, D_("Not known"));
    g_autofree char *expression = g_strdup_printf("coalesce(\"pop\" - \"%s\", -1)", column);
    looks_add(l, looks_tell(l, N_("Population not covered %2$s"), NULL, type),
              looks_tell(l, N_("%1$s: inhabitants not covered by a %2$s on %3$s"), NULL, type),
              type, false, renderer_graduated(&r, expression));
}

static void add_qpv_state(looks *l, size_t type)
{
    g_autofree char *column = looks_column(l, "couverture_qpv", type);
    if (!looks_has(l, column) || g_str_has_prefix(l->layer->name, "qpv"))
        return;
    symbol_place strong = l->traits->place;
    strong.strong = true;
    looks_add(
        l, looks_tell(l, N_("QPV %2$s"), NULL, type),
        looks_tell(l, N_("%1$s: coverage of their QPV by a %2$s in force on %3$s"), NULL, type),
        type, false, renderer_of(l, qpv_states, G_N_ELEMENTS(qpv_states), &strong, column, type));
}

/* What an observer looks for first: who holds what; with one type, who has it; of a département,
 * where each type is somewhere, how much of it. */
void looks_of_zones(looks *l)
{
    bool large =
        strcmp(l->layer->name, "departement") == 0 || strcmp(l->layer->name, "region") == 0;
    bool compares = g_strv_length(l->model->combination) > 1 && !large;
    if (compares)
        looks_add_combinations(l);
    if (large && l->model->types[0] != NULL)
        add_share(l, 0);
    for (size_t t = 0; l->model->types[t] != NULL; t++) {
        add_state(l, t);
        if (!large || t > 0)
            add_share(l, t);
        add_people(l, t);
        add_qpv_state(l, t);
    }
    if (!compares)
        looks_add_combinations(l);
}

/* The QPV beside those of the run: where they lay. */
void looks_of_other_generation(looks *l)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    symbol_append_outline(r.layers, &l->traits->place);
    looks_add(l, g_strdup(D_("Outline")), g_strdup(l->layer->title), G_MAXSIZE, false,
              renderer_single(&r));
    looks_of_zones(l);
}
