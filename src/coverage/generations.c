/*
 * generations.c - the QPV of two generations put together by the matches of their territory: what
 * became of each, and of its coverage by each type.
 */
#include "coverage/generations.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_change_names = {"conserve", "modifie", "nouveau",
                                         "supprime", "inconnu", NULL};
base_enum_names coverage_evolution_names = {"reste_couvert", "change",  "entre", "sort",
                                            "jamais",        "inconnu", NULL};

/* One of the two coverages. */
typedef struct side {
    const mlg_coverage *coverage;
    const coverage_level *qpvs;
    GArray *unmatched_undrawn; /* uint32_t: QPV without polygon that the matches do not tell of */
    bool *matched;             /* by QPV: some match tells of it, were it that it has none */
    bool *paired;              /* by QPV: some match gives it another */
    uint8_t *met;              /* by zone, for one type: what it goes with */
} side;

enum { MET_COVERED = 1, MET_UNKNOWN = 2 };

typedef struct pairing {
    mlg_generations *g;
    const mlg_territory *t;
    side run, other;
    GArray *passages;
} pairing;

void mlg_generations_free(mlg_generations *generations)
{
    if (generations == NULL)
        return;
    g_free(generations->passages);
    g_free(generations->evolutions);
    g_free(generations->figures);
    g_free(generations);
}

mlg_generation_counts mlg_generations_count(const mlg_generations *generations)
{
    return generations->counts;
}

mlg_generation_figures mlg_generations_get(const mlg_generations *generations, size_t type)
{
    if (type >= generations->coverage->n_types)
        return (mlg_generation_figures){0};
    return generations->figures[type];
}

static void init_side(side *s, const mlg_coverage *coverage)
{
    s->coverage = coverage;
    s->qpvs = &coverage->levels[MLG_QPV];
    s->unmatched_undrawn = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    s->matched = g_new0(bool, coverage->territory->n_qpvs + 1);
    s->paired = g_new0(bool, coverage->territory->n_qpvs + 1);
    s->met = g_new0(uint8_t, s->qpvs->n_zones + 1);
}

static void done_side(side *s)
{
    g_array_unref(s->unmatched_undrawn);
    g_free(s->matched);
    g_free(s->paired);
    g_free(s->met);
}

/* Zones are by code. */
static uint32_t find_zone(const side *s, mlg_code code)
{
    size_t low = 0, high = s->qpvs->n_zones;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(s->qpvs->zones[middle].code, code.s);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TERRITORY_NONE;
}

static void mark(side *s, mlg_code code, bool pair)
{
    uint32_t q = territory_find_qpv(s->coverage->territory, code);
    if (q == TERRITORY_NONE)
        return;
    s->matched[q] = true;
    s->paired[q] = s->paired[q] || pair;
}

static bool is_undrawn(const side *s, uint32_t q)
{
    return !(s->coverage->mesh->qpv_area_m2[q] > 0);
}

static void list_undrawn(side *s)
{
    for (uint32_t q = 0; q < s->coverage->territory->n_qpvs; q++)
        if (!s->matched[q] && is_undrawn(s, q))
            g_array_append_val(s->unmatched_undrawn, q);
}

static bool share_commune(const territory_qpv *a, const territory_qpv *b)
{
    for (uint32_t i = 0; i < a->n_list; i++)
        for (uint32_t k = 0; k < b->n_list; k++)
            if (base_code_equal(a->list[i], b->list[k]))
                return true;
    return false;
}

/* A QPV without match has no other, unless its polygon is missing, or that of one it may go with:
 * one of the same commune. */
static bool may_have_other(const side *s, const side *other, uint32_t q)
{
    if (is_undrawn(s, q))
        return true;
    const mlg_territory *there = other->coverage->territory;
    for (guint i = 0; i < other->unmatched_undrawn->len; i++) {
        uint32_t o = g_array_index(other->unmatched_undrawn, uint32_t, i);
        if (share_commune(&s->coverage->territory->qpvs[q], &there->qpvs[o]))
            return true;
    }
    return false;
}

static void add_pairs(pairing *p)
{
    for (size_t i = 0; i < p->t->n_matches; i++) {
        const territory_match *m = &p->t->matches[i];
        bool pair = !base_code_is_empty(m->qpv) && !base_code_is_empty(m->other);
        mark(&p->run, m->qpv, pair);
        mark(&p->other, m->other, pair);
        if (!pair)
            continue;
        coverage_passage passage = {.qpv = m->qpv,
                                    .other = m->other,
                                    .zone = find_zone(&p->run, m->qpv),
                                    .other_zone = find_zone(&p->other, m->other),
                                    .change = territory_match_is_kept(m) ? COVERAGE_CONSERVE
                                                                         : COVERAGE_MODIFIE,
                                    .part = m->part,
                                    .part_other = m->part_other,
                                    .listed = m->listed};
        if (passage.zone != TERRITORY_NONE || passage.other_zone != TERRITORY_NONE)
            g_array_append_val(p->passages, passage);
    }
}

