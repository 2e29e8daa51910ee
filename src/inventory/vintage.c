/*
 * vintage.c - codes of communes of another vintage than the territory's: forward a former commune
 * is a part of its successor, backward a code is the union of its predecessors (design §3).
 */
#include "inventory/check.h"

#include <string.h>

#define CODES(array) ((const mlg_code *)(void *)(array)->data)

static void convert(const mlg_territory *t, mlg_code code, base_date day, GArray *ret)
{
    territory_history_convert(t->history, &code, 1, day, t->cog_day, ret);
}

/* Whether a code is the same communes loaded on two days. */
static bool reads_alike(const mlg_territory *t, mlg_code code, base_date a, base_date b)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(history_target));
    g_autoptr(GArray) other = g_array_new(FALSE, FALSE, sizeof(history_target));
    convert(t, code, a, one);
    convert(t, code, b, other);
    bool alike = one->len == other->len;
    for (guint i = 0; alike && i < one->len; i++) {
        const history_target *x = &g_array_index(one, history_target, i);
        const history_target *y = &g_array_index(other, history_target, i);
        alike = base_code_equal(x->code, y->code) && x->whole == y->whole;
    }
    return alike;
}

/*
 * The COG that a code is of: as written, else of the year the line starts, else of the run, else of
 * the communes, whichever has the code; else the nearest that has it. It is told where another of
 * these would mean something else.
 */
static base_date choose_day(inventory_row *row, mlg_code code)
{
    const mlg_territory *t = row->check->territory;
    base_date until = territory_history_until(t->history), chosen = BASE_DATE_NONE;
    if (row->vintage != 0)
        return MIN(history_day(row->vintage), until);
    base_date days[] = {row->start, row->check->date, t->cog_day};
    bool alike = true;
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        if (days[i] == BASE_DATE_NONE)
            continue;
        base_date day =
            days[i] == t->cog_day ? days[i] : MIN(history_day(base_date_year(days[i])), until);
        if (!territory_history_exists(t->history, code, day))
            continue;
        if (chosen == BASE_DATE_NONE)
            chosen = day;
        alike = alike && reads_alike(t, code, chosen, day);
    }
    if (!alike) {
        g_autofree char *year = g_strdup_printf("%d", base_date_year(chosen));
        INVENTORY_REPORT(row, .code = "millesime-suppose",
                         .column = inventory_code_column(row->check, row->origin), .value = code.s,
                         .detail = year);
    }
    return chosen != BASE_DATE_NONE ? chosen
                                    : territory_history_nearest(t->history, code, t->cog_day);
}

/* The years of a code that is not of the year written. */
static void report_not_then(inventory_row *row, mlg_code code, base_date day)
{
    const char *column = inventory_code_column(row->check, row->origin);
    if (inventory_report_obsolete(row, column, INVENTORY_COMMUNE, code.s))
        return;
    base_date nearest = territory_history_nearest(row->check->territory->history, code, day);
    g_autofree char *year = g_strdup_printf("%d", row->vintage);
    g_autofree char *other = g_strdup_printf("%d", base_date_year(nearest));
    INVENTORY_REPORT(row, .code = "commune-hors-millesime",
                     .column = inventory_code_column(row->check, row->origin), .value = code.s,
                     .proposed = other, .detail = year);
}

bool inventory_add_former_qpvs(const mlg_territory *t, mlg_code code, base_date day,
                               GArray *targets)
{
    guint before = targets->len;
    g_autoptr(GArray) then = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (uint32_t q = 0; q < t->n_qpvs; q++) {
        const territory_qpv *qpv = &t->qpvs[q];
        g_array_set_size(then, 0);
        for (uint32_t k = 0; qpv->list_day != BASE_DATE_NONE && k < qpv->n_published; k++)
            territory_history_image(t->history, qpv->published[k], qpv->list_day, day, then);
        size_t n_in = 0;
        for (guint k = 0; k < then->len; k++)
            n_in += base_code_equal(CODES(then)[k], code);
        inventory_target target = {.unit = INVENTORY_QPV,
                                   .code = qpv->code,
                                   .index = q,
                                   .was = code,
                                   .was_day = day,
                                   .maybe = n_in < then->len};
        if (n_in > 0)
            g_array_append_val(targets, target);
    }
    return targets->len > before;
}

