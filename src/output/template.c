/*
 * template.c - mlg_write_template: which format a path asks for, made beside its final name and
 * renamed when complete; and the CSV form, three tables with their header.
 */
#include "output/template.h"

#include "base/cell.h"
#include "base/text.h"
#include "output/files.h"
#include "output/target.h"

#include <maillage/output.h>

#include <string.h>

typedef enum template_format { FORMAT_XLSX, FORMAT_ODS, FORMAT_CSV, FORMAT_NONE } template_format;

static const char *const extensions[] = {".xlsx", ".ods", ".csv", NULL};

static template_format format_of(const char *path)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (int i = 0; i < FORMAT_NONE; i++)
        if (g_str_has_suffix(lower, extensions[i]))
            return (template_format)i;
    return FORMAT_NONE;
}

char *mlg_template_target(const char *path)
{
    size_t cut = format_of(path) == FORMAT_CSV ? strlen(extensions[FORMAT_CSV]) : 0;
    return g_strndup(path, strlen(path) - cut);
}

mlg_status output_template_put(const char *path, const void *bytes, size_t size, mlg_error *err)
{
    return output_check_written(path, output_put(path, bytes, size), err);
}

/* For French Excel: separator `;`, UTF-8 with its mark, CRLF. */
mlg_status output_template_csv(const char *folder, mlg_error *err)
{
    for (size_t s = 0; s < TEMPLATE_SHEETS; s++) {
        const template_sheet *sheet = &output_template_sheets[s];
        g_autoptr(GString) header = g_string_new(BASE_BYTE_ORDER_MARK);
        for (size_t i = 0; i < sheet->n_columns; i++)
            g_string_append_printf(header, "%s%s", i > 0 ? ";" : "", sheet->columns[i].name);
        g_string_append(header, "\r\n");
        g_autofree char *path = g_strdup_printf("%s/%s.csv", folder, sheet->name);
        MLG_TRY(output_template_put(path, header->str, header->len, err));
    }
    return MLG_OK;
}

static bool is_ours(const char *name)
{
    for (size_t s = 0; s < TEMPLATE_SHEETS; s++) {
        g_autofree char *file = g_strconcat(output_template_sheets[s].name, ".csv", NULL);
        if (strcmp(file, name) == 0)
            return true;
    }
    return false;
}

/* Replacing a folder removes what is in it: only a template is replaced by one. */
static mlg_status check_folder(const char *path, mlg_error *err)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name = NULL;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL)
        if (!is_ours(name))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("%s: holds '%s', that is not part of a template"), path,
                                     name),
                            "%s", _("choose a folder of its own for the template"));
    return MLG_OK;
}

static mlg_status write_format(template_format format, const output_target *target, mlg_error *err)
{
    switch (format) {
    case FORMAT_XLSX:
        return output_template_xlsx(target->work_path, target->temp, err);
    case FORMAT_ODS:
        return output_template_ods(target->work_path, err);
    default:
        return output_template_csv(target->work_path, err);
    }
}

mlg_status mlg_write_template(const char *path, unsigned flags, mlg_error *err)
{
    g_auto(output_target) target = {0};
    template_format format = path != NULL ? format_of(path) : FORMAT_NONE;
    if (format == FORMAT_NONE)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("%s: no known format of inventory"),
                                 path != NULL ? path : ""),
                        "%s", _("give a name that ends with .xlsx, .ods or .csv"));
    g_autofree char *final = mlg_template_target(path);
    output_target_spec spec = {.path = final,
                               .extensions = format == FORMAT_CSV ? &extensions[format] : NULL,
                               .overwrite = (flags & MLG_OVERWRITE) != 0};
    if (format == FORMAT_CSV)
        MLG_TRY(check_folder(final, err));
    MLG_TRY(output_target_begin(&spec, &target, err));
    mlg_status status = write_format(format, &target, err);
    if (status != MLG_OK)
        return output_target_tell(&target, status, err);
    return output_target_commit(&target, err);
}
