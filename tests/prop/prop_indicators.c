/*
 * prop_indicators.c - what holds of table `indicateur` in any world: parts are parts, partitions
 * add up, communes of départements are those of the whole, no row is there twice.
 */
#include "prop/prop_coverage.h"

#define SLACK 1e-6

static const coverage_indicator *find(const world *w, const coverage_indicator *like,
                                      const char *name)
{
    size_t n = 0;
    const coverage_indicator *rows = coverage_indicators(w->cov, &n);
    for (size_t i = 0; i < n; i++) {
        const coverage_indicator *row = &rows[i];
        if (row->echelon == like->echelon && strcmp(row->code, like->code) == 0 &&
            strcmp(row->type, like->type) == 0 && strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

static void check_row(prop *p, const coverage_indicator *row)
{
    const char *what = row->name;
    prop_check(p, row->numerator >= 0 && row->denominator >= 0 && row->not_told >= 0,
               "%s %s %s: %g/%g/%g", row->echelon, row->code, what, row->numerator,
               row->denominator, row->not_told);
    prop_check(p, row->sentence != NULL && row->definition[0] != '\0', "%s: no words", what);
    if (strcmp(row->unit, "part") == 0 && !g_str_has_suffix(what, COVERAGE_SPREAD_SUFFIX))
        prop_check(p, row->numerator <= row->denominator * (1 + 1e-9) + SLACK,
                   "%s %s %s %s: %.12g of %.12g", row->echelon, row->code, what, row->type,
                   row->numerator, row->denominator);
    prop_check(p, !(row->value_min > row->value + 1e-9) && !(row->value_max < row->value - 1e-9),
               "%s: %g not in %g..%g", what, row->value, row->value_min, row->value_max);
}

/* Rows beside `row` that divide its denominator among them. */
static void check_partition(prop *p, const world *w, const coverage_indicator *row,
                            const char *const *names)
{
    double sum = row->numerator;
    for (size_t i = 0; names[i] != NULL; i++) {
        const coverage_indicator *other = find(w, row, names[i]);
        sum += other != NULL ? other->numerator : 0;
    }
    prop_check(p, prop_near(sum, row->denominator, SLACK + 1e-9 * row->denominator),
               "%s %s %s %s: parts of %.12g make %.12g", row->echelon, row->code, row->name,
               row->type, row->denominator, sum);
}

static const char *const partitions[][5] = {
    {"qpv_total", "qpv_partiel", "qpv_aucun"},
    {"communes_total", "communes_partiel", "communes_aucun"},
    {"epci_total", "epci_partiel", "epci_aucun"},
    {"contrats_ville_total", "contrats_ville_partiel", "contrats_ville_aucun"},
    {"communes_qpv_tous", "communes_qpv_certains", "communes_qpv_aucun"},
    {"qpv_cumul_0", "qpv_cumul_1", "qpv_cumul_2", "qpv_cumul_3"},
    {"communes_cumul_0", "communes_cumul_1", "communes_cumul_2", "communes_cumul_3"},
    {"contrats_avec_qpv", "contrats_sans_qpv"},
    {"volet_sante_cls", "volet_sante_asv", "volet_sante_cls_et_asv", "volet_sante_aucun"},
};

/* Communes with a département are of one each. */
static void check_sum(prop *p, const world *w, const coverage_indicator *whole)
{
    coverage_indicator like = *whole;
    double sum = 0;
    const coverage_level *level = &w->cov->levels[MLG_DEPARTEMENT];
    size_t n = 0;
    const coverage_indicator *rows = coverage_indicators(w->cov, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].echelon, "departement") == 0)
            like.echelon = rows[i].echelon;
    for (size_t z = 0; z < level->n_zones; z++) {
        like.code = level->zones[z].code;
        const coverage_indicator *part = find(w, &like, whole->name);
        sum += part != NULL ? part->numerator : 0;
    }
    prop_check(p, sum == whole->numerator, "%s %s: départements have %g, the whole %g", whole->name,
               whole->type, sum, whole->numerator);
}

void prop_indicators(prop *p, const world *w)
{
    size_t n = 0;
    const coverage_indicator *rows = coverage_indicators(w->cov, &n);
    for (size_t i = 0; i < n; i++) {
        const coverage_indicator *row = &rows[i];
        check_row(p, row);
        prop_check(p, find(w, row, row->name) == row, "%s %s %s %s: twice", row->echelon, row->code,
                   row->name, row->type);
        for (size_t k = 0; k < G_N_ELEMENTS(partitions); k++)
            if (strcmp(row->name, partitions[k][0]) == 0)
                check_partition(p, w, row, partitions[k] + 1);
        if (strcmp(row->echelon, "national") == 0 && strcmp(row->name, "communes_couvertes") == 0)
            check_sum(p, w, row);
    }
}
