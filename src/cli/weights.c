/*
 * weights.c - how a run placed people inside communes: said at the end of cover and build, since
 * every figure of a unit that is cut hangs on it.
 */
#include "cli/inputs.h"
#include "term/text.h"

#include <math.h>

static void print_cells(const term_session *session, const mlg_mesh_summary *mesh)
{
    g_autofree char *cells = cli_count(session, (double)mesh->n_cells);
    g_autofree char *people = cli_count(session, mesh->cells_population);
    double used = mesh->cells_population - mesh->cells_out - mesh->cells_unused;
    g_autofree char *imputed = cli_percent(used > 0 ? mesh->cells_imputed / used : 0);
    g_autofree char *line =
        isnan(mesh->cells_imputed)
            ? g_strdup_printf(_("Inside communes, people are placed by the cells of the grid: %s "
                                "cells, %s inhabitants."),
                              cells, people)
            : g_strdup_printf(_("Inside communes, people are placed by the cells of the grid: %s "
                                "cells, %s inhabitants, %s of them in cells that INSEE imputed."),
                              cells, people, imputed);
    term_print_sentence(&session->err, line, 0);
    if (!(mesh->cells_out + mesh->cells_unused > 0))
        return;
    g_autofree char *out = cli_count(session, mesh->cells_out);
    g_autofree char *unused = cli_count(session, mesh->cells_unused);
    g_autofree char *left =
        mesh->cells_unused > 0
            ? g_strdup_printf(_("Left out of them: %s inhabitants far from every commune, %s where "
                                "an earlier grid counts."),
                              out, unused)
            : g_strdup_printf(_("Left out of them: %s inhabitants far from every commune."), out);
    term_print_sentence(&session->err, left, 0);
}

void cli_print_weights(const term_session *session, const mlg_mesh_summary *mesh)
{
    if (isnan(mesh->population) || mesh->population <= 0.0)
        return;
    if (mesh->n_cells > 0)
        print_cells(session, mesh);
    else
        term_print_sentence(
            &session->err,
            _("Inside communes, people are placed by area, for want of a grid (--grid)."), 0);
    if (mesh->n_qpv_estimated == 0)
        return;
    g_autofree char *line = g_strdup_printf(
        ngettext_("%zu QPV has no published population: its people are an estimate.",
                  "%zu QPV have no published population: their people are an estimate.",
                  mesh->n_qpv_estimated),
        mesh->n_qpv_estimated);
    term_print_sentence(&session->err, line, 0);
}
