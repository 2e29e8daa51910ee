/*
 * cut.c - faces as they are cut, before they have their final number.
 */
#include "mesh/work.h"

#include "base/text.h"

void mesh_cut_init(mesh_cut *cut)
{
    cut->faces = g_array_new(FALSE, FALSE, sizeof(mesh_face));
    cut->bases = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    cut->pieces = g_array_new(FALSE, FALSE, sizeof(mesh_share));
    cut->trims = g_array_new(FALSE, FALSE, sizeof(mesh_trim));
    for (int k = 0; k < MESH_KINDS; k++)
        cut->members[k] = g_array_new(FALSE, FALSE, sizeof(mesh_member));
}

void mesh_cut_done(mesh_cut *cut)
{
    if (cut->faces == NULL)
        return;
    for (guint i = 0; i < cut->faces->len; i++)
        g_clear_pointer(&g_array_index(cut->faces, mesh_face, i).wkb, g_bytes_unref);
    g_array_unref(cut->faces);
    g_array_unref(cut->bases);
    g_array_unref(cut->pieces);
    g_array_unref(cut->trims);
    for (int k = 0; k < MESH_KINDS; k++)
        g_array_unref(cut->members[k]);
    *cut = (mesh_cut){0};
}

uint32_t mesh_cut_add(mesh_cut *cut, const mesh_face *face)
{
    g_array_append_vals(cut->faces, face, 1);
    return cut->faces->len - 1;
}

void mesh_cut_member(mesh_cut *cut, mesh_kind kind, uint32_t face, uint32_t unit)
{
    mesh_member member = {face, unit};
    g_array_append_val(cut->members[kind], member);
}

void mesh_cut_guard(mesh_cut *cut, const geom_overlay_report *report)
{
    if (report->verdict == GEOM_OVERLAY_AGREED)
        return;
    if (cut->n_guarded++ == 0)
        cut->guard = *report;
}

void mesh_report_guards(mesh_work *w)
{
    for (size_t c = 0; c < w->t->n_communes; c++) {
        const mesh_cut *cut = &w->cuts[c];
        w->mesh->summary.n_guarded += cut->n_guarded;
        if (cut->n_guarded == 0)
            continue;
        g_autofree char *count = g_strdup_printf("%zu", cut->n_guarded);
        g_autofree char *areas =
            g_strdup_printf("%.6f / %.6f m²", cut->guard.area_float, cut->guard.area_precise);
        BASE_EMIT(w->monitor, .code = "recouvrement-garde", .object = "commune",
                  .id = w->t->communes[c].code.s, .value = count, .detail = areas);
    }
}

/* Number and area of the trims of each geometry; g_free() both. */
static void sum_trims(const mesh_work *w, size_t **ret_n, double **ret_area_m2)
{
    *ret_n = g_new0(size_t, w->n_geometries + 1);
    *ret_area_m2 = g_new0(double, w->n_geometries + 1);
    for (size_t c = 0; c < w->t->n_communes; c++)
        for (guint i = 0; w->cuts[c].faces != NULL && i < w->cuts[c].trims->len; i++) {
            mesh_trim trim = g_array_index(w->cuts[c].trims, mesh_trim, i);
            (*ret_n)[trim.geometry]++;
            (*ret_area_m2)[trim.geometry] += trim.area_m2;
        }
}

void mesh_report_trims(mesh_work *w)
{
    const mlg_inventory *inv = w->mesh->inventory;
    g_autofree size_t *n = NULL;
    g_autofree double *area_m2 = NULL;
    sum_trims(w, &n, &area_m2);
    for (size_t d = 0; inv != NULL && d < inv->n_dispositifs; d++) {
        const inventory_dispositif *dispositif = &inv->dispositifs[d];
        for (uint32_t i = 0; i < dispositif->n_lines; i++) {
            const inventory_line *line = &inv->lines[dispositif->first_line + i];
            if (line->unit != INVENTORY_GEOMETRIE || n[line->index] == 0)
                continue;
            g_autofree char *count = g_strdup_printf("%zu", n[line->index]);
            g_autofree char *area = g_strdup_printf("%.0f", area_m2[line->index]);
            BASE_EMIT(w->monitor, .code = "perimetre-lisere", .object = "perimetre",
                      .id = dispositif->id, .file = line->origin.file, .layer = line->origin.sheet,
                      .row = line->origin.row, .value = count, .detail = area);
        }
    }
}
