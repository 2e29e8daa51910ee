/*
 * summary.c - mlg_report_summary: reads the request and the rows of table `indicateur` that answer
 * it, and puts them in tables: a few for people, one long one for machines.
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
    g_clear_pointer(&summary->zone_code, g_free);
    report_zone_name_done(&summary->of);
    report_indicators_done(&summary->rows);
    report_result_done(&summary->result);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_summary, summary_done)

/* --- parts that sections share ------------------------------------------------------------- */

const report_indicator *report_find(const report_summary *summary, const char *code,
                                    const char *name, const char *type)
{
    return report_indicators_get(&summary->rows, code, name, type);
}

double report_find_number(const report_summary *summary, const char *code, const char *name,
                          const char *type)
{
    const report_indicator *row = report_find(summary, code, name, type);
    return row != NULL ? row->numerator : 0;
}

bool report_has_type(const report_summary *summary, const char *type)
{
    return g_strv_contains((const char *const *)summary->result.types, type);
}

void report_begin_table(report_summary *summary, const char *key, const char *title,
                        const report_column *columns, size_t n_columns)
{
    summary->table = report_table_new(key, title, columns, n_columns);
    report_document_add(summary->document, summary->table);
}

void report_section_note(report_summary *summary, char *sentence)
{
    report_note(summary->table, sentence);
}

void report_sentence_of(report_summary *summary, const char *title, const report_indicator *row)
{
    if (row == NULL || isnan(row->value))
        return;
    g_autofree char *sentence = report_indicator_sentence(row);
    report_section_note(summary, g_strdup_printf(D_("%s: %s."), title, sentence));
}

void report_begin_ratios(report_summary *summary, const char *key, const char *title)
{
    const report_column columns[] = {
        {"code", D_("Code"), REPORT_CODE, 1},
        {"lib", summary->level != NULL ? D_(summary->level->label) : "", REPORT_NAME, 0},
        {"type", D_("Type"), REPORT_CODE, 0},
        {"indicateur", "", REPORT_NAME, 0},
        {"numerateur", D_("Number"), REPORT_COUNT, 0},
        {"denominateur", D_("of"), REPORT_COUNT, 0},
        {"valeur", D_("Share"), REPORT_SHARE, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
    };
    /* zones have a code and a name */
    size_t skip = summary->level != NULL ? 0 : 2;
    report_begin_table(summary, key, title, columns + skip, G_N_ELEMENTS(columns) - skip);
}

void report_put_ratio(report_summary *summary, const char *label, const report_indicator *row)
{
    report_table *table = summary->table;
    if (summary->level != NULL) {
        report_put_text(table, row->code);
        report_put_text(table, row->lib);
    }
    report_put_text(table, row->type);
    report_put_coded(table, row->name, label);
    report_put_number(table, row->numerator);
    report_put_number(table, row->denominator);
    report_put_number(table,
                      row->denominator > 0 ? row->numerator / row->denominator : (double)NAN);
    report_put_number(table, row->not_told);
}

/* --- machines ------------------------------------------------------------------------------ */

void report_put_row(report_summary *summary, const report_indicator *row)
{
    const char *texts[] = {row->echelon, row->code, row->lib, row->name, row->type};
    const double numbers[] = {row->numerator, row->denominator, row->not_told,
                              row->value,     row->value_min,   row->value_max};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        report_put_text(summary->table, texts[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        report_put_number(summary->table, numbers[i]);
    report_put_text(summary->table, row->unit);
    report_put_text(summary->table, row->sentence);
    report_put_text(summary->table, row->definition);
}

void report_begin_rows(report_summary *summary)
{
    const report_column columns[] = {
        {"echelon", "", REPORT_CODE, 0},       {"code", "", REPORT_CODE, 0},
        {"lib", "", REPORT_NAME, 0},           {"indicateur", "", REPORT_CODE, 0},
        {"type", "", REPORT_CODE, 0},          {"numerateur", "", REPORT_COUNT, 0},
        {"denominateur", "", REPORT_COUNT, 0}, {"non_renseigne", "", REPORT_COUNT, 0},
        {"valeur", "", REPORT_SHARE, 0},       {"valeur_min", "", REPORT_SHARE, 0},
        {"valeur_max", "", REPORT_SHARE, 0},   {"unite", "", REPORT_CODE, 0},
        {"phrase", "", REPORT_NAME, 0},        {"definition", "", REPORT_NAME, 0},
    };
    report_begin_table(summary, "indicateurs", NULL, columns, G_N_ELEMENTS(columns));
}

static void put_rows(report_summary *summary)
{
    report_begin_rows(summary);
    for (guint i = 0; i < summary->rows.rows->len; i++)
        report_put_row(summary, &g_array_index(summary->rows.rows, report_indicator, i));
}

/* --- request ------------------------------------------------------------------------------- */

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
    if (by == NULL || g_ascii_strcasecmp(by, "national") == 0)
        return MLG_OK;
    summary->level = report_level_find(by);
    if (summary->level == NULL)
        return find_column(summary, by, err);
    if (strcmp(summary->level->name, "qpv") == 0)
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, "%s", _("--by qpv: a QPV has no ratio")),
                        "%s", _("`maillage gaps` lists QPV"));
    return MLG_OK;
}

