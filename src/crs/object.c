/*
 * object.c - CRS texts read into PROJ objects and recognised. The same CRS reaches us as
 * "EPSG:2154", "IGNF:LAMB93" and a dozen of .prj dialects: all become EPSG's own definition, so
 * that they transform identically.
 */
#include "crs/private.h"

#include "base/text.h"

#include <proj_experimental.h> /* proj_crs_demote_to_2D */

/* proj_identify: 70 is an equal definition under another name */
#define IDENTIFY_CONFIDENCE 70

void crs_object_free(crs_object *object)
{
    if (!object)
        return;
    proj_destroy(object->pj);
    g_free(object);
}

/* WKT is long and has many lines: its beginning is enough to recognise it. */
static mlg_status fail_text(mlg_error *err, const char *format, const char *text)
{
    char start[64];
    g_strlcpy(start, text, sizeof start);
    g_strdelimit(start, "\n\r\t", ' ');
    const char *valid_end = NULL;
    if (!g_utf8_validate(start, -1, &valid_end))
        start[valid_end - start] = '\0';
    return mlg_fail(err, MLG_E_CRS, format, start, strlen(text) >= sizeof start ? "..." : "");
}

static bool is_horizontal(PJ_TYPE type)
{
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_PROJECTED_CRS;
}

/* Replaces *pj by what `next` made of it; NULL leaves it. */
static void replace(PJ **pj, PJ *next)
{
    if (!next)
        return;
    proj_destroy(*pj);
    *pj = next;
}

static bool has_height(const crs_context *context, const PJ *pj)
{
    PJ *system = proj_crs_get_coordinate_system(context->proj, pj);
    bool has = system && proj_cs_get_axis_count(context->proj, system) == 3;
    proj_destroy(system);
    return has;
}

/* Heights are dropped: the first part of a compound CRS, the 2D form of a 3D one. */
static void make_horizontal(const crs_context *context, PJ **pj)
{
    if (proj_get_type(*pj) == PJ_TYPE_COMPOUND_CRS)
        replace(pj, proj_crs_get_sub_crs(context->proj, *pj, 0));
    PJ_TYPE type = proj_get_type(*pj);
    if ((type == PJ_TYPE_GEOGRAPHIC_3D_CRS || type == PJ_TYPE_PROJECTED_CRS) &&
        has_height(context, *pj))
        replace(pj, proj_crs_demote_to_2D(context->proj, NULL, *pj));
}

static int epsg_of(const PJ *pj)
{
    const char *authority = proj_get_id_auth_name(pj, 0), *code = proj_get_id_code(pj, 0);
    if (!authority || !code || strcmp(authority, "EPSG") != 0)
        return 0;
    return (int)g_ascii_strtoll(code, NULL, 10);
}

static bool is_wgs84(const crs_context *context, const PJ *pj)
{
    PJ *wgs84 = proj_create(context->proj, "EPSG:4326");
    bool same =
        wgs84 && proj_is_equivalent_to_with_ctx(context->proj, pj, wgs84,
                                                PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
    proj_destroy(wgs84);
    return same;
}

/* EPSG code of an equal definition, 0 when there is none. */
static int identify(const crs_context *context, const PJ *pj)
{
    int epsg = epsg_of(pj);
    if (epsg != 0)
        return epsg;
    if (is_wgs84(context, pj))
        return 4326;
    int *confidence = NULL;
    PJ_OBJ_LIST *list = proj_identify(context->proj, pj, "EPSG", NULL, &confidence);
    if (list && proj_list_get_count(list) > 0 && confidence[0] >= IDENTIFY_CONFIDENCE) {
        PJ *best = proj_list_get(context->proj, list, 0);
        epsg = best ? epsg_of(best) : 0;
        proj_destroy(best);
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(list);
    return epsg;
}

static PJ *from_epsg(const crs_context *context, int epsg)
{
    char code[16];
    g_snprintf(code, sizeof code, "%d", epsg);
    return proj_create_from_database(context->proj, "EPSG", code, PJ_CATEGORY_CRS, 0, NULL);
}

/* A bound CRS (TOWGS84 in a .prj) is its source when EPSG knows that one; else it stays bound. */
static void recognise(const crs_context *context, crs_object *object)
{
    if (proj_get_type(object->pj) == PJ_TYPE_BOUND_CRS) {
        PJ *source = proj_get_source_crs(context->proj, object->pj);
        object->epsg = source ? identify(context, source) : 0;
        proj_destroy(source);
    } else {
        object->epsg = identify(context, object->pj);
    }
    if (object->epsg != 0)
        replace(&object->pj, from_epsg(context, object->epsg));
}

static PJ_TYPE horizontal_type(const crs_context *context, const PJ *pj)
{
    PJ_TYPE type = proj_get_type(pj);
    if (type != PJ_TYPE_BOUND_CRS)
        return type;
    PJ *source = proj_get_source_crs(context->proj, pj);
    type = source ? proj_get_type(source) : PJ_TYPE_UNKNOWN;
    proj_destroy(source);
    return type;
}

/* A PROJ string without +type=crs describes an operation. */
static PJ *create(const crs_context *context, const char *text)
{
    if (!strstr(text, "+proj=") || strstr(text, "type=crs"))
        return proj_create(context->proj, text);
    g_autofree char *crs = g_strconcat(text, " +type=crs", NULL);
    return proj_create(context->proj, crs);
}

mlg_status crs_object_new(crs_context *context, const char *text, crs_object **ret, mlg_error *err)
{
    if (!text || text[0] == '\0')
        return mlg_fail(err, MLG_E_CRS, _("no coordinate reference system is given"));
    g_autoptr(crs_object) object = g_new0(crs_object, 1);
    object->pj = create(context, text);
    if (!object->pj)
        return fail_text(err, _("coordinate reference system \"%s%s\" is unknown"), text);
    make_horizontal(context, &object->pj);
    recognise(context, object);
    if (!is_horizontal(horizontal_type(context, object->pj)))
        return fail_text(err, _("\"%s%s\" is no horizontal coordinate reference system"), text);
    *ret = g_steal_pointer(&object);
    return MLG_OK;
}

bool crs_object_same(const crs_context *context, const crs_object *a, const crs_object *b)
{
    if (a->epsg != 0 && a->epsg == b->epsg)
        return true;
    return proj_is_equivalent_to_with_ctx(context->proj, a->pj, b->pj,
                                          PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

int crs_object_method(const crs_context *context, const crs_object *object)
{
    PJ *projection = proj_crs_get_coordoperation(context->proj, object->pj);
    const char *code = NULL;
    bool known = projection && proj_coordoperation_get_method_info(context->proj, projection, NULL,
                                                                   NULL, &code) != 0;
    int method = known && code ? (int)g_ascii_strtoll(code, NULL, 10) : 0;
    proj_destroy(projection);
    return method;
}

char *crs_object_name(const crs_object *object, const char *text)
{
    if (object->epsg != 0)
        return g_strdup_printf("EPSG:%d", object->epsg);
    const char *name = proj_get_name(object->pj);
    return g_strdup(name && strcmp(name, "unknown") != 0 && name[0] != '\0' ? name : text);
}
