/*
 * rank.c - mlg_report_rank: where a new dispositif would close most of the gap. The order is that
 * of greedy maximum coverage: each unit is judged by what those before it leave.
 */
#include "report/rank.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <math.h>
#include <string.h>

#define TOP_DEFAULT 10

static const char *const objective_names[] = {"qpv_pop", "pop", "qpv"};

static void rank_done(report_rank *rank)
{
    g_clear_pointer(&rank->types, g_array_unref);
    g_clear_pointer(&rank->zone, g_free);
    report_result_done(&rank->result);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_rank, rank_done)

static mlg_status find_objective(report_rank *rank, mlg_error *err)
{
    const char *name = rank->options->objective;
    size_t i = 0;
    while (name != NULL && i < G_N_ELEMENTS(objective_names) &&
           g_ascii_strcasecmp(objective_names[i], name) != 0)
        i++;
    if (i == G_N_ELEMENTS(objective_names))
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--objective: '%s' is not known"), name),
                        _("one of: %s"), "qpv_pop, pop, qpv");
    rank->objective = (report_objective)i;
    return MLG_OK;
}

static mlg_status find_unit(report_rank *rank, mlg_error *err)
{
    static const char *const units[] = {"epci", "commune", "departement"};
    const char *name = rank->options->unit != NULL ? rank->options->unit : units[0];
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_ascii_strcasecmp(units[i], name) == 0)
            rank->unit = report_level_find(units[i]);
    if (rank->unit == NULL)
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--unit: '%s' is not known"), name),
                        _("one of: %s"), "epci, commune, departement");
    return MLG_OK;
}

/* One type: the gap of a type is closed by dispositifs of that type. */
static mlg_status find_type(report_rank *rank, mlg_error *err)
{
    MLG_TRY(report_find_types(&rank->result, rank->options->type, &rank->types, err));
    if (rank->types->len == 1)
        return MLG_OK;
    g_autofree char *known = g_strjoinv(", ", rank->result.types);
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_ARG, "%s",
                 rank->types->len == 0 ? _("--type is missing") : _("--type: one type at a time")),
        _("its types are: %s"), known);
}

static mlg_status read_request(report_rank *rank, const char *path, mlg_error *err)
{
    MLG_TRY(find_objective(rank, err));
    MLG_TRY(find_unit(rank, err));
    if (rank->options->top < 0)
        return mlg_fail(err, MLG_E_ARG, "%s", _("--top: units are counted from 1"));
    MLG_TRY(report_result_open(path, &rank->result, err));
    MLG_TRY(find_type(rank, err));
    MLG_TRY(report_zone_condition(&rank->result, rank->options->zone, &rank->zone, err));
    return report_need_layers(
        &rank->result, (const char *const[]){"lacune", "qpv", "commune", rank->unit->name, NULL},
        err);
}

static const char *type_of(const report_rank *rank)
{
    return rank->result.types[g_array_index(rank->types, size_t, 0)];
}

/* What is counted, in words. */
static const char *objective_label(report_objective objective)
{
    static const char *const labels[] = {N_("inhabitants of QPV"), N_("inhabitants"), N_("QPV")};
    return D_(labels[objective]);
}

static report_table *rank_table(const report_rank *rank)
{
    bool qpv = rank->objective == REPORT_QPV;
    const report_column columns[] = {
        {"rang", D_("Rank"), REPORT_COUNT, 0},
        {rank->unit->code, D_("Code"), REPORT_CODE, 0},
        {rank->unit->lib, D_(rank->unit->label), REPORT_NAME, 0},
        {"gain", qpv ? D_("QPV") : D_("Inhabitants"), REPORT_COUNT, 0},
        {"part_gain", D_("of the gap"), REPORT_SHARE, 2},
        {"cumul", D_("Together"), REPORT_COUNT, 1},
        {"part_cumul", D_("of the gap"), REPORT_SHARE, 0},
        {"reste", D_("Left"), REPORT_COUNT, 0},
    };
    return report_table_new("classement", NULL, columns, G_N_ELEMENTS(columns));
}

