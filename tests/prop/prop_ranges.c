/*
 * prop_ranges.c - ranges of people in random worlds with random cells, beside an oracle that places
 * everybody. MLG_SEED=17 replays the world 17; MLG_WORLDS=1000 draws more of them.
 */
#include "prop/prop.h"
#include "prop/random_world.h"
#include "prop/range_oracle.h"

#include "coverage/work.h"
#include "mesh/work.h"

#include <stdlib.h>

enum { WORLDS = 150, SETS = 6, PLACINGS = 10 };

static bool chance(GRand *rand, double probability)
{
    return g_rand_double(rand) < probability;
}

/* --- cells --------------------------------------------------------------------------------- */

/* Whole cells of the face, and its parts of some that others may have parts of. */
static void draw_face(GRand *rand, mesh_face *face, guint32 n_cells, GArray *pieces)
{
    face->weight = chance(rand, 0.5) ? 0 : g_rand_double_range(rand, 0, 50);
    for (guint32 k = 0; k < n_cells; k++) {
        mesh_piece piece = {k, g_rand_double_range(rand, 0.1, 30)};
        if (!chance(rand, 2.0 / n_cells))
            continue;
        face->weight += piece.people;
        g_array_append_val(pieces, piece);
    }
}

/* Cells anywhere, in most communes: what the mesh keeps of them needs no polygons. */
static void draw_cells(GRand *rand, mlg_mesh *mesh)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(mesh_piece));
    guint32 n_cells = 1 + (guint32)mesh->n_faces / 3;
    uint32_t commune = TERRITORY_NONE;
    bool covered = false, inhabited = false;
    mesh->first_piece = g_new0(size_t, mesh->n_faces + 1);
    for (size_t f = 0; f < mesh->n_faces; f++) {
        mesh_face *face = &mesh->faces[f];
        if (f == 0 || face->commune != commune) {
            covered = chance(rand, 0.85);
            inhabited = chance(rand, 0.9);
        }
        commune = face->commune;
        face->weight = covered && commune != TERRITORY_NONE ? 0 : (double)NAN;
        if (covered && inhabited && commune != TERRITORY_NONE && chance(rand, 0.9))
            draw_face(rand, face, n_cells, pieces);
        mesh->first_piece[f + 1] = pieces->len;
    }
    mesh->pieces = (mesh_piece *)(void *)g_array_free(pieces, FALSE);
}

static base_bitset *draw_set(GRand *rand, const mlg_mesh *mesh)
{
    base_bitset *set = base_bitset_new(mesh->n_faces);
    double share = g_rand_double(rand), whole = g_rand_double(rand);
    uint32_t commune = TERRITORY_NONE;
    bool all = false, none = false;
    for (size_t f = 0; f < mesh->n_faces; f++) {
        if (mesh->faces[f].commune != commune) {
            all = chance(rand, whole / 2);
            none = chance(rand, whole / 2);
        }
        commune = mesh->faces[f].commune;
        if (all || (!none && chance(rand, share)))
            base_bitset_set(set, f);
    }
    return set;
}

/* --- checks -------------------------------------------------------------------------------- */

/* True when QPV may leave less than nothing for the rest of a commune. */
static bool is_doubtful(range_oracle *o, const uint32_t *communes, size_t n)
{
    bool doubtful = false;
    for (size_t i = 0; i < n; i++) {
        range_place_in(o, communes[i]);
        doubtful = doubtful || !range_is_possible(o);
        range_place_back(o);
    }
    return doubtful;
}

static bool touches(const coverage_work *w, const base_bitset *set, uint32_t commune)
{
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        if (w->mesh->faces[f].commune == commune && coverage_is_retained(&w->mesh->faces[f]))
            return true;
    }
    return false;
}

static void check_communes(prop *p, GRand *rand, const coverage_work *w, range_oracle *o,
                           const base_bitset *set, const uint32_t *communes, size_t n)
{
    double cap = 0, tolerance = 1e-9;
    for (size_t i = 0; i < n; i++) {
        double people = w->t->communes[communes[i]].population;
        cap += !touches(w, set, communes[i]) ? 0 : isnan(people) ? HUGE_VAL : people;
    }
    coverage_people found = coverage_count_people(w, set, NULL, NULL, communes, n);
    double value = range_count(o, set, communes, n);
    tolerance *= 1 + (isnan(value) ? 0 : value);
    prop_check(p, prop_near(found.value, value, tolerance), "%.12g people, not %.12g", found.value,
               value);
    if (isnan(value))
        return;
    bool doubtful = is_doubtful(o, communes, n);
    range_place_extreme(o, set, communes, n, true);
    double most = fmin(cap, range_count(o, set, communes, n));
    prop_check(p, found.max <= most + tolerance && found.max >= found.value,
               "at most %.12g, not %.12g", found.max, most);
    prop_check(p, found.max >= most - tolerance, "at most %.12g, less than %.12g", found.max, most);
    range_place_extreme(o, set, communes, n, false);
    double least = range_count(o, set, communes, n);
    prop_check(p, found.min >= 0 && found.min <= found.value, "at least %.12g of %.12g", found.min,
               found.value);
    prop_check(p, doubtful || prop_near(found.min, fmax(0, least), tolerance),
               "at least %.12g, not %.12g", found.min, least);
    for (int i = 0; i < PLACINGS; i++) {
        range_place_at_random(o, rand);
        double people = range_count(o, set, communes, n);
        prop_check(p,
                   !range_is_possible(o) ||
                       (people >= found.min - tolerance && people <= found.max + tolerance),
                   "%.12g may live there, not %.12g to %.12g", people, found.min, found.max);
    }
    range_place_back(o);
}

