/*
 * cut.c - faces as they are cut, before they have their final number.
 */
#include "mesh/work.h"

void mesh_cut_init(mesh_cut *cut)
{
    cut->faces = g_array_new(FALSE, FALSE, sizeof(mesh_face));
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
    for (int k = 0; k < MESH_KINDS; k++)
        g_array_unref(cut->members[k]);
    cut->faces = NULL;
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
