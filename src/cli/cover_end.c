/*
 * cover_end.c - the last words of `maillage cover`: figures by type, gaps, what does not add up,
 * and what to open next. The result says it all; this is what one wants to know at once.
 */
#include "cli/cover.h"
#include "cli/table.h"
#include "term/text.h"

#include <math.h>

/*
 * QPV of the result for one type: n are told covered or not; those whose state nobody knows, and
 * those outside the territory, are in no ratio.
 */
typedef struct qpv_figures {
    size_t n, covered, partly, untold, outside;
    double population, covered_population;
} qpv_figures;

static qpv_figures count_qpv(const cover_result *result, size_t type)
{
    const mlg_coverage *coverage = result->coverage;
    qpv_figures figures = {0};
    size_t n = mlg_coverage_count(coverage, MLG_QPV);
    for (size_t i = 0; i < n; i++) {
        mlg_coverage_figure figure = {0};
        if (mlg_coverage_get(coverage, MLG_QPV, i, type, &figure, NULL) != MLG_OK)
            continue;
        if (figure.state == MLG_HORS_TERRITOIRE) {
            figures.outside++;
            continue;
        }
        if (figure.state == MLG_INCONNU || figure.state == MLG_NON_RECENSE) {
            figures.untold++;
            continue;
        }
        bool in = figure.state == MLG_TOTAL || figure.state == MLG_PARTIEL;
        figures.n++;
        figures.covered += in;
        figures.partly += figure.state == MLG_PARTIEL;
        double people = mlg_coverage_population(coverage, MLG_QPV, i);
        if (isnan(people)) /* in no term of the share, as in table `indicateur` */
            continue;
        figures.covered_population += isnan(figure.population) ? 0.0 : figure.population;
        figures.population += people;
    }
    return figures;
}

/* "12 345 of 20 000 (62 %)", or what is known of it. */
static char *people(const term_session *session, const qpv_figures *figures)
{
    if (figures->population <= 0.0)
        return g_strdup(_("not known"));
    g_autofree char *covered = cli_count(session, figures->covered_population);
    g_autofree char *all = cli_count(session, figures->population);
    g_autofree char *share = cli_percent(figures->covered_population / figures->population);
    return g_strdup_printf(_("%s of %s (%s)"), covered, all, share);
}

static void print_types(const term_session *session, const cover_result *result)
{
    const char *const headers[] = {
        "", _("QPV covered"), _("in part"), _("inhabitants of QPV covered"), _("unknown"), NULL};
    cli_table table = {0};
    cli_table_init(&table, headers, headers, "lrrrr");
    const char *type = NULL;
    for (size_t t = 0; (type = mlg_coverage_type(result->coverage, t)) != NULL; t++) {
        qpv_figures figures = count_qpv(result, t);
        g_autofree char *covered = cli_count(session, (double)figures.covered);
        g_autofree char *n = cli_count(session, (double)figures.n);
        cli_table_take(&table, g_strdup(type));
        cli_table_take(&table, g_strdup_printf(_("%s of %s"), covered, n));
        cli_table_take(&table, cli_count(session, (double)figures.partly));
        cli_table_take(&table, people(session, &figures));
        cli_table_take(&table, cli_count(session, (double)figures.untold));
    }
    cli_table_print_columns(&table, session->err.stream, 0);
    cli_table_done(&table);
}

static void print_counts(const term_session *session, const cover_result *result)
{
    const mlg_coverage *coverage = result->coverage;
    g_autofree char *communes =
        cli_count(session, (double)mlg_coverage_count(coverage, MLG_COMMUNE));
    g_autofree char *epci = cli_count(session, (double)mlg_coverage_count(coverage, MLG_EPCI));
    g_autofree char *qpv = cli_count(session, (double)mlg_coverage_count(coverage, MLG_QPV));
    g_autofree char *dispositifs = cli_count(session, (double)mlg_coverage_dispositifs(coverage));
    g_autofree char *day = cli_day(session, result->date);
    g_autofree char *line =
        g_strdup_printf(_("Coverage on %s: %s communes, %s EPCI, %s QPV, %s dispositifs."), day,
                        communes, epci, qpv, dispositifs);
    term_print_sentence(&session->err, line, 0);
}

/* "In force: 7 CLS, 4 ASV." */
static void print_in_force(const term_session *session, const cover_result *result)
{
    g_autoptr(GString) list = g_string_new(NULL);
    const char *type = NULL;
    for (size_t t = 0; (type = mlg_coverage_type(result->coverage, t)) != NULL; t++) {
        g_autofree char *n = cli_count(session, (double)mlg_coverage_in_force(result->coverage, t));
        g_string_append_printf(list, "%s%s %s", t > 0 ? ", " : "", n, type);
    }
    if (list->len == 0)
        return;
    g_autofree char *line = g_strdup_printf(_("In force on that day: %s."), list->str);
    term_print_sentence(&session->err, line, 0);
}

