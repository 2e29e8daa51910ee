/*
 * world.c - the coverage of a test world, and its figures by code.
 */
#include "support/world.h"

static void free_coverage(world *w)
{
    mlg_coverage_free(w->cov);
}

void world_compute(world *w)
{
    g_clear_pointer(&w->cov, mlg_coverage_free);
    w->done[3] = free_coverage;
    assert_ok(
        mlg_compute_coverage(w->t, w->inv, w->mesh, &w->options, &w->monitor, &w->cov, &w->err),
        &w->err);
}

void world_build(world *w)
{
    world_finish_territory(w);
    world_finish_inventory(w);
    world_build_mesh(w);
    world_compute(w);
}

const coverage_zone *world_zone(const world *w, mlg_level level, const char *code)
{
    const coverage_level *l = &w->cov->levels[level];
    for (size_t i = 0; i < l->n_zones; i++) {
        if (strcmp(l->zones[i].code, code) == 0)
            return &l->zones[i];
    }
    fail_msg("no zone %s at level %d", code, (int)level);
    return NULL;
}

const coverage_cell *world_cell(const world *w, mlg_level level, const char *code, const char *type)
{
    const coverage_level *l = &w->cov->levels[level];
    size_t zone = (size_t)(world_zone(w, level, code) - l->zones);
    for (size_t t = 0; t < w->cov->n_types; t++) {
        if (strcmp(w->cov->type_names[t], type) == 0)
            return &l->cells[zone * w->cov->n_types + t];
    }
    fail_msg("no type %s", type);
    return NULL;
}

const coverage_dispositif *world_result(const world *w, const char *id)
{
    uint32_t d = inventory_find(w->inv, id);
    if (d == TERRITORY_NONE)
        fail_msg("no dispositif %s", id);
    return &w->cov->dispositifs[d];
}

const char *world_ids(const world *w, uint32_t first, uint32_t n)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    for (uint32_t i = first; i < first + n; i++)
        g_string_append_printf(ids, "%s%s", i > first ? "," : "",
                               w->inv->dispositifs[w->cov->ids[i]].id);
    return g_intern_string(ids->str);
}
