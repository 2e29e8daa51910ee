/*
 * restyle.c - mlg_restyle_result: the look of a result written again, on a copy that takes its
 * place when complete; its data stay as they are.
 */
#include "base/date.h"
#include "base/text.h"
#include "output/files.h"
#include "output/format.h"
#include "output/layer.h"
#include "output/target.h"
#include "store/store.h"
#include "style/style.h"

#include <errno.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

/* Also looks whether the file is one of `maillage cover`, and when it was computed. */
static mlg_status read_date(const char *path, base_date *ret, mlg_error *err)
{
    base_period period = {0};
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open(path, &s, err));
    g_autofree char *date = store_parameter(s, "date");
    if (date == NULL || base_date_parse(date, &period) != BASE_DATE_OK)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: table 'parametre' has no date"), path),
                        "%s", _("make the result again with maillage cover"));
    *ret = period.first;
    return MLG_OK;
}

/* The mode of the file that is copied, but writable while it is written to. */
static mlg_status restyle(const char *path, const output_target *target, base_date date,
                          long long epoch, mlg_error *err)
{
    GStatBuf status;
    MLG_TRY(output_check_written(target->given, output_copy(path, target->work_path), err));
    bool known = g_stat(path, &status) == 0;
    mlg_output_options options = {.epoch = epoch};
    g_autofree char *time = output_timestamp(&options, date);
    g_autofree char *name = g_path_get_basename(target->path);
    MLG_TRY(style_file(target->work_path, &(style_options){name, time}, err));
    if (known) /* a file system without modes keeps its own */
        (void)g_chmod(target->work_path, (int)(status.st_mode & 0777U));
    return MLG_OK;
}

mlg_status mlg_restyle_result(const char *path, const char *output, long long epoch, unsigned flags,
                              mlg_error *err)
{
    base_date date = BASE_DATE_NONE;
    const bool in_place = output == NULL;
    const output_format *format = NULL;
    if (!in_place)
        MLG_TRY(output_choose_format(output, output_format_gpkg.name, &format, err));
    MLG_TRY(read_date(path, &date, err));
    MLG_TRY(output_check_journals(path, err));
    output_target_spec spec = {
        .path = in_place ? path : output,
        .overwrite = in_place || (flags & MLG_OVERWRITE) != 0,
    };
    g_auto(output_target) target = {0};
    MLG_TRY(output_target_begin(&spec, &target, err));
    mlg_status status = restyle(path, &target, date, epoch, err);
    if (status != MLG_OK)
        return output_target_tell(&target, status, err);
    return output_target_commit(&target, err);
}
