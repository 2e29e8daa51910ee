/*
 * summary_coverage.c - QPV, communes and EPCI covered wholly, in part or not, and their people, by
 * type; and the same by zones of a level.
 */
#include "report/summary.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

/* A kind of zone whose coverage is summed up. */
typedef struct subject {
    const char *layer;
    const char *zones, *people; /* indicators */
    const char *zones_title, *people_title;
    bool sentence; /* how many of how many are covered, in words */
} subject;

static const subject subjects[] = {
    {"qpv", "qpv_couverture", "pop_qpv_couverture", N_("QPV by their coverage"),
     N_("Inhabitants of QPV"), true},
    {"commune", "communes_couverture", "pop_couverture", N_("Communes by their coverage"),
     N_("Inhabitants"), false},
    {"epci", "epci_couverture", NULL, N_("EPCI by their coverage"), NULL, false},
};

typedef struct state_figures {
    double zones[3], people[3]; /* total, partiel, aucun */
    double zones_not_told, people_not_told;
    double covered; /* people */
} state_figures;

static const char *const states[] = {"total", "partiel", "aucun"};

/* The zone's condition speaks of columns that an EPCI has not: EPCI with a commune in the zone. */
static char *condition_of(const report_summary *summary, const subject *s)
{
    if (strcmp(s->layer, "epci") != 0 || summary->options->zone == NULL)
        return g_strdup(summary->zone);
    return g_strdup_printf("siren_epci IN (SELECT siren_epci FROM commune WHERE %s)",
                           summary->zone);
}

static mlg_status read_states(const report_summary *summary, const subject *s, size_t type,
                              state_figures *ret, mlg_error *err)
{
    const char *suffix = summary->result.suffixes[type];
    g_autofree char *condition = condition_of(summary, s);
    g_autofree char *sql = g_strdup_printf(
        "SELECT couverture_%s, count(*), coalesce(sum(pop), 0), coalesce(sum(pop_%s), 0) "
        "FROM %s WHERE couverture_%s <> 'hors_territoire' AND %s GROUP BY 1",
        suffix, suffix, s->layer, suffix, condition);
    g_autoptr(store_query) query = NULL;
    state_figures figures = {0};
    MLG_TRY(store_query_new(summary->result.store, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        size_t i = 0;
        while (i < G_N_ELEMENTS(states) && strcmp(states[i], store_text(query, 0)) != 0)
            i++;
        if (i == G_N_ELEMENTS(states)) {
            figures.zones_not_told += store_double(query, 1);
            figures.people_not_told += store_double(query, 2);
            continue;
        }
        figures.zones[i] = store_double(query, 1);
        figures.people[i] = store_double(query, 2);
        figures.covered += store_double(query, 3);
    }
    *ret = figures;
    return MLG_OK;
}

static void put_states(report_summary *summary, const char *indicator, const char *type,
                       const double values[3], double not_told)
{
    static const char *const labels[] = {
        N_("covered wholly"),
        N_("covered in part"),
        N_("not covered"),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        report_put_ratio(summary, &(report_ratio){
                                      .indicator = indicator,
                                      .type = type,
                                      .value = states[i],
                                      .label = D_(labels[i]),
                                      .numerator = values[i],
                                      .denominator = values[0] + values[1] + values[2],
                                      .not_told = not_told,
                                  });
}

static void put_people(report_summary *summary, const subject *s, const char *type,
                       const state_figures *f)
{
    put_states(summary, s->people, type, f->people, f->people_not_told);
    report_put_ratio(summary, &(report_ratio){
                                  .indicator = s->people,
                                  .type = type,
                                  .value = "habitants_couverts",
                                  .label = D_("inhabitants covered"),
                                  .numerator = f->covered,
                                  .denominator = f->people[0] + f->people[1] + f->people[2],
                                  .not_told = f->people_not_told,
                              });
}

static void put_sentence(report_summary *summary, const subject *s, const char *type,
                         const state_figures *f)
{
    double all = f->zones[0] + f->zones[1] + f->zones[2];
    double people = f->people[0] + f->people[1] + f->people[2];
    if (!s->sentence || all <= 0)
        return;
    g_autofree char *n = report_count(f->zones[0] + f->zones[1]);
    g_autofree char *of = report_count(all);
    g_autofree char *share = report_percent(f->covered / people);
    const char *sentence = Dngettext_(
        "%s QPV of %s is covered by a %s, wholly or in part: %s of the inhabitants of QPV.",
        "%s QPV of %s are covered by a %s, wholly or in part: %s of the inhabitants of QPV.",
        f->zones[0] + f->zones[1]);
    report_section_note(summary, g_strdup_printf(sentence, n, of, type, share));
}

static mlg_status summarise_subject(report_summary *summary, const subject *s, mlg_error *err)
{
    char **types = summary->result.types;
    size_t n_types = g_strv_length(types);
    g_autofree state_figures *figures = g_new0(state_figures, n_types + 1);
    for (size_t t = 0; t < n_types; t++)
        MLG_TRY(read_states(summary, s, t, &figures[t], err));
    report_begin_section(summary, s->zones, D_(s->zones_title));
    for (size_t t = 0; t < n_types; t++) {
        put_states(summary, s->zones, types[t], figures[t].zones, figures[t].zones_not_told);
        put_sentence(summary, s, types[t], &figures[t]);
    }
    if (s->people == NULL)
        return MLG_OK;
    report_begin_section(summary, s->people, D_(s->people_title));
    for (size_t t = 0; t < n_types; t++)
        put_people(summary, s, types[t], &figures[t]);
    return MLG_OK;
}

mlg_status report_summarise_coverage(report_summary *summary, mlg_error *err)
{
    MLG_TRY(report_need_layers(&summary->result,
                               (const char *const[]){"qpv", "commune", "epci", NULL}, err));
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
        MLG_TRY(summarise_subject(summary, &subjects[i], err));
    return MLG_OK;
}
