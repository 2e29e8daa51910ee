/*
 * compare_why.c - how a QPV moved between two results, and why: the contracts that came, went on or
 * ended, by how much of the QPV each brings or takes; then its limits, the survey, the census.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

#define SAME_LIMITS_SHARE 0.001 /* of its area: less is how the layer was drawn */
#define HALF_A_PERSON     0.5

compare_move report_compare_move(const compare_cell *cell)
{
    bool before = report_is_covered(cell->state[0]), after = report_is_covered(cell->state[1]);
    if (before != after)
        return after ? COMPARE_ENTRY : COMPARE_EXIT;
    if (cell->state[0] != cell->state[1] ||
        (before && fabs(cell->share[1] - cell->share[0]) > REPORT_POINT))
        return COMPARE_CHANGE;
    return before ? COMPARE_KEPT : COMPARE_NONE;
}

bool report_compare_redrawn(const compare_qpv *qpv)
{
    double before = qpv->area_ha[0], after = qpv->area_ha[1];
    if (isnan(before) || isnan(after))
        return isnan(before) != isnan(after);
    return fabs(after - before) > SAME_LIMITS_SHARE * fmax(before, after);
}

/* One reason for one QPV. */
typedef struct cause {
    compare_reason reason;
    double weight;  /* share of the QPV that it brings or takes */
    const char *id; /* of a contract, or NULL */
    char *words;
} cause;

static void clear_cause(gpointer data)
{
    g_free(((cause *)data)->words);
}

/* Takes the words. */
static void add_cause(GArray *causes, compare_reason reason, double weight, const char *id,
                      char *words)
{
    const cause c = {reason, weight, id, words};
    g_array_append_val(causes, c);
}

/* A line of contracts in a QPV: what it holds on either side, and by which of its contracts. */
typedef struct line {
    size_t root;
    double share[2];
    const compare_contract *contract[2];
} line;

static line *line_of(GArray *lines, size_t root)
{
    for (guint i = 0; i < lines->len; i++)
        if (g_array_index(lines, line, i).root == root)
            return &g_array_index(lines, line, i);
    const line fresh = {.root = root};
    g_array_append_val(lines, fresh);
    return &g_array_index(lines, line, lines->len - 1);
}

static GArray *find_lines(const report_compare *compare, const compare_qpv *qpv, size_t type)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(line));
    const char *name = g_ptr_array_index(compare->types, type);
    for (guint p = 0; p < qpv->pairs->len; p++) {
        const compare_pair *pair = &g_array_index(qpv->pairs, compare_pair, p);
        const compare_contract *c = report_compare_contract(compare, pair->contract);
        if (g_strcmp0(c->type, name) != 0)
            continue;
        line *l = line_of(lines, c->root);
        for (int side = 0; side < 2; side++) {
            if (!c->in_force[side] || !(pair->share[side] > 0))
                continue;
            l->share[side] = fmin(1, l->share[side] + pair->share[side]);
            /* of two at once, the one that goes on, else the later one */
            if (l->contract[side] == NULL || l->contract[side]->in_force[1 - side] == false)
                l->contract[side] = c;
        }
    }
    for (guint i = 0; i < lines->len; i++) { /* elsewhere in force: not an entry, not an end */
        line *l = &g_array_index(lines, line, i);
        for (int side = 0; side < 2; side++)
            if (l->contract[side] == NULL && l->contract[1 - side] != NULL)
                l->contract[side] = report_compare_line(compare, l->contract[1 - side], side);
    }
    return lines;
}

bool report_compare_renewed(const report_compare *compare, const compare_qpv *qpv, size_t type)
{
    g_autoptr(GArray) lines = find_lines(compare, qpv, type);
    for (guint i = 0; i < lines->len; i++) {
        const line *l = &g_array_index(lines, line, i);
        if (l->share[0] > 0 && l->share[1] > 0 && l->contract[0] != l->contract[1])
            return true;
    }
    return false;
}