static void print_changes(const term_session *session, mlg_generation_counts n)
{
    g_autofree char *kept = cli_count(session, (double)n.kept);
    g_autofree char *changed = cli_count(session, (double)n.changed);
    g_autofree char *added = cli_count(session, (double)n.added);
    g_autofree char *gone = cli_count(session, (double)n.gone);
    g_autofree char *unknown = cli_count(session, (double)n.unknown);
    g_autofree char *line = g_strdup_printf(
        _("From the QPV of 2015 to those of 2024: unchanged %s, changed %s, new %s, gone %s, not "
          "known %s."),
        kept, changed, added, gone, unknown);
    term_print_sentence(&session->err, line, 0);
}

/* The same coverage on the QPV of 2015 and of 2024. */
static void print_generations(const term_session *session, const cover_result *result)
{
    const char *const headers[] = {"",
                                   _("QPV of 2015 covered"),
                                   _("QPV of 2024 covered"),
                                   _("remain"),
                                   _("enter"),
                                   _("leave"),
                                   _("unknown"),
                                   NULL};
    if (result->generations == NULL)
        return;
    print_changes(session, mlg_generations_count(result->generations));
    cli_table table = {0};
    cli_table_init(&table, headers, headers, "lrrrrrr");
    const char *type = NULL;
    for (size_t t = 0; (type = mlg_coverage_type(result->coverage, t)) != NULL; t++) {
        mlg_generation_figures f = mlg_generations_get(result->generations, t);
        const size_t pairs[][2] = {{f.older_covered, f.n_older}, {f.newer_covered, f.n_newer}};
        const size_t counts[] = {f.stay, f.enter, f.leave, f.unknown};
        cli_table_take(&table, g_strdup(type));
        for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
            g_autofree char *covered = cli_count(session, (double)pairs[i][0]);
            g_autofree char *all = cli_count(session, (double)pairs[i][1]);
            cli_table_take(&table, g_strdup_printf(_("%s of %s"), covered, all));
        }
        for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
            cli_table_take(&table, cli_count(session, (double)counts[i]));
    }
    cli_table_print_columns(&table, session->err.stream, 0);
    cli_table_done(&table);
}

static void print_outside(const term_session *session, const cover_result *result)
{
    size_t outside = count_qpv(result, 0).outside;
    if (outside == 0)
        return;
    g_autofree char *line = g_strdup_printf(
        ngettext_("%zu QPV lies in no loaded commune (hors_territoire): it is counted apart.",
                  "%zu QPV lie in no loaded commune (hors_territoire): they are counted apart.",
                  outside),
        outside);
    term_print_sentence(&session->err, line, 0);
}

/* The people of faces add up to the official figures; a run shows by how much they do not. */
static void print_residuals(const term_session *session, const cover_result *result)
{
    mlg_mesh_summary mesh = mlg_mesh_get_summary(result->in.mesh);
    if (isnan(mesh.population) || mesh.population <= 0.0) {
        term_print_sentence(&session->err,
                            _("Population: not known (--population gives the official figures)."),
                            0);
        return;
    }
    g_autofree char *people_of_faces = cli_count(session, mesh.population);
    g_autofree char *total = cli_residual(session, mesh.population_residual);
    g_autofree char *commune = cli_residual(session, mesh.max_commune_residual);
    g_autofree char *qpv = cli_residual(session, mesh.max_qpv_residual);
    bool zone = mlg_coverage_count(result->coverage, MLG_COMMUNE) <
                mlg_territory_count(result->in.territory, MLG_COMMUNE);
    const char *sentence =
        zone ? _("Population of all that was loaded: %s; sum of faces minus sum "
                 "of official figures: %s (at most %s in a commune, %s in a QPV).")
             : _("Population: %s; sum of faces minus sum of official figures: "
                 "%s (at most %s in a commune, %s in a QPV).");
    g_autofree char *line = g_strdup_printf(sentence, people_of_faces, total, commune, qpv);
    term_print_sentence(&session->err, line, 0);
    cli_print_weights(session, &mesh);
    if (mesh.n_qpv_scaled == 0)
        return;
    g_autofree char *scaled = g_strdup_printf(
        ngettext_("%zu QPV was published with more people than its commune has: it is scaled down.",
                  "%zu QPV were published with more people than their commune has: they are scaled "
                  "down.",
                  mesh.n_qpv_scaled),
        mesh.n_qpv_scaled);
    term_print_sentence(&session->err, scaled, 0);
}

void cover_print_end(const term_session *session, const cover_result *result, const char *output,
                     gboolean is_geopackage, gboolean is_whole)
{
    FILE *stream = session->err.stream;
    print_counts(session, result);
    print_in_force(session, result);
    print_types(session, result);
    print_generations(session, result);
    print_outside(session, result);
    print_residuals(session, result);
    g_autofree char *shown = mlg_hide_password(output);
    fprintf(stream, _("Written: %s\n"), shown);
    if (!is_geopackage)
        return;
    const char *type = mlg_coverage_type(result->coverage, 0);
    g_autofree char *word = term_shell_word(output);
    cli_print_open(session, output);
    if (type == NULL || !is_whole) /* `gaps` reads several layers */
        return;
    g_autofree char *type_word = term_shell_word(type);
    fprintf(stream, _("List the gaps: maillage gaps %s --type %s\n"), word, type_word);
}
