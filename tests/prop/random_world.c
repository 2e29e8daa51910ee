/*
 * random_world.c - draws recipes: communes, QPV, contracts and surveys.
 */
#include "prop/random_world.h"

#define CELL 1000.0 /* m, side of a commune before jitter */

enum { SIDE_MAX = 5 };

typedef struct drawing {
    GRand *rand;
    random_recipe *recipe;
    int nx, ny;
    double x[SIDE_MAX + 1][SIDE_MAX + 1], y[SIDE_MAX + 1][SIDE_MAX + 1]; /* corners */
} drawing;

static bool chance(drawing *d, double probability)
{
    return g_rand_double(d->rand) < probability;
}

static int pick(drawing *d, int n)
{
    return g_rand_int_range(d->rand, 0, n);
}

double random_ring_area(const random_ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i < ring->n; i++) {
        size_t k = (i + 1) % ring->n;
        sum += (ring->x[i] - ring->x[0]) * (ring->y[k] - ring->y[0]) -
               (ring->x[k] - ring->x[0]) * (ring->y[i] - ring->y[0]);
    }
    return fabs(sum) / 2;
}

static void add_point(random_ring *ring, double x, double y)
{
    ring->x[ring->n] = x;
    ring->y[ring->n++] = y;
}

/* --- communes --- */

static void draw_corners(drawing *d)
{
    for (int i = 0; i <= d->nx; i++) {
        for (int k = 0; k <= d->ny; k++) {
            d->x[i][k] = i * CELL + g_rand_double_range(d->rand, -0.3, 0.3) * CELL;
            d->y[i][k] = k * CELL + g_rand_double_range(d->rand, -0.3, 0.3) * CELL;
        }
    }
}

/* One side with a vertex between its ends that both neighbours have. */
static void add_side(drawing *d, random_ring *ring, int i, int k, int to_i, int to_k)
{
    double x = d->x[i][k], y = d->y[i][k], to_x = d->x[to_i][to_k], to_y = d->y[to_i][to_k];
    double bend = ((i * 7 + k * 13 + to_i * 7 + to_k * 13) % 5 - 2) * 0.03;
    double sign = i < to_i || k < to_k ? 1 : -1;
    double mx = x < to_x ? x + (to_x - x) / 2 : to_x + (x - to_x) / 2;
    double my = y < to_y ? y + (to_y - y) / 2 : to_y + (y - to_y) / 2;
    add_point(ring, x, y);
    add_point(ring, mx - bend * sign * (to_y - y), my + bend * sign * (to_x - x));
}

static void draw_commune(drawing *d, int i, int k)
{
    random_unit unit = {.drawn = !chance(d, 0.03)};
    int number = k * d->nx + i + 1;
    bool first = i < d->nx / 2;
    (void)g_snprintf(unit.code, sizeof unit.code, "%s%03d", first ? "69" : "93", number);
    if (!chance(d, 0.1))
        (void)g_snprintf(unit.epci, sizeof unit.epci, "20000000%d", (first ? 0 : 5) + k / 2);
    unit.people = chance(d, 0.05)   ? (double)NAN
                  : chance(d, 0.05) ? 0
                                    : g_rand_int_range(d->rand, 1, 20000);
    add_side(d, &unit.ring, i, k, i + 1, k);
    add_side(d, &unit.ring, i + 1, k, i + 1, k + 1);
    add_side(d, &unit.ring, i + 1, k + 1, i, k + 1);
    add_side(d, &unit.ring, i, k + 1, i, k);
    if (d->recipe->overlapping && chance(d, 0.4)) { /* a corner of its own, further out */
        size_t corner = 2 * (size_t)pick(d, 4);
        unit.ring.x[corner] += (corner == 2 || corner == 4 ? 1 : -1) * 0.2 * CELL;
        unit.ring.y[corner] += (corner >= 4 ? 1 : -1) * 0.2 * CELL;
    }
    g_array_append_val(d->recipe->communes, unit);
}

/* --- polygons anywhere --- */

static random_ring draw_star(drawing *d, double radius)
{
    random_ring ring = {.n = 0};
    double cx = g_rand_double_range(d->rand, -0.3, d->nx + 0.3) * CELL;
    double cy = g_rand_double_range(d->rand, -0.3, d->ny + 0.3) * CELL;
    int n = 3 + pick(d, 8);
    for (int i = 0; i < n; i++) {
        double angle = 2 * G_PI * i / n, r = radius * g_rand_double_range(d->rand, 0.4, 1);
        add_point(&ring, cx + r * cos(angle), cy + r * sin(angle));
    }
    return ring;
}

static const random_unit *any_commune(drawing *d)
{
    return &g_array_index(d->recipe->communes, random_unit, pick(d, (int)d->recipe->communes->len));
}

static void draw_qpv(drawing *d, int number)
{
    random_unit unit = {.drawn = !chance(d, 0.05)};
    (void)g_snprintf(unit.code, sizeof unit.code, "QN%s%02dM", number % 2 ? "093" : "069", number);
    if (!chance(d, 0.2))
        (void)g_snprintf(unit.list, sizeof unit.list, "%s,%s", any_commune(d)->code,
                         any_commune(d)->code);
    unit.people = chance(d, 0.3) ? (double)NAN : g_rand_int_range(d->rand, 0, 6000);
    unit.ring = draw_star(d, g_rand_double_range(d->rand, 0.03, 0.6) * CELL);
    g_array_append_val(d->recipe->qpvs, unit);
}

/* --- contracts --- */

