/*
 * target_sources.c - no result takes the place of what it is made from.
 */
#include "output/target.h"

#include "base/text.h"
#include "dataset/reads.h"
#include "inventory/inventory.h"
#include "mesh/mesh.h"
#include "territory/territory.h"

static mlg_status check_one(const char *path, const char *source, mlg_error *err)
{
    if (!dataset_reads(source, path))
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG,
                             _("%s: the result would replace what it is made from "
                               "(%s)"),
                             path, source),
                    "%s", _("give the result a name of its own"));
}

static mlg_status check_sources(const char *path, const territory_source *sources, size_t n,
                                mlg_error *err)
{
    for (size_t i = 0; i < n; i++)
        MLG_TRY(check_one(path, sources[i].path, err));
    return MLG_OK;
}

static mlg_status check_files(const char *path, const GPtrArray *files, mlg_error *err)
{
    for (guint i = 0; files != NULL && i < files->len; i++)
        MLG_TRY(check_one(path, g_ptr_array_index(files, i), err));
    return MLG_OK;
}

mlg_status output_target_check_sources(const char *path, const mlg_territory *territory,
                                       const mlg_mesh *mesh, const mlg_inventory *inventory,
                                       mlg_error *err)
{
    const mlg_territory *run = territory->run != NULL ? territory->run : territory;
    MLG_TRY(check_sources(path, run->sources, run->n_sources, err));
    MLG_TRY(check_files(path, run->files, err));
    MLG_TRY(check_sources(path, mesh->sources, mesh->n_sources, err));
    if (inventory == NULL)
        return MLG_OK;
    MLG_TRY(check_sources(path, inventory->sources, inventory->n_sources, err));
    return check_files(path, inventory->files, err);
}
