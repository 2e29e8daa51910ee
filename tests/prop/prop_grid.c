/*
 * prop_grid.c - grids of random cells, written in random ways, read back the same by any number of
 * threads. MLG_SEED=17 replays the seed 17; MLG_WORLDS=1000 draws more of them.
 */
#include "prop/prop.h"

#include "mesh/grid.h"

#include <maillage/source.h>

#include <stdlib.h>

#include <glib/gstdio.h>

enum { SEEDS = 60, ROWS = 400, COLUMNS = 300 };

/** How a table is written. */
typedef struct dialect {
    char separator;
    bool comma, quoted, crlf, bom, short_ids, more_columns, last_line_feed, shuffled;
} dialect;

typedef struct drawn {
    int size_m;     /* of a cell */
    double *people; /* ROWS x COLUMNS; 0 where there is no cell, negative: imputed */
    int *order;
    int n;
} drawn;

static bool toss(GRand *rand, double chance)
{
    return g_rand_double(rand) < chance;
}

static dialect draw_dialect(GRand *rand)
{
    static const char separators[] = ",;\t";
    dialect d = {.separator = separators[g_rand_int_range(rand, 0, 3)],
                 .quoted = toss(rand, 0.3),
                 .crlf = toss(rand, 0.3),
                 .bom = toss(rand, 0.3),
                 .short_ids = toss(rand, 0.2),
                 .more_columns = toss(rand, 0.5),
                 .last_line_feed = toss(rand, 0.7),
                 .shuffled = toss(rand, 0.5)};
    d.comma = (d.separator != ',' || d.quoted) && toss(rand, 0.5);
    return d;
}

/* Halves as INSEE's, and figures of many digits. */
static double draw_people(GRand *rand)
{
    double people = toss(rand, 0.7) ? 0.5 * g_rand_int_range(rand, 1, 4000)
                                    : g_rand_double_range(rand, 1e-6, 9000);
    return toss(rand, 0.3) ? -people : people;
}

static void draw_cells(drawn *cells, GRand *rand, bool shuffled)
{
    static const int sizes[] = {100, 200, 1000};
    double density = toss(rand, 0.3) ? 0.3 : 0.01;
    cells->size_m = sizes[g_rand_int_range(rand, 0, 3)];
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        cells->people[i] = toss(rand, density) ? draw_people(rand) : 0;
        if (cells->people[i] != 0)
            cells->order[cells->n++] = i;
    }
    for (int i = cells->n - 1; shuffled && i > 0; i--) {
        int j = g_rand_int_range(rand, 0, i + 1);
        int kept = cells->order[i];
        cells->order[i] = cells->order[j];
        cells->order[j] = kept;
    }
}

static void put_cell(GString *text, const dialect *d, const char *value, bool last)
{
    g_string_append_printf(text, d->quoted ? "\"%s\"" : "%s", value);
    if (!last)
        g_string_append_c(text, d->separator);
}

static void put_row(GString *text, const dialect *d, const char *const values[4])
{
    put_cell(text, d, values[0], false);
    if (d->more_columns)
        put_cell(text, d, values[3], false);
    put_cell(text, d, values[1], false);
    put_cell(text, d, values[2], !d->more_columns);
    if (d->more_columns)
        put_cell(text, d, values[3], true);
    g_string_append(text, d->crlf ? "\r\n" : "\n");
}

static GString *write_table(const drawn *cells, const dialect *d)
{
    GString *text = g_string_new(d->bom ? "\xEF\xBB\xBF" : "");
    put_row(text, d, (const char *const[]){"id_carreau", "ind", "imputed", "autre"});
    for (int i = 0; i < cells->n; i++) {
        int row = cells->order[i] / COLUMNS + 10000, column = cells->order[i] % COLUMNS + 15000;
        double people = cells->people[cells->order[i]];
        char id[64], number[G_ASCII_DTOSTR_BUF_SIZE];
        int unit = d->short_ids ? (cells->size_m == 1000 ? 1000 : 100) : 1;
        g_snprintf(id, sizeof id, "%s%d%sN%dE%d", d->short_ids ? "" : "CRS3035RES",
                   d->short_ids && unit == 1000 ? 1 : cells->size_m,
                   d->short_ids && unit == 1000 ? "km" : "m", row * cells->size_m / unit,
                   column * cells->size_m / unit);
        g_ascii_dtostr(number, sizeof number, fabs(people));
        if (d->comma)
            g_strdelimit(number, ".", ',');
        put_row(text, d, (const char *const[]){id, number, people < 0 ? "1" : "0", "x1"});
    }
    if (!d->last_line_feed)
        g_string_truncate(text, text->len - (d->crlf ? 2 : 1));
    return text;
}

