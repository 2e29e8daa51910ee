/*
 * states.c - what is remarkable once all rows are read: new types, references between dispositifs,
 * status against dates on the day of the run, perimeters without lines.
 */
#include "inventory/check.h"

#include <string.h>

#include "inventory/cells.h"

/* A type is likely to be another one's typing mistake when it is so many times rarer. */
enum { RARE = 5, SHORT_TYPE = 4 };

static bool is_listed(const inventory_check *check, const char *type)
{
    const char *value = NULL;
    for (size_t i = 0; (value = inventory_alias_list(check->aliases, "type", i)) != NULL; i++)
        if (strcmp(value, type) == 0)
            return true;
    return false;
}

static size_t length_gap(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    return n > m ? n - m : m - n;
}

/* At one distance CLMS is rather CLSM than CLS: letters are swapped more often than left out. */
static void keep_nearest(const char *type, const char *other, unsigned *least, const char **nearest)
{
    unsigned distance = base_edit_distance(type, other);
    if (distance == 0 || distance > *least || (distance == *least && *nearest == NULL))
        return;
    if (distance == *least) {
        size_t gap = length_gap(type, other), known = length_gap(type, *nearest);
        if (gap > known || (gap == known && strcmp(other, *nearest) > 0))
            return;
    }
    *least = distance;
    *nearest = other;
}

/* A listed type, or one that the inventory uses much more, that differs by a letter or two. */
static const char *nearest_type(const inventory_check *check, const char *type)
{
    unsigned least = strlen(type) <= SHORT_TYPE ? 2 : 3;
    const char *nearest = NULL, *other = NULL;
    for (size_t i = 0; (other = inventory_alias_list(check->aliases, "type", i)) != NULL; i++)
        keep_nearest(type, other, &least, &nearest);
    if (nearest != NULL)
        return nearest;
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(check->types, type));
    GHashTableIter types;
    gpointer name = NULL, count = NULL;
    g_hash_table_iter_init(&types, check->types);
    while (g_hash_table_iter_next(&types, &name, &count))
        if (GPOINTER_TO_UINT(count) >= n * RARE)
            keep_nearest(type, name, &least, &nearest);
    return nearest;
}

/* Once a type, at the first row in file order that has it. */
void inventory_check_types(inventory_check *check)
{
    g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < check->drafts->len; i++) {
        inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        const inventory_draft *known = g_hash_table_lookup(first, draft->type_name);
        if (known == NULL || draft->row < known->row)
            g_hash_table_insert(first, (gpointer)draft->type_name, draft);
    }
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        if (g_hash_table_lookup(first, draft->type_name) != draft ||
            is_listed(check, draft->type_name))
            continue;
        inventory_row row = {
            .check = check, .object = "dispositif", .id = draft->d.id, .origin = &draft->d.origin};
        const char *nearest = nearest_type(check, draft->type_name);
        INVENTORY_REPORT(&row, .code = nearest != NULL ? "type-proche" : "type-nouveau",
                         .column = "type", .value = draft->type_name, .proposed = nearest);
    }
}

static void check_reference(inventory_row *row, const char *column, const char *id)
{
    if (id[0] == '\0')
        return;
    const inventory_draft *other = inventory_find_draft(row->check, id);
    if (other != NULL && strcmp(other->d.id, row->id) == 0) {
        INVENTORY_REPORT(row, .code = "renvoi-a-soi", .column = column, .value = id);
    } else if (other == NULL) {
        const char *nearest = inventory_nearest_id(row->check, id);
        INVENTORY_REPORT(row, .code = nearest != NULL ? "renvoi-proche" : "renvoi-inconnu",
                         .column = column, .value = id, .proposed = nearest);
    }
}

/* References are spelled as the ids they name, so that later look-ups are exact. */
static void link_references(inventory_check *check, inventory_row *row, inventory_dispositif *d)
{
    check_reference(row, "succede_a", d->succeeds);
    check_reference(row, "absorbe_par", d->absorbed_by);
    const inventory_draft *other = inventory_find_draft(check, d->succeeds);
    if (other != NULL)
        d->succeeds = other->d.id;
    other = inventory_find_draft(check, d->absorbed_by);
    if (other != NULL)
        d->absorbed_by = other->d.id;
}

static void check_status(inventory_row *row, const inventory_dispositif *d, base_date day)
{
    char date[11];
    inventory_validity v = inventory_in_force(d, day, /* with_projects= */ false);
    base_date start = inventory_start(d);
    bool lapsed = d->status == INVENTORY_ECHU || d->status == INVENTORY_ABSORBE;
    if (v.past_end)
        INVENTORY_REPORT(
            row, .code = d->status == INVENTORY_ACTIF ? "actif-echu" : "renouvellement-echu",
            .column = "date_fin", .value = base_date_format(d->ends.last, date));
    else if (v.undated)
        INVENTORY_REPORT(row, .code = "sans-date", .column = "date_debut",
                         .value = inventory_status_names[d->status]);
    else if (d->status == INVENTORY_ACTIF && !v.in_force)
        INVENTORY_REPORT(row, .code = "actif-a-venir",
                         .column =
                             d->starts.first != BASE_DATE_NONE ? "date_debut" : "date_signature",
                         .value = base_date_format(start, date));
    else if (lapsed && (start == BASE_DATE_NONE || d->ends.last == BASE_DATE_NONE))
        INVENTORY_REPORT(row, .code = "echu-sans-dates",
                         .column = start == BASE_DATE_NONE ? "date_debut" : "date_fin",
                         .value = inventory_status_names[d->status]);
}

/* Says why a dispositif has no perimeter, or only a part of it. */
static void check_perimeter(inventory_row *row, inventory_draft *draft)
{
    size_t n_included = 0;
    for (guint i = 0; i < draft->lines->len; i++) {
        const inventory_line *line = &g_array_index(draft->lines, inventory_line, i);
        n_included += !line->excluded && line->unit != INVENTORY_UNITE_INCONNUE;
    }
    draft->d.perimeter_unknown = n_included == 0;
    if (n_included > 0 && draft->unknown)
        INVENTORY_REPORT(row, .code = "perimetre-incomplet");
    else if (n_included > 0 || draft->unknown || draft->compared ||
             inventory_published(row->check, row->origin) != NULL)
        return; /* QPV of the compared generation are told by line, published lists once a list */
    else if (!draft->has_rows)
        INVENTORY_REPORT(row, .code = "perimetre-absent");
    else if (draft->lines->len > 0)
        INVENTORY_REPORT(row, .code = "perimetre-sans-inclut");
    else if (draft->outside)
        INVENTORY_REPORT(row, .code = "perimetre-hors-territoire");
    else
        INVENTORY_REPORT(row, .code = "perimetre-rejete");
}

void inventory_check_states(inventory_check *check)
{
    for (guint i = 0; i < check->drafts->len; i++) {
        inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        inventory_row row = {
            .check = check, .object = "dispositif", .id = draft->d.id, .origin = &draft->d.origin};
        link_references(check, &row, &draft->d);
        bool own = inventory_published(check, row.origin) == NULL;
        if (check->date != BASE_DATE_NONE && own)
            check_status(&row, &draft->d, check->date);
        check_perimeter(&row, draft);
    }
    if (check->b->dispositifs->len == 0)
        BASE_EMIT(check->b->monitor, .code = "inventaire-vide", .object = "dispositif");
}
