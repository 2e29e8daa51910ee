/*
 * metadata_xml.c - a document of QGIS's metadata: <qgis> with identifier, title, abstract,
 * keywords, rights, licences, lineage, CRS and extent. What QGIS does not know it leaves alone.
 */
#include "style/licences.h"
#include "style/metadata.h"
#include "style/qml.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static void append_text(GString *xml, const char *text)
{
    g_autofree char *safe = style_xml_escape(text);
    g_string_append(xml, safe);
}

static void append_element(GString *xml, const char *name, const char *text)
{
    g_string_append_printf(xml, "<%s>", name);
    append_text(xml, text != NULL ? text : "");
    g_string_append_printf(xml, "</%s>\n", name);
}

/* Texts already written once are not written again: two sources of one publisher. */
static void append_once(GString *xml, const char *name, const char *text, GHashTable *written)
{
    if (g_hash_table_add(written, g_strdup(text)))
        append_element(xml, name, text);
}

static void append_keywords(GString *xml, const style_model *model)
{
    static const char *const topics[] = {"boundaries", "health", "society"};
    static const char *const words[] = {N_("health"), N_("territorial coverage"), "QPV", "EPCI",
                                        N_("urban policy")};
    g_string_append(xml, "<keywords vocabulary=\"gmd:topicCategory\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++)
        append_element(xml, "keyword", topics[i]);
    g_string_append(xml, "</keywords>\n<keywords vocabulary=\"maillage\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        append_element(xml, "keyword", D_(words[i]));
    for (char **type = model->types; *type != NULL; type++)
        if (**type != '\0')
            append_element(xml, "keyword", *type);
    g_string_append(xml, "</keywords>\n");
}

static void append_links(GString *xml, const style_lineage *lineage)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_string_append(xml, "<links>\n");
    for (guint i = 0; i < lineage->sources->len; i++) {
        const style_source *source = g_ptr_array_index(lineage->sources, i);
        if (*source->address == '\0' || !g_hash_table_add(written, g_strdup(source->address)))
            continue;
        g_string_append(xml, "<link type=\"WWW:LINK\" name=\"");
        append_text(xml, source->product);
        g_string_append(xml, "\" url=\"");
        append_text(xml, source->address);
        g_string_append(xml, "\" description=\"");
        append_text(xml, source->producer);
        g_string_append(xml, "\" format=\"\" mimeType=\"\" size=\"\"/>\n");
    }
    g_string_append(xml, "</links>\n");
}

/* Attributions, licences, and what is not known of them. */
static void append_rights(GString *xml, const style_lineage *lineage)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < lineage->sources->len; i++) {
        const style_source *source = g_ptr_array_index(lineage->sources, i);
        g_autofree char *credit = style_source_credit(source);
        const char *name = credit != NULL ? credit : source->path;
        const char *unknown = style_source_is_inventory(source)
                                  ? D_("%s: rights of those who keep this inventory")
                                  : D_("%s: licence to be checked with the publisher");
        g_autofree char *text =
            g_strdup_printf(source->licence != NULL ? D_("Source: %s") : unknown, name);
        append_once(xml, "rights", text, written);
        if (source->licence == NULL)
            continue;
        g_autofree char *licence = g_strdup_printf(D_("%s: %s"), name, source->licence);
        g_autofree char *with_page = g_strconcat(licence, ", ", source->licence_page, NULL);
        append_once(xml, "license", with_page, written);
    }
}

static void append_constraints(GString *xml)
{
    static const char *const sentences[] = {
        N_("Populations of units that a perimeter or a QPV cuts are estimates, between pop_min and "
           "pop_max. A QPV that is covered is not for that reached by actions."),
        N_("Publishers and licences are those of the datasets that the columns of the files look "
           "like: check that the files are theirs before you publish."),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        g_string_append(xml, "<constraints type=\"use\">");
        append_text(xml, D_(sentences[i]));
        g_string_append(xml, "</constraints>\n");
    }
}

static void append_extent(GString *xml, const style_model *model, const style_layer *layer)
{
    g_autofree char *crs = store_parameter(model->store, "crs");
    g_string_append(xml, "<extent>\n");
    if (layer != NULL && layer->spatial && crs != NULL && !isnan(layer->box[0])) {
        static const char *const names[] = {"minx", "miny", "maxx", "maxy"};
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append(xml, "<spatial dimensions=\"2\" crs=\"");
        append_text(xml, crs);
        g_string_append(xml, "\" minz=\"0\" maxz=\"0\"");
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            g_string_append_printf(xml, " %s=\"%s\"", names[i],
                                   g_ascii_formatd(text, sizeof text, "%.15g", layer->box[i]));
        g_string_append(xml, "/>\n");
    }
    if (model->date != NULL) {
        g_autofree char *instant = g_strconcat(model->date, "T00:00:00Z", NULL);
        g_string_append(xml, "<temporal>");
        append_element(xml, "instant", instant);
        g_string_append(xml, "</temporal>\n");
    }
    g_string_append(xml, "</extent>\n");
    if (layer != NULL && layer->spatial && crs != NULL) {
        g_string_append(xml, "<crs><spatialrefsys>");
        append_element(xml, "authid", crs);
        g_string_append(xml, "</spatialrefsys></crs>\n");
    }
}

static void append_head(GString *xml, const style_lineage *lineage, const style_layer *layer)
{
    g_autofree char *identifier = layer != NULL
                                      ? g_strconcat(lineage->identifier, "-", layer->name, NULL)
                                      : g_strdup(lineage->identifier);
    g_autofree char *title =
        layer != NULL
            ? g_strdup_printf(D_("%s as of %s"), layer->title != NULL ? layer->title : layer->name,
                              lineage->day)
            : g_strdup(lineage->title);
    append_element(xml, "identifier", identifier);
    append_element(xml, "parentidentifier", layer != NULL ? lineage->identifier : "");
    /* TRANSLATORS: code of your language, three letters (ISO 639-2) */
    append_element(xml, "language", D_("eng"));
    append_element(xml, "type", "dataset");
    append_element(xml, "title", title);
    append_element(xml, "abstract",
                   layer != NULL && layer->abstract != NULL
                       ? layer->abstract
                       : D_("Who is covered by which dispositif on the mesh of communes, EPCI and "
                            "QPV: a result of maillage"));
}

char *style_metadata_document(const style_model *model, const style_lineage *lineage,
                              const style_layer *layer)
{
    GString *xml = g_string_new("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                                "<qgis version=\"3.22.0\">\n");
    append_head(xml, lineage, layer);
    append_keywords(xml, model);
    append_links(xml, lineage);
    for (guint i = 0; i < lineage->history->len; i++)
        append_element(xml, "history", g_ptr_array_index(lineage->history, i));
    g_string_append(xml, "<dates><date type=\"Created\" value=\"");
    append_text(xml, model->options->timestamp);
    g_string_append(xml, "\"/></dates>\n<fees></fees>\n");
    append_constraints(xml);
    append_rights(xml, lineage);
    append_element(xml, "encoding", "UTF-8");
    append_extent(xml, model, layer);
    g_string_append(xml, "</qgis>\n");
    return g_string_free(xml, FALSE);
}
