/*
 * value.c - values of a query with their types, and geometries of either format: a GeoPackage's as
 * they are stored, SpatiaLite's as its functions return them.
 */
#include "store/private.h"

#include <stdlib.h>
#include <string.h>

#include <spatialite/gaiageo.h>

#define WKT_DECIMALS 7
#define SHORTEST     4 /* bytes that no geometry goes below */

static void free_geometry(gaiaGeomCollPtr geometry)
{
    gaiaFreeGeomColl(geometry);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gaiaGeomColl, free_geometry)

store_type store_value_type(const store_query *query, int column)
{
    switch (sqlite3_column_type(query->statement, column)) {
    case SQLITE_INTEGER:
        return STORE_INTEGER;
    case SQLITE_FLOAT:
        return STORE_REAL;
    case SQLITE_TEXT:
        return STORE_TEXT;
    case SQLITE_BLOB:
        return STORE_BLOB;
    default:
        return STORE_NULL;
    }
}

const void *store_blob(const store_query *query, int column, size_t *ret_size)
{
    const void *blob = sqlite3_column_blob(query->statement, column);
    *ret_size = (size_t)sqlite3_column_bytes(query->statement, column);
    return blob;
}

static gaiaGeomColl *parse(const store_query *query, int column)
{
    size_t size = 0;
    if (store_value_type(query, column) != STORE_BLOB)
        return NULL;
    const unsigned char *blob = store_blob(query, column, &size);
    if (size < SHORTEST)
        return NULL;
    return gaiaFromSpatiaLiteBlobWkbEx(blob, (unsigned)size, /* gpkg_mode= */ 0,
                                       /* gpkg_amphibious= */ 1);
}

static const char *type_name(const gaiaGeomColl *geometry)
{
    static const char *const names[] = {"GEOMETRY",   "POINT",           "LINESTRING",  "POLYGON",
                                        "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"};
    int type = gaiaGeometryType((gaiaGeomColl *)geometry) % 1000; /* of Z and M */
    return type > 0 && (size_t)type < G_N_ELEMENTS(names) ? names[type] : "GEOMETRYCOLLECTION";
}

static size_t count_points(const gaiaGeomColl *geometry)
{
    size_t n = 0;
    for (const gaiaPoint *p = geometry->FirstPoint; p != NULL; p = p->Next)
        n++;
    for (const gaiaLinestring *l = geometry->FirstLinestring; l != NULL; l = l->Next)
        n += (size_t)l->Points;
    for (const gaiaPolygon *p = geometry->FirstPolygon; p != NULL; p = p->Next) {
        n += (size_t)p->Exterior->Points;
        for (int i = 0; i < p->NumInteriors; i++)
            n += (size_t)p->Interiors[i].Points;
    }
    return n;
}

bool store_is_geometry(const store_query *query, int column)
{
    g_autoptr(gaiaGeomColl) geometry = parse(query, column);
    return geometry != NULL;
}

bool store_column_is_geometry(const store_query *query, int column)
{
    static const char *const names[] = {
        "GEOMETRY",        "POINT",        "LINESTRING",         "POLYGON", "MULTIPOINT",
        "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", NULL};
    const char *declared = sqlite3_column_decltype(query->statement, column);
    if (declared == NULL)
        return false;
    g_autofree char *upper = g_ascii_strup(declared, -1);
    return g_strv_contains(names, upper);
}

bool store_column_is_computed(const store_query *query, int column)
{
    return sqlite3_column_decltype(query->statement, column) == NULL;
}

bool store_geometry_summary(const store_query *query, int column, const char **ret_type,
                            size_t *ret_points)
{
    g_autoptr(gaiaGeomColl) geometry = parse(query, column);
    if (geometry == NULL)
        return false;
    *ret_type = type_name(geometry);
    *ret_points = count_points(geometry);
    return true;
}

char *store_geometry_wkt(const store_query *query, int column)
{
    g_autoptr(gaiaGeomColl) geometry = parse(query, column);
    if (geometry == NULL)
        return NULL;
    gaiaOutBuffer out;
    gaiaOutBufferInitialize(&out);
    gaiaOutWktEx(&out, geometry, WKT_DECIMALS);
    char *text =
        out.Error != 0 || out.Buffer == NULL ? NULL : g_strndup(out.Buffer, (gsize)out.WriteOffset);
    gaiaOutBufferReset(&out);
    return text;
}

bool store_geometry(const store_query *query, int column, GBytes **ret_wkb, int *ret_srs)
{
    g_autoptr(gaiaGeomColl) geometry = parse(query, column);
    unsigned char *wkb = NULL;
    int size = 0;
    if (geometry == NULL)
        return false;
    gaiaToWkb(geometry, &wkb, &size);
    *ret_wkb = wkb != NULL ? g_bytes_new_with_free_func(wkb, (gsize)size, free, wkb) : NULL;
    *ret_srs = geometry->Srid;
    return true;
}

char *store_srs(store *s, int srs)
{
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (srs <= 0)
        return NULL;
    if (store_query_new(s,
                        "SELECT lower(organization) = 'epsg', organization_coordsys_id, definition "
                        "FROM main.gpkg_spatial_ref_sys WHERE srs_id = ?1",
                        &query, NULL) == MLG_OK) {
        store_bind_integer(query, 1, srs);
        if (store_step(query, &row, NULL) == MLG_OK && row && store_integer(query, 0) == 0)
            return g_strdup(store_text(query, 2));
        if (row)
            srs = (int)store_integer(query, 1);
    }
    return g_strdup_printf("EPSG:%d", srs); /* a number that a function was given is EPSG's */
}
