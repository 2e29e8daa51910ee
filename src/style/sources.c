/*
 * sources.c - the line of a map that names the sources of a result and their licences.
 */
#include "base/text.h"
#include "style/texts.h"

#include <string.h>

/* Datasets that the room source knows, by the beginning of their names: what to print, and whether
 * their publishers give them under Licence Ouverte 2.0. */
static const struct {
    const char *dataset, *credit;
    bool open;
} credits[] = {
    {"admin-express", N_("IGN (ADMIN EXPRESS)"), true},
    {"etalab-", N_("Etalab (administrative boundaries, licence to be checked)"), false},
    {"dgcl-", N_("DGCL (EPCI)"), true},
    {"insee-carreaux", N_("INSEE (Filosofi cells)"), true},
    {"eurostat-", N_("Eurostat (GEOSTAT)"), false},
    {"insee-populations", N_("INSEE (legal populations)"), true},
    {"insee-cog", N_("INSEE (COG)"), true},
    {"insee-", N_("INSEE"), true},
    {"pop-qpv", N_("INSEE (population of QPV)"), true},
    {"qpv-", N_("ANCT (boundaries of QPV)"), true},
    {"correspondance-qpv", N_("ANCT (QPV)"), true},
    {"contrats-ville", N_("ANCT (contrats de ville)"), true},
};

/* Publisher with the year where one is known, else the file's name; NULL after the last source. */
static char *credit_of(store *s, unsigned n, bool *ret_open)
{
    g_autofree char *key = g_strdup_printf("source_%02u_jeu", n);
    g_autofree char *path_key = g_strdup_printf("source_%02u_chemin", n);
    g_autofree char *year_key = g_strdup_printf("source_%02u_millesime", n);
    g_autofree char *dataset = store_parameter(s, key), *path = store_parameter(s, path_key);
    g_autofree char *year = store_parameter(s, year_key);
    bool dated = year != NULL && *year != '\0';
    *ret_open = false;
    if (dataset == NULL || path == NULL)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(credits); i++) {
        if (!g_str_has_prefix(dataset, credits[i].dataset))
            continue;
        *ret_open = credits[i].open;
        return g_strdup_printf("%s%s%s", D_(credits[i].credit), dated ? " " : "",
                               dated ? year : "");
    }
    g_autofree char *name = g_path_get_basename(path);
    char *bar = strstr(name, "|layername=");
    if (bar != NULL)
        *bar = '\0';
    return g_strdup(name);
}

static void append(GString *list, const char *credit)
{
    g_auto(GStrv) there = g_strsplit(list->str, ", ", -1);
    if (list->len == 0 || !g_strv_contains((const char *const *)there, credit))
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", credit);
}

char *style_make_sources(const style_project *project)
{
    store *s = project->model->store;
    g_autoptr(GString) open = g_string_new(NULL), others = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    bool is_open = false;
    char *credit = NULL;
    for (unsigned n = 1; (credit = credit_of(s, n, &is_open)) != NULL; n++) {
        append(is_open ? open : others, credit);
        g_free(credit);
    }
    if (open->len > 0)
        g_string_append_printf(text, D_("%s, under Licence Ouverte 2.0"), open->str);
    if (others->len > 0)
        g_string_append_printf(text, "%s%s", open->len > 0 ? D_("; ") : "", others->str);
    g_autofree char *version = store_parameter(s, "version");
    return g_strdup_printf(D_("Sources: %s. Computed by maillage %s."), text->str,
                           version != NULL ? version : "");
}
