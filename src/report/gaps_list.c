/*
 * gaps_list.c - gaps as a list, one row a type and a QPV, whatever communes it lies in: the most
 * inhabitants first, then by code; and the sentences that sum them up.
 */
#include "report/gaps.h"

#include "base/text.h"
#include "report/number.h"

#include <string.h>

static const char *motif_label(const char *motif)
{
    static const struct {
        const char *motif, *label;
    } labels[] = {
        {"aucun", N_("not covered")},
        {"partiel", N_("in part")},
        {"inconnu", N_("to be specified")},
        {"non_recense", N_("not surveyed")},
    };
    for (size_t i = 0; motif != NULL && i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].motif, motif) == 0)
            return D_(labels[i].label);
    return motif;
}

static report_table *list_table(const report_gaps *gaps, const char *key, const char *title)
{
    bool one_type = gaps->types->len == 1; /* the title says it */
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, one_type ? 1U : 0U},
        {"code_qp", D_("Code"), REPORT_CODE, 0},
        {"lib_qp", D_("Neighbourhood"), REPORT_NAME, 0},
        {"insee_com", D_("INSEE"), REPORT_CODE, 3},
        {"lib_com", D_("Commune"), REPORT_NAME, 0},
        {"siren_epci", D_("SIREN"), REPORT_CODE, 4},
        {"lib_epci", D_("EPCI"), REPORT_NAME, 2},
        {"pop", D_("Inhabitants"), REPORT_COUNT, 0},
        {"motif", D_("Reason"), REPORT_CODE, 0},
    };
    /* of QPV as a whole, the reason is the title's */
    bool whole = gaps->without->len > 0;
    return whole ? report_table_new(key, title, columns + 1, G_N_ELEMENTS(columns) - 2)
                 : report_table_new(key, title, columns, G_N_ELEMENTS(columns));
}

/* Parts of a QPV put together: their people, their communes and EPCI in the order of the codes. */
static char *qpv_sql(const report_gaps *gaps)
{
    g_autofree char *base = report_gaps_sql(gaps);
    g_autofree char *order = report_type_order(&gaps->result, "type");
    return g_strdup_printf(
        "SELECT * FROM (SELECT DISTINCT type, code_qp, lib_qp, "
        "group_concat(insee_com, ',') OVER by_commune AS insee_com, "
        "group_concat(lib_com, ', ') OVER by_commune AS lib_com, "
        "group_concat(CASE WHEN first THEN siren_epci END, ',') OVER by_epci AS siren_epci, "
        "group_concat(CASE WHEN first THEN lib_epci END, ', ') OVER by_epci AS lib_epci, "
        "sum(pop) OVER parts AS pop, CASE WHEN min(motif) OVER parts = max(motif) OVER parts "
        "THEN min(motif) OVER parts ELSE 'partiel' END AS motif "
        "FROM (SELECT *, row_number() OVER (PARTITION BY type, code_qp, siren_epci "
        "ORDER BY insee_com) = 1 AS first FROM (%s)) WINDOW parts AS (PARTITION BY type, code_qp), "
        "by_commune AS (PARTITION BY type, code_qp ORDER BY insee_com ROWS BETWEEN UNBOUNDED "
        "PRECEDING AND UNBOUNDED FOLLOWING), by_epci AS (PARTITION BY type, code_qp "
        "ORDER BY siren_epci, insee_com ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) "
        "WHERE coalesce(pop, 0) >= ?1 ORDER BY pop DESC NULLS LAST, code_qp, %s",
        base, order);
}

static void put_gap(const report_gaps *gaps, const store_query *query, report_table *table)
{
    bool whole = gaps->without->len > 0;
    const char *motif = store_text(query, 8);
    for (int c = whole ? 1 : 0; c < 7; c++)
        report_put_text(table, store_text(query, c));
    report_put_number(table, store_double(query, 7));
    if (!whole)
        report_put_coded(table, motif, motif_label(motif));
}

/* Of these, nobody knows whether they lack the type. */
static report_table *untold_table(const report_gaps *gaps)
{
    g_autofree char *types = report_join_types(&gaps->result, gaps->types, ", ");
    g_autofree char *title =
        *types != '\0'
            ? g_strdup_printf(D_("QPV of which it is not known whether they have: %s"), types)
            : g_strdup(D_("QPV of which it is not known what covers them"));
    return list_table(gaps, "inconnues", title);
}

