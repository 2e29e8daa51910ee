/*
 * compare_balance.c - from what is covered in the first result to what is in the second, by type:
 * each step with its QPV and its people, and what no step explains, which is nothing.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>

typedef enum step {
    BEFORE,
    ENTRIES,
    EXITS,
    EXTENT,     /* other shares of a QPV covered in both */
    REDRAWN,    /* other limits of it */
    POPULATION, /* other people in it */
    AFTER,
    RESIDUAL,
    N_STEPS
} step;

/* One type: what each step adds to the QPV covered and to their people, and how many it is about.
 */
typedef struct balance {
    double n[N_STEPS], people[N_STEPS], n_about[N_STEPS];
    size_t n_kept, n_renewed, n_none, n_not_told, n_outside;
} balance;

#define ONE_PERSON_OF_ROUNDING 0.5

static void add_step(balance *b, step s, double people)
{
    b->people[s] += people;
    b->n_about[s] += fabs(people) > ONE_PERSON_OF_ROUNDING ? 1 : 0;
}

/* Covered or not in both. The shares are weighed with the people of the second result, what is left
 * of the difference is its people; where these are not known, nothing tells the two apart. */
static void add_constant(const compare_qpv *qpv, const compare_cell *cell, balance *b)
{
    double difference = cell->people[1] - cell->people[0];
    bool known = qpv->pop[0] > 0 && qpv->pop[1] > 0;
    double population =
        known ? cell->people[0] / qpv->pop[0] * (qpv->pop[1] - qpv->pop[0]) : difference;
    if (report_compare_redrawn(qpv)) {
        add_step(b, REDRAWN, difference);
        return;
    }
    add_step(b, POPULATION, population);
    add_step(b, EXTENT, difference - population);
}

static void add_qpv(const report_compare *compare, const compare_qpv *qpv, size_t type, balance *b)
{
    const compare_cell *cell = &qpv->cells[type];
    compare_move move = report_compare_move(cell);
    const step ends[] = {BEFORE, AFTER};
    for (int side = 0; side < 2; side++) {
        b->n[ends[side]] += report_is_covered(cell->state[side]) ? 1 : 0;
        b->people[ends[side]] += cell->people[side];
    }
    if (move == COMPARE_ENTRY || move == COMPARE_EXIT) {
        step s = move == COMPARE_ENTRY ? ENTRIES : EXITS;
        b->n[s] += move == COMPARE_ENTRY ? 1 : -1;
        b->people[s] += cell->people[1] - cell->people[0];
        b->n_about[s]++;
        return;
    }
    add_constant(qpv, cell, b);
    bool told = report_is_told(cell->state[0]) && report_is_told(cell->state[1]);
    b->n_kept += move == COMPARE_KEPT ? 1 : 0;
    b->n_renewed += move == COMPARE_KEPT && report_compare_renewed(compare, qpv, type) ? 1 : 0;
    b->n_none += move == COMPARE_NONE && told ? 1 : 0;
    if (cell->state[0] == MLG_HORS_TERRITOIRE) /* in both, else they were not comparable */
        b->n_outside++;
    else
        b->n_not_told += told ? 0 : 1;
}

static balance make_balance(const report_compare *compare, size_t type)
{
    balance b = {0};
    for (guint q = 0; q < compare->qpvs->len; q++)
        add_qpv(compare, g_ptr_array_index(compare->qpvs, q), type, &b);
    b.n[RESIDUAL] = b.n[AFTER] - b.n[BEFORE];
    b.people[RESIDUAL] = b.people[AFTER] - b.people[BEFORE];
    for (int s = ENTRIES; s < AFTER; s++) {
        b.n[RESIDUAL] -= b.n[s];
        b.people[RESIDUAL] -= b.people[s];
    }
    return b;
}

/* Steps of sums: "31/12/2019", "entries"... g_free(). */
static char *step_label(const report_compare *compare, step s)
{
    static const char *const labels[] = {
        [ENTRIES] = N_("+ entries"),
        [EXITS] = N_("− exits"),
        [EXTENT] = N_("± other share covered"),
        [REDRAWN] = N_("± other limits of QPV"),
        [POPULATION] = N_("± other population"),
        [RESIDUAL] = N_("not explained"),
    };
    if (s != BEFORE && s != AFTER)
        return g_strdup(D_(labels[s]));
    g_autofree char *day = report_day(compare->sides[s == AFTER ? 1 : 0].date);
    return g_strdup_printf(D_("on %s"), day);
}

static void put_balance(const report_compare *compare, const char *type, const balance *b,
                        report_table *table)
{
    static const char *const codes[] = {"resultat_1",  "entrees",    "sorties",    "etendue",
                                        "redecoupage", "population", "resultat_2", "ecart"};
    for (step s = BEFORE; s < N_STEPS; s++) {
        g_autofree char *label = step_label(compare, s);
        bool about = s > BEFORE && s < AFTER;
        report_put_text(table, type);
        report_put_coded(table, codes[s], label);
        report_put_number(table, b->n[s]);
        report_put_number(table, b->people[s]);
        report_put_number(table, about ? b->n_about[s] : (double)NAN);
    }
}

static void note_kept(const char *type, const balance *b, report_table *table)
{
    g_autofree char *kept = report_count((double)b->n_kept);
    g_autofree char *renewed = report_count((double)b->n_renewed);
    g_autofree char *none = report_count((double)b->n_none);
    g_autofree char *not_told = report_count((double)b->n_not_told);
    report_note(table, g_strdup_printf(D_("%s: QPV covered as much in both: %s, of which %s by a "
                                          "contract that follows another; covered in neither: "
                                          "%s; not told in one of them: %s."),
                                       type, kept, renewed, none, not_told));
}

static void note_outside(const balance *b, report_table *table)
{
    g_autofree char *n = report_count((double)b->n_outside);
    if (b->n_outside > 0)
        report_note(table, g_strdup_printf(D_("QPV in no loaded commune, in none of these "
                                              "figures: %s."),
                                           n));
}

report_table *report_compare_balance(const report_compare *compare)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},
        {"poste", D_("Step"), REPORT_NAME, 0},
        {"nb_qpv", D_("QPV covered"), REPORT_COUNT, 0},
        {"pop", D_("Inhabitants"), REPORT_COUNT, 0},
        {"nb_concernes", D_("QPV concerned"), REPORT_COUNT, 0},
    };
    report_table *table = report_table_new("bilan", D_("From the first result to the second"),
                                           columns, G_N_ELEMENTS(columns));
    balance b = {0};
    for (guint t = 0; t < compare->types->len; t++) {
        const char *type = g_ptr_array_index(compare->types, t);
        b = make_balance(compare, t);
        put_balance(compare, type, &b, table);
        note_kept(type, &b, table);
    }
    note_outside(&b, table); /* outside for one type is outside for all */
    return table;
}
