/*
 * summary.c - mlg_report_summary: reads the request, and puts ratios in tables: a few for people,
 * one long one for machines.
 */
#include "report/summary.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <math.h>
#include <string.h>

static void summary_done(report_summary *summary)
{
    g_clear_pointer(&summary->document, report_document_free);
    g_clear_pointer(&summary->zone_ids, g_hash_table_unref);
    g_clear_pointer(&summary->zone, g_free);
    report_result_done(&summary->result);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_summary, summary_done)

static report_table *long_table(void)
{
    const report_column columns[] = {
        {"echelon", "", REPORT_CODE, 0},
        {"code", "", REPORT_CODE, 0},
        {"lib", "", REPORT_NAME, 0},
        {"indicateur", "", REPORT_CODE, 0},
        {"type", "", REPORT_CODE, 0},
        {"modalite", "", REPORT_CODE, 0},
        {"numerateur", "", REPORT_COUNT, 0},
        {"denominateur", "", REPORT_COUNT, 0},
        {"non_renseigne", "", REPORT_COUNT, 0},
        {"valeur", "", REPORT_SHARE, 0},
    };
    return report_table_new("indicateurs", NULL, columns, G_N_ELEMENTS(columns));
}

static report_table *section_table(const report_summary *summary, const char *key,
                                   const char *title)
{
    const report_column columns[] = {
        {"code", D_("Code"), REPORT_CODE, 1},
        {"lib", summary->level != NULL ? D_(summary->level->label) : "", REPORT_NAME, 0},
        {"type", D_("Type"), REPORT_CODE, 0},
        {"modalite", "", REPORT_NAME, 0},
        {"numerateur", D_("Number"), REPORT_COUNT, 0},
        {"denominateur", D_("of"), REPORT_COUNT, 0},
        {"valeur", D_("Share"), REPORT_SHARE, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
    };
    /* zones have a code and a name */
    size_t skip = summary->level != NULL ? 0 : 2;
    return report_table_new(key, title, columns + skip, G_N_ELEMENTS(columns) - skip);
}

void report_begin_section(report_summary *summary, const char *key, const char *title)
{
    if (!summary->for_people && summary->table != NULL)
        return;
    summary->table = summary->for_people ? section_table(summary, key, title) : long_table();
    report_document_add(summary->document, summary->table);
}

void report_section_note(report_summary *summary, char *sentence)
{
    report_note(summary->table, sentence);
}

void report_put_ratio(report_summary *summary, const report_ratio *ratio)
{
    report_table *table = summary->table;
    double value = ratio->denominator > 0 ? ratio->numerator / ratio->denominator : (double)NAN;
    if (!summary->for_people) {
        report_put_text(table, ratio->echelon != NULL ? ratio->echelon : "national");
        report_put_text(table, ratio->code);
        report_put_text(table, ratio->lib);
        report_put_text(table, ratio->indicator);
    } else if (summary->level != NULL) {
        report_put_text(table, ratio->code);
        report_put_text(table, ratio->lib);
    }
    report_put_text(table, ratio->type);
    report_put_coded(table, ratio->value, ratio->label);
    report_put_number(table, ratio->numerator);
    report_put_number(table, ratio->denominator);
    if (summary->for_people) {
        report_put_number(table, value);
        report_put_number(table, ratio->not_told);
        return;
    }
    report_put_number(table, ratio->not_told);
    report_put_number(table, value);
}

/* Columns of the inventory that contracts can be counted by: those of the layer. */
static mlg_status find_column(report_summary *summary, const char *by, mlg_error *err)
{
    MLG_TRY(report_need_layers(&summary->result, (const char *const[]){"dispositif", NULL}, err));
    g_auto(GStrv) columns = store_columns(summary->result.store, "dispositif");
    g_autoptr(GString) known = g_string_new("national");
    for (size_t l = 1; report_level_get(l) != NULL; l++)
        g_string_append_printf(known, ", %s", report_level_get(l)->name);
    for (char **column = columns; *column != NULL; column++) {
        if (strcmp(*column, "fid") == 0 || strcmp(*column, "geom") == 0)
            continue;
        if (g_ascii_strcasecmp(*column, by) == 0) {
            summary->column = by;
            return MLG_OK;
        }
        g_string_append_printf(known, ", %s", *column);
    }
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("--by: '%s' is no level and no column of '%s'"), by,
                             "dispositif"),
                    _("one of: %s"), known->str);
}

static mlg_status read_request(report_summary *summary, const char *path, mlg_error *err)
{
    const char *by = summary->options->by;
    const report_format *format = NULL;
    MLG_TRY(report_find_format(summary->options->style.format, &format, err));
    summary->for_people = format->for_people;
    MLG_TRY(report_result_open(path, &summary->result, err));
    if (by != NULL && g_ascii_strcasecmp(by, "national") != 0) {
        summary->level = report_level_find(by);
        if (summary->level == NULL)
            MLG_TRY(find_column(summary, by, err));
        else if (strcmp(summary->level->name, "qpv") == 0)
            return mlg_hint(err, mlg_fail(err, MLG_E_ARG, "%s", _("--by qpv: a QPV has no ratio")),
                            "%s", _("`maillage gaps` lists QPV"));
    }
    MLG_TRY(report_zone_condition(&summary->result, summary->options->zone, &summary->zone, err));
    return report_zone_ids(&summary->result, summary->options->zone, &summary->zone_ids, err);
}

static void begin_document(report_summary *summary)
{
    g_autofree char *day = report_day(summary->result.date);
    const char *zone = summary->options->zone;
    char *title = zone == NULL ? g_strdup_printf(D_("Key figures on %s"), day)
                               : g_strdup_printf(D_("Key figures on %s (%s)"), day, zone);
    summary->document = report_document_new(title, summary->result.date);
}

mlg_status mlg_report_summary(const char *result, const mlg_summary_options *options,
                              mlg_write_fn write, void *user, mlg_error *err)
{
    static const mlg_summary_options defaults = {0};
    g_auto(report_summary) summary = {.options = options != NULL ? options : &defaults};
    MLG_TRY(read_request(&summary, result, err));
    begin_document(&summary);
    if (summary.column != NULL) {
        MLG_TRY(report_summarise_column(&summary, err));
        MLG_TRY(report_summarise_zonage(&summary, err));
    } else if (summary.level != NULL) {
        MLG_TRY(report_summarise_zones(&summary, err));
    } else {
        MLG_TRY(report_summarise_contracts(&summary, err));
        MLG_TRY(report_summarise_coverage(&summary, err));
    }
    return report_send(summary.document, &summary.options->style, write, user, err);
}
