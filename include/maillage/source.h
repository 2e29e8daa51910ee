/**
 * @file source.h
 * Official files and inventories, recognised by their columns and loaded.
 */
#ifndef MAILLAGE_SOURCE_H
#define MAILLAGE_SOURCE_H

#include "inventory.h"
#include "mesh.h"
#include "territory.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What makes a territory. A source is anything OGR opens (file, folder of shapefiles, /vsizip/...,
 * PG:...), optionally `|layername=NAME`. Lists are NULL-terminated; NULL or empty means not given.
 */
typedef struct mlg_territory_sources {
    const char *const *communes;   /**< boundary layers of communes; at least one */
    const char *const *qpv;        /**< QPV layers, lists or folders of shapefiles */
    const char *const *epci;       /**< EPCI layers and composition tables, EPT tables */
    const char *const *population; /**< legal populations by commune */
    const char *const *pop_qpv;    /**< populations of QPV */
    const char *const *cog;        /**< INSEE COG: lists of communes, movements */
    /** "NAME=SOURCE": tables of commune codes and a class, each a column NAME of the results */
    const char *const *zonages;
    /** lists of which QPV of 2024 follow which of 2015 */
    const char *const *correspondence;
    int date;               /**< day of the run, AAAAMMJJ; 0: today is not known, QPV 2024 */
    int qpv_generation;     /**< 2015, 2024 or 0 for the one in force at `date` */
    int plm_arrondissement; /**< nonzero: Paris, Lyon, Marseille by arrondissement */
    /** nonzero: the QPV of the other generation too, see mlg_territory_compared() */
    int compare_generations;
} mlg_territory_sources;

/**
 * Loads a territory.
 * @param ret owned by the caller, mlg_territory_free()
 * @return MLG_E_ARG no communes, a zonage that is not NAME=SOURCE or twice, MLG_E_IO missing or
 * unreadable, MLG_E_FORMAT not recognised (the message lists what was
 * looked for and what was there), MLG_E_CRS no coordinate system, MLG_E_CANCELLED
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_load_territory(const mlg_territory_sources *sources,
                                                     const mlg_monitor *monitor,
                                                     mlg_territory **ret, mlg_error *err);

/**
 * Loads a territory and its base meshes from a file of mlg_write_store() (output.h). Findings of
 * the loading are told again; those of the meshes by mlg_refine_mesh(), to be called for each.
 * @param date as in mlg_territory_sources
 * @param ret_territory owned by the caller; outlives the meshes
 * @param ret_grid owned by the caller; NULL without a grid; outlives the meshes' refinement
 * @param ret_mesh owned by the caller
 * @param ret_compared owned by the caller; NULL without the other generation of QPV
 * @return MLG_E_IO missing or unreadable, MLG_E_FORMAT not such a file, a damaged one, or one of
 * another version; MLG_E_CONFLICT a source has changed, or QPV of another generation are in force
 * on `date`
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_load_store(const char *path, int date, unsigned n_threads,
                                                 const mlg_monitor *monitor,
                                                 mlg_territory **ret_territory, mlg_grid **ret_grid,
                                                 mlg_mesh **ret_mesh, mlg_mesh **ret_compared,
                                                 mlg_error *err);

/** What makes an inventory: one file with all tables, or one file a table. Members may be NULL. */
typedef struct mlg_inventory_sources {
    const char *inventory; /**< XLSX, ODS, GPKG, PG: with sheets or layers dispositifs, perimetres,
                              recensement */
    const char *dispositifs; /**< one table, when `inventory` is NULL */
    const char *perimetres;
    const char *recensement;
    const char *const *contrats_ville; /**< published lists of contrats de ville, by code or as
                                          polygons, NULL-terminated, or NULL: dispositifs of type
                                          CDV beside those of the tables, whose own rows win */
    const char *const
        *keep;  /**< user's own columns to carry to the outputs, NULL-terminated, or NULL */
    int strict; /**< nonzero: a rejected row is MLG_E_FORMAT after all rows were told */
    int date;   /**< day of the run, AAAAMMJJ; for warnings about dates */
} mlg_inventory_sources;

/** Loads an inventory against a territory. @param ret owned by the caller, mlg_inventory_free() */
MLG_API MLG_MUST_CHECK mlg_status mlg_load_inventory(const mlg_inventory_sources *sources,
                                                     const mlg_territory *territory,
                                                     const mlg_monitor *monitor,
                                                     mlg_inventory **ret, mlg_error *err);

/** What makes population grids. */
typedef struct mlg_grid_sources {
    /** Tables of cell ids and people (INSEE Filosofi, Eurostat) and rasters of people a cell,
     * NULL-terminated. A folder or archive gives all that it holds; where two have cells in a
     * commune, the first counts. */
    const char *const *grids;
    /** the column of people, or the band: its description or number; NULL: that of the format, the
     * most recent of several, the only band */
    const char *column;
    unsigned n_threads; /**< 0 or 1: the caller's thread only */
} mlg_grid_sources;

/**
 * Loads population grids. Rows that cannot be used are reported, the others count.
 * @param territory what the vintages of the grids are compared with, or NULL
 * @param ret owned by the caller, mlg_grid_free()
 * @return MLG_E_ARG no source, no such column or band, MLG_E_IO missing or unreadable, MLG_E_FORMAT
 * not recognised, no row that can be used, a raster that is not north up, MLG_E_CRS no or an
 * unknown coordinate system, MLG_E_CANCELLED
 */
MLG_API MLG_MUST_CHECK mlg_status mlg_load_grid(const mlg_grid_sources *sources,
                                                const mlg_territory *territory,
                                                const mlg_monitor *monitor, mlg_grid **ret,
                                                mlg_error *err);

/**
 * Whether an output would take the place of what a source is read from: the file, those that make
 * it with others (.shp, .dbf...), the archive around it, a file of a folder of sources; an output
 * folder, what lies in it. Links are followed. The functions of output.h refuse such paths.
 * @param source as in the structures above
 * @return nonzero when what is at `path` would be lost
 */
MLG_API int mlg_source_reads(const char *source, const char *path);

/** One row of the table of recognised official files. All texts static. */
typedef struct mlg_source_info {
    const char *name;      /**< short name, e.g. "admin-express-3" */
    const char *fills;     /**< communes, epci, qpv, population, pop_qpv, correspondance, cog,
                                contrats_ville, zonage, grid */
    const char *title;     /**< what it is, msgid of a translated text */
    const char *publisher; /**< IGN, INSEE, DGCL, ANCT, Etalab */
    const char *columns;   /**< columns it is recognised by, "INSEE_COM, NOM, POPULATION" */
} mlg_source_info;

/** The i-th recognised official file in order of detection, or NULL after the last. */
MLG_API const mlg_source_info *mlg_source_list(size_t i);

#ifdef __cplusplus
}
#endif
#endif
