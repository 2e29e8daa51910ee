/*
 * rank_gap.c - the gap that a ranking is about: what lacks the type, cut by units. What is not
 * known to lack it is no gap: it is counted apart.
 */
#include "report/gaps.h"
#include "report/rank.h"

#include "base/text.h"

void report_gap_done(report_gap *gap)
{
    g_clear_pointer(&gap->codes, g_ptr_array_unref);
    g_clear_pointer(&gap->names, g_ptr_array_unref);
    g_clear_pointer(&gap->weights, g_array_unref);
    g_clear_pointer(&gap->members, g_array_unref);
    g_clear_pointer(&gap->first, g_array_unref);
}

coverage_sets report_gap_sets(const report_gap *gap)
{
    return (coverage_sets){
        .weights = (const double *)(void *)gap->weights->data,
        .n_elements = gap->weights->len,
        .members = (const uint32_t *)(void *)gap->members->data,
        .first = (const size_t *)(void *)gap->first->data,
        .n_sets = gap->codes->len,
    };
}

/* Zones that may lack the type: insee_com, siren_epci, insee_dep; element, pop, motif. Parts of QPV
 * as `gaps` lists them, or communes. */
static char *zones_sql(const report_rank *rank)
{
    const char *suffix = rank->result.suffixes[g_array_index(rank->types, size_t, 0)];
    if (rank->objective == REPORT_POP)
        return g_strdup_printf("SELECT insee_com, siren_epci, insee_dep, insee_com AS element, "
                               "CASE WHEN couverture_%s IN ('aucun', 'partiel') "
                               "THEN max(0, pop - coalesce(pop_%s, 0)) ELSE pop END AS pop, "
                               "couverture_%s AS motif FROM commune "
                               "WHERE couverture_%s <> 'total' AND %s",
                               suffix, suffix, suffix, suffix, rank->zone);
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(size_t));
    const report_gaps gaps = {.result = rank->result,
                              .types = rank->types,
                              .with = none,
                              .without = none,
                              .zone = rank->zone};
    g_autofree char *parts = report_gaps_sql(&gaps);
    return g_strdup_printf(
        "SELECT insee_com, siren_epci, insee_dep, %s AS element, pop, motif "
        "FROM (%s)",
        rank->objective == REPORT_QPV ? "code_qp" : "code_qp || ' ' || coalesce(insee_com, '')",
        parts);
}

/* A QPV weighs one, whatever its people; it is once in a unit, though cut there by communes. */
static char *elements_sql(const report_rank *rank)
{
    g_autofree char *zones = zones_sql(rank);
    return g_strdup_printf("SELECT DISTINCT g.%s AS code, z.%s AS lib, g.element, %s "
                           "FROM (%s) g LEFT JOIN %s z ON z.%s = g.%s "
                           "WHERE g.motif IN ('aucun', 'partiel') ORDER BY code, g.element",
                           rank->unit->key, rank->unit->lib,
                           rank->objective == REPORT_QPV ? "1" : "coalesce(g.pop, 0)", zones,
                           rank->unit->name, rank->unit->code, rank->unit->key);
}

static void add_unit(report_gap *gap, const char *code, const char *name)
{
    size_t first = gap->members->len;
    g_ptr_array_add(gap->codes, g_strdup(code));
    g_ptr_array_add(gap->names, g_strdup(name));
    g_array_append_val(gap->first, first);
}

static void add_row(report_gap *gap, GHashTable *elements, const store_query *query)
{
    const char *code = store_text(query, 0), *element = store_text(query, 2);
    double weight = store_double(query, 3);
    gpointer number = NULL;
    if (!g_hash_table_lookup_extended(elements, element, NULL, &number)) {
        number = GUINT_TO_POINTER(gap->weights->len);
        g_hash_table_insert(elements, g_strdup(element), number);
        g_array_append_val(gap->weights, weight);
        gap->total += weight;
    }
    if (code == NULL)
        return;
    guint n = gap->codes->len;
    if (n == 0 || g_strcmp0(g_ptr_array_index(gap->codes, n - 1), code) != 0)
        add_unit(gap, code, store_text(query, 1));
    uint32_t member = GPOINTER_TO_UINT(number);
    g_array_append_val(gap->members, member);
}

/* A QPV that lies in part in no unit is reached by its other parts. */
static void weigh_apart(report_gap *gap)
{
    g_autofree bool *reached = g_new0(bool, gap->weights->len + 1);
    for (guint m = 0; m < gap->members->len; m++)
        reached[g_array_index(gap->members, uint32_t, m)] = true;
    for (guint e = 0; e < gap->weights->len; e++)
        gap->apart += reached[e] ? 0 : g_array_index(gap->weights, double, e);
}

static mlg_status read_not_told(const report_rank *rank, report_gap *gap, mlg_error *err)
{
    g_autofree char *zones = zones_sql(rank);
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(DISTINCT %s), coalesce(sum(pop), 0) FROM (%s) "
        "WHERE motif IN ('inconnu', 'non_recense')",
        rank->objective == REPORT_QPV_POP ? "substr(element, 1, instr(element, ' ') - 1)"
                                          : "element",
        zones);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    MLG_TRY(report_query(&rank->result, sql, &query, err));
    MLG_TRY(store_step(query, &row, err));
    gap->n_not_told = store_double(query, 0);
    gap->not_told = store_double(query, 1);
    return MLG_OK;
}

mlg_status report_read_gap(const report_rank *rank, report_gap *ret, mlg_error *err)
{
    g_autoptr(GHashTable) elements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(report_gap) gap = {
        .codes = g_ptr_array_new_with_free_func(g_free),
        .names = g_ptr_array_new_with_free_func(g_free),
        .weights = g_array_new(FALSE, FALSE, sizeof(double)),
        .members = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
        .first = g_array_new(FALSE, FALSE, sizeof(size_t)),
    };
    g_autofree char *sql = elements_sql(rank);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&rank->result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        add_row(&gap, elements, query);
    }
    size_t end = gap.members->len;
    g_array_append_val(gap.first, end);
    weigh_apart(&gap);
    MLG_TRY(read_not_told(rank, &gap, err));
    *ret = gap;
    gap = (report_gap){0};
    return MLG_OK;
}
