/*
 * succession.h - contracts that follow each other on a territory: `succede_a` says which contract
 * one follows, `absorbe_par` into which one it went.
 */
#ifndef INVENTORY_SUCCESSION_H
#define INVENTORY_SUCCESSION_H

#include "inventory/inventory.h"

/** Index of the contract that `d` follows, or TERRITORY_NONE: none, or one that is not there. */
uint32_t inventory_predecessor(const mlg_inventory *inv, uint32_t d);

/** Earliest first day along the chain of contracts that `d` continues, its own among them;
 * BASE_DATE_NONE when none is told. */
base_date inventory_first_start(const mlg_inventory *inv, uint32_t d);

/** Position of a contract in its chain, 1 for the first; 0 when the chain goes round, or begins
 * with a contract that is not there. */
unsigned inventory_rank(const mlg_inventory *inv, uint32_t d);

#endif
