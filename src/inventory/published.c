/*
 * published.c - rows of published lists beside the user's own: their units of another year are
 * obsolete, no mistakes; each is told, and their number once a list.
 */
#include "inventory/check.h"

#include <string.h>

/* Contracts named in the sentence about a list. */
enum { EXAMPLES = 3 };

static bool is_of(const inventory_list *list, const inventory_origin *origin)
{
    return strcmp(list->file, origin->file) == 0 && strcmp(list->sheet, origin->sheet) == 0;
}

const char *inventory_published(const inventory_check *check, const inventory_origin *origin)
{
    const GArray *lists = check->b->published;
    for (guint i = 0; i < lists->len; i++) {
        const inventory_list *list = &g_array_index(lists, inventory_list, i);
        if (is_of(list, origin))
            return list->column;
    }
    return NULL;
}

const char *inventory_code_column(const inventory_check *check, const inventory_origin *origin)
{
    const char *published = inventory_published(check, origin);
    return published != NULL ? published : "unite_code";
}

size_t inventory_count_own(const inventory_check *check, size_t *ret_n_drafts)
{
    const GArray *rows = check->b->dispositifs;
    size_t n = 0;
    for (guint i = 0; i < rows->len; i++)
        n += inventory_published(check, &g_array_index(rows, inventory_dispositif_row, i).origin) ==
             NULL;
    *ret_n_drafts = 0;
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        *ret_n_drafts += inventory_published(check, &draft->d.origin) == NULL;
    }
    return n;
}

/* "01 - CC Bugey Sud" is CC Bugey Sud. */
static const char *without_department(const char *name)
{
    const char *dash = strstr(name, " - ");
    return dash != NULL && dash - name <= 3 ? dash + strlen(" - ") : name;
}

bool inventory_report_obsolete(inventory_row *row, const char *column, inventory_unit unit,
                               const char *code)
{
    mlg_code found[1];
    if (inventory_published(row->check, row->origin) == NULL)
        return false;
    const inventory_draft *draft = inventory_find_draft(row->check, row->id);
    const char *name = draft != NULL ? without_department(draft->d.name) : "";
    bool follows =
        name[0] != '\0' && inventory_names_find(row->check->names, unit, name, found, 1) == 1;
    INVENTORY_REPORT(row, .code = follows ? "contrat-unite-succede" : "contrat-unite-obsolete",
                     .column = column, .value = code, .proposed = follows ? found[0].s : NULL,
                     .detail = name);
    return true;
}

static bool is_lost(const inventory_list *list, const inventory_draft *draft)
{
    return draft->d.perimeter_unknown && !draft->unknown && is_of(list, &draft->d.origin);
}

static void report_list(const inventory_check *check, const inventory_list *list)
{
    size_t n_lost = 0;
    const inventory_draft *first = NULL;
    g_autoptr(GString) examples = g_string_new(NULL);
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        if (!is_lost(list, draft))
            continue;
        if (n_lost++ < EXAMPLES)
            g_string_append_printf(examples, "%s%s (%s)", examples->len > 0 ? ", " : "",
                                   draft->d.id, without_department(draft->d.name));
        first = first != NULL ? first : draft;
    }
    if (first == NULL)
        return;
    if (n_lost > EXAMPLES)
        g_string_append(examples, "...");
    g_autofree char *count = g_strdup_printf("%zu", n_lost);
    BASE_EMIT(check->b->monitor, .code = "contrats-obsoletes", .object = "dispositif",
              .id = first->d.id, .file = list->file, .layer = list->sheet, .column = list->column,
              .value = count, .detail = examples->str);
}

/* The one unit that a perimeter is, or NULL. */
static const inventory_line *only_line(const inventory_draft *draft)
{
    if (draft->lines->len != 1)
        return NULL;
    const inventory_line *line = &g_array_index(draft->lines, inventory_line, 0);
    bool unit = line->unit == INVENTORY_COMMUNE || line->unit == INVENTORY_EPCI ||
                line->unit == INVENTORY_EPT;
    return unit && !line->excluded ? line : NULL;
}

/* Of one type and one unit, on days that both hold. */
static bool is_the_same(const inventory_draft *a, const inventory_draft *b)
{
    const inventory_line *x = only_line(a), *y = only_line(b);
    if (x == NULL || y == NULL || strcmp(a->type_name, b->type_name) != 0 || x->unit != y->unit ||
        x->index != y->index)
        return false;
    base_date start_a = inventory_start(&a->d), start_b = inventory_start(&b->d);
    base_date end_a = a->d.ends.last, end_b = b->d.ends.last;
    return (end_a == BASE_DATE_NONE || start_b <= end_a) &&
           (end_b == BASE_DATE_NONE || start_a <= end_b);
}

/* The user's own row of a contract that a list has under another id, or NULL. */
static const inventory_draft *own_of(const inventory_check *check, const inventory_draft *listed)
{
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        if (inventory_published(check, &draft->d.origin) == NULL && is_the_same(draft, listed))
            return draft;
    }
    return NULL;
}

static void report_twice(const inventory_check *check, const inventory_list *list)
{
    size_t n = 0;
    const inventory_draft *first = NULL, *listed = NULL;
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        const inventory_draft *own = is_of(list, &draft->d.origin) ? own_of(check, draft) : NULL;
        if (own == NULL)
            continue;
        if (n++ == 0) {
            first = own;
            listed = draft;
        }
    }
    if (first == NULL)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    BASE_EMIT(check->b->monitor, .code = "contrat-en-double", .object = "dispositif",
              .id = first->d.id, .file = first->d.origin.file, .layer = first->d.origin.sheet,
              .row = first->d.origin.row, .column = "id_dispositif", .value = first->d.id,
              .proposed = listed->d.id, .detail = count);
}

void inventory_check_published(inventory_check *check)
{
    for (guint i = 0; i < check->b->published->len; i++) {
        const inventory_list *list = &g_array_index(check->b->published, inventory_list, i);
        report_list(check, list);
        report_twice(check, list);
    }
}
