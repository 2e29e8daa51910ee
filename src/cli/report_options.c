/*
 * report_options.c - presentation of reports, on standard output or in a file.
 */
#include "cli/report_options.h"
#include "term/text.h"

#include <maillage/output.h>
#include <maillage/source.h>

#include <string.h>

const char *const cli_formats[] = {"table", "csv", "json", "md", NULL};
const cli_extension cli_extensions[] = {
    {".txt", "table"}, {".csv", "csv"}, {".json", "json"}, {".md", "md"}, {0}};
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

/* Format that the name of the file says, or NULL. */
static const char *format_of(const char *path, const cli_extension *extensions)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (; extensions->extension != NULL; extensions++)
        if (g_str_has_suffix(lower, extensions->extension))
            return extensions->format;
    return NULL;
}

static int append(const char *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return 0;
}

static int write_file(const term_args *args, const term_session *session,
                      const mlg_report_style *style, cli_report_fn report)
{
    const char *path = term_args_text(args, "output");
    g_autoptr(GString) text = g_string_new(NULL);
    mlg_error err = {0};
    mlg_status status = report(args, style, append, text, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, FALSE);
    status = mlg_write_file(path, text->str, text->len,
                            term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, TRUE);
    fprintf(session->err.stream, _("Written: %s\n"), path);
    return TERM_EXIT_DONE;
}

int cli_write_report(const term_args *args, const term_session *session,
                     const cli_extension *extensions, const char *names, cli_report_fn report)
{
    mlg_report_style style = cli_report_style(args, session);
    const char *path = term_args_text(args, "output");
    if (path == NULL) {
        mlg_error err = {0};
        mlg_status status = report(args, &style, cli_write_out, (void *)session, &err);
        return cli_report_exit(session, status, &err);
    }
    /* the name rules, so that a result given by mistake is never replaced by a report */
    const char *format = format_of(path, extensions);
    if (format == NULL || (style.format != NULL && strcmp(format, style.format) != 0)) {
        g_autofree char *message =
            format == NULL
                ? g_strdup_printf(_("--output: %s has no known extension"), path)
                : g_strdup_printf(_("--output: %s and --format %s contradict each other"), path,
                                  style.format);
        return term_usage_error(session, message, names);
    }
    /* names of one file: links */
    for (size_t i = 0; term_args_positional(args, i) != NULL; i++)
        if (mlg_source_reads(term_args_positional(args, i), path)) {
            g_autofree char *message =
                g_strdup_printf(_("--output: %s is also the result that is read"), path);
            return term_usage_error(session, message, _("give the report a name of its own"));
        }
    style.format = format;
    style.width = 0; /* nothing is cut in a file */
    return write_file(args, session, &style, report);
}
