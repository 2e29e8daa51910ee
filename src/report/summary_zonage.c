/*
 * summary_zonage.c - by the classes of a zonage (--zonage of cover): communes, their people and
 * those of QPV covered by each type.
 */
#include "report/summary.h"

#include "base/text.h"

#include <string.h>

/* What is summed up of the communes or QPV of a class: SQL of what is covered of what there is. */
typedef struct zonage_ratio {
    const char *indicator, *title;
    const char *layer;
    const char *covered; /* with the suffix of the type */
    const char *all;
} zonage_ratio;

static const zonage_ratio ratios[] = {
    {"communes_couvertes", N_("%s: communes covered wholly or in part"), "commune",
     "couverture_%s IN ('total', 'partiel')", "1"},
    {"pop_couverte", N_("%s: inhabitants covered"), "commune",
     "CASE WHEN pop IS NOT NULL THEN pop_%s END", "pop"},
    /* a QPV may not be told in a commune that is: each counts by its own state, as in table
     * `indicateur`, with its commune */
    {"pop_qpv_couverte", N_("%s: inhabitants of QPV covered"), "qpv",
     "CASE WHEN pop IS NOT NULL THEN pop_%s END", "pop"},
};

static bool is_zonage(const report_summary *summary)
{
    g_autofree char *names = store_parameter(summary->result.store, "zonages");
    g_auto(GStrv) list = g_strsplit(names != NULL ? names : "", ",", -1);
    for (char **name = list; *name != NULL; name++)
        if (g_ascii_strcasecmp(*name, summary->column) == 0)
            return true;
    return false;
}

/* Class, covered, all, not told; classes in order, what is without class last. */
static char *ratio_sql(const report_summary *summary, const zonage_ratio *ratio, const char *suffix,
                       const char *condition)
{
    g_auto(GStrv) pieces = g_strsplit(ratio->covered, "%s", 2);
    g_autofree char *covered = g_strjoinv(suffix, pieces);
    g_autofree char *order = report_value_order("\"in class\"");
    return g_strdup_printf(
        "SELECT \"in class\", "
        "total(CASE WHEN couverture_%s IN ('total', 'partiel', 'aucun') THEN %s END), "
        "total(CASE WHEN couverture_%s IN ('total', 'partiel', 'aucun') THEN %s END), "
        "total(CASE WHEN couverture_%s IN ('inconnu', 'non_recense') THEN %s END) "
        "FROM %s LEFT JOIN (SELECT insee_com AS \"of commune\", \"%s\" AS \"in class\" "
        "FROM commune) ON \"of commune\" = insee_com "
        "WHERE couverture_%s <> 'hors_territoire' AND %s "
        "GROUP BY 1 ORDER BY \"in class\" IS NULL, %s",
        suffix, covered, suffix, ratio->all, suffix, ratio->all, ratio->layer, summary->column,
        suffix, condition, order);
}

static mlg_status put_type(report_summary *summary, const zonage_ratio *ratio, size_t type,
                           const char *condition, mlg_error *err)
{
    g_autofree char *sql = ratio_sql(summary, ratio, summary->result.suffixes[type], condition);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&summary->result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        bool classed = !store_is_null(query, 0);
        report_put_value(summary, &(report_value){
                                      .indicator = ratio->indicator,
                                      .type = summary->result.types[type],
                                      .value = classed ? store_text(query, 0) : "sans_classe",
                                      .label = classed ? NULL : D_("(no class)"),
                                      .numerator = store_double(query, 1),
                                      .denominator = store_double(query, 2),
                                      .not_told = store_double(query, 3),
                                  });
    }
}

mlg_status report_summarise_zonage(report_summary *summary, mlg_error *err)
{
    if (!is_zonage(summary))
        return MLG_OK;
    g_autofree char *condition = NULL;
    MLG_TRY(
        report_need_layers(&summary->result, (const char *const[]){"commune", "qpv", NULL}, err));
    MLG_TRY(report_zone_condition(&summary->result, summary->options->zone, &condition, err));
    report_section_note(
        summary, g_strdup_printf(D_("A contract counts in the class where most of its inhabitants "
                                    "live; column %s_part says how many of them."),
                                 summary->column));
    for (size_t r = 0; r < G_N_ELEMENTS(ratios); r++) {
        g_autofree char *title = g_strdup_printf(D_(ratios[r].title), summary->column);
        report_begin_values(summary, ratios[r].indicator, title);
        for (size_t t = 0; summary->result.types[t] != NULL; t++)
            MLG_TRY(put_type(summary, &ratios[r], t, condition, err));
        if (strcmp(ratios[r].layer, "qpv") == 0)
            report_section_note(summary, g_strdup(D_("A QPV counts in the class of its commune.")));
    }
    return MLG_OK;
}