/* --- causes --- */

static void add_limits(const compare_qpv *qpv, double weight, GArray *causes)
{
    g_autofree char *percent = report_percent(qpv->area_ha[1] / qpv->area_ha[0]);
    for (guint i = 0; i < causes->len; i++)
        if (g_array_index(causes, cause, i).reason == COMPARE_REDRAWN)
            return;
    add_cause(causes, COMPARE_REDRAWN, weight, NULL,
              g_strdup_printf(D_("limits of the QPV: %s of its former area"), percent));
}

static const char *or_unknown(const char *year)
{
    return *year != '\0' ? year : "?";
}

static void add_extent(const report_compare *compare, const compare_qpv *qpv, const line *l,
                       GArray *causes)
{
    double weight = fabs(l->share[1] - l->share[0]);
    const compare_contract *c = l->contract[1];
    bool same = l->contract[0] == c;
    if (report_compare_redrawn(qpv) && !c->moved) {
        add_limits(qpv, weight, causes);
        return;
    }
    if (same && c->renamed && !c->moved) {
        add_cause(causes, COMPARE_COG, weight, c->id,
                  g_strdup_printf(D_("codes of communes of %s, then of %s"),
                                  or_unknown(compare->years[0]), or_unknown(compare->years[1])));
        return;
    }
    g_autofree char *before = report_percent(l->share[0]);
    g_autofree char *after = report_percent(l->share[1]);
    add_cause(causes, COMPARE_PERIMETER, weight, c->id,
              g_strdup_printf(D_("%s of the QPV, then %s"), before, after));
}

static void add_line(const report_compare *compare, const compare_qpv *qpv, const line *l,
                     double least, GArray *causes)
{
    const compare_contract *before = l->contract[0], *after = l->contract[1];
    double weight = fabs(l->share[1] - l->share[0]);
    if (before == NULL) {
        add_cause(causes, COMPARE_NEW, weight, after->id, report_compare_beginning(after));
        return;
    }
    if (after == NULL) {
        add_cause(causes, COMPARE_ENDED, weight, before->id,
                  report_compare_ending(compare, before));
        return;
    }
    if (before != after) {
        bool back = g_strcmp0(before->succeeds, after->id) == 0; /* the first result is the later */
        add_cause(causes, COMPARE_RENEWED, weight, after->id,
                  back ? g_strdup_printf(D_("goes before %s"), before->id)
                       : g_strdup_printf(D_("follows %s"), before->id));
    }
    if (weight > least)
        add_extent(compare, qpv, l, causes);
}

static bool is_untold(mlg_coverage_state state)
{
    return state == MLG_INCONNU || state == MLG_NON_RECENSE;
}

static void add_survey(const compare_cell *cell, GArray *causes)
{
    if (cell->state[0] != cell->state[1] &&
        (is_untold(cell->state[0]) || is_untold(cell->state[1])))
        add_cause(causes, COMPARE_SURVEY, 0, NULL,
                  g_strdup_printf(D_("%s, then %s"), report_state_label(cell->state[0]),
                                  report_state_label(cell->state[1])));
}

/* People of one territory; those of redrawn limits are other people. */
static void add_census(const report_compare *compare, const compare_qpv *qpv, GArray *causes)
{
    char *const *census = compare->census;
    if (report_compare_redrawn(qpv) || !(fabs(qpv->pop[1] - qpv->pop[0]) > HALF_A_PERSON))
        return;
    char *words = strcmp(census[0], census[1]) != 0
                      ? g_strdup_printf(D_("populations of %s, then of %s"), or_unknown(census[0]),
                                        or_unknown(census[1]))
                      : g_strdup(D_("another population of the QPV"));
    add_cause(causes, COMPARE_CENSUS, -1, NULL, words);
}

