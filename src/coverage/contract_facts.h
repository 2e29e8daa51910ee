/*
 * contract_facts.h - what the tables of indicators_contracts.c ask of a contract in force: small
 * questions, each with one answer. Private to this room.
 */
#ifndef COVERAGE_CONTRACT_FACTS_H
#define COVERAGE_CONTRACT_FACTS_H

#include "coverage/indicators.h"

#define CONTRACT_QUESTION(name) bool name(const coverage_indicator_list *list, uint32_t d)
CONTRACT_QUESTION(contract_any);
CONTRACT_QUESTION(contract_is_known);
CONTRACT_QUESTION(contract_is_unknown);
CONTRACT_QUESTION(contract_has_qpv);
CONTRACT_QUESTION(contract_has_no_qpv);
CONTRACT_QUESTION(contract_is_known_with_qpv);
CONTRACT_QUESTION(contract_meets_contrat_or_project);
CONTRACT_QUESTION(contract_meets_no_contrat);
CONTRACT_QUESTION(contract_tells_volet);
CONTRACT_QUESTION(contract_is_volet);
CONTRACT_QUESTION(contract_tells_start);
CONTRACT_QUESTION(contract_tells_end);
CONTRACT_QUESTION(contract_ends_soon);
CONTRACT_QUESTION(contract_tells_carrier);
CONTRACT_QUESTION(contract_tells_coordination);
CONTRACT_QUESTION(contract_tells_source_date);
CONTRACT_QUESTION(contract_tells_after_asv);
CONTRACT_QUESTION(contract_is_after_asv);
CONTRACT_QUESTION(contract_lacks_start_beside_asv);
#undef CONTRACT_QUESTION

/* NaN is not told. */
double contract_etp(const coverage_indicator_list *list, uint32_t d);
double contract_age(const coverage_indicator_list *list, uint32_t d);
double contract_people(const coverage_indicator_list *list, uint32_t d);
double contract_told_since(const coverage_indicator_list *list, uint32_t d);

/** The run has contrats de ville, and the list is not about them. */
bool list_meets_contrats(const coverage_indicator_list *list);
/** CLS or CLSM of a run that has ASV. */
bool list_may_follow_asv(const coverage_indicator_list *list);

/** Rows for each value of a column of contracts in force (uint32_t): generation, carrier...
 * (indicators_values.c). */
void coverage_add_contract_values(coverage_indicator_list *list, const GArray *here);

#endif
