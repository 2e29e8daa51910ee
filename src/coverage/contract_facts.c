/*
 * contract_facts.c - answers about one contract in force, from the inventory and its facts.
 */
#include "coverage/contract_facts.h"

#include "inventory/succession.h"

#include <math.h>
#include <string.h>

/* contrats_echeance_12_mois */
#define SOON_MONTHS 12

static const inventory_dispositif *row_of(const coverage_indicator_list *list, uint32_t d)
{
    return &list->w->inv->dispositifs[d];
}

/* A value of an enumeration that is neither empty nor INCONNU. */
static bool is_value(base_enum_names names, int value)
{
    return value >= 0 && strcmp(names[value], "INCONNU") != 0;
}

bool contract_any(const coverage_indicator_list *list, uint32_t d)
{
    (void)list;
    (void)d;
    return true;
}

bool contract_is_known(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].known;
}

bool contract_is_unknown(const coverage_indicator_list *list, uint32_t d)
{
    return !list->facts[d].known;
}

bool contract_has_qpv(const coverage_indicator_list *list, uint32_t d)
{
    return list->w->cov->dispositifs[d].nb_qpv > 0;
}

bool contract_has_no_qpv(const coverage_indicator_list *list, uint32_t d)
{
    return !contract_has_qpv(list, d);
}

bool contract_is_known_with_qpv(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].known && contract_has_qpv(list, d);
}

bool contract_meets_contrat_or_project(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].in_contrat_or_project;
}

bool contract_meets_no_contrat(const coverage_indicator_list *list, uint32_t d)
{
    return !list->facts[d].in_contrat;
}

bool contract_tells_volet(const coverage_indicator_list *list, uint32_t d)
{
    return is_value(inventory_yes_no_names, row_of(list, d)->volet_sante);
}

bool contract_is_volet(const coverage_indicator_list *list, uint32_t d)
{
    return contract_tells_volet(list, d) &&
           strcmp(inventory_yes_no_names[row_of(list, d)->volet_sante], "OUI") == 0;
}

bool contract_tells_start(const coverage_indicator_list *list, uint32_t d)
{
    return inventory_start(row_of(list, d)) != BASE_DATE_NONE;
}

bool contract_tells_end(const coverage_indicator_list *list, uint32_t d)
{
    return row_of(list, d)->ends.last != BASE_DATE_NONE;
}

bool contract_ends_soon(const coverage_indicator_list *list, uint32_t d)
{
    base_date day = list->w->cov->date, end = row_of(list, d)->ends.last;
    return end >= day && end <= base_date_add_months(day, SOON_MONTHS);
}

bool contract_tells_carrier(const coverage_indicator_list *list, uint32_t d)
{
    return row_of(list, d)->carrier >= 0;
}

bool contract_tells_coordination(const coverage_indicator_list *list, uint32_t d)
{
    return is_value(inventory_coordination_names, row_of(list, d)->coordination);
}

bool contract_tells_source_date(const coverage_indicator_list *list, uint32_t d)
{
    return row_of(list, d)->source_date != BASE_DATE_NONE;
}

bool contract_tells_after_asv(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].after_asv >= COVERAGE_AFTER_NO;
}

bool contract_is_after_asv(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].after_asv == COVERAGE_AFTER_YES;
}

bool contract_lacks_start_beside_asv(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].after_asv == COVERAGE_AFTER_UNKNOWN;
}

double contract_etp(const coverage_indicator_list *list, uint32_t d)
{
    return row_of(list, d)->etp;
}

double contract_age(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].age_years;
}

double contract_people(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].known ? list->w->cov->dispositifs[d].pop : (double)NAN;
}

double contract_told_since(const coverage_indicator_list *list, uint32_t d)
{
    return list->facts[d].told_since_years;
}

bool list_meets_contrats(const coverage_indicator_list *list)
{
    return coverage_has_contrats(list->w) && strcmp(list->type, COVERAGE_CONTRAT_VILLE) != 0;
}

bool list_may_follow_asv(const coverage_indicator_list *list)
{
    return coverage_slot_of(list->w, "ASV") != TERRITORY_NONE &&
           (strcmp(list->type, "CLS") == 0 || strcmp(list->type, "CLSM") == 0);
}