/* Without the type CDV, zones list no contrat de ville: those with a QPV in the zone. */
static mlg_status add_contrats_by_qpv(report_summary *summary, mlg_error *err)
{
    const report_result *result = &summary->result;
    g_autofree char *zone = NULL;
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_zone_condition(result, summary->options->zone, &zone, err));
    MLG_TRY(report_need_layers(result, (const char *const[]){"qpv", "qpv_dispositif", NULL}, err));
    g_autofree char *sql = g_strdup_printf(
        "SELECT p.id_dispositif FROM qpv_dispositif p JOIN qpv q ON q.code_qp = p.code_qp "
        "WHERE p.part_aire > 0.01 AND %s",
        zone);
    MLG_TRY(report_query(result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        g_hash_table_add(summary->zone_ids, g_strdup(store_text(query, 0)));
    }
}

/* Contrats de ville that count in the zone asked for, as its own figures count them. */
static mlg_status contrats_condition(report_summary *summary, const char *column, char **ret,
                                     mlg_error *err)
{
    g_autoptr(GString) condition = g_string_new(column);
    GHashTableIter each;
    gpointer id = NULL;
    MLG_TRY(report_zone_ids(&summary->result, summary->options->zone, &summary->zone_ids, err));
    if (!report_has_type(summary, "CDV"))
        MLG_TRY(add_contrats_by_qpv(summary, err));
    g_hash_table_iter_init(&each, summary->zone_ids);
    for (const char *before = " IN ("; g_hash_table_iter_next(&each, &id, NULL); before = ",") {
        g_autofree char *text = report_sql_text(id);
        g_string_append_printf(condition, "%s%s", before, text);
    }
    *ret = g_hash_table_size(summary->zone_ids) > 0 ? g_strconcat(condition->str, ")", NULL)
                                                    : g_strdup("0");
    return MLG_OK;
}

/* Zones of the level with a commune in the zone asked for; `column` holds their codes. */
static mlg_status zones_condition(report_summary *summary, const char *column, char **ret,
                                  mlg_error *err)
{
    const report_level *level = summary->level;
    const report_result *result = &summary->result;
    g_autofree char *zone = NULL;
    if (summary->options->zone == NULL) {
        *ret = g_strdup("1");
        return MLG_OK;
    }
    if (level->key == NULL)
        return contrats_condition(summary, column, ret, err);
    MLG_TRY(report_zone_condition(result, summary->options->zone, &zone, err));
    MLG_TRY(report_need_layers(result, (const char *const[]){"commune", NULL}, err));
    *ret = g_strdup_printf("%s IN (SELECT %s FROM commune WHERE %s)", column, level->key, zone);
    return MLG_OK;
}

