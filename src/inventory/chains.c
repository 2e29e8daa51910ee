/*
 * chains.c - contracts that follow or absorb each other: circles, and what a contract and the one
 * that it follows say against each other. Nothing is rejected: coverage does not depend on it.
 */
#include "inventory/check.h"

#include <string.h>

/* A column that names another dispositif. */
typedef struct reference {
    const char *column, *circle; /* finding of a circle */
    const char *(*get)(const inventory_dispositif *d);
} reference;

static const char *get_predecessor(const inventory_dispositif *d)
{
    return d->succeeds;
}

static const char *get_absorber(const inventory_dispositif *d)
{
    return d->absorbed_by;
}

static const reference references[] = {
    {"succede_a", "succession-cycle", get_predecessor},
    {"absorbe_par", "absorption-cycle", get_absorber},
};

static const inventory_draft *next_of(const inventory_check *check, const reference *r,
                                      const inventory_draft *draft)
{
    return inventory_find_draft(check, r->get(&draft->d));
}

/* --- circles ------------------------------------------------------------------------------- */

/* "A > B > A", from its member that is first by id. A dispositif that names itself is told
 * elsewhere. */
static void report_circle(inventory_check *check, const reference *r, const inventory_draft *member)
{
    const inventory_draft *first = member;
    for (const inventory_draft *d = next_of(check, r, member); d != member;
         d = next_of(check, r, d))
        first = d->index < first->index ? d : first;
    if (next_of(check, r, first) == first)
        return;
    g_autoptr(GString) circle = g_string_new(first->d.id);
    const inventory_draft *d = first;
    do {
        d = next_of(check, r, d);
        g_string_append_printf(circle, " > %s", d->d.id);
    } while (d != first);
    inventory_row row = {
        .check = check, .object = "dispositif", .id = first->d.id, .origin = &first->d.origin};
    INVENTORY_REPORT(&row, .code = r->circle, .column = r->column, .value = r->get(&first->d),
                     .detail = circle->str);
}

/* Each dispositif names one other at most: a walk that meets itself has gone round. */
static void find_circles(inventory_check *check, const reference *r)
{
    g_autofree guint *walks = g_new0(guint, check->drafts->len + 1); /* who passed, from 1 */
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *d = g_ptr_array_index(check->drafts, i);
        for (; d != NULL && walks[d->index] == 0; d = next_of(check, r, d))
            walks[d->index] = i + 1;
        if (d != NULL && walks[d->index] == i + 1)
            report_circle(check, r, d);
    }
}

/* --- a contract and the one that it follows ------------------------------------------------ */

static bool is_in_force(const inventory_check *check, const inventory_dispositif *d)
{
    return check->date != BASE_DATE_NONE &&
           inventory_in_force(d, check->date, /* with_projects= */ false).in_force;
}

static void check_dates(inventory_row *row, const inventory_dispositif *d,
                        const inventory_dispositif *before)
{
    char start[11], other[11];
    base_date first = inventory_start(d), first_before = inventory_start(before);
    const char *column = d->starts.first != BASE_DATE_NONE ? "date_debut" : "date_signature";
    bool both = is_in_force(row->check, d) && is_in_force(row->check, before);
    if (both)
        INVENTORY_REPORT(row, .code = "succession-double", .column = "succede_a",
                         .value = before->id,
                         .detail = before->ends.last != BASE_DATE_NONE
                                       ? base_date_format(before->ends.last, other)
                                       : "?");
    if (first == BASE_DATE_NONE)
        return;
    if (first_before != BASE_DATE_NONE && first < first_before) {
        g_autofree char *detail =
            g_strdup_printf("%s, %s", before->id, base_date_format(first_before, other));
        INVENTORY_REPORT(row, .code = "succession-anterieure", .column = column,
                         .value = base_date_format(first, start), .detail = detail);
    } else if (!both && before->ends.last != BASE_DATE_NONE && first <= before->ends.last) {
        g_autofree char *detail =
            g_strdup_printf("%s, %s, %ld", before->id, base_date_format(before->ends.last, other),
                            base_date_days_between(first, before->ends.last) + 1);
        INVENTORY_REPORT(row, .code = "succession-chevauchement", .column = column,
                         .value = base_date_format(first, start), .detail = detail);
    }
}

static void check_succession(inventory_row *row, const inventory_draft *draft,
                             const inventory_draft *before)
{
    const inventory_dispositif *d = &draft->d;
    if (strcmp(draft->type_name, before->type_name) != 0) {
        g_autofree char *detail = g_strdup_printf("%s, %s", before->d.id, before->type_name);
        INVENTORY_REPORT(row, .code = "succession-type", .column = "succede_a",
                         .value = draft->type_name, .detail = detail);
    }
    if (d->generation > 0 && before->d.generation >= d->generation) {
        g_autofree char *detail = g_strdup_printf("%s, %d", before->d.id, before->d.generation);
        g_autofree char *value = g_strdup_printf("%d", d->generation);
        INVENTORY_REPORT(row, .code = "succession-generation", .column = "generation",
                         .value = value, .detail = detail);
    }
    check_dates(row, d, &before->d);
}

/* A reference that names nothing is told elsewhere. */
static void check_absorption(inventory_row *row, const inventory_draft *draft,
                             const inventory_draft *absorber)
{
    const inventory_dispositif *d = &draft->d;
    bool absorbed = d->status == INVENTORY_ABSORBE;
    if (absorbed && d->absorbed_by[0] == '\0')
        INVENTORY_REPORT(row, .code = "absorbe-sans-renvoi", .column = "absorbe_par");
    else if (!absorbed && absorber != NULL && absorber != draft)
        INVENTORY_REPORT(row, .code = "absorbe-autre-statut", .column = "statut",
                         .value = inventory_status_names[d->status], .detail = d->absorbed_by);
}

void inventory_check_chains(inventory_check *check)
{
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        const inventory_draft *before = next_of(check, &references[0], draft);
        inventory_row row = {
            .check = check, .object = "dispositif", .id = draft->d.id, .origin = &draft->d.origin};
        if (before != NULL && before != draft)
            check_succession(&row, draft, before);
        check_absorption(&row, draft, next_of(check, &references[1], draft));
    }
    for (size_t r = 0; r < G_N_ELEMENTS(references); r++)
        find_circles(check, &references[r]);
}
