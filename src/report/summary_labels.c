/*
 * summary_labels.c - what an indicator counts, in a few words for a row of a table.
 */
#include "report/summary.h"

#include "base/text.h"

#include <string.h>

static const char *const labels[][2] = {
    {"contrats_en_vigueur", N_("in force on the date")},
    {"contrats_en_projet", N_("in project")},
    {"contrats_actif", N_("active")},
    {"contrats_en_renouvellement", N_("being renewed")},
    {"contrats_suspendu", N_("suspended")},
    {"contrats_echu", N_("lapsed")},
    {"contrats_abandonne", N_("abandoned")},
    {"contrats_absorbe", N_("absorbed")},
    {"contrats_avec_qpv", N_("contracts that hold at least one QPV")},
    {"qpv_couverts", N_("QPV covered")},
    {"pop_qpv_couverte", N_("inhabitants of QPV covered")},
    {"pop_couverte", N_("inhabitants covered")},
    {"contrats_ville_avec_contrat", N_("contrats de ville with a contract")},
    {"contrats_avec_contrat_ville", N_("with QPV, with a contrat de ville")},
    {"contrats_hors_contrat_ville", N_("outside of contrats de ville")},
    {"contrats_generation_1", N_("first generation")},
    {"contrats_generation_2", N_("second generation")},
    {"contrats_generation_3", N_("third generation")},
    {"contrats_generation_4_et_plus", N_("fourth generation and later")},
    {"contrats_porteur_commune", N_("commune")},
    {"contrats_porteur_epci", N_("EPCI")},
    {"contrats_porteur_ept", N_("EPT")},
    {"contrats_porteur_metropole", N_("métropole")},
    {"contrats_porteur_petr", N_("PETR")},
    {"contrats_porteur_pays", N_("pays")},
    {"contrats_porteur_pnr", N_("PNR")},
    {"contrats_porteur_syndicat_mixte", N_("syndicat mixte")},
    {"contrats_porteur_departement", N_("département")},
    {"contrats_porteur_association", N_("association")},
    {"contrats_porteur_gip", N_("GIP")},
    {"contrats_porteur_hopital", N_("hospital")},
    {"contrats_porteur_ccas", N_("CCAS")},
    {"contrats_porteur_autre", N_("other")},
    {"contrats_echelle_infra_communale", N_("part of a commune")},
    {"contrats_echelle_communale", N_("one commune")},
    {"contrats_echelle_intercommunale", N_("within one EPCI")},
    {"contrats_echelle_supra_communautaire", N_("beyond one EPCI")},
    {"contrats_coordination_oui", N_("dedicated coordination")},
    {"contrats_coordination_non", N_("no dedicated coordination")},
    {"contrats_coordination_vacante", N_("vacant post")},
    {"contrats_coordination_en_recrutement", N_("being recruited")},
    {"contrats_taille_moins_10000", N_("less than 10,000 inhabitants")},
    {"contrats_taille_moins_20000", N_("less than 20,000 in all")},
    {"contrats_taille_10000_20000", N_("10,000 to 20,000")},
    {"contrats_taille_20000_50000", N_("20,000 to 50,000")},
    {"contrats_taille_50000_100000", N_("50,000 to 100,000")},
    {"contrats_taille_plus_100000", N_("more than 100,000")},
    {"contrats_volet_sante_cdv", N_("health chapter of a contrat de ville")},
    {"contrats_echeance_12_mois", N_("end within 12 months")},
    {"contrats_perimetre_porteur_identique", N_("the carrier's ground")},
    {"contrats_perimetre_porteur_inclus", N_("a part of it")},
    {"contrats_perimetre_porteur_contient", N_("larger than it")},
    {"contrats_perimetre_porteur_chevauche", N_("across its limits")},
    {"contrats_perimetre_porteur_disjoint", N_("apart from it")},
    {"contrats_suite_identique", N_("same perimeter as the one followed")},
    {"contrats_suite_elargie", N_("extended")},
    {"contrats_suite_reduite", N_("reduced")},
    {"contrats_suite_deplacee", N_("moved")},
    {"contrats_apres_asv", N_("begun after an ASV of the place")},
    {"pop_superposee", N_("inhabitants under two or more")},
    {"volet_sante_cls", N_("carried by a CLS")},
    {"volet_sante_asv", N_("carried by an ASV")},
    {"volet_sante_cls_et_asv", N_("carried by both")},
    {"volet_sante_aucun", N_("carried by neither")},
};

const char *report_indicator_label(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i][0], name) == 0)
            return D_(labels[i][1]);
    return NULL;
}
