/*
 * rtree.c - the spatial index of a layer, packed when all its boxes are known: leaves of boxes that
 * lie near one another, nodes of such leaves, and so on up to node 1. Put into the tables in which
 * SQLite's rtree module keeps its nodes (https://www.sqlite.org/rtree.html; the form of a node is
 * told at the top of its source), a tenth of the time that one insertion a box takes.
 */
#include "store/filler_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NODE_HEADER_SIZE 4U  /* depth of the tree, number of cells */
#define CELL_SIZE        24U /* id, four floats; big-endian as all numbers here */
#define ROOT             1

typedef struct packing {
    store_filler *filler;
    size_t node_size, n_cells; /* of a node at most */
    GByteArray *nodes;         /* from number 2 on */
    GArray *of_node;           /* parents of the same; int64_t */
    int64_t *of_row;           /* leaf of each fid, from 1 */
} packing;

static void put_cell(uint8_t *to, const store_entry *e)
{
    const float box[] = {e->min_x, e->max_x, e->min_y, e->max_y};
    uint64_t id = GUINT64_TO_BE((uint64_t)e->id);
    memcpy(to, &id, sizeof id);
    for (size_t i = 0; i < 4; i++) {
        uint32_t bits = 0;
        memcpy(&bits, &box[i], sizeof bits);
        bits = GUINT32_TO_BE(bits);
        memcpy(to + sizeof id + i * sizeof bits, &bits, sizeof bits);
    }
}

static void put_node(uint8_t *to, unsigned depth, const store_entry *entries, size_t n)
{
    uint16_t numbers[] = {GUINT16_TO_BE((uint16_t)depth), GUINT16_TO_BE((uint16_t)n)};
    memcpy(to, numbers, sizeof numbers);
    for (size_t i = 0; i < n; i++)
        put_cell(to + NODE_HEADER_SIZE + i * CELL_SIZE, &entries[i]);
}

static int compare(float a, float b, int64_t id_a, int64_t id_b)
{
    return a != b ? (a < b ? -1 : 1) : (id_a > id_b) - (id_a < id_b);
}

static int by_x(const void *a, const void *b)
{
    const store_entry *e = a, *f = b;
    return compare(e->min_x + e->max_x, f->min_x + f->max_x, e->id, f->id);
}

static int by_y(const void *a, const void *b)
{
    const store_entry *e = a, *f = b;
    return compare(e->min_y + e->max_y, f->min_y + f->max_y, e->id, f->id);
}

/* Columns of ground as wide as their nodes are high: neighbours follow one another. */
static void sort(const packing *p, store_entry *entries, size_t n)
{
    size_t n_nodes = (n - 1) / p->n_cells + 1;
    size_t column = (size_t)ceil(sqrt((double)n_nodes)) * p->n_cells;
    qsort(entries, n, sizeof *entries, by_x);
    for (size_t i = 0; i < n; i += column)
        qsort(entries + i, MIN(column, n - i), sizeof *entries, by_y);
}

/* Nodes of one level; entries become those of the level above. */
static size_t pack_level(packing *p, store_entry *entries, size_t n, bool leaves)
{
    size_t n_nodes = 0;
    sort(p, entries, n);
    for (size_t i = 0; i < n; i += p->n_cells) {
        size_t n_here = MIN(p->n_cells, n - i), at = p->nodes->len;
        int64_t none = 0;
        g_array_append_val(p->of_node, none);
        store_entry node = {ROOT + p->of_node->len, INFINITY, -INFINITY, INFINITY, -INFINITY};
        g_byte_array_set_size(p->nodes, (guint)(at + p->node_size));
        memset(p->nodes->data + at, 0, p->node_size);
        put_node(p->nodes->data + at, 0, entries + i, n_here);
        for (const store_entry *e = entries + i; e < entries + i + n_here; e++) {
            if (leaves)
                p->of_row[e->id] = node.id;
            else
                g_array_index(p->of_node, int64_t, e->id - ROOT - 1) = node.id;
            node = (store_entry){node.id, MIN(node.min_x, e->min_x), MAX(node.max_x, e->max_x),
                                 MIN(node.min_y, e->min_y), MAX(node.max_y, e->max_y)};
        }
        entries[n_nodes++] = node;
    }
    return n_nodes;
}

