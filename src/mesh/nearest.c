/*
 * nearest.c - cells with people that lie in no commune: to the nearest face within MESH_NEAREST_M,
 * by the distance from their centre to its border.
 */
#include "mesh/survey.h"

#include "geom/index.h"
#include "geom/wkb.h"

#include <math.h>

/** Cells between two looks at the monitor. */
#define NEAREST_CHECK_CELLS 4096
/** What the box of a commune may lack of its faces, whose vertices are rounded, in m2. */
#define BOX_SLACK_M2 1.0

/* A point, and the square of its distance to the border seen so far. */
typedef struct sight {
    double x, y, distance2;
} sight;

static double segment_distance2(const sight *from, double x0, double y0, double x1, double y1)
{
    double dx = x1 - x0, dy = y1 - y0, px = from->x - x0, py = from->y - y0;
    double length2 = dx * dx + dy * dy, along = px * dx + py * dy;
    double t = along <= 0 ? 0 : along >= length2 ? 1 : along / length2;
    px -= t * dx;
    py -= t * dy;
    return px * px + py * py;
}

static void look_at_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                         size_t n)
{
    (void)part;
    (void)ring;
    sight *from = user;
    for (size_t i = 1; i < n; i++)
        from->distance2 =
            fmin(from->distance2, segment_distance2(from, x[i - 1], y[i - 1], x[i], y[i]));
}

double mesh_border_distance2(GBytes *wkb, double x, double y)
{
    sight from = {x, y, INFINITY};
    geom_wkb_rings(wkb, look_at_ring, &from);
    return from.distance2;
}

/* Cells of one grid without land near the communes of one computing CRS. */
typedef struct stray_cells {
    GArray *cells;    /* uint32_t */
    GArray *xs, *ys;  /* double: centres, in the computing CRS */
    geom_index *near; /* communes by box */
} stray_cells;

static void gather_row(const mesh_ground *ground, size_t g, size_t r, geom_box window,
                       stray_cells *ret)
{
    const mesh_grid *grid = &ground->grid->grids[g];
    double y = grid->y0 + (grid->first_row + (double)r + 0.5) * grid->height;
    for (size_t k = grid->first[r]; k < grid->first[r + 1]; k++) {
        uint32_t cell = ground->first[g] + (uint32_t)k;
        double x = grid->x0 + (grid->column[k] + 0.5) * grid->width;
        if (ground->land[cell] > 0 || x < window.min_x || x > window.max_x)
            continue;
        g_array_append_val(ret->cells, cell);
        g_array_append_val(ret->xs, x);
        g_array_append_val(ret->ys, y);
    }
}

/* Those that may be near enough: in the box of all communes, enlarged. */
static mlg_status gather(const mesh_survey *s, uint32_t zone, size_t g, stray_cells *ret,
                         mlg_error *err)
{
    mesh_worker *worker = &s->w->workers[0];
    const mesh_grid *grid = &s->ground->grid->grids[g];
    geom_box box = s->zones[zone], window;
    box = (geom_box){box.min_x - MESH_NEAREST_M, box.min_y - MESH_NEAREST_M,
                     box.max_x + MESH_NEAREST_M, box.max_y + MESH_NEAREST_M};
    crs_transform *transform = NULL;
    MLG_TRY(mesh_box_project(worker, box, s->w->mesh->crs[zone], grid->crs, &window, err));
    for (size_t r = 0; r < grid->n_rows; r++) {
        double y = grid->y0 + (grid->first_row + (double)r + 0.5) * grid->height;
        if (y >= window.min_y && y <= window.max_y)
            gather_row(s->ground, g, r, window, ret);
    }
    MLG_TRY(mesh_transform(worker, grid->crs, s->w->mesh->crs[zone], &transform, err));
    return crs_transform_apply(transform, (double *)(void *)ret->xs->data,
                               (double *)(void *)ret->ys->data, ret->xs->len, err);
}

static geom_index *index_communes(const mesh_work *w, uint32_t zone)
{
    size_t n = w->t->n_communes;
    g_autofree geom_box *boxes = g_new(geom_box, n + 1);
    for (size_t c = 0; c < n; c++)
        boxes[c] = w->communes[c].zone == zone && w->communes[c].wkb != NULL
                       ? w->communes[c].box
                       : (geom_box){1, 1, 0, 0};
    return geom_index_new(boxes, n);
}

