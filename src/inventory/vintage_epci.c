/*
 * vintage_epci.c - an EPCI is made of the communes that the table of its millesime names, where
 * tables of several years are given; one that is gone names those that hold its communes now.
 */
#include "inventory/check.h"

static bool has(const territory_membership *m, mlg_code code)
{
    size_t n;
    (void)territory_members(m, code, &n); /* only the number is wanted */
    return n > 0;
}

const territory_membership *inventory_epci_table(const mlg_territory *t, mlg_code code, int year)
{
    const territory_membership *before = NULL, *after = NULL;
    for (size_t i = 0; i < t->n_memberships; i++) {
        const territory_membership *m = &t->memberships[i];
        before = m->year <= year ? m : before;
        after = m->year >= year && after == NULL ? m : after;
    }
    if (before == NULL || after == NULL)
        return before != NULL ? before : after;
    if (has(before, code) != has(after, code)) /* it began or ended between the two */
        return has(before, code) ? before : after;
    return after->year - year <= year - before->year ? after : before;
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
    for (size_t i = t->n_memberships; i-- > 0;)
        if (has(&t->memberships[i], code))
            return t->memberships[i].year;
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
    INVENTORY_REPORT(row, .code = "epci-disparu",
                     .column = inventory_code_column(row->check, row->origin), .value = code.s,
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
                     .column = inventory_code_column(row->check, row->origin), .value = code.s,
                     .proposed = successors, .detail = then);
}

bool inventory_convert_epci(inventory_row *row, inventory_unit unit, mlg_code code, GArray *targets,
                            bool *ret_ok)
{
    const mlg_territory *t = row->check->territory;
    const territory_membership *then = inventory_epci_table(t, code, year_of(row));
    size_t n = 0;
    if (then == NULL) {
        if (territory_find_epci(t, code) != TERRITORY_NONE)
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
        if (unit == INVENTORY_EPCI || !target.part ||
            !inventory_add_former_qpvs(t, target.was, target.was_day, targets))
            g_array_append_val(targets, target);
    }
    report_taken(row, code, then->year);
    *ret_ok = true;
    return true;
}
