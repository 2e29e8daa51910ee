/*
 * units.c - from a code in a cell to a unit of the territory. A code that is not one is explained:
 * what it is instead, or which one was meant. Nothing that is proposed is applied.
 */
#include "inventory/check.h"

#include <math.h>
#include <string.h>

/* What stays the same while one code is resolved. */
typedef struct unit_query {
    inventory_row *row;
    const mlg_territory *t;
    const char *column, *text, *name;
    inventory_unit unit;
} unit_query;

#define QUERY_REPORT(q, ...)                                                                       \
    INVENTORY_REPORT((q)->row, .column = (q)->column, .value = (q)->text, __VA_ARGS__)

base_code_kind inventory_unit_code_kind(inventory_unit unit)
{
    switch (unit) {
    case INVENTORY_EPCI:
    case INVENTORY_EPT:
    case INVENTORY_QPV_DE_EPCI:
        return BASE_CODE_SIREN;
    case INVENTORY_DEPARTEMENT:
        return BASE_CODE_DEPARTMENT;
    case INVENTORY_REGION:
        return BASE_CODE_REGION;
    case INVENTORY_QPV:
        return BASE_CODE_QPV;
    default:
        return BASE_CODE_COMMUNE;
    }
}

static bool is_of_qpv(inventory_unit unit)
{
    return unit == INVENTORY_QPV || unit == INVENTORY_QPV_DE_COMMUNE ||
           unit == INVENTORY_QPV_DE_EPCI;
}

static const char *name_at(const mlg_territory *t, inventory_unit unit, uint32_t index)
{
    mlg_code code;
    const char *name = NULL;
    return inventory_unit_at(t, unit, index, &code, &name) && name != NULL ? name : "";
}

/* The EPCI or EPT of a commune that stands where one of these is expected. */
static bool report_commune_for_group(const unit_query *q, uint32_t commune)
{
    const mlg_territory *t = q->t;
    uint32_t epci = t->communes[commune].epci, ept = t->communes[commune].ept;
    const char *proposed = NULL;
    if (q->unit == INVENTORY_EPCI && epci != TERRITORY_NONE)
        proposed = t->epcis[epci].code.s;
    else if (q->unit == INVENTORY_EPT && ept != TERRITORY_NONE)
        proposed = t->epts[ept].code.s;
    if (proposed == NULL)
        return false;
    QUERY_REPORT(q, .code = "commune-au-lieu-groupement", .proposed = proposed,
                 .detail = t->communes[commune].name);
    return true;
}

/* Reports that a code is good, but of another type of unit. */
static bool report_other_type(const unit_query *q)
{
    static const inventory_unit units[] = {INVENTORY_COMMUNE,
                                           INVENTORY_ARRONDISSEMENT_MUNICIPAL,
                                           INVENTORY_COMMUNE_DELEGUEE,
                                           INVENTORY_EPCI,
                                           INVENTORY_EPT,
                                           INVENTORY_QPV,
                                           INVENTORY_DEPARTEMENT,
                                           INVENTORY_REGION};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        mlg_code code;
        base_code_fix fix = base_code_parse(inventory_unit_code_kind(units[i]), q->text, &code);
        if (fix != BASE_CODE_CLEAN && fix != BASE_CODE_TIDIED)
            continue;
        uint32_t index = inventory_unit_find(q->t, units[i], code);
        if (index == TERRITORY_NONE)
            continue;
        inventory_unit proposed = units[i];
        if (is_of_qpv(q->unit) && proposed == INVENTORY_COMMUNE)
            proposed = INVENTORY_QPV_DE_COMMUNE;
        else if (is_of_qpv(q->unit) && proposed == INVENTORY_EPCI)
            proposed = INVENTORY_QPV_DE_EPCI;
        if (proposed == q->unit)
            continue;
        if (units[i] == INVENTORY_COMMUNE && report_commune_for_group(q, index))
            return true;
        QUERY_REPORT(q, .code = "unite-autre-type", .proposed = inventory_unit_names[proposed],
                     .detail = name_at(q->t, units[i], index));
        return true;
    }
    return false;
}

