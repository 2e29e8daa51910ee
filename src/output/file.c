/*
 * file.c - mlg_write_file: one file of given bytes, complete or absent.
 */
#include "base/text.h"
#include "output/files.h"
#include "output/target.h"

#include <maillage/output.h>

mlg_status mlg_write_file(const char *path, const void *bytes, size_t size, unsigned flags,
                          mlg_error *err)
{
    g_auto(output_target) target = {0};
    output_target_spec spec = {.path = path, .overwrite = (flags & MLG_OVERWRITE) != 0};
    MLG_TRY(output_target_begin(&spec, &target, err));
    int error = output_put(target.work_path, bytes, size);
    if (error != 0)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_WRITE, _("%s: cannot be written: %s"), path, _(g_strerror(error))),
            "%s", _("make room on the disk, or write elsewhere"));
    return output_target_commit(&target, err);
}