static void add_communes(inventory_row *row, inventory_unit unit, mlg_code code, base_date day,
                         const GArray *found, GArray *targets)
{
    const mlg_territory *t = row->check->territory;
    for (guint i = 0; i < found->len; i++) {
        const history_target *to = &g_array_index(found, history_target, i);
        bool of_qpv = unit == INVENTORY_QPV_DE_COMMUNE;
        inventory_target target = {.unit = of_qpv ? unit : INVENTORY_COMMUNE,
                                   .code = to->code,
                                   .index = territory_find_commune(t, to->code),
                                   .was = code,
                                   .was_day = day,
                                   .part = !to->whole};
        if (target.index == TERRITORY_NONE ||
            (of_qpv && target.part && inventory_add_former_qpvs(t, code, day, targets)))
            continue;
        g_array_append_val(targets, target);
        if (to->whole)
            inventory_count_conversion(row, base_date_year(day), code, to->code);
    }
}

/* A commune déléguée that no layer draws is the commune that it was. */
static base_date day_of_part(const mlg_territory *t, mlg_code code)
{
    if (territory_find_part(t, code, TERRITORY_DELEGUEE) != TERRITORY_NONE)
        return BASE_DATE_NONE;
    return territory_history_before(t->history, code, t->cog_day);
}

bool inventory_convert_commune(inventory_row *row, inventory_unit unit, mlg_code code,
                               GArray *targets, bool *ret_ok)
{
    const mlg_territory *t = row->check->territory;
    if (t->history == NULL || !territory_history_knows(t->history, code))
        return false;
    bool part = unit == INVENTORY_COMMUNE_DELEGUEE;
    base_date day = part ? day_of_part(t, code) : choose_day(row, code);
    if (day == BASE_DATE_NONE)
        return false;
    if (!territory_history_exists(t->history, code, day)) {
        if (!part)
            report_not_then(row, code, day);
        *ret_ok = false;
        return !part;
    }
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(history_target));
    convert(t, code, day, found);
    const history_target *first = found->len > 0 ? &g_array_index(found, history_target, 0) : NULL;
    bool same = found->len == 1 && first->whole && base_code_equal(first->code, code);
    if (same || (part && (first == NULL || first->whole)))
        return false;
    guint before = targets->len;
    add_communes(row, unit, code, day, found, targets);
    *ret_ok = targets->len > before;
    return *ret_ok; /* none is loaded: told as any code that the territory lacks */
}

bool inventory_resolve_dated(inventory_row *row, const char *column, inventory_unit unit,
                             const char *text, const char *name, GArray *targets)
{
    const mlg_territory *t = row->check->territory;
    mlg_code code;
    base_code_fix fix = base_code_parse(inventory_unit_code_kind(unit), text, &code);
    bool done = false, ok = false;
    if (t != NULL && (fix == BASE_CODE_CLEAN || fix == BASE_CODE_TIDIED)) {
        if (unit == INVENTORY_COMMUNE || unit == INVENTORY_QPV_DE_COMMUNE ||
            unit == INVENTORY_COMMUNE_DELEGUEE)
            done = inventory_convert_commune(row, unit, code, targets, &ok);
        else if (unit == INVENTORY_EPCI || unit == INVENTORY_QPV_DE_EPCI)
            done = inventory_convert_epci(row, unit, code, targets, &ok);
    }
    if (!done)
        return inventory_resolve(row, column, unit, text, name, targets);
    row->check->n_joined += ok && inventory_published(row->check, row->origin) == NULL;
    return ok;
}

