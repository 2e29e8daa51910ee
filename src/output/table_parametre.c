/*
 * table_parametre.c - table `parametre`: all that is needed to make the file again and to judge
 * it: versions, command, sources with their hashes, date, tolerances, residuals, counts.
 */
#include "base/text.h"
#include "output/format.h"
#include "output/layer.h"

#include <maillage/version.h>

#include <math.h>
#include <string.h>

/* Keys are stable and French, as column names; values do not depend on the language. */
static void put(output_run *run, const char *key, const char *value)
{
    g_ptr_array_add(run->parameters, g_strdup(key));
    g_ptr_array_add(run->parameters, g_strdup(value));
}

static void put_real(output_run *run, const char *key, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    put(run, key, isnan(value) ? "" : g_ascii_formatd(text, sizeof text, "%.12g", value));
}

static void put_count(output_run *run, const char *key, size_t value)
{
    g_autofree char *text = g_strdup_printf("%zu", value);
    put(run, key, text);
}

static void put_versions(output_run *run)
{
    put(run, "version", mlg_version());
    g_autofree char *libraries = mlg_version_libraries();
    g_auto(GStrv) lines = g_strsplit(libraries, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        char *space = strrchr(*line, ' ');
        if (space == NULL)
            continue;
        *space = '\0';
        g_autofree char *name = base_fold(*line);
        g_autofree char *key = g_strconcat("version_", name, NULL);
        put(run, key, space + 1);
    }
    put(run, "commande", run->options->command != NULL ? run->options->command : "");
}

static char *join_types(const mlg_coverage *coverage, bool combination)
{
    GString *list = g_string_new(NULL);
    size_t n = combination ? coverage->n_combination : coverage->n_types;
    for (size_t i = 0; i < n; i++) {
        size_t type = combination ? coverage->combination[i] : i;
        g_string_append_printf(list, "%s%s", i > 0 ? "," : "", coverage->type_names[type]);
    }
    return g_string_free(list, FALSE);
}

static void put_year(output_run *run, const char *key, int year)
{
    if (year > 0)
        put_count(run, key, (size_t)year);
    else
        put(run, key, "");
}

static char *join_zonings(const mlg_territory *t)
{
    GString *list = g_string_new(NULL);
    for (size_t z = 0; z < t->n_zonings; z++)
        g_string_append_printf(list, "%s%s", z > 0 ? "," : "", t->zonings[z].name);
    return g_string_free(list, FALSE);
}

/* "2024"; "2015,2024" in 2024, when the mainland and overseas were not of one. */
static void put_generations(output_run *run, const char *key, const mlg_territory *t)
{
    if (t->qpv_generation == 0 && t->n_qpvs > 0)
        put(run, key, "2015,2024");
    else
        put_year(run, key, t->qpv_generation);
}

static void put_coverage(output_run *run)
{
    const mlg_coverage *coverage = run->coverage;
    g_autofree char *types = join_types(coverage, false);
    put(run, "types", types);
    g_autofree char *combination = join_types(coverage, true);
    put(run, "types_combinaison", combination);
    put(run, "zone", coverage->zone != NULL ? coverage->zone : "");
    put(run, "avec_projets", coverage->with_projects ? "oui" : "non");
    put_real(run, "seuil_total", coverage->threshold);
    put_real(run, "seuil_aucun", 1 - coverage->threshold);
}

static void put_run(output_run *run)
{
    char date[11];
    put(run, "date",
        base_date_format(run->coverage != NULL ? run->coverage->date : run->territory->qpv_date,
                         date));
    if (run->coverage != NULL)
        put_coverage(run);
    g_autofree char *zonings = join_zonings(run->territory);
    put(run, "zonages", zonings);
    if (run->inventory != NULL)
        put(run, "recensement", run->inventory->has_survey_table ? "oui" : "non");
    put_generations(run, "generation_qpv", run->territory);
    if (run->compared != NULL)
        put_generations(run, "generation_qpv_comparee", run->compared->territory);
    put_year(run, "millesime_communes", run->territory->vintage);
    put_year(run, "annee_population", run->territory->population_year);
    put(run, "format", run->format->name);
    put(run, "crs", run->crs);
    g_autoptr(GString) computing = g_string_new(NULL);
    for (size_t i = 0; i < run->mesh->n_crs; i++)
        g_string_append_printf(computing, "%s%s", i > 0 ? "," : "", run->mesh->crs[i]);
    put(run, "crs_calcul", computing->str);
    put(run, "communes_generalisees", run->territory->generalised ? "oui" : "non");
}

static void put_tolerances(output_run *run)
{
    put_real(run, "garde_grille_m", GEOM_GUARD_GRID_M);
    put_real(run, "garde_aire_m2", GEOM_GUARD_AREA_M2);
    put_real(run, "garde_minuscule_m2", GEOM_GUARD_TINY_M2);
    if (run->format->scale > 0)
        put_real(run, "grille_coordonnees", 1 / run->format->scale);
}

