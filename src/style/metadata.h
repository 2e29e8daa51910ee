/*
 * metadata.h - one XML document of QGIS's metadata. Private to the room.
 */
#ifndef STYLE_METADATA_H
#define STYLE_METADATA_H

#include "style/model.h"

/** What the documents of a file share. */
typedef struct style_lineage {
    GPtrArray *sources; /* style_source */
    char *identifier;   /* of the file: the same inputs have the same one */
    char *title;        /* of the file */
    char *day;          /* for people */
    GPtrArray *history; /* sentences */
} style_lineage;

void style_lineage_read(const style_model *model, style_lineage *ret);
void style_lineage_done(style_lineage *lineage);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(style_lineage, style_lineage_done)

/** The document of a layer, of the file for NULL. g_free(). */
char *style_metadata_document(const style_model *model, const style_lineage *lineage,
                              const style_layer *layer);

#endif
