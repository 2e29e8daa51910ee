/*
 * report_options.h - what every report shares: its presentation, its standard output.
 */
#ifndef CLI_REPORT_OPTIONS_H
#define CLI_REPORT_OPTIONS_H

#include "cli/cli.h"

#include <maillage/report.h>

extern const char *const cli_formats[];    /* table, csv, json, md */
extern const char *const cli_csv_styles[]; /* fr, point */

/* Rows of the tables of options: of what is written as CSV, and of all reports. */
#define CLI_CSV_STYLE_OPTION                                                                       \
    {                                                                                              \
        .kind = TERM_CHOICE, .name = "csv-style", .value = N_("STYLE"), .choices = cli_csv_styles, \
        .help = N_("fr (default): semicolons and decimal commas, as a French Excel wants; point: " \
                   "commas and decimal points, for R and Python")                                  \
    }
#define CLI_PRESENTATION_OPTIONS                                                                   \
    {.kind = TERM_HEADING, .help = N_("Presentation")},                                            \
        {.kind = TERM_CHOICE,                                                                      \
         .name = "format",                                                                         \
         .value = N_("FORMAT"),                                                                    \
         .choices = cli_formats,                                                                   \
         .help = N_("table (default), csv, json or md")},                                          \
        CLI_CSV_STYLE_OPTION

/** Style of a report on standard output. */
mlg_report_style cli_report_style(const term_args *args, const term_session *session);

/* The option of the reports that may go to a file; `names` are their extensions. */
#define CLI_REPORT_FILE_OPTIONS(names)                                                             \
    {.kind = TERM_HEADING, .help = N_("Report")},                                                  \
        {.kind = TERM_TEXT, .letter = 'o', .name = "output", .value = N_("FILE"), .help = names},  \
    {                                                                                              \
        .kind = TERM_FLAG, .name = "overwrite", .help = N_("replace an existing file")             \
    }

/** Which format the name of a file says; a list ends with NULL. */
typedef struct cli_extension {
    const char *extension, *format;
} cli_extension;
/** .txt, .csv, .json, .md */
extern const cli_extension cli_extensions[];

/** Makes a report of the command's arguments. */
typedef mlg_status (*cli_report_fn)(const term_args *args, const mlg_report_style *style,
                                    mlg_write_fn write, void *user, mlg_error *err);

/**
 * Writes a report to standard output, or to --output, whose extension says the format; an exit
 * code, after what there is to tell is printed.
 * @param names what to say when the extension is none of the list
 */
int cli_write_report(const term_args *args, const term_session *session,
                     const cli_extension *extensions, const char *names, cli_report_fn report);

/** Writes to standard output; an mlg_write_fn, its user is the session. */
int cli_write_out(const char *bytes, size_t size, void *user);

/** Exit code of a report written with it, after the error is printed. */
int cli_report_exit(const term_session *session, mlg_status status, const mlg_error *err);

#endif
