/*
 * relation.h - which rows belong to which: the relations of the project, and their place in the
 * forms. Private to the room.
 */
#ifndef STYLE_RELATION_H
#define STYLE_RELATION_H

#include "style/project.h"

/** The elements of a layer's style, with the rows of other layers that belong to one of its own
 * shown in a tab of its form. A form without tabs stays as it is. g_free(). */
char *style_add_relations(const style_project *project, const style_layer *layer,
                          const char *elements);

#endif