static void add_singles(pairing *p, const side *s, const side *other)
{
    bool is_run = s == &p->run;
    for (uint32_t z = 0; z < s->qpvs->n_zones; z++) {
        uint32_t q = s->qpvs->zones[z].unit;
        const territory_qpv *qpv = &s->coverage->territory->qpvs[q];
        if (s->paired[q])
            continue;
        bool newer = qpv->generation == 2024;
        /* the list has a row for each QPV of 2024; one of 2015 that it does not name has none */
        bool listed = newer ? s->matched[q] : p->t->has_match_list;
        coverage_change change = newer ? COVERAGE_NOUVEAU : COVERAGE_SUPPRIME;
        if (!listed && may_have_other(s, other, q))
            change = COVERAGE_CHANGE_NON_CONNU;
        coverage_passage passage = {.qpv = is_run ? qpv->code : base_code(""),
                                    .other = is_run ? base_code("") : qpv->code,
                                    .zone = is_run ? z : TERRITORY_NONE,
                                    .other_zone = is_run ? TERRITORY_NONE : z,
                                    .change = change,
                                    .part = (double)NAN,
                                    .part_other = (double)NAN,
                                    .listed = listed};
        g_array_append_val(p->passages, passage);
    }
}

static gint compare_passages(gconstpointer a, gconstpointer b)
{
    const coverage_passage *x = a, *y = b;
    territory_match left = {.qpv = x->qpv, .other = x->other};
    territory_match right = {.qpv = y->qpv, .other = y->other};
    return territory_compare_matches(&left, &right);
}

static bool is_pair(const coverage_passage *passage)
{
    return !base_code_is_empty(passage->qpv) && !base_code_is_empty(passage->other);
}

static mlg_coverage_state state_of(const side *s, uint32_t zone, size_t type)
{
    if (zone == TERRITORY_NONE)
        return MLG_INCONNU;
    return s->qpvs->cells[zone * s->coverage->n_types + type].state;
}

static bool is_covered(mlg_coverage_state state)
{
    return state == MLG_TOTAL || state == MLG_PARTIEL;
}

static bool is_told(mlg_coverage_state state)
{
    return is_covered(state) || state == MLG_AUCUN;
}

static coverage_evolution evolve(mlg_coverage_state before, mlg_coverage_state since)
{
    if (!is_told(before) || !is_told(since))
        return COVERAGE_EVOLUTION_NON_CONNUE;
    if (is_covered(before) && is_covered(since))
        return before == since ? COVERAGE_RESTE_COUVERT : COVERAGE_COUVERT_AUTREMENT;
    if (is_covered(since))
        return COVERAGE_ENTRE;
    return is_covered(before) ? COVERAGE_SORT : COVERAGE_JAMAIS;
}

/* Of a QPV without other, ground that was (or is) in none was not covered as a QPV. */
static coverage_evolution evolution_of(const pairing *p, const coverage_passage *passage,
                                       size_t type)
{
    mlg_coverage_state run = state_of(&p->run, passage->zone, type);
    mlg_coverage_state other = state_of(&p->other, passage->other_zone, type);
    if (passage->change == COVERAGE_CHANGE_NON_CONNU)
        return COVERAGE_EVOLUTION_NON_CONNUE;
    if (base_code_is_empty(passage->qpv))
        run = MLG_AUCUN;
    if (base_code_is_empty(passage->other))
        other = MLG_AUCUN;
    bool run_is_newer = base_code_qpv_generation(passage->qpv) == 2024 ||
                        base_code_qpv_generation(passage->other) == 2015;
    return run_is_newer ? evolve(other, run) : evolve(run, other);
}

static void meet(side *s, uint32_t zone, mlg_coverage_state other)
{
    if (zone != TERRITORY_NONE)
        s->met[zone] |= is_covered(other) ? MET_COVERED : is_told(other) ? 0 : MET_UNKNOWN;
}

static void count_side(const side *s, size_t type, mlg_generation_figures *figures)
{
    for (uint32_t z = 0; z < s->qpvs->n_zones; z++) {
        mlg_coverage_state state = state_of(s, z, type);
        bool newer = s->coverage->territory->qpvs[s->qpvs->zones[z].unit].generation == 2024;
        if (!is_told(state))
            continue;
        *(newer ? &figures->n_newer : &figures->n_older) += 1;
        if (!is_covered(state))
            continue;
        *(newer ? &figures->newer_covered : &figures->older_covered) += 1;
        if ((s->met[z] & MET_COVERED) != 0)
            figures->stay += newer;
        else if ((s->met[z] & MET_UNKNOWN) != 0)
            figures->unknown++;
        else
            *(newer ? &figures->enter : &figures->leave) += 1;
    }
}