mlg_status report_list_gaps(report_gaps *gaps, report_document *document, mlg_error *err)
{
    MLG_TRY(report_need_layers(&gaps->result,
                               (const char *const[]){"lacune", "qpv", "commune", NULL}, err));
    g_autofree char *sql = qpv_sql(gaps);
    g_autoptr(store_query) query = NULL;
    g_autoptr(report_table) table = list_table(gaps, "lacunes", NULL);
    g_autoptr(report_table) untold = untold_table(gaps);
    MLG_TRY(report_query(&gaps->result, sql, &query, err));
    store_bind_double(query, 1, gaps->options->min_population);
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        const char *motif = store_text(query, 8);
        bool known = g_strcmp0(motif, "aucun") == 0 || g_strcmp0(motif, "partiel") == 0;
        put_gap(gaps, query, known || !gaps->for_people ? table : untold);
        gaps->n_gaps += known;
    }
    MLG_TRY(report_note_gaps(gaps, table, err));
    report_document_add(document, g_steal_pointer(&table));
    if (report_table_rows(untold) > 0)
        report_document_add(document, g_steal_pointer(&untold));
    return MLG_OK;
}

/* QPV of the territory and zone that are told for a type; what of them lacks it. */
static char *type_sql(const report_gaps *gaps, size_t type)
{
    const char *s = gaps->result.suffixes[type];
    return g_strdup_printf(
        "SELECT count(*), sum(pop), count(*) FILTER (WHERE couverture_%s = 'aucun'), "
        "count(*) FILTER (WHERE couverture_%s = 'partiel'), "
        "sum(pop) - sum(coalesce(pop_%s, 0)), "
        "(SELECT count(*) FROM qpv WHERE couverture_%s IN ('inconnu', 'non_recense') AND %s) "
        "FROM qpv WHERE couverture_%s IN ('total', 'partiel', 'aucun') AND %s",
        s, s, s, s, gaps->zone, s, gaps->zone);
}

/* Without --type, a type that lacks nowhere and is told everywhere has nothing to say. */
static mlg_status note_type(const report_gaps *gaps, size_t type, report_table *table,
                            mlg_error *err)
{
    g_autofree char *sql = type_sql(gaps, type);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    MLG_TRY(report_query(&gaps->result, sql, &query, err));
    MLG_TRY(store_step(query, &row, err));
    double people = store_double(query, 1), lacking = store_double(query, 4);
    double gap_count = store_double(query, 2) + store_double(query, 3) + store_double(query, 5);
    if (gaps->types->len == 0 && gap_count <= 0)
        return MLG_OK;
    g_autofree char *none = report_count(store_double(query, 2));
    g_autofree char *part = report_count(store_double(query, 3));
    g_autofree char *all = report_count(store_double(query, 0));
    g_autofree char *not_told = report_count(store_double(query, 5));
    g_autofree char *without = report_count(lacking);
    g_autofree char *people_text = report_count(people);
    g_autofree char *share = report_percent(lacking / people);
    report_note(table,
                g_strdup_printf(D_("%s: QPV not covered: %s of %s; covered in part: %s; "
                                   "inhabitants of QPV without it: %s of %s (%s); QPV not told: "
                                   "%s."),
                                gaps->result.types[type], none, all, part, without, people_text,
                                share, not_told));
    return MLG_OK;
}

/* QPV whose state is told for all types of the request. */
static char *told_condition(const report_gaps *gaps)
{
    GString *told = g_string_new(gaps->zone);
    const GArray *lists[] = {gaps->with, gaps->without};
    for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
        for (guint i = 0; i < lists[l]->len; i++)
            g_string_append_printf(told, " AND couverture_%s IN ('total', 'partiel', 'aucun')",
                                   gaps->result.suffixes[g_array_index(lists[l], size_t, i)]);
    return g_string_free(told, FALSE);
}

static mlg_status note_whole(const report_gaps *gaps, report_table *table, mlg_error *err)
{
    g_autofree char *base = report_gaps_sql(gaps);
    g_autofree char *told = told_condition(gaps);
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*), coalesce(sum(pop), 0), (SELECT count(*) FROM qpv WHERE %s) FROM (%s)",
        told, base);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    MLG_TRY(report_query(&gaps->result, sql, &query, err));
    MLG_TRY(store_step(query, &row, err));
    g_autofree char *n = report_count(store_double(query, 0));
    g_autofree char *people = report_count(store_double(query, 1));
    g_autofree char *all = report_count(store_double(query, 2));
    report_note(table, g_strdup_printf(D_("QPV: %s of the %s that are told; inhabitants: %s."), n,
                                       all, people));
    return MLG_OK;
}

mlg_status report_note_gaps(const report_gaps *gaps, report_table *table, mlg_error *err)
{
    if (gaps->without->len > 0)
        return note_whole(gaps, table, err);
    bool all_qpv = gaps->with->len == 0; /* else their figures would be those of another list */
    for (guint i = 0; all_qpv && i < gaps->types->len; i++)
        MLG_TRY(note_type(gaps, g_array_index(gaps->types, size_t, i), table, err));
    for (size_t t = 0; all_qpv && gaps->types->len == 0 && gaps->result.types[t] != NULL; t++)
        MLG_TRY(note_type(gaps, t, table, err));
    if (table->notes->len == 0 && report_table_rows(table) == 0)
        report_note(table, g_strdup(D_("None.")));
    return MLG_OK;
}
