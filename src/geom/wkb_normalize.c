/*
 * wkb_normalize.c - any polygonal WKB to the one form of the project. Its input comes from files:
 * every count is checked against the bytes that are left before it is believed.
 */
#include "geom/wkb.h"

#include "base/text.h"
#include "base/wkb_bytes.h"

#include <math.h>

#define MAX_DEPTH   16 /* collections in collections */
#define RING_POINTS 4U /* of the smallest ring, a triangle */

#define EWKB_Z    0x80000000U
#define EWKB_M    0x40000000U
#define EWKB_SRID 0x20000000U

typedef struct reader {
    const uint8_t *at, *end;
    GByteArray *out;
    uint32_t n_parts;
    mlg_error *err;
} reader;

typedef struct header {
    bool little;
    uint32_t type;
    size_t point_size; /* 16, 24 or 32 bytes */
} header;

static mlg_status truncated(const reader *r)
{
    return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry is truncated"));
}

static size_t left(const reader *r)
{
    return (size_t)(r->end - r->at);
}

static mlg_status read_u32(reader *r, bool little, uint32_t *ret)
{
    if (left(r) < sizeof *ret)
        return truncated(r);
    *ret = base_wkb_get_u32(r->at, little);
    r->at += sizeof *ret;
    return MLG_OK;
}

/* Z and M as ISO writes them (type + 1000, 2000, 3000) or as EWKB does (flags), SRID skipped. */
static mlg_status read_header(reader *r, header *ret)
{
    if (left(r) < WKB_HEADER_SIZE)
        return truncated(r);
    if (*r->at > WKB_LITTLE_ENDIAN)
        return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry is not WKB: byte order %u"), *r->at);
    ret->little = *r->at == WKB_LITTLE_ENDIAN;
    r->at++;
    uint32_t code = 0;
    MLG_TRY(read_u32(r, ret->little, &code));
    uint32_t plain = code & ~(EWKB_Z | EWKB_M | EWKB_SRID), iso = plain / 1000;
    if (iso > 3)
        return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry is not WKB: type %u"), code);
    bool z = (code & EWKB_Z) != 0 || iso == 1 || iso == 3;
    bool m = (code & EWKB_M) != 0 || iso == 2 || iso == 3;
    ret->type = plain % 1000;
    ret->point_size = WKB_POINT_SIZE + (z ? sizeof(double) : 0) + (m ? sizeof(double) : 0);
    if (code & EWKB_SRID) {
        uint32_t srid = 0;
        MLG_TRY(read_u32(r, ret->little, &srid));
    }
    return MLG_OK;
}

static bool same_point(const uint8_t *a, const uint8_t *b, bool little)
{
    return base_wkb_get_double(a, little) == base_wkb_get_double(b, little) &&
           base_wkb_get_double(a + 8, little) == base_wkb_get_double(b + 8, little);
}

/* Points to add to a ring: the first again when it is open, and up to those of a triangle. */
static uint32_t n_missing(const reader *r, const header *h, uint32_t n)
{
    const uint8_t *last = r->at + (size_t)(n - 1) * h->point_size;
    uint32_t missing = same_point(r->at, last, h->little) ? 0 : 1;
    return n + missing < RING_POINTS ? RING_POINTS - n : missing;
}

/* Appends n > 0 points, whose bytes are there, and those that are missing. */
static mlg_status copy_ring(reader *r, const header *h, uint32_t n)
{
    uint32_t missing = n_missing(r, h, n);
    base_wkb_put_u32(r->out, n + missing);
    guint at = r->out->len;
    g_byte_array_set_size(r->out, at + (guint)((n + missing) * WKB_POINT_SIZE));
    uint8_t *to = r->out->data + at;
    for (uint32_t i = 0; i < n; i++, r->at += h->point_size, to += WKB_POINT_SIZE) {
        double x = base_wkb_get_double(r->at, h->little);
        double y = base_wkb_get_double(r->at + 8, h->little);
        if (!isfinite(x) || !isfinite(y))
            return mlg_fail(r->err, MLG_E_GEOMETRY, _("a coordinate is not a finite number"));
        base_wkb_set_double(to, x);
        base_wkb_set_double(to + 8, y);
    }
    for (uint32_t i = 0; i < missing; i++, to += WKB_POINT_SIZE)
        memcpy(to, r->out->data + at, WKB_POINT_SIZE);
    return MLG_OK;
}

