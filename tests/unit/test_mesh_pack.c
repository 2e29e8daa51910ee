/*
 * test_mesh_pack.c - a territory and its base mesh packed, unpacked and refined are those that were
 * never packed: faces, lists, people, findings, polygons.
 */
#include "mesh/pack.h"
#include "support/packs.h"
#include "support/world.h"
#include "territory/pack.h"

#include <math.h>
#include <string.h>

#define SQUARE "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))"

/* Overlapping communes, parts, QPV over a limit, outside, collapsed and without geometry. */
static void many_cases(world *w)
{
    world_commune(w, "93001", "200000001", 500, SQUARE);
    world_commune(w, "93002", "200000001", 600, "POLYGON((980 0,2000 0,2000 1000,980 1000,980 0))");
    world_commune(w, "93003", "", NAN, "POLYGON((0 1000,1000 1000,1000 2000,0 2000,0 1000))");
    world_commune(w, "93004", "", 70, NULL);
    world_part(w, "93101", "93001", TERRITORY_DELEGUEE, 200,
               "POLYGON((0 0,400 0,400 1000,0 1000,0 0))");
    world_part(w, "93102", "93001", TERRITORY_DELEGUEE, 300,
               "POLYGON((400 0,1000 0,1000 1000,400 1000,400 0))");
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((300 300,600 300,600 600,300 600,300 300))");
    world_qpv(w, "QN09302M", "93001,93002", NAN,
              "POLYGON((900 100,1400 100,1400 200,900 200,900 100))");
    world_qpv(w, "QN09303M", "93003", 40,
              "POLYGON((-200 1200,300 1200,300 1500,-200 1500,-200 1200))");
    world_qpv(w, "QN09304M", "93003", 10, "POLYGON((500 985,900 985,900 1300,500 1300,500 985))");
    world_qpv(w, "QN09305M", "93004", 20, "POLYGON((9000 0,9010 0,9010 10,9000 10,9000 0))");
    world_history(w, "20160101 32 93201 93001");
    world_dispositif(w, "A", "CLS", "COMMUNE_DELEGUEE 93101");
    world_dispositif(w, "B", "CLSM",
                     "GEOMETRIE POLYGON((500 -50,1500 -50,1500 500,500 500,500 -50))");
    world_dispositif(w, "C", "ASV",
                     "GEOMETRIE POLYGON((700 990,800 990,800 1600,700 1600,700 990))");
    world_finish_territory(w);
    world_finish_inventory(w);
}

/* The territory and base mesh of a world, by way of packs. */
typedef struct copy {
    mlg_territory *t;
    mlg_grid *grid;
    mlg_mesh *mesh;
    mlg_findings *findings;
} copy;

static copy pass_through_packs(world *w)
{
    copy c = {.findings = mlg_findings_new()};
    mlg_mesh *base = NULL;
    assert_ok(mlg_build_base(w->t, &w->mesh_options, NULL, &base, &w->err), &w->err);
    g_autoptr(base_packer) land = territory_pack(w->t), mesh = mesh_pack(base),
                           edges = geom_edges_pack(base->edges);
    g_autoptr(GBytes) head = base_packer_head(land);
    assert_ok(territory_unpack(head, packs_fetch, land, &c.t, &w->err), &w->err);
    if (w->grid != NULL) {
        g_autoptr(base_packer) cells = mesh_pack_grid(w->grid);
        g_autoptr(GBytes) cells_head = base_packer_head(cells);
        assert_ok(mesh_unpack_grid(cells_head, packs_fetch, cells, &c.grid, &w->err), &w->err);
    }
    g_autoptr(GBytes) mesh_head = base_packer_head(mesh);
    assert_ok(mesh_unpack(mesh_head, packs_fetch, mesh, c.t, c.grid, &c.mesh, &w->err), &w->err);
    g_autoptr(GBytes) edges_head = base_packer_head(edges);
    assert_ok(geom_edges_unpack(edges_head, packs_fetch, edges, &c.mesh->edges, &w->err), &w->err);
    mlg_mesh_free(base);
    mlg_monitor monitor = {.finding = mlg_findings_add, .user = c.findings};
    assert_ok(mlg_refine_mesh(c.mesh, w->inv, &w->mesh_options, &monitor, &w->err), &w->err);
    return c;
}

