/*
 * target.h - where a result goes: made in a hidden temporary folder beside its final place, synced,
 * then renamed (a folder is exchanged). Until the commit what was there is untouched; a target that
 * is freed without commit leaves nothing.
 */
#ifndef OUTPUT_TARGET_H
#define OUTPUT_TARGET_H

#include "base/error.h"

#include <maillage/mesh.h>

#include <glib.h>
#include <stdbool.h>

typedef struct output_target {
    char *given;                   /* path as asked for */
    char *path;                    /* final, links resolved */
    char *folder;                  /* that holds it */
    char *temp;                    /* temporary folder in it; NULL before begin */
    char *work_path;               /* what is to be written: temp/NAME */
    const char *const *extensions; /* of a folder's files; NULL: the target is a file */
    bool overwrite;
} output_target;

/** What a target is. */
typedef struct output_target_spec {
    const char *path;
    /** of the files of a folder, NULL-terminated; NULL for a single file */
    const char *const *extensions;
    bool overwrite;
} output_target_spec;

/**
 * Looks whether the target can be written, and changes nothing: folder there and writable, no file
 * in the way (MLG_E_CONFLICT without `overwrite`), nobody editing it.
 */
mlg_status output_target_check(const output_target_spec *spec, mlg_error *err) MLG_MUST_CHECK;

/** MLG_E_CONFLICT when a database has a journal beside it: another program has it open. */
mlg_status output_check_journals(const char *path, mlg_error *err) MLG_MUST_CHECK;

/** MLG_E_ARG when the target would take the place of what a run was read from. */
mlg_status output_target_check_sources(const char *path, const mlg_territory *territory,
                                       const mlg_mesh *mesh, const mlg_inventory *inventory,
                                       mlg_error *err) MLG_MUST_CHECK;

/** Checks, then makes the temporary folder (and, for a folder, an empty one in it). */
mlg_status output_target_begin(const output_target_spec *spec, output_target *ret,
                               mlg_error *err) MLG_MUST_CHECK;

/** Syncs what was written and puts it in its place. */
mlg_status output_target_commit(output_target *target, mlg_error *err) MLG_MUST_CHECK;

/** An error of what was written, as the user knows it: with the path asked for, not the temporary
 * one, and what to do. */
mlg_status output_target_tell(const output_target *target, mlg_status status, mlg_error *err);

/** Removes what was not committed. */
void output_target_done(output_target *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(output_target, output_target_done)

#endif
