/*
 * prop_geom.c - properties of overlays, dissolves and their measures on random shapes. MLG_SEED=17
 * replays the seed 17; MLG_WORLDS=1000 draws more of them.
 */
#include "prop/prop.h"
#include "prop/random_shapes.h"

#include "geom/coverage_edges.h"

#include <stdlib.h>

enum { SEEDS = 150 };

#define AREA_TOLERANCE_M2 1e-4
#define CELL_WAVER_M      4.0

static geom *read_geom(geom_ctx *ctx, GBytes *wkb)
{
    geom *g = NULL;
    if (geom_from_wkb(ctx, wkb, &g, NULL) != MLG_OK)
        g_error("not read");
    return g;
}

static double overlay_area(prop *p, geom_overlay_op op, const geom *a, const geom *b)
{
    geom *result = NULL;
    mlg_error err;
    mlg_status status = geom_overlay(op, a, b, &result, NULL, &err);
    if (!prop_check(p, status == MLG_OK, "overlay: %s", err.message))
        return NAN;
    double area = geom_area(result);
    geom_free(result);
    return area;
}

/* The areas of one pair of shapes add up, and integration tells the same. */
static void check_areas(prop *p, const geom *a, const geom *b, GBytes *wkb_a, GBytes *wkb_b)
{
    double area_a = geom_area(a), area_b = geom_area(b);
    double both = overlay_area(p, GEOM_INTERSECTION, a, b);
    double both_again = overlay_area(p, GEOM_INTERSECTION, b, a);
    double only_a = overlay_area(p, GEOM_DIFFERENCE, a, b);
    double only_b = overlay_area(p, GEOM_DIFFERENCE, b, a);
    double either = overlay_area(p, GEOM_UNION, a, b);
    double integrated = geom_wkb_overlap_area(wkb_a, wkb_b);
    prop_check(p, prop_near(both + only_a, area_a, AREA_TOLERANCE_M2), "a: %g + %g, not %g", both,
               only_a, area_a);
    prop_check(p, prop_near(both + only_b, area_b, AREA_TOLERANCE_M2), "b: %g + %g, not %g", both,
               only_b, area_b);
    prop_check(p, prop_near(either, both + only_a + only_b, AREA_TOLERANCE_M2), "union: %g",
               either);
    prop_check(p, prop_near(both, both_again, AREA_TOLERANCE_M2), "a, b: %g; b, a: %g", both,
               both_again);
    prop_check(p, prop_near(both, integrated, AREA_TOLERANCE_M2), "overlay %g, integrated %g", both,
               integrated);
    prop_check(p, both >= 0 && both <= fmin(area_a, area_b) + AREA_TOLERANCE_M2,
               "share out of 0-1");
}

/* How a shape is written changes neither its normal form nor what is measured. */
static void check_rewriting(prop *p, geom_ctx *ctx, GRand *rand, GBytes *wkb, const geom *other)
{
    g_autoptr(GBytes) written = random_rewriting(rand, wkb);
    g_autoptr(geom) a = read_geom(ctx, wkb);
    g_autoptr(geom) b = read_geom(ctx, written);
    g_autoptr(GBytes) form_a = NULL;
    g_autoptr(GBytes) form_b = NULL;
    if (geom_to_wkb(a, &form_a, NULL) != MLG_OK || geom_to_wkb(b, &form_b, NULL) != MLG_OK)
        g_error("not written");
    g_autoptr(GBytes) oriented = geom_wkb_orient(form_a);
    prop_check(p, g_bytes_equal(form_a, form_b), "another normal form");
    prop_check(p, g_bytes_equal(form_a, oriented), "the normal form is not oriented");
    prop_check(p, prop_near(geom_wkb_area(wkb), geom_wkb_area(written), 1e-6), "another area");
    double one = overlay_area(p, GEOM_INTERSECTION, a, other);
    double two = overlay_area(p, GEOM_INTERSECTION, b, other);
    prop_check(p, prop_near(one, two, 1e-6), "overlay %g, rewritten %g", one, two);
}

/* A circle of the width's diameter fits in the shape and in its box, and area over perimeter in it.
 */