static void compute_type(pairing *p, size_t type)
{
    mlg_generations *g = p->g;
    memset(p->run.met, 0, p->run.qpvs->n_zones);
    memset(p->other.met, 0, p->other.qpvs->n_zones);
    for (size_t i = 0; i < g->n_passages; i++) {
        const coverage_passage *passage = &g->passages[i];
        g->evolutions[i * g->coverage->n_types + type] = evolution_of(p, passage, type);
        if (!is_pair(passage) && passage->change != COVERAGE_CHANGE_NON_CONNU)
            continue;
        meet(&p->run, passage->zone, state_of(&p->other, passage->other_zone, type));
        meet(&p->other, passage->other_zone, state_of(&p->run, passage->zone, type));
    }
    count_side(&p->run, type, &g->figures[type]);
    count_side(&p->other, type, &g->figures[type]);
}

/* QPV of 2024 by what became of them, and those of 2015 that are gone; of the loaded territory. */
static void count_changes(pairing *p)
{
    size_t n[COVERAGE_CHANGE_NON_CONNU + 1] = {0};
    memset(p->run.met, 0, p->run.qpvs->n_zones);
    memset(p->other.met, 0, p->other.qpvs->n_zones);
    for (size_t i = 0; i < p->g->n_passages; i++) {
        const coverage_passage *passage = &p->g->passages[i];
        bool of_run = is_pair(passage) ? base_code_qpv_generation(passage->qpv) == 2024
                                       : !base_code_is_empty(passage->qpv);
        side *s = of_run ? &p->run : &p->other;
        uint32_t zone = of_run ? passage->zone : passage->other_zone;
        if (zone == TERRITORY_NONE || s->coverage->mesh->qpv_outside[s->qpvs->zones[zone].unit])
            continue;
        uint8_t change = (uint8_t)(passage->change + 1); /* kept once is kept */
        s->met[zone] = s->met[zone] == 0 ? change : MIN(s->met[zone], change);
    }
    const side *const sides[] = {&p->run, &p->other};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        for (size_t z = 0; z < sides[i]->qpvs->n_zones; z++)
            if (sides[i]->met[z] > 0)
                n[sides[i]->met[z] - 1]++;
    p->g->counts = (mlg_generation_counts){.kept = n[COVERAGE_CONSERVE],
                                           .changed = n[COVERAGE_MODIFIE],
                                           .added = n[COVERAGE_NOUVEAU],
                                           .gone = n[COVERAGE_SUPPRIME],
                                           .unknown = n[COVERAGE_CHANGE_NON_CONNU]};
}

static void compute(pairing *p)
{
    mlg_generations *g = p->g;
    add_pairs(p);
    list_undrawn(&p->run);
    list_undrawn(&p->other);
    add_singles(p, &p->run, &p->other);
    add_singles(p, &p->other, &p->run);
    g_array_sort(p->passages, compare_passages);
    g->n_passages = p->passages->len;
    g->passages = (coverage_passage *)(void *)g_array_free(p->passages, FALSE);
    g->evolutions = g_new0(coverage_evolution, g->n_passages * g->coverage->n_types + 1);
    g->figures = g_new0(mlg_generation_figures, g->coverage->n_types + 1);
    for (size_t type = 0; type < g->coverage->n_types; type++)
        compute_type(p, type);
    count_changes(p);
}

mlg_status mlg_compare_generations(const mlg_coverage *coverage, const mlg_coverage *compared,
                                   mlg_generations **ret, mlg_error *err)
{
    if (compared->territory != coverage->territory->compared ||
        compared->inventory != coverage->inventory->compared ||
        compared->n_types != coverage->n_types || compared->date != coverage->date)
        return mlg_fail(err, MLG_E_ARG, "%s",
                        _("the two coverages are not of one run of both generations"));
    mlg_generations *g = g_new0(mlg_generations, 1);
    g->coverage = coverage;
    g->compared = compared;
    pairing p = {.g = g,
                 .t = coverage->territory,
                 .passages = g_array_new(FALSE, FALSE, sizeof(coverage_passage))};
    init_side(&p.run, coverage);
    init_side(&p.other, compared);
    compute(&p);
    done_side(&p.run);
    done_side(&p.other);
    *ret = g;
    return MLG_OK;
}
