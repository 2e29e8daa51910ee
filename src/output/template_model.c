/*
 * template_model.c - columns of the inventory template, in the order people fill them in, and what
 * is said beside each.
 */
#include "output/template.h"

#include <string.h>

#include "base/text.h"

#define DATE_HELP                                                                                  \
    N_("AAAA-MM-JJ, JJ/MM/AAAA, AAAA-MM, MM/AAAA or AAAA. A start means the first day of what is " \
       "written, an end the last.")
#define UNIT_TYPE_HELP                                                                             \
    N_("What the perimeter is made of. \"Unknown perimeter\" keeps the dispositif in the counts, " \
       "out of the coverage.")
#define UNIT_CODE_HELP                                                                             \
    N_("INSEE code of a commune, SIREN of an EPCI, code of a QPV... Several codes are separated "  \
       "by commas. Type codes as text: a leading zero must not be lost.")
#define UNIT_NAME_HELP N_("Name of the unit, to check the code. A name without code is not used.")
#define VINTAGE_HELP   N_("Year of the code, when it is not that of date_debut: 2023.")
#define EXTENT_HELP                                                                                \
    N_("Whole unit when empty. \"Partielle\" and \"Inconnue\" give a range instead of a figure.")
#define SHARE_HELP N_("Share of the unit's people that is covered, when known: 0,4 or 40 %.")
#define GEOMETRY_HELP                                                                              \
    N_("A polygon in a file: file|layername=LAYER|id=VALUE, the path from the inventory's "        \
       "folder.")

static const template_column dispositif_columns[] = {
    {"id_dispositif", TEMPLATE_TEXT, NULL, true, false, 18,
     N_("Your own name for the contract, different on each row and the same from year to year: "
        "CLS-93048-2. The table perimetres repeats it.")},
    {"type", TEMPLATE_OPEN_LIST, "type", true, false, 10,
     N_("CLS, ASV, CLSM, CDV, or any other type that you follow.")},
    {"nom", TEMPLATE_TEXT, NULL, true, false, 34, N_("Name shown on maps and in lists.")},
    {"statut", TEMPLATE_LIST, "statut", true, false, 18,
     N_("With the dates, it says whether the dispositif is in force. A project is shown apart, not "
        "counted.")},
    {"unite_type", TEMPLATE_LIST, "unite_type", false, false, 24, UNIT_TYPE_HELP},
    {"unite_code", TEMPLATE_TEXT, NULL, false, false, 18, UNIT_CODE_HELP},
    {"unite_nom", TEMPLATE_TEXT, NULL, false, false, 24, UNIT_NAME_HELP},
    {"date_debut", TEMPLATE_TEXT, NULL, false, false, 12, DATE_HELP},
    {"date_fin", TEMPLATE_TEXT, NULL, false, false, 12, DATE_HELP},
    {"porteur_type", TEMPLATE_LIST, "porteur_type", false, false, 22, N_("Kind of carrier.")},
    {"porteur_nom", TEMPLATE_TEXT, NULL, false, false, 26, N_("Name of the carrier.")},
    {"coordination", TEMPLATE_LIST, "coordination", false, false, 18,
     N_("Is there a person dedicated to coordination?")},
    {"volet_sante_cdv", TEMPLATE_LIST, "oui_non", false, false, 16,
     N_("Does it stand for the health part of the contrat de ville?")},
    {"source", TEMPLATE_TEXT, NULL, false, false, 24, N_("Where this is known from.")},
    {"source_date", TEMPLATE_TEXT, NULL, false, false, 14, N_("When it was so.")},
    {"commentaire", TEMPLATE_TEXT, NULL, false, false, 34,
     N_("Not used in any computation. Columns that you add at the right are kept in your file and "
        "go no further, unless --garder names them.")},
    {"generation", TEMPLATE_NUMBER, NULL, false, true, 11,
     N_("1 for a first contract, 2 for the one that follows it...")},
    {"date_signature", TEMPLATE_TEXT, NULL, false, true, 14,
     N_("Counts as the start when date_debut is empty. Same forms.")},
    {"etp", TEMPLATE_NUMBER, NULL, false, true, 8,
     N_("Coordination in full-time equivalents: 0,5.")},
    {"porteur_code", TEMPLATE_TEXT, NULL, false, true, 14,
     N_("INSEE code or SIREN of the carrier, typed as text.")},
    {"succede_a", TEMPLATE_TEXT, NULL, false, true, 18,
     N_("id_dispositif of the contract that this one follows.")},
    {"absorbe_par", TEMPLATE_TEXT, NULL, false, true, 18,
     N_("id_dispositif of the contract that took this one in.")},
    {"couverture", TEMPLATE_LIST, "couverture", false, true, 12, EXTENT_HELP},
    {"part_population", TEMPLATE_NUMBER, NULL, false, true, 16, SHARE_HELP},
    {"millesime", TEMPLATE_NUMBER, NULL, false, true, 10, VINTAGE_HELP},
    {"geometrie_ref", TEMPLATE_TEXT, NULL, false, true, 24, GEOMETRY_HELP},
};

