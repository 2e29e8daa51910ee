/*
 * lineage.c - how a result was made, in sentences: command, sources with their hashes, versions,
 * population, tolerances, residuals; from table `parametre`.
 */
#include "style/licences.h"
#include "style/metadata.h"

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

#include <string.h>

#define IDENTIFIER_DIGITS 16

static char *parameter(const style_model *model, const char *key)
{
    char *text = store_parameter(model->store, key);
    return text != NULL ? text : g_strdup("");
}

static void tell(style_lineage *lineage, char *sentence)
{
    g_ptr_array_add(lineage->history, sentence);
}

static void tell_source(style_lineage *lineage, const style_source *source)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, D_("Source %s: %s (%s)"), source->role, source->path,
                           *source->dataset != '\0' ? source->dataset : D_("unknown dataset"));
    if (*source->vintage != '\0')
        g_string_append_printf(text, D_(", vintage %s"), source->vintage);
    if (*source->sha256 != '\0')
        g_string_append_printf(text, ", sha256 %s", source->sha256);
    tell(lineage, g_string_free(text, FALSE));
}

/* "GDAL 3.6.2, GEOS 3.11.1"; "garde_grille_m = 0.001, ..." of the keys that begin so. */
static char *list_parameters(const style_model *model, const char *pattern, size_t skip,
                             const char *between)
{
    g_autoptr(store_query) query = NULL;
    GString *list = g_string_new(NULL);
    bool row = false;
    if (store_query_new(model->store,
                        "SELECT cle, valeur FROM parametre WHERE cle GLOB ?1 AND valeur <> ''"
                        " ORDER BY rowid",
                        &query, NULL) == MLG_OK) {
        store_bind_text(query, 1, pattern);
        while (store_step(query, &row, NULL) == MLG_OK && row)
            g_string_append_printf(list, "%s%s%s%s", list->len > 0 ? ", " : "",
                                   store_text(query, 0) + skip, between, store_text(query, 1));
    }
    return g_string_free(list, FALSE);
}

static void tell_list(const style_model *model, style_lineage *lineage, const char *label,
                      const char *pattern)
{
    g_autofree char *list = list_parameters(model, pattern, 0, " = ");
    if (*list != '\0')
        tell(lineage, g_strdup_printf("%s %s", label, list));
}

static void tell_versions(const style_model *model, style_lineage *lineage)
{
    static const char prefix[] = "version_";
    g_autofree char *list = list_parameters(model, "version_*", strlen(prefix), " ");
    if (*list != '\0')
        tell(lineage, g_strdup_printf(D_("Libraries: %s"), list));
}

static void tell_all(const style_model *model, style_lineage *lineage)
{
    g_autofree char *version = parameter(model, "version");
    g_autofree char *typed = parameter(model, "commande");
    g_autofree char *command = mlg_hide_password(typed);
    g_autofree char *year = parameter(model, "annee_population");
    g_autofree char *crs = parameter(model, "crs_calcul");
    tell(lineage, g_strdup_printf(D_("Computed by maillage %s, as of %s"), version, lineage->day));
    if (*command != '\0')
        tell(lineage, g_strdup_printf(D_("Command: %s"), command));
    for (guint i = 0; i < lineage->sources->len; i++)
        tell_source(lineage, g_ptr_array_index(lineage->sources, i));
    tell(lineage, *year != '\0'
                      ? g_strdup_printf(D_("Populations of %s"), year)
                      : g_strdup(D_("Populations of a year that their file does not tell")));
    if (*crs != '\0')
        tell(lineage, g_strdup_printf(D_("Areas computed in %s"), crs));
    tell_list(model, lineage, D_("Tolerances:"), "garde_*");
    tell_list(model, lineage, D_("Thresholds:"), "seuil_*");
    tell_list(model, lineage, D_("Residuals:"), "residu_*");
    tell_versions(model, lineage);
}

/* Sources, command and version make the result: their hash names it. */
static char *identify(const style_model *model, const style_lineage *lineage)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *command = parameter(model, "commande");
    g_autofree char *version = parameter(model, "version");
    g_checksum_update(sum, (const guchar *)command, -1);
    g_checksum_update(sum, (const guchar *)version, -1);
    for (guint i = 0; i < lineage->sources->len; i++) {
        const style_source *source = g_ptr_array_index(lineage->sources, i);
        g_checksum_update(sum, (const guchar *)source->sha256, -1);
    }
    return g_strdup_printf("maillage-%.*s", IDENTIFIER_DIGITS, g_checksum_get_string(sum));
}

void style_lineage_read(const style_model *model, style_lineage *ret)
{
    g_autofree char *types = g_strjoinv(", ", model->types);
    *ret = (style_lineage){
        .sources = style_sources_read(model->store),
        .day = base_date_told(model->date != NULL ? model->date : ""),
        .history = g_ptr_array_new_with_free_func(g_free),
    };
    ret->title = g_strdup_printf(D_("Coverage by %s as of %s"), types, ret->day);
    ret->identifier = identify(model, ret);
    tell_all(model, ret);
}

void style_lineage_done(style_lineage *lineage)
{
    g_clear_pointer(&lineage->sources, g_ptr_array_unref);
    g_clear_pointer(&lineage->history, g_ptr_array_unref);
    g_clear_pointer(&lineage->identifier, g_free);
    g_clear_pointer(&lineage->title, g_free);
    g_clear_pointer(&lineage->day, g_free);
}
