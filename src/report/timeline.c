/*
 * timeline.c - mlg_report_timeline: a table a type for people, with the course of the share of
 * inhabitants; one long table for machines.
 */
#include "coverage/timeline.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <math.h>

/* Longer courses would not fit on a line. */
#define COURSE_MAX 60

/* One figure of a period as all formats have it. */
typedef struct period_row {
    mlg_timeline_figure f;
    double qpv_covered, qpv_known, qpv_not_told;
    double qpv_share, qpv_people_share, people_share;
} period_row;

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

static period_row row_of(const mlg_timeline *timeline, size_t period, size_t type)
{
    const mlg_timeline_figure *f = &timeline->figures[period * timeline->cov->n_types + type];
    period_row row = {.f = *f};
    row.qpv_covered = (double)(f->qpv_total + f->qpv_partial);
    row.qpv_known = row.qpv_covered + (double)f->qpv_none;
    row.qpv_not_told = (double)(f->qpv_unknown + f->qpv_not_surveyed);
    if (row.qpv_known > 0 && f->qpv_people <= 0) /* of nobody known: not told, not 0 */
        row.f.qpv_people_covered = row.f.qpv_people = (double)NAN;
    if (f->people <= 0 && f->people_not_told <= 0)
        row.f.people_covered = row.f.people = (double)NAN;
    row.qpv_share = ratio(row.qpv_covered, row.qpv_known);
    row.qpv_people_share = ratio(f->qpv_people_covered, f->qpv_people);
    row.people_share = ratio(f->people_covered, f->people);
    return row;
}

/* "2024", or "2024-03" (shown "03/2024"). */
static void put_period(report_table *table, const mlg_timeline *timeline, base_date day)
{
    int year = base_date_year(day), month = day / 100 % 100;
    g_autofree char *key = timeline->step == MLG_STEP_MONTH
                               ? g_strdup_printf("%04d-%02d", year, month)
                               : g_strdup_printf("%04d", year);
    /* TRANSLATORS: a month; year and month are arguments 1 and 2 */
    g_autofree char *shown =
        timeline->step == MLG_STEP_MONTH ? g_strdup_printf(D_("%1$04d-%2$02d"), year, month) : NULL;
    report_put_coded(table, key, shown);
}

/* --- for machines -------------------------------------------------------------------------- */

static report_table *long_table(void)
{
    const report_column columns[] = {
        {"periode", "", REPORT_CODE, 0},
        {"date", "", REPORT_CODE, 0},
        {"type", "", REPORT_CODE, 0},
        {"contrats_en_vigueur", "", REPORT_COUNT, 0},
        {"contrats_sans_debut", "", REPORT_COUNT, 0},
        {"contrats_debut", "", REPORT_COUNT, 0},
        {"contrats_fin", "", REPORT_COUNT, 0},
        {"qpv_couverts", "", REPORT_COUNT, 0},
        {"qpv_total", "", REPORT_COUNT, 0},
        {"qpv_partiel", "", REPORT_COUNT, 0},
        {"qpv_connus", "", REPORT_COUNT, 0},
        {"part_qpv", "", REPORT_SHARE, 0},
        {"qpv_inconnu", "", REPORT_COUNT, 0},
        {"qpv_non_recense", "", REPORT_COUNT, 0},
        {"qpv_hors_territoire", "", REPORT_COUNT, 0},
        {"pop_qpv_couverte", "", REPORT_COUNT, 0},
        {"pop_qpv", "", REPORT_COUNT, 0},
        {"part_pop_qpv", "", REPORT_SHARE, 0},
        {"pop_qpv_non_renseigne", "", REPORT_COUNT, 0},
        {"pop_couverte", "", REPORT_COUNT, 0},
        {"pop", "", REPORT_COUNT, 0},
        {"part_pop", "", REPORT_SHARE, 0},
        {"pop_non_renseigne", "", REPORT_COUNT, 0},
    };
    return report_table_new("chronologie", NULL, columns, G_N_ELEMENTS(columns));
}

static void put_long_row(report_table *table, const mlg_timeline *timeline, size_t period,
                         size_t type)
{
    period_row row = row_of(timeline, period, type);
    char day[11];
    put_period(table, timeline, row.f.last_day);
    report_put_text(table, base_date_format(row.f.last_day, day));
    report_put_text(table, timeline->cov->type_names[type]);
    const double figures[] = {(double)row.f.in_force,
                              (double)row.f.undated,
                              (double)row.f.begun,
                              (double)row.f.ended,
                              row.qpv_covered,
                              (double)row.f.qpv_total,
                              (double)row.f.qpv_partial,
                              row.qpv_known,
                              row.qpv_share,
                              (double)row.f.qpv_unknown,
                              (double)row.f.qpv_not_surveyed,
                              (double)row.f.qpv_outside,
                              row.f.qpv_people_covered,
                              row.f.qpv_people,
                              row.qpv_people_share,
                              row.f.qpv_people_not_told,
                              row.f.people_covered,
                              row.f.people,
                              row.people_share,
                              row.f.people_not_told};
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
        report_put_number(table, figures[i]);
}