static void check_width(prop *p, const geom *g)
{
    double width = 0, tolerance = 0.1;
    geom_box box = geom_bounds(g);
    prop_check(p, geom_width(g, tolerance, &width, NULL) == MLG_OK, "no width");
    prop_check(p, width <= fmin(box.max_x - box.min_x, box.max_y - box.min_y),
               "wider than its box");
    prop_check(p, G_PI * width * width / 4 <= geom_area(g), "wider than its area");
    prop_check(p, width + tolerance >= 2 * geom_area(g) / geom_perimeter(g), "narrower than %g",
               2 * geom_area(g) / geom_perimeter(g));
}

/* Swaps two vertices but the first and last. */
static mlg_status swap_vertices(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    (void)err;
    GRand *rand = user;
    if (n < 5)
        return MLG_OK;
    size_t i = (size_t)g_rand_int_range(rand, 1, (gint32)n - 1);
    size_t k = (size_t)g_rand_int_range(rand, 1, (gint32)n - 1);
    double kept_x = x[i], kept_y = y[i];
    x[i] = x[k];
    y[i] = y[k];
    x[k] = kept_x;
    y[k] = kept_y;
    return MLG_OK;
}

/* A star is plainly valid, with its hole; whatever is said to be is valid for GEOS too. */
static void check_plainly_valid(prop *p, geom_ctx *ctx, GRand *rand, GBytes *star)
{
    g_autoptr(GBytes) swapped = NULL;
    g_autoptr(geom) repaired = NULL;
    geom_repair_report report;
    prop_check(p, geom_wkb_is_plainly_valid(star), "a star is not plainly valid");
    if (geom_wkb_map(star, swap_vertices, rand, &swapped, NULL) != MLG_OK)
        g_error("not mapped");
    g_autoptr(geom) g = read_geom(ctx, swapped);
    if (geom_repair(g, &repaired, &report, NULL) != MLG_OK)
        g_error("not repaired");
    prop_check(p, report.was_valid || !geom_wkb_is_plainly_valid(swapped), "plainly valid, but %s",
               report.reason);
}

static void check_stars(prop *p, geom_ctx *ctx, GRand *rand)
{
    g_autoptr(GBytes) wkb_a = random_star(rand);
    g_autoptr(GBytes) wkb_b = random_star(rand);
    g_autoptr(geom) a = read_geom(ctx, wkb_a);
    g_autoptr(geom) b = read_geom(ctx, wkb_b);
    check_areas(p, a, b, wkb_a, wkb_b);
    check_rewriting(p, ctx, rand, wkb_a, b);
    check_width(p, a);
    check_plainly_valid(p, ctx, rand, wkb_b);
}

/* Any set of cells, as indices, and its area. */
static GArray *draw_members(GRand *rand, const GPtrArray *cells, double *ret_area)
{
    GArray *members = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    gint32 of_three = g_rand_int_range(rand, 1, 4);
    *ret_area = 0;
    for (uint32_t i = 0; i < cells->len; i++) {
        if (g_rand_int_range(rand, 0, 3) >= of_three)
            continue;
        g_array_append_val(members, i);
        *ret_area += geom_wkb_area(cells->pdata[i]);
    }
    return members;
}

static GBytes *unite(geom_ctx *ctx, const GPtrArray *cells, const GArray *members)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)geom_free);
    g_autoptr(geom) all = NULL;
    GBytes *wkb = NULL;
    for (guint i = 0; i < members->len; i++)
        g_ptr_array_add(items, read_geom(ctx, cells->pdata[g_array_index(members, uint32_t, i)]));
    if (geom_union_all(ctx, (const geom *const *)items->pdata, items->len, &all, NULL) != MLG_OK ||
        geom_to_wkb(all, &wkb, NULL) != MLG_OK)
        g_error("no union");
    return wkb;
}

static const uint32_t *numbers(const GArray *members)
{
    return (const uint32_t *)(const void *)members->data;
}

/* A dissolve of cells that match is their union, to the byte. */
static void check_dissolve(prop *p, geom_ctx *ctx, GRand *rand)
{
    g_autoptr(GPtrArray) cells = random_coverage(rand, (guint)g_rand_int_range(rand, 1, 8), 0);
    g_autoptr(geom_edges) edges = NULL;
    double area = 0;
    g_autoptr(GArray) members = draw_members(rand, cells, &area);
    if (geom_edges_new((GBytes *const *)cells->pdata, NULL, cells->len, &edges, NULL) != MLG_OK)
        g_error("no edges");
    bool exact = false;
    g_autoptr(GBytes) dissolved =
        geom_edges_dissolve(edges, numbers(members), members->len, &exact);
    if (!prop_check(p, dissolved != NULL && exact, "no dissolve"))
        return;
    g_autoptr(GBytes) united = unite(ctx, cells, members);
    prop_check(p, prop_near(geom_wkb_area(dissolved), area, 1e-6), "dissolved %g, members %g",
               geom_wkb_area(dissolved), area);
    prop_check(p, g_bytes_equal(dissolved, united), "the union of %u differs", members->len);
}

