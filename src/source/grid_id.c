/*
 * grid_id.c - ids of cells, as INSEE, Eurostat and INSPIRE write them, and what the ids of one grid
 * have in common.
 */
#include "source/grid.h"

#include <string.h>

/** CRS of ids that do not name it: INSPIRE's grid. */
#define ID_CRS 3035
/** Size of INSEE's cells, where no id can be read. */
#define ID_SIZE_M 200

/* Reads digits; false when there is none, or the number is larger than `most`. */
static bool read_digits(const char **p, const char *end, int64_t most, int64_t *ret)
{
    const char *start = *p;
    int64_t number = 0;
    while (*p < end && **p >= '0' && **p <= '9') {
        number = 10 * number + (**p - '0');
        if (number > most)
            return false;
        ++*p;
    }
    *ret = number;
    return *p > start;
}

static bool skip_text(const char **p, const char *end, const char *text)
{
    size_t n = strlen(text);
    if ((size_t)(end - *p) < n || g_ascii_strncasecmp(*p, text, n) != 0)
        return false;
    *p += n;
    return true;
}

/* "200m", "1km" */
static bool read_size(const char **p, const char *end, int64_t *ret)
{
    if (!read_digits(p, end, GRID_LARGEST_M, ret))
        return false;
    if (skip_text(p, end, "km"))
        *ret *= 1000;
    else if (!skip_text(p, end, "m"))
        return false;
    return *ret >= GRID_SMALLEST_M && *ret <= GRID_LARGEST_M;
}

/* "N2489600E3813800", or E before N */
static bool read_corner(const char **p, const char *end, int64_t unit, grid_id *id)
{
    int64_t north = 0, east = 0;
    const int64_t most = GRID_FARTHEST_M / unit;
    if (skip_text(p, end, "N")) {
        if (!read_digits(p, end, most, &north) || !skip_text(p, end, "E") ||
            !read_digits(p, end, most, &east))
            return false;
    } else if (!skip_text(p, end, "E") || !read_digits(p, end, most, &east) ||
               !skip_text(p, end, "N") || !read_digits(p, end, most, &north)) {
        return false;
    }
    id->x = (int32_t)(east * unit);
    id->y = (int32_t)(north * unit);
    return true;
}

/* The power of ten that short ids leave out: 1000 of 1 km, 100 of 200 m. */
static int64_t unit_of(int64_t size)
{
    int64_t unit = 1;
    while (size % (10 * unit) == 0)
        unit *= 10;
    return unit;
}

bool grid_id_parse(const char *text, size_t size, grid_id *ret)
{
    const char *p = text;
    const char *end = text + size;
    int64_t crs = ID_CRS, size_m = 0;
    bool is_long = skip_text(&p, end, "CRS");
    if (is_long && (!read_digits(&p, end, 999999, &crs) || !skip_text(&p, end, "RES")))
        return false;
    grid_id id = {.crs = (int)crs};
    if (!read_size(&p, end, &size_m))
        return false;
    id.size_m = (int32_t)size_m;
    if (!read_corner(&p, end, is_long ? 1 : unit_of(size_m), &id) || p != end)
        return false;
    *ret = id;
    return true;
}

/* Some id among the first rows: one of them may be wrong. */
bool source_has_cells(const source_table *table)
{
    int column = source_table_column(table, "code");
    for (guint i = 0; column >= 0 && i < table->head->len; i++) {
        const source_head_row *row = g_ptr_array_index(table->head, i);
        grid_id id;
        if ((!table->layer->raw || row->line > table->header_line) &&
            grid_id_parse(row->cells[column], strlen(row->cells[column]), &id))
            return true;
    }
    return false;
}

/* The same CRS and size, and, unless `step` is 0, corners a whole number of steps apart. */
static bool is_like(const grid_id *a, const grid_id *b, int32_t step)
{
    return a->crs == b->crs && a->size_m == b->size_m &&
           (step == 0 || (a->x % step == b->x % step && a->y % step == b->y % step));
}

/* The id that most of those of one CRS and size (`kind`; NULL: of all) are like; the first of
 * equals. */
static const grid_id *most_common(const grid_id *ids, size_t n, const grid_id *kind, int32_t step)
{
    const grid_id *best = ids;
    size_t best_count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        if (kind != NULL && !is_like(&ids[i], kind, 0))
            continue;
        for (size_t j = 0; j < n; j++)
            count += is_like(&ids[i], &ids[j], step) ? 1 : 0;
        if (count > best_count) {
            best_count = count;
            best = &ids[i];
        }
    }
    return best;
}

void grid_frame_init(grid_frame *frame, const grid_id *ids, size_t n, int32_t declared_m)
{
    grid_id id = {.crs = ID_CRS, .size_m = ID_SIZE_M};
    if (n > 0) {
        const grid_id *kind = most_common(ids, n, NULL, 0);
        id = *most_common(ids, n, kind, declared_m > 0 ? declared_m : kind->size_m);
    }
    if (declared_m > 0)
        id.size_m = declared_m;
    *frame = (grid_frame){
        .crs = id.crs, .size_m = id.size_m, .x0 = id.x % id.size_m, .y0 = id.y % id.size_m};
    frame->prefix_size = (size_t)g_snprintf(frame->prefix, sizeof frame->prefix, "CRS%dRES%dmN",
                                            id.crs, (int)id.size_m);
    double km2 = (double)id.size_m * (double)id.size_m / 1e6;
    frame->most = MAX(GRID_MOST_PEOPLE, GRID_DENSEST_KM2 * km2);
}
