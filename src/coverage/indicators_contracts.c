/*
 * indicators_contracts.c - family A of table `indicateur`: the contracts of a type by status, what
 * their perimeters hold, means; ratios and means are rows of tables.
 */
#include "coverage/contract_facts.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* A ratio over contracts in force. */
typedef struct contract_part {
    const char *name;
    bool (*told)(const coverage_indicator_list *list, uint32_t d);
    bool (*counted)(const coverage_indicator_list *list, uint32_t d);  /* among those told */
    bool (*not_told)(const coverage_indicator_list *list, uint32_t d); /* NULL: the others */
    bool (*when)(const coverage_indicator_list *list);                 /* NULL: always */
    const char *definition;
} contract_part;

static const contract_part parts[] = {
    {"contrats_avec_qpv", contract_is_known, contract_has_qpv, NULL, NULL,
     N_("contracts in force that hold more than 1 % of at least one QPV, among those of known "
        "perimeter; not the share of QPV covered (qpv_couverts)")},
    {"contrats_sans_qpv", contract_is_known, contract_has_no_qpv, NULL, NULL,
     N_("contracts in force that hold no QPV, among those of known perimeter")},
    {"contrats_avec_contrat_ville", contract_is_known_with_qpv, contract_meets_contrat_or_project,
     contract_is_unknown, list_meets_contrats,
     N_("contracts in force with at least one QPV whose perimeter meets a contrat de ville in "
        "force or in project, among those of known perimeter with at least one QPV; not the share "
        "of contrats de ville that have a contract (contrats_ville_avec_contrat)")},
    {"contrats_hors_contrat_ville", contract_is_known, contract_meets_no_contrat, NULL,
     list_meets_contrats,
     N_("contracts in force whose perimeter meets no contrat de ville in force, among those of "
        "known perimeter")},
    {"contrats_volet_sante_cdv", contract_tells_volet, contract_is_volet, NULL, NULL,
     N_("contracts in force that are the health chapter of a contrat de ville, among those that "
        "tell whether they are")},
    {"contrats_echeance_12_mois", contract_tells_end, contract_ends_soon, NULL, NULL,
     N_("contracts in force that end within 12 months of the date, among those with an end")},
    {"contrats_renseignes_statut", contract_any, contract_any, NULL, NULL,
     N_("contracts in force whose status is told, among those in force: always all")},
    {"contrats_renseignes_debut", contract_any, contract_tells_start, NULL, NULL,
     N_("contracts in force with a date of start or of signature, among those in force")},
    {"contrats_renseignes_fin", contract_any, contract_tells_end, NULL, NULL,
     N_("contracts in force with an end, among those in force")},
    {"contrats_renseignes_porteur", contract_any, contract_tells_carrier, NULL, NULL,
     N_("contracts in force with a kind of carrier, among those in force")},
    {"contrats_renseignes_coordination", contract_any, contract_tells_coordination, NULL, NULL,
     N_("contracts in force that tell of their coordination, among those in force")},
    {"contrats_renseignes_perimetre", contract_any, contract_is_known, NULL, NULL,
     N_("contracts in force of known perimeter, among those in force")},
    {"contrats_renseignes_source_date", contract_any, contract_tells_source_date, NULL, NULL,
     N_("contracts in force whose source is dated, among those in force")},
    {"contrats_apres_asv", contract_tells_after_asv, contract_is_after_asv,
     contract_lacks_start_beside_asv, list_may_follow_asv,
     N_("contracts in force whose first start follows that of an ASV of the same ground, among "
        "those whose ground has or had an ASV and whose starts are told")},
};

/* A mean over contracts in force; NaN is not told. */
typedef struct contract_mean {
    const char *name;
    double (*value)(const coverage_indicator_list *list, uint32_t d);
    coverage_unit unit;
    const char *definition;
} contract_mean;

static const contract_mean means[] = {
    {"etp_moyen", contract_etp, COVERAGE_UNIT_ETP,
     N_("full-time equivalents of coordination by contract in force, among those that tell them")},
    {"anciennete_moyenne", contract_age, COVERAGE_UNIT_ANNEES,
     N_("years since the first start of the contracts in force, along the contracts they follow, "
        "among those with a start")},
    {"habitants_par_contrat", contract_people, COVERAGE_UNIT_HABITANTS,
     N_("inhabitants by contract in force of known perimeter and population; someone under two "
        "contracts counts in both")},
    {"age_information", contract_told_since, COVERAGE_UNIT_ANNEES,
     N_("years since the date of the source, of contracts in force whose source is dated")},
};

