/*
 * grid_text.c - grids as CSV: blocks of lines are parsed by several threads, and kept in the order
 * of the file. A row is a line: no cell of such a table holds a line feed.
 */
#include "source/grid.h"

#include "base/parallel.h"
#include "base/text.h"
#include "dataset/lines.h"

#include <pthread.h>
#include <string.h>

typedef struct text_reading {
    grid_loading *loading;
    grid_item *item;
    dataset_lines *lines;
    long header_line;
    char separator;
    int last; /* the last column that is read */
    pthread_mutex_t lock;
    /* under the lock */
    GArray *blocks; /* grid_block */
    uint8_t *communes;
} text_reading;

/** A thread's own. */
typedef struct text_worker {
    text_reading *reading;
    grid_taker taker;
    grid_communes communes; /* seen NULL: not read */
    grid_span *cells;       /* up to the last column that is read */
} text_worker;

/* A cell from p on, without its quotation marks; the place of what ends it, or NULL when a mark is
 * not closed on the line. */
static const char *read_cell(const char *p, const char *end, char separator, grid_span *ret)
{
    if (p == end || *p != '"') {
        const char *stop = p;
        while (stop < end && *stop != separator)
            stop++;
        *ret = (grid_span){p, (size_t)(stop - p)};
        return stop;
    }
    const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
    if (close == NULL)
        return NULL;
    *ret = (grid_span){p + 1, (size_t)(close - p - 1)};
    const char *stop = memchr(close, separator, (size_t)(end - close));
    return stop != NULL ? stop : end;
}

/* Number of columns of a line; its first cells go to worker->cells. 0: a mark is not closed. */
static int split(text_worker *worker, const char *p, const char *end)
{
    char separator = worker->reading->separator;
    int last = worker->reading->last;
    for (int n = 0;; n++) {
        grid_span cell;
        p = read_cell(p, end, separator, n <= last ? &worker->cells[n] : &cell);
        if (p == NULL)
            return 0;
        if (p == end)
            return n + 1;
        p++;
        if (n == last && memchr(p, '"', (size_t)(end - p)) == NULL) {
            n += 2; /* nothing more is read: separators are counted */
            for (; p < end; p++)
                n += *p == separator ? 1 : 0;
            return n;
        }
    }
}

/* Whether all that a line has beyond n columns is empty, as spreadsheets leave it. */
static bool is_empty_beyond(char separator, int n, const char *p, const char *end)
{
    while (p < end && n > 0)
        n -= *p++ == separator ? 1 : 0;
    for (; p < end; p++)
        if (*p != separator && !g_ascii_isspace(*p))
            return false;
    return true;
}

static bool is_blank(const char *p, const char *end)
{
    while (p < end && g_ascii_isspace(*p))
        p++;
    return p == end;
}

static void take_line(text_worker *worker, long line, const char *start, const char *end)
{
    const grid_columns *columns = &worker->reading->item->columns;
    grid_span whole = {start, (size_t)(end - start)};
    int n = split(worker, start, end);
    if (n != columns->n) {
        if (is_blank(start, end)) {
            grid_skip(&worker->taker, line);
            return;
        }
        if (n < columns->n) {
            grid_fail(&worker->taker, GRID_CUT, line, whole);
            return;
        }
        if (!is_empty_beyond(worker->reading->separator, columns->n, start, end)) {
            grid_fail(&worker->taker, GRID_WIDE, line, whole);
            return;
        }
    }
    const grid_span *cells = worker->cells;
    grid_row row = {.line = line, .id = cells[columns->id], .people = cells[columns->people]};
    if (columns->imputed >= 0)
        row.imputed = grid_says_yes(cells[columns->imputed]);
    if (worker->communes.seen != NULL)
        grid_communes_add(&worker->communes, cells[columns->communes]);
    grid_take(&worker->taker, &row);
}

static void keep_block(text_reading *reading, size_t number, grid_block block)
{
    pthread_mutex_lock(&reading->lock);
    if (reading->blocks->len <= number)
        g_array_set_size(reading->blocks, (guint)number + 1);
    g_array_index(reading->blocks, grid_block, number) = block;
    pthread_mutex_unlock(&reading->lock);
}

static void parse_block(text_worker *worker, const dataset_block *text)
{
    text_reading *reading = worker->reading;
    const char *p = text->text;
    const char *end = p + text->size;
    long line = 0;
    for (; p < end; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop != NULL ? stop : end;
        const char *last = stop > p && stop[-1] == '\r' ? stop - 1 : stop;
        if (text->number == 0 && line < reading->header_line)
            grid_skip(&worker->taker, line);
        else
            take_line(worker, line, p, last);
        p = stop + 1;
    }
    keep_block(reading, text->number, grid_taker_finish(&worker->taker, line));
}

/* One thread: blocks until there are none. */
static mlg_status work(void *user, unsigned index, size_t begin, size_t end, mlg_error *err)
{
    (void)begin;
    (void)end;
    text_reading *reading = user;
    const mlg_monitor *monitor = reading->loading->monitor;
    text_worker worker = {.reading = reading,
                          .cells = g_new0(grid_span, (size_t)reading->last + 1)};
    grid_taker_init(&worker.taker, &reading->item->frame);
    if (reading->communes != NULL)
        worker.communes.seen = g_malloc0(grid_communes_size());
    dataset_block text = {0};
    mlg_status status = MLG_OK;
    do {
        status = base_check_cancelled(monitor, err);
        if (status == MLG_OK)
            status = dataset_lines_next(reading->lines, &text, err);
        if (status == MLG_OK && text.size > 0)
            parse_block(&worker, &text);
        if (index == 0)
            base_progress(monitor, _("reading"), dataset_lines_read(reading->lines));
    } while (status == MLG_OK && text.size > 0);
    pthread_mutex_lock(&reading->lock);
    for (size_t i = 0; worker.communes.seen != NULL && i < grid_communes_size(); i++)
        reading->communes[i] |= worker.communes.seen[i];
    pthread_mutex_unlock(&reading->lock);
    dataset_block_done(&text);
    grid_taker_done(&worker.taker);
    g_free(worker.communes.seen);
    g_free(worker.cells);
    return status;
}

mlg_status grid_read_text(grid_loading *loading, grid_item *item, mlg_error *err)
{
    const source_table *table = item->found->table;
    const grid_columns *columns = &item->columns;
    g_autoptr(dataset_lines) lines = NULL;
    MLG_TRY(dataset_lines_new(table->ds, table->layer_index, &lines, err));
    text_reading reading = {
        .loading = loading,
        .item = item,
        .lines = lines,
        .header_line = table->header_line,
        .separator = dataset_separator(table->ds, table->layer_index),
        .last = MAX(MAX(columns->id, columns->people), MAX(columns->imputed, columns->communes)),
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .blocks = item->blocks};
    if (columns->communes >= 0 && loading->territory != NULL)
        reading.communes = item->communes = g_malloc0(grid_communes_size());
    size_t n = MAX(loading->sources->n_threads, 1);
    mlg_status status = base_parallel_for((unsigned)n, n, 1, work, &reading, NULL, NULL, err);
    pthread_mutex_destroy(&reading.lock);
    MLG_TRY(status);
    if (dataset_is_one_text(table->ds))
        item->sha256 = dataset_lines_sha256(lines);
    return MLG_OK;
}
