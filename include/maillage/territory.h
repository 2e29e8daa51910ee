/**
 * @file territory.h
 * Communes, EPCI, QPV, départements and régions, loaded once and never changed.
 *
 * A territory is made by mlg_load_territory() (source.h), sorted by code, and may be read by
 * several threads at once.
 */
#ifndef MAILLAGE_TERRITORY_H
#define MAILLAGE_TERRITORY_H

#include "code.h"
#include "status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Levels of territory; contrats de ville are zones of the inventory. */
typedef enum mlg_level {
    MLG_QPV,
    MLG_COMMUNE,
    MLG_EPCI,
    MLG_DEPARTEMENT,
    MLG_REGION,
    MLG_CONTRAT_VILLE
} mlg_level;

typedef struct mlg_territory mlg_territory;

/** Frees a territory; NULL is allowed. */
MLG_API void mlg_territory_free(mlg_territory *territory);

/** Number of units of a level (QPV: of the generation in use). 0 for MLG_CONTRAT_VILLE. */
MLG_API size_t mlg_territory_count(const mlg_territory *territory, mlg_level level);

/** Code of unit i of a level, in code order. Borrowed from the territory; NULL out of range. */
MLG_API const char *mlg_territory_code(const mlg_territory *territory, mlg_level level, size_t i);

/** Name of unit i of a level. Borrowed; "" when the sources give none. */
MLG_API const char *mlg_territory_name(const mlg_territory *territory, mlg_level level, size_t i);

/** Official population of unit i, in inhabitants; NaN when not known. */
MLG_API double mlg_territory_population(const mlg_territory *territory, mlg_level level, size_t i);

/**
 * The same territory with the QPV of the other generation, when mlg_load_territory() was asked for
 * both; else NULL. A mesh and a coverage of it are made as of any territory. Borrowed; lives as
 * long as `territory`.
 */
MLG_API const mlg_territory *mlg_territory_compared(const mlg_territory *territory);

#ifdef __cplusplus
}
#endif
#endif
