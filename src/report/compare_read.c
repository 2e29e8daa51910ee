/*
 * compare_read.c - reads the QPV of two results into pairs of figures, and how much of each every
 * contract holds.
 */
#include "report/compare.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

const char *report_compare_text(const report_compare *compare, const char *text)
{
    return text != NULL ? g_string_chunk_insert_const(compare->strings, text) : NULL;
}

static void free_qpv(gpointer data)
{
    compare_qpv *qpv = data;
    g_array_unref(qpv->pairs);
    g_free(qpv->cells);
    g_free(qpv);
}

/* Columns of a type: state, share, people. */
static void append_types(const report_compare *compare, int side, GString *sql)
{
    const report_result *result = &compare->sides[side];
    for (guint t = 0; t < compare->types->len; t++) {
        const char *type = g_ptr_array_index(compare->types, t);
        for (size_t i = 0; result->types[i] != NULL; i++)
            if (strcmp(result->types[i], type) == 0)
                g_string_append_printf(sql, ", couverture_%s, part_aire_%s, pop_%s",
                                       result->suffixes[i], result->suffixes[i],
                                       result->suffixes[i]);
    }
}

/* The second result says where a QPV lies: the first is read on its territory. */
static char *qpv_sql(const report_compare *compare, int side)
{
    const report_level *level = compare->level;
    bool grouped = side == 1 && level != NULL && strcmp(level->name, "qpv") != 0;
    GString *sql = g_string_new("SELECT code_qp, lib_qp, pop, aire_ha, insee_com, lib_com, "
                                "siren_epci, lib_epci");
    if (grouped)
        g_string_append_printf(sql, ", %s, (SELECT z.%s FROM %s z WHERE z.%s = qpv.%s)", level->key,
                               level->lib, level->name, level->code, level->key);
    else
        g_string_append(sql, ", NULL, NULL");
    append_types(compare, side, sql);
    g_string_append_printf(sql, " FROM qpv WHERE %s ORDER BY code_qp",
                           side == 1 ? compare->zone : "1");
    return g_string_free(sql, FALSE);
}

enum { FIRST_TYPE_COLUMN = 10 };

static void read_figures(const report_compare *compare, int side, const store_query *query,
                         compare_qpv *qpv)
{
    qpv->pop[side] = store_double(query, 2);
    qpv->area_ha[side] = store_double(query, 3);
    for (guint t = 0; t < compare->types->len; t++) {
        int column = FIRST_TYPE_COLUMN + 3 * (int)t;
        const char *name = store_text(query, column);
        int state = base_enum_find(coverage_state_names, name != NULL ? name : "");
        compare_cell *cell = &qpv->cells[t];
        double people = store_double(query, column + 2);
        cell->state[side] = state >= 0 ? (mlg_coverage_state)state : MLG_INCONNU;
        cell->share[side] = store_double(query, column + 1);
        /* where it is not told, nobody is counted as covered */
        cell->people[side] = isnan(people) || !report_is_told(cell->state[side]) ? 0 : people;
    }
}

static void add_qpv(report_compare *compare, const store_query *query)
{
    compare_qpv *qpv = g_new0(compare_qpv, 1);
    qpv->code = report_compare_text(compare, store_text(query, 0));
    qpv->name = report_compare_text(compare, store_text(query, 1));
    for (int i = 0; i < 4; i++)
        qpv->places[i] = report_compare_text(compare, store_text(query, 4 + i));
    qpv->group = report_compare_text(compare, store_text(query, 8));
    qpv->label = report_compare_text(compare, store_text(query, 9));
    qpv->cells = g_new0(compare_cell, compare->types->len + 1);
    qpv->pairs = g_array_new(FALSE, FALSE, sizeof(compare_pair));
    read_figures(compare, 1, query, qpv);
    g_ptr_array_add(compare->qpvs, qpv);
}

static compare_qpv *find_qpv(const report_compare *compare, const char *code)
{
    guint from = 0, to = compare->qpvs->len;
    while (from < to) {
        guint middle = from + (to - from) / 2;
        compare_qpv *qpv = g_ptr_array_index(compare->qpvs, middle);
        int order = strcmp(qpv->code, code);
        if (order == 0)
            return qpv;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static mlg_status read_qpvs(report_compare *compare, int side, mlg_error *err)
{
    g_autofree char *sql = qpv_sql(compare, side);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&compare->sides[side], sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        compare_qpv *qpv = side == 0 ? find_qpv(compare, store_text(query, 0)) : NULL;
        if (side == 1)
            add_qpv(compare, query);
        else if (qpv != NULL)
            read_figures(compare, 0, query, qpv);
    }
}

static void add_pair(const report_compare *compare, int side, const store_query *query)
{
    compare_qpv *qpv = find_qpv(compare, store_text(query, 0));
    size_t contract = report_compare_find(compare, store_text(query, 1));
    if (qpv == NULL || contract == compare->contracts->len)
        return; /* of another zone, or of a type that is not compared */
    guint i = 0;
    while (i < qpv->pairs->len && g_array_index(qpv->pairs, compare_pair, i).contract != contract)
        i++;
    if (i == qpv->pairs->len) {
        const compare_pair fresh = {.contract = contract};
        g_array_append_val(qpv->pairs, fresh);
    }
    g_array_index(qpv->pairs, compare_pair, i).share[side] = store_double(query, 2);
}

static mlg_status read_pairs(report_compare *compare, int side, mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&compare->sides[side],
                         "SELECT code_qp, id_dispositif, part_aire FROM qpv_dispositif", &query,
                         err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        add_pair(compare, side, query);
    }
}

/* With constant populations, the first result is told with those of the second: its shares of the
 * people, or of the area where nobody was counted. */
static void keep_population(compare_qpv *qpv, guint n_types)
{
    for (guint t = 0; t < n_types; t++) {
        compare_cell *cell = &qpv->cells[t];
        double share = qpv->pop[0] > 0 ? cell->people[0] / qpv->pop[0] : cell->share[0];
        if (!report_is_told(cell->state[0]) || isnan(qpv->pop[1]) || isnan(share))
            cell->people[0] = 0;
        else
            cell->people[0] = share * qpv->pop[1];
    }
    qpv->pop[0] = qpv->pop[1];
}

mlg_status report_compare_read(report_compare *compare, mlg_error *err)
{
    compare->qpvs = g_ptr_array_new_with_free_func(free_qpv);
    MLG_TRY(report_compare_read_contracts(compare, err));
    for (int side = 1; side >= 0; side--) {
        MLG_TRY(read_qpvs(compare, side, err));
        MLG_TRY(read_pairs(compare, side, err));
    }
    for (guint q = 0; compare->constant && q < compare->qpvs->len; q++)
        keep_population(g_ptr_array_index(compare->qpvs, q), compare->types->len);
    return MLG_OK;
}
