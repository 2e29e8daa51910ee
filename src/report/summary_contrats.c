/*
 * summary_contrats.c - each contrat de ville with its contracts of every type: names, dates,
 * coordination, health chapter; then its QPV and inhabitants.
 */
#include "report/summary.h"

#include "base/text.h"
#include "report/number.h"

#include <string.h>

static void begin_contrat(report_summary *summary, const char *code, const char *name)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},
        {"nom", D_("Name"), REPORT_NAME, 0},
        {"date_debut", D_("Start"), REPORT_CODE, 0},
        {"date_fin", D_("End"), REPORT_CODE, 0},
        {"coordination", D_("Coordination"), REPORT_CODE, 0},
        {"volet_sante_cdv", D_("Health chapter"), REPORT_CODE, 0},
    };
    g_autofree char *title = g_strdup_printf("%s (%s)", name != NULL ? name : "–", code);
    report_begin_table(summary, code, title, columns, G_N_ELEMENTS(columns));
}

static void put_day(report_table *table, const char *date)
{
    g_autofree char *day = date != NULL ? report_day(date) : NULL;
    report_put_coded(table, date, day);
}

/* The contracts of a type that meet the contrat de ville; one line without name when none does. */
static mlg_status put_type(report_summary *summary, const char *type, const char *ids,
                           mlg_error *err)
{
    g_autoptr(store_query) query = NULL;
    report_table *table = summary->table;
    MLG_TRY(report_query(&summary->result,
                         "SELECT nom, coalesce(date_debut, date_signature), date_fin, "
                         "coordination, volet_sante_cdv FROM dispositif "
                         "WHERE instr(',' || ?1 || ',', ',' || id_dispositif || ',') > 0 "
                         "ORDER BY id_dispositif",
                         &query, err));
    store_bind_text(query, 1, ids);
    bool row = false, any = false;
    for (;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row && any)
            return MLG_OK;
        any = true;
        report_put_text(table, type);
        report_put_text(table, row ? store_text(query, 0) : NULL);
        put_day(table, row ? store_text(query, 1) : NULL);
        put_day(table, row ? store_text(query, 2) : NULL);
        report_put_text(table, row ? store_text(query, 3) : NULL);
        report_put_text(table, row ? store_text(query, 4) : NULL);
        if (!row)
            return MLG_OK;
    }
}

static char *contrats_sql(const report_summary *summary)
{
    GString *sql = g_string_new("SELECT id_dispositif, nom");
    for (size_t t = 0; summary->result.suffixes[t] != NULL; t++)
        g_string_append_printf(sql, ", ids_%s", summary->result.suffixes[t]);
    g_string_append(sql, " FROM contrat_ville ORDER BY id_dispositif");
    return g_string_free(sql, FALSE);
}

/* Its own line first, then the other types, then its QPV. */
static mlg_status put_contrat(report_summary *summary, const store_query *query, mlg_error *err)
{
    const char *code = store_text(query, 0);
    begin_contrat(summary, code, store_text(query, 1));
    MLG_TRY(put_type(summary, "CDV", code, err));
    for (size_t t = 0; summary->result.types[t] != NULL; t++) {
        const char *ids = store_text(query, 2 + (int)t);
        if (strcmp(summary->result.types[t], "CDV") != 0)
            MLG_TRY(put_type(summary, summary->result.types[t], ids != NULL ? ids : "", err));
    }
    report_sentence_of(summary, D_("QPV"), report_find(summary, code, "qpv_nombre", ""));
    report_sentence_of(summary, D_("Inhabitants of QPV"),
                       report_find(summary, code, "pop_qpv", ""));
    for (size_t t = 0; summary->result.types[t] != NULL; t++)
        if (strcmp(summary->result.types[t], "CDV") != 0)
            report_covered_sentence(summary, code, summary->result.types[t]);
    return MLG_OK;
}

mlg_status report_summarise_contrats(report_summary *summary, mlg_error *err)
{
    MLG_TRY(report_need_layers(&summary->result,
                               (const char *const[]){"contrat_ville", "dispositif", NULL}, err));
    g_autofree char *sql = contrats_sql(summary);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&summary->result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        if (summary->zone_ids == NULL ||
            g_hash_table_contains(summary->zone_ids, store_text(query, 0)))
            MLG_TRY(put_contrat(summary, query, err));
    }
    report_summarise_zones(summary);
    return MLG_OK;
}
