/*
 * indicators.c - table `indicateur`: every family for every scope. Départements come first, since
 * the spread between them is told of their région and of the whole.
 */
#include "coverage/indicators.h"

#include <string.h>

static bool has_contract(const coverage_indicator_list *list)
{
    const GArray *contracts = list->scope->contracts;
    for (guint i = 0; i < contracts->len; i++)
        if (coverage_slot(list->w, g_array_index(contracts, uint32_t, i)) == list->slot)
            return true;
    return false;
}

static void set_type(coverage_indicator_list *list, uint32_t slot)
{
    list->slot = slot;
    list->type = slot < list->w->n_types ? list->w->cov->type_names[slot] : "";
}

/* At the finer levels a type without contract has only rows of what it does not cover. */
static void add_scope(coverage_indicator_list *list, const coverage_scope *scope)
{
    list->scope = scope;
    for (uint32_t t = 0; t < list->w->n_types; t++) {
        set_type(list, t);
        if (coverage_is_fine(scope) && !has_contract(list)) {
            coverage_add_zones_without(list);
            continue;
        }
        coverage_add_contracts(list);
        coverage_add_zones(list);
    }
    set_type(list, (uint32_t)list->w->n_types);
    coverage_add_cumul(list);
    coverage_add_territory(list);
    coverage_add_volet(list);
}

static void add_spreads(coverage_indicator_list *list, const coverage_scopes *scopes,
                        const GArray *department_rows)
{
    for (uint32_t t = 0; t < list->w->n_types; t++) {
        set_type(list, t);
        coverage_add_spreads(list, scopes, department_rows);
    }
}

static void add_echelon(coverage_indicator_list *list, const coverage_scopes *scopes,
                        coverage_echelon echelon, const GArray *department_rows)
{
    for (size_t s = scopes->first[echelon]; s < scopes->first[echelon + 1]; s++) {
        add_scope(list, &scopes->items[s]);
        if (department_rows != NULL)
            add_spreads(list, scopes, department_rows);
    }
}

static void append_rows(GArray *rows, const GArray *others)
{
    if (others->len > 0)
        g_array_append_vals(rows, others->data, others->len);
}

coverage_indicator *coverage_find_indicators(const coverage_work *w, GStringChunk *texts,
                                             size_t *ret_n)
{
    g_autoptr(coverage_scopes) scopes = coverage_scopes_new(w);
    coverage_indicator_list list;
    coverage_indicator_list_init(&list, w, texts);
    GArray *rows = list.rows;
    g_autoptr(GArray) departments = g_array_new(FALSE, FALSE, sizeof(coverage_indicator));
    add_scope(&list, &scopes->items[0]); /* tells which modalities occur */
    list.rows = departments;
    add_echelon(&list, scopes, COVERAGE_DEPARTEMENT, NULL);
    list.rows = rows;
    list.scope = &scopes->items[0];
    add_spreads(&list, scopes, departments);
    add_echelon(&list, scopes, COVERAGE_REGION, departments);
    append_rows(rows, departments);
    add_echelon(&list, scopes, COVERAGE_EPCI, NULL);
    add_echelon(&list, scopes, COVERAGE_CONTRAT, NULL);
    list.rows = NULL;
    coverage_indicator_list_done(&list);
    *ret_n = rows->len;
    return (coverage_indicator *)(void *)g_array_free(rows, FALSE);
}
