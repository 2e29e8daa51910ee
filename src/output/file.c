/*
 * file.c - mlg_write_file: one file of given bytes, complete or absent.
 */
#include "output/files.h"
#include "output/target.h"

#include <maillage/output.h>

mlg_status mlg_write_file(const char *path, const void *bytes, size_t size, unsigned flags,
                          mlg_error *err)
{
    g_auto(output_target) target = {0};
    output_target_spec spec = {.path = path, .overwrite = (flags & MLG_OVERWRITE) != 0};
    MLG_TRY(output_target_begin(&spec, &target, err));
    MLG_TRY(output_check_written(path, output_put(target.work_path, bytes, size), err));
    return output_target_commit(&target, err);
}