/* The faces of a cell divide it by who else claims them. */
static void check_faces(prop *p, const geom_edges *edges, const GPtrArray *cells, uint32_t cell)
{
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    double sum = 0;
    for (uint32_t i = 0; i < cells->len; i++)
        if (i != cell && geom_wkb_overlap_area(cells->pdata[i], cells->pdata[cell]) > 0)
            g_array_append_val(others, i);
    g_autoptr(GArray) faces = NULL;
    mlg_status status =
        geom_edges_faces(edges, cell, numbers(others), others->len, NULL, NULL, &faces, NULL);
    if (!prop_check(p, status == MLG_OK && faces != NULL, "no faces"))
        return;
    for (guint i = 0; i < faces->len; i++) {
        const geom_face *face = &g_array_index(faces, geom_face, i);
        double area = geom_wkb_area(face->wkb);
        sum += area;
        for (guint k = 0; k < others->len; k++) {
            double with =
                geom_wkb_overlap_area(face->wkb, cells->pdata[g_array_index(others, uint32_t, k)]);
            prop_check(p, prop_near(with, face->claimants >> k & 1U ? area : 0, AREA_TOLERANCE_M2),
                       "face %u of %u shares %g of %g", i, cell, with, area);
        }
    }
    prop_check(p, prop_near(sum, geom_wkb_area(cells->pdata[cell]), AREA_TOLERANCE_M2),
               "faces of %u have %g", cell, sum);
}

/* Where cells do not match, the union by edges is that of GEOS. */
static void check_mismatch(prop *p, geom_ctx *ctx, GRand *rand)
{
    double mismatch_m = g_rand_double_range(rand, 0.01, CELL_WAVER_M), area = 0;
    g_autoptr(GPtrArray) cells =
        random_coverage(rand, (guint)g_rand_int_range(rand, 2, 8), mismatch_m);
    g_autoptr(geom_edges) edges = NULL;
    g_autoptr(GArray) members = draw_members(rand, cells, &area);
    if (geom_edges_new((GBytes *const *)cells->pdata, NULL, cells->len, &edges, NULL) != MLG_OK)
        g_error("no edges");
    check_faces(p, edges, cells, (uint32_t)g_rand_int_range(rand, 0, (gint32)cells->len));
    bool exact = false;
    g_autoptr(GBytes) united = geom_edges_dissolve(edges, numbers(members), members->len, &exact);
    if (!prop_check(p, united != NULL, "no dissolve"))
        return;
    g_autoptr(GBytes) expected = unite(ctx, cells, members);
    prop_check(p, prop_near(geom_wkb_area(united), geom_wkb_area(expected), AREA_TOLERANCE_M2),
               "edges make %.9g, GEOS %.9g", geom_wkb_area(united), geom_wkb_area(expected));
    g_autoptr(geom) read = read_geom(ctx, united);
    g_autoptr(geom) repaired = NULL;
    geom_repair_report report;
    if (geom_repair(read, &repaired, &report, NULL) != MLG_OK)
        g_error("not repaired");
    prop_check(p, report.was_valid, "%u members, %s: %s", members->len,
               exact ? "told to be valid" : "not proven", report.reason);
}

static void try_seed(prop *p, geom_ctx *ctx, guint32 seed)
{
    p->seed = seed;
    p->n_told = 0;
    GRand *rand = g_rand_new_with_seed(seed);
    for (int i = 0; i < 5; i++)
        check_stars(p, ctx, rand);
    check_dissolve(p, ctx, rand);
    check_mismatch(p, ctx, rand);
    g_rand_free(rand);
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
    for (guint32 i = 0; i < n; i++)
        try_seed(&p, ctx, first + i);
    geom_ctx_free(ctx);
    (void)printf("%u seeds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
