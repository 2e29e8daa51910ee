/*
 * prop_cells.c - properties of cells laid over polygons and of the people that faces get of them,
 * on random shapes and worlds. MLG_SEED=17 replays the seed 17; MLG_WORLDS=1000 draws more.
 */
#include "prop/prop.h"
#include "prop/random_shapes.h"
#include "prop/random_world.h"

#include "mesh/scan.h"
#include "support/wkt.h"

#include <stdlib.h>

enum { SEEDS = 60 };

#define SHARE  1e-9  /* of a cell, between two ways to compute it */
#define SAME   1e-12 /* of a cell, between two ways to write a shape */
#define PEOPLE 1e-9  /* of all people */

/* A full grid over a box, a cell more on each side, one person a cell. */
static mesh_grid full_grid(GRand *rand, geom_box box)
{
    mesh_grid grid = {.crs = WORLD_CRS, .file = "grid"};
    grid.width = g_rand_double_range(rand, 4, 40);
    grid.height = g_rand_boolean(rand) ? grid.width : g_rand_double_range(rand, 4, 40);
    grid.x0 = box.min_x - g_rand_double(rand) * 1e5;
    grid.y0 = box.min_y + g_rand_double(rand) * 1e5; /* rows may be negative */
    int32_t left = (int32_t)floor((box.min_x - grid.x0) / grid.width) - 1;
    int32_t right = (int32_t)floor((box.max_x - grid.x0) / grid.width) + 2;
    int32_t top = (int32_t)floor((box.max_y - grid.y0) / grid.height) + 2;
    grid.first_row = (int32_t)floor((box.min_y - grid.y0) / grid.height) - 1;
    grid.n_rows = (size_t)(top - grid.first_row);
    size_t n_columns = (size_t)(right - left);
    grid.n_cells = grid.n_rows * n_columns;
    grid.first = g_new(size_t, grid.n_rows + 1);
    grid.column = g_new(int32_t, grid.n_cells);
    grid.people = g_new(double, grid.n_cells);
    for (size_t r = 0; r <= grid.n_rows; r++)
        grid.first[r] = r * n_columns;
    for (size_t k = 0; k < grid.n_cells; k++) {
        grid.column[k] = left + (int32_t)(k % n_columns);
        grid.people[k] = 1;
    }
    return grid;
}

static void free_grid(mesh_grid *grid)
{
    g_free(grid->first);
    g_free(grid->column);
    g_free(grid->people);
}

/* Shares of all cells; g_free(). */
static double *shares_of(mesh_scan *scan, const mesh_grid *grid, GBytes *wkb)
{
    double *shares = g_new0(double, grid->n_cells);
    mesh_scan_find(scan, grid, wkb);
    for (guint i = 0; i < scan->runs->len; i++) {
        mesh_run run = g_array_index(scan->runs, mesh_run, i);
        for (uint32_t k = run.first; k < run.end; k++)
            shares[k] += 1;
    }
    for (guint i = 0; i < scan->parts->len; i++) {
        mesh_part part = g_array_index(scan->parts, mesh_part, i);
        shares[part.cell] += part.part;
    }
    return shares;
}

/* What GEOS has of the polygon and the rectangle of a cell, as a share of it. */
static double overlaid(geom_ctx *ctx, const mesh_grid *grid, size_t k, const geom *polygon)
{
    size_t r = k / (grid->first[1] - grid->first[0]);
    double x = grid->x0 + grid->column[k] * grid->width;
    double y = grid->y0 + (grid->first_row + (double)r) * grid->height;
    g_autofree char *wkt = support_rectangle(0, 0, grid->width, grid->height);
    g_autoptr(GBytes) wkb = support_wkt(wkt, x, y);
    geom *cell = NULL, *both = NULL;
    if (geom_from_wkb(ctx, wkb, &cell, NULL) != MLG_OK ||
        geom_overlay(GEOM_INTERSECTION, polygon, cell, &both, NULL, NULL) != MLG_OK)
        g_error("not overlaid");
    double share = geom_area(both) / (grid->width * grid->height);
    geom_free(cell);
    geom_free(both);
    return share;
}

