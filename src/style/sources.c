/*
 * sources.c - the line of a map that names the sources of a result and their licences.
 */
#include "base/text.h"
#include "style/texts.h"

#include <string.h>

/* Datasets that the room source knows, by the beginning of their names: what to print. */
static const struct {
    const char *dataset, *credit;
} credits[] = {
    {"admin-express", N_("IGN (ADMIN EXPRESS)")},
    {"etalab-", N_("Etalab (administrative boundaries)")},
    {"dgcl-", N_("DGCL (EPCI)")},
    {"insee-carreaux", N_("INSEE (Filosofi cells)")},
    {"eurostat-", N_("Eurostat (GEOSTAT)")},
    {"insee-populations", N_("INSEE (legal populations)")},
    {"insee-cog", N_("INSEE (COG)")},
    {"insee-", N_("INSEE")},
    {"pop-qpv", N_("INSEE (population of QPV)")},
    {"qpv-", N_("ANCT (boundaries of QPV)")},
    {"correspondance-qpv", N_("ANCT (QPV)")},
    {"contrats-ville", N_("ANCT (contrats de ville)")},
};

/* Publisher with the year where one is known, else the file's name. */
static char *credit_of(store *s, unsigned n)
{
    g_autofree char *key = g_strdup_printf("source_%02u_jeu", n);
    g_autofree char *path_key = g_strdup_printf("source_%02u_chemin", n);
    g_autofree char *year_key = g_strdup_printf("source_%02u_millesime", n);
    g_autofree char *dataset = store_parameter(s, key), *path = store_parameter(s, path_key);
    g_autofree char *year = store_parameter(s, year_key);
    bool dated = year != NULL && *year != '\0';
    if (dataset == NULL || path == NULL)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(credits); i++)
        if (g_str_has_prefix(dataset, credits[i].dataset))
            return g_strdup_printf("%s%s%s", D_(credits[i].credit), dated ? " " : "",
                                   dated ? year : "");
    g_autofree char *name = g_path_get_basename(path);
    char *bar = strstr(name, "|layername=");
    if (bar != NULL)
        *bar = '\0';
    return g_strdup(name);
}

char *style_make_sources(const style_project *project)
{
    store *s = project->model->store;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
    for (unsigned n = 1; n < 100; n++) {
        char *credit = credit_of(s, n);
        if (credit == NULL)
            break;
        if (g_ptr_array_find_with_equal_func(list, credit, g_str_equal, NULL))
            g_free(credit);
        else
            g_ptr_array_add(list, credit);
    }
    g_ptr_array_add(list, NULL);
    g_autofree char *joined = g_strjoinv(", ", (char **)list->pdata);
    g_autofree char *version = store_parameter(s, "version");
    return g_strdup_printf(
        D_("Sources: %s. Public data under Licence Ouverte 2.0. Computed by maillage %s."), joined,
        version != NULL ? version : "");
}
