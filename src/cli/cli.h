/*
 * cli.h - what the commands share: the library's objects freed by themselves, the monitor of a run,
 * the way from a status to an exit code.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "term/progress.h"
#include "term/session.h"

#include <maillage/coverage.h>
#include <maillage/inventory.h>
#include <maillage/mesh.h>
#include <maillage/status.h>
#include <maillage/territory.h>

#include <glib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_territory, mlg_territory_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_inventory, mlg_inventory_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_mesh, mlg_mesh_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_coverage, mlg_coverage_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_findings, mlg_findings_free)

/* The commands, in the order of help. */
extern const term_command cli_build;
extern const term_command cli_cover;
extern const term_command cli_gaps;
extern const term_command cli_summary;
extern const term_command cli_timeline;
extern const term_command cli_compare;
extern const term_command cli_rank;
extern const term_command cli_restyle;
extern const term_command cli_sql;
extern const term_command cli_init;
extern const term_command cli_sources;

/** What a run reports while it works. */
typedef struct cli_work {
    const term_session *session;
    term_progress progress;
    mlg_findings *findings;
    mlg_monitor monitor; /* its user is this */
} cli_work;

/* The option of the commands that are about a territory. */
#define CLI_ZONE_OPTION                                                                            \
    {                                                                                              \
        .kind = TERM_TEXT, .name = "zone", .value = N_("ZONE,..."),                                \
        .help = N_("only these territories: reg:84, dep:69, epci:244400644, com:93048")            \
    }

/** In place: the monitor points to `work`. */
void cli_work_init(cli_work *work, const term_session *session);
void cli_work_done(cli_work *work);

/** Exit code of a status. `on_output`: the failure is about the output, so that a conflict is one
 * of writing. */
int cli_exit_code(mlg_status status, gboolean on_output);

/** Prints an error and returns its exit code: 130 whatever the status when a stop was asked for. */
int cli_fail(const term_session *session, mlg_status status, const mlg_error *err,
             gboolean on_output);

/** Prints findings by code, the first of each in full: work done, `in_result` says that the result
 * has them all. */
void cli_print_findings(const cli_work *work, gboolean in_result);

/** SOURCE_DATE_EPOCH (UTC) unless it is -1, else the clock's day. AAAAMMJJ. */
int cli_today(long long epoch);

/** Day of the run: --date, else cli_today(). AAAAMMJJ. */
int cli_date(const term_args *args, long long epoch);

/**
 * SOURCE_DATE_EPOCH, or -1 when absent.
 * @return FALSE (and the error is printed) when it is not a number of seconds
 */
gboolean cli_epoch(const term_session *session, long long *ret_epoch);

/** "1 234" or "1,234"; "?" for NaN. g_free(). */
char *cli_count(const term_session *session, double value);
/** A share as a whole percentage in the message language, as reports round it: "> 99 %" is not all.
 * g_free(). */
char *cli_percent(double share);

/** What does not add up, to a millionth of an inhabitant: "0,000012". g_free(). */
char *cli_residual(const term_session *session, double value);

/** "30/06/2026" or "2026-06-30". g_free(). */
char *cli_day(const term_session *session, int date);

/** Prints the command that opens a result's project in QGIS. */
void cli_print_open(const term_session *session, const char *path);

/** Pieces of a list joined by commas, without spaces around; NULL for NULL. g_strfreev(). */
char **cli_split(const char *list);

/** The canonical command line of a run, without secrets, for `parametre`. g_free(). */
char *cli_command_line(const term_args *args);

#endif