static const template_column perimetre_columns[] = {
    {"id_dispositif", TEMPLATE_TEXT, NULL, true, false, 18,
     N_("The id_dispositif of a row of dispositifs. As many lines as needed.")},
    {"operation", TEMPLATE_LIST, "operation", false, false, 11,
     N_("Included when empty. The perimeter is the union of the included lines minus the excluded "
        "ones.")},
    {"unite_type", TEMPLATE_LIST, "unite_type", true, false, 24, UNIT_TYPE_HELP},
    {"unite_code", TEMPLATE_TEXT, NULL, false, false, 30, UNIT_CODE_HELP},
    {"unite_nom", TEMPLATE_TEXT, NULL, false, false, 30, UNIT_NAME_HELP},
    {"couverture", TEMPLATE_LIST, "couverture", false, false, 12, EXTENT_HELP},
    {"part_population", TEMPLATE_NUMBER, NULL, false, false, 16, SHARE_HELP},
    {"date_debut", TEMPLATE_TEXT, NULL, false, true, 12,
     N_("When the line begins to hold, if later than the dispositif. AAAA-MM-JJ, JJ/MM/AAAA, "
        "AAAA-MM, MM/AAAA or AAAA.")},
    {"date_fin", TEMPLATE_TEXT, NULL, false, true, 12,
     N_("When the line ceases to hold, if earlier than the dispositif. Same forms.")},
    {"millesime", TEMPLATE_NUMBER, NULL, false, true, 10, VINTAGE_HELP},
    {"geometrie_ref", TEMPLATE_TEXT, NULL, false, true, 30, GEOMETRY_HELP},
};

static const template_column recensement_columns[] = {
    {"echelon", TEMPLATE_LIST, "echelon", true, false, 14,
     N_("Fill this table in to tell a territory without dispositif from one that nobody looked at. "
        "Left empty, the whole territory counts as surveyed.")},
    {"code", TEMPLATE_TEXT, NULL, true, false, 20,
     N_("Code of the région or département, or SIREN of the EPCI, typed as text.")},
    {"type", TEMPLATE_OPEN_LIST, "type", true, false, 12,
     N_("Type that was surveyed there; \"Tous les types\" for all.")},
    {"date", TEMPLATE_TEXT, NULL, false, false, 12, N_("When it was surveyed.")},
    {"source", TEMPLATE_TEXT, NULL, false, false, 34, N_("Who surveyed, how.")},
    {"complet", TEMPLATE_LIST, "oui_non", false, false, 10, N_("Was everything found?")},
};

const template_sheet output_template_sheets[TEMPLATE_SHEETS] = {
    {"dispositifs", dispositif_columns, G_N_ELEMENTS(dispositif_columns)},
    {"perimetres", perimetre_columns, G_N_ELEMENTS(perimetre_columns)},
    {"recensement", recensement_columns, G_N_ELEMENTS(recensement_columns)},
};

const char *const output_template_lists[] = {
    "type",    "statut",       "unite_type",   "operation", "couverture",
    "oui_non", "coordination", "porteur_type", "echelon",   NULL};

const char *output_template_label(const inventory_aliases *aliases, const char *list, size_t i)
{
    const char *value = inventory_alias_list(aliases, list, i);
    return value != NULL ? inventory_alias_label(aliases, list, value) : NULL;
}

size_t output_template_n_labels(const inventory_aliases *aliases, const char *list)
{
    size_t n = 0;
    while (output_template_label(aliases, list, n) != NULL)
        n++;
    return n;
}

size_t output_template_list_index(const char *list)
{
    size_t i = 0;
    while (output_template_lists[i] != NULL && strcmp(output_template_lists[i], list) != 0)
        i++;
    return i;
}

char *output_template_comment(const template_column *column)
{
    return g_strdup_printf("%s%s%s", D_(column->help), column->required ? "\n" : "",
                           column->required ? D_("Required.") : "");
}
