/*
 * summary_zones.c - key figures zone by zone, laid out as the inventories of 2018 print them, then
 * the ratios of each; and communes, read from their layer.
 */
#include "report/summary.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* First rows of the zones of the level, in their order. */
static GPtrArray *list_zones(const report_summary *summary)
{
    GPtrArray *zones = g_ptr_array_new();
    const char *last = NULL;
    for (guint i = 0; i < summary->rows.rows->len; i++) {
        report_indicator *row = &g_array_index(summary->rows.rows, report_indicator, i);
        if (last == NULL || strcmp(row->code, last) != 0)
            g_ptr_array_add(zones, row);
        last = row->code;
    }
    return zones;
}

/* Types of the combination, those of the inventories; else all. Names belong to the result. */
static GPtrArray *key_types(const report_summary *summary)
{
    g_autofree char *list = store_parameter(summary->result.store, "types_combinaison");
    g_auto(GStrv) wanted = g_strsplit(list != NULL ? list : "", ",", -1);
    GPtrArray *types = g_ptr_array_new();
    bool any = wanted[0] != NULL && wanted[0][0] != '\0';
    for (char **type = summary->result.types; *type != NULL; type++)
        if (!any || g_strv_contains((const char *const *)wanted, *type))
            g_ptr_array_add(types, *type);
    return types;
}

static char *join(const report_summary *summary, const GPtrArray *types, bool suffixes,
                  const char *separator)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < types->len; i++) {
        size_t t = 0;
        while (summary->result.types[t] != g_ptr_array_index(types, i))
            t++;
        g_string_append_printf(text, "%s%s", i > 0 ? separator : "",
                               suffixes ? summary->result.suffixes[t] : summary->result.types[t]);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Contrats de ville are no column of their own table. */
static bool counts_contrats(const report_summary *summary)
{
    return summary->level->prefix != NULL && report_has_type(summary, "CDV");
}

static void add_column(GArray *columns, const char *key, const char *label, report_kind kind,
                       unsigned detail)
{
    report_column column = {key, label, kind, detail};
    g_array_append_val(columns, column);
}

static void begin_key_figures(report_summary *summary, const GPtrArray *types)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(report_column));
    add_column(columns, "code", D_("Code"), REPORT_CODE, 1);
    add_column(columns, "lib", D_(summary->level->label), REPORT_NAME, 0);
    if (counts_contrats(summary))
        add_column(columns, "contrats_ville", D_("CDV"), REPORT_COUNT, 0);
    for (guint t = 0; t < types->len; t++) {
        add_column(columns, "en_vigueur", g_ptr_array_index(types, t), REPORT_COUNT, 0);
        if (t == 0)
            add_column(columns, "avec_qpv", D_("with QPV"), REPORT_COUNT, 0);
    }
    if (counts_contrats(summary))
        add_column(columns, "contrats_ville_tous", D_("CDV with all"), REPORT_COUNT, 0);
    report_begin_table(summary, "chiffres_cles", D_("Contracts in force"),
                       (const report_column *)(void *)columns->data, columns->len);
}

static void put_key_row(report_summary *summary, const report_indicator *zone,
                        const GPtrArray *types, const char *all)
{
    report_table *table = summary->table;
    bool contrats = counts_contrats(summary);
    report_put_text(table, zone->code);
    report_put_text(table, zone->lib);
    if (contrats)
        report_put_number(table,
                          report_find_number(summary, zone->code, "contrats_ville_nombre", ""));
    for (guint t = 0; t < types->len; t++) {
        const char *type = g_ptr_array_index(types, t);
        report_put_number(table,
                          report_find_number(summary, zone->code, "contrats_en_vigueur", type));
        if (t == 0)
            report_put_number(table,
                              report_find_number(summary, zone->code, "contrats_avec_qpv", type));
    }
    if (contrats)
        report_put_number(table, report_find_number(summary, zone->code, all, ""));
}

