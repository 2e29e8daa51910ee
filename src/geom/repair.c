/*
 * repair.c - MakeValid by the structure method (GEOS 3.10): shells and holes keep their roles,
 * overlapping parts are merged, what collapses is dropped. The few shapes on which GEOS fails so
 * are repaired from their lines.
 */
#include "geom/funnel.h"

#include "base/text.h"

/* "Self-intersection at 2.4113 48.8721", in C digits whatever the locale. */
static void write_reason(geom_ctx *ctx, const char *reason, const GEOSGeometry *place, char *ret,
                         size_t size)
{
    double x = 0, y = 0;
    if (!place || GEOS(ctx, GeomGetX, place, &x) != 1 || GEOS(ctx, GeomGetY, place, &y) != 1) {
        g_strlcpy(ret, reason, size);
        return;
    }
    char text_x[G_ASCII_DTOSTR_BUF_SIZE], text_y[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text_x, sizeof text_x, "%.10g", x);
    g_ascii_formatd(text_y, sizeof text_y, "%.10g", y);
    g_snprintf(ret, size, _("%s at %s %s"), reason, text_x, text_y);
}

/* *ret_valid, and why not. */
static mlg_status validate(const geom *g, geom_repair_report *ret_report, mlg_error *err)
{
    geom_ctx *ctx = g->ctx;
    char *reason = NULL;
    GEOSGeometry *place = NULL;
    int valid = GEOS(ctx, isValidDetail, g->raw, 0, &reason, &place);
    if (valid == 0)
        write_reason(ctx, reason ? reason : "", place, ret_report->reason,
                     sizeof ret_report->reason);
    ret_report->was_valid = valid == 1;
    if (reason)
        GEOSFree_r(ctx->handle, reason);
    if (place)
        GEOSGeom_destroy_r(ctx->handle, place);
    return valid == 2 ? geom_geos_fail(ctx, _("validity not checked"), err) : MLG_OK;
}

static mlg_status make_valid(const geom *g, enum GEOSMakeValidMethods method, geom **ret,
                             mlg_error *err)
{
    geom_ctx *ctx = g->ctx;
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(geom_funnel(ctx));
    GEOSGeometry *raw = NULL;
    if (params && GEOS(ctx, MakeValidParams_setMethod, params, method) == 1 &&
        GEOS(ctx, MakeValidParams_setKeepCollapsed, params, 0) == 1)
        raw = GEOS(ctx, MakeValidWithParams, g->raw, params);
    if (params)
        GEOSMakeValidParams_destroy_r(ctx->handle, params);
    return geom_take(ctx, raw, _("geometry not repaired"), ret, err);
}

mlg_status geom_repair(const geom *g, geom **ret, geom_repair_report *ret_report, mlg_error *err)
{
    geom_repair_report report = {.area_before = geom_area(g)};
    g_autoptr(geom) repaired = NULL;
    MLG_TRY(validate(g, &report, err));
    if (report.was_valid)
        MLG_TRY(geom_clone(g, &repaired, err));
    else if (make_valid(g, GEOS_MAKE_VALID_STRUCTURE, &repaired, NULL) != MLG_OK)
        MLG_TRY(make_valid(g, GEOS_MAKE_VALID_LINEWORK, &repaired, err));
    report.area_after = geom_area(repaired);
    report.collapsed = geom_is_empty(repaired);
    if (ret_report)
        *ret_report = report;
    *ret = g_steal_pointer(&repaired);
    return MLG_OK;
}

mlg_status geom_wkb_repair(geom_ctx *ctx, GBytes *wkb, GBytes **ret, geom_repair_report *ret_report,
                           mlg_error *err)
{
    geom_repair_report report = {.was_valid = true};
    g_autoptr(geom) read = NULL;
    g_autoptr(geom) valid = NULL;
    if (!geom_wkb_is_plainly_valid(wkb)) {
        MLG_TRY(geom_from_wkb(ctx, wkb, &read, err));
        MLG_TRY(geom_repair(read, &valid, &report, err));
    }
    if (report.was_valid)
        *ret = g_bytes_ref(wkb);
    else
        MLG_TRY(geom_to_wkb(valid, ret, err));
    if (ret_report)
        *ret_report = report;
    return MLG_OK;
}
