/*
 * indicators.c - table `indicateur`: every ratio with numerator, denominator, what is not told, a
 * sentence and a definition.
 */
#include "coverage/work.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Whom the indicators are about: the whole run, a région, a département. */
typedef struct scope {
    const char *echelon, *code, *lib;
    uint32_t region, department; /* TERRITORY_NONE: any */
    GArray *zones[MLG_CONTRAT_VILLE +
                  1]; /* uint32_t: zones of a level that lie in it; NULL: not asked */
} scope;

/* A whole number with the narrow no-break spaces of French typography. */
static char *group_digits(double value)
{
    g_autofree char *digits = g_strdup_printf("%.0f", fabs(value));
    size_t n = strlen(digits);
    GString *out = g_string_new(value < -0.5 ? "-" : "");
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append(out, "\xe2\x80\xaf");
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}

/* "83 % (19 sur 23 ; 4 non renseignés)" */
static char *ratio_sentence(double numerator, double denominator, double not_told)
{
    g_autofree char *a = group_digits(numerator), *b = group_digits(denominator);
    g_autofree char *c = group_digits(not_told);
    if (!(denominator > 0))
        return g_strdup_printf(D_("no figure (%s of %s)"), a, b);
    double percent = 100 * numerator / denominator;
    if (not_told > 0)
        return g_strdup_printf(D_("%.0f %% (%s of %s; %s not told)"), percent, a, b, c);
    return g_strdup_printf(D_("%.0f %% (%s of %s)"), percent, a, b);
}

static coverage_indicator *add(coverage_work *w, GArray *list, const scope *s, const char *name,
                               const char *type, const char *definition)
{
    (void)w;
    coverage_indicator i = {.echelon = s->echelon,
                            .code = s->code,
                            .lib = s->lib,
                            .name = name,
                            .type = type,
                            .value_min = (double)NAN,
                            .value_max = (double)NAN,
                            .definition = g_strdup(definition)};
    g_array_append_val(list, i);
    return &g_array_index(list, coverage_indicator, list->len - 1);
}

static coverage_indicator *add_ratio(coverage_work *w, GArray *list, const scope *s,
                                     const char *name, const char *type, double numerator,
                                     double denominator, double not_told, const char *definition)
{
    coverage_indicator *i = add(w, list, s, name, type, definition);
    i->numerator = numerator;
    i->denominator = denominator;
    i->not_told = not_told;
    i->value = denominator > 0 ? numerator / denominator : (double)NAN;
    i->unit = "part";
    i->sentence = ratio_sentence(numerator, denominator, not_told);
    return i;
}

static void add_count(coverage_work *w, GArray *list, const scope *s, const char *name,
                      const char *type, double n, const char *definition)
{
    coverage_indicator *i = add(w, list, s, name, type, definition);
    i->numerator = n;
    i->denominator = i->not_told = (double)NAN;
    i->value = n;
    i->unit = "nombre";
    i->sentence = group_digits(n);
}

/* --- contracts ----------------------------------------------------------------------------- */

static bool commune_in(const coverage_work *w, const scope *s, uint32_t c)
{
    const territory_commune *commune = &w->t->communes[c];
    return w->commune_in_zone[c] && (s->region == TERRITORY_NONE || commune->region == s->region) &&
           (s->department == TERRITORY_NONE || commune->department == s->department);
}

/* Where each dispositif has a retained face, sure or not: by dispositif, then département or
 * région. */
typedef struct presence {
    bool *anywhere, *departments, *regions;
} presence;

static void note_presence(const coverage_work *w, uint32_t d, const base_bitset *set, presence *p)
{
    for (size_t f = base_bitset_next(set, 0); f < w->n_faces; f = base_bitset_next(set, f + 1)) {
        if (!coverage_face_in_zone(w, f))
            continue;
        const territory_commune *commune = &w->t->communes[w->mesh->faces[f].commune];
        p->anywhere[d] = true;
        if (commune->department != TERRITORY_NONE)
            p->departments[d * w->t->n_departments + commune->department] = true;
        if (commune->region != TERRITORY_NONE)
            p->regions[d * w->t->n_regions + commune->region] = true;
    }
}

static presence find_presence(const coverage_work *w)
{
    size_t n = w->inv->n_dispositifs;
    presence p = {g_new0(bool, n + 1), g_new0(bool, n * w->t->n_departments + 1),
                  g_new0(bool, n * w->t->n_regions + 1)};
    for (uint32_t d = 0; d < n; d++) {
        note_presence(w, d, w->sets[d].net, &p);
        note_presence(w, d, w->sets[d].maybe, &p);
        note_presence(w, d, w->sets[d].shared, &p);
    }
    return p;
}