/* Reports the code of the unit that the row names, when there is exactly one. */
static bool report_by_name(const unit_query *q)
{
    mlg_code found[1];
    if (q->name[0] == '\0' ||
        inventory_names_find(q->row->check->names, q->unit, q->name, found, 1) != 1)
        return false;
    QUERY_REPORT(q, .code = "unite-code-du-nom", .proposed = found[0].s, .detail = q->name);
    return true;
}

/* The one EPCI or EPT whose SIREN is a digit away; TERRITORY_NONE when none or several are. */
static uint32_t near_siren(const mlg_territory *t, inventory_unit unit, const char *digits)
{
    const territory_group *groups = unit == INVENTORY_EPT ? t->epts : t->epcis;
    size_t n = unit == INVENTORY_EPT ? t->n_epts : t->n_epcis;
    uint32_t near = TERRITORY_NONE;
    for (size_t i = 0; i < n; i++) {
        if (base_edit_distance(digits, groups[i].code.s) > 1)
            continue;
        if (near != TERRITORY_NONE)
            return TERRITORY_NONE;
        near = (uint32_t)i;
    }
    return near;
}

static bool report_near_siren(const unit_query *q)
{
    if (inventory_unit_code_kind(q->unit) != BASE_CODE_SIREN || strlen(q->text) > 15)
        return false;
    uint32_t near = near_siren(q->t, q->unit, q->text);
    if (near == TERRITORY_NONE)
        return false;
    const territory_group *group =
        q->unit == INVENTORY_EPT ? &q->t->epts[near] : &q->t->epcis[near];
    QUERY_REPORT(q, .code = "siren-proche", .proposed = group->code.s, .detail = group->name);
    return true;
}

static void report_malformed(const unit_query *q)
{
    static const char *const codes[] = {[BASE_CODE_COMMUNE] = "code-commune-illisible",
                                        [BASE_CODE_SIREN] = "code-siren-illisible",
                                        [BASE_CODE_QPV] = "code-qpv-illisible",
                                        [BASE_CODE_DEPARTMENT] = "code-departement-illisible",
                                        [BASE_CODE_REGION] = "code-region-illisible"};
    base_code_kind kind = inventory_unit_code_kind(q->unit);
    size_t digits = strspn(q->text, "0123456789");
    if (q->t != NULL && (report_other_type(q) || report_near_siren(q) || report_by_name(q)))
        return;
    if (kind == BASE_CODE_SIREN && digits >= 6 && q->text[digits] == '\0') {
        g_autofree char *count = g_strdup_printf("%zu", digits);
        QUERY_REPORT(q, .code = "siren-chiffres", .detail = count);
        return;
    }
    QUERY_REPORT(q, .code = codes[kind]);
}

/* A well-formed code of a département of which nothing is loaded is not wrong, only out of view. */
static bool is_outside(const unit_query *q, mlg_code code)
{
    mlg_code department = code;
    switch (inventory_unit_code_kind(q->unit)) {
    case BASE_CODE_COMMUNE:
        department = base_code_department(code);
        break;
    case BASE_CODE_QPV:
        department = base_code_qpv_department(code);
        break;
    case BASE_CODE_DEPARTMENT:
        break;
    default:
        return false;
    }
    return territory_find_department(q->t, department) == TERRITORY_NONE &&
           !base_code_is_empty(base_code_region_of_department(department));
}

static const char *unknown_code(inventory_unit unit)
{
    switch (unit) {
    case INVENTORY_COMMUNE_DELEGUEE:
        return "deleguee-inconnue";
    case INVENTORY_ARRONDISSEMENT_MUNICIPAL:
        return "arrondissement-inconnu";
    case INVENTORY_EPCI:
    case INVENTORY_QPV_DE_EPCI:
        return "epci-inconnu";
    case INVENTORY_EPT:
        return "ept-inconnu";
    case INVENTORY_DEPARTEMENT:
        return "departement-inconnu";
    case INVENTORY_REGION:
        return "region-inconnue";
    case INVENTORY_QPV:
        return "qpv-inconnu";
    default:
        return "commune-inconnue";
    }
}

