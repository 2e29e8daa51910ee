/*
 * format_sqlite.c - one SQLite file with SpatiaLite's tables: all layers with spatial indexes, all
 * tables, one CRS.
 */
#include "output/files.h"
#include "output/format.h"

/* SpatiaLite prints what it cannot do, and goes on: there is room for what it makes, its own tables
 * first, then a little by layer. What lacks all the same is seen at the end. */
#define FIRST_ROOM ((size_t)6700 << 10)
#define ROOM       ((size_t)512 << 10)

typedef struct sqlite_file {
    char *path;
    dataset_writer *writer;
} sqlite_file;

static void free_file(void *user)
{
    sqlite_file *file = user;
    if (file == NULL)
        return;
    dataset_writer_free(file->writer);
    g_free(file->path);
    g_free(file);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite_file, free_file)

static mlg_status check_room(const sqlite_file *file, size_t size, mlg_error *err)
{
    g_autofree char *folder = g_path_get_dirname(file->path);
    return output_check_written(file->path, output_take_room(folder, size), err);
}

static mlg_status open_file(const output_run *run, const char *path, const char *timestamp,
                            void **ret, mlg_error *err)
{
    g_autoptr(sqlite_file) file = g_new0(sqlite_file, 1);
    file->path = g_strdup(path);
    MLG_TRY(check_room(file, FIRST_ROOM, err));
    MLG_TRY(dataset_writer_new("SQLite", path, run->crs, timestamp, &file->writer, err));
    *ret = g_steal_pointer(&file);
    return MLG_OK;
}

static mlg_status begin_layer(void *user, const dataset_layer_def *def, mlg_error *err)
{
    sqlite_file *file = user;
    MLG_TRY(check_room(file, ROOM, err));
    return dataset_writer_layer(file->writer, def, err);
}

static mlg_status put_row(void *user, const dataset_value *values, GBytes *wkb, mlg_error *err)
{
    sqlite_file *file = user;
    return dataset_writer_row(file->writer, values, wkb, err);
}

static mlg_status close_file(void *user, mlg_error *err)
{
    sqlite_file *file = user;
    MLG_TRY(check_room(file, ROOM, err));
    return dataset_writer_close(file->writer, err);
}

static const char *const extensions[] = {".sqlite", NULL};

const output_format output_format_sqlite = {
    .name = "SQLite",
    .extensions = extensions,
    .open = open_file,
    .layer = begin_layer,
    .row = put_row,
    .close = close_file,
    .free = free_file,
};
