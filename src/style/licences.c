/*
 * licences.c - who publishes a dataset and under which licence, from geodata/licences; a dataset
 * that is not there, or whose licence was not found, is said to be unknown.
 */
#include "style/licences.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

#include <embedded_style.h>

enum { DATASET, PRODUCER, PRODUCT, LICENCE, ADDRESS, N_FIELDS };

static const struct {
    const char *key, *name, *page; /* name: msgid */
} licences[] = {
    {"LO-2.0", N_("Licence Ouverte 2.0 (Etalab)"),
     "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
    {"LO", N_("Licence Ouverte (Etalab)"),
     "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
    {"INSEE", N_("Free reuse with mention of the source (Insee's conditions of use)"),
     "https://www.insee.fr/fr/information/2381863"},
};

static void free_source(gpointer item)
{
    style_source *source = item;
    g_free(source->role);
    g_free(source->path);
    g_free(source->dataset);
    g_free(source->vintage);
    g_free(source->sha256);
    g_free(source->producer);
    g_free(source->product);
    g_free(source->address);
    g_free(source);
}

static void read_licence(style_source *source, const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(licences); i++)
        if (strcmp(licences[i].key, key) == 0) {
            source->licence = D_(licences[i].name);
            source->licence_page = licences[i].page;
        }
}

/* What the table tells of the source's dataset. */
static void look_up(style_source *source)
{
    g_autofree char *table =
        g_strndup((const char *)licences_datasets, (gsize)licences_datasets_size);
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) fields = g_strsplit(*line, ";", N_FIELDS);
        if (g_strv_length(fields) != N_FIELDS || strcmp(fields[DATASET], source->dataset) != 0)
            continue;
        source->producer = g_strdup(fields[PRODUCER]);
        source->product = g_strdup(fields[PRODUCT]);
        source->address = g_strdup(fields[ADDRESS]);
        read_licence(source, fields[LICENCE]);
        return;
    }
    source->producer = g_strdup("");
    source->product = g_strdup("");
    source->address = g_strdup("");
}

/* Value of `source_NN_NAME`, "" when it is not told. */
static char *read_text(store *s, unsigned number, const char *name)
{
    g_autofree char *key = g_strdup_printf("source_%02u_%s", number, name);
    char *text = store_parameter(s, key);
    return text != NULL ? text : g_strdup("");
}

GPtrArray *style_sources_read(store *s)
{
    GPtrArray *sources = g_ptr_array_new_with_free_func(free_source);
    for (unsigned number = 1;; number++) {
        g_autofree char *path = read_text(s, number, "chemin");
        g_autofree char *role = read_text(s, number, "role");
        if (*path == '\0' && *role == '\0')
            return sources;
        style_source *source = g_new0(style_source, 1);
        source->role = g_steal_pointer(&role);
        source->path = mlg_hide_password(path);
        source->dataset = read_text(s, number, "jeu");
        source->vintage = read_text(s, number, "millesime");
        source->sha256 = read_text(s, number, "sha256");
        look_up(source);
        g_ptr_array_add(sources, source);
    }
}

bool style_source_is_inventory(const style_source *source)
{
    return strcmp(source->dataset, "inventaire") == 0;
}

char *style_source_credit(const style_source *source)
{
    if (*source->producer == '\0')
        return NULL;
    return g_strdup_printf("%s, %s%s%s", source->producer, source->product,
                           *source->vintage != '\0' ? ", " : "", source->vintage);
}
