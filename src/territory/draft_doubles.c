/*
 * draft_doubles.c - one code on two rows: the polygons are put together, and it is told.
 */
#include "territory/draft.h"

#include "geom/wkb.h"

bool draft_add_shape(territory_builder *b, territory_shape *shape, territory_shape more)
{
    if (more.wkb == NULL)
        return true;
    if (shape->wkb == NULL) {
        *shape = more;
        return true;
    }
    if (shape->crs != more.crs)
        return false;
    if (g_bytes_equal(shape->wkb, more.wkb)) /* a row copied: nothing to join or to repair */
        return true;
    GBytes *both[] = {shape->wkb, more.wkb};
    shape->wkb = geom_wkb_collect(both, 2);
    g_ptr_array_add(b->shapes, shape->wkb);
    return true;
}

void draft_report_double(const draft_work *work, const char *object, mlg_code code,
                         territory_origin first, territory_origin second, bool joined)
{
    /* texts of origins are kept once each */
    g_autofree char *row = first.file == second.file && first.layer == second.layer
                               ? g_strdup_printf("%ld", first.row)
                               : g_strdup_printf("%ld, %s", first.row, first.file);
    BASE_EMIT(work->monitor, .code = joined ? "code-double" : "code-double-autre-crs",
              .object = object, .id = code.s, .file = second.file, .layer = second.layer,
              .row = second.row, .value = code.s, .detail = row);
}
