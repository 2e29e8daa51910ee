/*
 * template_texts.c - the sheets of the template that are read by people alone: examples, on the
 * communes of the demonstration, and LISEZMOI.
 */
#include "output/template.h"

#include "base/text.h"

const template_example output_template_examples[] = {
    {TEMPLATE_TITLE, {"dispositifs"}, NULL},
    {TEMPLATE_HEADER,
     {"id_dispositif", "type", "nom", "statut", "unite_type", "unite_code", "date_debut",
      "date_fin"},
     NULL},
    {TEMPLATE_BODY,
     {"CLS-MAILLEBOURG-2", "CLS", "CLS de Maillebourg", "Actif", "Commune", "00064", "15/03/2023",
      "2028-03-14"},
     N_("A contract of one commune: its perimeter stands in the row itself.")},
    {TEMPLATE_BODY,
     {"CLSM-ROCHENEUVE", "CLSM", "CLSM de l'agglomération", "Actif", "EPCI entier", "200000016",
      "2021", ""},
     N_("A whole EPCI; a year alone begins on its first day. Without end, it lasts.")},
    {TEMPLATE_BODY,
     {"ASV-MAILLEBOURG", "ASV", "ASV de Maillebourg", "Actif", "Tous les QPV d'une commune",
      "00064", "01/2019", ""},
     N_("The QPV of a commune, those of tomorrow too.")},
    {TEMPLATE_BODY,
     {"CLS-PETR-1", "CLS", "CLS du PETR", "En renouvellement", "", "", "2019-07-01", "2024-06-30"},
     N_("Several units: they stand in perimetres. Being renewed, it is in force after its end.")},
    {TEMPLATE_BODY,
     {"CLS-VIC-1", "CLS", "CLS du Pays de Vic", "En projet", "Périmètre inconnu", "", "", ""},
     N_("A project of which nobody knows the perimeter yet: counted apart.")},
    {TEMPLATE_TITLE, {"perimetres"}, NULL},
    {TEMPLATE_HEADER,
     {"id_dispositif", "operation", "unite_type", "unite_code", "unite_nom", "couverture",
      "part_population"},
     NULL},
    {TEMPLATE_BODY,
     {"CLS-PETR-1", "Inclut", "EPCI entier", "200000024, 200000065", "", "Totale", ""},
     N_("Several codes in one cell.")},
    {TEMPLATE_BODY,
     {"CLS-PETR-1", "Exclut", "Commune", "00030", "Clairvezon", "", ""},
     N_("All of these EPCI but one commune.")},
    {TEMPLATE_BODY,
     {"CLSM-ROCHENEUVE", "Inclut", "Commune", "00120", "Vic-sous-Maille", "Partielle", "40 %"},
     N_("A part of a commune, where 40 % of its people live.")},
    {TEMPLATE_BODY,
     {"ASV-MAILLEBOURG", "Inclut", "Quartier prioritaire (QPV)", "QN00010I", "", "", ""},
     N_("One QPV more.")},
    {TEMPLATE_TITLE, {"recensement"}, NULL},
    {TEMPLATE_HEADER, {"echelon", "code", "type", "date", "source", "complet"}, NULL},
    {TEMPLATE_BODY,
     {"Département", "00", "CLS", "2026-05", "Enquête départementale", "Oui"},
     N_("Where no CLS is recorded in this département, there is none.")},
};
const size_t output_template_n_examples = G_N_ELEMENTS(output_template_examples);

const template_line output_template_readme[] = {
    {TEMPLATE_TITLE, N_("Inventory of dispositifs")},
    {TEMPLATE_BODY,
     N_("One row a contract in dispositifs. Orange headers are required; the button + "
        "above the columns at the right opens the rare ones. Every header has a "
        "comment that explains it.")},
    {TEMPLATE_BODY, N_("The sheet exemples shows filled-in rows. It is never read, and may be "
                       "deleted, like this one.")},
    {TEMPLATE_TITLE, N_("The perimeter")},
    {TEMPLATE_BODY,
     N_("Most perimeters are one unit: write unite_type and unite_code in the row of "
        "the dispositif.")},
    {TEMPLATE_BODY, N_("Others take lines in perimetres, as many as needed, with the same "
                       "id_dispositif: what is included, minus what is excluded.")},
    {TEMPLATE_BODY, N_("Not known? Choose \"Périmètre inconnu\": the dispositif is counted, and "
                       "nothing is said to be covered.")},
    {TEMPLATE_BODY, N_("Codes are text: 01053, not 1053. The columns of this file are typed so; "
                       "paste values without their format.")},
    {TEMPLATE_TITLE, N_("In force or not")},
    {TEMPLATE_BODY,
     N_("Actif: from its start to its end. En renouvellement: from its start on, even "
        "after its end.")},
    {TEMPLATE_BODY,
     N_("Échu and Absorbé: between their two dates, for past years. En projet: shown "
        "apart. Suspendu, Abandonné, Inconnu: never.")},
    {TEMPLATE_TITLE, N_("Where nobody looked")},
    {TEMPLATE_BODY, N_("The sheet recensement says where each type was surveyed. Without it, a "
                       "territory that nobody looked at counts as a gap.")},
    {TEMPLATE_TITLE, N_("Then")},
    {TEMPLATE_BODY,
     N_("maillage cover --inventaire inventaire.xlsx --communes ... --qpv ... -o resultat.gpkg "
        "computes the coverage, and lists what is wrong row by row, with the value to write.")},
    {TEMPLATE_BODY, N_("Column names may not be changed; their order may, and columns of your own "
                       "may be added.")},
};
const size_t output_template_n_readme = G_N_ELEMENTS(output_template_readme);
