/*
 * cmd_timeline.c - `maillage timeline`: the coverage year by year or month by month, computed from
 * the sources on one list of QPV.
 */
#include "cli/inputs.h"
#include "cli/report_options.h"
#include "term/text.h"

#include <maillage/timeline.h>

#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_timeline, mlg_timeline_free)

#define YEAR_MIN 1900
#define YEAR_MAX 2100

static const char *const steps[] = {"year", "month", NULL};

static const term_option options[] = {
    CLI_TERRITORY_OPTIONS,
    CLI_INVENTORY_OPTIONS,
    {.kind = TERM_HEADING, .help = N_("Computation")},
    {.kind = TERM_PERIOD,
     .name = "from",
     .value = N_("PERIOD"),
     .min = YEAR_MIN,
     .max = YEAR_MAX,
     .help = N_("first year, or first month (YYYY-MM) with --step month")},
    {.kind = TERM_PERIOD,
     .name = "to",
     .value = N_("PERIOD"),
     .min = YEAR_MIN,
     .max = YEAR_MAX,
     .help = N_("last year or month; each is judged on its last day")},
    {.kind = TERM_CHOICE,
     .name = "step",
     .value = N_("STEP"),
     .choices = steps,
     .help = N_("year (default) or month")},
    CLI_TYPES_OPTION,
    CLI_THRESHOLD_OPTION,
    {.kind = TERM_CHOICE,
     .name = "qpv-generation",
     .value = N_("YEAR"),
     .choices = cli_generations,
     .help = N_("QPV of 2015 or of 2024, in all periods (default: those in force at --to)")},
    CLI_ZONE_OPTION,
    CLI_PRESENTATION_OPTIONS,
    CLI_JOBS_OPTION,
    {0}};

/* Any day of a period that was given as AAAAMM, MM being 00 for a year. */
static int day_in(int period, int month)
{
    int of = period % 100 > 0 ? period % 100 : month;
    return (period / 100) * 10000 + of * 100 + 1;
}

static mlg_timeline_options request(const term_args *args)
{
    gboolean monthly = g_strcmp0(term_args_text(args, "step"), "month") == 0;
    return (mlg_timeline_options){
        .from = day_in(term_args_period(args, "from", 0), 1),
        .to = day_in(term_args_period(args, "to", 0), 12),
        .step = monthly ? MLG_STEP_MONTH : MLG_STEP_YEAR,
        .threshold = term_args_number(args, "seuil", 0.0),
        .zone = term_args_text(args, "zone"),
    };
}

/* What the table of options cannot tell; an exit code. */
static int check(const term_args *args, const term_session *session)
{
    static const char *const bounds[] = {"from", "to"};
    mlg_timeline_options timeline = request(args);
    for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
        const char *text = term_args_text(args, bounds[i]);
        if (text == NULL)
            return cli_fail_missing(session, bounds[i],
                                    _("write --from 2015 --to 2026, or months with --step month"));
        if (timeline.step == MLG_STEP_MONTH || strchr(text, '-') == NULL)
            continue;
        g_autofree char *message =
            g_strdup_printf(_("--%s %s is a month, and the step is a year"), bounds[i], text);
        g_autofree char *hint =
            g_strdup_printf(_("write --%s %.4s, or add --step month"), bounds[i], text);
        return term_usage_error(session, message, hint);
    }
    if (timeline.to < timeline.from) {
        g_autofree char *message =
            g_strdup_printf(_("--to %s is before --from %s"), term_args_text(args, "to"),
                            term_args_text(args, "from"));
        return term_usage_error(session, message, _("write the older one in --from"));
    }
    return cli_check_inputs(args, session);
}

static mlg_status compute(const term_args *args, int today, cli_inputs *in,
                          const mlg_monitor *monitor, mlg_timeline **ret, mlg_error *err)
{
    g_auto(GStrv) types = cli_split(term_args_text(args, "types"));
    mlg_timeline_options timeline = request(args);
    timeline.types = (const char *const *)types;
    /* the QPV in force at the end; what is remarked of statuses is about today */
    mlg_status status = cli_load_inputs_of(args, timeline.to, today, monitor, in, err);
    if (status != MLG_OK)
        return status;
    return mlg_compute_timeline(in->territory, in->inventory, in->mesh, &timeline, monitor, ret,
                                err);
}

static int run(const term_args *args, const term_session *session)
{
    long long epoch = -1;
    int code = check(args, session);
    if (code != TERM_EXIT_DONE)
        return code;
    if (!cli_epoch(session, &epoch))
        return TERM_EXIT_USAGE;
    int today = cli_today(epoch);
    mlg_error err = {0};
    cli_work work = {0};
    cli_work_init(&work, session);
    g_auto(cli_inputs) inputs = {0};
    g_autoptr(mlg_timeline) timeline = NULL; /* freed before the inputs that it refers to */
    mlg_status status = compute(args, today, &inputs, &work.monitor, &timeline, &err);
    term_progress_clear(&work.progress);
    cli_print_findings(&work, FALSE);
    if (status == MLG_OK) {
        mlg_report_style style = cli_report_style(args, session);
        status = mlg_report_timeline(timeline, &style, today, cli_write_out, (void *)session, &err);
    }
    code = cli_report_exit(session, status, &err);
    cli_work_done(&work);
    return code;
}

static const char *const examples[] = {
    "maillage timeline --communes communes.gpkg --qpv qpv.gpkg \\\n"
    "      --inventaire inventaire.xlsx --from 2015 --to 2026",
    "maillage timeline --optfile sources.txt --types CLS --zone reg:84 \\\n"
    "      --from 2024-01 --to 2026-06 --step month --format csv > mois.csv",
    NULL};

const term_command cli_timeline = {
    .name = "timeline",
    .summary = N_("print the coverage year by year or month by month"),
    .synopsis = N_("{--communes SOURCE --qpv SOURCE | TERRITORY} --inventaire SOURCE [OPTION]... "
                   "--from PERIOD --to PERIOD"),
    .description =
        N_("Prints, by type and by year or month: contracts in force, begun and ended; QPV "
           "covered; inhabitants of QPV and of communes covered. Each period is judged on its last "
           "day, on one list of QPV and with the same populations throughout.\n\n"
           "A status is that of today: contracts in project, suspended or abandoned count in no "
           "period; a lapsed one counts between its two dates.\n\n"
           "TERRITORY is a file that maillage build wrote: it stands for all the options of the "
           "territory."),
    .options = options,
    .max_positional = 1,
    .positional = N_("TERRITORY"),
    .examples = examples,
    .run = run,
};