/* A ring without points is left out; without its first ring so is the polygon. */
static mlg_status read_polygon(reader *r, const header *h)
{
    uint32_t n_rings = 0, n_kept = 0;
    MLG_TRY(read_u32(r, h->little, &n_rings));
    guint start = r->out->len;
    bool no_shell = n_rings == 0;
    base_wkb_put_header(r->out, WKB_POLYGON, 0);
    for (uint32_t i = 0; i < n_rings; i++) {
        uint32_t n = 0;
        MLG_TRY(read_u32(r, h->little, &n));
        if (n > left(r) / h->point_size)
            return truncated(r);
        if (n == 0) {
            no_shell = no_shell || i == 0;
            continue;
        }
        MLG_TRY(copy_ring(r, h, n));
        n_kept++;
    }
    if (no_shell) {
        g_byte_array_set_size(r->out, start);
        return MLG_OK;
    }
    base_wkb_set_u32(r->out->data + start + WKB_HEADER_SIZE, n_kept);
    r->n_parts++;
    return MLG_OK;
}

/* Names of the WKB types that are no polygons, for the message. */
static const char *type_name(uint32_t type)
{
    static const char *const names[] = {"GEOMETRY",
                                        "POINT",
                                        "LINESTRING",
                                        "POLYGON",
                                        "MULTIPOINT",
                                        "MULTILINESTRING",
                                        "MULTIPOLYGON",
                                        "GEOMETRYCOLLECTION",
                                        "CIRCULARSTRING",
                                        "COMPOUNDCURVE",
                                        "CURVEPOLYGON",
                                        "MULTICURVE",
                                        "MULTISURFACE",
                                        "CURVE",
                                        "SURFACE",
                                        "POLYHEDRALSURFACE",
                                        "TIN",
                                        "TRIANGLE"};
    return type < G_N_ELEMENTS(names) ? names[type] : NULL;
}

static mlg_status not_polygons(const reader *r, uint32_t type)
{
    if (!type_name(type))
        return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry is not WKB: type %u"), type);
    return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry is a %s, polygons are needed"),
                    type_name(type));
}

/* NOLINTNEXTLINE(misc-no-recursion): depth is bounded */
static mlg_status read_geometry(reader *r, bool polygons_only, unsigned depth)
{
    header h = {0};
    MLG_TRY(read_header(r, &h));
    if (h.type == WKB_POLYGON)
        return read_polygon(r, &h);
    if (polygons_only || (h.type != WKB_MULTIPOLYGON && h.type != WKB_COLLECTION))
        return not_polygons(r, h.type);
    if (depth == MAX_DEPTH)
        return mlg_fail(r->err, MLG_E_GEOMETRY, _("geometry collections are nested too deep"));
    uint32_t n = 0;
    MLG_TRY(read_u32(r, h.little, &n));
    for (uint32_t i = 0; i < n; i++)
        MLG_TRY(read_geometry(r, h.type == WKB_MULTIPOLYGON, depth + 1));
    return MLG_OK;
}

mlg_status geom_wkb_normalize(const void *data, size_t size, GBytes **ret, mlg_error *err)
{
    if (size == 0)
        return mlg_fail(err, MLG_E_GEOMETRY, _("geometry is truncated"));
    if (size >= G_MAXUINT / 8)
        return mlg_fail(err, MLG_E_GEOMETRY, _("geometry is larger than 512 MiB"));
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size + 32);
    base_wkb_put_header(out, WKB_MULTIPOLYGON, 0);
    const uint8_t *bytes = data;
    reader r = {.at = bytes, .end = bytes + size, .out = out, .err = err};
    MLG_TRY(read_geometry(&r, false, 0));
    if (left(&r) > 0)
        return mlg_fail(err, MLG_E_GEOMETRY, _("%zu bytes follow the geometry"), left(&r));
    base_wkb_set_u32(out->data + WKB_HEADER_SIZE, r.n_parts);
    /* kept as long as the run: the array has room for a power of two, a third more on average */
    *ret = g_bytes_new(out->data, out->len);
    return MLG_OK;
}
