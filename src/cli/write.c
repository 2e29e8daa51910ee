/*
 * write.c - the run of a command that makes a file: what its options say of the output, the checks
 * before anything is read, the work, its findings.
 */
#include "cli/inputs.h"

int cli_write_output(const term_args *args, const term_session *session, mlg_output_options *output,
                     cli_job job, void *result)
{
    long long epoch = -1;
    if (!cli_epoch(session, &epoch))
        return TERM_EXIT_USAGE;
    g_autofree char *command = cli_command_line(args);
    output->t_srs = term_args_text(args, "t-srs");
    output->command = command;
    output->epoch = epoch;
    output->n_threads = cli_jobs(args);
    output->flags = term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U;
    mlg_error err = {0};
    mlg_status status = mlg_check_output(term_args_text(args, "output"), output, &err);
    if (status != MLG_OK) /* nothing was read yet: a wrong CRS is that of --t-srs */
        return cli_fail(session, status == MLG_E_CRS ? MLG_E_ARG : status, &err, TRUE);

    cli_work work = {0};
    cli_work_init(&work, session);
    work.progress.lines = term_args_has(args, "progress");
    gboolean on_output = FALSE;
    output->findings = work.findings;
    status = job(args, &work.monitor, output, result, &on_output, &err);
    term_progress_clear(&work.progress);
    cli_print_findings(&work, status == MLG_OK);
    cli_work_done(&work);
    output->command = NULL;
    output->findings = NULL;
    return status == MLG_OK ? TERM_EXIT_DONE : cli_fail(session, status, &err, on_output);
}
