/*
 * indicators_values.c - family A of table `indicateur`: contracts in force by the values of a
 * column: generation, carrier, scale, coordination, size, place beside the carrier's ground.
 */
#include "coverage/contract_facts.h"

#include "base/text.h"

#include <string.h>

#define MAX_VALUES 16
/* Of a contract that a column is not about. */
#define NOT_CONCERNED (-2)
#define NOT_TOLD      (-1)

/* A column: the value of a contract is the place of its name, or one of the two above. */
typedef struct contract_column {
    const char *const *names; /* NULL-terminated */
    int (*value)(const coverage_indicator_list *list, uint32_t d);
    const char *definition;
} contract_column;

static int generation(const coverage_indicator_list *list, uint32_t d)
{
    int told = list->w->inv->dispositifs[d].generation;
    return told <= 0 ? NOT_TOLD : told >= 4 ? 3 : told - 1;
}

static int carrier(const coverage_indicator_list *list, uint32_t d)
{
    return list->w->inv->dispositifs[d].carrier;
}

static int scale(const coverage_indicator_list *list, uint32_t d)
{
    coverage_scale told = list->w->cov->dispositifs[d].scale;
    return told == COVERAGE_SANS_ECHELLE ? NOT_TOLD : (int)told;
}

static int coordination(const coverage_indicator_list *list, uint32_t d)
{
    return contract_tells_coordination(list, d) ? list->w->inv->dispositifs[d].coordination
                                                : NOT_TOLD;
}

static int size(const coverage_indicator_list *list, uint32_t d)
{
    return base_enum_find(coverage_size_names, list->w->cov->dispositifs[d].size_class);
}

static int small(const coverage_indicator_list *list, uint32_t d)
{
    int told = size(list, d);
    return told == NOT_TOLD ? NOT_TOLD : told > 1; /* the first two classes are 0 */
}

static int to_carrier(const coverage_indicator_list *list, uint32_t d)
{
    return (int)list->facts[d].to_carrier;
}

static int to_predecessor(const coverage_indicator_list *list, uint32_t d)
{
    switch (list->facts[d].to_predecessor) {
    case COVERAGE_PLACE_NONE:
        return NOT_CONCERNED;
    case COVERAGE_PLACE_UNKNOWN:
        return NOT_TOLD;
    case COVERAGE_PLACE_SAME:
        return 0;
    case COVERAGE_PLACE_AROUND:
        return 1;
    case COVERAGE_PLACE_INSIDE:
        return 2;
    case COVERAGE_PLACE_ACROSS:
    case COVERAGE_PLACE_APART:
        break;
    }
    return 3;
}

static const char *const generation_names[] = {"contrats_generation_1", "contrats_generation_2",
                                               "contrats_generation_3",
                                               "contrats_generation_4_et_plus", NULL};
static const char *const carrier_names[] = {"contrats_porteur_commune",
                                            "contrats_porteur_epci",
                                            "contrats_porteur_ept",
                                            "contrats_porteur_metropole",
                                            "contrats_porteur_petr",
                                            "contrats_porteur_pays",
                                            "contrats_porteur_pnr",
                                            "contrats_porteur_syndicat_mixte",
                                            "contrats_porteur_departement",
                                            "contrats_porteur_association",
                                            "contrats_porteur_gip",
                                            "contrats_porteur_hopital",
                                            "contrats_porteur_ccas",
                                            "contrats_porteur_autre",
                                            NULL};
static const char *const scale_names[] = {
    "contrats_echelle_infra_communale", "contrats_echelle_communale",
    "contrats_echelle_intercommunale", "contrats_echelle_supra_communautaire", NULL};
static const char *const coordination_names[] = {
    "contrats_coordination_oui", "contrats_coordination_non", "contrats_coordination_vacante",
    "contrats_coordination_en_recrutement", NULL};
static const char *const size_names[] = {
    "contrats_taille_moins_10000",  "contrats_taille_10000_20000", "contrats_taille_20000_50000",
    "contrats_taille_50000_100000", "contrats_taille_plus_100000", NULL};
static const char *const small_names[] = {"contrats_taille_moins_20000", NULL};
static const char *const place_names[] = {
    "contrats_perimetre_porteur_identique", "contrats_perimetre_porteur_inclus",
    "contrats_perimetre_porteur_contient",  "contrats_perimetre_porteur_chevauche",
    "contrats_perimetre_porteur_disjoint",  NULL};
static const char *const suite_names[] = {"contrats_suite_identique", "contrats_suite_elargie",
                                          "contrats_suite_reduite", "contrats_suite_deplacee",
                                          NULL};

static const contract_column columns[] = {
    {generation_names, generation,
     N_("contracts in force of this generation, among those with a generation")},
    {carrier_names, carrier,
     N_("contracts in force with this kind of carrier, among those that tell it")},
    {scale_names, scale,
     N_("contracts in force whose perimeter has this scale, among those of known scale")},
    {coordination_names, coordination,
     N_("contracts in force with this answer on dedicated coordination, among those that tell it")},
    {size_names, size,
     N_("contracts in force whose perimeter has so many inhabitants, among those of known size; "
        "not the share of inhabitants")},
    {small_names, small,
     N_("contracts in force whose perimeter has less than 20 000 inhabitants, among those of "
        "known size")},
    {place_names, to_carrier,
     N_("contracts in force by how their perimeter lies to the communes of their carrier, among "
        "those of known perimeter whose carrier is a unit of the territory")},
    {suite_names, to_predecessor,
     N_("contracts in force by how their perimeter differs from that of the contract they follow, "
        "among those where both are known; not told: one of them is not")},
};

static void add_column(coverage_indicator_list *list, const contract_column *column,
                       const GArray *here)
{
    double counts[MAX_VALUES] = {0}, told = 0, not_told = 0;
    for (guint i = 0; i < here->len; i++) {
        int value = column->value(list, g_array_index(here, uint32_t, i));
        told += value >= 0;
        not_told += value == NOT_TOLD;
        if (value >= 0)
            counts[value]++;
    }
    for (size_t v = 0; column->names[v] != NULL; v++)
        coverage_add_modality(list, column->names[v], counts[v], told, not_told,
                              column->definition);
}

/* Scale by carrier: only what there is. */
static void add_scale_by_carrier(coverage_indicator_list *list, const GArray *here)
{
    double counts[COVERAGE_SANS_ECHELLE][MAX_VALUES] = {{0}}, told = 0;
    for (guint i = 0; i < here->len; i++) {
        uint32_t d = g_array_index(here, uint32_t, i);
        int s = scale(list, d), c = carrier(list, d);
        if (s < 0 || c < 0)
            continue;
        told++;
        counts[s][c]++;
    }
    for (size_t s = 0; s < COVERAGE_SANS_ECHELLE; s++) {
        for (size_t c = 0; inventory_carrier_names[c] != NULL; c++) {
            if (counts[s][c] <= 0)
                continue;
            g_autofree char *suffix = g_strdup_printf("porteur_%s", inventory_carrier_names[c]);
            coverage_add_part(list, coverage_indicator_name(list, scale_names[s], suffix),
                              counts[s][c], told, here->len - told,
                              N_("contracts in force of this scale with this kind of carrier, "
                                 "among those that tell both"));
        }
    }
}

void coverage_add_contract_values(coverage_indicator_list *list, const GArray *here)
{
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        add_column(list, &columns[i], here);
    add_scale_by_carrier(list, here);
}