/* The whole run, or the one zone asked for: what table `indicateur` tells of. */
static mlg_status read_zone(report_summary *summary, mlg_error *err)
{
    const char *zone = summary->options->zone;
    g_autofree char *run_zone = store_parameter(summary->result.store, "zone");
    const report_level *level = NULL;
    summary->code = "";
    if (zone == NULL || g_strcmp0(zone, run_zone) == 0)
        return report_indicators_read(&summary->result, "echelon = 'national'", &summary->rows,
                                      err);
    MLG_TRY(report_zone_single(&summary->result, zone, &level, &summary->zone_code, err));
    summary->code = summary->zone_code;
    g_autofree char *echelon = report_sql_text(level->name);
    g_autofree char *code = report_sql_text(summary->zone_code);
    g_autofree char *condition = g_strdup_printf("echelon = %s AND code = %s", echelon, code);
    return report_indicators_read(&summary->result, condition, &summary->rows, err);
}

static mlg_status read_zones(report_summary *summary, mlg_error *err)
{
    g_autofree char *zones = NULL;
    MLG_TRY(zones_condition(summary, "code", &zones, err));
    g_autofree char *condition =
        g_strdup_printf("echelon = '%s' AND %s", summary->level->name, zones);
    return report_indicators_read(&summary->result, condition, &summary->rows, err);
}

/* The zone by its name: the one asked for, else that of the result. */
static void begin_document(report_summary *summary)
{
    g_autofree char *day = report_day(summary->result.date);
    g_autofree char *run_zone = store_parameter(summary->result.store, "zone");
    const char *zone = summary->options->zone != NULL ? summary->options->zone : run_zone;
    g_autofree char *names =
        zone != NULL && *zone != '\0' ? report_zone_names(&summary->result, zone) : NULL;
    char *title = names == NULL ? g_strdup_printf(D_("Key figures on %s"), day)
                                : g_strdup_printf(D_("Key figures on %s: %s"), day, names);
    summary->document = report_document_new(title, summary->result.date);
}

static mlg_status summarise_level(report_summary *summary, mlg_error *err)
{
    if (strcmp(summary->level->name, "commune") == 0) {
        g_autofree char *condition = NULL;
        MLG_TRY(zones_condition(summary, summary->level->code, &condition, err));
        return report_summarise_communes(summary, condition, err);
    }
    MLG_TRY(read_zones(summary, err));
    if (!summary->for_people)
        put_rows(summary);
    else if (summary->level->prefix == NULL)
        return report_summarise_contrats(summary, err);
    else
        report_summarise_zones(summary);
    return MLG_OK;
}

/* A section that has nothing to say is left out. */
static void drop_empty(report_document *document)
{
    for (guint i = document->tables->len; i > 0; i--) {
        const report_table *table = g_ptr_array_index(document->tables, i - 1);
        if (report_table_rows(table) == 0 && table->notes->len == 0)
            g_ptr_array_remove_index(document->tables, i - 1);
    }
}

static mlg_status summarise_whole(report_summary *summary, mlg_error *err)
{
    MLG_TRY(read_zone(summary, err));
    if (!summary->for_people) {
        put_rows(summary);
        return MLG_OK;
    }
    report_summarise_zone(summary);
    report_summarise_stacks(summary);
    report_summarise_quality(summary);
    drop_empty(summary->document);
    return MLG_OK;
}

/* A column may be that of a zonage, whose classes hold communes too. */
static mlg_status summarise_column(report_summary *summary, mlg_error *err)
{
    MLG_TRY(report_summarise_column(summary, err));
    return report_summarise_zonage(summary, err);
}

mlg_status mlg_report_summary(const char *result, const mlg_summary_options *options,
                              mlg_write_fn write, void *user, mlg_error *err)
{
    static const mlg_summary_options defaults = {0};
    g_auto(report_summary) summary = {.options = options != NULL ? options : &defaults};
    MLG_TRY(read_request(&summary, result, err));
    begin_document(&summary);
    if (summary.column != NULL)
        MLG_TRY(summarise_column(&summary, err));
    else if (summary.level != NULL)
        MLG_TRY(summarise_level(&summary, err));
    else
        MLG_TRY(summarise_whole(&summary, err));
    return report_send(summary.document, &summary.options->style, write, user, err);
}