static void free_presence(presence *p)
{
    g_free(p->anywhere);
    g_free(p->departments);
    g_free(p->regions);
}

/* A contract without perimeter is of the whole run only. */
static bool contract_in(const coverage_work *w, const scope *s, const presence *p, uint32_t d)
{
    if (s->department != TERRITORY_NONE)
        return p->departments[d * w->t->n_departments + s->department];
    if (s->region != TERRITORY_NONE)
        return p->regions[d * w->t->n_regions + s->region];
    return w->cov->zone == NULL || p->anywhere[d];
}

/* Name of the indicator that counts a status: contrats_actif... Static. */
static const char *const status_indicators[] = {
    "contrats_en_projet", "contrats_actif",     "contrats_en_renouvellement", "contrats_suspendu",
    "contrats_echu",      "contrats_abandonne", "contrats_absorbe",           "contrats_inconnu"};

static void count_contracts(coverage_work *w, GArray *list, const scope *s, const presence *p,
                            uint32_t type)
{
    const char *name = w->cov->type_names[type];
    double by_status[G_N_ELEMENTS(status_indicators)] = {0};
    double in_force = 0, told = 0, with_qpv = 0;
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        if (coverage_slot(w, d) != type || !contract_in(w, s, p, d))
            continue;
        by_status[w->inv->dispositifs[d].status]++;
        if (!w->cov->dispositifs[d].counted)
            continue;
        in_force++;
        told += w->cov->dispositifs[d].faces != NULL;
        with_qpv += w->cov->dispositifs[d].nb_qpv > 0;
    }
    add_count(w, list, s, "contrats_en_vigueur", name, in_force,
              D_("contracts in force on the date, by status and dates"));
    for (size_t i = 0; i < G_N_ELEMENTS(status_indicators); i++)
        add_count(w, list, s, status_indicators[i], name, by_status[i],
                  D_("contracts of the inventory with this status, whatever their dates"));
    add_ratio(w, list, s, "contrats_avec_qpv", name, with_qpv, told, in_force - told,
              D_("contracts in force that hold more than 1 % of at least one QPV, among those of "
                 "known perimeter; not the share of QPV covered"));
}

/* --- zones --------------------------------------------------------------------------------- */

/* True when zone i of a level lies in the scope; EPCI by any of their communes. */
static bool zone_in(const coverage_work *w, mlg_level level, const coverage_zone *zone,
                    const scope *s)
{
    if (level == MLG_COMMUNE)
        return commune_in(w, s, zone->unit);
    if (level == MLG_QPV) {
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->of_qpv, zone->unit, &n);
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &w->mesh->faces[faces[i]];
            if (!face->edge && face->commune != TERRITORY_NONE && commune_in(w, s, face->commune))
                return true;
        }
        return false;
    }
    const territory_group *group = &w->t->epcis[zone->unit];
    for (uint32_t i = 0; i < group->n_communes; i++) {
        if (commune_in(w, s, group->communes[i]))
            return true;
    }
    return false;
}

static coverage_sums sum_zones(const coverage_work *w, mlg_level level, const scope *s,
                               uint32_t type)
{
    coverage_sums sums = {0};
    const coverage_level *l = &w->cov->levels[level];
    for (guint k = 0; k < s->zones[level]->len; k++) {
        uint32_t i = g_array_index(s->zones[level], uint32_t, k);
        coverage_sums_add(&sums, l->zones[i].pop, &l->cells[i * w->n_types + type]);
    }
    return sums;
}

/* Names of the indicators of one kind of zone. */
typedef struct zone_names {
    mlg_level level;
    const char *covered, *total, *partial, *none, *people;
} zone_names;

static const zone_names zone_indicators[] = {
    {MLG_QPV, "qpv_couverts", "qpv_total", "qpv_partiel", "qpv_aucun", "pop_qpv_couverte"},
    {MLG_COMMUNE, "communes_couvertes", "communes_total", "communes_partiel", "communes_aucun",
     "pop_couverte"},
    {MLG_EPCI, "epci_couverts", "epci_total", "epci_partiel", "epci_aucun", NULL},
};

