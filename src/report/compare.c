/*
 * compare.c - mlg_report_compare: reads the request against two results, and puts what moved
 * between them in tables; for machines the one that was asked for comes first.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <string.h>

#include <glib/gstdio.h>

static void compare_done(report_compare *compare)
{
    g_clear_pointer(&compare->qpvs, g_ptr_array_unref);
    g_clear_pointer(&compare->contracts, g_ptr_array_unref);
    g_clear_pointer(&compare->contract_of, g_hash_table_unref);
    g_clear_pointer(&compare->communes, g_array_unref);
    g_clear_pointer(&compare->types, g_ptr_array_unref);
    g_clear_pointer(&compare->zone, g_free);
    g_clear_pointer(&compare->strings, g_string_chunk_free);
    for (int side = 0; side < 2; side++) {
        g_clear_pointer(&compare->years[side], g_free);
        g_clear_pointer(&compare->census[side], g_free);
        report_result_done(&compare->sides[side]);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_compare, compare_done)

static mlg_status find_by(report_compare *compare, mlg_error *err)
{
    static const char *const names[] = {"qpv",    "commune", "epci",       "departement",
                                        "region", "type",    "dispositif", NULL};
    const char *by = compare->options->by != NULL ? compare->options->by : names[0];
    for (size_t i = 0; names[i] != NULL; i++)
        if (g_ascii_strcasecmp(names[i], by) == 0)
            compare->by = names[i];
    if (compare->by == NULL) {
        g_autofree char *known = g_strjoinv(", ", (char **)names);
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--by: level '%s' is not known"), by),
                        _("levels are: %s"), known);
    }
    compare->level = report_level_find(compare->by);
    return MLG_OK;
}

static bool is_same_file(const char *a, const char *b)
{
    GStatBuf x, y;
    return g_stat(a, &x) == 0 && g_stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static char *parameter(const report_result *result, const char *key)
{
    char *value = store_parameter(result->store, key);
    return value != NULL ? value : g_strdup("");
}

static mlg_status open_side(report_compare *compare, int side, mlg_error *err)
{
    static const char *const layers[] = {"qpv", "commune", "dispositif", "qpv_dispositif", NULL};
    report_result *result = &compare->sides[side];
    MLG_TRY(report_result_open(compare->paths[side], result, err));
    MLG_TRY(report_need_layers(result, layers, err));
    compare->years[side] = parameter(result, "millesime_communes");
    compare->census[side] = parameter(result, "annee_population");
    return MLG_OK;
}

/* Those asked for, which both must have; else all of the second, which are those of the first. */
static mlg_status find_types(report_compare *compare, mlg_error *err)
{
    g_autoptr(GArray) first = NULL;
    g_autoptr(GArray) second = NULL;
    compare->types = g_ptr_array_new();
    MLG_TRY(report_find_types(&compare->sides[0], compare->options->type, &first, err));
    MLG_TRY(report_find_types(&compare->sides[1], compare->options->type, &second, err));
    char **types = compare->sides[1].types;
    for (guint i = 0; i < second->len; i++)
        g_ptr_array_add(compare->types, types[g_array_index(second, size_t, i)]);
    for (; compare->options->type == NULL && *types != NULL; types++)
        g_ptr_array_add(compare->types, *types);
    return MLG_OK;
}

static mlg_status read_request(report_compare *compare, mlg_error *err)
{
    const mlg_compare_options *options = compare->options;
    MLG_TRY(find_by(compare, err));
    if (is_same_file(compare->paths[0], compare->paths[1]))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s and %s are the same file"),
                                 compare->paths[0], compare->paths[1]),
                        "%s", _("give two results: of two days, or of two inventories"));
    for (int side = 0; side < 2; side++)
        MLG_TRY(open_side(compare, side, err));
    MLG_TRY(find_types(compare, err));
    MLG_TRY(report_compare_check(compare, err));
    if (compare->level != NULL)
        MLG_TRY(report_need_layers(&compare->sides[1],
                                   (const char *const[]){compare->level->name, NULL}, err));
    return report_zone_condition(&compare->sides[1], options->zone, &compare->zone, err);
}

static char *make_title(const report_compare *compare)
{
    g_autofree char *first = report_day(compare->sides[0].date);
    g_autofree char *second = report_day(compare->sides[1].date);
    if (compare->options->zone != NULL)
        return g_strdup_printf(D_("From %s to %s (%s): what moved"), first, second,
                               compare->options->zone);
    return g_strdup_printf(D_("From %s to %s: what moved"), first, second);
}

static void note_ways(const report_compare *compare, report_document *document)
{
    int order = strcmp(compare->sides[0].date, compare->sides[1].date);
    if (order > 0)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("The first result is of a later day than the second: what is "
                                    "told goes back in time.")));
    if (order == 0)
        g_ptr_array_add(document->notes, g_strdup(D_("Both results are of the same day.")));
    if (compare->constant)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("Constant populations: those of the second result for both.")));
    if (compare->options->zone != NULL)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("The zone is as the second result draws it.")));
}

/* For people: sums, then rows. For machines: what --by asks for, then the rest. */
static report_document *make_document(const report_compare *compare, bool for_people)
{
    report_document *document = report_document_new(make_title(compare), compare->sides[1].date);
    bool grouped = compare->level != NULL && strcmp(compare->by, "qpv") != 0;
    report_table *balance = report_compare_balance(compare);
    report_table *rows = grouped ? report_compare_groups(compare) : report_compare_list(compare);
    report_table *contracts = report_compare_contracts(compare);
    report_table *tables[] = {balance, rows, contracts};
    size_t first = 1;
    if (for_people || strcmp(compare->by, "type") == 0)
        first = 0;
    else if (strcmp(compare->by, "dispositif") == 0)
        first = 2;
    report_document_add(document, tables[first]);
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        if (i != first)
            report_document_add(document, tables[i]);
    note_ways(compare, document);
    return document;
}

mlg_status mlg_report_compare(const char *result1, const char *result2,
                              const mlg_compare_options *options, mlg_write_fn write, void *user,
                              mlg_error *err)
{
    static const mlg_compare_options defaults = {0};
    g_auto(report_compare)
        compare = {.options = options != NULL ? options : &defaults, .paths = {result1, result2}};
    const report_format *format = NULL;
    compare.constant = (compare.options->flags & MLG_CONSTANT_POPULATION) != 0;
    compare.strings = g_string_chunk_new(1 << 16);
    MLG_TRY(report_find_format(compare.options->style.format, &format, err));
    MLG_TRY(read_request(&compare, err));
    MLG_TRY(report_compare_read(&compare, err));
    g_autoptr(report_document) document = make_document(&compare, format->for_people);
    return report_send(document, &compare.options->style, write, user, err);
}