static void put_sources(output_run *run, const territory_source *sources, size_t n,
                        unsigned *number)
{
    for (size_t i = 0; i < n; i++) {
        const char *const texts[][2] = {
            {"role", sources[i].role},     {"chemin", sources[i].path},
            {"jeu", sources[i].dataset},   {"millesime", sources[i].vintage},
            {"sha256", sources[i].sha256},
        };
        ++*number;
        for (size_t k = 0; k < G_N_ELEMENTS(texts); k++) {
            g_autofree char *key = g_strdup_printf("source_%02u_%s", *number, texts[k][0]);
            put(run, key, texts[k][1] != NULL ? texts[k][1] : "");
        }
    }
}

static void put_residuals(output_run *run)
{
    mlg_mesh_summary s = mlg_mesh_get_summary(run->mesh);
    const struct {
        const char *key;
        size_t value;
    } counts[] = {
        {"faces", s.n_faces},
        {"faces_superposees", s.n_overlaps},
        {"liseres", s.n_edges},
        {"pieces_hors_commune", s.n_outside},
        {"qpv_hors_territoire", s.n_qpv_outside},
        {"qpv_sans_surface", s.n_qpv_collapsed},
        {"qpv_ramenes_a_la_commune", s.n_qpv_scaled},
        {"geometries_reparees", s.n_repaired},
        {"decoupages_gardes", s.n_guarded},
        {"communes", run->territory->n_communes},
        {"epci", run->territory->n_epcis},
        {"departements", run->territory->n_departments},
        {"regions", run->territory->n_regions},
        {"qpv", run->territory->n_qpvs},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        put_count(run, counts[i].key, counts[i].value);
    if (run->inventory != NULL) {
        put_count(run, "dispositifs", run->inventory->n_dispositifs);
        put_count(run, "lignes_inventaire", run->inventory->n_rows_read);
        put_count(run, "lignes_rejetees", run->inventory->n_rows_rejected);
    }
    put_real(run, "aire_superposee_m2", s.overlap_area_m2);
    put_real(run, "population", s.population);
    put_real(run, "residu_population", s.population_residual);
    put_real(run, "residu_commune_max", s.max_commune_residual);
    put_real(run, "residu_qpv_max", s.max_qpv_residual);
}

/* What became of the people of cells. */
static void put_cells(output_run *run)
{
    mlg_mesh_summary s = mlg_mesh_get_summary(run->mesh);
    if (s.n_cells == 0)
        return;
    put_count(run, "carreaux", s.n_cells);
    put_real(run, "carreaux_population", s.cells_population);
    put_count(run, "carreaux_rattaches", s.n_cells_moved);
    put_real(run, "carreaux_rattaches_population", s.cells_moved);
    put_count(run, "carreaux_hors_communes", s.n_cells_out);
    put_real(run, "carreaux_hors_communes_population", s.cells_out);
    put_real(run, "carreaux_non_retenus_population", s.cells_unused);
    put_real(run, "residu_carreaux", s.cells_residual);
}

static void put_changes(output_run *run)
{
    mlg_generation_counts n = mlg_generations_count(run->options->generations);
    put_count(run, "qpv_compares", run->compared->territory->n_qpvs);
    put_count(run, "qpv_conserves", n.kept);
    put_count(run, "qpv_modifies", n.changed);
    put_count(run, "qpv_nouveaux", n.added);
    put_count(run, "qpv_supprimes", n.gone);
    put_count(run, "qpv_de_suite_inconnue", n.unknown);
    put_real(run, "correspondance_part_conserve", TERRITORY_KEPT_SHARE);
    put_real(run, "correspondance_part_conserve_lettre", TERRITORY_KEPT_LEAST);
}

void output_collect_parameters(output_run *run)
{
    run->parameters = g_ptr_array_new_with_free_func(g_free);
    put_versions(run);
    put_run(run);
    put_tolerances(run);
    unsigned number = 0;
    put_sources(run, run->territory->sources, run->territory->n_sources, &number);
    put_sources(run, run->mesh->sources, run->mesh->n_sources, &number);
    if (run->inventory != NULL)
        put_sources(run, run->inventory->sources, run->inventory->n_sources, &number);
    put_residuals(run);
    put_cells(run);
    if (run->options->generations != NULL)
        put_changes(run);
}

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column(to, "cle", DATASET_TEXT);
    output_column(to, "valeur", DATASET_TEXT);
}

static size_t count(const output_run *run)
{
    return run->parameters->len / 2;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    output_text(to, g_ptr_array_index(run->parameters, 2 * i));
    output_text(to, g_ptr_array_index(run->parameters, 2 * i + 1));
}

const output_layer output_table_parametre = {
    .name = "parametre",
    .title = N_("Parameters of the run"),
    .abstract = N_("Versions, command, sources, date, tolerances, residuals"),
    .columns = columns,
    .count = count,
    .row = row,
};
