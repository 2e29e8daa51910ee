/*
 * layout.c - the print layouts of the project: a page A4, a page A3, and an atlas with a page a
 * zone; what stands where.
 */
#include "style/layout.h"

#include "base/text.h"
#include "embedded_style.h"

#include <string.h>

/* Beyond, an atlas of EPCI is no longer what one prints: a région has up to 170. */
#define EPCI_MAX 200

/* Millimetres of an A4 page; an A3 is the same, larger. */
#define PAGE_WIDTH   297.0
#define PAGE_HEIGHT  210.0
#define MARGIN       10.0
#define COLUMN_WIDTH 82.0
#define GAP          5.0
#define MAP_TOP      26.0
#define MAP_BOTTOM   181.0
#define NOTES_TOP    190.5 /* between, the scale: on the map it would stand on boundaries */
#define INSET_WIDTH  25.0
#define A3_SCALE     1.41421356

const style_layer *style_atlas_layer(const style_model *model)
{
    static const char *const names[] = {"epci", "departement"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const style_layer *layer = style_model_layer(model, names[i]);
        if (layer != NULL && layer->n_rows > 0 && (i > 0 || layer->n_rows <= EPCI_MAX))
            return layer;
    }
    return NULL;
}

static const char *zone_name(const style_layer *zones)
{
    return strcmp(zones->name, "epci") == 0 ? "\"lib_epci\"" : "\"lib_dep\"";
}

/* On the page of the layout, of a rectangle of an A4. */
static style_rect on_page(const style_layout *layout, double x, double y, double width,
                          double height)
{
    const double s = layout->scale;
    return (style_rect){x * s, y * s, width * s, height * s};
}

static void put_heading(style_layout *layout)
{
    const double width = PAGE_WIDTH - 2 * MARGIN;
    const bool atlas = layout->zones != NULL;
    style_layout_label(layout, "titre", on_page(layout, MARGIN, 7, width, 10),
                       (style_type){.size = 15, .bold = true, .grey = 30, .valign = STYLE_MIDDLE},
                       atlas ? "[% @atlas_pagename %]"
                             : "[% coalesce(var('titre_'||@theme),'') %]");
    style_layout_label(layout, "territoire", on_page(layout, MARGIN, 17, width, 6.5),
                       (style_type){.size = 9.5, .grey = 80, .valign = STYLE_MIDDLE},
                       atlas ? "[% coalesce(var('titre_'||@theme),'') %]"
                             : "[% coalesce(@territoire,'') %]");
}

static void put_footer(style_layout *layout)
{
    const double width = PAGE_WIDTH - 2 * MARGIN, page = layout->zones != NULL ? 25 : 0;
    style_layout_label(layout, "note", on_page(layout, MARGIN, NOTES_TOP, width, 7),
                       (style_type){.size = 7, .grey = 60},
                       layout->zones == NULL ? "[% coalesce(var('note_'||@theme),'') %]"
                                             : "[% coalesce(var('zone_note_'||@theme),'') %]");
    style_layout_label(layout, "sources", on_page(layout, MARGIN, NOTES_TOP + 7, width - page, 9),
                       (style_type){.size = 6, .grey = 110}, "[% coalesce(@sources,'') %]");
    if (layout->zones != NULL)
        style_layout_label(layout, "page",
                           on_page(layout, PAGE_WIDTH - MARGIN - page, NOTES_TOP + 7, page, 9),
                           (style_type){.size = 7, .grey = 60, .halign = STYLE_RIGHT},
                           "[% @atlas_featurenumber||' / '||@atlas_totalfeatures %]");
}

static void put_figures(style_layout *layout, double x)
{
    const bool atlas = layout->zones != NULL;
    for (unsigned n = 1; n <= 3; n++) {
        const double y = MAP_TOP + (n - 1) * 19.0;
        g_autofree char *id = g_strdup_printf("chiffre_%u", n);
        g_autofree char *caption = g_strdup_printf("legende_%u", n);
        g_autofree char *figure_text =
            g_strdup_printf(atlas ? "[%% coalesce(eval(var('zone_%u_'||@theme)),'') %%]"
                                  : "[%% coalesce(var('chiffre_%u_'||@theme),'') %%]",
                            n);
        g_autofree char *caption_text =
            g_strdup_printf(atlas ? "[%% coalesce(eval(var('zone_legende_%u_'||@theme)),'') %%]"
                                  : "[%% coalesce(var('legende_%u_'||@theme),'') %%]",
                            n);
        style_layout_label(layout, id, on_page(layout, x, y, COLUMN_WIDTH, 7.5),
                           (style_type){.size = 15, .bold = true, .grey = 30}, figure_text);
        style_layout_label(layout, caption, on_page(layout, x, y + 7.5, COLUMN_WIDTH, 10.5),
                           (style_type){.size = 8, .grey = 60}, caption_text);
    }
}