static uint32_t nth(const GArray *contracts, guint i)
{
    return g_array_index(contracts, uint32_t, i);
}

static void add_part(coverage_indicator_list *list, const contract_part *p, const GArray *here)
{
    double told = 0, counted = 0, not_told = 0;
    if (p->when != NULL && !p->when(list))
        return;
    for (guint i = 0; i < here->len; i++) {
        uint32_t d = nth(here, i);
        bool is_told = p->told(list, d);
        told += is_told;
        counted += is_told && p->counted(list, d);
        not_told += p->not_told != NULL ? p->not_told(list, d) : !is_told;
    }
    coverage_add_part(list, p->name, counted, told, not_told, p->definition);
}

static void add_mean(coverage_indicator_list *list, const contract_mean *m, const GArray *here)
{
    coverage_sample sample = {0};
    for (guint i = 0; i < here->len; i++)
        coverage_sample_add(&sample, m->value(list, nth(here, i)));
    coverage_add_mean(list, m->name, &sample, m->unit, m->definition);
}

static void add_etp_total(coverage_indicator_list *list, const GArray *here)
{
    coverage_sample sample = {0};
    for (guint i = 0; i < here->len; i++)
        coverage_sample_add(&sample, contract_etp(list, nth(here, i)));
    coverage_add_sum(list, "etp_total", &sample, COVERAGE_UNIT_ETP,
                     N_("full-time equivalents of coordination of the contracts in force that "
                        "tell them, added up; the others are not in it"));
}

static void add_statuses(coverage_indicator_list *list, const GArray *all, double in_force)
{
    static const char *const names[] = {
        "contrats_en_projet", "contrats_actif", "contrats_en_renouvellement",
        "contrats_suspendu",  "contrats_echu",  "contrats_abandonne",
        "contrats_absorbe"};
    double counts[INVENTORY_STATUT_INCONNU + 1] = {0};
    for (guint i = 0; i < all->len; i++)
        counts[list->w->inv->dispositifs[nth(all, i)].status]++;
    double not_told = counts[INVENTORY_STATUT_INCONNU], told = all->len - not_told;
    coverage_add_number(list, "contrats_en_vigueur", in_force, told, not_told,
                        N_("contracts in force on the date, by status and dates, among those of "
                           "the inventory whose status is told"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        coverage_add_modality(list, names[i], counts[i], told, not_told,
                              N_("contracts of the inventory with this status, whatever their "
                                 "dates, among those whose status is told"));
}

/* The number of contracts of U does not matter here: their union does. */
static void add_met_types(coverage_indicator_list *list, const GArray *here)
{
    const coverage_work *w = list->w;
    for (uint32_t t = 0; t < w->n_types; t++) {
        double known = 0, met = 0;
        if (t == list->slot)
            continue;
        for (guint i = 0; i < here->len; i++) {
            const coverage_fact *fact = &list->facts[nth(here, i)];
            known += fact->known;
            met += fact->known && fact->meets[t];
        }
        coverage_add_part(list,
                          coverage_indicator_name(list, "contrats_avec", w->cov->type_names[t]),
                          met, known, here->len - known,
                          N_("contracts in force whose perimeter meets one in force of the other "
                             "type, among those of known perimeter"));
    }
}

static void add_overlaps(coverage_indicator_list *list, const GArray *here)
{
    double known = 0;
    for (guint i = 0; i < here->len; i++)
        known += list->facts[nth(here, i)].known;
    coverage_add_number(list, "superpositions", list->scope->n_overlaps[list->slot], known, 0,
                        N_("pairs of contracts in force of the same type that share ground here; "
                           "beside the number of contracts in force of known perimeter"));
}

void coverage_add_contracts(coverage_indicator_list *list)
{
    const coverage_work *w = list->w;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) here = g_array_new(FALSE, FALSE, sizeof(uint32_t)); /* in force */
    for (guint i = 0; i < list->scope->contracts->len; i++) {
        uint32_t d = nth(list->scope->contracts, i);
        if (coverage_slot(w, d) != list->slot)
            continue;
        g_array_append_val(all, d);
        if (w->cov->dispositifs[d].counted)
            g_array_append_val(here, d);
    }
    add_statuses(list, all, here->len);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        add_part(list, &parts[i], here);
    add_met_types(list, here);
    coverage_add_contract_values(list, here);
    add_etp_total(list, here);
    for (size_t i = 0; i < G_N_ELEMENTS(means); i++)
        add_mean(list, &means[i], here);
    add_overlaps(list, here);
}
