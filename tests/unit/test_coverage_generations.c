/*
 * test_coverage_generations.c - coverage of the QPV of 2015 and of 2024 side by side: what became
 * of each pair and of each QPV without other, the figures, lines that name QPV of either.
 */
#include "support/world.h"

#include "coverage/generations.h"
#include "mesh/match.h"

#define UNKNOWN ((double)NAN)
#define WEST    "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))"
#define EAST    "POLYGON((1000 0,2000 0,2000 1000,1000 1000,1000 0))"

typedef struct both {
    world *w;
    mlg_mesh *mesh;
    mlg_coverage *cov;
    mlg_generations *g;
} both;

static int setup(void **state)
{
    both *b = g_new0(both, 1);
    void *made = NULL;
    int status = world_setup(&made);
    b->w = made;
    b->w->territory_options.compare_generations = true;
    *state = b;
    return status;
}

static int teardown(void **state)
{
    both *b = *state;
    void *made = b->w;
    mlg_generations_free(b->g);
    mlg_coverage_free(b->cov);
    mlg_mesh_free(b->mesh);
    g_free(b);
    return world_teardown(&made);
}

/* Squares of 100 m in the row y, from x on: 93001 up to x = 1000, then 93002. */
static void qpv(both *b, const char *code, double x, double width, double y)
{
    g_autofree char *wkt = g_strdup_printf("POLYGON((%g %g,%g %g,%g %g,%g %g,%g %g))", x, y,
                                           x + width, y, x + width, y + 100, x, y + 100, x, y);
    world_qpv(b->w, code, x < 1000 ? "93001" : "93002", 100, wkt);
}

static void land(both *b)
{
    world_commune(b->w, "93001", "200000001", 10000, WEST);
    world_commune(b->w, "93002", "200000002", 10000, EAST);
}

static void compare(both *b)
{
    world *w = b->w;
    world_finish_territory(w);
    assert_ok(mesh_match_qpvs(w->t, &w->monitor, &w->err), &w->err);
    world_finish_inventory(w);
    world_build_mesh(w);
    world_compute(w);
    const mlg_territory *t = mlg_territory_compared(w->t);
    const mlg_inventory *inv = mlg_inventory_compared(w->inv);
    assert_ok(mlg_build_mesh(t, inv, &w->mesh_options, &w->monitor, &b->mesh, &w->err), &w->err);
    assert_ok(mlg_compute_coverage(t, inv, b->mesh, &w->options, &w->monitor, &b->cov, &w->err),
              &w->err);
    assert_ok(mlg_compare_generations(w->cov, b->cov, &b->g, &w->err), &w->err);
}

/* "statut evolution couverture couverture_autre" of a row, for the first type; - for none. */
static char *row_of(const both *b, const char *code, const char *other)
{
    for (size_t i = 0; i < b->g->n_passages; i++) {
        const coverage_passage *p = &b->g->passages[i];
        if (strcmp(p->qpv.s, code) != 0 || strcmp(p->other.s, other) != 0)
            continue;
        const mlg_coverage *const sides[] = {b->w->cov, b->cov};
        const uint32_t zones[] = {p->zone, p->other_zone};
        const char *states[2] = {"-", "-"};
        for (size_t k = 0; k < 2; k++)
            if (zones[k] != TERRITORY_NONE)
                states[k] = coverage_state_names
                    [sides[k]->levels[MLG_QPV].cells[zones[k] * sides[k]->n_types].state];
        size_t at = i * b->w->cov->n_types;
        return g_strdup_printf("%s %s %s %s", coverage_change_names[p->change],
                               coverage_evolution_names[b->g->evolutions[at]], states[0],
                               states[1]);
    }
    return g_strdup("no row");
}

static void assert_row(const both *b, const char *code, const char *other, const char *expected)
{
    g_autofree char *row = row_of(b, code, other);
    if (strcmp(row, expected) != 0)
        fail_msg("%s %s: %s, expected %s", code, other, row, expected);
}

