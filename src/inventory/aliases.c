/*
 * aliases.c - the alias table: read once from the embedded CSV, looked up by folded words, so that
 * accents, case and spaces do not count.
 */
#include "inventory/aliases.h"

#include <string.h>

#include "embedded_inventory.h"

/* A word may be wrong by this share of its letters, and by this many, to be proposed. */
enum { NEAR_LETTERS_PER_ERROR = 4, NEAR_ERRORS_MAX = 3 };
/* Longer texts are sentences, near to no word. */
enum { WORD_LETTERS_MAX = 64 };

typedef struct alias {
    char *column, *label, *folded, *value;
} alias;

struct inventory_aliases {
    GArray *rows;         /* alias, in the order of the table */
    GHashTable *by_words; /* "column/folded" -> value */
};

static void alias_clear(void *data)
{
    alias *a = data;
    g_free(a->column);
    g_free(a->label);
    g_free(a->folded);
    g_free(a->value);
}

char *inventory_fold(const char *text)
{
    g_autofree char *folded = base_fold(text);
    GString *squeezed = g_string_sized_new(strlen(folded));
    for (const char *p = folded; *p != '\0'; p++)
        if (*p != '_' || (squeezed->len > 0 && p[1] != '_' && p[1] != '\0'))
            g_string_append_c(squeezed, *p);
    return g_string_free(squeezed, FALSE);
}

static void add_row(inventory_aliases *aliases, char **fields)
{
    alias row = {
        .column = g_strdup(fields[0]),
        .label = g_strdup(fields[1]),
        .folded = inventory_fold(fields[1]),
        .value = g_strdup(fields[2]),
    };
    g_hash_table_insert(aliases->by_words, g_strdup_printf("%s/%s", row.column, row.folded),
                        row.value);
    g_array_append_val(aliases->rows, row);
}

inventory_aliases *inventory_aliases_new(void)
{
    inventory_aliases *aliases = g_new0(inventory_aliases, 1);
    aliases->rows = g_array_new(FALSE, FALSE, sizeof(alias));
    g_array_set_clear_func(aliases->rows, alias_clear);
    aliases->by_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit((const char *)inventory_enumerations_csv, "\n", -1);
    for (size_t i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(g_strchomp(lines[i]), ",", 3);
        if (g_strv_length(fields) == 3)
            add_row(aliases, fields);
    }
    return aliases;
}

void inventory_aliases_free(inventory_aliases *aliases)
{
    if (aliases == NULL)
        return;
    g_hash_table_unref(aliases->by_words);
    g_array_unref(aliases->rows);
    g_free(aliases);
}

const char *inventory_alias_value(const inventory_aliases *aliases, const char *column,
                                  const char *text)
{
    g_autofree char *folded = inventory_fold(text);
    g_autofree char *words = g_strdup_printf("%s/%s", column, folded);
    return g_hash_table_lookup(aliases->by_words, words);
}

int inventory_alias_find(const inventory_aliases *aliases, const char *column,
                         base_enum_names names, const char *text)
{
    int exact = base_enum_find(names, text); /* most cells: no folding */
    if (exact >= 0)
        return exact;
    const char *value = inventory_alias_value(aliases, column, text);
    if (value != NULL)
        return base_enum_find(names, value);
    g_autofree char *folded = inventory_fold(text);
    for (int i = 0; names[i] != NULL; i++) {
        g_autofree char *name = inventory_fold(names[i]);
        if (strcmp(name, folded) == 0)
            return i;
    }
    return -1;
}

int inventory_alias_nearest(const inventory_aliases *aliases, const char *column,
                            base_enum_names names, const char *text)
{
    g_autofree char *folded = inventory_fold(text);
    size_t length = strlen(folded), errors = length / NEAR_LETTERS_PER_ERROR;
    if (length > WORD_LETTERS_MAX)
        return -1;
    unsigned most = (unsigned)CLAMP(errors, 1, NEAR_ERRORS_MAX);
    int nearest = base_enum_nearest(names, text, most);
    unsigned least = most + 1;
    if (nearest >= 0) {
        g_autofree char *name = inventory_fold(names[nearest]);
        least = base_edit_distance(folded, name);
    }
    for (size_t i = 0; i < aliases->rows->len; i++) {
        const alias *row = &g_array_index(aliases->rows, alias, i);
        size_t other = strlen(row->folded), gap = other > length ? other - length : length - other;
        if (strcmp(row->column, column) != 0 || other <= most || gap >= least)
            continue;
        unsigned distance = base_edit_distance(folded, row->folded);
        int value = distance < least ? base_enum_find(names, row->value) : -1;
        if (value >= 0) {
            nearest = value;
            least = distance;
        }
    }
    return nearest;
}

const char *inventory_alias_label(const inventory_aliases *aliases, const char *column,
                                  const char *value)
{
    for (size_t i = 0; i < aliases->rows->len; i++) {
        const alias *row = &g_array_index(aliases->rows, alias, i);
        if (strcmp(row->column, column) == 0 && strcmp(row->value, value) == 0)
            return row->label;
    }
    return value;
}

const char *inventory_alias_list(const inventory_aliases *aliases, const char *column, size_t i)
{
    const char *last = NULL;
    for (size_t row_index = 0; row_index < aliases->rows->len; row_index++) {
        const alias *row = &g_array_index(aliases->rows, alias, row_index);
        if (strcmp(row->column, column) != 0 || (last != NULL && strcmp(row->value, last) == 0))
            continue;
        if (i-- == 0)
            return row->value;
        last = row->value;
    }
    return NULL;
}
