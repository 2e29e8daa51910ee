/*
 * open_line.c - how a result is looked at: the command that opens its project in QGIS.
 */
#include "cli/cli.h"
#include "term/text.h"

#include <string.h>

/* QGIS reads the address of a project as a URL, that has its own use for these. */
#define NOT_IN_ADDRESS "%#?"

void cli_print_open(const term_session *session, const char *path)
{
    g_autofree char *address = g_strdup_printf("geopackage:%s?projectName=maillage", path);
    g_autofree char *project = term_shell_word(address), *file = term_shell_word(path);
    if (strpbrk(path, NOT_IN_ADDRESS) == NULL)
        fprintf(session->err.stream, _("Look at it:    qgis --project %s\n"), project);
    else
        fprintf(session->err.stream, _("Look at it:    qgis %s\n"), file);
}
