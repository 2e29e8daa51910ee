/*
 * indicators_spread.c - family F of table `indicateur`: median, least and most of an indicator by
 * département; read from the rows of départements, so that both say the same.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

typedef struct spread {
    const char *base, *name;
    coverage_unit unit;
    bool of_contrats; /* there only with contrats de ville in the run */
} spread;

static const spread spreads[] = {
    {"qpv_couverts", "qpv_couverts_par_departement", COVERAGE_UNIT_PART, false},
    {"pop_qpv_couverte", "pop_qpv_couverte_par_departement", COVERAGE_UNIT_PART, false},
    {"pop_couverte", "pop_couverte_par_departement", COVERAGE_UNIT_PART, false},
    {"contrats_ville_couverts", "contrats_ville_couverts_par_departement", COVERAGE_UNIT_PART,
     true},
    {"contrats_en_vigueur", "contrats_en_vigueur_par_departement", COVERAGE_UNIT_NOMBRE, false},
};

/* A département is in a scope when one of its communes is. */
static bool holds_department(const coverage_work *w, const coverage_scope *scope,
                             const coverage_scope *department)
{
    const coverage_level *level = &w->cov->levels[MLG_COMMUNE];
    const GArray *own = department->zones[MLG_COMMUNE];
    for (guint i = 0; scope->echelon != COVERAGE_NATIONAL && i < own->len; i++) {
        uint32_t c = level->zones[g_array_index(own, uint32_t, i)].unit;
        uint32_t region = w->t->communes[c].region;
        if (region != TERRITORY_NONE && strcmp(w->t->regions[region].code.s, scope->code) == 0)
            return true;
    }
    return scope->echelon == COVERAGE_NATIONAL;
}

/* Values of an indicator by département of the scope; rows come département by département. */
static size_t list_values(const coverage_indicator_list *list, const spread *s, const GArray *rows,
                          const bool *inside, const coverage_scopes *scopes, double *values)
{
    size_t first = scopes->first[COVERAGE_DEPARTEMENT], department = 0, n = 0;
    for (guint i = 0; i < rows->len; i++) {
        const coverage_indicator *row = &g_array_index(rows, coverage_indicator, i);
        while (row->code != scopes->items[first + department].code) /* the same text */
            department++;
        if (inside[department] && row->type == list->type && strcmp(row->name, s->base) == 0)
            values[n++] = row->value;
    }
    return n;
}

void coverage_add_spreads(coverage_indicator_list *list, const coverage_scopes *scopes,
                          const GArray *department_rows)
{
    size_t first = scopes->first[COVERAGE_DEPARTEMENT];
    size_t n = scopes->first[COVERAGE_EPCI] - first;
    g_autofree bool *inside = g_new0(bool, n + 1);
    g_autofree double *values = g_new0(double, n + 1);
    for (size_t i = 0; i < n; i++)
        inside[i] = holds_department(list->w, list->scope, &scopes->items[first + i]);
    for (size_t i = 0; i < G_N_ELEMENTS(spreads); i++) {
        const spread *s = &spreads[i];
        if (s->of_contrats && !coverage_has_contrats(list->w))
            continue;
        size_t n_values = list_values(list, s, department_rows, inside, scopes, values);
        coverage_add_spread(list, s->name, values, n_values, s->unit,
                            N_("median of the départements, least and most; numerator: "
                               "départements with a value, among those of the territory"));
    }
}
