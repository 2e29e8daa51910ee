/*
 * draft_groups.c - EPCI, EPT, départements and régions: who belongs to whom. Composition tables win
 * over the attributes of the commune layer; a commune may have no EPCI (four islands).
 */
#include "territory/draft.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* The group codes of all communes, by commune index; empty = none. g_free(). */
static mlg_code *commune_groups(draft_work *work, territory_group_kind kind)
{
    mlg_territory *t = work->t;
    mlg_code *codes = g_new(mlg_code, t->n_communes + 1);
    for (size_t i = 0; i < t->n_communes; i++) {
        const territory_commune_row *row =
            &g_array_index(work->b->communes, territory_commune_row, i);
        switch (kind) {
        case TERRITORY_EPCI:
            codes[i] = row->epci;
            break;
        case TERRITORY_EPT:
            codes[i] = row->ept;
            break;
        case TERRITORY_DEPARTMENT:
            codes[i] = base_code_is_empty(row->department) ? base_code_department(row->code)
                                                           : row->department;
            break;
        case TERRITORY_REGION:
            codes[i] = row->region;
            break;
        }
        if (kind == TERRITORY_EPCI || kind == TERRITORY_EPT) {
            GArray *facts = work->b->memberships[kind];
            mlg_code city = base_code_plm_commune(row->code);
            const draft_fact *fact = draft_find_fact(facts, row->code);
            if (fact == NULL && !base_code_is_empty(city)) /* the level is the arrondissement */
                fact = draft_find_fact(facts, city);
            if (fact != NULL)
                codes[i] = fact->group;
        }
    }
    return codes;
}

static int compare_codes(const void *a, const void *b)
{
    return base_code_compare(*(const mlg_code *)a, *(const mlg_code *)b);
}

/* Of codes that follow one another the first; how many are left. */
static size_t drop_doubles(mlg_code *codes, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !base_code_equal(codes[kept - 1], codes[i]))
            codes[kept++] = codes[i];
    return kept;
}

/* Distinct codes of `codes`, sorted, as groups without names or members. */
static territory_group *distinct(draft_work *work, const mlg_code *codes, size_t *ret_n)
{
    g_autofree mlg_code *sorted = g_new(mlg_code, work->t->n_communes + 1);
    size_t n = 0;
    for (size_t i = 0; i < work->t->n_communes; i++)
        if (!base_code_is_empty(codes[i]))
            sorted[n++] = codes[i];
    n = drop_doubles(sorted, n); /* communes of one département follow each other */
    qsort(sorted, n, sizeof *sorted, compare_codes);
    n = drop_doubles(sorted, n);
    territory_group *groups = draft_new(work, n, sizeof(territory_group));
    for (size_t i = 0; i < n; i++)
        groups[i] = (territory_group){.code = sorted[i],
                                      .name = "",
                                      .nature = "",
                                      .region = TERRITORY_NONE,
                                      .population = (double)NAN};
    *ret_n = n;
    return groups;
}

static territory_group *find_group(territory_group *groups, size_t n, mlg_code code)
{
    return n == 0 ? NULL
                  : bsearch(&code, groups, n, sizeof *groups,
                            compare_codes /* a group begins with its code */);
}

/* Names, natures and polygons from layers and tables; the first that says something wins. */
static void describe(draft_work *work, territory_group_kind kind, territory_group *groups, size_t n)
{
    GArray *rows = work->b->groups;
    for (guint i = 0; i < rows->len; i++) {
        const territory_group_row *row = &g_array_index(rows, territory_group_row, i);
        territory_group *group = row->kind == kind ? find_group(groups, n, row->code) : NULL;
        if (group == NULL)
            continue;
        if (group->name[0] == '\0')
            group->name = row->name;
        if (group->nature[0] == '\0')
            group->nature = row->nature;
        if (group->shape.wkb == NULL)
            group->shape = row->shape;
    }
    for (size_t g = 0; g < n; g++) {
        if (groups[g].name[0] == '\0') /* no source names it: its code does */
            groups[g].name = g_string_chunk_insert_const(work->b->strings, groups[g].code.s);
    }
}

static uint32_t *link_of(territory_commune *commune, territory_group_kind kind)
{
    return kind == TERRITORY_EPCI         ? &commune->epci
           : kind == TERRITORY_EPT        ? &commune->ept
           : kind == TERRITORY_DEPARTMENT ? &commune->department
                                          : &commune->region;
}

