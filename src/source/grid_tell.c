/*
 * grid_tell.c - what was wrong with the rows of a grid, told once a kind with the first of them;
 * cells that stand twice; a grid of other years than the territory.
 */
#include "source/grid.h"

#include "base/text.h"

#include <string.h>

/** Unknown communes are told when they are at most this share of those that the territory has: a
 * territory that holds a few communes of a département is not of another vintage. */
#define TELL_UNKNOWN_SHARE 0.25

/** Findings of faults, in their order; `column` is that of the id, of people, or none. */
static const struct {
    const char *code;
    enum { NO_COLUMN, ID, PEOPLE } column;
} kinds[GRID_N_FAULTS] = {
    [GRID_CUT] = {"carreau-ligne-coupee", NO_COLUMN},
    [GRID_WIDE] = {"carreau-ligne-longue", NO_COLUMN},
    [GRID_NO_ID] = {"carreau-illisible", ID},
    [GRID_OTHER_SIZE] = {"carreau-autre-taille", ID},
    [GRID_OTHER_CRS] = {"carreau-autre-crs", ID},
    [GRID_SHIFTED] = {"carreau-decale", ID},
    [GRID_NO_PEOPLE] = {"carreau-sans-population", PEOPLE},
    [GRID_NO_NUMBER] = {"carreau-non-numerique", PEOPLE},
    [GRID_NEGATIVE] = {"carreau-negatif", PEOPLE},
    [GRID_HUGE] = {"carreau-enorme", PEOPLE},
};

/* As the file spells it; NULL for rasters. */
static const char *column_name(const grid_item *item, int kind)
{
    if (item->found == NULL || kind == NO_COLUMN)
        return NULL;
    return item->found->table->names[kind == ID ? item->columns.id : item->columns.people];
}

/* What a fault is compared with. */
static char *reference(const grid_item *item, grid_fault fault)
{
    const grid_frame *frame = &item->frame;
    switch (fault) {
    case GRID_OTHER_SIZE:
        return g_strdup_printf("%d m", (int)frame->size_m);
    case GRID_OTHER_CRS:
        return g_strdup_printf("EPSG:%d", frame->crs);
    case GRID_HUGE:
        return g_strdup_printf("%.0f", frame->most);
    default:
        return NULL;
    }
}

/* All blocks as one: counts, the first of each kind, its row in the file. */
static void join_tallies(const grid_item *item, grid_tally joined[GRID_N_FAULTS])
{
    long base = 0;
    for (guint b = 0; b < item->blocks->len; b++) {
        const grid_block *block = &g_array_index(item->blocks, grid_block, b);
        for (size_t f = 0; f < GRID_N_FAULTS; f++) {
            if (block->tallies[f].n == 0)
                continue;
            size_t n = joined[f].n + block->tallies[f].n;
            if (joined[f].n == 0) {
                joined[f] = block->tallies[f];
                joined[f].row += base;
            }
            joined[f].n = n;
        }
        base += block->n_lines;
    }
}

static mlg_status no_cell(const grid_item *item, mlg_error *err)
{
    long n_rows = 0;
    for (guint b = 0; b < item->blocks->len; b++)
        n_rows += g_array_index(item->blocks, grid_block, b).n_rows;
    if (n_rows == 0 && item->found != NULL)
        return source_fail_empty(item->found->table, err);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT, _("%s: no cell with people in it; read: %ld"),
                             item->file, n_rows),
                    _("check that --grid-column names the column or band of people; else fetch the "
                      "file again"));
}

mlg_status grid_tell_faults(const grid_loading *loading, const grid_item *item, mlg_error *err)
{
    grid_tally joined[GRID_N_FAULTS] = {{0}};
    join_tallies(item, joined);
    for (size_t f = 0; f < GRID_N_FAULTS; f++) {
        if (joined[f].n == 0)
            continue;
        g_autofree char *n = g_strdup_printf("%zu", joined[f].n);
        g_autofree char *proposed = reference(item, (grid_fault)f);
        BASE_EMIT(loading->monitor, .code = kinds[f].code, .object = "source", .file = item->file,
                  .layer = item->layer, .row = joined[f].row,
                  .column = column_name(item, (int)kinds[f].column), .value = joined[f].value,
                  .proposed = proposed, .detail = n);
    }
    for (guint b = 0; b < item->blocks->len; b++)
        if (g_array_index(item->blocks, grid_block, b).cells.n > 0)
            return MLG_OK;
    return no_cell(item, err);
}

