/*
 * target.c - a result is made in a hidden folder beside its final place and renamed when complete.
 * A folder, not a file: it also holds the journals of a database, and the file has its own name.
 */
#include "output/target.h"

#include "base/text.h"
#include "output/files.h"

#include <errno.h>

#include <glib/gstdio.h>

mlg_status output_target_begin(const output_target_spec *spec, output_target *ret, mlg_error *err)
{
    g_auto(output_target) target = {0};
    MLG_TRY(output_target_check(spec, err));
    target.given = g_strdup(spec->path);
    target.path = output_resolve(spec->path);
    target.folder = g_path_get_dirname(target.path);
    target.extensions = spec->extensions;
    target.overwrite = spec->overwrite;
    g_autofree char *name = g_path_get_basename(target.path);
    g_autofree char *template = g_strdup_printf("%s/.%s.XXXXXX.tmp", target.folder, name);
    if (g_mkdtemp(template) == NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_WRITE, _("%s: folder '%s' cannot be written: %s"),
                                 spec->path, target.folder, _(g_strerror(errno))),
                        "%s", _("choose a folder where you may write"));
    target.temp = g_steal_pointer(&template);
    target.work_path = g_build_filename(target.temp, name, NULL);
    if (target.extensions != NULL && g_mkdir(target.work_path, 0777) != 0)
        return output_check_written(spec->path, errno, err);
    *ret = target;
    target = (output_target){0};
    return MLG_OK;
}

static int put_in_place(const output_target *target)
{
    if (target->extensions == NULL) {
        int error = output_sync(target->work_path);
        return error != 0 ? error
                          : output_rename(target->work_path, target->path, target->overwrite);
    }
    int error = output_sync_folder(target->work_path);
    if (error != 0)
        return error;
    if (g_file_test(target->path, G_FILE_TEST_IS_DIR))
        return output_exchange(target->work_path, target->path);
    return output_rename(target->work_path, target->path, /* replace= */ false);
}

mlg_status output_target_commit(output_target *target, mlg_error *err)
{
    int error = put_in_place(target);
    if (error == EEXIST)
        return mlg_hint(err, mlg_fail(err, MLG_E_CONFLICT, _("%s: exists already"), target->given),
                        "%s", _("choose another name, or replace it with --overwrite"));
    MLG_TRY(output_check_written(target->given, error, err));
    /* some network file systems cannot sync a folder: the result is there all the same */
    (void)output_sync(target->folder);
    return MLG_OK;
}

mlg_status output_target_tell(const output_target *target, mlg_status status, mlg_error *err)
{
    if (err == NULL)
        return status;
    g_auto(GStrv) pieces = g_strsplit(err->message, target->work_path, -1);
    g_autofree char *message = g_strjoinv(target->given, pieces);
    g_autofree char *hint = g_strdup(err->hint);
    (void)mlg_fail(err, status, "%s", message);
    if (status == MLG_E_WRITE && *hint == '\0')
        return mlg_hint(err, status, "%s", _("make room on the disk, or write elsewhere"));
    return mlg_hint(err, status, "%s", hint);
}

void output_target_done(output_target *target)
{
    if (target->temp != NULL)
        output_remove(target->temp);
    g_clear_pointer(&target->temp, g_free);
    g_clear_pointer(&target->work_path, g_free);
    g_clear_pointer(&target->folder, g_free);
    g_clear_pointer(&target->path, g_free);
    g_clear_pointer(&target->given, g_free);
}
