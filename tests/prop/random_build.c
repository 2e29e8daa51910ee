/*
 * random_build.c - builds a recipe in one of the ways that must not change what comes of it.
 */
#include "prop/random_world.h"

/* WKT of a ring, started elsewhere or turned round as the way says. */
static char *write_ring(const random_ring *ring, const random_way *way)
{
    GString *wkt = g_string_new("POLYGON((");
    for (size_t i = 0; i <= ring->n; i++) {
        size_t at = (i + way->rotate) % ring->n;
        if (way->reverse)
            at = ring->n - 1 - at;
        char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(wkt, "%s%s %s", i > 0 ? "," : "",
                               g_ascii_dtostr(x, sizeof x, ring->x[at]),
                               g_ascii_dtostr(y, sizeof y, ring->y[at]));
    }
    g_string_append(wkt, "))");
    return g_string_free(wkt, FALSE);
}

/* 0..n-1 in the order of the way; g_free(). */
static size_t *order_of(size_t n, guint32 shuffle)
{
    size_t *order = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    GRand *rand = g_rand_new_with_seed(shuffle);
    for (size_t i = n; shuffle != 0 && i > 1; i--) {
        size_t k = (size_t)g_rand_int_range(rand, 0, (gint32)i), kept = order[i - 1];
        order[i - 1] = order[k];
        order[k] = kept;
    }
    g_rand_free(rand);
    return order;
}

static void add_units(world *w, const GArray *units, const random_way *way, bool qpv)
{
    g_autofree size_t *order = order_of(units->len, way->shuffle);
    for (guint i = 0; i < units->len; i++) {
        const random_unit *unit = &g_array_index(units, random_unit, order[i]);
        g_autofree char *wkt = unit->drawn ? write_ring(&unit->ring, way) : NULL;
        if (qpv)
            world_qpv(w, unit->code, unit->list, unit->people, wkt);
        else
            world_commune(w, unit->code, unit->epci, unit->people, wkt);
    }
}

static void add_contract(world *w, const random_contract *c, const random_way *way)
{
    g_autoptr(GString) perimeter = g_string_new(NULL);
    guint shape = 0;
    for (guint i = 0; i < c->lines->len; i++) {
        const char *line = g_ptr_array_index(c->lines, i);
        g_string_append_printf(perimeter, "%s%s", i > 0 ? ";" : "", line);
        if (strstr(line, "GEOMETRIE") == NULL)
            continue;
        g_autofree char *wkt = write_ring(&g_array_index(c->shapes, random_ring, shape++), way);
        g_string_append(perimeter, wkt);
    }
    world_dispositif_dated(w, c->id, c->type, c->status, c->start, c->end, perimeter->str);
}

world *random_world_build(const random_recipe *recipe, const random_way *way)
{
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    w->mesh_options.n_threads = way->n_threads;
    add_units(w, recipe->communes, way, false);
    add_units(w, recipe->qpvs, way, true);
    territory_builder_set_generalised(w->land, recipe->generalised);
    size_t n = recipe->contracts->len;
    if (way->n_contracts > 0 && way->n_contracts < n)
        n = way->n_contracts;
    g_autofree size_t *order = order_of(n, way->shuffle);
    for (size_t i = 0; i < n; i++)
        add_contract(w, &g_array_index(recipe->contracts, random_contract, order[i]), way);
    for (guint i = 0; i < recipe->surveys->len; i++) {
        g_auto(GStrv) words = g_strsplit(g_ptr_array_index(recipe->surveys, i), " ", 4);
        world_survey(w, words[0], words[1], words[2], words[3]);
    }
    world_build(w);
    return w;
}