/* Row of a block's cell: lines that gave none stand between. */
static long row_of(const grid_block *block, size_t cell)
{
    size_t line = cell;
    for (size_t i = 0; i < block->n_skipped && block->skipped[i] <= line; i++)
        line++;
    return (long)line + 1;
}

/* Rows of the file where a cell stands for the first time, and again with the people told. */
static void find_rows(const grid_item *item, mesh_cell cell, long ret[2])
{
    size_t n = 0;
    long base = 0;
    ret[0] = ret[1] = 0;
    for (guint b = 0; b < item->blocks->len && n < 2; b++) {
        const grid_block *block = &g_array_index(item->blocks, grid_block, b);
        for (size_t i = 0; i < block->cells.n && n < 2; i++) {
            const mesh_cell *other = &block->cells.cells[i];
            if (other->row == cell.row && other->column == cell.column &&
                (n == 0 || other->people == cell.people))
                ret[n++] = base + row_of(block, i);
        }
        base += block->n_lines;
    }
}

void grid_tell_doubles(const grid_loading *loading, const grid_item *item,
                       const mesh_doubles *doubles)
{
    const grid_frame *frame = &item->frame;
    for (int other = 0; other < 2; other++) {
        size_t count = other ? doubles->n_other : doubles->n_same;
        mesh_cell cell = other ? doubles->first_other : doubles->first_same;
        long rows[2];
        if (count == 0)
            continue;
        find_rows(item, cell, rows);
        g_autofree char *n = g_strdup_printf("%zu", count);
        g_autofree char *first = g_strdup_printf("%ld", rows[0]);
        g_autofree char *id = g_strdup_printf("%s%lldE%lld", frame->prefix,
                                              (long long)cell.row * frame->size_m + frame->y0,
                                              (long long)cell.column * frame->size_m + frame->x0);
        BASE_EMIT(loading->monitor, .code = other ? "carreau-contradictoire" : "carreau-en-double",
                  .object = "source", .file = item->file, .layer = item->layer, .row = rows[1],
                  .column = column_name(item, ID), .value = id, .proposed = first, .detail = n);
    }
}

/* Whether a commune or arrondissement of this code is loaded. */
static bool is_loaded(const mlg_territory *t, mlg_code code)
{
    return territory_find_commune(t, code) != TERRITORY_NONE ||
           territory_find_part(t, code, TERRITORY_ARRONDISSEMENT) != TERRITORY_NONE;
}

/* Communes that cells name and the territory lacks, in its départements; the first of them. */
static size_t count_unknown(const mlg_territory *t, const uint8_t *communes, mlg_code *ret_first)
{
    size_t known = 0, unknown = 0;
    for (size_t i = 0; i < grid_communes_size(); i++) {
        if (communes[i] == 0)
            continue;
        mlg_code code = grid_communes_code(i);
        if (is_loaded(t, code)) {
            known++;
        } else if (territory_find_department(t, base_code_department(code)) != TERRITORY_NONE) {
            if (unknown++ == 0)
                *ret_first = code;
        }
    }
    return (double)unknown <= TELL_UNKNOWN_SHARE * (double)known ? unknown : 0;
}

/* One year against another; both are known. */
static void tell_years(const grid_loading *loading, const grid_item *item, const char *code,
                       int year, int other)
{
    g_autofree char *of = g_strdup_printf("%d", year);
    g_autofree char *against = g_strdup_printf("%d", other);
    BASE_EMIT(loading->monitor, .code = code, .object = "source", .file = item->file,
              .layer = item->layer, .value = of, .proposed = against);
}

void grid_tell_vintage(const grid_loading *loading, const grid_item *item, int year)
{
    const mlg_territory *t = loading->territory;
    if (t == NULL)
        return;
    mlg_code first = base_code("");
    size_t n = item->communes != NULL ? count_unknown(t, item->communes, &first) : 0;
    if (n > 0) {
        g_autofree char *count = g_strdup_printf("%zu", n);
        BASE_EMIT(loading->monitor, .code = "grille-communes", .object = "source",
                  .file = item->file, .layer = item->layer,
                  .column = item->found->table->names[item->columns.communes], .value = first.s,
                  .detail = count);
    } else if (year > 0 && t->population_year > 0 && t->population_year != year) {
        tell_years(loading, item, "grille-millesime", year, t->population_year);
    } else if (year > 0 && t->vintage > 0 && t->vintage != year) {
        tell_years(loading, item, "grille-millesime-communes", year, t->vintage);
    }
}
