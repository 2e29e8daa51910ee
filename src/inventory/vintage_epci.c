/*
 * vintage_epci.c - an EPCI is made of the communes that the table of its millesime names, where
 * tables of several years are given; one that is gone names those that hold its communes now.
 */
#include "inventory/check.h"

#include <stdlib.h>

/* The tables of the year nearest to one, of equals the later. */
static const territory_membership *nearest(const mlg_territory *t, int year)
{
    const territory_membership *found = NULL;
    for (size_t i = 0; i < t->n_memberships; i++)
        if (found == NULL || abs(t->memberships[i].year - year) <= abs(found->year - year))
            found = &t->memberships[i];
    return found;
}

static int year_of(const inventory_row *row)
{
    if (row->vintage != 0)
        return row->vintage;
    base_date day = row->start != BASE_DATE_NONE ? row->start : row->check->date;
    return day != BASE_DATE_NONE ? base_date_year(day) : row->check->territory->epci_year;
}

/* Lines that say a year of which there is no table are counted. */
static void count_other(inventory_row *row, mlg_code code, int used)
{
    inventory_conversion *other = &row->check->other_epci;
    if (row->vintage == 0 || used == 0 || row->vintage == used || other->n++ > 0)
        return;
    other->file = row->origin->file;
    other->year = row->vintage;
    other->first = code;
    (void)g_snprintf(other->target, sizeof other->target, "%d", used);
}

/* The same communes, wholly, as the territory has it. */
static bool is_as_now(const mlg_territory *t, mlg_code code, const territory_member *members,
                      size_t n)
{
    uint32_t index = territory_find_epci(t, code);
    if (index == TERRITORY_NONE || t->epcis[index].n_communes != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!members[i].whole || members[i].commune != t->epcis[index].communes[i])
            return false;
    return true;
}

/* Gone from the nearest tables: the year of those that have it, or 0. */
static int year_with(const mlg_territory *t, mlg_code code)
{
    for (size_t i = t->n_memberships; i-- > 0;) {
        size_t n;
        (void)territory_members(&t->memberships[i], code, &n); /* only the number is wanted */
        if (n > 0)
            return t->memberships[i].year;
    }
    return 0;
}

static bool report_gone(inventory_row *row, inventory_unit unit, mlg_code code)
{
    const mlg_territory *t = row->check->territory;
    const char *published = inventory_published(row->check, row->origin);
    if (published != NULL)
        return inventory_report_obsolete(row, published, unit, code.s);
    int year = year_with(t, code);
    if (year == 0)
        return false;
    g_autofree char *successors = inventory_successors(t, INVENTORY_EPCI, code);
    g_autofree char *then = g_strdup_printf("%d", year);
    INVENTORY_REPORT(row, .code = "epci-disparu", .column = "unite_code", .value = code.s,
                     .proposed = successors, .detail = then);
    return true;
}

static void report_taken(inventory_row *row, mlg_code code, int year)
{
    const mlg_territory *t = row->check->territory;
    bool gone = territory_find_epci(t, code) == TERRITORY_NONE;
    g_autofree char *successors = inventory_successors(t, INVENTORY_EPCI, code);
    g_autofree char *then = g_strdup_printf("%d", year);
    INVENTORY_REPORT(row, .code = gone && successors != NULL ? "epci-ancien" : "epci-millesime",
                     .column = "unite_code", .value = code.s, .proposed = successors,
                     .detail = then);
}

bool inventory_convert_epci(inventory_row *row, inventory_unit unit, mlg_code code, GArray *targets,
                            bool *ret_ok)
{
    const mlg_territory *t = row->check->territory;
    const territory_membership *then = nearest(t, year_of(row));
    size_t n = 0;
    if (then == NULL) {
        count_other(row, code, t->epci_year);
        return false;
    }
    const territory_member *members = territory_members(then, code, &n);
    if (n == 0) {
        *ret_ok = false;
        return report_gone(row, unit, code);
    }
    count_other(row, code, then->year);
    if (is_as_now(t, code, members, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        inventory_target target = {.unit = unit == INVENTORY_EPCI ? INVENTORY_COMMUNE
                                                                  : INVENTORY_QPV_DE_COMMUNE,
                                   .code = t->communes[members[i].commune].code,
                                   .index = members[i].commune,
                                   .part = !members[i].whole};
        if (target.part) {
            target.was = members[i].was;
            target.was_day = history_day(then->year);
        }
        g_array_append_val(targets, target);
    }
    report_taken(row, code, then->year);
    *ret_ok = true;
    return true;
}
