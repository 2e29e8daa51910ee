/*
 * open_file.c - one file opened: by our CSV reader, or by one of GDAL's drivers that we accept.
 */
#include "base/text.h"
#include "dataset/private.h"
#include "dataset/reads.h"

#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogr_api.h>

/* Drivers that read data where it stands. Others are refused: some of them (VRT, WFS...) follow
 * addresses written in the file. */
static const char *const drivers[] = {"ESRI Shapefile",
                                      "GPKG",
                                      "GeoJSON",
                                      "GeoJSONSeq",
                                      "TopoJSON",
                                      "FlatGeobuf",
                                      "XLSX",
                                      "ODS",
                                      "XLS",
                                      "PostgreSQL",
                                      "SQLite",
                                      "MapInfo File",
                                      "Parquet",
                                      "Arrow",
                                      "GML",
                                      "KML",
                                      "OpenFileGDB",
                                      "LIBKML",
                                      NULL};

/* Features looked at when a layer does not declare its kind of geometry. */
#define OPEN_PEEK_FEATURES 50

void dataset_file_free(dataset_file *file)
{
    if (file == NULL)
        return;
    dataset_guard guard;
    dataset_guard_push(&guard);
    if (file->handle != NULL)
        GDALClose(file->handle);
    dataset_guard_pop();
    csv_table_free(file->csv);
    g_free(file->path);
    g_free(file->shown);
    g_free(file);
}

void dataset_entry_free(dataset_entry *entry)
{
    if (entry == NULL)
        return;
    g_strfreev(entry->layer.columns);
    g_free(entry->name);
    g_free(entry->crs);
    g_free(entry);
}

static dataset_entry *add_entry(dataset *ds, dataset_file *file, const char *name,
                                GPtrArray *columns)
{
    dataset_entry *entry = g_new0(dataset_entry, 1);
    entry->name = g_strdup(name);
    entry->file = file;
    entry->layer.name = entry->name;
    entry->layer.file = file->shown;
    entry->layer.n_columns = columns->len;
    entry->layer.declared_count = -1;
    g_ptr_array_add(columns, NULL);
    entry->layer.columns = (char **)g_ptr_array_free(columns, FALSE);
    g_ptr_array_add(ds->entries, entry);
    return entry;
}

static dataset_geometry kind_of(OGRwkbGeometryType type)
{
    switch (wkbFlatten(type)) {
    case wkbNone:
        return DATASET_NO_GEOMETRY;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
        return DATASET_POLYGON;
    default:
        return DATASET_OTHER_GEOMETRY;
    }
}

/* Kind of a layer that does not declare one: polygons where its first features have any; none: no
 * geometry at all. */
static dataset_geometry peek_kind(OGRLayerH layer)
{
    dataset_geometry kind = DATASET_NO_GEOMETRY;
    OGR_L_ResetReading(layer);
    for (int i = 0; i < OPEN_PEEK_FEATURES && kind != DATASET_POLYGON; i++) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        if (feature == NULL)
            break;
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry != NULL)
            kind = wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbGeometryCollection
                       ? DATASET_POLYGON
                       : kind_of(OGR_G_GetGeometryType(geometry));
        OGR_F_Destroy(feature);
    }
    OGR_L_ResetReading(layer);
    return kind;
}

/* A GeoPackage without CRS names "Undefined Cartesian SRS" or "Undefined geographic SRS". */
char *dataset_crs_text(OGRSpatialReferenceH srs)
{
    const char *title = srs != NULL ? OSRGetName(srs) : NULL;
    if (srs == NULL || (title != NULL && g_str_has_prefix(title, "Undefined ")))
        return NULL;
    const char *authority = OSRGetAuthorityName(srs, NULL);
    const char *code = OSRGetAuthorityCode(srs, NULL);
    if (authority != NULL && code != NULL && strcmp(authority, "EPSG") == 0)
        return g_strconcat(authority, ":", code, NULL);
    static const char *const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
    char *wkt = NULL;
    char *copy = NULL;
    if (OSRExportToWktEx(srs, &wkt, options) == OGRERR_NONE && wkt != NULL && wkt[0] != '\0')
        copy = g_strdup(wkt);
    CPLFree(wkt);
    return copy;
}