static void count_zones(coverage_work *w, GArray *list, const scope *s, uint32_t type,
                        const zone_names *names)
{
    const char *name = w->cov->type_names[type];
    coverage_sums sums = sum_zones(w, names->level, s, type);
    double n[MLG_HORS_TERRITOIRE + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(n); i++)
        n[i] = (double)sums.by_state[i];
    double not_told = n[MLG_INCONNU] + n[MLG_NON_RECENSE];
    double all = n[MLG_TOTAL] + n[MLG_PARTIEL] + n[MLG_AUCUN]; /* what is not told is apart */
    add_ratio(w, list, s, names->covered, name, n[MLG_TOTAL] + n[MLG_PARTIEL], all, not_told,
              D_("zones covered wholly or partly, among the zones of the territory whose state is "
                 "known"));
    add_ratio(w, list, s, names->total, name, n[MLG_TOTAL], all, not_told,
              D_("zones wholly covered, among the zones of the territory whose state is known"));
    add_ratio(w, list, s, names->partial, name, n[MLG_PARTIEL], all, not_told,
              D_("zones partly covered, among the zones of the territory whose state is known"));
    add_ratio(w, list, s, names->none, name, n[MLG_AUCUN], all, not_told,
              D_("zones without, among the zones of the territory whose state is known"));
    if (names->people == NULL)
        return;
    coverage_indicator *people =
        add_ratio(w, list, s, names->people, name, sums.covered, sums.people, sums.people_unknown,
                  D_("inhabitants covered, counted once, among those of zones whose state is "
                     "known; not told: inhabitants of the other zones"));
    if (sums.people > 0) {
        people->value_min = fmin(1, sums.covered_min / sums.people);
        people->value_max = fmin(1, sums.covered_max / sums.people);
    }
}

/* --- cumul --------------------------------------------------------------------------------- */

static void count_cumul(coverage_work *w, GArray *list, const scope *s)
{
    static const char *const names[] = {"pop_0", "pop_1", "pop_2", "pop_3"};
    double counts[4] = {0}, all = 0, unknown = 0;
    const coverage_level *l = &w->cov->levels[MLG_COMMUNE];
    for (guint i = 0; i < s->zones[MLG_COMMUNE]->len; i++) {
        const coverage_zone *zone = &l->zones[g_array_index(s->zones[MLG_COMMUNE], uint32_t, i)];
        if (isnan(zone->pop)) {
            unknown++;
            continue;
        }
        all += zone->pop;
        for (int k = 0; k < 4; k++)
            counts[k] += zone->pop_count[k];
    }
    for (int k = 0; k < 4; k++)
        add_ratio(w, list, s, names[k], "", counts[k], all, unknown,
                  D_("inhabitants under 0, 1, 2, 3 types of the combination; not told: communes "
                     "without population"));
}

static GArray *list_zones(const coverage_work *w, mlg_level level, const scope *s)
{
    GArray *zones = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    const coverage_level *l = &w->cov->levels[level];
    for (uint32_t i = 0; i < l->n_zones; i++)
        if (zone_in(w, level, &l->zones[i], s))
            g_array_append_val(zones, i);
    return zones;
}

static void add_scope(coverage_work *w, GArray *list, scope *s, const presence *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(zone_indicators); i++)
        s->zones[zone_indicators[i].level] = list_zones(w, zone_indicators[i].level, s);
    for (uint32_t type = 0; type < w->n_types; type++) {
        count_contracts(w, list, s, p, type);
        for (size_t i = 0; i < G_N_ELEMENTS(zone_indicators); i++)
            count_zones(w, list, s, type, &zone_indicators[i]);
    }
    count_cumul(w, list, s);
    for (size_t i = 0; i < G_N_ELEMENTS(zone_indicators); i++)
        g_array_unref(s->zones[zone_indicators[i].level]);
}

void coverage_step_indicators(coverage_work *w)
{
    const mlg_territory *t = w->t;
    GArray *list = g_array_new(FALSE, FALSE, sizeof(coverage_indicator));
    scope all = {"national", "", D_("whole territory"), TERRITORY_NONE, TERRITORY_NONE, {NULL}};
    presence p = find_presence(w);
    add_scope(w, list, &all, &p);
    const coverage_level *regions = &w->cov->levels[MLG_REGION];
    for (size_t i = 0; i < regions->n_zones; i++) {
        const territory_group *g = &t->regions[regions->zones[i].unit];
        scope s = {"region", g->code.s, g->name, regions->zones[i].unit, TERRITORY_NONE, {NULL}};
        add_scope(w, list, &s, &p);
    }
    const coverage_level *departments = &w->cov->levels[MLG_DEPARTEMENT];
    for (size_t i = 0; i < departments->n_zones; i++) {
        const territory_group *g = &t->departments[departments->zones[i].unit];
        scope s = {"departement", g->code.s, g->name, TERRITORY_NONE, departments->zones[i].unit,
                   {NULL}};
        add_scope(w, list, &s, &p);
    }
    free_presence(&p);
    w->cov->n_indicators = list->len;
    w->cov->indicators = (coverage_indicator *)(void *)g_array_free(list, FALSE);
}
