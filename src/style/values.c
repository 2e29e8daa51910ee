/*
 * values.c - labels of the values that a column may hold, in the words for elected officials.
 */
#include "style/field_rows.h"

#include "base/text.h"

const style_value value_coverage[] = {
    {"total", N_("Wholly covered")},
    {"partiel", N_("Partly covered")},
    {"aucun", N_("Not covered")},
    {"inconnu", N_("Perimeter to be specified")},
    {"non_recense", N_("Not surveyed")},
    {"hors_territoire", N_("Outside the territory studied")},
    {NULL, NULL},
};

const style_value value_coverage_qpv[] = {
    {"tous", N_("All QPV covered")}, {"certains", N_("Some QPV covered")},
    {"aucun", N_("No QPV covered")}, {"inconnu", N_("Perimeter to be specified")},
    {"sans_qpv", N_("No QPV")},      {NULL, NULL},
};

const style_value value_status[] = {
    {"EN_PROJET", N_("In project")},
    {"ACTIF", N_("Active")},
    {"EN_RENOUVELLEMENT", N_("Being renewed")},
    {"SUSPENDU", N_("Suspended")},
    {"ECHU", N_("Ended")},
    {"ABANDONNE", N_("Abandoned")},
    {"ABSORBE", N_("Absorbed by another")},
    {"INCONNU", N_("Status not told")},
    {NULL, NULL},
};

const style_value value_carrier[] = {
    {"COMMUNE", N_("Commune")},
    {"EPCI", N_("EPCI")},
    {"EPT", N_("EPT")},
    {"METROPOLE", N_("Métropole")},
    {"PETR", N_("PETR")},
    {"PAYS", N_("Pays")},
    {"PNR", N_("Regional nature park")},
    {"SYNDICAT_MIXTE", N_("Syndicat mixte")},
    {"DEPARTEMENT", N_("Département")},
    {"ASSOCIATION", N_("Association")},
    {"GIP", N_("GIP")},
    {"HOPITAL", N_("Hospital")},
    {"CCAS", N_("CCAS")},
    {"AUTRE", N_("Other")},
    {NULL, NULL},
};

const style_value value_coordination[] = {
    {"OUI", N_("Yes")},
    {"NON", N_("No")},
    {"VACANTE", N_("Post vacant")},
    {"EN_RECRUTEMENT", N_("Being recruited")},
    {"INCONNU", N_("Not told")},
    {NULL, NULL},
};

const style_value value_yes_no[] = {
    {"OUI", N_("Yes")},
    {"NON", N_("No")},
    {"INCONNU", N_("Not told")},
    {NULL, NULL},
};

const style_value value_force[] = {
    {"oui", N_("In force")},
    {"projet", N_("In project, not counted")},
    {"non", N_("Not in force")},
    {NULL, NULL},
};

const style_value value_method[] = {
    {"officielle", N_("Published figure")},
    {"carreaux", N_("Estimated from grid cells")},
    {"surface", N_("Estimated by area")},
    {NULL, NULL},
};

const style_value value_size[] = {
    {"moins_10000", N_("Fewer than 10,000 inhabitants")},
    {"10000_20000", N_("10,000 to 20,000 inhabitants")},
    {"20000_50000", N_("20,000 to 50,000 inhabitants")},
    {"50000_100000", N_("50,000 to 100,000 inhabitants")},
    {"plus_100000", N_("More than 100,000 inhabitants")},
    {NULL, NULL},
};

const style_value value_scale[] = {
    {"infra_communale", N_("Part of a commune")},
    {"communale", N_("One commune")},
    {"intercommunale", N_("Within one EPCI")},
    {"supra_communautaire", N_("Beyond one EPCI")},
    {NULL, NULL},
};

const style_value value_link[] = {
    {"identique", N_("Same perimeter")},
    {"inclus", N_("Lies in the other")},
    {"contient", N_("Contains the other")},
    {"chevauche", N_("Overlaps the other")},
    {NULL, NULL},
};

const style_value value_severity[] = {
    {"info", N_("Information")},
    {"avertissement", N_("Warning")},
    {"rejet", N_("Rejected")},
    {NULL, NULL},
};

const style_value value_object[] = {
    {"commune", N_("Commune")},       {"epci", N_("EPCI")},           {"qpv", N_("QPV")},
    {"dispositif", N_("Dispositif")}, {"perimetre", N_("Perimeter")}, {"recensement", N_("Survey")},
    {"source", N_("Source file")},    {"zonage", N_("Zoning")},       {NULL, NULL},
};

const style_value value_echelon[] = {
    {"national", N_("Whole territory")},       {"region", N_("Région")},
    {"departement", N_("Département")},        {"epci", N_("EPCI")},
    {"contrat_ville", N_("Contrat de ville")}, {NULL, NULL},
};

const style_value value_change[] = {
    {"conserve", N_("Kept")},       {"modifie", N_("Redrawn")},
    {"nouveau", N_("New in 2024")}, {"supprime", N_("No longer in 2024")},
    {"inconnu", N_("Not known")},   {NULL, NULL},
};

const style_value value_evolution[] = {
    {"reste_couvert", N_("Stays covered")},
    {"change", N_("Covered otherwise")},
    {"entre", N_("Newly covered")},
    {"sort", N_("No longer covered")},
    {"jamais", N_("Covered in neither generation")},
    {"inconnu", N_("Not known")},
    {NULL, NULL},
};

const style_value value_match[] = {
    {"table", N_("Correspondence table")},
    {"geometrie", N_("Common ground")},
    {NULL, NULL},
};

const style_value value_unit[] = {
    {"part", N_("share")},
    {"nombre", N_("number")},
    {"habitants", N_("inhabitants")},
    {"etp", N_("full-time equivalents")},
    {"années", N_("years")},
    {NULL, NULL},
};

static const struct {
    const style_value *values;
    const char *name;
} lists[] = {
    {value_coverage, "couverture"},
    {value_coverage_qpv, "couverture_qpv"},
    {value_status, "statut"},
    {value_carrier, "porteur_type"},
    {value_coordination, "coordination"},
    {value_yes_no, "oui_non"},
    {value_force, "en_vigueur"},
    {value_method, "methode_pop"},
    {value_size, "classe_pop"},
    {value_scale, "echelle"},
    {value_link, "lien"},
    {value_severity, "severite"},
    {value_object, "objet"},
    {value_echelon, "echelon"},
    {value_change, "devenir"},
    {value_evolution, "evolution"},
    {value_match, "source"},
    {value_unit, "unite"},
};

const char *value_list_name(const style_value *values)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (lists[i].values == values)
            return lists[i].name;
    return NULL;
}
