/*
 * sql_geojson.c - the rows of a user's own query as GeoJSON (RFC 7946): the one column that holds
 * geometries is the geometry, all others are properties.
 */
#include "base/error.h"
#include "base/text.h"
#include "report/shape.h"
#include "report/sql.h"

#define NO_COLUMN (-1)

static mlg_status two_columns(const report_sql *sql, int first, int second, mlg_error *err)
{
    const char *name = store_column_name(sql->query, second);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG,
                             _("SQL: columns '%s' and '%s' are geometries: GeoJSON has one"),
                             store_column_name(sql->query, first), name),
                    _("take one away, or write it as text: ST_AsText(%s)"), name);
}

/* The column that its table declares a geometry. */
static mlg_status find_declared(const report_sql *sql, int *ret, mlg_error *err)
{
    for (int c = 0; c < sql->n_columns; c++) {
        if (!store_column_is_geometry(sql->query, c))
            continue;
        if (*ret != NO_COLUMN)
            return two_columns(sql, *ret, c, err);
        *ret = c;
    }
    return MLG_OK;
}

/* An expression tells by its first geometry: rows are read up to it, then again. */
static mlg_status find_column(const report_sql *sql, int *ret, mlg_error *err)
{
    bool row = true, any_row = false, computed = false;
    MLG_TRY(find_declared(sql, ret, err));
    for (int c = 0; c < sql->n_columns; c++)
        computed = computed || store_column_is_computed(sql->query, c);
    while (*ret == NO_COLUMN && computed && row) {
        MLG_TRY(store_step(sql->query, &row, err));
        any_row = any_row || row;
        for (int c = 0; row && c < sql->n_columns && *ret == NO_COLUMN; c++)
            if (store_is_geometry(sql->query, c))
                *ret = c;
    }
    store_restart(sql->query);
    if (*ret == NO_COLUMN && (any_row || !computed))
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_ARG, "%s", _("SQL: no column is a geometry: this is no GeoJSON")),
            "%s", _("add one, as in SELECT code_qp, geom FROM qpv; or use --format json"));
    return MLG_OK;
}

static mlg_status append_geometry(const report_sql *sql, int column, report_shapes *shapes,
                                  mlg_error *err)
{
    g_autoptr(GBytes) wkb = NULL;
    int srs = 0;
    if (!store_geometry(sql->query, column, &wkb, &srs) || wkb == NULL) {
        g_string_append(sql->out, "null");
        return MLG_OK;
    }
    g_autofree char *crs = store_srs(sql->store, srs);
    if (crs == NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_CRS, _("SQL: the geometry of column '%s' has no CRS"),
                                 store_column_name(sql->query, column)),
                        "%s", _("give it its number, as in SetSRID(GEOMETRY, 2154)"));
    return report_shape_append(shapes, wkb, crs, sql->out, err);
}

static mlg_status append_feature(const report_sql *sql, int geometry, char **members,
                                 report_shapes *shapes, mlg_error *err)
{
    bool first = true;
    g_string_append(sql->out, "{\"type\": \"Feature\", \"properties\": {");
    for (int c = 0; c < sql->n_columns; c++) {
        if (c == geometry)
            continue;
        if (store_is_geometry(sql->query, c))
            return two_columns(sql, geometry, c, err);
        g_string_append(sql->out, first ? "" : ", ");
        first = false;
        report_sql_append_json_text(sql->out, members[c]);
        g_string_append(sql->out, ": ");
        report_sql_append_json(sql->out, sql, c);
    }
    g_string_append(sql->out, "}, \"geometry\": ");
    MLG_TRY(append_geometry(sql, geometry, shapes, err));
    g_string_append_c(sql->out, '}');
    return MLG_OK;
}

mlg_status report_sql_geojson(const report_sql *sql, mlg_error *err)
{
    int geometry = NO_COLUMN;
    bool row = false;
    MLG_TRY(find_column(sql, &geometry, err));
    g_auto(GStrv) members = report_sql_members(sql);
    g_autoptr(report_shapes) shapes = report_shapes_new();
    g_string_append(sql->out, "{\"type\": \"FeatureCollection\", \"features\": [");
    for (size_t n = 0;; n++) {
        MLG_TRY(report_sql_step(sql, sql->out->len, &row, err));
        if (!row)
            break;
        g_string_append(sql->out, n > 0 ? ",\n" : "\n");
        mlg_status status = append_feature(sql, geometry, members, shapes, err);
        if (status != MLG_OK)
            return mlg_wrap(err, status, _("row %zu"), n + 1);
    }
    g_string_append(sql->out, "\n]}\n");
    return MLG_OK;
}