/* Links communes to groups and lists the members of each, ascending. */
static void link_members(draft_work *work, territory_group_kind kind, const mlg_code *codes,
                         territory_group *groups, size_t n)
{
    mlg_territory *t = work->t;
    uint32_t *members = draft_new(work, t->n_communes, sizeof *members);
    territory_group *group = NULL;
    for (size_t c = 0; c < t->n_communes; c++) {
        if (group == NULL || !base_code_equal(group->code, codes[c]))
            group = find_group(groups, n, codes[c]);
        *link_of(&t->communes[c], kind) =
            group == NULL ? TERRITORY_NONE : (uint32_t)(group - groups);
        if (group != NULL)
            group->n_communes++;
    }
    uint32_t *next = members;
    for (size_t g = 0; g < n; g++) {
        groups[g].communes = next;
        next += groups[g].n_communes;
        groups[g].n_communes = 0;
    }
    for (size_t c = 0; c < t->n_communes; c++) {
        uint32_t g = *link_of(&t->communes[c], kind);
        if (g != TERRITORY_NONE)
            members[groups[g].communes - members + groups[g].n_communes++] = (uint32_t)c;
    }
}

static void make_groups(draft_work *work, territory_group_kind kind, territory_group **ret,
                        size_t *ret_n)
{
    g_autofree mlg_code *codes = commune_groups(work, kind);
    *ret = distinct(work, codes, ret_n);
    describe(work, kind, *ret, *ret_n);
    link_members(work, kind, codes, *ret, *ret_n);
}

/* Région of a département: said by its own row, by a commune's, else known since 2016. */
static mlg_code region_of(draft_work *work, mlg_code department)
{
    for (guint i = 0; i < work->b->groups->len; i++) {
        const territory_group_row *row = &g_array_index(work->b->groups, territory_group_row, i);
        if (row->kind == TERRITORY_DEPARTMENT && base_code_equal(row->code, department) &&
            !base_code_is_empty(row->region))
            return row->region;
    }
    return base_code_region_of_department(department);
}

static void complete_regions(draft_work *work)
{
    mlg_territory *t = work->t;
    g_autofree mlg_code *regions = g_new0(mlg_code, t->n_departments);
    for (size_t d = 0; d < t->n_departments; d++)
        regions[d] = region_of(work, t->departments[d].code);
    for (size_t c = 0; c < t->n_communes; c++) {
        territory_commune_row *row = &g_array_index(work->b->communes, territory_commune_row, c);
        uint32_t d = t->communes[c].department;
        if (base_code_is_empty(row->region) && d != TERRITORY_NONE)
            row->region = regions[d];
    }
    make_groups(work, TERRITORY_REGION, &t->regions, &t->n_regions);
    for (size_t d = 0; d < t->n_departments; d++)
        t->departments[d].region = t->communes[t->departments[d].communes[0]].region;
}

/* Communes without EPCI are told once, with the first few of them. */
static void report_without_epci(draft_work *work)
{
    mlg_territory *t = work->t;
    size_t n = 0;
    g_autoptr(GString) some = g_string_new(NULL);
    for (size_t c = 0; c < t->n_communes; c++) {
        if (t->communes[c].epci != TERRITORY_NONE)
            continue;
        if (n++ < 5)
            g_string_append_printf(some, "%s%s", n > 1 ? "," : "", t->communes[c].code.s);
    }
    if (n == 0 || t->n_epcis == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    BASE_EMIT(work->monitor, .code = "commune-sans-epci", .object = "commune", .value = some->str,
              .detail = count);
}

mlg_status draft_groups(draft_work *work, mlg_error *err)
{
    mlg_territory *t = work->t;
    for (int kind = 0; kind < 2; kind++)
        draft_sort_facts(work, work->b->memberships[kind]);
    make_groups(work, TERRITORY_DEPARTMENT, &t->departments, &t->n_departments);
    make_groups(work, TERRITORY_EPCI, &t->epcis, &t->n_epcis);
    make_groups(work, TERRITORY_EPT, &t->epts, &t->n_epts);
    complete_regions(work);
    const char *known = t->communes[0].code.s;
    MLG_TRY(
        draft_check_joined(work, work->b->memberships[TERRITORY_EPCI], _("communes"), known, err));
    MLG_TRY(
        draft_check_joined(work, work->b->memberships[TERRITORY_EPT], _("communes"), known, err));
    report_without_epci(work);
    return MLG_OK;
}