static void put_choices(const report_gap *gap, const coverage_choice *choices, size_t n,
                        report_table *table)
{
    for (size_t i = 0; i < n; i++) {
        const coverage_choice *choice = &choices[i];
        report_put_number(table, (double)(i + 1));
        report_put_text(table, g_ptr_array_index(gap->codes, choice->set));
        report_put_text(table, g_ptr_array_index(gap->names, choice->set));
        report_put_number(table, choice->gain);
        report_put_number(table, choice->gain / gap->total);
        report_put_number(table, choice->total);
        report_put_number(table, choice->total / gap->total);
        report_put_number(table, gap->total - choice->total);
    }
}

/* The same after a number of them. */
static const char *counted_label(report_objective objective, double number)
{
    unsigned long n = (unsigned long)lround(number); /* as it is shown */
    if (objective == REPORT_QPV)
        return objective_label(objective);
    return objective == REPORT_POP ? Dngettext_("inhabitant", "inhabitants", n)
                                   : Dngettext_("inhabitant of QPV", "inhabitants of QPV", n);
}

static void note_gap(const report_rank *rank, const report_gap *gap, report_table *table)
{
    const char *what = counted_label(rank->objective, gap->total);
    g_autofree char *total = report_count(gap->total);
    report_note(table,
                g_strdup_printf(D_("Known gap: %s %s without %s."), total, what, type_of(rank)));
    if (gap->apart > 0) {
        g_autofree char *apart = report_count(gap->apart);
        g_autofree char *share = report_percent(gap->apart / gap->total);
        report_note(table,
                    g_strdup_printf(D_("In none of these units: %s of them (%s)."), apart, share));
    }
    if (gap->n_not_told > 0) {
        g_autofree char *n = report_count(gap->n_not_told);
        g_autofree char *people = report_count(gap->not_told);
        report_note(table,
                    g_strdup_printf(rank->objective == REPORT_POP
                                        ? D_("Not counted here, to be specified or not surveyed: "
                                             "communes: %s; inhabitants: %s.")
                                        : D_("Not counted here, to be specified or not surveyed: "
                                             "QPV: %s; inhabitants: %s."),
                                    n, people));
    }
    if (rank->objective == REPORT_QPV)
        report_note(table, g_strdup(D_("A QPV counts for the first unit that holds a part of it "
                                       "that is not covered.")));
}

static report_document *make_document(const report_rank *rank, const report_gap *gap)
{
    size_t n = rank->options->top > 0 ? (size_t)rank->options->top : TOP_DEFAULT;
    coverage_sets sets = report_gap_sets(gap);
    g_autofree coverage_choice *choices = g_new0(coverage_choice, MIN(n, sets.n_sets) + 1);
    g_autofree char *day = report_day(rank->result.date);
    report_document *document = report_document_new(
        g_strdup_printf(D_("New %s: where they would bring the most (%s), on %s"), type_of(rank),
                        objective_label(rank->objective), day),
        rank->result.date);
    report_table *table = rank_table(rank);
    put_choices(gap, choices, coverage_max_cover(&sets, n, choices), table);
    if (report_table_rows(table) == 0)
        report_note(table, g_strdup(D_("None.")));
    note_gap(rank, gap, table);
    report_document_add(document, table);
    return document;
}

mlg_status mlg_report_rank(const char *result, const mlg_rank_options *options, mlg_write_fn write,
                           void *user, mlg_error *err)
{
    static const mlg_rank_options defaults = {0};
    g_auto(report_rank) rank = {.options = options != NULL ? options : &defaults};
    g_auto(report_gap) gap = {0};
    const report_format *format = NULL;
    MLG_TRY(report_find_format(rank.options->style.format, &format, err));
    MLG_TRY(read_request(&rank, result, err));
    MLG_TRY(report_read_gap(&rank, &gap, err));
    g_autoptr(report_document) document = make_document(&rank, &gap);
    return report_send(document, &rank.options->style, write, user, err);
}
