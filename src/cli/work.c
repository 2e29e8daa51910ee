/*
 * work.c - the monitor of a run, and how failures end it.
 */
#include "cli/cli.h"
#include "term/interrupt.h"
#include "term/text.h"

static void add_finding(const mlg_finding *finding, void *user)
{
    cli_work *work = user;
    mlg_findings_add(finding, work->findings);
}

static void show_progress(const char *stage, double done, void *user)
{
    cli_work *work = user;
    term_progress_update(&work->progress, stage, done);
}

static int is_cancelled(void *user)
{
    (void)user;
    return term_interrupted();
}

void cli_work_init(cli_work *work, const term_session *session)
{
    work->session = session;
    work->progress = term_progress_new(&session->err);
    work->findings = mlg_findings_new();
    work->monitor = (mlg_monitor){
        .finding = add_finding, .progress = show_progress, .cancelled = is_cancelled, .user = work};
}

void cli_work_done(cli_work *work)
{
    term_progress_clear(&work->progress);
    mlg_findings_free(work->findings);
    work->findings = NULL;
}

int cli_exit_code(mlg_status status, gboolean on_output)
{
    switch (status) {
    case MLG_OK:
        return TERM_EXIT_DONE;
    case MLG_E_ARG:
        return TERM_EXIT_USAGE;
    case MLG_E_IO:
        return on_output ? TERM_EXIT_WRITE : TERM_EXIT_INPUT;
    case MLG_E_FORMAT:
    case MLG_E_CRS:
    case MLG_E_GEOMETRY:
    case MLG_E_NOT_FOUND:
        return TERM_EXIT_INVALID;
    case MLG_E_CONFLICT:
        return on_output ? TERM_EXIT_WRITE : TERM_EXIT_INVALID;
    case MLG_E_WRITE:
        return TERM_EXIT_WRITE;
    case MLG_E_CANCELLED:
        return TERM_EXIT_INTERRUPTED;
    case MLG_E_INTERNAL:
        break;
    }
    return TERM_EXIT_BUG;
}

int cli_fail(const term_session *session, mlg_status status, const mlg_error *err,
             gboolean on_output)
{
    /* a read that the signal broke comes back as an unreadable input */
    if (term_interrupted() || status == MLG_E_CANCELLED) {
        term_print_error(&session->err, session->command, _("interrupted; nothing was written"),
                         NULL);
        return TERM_EXIT_INTERRUPTED;
    }
    int code = cli_exit_code(status, on_output);
    if (code == TERM_EXIT_USAGE)
        return term_usage_error(session, err->message, err->hint);
    term_print_error(&session->err, session->command, err->message, err->hint);
    if (code == TERM_EXIT_BUG)
        term_print_sentence(&session->err,
                            _("This is a bug of maillage. Please report it with the command and "
                              "the message above."),
                            2);
    return code;
}