static double box_distance2(geom_box box, double x, double y)
{
    double dx = fmax(fmax(box.min_x - x, x - box.max_x), 0);
    double dy = fmax(fmax(box.min_y - y, y - box.max_y), 0);
    return dx * dx + dy * dy;
}

/* The nearest face of some communes, of those alike the first; TERRITORY_NONE when all are too far.
 */
static uint32_t nearest_face(const mesh_work *w, const GArray *communes, double x, double y)
{
    uint32_t nearest = TERRITORY_NONE;
    double least = MESH_NEAREST_M * MESH_NEAREST_M;
    for (guint i = 0; i < communes->len; i++) {
        uint32_t commune = g_array_index(communes, uint32_t, i);
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, commune, &n);
        if (box_distance2(w->communes[commune].box, x, y) > least + BOX_SLACK_M2)
            continue;
        for (size_t k = 0; k < n; k++) {
            GBytes *wkb = mesh_face_polygon(w, &w->mesh->faces[faces[k]]);
            double distance2 = wkb != NULL ? mesh_border_distance2(wkb, x, y) : INFINITY;
            if (distance2 > least || (distance2 == least && nearest != TERRITORY_NONE))
                continue;
            least = distance2;
            nearest = faces[k];
        }
    }
    return nearest;
}

static mlg_status place(mesh_survey *s, const stray_cells *stray, GArray *moved, mlg_error *err)
{
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < stray->cells->len; i++) {
        if (i % NEAREST_CHECK_CELLS == 0)
            MLG_TRY(base_check_cancelled(s->w->monitor, err));
        double x = g_array_index(stray->xs, double, i), y = g_array_index(stray->ys, double, i);
        geom_box box = {x - MESH_NEAREST_M, y - MESH_NEAREST_M, x + MESH_NEAREST_M,
                        y + MESH_NEAREST_M};
        geom_index_query(stray->near, box, hits);
        mesh_moved m = {g_array_index(stray->cells, uint32_t, i), nearest_face(s->w, hits, x, y)};
        if (m.face != TERRITORY_NONE)
            g_array_append_val(moved, m);
    }
    return MLG_OK;
}

static gint compare_moved(gconstpointer a, gconstpointer b)
{
    const mesh_moved *x = a, *y = b;
    return x->cell != y->cell ? (x->cell < y->cell ? -1 : 1)
                              : (x->face > y->face) - (x->face < y->face);
}

/* Sorted by cell; one that two computing CRS have near goes to the lower face. */
static void keep_moved(mesh_ground *ground, GArray *moved)
{
    g_array_sort(moved, compare_moved);
    ground->moved = g_new(mesh_moved, moved->len + 1);
    for (guint i = 0; i < moved->len; i++) {
        mesh_moved m = g_array_index(moved, mesh_moved, i);
        if (ground->n_moved == 0 || ground->moved[ground->n_moved - 1].cell != m.cell)
            ground->moved[ground->n_moved++] = m;
    }
}

static mlg_status place_grid(mesh_survey *s, uint32_t zone, size_t g, GArray *moved, mlg_error *err)
{
    stray_cells stray = {g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                         g_array_new(FALSE, FALSE, sizeof(double)),
                         g_array_new(FALSE, FALSE, sizeof(double)), NULL};
    mlg_status status = gather(s, zone, g, &stray, err);
    if (status == MLG_OK && stray.cells->len > 0) {
        stray.near = index_communes(s->w, zone);
        status = place(s, &stray, moved, err);
        geom_index_free(stray.near);
    }
    g_array_unref(stray.cells);
    g_array_unref(stray.xs);
    g_array_unref(stray.ys);
    return status;
}

mlg_status mesh_survey_nearest(mesh_survey *s, mlg_error *err)
{
    g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(mesh_moved));
    for (uint32_t z = 0; z < s->w->mesh->n_crs; z++)
        for (size_t g = 0; g < s->ground->grid->n_grids; g++)
            if (mesh_survey_reach(s, z, g)->there)
                MLG_TRY(place_grid(s, z, g, moved, err));
    keep_moved(s->ground, moved);
    return MLG_OK;
}
