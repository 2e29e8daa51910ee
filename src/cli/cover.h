/*
 * cover.h - the parts of `maillage cover`: checks before anything is read, the last words.
 */
#ifndef CLI_COVER_H
#define CLI_COVER_H

#include "cli/inputs.h"

/**
 * What the table of options cannot tell: inputs (cli_check_inputs), an output that is missing or an
 * input.
 * @return an exit code; not 0 after a printed error
 */
int cover_check(const term_args *args, const term_session *session);

/** What a run made. */
typedef struct cover_result {
    cli_inputs in;
    mlg_coverage *coverage;
    mlg_coverage *compared; /* of the QPV of the other generation, or NULL */
    mlg_generations *generations;
    int date; /* AAAAMMJJ */
} cover_result;
void cover_result_clear(cover_result *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cover_result, cover_result_clear)

/** Figures, gaps, what does not add up, and what to open next. is_whole: with all layers. */
void cover_print_end(const term_session *session, const cover_result *result, const char *output,
                     gboolean is_geopackage, gboolean is_whole);

#endif
