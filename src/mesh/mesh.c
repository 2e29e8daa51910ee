/*
 * mesh.c - makes a base mesh step by step (work.h), refines it, frees it.
 */
#include "mesh/ground.h"
#include "mesh/work.h"

#include "base/monitor.h"
#include "mesh/grid.h"

#include <string.h>

void mlg_mesh_free(mlg_mesh *mesh)
{
    if (mesh == NULL)
        return;
    for (size_t f = 0; f < mesh->n_faces; f++)
        g_clear_pointer(&mesh->faces[f].wkb, g_bytes_unref);
    g_free(mesh->faces);
    mesh_lists_done(&mesh->own_commune);
    mesh_lists_done(&mesh->own_qpv);
    mesh_lists_done(&mesh->of_commune);
    mesh_lists_done(&mesh->of_qpv);
    mesh_lists_done(&mesh->of_part);
    mesh_lists_done(&mesh->of_geometry);
    g_free(mesh->pieces);
    g_free(mesh->first_piece);
    mesh_ground_free(mesh->ground);
    g_free(mesh->commune_area_m2);
    g_free(mesh->qpv_area_m2);
    g_free(mesh->commune_box);
    g_free(mesh->qpv_method);
    g_free(mesh->qpv_population);
    g_free(mesh->qpv_imputed);
    g_free(mesh->qpv_outside);
    geom_edges_free(mesh->edges);
    g_hash_table_unref(mesh->valid_shapes);
    g_free(mesh->commune_crs);
    for (size_t i = 0; i < mesh->n_crs; i++)
        g_free(mesh->crs[i]);
    g_free(mesh->crs);
    mlg_findings_free(mesh->findings);
    g_free(mesh->sources);
    g_clear_pointer(&mesh->source_texts, g_string_chunk_free);
    g_free(mesh);
}

mlg_mesh_summary mlg_mesh_get_summary(const mlg_mesh *mesh)
{
    return mesh->summary;
}

mlg_mesh *mesh_new(const mlg_territory *t)
{
    mlg_mesh *mesh = g_new0(mlg_mesh, 1);
    mesh->territory = t;
    mesh->findings = mlg_findings_new();
    mesh->valid_shapes = g_hash_table_new(NULL, NULL);
    mesh->commune_area_m2 = g_new0(double, t->n_communes + 1);
    mesh->qpv_area_m2 = g_new0(double, t->n_qpvs + 1);
    mesh->commune_box = g_new0(geom_box, t->n_communes + 1);
    mesh->qpv_method = g_new0(mesh_method, t->n_qpvs + 1);
    mesh->qpv_population = g_new0(double, t->n_qpvs + 1);
    mesh->qpv_imputed = g_new0(double, t->n_qpvs + 1);
    mesh->qpv_outside = g_new0(bool, t->n_qpvs + 1);
    mesh->commune_crs = g_new0(uint32_t, t->n_communes + 1);
    return mesh;
}

static void init_work(mesh_work *w, const mlg_mesh_options *options)
{
    const mlg_territory *t = w->t;
    w->options = options != NULL ? *options : (mlg_mesh_options){0};
    if (w->options.edge_share <= 0)
        w->options.edge_share = MESH_EDGE_SHARE;
    if (w->options.edge_area_m2 <= 0)
        w->options.edge_area_m2 = MESH_EDGE_AREA_M2;
    if (w->options.edge_width_m <= 0)
        w->options.edge_width_m = MESH_EDGE_WIDTH_M;
    w->n_workers = w->options.n_threads > 0 ? w->options.n_threads : 1;
    w->workers = g_new0(mesh_worker, w->n_workers);
    for (unsigned i = 0; i < w->n_workers; i++) {
        mesh_worker_init(&w->workers[i]);
    }
    w->n_geometries = w->mesh->inventory != NULL ? w->mesh->inventory->n_geometries : 0;
    w->communes = g_new0(mesh_item, t->n_communes + 1);
    w->qpvs = g_new0(mesh_item, t->n_qpvs + 1);
    w->parts = g_new0(mesh_item, t->n_parts + 1);
    w->geometries = g_new0(mesh_item, w->n_geometries + 1);
    w->overlaps = g_new0(GArray *, t->n_communes + 1);
    w->planar = g_array_new(FALSE, FALSE, sizeof(bool));
    for (size_t i = 0; i < w->mesh->n_crs; i++) {
        bool planar = crs_is_equal_area(w->mesh->crs[i]);
        g_array_append_val(w->planar, planar);
    }
    w->cuts = g_new0(mesh_cut, t->n_communes + 1);
    w->part_used = g_new0(bool, t->n_parts + 1);
}

static void done_items(mesh_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_clear_pointer(&items[i].clean, g_bytes_unref);
        g_clear_pointer(&items[i].wkb, g_bytes_unref);
    }
    g_free(items);
}

static void done_work(mesh_work *w)
{
    done_items(w->communes, w->t->n_communes);
    done_items(w->qpvs, w->t->n_qpvs);
    done_items(w->parts, w->t->n_parts);
    done_items(w->geometries, w->n_geometries);
    for (size_t c = 0; c < w->t->n_communes; c++) {
        mesh_cut_done(&w->cuts[c]);
        g_clear_pointer(&w->overlaps[c], g_array_unref);
    }
    mesh_cut_done(&w->outside);
    for (size_t z = 0; z < w->n_indexed; z++)
        geom_index_free(w->qpv_index[z]);
    g_free(w->qpv_index);
    g_array_unref(w->planar);
    g_free(w->cuts);
    g_free(w->overlaps);
    g_free(w->part_used);
    for (unsigned i = 0; i < w->n_workers; i++) {
        mesh_worker_done(&w->workers[i]);
    }
    g_free(w->workers);
}

