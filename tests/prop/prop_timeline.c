/*
 * prop_timeline.c - a series of days says of each day what a coverage of that day alone says, to
 * the last bit.
 */
#include "prop/prop_coverage.h"

#include "coverage/timeline.h"

enum { FROM = 2014, TO = 2031 };

static const coverage_indicator *find(const mlg_coverage *cov, const char *name, const char *type)
{
    size_t n = 0;
    const coverage_indicator *indicators = coverage_indicators(cov, &n);
    for (size_t i = 0; i < n; i++) {
        const coverage_indicator *indicator = &indicators[i];
        if (strcmp(indicator->echelon, "national") == 0 && strcmp(indicator->name, name) == 0 &&
            strcmp(indicator->type, type) == 0)
            return indicator;
    }
    fail_msg("no indicator %s of %s", name, type);
    return NULL;
}

static void check_ratio(prop *p, const mlg_coverage *cov, const char *name, const char *type,
                        const double figures[3])
{
    const coverage_indicator *i = find(cov, name, type);
    prop_check(
        p, i->numerator == figures[0] && i->denominator == figures[1] && i->not_told == figures[2],
        "%s of %s on %d: %.17g of %.17g, %.17g not told in the series; %.17g of %.17g, "
        "%.17g",
        name, type, cov->date, figures[0], figures[1], figures[2], i->numerator, i->denominator,
        i->not_told);
}

static void check_day(prop *p, const mlg_coverage *cov, const char *type,
                      const mlg_timeline_figure *f)
{
    double covered = (double)(f->qpv_total + f->qpv_partial);
    double not_told = (double)(f->qpv_unknown + f->qpv_not_surveyed);
    check_ratio(p, cov, "qpv_couverts", type,
                (const double[]){covered, covered + (double)f->qpv_none, not_told});
    check_ratio(p, cov, "pop_qpv_couverte", type,
                (const double[]){f->qpv_people_covered, f->qpv_people, f->qpv_people_not_told});
    check_ratio(p, cov, "pop_couverte", type,
                (const double[]){f->people_covered, f->people, f->people_not_told});
    double in_force = find(cov, "contrats_en_vigueur", type)->value;
    prop_check(p, in_force == (double)f->in_force, "%s on %d: %.0f contracts, %zu in the series",
               type, cov->date, in_force, f->in_force);
}

void prop_timeline(prop *p, world *w)
{
    mlg_timeline_options options = {.from = FROM * 10000 + 101, .to = TO * 10000 + 101};
    mlg_timeline *timeline = NULL;
    int date = w->options.date;
    assert_ok(
        mlg_compute_timeline(w->t, w->inv, w->mesh, &options, &w->monitor, &timeline, &w->err),
        &w->err);
    size_t running = 0, ended_before = 0;
    for (size_t period = 0; period < mlg_timeline_count(timeline); period++) {
        size_t in_force = 0, begun = 0, ended = 0, at_once = 0;
        w->options.date = (FROM + (int)period) * 10000 + 1231;
        world_compute(w);
        for (size_t t = 0; t < w->cov->n_types; t++) {
            const mlg_timeline_figure *f = &timeline->figures[period * w->cov->n_types + t];
            check_day(p, w->cov, w->cov->type_names[t], f);
            in_force += f->in_force;
            begun += f->begun;
            ended += f->ended;
        }
        /* contracts end on 31 December here: in force on it, gone on the next one */
        at_once = period == 0 ? in_force : running + begun - ended_before;
        prop_check(p, in_force == at_once, "%d: %zu in force of %zu", w->options.date, in_force,
                   at_once);
        running = in_force;
        ended_before = ended;
    }
    mlg_timeline_free(timeline);
    w->options.date = date;
    world_compute(w);
}