static void check_against_geos(prop *p, geom_ctx *ctx, GRand *rand, mesh_scan *scan)
{
    g_autoptr(GBytes) wkb = random_star(rand);
    mesh_grid grid = full_grid(rand, geom_wkb_bounds(wkb));
    g_autofree double *shares = shares_of(scan, &grid, wkb);
    geom *polygon = NULL;
    if (geom_from_wkb(ctx, wkb, &polygon, NULL) != MLG_OK)
        g_error("not read");
    double sum = 0;
    for (size_t k = 0; k < grid.n_cells; k++) {
        double expected = overlaid(ctx, &grid, k, polygon);
        prop_check(p, prop_near(shares[k], expected, SHARE), "cell %zu: %.12g, GEOS %.12g", k,
                   shares[k], expected);
        sum += shares[k] * grid.width * grid.height;
    }
    prop_check(p, prop_near(sum, geom_area(polygon), SHARE * geom_area(polygon)),
               "cells make %.12g of %.12g m2", sum, geom_area(polygon));
    geom_free(polygon);
    free_grid(&grid);
}

static void compare(prop *p, const char *how, const mesh_grid *grid, const double *a,
                    const double *b, double tolerance)
{
    for (size_t k = 0; k < grid->n_cells; k++)
        prop_check(p, prop_near(a[k], b[k], tolerance), "%s: cell %zu: %.15g, then %.15g", how, k,
                   a[k], b[k]);
}

static mlg_status move_right(void *by, double *x, double *y, size_t n, mlg_error *err)
{
    (void)y;
    (void)err;
    for (size_t i = 0; i < n; i++)
        x[i] += *(double *)by;
    return MLG_OK;
}

/* Written otherwise, or moved with its cells, a shape has the same. */
static void check_same(prop *p, GRand *rand, mesh_scan *scan)
{
    g_autoptr(GBytes) wkb = random_star(rand);
    g_autoptr(GBytes) other = random_rewriting(rand, wkb);
    mesh_grid grid = full_grid(rand, geom_wkb_bounds(wkb));
    g_autofree double *shares = shares_of(scan, &grid, wkb);
    g_autofree double *rewritten = shares_of(scan, &grid, other);
    compare(p, "rewritten", &grid, shares, rewritten, SAME);
    g_autoptr(GBytes) moved = NULL;
    if (geom_wkb_map(wkb, move_right, &grid.width, &moved, NULL) != MLG_OK)
        g_error("not moved");
    for (size_t k = 0; k < grid.n_cells; k++)
        grid.column[k]++;
    g_autofree double *beside = shares_of(scan, &grid, moved);
    compare(p, "a cell further", &grid, shares, beside, SHARE);
    free_grid(&grid);
}

/* Faces that make a square divide each of its cells wholly. */
static void check_partition(prop *p, GRand *rand, mesh_scan *scan)
{
    g_autoptr(GPtrArray) faces = random_coverage(rand, 4, 0);
    geom_box box = geom_wkb_bounds(g_ptr_array_index(faces, 0));
    double area = 0, sum = 0;
    for (guint i = 0; i < faces->len; i++) {
        geom_box b = geom_wkb_bounds(g_ptr_array_index(faces, i));
        box = (geom_box){fmin(box.min_x, b.min_x), fmin(box.min_y, b.min_y),
                         fmax(box.max_x, b.max_x), fmax(box.max_y, b.max_y)};
        area += geom_wkb_area(g_ptr_array_index(faces, i));
    }
    mesh_grid grid = full_grid(rand, box);
    g_autofree double *land = g_new0(double, grid.n_cells);
    for (guint i = 0; i < faces->len; i++) {
        g_autofree double *shares = shares_of(scan, &grid, g_ptr_array_index(faces, i));
        for (size_t k = 0; k < grid.n_cells; k++)
            land[k] += shares[k];
    }
    double middle_x = (box.min_x + box.max_x) / 2, middle_y = (box.min_y + box.max_y) / 2;
    for (size_t k = 0; k < grid.n_cells; k++) {
        double x = grid.x0 + (grid.column[k] + 0.5) * grid.width - middle_x;
        double y =
            grid.y0 - middle_y +
            (grid.first_row + (double)(k / (grid.first[1] - grid.first[0])) + 0.5) * grid.height;
        prop_check(p, land[k] <= 1 + SHARE, "cell %zu is divided by %.12g", k, land[k]);
        if (fabs(x) < 100 && fabs(y) < 100) /* of some 400 m */
            prop_check(p, prop_near(land[k], 1, SHARE), "cell %zu inside: %.12g", k, land[k]);
        sum += land[k] * grid.width * grid.height;
    }
    prop_check(p, prop_near(sum, area, SHARE * area), "cells make %.12g of %.12g m2", sum, area);
    free_grid(&grid);
}

