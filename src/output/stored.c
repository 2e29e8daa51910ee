/*
 * stored.c - mlg_write_store: a territory and its base meshes in one GeoPackage: layers for people,
 * and packs from which another run takes them as they are.
 */
#include "output/format.h"
#include "output/layer.h"
#include "output/target.h"

#include "base/text.h"
#include "dataset/stamp.h"
#include "mesh/pack.h"
#include "store/store.h"
#include "territory/pack.h"

extern const output_layer output_stored_commune, output_stored_qpv, output_stored_epci,
    output_stored_departement, output_stored_region, output_stored_face;

const output_layer *const output_stored_layers[] = {
    &output_stored_qpv,         &output_stored_commune,  &output_stored_epci,
    &output_stored_departement, &output_stored_region,   &output_stored_face,
    &output_table_diagnostic,   &output_table_parametre, NULL,
};

enum { MAX_PACKS = 7 };

/* What is packed, before the meshes have people. */
typedef struct packs {
    store_pack items[MAX_PACKS];
    size_t n;
} packs;

static void add(packs *to, const char *name, base_packer *packer)
{
    to->items[to->n++] = (store_pack){name, packer};
}

static void packs_done(packs *p)
{
    for (size_t i = 0; i < p->n; i++)
        base_packer_free(p->items[i].packer);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(packs, packs_done)

static base_packer *pack_stamps(const mlg_territory *t, const mlg_mesh *mesh)
{
    base_packer *p = base_packer_new(MESH_STORED_STAMPS);
    base_pack_i64(p, (int64_t)(t->n_sources + mesh->n_sources));
    for (size_t i = 0; i < t->n_sources; i++)
        dataset_pack_stamp(p, t->sources[i].path, t->sources[i].sha256);
    for (size_t i = 0; i < mesh->n_sources; i++)
        dataset_pack_stamp(p, mesh->sources[i].path, mesh->sources[i].sha256);
    return p;
}

/* Edges are those of the communes: both meshes have the same, unless an overseas QPV computes
 * elsewhere. */
static void pack_all(packs *to, const mlg_territory *t, const mlg_grid *grid, const mlg_mesh *mesh,
                     const mlg_mesh *compared)
{
    base_packer *edges = geom_edges_pack(mesh->edges);
    add(to, MESH_STORED_STAMPS, pack_stamps(t, mesh));
    if (grid != NULL)
        add(to, MESH_STORED_CELLS, mesh_pack_grid(grid));
    add(to, MESH_STORED_TERRITORY, territory_pack(t));
    add(to, MESH_STORED_EDGES, edges);
    add(to, MESH_STORED_MESH, mesh_pack(mesh));
    if (compared == NULL)
        return;
    g_autoptr(base_packer) others = geom_edges_pack(compared->edges);
    g_autoptr(GBytes) head = base_packer_head(edges), head_of_others = base_packer_head(others);
    if (!g_bytes_equal(head, head_of_others)) /* sizes and checksums of all arrays */
        add(to, MESH_STORED_COMPARED_EDGES, g_steal_pointer(&others));
    add(to, MESH_STORED_COMPARED, mesh_pack(compared));
}

static mlg_status give_people(mlg_mesh *mesh, const mlg_output_options *options,
                              const mlg_monitor *monitor, mlg_error *err)
{
    mlg_mesh_options how = {.n_threads = options->n_threads};
    return mesh != NULL ? mlg_refine_mesh(mesh, NULL, &how, monitor, err) : MLG_OK;
}

static mlg_status init_run(output_run *run, const mlg_territory *t, const mlg_mesh *mesh,
                           const mlg_mesh *compared, const mlg_output_options *options,
                           mlg_error *err)
{
    *run = (output_run){.territory = t,
                        .mesh = mesh,
                        .options = options,
                        .format = &output_format_gpkg,
                        .layers = output_stored_layers};
    MLG_TRY(output_choose_crs(run, &run->crs, err));
    if (compared != NULL) {
        run->compared = g_memdup2(run, sizeof *run);
        run->compared->territory = t->compared;
        run->compared->mesh = compared;
    }
    output_collect_parameters(run);
    output_run_start(run);
    return MLG_OK;
}

static mlg_status write_file(output_run *run, const packs *p, const char *path,
                             const mlg_monitor *monitor, mlg_error *err)
{
    g_autofree char *version = base_pack_version();
    g_autofree char *time = output_timestamp(run->options, run->territory->qpv_date);
    MLG_TRY(output_write_file(run, path, time, monitor, err));
    base_progress(monitor, _("writing the territory"), 0.0);
    return store_write_packs(path, version, p->items, p->n, err);
}

mlg_status mlg_write_store(const char *path, const mlg_territory *territory, const mlg_grid *grid,
                           mlg_mesh *mesh, mlg_mesh *compared, const mlg_output_options *options,
                           const mlg_monitor *monitor, mlg_error *err)
{
    output_target_spec spec = {.path = path, .overwrite = (options->flags & MLG_OVERWRITE) != 0};
    g_auto(packs) p = {0};
    g_auto(output_run) run = {0};
    g_auto(output_target) target = {0};
    const output_format *format = NULL;
    MLG_TRY(output_choose_format(path, output_format_gpkg.name, &format, err));
    MLG_TRY(output_target_check(&spec, err));
    MLG_TRY(output_target_check_sources(path, territory, mesh, NULL, err));
    pack_all(&p, territory, grid, mesh, compared);
    MLG_TRY(give_people(mesh, options, monitor, err));
    MLG_TRY(give_people(compared, options, monitor, err));
    MLG_TRY(init_run(&run, territory, mesh, compared, options, err));
    MLG_TRY(output_target_begin(&spec, &target, err));
    mlg_status status = write_file(&run, &p, target.work_path, monitor, err);
    if (status != MLG_OK)
        return output_target_tell(&target, status, err);
    MLG_TRY(base_check_cancelled(monitor, err));
    return output_target_commit(&target, err);
}
