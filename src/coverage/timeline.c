/*
 * timeline.c - coverage over time: the sets and unions of each day, QPV and communes judged by the
 * rules of a coverage. What did not move since the period before is not judged again.
 */
#include "coverage/timeline.h"

#include "base/text.h"
#include "coverage/work.h"

#include <math.h>

/* A series while it is being computed. */
typedef struct series {
    coverage_work w;
    mlg_timeline *timeline;
    uint32_t *judged; /* by dispositif: filling of its set in the last union, 0: not in it */
    coverage_sums *qpvs, *communes; /* by type, of the last union */
} series;

/* --- periods ------------------------------------------------------------------------------- */

static int months_of(mlg_step step)
{
    return step == MLG_STEP_MONTH ? 1 : 12;
}

/* The first day of the period that holds a day. */
static base_date first_day(base_date day, mlg_step step)
{
    int year = base_date_year(day), month = step == MLG_STEP_MONTH ? day / 100 % 100 : 1;
    return year * 10000 + month * 100 + 1;
}

/* The last day of the period that begins on a day. */
static base_date last_day(base_date first, mlg_step step)
{
    base_date day_31 = first + 30; /* cut to the length of the month */
    return base_date_add_months(day_31, months_of(step) - 1);
}

static mlg_status set_periods(mlg_timeline *timeline, const mlg_timeline_options *options,
                              mlg_error *err)
{
    base_date from = first_day(options->from, options->step);
    base_date to = first_day(options->to, options->step);
    if (to < from)
        return mlg_fail(err, MLG_E_ARG, "%s", _("the last period is before the first one"));
    size_t n_types = timeline->cov->n_types;
    for (base_date day = from; day <= to; day = base_date_add_months(day, months_of(options->step)))
        timeline->n_periods++;
    timeline->figures = g_new0(mlg_timeline_figure, timeline->n_periods * n_types + 1);
    for (size_t p = 0; p < timeline->n_periods; p++) {
        for (size_t t = 0; t < n_types; t++) {
            mlg_timeline_figure *figure = &timeline->figures[p * n_types + t];
            figure->first_day = from;
            figure->last_day = last_day(from, options->step);
        }
        from = base_date_add_months(from, months_of(options->step));
    }
    return MLG_OK;
}

/* --- contracts ----------------------------------------------------------------------------- */

static bool meets_zone(const coverage_work *w, const base_bitset *set)
{
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        if (coverage_face_in_zone(w, f))
            return true;
    }
    return false;
}

/* Present in the run's zone on a day, surely or not; one without perimeter is of the whole run
 * only. */
static mlg_status find_presence(coverage_work *w, uint32_t d, base_date day, bool *ret,
                                mlg_error *err)
{
    const coverage_set *set = &w->sets[d];
    w->cov->date = day;
    if (w->cov->zone != NULL)
        MLG_TRY(coverage_redate_set(w, d, err));
    *ret = w->cov->zone == NULL || meets_zone(w, set->net) || meets_zone(w, set->maybe) ||
           meets_zone(w, set->shared);
    return MLG_OK;
}

static bool is_within(base_date day, const mlg_timeline_figure *period)
{
    return day != BASE_DATE_NONE && period->first_day <= day && day <= period->last_day;
}

static mlg_status count_contract(coverage_work *w, uint32_t d, mlg_timeline_figure *figure,
                                 mlg_error *err)
{
    base_period days;
    bool present = false;
    if (!inventory_days_in_force(&w->inv->dispositifs[d], &days))
        return MLG_OK;
    if (is_within(days.first, figure)) {
        MLG_TRY(find_presence(w, d, days.first, &present, err));
        figure->begun += present;
    }
    if (is_within(days.last, figure)) {
        MLG_TRY(find_presence(w, d, days.last, &present, err));
        figure->ended += present;
    }
    if (inventory_in_force(&w->inv->dispositifs[d], figure->last_day, false).in_force) {
        MLG_TRY(find_presence(w, d, figure->last_day, &present, err));
        figure->in_force += present;
        figure->undated += present && days.first == BASE_DATE_NONE;
    }
    return MLG_OK;
}

static mlg_status count_contracts(coverage_work *w, mlg_timeline_figure *figures, mlg_error *err)
{
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        uint32_t type = coverage_slot(w, d);
        if (type != TERRITORY_NONE)
            MLG_TRY(count_contract(w, d, &figures[type], err));
    }
    return MLG_OK;
}

static void count_never(coverage_work *w, mlg_timeline *timeline)
{
    timeline->n_never = g_new0(size_t, w->n_types + 1);
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        base_period days;
        uint32_t type = coverage_slot(w, d);
        if (type != TERRITORY_NONE && !inventory_days_in_force(&w->inv->dispositifs[d], &days))
            timeline->n_never[type]++;
    }
}

/* --- coverage ------------------------------------------------------------------------------ */

/* The types whose union moves on the day: a contract comes or goes, or its perimeter changes. */
static mlg_status find_moved(series *s, bool *moved, mlg_error *err)
{
    coverage_work *w = &s->w;
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (coverage_slot(w, d) == TERRITORY_NONE)
            continue;
        if (w->cov->dispositifs[d].counted)
            MLG_TRY(coverage_redate_set(w, d, err));
        uint32_t now = w->cov->dispositifs[d].counted ? w->sets[d].filled : 0;
        if (now != s->judged[d])
            moved[coverage_slot(w, d)] = true;
        s->judged[d] = now;
    }
    return MLG_OK;
}