static void each_kind_of_change(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301I", 100, 100, 0); /* kept, covered */
    qpv(b, "QP093001", 100, 100, 0);
    qpv(b, "QN09302M", 1100, 200, 0); /* changed, not covered */
    qpv(b, "QP093002", 1100, 100, 0);
    qpv(b, "QN09303M", 950, 100, 200); /* since 2024 half in 93001 */
    qpv(b, "QP093003", 1000, 100, 200);
    qpv(b, "QN09304M", 1000, 100, 400); /* was half in 93001 */
    qpv(b, "QP093004", 950, 100, 400);
    qpv(b, "QN09305M", 900, 100, 600); /* covered in full, was in part */
    qpv(b, "QP093005", 950, 100, 600);
    qpv(b, "QN09306N", 100, 100, 800); /* new, covered */
    qpv(b, "QN09307N", 1100, 100, 800);
    qpv(b, "QP093008", 300, 100, 800); /* gone, was covered */
    qpv(b, "QP093009", 1300, 100, 800);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    assert_row(b, "QN09301I", "QP093001", "conserve reste_couvert total total");
    assert_row(b, "QN09302M", "QP093002", "modifie jamais aucun aucun");
    assert_row(b, "QN09303M", "QP093003", "modifie entre partiel aucun");
    assert_row(b, "QN09304M", "QP093004", "modifie sort aucun partiel");
    assert_row(b, "QN09305M", "QP093005", "modifie change total partiel");
    assert_row(b, "QN09306N", "", "nouveau entre total -");
    assert_row(b, "QN09307N", "", "nouveau jamais aucun -");
    assert_row(b, "", "QP093008", "supprime sort - total");
    assert_row(b, "", "QP093009", "supprime jamais - aucun");
    assert_int_equal(b->g->n_passages, 9);
    mlg_generation_counts n = mlg_generations_count(b->g);
    assert_int_equal(n.kept, 1);
    assert_int_equal(n.changed, 4);
    assert_int_equal(n.added, 2);
    assert_int_equal(n.gone, 2);
    assert_int_equal(n.unknown, 0);
    mlg_generation_figures f = mlg_generations_get(b->g, 0);
    assert_int_equal(f.n_newer, 7);
    assert_int_equal(f.newer_covered, 4); /* 01, 03, 05, 06 */
    assert_int_equal(f.n_older, 7);
    assert_int_equal(f.older_covered, 4); /* 001, 004, 005, 008 */
    assert_int_equal(f.stay, 2);          /* 01, 05 */
    assert_int_equal(f.enter, 2);         /* 03, 06 */
    assert_int_equal(f.leave, 2);         /* 004, 008 */
    assert_int_equal(f.unknown, 0);
}

/* The same world on a day of 2020: the run's QPV are those of 2015, time still goes forward. */
static void a_run_of_2015_tells_the_same(void **state)
{
    both *b = *state;
    b->w->territory_options.date = 20200630;
    b->w->options.date = 20200630;
    land(b);
    qpv(b, "QN09303M", 950, 100, 200);
    qpv(b, "QP093003", 1000, 100, 200);
    qpv(b, "QN09306N", 100, 100, 800);
    qpv(b, "QP093008", 300, 100, 800);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    assert_row(b, "QP093003", "QN09303M", "modifie entre aucun partiel");
    assert_row(b, "", "QN09306N", "nouveau entre - total");
    assert_row(b, "QP093008", "", "supprime sort total -");
    mlg_generation_figures f = mlg_generations_get(b->g, 0);
    assert_int_equal(f.newer_covered, 2);
    assert_int_equal(f.older_covered, 1);
    assert_int_equal(f.stay, 0);
    assert_int_equal(f.enter, 2);
    assert_int_equal(f.leave, 1);
}

