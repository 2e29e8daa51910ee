/**
 * @file inventory.h
 * The inventory of dispositifs that users maintain: contracts, their perimeters, their validity.
 */
#ifndef MAILLAGE_INVENTORY_H
#define MAILLAGE_INVENTORY_H

#include "status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mlg_inventory mlg_inventory;

/** Frees an inventory; NULL is allowed. */
MLG_API void mlg_inventory_free(mlg_inventory *inventory);

/** Number of dispositifs read without rejection. */
MLG_API size_t mlg_inventory_count(const mlg_inventory *inventory);

/** Id of dispositif i, in id order. Borrowed; NULL out of range. */
MLG_API const char *mlg_inventory_id(const mlg_inventory *inventory, size_t i);

/** Type of dispositif i (CLS, ASV, CLSM...). Borrowed; NULL out of range. */
MLG_API const char *mlg_inventory_type(const mlg_inventory *inventory, size_t i);

/** Number of rows that were rejected (see findings). */
MLG_API size_t mlg_inventory_rejected(const mlg_inventory *inventory);

/**
 * The same inventory read against mlg_territory_compared(): lines that name a QPV of its generation
 * count, those of the run's do not. NULL when the territory has none. Borrowed.
 */
MLG_API const mlg_inventory *mlg_inventory_compared(const mlg_inventory *inventory);

#ifdef __cplusplus
}
#endif
#endif
