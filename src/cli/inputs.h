/*
 * inputs.h - what every command that computes from the sources shares: the options that name
 * territory and inventory, their checks, and the way from options to loaded objects and a mesh.
 */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli/cli.h"

extern const char *const cli_plm_levels[];  /* commune, arrondissement */
extern const char *const cli_generations[]; /* 2015, 2024 */

#define CLI_JOBS_MAX 256

/* clang-format off */
/* Rows of the tables of options. */
#define CLI_TERRITORY_OPTIONS                                                                      \
    {.kind = TERM_HEADING, .help = N_("Territory")},                                               \
    {.kind = TERM_LIST, .name = "communes", .value = N_("SOURCE"),                                 \
     .help = N_("boundaries of communes; may be repeated (mainland, overseas)")},                  \
    {.kind = TERM_LIST, .name = "qpv", .value = N_("SOURCE"),                                      \
     .help = N_("boundaries of QPV: a layer, or a folder of shapefiles")},                         \
    {.kind = TERM_LIST, .name = "epci", .value = N_("SOURCE"),                                     \
     .help = N_("EPCI: a layer, or a table of which communes make them, one or one a year; also EPT")},               \
    {.kind = TERM_LIST, .name = "population", .value = N_("SOURCE"),                               \
     .help = N_("official populations of communes; those of older years tell of former communes")},                                              \
    {.kind = TERM_LIST, .name = "pop-qpv", .value = N_("SOURCE"),                                  \
     .help = N_("published populations of QPV")},                                                  \
    {.kind = TERM_LIST, .name = "cog", .value = N_("SOURCE"),                                      \
     .help = N_("INSEE's lists of communes, and movements, by which codes of any year are converted")},                        \
    {.kind = TERM_CHOICE, .name = "niveau-plm", .value = N_("LEVEL"), .choices = cli_plm_levels,   \
     .help = N_("Paris, Lyon and Marseille by commune (default) or by arrondissement")}

#define CLI_INVENTORY_OPTIONS                                                                      \
    {.kind = TERM_HEADING, .help = N_("Inventory")},                                               \
    {.kind = TERM_TEXT, .name = "inventaire", .value = N_("SOURCE"),                               \
     .help = N_("all tables in one file: XLSX, ODS, GPKG, PG:...")},                               \
    {.kind = TERM_TEXT, .name = "dispositifs", .value = N_("SOURCE"),                              \
     .help = N_("or one file a table: the dispositifs,")},                                         \
    {.kind = TERM_TEXT, .name = "perimetres", .value = N_("SOURCE"),                               \
     .help = N_("their perimeters,")},                                                             \
    {.kind = TERM_TEXT, .name = "recensement", .value = N_("SOURCE"),                              \
     .help = N_("and where an inventory was made")},                                               \
    {.kind = TERM_TEXT, .name = "garder", .value = N_("COLUMN,..."),                               \
     .help = N_("columns of your own to carry to the result")},                                    \
    {.kind = TERM_FLAG, .name = "strict", .help = N_("stop (4) when a row is rejected")}

#define CLI_TYPES_OPTION                                                                           \
    {.kind = TERM_TEXT, .name = "types", .value = N_("TYPE,..."),                                  \
     .help = N_("types to compute (default: all of the inventory)")}

#define CLI_GENERATION_OPTION                                                                      \
    {.kind = TERM_CHOICE, .name = "qpv-generation", .value = N_("YEAR"),                           \
     .choices = cli_generations,                                                                   \
     .help = N_("QPV of 2015 or of 2024 (default: those in force on the day)")}

#define CLI_ZONE_OPTION                                                                            \
    {.kind = TERM_TEXT, .name = "zone", .value = N_("ZONE,..."),                                   \
     .help = N_("only these territories: reg:84, dep:69, epci:244400644, com:93048")}

#define CLI_JOBS_OPTION                                                                            \
    {.kind = TERM_HEADING, .help = N_("Run")},                                                     \
    {.kind = TERM_INTEGER, .letter = 'j', .name = "jobs", .value = N_("N"), .min = 1,              \
     .max = CLI_JOBS_MAX,                                                                          \
     .help = N_("threads (default: one a processor); the result is the same")}
/* clang-format on */

/** Names of the options that read a file, NULL-terminated. */
extern const char *const cli_source_options[];

/**
 * What the table of options cannot tell: sources that are missing, or exclude each other, or that
 * are the standard input twice.
 * @return an exit code; not 0 after a printed error
 */
int cli_check_inputs(const term_args *args, const term_session *session);

/** "--OPTION is missing", with what to do; the exit code. */
int cli_fail_missing(const term_session *session, const char *option, const char *hint);

/** What was loaded, and its mesh. */
typedef struct cli_inputs {
    mlg_territory *territory;
    mlg_inventory *inventory;
    mlg_mesh *mesh;
} cli_inputs;
void cli_inputs_clear(cli_inputs *inputs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cli_inputs, cli_inputs_clear)

/** --jobs, or the number of processors. */
unsigned cli_jobs(const term_args *args);

/** Loads territory and inventory for a day (AAAAMMJJ), and builds the mesh. */
mlg_status cli_load_inputs(const term_args *args, int date, const mlg_monitor *monitor,
                           cli_inputs *ret, mlg_error *err);

#endif
