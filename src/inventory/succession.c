/*
 * succession.c - chains of contracts on one territory, from the newest back to the first.
 */
#include "inventory/succession.h"

uint32_t inventory_predecessor(const mlg_inventory *inv, uint32_t d)
{
    return inv->dispositifs[d].predecessor;
}

base_date inventory_first_start(const mlg_inventory *inv, uint32_t d)
{
    base_date first = BASE_DATE_NONE;
    /* a circle of references ends where it began: no chain is longer than the inventory */
    for (size_t n = 0; d != TERRITORY_NONE && n < inv->n_dispositifs; n++) {
        base_date start = inventory_start(&inv->dispositifs[d]);
        if (start != BASE_DATE_NONE && (first == BASE_DATE_NONE || start < first))
            first = start;
        d = inventory_predecessor(inv, d);
    }
    return first;
}

unsigned inventory_rank(const mlg_inventory *inv, uint32_t d)
{
    unsigned rank = 1;
    for (; inv->dispositifs[d].succeeds[0] != '\0'; rank++) {
        d = inventory_predecessor(inv, d);
        if (d == TERRITORY_NONE || rank > inv->n_dispositifs)
            return 0;
    }
    return rank;
}
