/*
 * value.c - values of a query with their types, and geometries of either format: a GeoPackage's as
 * they are stored, SpatiaLite's as its functions return them.
 */
#include "store/geometry.h"
#include "store/private.h"

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

static bool read_shape(const store_query *query, int column, store_shape *ret)
{
    size_t size = 0;
    if (store_value_type(query, column) != STORE_BLOB)
        return false;
    const void *blob = store_blob(query, column, &size);
    return store_shape_read(blob, size, ret);
}

bool store_is_geometry(const store_query *query, int column)
{
    g_auto(store_shape) shape = {0};
    return read_shape(query, column, &shape);
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
    g_auto(store_shape) shape = {0};
    if (!read_shape(query, column, &shape))
        return false;
    *ret_type = store_shape_type(&shape);
    *ret_points = shape.n_points;
    return true;
}

char *store_geometry_wkt(const store_query *query, int column)
{
    g_auto(store_shape) shape = {0};
    return read_shape(query, column, &shape) ? store_shape_wkt(&shape) : NULL;
}

bool store_geometry(const store_query *query, int column, GBytes **ret_wkb, int *ret_srs)
{
    g_auto(store_shape) shape = {0};
    if (!read_shape(query, column, &shape))
        return false;
    *ret_wkb = store_shape_is_empty(&shape)
                   ? NULL
                   : g_byte_array_free_to_bytes(g_steal_pointer(&shape.wkb));
    *ret_srs = shape.srs;
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