static void judge_qpvs(series *s, uint32_t type)
{
    const coverage_work *w = &s->w;
    s->qpvs[type] = (coverage_sums){.people = 0};
    for (uint32_t q = 0; q < w->t->n_qpvs; q++) {
        coverage_cell cell = {.state = MLG_AUCUN};
        if (!coverage_qpv_in_zone(w, q))
            continue;
        (void)coverage_judge_qpv(w, q, type, &cell); /* touched or not, its state is told */
        coverage_sums_add(&s->qpvs[type], w->mesh->qpv_population[q], &cell);
    }
}

static void judge_communes(series *s, uint32_t type)
{
    const coverage_work *w = &s->w;
    s->communes[type] = (coverage_sums){.people = 0};
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        coverage_cell cell = {.state = MLG_AUCUN};
        coverage_extent extent = {.communes = &c, .n_communes = 1};
        double people = w->t->communes[c].population;
        if (!w->commune_in_zone[c])
            continue;
        extent.faces = mesh_list(&w->mesh->own_commune, c, &extent.n_faces);
        (void)coverage_judge_zone(w, &extent, people, type, &cell);
        coverage_sums_add(&s->communes[type], people, &cell);
    }
}

static void put_figure(const series *s, uint32_t type, mlg_timeline_figure *figure)
{
    const coverage_sums *qpvs = &s->qpvs[type], *communes = &s->communes[type];
    figure->qpv_total = qpvs->by_state[MLG_TOTAL];
    figure->qpv_partial = qpvs->by_state[MLG_PARTIEL];
    figure->qpv_none = qpvs->by_state[MLG_AUCUN];
    figure->qpv_unknown = qpvs->by_state[MLG_INCONNU];
    figure->qpv_not_surveyed = qpvs->by_state[MLG_NON_RECENSE];
    figure->qpv_outside = qpvs->by_state[MLG_HORS_TERRITOIRE];
    figure->qpv_people_covered = qpvs->covered;
    figure->qpv_people = qpvs->people;
    figure->qpv_people_not_told = qpvs->people_unknown;
    figure->people_covered = communes->covered;
    figure->people = communes->people;
    figure->people_not_told = communes->people_unknown;
}

static mlg_status compute_period(series *s, size_t period, mlg_error *err)
{
    coverage_work *w = &s->w;
    mlg_timeline_figure *figures = &s->timeline->figures[period * w->n_types];
    g_autofree bool *moved = g_new0(bool, w->n_types + 1);
    MLG_TRY(count_contracts(w, figures, err));
    w->cov->date = figures[0].last_day;
    coverage_judge_dispositifs(w);
    MLG_TRY(find_moved(s, moved, err));
    for (uint32_t type = 0; type < w->n_types; type++) {
        if (moved[type] || period == 0) {
            coverage_unite(w, type);
            judge_qpvs(s, type);
            judge_communes(s, type);
        }
        put_figure(s, type, &figures[type]);
    }
    return base_check_cancelled(w->monitor, err);
}

static mlg_status compute(series *s, const mlg_timeline_options *options, mlg_error *err)
{
    coverage_work *w = &s->w;
    mlg_timeline *timeline = s->timeline;
    MLG_TRY(set_periods(timeline, options, err));
    count_never(w, timeline);
    if (w->n_types == 0)
        return MLG_OK;
    w->cov->date = timeline->figures[0].last_day;
    MLG_TRY(coverage_step_sets(w, err));
    s->judged = g_new0(uint32_t, w->inv->n_dispositifs + 1);
    s->qpvs = g_new0(coverage_sums, w->n_types);
    s->communes = g_new0(coverage_sums, w->n_types);
    for (size_t p = 0; p < timeline->n_periods; p++) {
        MLG_TRY(compute_period(s, p, err));
        base_progress(w->monitor, _("coverage over time"),
                      (double)(p + 1) / (double)timeline->n_periods);
    }
    return MLG_OK;
}

mlg_status mlg_compute_timeline(const mlg_territory *territory, const mlg_inventory *inventory,
                                const mlg_mesh *mesh, const mlg_timeline_options *options,
                                const mlg_monitor *monitor, mlg_timeline **ret, mlg_error *err)
{
    mlg_coverage_options coverage = {.date = options->from,
                                     .threshold = options->threshold,
                                     .types = options->types,
                                     .zone = options->zone};
    g_autoptr(mlg_timeline) timeline = g_new0(mlg_timeline, 1);
    timeline->step = options->step;
    timeline->cov = coverage_of(territory, inventory, mesh, &coverage);
    series s = {.timeline = timeline};
    mlg_status status = coverage_begin(&s.w, timeline->cov, &coverage, monitor, err);
    if (status == MLG_OK)
        status = compute(&s, options, err);
    coverage_end(&s.w);
    g_free(s.judged);
    g_free(s.qpvs);
    g_free(s.communes);
    MLG_TRY(status);
    *ret = g_steal_pointer(&timeline);
    return MLG_OK;
}

/* --- reading ------------------------------------------------------------------------------- */

void mlg_timeline_free(mlg_timeline *timeline)
{
    if (timeline == NULL)
        return;
    mlg_coverage_free(timeline->cov);
    g_free(timeline->figures);
    g_free(timeline->n_never);
    g_free(timeline);
}

size_t mlg_timeline_count(const mlg_timeline *timeline)
{
    return timeline->n_periods;
}

const char *mlg_timeline_type(const mlg_timeline *timeline, size_t type)
{
    return mlg_coverage_type(timeline->cov, type);
}

mlg_status mlg_timeline_get(const mlg_timeline *timeline, size_t period, size_t type,
                            mlg_timeline_figure *ret, mlg_error *err)
{
    size_t n_types = timeline->cov->n_types;
    if (period >= timeline->n_periods || type >= n_types)
        return mlg_fail(err, MLG_E_ARG, _("no period %zu or no type %zu in the series"), period,
                        type);
    *ret = timeline->figures[period * n_types + type];
    return MLG_OK;
}
