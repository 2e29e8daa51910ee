/*
 * refine.c - second stage: the base mesh refined by what an inventory draws inside communes. It
 * needs the mesh, its territory and the inventory only, so that a mesh that was stored is refined
 * as one that was just built.
 */
#include "mesh/cutting.h"

#include "base/text.h"

typedef struct refine_job {
    mesh_work *w;
    GArray *communes; /* uint32_t, ascending: those that perimeters may cut */
} refine_job;

static mlg_status refine_commune(mesh_work *w, mesh_worker *worker, uint32_t commune,
                                 mlg_error *err)
{
    mesh_cutting c = {w, worker, &w->cuts[commune], commune, mesh_cutting_regions()};
    mesh_cut_init(c.cut);
    mlg_status status = mesh_cutting_refine(&c, err);
    if (status == MLG_OK)
        status = mesh_weigh_cut(w, worker, commune, err);
    g_array_unref(c.regions);
    if (status != MLG_OK)
        return mlg_wrap(err, status, _("commune %s"), w->t->communes[commune].code.s);
    return MLG_OK;
}

static mlg_status refine_chunk(void *user, unsigned worker, size_t begin, size_t end,
                               mlg_error *err)
{
    refine_job *job = user;
    for (size_t i = begin; i < end; i++)
        MLG_TRY(refine_commune(job->w, &job->w->workers[worker],
                               g_array_index(job->communes, uint32_t, i), err));
    return MLG_OK;
}

static GArray *communes_to_cut(const mesh_work *w)
{
    GArray *communes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        g_autoptr(GArray) perimeters = mesh_perimeters_of(w, c);
        if (perimeters->len > 0)
            g_array_append_val(communes, c);
    }
    return communes;
}

/* A polygon perimeter that meets no commune. */
static void report_lost_perimeters(const mesh_work *w)
{
    const mlg_inventory *inv = w->mesh->inventory;
    for (size_t d = 0; inv != NULL && d < inv->n_dispositifs; d++) {
        const inventory_dispositif *dispositif = &inv->dispositifs[d];
        for (uint32_t i = 0; i < dispositif->n_lines; i++) {
            const inventory_line *line = &inv->lines[dispositif->first_line + i];
            size_t n = 0;
            if (line->unit != INVENTORY_GEOMETRIE || w->geometries[line->index].wkb == NULL)
                continue;
            (void)mesh_list(&w->mesh->of_geometry, line->index, &n); /* only the number is wanted */
            if (n == 0)
                BASE_EMIT(w->monitor, .code = "perimetre-hors-territoire", .object = "perimetre",
                          .id = dispositif->id, .file = line->origin.file,
                          .layer = line->origin.sheet, .row = line->origin.row);
        }
    }
}

/* Only the parts that a perimeter names cut their commune; true when there is one. */
static bool mark_parts(mesh_work *w)
{
    const mlg_inventory *inv = w->mesh->inventory;
    bool any = false;
    for (size_t i = 0; inv != NULL && i < inv->n_lines; i++) {
        const inventory_line *line = &inv->lines[i];
        if (line->unit != INVENTORY_COMMUNE_DELEGUEE &&
            line->unit != INVENTORY_ARRONDISSEMENT_MUNICIPAL)
            continue;
        w->part_used[line->index] = true;
        any = true;
    }
    return any;
}

static mlg_status refine(mesh_work *w, mlg_error *err)
{
    MLG_TRY(mesh_prepare_perimeters(w, err));
    g_autoptr(GArray) communes = communes_to_cut(w);
    refine_job job = {w, communes};
    MLG_TRY(base_parallel_for(w->n_workers, communes->len, 1, refine_chunk, &job, w->monitor,
                              _("mesh: perimeters"), err));
    mesh_report_trims(w);
    mesh_report_guards(w);
    return MLG_OK;
}

static void sum_overlaps(mlg_mesh *mesh)
{
    for (size_t f = 0; f < mesh->n_faces; f++) {
        mesh->summary.n_overlaps += mesh->faces[f].overlap;
        mesh->summary.overlap_area_m2 += mesh->faces[f].overlap ? mesh->faces[f].area_m2 : 0;
    }
    mesh->summary.n_faces = mesh->n_faces;
}

mlg_status mesh_step_refine(mesh_work *w, mlg_error *err)
{
    for (size_t c = 0; c < w->t->n_communes; c++)
        mesh_cut_done(&w->cuts[c]);
    if (mark_parts(w) || w->n_geometries > 0)
        MLG_TRY(refine(w, err));
    mesh_renumber(w);
    report_lost_perimeters(w);
    sum_overlaps(w->mesh);
    return MLG_OK;
}
