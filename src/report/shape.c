/*
 * shape.c - geometries as GeoJSON. Polygons go through the room geom, which makes them valid again
 * after rounding; points and lines are walked here.
 */
#include "report/shape.h"

#include "base/number.h"
#include "base/text.h"
#include "base/wkb_bytes.h"
#include "crs/crs.h"
#include "geom/wkb.h"

#include <math.h>

#define DECIMALS  7
#define SCALE     1e7
#define MAX_TURNS 4  /* rounding what was repaired may break it again */
#define MAX_DEPTH 16 /* collections in collections */

struct report_shapes {
    geom_ctx *geos;
    crs_context *context;
    GHashTable *transforms; /* CRS -> crs_transform */
};

static void free_transform(gpointer transform)
{
    crs_transform_free(transform);
}

report_shapes *report_shapes_new(void)
{
    report_shapes *shapes = g_new0(report_shapes, 1);
    shapes->geos = geom_ctx_new();
    shapes->context = crs_context_new();
    shapes->transforms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_transform);
    return shapes;
}

void report_shapes_free(report_shapes *shapes)
{
    if (shapes == NULL)
        return;
    g_hash_table_unref(shapes->transforms);
    crs_context_free(shapes->context);
    geom_ctx_free(shapes->geos);
    g_free(shapes);
}

static mlg_status find_transform(report_shapes *shapes, const char *crs, crs_transform **ret,
                                 mlg_error *err)
{
    *ret = g_hash_table_lookup(shapes->transforms, crs);
    if (*ret != NULL)
        return MLG_OK;
    MLG_TRY(crs_transform_new(shapes->context, crs, "EPSG:4326", ret, err));
    (void)g_hash_table_insert(shapes->transforms, g_strdup(crs), *ret);
    return MLG_OK;
}

/* One geometry being written. */
typedef struct writer {
    report_shapes *shapes;
    crs_transform *transform; /* NULL once it is done */
    GString *out;
    const uint8_t *at; /* WKB that is left */
    size_t left;
    bool little;
    uint32_t type;    /* of the geometry begun, without Z and M */
    size_t dimension; /* numbers a point */
} writer;

static mlg_status malformed(mlg_error *err)
{
    return mlg_fail(err, MLG_E_GEOMETRY, "%s", _("the geometry is malformed"));
}

static mlg_status map_points(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    const writer *w = user;
    if (w->transform != NULL)
        MLG_TRY(crs_transform_apply(w->transform, x, y, n, err));
    for (size_t i = 0; i < n; i++) {
        x[i] = round(x[i] * SCALE) / SCALE;
        y[i] = round(y[i] * SCALE) / SCALE;
    }
    return MLG_OK;
}

static void append_points(GString *out, const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *lon = base_number_plain(x[i], DECIMALS);
        g_autofree char *lat = base_number_plain(y[i], DECIMALS);
        g_string_append_printf(out, "%s[%s, %s]", i > 0 ? ", " : "", lon, lat);
    }
}

static mlg_status read_u32(writer *w, uint32_t *ret, mlg_error *err)
{
    if (w->left < sizeof *ret)
        return malformed(err);
    *ret = base_wkb_get_u32(w->at, w->little);
    w->at += sizeof *ret;
    w->left -= sizeof *ret;
    return MLG_OK;
}

static mlg_status begin(writer *w, mlg_error *err)
{
    uint32_t type = 0;
    if (w->left < 1)
        return malformed(err);
    w->little = w->at[0] == 1;
    w->at++;
    w->left--;
    MLG_TRY(read_u32(w, &type, err));
    w->type = type % 1000; /* ISO: 1000 for Z, 2000 for M, 3000 for both */
    w->dimension = 2 + (type / 1000 == 3 ? 2 : type / 1000 > 0 ? 1 : 0);
    return w->type >= WKB_POINT && w->type <= WKB_COLLECTION && type < 4000 ? MLG_OK
                                                                            : malformed(err);
}

/* n points: "[x, y], [x, y]". */
static mlg_status write_points(writer *w, size_t n, mlg_error *err)
{
    size_t size = w->dimension * sizeof(double);
    if (n > w->left / size)
        return malformed(err);
    g_autofree double *x = g_new(double, n + 1);
    g_autofree double *y = g_new(double, n + 1);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *at = w->at + i * size;
        x[i] = base_wkb_get_double(at, w->little);
        y[i] = base_wkb_get_double(at + sizeof(double), w->little);
    }
    w->at += n * size;
    w->left -= n * size;
    MLG_TRY(map_points(w, x, y, n, err));
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return malformed(err);
    append_points(w->out, x, y, n);
    return MLG_OK;
}

/* Coordinates of a geometry just begun that is neither polygons nor a collection. */
static mlg_status write_coordinates(writer *w, mlg_error *err)
{
    uint32_t type = w->type, n = 1;
    if (type == WKB_POINT)
        return write_points(w, 1, err);
    MLG_TRY(read_u32(w, &n, err));
    g_string_append_c(w->out, '[');
    if (type == WKB_LINE)
        MLG_TRY(write_points(w, n, err));
    for (uint32_t i = 0; type != WKB_LINE && i < n; i++) {
        g_string_append(w->out, i > 0 ? ", " : "");
        MLG_TRY(begin(w, err));
        if (w->type != type - (WKB_MULTIPOINT - WKB_POINT))
            return malformed(err);
        MLG_TRY(write_coordinates(w, err));
    }
    g_string_append_c(w->out, ']');
    return MLG_OK;
}