/* --- worlds --- */

/* False when no commune has a polygon. */
static bool add_cells(world *w, GRand *rand)
{
    geom_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t c = 0; c < w->t->n_communes; c++) {
        geom_box b = w->mesh->commune_box[c];
        if (b.min_x <= b.max_x)
            box = (geom_box){fmin(box.min_x, b.min_x), fmin(box.min_y, b.min_y),
                             fmax(box.max_x, b.max_x), fmax(box.max_y, b.max_y)};
    }
    if (box.min_x > box.max_x)
        return false;
    double size = fmax((box.max_x - box.min_x) / g_rand_int_range(rand, 8, 60), 1);
    int n_columns = (int)((box.max_x - box.min_x) / size) + 4;
    int n_rows = (int)((box.max_y - box.min_y) / size) + 4;
    g_autoptr(GString) cells = g_string_new(NULL);
    for (int row = 0; row < n_rows; row++)
        for (int column = 0; column < n_columns; column++)
            if (g_rand_double(rand) < 0.6)
                g_string_append_printf(cells, "%s%d %d %d.5%s", cells->len > 0 ? ";" : "", column,
                                       row, g_rand_int_range(rand, 0, 300),
                                       g_rand_double(rand) < 0.2 ? "i" : "");
    world_grid(w, box.min_x - WORLD_X - 2.3 * size, box.min_y - WORLD_Y - 1.6 * size, size,
               cells->str);
    return true;
}

static mlg_mesh *build(world *w, const mlg_inventory *inventory, unsigned n_threads)
{
    mlg_mesh *mesh = NULL;
    w->mesh_options.n_threads = n_threads;
    if (mlg_build_mesh(w->t, inventory, &w->mesh_options, NULL, &mesh, &w->err) != MLG_OK)
        g_error("%s", w->err.message);
    return mesh;
}

static void check_faces(prop *p, const mlg_mesh *mesh)
{
    for (size_t f = 0; f < mesh->n_faces; f++) {
        const mesh_face *face = &mesh->faces[f];
        double sum = 0;
        for (size_t i = mesh->first_piece[f]; i < mesh->first_piece[f + 1]; i++) {
            const mesh_piece *piece = &mesh->pieces[i];
            prop_check(p, piece->people > 0, "face %zu: a piece of %g", f, piece->people);
            prop_check(p, i == mesh->first_piece[f] || piece->cell > piece[-1].cell,
                       "face %zu: pieces out of order", f);
            sum += piece->people;
        }
        prop_check(p, !(sum > face->weight + PEOPLE * (1 + face->weight)),
                   "face %zu: %.12g in pieces of %.12g", f, sum, face->weight);
        prop_check(p, isnan(face->imputed) || face->imputed <= face->weight + PEOPLE,
                   "face %zu: %g imputed of %g", f, face->imputed, face->weight);
    }
}

