/*
 * check.c - reading the values of a row, with a finding for each that cannot be used.
 */
#include "inventory/check.h"

#include <string.h>

#include "inventory/cells.h"

/* Years outside are typing mistakes (the first CLS are of 2009, the first ASV of 2000); 9999 is a
 * usual "no end". */
enum { YEAR_FIRST = 1980, YEAR_LAST = 2100, YEAR_NO_END = 9999 };
/* Wrong letters in an id for which another one is proposed. */
enum { ID_ERRORS = 2 };

void inventory_report(inventory_row *row, const mlg_finding *finding)
{
    mlg_finding f = *finding;
    f.object = row->object;
    f.id = row->id;
    f.file = row->origin->file;
    f.layer = row->origin->sheet;
    f.row = row->origin->row;
    if (mlg_finding_severity(f.code) == MLG_REJECTED)
        row->rejected = true;
    base_emit(row->check->b->monitor, &f);
}

void inventory_row_done(inventory_row *row)
{
    row->check->n_read++;
    row->check->n_rejected += row->rejected ? 1 : 0;
}

bool inventory_is_void(const inventory_check *check, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return true;
    g_autofree char *folded = inventory_fold(text);
    return folded[0] == '\0' || inventory_alias_value(check->aliases, "vide", text) != NULL;
}

int inventory_read_enum(inventory_row *row, const char *column, const char *aliases,
                        base_enum_names names, const char *text, inventory_unknown unknown)
{
    const inventory_check *check = row->check;
    if (text[0] == '\0')
        return -1;
    int value = inventory_alias_find(check->aliases, aliases, names, text);
    if (value >= 0 || inventory_is_void(check, text))
        return value;
    g_autofree char *known = g_strjoinv(", ", (char **)names);
    int nearest = inventory_alias_nearest(check->aliases, aliases, names, text);
    const char *code = unknown == INVENTORY_REJECT
                           ? (nearest >= 0 ? "valeur-proche" : "valeur-inconnue")
                           : (nearest >= 0 ? "valeur-ignoree-proche" : "valeur-ignoree");
    INVENTORY_REPORT(row, .code = code, .column = column, .value = text,
                     .proposed = nearest >= 0 ? names[nearest] : NULL, .detail = known);
    return -1;
}

static void report_date(inventory_row *row, const char *column, const char *text,
                        base_date_problem problem)
{
    char proposed[11];
    if (problem == BASE_DATE_IMPOSSIBLE)
        INVENTORY_REPORT(row, .code = "date-impossible", .column = column, .value = text);
    else if (inventory_guess_date(text, proposed))
        INVENTORY_REPORT(row, .code = "date-ambigue", .column = column, .value = text,
                         .proposed = proposed);
    else
        INVENTORY_REPORT(row, .code = "date-illisible", .column = column, .value = text);
}

base_period inventory_read_date(inventory_row *row, const char *column, const char *text)
{
    base_period period = {0};
    const base_period none = {BASE_DATE_NONE, BASE_DATE_NONE};
    g_autofree char *copy = g_strdup(text);
    if (strlen(copy) == 6 && g_str_has_suffix(copy, ".0")) /* a year in a column of numbers */
        copy[4] = '\0';
    base_date_problem problem = base_date_parse(copy, &period);
    if (problem != BASE_DATE_OK) {
        if (!inventory_is_void(row->check, text))
            report_date(row, column, text, problem);
        return none;
    }
    int year = base_date_year(period.first);
    if (year < YEAR_FIRST || (year > YEAR_LAST && year != YEAR_NO_END))
        INVENTORY_REPORT(row, .code = "date-improbable", .column = column, .value = text);
    return period;
}

bool inventory_check_order(inventory_row *row, const char *start_column, base_date start,
                           base_date end)
{
    if (start == BASE_DATE_NONE || end == BASE_DATE_NONE || start <= end)
        return true;
    char start_text[11], end_text[11];
    base_date_format(start, start_text);
    base_date_format(end, end_text);
    g_autofree char *detail = g_strdup_printf("%s %s", start_column, start_text);
    INVENTORY_REPORT(row, .code = "dates-inversees", .column = "date_fin", .value = end_text,
                     .detail = detail);
    return false;
}

const char *inventory_type_name(inventory_check *check, const char *text)
{
    const char *value = inventory_alias_value(check->aliases, "type", text);
    if (value != NULL)
        return g_string_chunk_insert_const(check->b->strings, value);
    g_autofree char *folded = inventory_fold(text);
    g_autofree char *name = g_ascii_strup(folded, -1);
    return name[0] != '\0' ? g_string_chunk_insert_const(check->b->strings, name) : NULL;
}

char *inventory_id_key(const char *id)
{
    g_autofree char *clean = inventory_cell_clean(id);
    return g_utf8_casefold(clean, -1);
}

inventory_draft *inventory_find_draft(const inventory_check *check, const char *id)
{
    g_autofree char *key = inventory_id_key(id);
    return g_hash_table_lookup(check->drafts_by_id, key);
}

const char *inventory_nearest_id(const inventory_check *check, const char *id)
{
    g_autofree char *folded = inventory_fold(id);
    size_t length = strlen(folded);
    unsigned least = length < 4 ? 2 : ID_ERRORS + 1; /* of short ids every other one is near */
    const char *nearest = NULL;
    for (guint i = 0; i < check->drafts->len; i++) {
        const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        g_autofree char *other = inventory_fold(draft->d.id);
        size_t other_length = strlen(other);
        size_t gap = length > other_length ? length - other_length : other_length - length;
        unsigned distance = gap < least ? base_edit_distance(folded, other) : least;
        if (distance < least) {
            least = distance;
            nearest = draft->d.id;
        }
    }
    return nearest;
}
