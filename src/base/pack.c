/*
 * pack.c - packing: a head, and arrays beside it.
 */
#include "base/pack_private.h"

#include <maillage/version.h>

#include <string.h>

struct base_packer {
    const char *kind;
    GByteArray *body, *texts;
    GHashTable *offsets; /* of texts, + 1 */
    GPtrArray *arrays;   /* base_pack_array */
};

static void free_array(gpointer data)
{
    base_pack_array *array = data;
    g_ptr_array_unref(array->pieces);
    g_free(array);
}

base_packer *base_packer_new(const char *kind)
{
    base_packer *p = g_new0(base_packer, 1);
    p->kind = kind;
    p->body = g_byte_array_new();
    p->texts = g_byte_array_new();
    p->offsets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->arrays = g_ptr_array_new_with_free_func(free_array);
    return p;
}

char *base_pack_version(void)
{
    return g_strdup_printf("maillage %s, format %u", mlg_version(), PACK_VERSION);
}

void base_packer_free(base_packer *p)
{
    if (p == NULL)
        return;
    g_byte_array_unref(p->body);
    g_byte_array_unref(p->texts);
    g_hash_table_unref(p->offsets);
    g_ptr_array_unref(p->arrays);
    g_free(p);
}

void base_pack_raw(base_packer *p, const void *bytes, size_t size)
{
    g_byte_array_append(p->body, bytes, (guint)size);
}

void base_pack_u32(base_packer *p, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    base_pack_raw(p, &value, sizeof value);
}

void base_pack_i64(base_packer *p, int64_t value)
{
    value = GINT64_TO_LE(value);
    base_pack_raw(p, &value, sizeof value);
}

void base_pack_double(base_packer *p, double value)
{
    int64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    base_pack_i64(p, bits);
}

void base_pack_text(base_packer *p, const char *text)
{
    if (text == NULL) {
        base_pack_u32(p, PACK_NO_TEXT);
        return;
    }
    guint offset = GPOINTER_TO_UINT(g_hash_table_lookup(p->offsets, text));
    if (offset == 0) {
        offset = p->texts->len + 1;
        g_byte_array_append(p->texts, (const guint8 *)text, (guint)strlen(text) + 1);
        g_hash_table_insert(p->offsets, g_strdup(text), GUINT_TO_POINTER(offset));
    }
    base_pack_u32(p, offset - 1);
}

static base_pack_array *add_array(base_packer *p)
{
    base_pack_array *array = g_new0(base_pack_array, 1);
    array->pieces = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_ptr_array_add(p->arrays, array);
    return array;
}

static void add_piece(base_pack_array *array, GBytes *piece)
{
    array->size += g_bytes_get_size(piece);
    g_ptr_array_add(array->pieces, piece);
}

void base_pack_array_of(base_packer *p, const void *items, size_t n, size_t item_size)
{
    base_pack_array *array = add_array(p);
    if (G_BYTE_ORDER == G_LITTLE_ENDIAN || item_size == 1) {
        add_piece(array, g_bytes_new_static(items, n * item_size));
        return;
    }
    void *turned = g_memdup2(items, n * item_size);
    pack_turn(turned, n, item_size);
    add_piece(array, g_bytes_new_take(turned, n * item_size));
}

void base_pack_array_take(base_packer *p, void *items, size_t n, size_t item_size)
{
    if (G_BYTE_ORDER != G_LITTLE_ENDIAN && item_size > 1)
        pack_turn(items, n, item_size);
    add_piece(add_array(p), g_bytes_new_take(items, n * item_size));
}

void base_pack_bytes_list(base_packer *p, GBytes *const *items, size_t n)
{
    uint64_t *ends = g_new(uint64_t, n + 1);
    base_pack_array *where = add_array(p), *all = add_array(p);
    for (size_t i = 0; i < n; i++) {
        if (items[i] != NULL)
            add_piece(all, g_bytes_ref(items[i]));
        ends[i] = GUINT64_TO_LE(items[i] != NULL ? all->size : PACK_NO_BYTES);
    }
    add_piece(where, g_bytes_new_take(ends, n * sizeof *ends));
}

static uint64_t sum_array(const base_pack_array *array)
{
    pack_sum sum = PACK_SUM_START;
    for (guint i = 0; i < array->pieces->len; i++) {
        size_t size = 0;
        const void *data = g_bytes_get_data(g_ptr_array_index(array->pieces, i), &size);
        pack_sum_add(&sum, data, size);
    }
    return pack_sum_end(&sum);
}

GBytes *base_packer_head(base_packer *p)
{
    g_autoptr(GByteArray) arrays = g_byte_array_new();
    for (guint i = 0; i < p->arrays->len; i++) {
        const base_pack_array *array = g_ptr_array_index(p->arrays, i);
        uint64_t entry[] = {GUINT64_TO_LE(array->size), GUINT64_TO_LE(sum_array(array))};
        g_byte_array_append(arrays, (const guint8 *)entry, sizeof entry);
    }
    pack_header header = {.version = GUINT32_TO_LE(PACK_VERSION),
                          .n_arrays = GUINT32_TO_LE(p->arrays->len),
                          .n_body = GUINT64_TO_LE(p->body->len),
                          .n_texts = GUINT64_TO_LE(p->texts->len)};
    (void)g_strlcpy(header.kind, p->kind, sizeof header.kind);
    GByteArray *head = g_byte_array_new();
    g_byte_array_append(head, (const guint8 *)&header, sizeof header);
    g_byte_array_append(head, arrays->data, arrays->len);
    g_byte_array_append(head, p->body->data, p->body->len);
    g_byte_array_append(head, p->texts->data, p->texts->len);
    pack_sum sum = PACK_SUM_START;
    pack_sum_add(&sum, head->data, head->len);
    uint64_t end = GUINT64_TO_LE(pack_sum_end(&sum));
    g_byte_array_append(head, (const guint8 *)&end, sizeof end);
    return g_byte_array_free_to_bytes(head);
}

size_t base_packer_n_arrays(const base_packer *p)
{
    return p->arrays->len;
}

const base_pack_array *base_packer_array(const base_packer *p, size_t i)
{
    return g_ptr_array_index(p->arrays, i);
}
