/*
 * sources.c - the line of a map that names the sources of a result, those of one licence together.
 */
#include "base/text.h"
#include "style/licences.h"
#include "style/texts.h"

#include <string.h>

/* Publisher and product with the vintage where one is known, else the file's name. */
static char *credit_of(const style_source *source)
{
    char *credit = style_source_credit(source);
    if (credit != NULL)
        return credit;
    char *name = g_path_get_basename(source->path);
    char *bar = strstr(name, "|layername=");
    if (bar != NULL)
        *bar = '\0';
    return name;
}

/* Appends the credits of a licence, each once. */
static void append_credits(GString *text, const GPtrArray *sources, const char *licence)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool first = true;
    for (guint i = 0; i < sources->len; i++) {
        const style_source *source = g_ptr_array_index(sources, i);
        char *credit = NULL;
        if (g_strcmp0(source->licence, licence) != 0)
            continue;
        credit = credit_of(source);
        if (!g_hash_table_contains(seen, credit))
            g_string_append_printf(text, "%s%s",
                                   !first          ? " – "
                                   : text->len > 0 ? D_("; ")
                                                   : "",
                                   credit);
        first = false;
        g_hash_table_add(seen, credit);
    }
    if (!first && licence != NULL)
        g_string_append_printf(text, " (%s)", licence);
}

char *style_make_sources(const style_project *project)
{
    g_autoptr(GPtrArray) sources = style_sources_read(project->model->store);
    g_autoptr(GPtrArray) licences = g_ptr_array_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < sources->len; i++) {
        const style_source *source = g_ptr_array_index(sources, i);
        bool known = source->licence == NULL ||
                     g_ptr_array_find_with_equal_func(licences, source->licence, g_str_equal, NULL);
        if (known)
            continue;
        g_ptr_array_add(licences, (gpointer)source->licence);
        append_credits(text, sources, source->licence);
    }
    append_credits(text, sources, NULL);
    g_autofree char *version = store_parameter(project->model->store, "version");
    return g_strdup_printf(D_("Sources: %s. Computed by maillage %s."), text->str,
                           version != NULL ? version : "");
}
