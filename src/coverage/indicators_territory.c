/*
 * indicators_territory.c - families D and E of table `indicateur`: the QPV and contrats de ville of
 * the territory, and which contract is the health chapter of each contrat de ville.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

void coverage_count_inhabitants(const coverage_work *w, const coverage_scope *scope,
                                double *ret_people, double *ret_unknown)
{
    const GArray *zones = scope->zones[MLG_COMMUNE];
    *ret_people = *ret_unknown = 0;
    for (guint i = 0; i < zones->len; i++) {
        double people = w->cov->levels[MLG_COMMUNE].zones[g_array_index(zones, uint32_t, i)].pop;
        *ret_unknown += isnan(people) != 0;
        *ret_people += isnan(people) ? 0 : people;
    }
    if (scope->echelon == COVERAGE_CONTRAT) /* it cuts communes */
        *ret_people = scope->tally[COVERAGE_TALLY_ALL];
}

static void add_qpvs(coverage_indicator_list *list)
{
    const coverage_level *level = &list->w->cov->levels[MLG_QPV];
    const GArray *zones = list->scope->zones[MLG_QPV];
    coverage_sample people = {0};
    double all, unknown;
    for (guint i = 0; i < zones->len; i++)
        coverage_sample_add(&people, level->zones[g_array_index(zones, uint32_t, i)].pop);
    coverage_count_inhabitants(list->w, list->scope, &all, &unknown);
    coverage_add_number(list, "qpv_nombre", zones->len, zones->len, people.not_told,
                        N_("QPV with a part in the territory; not told: of unknown population"));
    coverage_add_part(list, "pop_qpv", list->scope->tally[COVERAGE_TALLY_IN_QPV], all, unknown,
                      N_("inhabitants of QPV, among all; not told: communes without population"));
    coverage_add_mean(list, "taille_qpv", &people, COVERAGE_UNIT_HABITANTS,
                      N_("inhabitants by QPV, among the QPV of known population"));
}

/* Zones of a level that hold more than 1 % of a QPV. */
static void add_with_qpv(coverage_indicator_list *list, mlg_level level, const char *name,
                         const char *definition)
{
    const coverage_level *l = &list->w->cov->levels[level];
    const GArray *zones = list->scope->zones[level];
    double with = 0;
    for (guint i = 0; i < zones->len; i++)
        with += l->zones[g_array_index(zones, uint32_t, i)].nb_qpv > 0;
    coverage_add_part(list, name, with, zones->len, 0, definition);
}

static void add_contrats(coverage_indicator_list *list)
{
    const coverage_work *w = list->w;
    uint32_t slot = coverage_slot_of(w, COVERAGE_CONTRAT_VILLE);
    double all = 0;
    for (guint i = 0; slot != TERRITORY_NONE && i < list->scope->contracts->len; i++)
        all += coverage_slot(w, g_array_index(list->scope->contracts, uint32_t, i)) == slot;
    coverage_add_number(list, "contrats_ville_nombre", list->scope->zones[MLG_CONTRAT_VILLE]->len,
                        all, 0,
                        N_("contrats de ville in force on the date, among those of the inventory, "
                           "of any status"));
}

void coverage_add_territory(coverage_indicator_list *list)
{
    add_qpvs(list);
    add_with_qpv(list, MLG_COMMUNE, "communes_avec_qpv",
                 N_("communes that hold more than 1 % of a QPV, among all"));
    if (coverage_is_counted_in(MLG_EPCI, list->scope))
        add_with_qpv(list, MLG_EPCI, "epci_avec_qpv",
                     N_("EPCI that hold more than 1 % of a QPV, among all"));
    if (coverage_is_counted_in(MLG_CONTRAT_VILLE, list->scope))
        add_contrats(list);
}

/* --- health chapter ------------------------------------------------------------------------ */

/* Contracts of a type that meet a contrat de ville: one says OUI; all told. */
typedef struct chapter {
    bool yes, told;
} chapter;

/* Relations are few: pairs of perimeters that share retained faces. */
static chapter find_chapter(const coverage_work *w, uint32_t contrat, const char *type)
{
    chapter c = {false, true};
    uint32_t slot = coverage_slot_of(w, type);
    for (size_t r = 0; slot != TERRITORY_NONE && r < w->cov->n_relations; r++) {
        const coverage_relation *relation = &w->cov->relations[r];
        uint32_t other = relation->a == contrat ? relation->b : relation->a;
        if ((relation->a != contrat && relation->b != contrat) || coverage_slot(w, other) != slot)
            continue;
        int volet = w->inv->dispositifs[other].volet_sante;
        const char *name = volet >= 0 ? inventory_yes_no_names[volet] : "INCONNU";
        c.yes = c.yes || strcmp(name, "OUI") == 0;
        c.told = c.told && strcmp(name, "INCONNU") != 0;
    }
    c.told = c.told || c.yes;
    return c;
}

coverage_chapter *coverage_find_chapters(const coverage_work *w)
{
    const coverage_level *level = &w->cov->levels[MLG_CONTRAT_VILLE];
    coverage_chapter *chapters = coverage_new(w->cov, level->n_zones, sizeof *chapters);
    for (size_t z = 0; z < level->n_zones; z++) {
        chapter cls = find_chapter(w, level->zones[z].unit, "CLS");
        chapter asv = find_chapter(w, level->zones[z].unit, "ASV");
        chapters[z] = !cls.told || !asv.told ? COVERAGE_CHAPTER_UNKNOWN
                      : cls.yes && asv.yes   ? COVERAGE_CHAPTER_BOTH
                      : cls.yes              ? COVERAGE_CHAPTER_CLS
                      : asv.yes              ? COVERAGE_CHAPTER_ASV
                                             : COVERAGE_CHAPTER_NONE;
    }
    return chapters;
}

void coverage_add_volet(coverage_indicator_list *list)
{
    static const char *const names[] = {"volet_sante_cls", "volet_sante_asv",
                                        "volet_sante_cls_et_asv", "volet_sante_aucun"};
    const GArray *zones = list->scope->zones[MLG_CONTRAT_VILLE];
    double counts[COVERAGE_CHAPTER_UNKNOWN + 1] = {0}, told = 0;
    if (!coverage_has_contrats(list->w))
        return;
    for (guint i = 0; i < zones->len; i++) {
        uint32_t z = g_array_index(zones, uint32_t, i);
        if (z == TERRITORY_NONE ||
            !list->facts[list->w->cov->levels[MLG_CONTRAT_VILLE].zones[z].unit].known)
            continue;
        counts[list->chapters[z]]++;
        told += list->chapters[z] != COVERAGE_CHAPTER_UNKNOWN;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        coverage_add_part(list, names[i], counts[i], told, counts[COVERAGE_CHAPTER_UNKNOWN],
                          N_("contrats de ville in force whose health chapter is carried by a CLS, "
                             "an ASV, both or neither that meets them, among those of known "
                             "perimeter where these tell it"));
}
