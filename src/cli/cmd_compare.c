/*
 * cmd_compare.c - `maillage compare`: what moved between two results, and why; on standard output
 * or in a file whose extension says in which format.
 */
#include "cli/report_options.h"
#include "term/text.h"

#include <maillage/output.h>

#include <string.h>

static const char *const levels[] = {"qpv",    "commune", "epci",       "departement",
                                     "region", "type",    "dispositif", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Selection")},
    {.kind = TERM_TEXT,
     .name = "type",
     .value = N_("TYPE,..."),
     .help = N_("only these types (default: all)")},
    CLI_ZONE_OPTION,
    {.kind = TERM_CHOICE,
     .name = "by",
     .value = N_("LEVEL"),
     .choices = levels,
     .help = N_("one row a qpv (default), commune, epci, departement or region; csv has one table: "
                "also type (the balance) or dispositif (contracts)")},
    {.kind = TERM_FLAG,
     .name = "population-constante",
     .help = N_("populations of RESULT2 for both: only coverage moves")},
    CLI_PRESENTATION_OPTIONS,
    {.kind = TERM_HEADING, .help = N_("Report")},
    {.kind = TERM_TEXT,
     .letter = 'o',
     .name = "output",
     .value = N_("FILE"),
     .help = N_("file to write: .txt, .csv, .json or .md (default: standard output)")},
    {.kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")},
    {0}};

/* Format that the name of the file says, or NULL. */
static const char *format_of(const char *path)
{
    static const struct {
        const char *extension, *format;
    } formats[] = {{".txt", "table"}, {".csv", "csv"}, {".json", "json"}, {".md", "md"}};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_str_has_suffix(lower, formats[i].extension))
            return formats[i].format;
    return NULL;
}

/* The name rules, so that a result given by mistake is never replaced by a report. */
static int read_output(const term_args *args, const term_session *session, mlg_report_style *style)
{
    const char *path = term_args_text(args, "output");
    const char *format = path != NULL ? format_of(path) : style->format;
    if (path == NULL)
        return TERM_EXIT_DONE;
    if (format == NULL || (style->format != NULL && strcmp(format, style->format) != 0)) {
        g_autofree char *message =
            format == NULL
                ? g_strdup_printf(_("--output: %s has no known extension"), path)
                : g_strdup_printf(_("--output: %s and --format %s contradict each other"), path,
                                  style->format);
        return term_usage_error(session, message,
                                _("give a name that ends with .txt, .csv, .json or .md"));
    }
    style->format = format;
    style->width = 0; /* nothing is cut in a file */
    return TERM_EXIT_DONE;
}

static int append(const char *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return 0;
}

static int print(const term_args *args, const term_session *session,
                 const mlg_compare_options *compare)
{
    mlg_error err = {0};
    mlg_status status =
        mlg_report_compare(term_args_positional(args, 0), term_args_positional(args, 1), compare,
                           cli_write_out, (void *)session, &err);
    return cli_report_exit(session, status, &err);
}

static int write_file(const term_args *args, const term_session *session,
                      const mlg_compare_options *compare)
{
    const char *path = term_args_text(args, "output");
    g_autoptr(GString) text = g_string_new(NULL);
    mlg_error err = {0};
    mlg_status status = mlg_report_compare(
        term_args_positional(args, 0), term_args_positional(args, 1), compare, append, text, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, FALSE);
    status = mlg_write_file(path, text->str, text->len,
                            term_args_has(args, "overwrite") ? MLG_OVERWRITE : 0U, &err);
    if (status != MLG_OK)
        return cli_fail(session, status, &err, TRUE);
    fprintf(session->err.stream, _("Written: %s\n"), path);
    return TERM_EXIT_DONE;
}

static int run(const term_args *args, const term_session *session)
{
    mlg_compare_options compare = {
        .style = cli_report_style(args, session),
        .type = term_args_text(args, "type"),
        .by = term_args_text(args, "by"),
        .zone = term_args_text(args, "zone"),
        .flags = term_args_has(args, "population-constante") ? MLG_CONSTANT_POPULATION : 0U,
    };
    int code = read_output(args, session, &compare.style);
    if (code != TERM_EXIT_DONE)
        return code;
    return term_args_has(args, "output") ? write_file(args, session, &compare)
                                         : print(args, session, &compare);
}

static const char *const examples[] = {
    "maillage compare 2020.gpkg 2026.gpkg",
    "maillage compare 2020.gpkg 2026.gpkg --type CLS --by epci --population-constante",
    "maillage compare 2020.gpkg 2026.gpkg --zone reg:84 -o mouvements.csv", NULL};

const term_command cli_compare = {
    .name = "compare",
    .summary = N_("tell what moved between two results, and why"),
    .synopsis = N_("[OPTION]... RESULT1 RESULT2"),
    .description =
        N_("Compares two results of maillage cover, usually of two days: which QPV entered "
           "coverage, left it or changed, with their inhabitants and the reasons (new contract, "
           "renewal, end, perimeter, codes of communes, limits of the QPV, survey, population); "
           "the balance that leads from one total to the other; what became of the contracts.\n\n"
           "Both must have the same QPV, types, zone and threshold: otherwise the options of "
           "maillage cover that make them comparable are told."),
    .options = options,
    .min_positional = 2,
    .max_positional = 2,
    .positional = N_("RESULT"),
    .examples = examples,
    .run = run,
};