/* One index of QPV boxes a computing CRS: boxes of different CRS never meet by chance. */
static void index_qpvs(mesh_work *w)
{
    size_t n = w->t->n_qpvs;
    g_autofree geom_box *boxes = g_new(geom_box, n + 1);
    w->n_indexed = w->mesh->n_crs;
    w->qpv_index = g_new0(geom_index *, w->n_indexed + 1);
    for (uint32_t z = 0; z < w->n_indexed; z++) {
        for (size_t q = 0; q < n; q++)
            boxes[q] = w->qpvs[q].zone == z && w->qpvs[q].wkb != NULL ? w->qpvs[q].box
                                                                      : (geom_box){1, 1, 0, 0};
        w->qpv_index[z] = geom_index_new(boxes, n);
    }
}

static mlg_status make_base(mesh_work *w, mlg_error *err)
{
    base_recorder recorder;
    const mlg_monitor *monitor = w->monitor;
    base_recorder_init(&recorder, monitor, w->mesh->findings);
    w->monitor = &recorder.monitor;
    /* told before, and once: a stored mesh tells them where they were */
    if (w->options.grid != NULL && w->t->run == NULL)
        base_tell_again(&(mlg_monitor){.finding = mlg_findings_add, .user = w->mesh->findings},
                        w->options.grid->findings);
    MLG_TRY(mesh_step_shapes(w, err));
    MLG_TRY(mesh_step_overlaps(w, err));
    index_qpvs(w);
    MLG_TRY(mesh_step_faces(w, err));
    MLG_TRY(mesh_step_outside(w, err));
    mesh_step_lists(w);
    MLG_TRY(mesh_step_edge_rule(w, err));
    MLG_TRY(mesh_step_weights(w, err));
    if (w->options.grid != NULL)
        mesh_keep_sources(w->mesh, w->options.grid);
    w->mesh->told = true;
    w->monitor = monitor;
    return MLG_OK;
}

static mlg_status refine(mesh_work *w, mlg_error *err)
{
    if (!w->mesh->told)
        base_tell_again(w->monitor, w->mesh->findings);
    w->mesh->told = true;
    MLG_TRY(mesh_step_refine(w, err));
    mesh_step_population(w);
    if (w->mesh->inventory !=
        NULL) /* its faces were those of the base; without one they still are */
        g_clear_pointer(&w->mesh->ground, mesh_ground_free);
    return MLG_OK;
}

static mlg_status make_and_refine(mesh_work *w, mlg_error *err)
{
    MLG_TRY(make_base(w, err));
    return refine(w, err);
}

/* Communes and perimeters of a view were told of with those of the run. */
static void tell_of_view(const mlg_finding *finding, void *user)
{
    if (g_strcmp0(finding->object, "qpv") == 0 || strcmp(finding->code, "recouvrement-garde") == 0)
        base_emit(user, finding);
}

static void progress_of_view(const char *stage, double done, void *user)
{
    base_progress(user, stage, done);
}

static int cancelled_in_view(void *user)
{
    return base_cancelled(user);
}

/* Does a step, or both, on a mesh. */
static mlg_status work_on(mlg_mesh *mesh, mlg_status (*step)(mesh_work *w, mlg_error *err),
                          const mlg_mesh_options *options, const mlg_monitor *monitor,
                          mlg_error *err)
{
    mlg_monitor view = {.finding = tell_of_view,
                        .progress = progress_of_view,
                        .cancelled = cancelled_in_view,
                        .user = (void *)monitor};
    mesh_work w = {.mesh = mesh,
                   .t = mesh->territory,
                   .monitor = mesh->territory->run != NULL ? &view : monitor};
    init_work(&w, options);
    mlg_status status = step(&w, err);
    done_work(&w);
    return status;
}

mlg_status mlg_build_mesh(const mlg_territory *territory, const mlg_inventory *inventory,
                          const mlg_mesh_options *options, const mlg_monitor *monitor,
                          mlg_mesh **ret, mlg_error *err)
{
    g_autoptr(mlg_mesh) mesh = mesh_new(territory);
    mesh->inventory = inventory;
    MLG_TRY(work_on(mesh, make_and_refine, options, monitor, err));
    *ret = g_steal_pointer(&mesh);
    return MLG_OK;
}

mlg_status mlg_build_base(const mlg_territory *territory, const mlg_mesh_options *options,
                          const mlg_monitor *monitor, mlg_mesh **ret, mlg_error *err)
{
    g_autoptr(mlg_mesh) mesh = mesh_new(territory);
    MLG_TRY(work_on(mesh, make_base, options, monitor, err));
    *ret = g_steal_pointer(&mesh);
    return MLG_OK;
}

mlg_status mlg_refine_mesh(mlg_mesh *mesh, const mlg_inventory *inventory,
                           const mlg_mesh_options *options, const mlg_monitor *monitor,
                           mlg_error *err)
{
    mesh->inventory = inventory;
    return work_on(mesh, refine, options, monitor, err);
}
