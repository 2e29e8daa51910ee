/*
 * geometry.c - geometries inside blobs. A GeoPackage holds WKB after a header; SpatiaLite has an
 * order of its own, with a mark before each part. Both become plain WKB; SpatiaLite's own reader
 * runs past the end of damaged ones.
 */
#include "store/geometry.h"

#include "base/number.h"
#include "base/wkb_bytes.h"

#include <math.h>
#include <string.h>

#define DECIMALS  7
#define MAX_DEPTH 16 /* collections in collections */

#define GPKG_HEADER   8U
#define GPKG_LITTLE   0x01U
#define GPKG_EXTENDED 0x20U /* of another encoding */
#define GAIA_HEADER   39U   /* start, order, CRS, box, mark */
#define GAIA_START    0x00
#define GAIA_MARK     0x7C
#define GAIA_PART     0x69
#define GAIA_END      0xFE

static const char *const names[] = {
    [WKB_POINT] = "POINT",
    [WKB_LINE] = "LINESTRING",
    [WKB_POLYGON] = "POLYGON",
    [WKB_MULTIPOINT] = "MULTIPOINT",
    [WKB_MULTILINE] = "MULTILINESTRING",
    [WKB_MULTIPOLYGON] = "MULTIPOLYGON",
    [WKB_COLLECTION] = "GEOMETRYCOLLECTION",
};

typedef struct reader {
    const uint8_t *at;
    size_t left;
    bool little, gaia;
    unsigned depth;
    store_shape *shape;
} reader;

static bool take_u32(reader *r, uint32_t *ret)
{
    if (r->left < sizeof *ret)
        return false;
    *ret = base_wkb_get_u32(r->at, r->little);
    r->at += sizeof *ret;
    r->left -= sizeof *ret;
    return true;
}

static bool take_points(reader *r, size_t n, size_t dimension)
{
    size_t size = dimension * sizeof(double);
    if (n > r->left / size)
        return false;
    for (size_t i = 0; i < n; i++) {
        base_wkb_put_point(r->shape->wkb, base_wkb_get_double(r->at, r->little),
                           base_wkb_get_double(r->at + sizeof(double), r->little));
        r->at += size;
    }
    r->left -= n * size;
    r->shape->n_points += n;
    return true;
}

/* n points after their number. */
static bool take_line(reader *r, size_t dimension)
{
    uint32_t n = 0;
    if (!take_u32(r, &n))
        return false;
    base_wkb_put_u32(r->shape->wkb, n);
    return take_points(r, n, dimension);
}

/* The type of a part, written without Z and M. */
static bool take_type(reader *r, uint32_t *ret_type, size_t *ret_dimension)
{
    uint32_t type = 0;
    bool first = r->depth == 0;
    if (!r->gaia || !first) {
        if (r->left < 1 || (r->gaia ? r->at[0] != GAIA_PART : r->at[0] > 1))
            return false;
        r->little = r->gaia ? r->little : r->at[0] == 1;
        r->at++;
        r->left--;
    }
    if (!take_u32(r, &type) || type >= 4000 || type % 1000 < WKB_POINT ||
        type % 1000 > WKB_COLLECTION)
        return false;
    *ret_type = type % 1000;
    *ret_dimension = 2U + (type / 1000 == 3 ? 2U : type / 1000 > 0 ? 1U : 0U);
    g_byte_array_append(r->shape->wkb, (const guint8[]){1}, 1);
    base_wkb_put_u32(r->shape->wkb, *ret_type);
    return true;
}

/* A whole geometry; `expected` is its type, 0 for any. */
static bool take_geometry(reader *r, uint32_t expected)
{
    uint32_t type = 0, n = 0;
    size_t dimension = 0;
    if (r->depth > MAX_DEPTH || !take_type(r, &type, &dimension) ||
        (expected != 0 && type != expected))
        return false;
    if (type == WKB_POINT)
        return take_points(r, 1, dimension);
    if (type == WKB_LINE)
        return take_line(r, dimension);
    if (!take_u32(r, &n))
        return false;
    base_wkb_put_u32(r->shape->wkb, n);
    bool good = true;
    r->depth++;
    for (uint32_t i = 0; i < n && good; i++)
        good = type == WKB_POLYGON
                   ? take_line(r, dimension)
                   : take_geometry(r, type == WKB_COLLECTION ? 0
                                                             : type - (WKB_MULTIPOINT - WKB_POINT));
    r->depth--;
    return good;
}

