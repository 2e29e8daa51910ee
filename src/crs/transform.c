/*
 * transform.c - coordinates from one CRS to another.
 */
#include "crs/private.h"

#include "base/text.h"

#include <math.h>

#define CHUNK ((size_t)512) /* points whose originals are kept for the message */

struct crs_transform {
    crs_context *own; /* NULL when the context is shared */
    PJ *pj;           /* NULL for identity */
    bool refined;
    char *from, *to;
};

void crs_transform_free(crs_transform *transform)
{
    if (!transform)
        return;
    proj_destroy(transform->pj);
    crs_context_free(transform->own);
    g_free(transform->from);
    g_free(transform->to);
    g_free(transform);
}

bool crs_transform_is_identity(const crs_transform *transform)
{
    return transform->pj == NULL;
}

/* x = east, y = north on both sides. */
static PJ *operation(const crs_context *context, const crs_object *from, const crs_object *to)
{
    PJ *plain = proj_create_crs_to_crs_from_pj(context->proj, from->pj, to->pj, NULL, NULL);
    PJ *normal = plain ? proj_normalize_for_visualization(context->proj, plain) : NULL;
    proj_destroy(plain);
    return normal;
}

mlg_status crs_transform_new(crs_context *context, const char *from, const char *to,
                             crs_transform **ret, mlg_error *err)
{
    g_autoptr(crs_transform) transform = g_new0(crs_transform, 1);
    g_autoptr(crs_object) object_from = NULL;
    g_autoptr(crs_object) object_to = NULL;
    if (context == NULL)
        context = transform->own = crs_context_new();
    MLG_TRY(crs_object_new(context, from, &object_from, err));
    MLG_TRY(crs_object_new(context, to, &object_to, err));
    transform->from = crs_object_name(object_from, from);
    transform->to = crs_object_name(object_to, to);
    if (!crs_object_same(context, object_from, object_to)) {
        context->message[0] = '\0';
        transform->pj = operation(context, object_from, object_to);
        if (!transform->pj)
            return mlg_fail(err, MLG_E_CRS, _("no transformation from %s to %s: PROJ: %s"),
                            transform->from, transform->to, context->message);
    }
    /* PROJ 9.1 comes back from this projection by a series that is 0.4 mm off */
    transform->refined = crs_object_method(context, object_from) == CRS_METHOD_LAMBERT_AZIMUTHAL;
    *ret = g_steal_pointer(&transform);
    return MLG_OK;
}

static mlg_status fail_point(const crs_transform *transform, double x, double y, mlg_error *err)
{
    char text_x[G_ASCII_DTOSTR_BUF_SIZE], text_y[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text_x, sizeof text_x, "%.10g", x);
    g_ascii_formatd(text_y, sizeof text_y, "%.10g", y);
    return mlg_fail(err, MLG_E_CRS, _("point %s %s cannot be transformed from %s to %s"), text_x,
                    text_y, transform->from, transform->to);
}

static void run(const crs_transform *transform, PJ_DIRECTION direction, double *x, double *y,
                size_t n)
{
    proj_trans_generic(transform->pj, direction, x, sizeof *x, n, y, sizeof *y, n, NULL, 0, 0, NULL,
                       0, 0);
}

/* Back by the exact direction, and again from a start moved by what was missed. */
static void refine(const crs_transform *transform, const double *old_x, const double *old_y,
                   double *x, double *y, size_t n)
{
    double back_x[CHUNK], back_y[CHUNK];
    memcpy(back_x, x, n * sizeof *x);
    memcpy(back_y, y, n * sizeof *y);
    run(transform, PJ_INV, back_x, back_y, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = old_x[i] + (old_x[i] - back_x[i]);
        y[i] = old_y[i] + (old_y[i] - back_y[i]);
    }
    run(transform, PJ_FWD, x, y, n);
}

mlg_status crs_transform_apply(void *user, double *x, double *y, size_t n, mlg_error *err)
{
    const crs_transform *transform = user;
    if (!transform->pj)
        return MLG_OK;
    for (size_t start = 0; start < n; start += CHUNK) {
        double old_x[CHUNK], old_y[CHUNK], *new_x = x + start, *new_y = y + start;
        size_t count = MIN(CHUNK, n - start);
        memcpy(old_x, new_x, count * sizeof *x);
        memcpy(old_y, new_y, count * sizeof *y);
        run(transform, PJ_FWD, new_x, new_y, count);
        if (transform->refined)
            refine(transform, old_x, old_y, new_x, new_y, count);
        for (size_t i = 0; i < count; i++)
            if (!isfinite(new_x[i]) || !isfinite(new_y[i]))
                return fail_point(transform, old_x[i], old_y[i], err);
    }
    return MLG_OK;
}