static char *draw_code(drawing *d, const char *unit)
{
    random_recipe *r = d->recipe;
    if (strcmp(unit, "COMMUNE") == 0 || strcmp(unit, "QPV_DE_COMMUNE") == 0)
        return g_strdup(any_commune(d)->code);
    if (strcmp(unit, "QPV") == 0 && r->qpvs->len > 0)
        return g_strdup(g_array_index(r->qpvs, random_unit, pick(d, (int)r->qpvs->len)).code);
    if (strcmp(unit, "DEPARTEMENT") == 0)
        return g_strdup(chance(d, 0.5) ? "69" : "93");
    if (strcmp(unit, "REGION") == 0)
        return g_strdup(chance(d, 0.5) ? "84" : "11");
    if (strcmp(unit, "DISPOSITIF") == 0)
        return g_strdup_printf("D%02d", pick(d, (int)r->contracts->len + 1));
    const char *epci = any_commune(d)->epci;
    return g_strdup(epci[0] != '\0' ? epci : "200000000");
}

static void draw_line(drawing *d, random_contract *c)
{
    static const char *const units[] = {"COMMUNE",        "COMMUNE",     "COMMUNE",   "EPCI",
                                        "EPCI",           "QPV",         "QPV",       "DEPARTEMENT",
                                        "QPV_DE_COMMUNE", "QPV_DE_EPCI", "GEOMETRIE", "GEOMETRIE",
                                        "REGION",         "DISPOSITIF"};
    const char *unit = units[pick(d, G_N_ELEMENTS(units))];
    const char *operation = chance(d, 0.2) ? "EXCLUT " : "";
    if (strcmp(unit, "GEOMETRIE") == 0) {
        random_ring ring = draw_star(d, g_rand_double_range(d->rand, 0.2, 2) * CELL);
        g_array_append_val(c->shapes, ring);
        g_ptr_array_add(c->lines, g_strconcat(operation, "GEOMETRIE",
                                              chance(d, 0.1) ? " INCONNUE " : " ", NULL));
        return;
    }
    g_autofree char *code = draw_code(d, unit);
    char extent[24] = "";
    if (chance(d, 0.1))
        (void)g_snprintf(extent, sizeof extent, " INCONNUE");
    else if (chance(d, 0.1))
        (void)g_snprintf(extent, sizeof extent, " PARTIELLE 0.%02d", 1 + pick(d, 99));
    g_ptr_array_add(c->lines, g_strconcat(operation, unit, " ", code, extent, NULL));
}

static void draw_contract(drawing *d)
{
    static const char *const types[] = {"CLS", "CLS", "ASV", "CLSM", "CDV", "MEDIATION"};
    static const char *const starts[] = {"2020", "2016-09", "2022-03-15"};
    static const char *const statuses[] = {"ACTIF", "ACTIF", "ACTIF", "EN_RENOUVELLEMENT", "ECHU"};
    random_contract c = {.type = types[pick(d, G_N_ELEMENTS(types))],
                         .status = statuses[pick(d, G_N_ELEMENTS(statuses))],
                         .start = chance(d, 0.8) ? starts[d->recipe->contracts->len % 3] : NULL,
                         .end = chance(d, 0.5) ? "2025" : "2030",
                         .lines = g_ptr_array_new_with_free_func(g_free),
                         .shapes = g_array_new(FALSE, FALSE, sizeof(random_ring))};
    (void)g_snprintf(c.id, sizeof c.id, "D%02u", d->recipe->contracts->len);
    int n = 1 + pick(d, 4);
    for (int i = 0; i < n; i++)
        draw_line(d, &c);
    g_array_append_val(d->recipe->contracts, c);
}

static void clear_contract(random_contract *c)
{
    g_ptr_array_unref(c->lines);
    g_array_unref(c->shapes);
}

random_recipe *random_recipe_new(guint32 seed)
{
    random_recipe *r = g_new0(random_recipe, 1);
    drawing d = {.rand = g_rand_new_with_seed(seed), .recipe = r};
    r->seed = seed;
    r->communes = g_array_new(FALSE, FALSE, sizeof(random_unit));
    r->qpvs = g_array_new(FALSE, FALSE, sizeof(random_unit));
    r->contracts = g_array_new(FALSE, FALSE, sizeof(random_contract));
    g_array_set_clear_func(r->contracts, (GDestroyNotify)clear_contract);
    r->surveys = g_ptr_array_new_with_free_func(g_free);
    r->overlapping = chance(&d, 0.4);
    r->generalised = chance(&d, 0.3);
    d.nx = 1 + pick(&d, SIDE_MAX);
    d.ny = 1 + pick(&d, SIDE_MAX);
    draw_corners(&d);
    for (int k = 0; k < d.ny; k++) {
        for (int i = 0; i < d.nx; i++)
            draw_commune(&d, i, k);
    }
    int n_qpvs = pick(&d, 10), n_contracts = pick(&d, 10);
    for (int i = 0; i < n_qpvs; i++)
        draw_qpv(&d, i + 1);
    for (int i = 0; i < n_contracts; i++)
        draw_contract(&d);
    if (chance(&d, 0.2))
        g_ptr_array_add(r->surveys, g_strdup("DEPARTEMENT 93 CLS OUI"));
    g_rand_free(d.rand);
    return r;
}

void random_recipe_free(random_recipe *recipe)
{
    g_array_unref(recipe->communes);
    g_array_unref(recipe->qpvs);
    g_array_unref(recipe->contracts);
    g_ptr_array_unref(recipe->surveys);
    g_free(recipe);
}
