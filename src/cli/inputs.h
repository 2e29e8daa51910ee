/*
 * inputs.h - what every command that computes from the sources shares: the options that name
 * territory and inventory, their checks, and the way from options to loaded objects and a mesh.
 */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli/cli.h"

#include <maillage/output.h>

extern const char *const cli_plm_levels[];              /* commune, arrondissement */
extern const char *const cli_generations[];             /* 2015, 2024 */
extern const char *const cli_one_or_both_generations[]; /* and 2015,2024 */

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
    {.kind = TERM_LIST, .name = "grid", .value = N_("SOURCE"),                                     \
     .help = N_("population grid: cells of INSEE or Eurostat, or a raster of people a cell; may be " \
                "repeated")},                                                                      \
    {.kind = TERM_TEXT, .name = "grid-column", .value = N_("COLUMN"),                              \
     .help = N_("its column of people (default: the most recent), or its band")},                  \
    {.kind = TERM_LIST, .name = "correspondance", .value = N_("SOURCE"),                           \
     .help = N_("official list of which QPV of 2024 follow which of 2015")},                       \
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
    {.kind = TERM_LIST, .name = "contrats-ville", .value = N_("SOURCE"),                           \
     .help = N_("published contrats de ville, as dispositifs of type CDV")},                       \
    {.kind = TERM_TEXT, .name = "garder", .value = N_("COLUMN,..."),                               \
     .help = N_("columns of your own to carry to the result")},                                    \
    {.kind = TERM_FLAG, .name = "strict", .help = N_("stop (4) when a row is rejected")}

#define CLI_TYPES_OPTION                                                                           \
    {.kind = TERM_TEXT, .name = "types", .value = N_("TYPE,..."),                                  \
     .help = N_("types to compute (default: all of the inventory)")}

#define CLI_THRESHOLD_OPTION                                                                       \
    {.kind = TERM_NUMBER, .name = "seuil", .value = N_("SHARE"), .min = 0.5, .max = 1.0,           \
     .help = N_("share of its area from which a QPV is covered in full (default: 0.99)")}

#define CLI_GENERATION_OPTION                                                                      \
    {.kind = TERM_CHOICE, .name = "qpv-generation", .value = N_("YEAR"),                           \
     .choices = cli_generations,                                                                   \
     .help = N_("QPV of 2015 or of 2024 (default: those in force on the day)")}

/* The same for commands that compare the two. */
#define CLI_GENERATIONS_OPTION                                                                     \
    {.kind = TERM_CHOICE, .name = "qpv-generation", .value = N_("YEAR"),                           \
     .choices = cli_one_or_both_generations,                                                       \
     .help = N_("QPV of 2015 or of 2024 (default: those in force on the day); 2015,2024: those "   \
                "in force, and the others beside them")}

#define CLI_JOBS_OPTION                                                                            \
    {.kind = TERM_HEADING, .help = N_("Run")},                                                     \
    {.kind = TERM_INTEGER, .letter = 'j', .name = "jobs", .value = N_("N"), .min = 1,              \
     .max = CLI_JOBS_MAX,                                                                          \
     .help = N_("threads (default: one a processor); the result is the same")}

/* Of the commands that other programs run. */
#define CLI_PROGRESS_OPTION                                                                        \
    {.kind = TERM_FLAG, .name = "progress",                                                        \
     .help = N_("say how far the run is on standard error, as lines that a program reads")}

#define CLI_ZONAGE_OPTION                                                                          \
    {.kind = TERM_LIST, .name = "zonage", .value = N_("NAME=SOURCE"),                              \
     .help = N_("a table that puts communes in classes (grid of density...), as column NAME")}
/* clang-format on */

/** Names of the options that read a file, NULL-terminated. */
extern const char *const cli_source_options[];

/** Values of one of these options; none when the command does not take it. */
const char *const *cli_source_values(const term_args *args, const char *option);

/** The source in such a value: --zonage names it first. */
const char *cli_source_path(const char *option, const char *value);

/**
 * What the table of options cannot tell: sources that are missing, or exclude each other, or that
 * are the standard input twice.
 * @return an exit code; not 0 after a printed error
 */
int cli_check_inputs(const term_args *args, const term_session *session);

/** The same where the territory is made of sources, and there is no inventory. */
int cli_check_territory(const term_args *args, const term_session *session);

/** The territory that `maillage build` stored, when the command was given one; else NULL. */
const char *cli_stored_territory(const term_args *args);

/** MLG_E_ARG's exit code, after a printed error, when an input of the command is its output too. */
int cli_check_output_name(const term_args *args, const term_session *session);

/** The work of a command that makes a file, up to its writing; *ret_on_output tells that this last
 * step failed. */
typedef mlg_status (*cli_job)(const term_args *args, const mlg_monitor *monitor,
                              mlg_output_options *output, void *result, gboolean *ret_on_output,
                              mlg_error *err);

/**
 * Looks whether the output can be written, then does the job and prints its findings. `output` has
 * what the command alone says; what all say is set here. The path is that of --output.
 * @return an exit code; not 0 after a printed error
 */
int cli_write_output(const term_args *args, const term_session *session, mlg_output_options *output,
                     cli_job job, void *result);

/** Names that zonages cannot have, told before anything is read; an exit code. */
int cli_check_zonages(const term_args *args, const term_session *session);

/** "--OPTION is missing", with what to do; the exit code. */
int cli_fail_missing(const term_session *session, const char *option, const char *hint);

/** What was loaded, and its mesh. */
typedef struct cli_inputs {
    mlg_territory *territory;
    mlg_inventory *inventory;
    mlg_grid *grid; /* NULL: none was given */
    mlg_mesh *mesh;
    mlg_mesh *compared; /* of the QPV of the other generation, when they are compared; else NULL */
} cli_inputs;
void cli_inputs_clear(cli_inputs *inputs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cli_inputs, cli_inputs_clear)

/** --jobs, or the number of processors. */
unsigned cli_jobs(const term_args *args);

/** How people were placed inside communes: by cells, what of them is imputed or left out, or by
 * area; how many QPV have an estimate. Nothing where no population is known. */
void cli_print_weights(const term_session *session, const mlg_mesh_summary *mesh);

/** Loads a territory from its sources for a day (AAAAMMJJ). */
mlg_status cli_load_territory(const term_args *args, int date, const mlg_monitor *monitor,
                              mlg_territory **ret, mlg_error *err);

/** Loads the grids, if any were given. */
mlg_status cli_load_grid(const term_args *args, const mlg_territory *territory,
                         const mlg_monitor *monitor, mlg_grid **ret, mlg_error *err);

/** Loads territory and inventory for a day (AAAAMMJJ), and builds the mesh, or both meshes; or
 * takes the territory and its base meshes that were stored. */
mlg_status cli_load_inputs(const term_args *args, int date, const mlg_monitor *monitor,
                           cli_inputs *ret, mlg_error *err);

/** The same with the territory of one day (generation of QPV) and the inventory as of another (what
 * is remarked about its dates). */
mlg_status cli_load_inputs_of(const term_args *args, int territory_date, int inventory_date,
                              const mlg_monitor *monitor, cli_inputs *ret, mlg_error *err);

#endif