/* QPV of the run that go with one of the other generation: "QN09301M (82 %)", the share of its area
 * that lies there. */
static char *list_matches(const mlg_territory *t, mlg_code other, bool shares)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < t->n_matches; i++) {
        const territory_match *match = &t->matches[i];
        if (!base_code_equal(match->other, other) || base_code_is_empty(match->qpv))
            continue;
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", match->qpv.s);
        if (shares && !isnan(match->part_other))
            g_string_append_printf(list, " (%.0f %%)", 100 * match->part_other);
    }
    return g_string_free(list, FALSE);
}

/* A run is of one generation of QPV; the other one's have other limits. A QPV is never taken for
 * another: those that correspond to it are proposed. */
static bool report_generation(const unit_query *q, mlg_code code)
{
    const mlg_territory *t = q->t;
    int generation = territory_generation_at(t, code);
    if (q->unit != INVENTORY_QPV || t->n_qpvs == 0 || base_code_qpv_generation(code) == generation)
        return false;
    bool compared = t->compared != NULL && territory_find_qpv(t->compared, code) != TERRITORY_NONE;
    g_autofree char *year = g_strdup_printf("%d", generation);
    g_autofree char *proposed = list_matches(t, code, false);
    g_autofree char *shares = list_matches(t, code, true);
    q->row->compared = q->row->compared || compared;
    if (proposed[0] != '\0')
        QUERY_REPORT(
            q, .code = compared ? "qpv-generation-comparee-proche" : "qpv-autre-generation-proche",
            .proposed = proposed, .detail = shares);
    else
        QUERY_REPORT(q, .code = compared ? "qpv-generation-comparee" : "qpv-autre-generation",
                     .detail = year);
    return true;
}

/* A good code that the territory lacks. */
static void report_unknown(const unit_query *q, mlg_code code)
{
    inventory_check *check = q->row->check;
    mlg_code city = base_code_plm_commune(code);
    if (inventory_report_obsolete(q->row, q->column, q->unit, code.s) || report_other_type(q) ||
        report_generation(q, code))
        return;
    check->n_lost++;
    if (check->first_lost == NULL)
        check->first_lost = g_string_chunk_insert_const(check->b->strings, code.s);
    if (!base_code_is_empty(city) && territory_find_commune(q->t, city) != TERRITORY_NONE) {
        QUERY_REPORT(q, .code = "arrondissement-non-charge", .detail = city.s);
    } else if (is_outside(q, code)) {
        QUERY_REPORT(q, .code = "unite-hors-territoire");
        q->row->outside = true;
    } else if (!report_by_name(q) && !report_near_siren(q)) {
        QUERY_REPORT(q, .code = unknown_code(q->unit));
    }
}

/* 1001: the zero is put back to propose a code, never to use it. */
static void report_padded(const unit_query *q, mlg_code code)
{
    uint32_t index = q->t != NULL ? inventory_unit_find(q->t, q->unit, code) : TERRITORY_NONE;
    if (q->t == NULL) {
        QUERY_REPORT(q, .code = "zero-perdu", .proposed = code.s);
    } else if (index == TERRITORY_NONE) {
        report_unknown(q, code);
    } else {
        const char *finding = q->unit == INVENTORY_DEPARTEMENT ? "departement-zero-perdu"
                              : q->unit == INVENTORY_REGION    ? "region-zero-perdu"
                                                               : "commune-zero-perdu";
        QUERY_REPORT(q, .code = finding, .proposed = code.s,
                     .detail = name_at(q->t, q->unit, index));
    }
}

