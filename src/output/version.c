/*
 * version.c - versions of the libraries in use, in fixed order.
 */
#include <maillage/version.h>

#include "crs/crs.h"
#include "dataset/dataset.h"
#include "geom/geom.h"
#include "store/store.h"

#include <json-c/json.h>
#include <xlsxwriter.h>

#include <glib.h>

char *mlg_version_libraries(void)
{
    g_autofree char *glib =
        g_strdup_printf("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
    const struct {
        const char *name, *version;
    } libraries[] = {
        {"GDAL", dataset_version()},
        {"GEOS", geom_version()},
        {"PROJ", crs_version()},
        {"SQLite", store_sqlite_version()},
        {"SpatiaLite", store_spatialite_version()},
        {"GLib", glib},
        {"json-c", json_c_version()},
        {"libxlsxwriter", lxw_version()},
    };
    GString *lines = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(libraries); i++)
        g_string_append_printf(lines, "%s %s\n", libraries[i].name, libraries[i].version);
    return g_string_free(lines, FALSE);
}
