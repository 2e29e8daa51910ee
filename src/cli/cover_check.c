/*
 * cover_check.c - what the options of `cover` say together, before anything is read.
 */
#include "cli/cover.h"
#include "term/text.h"

int cover_check(const term_args *args, const term_session *session)
{
    int code = cli_check_inputs(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!term_args_has(args, "output"))
        return cli_fail_missing(session, "output",
                                _("where the result is written: -o couverture.gpkg"));
    code = cli_check_zonages(args, session);
    return code != TERM_EXIT_DONE ? code : cli_check_output_name(args, session);
}