static void a_merged_qpv_counts_once(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301M", 900, 300, 0); /* from 93001 into 93002 */
    qpv(b, "QP093001", 900, 100, 0);
    qpv(b, "QP093002", 1000, 100, 0);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    assert_row(b, "QN09301M", "QP093001", "modifie change partiel total");
    assert_row(b, "QN09301M", "QP093002", "modifie entre partiel aucun");
    mlg_generation_figures f = mlg_generations_get(b->g, 0);
    assert_int_equal(f.newer_covered, 1);
    assert_int_equal(f.stay, 1); /* one of the two was covered */
    assert_int_equal(f.enter, 0);
    assert_int_equal(mlg_generations_count(b->g).changed, 1);
}

/* A QPV without polygon, and the one of 2015 of the same commune that it may follow: unknown. One
 * of another commune is gone. */
static void what_cannot_be_measured_is_unknown(void **state)
{
    both *b = *state;
    land(b);
    world_qpv(b->w, "QN09301I", "93001", 100, NULL);
    qpv(b, "QP093001", 100, 100, 0);
    qpv(b, "QP093002", 1100, 100, 0);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001; COMMUNE 93002");
    compare(b);
    assert_row(b, "", "QP093001", "inconnu inconnu - total");
    assert_row(b, "", "QP093002", "supprime sort - total");
    assert_int_equal(mlg_generations_count(b->g).unknown, 2);
    assert_int_equal(mlg_generations_count(b->g).gone, 1);
    mlg_generation_figures f = mlg_generations_get(b->g, 0);
    assert_int_equal(f.leave, 1);
    assert_true(f.unknown >= 1);
}

static void the_list_tells_what_cannot_be_measured(void **state)
{
    both *b = *state;
    land(b);
    world_qpv(b->w, "QN09301I", "93001", 100, NULL);
    qpv(b, "QN09302N", 500, 100, 0);
    qpv(b, "QP093001", 100, 100, 0);
    qpv(b, "QP093002", 300, 100, 0);
    territory_origin origin = {"liste.csv", "", 2};
    territory_builder_add_match(b->w->land, base_code("QN09301I"), base_code("QP093001"), origin);
    territory_builder_add_match(b->w->land, base_code("QN09302N"), base_code(""), origin);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    assert_int_equal(b->g->passages[0].change, COVERAGE_CONSERVE);
    assert_true(b->g->passages[0].listed);
    assert_near(b->g->passages[0].part, UNKNOWN, 0);
    assert_row(b, "QN09302N", "", "nouveau entre total -");
    assert_row(b, "", "QP093002", "supprime sort - total"); /* the list does not name it */
    assert_true(b->g->passages[2].listed);
}

/* Perimeters of unknown extent: nobody knows whether those QPV remain covered. */
static void an_unknown_coverage_is_neither_kept_nor_lost(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301M", 900, 100, 0);
    qpv(b, "QP093001", 950, 100, 0);
    qpv(b, "QP093002", 1500, 100, 0);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001 INCONNUE; COMMUNE 93002");
    compare(b);
    assert_row(b, "QN09301M", "QP093001", "modifie inconnu inconnu partiel");
    mlg_generation_figures f = mlg_generations_get(b->g, 0);
    assert_int_equal(f.n_newer, 0);
    assert_int_equal(f.unknown, 1);
    assert_int_equal(f.leave, 1); /* QP093002 */
}

static void lines_count_for_the_generation_that_they_name(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301M", 100, 200, 0);
    qpv(b, "QP093001", 100, 100, 0);
    qpv(b, "QN09302M", 100, 200, 300);
    qpv(b, "QP093002", 100, 100, 300);
    world_dispositif(b->w, "A", "CLS", "QPV QP093001; QPV QN09302M");
    world_dispositif(b->w, "B", "ASV", "QPV QP093001"); /* no line of it was rejected */
    compare(b);
    assert_row(b, "QN09301M", "QP093001", "modifie sort aucun total");
    assert_row(b, "QN09302M", "QP093002", "modifie entre total aucun");
    assert_int_equal(world_count_findings(b->w, "perimetre-rejete"), 0);
    assert_int_equal(world_count_findings(b->w, "qpv-generation-comparee-proche"), 2);
    const mlg_finding *told = world_finding(b->w, "qpv-generation-comparee-proche");
    assert_string_equal(told->value, "QP093001");
    assert_string_equal(told->proposed, "QN09301M");
    assert_string_equal(told->detail, "QN09301M (100 %)");
    assert_int_equal(b->w->inv->n_rows_rejected, 0);
    assert_int_equal(b->w->inv->dispositifs[0].n_lines, 1);
    assert_int_equal(b->w->inv->compared->dispositifs[0].n_lines, 1);
}

