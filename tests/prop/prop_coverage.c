/*
 * prop_coverage.c - properties of territory, mesh and coverage in random worlds. MLG_SEED=17
 * replays the world 17; MLG_WORLDS=1000 draws more of them.
 */
#include "prop/prop_coverage.h"

#include <stdlib.h>

enum { WORLDS = 60 };

/* A cell of CDV zones may name a contract that refers to one which is not there yet. */
static bool refers_to_last(const random_recipe *recipe)
{
    g_autofree char *last = g_strdup_printf("DISPOSITIF D%02u", recipe->contracts->len - 1);
    for (guint i = 0; i < recipe->contracts->len; i++) {
        const random_contract *c = &g_array_index(recipe->contracts, random_contract, i);
        for (guint k = 0; k < c->lines->len; k++) {
            if (strstr(g_ptr_array_index(c->lines, k), last) != NULL)
                return true;
        }
    }
    return false;
}

static void free_world(world *w)
{
    void *made = w;
    (void)world_teardown(&made);
}

static void compare(prop *p, const random_recipe *recipe, const world *a, const char *how,
                    const random_way *way, bool bytes)
{
    world *b = random_world_build(recipe, way);
    prop_same(p, how, a, b, bytes);
    free_world(b);
}

static void try_world(prop *p, guint32 seed)
{
    random_recipe *recipe = random_recipe_new(seed);
    p->seed = seed;
    p->n_told = 0;
    world *w = random_world_build(recipe, &(random_way){.n_threads = 1});
    prop_mesh(p, w, recipe);
    prop_figures(p, w);
    prop_timeline(p, w);
    prop_indicators(p, w);
    compare(p, recipe, w, "4 threads", &(random_way){.n_threads = 4}, true);
    compare(p, recipe, w, "again", &(random_way){.n_threads = 1}, true);
    compare(p, recipe, w, "rows in another order", &(random_way){.shuffle = seed + 1}, false);
    compare(p, recipe, w, "rings elsewhere", &(random_way){.rotate = 2}, false);
    compare(p, recipe, w, "rings turned round", &(random_way){.reverse = true}, false);
    size_t n = recipe->contracts->len;
    if (n > 1 && !refers_to_last(recipe)) {
        world *fewer = random_world_build(recipe, &(random_way){.n_contracts = n - 1});
        prop_not_less(p, fewer, w);
        free_world(fewer);
    }
    free_world(w);
    random_recipe_free(recipe);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
    const char *text = getenv(variable);
    return text != NULL ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

int main(void)
{
    prop p = {0};
    guint32 first = number_in("MLG_SEED", 0), n = number_in("MLG_WORLDS", WORLDS);
    if (first != 0 && getenv("MLG_WORLDS") == NULL)
        n = 1;
    if (first == 0)
        first = 1;
    for (guint32 i = 0; i < n; i++)
        try_world(&p, first + i);
    (void)printf("%u worlds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