void dataset_add_layer(dataset *ds, dataset_file *file, OGRLayerH handle, bool raw, bool counted)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(handle);
    GPtrArray *columns = g_ptr_array_new();
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        g_ptr_array_add(columns, g_strdup(OGR_Fld_GetNameRef(field)));
    }
    dataset_entry *entry = add_entry(ds, file, OGR_L_GetName(handle), columns);
    entry->handle = handle;
    entry->layer.raw = raw;
    if (raw)
        return;
    OGRwkbGeometryType type = OGR_L_GetGeomType(handle);
    entry->layer.geometry = kind_of(type);
    if (wkbFlatten(type) == wkbUnknown || wkbFlatten(type) == wkbGeometryCollection)
        entry->layer.geometry = peek_kind(handle);
    if (entry->layer.geometry != DATASET_NO_GEOMETRY)
        entry->crs = dataset_crs_text(OGR_L_GetSpatialRef(handle));
    entry->layer.crs = entry->crs;
    if (counted)
        entry->layer.declared_count = OGR_L_GetFeatureCount(handle, /* bForce= */ FALSE);
}

static mlg_status open_csv(dataset *ds, const char *path, const char *shown, mlg_error *err)
{
    g_autoptr(csv_table) table = NULL;
    size_t most = ds->head_only ? DATASET_HEAD_BYTES : 0;
    MLG_TRY(csv_table_open(path, shown, most, &table, err));
    dataset_file *file = g_new0(dataset_file, 1);
    file->path = g_strdup(path);
    file->shown = g_strdup(shown);
    g_ptr_array_add(ds->files, file);
    GPtrArray *columns = g_ptr_array_new();
    for (size_t i = 0; i < csv_table_columns(table); i++)
        g_ptr_array_add(columns, g_strdup_printf("Field%zu", i + 1));
    g_autofree char *name = g_path_get_basename(shown);
    char *dot = strrchr(name, '.');
    if (dot != NULL)
        *dot = '\0';
    dataset_entry *entry = add_entry(ds, file, name, columns);
    entry->layer.raw = true;
    file->csv = g_steal_pointer(&table);
    return MLG_OK;
}

/* A shapefile is several files; GDAL's words for a missing one are about its options. */
static mlg_status check_shapefile(const char *path, const char *shown, mlg_error *err)
{
    static const char *const companions[][2] = {{"dbf", "DBF"}, {"shx", "SHX"}};
    for (size_t i = 0; i < G_N_ELEMENTS(companions); i++) {
        bool found = false;
        for (size_t j = 0; j < 2 && !found; j++) {
            g_autofree char *other =
                g_strdup_printf("%.*s%s", (int)strlen(path) - 3, path, companions[i][j]);
            VSIStatBufL stat;
            found = VSIStatL(other, &stat) == 0;
        }
        if (!found)
            return mlg_hint(
                err,
                mlg_fail(err, MLG_E_IO, _("%s: its .%s file is missing"), shown, companions[i][0]),
                _("a shapefile is several files (.shp, .shx, .dbf, .prj): copy them all"));
    }
    return MLG_OK;
}

static mlg_status cannot_open(const char *path, const char *shown, const dataset_guard *guard,
                              mlg_error *err)
{
    dataset_guard quiet;
    dataset_guard_push(&quiet);
    GDALDriverH driver = GDALIdentifyDriverEx(path, GDAL_OF_VECTOR, NULL, NULL);
    dataset_guard_pop();
    const char *name = driver != NULL ? GDALGetDriverShortName(driver) : NULL;
    if (name != NULL && !g_strv_contains(drivers, name))
        return mlg_hint(
            err, mlg_fail(err, MLG_E_IO, _("%s: files of format %s are refused"), shown, name),
            _("convert it first: ogr2ogr sortie.gpkg %s"), shown);
    const char *reason = guard->message[0] != '\0' ? dataset_guard_reason(guard, 0) : NULL;
    mlg_status status = mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), shown,
                                 reason != NULL ? reason : _("unknown format"));
    return mlg_hint(
        err, status,
        _("the file may be incomplete or of another format: fetch it again, or open it in "
          "QGIS to see"));
}