static void put_key_figures(report_summary *summary, const GPtrArray *zones)
{
    g_autoptr(GPtrArray) types = key_types(summary);
    g_autofree char *suffix = join(summary, types, /* suffixes= */ true, "_");
    g_autofree char *all = g_strdup_printf("contrats_ville_combinaison_%s", suffix);
    g_autofree char *joined = join(summary, types, /* suffixes= */ false, ", ");
    begin_key_figures(summary, types);
    for (guint i = 0; i < zones->len; i++)
        put_key_row(summary, g_ptr_array_index(zones, i), types, all);
    if (types->len > 0)
        report_section_note(summary,
                            g_strdup_printf(D_("With QPV: %s in force that hold at least one QPV."),
                                            (const char *)g_ptr_array_index(types, 0)));
    if (counts_contrats(summary))
        report_section_note(summary, g_strdup_printf(D_("CDV: contrats de ville in force. CDV with "
                                                        "all: those where %s are all there."),
                                                     joined));
    if (summary->level->prefix != NULL) /* of the levels that are zones */
        report_section_note(summary,
                            g_strdup(D_("A contract counts in each zone that it touches: columns "
                                        "do not add up to the number of the whole.")));
}

/* --- shares -------------------------------------------------------------------------------- */

static double value_of(const report_indicator *row)
{
    return row != NULL ? row->value : (double)NAN;
}

/* A narrow terminal does without the shares of contrats de ville, then without the codes; without
 * what is not told when all is. */
static void begin_shares(report_summary *summary, bool all_told)
{
    const report_column columns[] = {
        {"code", D_("Code"), REPORT_CODE, 1},
        {"lib", D_(summary->level->label), REPORT_NAME, 0},
        {"type", D_("Type"), REPORT_CODE, 0},
        {"contrats_avec_qpv", D_("With QPV"), REPORT_SHARE, 0},
        {"qpv_couverts", D_("QPV"), REPORT_COUNT, 0},
        {"qpv", D_("of"), REPORT_COUNT, 0},
        {"qpv_inconnus", D_("untold"), REPORT_COUNT, all_told ? 3U : 0U},
        {"pop_qpv_couverte", D_("QPV inh."), REPORT_SHARE, 0},
        {"pop_couverte", D_("Inhabitants"), REPORT_SHARE, 0},
        {"contrats_ville_avec_contrat", D_("CDV"), REPORT_SHARE, 2},
    };
    report_begin_table(summary, "parts", D_("Shares, type by type"), columns,
                       G_N_ELEMENTS(columns) - !counts_contrats(summary));
    report_section_note(summary,
                        g_strdup(D_("With QPV: share of the contracts in force that hold at least "
                                    "one QPV. QPV: QPV covered, wholly or in part; untold: QPV "
                                    "that are in no share. QPV inh.: share of the inhabitants of "
                                    "QPV covered.")));
    if (counts_contrats(summary))
        report_section_note(summary, g_strdup(D_("CDV: share of the contrats de ville that have a "
                                                 "contract of the type.")));
}

static void put_shares(report_summary *summary, const report_indicator *zone, const char *type)
{
    report_table *table = summary->table;
    const char *code = zone->code;
    const report_indicator *qpv = report_find(summary, code, "qpv_couverts", type);
    const report_indicator *with = report_find(summary, code, "contrats_avec_qpv", type);
    if (with == NULL && qpv == NULL &&
        report_find(summary, code, "contrats_en_vigueur", type) == NULL)
        return; /* neither a contract of the type there, nor a QPV */
    report_put_text(table, code);
    report_put_text(table, zone->lib);
    report_put_text(table, type);
    report_put_number(table, value_of(with));
    report_put_number(table, qpv != NULL ? qpv->numerator : 0);
    report_put_number(table, qpv != NULL ? qpv->denominator : 0);
    report_put_number(table, qpv != NULL ? qpv->not_told : 0);
    report_put_number(table, value_of(report_find(summary, code, "pop_qpv_couverte", type)));
    report_put_number(table, value_of(report_find(summary, code, "pop_couverte", type)));
    if (counts_contrats(summary))
        report_put_number(
            table, value_of(report_find(summary, code, "contrats_ville_avec_contrat", type)));
}

