/*
 * texts.h - the files that write what print layouts say. Private to the room.
 *
 * A layout shows the project's variable KEY_THEME of its theme: titre, note, chiffre_1 to 3 with
 * their captions legende_1 to 3; in an atlas zone_note, and the values of the expressions zone_1 to
 * 3 and zone_legende_1 to 3.
 */
#ifndef STYLE_TEXTS_H
#define STYLE_TEXTS_H

#include "base/number.h"
#include "style/project.h"

typedef struct style_texts {
    const style_project *project;
    GString *names, *values;
} style_texts;

/** Figures shown side by side. */
enum { STYLE_FIGURES = 3 };

/** Adds the variable KEY_THEME, KEY without a theme. */
void style_texts_add(style_texts *texts, const char *key, const char *theme, const char *value);

/** Key figures and the note of a theme, from table `indicateur`; none without it. */
mlg_status style_add_figures(style_texts *texts, const style_theme *theme,
                             mlg_error *err) MLG_MUST_CHECK;

/** Expressions of QGIS that give the figures of a zone of the atlas. */
void style_add_zone_figures(style_texts *texts, const style_theme *theme);

/** "CLS, ASV et CLSM". g_free(). */
char *style_join_types(char *const *types);

/** "Sources : IGN, ADMIN EXPRESS..." with licences. g_free(). */
char *style_make_sources(const style_project *project);

#endif
