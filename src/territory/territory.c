/*
 * territory.c - lookups by code in the sorted arrays, and the public face of a territory.
 */
#include "territory/territory.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>

void mlg_territory_free(mlg_territory *territory)
{
    if (territory == NULL)
        return;
    for (size_t i = 0; i < territory->n_crs; i++)
        g_free(territory->crs[i]);
    g_free(territory->crs);
    g_free(territory->compared); /* a view: its arrays are ours */
    if (territory->shapes != NULL)
        g_ptr_array_unref(territory->shapes);
    if (territory->owned != NULL)
        g_ptr_array_unref(territory->owned);
    if (territory->strings != NULL)
        g_string_chunk_free(territory->strings);
    g_clear_pointer(&territory->files, g_ptr_array_unref);
    territory_history_free(territory->history);
    mlg_findings_free(territory->findings);
    g_free(territory);
}

/* Every array's items begin with their code, so one binary search serves all. */
static uint32_t find(const void *items, size_t n, size_t item_size, mlg_code code)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const mlg_code *at = (const mlg_code *)((const char *)items + middle * item_size);
        int order = base_code_compare(*at, code);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TERRITORY_NONE;
}

uint32_t territory_find_commune(const mlg_territory *t, mlg_code code)
{
    return find(t->communes, t->n_communes, sizeof t->communes[0], code);
}

uint32_t territory_find_part(const mlg_territory *t, mlg_code code, territory_part_kind kind)
{
    for (size_t i = 0; i < t->n_parts; i++) {
        if (t->parts[i].kind == kind && base_code_equal(t->parts[i].code, code))
            return (uint32_t)i;
    }
    return TERRITORY_NONE;
}

uint32_t territory_find_epci(const mlg_territory *t, mlg_code code)
{
    return find(t->epcis, t->n_epcis, sizeof t->epcis[0], code);
}

uint32_t territory_find_ept(const mlg_territory *t, mlg_code code)
{
    return find(t->epts, t->n_epts, sizeof t->epts[0], code);
}

uint32_t territory_find_department(const mlg_territory *t, mlg_code code)
{
    return find(t->departments, t->n_departments, sizeof t->departments[0], code);
}

uint32_t territory_find_region(const mlg_territory *t, mlg_code code)
{
    return find(t->regions, t->n_regions, sizeof t->regions[0], code);
}

uint32_t territory_find_qpv(const mlg_territory *t, mlg_code code)
{
    return find(t->qpvs, t->n_qpvs, sizeof t->qpvs[0], code);
}

/*
 * In force: the 2015 generation from 2015-01-01 (decrees 2014-1750 and 2014-1751), that of 2024
 * from 2024-01-01 in mainland France (decree 2023-1314) and from 2025-01-01 overseas (decree
 * 2024-1212).
 */
static int generation_in_force(bool overseas, base_date date)
{
    base_date newer = overseas ? 20250101 : 20240101;
    return date != BASE_DATE_NONE && date < newer ? 2015 : 2024;
}

bool territory_qpv_is_overseas(mlg_code qpv)
{
    mlg_code department = base_code_qpv_department(qpv);
    return department.s[0] == '9' && (department.s[1] == '7' || department.s[1] == '8');
}

int territory_generation_at(const mlg_territory *t, mlg_code qpv)
{
    bool overseas = territory_qpv_is_overseas(qpv);
    int asked = t->qpv_asked[overseas];
    return asked != 0 ? asked : generation_in_force(overseas, t->qpv_date);
}

static bool has_qpv(const mlg_territory *t, bool overseas)
{
    for (size_t q = 0; q < t->n_qpvs; q++)
        if (territory_qpv_is_overseas(t->qpvs[q].code) == overseas)
            return true;
    return false;
}