/* Steps over polygons just begun. */
static mlg_status skip_polygons(writer *w, mlg_error *err)
{
    uint32_t type = w->type, n = 0, n_points = 0;
    MLG_TRY(read_u32(w, &n, err));
    for (uint32_t i = 0; i < n; i++) {
        if (type == WKB_MULTIPOLYGON) {
            MLG_TRY(begin(w, err));
            if (w->type != WKB_POLYGON)
                return malformed(err);
            MLG_TRY(skip_polygons(w, err));
            continue;
        }
        MLG_TRY(read_u32(w, &n_points, err));
        size_t size = w->dimension * sizeof(double);
        if (n_points > w->left / size)
            return malformed(err);
        w->at += n_points * size;
        w->left -= n_points * size;
    }
    return MLG_OK;
}

typedef struct rings {
    GString *out;
    size_t parts;
} rings;

static void append_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                        size_t n)
{
    rings *to = user;
    g_string_append(to->out, ring > 0 ? "], [" : part > 0 ? "]], [[" : "");
    append_points(to->out, x, y, n);
    to->parts = part + 1;
}

/* Transformed, rounded and valid polygons. */
static mlg_status settle(writer *w, GBytes *wkb, GBytes **ret, mlg_error *err)
{
    g_autoptr(GBytes) now = g_bytes_ref(wkb);
    crs_transform *transform = w->transform;
    mlg_status status = MLG_OK;
    for (unsigned turn = 0; turn < MAX_TURNS && status == MLG_OK; turn++) {
        g_autoptr(GBytes) mapped = NULL;
        g_autoptr(GBytes) next = NULL;
        geom_repair_report report = {0};
        status = geom_wkb_map(now, map_points, w, &mapped, err);
        if (status == MLG_OK)
            status = geom_wkb_repair(w->shapes->geos, mapped, &next, &report, err);
        if (status != MLG_OK)
            break;
        g_bytes_unref(now);
        now = g_steal_pointer(&next);
        w->transform = NULL; /* done: rounded again only */
        if (report.was_valid)
            break;
    }
    w->transform = transform;
    if (status == MLG_OK)
        *ret = geom_wkb_orient(now);
    return status;
}

/* Polygons just begun at `start`; a polygon stays one unless repair makes several of it. */
static mlg_status write_polygons(writer *w, const uint8_t *start, mlg_error *err)
{
    g_autoptr(GBytes) plain = NULL;
    g_autoptr(GBytes) done = NULL;
    bool single = w->type == WKB_POLYGON;
    MLG_TRY(skip_polygons(w, err));
    MLG_TRY(geom_wkb_normalize(start, (size_t)(w->at - start), &plain, err));
    MLG_TRY(settle(w, plain, &done, err));
    if (geom_wkb_is_empty(done)) {
        g_string_append(w->out, "null");
        return MLG_OK;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    rings to = {.out = text};
    geom_wkb_rings(done, append_ring, &to);
    single = single && to.parts == 1;
    g_string_append_printf(w->out, "{\"type\": \"%s\", \"coordinates\": %s%s%s}",
                           single ? "Polygon" : "MultiPolygon", single ? "[[" : "[[[", text->str,
                           single ? "]]" : "]]]");
    return MLG_OK;
}

static mlg_status write_geometry(writer *w, unsigned depth, mlg_error *err);

static mlg_status write_collection(writer *w, unsigned depth, mlg_error *err)
{
    uint32_t n = 0;
    bool first = true;
    MLG_TRY(read_u32(w, &n, err));
    g_string_append(w->out, "{\"type\": \"GeometryCollection\", \"geometries\": [");
    for (uint32_t i = 0; i < n; i++) {
        size_t before = w->out->len;
        g_string_append(w->out, first ? "" : ", ");
        MLG_TRY(write_geometry(w, depth + 1, err));
        if (g_str_has_suffix(w->out->str, "null")) /* nothing is left of it */
            g_string_truncate(w->out, before);
        else
            first = false;
    }
    g_string_append(w->out, "]}");
    return MLG_OK;
}

static mlg_status write_geometry(writer *w, unsigned depth, mlg_error *err)
{
    static const char *const names[] = {
        [WKB_POINT] = "Point",
        [WKB_LINE] = "LineString",
        [WKB_MULTIPOINT] = "MultiPoint",
        [WKB_MULTILINE] = "MultiLineString",
    };
    const uint8_t *start = w->at;
    if (depth > MAX_DEPTH)
        return malformed(err);
    MLG_TRY(begin(w, err));
    if (w->type == WKB_POLYGON || w->type == WKB_MULTIPOLYGON)
        return write_polygons(w, start, err);
    if (w->type == WKB_COLLECTION)
        return write_collection(w, depth, err);
    g_string_append_printf(w->out, "{\"type\": \"%s\", \"coordinates\": ", names[w->type]);
    MLG_TRY(write_coordinates(w, err));
    g_string_append_c(w->out, '}');
    return MLG_OK;
}

mlg_status report_shape_append(report_shapes *shapes, GBytes *wkb, const char *crs, GString *out,
                               mlg_error *err)
{
    writer w = {.shapes = shapes, .out = out};
    MLG_TRY(find_transform(shapes, crs, &w.transform, err));
    w.at = g_bytes_get_data(wkb, &w.left);
    return write_geometry(&w, 0, err);
}
