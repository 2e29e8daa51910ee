/*
 * summary_zone.c - the key figures of one zone: contracts by status, carrier, scale..., and the
 * four ratios that must not be taken for each other.
 */
#include "report/summary.h"

#include "base/text.h"
#include "coverage/coverage.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

/* A table of ratios, type by type. */
typedef struct section {
    const char *key, *title;
    const char *const *names; /* indicators, NULL-terminated */
} section;

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const section contract_sections[] = {
    {"statut", N_("Contracts by status"),
     NAMES("contrats_en_vigueur", "contrats_actif", "contrats_en_renouvellement",
           "contrats_en_projet", "contrats_suspendu", "contrats_echu", "contrats_absorbe",
           "contrats_abandonne")},
    {"porteur", N_("Contracts in force by carrier"),
     NAMES("contrats_porteur_commune", "contrats_porteur_epci", "contrats_porteur_ept",
           "contrats_porteur_metropole", "contrats_porteur_petr", "contrats_porteur_pays",
           "contrats_porteur_pnr", "contrats_porteur_syndicat_mixte",
           "contrats_porteur_departement", "contrats_porteur_association", "contrats_porteur_gip",
           "contrats_porteur_hopital", "contrats_porteur_ccas", "contrats_porteur_autre")},
    {"echelle", N_("Contracts in force by scale of their perimeter"),
     NAMES("contrats_echelle_infra_communale", "contrats_echelle_communale",
           "contrats_echelle_intercommunale", "contrats_echelle_supra_communautaire")},
    {"generation", N_("Contracts in force by generation"),
     NAMES("contrats_generation_1", "contrats_generation_2", "contrats_generation_3",
           "contrats_generation_4_et_plus")},
    {"taille", N_("Contracts in force by inhabitants of their perimeter"),
     NAMES("contrats_taille_moins_10000", "contrats_taille_10000_20000",
           "contrats_taille_moins_20000", "contrats_taille_20000_50000",
           "contrats_taille_50000_100000", "contrats_taille_plus_100000")},
    {"coordination", N_("Contracts in force by their coordination"),
     NAMES("contrats_coordination_oui", "contrats_coordination_non",
           "contrats_coordination_vacante", "contrats_coordination_en_recrutement")},
};

/* Rows of a type; nothing of one that has no contract in force. */
static bool put_type(report_summary *summary, const section *s, const char *type)
{
    bool any = false;
    for (size_t n = 0; s->names[n] != NULL; n++) {
        const report_indicator *row = report_find(summary, summary->code, s->names[n], type);
        if (row == NULL || !(row->denominator + row->not_told > 0))
            continue;
        report_put_ratio(summary, report_indicator_label(row->name), row);
        any = true;
    }
    return any;
}

static void put_section(report_summary *summary, const section *s)
{
    report_begin_ratios(summary, s->key, D_(s->title));
    bool any = false;
    for (char **type = summary->result.types; *type != NULL; type++)
        any = put_type(summary, s, *type) || any;
    if (!any)
        report_section_note(summary, g_strdup(D_("Not told by the inventory.")));
}

/* Scale and carrier together: whatever pairs there are. */
static void put_scale_by_carrier(report_summary *summary)
{
    static const char between[] = "_porteur_", stem[] = "contrats_echelle_";
    report_begin_ratios(summary, "echelle_porteur",
                        D_("Contracts in force by scale of their perimeter and carrier"));
    for (guint i = 0; i < summary->rows.rows->len; i++) {
        const report_indicator *row = &g_array_index(summary->rows.rows, report_indicator, i);
        const char *middle = strstr(row->name, between);
        if (!g_str_has_prefix(row->name, stem) || middle == NULL)
            continue;
        g_autofree char *scale = g_strndup(row->name, (size_t)(middle - row->name));
        g_autofree char *carrier = g_strconcat("contrats", middle, NULL);
        g_autofree char *label = g_strdup_printf(D_("%s, %s"), report_indicator_label(scale),
                                                 report_indicator_label(carrier));
        report_put_ratio(summary, label, row);
    }
}

/* --- key figures --------------------------------------------------------------------------- */

static double share_of(const report_indicator *row)
{
    return row != NULL ? row->value : (double)NAN;
}

static double number_of(const report_indicator *row)
{
    return row != NULL ? row->numerator : (double)NAN;
}

static double all_of(const report_indicator *row)
{
    return row != NULL ? row->denominator : (double)NAN;
}

