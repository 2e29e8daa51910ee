/*
 * target_check.c - whether a result can be put where it is asked for, told before any work is done.
 */
#include "output/target.h"

#include "base/address.h"
#include "base/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static mlg_status check_folder(const char *path, mlg_error *err)
{
    g_autofree char *folder = g_path_get_dirname(path);
    GStatBuf status;
    if (g_stat(folder, &status) != 0 && errno == ENOENT)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_WRITE, _("%s: folder '%s' does not exist"), path, folder),
            "%s", _("make the folder, or correct the path"));
    if (g_stat(folder, &status) == 0 && !S_ISDIR(status.st_mode))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_WRITE, _("%s: '%s' is not a folder"), path, folder),
                        "%s", _("correct the path"));
    if (g_access(folder, W_OK | X_OK) != 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_WRITE, _("%s: folder '%s' cannot be written: %s"), path,
                                 folder, _(g_strerror(errno))),
                        "%s", _("choose a folder where you may write"));
    return MLG_OK;
}

static mlg_status fail_exists(const char *path, mlg_error *err)
{
    return mlg_hint(err, mlg_fail(err, MLG_E_CONFLICT, _("%s: exists already"), path), "%s",
                    _("choose another name, or replace it with --overwrite"));
}

/* A GeoPackage with a journal beside it is being written by somebody; the journal of the old file
 * would be applied to the new one. */
mlg_status output_check_journals(const char *path, mlg_error *err)
{
    static const char *const suffixes[] = {"-wal", "-journal", "-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *journal = g_strconcat(path, suffixes[i], NULL);
        if (g_file_test(journal, G_FILE_TEST_EXISTS))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("%s: '%s' shows that another program has it open"), path,
                                     journal),
                            "%s", _("close it there (QGIS: remove its layers), then run again"));
    }
    return MLG_OK;
}

static mlg_status check_file(const output_target_spec *spec, const GStatBuf *status, mlg_error *err)
{
    if (S_ISDIR(status->st_mode))
        return mlg_hint(err, mlg_fail(err, MLG_E_CONFLICT, _("%s: is a folder"), spec->path), "%s",
                        _("give the name of a file"));
    if (!S_ISREG(status->st_mode))
        return mlg_hint(err, mlg_fail(err, MLG_E_CONFLICT, _("%s: is not a file"), spec->path),
                        "%s", _("give the name of a file"));
    if (!spec->overwrite)
        return fail_exists(spec->path, err);
    return output_check_journals(spec->path, err);
}

static bool is_ours(const char *name, const char *const *extensions)
{
    for (; *extensions != NULL; extensions++)
        if (g_str_has_suffix(name, *extensions))
            return true;
    return false;
}

/* --overwrite removes a folder's files: never any that are not ours. */
static mlg_status check_content(const output_target_spec *spec, mlg_error *err)
{
    g_autoptr(GDir) folder = g_dir_open(spec->path, 0, NULL);
    if (folder == NULL)
        return mlg_fail(err, MLG_E_WRITE, _("%s: the folder cannot be read"), spec->path);
    for (const char *name = NULL; (name = g_dir_read_name(folder)) != NULL;) {
        if (!spec->overwrite)
            return fail_exists(spec->path, err);
        g_autofree char *item = g_build_filename(spec->path, name, NULL);
        if (!is_ours(name, spec->extensions) || !g_file_test(item, G_FILE_TEST_IS_REGULAR))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("%s: holds '%s', that is not part of a result"), spec->path,
                                     name),
                            "%s", _("choose a folder of its own for the result"));
    }
    return MLG_OK;
}

mlg_status output_target_check(const output_target_spec *spec, mlg_error *err)
{
    if (spec->path == NULL || spec->path[0] == '\0')
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, "%s", _("no output path")), "%s",
                        _("say where to write with -o"));
    if (base_is_database(spec->path)) {
        g_autofree char *shown = mlg_hide_password(spec->path);
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: this is not written to a database"), shown),
                        "%s", _("name a file"));
    }
    MLG_TRY(check_folder(spec->path, err));
    GStatBuf status;
    if (g_stat(spec->path, &status) != 0)
        return MLG_OK;
    if (spec->extensions == NULL)
        return check_file(spec, &status, err);
    if (!S_ISDIR(status.st_mode))
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_CONFLICT, _("%s: is a file, not a folder"), spec->path),
                        "%s", _("this format writes a folder: give the name of one"));
    return check_content(spec, err);
}
