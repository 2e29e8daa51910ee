/*
 * summary_column.c - contracts in force by any column of the inventory: what table `indicateur`
 * cannot know beforehand.
 */
#include "report/summary.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Contracts of one type by value, and those without. */
typedef struct values {
    GPtrArray *names; /* in order of appearance */
    GArray *counts;   /* double */
    double told, not_told;
} values;

static void values_clear(gpointer data)
{
    values *v = data;
    g_ptr_array_unref(v->names);
    g_array_unref(v->counts);
}

static void count_value(values *v, const char *name)
{
    guint i = 0;
    v->told++;
    while (i < v->names->len && strcmp(g_ptr_array_index(v->names, i), name) != 0)
        i++;
    if (i == v->names->len) {
        double zero = 0;
        g_ptr_array_add(v->names, g_strdup(name));
        g_array_append_val(v->counts, zero);
    }
    g_array_index(v->counts, double, i)++;
}

static GArray *new_types(const report_summary *summary)
{
    GArray *types = g_array_new(FALSE, TRUE, sizeof(values));
    g_array_set_clear_func(types, values_clear);
    for (size_t t = 0; summary->result.types[t] != NULL; t++) {
        values v = {.names = g_ptr_array_new_with_free_func(g_free),
                    .counts = g_array_new(FALSE, FALSE, sizeof(double))};
        g_array_append_val(types, v);
    }
    return types;
}

char *report_value_order(const char *column)
{
    return g_strdup_printf("CAST(%s AS INTEGER), %s", column, column);
}

static mlg_status read_values(const report_summary *summary, GArray *types, mlg_error *err)
{
    /* a value is text; the order of values must not depend on the order of ids */
    g_autofree char *column = g_strdup_printf("\"%s\"", summary->column);
    g_autofree char *order = report_value_order(column);
    g_autofree char *sql =
        g_strdup_printf("SELECT id_dispositif, type, CAST(%s AS TEXT) FROM dispositif "
                        "WHERE en_vigueur = 'oui' ORDER BY %s, id_dispositif",
                        column, order);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&summary->result, sql, &query, err));
    for (bool row = false;;) {
        size_t type = 0;
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        if (summary->zone_ids != NULL &&
            !g_hash_table_contains(summary->zone_ids, store_text(query, 0)))
            continue;
        if (report_find_type(&summary->result, store_text(query, 1), &type, NULL) != MLG_OK)
            continue; /* not of this run: --types */
        values *v = &g_array_index(types, values, type);
        if (store_is_null(query, 2) || strcmp(store_text(query, 2), "INCONNU") == 0)
            v->not_told++;
        else
            count_value(v, store_text(query, 2));
    }
}

/* For machines one table, with the columns that tell what the rows are. */
void report_begin_values(report_summary *summary, const char *key, const char *title)
{
    const report_column columns[] = {
        {"echelon", "", REPORT_CODE, 0},
        {"code", "", REPORT_CODE, 0},
        {"lib", "", REPORT_NAME, 0},
        {"indicateur", "", REPORT_CODE, 0},
        {"type", D_("Type"), REPORT_CODE, 0},
        {"modalite", "", REPORT_NAME, 0},
        {"numerateur", D_("Number"), REPORT_COUNT, 0},
        {"denominateur", D_("of"), REPORT_COUNT, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
        {"valeur", D_("Share"), REPORT_SHARE, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
    };
    /* people read the share first; machines the terms */
    report_column chosen[G_N_ELEMENTS(columns)];
    size_t n = 0;
    for (size_t i = summary->for_people ? 4 : 0; i < G_N_ELEMENTS(columns); i++)
        if (i != (summary->for_people ? 8U : 10U))
            chosen[n++] = columns[i];
    if (summary->for_people || summary->table == NULL)
        report_begin_table(summary, key, title, chosen, n);
}

void report_put_value(report_summary *summary, const report_value *value)
{
    report_table *table = summary->table;
    double share = value->denominator > 0 ? value->numerator / value->denominator : (double)NAN;
    if (!summary->for_people) {
        report_put_text(table, summary->of.echelon);
        report_put_text(table, summary->of.code);
        report_put_text(table, summary->of.lib);
        report_put_text(table, value->indicator);
    }
    report_put_text(table, value->type);
    report_put_coded(table, value->value, value->label);
    report_put_number(table, value->numerator);
    report_put_number(table, value->denominator);
    report_put_number(table, summary->for_people ? share : value->not_told);
    report_put_number(table, summary->for_people ? value->not_told : share);
}

/* A status has a name for people. */
static const char *value_label(const report_summary *summary, const char *value)
{
    if (strcmp(summary->column, "statut") != 0)
        return NULL;
    g_autofree char *low = g_ascii_strdown(value, -1);
    g_autofree char *name = g_strdup_printf("contrats_%s", low);
    return report_indicator_label(name);
}

static void put_values(report_summary *summary, const char *type, const values *v)
{
    for (guint i = 0; i < v->names->len; i++) {
        const char *name = g_ptr_array_index(v->names, i);
        report_put_value(summary, &(report_value){
                                      .indicator = summary->column,
                                      .type = type,
                                      .value = name,
                                      .label = value_label(summary, name),
                                      .numerator = g_array_index(v->counts, double, i),
                                      .denominator = v->told,
                                      .not_told = v->not_told,
                                  });
    }
}

mlg_status report_summarise_column(report_summary *summary, mlg_error *err)
{
    g_autoptr(GArray) types = new_types(summary);
    MLG_TRY(report_zone_ids(&summary->result, summary->options->zone, &summary->zone_ids, err));
    MLG_TRY(report_zone_find_name(&summary->result, summary->options->zone, &summary->of, err));
    MLG_TRY(read_values(summary, types, err));
    g_autofree char *title = g_strdup_printf(D_("Contracts in force by %s"), summary->column);
    report_begin_values(summary, summary->column, title);
    for (guint t = 0; t < types->len; t++)
        put_values(summary, summary->result.types[t], &g_array_index(types, values, t));
    return MLG_OK;
}