/*
 * Spreadsheets are read raw; their drivers look at the configuration when a sheet is first used.
 * SpatiaLite is not needed to read, and its set-up calls setlocale(), which several threads must
 * not.
 */
static void configure(bool opening)
{
    static const char *const settings[][2] = {
        {"SPATIALITE_LOAD", "NO"},          {"OGR_XLSX_HEADERS", "DISABLE"},
        {"OGR_XLSX_FIELD_TYPES", "STRING"}, {"OGR_ODS_HEADERS", "DISABLE"},
        {"OGR_ODS_FIELD_TYPES", "STRING"},  {"OGR_XLS_HEADERS", "DISABLE"},
        {"OGR_XLS_FIELD_TYPES", "STRING"}};
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        CPLSetThreadLocalConfigOption(settings[i][0], opening ? settings[i][1] : NULL);
}

/* PROJ says why in its own words. */
static bool has_bad_prj(const char *path)
{
    g_auto(GStrv) others = dataset_companions(path, /* all= */ false);
    bool bad = false;
    for (char **other = others; *other != NULL; other++) {
        g_autofree char *text = NULL;
        size_t n = strlen(*other);
        if (n < 4 || g_ascii_strcasecmp(*other + n - 4, ".prj") != 0 ||
            !g_file_get_contents(*other, &text, NULL, NULL))
            continue;
        dataset_guard guard;
        dataset_guard_push(&guard);
        OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
        bad = OSRSetFromUserInput(crs, text) != OGRERR_NONE;
        OSRDestroySpatialReference(crs);
        dataset_guard_pop();
    }
    return bad;
}

static mlg_status add_layers(dataset *ds, dataset_file *file, bool raw, mlg_error *err)
{
    dataset_guard guard;
    dataset_guard_push(&guard);
    for (int i = 0; i < GDALDatasetGetLayerCount(file->handle); i++)
        dataset_add_layer(ds, file, GDALDatasetGetLayer(file->handle, i), raw, /* counted= */ true);
    dataset_guard_pop();
    if (!guard.failed)
        return MLG_OK;
    if (has_bad_prj(file->path))
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_CRS,
                     _("%s: its .prj file is damaged: it tells no coordinate system"), file->shown),
            _("copy the .prj file again, or say it: ogr2ogr -a_srs EPSG:2154 sortie.gpkg %s"),
            file->shown);
    return mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), file->shown,
                    dataset_guard_reason(&guard, 0));
}

bool dataset_is_text(const char *path)
{
    static const char *const extensions[] = {".csv", ".tsv", ".txt", ".csv.gz", NULL};
    return dataset_has_extension(path, extensions);
}

mlg_status dataset_open_file(dataset *ds, const char *path, const char *shown,
                             const char *const *options, mlg_error *err)
{
    static const char *const sheets[] = {".xlsx", ".xlsm", ".ods", ".xls", NULL};
    static const char *const shapefile[] = {".shp", NULL};
    if (dataset_is_text(path))
        return open_csv(ds, path, shown, err);
    if (dataset_has_extension(path, shapefile))
        MLG_TRY(check_shapefile(path, shown, err));
    const unsigned flags = GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
    bool raw = dataset_has_extension(path, sheets);
    dataset_file *file = g_new0(dataset_file, 1);
    file->path = g_strdup(path);
    file->shown = g_strdup(shown);
    g_ptr_array_add(ds->files, file);
    dataset_guard guard;
    configure(true);
    dataset_guard_push(&guard);
    file->handle = GDALOpenEx(path, flags, drivers, options, NULL);
    dataset_guard_pop();
    mlg_status status = file->handle != NULL ? add_layers(ds, file, raw, err)
                                             : cannot_open(path, shown, &guard, err);
    configure(false);
    return status;
}