static void check_qpv(prop *p, const coverage_work *w, const range_oracle *o,
                      const base_bitset *set, uint32_t q)
{
    coverage_cell cell = {.state = MLG_AUCUN};
    double least, most, whole = w->mesh->qpv_population[q];
    size_t n, n_kept = 0;
    const uint32_t *faces = mesh_list(&w->mesh->own_qpv, q, &n);
    for (size_t i = 0; i < n; i++)
        n_kept += coverage_is_retained(&w->mesh->faces[faces[i]]);
    if (n_kept == 0 || isnan(whole)) /* claimed by others: told by area */
        return;
    (void)coverage_judge_qpv(w, q, 0, &cell);
    range_of_qpv(o, q, set, &least, &most);
    double tolerance = 1e-9 * (1 + whole);
    prop_check(p, prop_near(cell.pop_min, least, tolerance), "%s: at least %.12g, not %.12g",
               w->t->qpvs[q].code.s, cell.pop_min, least);
    prop_check(p, prop_near(cell.pop_max, most, tolerance), "%s: at most %.12g, not %.12g",
               w->t->qpvs[q].code.s, cell.pop_max, most);
    prop_check(p, cell.pop_min <= cell.pop && cell.pop <= cell.pop_max && cell.pop_min >= 0,
               "%s: %.12g between %.12g and %.12g", w->t->qpvs[q].code.s, cell.pop, cell.pop_min,
               cell.pop_max);
}

static void check_set(prop *p, GRand *rand, coverage_work *w, range_oracle *o,
                      const base_bitset *set)
{
    coverage_union *u = &w->unions[0];
    base_bitset_copy(u->net, set);
    base_bitset_copy(u->brute, set);
    base_bitset_copy(u->upper, set);
    for (uint32_t q = 0; q < w->t->n_qpvs; q++)
        check_qpv(p, w, o, set, q);
    for (uint32_t c = 0; c < w->t->n_communes; c++)
        check_communes(p, rand, w, o, set, &c, 1);
    for (size_t i = 0; i < w->t->n_epcis; i++)
        check_communes(p, rand, w, o, set, w->t->epcis[i].communes, w->t->epcis[i].n_communes);
    for (size_t i = 0; i < w->t->n_regions; i++)
        check_communes(p, rand, w, o, set, w->t->regions[i].communes, w->t->regions[i].n_communes);
}

static void check_world(prop *p, GRand *rand, world *made)
{
    coverage_work w;
    mlg_coverage *cov = coverage_of(made->t, made->inv, made->mesh, &made->options);
    mlg_status status = coverage_begin(&w, cov, &made->options, &made->monitor, &made->err);
    range_oracle *o = range_oracle_new(made->mesh);
    for (int i = 0; status == MLG_OK && w.n_types > 0 && i < SETS; i++) {
        g_autoptr(base_bitset) set = draw_set(rand, made->mesh);
        check_set(p, rand, &w, o, set);
    }
    range_oracle_free(o);
    coverage_end(&w);
    mlg_coverage_free(cov);
}

static void try_world(prop *p, guint32 seed)
{
    p->seed = seed;
    p->n_told = 0;
    GRand *rand = g_rand_new_with_seed(seed);
    random_recipe *recipe = random_recipe_new(seed);
    world *made = random_world_build(recipe, &(random_way){.n_threads = 1});
    check_world(p, rand, made); /* without cells */
    draw_cells(rand, made->mesh);
    mesh_step_population(&(mesh_work){.mesh = made->mesh, .t = made->t, .monitor = &made->monitor});
    check_world(p, rand, made);
    void *done = made;
    (void)world_teardown(&done);
    random_recipe_free(recipe);
    g_rand_free(rand);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
    const char *text = getenv(variable);
    return text != NULL ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

int main(void)
{
    prop p = {0};
    guint32 first = number_in("MLG_SEED", 0), n = number_in("MLG_WORLDS", WORLDS);
    if (first != 0 && getenv("MLG_WORLDS") == NULL)
        n = 1;
    if (first == 0)
        first = 1;
    for (guint32 i = 0; i < n; i++)
        try_world(&p, first + i);
    (void)printf("%u worlds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
