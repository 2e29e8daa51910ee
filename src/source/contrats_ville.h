/*
 * contrats_ville.h - published lists of contrats de ville, read into an inventory.
 */
#ifndef SOURCE_CONTRATS_VILLE_H
#define SOURCE_CONTRATS_VILLE_H

#include "inventory/builder.h"

/**
 * Adds the contracts of lists as dispositifs of type CDV, once the inventory's own tables are in
 * the builder: a contract that stands there stays as it stands.
 * @param sources NULL-terminated
 * @param territory NULL: an inventory checked alone
 * @param date day of the run, or BASE_DATE_NONE
 * @return MLG_E_IO, MLG_E_FORMAT a file of another kind, MLG_E_CRS
 */
mlg_status source_read_contracts(const char *const *sources, inventory_builder *builder,
                                 const mlg_territory *territory, base_date date,
                                 const mlg_monitor *monitor, mlg_error *err) MLG_MUST_CHECK;

#endif
