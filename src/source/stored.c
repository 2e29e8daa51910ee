/*
 * stored.c - mlg_load_store: a territory and its base meshes as `maillage build` stored them, when
 * they still are those of their sources and of the day.
 */
#include <maillage/source.h>

#include "base/monitor.h"
#include "base/parallel.h"
#include "base/text.h"
#include "dataset/stamp.h"
#include "mesh/pack.h"
#include "store/store.h"
#include "territory/pack.h"

/* What is read at once, each part through a file of its own. */
typedef struct stored {
    const char *path;
    char *version;
    bool has_compared, own_edges; /* a compared mesh, with edges of its own */
    GPtrArray *files;             /* itself and its sources, char * */
    mlg_territory *territory;
    mlg_grid *grid;
    mlg_mesh *mesh, *compared;
    geom_edges *edges, *compared_edges;
} stored;

static mlg_status fail_damaged(const stored *in, mlg_error *err)
{
    return mlg_hint(err, mlg_fail(err, MLG_E_FORMAT, _("%s: what it stores is damaged"), in->path),
                    "%s", _("run `maillage build` again"));
}

/* Names the file in what says that a pack is damaged. */
static mlg_status tell_damage(const stored *in, mlg_status status, mlg_error *err)
{
    return status == MLG_E_FORMAT ? fail_damaged(in, err) : status;
}

static mlg_status read_edges(const stored *in, store *s, const char *name, geom_edges **ret,
                             mlg_error *err)
{
    store_block block = {s, name};
    g_autoptr(GBytes) head = NULL;
    MLG_TRY(store_read_head(&block, &head, err));
    return tell_damage(in, geom_edges_unpack(head, store_fetch, &block, ret, err), err);
}

static mlg_status read_all_edges(stored *in, store *s, mlg_error *err)
{
    MLG_TRY(read_edges(in, s, MESH_STORED_EDGES, &in->edges, err));
    if (!in->has_compared)
        return MLG_OK;
    return read_edges(in, s, in->own_edges ? MESH_STORED_COMPARED_EDGES : MESH_STORED_EDGES,
                      &in->compared_edges, err);
}

static mlg_status read_mesh(const stored *in, store *s, const char *name, const mlg_territory *t,
                            mlg_mesh **ret, mlg_error *err)
{
    store_block block = {s, name};
    g_autoptr(GBytes) head = NULL;
    MLG_TRY(store_read_head(&block, &head, err));
    return tell_damage(in, mesh_unpack(head, store_fetch, &block, t, in->grid, ret, err), err);
}

static mlg_status read_cells(stored *in, store *s, mlg_error *err)
{
    store_block block = {s, MESH_STORED_CELLS};
    g_autoptr(GBytes) head = NULL;
    if (!store_has_pack(s, block.name))
        return MLG_OK;
    MLG_TRY(store_read_head(&block, &head, err));
    return tell_damage(in, mesh_unpack_grid(head, store_fetch, &block, &in->grid, err), err);
}

static mlg_status read_units(stored *in, store *s, mlg_error *err)
{
    store_block block = {s, MESH_STORED_TERRITORY};
    g_autoptr(GBytes) head = NULL;
    MLG_TRY(store_read_head(&block, &head, err));
    MLG_TRY(tell_damage(in, territory_unpack(head, store_fetch, &block, &in->territory, err), err));
    MLG_TRY(read_cells(in, s, err));
    MLG_TRY(read_mesh(in, s, MESH_STORED_MESH, in->territory, &in->mesh, err));
    if (!in->has_compared)
        return MLG_OK;
    if (in->territory->compared == NULL)
        return fail_damaged(in, err);
    return read_mesh(in, s, MESH_STORED_COMPARED, in->territory->compared, &in->compared, err);
}

/* Edges, which are most of the bytes, beside all else. */
static mlg_status read_part(void *user, unsigned worker, size_t begin, size_t end, mlg_error *err)
{
    (void)worker;
    stored *in = user;
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_packs(in->path, in->version, &s, err));
    for (size_t part = begin; part < end; part++)
        MLG_TRY(part == 0 ? read_all_edges(in, s, err) : read_units(in, s, err));
    return MLG_OK;
}

static mlg_status check_sources(const stored *in, store *s, mlg_error *err)
{
    store_block block = {s, MESH_STORED_STAMPS};
    g_autoptr(GBytes) head = NULL;
    base_unpacker u;
    MLG_TRY(store_read_head(&block, &head, err));
    base_unpacker_init(&u, MESH_STORED_STAMPS, head, store_fetch, &block);
    for (size_t n = base_unpack_count(&u, sizeof(uint32_t)); n > 0; n--) {
        const char *source = NULL;
        if (dataset_unpack_stamp(&u, in->files, &source))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("%s: its source %s has changed since it was built"),
                                     in->path, source),
                            "%s", _("run `maillage build` again"));
    }
    return tell_damage(in, base_unpacker_end(&u, err), err);
}

/* The edges of a mesh are those of its communes. */
static mlg_status give_edges(const stored *in, mlg_mesh *mesh, geom_edges **edges, mlg_error *err)
{
    if (geom_edges_count(*edges) != mesh->territory->n_communes)
        return fail_damaged(in, err);
    mesh->edges = g_steal_pointer(edges);
    return MLG_OK;
}

static mlg_status load(stored *in, int date, unsigned n_threads, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open_packs(in->path, in->version, &s, err));
    MLG_TRY(check_sources(in, s, err));
    in->has_compared = store_has_pack(s, MESH_STORED_COMPARED);
    in->own_edges = store_has_pack(s, MESH_STORED_COMPARED_EDGES);
    MLG_TRY(base_parallel_for(n_threads > 1 ? 2 : 1, 2, 1, read_part, in, NULL, NULL, err));
    MLG_TRY(give_edges(in, in->mesh, &in->edges, err));
    if (in->has_compared)
        MLG_TRY(give_edges(in, in->compared, &in->compared_edges, err));
    return territory_set_date(in->territory, date, in->path, err);
}

mlg_status mlg_load_store(const char *path, int date, unsigned n_threads,
                          const mlg_monitor *monitor, mlg_territory **ret_territory,
                          mlg_grid **ret_grid, mlg_mesh **ret_mesh, mlg_mesh **ret_compared,
                          mlg_error *err)
{
    g_autofree char *version = base_pack_version();
    stored in = {.path = path, .version = version, .files = g_ptr_array_new_with_free_func(g_free)};
    g_ptr_array_add(in.files, g_canonicalize_filename(path, NULL));
    mlg_status status = load(&in, date, n_threads, err);
    geom_edges_free(in.edges);
    geom_edges_free(in.compared_edges);
    if (status != MLG_OK) {
        mlg_mesh_free(in.compared);
        mlg_mesh_free(in.mesh);
        mlg_grid_free(in.grid);
        mlg_territory_free(in.territory);
        g_ptr_array_unref(in.files);
        return status;
    }
    in.territory->files = in.files;
    base_tell_again(monitor, in.territory->findings);
    *ret_territory = in.territory;
    *ret_grid = in.grid;
    *ret_mesh = in.mesh;
    *ret_compared = in.compared;
    return MLG_OK;
}