/* The reader behind the header of a GeoPackage's geometry. */
static bool begin_gpkg(const uint8_t *blob, size_t size, reader *r)
{
    static const size_t envelopes[] = {0, 32, 48, 48, 64};
    if (size < GPKG_HEADER || memcmp(blob, "GP", 3) != 0 || (blob[3] & GPKG_EXTENDED) != 0)
        return false;
    size_t envelope = (blob[3] >> 1U) & 7U;
    if (envelope >= G_N_ELEMENTS(envelopes) || size - GPKG_HEADER < envelopes[envelope])
        return false;
    size_t header = GPKG_HEADER + envelopes[envelope];
    r->at = blob + header;
    r->left = size - header;
    r->shape->srs = (int)base_wkb_get_u32(blob + 4, (blob[3] & GPKG_LITTLE) != 0);
    return true;
}

static bool begin_gaia(const uint8_t *blob, size_t size, reader *r)
{
    if (size < GAIA_HEADER + 1 || blob[0] != GAIA_START || blob[1] > 1 ||
        blob[GAIA_HEADER - 1] != GAIA_MARK || blob[size - 1] != GAIA_END)
        return false;
    r->gaia = true;
    r->little = blob[1] == 1;
    r->at = blob + GAIA_HEADER;
    r->left = size - GAIA_HEADER - 1;
    r->shape->srs = (int)base_wkb_get_u32(blob + 2, r->little);
    return true;
}

bool store_shape_read(const void *blob, size_t size, store_shape *ret)
{
    g_auto(store_shape) shape = {.wkb = g_byte_array_new()};
    reader r = {.shape = &shape};
    if (blob == NULL || !(begin_gpkg(blob, size, &r) || begin_gaia(blob, size, &r)) ||
        !take_geometry(&r, 0) || r.left > 0)
        return false;
    *ret = shape;
    shape.wkb = NULL;
    return true;
}

void store_shape_done(store_shape *shape)
{
    g_clear_pointer(&shape->wkb, g_byte_array_unref);
}

const char *store_shape_type(const store_shape *shape)
{
    return names[base_wkb_get_u32(shape->wkb->data + 1, true)];
}

bool store_shape_is_empty(const store_shape *shape)
{
    const uint8_t *body = shape->wkb->data + 5;
    return base_wkb_get_u32(shape->wkb->data + 1, true) == WKB_POINT
               ? isnan(base_wkb_get_double(body, true))
               : base_wkb_get_u32(body, true) == 0;
}

static const uint8_t *write_points(GString *out, const uint8_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++, at += 2 * sizeof(double)) {
        g_autofree char *x = base_number_plain(base_wkb_get_double(at, true), DECIMALS);
        g_autofree char *y =
            base_number_plain(base_wkb_get_double(at + sizeof(double), true), DECIMALS);
        g_string_append_printf(out, "%s%s %s", i > 0 ? ", " : "", x, y);
    }
    return at;
}

/* The coordinates of a geometry of our own WKB; the place behind it. */
static const uint8_t *write_body(GString *out, uint32_t type, const uint8_t *at)
{
    uint32_t n = 1;
    if (type != WKB_POINT) {
        n = base_wkb_get_u32(at, true);
        at += sizeof n;
    }
    if (n == 0 || (type == WKB_POINT && isnan(base_wkb_get_double(at, true)))) {
        g_string_append(out, out->len > 0 && g_ascii_isalpha(out->str[out->len - 1]) ? " EMPTY"
                                                                                     : "EMPTY");
        return type == WKB_POINT ? at + 2 * sizeof(double) : at;
    }
    g_string_append_c(out, '(');
    if (type <= WKB_LINE)
        at = write_points(out, at, n);
    for (uint32_t i = 0; type > WKB_LINE && i < n; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        if (type == WKB_POLYGON) {
            at = write_body(out, WKB_LINE, at);
            continue;
        }
        uint32_t part = base_wkb_get_u32(at + 1, true);
        g_string_append(out, type == WKB_COLLECTION ? names[part] : "");
        at = write_body(out, part, at + 5);
    }
    g_string_append_c(out, ')');
    return at;
}

char *store_shape_wkt(const store_shape *shape)
{
    GString *out = g_string_new(store_shape_type(shape));
    (void)write_body(out, base_wkb_get_u32(shape->wkb->data + 1, true), shape->wkb->data + 5);
    return g_string_free(out, FALSE);
}