static gint by_weight(gconstpointer a, gconstpointer b)
{
    const cause *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->reason != y->reason)
        return x->reason < y->reason ? -1 : 1;
    return g_strcmp0(x->id, y->id);
}

static GArray *find_causes(const report_compare *compare, const compare_qpv *qpv, size_t type)
{
    GArray *causes = g_array_new(FALSE, FALSE, sizeof(cause));
    g_array_set_clear_func(causes, clear_cause);
    g_autoptr(GArray) lines = find_lines(compare, qpv, type);
    const double least[] = {REPORT_POINT, 0}; /* a share that crosses a threshold may move less */
    for (size_t pass = 0; pass < G_N_ELEMENTS(least) && causes->len == 0; pass++)
        for (guint i = 0; i < lines->len; i++)
            add_line(compare, qpv, &g_array_index(lines, line, i), least[pass], causes);
    if (report_compare_redrawn(qpv) && lines->len > 0)
        add_limits(qpv, 0, causes);
    add_survey(&qpv->cells[type], causes);
    if (causes->len == 0)
        add_cause(causes, COMPARE_UNKNOWN, 0, NULL,
                  g_strdup(D_("no contract and no limit explains it")));
    add_census(compare, qpv, causes);
    g_array_sort(causes, by_weight);
    return causes;
}

static const struct {
    const char *code, *label;
} reasons[] = {
    [COMPARE_NEW] = {"nouveau_contrat", N_("new")},
    [COMPARE_RENEWED] = {"renouvellement", N_("renewal")},
    [COMPARE_ENDED] = {"fin", N_("end")},
    [COMPARE_PERIMETER] = {"perimetre", N_("perimeter")},
    [COMPARE_COG] = {"cog", N_("COG")},
    [COMPARE_REDRAWN] = {"redecoupage", N_("limits of the QPV")},
    [COMPARE_SURVEY] = {"recensement", N_("survey")},
    [COMPARE_CENSUS] = {"population", N_("population")},
    [COMPARE_UNKNOWN] = {"indetermine", N_("not determined")},
};

static void append_item(GString *list, const char *separator, const char *item)
{
    g_string_append_printf(list, "%s%s", list->len > 0 ? separator : "", item);
}

/* "end: CLS-1, CLS-3" */
static void append_reason(const GArray *causes, compare_reason reason, GString *labels)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < causes->len; i++) {
        const cause *c = &g_array_index(causes, cause, i);
        if (c->reason == reason && c->id != NULL)
            append_item(ids, ", ", c->id);
    }
    const char *label = D_(reasons[reason].label);
    g_autofree char *text =
        ids->len > 0 ? g_strdup_printf(D_("%s: %s"), label, ids->str) : g_strdup(label);
    append_item(labels, D_("; "), text);
}

compare_why report_compare_why(const report_compare *compare, const compare_qpv *qpv, size_t type)
{
    GString *codes = g_string_new(NULL), *labels = g_string_new(NULL);
    GString *sentences = g_string_new(NULL);
    g_autoptr(GArray) causes = find_causes(compare, qpv, type);
    bool told[COMPARE_N_REASONS] = {false};
    for (guint i = 0; i < causes->len; i++) {
        const cause *c = &g_array_index(causes, cause, i);
        g_autofree char *sentence =
            c->id != NULL ? g_strdup_printf(D_("%s: %s"), c->id, c->words) : g_strdup(c->words);
        append_item(sentences, D_("; "), sentence);
        if (told[c->reason])
            continue;
        append_item(codes, ",", reasons[c->reason].code);
        append_reason(causes, c->reason, labels);
        told[c->reason] = true;
    }
    return (compare_why){g_string_free(codes, FALSE), g_string_free(labels, FALSE),
                         g_string_free(sentences, FALSE)};
}

void report_compare_why_done(compare_why *why)
{
    g_clear_pointer(&why->codes, g_free);
    g_clear_pointer(&why->labels, g_free);
    g_clear_pointer(&why->sentences, g_free);
}
