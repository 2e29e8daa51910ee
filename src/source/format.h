/*
 * format.h - a kind of official file: how it is recognised and loaded. One row of the table in
 * registry.c; one file of this room a family of them.
 */
#ifndef SOURCE_FORMAT_H
#define SOURCE_FORMAT_H

#include "source/load.h"

#include <maillage/source.h>

/** What a file can fill; also what an option asks of it. */
typedef enum source_role {
    SOURCE_COMMUNES = 1,
    SOURCE_PARTS = 2,
    SOURCE_EPCI = 4,
    SOURCE_QPV = 8,
    SOURCE_POPULATION = 16,
    SOURCE_POP_QPV = 32,
    SOURCE_COG = 64,
    SOURCE_CONTRACTS = 128,
    SOURCE_ZONING = 256,
    SOURCE_CORRESPONDENCE = 512,
    SOURCE_GRID = 1024
} source_role;

typedef struct source_format {
    const char *name; /* also in geodata/aliases/sources.csv, where its columns are */
    unsigned roles;
    const char *title; /* msgid */
    const char *publisher;
    bool polygons; /* only layers with polygons */
    bool generic;  /* serves only in files where no published format is recognised */
    /** More than the columns, which are checked before; NULL: the columns suffice. */
    bool (*detect)(const source_table *table);
    /** Reads the table for load->role; NULL for grids, which grid.c reads. */
    mlg_status (*load)(source_load *load, source_table *table, mlg_error *err);
} source_format;

/** Rows of the table, in order of detection; ended by a NULL name. */
extern const source_format source_formats[];

/** The first format that may fill one of `roles` and whose columns are there, at any line of the
 * head; NULL when none. The table's header and columns are then set. */
const source_format *source_recognise(source_table *table, unsigned roles);

/** Whether a table has the columns of a format of a role, and nothing under them. */
bool source_is_empty(source_table *table, unsigned role);

/** "code (insee_com, codgeo) + population (pmun), DEP + CODCOM + PMUN": required columns of the
 * formats of a role, plain ones with each name they may have. g_free(). */
char *source_looked_for(unsigned roles);

/* Detections that several formats share: the first value of the field `code` (or `commune`) is a
 * code of the kind. */
bool source_has_commune_codes(const source_table *table);
bool source_has_communes(const source_table *table); /* and they are not communes déléguées */
bool source_has_siren_codes(const source_table *table);
bool source_has_qpv_codes(const source_table *table);
bool source_has_contract_codes(const source_table *table);
bool source_has_cells(const source_table *table);

/* Loaders, by file. */
mlg_status source_load_communes(source_load *load, source_table *table,
                                mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_parts(source_load *load, source_table *table, mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_epci_layer(source_load *load, source_table *table,
                                  mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_composition(source_load *load, source_table *table,
                                   mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_zones(source_load *load, source_table *table, mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_qpv(source_load *load, source_table *table, mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_populations(source_load *load, source_table *table,
                                   mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_insee_populations(source_load *load, source_table *table,
                                         mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_pop_qpv(source_load *load, source_table *table,
                               mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_correspondence(source_load *load, source_table *table,
                                      mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_cog(source_load *load, source_table *table, mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_contracts(source_load *load, source_table *table,
                                 mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_zoning(source_load *load, source_table *table,
                              mlg_error *err) MLG_MUST_CHECK;
mlg_status source_load_movements(source_load *load, source_table *table,
                                 mlg_error *err) MLG_MUST_CHECK;

#endif
