/*
 * fuzz_pack.c - libFuzzer entry: bytes as the head of a pack, and as what a pack with right
 * checksums holds: a territory, edges, a mesh, cells. They are unpacked, or refused, without a read
 * past an end.
 */
#include "mesh/pack.h"
#include "support/packs.h"
#include "territory/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte: how many arrays; then the size of each in 8 bytes, and their bytes; the body. */
enum { MAX_ARRAYS = 20, UNIT = 8 };

static base_packer *make_pack(const char *kind, const uint8_t *data, size_t size)
{
    base_packer *p = base_packer_new(kind);
    size_t n = size > 0 ? data[0] % (MAX_ARRAYS + 1) : 0, at = 1 + n;
    for (size_t i = 0; i < n && at <= size; i++) {
        size_t bytes = MIN((size_t)data[1 + i] * UNIT, size - at);
        base_pack_array_of(p, data + at, bytes, 1);
        at += bytes;
    }
    base_pack_text(p, "texte");
    if (at < size)
        base_pack_raw(p, data + at, size - at);
    return p;
}

static void unpack_territory(GBytes *head, base_packer *p)
{
    g_autoptr(mlg_territory) t = NULL;
    if (territory_unpack(head, packs_fetch, p, &t, NULL) == MLG_OK && t->communes == NULL)
        abort();
}

static void unpack_edges(GBytes *head, base_packer *p)
{
    g_autoptr(geom_edges) edges = NULL;
    if (geom_edges_unpack(head, packs_fetch, p, &edges, NULL) == MLG_OK &&
        geom_edges_count(edges) >= UINT32_MAX)
        abort();
}

static void unpack_mesh(GBytes *head, base_packer *p)
{
    territory_commune communes[2] = {0};
    territory_qpv qpvs[1] = {0};
    mlg_territory t = {.communes = communes, .n_communes = 2, .qpvs = qpvs, .n_qpvs = 1};
    mesh_grid cells[1] = {{.n_cells = 3}};
    mlg_grid grid = {.grids = cells, .n_grids = 1};
    g_autoptr(mlg_mesh) mesh = NULL;
    if (mesh_unpack(head, packs_fetch, p, &t, &grid, &mesh, NULL) != MLG_OK)
        return;
    for (size_t f = 0; f < mesh->n_faces; f++)
        if (mesh->faces[f].follows >= mesh->n_faces)
            abort();
}

static void unpack_grid(GBytes *head, base_packer *p)
{
    g_autoptr(mlg_grid) grid = NULL;
    if (mesh_unpack_grid(head, packs_fetch, p, &grid, NULL) != MLG_OK)
        return;
    for (size_t g = 0; g < grid->n_grids; g++)
        if (grid->grids[g].first[grid->grids[g].n_rows] != grid->grids[g].n_cells)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kinds[] = {"territoire", "aretes", "maillage", "carreaux"};
    static void (*const unpack[])(GBytes * head, base_packer * p) = {unpack_territory, unpack_edges,
                                                                     unpack_mesh, unpack_grid};
    g_autoptr(GBytes) raw = g_bytes_new(data, size);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        g_autoptr(base_packer) p = make_pack(kinds[k], data, size);
        g_autoptr(GBytes) head = base_packer_head(p);
        unpack[k](head, p);
        unpack[k](raw, p);
    }
    return 0;
}
