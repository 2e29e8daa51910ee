/*
 * indicators.c - rows of table `indicateur` of a result, found by zone, indicator and type.
 */
#include "report/indicators.h"

#include "coverage/coverage.h"

/* Texts, then numbers, in the order of report_indicator's members. */
#define COLUMNS                                                                                    \
    "echelon, code, lib, indicateur, type, unite, phrase, definition, numerateur, denominateur, "  \
    "non_renseigne, valeur, valeur_min, valeur_max"

/* "code\nname\ntype" */
static char *key_of(const char *code, const char *name, const char *type)
{
    return g_strjoin("\n", code, name, type, NULL);
}

static const char *keep(report_indicators *indicators, const char *text)
{
    return g_string_chunk_insert_const(indicators->texts, text != NULL ? text : "");
}

static void add_row(report_indicators *to, const store_query *query)
{
    report_indicator row = {
        .echelon = keep(to, store_text(query, 0)),
        .code = keep(to, store_text(query, 1)),
        .lib = keep(to, store_text(query, 2)),
        .name = keep(to, store_text(query, 3)),
        .type = keep(to, store_text(query, 4)),
        .unit = keep(to, store_text(query, 5)),
        .sentence = keep(to, store_text(query, 6)),
        .definition = keep(to, store_text(query, 7)),
        .numerator = store_double(query, 8),
        .denominator = store_double(query, 9),
        .not_told = store_double(query, 10),
        .value = store_double(query, 11),
        .value_min = store_double(query, 12),
        .value_max = store_double(query, 13),
    };
    g_autofree char *key = key_of(row.code, row.name, row.type);
    g_array_append_val(to->rows, row);
    g_hash_table_insert(to->by_key, g_steal_pointer(&key), GUINT_TO_POINTER(to->rows->len));
}

mlg_status report_indicators_read(const report_result *result, const char *condition,
                                  report_indicators *ret, mlg_error *err)
{
    MLG_TRY(report_need_layers(result, (const char *const[]){"indicateur", NULL}, err));
    g_autofree char *sql =
        g_strdup_printf("SELECT " COLUMNS " FROM indicateur WHERE %s ORDER BY rowid", condition);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(result, sql, &query, err));
    g_auto(report_indicators) read = {
        .rows = g_array_new(FALSE, FALSE, sizeof(report_indicator)),
        .by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .texts = g_string_chunk_new(1 << 14),
    };
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        add_row(&read, query);
    }
    *ret = read;
    read = (report_indicators){0};
    return MLG_OK;
}

void report_indicators_done(report_indicators *indicators)
{
    g_clear_pointer(&indicators->rows, g_array_unref);
    g_clear_pointer(&indicators->by_key, g_hash_table_unref);
    g_clear_pointer(&indicators->texts, g_string_chunk_free);
}

const report_indicator *report_indicators_get(const report_indicators *indicators, const char *code,
                                              const char *name, const char *type)
{
    g_autofree char *key = key_of(code, name, type);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(indicators->by_key, key));
    return place > 0 ? &g_array_index(indicators->rows, report_indicator, place - 1) : NULL;
}

char *report_indicator_sentence(const report_indicator *indicator)
{
    const coverage_indicator figures = {
        .name = indicator->name,
        .unit = indicator->unit,
        .numerator = indicator->numerator,
        .denominator = indicator->denominator,
        .not_told = indicator->not_told,
        .value = indicator->value,
        .value_min = indicator->value_min,
        .value_max = indicator->value_max,
    };
    return coverage_indicator_sentence(&figures);
}
