/*
 * gaps.c - mlg_report_gaps: reads the request against the result, and gives it to one of its forms:
 * a list, groups, contracts about to end.
 */
#include "report/gaps.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <string.h>

static void gaps_done(report_gaps *gaps)
{
    g_clear_pointer(&gaps->types, g_array_unref);
    g_clear_pointer(&gaps->with, g_array_unref);
    g_clear_pointer(&gaps->without, g_array_unref);
    g_clear_pointer(&gaps->zone, g_free);
    report_result_done(&gaps->result);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_gaps, gaps_done)

static mlg_status check_together(const mlg_gaps_options *options, mlg_error *err)
{
    if (options->type != NULL && options->without != NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, "%s", _("--type and --sans exclude each other")),
                        "%s", _("--type lists what lacks a type, --sans restricts the QPV"));
    if (options->ending_months < 0)
        return mlg_fail(err, MLG_E_ARG, "%s", _("--ending: months are counted from 1"));
    if (options->ending_months > 0 &&
        (options->by != NULL || options->with != NULL || options->without != NULL))
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_ARG, "%s",
                     _("--ending lists dispositifs: --by, --avec and --sans are about QPV")),
            "%s", _("use --ending with --type, --zone and --min-pop"));
    return MLG_OK;
}

static mlg_status find_level(report_gaps *gaps, mlg_error *err)
{
    const char *by = gaps->options->by != NULL ? gaps->options->by : "qpv";
    gaps->level = report_level_find(by);
    if (gaps->level != NULL)
        return MLG_OK;
    g_autoptr(GString) known = g_string_new("qpv");
    for (size_t l = 1; report_level_get(l) != NULL; l++)
        g_string_append_printf(known, ", %s", report_level_get(l)->name);
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--by: level '%s' is not known"), by),
                    _("levels are: %s"), known->str);
}

static mlg_status read_request(report_gaps *gaps, const char *path, mlg_error *err)
{
    const mlg_gaps_options *options = gaps->options;
    MLG_TRY(check_together(options, err));
    MLG_TRY(find_level(gaps, err));
    MLG_TRY(report_result_open(path, &gaps->result, err));
    MLG_TRY(report_find_types(&gaps->result, options->type, &gaps->types, err));
    MLG_TRY(report_find_types(&gaps->result, options->with, &gaps->with, err));
    MLG_TRY(report_find_types(&gaps->result, options->without, &gaps->without, err));
    return report_zone_condition(&gaps->result, options->zone, &gaps->zone, err);
}

/* QPV that have a type: wholly or in part. */
static void append_has(GString *sql, const report_gaps *gaps, const GArray *types,
                       const char *condition)
{
    for (guint i = 0; i < types->len; i++)
        g_string_append_printf(sql, " AND couverture_%s %s",
                               gaps->result.suffixes[g_array_index(types, size_t, i)], condition);
}

#define HAS     "IN ('total','partiel')"
#define HAS_NOT "= 'aucun'"

char *report_gaps_types(const report_gaps *gaps, const char *column)
{
    GString *sql = g_string_new(NULL);
    for (guint i = 0; i < gaps->types->len; i++) {
        g_autofree char *type =
            report_sql_text(gaps->result.types[g_array_index(gaps->types, size_t, i)]);
        g_string_append_printf(sql, "%s%s", i > 0 ? "," : "", type);
    }
    g_autofree char *list = g_string_free(sql, FALSE);
    return *list != '\0' ? g_strdup_printf("%s IN (%s)", column, list) : g_strdup("1");
}

/* --avec and --sans are about QPV as a whole; parts of QPV without a type are rows of `lacune`. */
char *report_gaps_sql(const report_gaps *gaps)
{
    g_autoptr(GString) chosen = g_string_new("1");
    append_has(chosen, gaps, gaps->with, HAS);
    append_has(chosen, gaps, gaps->without, HAS_NOT);
    if (gaps->without->len > 0)
        return g_strdup_printf(
            "SELECT NULL AS type, code_qp, lib_qp, insee_com, lib_com, siren_epci, lib_epci, "
            "insee_dep, insee_reg, pop, 'aucun' AS motif FROM qpv WHERE %s AND %s",
            chosen->str, gaps->zone);
    g_autofree char *types = report_gaps_types(gaps, "l.type");
    return g_strdup_printf(
        "SELECT * FROM (SELECT l.type, l.code_qp, l.lib_qp, l.insee_com, c.lib_com, l.siren_epci, "
        "c.lib_epci, l.insee_dep, c.insee_reg, l.pop, l.motif "
        "FROM lacune l LEFT JOIN commune c ON c.insee_com = l.insee_com WHERE %s "
        "AND l.code_qp IN (SELECT code_qp FROM qpv WHERE %s)) WHERE %s",
        types, chosen->str, gaps->zone);
}

char *report_gaps_title(const report_gaps *gaps)
{
    g_autofree char *day = report_day(gaps->result.date);
    g_autofree char *with = report_join_types(&gaps->result, gaps->with, ", ");
    bool sans = gaps->without->len > 0;
    g_autofree char *without =
        report_join_types(&gaps->result, sans ? gaps->without : gaps->types, ", ");
    if (*with != '\0' && *without != '\0')
        return g_strdup_printf(D_("QPV with %s and without %s on %s"), with, without, day);
    if (*with != '\0')
        return g_strdup_printf(D_("QPV with %s, and what they lack on %s"), with, day);
    if (*without != '\0')
        return g_strdup_printf(D_("QPV without %s on %s"), without, day);
    return g_strdup_printf(D_("QPV not covered on %s, by type"), day);
}

static mlg_status make_document(report_gaps *gaps, report_document **ret, mlg_error *err)
{
    g_autoptr(report_document) document =
        report_document_new(report_gaps_title(gaps), gaps->result.date);
    if (gaps->options->ending_months > 0)
        MLG_TRY(report_list_ending(gaps, document, err));
    else if (strcmp(gaps->level->name, "qpv") == 0)
        MLG_TRY(report_list_gaps(gaps, document, err));
    else
        MLG_TRY(report_group_gaps(gaps, document, err));
    *ret = g_steal_pointer(&document);
    return MLG_OK;
}

mlg_status mlg_report_gaps(const char *result, const mlg_gaps_options *options, mlg_write_fn write,
                           void *user, size_t *ret_n_gaps, mlg_error *err)
{
    static const mlg_gaps_options defaults = {0};
    g_auto(report_gaps) gaps = {.options = options != NULL ? options : &defaults};
    g_autoptr(report_document) document = NULL;
    const report_format *format = NULL;
    MLG_TRY(report_find_format(gaps.options->style.format, &format, err));
    gaps.for_people = format->for_people;
    MLG_TRY(read_request(&gaps, result, err));
    MLG_TRY(make_document(&gaps, &document, err));
    MLG_TRY(report_send(document, &gaps.options->style, write, user, err));
    if (ret_n_gaps != NULL)
        *ret_n_gaps = gaps.n_gaps;
    return MLG_OK;
}
