/*
 * unpack.c - packs read again. Nothing is believed: sizes are checked before they are used, and
 * bytes by their checksums.
 */
#include "base/pack_private.h"

#include "base/text.h"

#include <string.h>

#define ENTRY_SIZE (2 * sizeof(uint64_t)) /* of an array: size, checksum */

static uint64_t read_u64(const uint8_t *from)
{
    uint64_t value = 0;
    memcpy(&value, from, sizeof value);
    return GUINT64_FROM_LE(value);
}

/* The parts of a head, when its numbers fit its size. */
static bool lay_out(base_unpacker *u, const pack_header *header, const uint8_t *data, size_t size)
{
    uint64_t n_arrays = GUINT32_FROM_LE(header->n_arrays);
    uint64_t n_body = GUINT64_FROM_LE(header->n_body), n_texts = GUINT64_FROM_LE(header->n_texts);
    size_t left = size - sizeof *header - sizeof(uint64_t);
    if (n_arrays * ENTRY_SIZE > left || n_body > left || n_texts > left ||
        n_arrays * ENTRY_SIZE + n_body + n_texts != left)
        return false;
    u->directory = data + sizeof *header;
    u->body = u->directory + n_arrays * ENTRY_SIZE;
    u->texts = (const char *)u->body + n_body;
    u->size = n_body;
    u->n_texts = n_texts;
    u->n_arrays = n_arrays;
    return n_texts == 0 || u->texts[n_texts - 1] == '\0';
}

void base_unpacker_init(base_unpacker *u, const char *kind, GBytes *head, base_fetch_fn fetch,
                        void *user)
{
    size_t size = 0;
    const uint8_t *data = g_bytes_get_data(head, &size);
    *u = (base_unpacker){.fetch = fetch, .user = user, .damaged = true};
    pack_header header;
    if (size < sizeof header + sizeof(uint64_t))
        return;
    memcpy(&header, data, sizeof header);
    pack_sum sum = PACK_SUM_START;
    pack_sum_add(&sum, data, size - sizeof(uint64_t));
    u->damaged = strncmp(header.kind, kind, sizeof header.kind) != 0 ||
                 GUINT32_FROM_LE(header.version) != PACK_VERSION ||
                 read_u64(data + size - sizeof(uint64_t)) != pack_sum_end(&sum) ||
                 !lay_out(u, &header, data, size);
}

void base_unpack_raw(base_unpacker *u, void *to, size_t size)
{
    if (u->damaged || size > u->size - u->at) {
        u->damaged = true;
        memset(to, 0, size);
        return;
    }
    memcpy(to, u->body + u->at, size);
    u->at += size;
}

uint32_t base_unpack_u32(base_unpacker *u)
{
    uint32_t value = 0;
    base_unpack_raw(u, &value, sizeof value);
    return GUINT32_FROM_LE(value);
}

static bool is_index(uint32_t value, size_t limit, uint32_t none)
{
    return value < limit || (value == none && none != 0);
}

uint32_t base_unpack_index(base_unpacker *u, size_t limit, uint32_t none)
{
    uint32_t value = base_unpack_u32(u);
    u->damaged = u->damaged || !is_index(value, limit, none);
    return value;
}

int64_t base_unpack_i64(base_unpacker *u)
{
    int64_t value = 0;
    base_unpack_raw(u, &value, sizeof value);
    return GINT64_FROM_LE(value);
}

double base_unpack_double(base_unpacker *u)
{
    int64_t bits = base_unpack_i64(u);
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

const char *base_unpack_text(base_unpacker *u)
{
    uint32_t offset = base_unpack_u32(u);
    if (!u->damaged && offset == PACK_NO_TEXT)
        return NULL;
    if (u->damaged || offset >= u->n_texts) {
        u->damaged = true;
        return "";
    }
    return u->texts + offset;
}

const char *base_unpack_name(base_unpacker *u)
{
    const char *text = base_unpack_text(u);
    u->damaged = u->damaged || text == NULL;
    return text != NULL ? text : "";
}

size_t base_unpack_count(base_unpacker *u, size_t least)
{
    int64_t count = base_unpack_i64(u);
    if (u->damaged || count < 0 || (uint64_t)count > (u->size - u->at) / least) {
        u->damaged = true;
        return 0;
    }
    return (size_t)count;
}

static mlg_status fetch_array(base_unpacker *u, size_t size, uint64_t expected, void **ret)
{
    void *data = NULL;
    MLG_TRY(u->fetch(u->user, u->next_array++, size, &data, &u->error));
    pack_sum sum = PACK_SUM_START;
    pack_sum_add(&sum, data, size);
    if (pack_sum_end(&sum) != expected)
        u->damaged = true;
    *ret = data;
    return MLG_OK;
}

void *base_unpack_array_of(base_unpacker *u, size_t item_size, size_t *ret_n)
{
    *ret_n = 0;
    if (u->damaged || u->next_array >= u->n_arrays) {
        u->damaged = true;
        return NULL;
    }
    const uint8_t *entry = u->directory + u->next_array * ENTRY_SIZE;
    size_t size = read_u64(entry);
    void *data = NULL;
    u->status = fetch_array(u, size, read_u64(entry + sizeof(uint64_t)), &data);
    if (u->status != MLG_OK || size % item_size != 0)
        u->damaged = true;
    if (u->damaged) {
        g_free(data);
        return NULL;
    }
    if (G_BYTE_ORDER != G_LITTLE_ENDIAN && item_size > 1)
        pack_turn(data, size / item_size, item_size);
    *ret_n = size / item_size;
    return data;
}

void *base_unpack_array_n(base_unpacker *u, size_t item_size, size_t n)
{
    size_t n_there = 0;
    void *items = base_unpack_array_of(u, item_size, &n_there);
    if (n_there == n)
        return items;
    u->damaged = true;
    g_free(items);
    return NULL;
}

GBytes **base_unpack_bytes_list(base_unpacker *u, size_t *ret_n)
{
    size_t n = 0, size = 0, from = 0;
    g_autofree uint64_t *ends = base_unpack_array_of(u, sizeof *ends, &n);
    void *data = base_unpack_array_of(u, 1, &size);
    g_autoptr(GBytes) all = g_bytes_new_take(data, size);
    GBytes **items = g_new0(GBytes *, n + 1);
    for (size_t i = 0; i < n && !u->damaged; i++) {
        if (ends[i] == PACK_NO_BYTES)
            continue;
        if (ends[i] < from || ends[i] > size)
            u->damaged = true;
        else
            items[i] = g_bytes_new_from_bytes(all, from, ends[i] - from);
        from = ends[i];
    }
    *ret_n = n;
    return items;
}

void base_unpack_check(base_unpacker *u, const uint32_t *items, size_t n, size_t limit,
                       uint32_t none)
{
    bool bad = false;
    for (size_t i = 0; items != NULL && i < n; i++)
        bad |= !is_index(items[i], limit, none);
    u->damaged = u->damaged || bad;
}

mlg_status base_unpacker_end(base_unpacker *u, mlg_error *err)
{
    if (u->status != MLG_OK) {
        if (err != NULL)
            *err = u->error;
        return u->status;
    }
    if (u->damaged || u->at != u->size || u->next_array != u->n_arrays)
        return mlg_fail(err, MLG_E_FORMAT, "%s", _("damaged"));
    return MLG_OK;
}
