/*
 * result.c - mlg_write_result and mlg_check_output: a result is complete and in its place, or
 * nothing has changed.
 */
#include "output/csv.h"
#include "output/format.h"
#include "output/layer.h"
#include "output/target.h"

#include "base/text.h"
#include "style/style.h"

char *output_timestamp(const mlg_output_options *options, base_date date)
{
    g_autoptr(GDateTime) time = NULL;
    if (options->epoch >= 0)
        time = g_date_time_new_from_unix_utc(options->epoch);
    else
        time = g_date_time_new_utc(date / 10000, date / 100 % 100, date % 100, 0, 0, 0);
    return time == NULL ? g_strdup("1970-01-01T00:00:00.000Z")
                        : g_date_time_format(time, "%Y-%m-%dT%H:%M:%S.000Z");
}

/* --csv-style says how CSV is written, and nothing to the others. */
static mlg_status check_style(const mlg_output_options *options, const output_format *format,
                              mlg_error *err)
{
    if (options->csv_style == NULL)
        return MLG_OK;
    if (format != &output_format_csv)
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("csv-style: %s is not CSV"), format->name),
                        "%s", _("leave --csv-style out, or write CSV: -f CSV"));
    bool point = false;
    return output_csv_style(options, &point, err);
}

/* What is looked at before anything is computed: who asks for no CRS gets one of two. */
static mlg_status check(const char *path, const mlg_output_options *options,
                        const output_format **ret_format, mlg_error *err)
{
    MLG_TRY(output_choose_format(path, options->format, ret_format, err));
    MLG_TRY(check_style(options, *ret_format, err));
    MLG_TRY(output_check_layers(options, err));
    if ((*ret_format)->database == NULL && options->schema != NULL)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("schema '%s': format %s has none"),
                                 options->schema, (*ret_format)->name),
                        "%s", _("leave --schema out, or write to a database"));
    if ((*ret_format)->database != NULL)
        return MLG_OK;
    return output_target_check(
        &(output_target_spec){
            .path = path,
            .extensions = output_folder_extensions(*ret_format),
            .overwrite = (options->flags & MLG_OVERWRITE) != 0,
        },
        err);
}

static const mlg_output_options default_options = {.epoch = -1};

mlg_status mlg_check_output(const char *path, const mlg_output_options *options, mlg_error *err)
{
    const output_format *format = NULL;
    if (options == NULL)
        options = &default_options;
    MLG_TRY(check(path, options, &format, err));
    g_autofree char *crs = NULL;
    output_run run = {.options = options, .format = format, .layers = output_result_layers};
    if (options->t_srs != NULL)
        MLG_TRY(output_choose_crs(&run, &crs, err));
    run.crs = crs;
    return format->database != NULL ? format->database->check(&run, path, err) : MLG_OK;
}

static mlg_status write_file(output_run *run, const output_target *target,
                             const mlg_monitor *monitor, mlg_error *err)
{
    g_autofree char *time = output_timestamp(run->options, run->coverage->date);
    g_autofree char *name = g_path_get_basename(target->path);
    MLG_TRY(output_write_file(run, target->work_path, time, monitor, err));
    if (run->format->styled)
        return style_file(target->work_path, &(style_options){name, time}, err);
    return MLG_OK;
}

/* Made beside its place, then renamed. */
static mlg_status write_target(output_run *run, const char *path, const mlg_monitor *monitor,
                               mlg_error *err)
{
    g_auto(output_target) target = {0};
    output_target_spec spec = {
        .path = path,
        .extensions = output_folder_extensions(run->format),
        .overwrite = (run->options->flags & MLG_OVERWRITE) != 0,
    };
    MLG_TRY(output_target_begin(&spec, &target, err));
    mlg_status status = write_file(run, &target, monitor, err);
    if (status != MLG_OK)
        return output_target_tell(&target, status, err);
    MLG_TRY(base_check_cancelled(monitor, err));
    return output_target_commit(&target, err);
}

static mlg_status write_database(output_run *run, const char *address, const mlg_monitor *monitor,
                                 mlg_error *err)
{
    void *file = NULL;
    MLG_TRY(run->format->database->open(run, address, monitor, &file, err));
    return output_write_layers(run, file, monitor, err);
}

mlg_status mlg_write_result(const char *path, const mlg_coverage *coverage,
                            const mlg_output_options *options, const mlg_monitor *monitor,
                            mlg_error *err)
{
    const output_format *format = NULL;
    if (options == NULL)
        options = &default_options;
    MLG_TRY(check(path, options, &format, err));
    g_auto(output_run) run = {0};
    MLG_TRY(output_run_init(&run, coverage, format, options, err));
    MLG_TRY(output_check_existing(&run, err));
    if (format->database != NULL)
        return write_database(&run, path, monitor, err);
    MLG_TRY(output_target_check_sources(path, coverage->territory, coverage->mesh,
                                        coverage->inventory, err));
    return write_target(&run, path, monitor, err);
}