/* --- for people ---------------------------------------------------------------------------- */

static report_table *type_table(const mlg_timeline *timeline, const char *type)
{
    bool monthly = timeline->step == MLG_STEP_MONTH;
    const report_column columns[] = {
        {"periode", monthly ? D_("Month") : D_("Year"), REPORT_CODE, 0},
        {"contrats_en_vigueur", D_("Contracts"), REPORT_COUNT, 0},
        {"contrats_debut", D_("Begun"), REPORT_COUNT, 1},
        {"contrats_fin", D_("Ended"), REPORT_COUNT, 1},
        {"qpv_couverts", D_("QPV"), REPORT_COUNT, 0},
        {"qpv_connus", D_("of"), REPORT_COUNT, 3},
        {"part_qpv", D_("QPV %"), REPORT_SHARE, 0},
        {"pop_qpv_couverte", D_("Inh. of QPV"), REPORT_COUNT, 2},
        {"pop_qpv", D_("of"), REPORT_COUNT, 3},
        {"part_pop_qpv", D_("QPV inh. %"), REPORT_SHARE, 0},
        {"pop_couverte", D_("Inhabitants"), REPORT_COUNT, 2},
        {"pop", D_("of"), REPORT_COUNT, 3},
        {"part_pop", D_("Inh. %"), REPORT_SHARE, 0},
        {"qpv_non_renseigne", D_("QPV not told"), REPORT_COUNT, 0},
    };
    return report_table_new(type, type, columns, G_N_ELEMENTS(columns));
}

static void put_row(report_table *table, const mlg_timeline *timeline, size_t period, size_t type)
{
    period_row row = row_of(timeline, period, type);
    put_period(table, timeline, row.f.last_day);
    const double figures[] = {(double)row.f.in_force,   (double)row.f.begun, (double)row.f.ended,
                              row.qpv_covered,          row.qpv_known,       row.qpv_share,
                              row.f.qpv_people_covered, row.f.qpv_people,    row.qpv_people_share,
                              row.f.people_covered,     row.f.people,        row.people_share,
                              row.qpv_not_told};
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
        report_put_number(table, figures[i]);
}

/* "Inhabitants of QPV covered: 0 % ▁▂▅█ 41 %": from nothing to the highest share of the course. */
static void note_course(report_table *table, const mlg_timeline *timeline, size_t type)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t n = timeline->n_periods;
    double most = 0;
    for (size_t p = 0; p < n; p++)
        most = fmax(most, row_of(timeline, p, type).qpv_people_share);
    if (n < 2 || n > COURSE_MAX || most <= 0)
        return;
    g_autoptr(GString) course = g_string_new(NULL);
    for (size_t p = 0; p < n; p++) {
        double share = row_of(timeline, p, type).qpv_people_share;
        size_t level = isnan(share) ? 0 : (size_t)lround(share / most * (G_N_ELEMENTS(bars) - 1));
        g_string_append(course, bars[level]);
    }
    g_autofree char *first = report_percent(row_of(timeline, 0, type).qpv_people_share);
    g_autofree char *last = report_percent(row_of(timeline, n - 1, type).qpv_people_share);
    report_note(table, g_strdup_printf(D_("Inhabitants of QPV covered: %s %s %s"), first,
                                       course->str, last));
}

/* --- notes --------------------------------------------------------------------------------- */

/* What of the inventory is in no period, and what is in it without a first day. */
static void note_contracts(report_table *table, const mlg_timeline *timeline, size_t type)
{
    const char *name = timeline->cov->type_names[type];
    size_t never = timeline->n_never[type], undated = timeline->figures[type].undated;
    const char *where = timeline->cov->zone != NULL ? D_(" (in the whole inventory)") : "";
    g_autofree char *n_never = report_count((double)never);
    g_autofree char *n_undated = report_count((double)undated);
    if (never > 0)
        report_note(
            table,
            g_strdup_printf(
                Dngettext_(
                    "%s: %s contract%s is in no period: in project, suspended, abandoned, of "
                    "unknown status, or lapsed without its two dates.",
                    "%s: %s contracts%s are in no period: in project, suspended, abandoned, "
                    "of unknown status, or lapsed without their two dates.",
                    never),
                name, n_never, where));
    if (undated > 0)
        report_note(table, g_strdup_printf(Dngettext_("%s: %s contract has no first day and counts "
                                                      "from the first period on.",
                                                      "%s: %s contracts have no first day and "
                                                      "count from the first period on.",
                                                      undated),
                                           name, n_undated));
}

/* The same list of QPV and the same people throughout. */
static void note_constants(report_document *document, const mlg_timeline *timeline)
{
    const mlg_territory *t = timeline->cov->territory;
    const mlg_timeline_figure *f = &timeline->figures[0];
    g_autofree char *n = report_count((double)(f->qpv_total + f->qpv_partial + f->qpv_none +
                                               f->qpv_unknown + f->qpv_not_surveyed));
    g_autofree char *year = t->population_year > 0
                                ? g_strdup_printf(D_("municipal population %d"), t->population_year)
                                : g_strdup(D_("populations of a year that is not told"));
    g_ptr_array_add(document->notes,
                    g_strdup_printf(D_("Constant in all periods: %s QPV of the generation %d; %s."),
                                    n, t->qpv_generation, year));
    if (f->qpv_outside == 0)
        return;
    g_autofree char *outside = report_count((double)f->qpv_outside);
    g_ptr_array_add(
        document->notes,
        g_strdup_printf(Dngettext_("%s QPV out of the territory is not counted.",
                                   "%s QPV out of the territory are not counted.", f->qpv_outside),
                        outside));
}

