/*
 * database_private.h - inside of the writer of databases: the schema it writes to, the tables that
 * are there, the one being written.
 */
#ifndef DATASET_DATABASE_PRIVATE_H
#define DATASET_DATABASE_PRIVATE_H

#include "dataset/database.h"
#include "dataset/database_writer.h"

#include <ogr_api.h>

/** Where is written to, once it was looked at. */
typedef struct database_place {
    dataset_database *db;
    char *schema;
    char *postgis; /* schema of the extension */
    char *user;
} database_place;

/** Connects, and looks whether tables can be made there. */
mlg_status database_place_init(const dataset_database_spec *spec, database_place *ret,
                               mlg_error *err) MLG_MUST_CHECK;
void database_place_done(database_place *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(database_place, database_place_done)

/**
 * Looks whether what is there may be replaced.
 * @param ret tables of `tables`, then of `others`, that are there; owned by the caller
 */
mlg_status database_find_tables(const database_place *place, const dataset_database_spec *spec,
                                GPtrArray **ret_tables, GPtrArray **ret_others,
                                mlg_error *err) MLG_MUST_CHECK;

/** The SRID of a CRS (EPSG:n) in this database, as text. */
mlg_status database_find_srid(const database_place *place, const char *crs, char **ret,
                              mlg_error *err) MLG_MUST_CHECK;

struct dataset_database_writer {
    database_place place;
    char *srid;
    char *version;
    GPtrArray *there; /* names of former tables that are to be replaced */
    char *dropped;
    /* the table begun last */
    char *table; /* NULL: none */
    OGRLayerH layer;
    OGRFeatureDefnH definition; /* of features whose values are all texts */
    GArray *types;              /* dataset_type of each column */
    GPtrArray *codes;           /* names of the columns to be indexed, when the table is new */
    bool spatial, is_new;
    int64_t n_rows;
};

/** A table that is there and empty, with our columns, marked and commented. */
mlg_status database_make_table(dataset_database_writer *writer, const dataset_layer_def *def,
                               mlg_error *err) MLG_MUST_CHECK;
/** Drops a table with which nothing else goes. */
mlg_status database_drop_table(const database_place *place, const char *table, const char *message,
                               mlg_error *err) MLG_MUST_CHECK;
/** Indexes of a table that is full, and what the planner knows of it. */
mlg_status database_finish_table(dataset_database_writer *writer, mlg_error *err) MLG_MUST_CHECK;

#endif