static void add_target(GArray *targets, inventory_unit unit, mlg_code code, uint32_t index)
{
    inventory_target target = {.unit = unit, .code = code, .index = index};
    g_array_append_val(targets, target);
}

/* In a run by arrondissement these are the communes: Paris is all of its own, 75101 is one of them.
 */
static bool add_by_arrondissement(const unit_query *q, mlg_code code, GArray *targets)
{
    guint before = targets->len;
    bool city = q->unit == INVENTORY_COMMUNE || q->unit == INVENTORY_QPV_DE_COMMUNE;
    for (uint32_t i = 0; i < q->t->n_communes; i++) {
        mlg_code commune = q->t->communes[i].code;
        if (city && base_code_equal(base_code_plm_commune(commune), code))
            add_target(targets, q->unit, commune, i);
        else if (q->unit == INVENTORY_ARRONDISSEMENT_MUNICIPAL && base_code_equal(commune, code) &&
                 !base_code_is_empty(base_code_plm_commune(code)))
            add_target(targets, INVENTORY_COMMUNE, commune, i);
    }
    return targets->len > before;
}

/* Remarks on a unit that was found: how its code was written, what the row calls it. */
static void remark(const unit_query *q, const inventory_target *target, base_code_fix fix)
{
    if (fix == BASE_CODE_TIDIED)
        QUERY_REPORT(q, .code = "unite-code-nettoye", .proposed = target->code.s);
    const char *official = q->t != NULL ? name_at(q->t, target->unit, target->index) : "";
    if (q->name[0] != '\0' && official[0] != '\0' &&
        !inventory_names_agree(q->unit, q->name, official))
        INVENTORY_REPORT(q->row, .code = "unite-nom-different", .column = "unite_nom",
                         .value = q->name, .proposed = official, .detail = target->code.s);
}

bool inventory_resolve(inventory_row *row, const char *column, inventory_unit unit,
                       const char *text, const char *name, GArray *targets)
{
    const mlg_territory *t = row->check->territory;
    unit_query q = {row, t, column, text, name, unit};
    mlg_code code;
    base_code_fix fix = base_code_parse(inventory_unit_code_kind(unit), text, &code);
    if (fix == BASE_CODE_INVALID || fix == BASE_CODE_PADDED) {
        if (fix == BASE_CODE_INVALID)
            report_malformed(&q);
        else
            report_padded(&q, code);
        return false;
    }
    uint32_t index = t != NULL ? inventory_unit_find(t, unit, code) : TERRITORY_NONE;
    if (index != TERRITORY_NONE || t == NULL) {
        add_target(targets, unit, code, index);
    } else if (!add_by_arrondissement(&q, code, targets)) {
        report_unknown(&q, code);
        return false;
    }
    row->check->n_joined += inventory_published(row->check, row->origin) == NULL;
    remark(&q, &g_array_index(targets, inventory_target, targets->len - 1), fix);
    return true;
}

void inventory_report_name_only(inventory_row *row, const char *column, inventory_unit unit,
                                const char *name)
{
    enum { SHOWN = 5 };
    mlg_code found[SHOWN];
    size_t n = inventory_names_find(row->check->names, unit, name, found, SHOWN);
    if (n == 0) {
        INVENTORY_REPORT(row, .code = "unite-nom-introuvable", .column = column, .value = name,
                         .detail = inventory_unit_names[unit]);
    } else if (n == 1) {
        INVENTORY_REPORT(row, .code = "unite-sans-code", .column = column, .value = name,
                         .proposed = found[0].s);
    } else {
        GString *codes = g_string_new(NULL);
        for (size_t i = 0; i < n && i < SHOWN; i++)
            g_string_append_printf(codes, "%s%s", i > 0 ? ", " : "", found[i].s);
        g_autofree char *list = g_string_free(codes, FALSE);
        INVENTORY_REPORT(row, .code = "unite-nom-ambigu", .column = column, .value = name,
                         .detail = list);
    }
}
