/*
 * alias.c - the embedded alias tables, read once.
 */
#include "source/alias.h"

#include "base/enums.h"
#include "embedded_source.h"

#include <pthread.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static source_field *official;
static source_field *inventory;

int source_year(const char *text)
{
    int year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!g_ascii_isdigit(text[i]))
            return 0;
        year = year * 10 + g_ascii_digit_value(text[i]);
    }
    return year;
}

char *source_fold(const char *text)
{
    char *folded = base_fold(text);
    char *to = folded;
    for (const char *from = folded; *from != '\0'; from++)
        if (*from != '_' || (to > folded && to[-1] != '_'))
            *to++ = *from;
    while (to > folded && to[-1] == '_')
        to--;
    *to = '\0';
    return folded;
}

bool source_alias_matches(const char *alias, const char *folded, int *ret_year)
{
    const char *year = strchr(alias, '#');
    if (year == NULL)
        return strcmp(alias, folded) == 0;
    size_t before = (size_t)(year - alias);
    if (strncmp(alias, folded, before) != 0 || strspn(folded + before, "0123456789") < 4 ||
        strcmp(year + 1, folded + before + 4) != 0)
        return false;
    *ret_year = source_year(folded + before);
    return true;
}

static void free_row(gpointer row)
{
    g_strfreev(row);
}

GPtrArray *source_embedded_rows(const unsigned char *text)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
    g_auto(GStrv) lines = g_strsplit((const char *)text, "\n", -1);
    for (size_t i = 1; lines[0] != NULL && lines[i] != NULL; i++)
        if (lines[i][0] != '\0')
            g_ptr_array_add(rows, g_strsplit(lines[i], ",", -1));
    return rows;
}

/* Aliases are compared folded, but `#` is kept. */
static char *fold_alias(const char *alias)
{
    const char *year = strchr(alias, '#');
    if (year == NULL)
        return source_fold(alias);
    g_autofree char *start = g_strndup(alias, (gsize)(year - alias));
    g_autofree char *folded = base_fold(start);
    g_autofree char *end = base_fold(year + 1);
    return g_strconcat(folded, "#", end, NULL);
}

/* `last` is the column of the aliases; the inventory's table has none that says "required". */
static source_field *read_fields(const unsigned char *text, size_t last)
{
    g_autoptr(GPtrArray) rows = source_embedded_rows(text);
    source_field *fields = g_new0(source_field, rows->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        char **cells = g_ptr_array_index(rows, i);
        g_assert(g_strv_length(cells) == last + 1);
        g_auto(GStrv) names = g_strsplit(cells[last], "|", -1);
        guint n = g_strv_length(names);
        bool own_name = last == 2; /* the canonical column is its own first alias */
        fields[i].source = g_strdup(cells[0]);
        fields[i].field = g_strdup(cells[1]);
        fields[i].required = !own_name && strcmp(cells[2], "yes") == 0;
        fields[i].shown = !own_name && strcmp(cells[2], "shown") == 0;
        fields[i].spelled = g_strdup(own_name ? cells[1] : names[0]);
        fields[i].columns = g_new0(char *, n + 2);
        guint k = 0;
        if (own_name)
            fields[i].columns[k++] = g_strdup(cells[1]);
        for (guint j = 0; j < n; j++)
            if (names[j][0] != '\0')
                fields[i].columns[k++] = fold_alias(names[j]);
    }
    return fields;
}

static void read_tables(void)
{
    official = read_fields(aliases_sources, 3);
    inventory = read_fields(aliases_inventaire, 2);
}

const source_field *source_fields(void)
{
    (void)pthread_once(&once, read_tables); /* fails only on a bad control variable */
    return official;
}

const source_field *source_inventory_fields(void)
{
    (void)pthread_once(&once, read_tables);
    return inventory;
}
