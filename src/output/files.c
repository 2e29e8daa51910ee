/*
 * files.c - sync, exchange and removal of files and folders. The renameat2 of Linux has no wrapper
 * that POSIX knows, and some file systems refuse its flags: then plain renames do.
 */
#define _GNU_SOURCE /* syscall, RENAME_EXCHANGE, realpath */

#include "output/files.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib.h>
#include <glib/gstdio.h>

mlg_status output_check_written(const char *path, int error, mlg_error *err)
{
    if (error == 0)
        return MLG_OK;
    return mlg_hint(
        err, mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path, _(g_strerror(error))),
        "%s", _("make room on the disk, or write elsewhere"));
}

char *output_resolve(const char *path)
{
    char *real = realpath(path, NULL); /* NULL when it does not exist */
    char *resolved = g_strdup(real != NULL ? real : path);
    free(real);
    size_t n = strlen(resolved);
    while (n > 1 && resolved[n - 1] == '/')
        resolved[--n] = '\0';
    return resolved;
}

int output_put(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wx");
    if (file == NULL)
        return errno;
    int error = fwrite(bytes, 1, size, file) == size ? 0 : errno;
    if (fclose(file) != 0 && error == 0)
        error = errno;
    return error;
}

int output_copy(const char *from, const char *to)
{
    enum { BLOCK = 1 << 20 };
    FILE *source = fopen(from, "rb");
    if (source == NULL)
        return errno;
    FILE *file = fopen(to, "wx");
    int error = file == NULL ? errno : 0;
    g_autofree char *block = g_malloc(BLOCK);
    for (size_t n = 1; error == 0 && n > 0;) {
        errno = 0;
        n = fread(block, 1, BLOCK, source);
        if (ferror(source) || fwrite(block, 1, n, file) != n)
            error = errno != 0 ? errno : EIO;
    }
    if (file != NULL && fclose(file) != 0 && error == 0)
        error = errno;
    (void)fclose(source);
    return error;
}

int output_take_room(const char *folder, size_t size)
{
    g_autofree char *path = g_build_filename(folder, "room.tmp", NULL);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    int error = posix_fallocate(file, 0, (off_t)size);
    if (close(file) != 0 && error == 0)
        error = errno;
    (void)g_unlink(path); /* the folder is removed after an error, and this with it */
    return error;
}

int output_sync(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    int error = fsync(file) == 0 ? 0 : errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

int output_sync_folder(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    if (folder == NULL)
        return EIO;
    int error = 0;
    for (const char *name = NULL; error == 0 && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        error = output_sync(file);
    }
    return error != 0 ? error : output_sync(path);
}

static int rename_with(const char *from, const char *to, unsigned flags)
{
    return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags) == 0 ? 0 : errno;
}

int output_rename(const char *from, const char *to, bool replace)
{
    int error = replace ? EINVAL : rename_with(from, to, RENAME_NOREPLACE);
    if (error == EINVAL || error == ENOSYS)
        error = rename(from, to) == 0 ? 0 : errno;
    return error;
}

int output_exchange(const char *from, const char *to)
{
    int error = rename_with(from, to, RENAME_EXCHANGE);
    if (error != EINVAL && error != ENOSYS)
        return error;
    g_autofree char *aside = g_strconcat(from, ".old", NULL);
    if (rename(to, aside) != 0)
        return errno;
    if (rename(from, to) == 0)
        return rename(aside, from) == 0 ? 0 : errno;
    error = errno;
    return rename(aside, to) == 0 ? error : errno;
}

void output_remove(const char *path)
{
    GStatBuf status;
    if (g_lstat(path, &status) != 0)
        return;
    if (!S_ISDIR(status.st_mode)) {
        (void)g_unlink(path); /* nothing more can be done about what cannot be removed */
        return;
    }
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name = NULL; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *item = g_build_filename(path, name, NULL);
        output_remove(item);
    }
    if (folder != NULL)
        g_dir_close(folder);
    (void)g_rmdir(path);
}
