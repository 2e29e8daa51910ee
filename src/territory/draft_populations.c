/*
 * draft_populations.c - official populations: a table's figure wins over the layer's attribute;
 * Paris, Lyon and Marseille, which INSEE publishes by arrondissement only, are the sums of theirs.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <math.h>

/* Sums of the arrondissements of each commune; NaN when it has none or one is not known. */
typedef struct part_sums {
    double *people;
    bool *any;
} part_sums;

static void add_part(part_sums *sums, uint32_t commune, double people)
{
    sums->people[commune] = sums->any[commune] ? sums->people[commune] + people : people;
    sums->any[commune] = true;
}

/* Facts about an arrondissement that no layer drew are summed all the same. */
static void add_facts(draft_work *work, part_sums *sums)
{
    GArray *facts = work->b->populations;
    mlg_code last = {""};
    for (guint i = facts->len; i-- > 0;) {
        draft_fact *fact = &g_array_index(facts, draft_fact, i);
        mlg_code whole = base_code_plm_commune(fact->code);
        uint32_t c =
            base_code_is_empty(whole) ? TERRITORY_NONE : territory_find_commune(work->t, whole);
        if (c == TERRITORY_NONE || territory_find_commune(work->t, fact->code) != TERRITORY_NONE)
            continue;
        fact->used = true;
        if (base_code_equal(last, fact->code)) /* stated twice: the last one counted */
            continue;
        last = fact->code;
        add_part(sums, c, fact->people);
    }
}

/* Where no table tells of a commune or its arrondissements, the layer's own figures of these do. */
static void add_layer(const mlg_territory *t, part_sums *sums)
{
    g_autofree bool *told = g_memdup2(sums->any, t->n_communes * sizeof *sums->any);
    for (size_t p = 0; p < t->n_parts; p++) {
        const territory_part *part = &t->parts[p];
        if (part->kind == TERRITORY_ARRONDISSEMENT && !told[part->commune] &&
            isnan(t->communes[part->commune].population))
            add_part(sums, part->commune, part->population);
    }
}

static void set_parts(draft_work *work)
{
    mlg_territory *t = work->t;
    for (size_t p = 0; p < t->n_parts; p++) {
        if (t->parts[p].kind == TERRITORY_DELEGUEE)
            continue; /* its code may be its commune's own */
        const draft_fact *fact = draft_find_fact(work->b->populations, t->parts[p].code);
        if (fact != NULL)
            t->parts[p].population = fact->people;
    }
}

static void sum_groups(const mlg_territory *t, territory_group *groups, size_t n)
{
    for (size_t g = 0; g < n; g++) {
        double sum = 0;
        for (uint32_t m = 0; m < groups[g].n_communes; m++)
            sum += t->communes[groups[g].communes[m]].population;
        groups[g].population = sum; /* NaN when one is not known */
    }
}

static void report_unknown(draft_work *work)
{
    size_t n = 0;
    const char *first = NULL;
    for (size_t c = 0; c < work->t->n_communes; c++) {
        if (!isnan(work->t->communes[c].population))
            continue;
        first = first != NULL ? first : work->t->communes[c].code.s;
        n++;
    }
    if (n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    BASE_EMIT(work->monitor, .code = "commune-sans-population", .object = "commune", .id = first,
              .value = first, .detail = count);
}

/* Census of the figures: of several tables, the nearest to the communes, of equals the last. */
static void take_census(draft_work *work)
{
    const draft_table *taken = NULL;
    for (guint i = 0; i < work->b->populations->len; i++) {
        const draft_fact *fact = &g_array_index(work->b->populations, draft_fact, i);
        const draft_table *table = &g_array_index(work->b->tables, draft_table, fact->table);
        bool nearer = taken == NULL || table->distance < taken->distance ||
                      (table->distance == taken->distance && table > taken);
        if (table->census != 0 && nearer)
            taken = table;
    }
    if (taken != NULL)
        work->t->population_year = taken->census;
}

mlg_status draft_populations(draft_work *work, mlg_error *err)
{
    mlg_territory *t = work->t;
    GArray *facts = work->b->populations;
    draft_sort_facts(work, facts);
    set_parts(work);
    g_autofree double *people = g_new(double, t->n_communes);
    g_autofree bool *any = g_new0(bool, t->n_communes);
    part_sums sums = {people, any};
    for (size_t c = 0; c < t->n_communes; c++)
        people[c] = (double)NAN;
    add_facts(work, &sums);
    add_layer(t, &sums);
    for (size_t c = 0; c < t->n_communes; c++) {
        const draft_fact *fact = draft_find_fact(facts, t->communes[c].code);
        if (fact != NULL)
            t->communes[c].population = fact->people;
        else if (any[c])
            t->communes[c].population = people[c];
    }
    MLG_TRY(draft_check_joined(work, facts, _("communes"), t->communes[0].code.s, err));
    report_unknown(work);
    take_census(work);
    sum_groups(t, t->epcis, t->n_epcis);
    sum_groups(t, t->epts, t->n_epts);
    sum_groups(t, t->departments, t->n_departments);
    sum_groups(t, t->regions, t->n_regions);
    return MLG_OK;
}