static void add_notes(report_document *document, const mlg_timeline *timeline, int today)
{
    size_t n_figures = timeline->n_periods * timeline->cov->n_types;
    bool untold = false, ended = false;
    if (n_figures == 0) {
        g_ptr_array_add(document->notes, g_strdup(D_("The inventory has no dispositif.")));
        return;
    }
    for (size_t i = 0; i < n_figures; i++) {
        ended = ended || timeline->figures[i].ended > 0;
        untold = untold || timeline->figures[i].qpv_unknown > 0 ||
                 timeline->figures[i].qpv_not_surveyed > 0 ||
                 timeline->figures[i].people_not_told > 0;
    }
    note_constants(document, timeline);
    g_ptr_array_add(document->notes,
                    g_strdup(D_("Contracts and coverage are those of the last day of each period; "
                                "statuses are those of today.")));
    if (ended)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("A contract whose last day is that of a period is in force in "
                                    "it and among those that end in it.")));
    if (untold)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("What is not told (perimeter to be specified, not surveyed) is "
                                    "in no share.")));
    if (!timeline->cov->inventory->has_survey_table)
        g_ptr_array_add(document->notes,
                        g_strdup(D_("No table recensement: the whole territory counts as "
                                    "surveyed.")));
    if (today == 0 || timeline->figures[n_figures - 1].last_day < today)
        return;
    char day[11];
    g_autofree char *shown = report_day(base_date_format(today, day));
    g_ptr_array_add(document->notes,
                    g_strdup_printf(D_("Periods that are not over on %s are computed as the "
                                       "inventory announces them."),
                                    shown));
}

/* --- the document -------------------------------------------------------------------------- */

/* "2015", or "01/2015", as the columns show it. */
static char *period_name(const mlg_timeline *timeline, size_t period)
{
    const mlg_timeline_figure *f = &timeline->figures[period * timeline->cov->n_types];
    int year = base_date_year(f->last_day), month = f->last_day / 100 % 100;
    return timeline->step == MLG_STEP_MONTH ? g_strdup_printf(D_("%1$04d-%2$02d"), year, month)
                                            : g_strdup_printf("%04d", year);
}

static report_document *new_document(const mlg_timeline *timeline)
{
    const mlg_coverage *cov = timeline->cov;
    if (timeline->n_periods * cov->n_types == 0)
        return report_document_new(g_strdup(D_("Coverage over time")), NULL);
    char day[11];
    size_t last = timeline->n_periods - 1;
    g_autofree char *from = period_name(timeline, 0);
    g_autofree char *to = period_name(timeline, last);
    char *title = cov->zone == NULL
                      ? g_strdup_printf(D_("Coverage from %s to %s, QPV of the generation %d"),
                                        from, to, cov->territory->qpv_generation)
                      : g_strdup_printf(D_("Coverage from %s to %s, QPV of the generation %d (%s)"),
                                        from, to, cov->territory->qpv_generation, cov->zone);
    base_date_format(timeline->figures[last * cov->n_types].last_day, day);
    return report_document_new(title, day);
}

static void add_tables(report_document *document, const mlg_timeline *timeline)
{
    for (size_t type = 0; type < timeline->cov->n_types; type++) {
        report_table *table = type_table(timeline, timeline->cov->type_names[type]);
        report_document_add(document, table);
        for (size_t p = 0; p < timeline->n_periods; p++)
            put_row(table, timeline, p, type);
        note_course(table, timeline, type);
        note_contracts(table, timeline, type);
    }
}

static void add_long_table(report_document *document, const mlg_timeline *timeline)
{
    report_table *table = long_table();
    report_document_add(document, table);
    for (size_t p = 0; p < timeline->n_periods; p++)
        for (size_t type = 0; type < timeline->cov->n_types; type++)
            put_long_row(table, timeline, p, type);
    for (size_t type = 0; type < timeline->cov->n_types; type++)
        note_contracts(table, timeline, type);
}

mlg_status mlg_report_timeline(const mlg_timeline *timeline, const mlg_report_style *style,
                               int today, mlg_write_fn write, void *user, mlg_error *err)
{
    static const mlg_report_style defaults = {0};
    const report_format *format = NULL;
    if (style == NULL)
        style = &defaults;
    MLG_TRY(report_find_format(style->format, &format, err));
    g_autoptr(report_document) document = new_document(timeline);
    if (format->for_people)
        add_tables(document, timeline);
    else
        add_long_table(document, timeline);
    add_notes(document, timeline, today);
    return report_send(document, style, write, user, err);
}