static void the_qpv_of_a_commune_are_those_of_each_generation(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301N", 100, 100, 0);
    qpv(b, "QP093001", 500, 100, 0);
    world_dispositif(b->w, "A", "ASV", "QPV_DE_COMMUNE 93001");
    compare(b);
    assert_row(b, "QN09301N", "", "nouveau entre total -");
    assert_row(b, "", "QP093001", "supprime sort - total");
}

static void findings_about_communes_are_told_once(void **state)
{
    both *b = *state;
    world_commune(b->w, "93001", "", 100, "POLYGON((0 0,1000 0,1000 1000,400 -10,0 1000,0 0))");
    qpv(b, "QN09301I", 100, 50, 0);
    qpv(b, "QP093001", 100, 50, 0);
    world_qpv(b->w, "QP093002", "93001", 1, "POLYGON((700 0,720 20,720 0,700 20,700 0))");
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001; COMMUNE 93077");
    compare(b);
    size_t n_communes = 0, n_qpv = 0;
    const mlg_finding *f = NULL;
    for (size_t i = 0; (f = mlg_findings_get(b->w->findings, i)) != NULL; i++) {
        n_communes += strcmp(f->code, "geometrie-reparee") == 0 && strcmp(f->id, "93001") == 0;
        n_qpv += strcmp(f->code, "geometrie-reparee") == 0 && strcmp(f->id, "QP093002") == 0;
    }
    assert_int_equal(n_communes, 1);
    assert_int_equal(n_qpv, 1);
    assert_int_equal(world_count_findings(b->w, "commune-inconnue"), 1);
}

static void a_zone_keeps_the_pairs_that_it_holds(void **state)
{
    both *b = *state;
    b->w->options.zone = "com:93001";
    land(b);
    qpv(b, "QN09301M", 900, 100, 0);
    qpv(b, "QP093001", 950, 100, 0);
    qpv(b, "QN09302I", 1500, 100, 0);
    qpv(b, "QP093002", 1500, 100, 0);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    assert_int_equal(b->g->n_passages, 1);
    assert_row(b, "QN09301M", "QP093001", "modifie change total partiel");
    assert_int_equal(mlg_generations_count(b->g).changed, 1);
}

static void coverages_of_two_runs_are_refused(void **state)
{
    both *b = *state;
    land(b);
    qpv(b, "QN09301I", 100, 100, 0);
    qpv(b, "QP093001", 100, 100, 0);
    world_dispositif(b->w, "A", "CLS", "COMMUNE 93001");
    compare(b);
    mlg_generations *none = NULL;
    assert_int_equal(mlg_compare_generations(b->cov, b->w->cov, &none, &b->w->err), MLG_E_ARG);
    assert_null(none);
    assert_int_equal(mlg_generations_get(b->g, 7).n_newer, 0); /* no such type */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_of_change),
        TEST(a_run_of_2015_tells_the_same),
        TEST(a_merged_qpv_counts_once),
        TEST(what_cannot_be_measured_is_unknown),
        TEST(the_list_tells_what_cannot_be_measured),
        TEST(an_unknown_coverage_is_neither_kept_nor_lost),
        TEST(lines_count_for_the_generation_that_they_name),
        TEST(the_qpv_of_a_commune_are_those_of_each_generation),
        TEST(findings_about_communes_are_told_once),
        TEST(a_zone_keeps_the_pairs_that_it_holds),
        TEST(coverages_of_two_runs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