mlg_status territory_set_date(mlg_territory *t, base_date date, const char *name, mlg_error *err)
{
    for (int overseas = 0; overseas <= 1 && t->qpv_choice == 0; overseas++) {
        int then = generation_in_force(overseas, t->qpv_date);
        int now = generation_in_force(overseas, date);
        bool any = has_qpv(t, overseas) || (t->compared != NULL && has_qpv(t->compared, overseas));
        if (then == now || !any)
            continue;
        char day[11], built[11];
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_CONFLICT,
                     overseas ? _("%s: built for %s, when the QPV of %d are in force overseas, and "
                                  "on %s those of %d are")
                              : _("%s: built for %s, when the QPV of %d are in force, and on %s "
                                  "those of %d are"),
                     name, base_date_format(t->qpv_date, built), then, base_date_format(date, day),
                     now),
            "%s",
            _("run `maillage build` again with that --date, or with --qpv-generation: its QPV then "
              "hold for every day"));
    }
    t->qpv_date = date;
    if (t->compared != NULL)
        t->compared->qpv_date = date;
    return MLG_OK;
}

const mlg_territory *mlg_territory_compared(const mlg_territory *territory)
{
    return territory->compared;
}

double territory_former_population(const mlg_territory *t, mlg_code code, base_date day)
{
    double people = (double)NAN;
    long nearest = G_MAXLONG;
    for (size_t i = 0; i < t->n_formers && t->history != NULL; i++) {
        const territory_former *former = &t->formers[i];
        long far = labs(base_date_days_between(day, former->day));
        mlg_code other;
        if (far < nearest && base_code_equal(former->code, code) &&
            territory_history_same(t->history, code, day, former->day, &other) &&
            base_code_equal(other, code)) {
            nearest = far;
            people = former->people;
        }
    }
    return people;
}

const territory_member *territory_members(const territory_membership *m, mlg_code epci,
                                          size_t *ret_n)
{
    size_t low = 0, high = m->n_members;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (base_code_compare(m->members[middle].epci, epci) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < m->n_members && base_code_equal(m->members[end].epci, epci))
        end++;
    *ret_n = end - low;
    return &m->members[low];
}

/* The groups of a level, or NULL for communes, QPV and contrats de ville. */
static const territory_group *groups(const mlg_territory *t, mlg_level level, size_t *ret_n)
{
    switch (level) {
    case MLG_EPCI:
        *ret_n = t->n_epcis;
        return t->epcis;
    case MLG_DEPARTEMENT:
        *ret_n = t->n_departments;
        return t->departments;
    case MLG_REGION:
        *ret_n = t->n_regions;
        return t->regions;
    case MLG_QPV:
    case MLG_COMMUNE:
    case MLG_CONTRAT_VILLE:
        break;
    }
    *ret_n = 0;
    return NULL;
}

size_t mlg_territory_count(const mlg_territory *territory, mlg_level level)
{
    if (level == MLG_QPV)
        return territory->n_qpvs;
    if (level == MLG_COMMUNE)
        return territory->n_communes;
    size_t n = 0;
    (void)groups(territory, level, &n); /* only the number is wanted */
    return n;
}

const char *mlg_territory_code(const mlg_territory *territory, mlg_level level, size_t i)
{
    if (i >= mlg_territory_count(territory, level))
        return NULL;
    if (level == MLG_QPV)
        return territory->qpvs[i].code.s;
    if (level == MLG_COMMUNE)
        return territory->communes[i].code.s;
    size_t n;
    return groups(territory, level, &n)[i].code.s;
}

const char *mlg_territory_name(const mlg_territory *territory, mlg_level level, size_t i)
{
    if (i >= mlg_territory_count(territory, level))
        return NULL;
    if (level == MLG_QPV)
        return territory->qpvs[i].name;
    if (level == MLG_COMMUNE)
        return territory->communes[i].name;
    size_t n;
    return groups(territory, level, &n)[i].name;
}

double mlg_territory_population(const mlg_territory *territory, mlg_level level, size_t i)
{
    if (i >= mlg_territory_count(territory, level))
        return (double)NAN;
    if (level == MLG_QPV)
        return territory->qpvs[i].population;
    if (level == MLG_COMMUNE)
        return territory->communes[i].population;
    size_t n;
    return groups(territory, level, &n)[i].population;
}