static void copy_clear(copy *c)
{
    mlg_mesh_free(c->mesh);
    mlg_grid_free(c->grid);
    mlg_territory_free(c->t);
    mlg_findings_free(c->findings);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(copy, copy_clear)

static void assert_same_number(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a); /* NaN too */
}

static void assert_same_bytes(GBytes *a, GBytes *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL)
        assert_true(g_bytes_equal(a, b));
}

static void assert_same_lists(const mesh_lists *a, const mesh_lists *b)
{
    assert_int_equal(a->n_units, b->n_units);
    assert_memory_equal(a->first, b->first, (a->n_units + 1) * sizeof *a->first);
    assert_memory_equal(a->items, b->items, a->first[a->n_units] * sizeof *a->items);
}

static void assert_same_faces(const mlg_mesh *a, const mlg_mesh *b)
{
    assert_int_equal(a->n_faces, b->n_faces);
    for (size_t f = 0; f < a->n_faces; f++) {
        const mesh_face *x = &a->faces[f], *y = &b->faces[f];
        assert_int_equal(x->commune, y->commune);
        assert_int_equal(x->qpv, y->qpv);
        assert_int_equal(x->follows, y->follows);
        assert_int_equal(x->edge, y->edge);
        assert_int_equal(x->overlap, y->overlap);
        assert_int_equal(x->contested, y->contested);
        assert_int_equal(x->stray, y->stray);
        assert_int_equal(x->whole, y->whole);
        assert_same_number(x->area_m2, y->area_m2);
        assert_same_number(x->population, y->population);
        assert_same_number(x->weight, y->weight);
        assert_same_number(x->imputed, y->imputed);
        assert_same_bytes(x->wkb, y->wkb);
    }
}

static void a_stored_mesh_is_refined_as_a_new_one(void **state)
{
    world *w = *state;
    many_cases(w);
    world_build_mesh(w);
    g_auto(copy) c = pass_through_packs(w);
    assert_true(w->mesh->n_faces > 16); /* the perimeters cut */
    assert_same_faces(w->mesh, c.mesh);
    assert_same_lists(&w->mesh->own_commune, &c.mesh->own_commune);
    assert_same_lists(&w->mesh->own_qpv, &c.mesh->own_qpv);
    assert_same_lists(&w->mesh->of_commune, &c.mesh->of_commune);
    assert_same_lists(&w->mesh->of_qpv, &c.mesh->of_qpv);
    assert_same_lists(&w->mesh->of_part, &c.mesh->of_part);
    assert_same_lists(&w->mesh->of_geometry, &c.mesh->of_geometry);
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        assert_same_number(w->mesh->qpv_population[q], c.mesh->qpv_population[q]);
        assert_same_number(w->mesh->qpv_area_m2[q], c.mesh->qpv_area_m2[q]);
        assert_int_equal(w->mesh->qpv_method[q], c.mesh->qpv_method[q]);
        assert_int_equal(w->mesh->qpv_outside[q], c.mesh->qpv_outside[q]);
    }
    mlg_mesh_summary a = mlg_mesh_get_summary(w->mesh), b = mlg_mesh_get_summary(c.mesh);
    assert_int_equal(a.n_faces, b.n_faces);
    assert_int_equal(a.n_edges, b.n_edges);
    assert_int_equal(a.n_overlaps, b.n_overlaps);
    assert_int_equal(a.n_outside, b.n_outside);
    assert_int_equal(a.n_repaired, b.n_repaired);
    assert_same_number(a.population, b.population);
}

/* Cells over limits, over perimeters, in no commune near one, and far from all. */
static void perimeters_of_a_stored_mesh_are_weighed_alike(void **state)
{
    world *w = *state;
    world_grid(w, -400, 0, 200,
               "0 0 7;1 0 5;2 0 10i;4 1 20;6 2 40;7 2 8i;5 5 30;2 6 11;3 3 13;40 40 9");
    many_cases(w);
    world_build_mesh(w);
    g_auto(copy) c = pass_through_packs(w);
    assert_same_faces(w->mesh, c.mesh);
    size_t n = w->mesh->first_piece[w->mesh->n_faces];
    assert_true(n > 0);
    for (size_t f = 0; f <= w->mesh->n_faces; f++)
        assert_int_equal(w->mesh->first_piece[f], c.mesh->first_piece[f]);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(w->mesh->pieces[i].cell, c.mesh->pieces[i].cell);
        assert_same_number(w->mesh->pieces[i].people, c.mesh->pieces[i].people);
    }
    mlg_mesh_summary a = mlg_mesh_get_summary(w->mesh), b = mlg_mesh_get_summary(c.mesh);
    assert_int_equal(a.n_cells, 10);
    assert_int_equal(b.n_cells, 10);
    assert_int_equal(a.n_cells_moved, b.n_cells_moved);
    assert_int_equal(a.n_cells_out, b.n_cells_out);
    assert_true(b.n_cells_out > 0);
    assert_same_number(a.cells_residual, b.cells_residual);
}

