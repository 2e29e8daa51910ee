/*
 * crs.c - questions about coordinate reference systems, and geodesic areas.
 */
#include "crs/private.h"

#include <geodesic.h>
#include <math.h>

#define GRS80_A 6378137.0
#define GRS80_F (1 / 298.257222101)

const char *crs_of_department(mlg_code department)
{
    static const struct {
        const char *code, *crs;
    } overseas[] = {
        {"971", "EPSG:5490"}, {"972", "EPSG:5490"}, {"973", "EPSG:2972"}, {"974", "EPSG:2975"},
        {"975", "EPSG:4467"}, {"976", "EPSG:4471"}, {"977", "EPSG:5490"}, {"978", "EPSG:5490"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(overseas); i++)
        if (strcmp(department.s, overseas[i].code) == 0)
            return overseas[i].crs;
    /* mainland and Corsica; 00 is the demonstration's */
    mlg_code read = {""};
    bool mainland = base_code_parse(BASE_CODE_DEPARTMENT, department.s, &read) == BASE_CODE_CLEAN &&
                    strlen(read.s) == 2;
    return mainland ? "EPSG:3035" : NULL;
}

char *crs_local_equal_area(double lon, double lat)
{
    char text_lon[G_ASCII_DTOSTR_BUF_SIZE], text_lat[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text_lon, sizeof text_lon, "%.6f", lon);
    g_ascii_formatd(text_lat, sizeof text_lat, "%.6f", lat);
    return g_strdup_printf("+proj=laea +lat_0=%s +lon_0=%s +x_0=0 +y_0=0 +datum=WGS84 +units=m "
                           "+no_defs +type=crs",
                           text_lat, text_lon);
}

bool crs_is_equal_area(const char *crs)
{
    g_autoptr(crs_context) context = crs_context_new();
    g_autoptr(crs_object) object = NULL;
    if (crs_object_new(context, crs, &object, NULL) != MLG_OK)
        return false;
    int method = crs_object_method(context, object);
    return method == CRS_METHOD_LAMBERT_AZIMUTHAL || method == CRS_METHOD_ALBERS ||
           method == CRS_METHOD_LAMBERT_CYLINDRICAL;
}

mlg_status crs_identify(const char *crs, char **ret, mlg_error *err)
{
    g_autoptr(crs_context) context = crs_context_new();
    g_autoptr(crs_object) object = NULL;
    MLG_TRY(crs_object_new(context, crs, &object, err));
    *ret = crs_object_name(object, crs);
    return MLG_OK;
}

bool crs_same(const char *a, const char *b)
{
    if (!a || !b)
        return false;
    g_autoptr(crs_context) context = crs_context_new();
    g_autoptr(crs_object) object_a = NULL;
    g_autoptr(crs_object) object_b = NULL;
    if (crs_object_new(context, a, &object_a, NULL) != MLG_OK)
        return false;
    if (strcmp(a, b) == 0)
        return true;
    return crs_object_new(context, b, &object_b, NULL) == MLG_OK &&
           crs_object_same(context, object_a, object_b);
}

mlg_status crs_is_geographic(const char *crs, bool *ret, mlg_error *err)
{
    g_autoptr(crs_context) context = crs_context_new();
    g_autoptr(crs_object) object = NULL;
    MLG_TRY(crs_object_new(context, crs, &object, err));
    PJ_TYPE type = proj_get_type(object->pj);
    if (type == PJ_TYPE_BOUND_CRS) {
        PJ *source = proj_get_source_crs(context->proj, object->pj);
        type = source ? proj_get_type(source) : type;
        proj_destroy(source);
    }
    *ret = type == PJ_TYPE_GEOGRAPHIC_2D_CRS;
    return MLG_OK;
}

double crs_ring_area_m2(const double *lon, const double *lat, size_t n)
{
    struct geod_geodesic earth;
    struct geod_polygon ring;
    double area = 0;
    geod_init(&earth, GRS80_A, GRS80_F);
    geod_polygon_init(&ring, 0);
    for (size_t i = 0; i + 1 < n; i++)
        geod_polygon_addpoint(&earth, &ring, lat[i], lon[i]);
    if (n >= 4)
        geod_polygon_compute(&earth, &ring, 0, 1, &area, NULL);
    return fabs(area);
}