/* Overseas territories, a map each, one under the other. */
static void put_insets(style_layout *layout)
{
    const style_places *places = &layout->project->places;
    const size_t n = places->n - 1;
    const double step = (MAP_BOTTOM - MAP_TOP + 2) / (double)n, name_height = 4;
    const double height = MIN(step - 2, INSET_WIDTH + name_height);
    for (size_t i = 0; i < n; i++) {
        const style_place *place = &places->places[i + 1];
        const double y = MAP_TOP + (double)i * (n > 3 ? step : height + 2);
        g_autofree char *id = g_strdup_printf("carte_%zu", i + 2);
        g_autofree char *name = g_strdup_printf("nom_%zu", i + 2);
        style_layout_label(layout, name, on_page(layout, MARGIN, y, INSET_WIDTH, name_height),
                           (style_type){.size = 6.5, .grey = 60}, D_(place->name));
        style_layout_map(
            layout, id, on_page(layout, MARGIN, y + name_height, INSET_WIDTH, height - name_height),
            place, false);
    }
}

static void put_items(style_layout *layout)
{
    const style_places *places = &layout->project->places;
    const bool insets = places->n > 1 && layout->zones == NULL;
    const double column = PAGE_WIDTH - MARGIN - COLUMN_WIDTH;
    const double left = insets ? MARGIN + INSET_WIDTH + 2 : MARGIN;
    style_layout_map(layout, "carte",
                     on_page(layout, left, MAP_TOP, column - GAP - left, MAP_BOTTOM - MAP_TOP),
                     &places->places[0], true);
    if (insets)
        put_insets(layout);
    put_heading(layout);
    put_figures(layout, column);
    style_layout_rule(layout, on_page(layout, column, MAP_TOP + 57.5, COLUMN_WIDTH, 0.25));
    style_layout_legend(layout, on_page(layout, column, MAP_TOP + 60, COLUMN_WIDTH, 60));
    style_layout_scale_bar(layout, on_page(layout, left, MAP_BOTTOM + 1, 50, 8));
    style_layout_north(layout, on_page(layout, column - GAP - 7, MAP_BOTTOM + 1.5, 7, 7));
    put_footer(layout);
}

static void put_layout(const style_project *project, const char *name, double scale,
                       const style_layer *zones, GString *xml)
{
    style_layout layout = {
        .project = project,
        .name = name,
        .theme = project->n_themes > 0 ? project->themes[0].name : "",
        .zones = zones,
        .scale = scale,
        .items = g_string_new(NULL),
    };
    g_autoptr(GString) atlas = g_string_new(NULL);
    if (zones != NULL) {
        g_autofree char *id = style_layer_id(zones->name);
        g_autofree char *source = style_layer_source(project, zones->name);
        g_autofree char *file = g_strdup_printf("'carte_'||%s", zone_name(zones));
        STYLE_FILL(atlas, style_atlas_xml, {"id", id}, {"title", zones->title}, {"source", source},
                   {"name", zone_name(zones)}, {"file", file});
    }
    put_items(&layout);
    g_autofree char *uuid = style_layout_uuid(&layout, "page");
    STYLE_FILL(xml, style_layout_xml, {"name", name}, {"uuid", uuid},
               {"width", style_number_of(PAGE_WIDTH * scale).text},
               {"height", style_number_of(PAGE_HEIGHT * scale).text}, {"theme", layout.theme},
               {"items", layout.items->str}, {"atlas", atlas->str});
    g_string_free(layout.items, TRUE);
}

void style_put_layouts(const style_project *project, GString *xml)
{
    const style_layer *zones = style_atlas_layer(project->model);
    put_layout(project, D_("Map A4"), 1.0, NULL, xml);
    put_layout(project, D_("Map A3"), A3_SCALE, NULL, xml);
    if (zones != NULL) {
        g_autofree char *name = g_strdup_printf(D_("Atlas %s A4"), zones->title);
        put_layout(project, name, 1.0, zones, xml);
    }
}
