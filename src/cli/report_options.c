/*
 * report_options.c - presentation of reports on standard output.
 */
#include "cli/report_options.h"

#include <string.h>

const char *const cli_formats[] = {"table", "csv", "json", "md", NULL};
const char *const cli_csv_styles[] = {"fr", "point", NULL};

mlg_report_style cli_report_style(const term_args *args, const term_session *session)
{
    bool point = g_strcmp0(term_args_text(args, "csv-style"), "point") == 0;
    return (mlg_report_style){
        .format = term_args_text(args, "format"),
        /* nothing is cut in a file or a pipe */
        .width = session->out.is_terminal ? (unsigned)session->out.width : 0U,
        .flags = point ? MLG_CSV_POINT : 0U,
    };
}

int cli_write_out(const char *bytes, size_t size, void *user)
{
    const term_session *session = user;
    return fwrite(bytes, 1, size, session->out.stream) != size;
}

int cli_report_exit(const term_session *session, mlg_status status, const mlg_error *err)
{
    /* what standard output refused is told once, at the end of the program */
    if (status == MLG_E_WRITE && ferror(session->out.stream))
        return TERM_EXIT_WRITE;
    return status == MLG_OK ? TERM_EXIT_DONE : cli_fail(session, status, err, FALSE);
}
