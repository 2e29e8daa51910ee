/*
 * summary_quality.c - how old contracts are and when they end, what the inventory tells of them and
 * since when, where it was made; how départements differ.
 */
#include "report/summary.h"

#include "base/text.h"

#include <math.h>

/* One sentence a type: "Age, CLS: 3,2 ans en moyenne...". */
static void put_sentences(report_summary *summary, const char *name, const char *title)
{
    for (char **type = summary->result.types; *type != NULL; type++) {
        g_autofree char *of_type = g_strdup_printf(D_("%s, %s"), title, *type);
        report_sentence_of(summary, of_type, report_find(summary, summary->code, name, *type));
    }
}

static void put_ratios(report_summary *summary, const char *name)
{
    for (char **type = summary->result.types; *type != NULL; type++) {
        const report_indicator *row = report_find(summary, summary->code, name, *type);
        if (row != NULL && row->denominator + row->not_told > 0)
            report_put_ratio(summary, report_indicator_label(name), row);
    }
}

static void put_means(report_summary *summary)
{
    report_begin_ratios(summary, "moyens", D_("Means, age and size of the contracts in force"));
    put_ratios(summary, "contrats_echeance_12_mois");
    put_ratios(summary, "contrats_volet_sante_cdv");
    put_sentences(summary, "etp_total", D_("Coordination"));
    put_sentences(summary, "etp_moyen", D_("Coordination by contract"));
    put_sentences(summary, "anciennete_moyenne", D_("Age"));
    put_sentences(summary, "habitants_par_contrat", D_("Inhabitants by contract"));
}

/* Where the inventory was made; without that table nobody knows. */
static void put_surveys(report_summary *summary)
{
    g_autofree char *told = store_parameter(summary->result.store, "recensement");
    if (g_strcmp0(told, "oui") == 0)
        put_sentences(summary, "communes_recensees", D_("Communes surveyed"));
    else
        report_section_note(summary, g_strdup(D_("The inventory does not tell where it was made: "
                                                 "the whole territory counts as surveyed.")));
}

static void put_completeness(report_summary *summary)
{
    static const struct {
        const char *name, *label;
    } fields[] = {
        {"contrats_renseignes_debut", N_("start")},
        {"contrats_renseignes_fin", N_("end")},
        {"contrats_renseignes_porteur", N_("carrier")},
        {"contrats_renseignes_coordination", N_("coordination")},
        {"contrats_renseignes_perimetre", N_("perimeter")},
        {"contrats_renseignes_source_date", N_("dated source")},
    };
    report_column columns[G_N_ELEMENTS(fields) + 1] = {{"type", D_("Type"), REPORT_CODE, 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        columns[i + 1] = (report_column){fields[i].name, D_(fields[i].label), REPORT_SHARE, 0};
    report_begin_table(summary, "completude", D_("What the inventory tells of contracts in force"),
                       columns, G_N_ELEMENTS(columns));
    for (char **type = summary->result.types; *type != NULL; type++) {
        report_put_text(summary->table, *type);
        for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
            const report_indicator *row =
                report_find(summary, summary->code, fields[i].name, *type);
            report_put_number(summary->table, row != NULL ? row->value : (double)NAN);
        }
    }
    put_sentences(summary, "age_information", D_("Age of the information"));
    put_surveys(summary);
}

/* Between several départements only. */
static void put_spread(report_summary *summary)
{
    static const struct {
        const char *name, *title;
    } spreads[] = {
        {"contrats_en_vigueur_par_departement", N_("Contracts in force")},
        {"qpv_couverts_par_departement", N_("QPV covered")},
        {"pop_qpv_couverte_par_departement", N_("Inhabitants of QPV covered")},
        {"pop_couverte_par_departement", N_("Inhabitants covered")},
        {"contrats_ville_couverts_par_departement", N_("Contrats de ville covered")},
    };
    if (summary->result.types[0] == NULL)
        return;
    const report_indicator *first =
        report_find(summary, summary->code, spreads[0].name, summary->result.types[0]);
    if (first == NULL || first->denominator < 2)
        return;
    report_begin_ratios(summary, "ecarts", D_("Between départements"));
    for (size_t i = 0; i < G_N_ELEMENTS(spreads); i++)
        put_sentences(summary, spreads[i].name, D_(spreads[i].title));
}

void report_summarise_quality(report_summary *summary)
{
    put_means(summary);
    put_completeness(summary);
    put_spread(summary);
}