/* Cells and official people of each commune and QPV, whatever perimeters cut. */
static void check_totals(prop *p, const mlg_mesh *a, const mlg_mesh *b)
{
    const mesh_lists *const lists[][2] = {{&a->own_commune, &b->own_commune},
                                          {&a->own_qpv, &b->own_qpv}};
    for (size_t k = 0; k < G_N_ELEMENTS(lists); k++)
        for (size_t u = 0; u < lists[k][0]->n_units; u++) {
            double weight[2] = {0, 0}, people[2] = {0, 0};
            for (int side = 0; side < 2; side++) {
                const mlg_mesh *mesh = side == 0 ? a : b;
                size_t n;
                const uint32_t *faces = mesh_list(lists[k][side], u, &n);
                for (size_t i = 0; i < n; i++) {
                    weight[side] += mesh->faces[faces[i]].weight;
                    people[side] += mesh->faces[faces[i]].population;
                }
            }
            prop_check(p, prop_near(weight[0], weight[1], PEOPLE * (1 + weight[0])),
                       "unit %zu: cells of %.12g, refined %.12g", u, weight[0], weight[1]);
            prop_check(p, prop_near(people[0], people[1], PEOPLE * (1 + people[0])),
                       "unit %zu: %.12g people, refined %.12g", u, people[0], people[1]);
        }
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void check_same_bits(prop *p, const mlg_mesh *a, const mlg_mesh *b)
{
    size_t n = a->n_faces;
    if (!prop_check(p, n == b->n_faces && a->first_piece[n] == b->first_piece[n], "threads"))
        return;
    for (size_t f = 0; f < n; f++) {
        const mesh_face *x = &a->faces[f], *y = &b->faces[f];
        prop_check(p, same_bits(x->weight, y->weight), "face %zu", f);
    }
    for (size_t i = 0; i < a->first_piece[n]; i++)
        prop_check(p, same_bits(a->pieces[i].people, b->pieces[i].people), "piece %zu", i);
}

static void check_meshes(prop *p, world *w)
{
    mlg_mesh *base = build(w, NULL, 1), *refined = build(w, w->inv, 1);
    mlg_mesh *again = build(w, w->inv, 4);
    mlg_mesh_summary sum = mlg_mesh_get_summary(refined), of_base = mlg_mesh_get_summary(base);
    prop_check(p, fabs(sum.cells_residual) <= PEOPLE * sum.cells_population,
               "cells give %.12g more", sum.cells_residual);
    prop_check(p, fabs(of_base.cells_residual) <= PEOPLE * sum.cells_population,
               "the base mesh gives %.12g more", of_base.cells_residual);
    prop_check(p, fabs(sum.population_residual) <= PEOPLE * (1 + sum.population), "residual %g",
               sum.population_residual);
    check_faces(p, base);
    check_faces(p, refined);
    check_totals(p, base, refined);
    check_same_bits(p, refined, again);
    mlg_mesh_free(base);
    mlg_mesh_free(refined);
    mlg_mesh_free(again);
}

static void check_world(prop *p, GRand *rand, guint32 seed)
{
    random_recipe *recipe = random_recipe_new(seed);
    world *w = random_world_build(recipe, &(random_way){.n_threads = 1});
    if (add_cells(w, rand))
        check_meshes(p, w);
    random_recipe_free(recipe);
    void *made = w;
    (void)world_teardown(&made);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
    const char *text = getenv(variable);
    return text ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

int main(void)
{
    prop p = {0};
    guint32 first = number_in("MLG_SEED", 0), n = number_in("MLG_WORLDS", SEEDS);
    if (first != 0 && getenv("MLG_WORLDS") == NULL)
        n = 1;
    if (first == 0)
        first = 1;
    geom_ctx *ctx = geom_ctx_new();
    mesh_scan *scan = mesh_scan_new();
    for (guint32 i = 0; i < n; i++) {
        p.seed = first + i;
        p.n_told = 0;
        GRand *rand = g_rand_new_with_seed(p.seed);
        check_against_geos(&p, ctx, rand, scan);
        for (int k = 0; k < 5; k++)
            check_same(&p, rand, scan);
        check_partition(&p, rand, scan);
        check_world(&p, rand, p.seed);
        g_rand_free(rand);
    }
    mesh_scan_free(scan);
    geom_ctx_free(ctx);
    (void)printf("%u seeds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