static void count_finding(const mlg_finding *finding, void *user)
{
    (void)finding;
    ++*(size_t *)user;
}

static void compare(prop *p, const drawn *cells, const mesh_grid *grid)
{
    prop_check(p, grid->n_cells == (size_t)cells->n, "%zu cells of %d", grid->n_cells, cells->n);
    size_t found = 0;
    for (size_t r = 0; r < grid->n_rows; r++)
        for (size_t i = grid->first[r]; i < grid->first[r + 1]; i++) {
            int row = grid->first_row + (int)r - 10000, column = grid->column[i] - 15000;
            bool inside = row >= 0 && row < ROWS && column >= 0 && column < COLUMNS;
            double people = inside ? cells->people[row * COLUMNS + column] : 0;
            bool same = fabs(people) == grid->people[i] &&
                        (people < 0) == base_bitset_get(grid->imputed, i);
            prop_check(p, same, "cell %d %d: %.17g read as %.17g", row, column, people,
                       grid->people[i]);
            prop_check(p, i == grid->first[r] || grid->column[i - 1] < grid->column[i],
                       "row %d is not in order", row);
            found++;
        }
    prop_check(p, found == grid->n_cells, "%zu cells in rows", found);
}

static void try_seed(prop *p, const char *path, guint32 seed)
{
    p->seed = seed;
    p->n_told = 0;
    GRand *rand = g_rand_new_with_seed(seed);
    drawn cells = {.people = g_new0(double, ROWS *COLUMNS), .order = g_new0(int, ROWS *COLUMNS)};
    dialect d = draw_dialect(rand);
    draw_cells(&cells, rand, d.shuffled);
    GString *text = write_table(&cells, &d);
    if (!g_file_set_contents(path, text->str, (gssize)text->len, NULL))
        g_error("not written");
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        size_t n_findings = 0;
        mlg_monitor monitor = {.finding = count_finding, .user = &n_findings};
        const char *const paths[] = {path, NULL};
        mlg_grid_sources sources = {.grids = paths, .n_threads = threads};
        mlg_grid *grid = NULL;
        mlg_error err = {.code = MLG_OK};
        mlg_status status = mlg_load_grid(&sources, NULL, &monitor, &grid, &err);
        if (prop_check(p, status == MLG_OK, "%s", err.message))
            compare(p, &cells, &grid->grids[0]);
        prop_check(p, n_findings == 0, "%zu findings", n_findings);
        mlg_grid_free(grid);
    }
    g_string_free(text, TRUE);
    g_free(cells.people);
    g_free(cells.order);
    g_rand_free(rand);
}

static guint32 number_in(const char *variable, guint32 otherwise)
{
    const char *text = getenv(variable);
    return text ? (guint32)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

int main(void)
{
    prop p = {0};
    guint32 first = number_in("MLG_SEED", 0), n = number_in("MLG_WORLDS", SEEDS);
    if (first != 0 && getenv("MLG_WORLDS") == NULL)
        n = 1;
    if (first == 0)
        first = 1;
    char *folder = g_dir_make_tmp("prop-grid-XXXXXX", NULL);
    char *path = g_build_filename(folder, "grid.csv", NULL);
    for (guint32 i = 0; i < n; i++)
        try_seed(&p, path, first + i);
    (void)g_unlink(path);
    (void)g_rmdir(folder);
    g_free(path);
    g_free(folder);
    (void)printf("%u seeds from MLG_SEED=%u: %u checks, %u failures\n", n, first, p.n_checks,
                 p.n_failures);
    return p.n_failures > 0;
}
