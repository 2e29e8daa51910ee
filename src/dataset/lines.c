/*
 * lines.c - blocks of whole lines of a text file. What follows the last line feed of a block is
 * kept for the next one.
 */
#include "dataset/lines.h"

#include "base/text.h"
#include "dataset/private.h"
#include "dataset/sha256.h"

#include <pthread.h>
#include <string.h>

#include <cpl_vsi.h>

/** Bytes of a block: it stays in a processor's cache from the reading to the parsing. */
#define LINES_BLOCK ((size_t)1 << 18)
/** A line that is longer is not of a table. */
#define LINES_LONGEST ((size_t)1 << 24)

struct dataset_lines {
    pthread_mutex_t lock;
    char *shown;
    VSILFILE *file;
    vsi_l_offset size; /* of the file, 0 when not known */
    /* under the lock */
    vsi_l_offset n_read;
    GByteArray *rest; /* the beginning of a line */
    bool at_end;
    size_t n_blocks;
    sha256 sum;
};

void dataset_block_done(dataset_block *block)
{
    g_free(block->text);
    *block = (dataset_block){0};
}

mlg_status dataset_lines_new(const dataset *ds, size_t layer, dataset_lines **ret, mlg_error *err)
{
    const dataset_entry *entry = g_ptr_array_index(ds->entries, layer);
    dataset_guard guard;
    VSIStatBufL stat;
    dataset_guard_push(&guard);
    VSILFILE *file = VSIFOpenL(entry->file->path, "rb");
    /* the size of a compressed file is known after reading it */
    bool sized = !g_str_has_prefix(entry->file->path, "/vsigzip/") &&
                 VSIStatL(entry->file->path, &stat) == 0;
    dataset_guard_pop();
    if (file == NULL)
        return mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), entry->file->shown,
                        dataset_guard_reason(&guard, 0));
    dataset_lines *lines = g_new0(dataset_lines, 1);
    lines->shown = g_strdup(entry->file->shown);
    lines->file = file;
    lines->size = sized ? (vsi_l_offset)stat.st_size : 0;
    lines->rest = g_byte_array_new();
    pthread_mutex_init(&lines->lock, NULL);
    sha256_init(&lines->sum);
    *ret = lines;
    return MLG_OK;
}

void dataset_lines_free(dataset_lines *lines)
{
    if (lines == NULL)
        return;
    dataset_guard guard;
    dataset_guard_push(&guard);
    (void)VSIFCloseL(lines->file); /* was only read */
    dataset_guard_pop();
    pthread_mutex_destroy(&lines->lock);
    g_byte_array_unref(lines->rest);
    g_free(lines->shown);
    g_free(lines);
}

static void reserve(dataset_block *block, size_t size)
{
    if (size < block->capacity)
        return;
    block->capacity = size + 1;
    block->text = g_realloc(block->text, block->capacity);
}

static mlg_status too_long(const dataset_lines *lines, mlg_error *err)
{
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT,
                             _("%s: a line is longer than %zu bytes: this is no table"),
                             lines->shown, LINES_LONGEST),
                    _("save the table as CSV UTF-8 or as XLSX"));
}

/* Reads up to the end of a line, or of the file. */
static mlg_status fill(dataset_lines *lines, dataset_block *block, mlg_error *err)
{
    size_t end = 0; /* after the last line feed */
    block->size = lines->rest->len;
    reserve(block, block->size + LINES_BLOCK);
    if (block->size > 0)
        memcpy(block->text, lines->rest->data, block->size);
    while (end == 0 && !lines->at_end) {
        if (block->size > LINES_LONGEST)
            return too_long(lines, err);
        reserve(block, block->size + LINES_BLOCK);
        char *from = block->text + block->size;
        size_t n = VSIFReadL(from, 1, LINES_BLOCK, lines->file);
        sha256_update(&lines->sum, from, n);
        lines->n_read += n;
        lines->at_end = n < LINES_BLOCK;
        block->size += n;
        for (size_t i = block->size; i > block->size - n && end == 0; i--)
            end = block->text[i - 1] == '\n' ? i : 0;
    }
    end = lines->at_end ? block->size : end;
    g_byte_array_set_size(lines->rest, 0);
    g_byte_array_append(lines->rest, (const guint8 *)block->text + end, (guint)(block->size - end));
    block->size = end;
    block->text[end] = '\0';
    return MLG_OK;
}

mlg_status dataset_lines_next(dataset_lines *lines, dataset_block *block, mlg_error *err)
{
    dataset_guard guard;
    pthread_mutex_lock(&lines->lock);
    dataset_guard_push(&guard);
    mlg_status status = fill(lines, block, err);
    bool cut = lines->at_end && lines->n_read < lines->size; /* a disk's error ends it too */
    dataset_guard_pop();
    block->number = lines->n_blocks;
    lines->n_blocks += block->size > 0 ? 1 : 0;
    pthread_mutex_unlock(&lines->lock);
    if (status == MLG_OK && (cut || guard.failed))
        status = mlg_hint(err,
                          mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), lines->shown,
                                   dataset_guard_reason(&guard, 0)),
                          _("the file is incomplete: fetch it again"));
    return status;
}

double dataset_lines_read(dataset_lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    double share = lines->size > 0 ? (double)lines->n_read / (double)lines->size : 0;
    pthread_mutex_unlock(&lines->lock);
    return share;
}

char *dataset_lines_sha256(const dataset_lines *lines)
{
    char hex[65];
    sha256 sum = lines->sum;
    sha256_finish(&sum, hex);
    return g_strdup(hex);
}