static bool all_qpv_told(const report_summary *summary)
{
    for (guint i = 0; i < summary->rows.rows->len; i++) {
        const report_indicator *row = &g_array_index(summary->rows.rows, report_indicator, i);
        if (strcmp(row->name, "qpv_couverts") == 0 && row->not_told > 0)
            return false;
    }
    return true;
}

void report_summarise_zones(report_summary *summary)
{
    g_autoptr(GPtrArray) zones = list_zones(summary);
    put_key_figures(summary, zones);
    if (summary->level->prefix == NULL) /* told with each contrat de ville */
        return;
    begin_shares(summary, all_qpv_told(summary));
    for (guint i = 0; i < zones->len; i++)
        for (char **type = summary->result.types; *type != NULL; type++)
            put_shares(summary, g_ptr_array_index(zones, i), *type);
    if (strcmp(summary->level->name, "epci") == 0)
        report_section_note(summary,
                            g_strdup(D_("An EPCI without QPV has no line for a type that is "
                                        "not there.")));
}

/* --- communes ------------------------------------------------------------------------------ */

/* Ratios of a commune, as columns of its layer. */
typedef struct commune_ratio {
    const char *name, *numerator, *denominator;
} commune_ratio;

static const commune_ratio commune_ratios[] = {
    {"qpv_couverts", "nb_qpv_", "nb_qpv"},
    {"pop_qpv_couverte", "pop_qpv_", "pop_qpv"},
    {"pop_couverte", "pop_", "pop"},
};

static char *communes_sql(const report_summary *summary, const char *condition)
{
    const report_level *level = summary->level;
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "SELECT %s, %s", level->code, level->lib);
    for (size_t r = 0; r < G_N_ELEMENTS(commune_ratios); r++)
        g_string_append_printf(sql, ", %s", commune_ratios[r].denominator);
    for (size_t t = 0; summary->result.suffixes[t] != NULL; t++) {
        const char *suffix = summary->result.suffixes[t];
        g_string_append_printf(sql, ", couverture_%s", suffix);
        for (size_t r = 0; r < G_N_ELEMENTS(commune_ratios); r++)
            g_string_append_printf(sql, ", %s%s", commune_ratios[r].numerator, suffix);
    }
    g_string_append_printf(sql, " FROM %s WHERE %s ORDER BY %s", level->name, condition,
                           level->code);
    return g_string_free(sql, FALSE);
}

/* A commune that is not told for a type has nothing in its denominator. */
static void put_commune(report_summary *summary, const store_query *query)
{
    int column = 2 + (int)G_N_ELEMENTS(commune_ratios);
    for (size_t t = 0; summary->result.types[t] != NULL; t++) {
        const char *state = store_text(query, column++);
        bool told = g_strcmp0(state, "inconnu") != 0 && g_strcmp0(state, "non_recense") != 0;
        for (size_t r = 0; r < G_N_ELEMENTS(commune_ratios); r++) {
            double all = store_double(query, 2 + (int)r);
            double covered = store_double(query, column++);
            const char *lib = store_text(query, 1);
            report_indicator row = {
                .echelon = summary->level->name,
                .code = store_text(query, 0),
                .lib = lib != NULL ? lib : "",
                .name = commune_ratios[r].name,
                .type = summary->result.types[t],
                .numerator = told ? covered : (double)NAN,
                .denominator = told ? all : 0,
                .not_told = told ? 0 : all,
                .value = told && all > 0 ? covered / all : (double)NAN,
                .value_min = (double)NAN,
                .value_max = (double)NAN,
                .unit = "part",
            };
            if (summary->for_people)
                report_put_ratio(summary, report_indicator_label(row.name), &row);
            else
                report_put_row(summary, &row);
        }
    }
}

mlg_status report_summarise_communes(report_summary *summary, const char *condition, mlg_error *err)
{
    MLG_TRY(report_need_layers(&summary->result, (const char *const[]){"commune", NULL}, err));
    g_autofree char *sql = communes_sql(summary, condition);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&summary->result, sql, &query, err));
    if (summary->for_people)
        report_begin_ratios(summary, summary->level->name,
                            D_("Covered wholly or in part by each type, commune by commune"));
    else
        report_begin_rows(summary);
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        put_commune(summary, query);
    }
}
