/*
 * names.h - units of a territory by name: to propose the code that a row lacks, and to notice that
 * a code and the name beside it are of two different units.
 */
#ifndef INVENTORY_NAMES_H
#define INVENTORY_NAMES_H

#include "inventory/inventory.h"

typedef struct inventory_names inventory_names;

/** territory may be NULL: nothing is found then. It must outlive the names. */
inventory_names *inventory_names_new(const mlg_territory *territory);
void inventory_names_free(inventory_names *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(inventory_names, inventory_names_free)

/** Number of units of that type with that name (accents, case, articles and "St" do not count), and
 * the first few codes. */
size_t inventory_names_find(inventory_names *names, inventory_unit unit, const char *name,
                            mlg_code *ret_codes, size_t max_codes);

/** True when two names may well be of one unit. */
bool inventory_names_agree(inventory_unit unit, const char *a, const char *b);

/** Code and name of unit i of a type; false beyond the last. QPV_DE_COMMUNE is a commune, and so
 * on. */
bool inventory_unit_at(const mlg_territory *t, inventory_unit unit, uint32_t i, mlg_code *ret_code,
                       const char **ret_name);

/** Index of a code among the units of a type, or TERRITORY_NONE. */
uint32_t inventory_unit_find(const mlg_territory *t, inventory_unit unit, mlg_code code);

/** True when a line of that millesime may name the unit: it is found, or was that year all or a
 * part of what is loaded. */
bool inventory_unit_resolves(const mlg_territory *t, inventory_unit unit, mlg_code code, int year);

#endif