/* A statement on one of the tables of the index. */
static mlg_status prepare(packing *p, const char *format, sqlite3_stmt **ret, mlg_error *err)
{
    const store_filler *f = p->filler;
    const filler_summary *now = &g_array_index(f->summaries, filler_summary, f->summaries->len - 1);
    char *sql = sqlite3_mprintf(format, now->table, f->geometry);
    mlg_status status = filler_prepare(p->filler, sql, ret, err);
    sqlite3_free(sql);
    return status;
}

static mlg_status put_pairs(packing *p, const char *format, const int64_t *values, size_t first,
                            size_t n, mlg_error *err)
{
    g_autoptr(sqlite3_stmt) put = NULL;
    MLG_TRY(prepare(p, format, &put, err));
    for (size_t i = 0; i < n; i++) {
        if (values[i] == 0) /* a row without geometry */
            continue;
        (void)sqlite3_bind_int64(put, 1, (sqlite3_int64)(first + i)); /* they have two */
        (void)sqlite3_bind_int64(put, 2, values[i]);
        MLG_TRY(filler_step(p->filler, put, err));
    }
    return MLG_OK;
}

static mlg_status put_nodes(packing *p, const uint8_t *root, mlg_error *err)
{
    g_autoptr(sqlite3_stmt) put = NULL;
    MLG_TRY(prepare(p, "REPLACE INTO \"rtree_%w_%w_node\" VALUES (?1, ?2)", &put, err));
    for (size_t i = 0; i <= p->of_node->len; i++) {
        const uint8_t *node = i == 0 ? root : p->nodes->data + (i - 1) * p->node_size;
        (void)sqlite3_bind_int64(put, 1, (sqlite3_int64)(ROOT + i)); /* it has two */
        (void)sqlite3_bind_blob64(put, 2, node, p->node_size, SQLITE_STATIC);
        MLG_TRY(filler_step(p->filler, put, err));
    }
    return MLG_OK;
}

/* The size of the empty root is that of all nodes. */
static mlg_status find_node_size(packing *p, mlg_error *err)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    MLG_TRY(
        prepare(p, "SELECT length(data) FROM \"rtree_%w_%w_node\" WHERE nodeno = 1", &query, err));
    if (sqlite3_step(query) != SQLITE_ROW)
        return filler_fail(p->filler, err);
    p->node_size = (size_t)sqlite3_column_int64(query, 0);
    p->n_cells = (p->node_size - NODE_HEADER_SIZE) / CELL_SIZE;
    return MLG_OK;
}

static mlg_status put_index(packing *p, const uint8_t *root, size_t n_rows, mlg_error *err)
{
    MLG_TRY(put_nodes(p, root, err));
    MLG_TRY(put_pairs(p, "INSERT INTO \"rtree_%w_%w_rowid\" VALUES (?1, ?2)", p->of_row, 0,
                      n_rows + 1, err));
    return put_pairs(p, "INSERT INTO \"rtree_%w_%w_parent\" VALUES (?1, ?2)",
                     (const int64_t *)(const void *)p->of_node->data, ROOT + 1, p->of_node->len,
                     err);
}

mlg_status filler_pack_index(store_filler *filler, mlg_error *err)
{
    store_entry *entries = (store_entry *)(void *)filler->entries->data;
    size_t n = filler->entries->len, n_rows = (size_t)entries[n - 1].id;
    g_autofree int64_t *of_row = g_new0(int64_t, n_rows + 1);
    packing p = {.filler = filler, .of_row = of_row};
    MLG_TRY(find_node_size(&p, err));
    g_autofree uint8_t *root = g_malloc0(p.node_size);
    p.nodes = g_byte_array_new();
    p.of_node = g_array_new(FALSE, FALSE, sizeof(int64_t));
    unsigned depth = 0;
    for (; n > p.n_cells; depth++)
        n = pack_level(&p, entries, n, depth == 0);
    put_node(root, depth, entries, n);
    for (size_t i = 0; i < n; i++) {
        if (depth == 0)
            of_row[entries[i].id] = ROOT;
        else
            g_array_index(p.of_node, int64_t, entries[i].id - ROOT - 1) = ROOT;
    }
    mlg_status status = put_index(&p, root, n_rows, err);
    g_byte_array_unref(p.nodes);
    g_array_unref(p.of_node);
    return status;
}