static void put_key_figures(report_summary *summary)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},
        {"en_vigueur", D_("In force"), REPORT_COUNT, 0},
        {"avec_qpv", D_("with QPV"), REPORT_COUNT, 1}, /* told below too */
        {"qpv_couverts", D_("QPV covered"), REPORT_COUNT, 0},
        {"qpv", D_("of"), REPORT_COUNT, 0},
        {"qpv_inconnus", D_("untold"), REPORT_COUNT, 0},
        {"pop_qpv_couverte", D_("Inh. of QPV"), REPORT_SHARE, 0},
        {"pop_couverte", D_("Inhabitants"), REPORT_SHARE, 0},
    };
    const char *code = summary->code;
    report_begin_table(summary, "chiffres_cles", D_("In brief"), columns, G_N_ELEMENTS(columns));
    for (char **type = summary->result.types; *type != NULL; type++) {
        const report_indicator *qpv = report_find(summary, code, "qpv_couverts", *type);
        report_put_text(summary->table, *type);
        report_put_number(summary->table,
                          report_find_number(summary, code, "contrats_en_vigueur", *type));
        report_put_number(summary->table,
                          report_find_number(summary, code, "contrats_avec_qpv", *type));
        report_put_number(summary->table, number_of(qpv));
        report_put_number(summary->table, all_of(qpv));
        report_put_number(summary->table, qpv != NULL ? qpv->not_told : (double)NAN);
        report_put_number(summary->table,
                          share_of(report_find(summary, code, "pop_qpv_couverte", *type)));
        report_put_number(summary->table,
                          share_of(report_find(summary, code, "pop_couverte", *type)));
    }
}

/* "Inhabitants of QPV: 9 % (23 205 sur 253 581)." */
static void put_territory(report_summary *summary)
{
    report_sentence_of(summary, D_("QPV"), report_find(summary, summary->code, "qpv_nombre", ""));
    report_sentence_of(summary, D_("Inhabitants of QPV"),
                       report_find(summary, summary->code, "pop_qpv", ""));
    report_sentence_of(summary, D_("Communes with a QPV"),
                       report_find(summary, summary->code, "communes_avec_qpv", ""));
    report_sentence_of(summary, D_("Size of a QPV"),
                       report_find(summary, summary->code, "taille_qpv", ""));
    report_sentence_of(summary, D_("QPV that no dispositif covers, contrats de ville aside"),
                       report_find(summary, summary->code, "qpv_sans_dispositif", ""));
    if (report_has_type(summary, "CDV"))
        report_sentence_of(summary, D_("Contrats de ville in force"),
                           report_find(summary, summary->code, "contrats_ville_nombre", ""));
}

/* --- the four ratios ----------------------------------------------------------------------- */

static const section four_ratios = {
    "quatre_parts", N_("Four shares that are not the same"),
    NAMES("contrats_avec_qpv", "qpv_couverts", "pop_qpv_couverte", "contrats_ville_avec_contrat")};

/* "19 CLS of 27 hold at least one QPV": never to be read as a share of QPV. */
static void put_held_sentence(report_summary *summary, const char *type)
{
    const report_indicator *with = report_find(summary, summary->code, "contrats_avec_qpv", type);
    if (with != NULL && with->denominator > 0) {
        g_autofree char *n = report_count(with->numerator);
        g_autofree char *all = report_count(with->denominator);
        g_autofree char *rest = coverage_not_told_text(with->not_told);
        const char *sentence = Dngettext_("%s %s of %s holds at least one QPV%s.",
                                          "%s %s of %s hold at least one QPV%s.", with->numerator);
        report_section_note(summary, g_strdup_printf(sentence, n, type, all, rest));
    }
}

void report_covered_sentence(report_summary *summary, const char *code, const char *type)
{
    const report_indicator *qpv = report_find(summary, code, "qpv_couverts", type);
    const report_indicator *people = report_find(summary, code, "pop_qpv_couverte", type);
    if (qpv != NULL && people != NULL && qpv->denominator > 0) {
        g_autofree char *n = report_count(qpv->numerator);
        g_autofree char *all = report_count(qpv->denominator);
        g_autofree char *share = report_percent(people->value);
        g_autofree char *rest = coverage_not_told_text(qpv->not_told);
        const char *sentence =
            Dngettext_("%s QPV of %s is covered (%s), wholly or in part: %s of the inhabitants of "
                       "QPV%s.",
                       "%s QPV of %s are covered (%s), wholly or in part: %s of the inhabitants of "
                       "QPV%s.",
                       qpv->numerator);
        report_section_note(summary, g_strdup_printf(sentence, n, all, type, share, rest));
    }
}

static void put_four_ratios(report_summary *summary)
{
    put_section(summary, &four_ratios);
    for (char **type = summary->result.types; *type != NULL; type++) {
        put_held_sentence(summary, *type);
        report_covered_sentence(summary, summary->code, *type);
    }
}

