/*
 * summary_zones.c - key figures by zone of a level: QPV, their people and all people covered by
 * each type.
 */
#include "report/summary.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

/* Ratios of a zone, as columns of its layer. */
typedef struct zone_ratio {
    const char *indicator, *numerator, *denominator, *label;
} zone_ratio;

static const zone_ratio ratios[] = {
    {"qpv_couverts", "nb_qpv_", "nb_qpv", N_("QPV")},
    {"pop_qpv_couverte", "pop_qpv_", "pop_qpv", N_("inh. of QPV")},
    {"pop_couverte", "pop_", "pop", N_("inhabitants")},
};

/* Zones of the level with a commune in the zone asked for. */
static char *condition_of(const report_summary *summary)
{
    const report_level *level = summary->level;
    if (summary->options->zone == NULL)
        return g_strdup("1");
    if (level->key != NULL)
        return g_strdup_printf("%s IN (SELECT %s FROM commune WHERE %s)", level->code, level->key,
                               summary->zone);
    return g_strdup_printf(
        "%s IN (SELECT p.id_dispositif FROM qpv_dispositif p JOIN qpv q ON q.code_qp = p.code_qp "
        "WHERE p.part_aire > 0.01 AND %s)",
        level->code, summary->zone);
}

static char *zones_sql(const report_summary *summary)
{
    const report_level *level = summary->level;
    GString *sql = g_string_new(NULL);
    g_autofree char *condition = condition_of(summary);
    g_string_append_printf(sql, "SELECT %s, %s", level->code, level->lib);
    for (size_t r = 0; r < G_N_ELEMENTS(ratios); r++)
        g_string_append_printf(sql, ", %s", ratios[r].denominator);
    for (size_t t = 0; summary->result.suffixes[t] != NULL; t++) {
        const char *suffix = summary->result.suffixes[t];
        g_string_append_printf(sql, ", couverture_%s", suffix);
        for (size_t r = 0; r < G_N_ELEMENTS(ratios); r++)
            g_string_append_printf(sql, ", %s%s", ratios[r].numerator, suffix);
    }
    g_string_append_printf(sql, " FROM %s WHERE %s ORDER BY %s", level->name, condition,
                           level->code);
    return g_string_free(sql, FALSE);
}

/* A zone that is not told for a type has nothing in its denominator. */
static void put_zone(report_summary *summary, const store_query *query)
{
    int column = 2 + (int)G_N_ELEMENTS(ratios);
    for (size_t t = 0; summary->result.types[t] != NULL; t++) {
        const char *state = store_text(query, column++);
        bool told = g_strcmp0(state, "inconnu") != 0 && g_strcmp0(state, "non_recense") != 0;
        for (size_t r = 0; r < G_N_ELEMENTS(ratios); r++) {
            double all = store_double(query, 2 + (int)r);
            double covered = store_double(query, column++);
            report_put_ratio(summary, &(report_ratio){
                                          .echelon = summary->level->name,
                                          .code = store_text(query, 0),
                                          .lib = store_text(query, 1),
                                          .indicator = ratios[r].indicator,
                                          .type = summary->result.types[t],
                                          .value = summary->for_people ? "" : state,
                                          .label = summary->for_people ? D_(ratios[r].label) : NULL,
                                          .numerator = told ? covered : (double)NAN,
                                          .denominator = told ? all : 0,
                                          .not_told = told ? 0 : all,
                                      });
        }
    }
}

mlg_status report_summarise_zones(report_summary *summary, mlg_error *err)
{
    MLG_TRY(report_need_layers(
        &summary->result,
        (const char *const[]){summary->level->name, "commune", "qpv", "qpv_dispositif", NULL},
        err));
    g_autofree char *day = report_day(summary->result.date);
    g_autofree char *title =
        g_strdup_printf(D_("Covered wholly or in part by each type on %s"), day);
    g_autofree char *sql = zones_sql(summary);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(summary->result.store, sql, &query, err));
    report_begin_section(summary, summary->level->name, title);
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        put_zone(summary, query);
    }
}