static void its_findings_are_told_in_their_order(void **state)
{
    world *w = *state;
    many_cases(w);
    size_t before = 0, n = 0;
    while (mlg_findings_get(w->findings, before) != NULL)
        before++; /* of the territory and the inventory */
    world_build_mesh(w);
    g_auto(copy) c = pass_through_packs(w);
    for (; mlg_findings_get(c.findings, n) != NULL; n++) {
        const mlg_finding *a = mlg_findings_get(w->findings, before + n);
        const mlg_finding *b = mlg_findings_get(c.findings, n);
        assert_non_null(a);
        assert_string_equal(a->code, b->code);
        assert_int_equal(g_strcmp0(a->id, b->id), 0);
        assert_int_equal(g_strcmp0(a->value, b->value), 0);
        assert_int_equal(g_strcmp0(a->detail, b->detail), 0);
    }
    assert_true(n > 0);
    assert_null(mlg_findings_get(w->findings, before + n));
}

static void a_stored_mesh_dissolves_as_a_new_one(void **state)
{
    world *w = *state;
    many_cases(w);
    world_build_mesh(w);
    g_auto(copy) c = pass_through_packs(w);
    mesh_worker worker;
    mesh_worker_init(&worker);
    static const uint32_t communes[] = {0, 1, 2, 3};
    mesh_polygon a = {NULL, NULL, false}, b = {NULL, NULL, false};
    assert_ok(mesh_dissolve(w->mesh, &worker, communes, 4, &a, &w->err), &w->err);
    assert_ok(mesh_dissolve(c.mesh, &worker, communes, 4, &b, &w->err), &w->err);
    assert_same_bytes(a.wkb, b.wkb);
    assert_string_equal(a.crs, b.crs);
    assert_int_equal(a.valid, b.valid);
    g_bytes_unref(a.wkb);
    g_bytes_unref(b.wkb);
    mesh_worker_done(&worker);
}

static void the_territory_is_the_same(void **state)
{
    world *w = *state;
    many_cases(w);
    g_auto(copy) c = pass_through_packs(w);
    assert_int_equal(c.t->n_communes, 4);
    assert_int_equal(c.t->n_parts, 2);
    assert_int_equal(c.t->n_qpvs, 5);
    for (size_t i = 0; i < c.t->n_communes; i++) {
        const territory_commune *a = &w->t->communes[i], *b = &c.t->communes[i];
        assert_string_equal(a->code.s, b->code.s);
        assert_string_equal(a->name, b->name);
        assert_int_equal(a->epci, b->epci);
        assert_int_equal(a->department, b->department);
        assert_same_number(a->population, b->population);
        assert_same_bytes(a->shape.wkb, b->shape.wkb);
        assert_string_equal(a->shape.origin.file, b->shape.origin.file);
        assert_int_equal(a->shape.origin.row, b->shape.origin.row);
    }
    assert_string_equal(c.t->parts[1].code.s, "93102");
    assert_int_equal(c.t->parts[1].kind, TERRITORY_DELEGUEE);
    assert_int_equal(c.t->qpvs[1].n_list, 2);
    assert_string_equal(c.t->qpvs[1].list[1].s, "93002");
    assert_int_equal(c.t->epcis[0].n_communes, 2);
    assert_int_equal(c.t->epcis[0].communes[1], 1);
    assert_non_null(c.t->history);
    assert_true(territory_history_knows(c.t->history, base_code("93201")));
    assert_false(territory_history_exists(c.t->history, base_code("93201"), 20170101));
    assert_string_equal(c.t->crs[0], w->t->crs[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_stored_mesh_is_refined_as_a_new_one, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(perimeters_of_a_stored_mesh_are_weighed_alike, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(its_findings_are_told_in_their_order, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_stored_mesh_dissolves_as_a_new_one, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(the_territory_is_the_same, world_setup, world_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