/* --- places covered ------------------------------------------------------------------------ */

typedef struct place_kind {
    const char *stem, *label;
} place_kind;

static const place_kind places[] = {
    {"qpv", N_("QPV")},
    {"communes", N_("communes")},
    {"epci", N_("EPCI")},
    {"contrats_ville", N_("contrats de ville")},
};

static void put_place(report_summary *summary, const place_kind *place, const char *type)
{
    static const char *const states[] = {"total", "partiel", "aucun"};
    const report_indicator *rows[G_N_ELEMENTS(states)];
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
        g_autofree char *name = g_strdup_printf("%s_%s", place->stem, states[i]);
        rows[i] = report_find(summary, summary->code, name, type);
        if (rows[i] == NULL)
            return;
    }
    report_put_text(summary->table, type);
    report_put_text(summary->table, D_(place->label));
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        report_put_number(summary->table, rows[i]->numerator);
    report_put_number(summary->table, rows[0]->denominator);
    report_put_number(summary->table, rows[0]->not_told);
}

/* Where a count by intersection, as CCOMS makes, is not ours. */
static void put_intersected(report_summary *summary, const char *type)
{
    const report_indicator *ours = report_find(summary, summary->code, "qpv_couverts", type);
    const report_indicator *met = report_find(summary, summary->code, "qpv_intersectes", type);
    if (ours == NULL || met == NULL || ours->numerator >= met->numerator)
        return;
    g_autofree char *by_intersection = report_indicator_sentence(met);
    g_autofree char *by_us = report_indicator_sentence(ours);
    report_section_note(summary,
                        g_strdup_printf(D_("%s: QPV touched at all, as counts by "
                                           "intersection (CCOMS) do: %s; covered, edges aside: "
                                           "%s."),
                                        type, by_intersection, by_us));
}

static void put_places(report_summary *summary)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},
        {"zone", "", REPORT_NAME, 0},
        {"total", D_("Wholly"), REPORT_COUNT, 0},
        {"partiel", D_("in part"), REPORT_COUNT, 0},
        {"aucun", D_("not"), REPORT_COUNT, 0},
        {"connus", D_("of"), REPORT_COUNT, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
    };
    report_begin_table(summary, "couverture", D_("QPV, communes and EPCI by their coverage"),
                       columns, G_N_ELEMENTS(columns));
    for (char **type = summary->result.types; *type != NULL; type++) {
        bool is_contrat = strcmp(*type, "CDV") == 0; /* they cover themselves */
        for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
            if (!is_contrat || strcmp(places[i].stem, "contrats_ville") != 0)
                put_place(summary, &places[i], *type);
    }
    for (char **type = summary->result.types; *type != NULL; type++)
        put_intersected(summary, *type);
}

static const section people_section = {"habitants", N_("Inhabitants covered"),
                                       NAMES("pop_couverte")};

/* Communes by what happens to their QPV. */
static void put_communes(report_summary *summary)
{
    static const char *const names[] = {"communes_qpv_tous", "communes_qpv_certains",
                                        "communes_qpv_aucun"};
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},
        {"tous", D_("All QPV covered"), REPORT_COUNT, 0},
        {"certains", D_("some"), REPORT_COUNT, 0},
        {"aucun", D_("no QPV"), REPORT_COUNT, 0},
        {"connues", D_("of"), REPORT_COUNT, 0},
        {"non_renseigne", D_("Not told"), REPORT_COUNT, 0},
    };
    report_begin_table(summary, "communes_qpv", D_("Communes that have QPV"), columns,
                       G_N_ELEMENTS(columns));
    for (char **type = summary->result.types; *type != NULL; type++) {
        const report_indicator *rows[G_N_ELEMENTS(names)];
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            rows[i] = report_find(summary, summary->code, names[i], *type);
        if (rows[0] == NULL || rows[1] == NULL || rows[2] == NULL)
            continue;
        report_put_text(summary->table, *type);
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            report_put_number(summary->table, rows[i]->numerator);
        report_put_number(summary->table, rows[0]->denominator);
        report_put_number(summary->table, rows[0]->not_told);
    }
}

void report_summarise_zone(report_summary *summary)
{
    put_key_figures(summary);
    put_territory(summary);
    put_four_ratios(summary);
    for (size_t i = 0; i < G_N_ELEMENTS(contract_sections); i++)
        put_section(summary, &contract_sections[i]);
    put_scale_by_carrier(summary);
    put_places(summary);
    put_section(summary, &people_section);
    put_communes(summary);
}
