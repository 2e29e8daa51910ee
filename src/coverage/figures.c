/*
 * figures.c - the public reading of a coverage: types, zones and figures by index.
 */
#include "coverage/coverage.h"

#include "base/text.h"

#include <math.h>

const char *mlg_coverage_type(const mlg_coverage *coverage, size_t type)
{
    return type < coverage->n_types ? coverage->type_names[type] : NULL;
}

size_t mlg_coverage_dispositifs(const mlg_coverage *coverage)
{
    size_t n = 0;
    for (size_t d = 0; d < coverage->inventory->n_dispositifs; d++)
        n += coverage->dispositifs[d].here;
    return n;
}

size_t mlg_coverage_in_force(const mlg_coverage *coverage, size_t type)
{
    size_t n = 0;
    for (size_t d = 0; type < coverage->n_types && d < coverage->inventory->n_dispositifs; d++)
        n += coverage->dispositifs[d].counted && coverage->dispositifs[d].here &&
             coverage->inventory->dispositifs[d].type == coverage->types[type];
    return n;
}

static const coverage_level *level_of(const mlg_coverage *coverage, mlg_level level)
{
    return (unsigned)level <= MLG_CONTRAT_VILLE ? &coverage->levels[level] : NULL;
}

size_t mlg_coverage_count(const mlg_coverage *coverage, mlg_level level)
{
    const coverage_level *l = level_of(coverage, level);
    return l != NULL ? l->n_zones : 0;
}

const char *mlg_coverage_code(const mlg_coverage *coverage, mlg_level level, size_t i)
{
    return i < mlg_coverage_count(coverage, level) ? coverage->levels[level].zones[i].code : NULL;
}

double mlg_coverage_population(const mlg_coverage *coverage, mlg_level level, size_t i)
{
    return i < mlg_coverage_count(coverage, level) ? coverage->levels[level].zones[i].pop
                                                   : (double)NAN;
}

mlg_status mlg_coverage_get(const mlg_coverage *coverage, mlg_level level, size_t i, size_t type,
                            mlg_coverage_figure *ret, mlg_error *err)
{
    if (i >= mlg_coverage_count(coverage, level) || type >= coverage->n_types)
        return mlg_fail(err, MLG_E_ARG, _("no zone %zu or no type %zu in the coverage"), i, type);
    const coverage_cell *cell = &coverage->levels[level].cells[i * coverage->n_types + type];
    *ret = (mlg_coverage_figure){.state = cell->state,
                                 .raw_area_share = cell->part_brute,
                                 .area_share = cell->part_aire,
                                 .population_share = cell->part_pop,
                                 .population = cell->pop,
                                 .population_min = cell->pop_min,
                                 .population_max = cell->pop_max,
                                 .n_dispositifs = cell->n_ids};
    return MLG_OK;
}