void inventory_count_conversion(inventory_row *row, int year, mlg_code code, mlg_code target)
{
    GArray *all = row->check->conversions;
    inventory_conversion *found = NULL;
    for (guint i = 0; i < all->len && found == NULL; i++) {
        inventory_conversion *at = &g_array_index(all, inventory_conversion, i);
        if (at->year == year && strcmp(at->file, row->origin->file) == 0)
            found = at;
    }
    if (found == NULL) {
        inventory_conversion fresh = {.file = row->origin->file, .year = year};
        g_array_append_val(all, fresh);
        found = &g_array_index(all, inventory_conversion, all->len - 1);
    }
    if (found->n++ > 0 && strcmp(found->first.s, found->target) != 0)
        return;
    found->first = code;
    (void)g_strlcpy(found->target, target.s, sizeof found->target);
}

void inventory_report_conversions(inventory_check *check)
{
    for (guint i = 0; i < check->conversions->len; i++) {
        const inventory_conversion *c = &g_array_index(check->conversions, inventory_conversion, i);
        g_autofree char *year = g_strdup_printf("%d", c->year);
        g_autofree char *count = g_strdup_printf("%zu", c->n);
        BASE_EMIT(check->b->monitor, .code = "codes-convertis", .object = "source", .id = year,
                  .file = c->file, .value = c->first.s, .proposed = c->target, .detail = count);
    }
    const inventory_conversion *other = &check->other_epci;
    g_autofree char *year = g_strdup_printf("%d", other->year);
    g_autofree char *count = g_strdup_printf("%zu", other->n);
    if (other->n > 0)
        BASE_EMIT(check->b->monitor, .code = "epci-autre-millesime", .object = "source", .id = year,
                  .file = other->file, .value = other->first.s, .proposed = other->target,
                  .detail = count);
}

bool inventory_unit_resolves(const mlg_territory *t, inventory_unit unit, mlg_code code, int year)
{
    size_t n = 0;
    if (unit == INVENTORY_EPCI && t->n_memberships > 0) {
        (void)territory_members(inventory_epci_table(t, code, year), code, &n);
        return n > 0;
    }
    if (unit != INVENTORY_COMMUNE || t->history == NULL ||
        !territory_history_knows(t->history, code))
        return inventory_unit_find(t, unit, code) != TERRITORY_NONE;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(history_target));
    convert(t, code, MIN(history_day(year), territory_history_until(t->history)), found);
    for (guint i = 0; i < found->len && n == 0; i++)
        n += territory_find_commune(t, g_array_index(found, history_target, i).code) !=
             TERRITORY_NONE;
    return n > 0;
}

char *inventory_successors(const mlg_territory *t, inventory_unit unit, mlg_code code)
{
    if (t == NULL)
        return NULL;
    g_autoptr(GPtrArray) codes = g_ptr_array_new(); /* borrows texts of the territory */
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(history_target));
    if (unit == INVENTORY_COMMUNE && t->history != NULL &&
        territory_history_knows(t->history, code))
        convert(t, code, territory_history_nearest(t->history, code, t->cog_day), found);
    for (guint i = 0; i < found->len; i++) {
        const history_target *to = &g_array_index(found, history_target, i);
        if (territory_find_commune(t, to->code) != TERRITORY_NONE)
            g_ptr_array_add(codes, (gpointer)to->code.s);
    }
    for (size_t i = t->n_memberships; unit == INVENTORY_EPCI && i-- > 0 && codes->len == 0;) {
        size_t n;
        const territory_member *members = territory_members(&t->memberships[i], code, &n);
        for (size_t k = 0; k < n; k++) {
            uint32_t epci = t->communes[members[k].commune].epci;
            gpointer text = epci != TERRITORY_NONE ? (gpointer)t->epcis[epci].code.s : NULL;
            if (text != NULL && !g_ptr_array_find(codes, text, NULL))
                g_ptr_array_add(codes, text);
        }
    }
    if (codes->len == 0)
        return NULL;
    g_ptr_array_add(codes, NULL);
    return g_strjoinv(", ", (char **)codes->pdata);
}
