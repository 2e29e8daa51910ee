/*
 * zone_filter.c - --zone: reg:84, dep:69, epci:244400644, com:93048, a list of these. A bare code
 * is read when it can be one thing only: every région code is also a département's.
 */
#include "coverage/work.h"

#include "base/text.h"

#include <string.h>

/* Marks the communes of a group. */
static bool mark(coverage_work *w, const territory_group *groups, uint32_t index)
{
    if (index == TERRITORY_NONE)
        return false;
    for (uint32_t i = 0; i < groups[index].n_communes; i++)
        w->commune_in_zone[groups[index].communes[i]] = true;
    return true;
}

static bool mark_commune(coverage_work *w, uint32_t index)
{
    if (index == TERRITORY_NONE)
        return false;
    w->commune_in_zone[index] = true;
    return true;
}

static mlg_status not_loaded(const char *item, mlg_error *err)
{
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("zone %s: not in the loaded territory"), item),
                    _("write reg:84, dep:69, epci:244400644 or com:93048"));
}

static mlg_status unknown_prefix(const char *item, size_t length, mlg_error *err)
{
    g_autofree char *prefix = g_strndup(item, length);
    return mlg_hint(
        err, mlg_fail(err, MLG_E_ARG, _("zone '%s': prefix '%s' is not known"), item, prefix),
        _("write reg:84, dep:69, epci:244400644 or com:93048"));
}

static mlg_status mark_prefixed(coverage_work *w, const char *item, const char *colon,
                                mlg_error *err)
{
    const mlg_territory *t = w->t;
    mlg_code code = base_code(colon + 1);
    size_t n = (size_t)(colon - item);
    bool found = false;
    if (n == 3 && g_ascii_strncasecmp(item, "reg", 3) == 0)
        found = mark(w, t->regions, territory_find_region(t, code));
    else if (n == 3 && g_ascii_strncasecmp(item, "dep", 3) == 0)
        found = mark(w, t->departments, territory_find_department(t, code));
    else if (n == 4 && g_ascii_strncasecmp(item, "epci", 4) == 0)
        found = mark(w, t->epcis, territory_find_epci(t, code));
    else if (n == 3 && g_ascii_strncasecmp(item, "com", 3) == 0)
        found = mark_commune(w, territory_find_commune(t, code));
    else
        return unknown_prefix(item, n, err);
    return found ? MLG_OK : not_loaded(item, err);
}

static mlg_status mark_bare(coverage_work *w, const char *item, mlg_error *err)
{
    const mlg_territory *t = w->t;
    mlg_code code = base_code(item);
    uint32_t region = territory_find_region(t, code);
    uint32_t department = territory_find_department(t, code);
    if (base_code_is_region(item) || (region != TERRITORY_NONE && department != TERRITORY_NONE))
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_ARG, _("zone %s: a région and a département have this code"), item),
            _("write reg:%s or dep:%s"), item, item);
    bool found = mark(w, t->regions, region) || mark(w, t->departments, department) ||
                 mark(w, t->epcis, territory_find_epci(t, code)) ||
                 mark_commune(w, territory_find_commune(t, code));
    return found ? MLG_OK : not_loaded(item, err);
}

mlg_status coverage_step_zone(coverage_work *w, const char *zone, mlg_error *err)
{
    w->commune_in_zone = g_new0(bool, w->t->n_communes + 1);
    if (zone == NULL || zone[0] == '\0') {
        memset(w->commune_in_zone, 1, w->t->n_communes * sizeof(bool));
        return MLG_OK;
    }
    w->cov->zone = g_strdup(zone);
    size_t n_items = 0;
    g_auto(GStrv) items = g_strsplit_set(zone, ", ;", -1);
    for (size_t i = 0; items[i] != NULL; i++) {
        const char *colon = strchr(items[i], ':');
        if (items[i][0] == '\0')
            continue;
        n_items++;
        if (colon != NULL)
            MLG_TRY(mark_prefixed(w, items[i], colon, err));
        else
            MLG_TRY(mark_bare(w, items[i], err));
    }
    return n_items > 0 ? MLG_OK : not_loaded(zone, err);
}
