/*
 * project.h - the parts of the QGIS project that a result carries, each written by a file of its
 * own. Private to the room.
 */
#ifndef STYLE_PROJECT_H
#define STYLE_PROJECT_H

#include "style/fill.h"
#include "style/model.h"
#include "style/place.h"
#include "style/qml.h"

/** The project's name in the file. */
#define STYLE_PROJECT_NAME "maillage"

/** What a map shows: a theme of the project, and what print layouts say of it. */
typedef enum style_subject {
    STYLE_SUBJECT_TYPE,        /**< coverage by a type */
    STYLE_SUBJECT_COMBINATION, /**< which types are together */
    STYLE_SUBJECT_GAPS         /**< gaps of all types */
} style_subject;

typedef struct style_theme {
    char *name;
    style_subject subject;
    size_t type;        /* of the model, G_MAXSIZE when of none */
    const char **shown; /* of each layer: name of the style that it is shown in, NULL: not shown */
} style_theme;

typedef struct style_project {
    const style_model *model;
    GPtrArray **styles; /* of each layer: style_named, those of the project last */
    style_places places;
    style_theme *themes;
    size_t n_themes;
} style_project;

/** Stable, the same in every result: a user's layouts and themes find the layer again. g_free(). */
char *style_layer_id(const char *layer);

/** Source of a layer beside the project, in the file that holds both. g_free(). */
char *style_layer_source(const style_project *project, const char *layer);

/** Text for people: "30/06/2026" of the data language. g_free(). */
char *style_day(const style_model *model);

/** "un CLS": how a sentence names one of a type. g_free(). */
char *style_one_of(const style_project *project, size_t type);

/* Pieces of the document, appended to `xml`. */
void style_put_tree(const style_project *project, GString *xml);
void style_put_layers(const style_project *project, GString *xml);
void style_put_relations(const style_project *project, GString *xml);
void style_put_themes(const style_project *project, GString *xml);
void style_put_layouts(const style_project *project, GString *xml);
/** Names and values of the project's variables: texts that print layouts show, by theme. */
mlg_status style_put_texts(const style_project *project, GString *names, GString *values,
                           mlg_error *err) MLG_MUST_CHECK;

/** The layers from top to bottom: gaps, then coverage, then territories. Indices, as many as
 * layers. */
void style_draw_order(const style_model *model, size_t *ret);

/** Coverage layer of the atlas: EPCI, départements where there are many; NULL for none. */
const style_layer *style_atlas_layer(const style_model *model);

/** Themes of a result: one a type, its combination, its gaps; adds the styles that they need. The
 * first is what one sees first. */
void style_list_themes(style_project *project);

/** Adds the style of lines around territories to a layer that has some: its name, else NULL. */
const char *style_add_boundary(style_project *project, size_t layer);
/** Adds a pale copy of a style, for maps of what lies on the layer: its name. @param alpha 0 - 1 */
const char *style_add_background(style_project *project, size_t layer, const style_named *style,
                                 const char *alpha);
/** Elements of the layer's default style with the symbols of another. g_free(). */
char *style_with_symbols(const style_named *all, const style_named *symbols);

#endif
