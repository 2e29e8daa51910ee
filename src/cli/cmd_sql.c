/*
 * cmd_sql.c - `maillage sql`: a query that the user writes, on a result that it cannot change.
 */
#include "cli/report_options.h"
#include "term/interrupt.h"
#include "term/text.h"

#include <stdio.h>
#include <string.h>

#define STDIN_MAX 1000000 /* bytes; no statement is that long */

static const char *const formats[] = {"table", "csv", "json", "md", "geojson", NULL};

static const cli_extension extensions[] = {{".txt", "table"},       {".csv", "csv"},
                                           {".json", "json"},       {".md", "md"},
                                           {".geojson", "geojson"}, {0}};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = N_("Presentation")},
    {.kind = TERM_CHOICE,
     .name = "format",
     .value = N_("FORMAT"),
     .choices = formats,
     .help = N_("table (default), csv, json, md or geojson")},
    CLI_CSV_STYLE_OPTION,
    CLI_REPORT_FILE_OPTIONS(
        N_("file to write: .txt, .csv, .json, .md or .geojson (default: standard output)")),
    {0}};

static mlg_status read_input(char **ret, mlg_error *err)
{
    g_autofree char *text = g_malloc(STDIN_MAX + 1);
    size_t n = fread(text, 1, STDIN_MAX + 1, stdin);
    const char *wrong = ferror(stdin)                   ? _("cannot be read")
                        : n > STDIN_MAX                 ? _("is too long for a statement")
                        : memchr(text, '\0', n) != NULL ? _("is no text")
                                                        : NULL;
    if (wrong != NULL) {
        (void)g_snprintf(err->message, sizeof err->message, _("standard input: %s"), wrong);
        return MLG_E_IO;
    }
    text[n] = '\0';
    *ret = g_steal_pointer(&text);
    return MLG_OK;
}

static int is_cancelled(void *user)
{
    (void)user;
    return term_interrupted();
}

static mlg_status query(const term_args *args, const mlg_report_style *style, mlg_write_fn write,
                        void *user, mlg_error *err)
{
    const mlg_monitor monitor = {.cancelled = is_cancelled};
    const char *sql = term_args_positional(args, 1);
    g_autofree char *input = NULL;
    if (strcmp(sql, "-") == 0) {
        mlg_status status = read_input(&input, err);
        if (status != MLG_OK)
            return status;
        sql = input;
    }
    return mlg_report_sql(term_args_positional(args, 0), sql, style, &monitor, write, user, err);
}

static int run(const term_args *args, const term_session *session)
{
    return cli_write_report(args, session, extensions,
                            _("give a name that ends with .txt, .csv, .json, .md or .geojson"),
                            query);
}

static const char *const examples[] = {
    "maillage sql couverture.gpkg \\\n"
    "      \"SELECT table_name, identifier FROM gpkg_contents\"",
    "maillage sql couverture.gpkg \"PRAGMA table_info(qpv)\"",
    "maillage sql couverture.gpkg \\\n"
    "      \"SELECT lib_epci, count(*) AS nb_qpv, sum(pop) AS pop FROM qpv\n"
    "       WHERE combinaison = 'aucun' GROUP BY lib_epci ORDER BY pop DESC\"",
    "maillage sql couverture.gpkg \\\n"
    "      \"SELECT code_qp, lib_qp, ST_Buffer(geom, 300) FROM qpv WHERE cumul = 0\" \\\n"
    "      -o autour.geojson",
    "maillage sql couverture.gpkg - --format csv < requete.sql > resultat.csv",
    NULL};

const term_command cli_sql = {
    .name = "sql",
    .summary = N_("run a query of yours on a result, without changing it"),
    .synopsis = N_("[OPTION]... RESULT SQL"),
    .description = N_(
        "Runs one SELECT on a result of maillage cover, or on a territory of maillage build, and "
        "prints its rows. SQL is a statement between quotes, or - to read it from standard "
        "input. The functions of SQLite and of SpatiaLite that compute are there: ST_Area, "
        "ST_Buffer, ST_Intersects, ST_Transform... In a result that is not in degrees, lengths "
        "are metres.\n\n"
        "The file is only read: what writes, opens another file, loads an extension or changes a "
        "setting is refused.\n\n"
        "geojson has the column of geometries in WGS 84. In csv and json geometries are WKT."),
    .options = options,
    .min_positional = 2,
    .max_positional = 2,
    .positional = N_("RESULT and SQL"),
    .examples = examples,
    .run = run,
};
