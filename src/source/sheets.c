/*
 * sheets.c - tables of an inventory: headers in any order, case and accents, with usual synonyms
 * (geodata/aliases/inventaire.csv). A column's own name wins over its synonyms.
 */
#include "source/sheets.h"

#include "base/address.h"
#include "base/enums.h"
#include "base/text.h"

#include <string.h>

/** Letters that a typing mistake in a header may change. */
#define SHEETS_NEAR_DISTANCE 2

/* "Dispositifs", "dispositif", "1 - Dispositifs", "schema.dispositifs" are dispositifs. */
static bool is_named(const char *layer, const char *table)
{
    const char *dot = strrchr(layer, '.');
    g_autofree char *folded = source_fold(dot != NULL ? dot + 1 : layer);
    g_autofree char *one = g_strndup(table, strlen(table) - (g_str_has_suffix(table, "s") ? 1 : 0));
    const char *name = folded + strspn(folded, "0123456789_");
    return strcmp(name, table) == 0 || strcmp(name, one) == 0 ||
           (g_str_has_prefix(name, table) && strcmp(name + strlen(table), "s") == 0);
}

mlg_status source_find_sheet(dataset *ds, const char *table, bool alone, bool *ret_found,
                             size_t *ret_layer, mlg_error *err)
{
    size_t n = dataset_layer_count(ds);
    size_t n_named = 0;
    for (size_t i = 0; i < n; i++)
        if (is_named(dataset_get_layer(ds, i)->name, table)) {
            *ret_layer = i;
            n_named++;
        }
    if (n_named > 1)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: several sheets are named %s"),
                                 dataset_path(ds), table),
                        "%s",
                        base_is_database(dataset_path(ds))
                            ? _("name the schema in the address: PG:... schemas=SCHEMA")
                            : _("keep one"));
    if (n_named == 0 && alone && n == 1)
        *ret_layer = 0;
    *ret_found = n_named == 1 || (alone && n == 1);
    return MLG_OK;
}

/* Number of columns whose header is an alias; the first of them. */
static size_t count_columns(const source_table *sheet, const char *alias, size_t *ret_first)
{
    size_t n = 0;
    int year = 0;
    for (size_t i = 0; i < sheet->layer->n_columns; i++)
        if (source_alias_matches(alias, sheet->folded[i], &year)) {
            if (n == 0)
                *ret_first = i;
            n++;
        }
    return n;
}

static bool is_used(const source_table *sheet, size_t index)
{
    for (guint i = 0; i < sheet->columns->len; i++)
        if (g_array_index(sheet->columns, source_column, i).index == index)
            return true;
    return false;
}

static mlg_status doubled(const source_table *sheet, const char *column, mlg_error *err)
{
    g_autofree char *there = source_table_describe(sheet);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_FORMAT,
                             _("%s: %s: column %s is there twice; columns there: %s"),
                             sheet->layer->file, sheet->layer->name, column, there),
                    _("rename or delete one of the two"));
}

/* Columns that are left and whose header is a synonym of a field; the first by order of synonyms.
 */
static size_t count_synonyms(const source_table *sheet, const source_field *field,
                             size_t *ret_first)
{
    size_t n = 0;
    for (char **alias = field->columns + 1; *alias != NULL; alias++) {
        size_t index = 0;
        size_t found = count_columns(sheet, *alias, &index);
        if (found == 0 || is_used(sheet, index))
            continue;
        *ret_first = n == 0 ? index : *ret_first;
        n += found;
    }
    return n;
}

/* Canonical names first, then synonyms. Of two remarks the first is the comment; two states are an
 * error. */
static mlg_status map_columns(source_table *sheet, const char *table, const char *const *required,
                              bool synonyms, mlg_error *err)
{
    for (const source_field *field = source_inventory_fields(); field->source != NULL; field++) {
        if (strcmp(field->source, table) != 0 || source_table_column(sheet, field->field) >= 0)
            continue;
        source_column column = {field->field, 0};
        size_t n = synonyms ? count_synonyms(sheet, field, &column.index)
                            : count_columns(sheet, field->columns[0], &column.index);
        if (n > 1 && (!synonyms || g_strv_contains(required, field->field)))
            return doubled(sheet, field->field, err);
        if (n > 0)
            g_array_append_val(sheet->columns, column);
    }
    return MLG_OK;
}

/* Which candidate knows most columns; the first of them. */
static size_t best_header(source_table *sheet, const char *table)
{
    size_t best = 0;
    size_t most = 0;
    for (size_t i = 0; i < source_table_candidates(sheet); i++) {
        source_table_set_header(sheet, i);
        size_t n = 0;
        for (const source_field *field = source_inventory_fields(); field->source != NULL;
             field++) {
            size_t index = 0;
            bool found = false;
            for (size_t a = 0; field->columns[a] != NULL && !found; a++)
                found = strcmp(field->source, table) == 0 &&
                        count_columns(sheet, field->columns[a], &index) > 0;
            n += found ? 1 : 0;
        }
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

/* A header near a missing column's name, or NULL. */
static const char *near_header(const source_table *sheet, const char *column)
{
    for (size_t i = 0; i < sheet->layer->n_columns; i++)
        if (sheet->folded[i][0] != '\0' && !is_used(sheet, i) &&
            base_edit_distance(sheet->folded[i], column) <= SHEETS_NEAR_DISTANCE)
            return sheet->names[i];
    return NULL;
}

static mlg_status missing(const source_table *sheet, const char *const *required, mlg_error *err)
{
    g_autoptr(GString) absent = g_string_new(NULL);
    g_autofree char *there = source_table_describe(sheet);
    const char *near = NULL;
    const char *near_to = NULL;
    for (; *required != NULL; required++) {
        if (source_table_column(sheet, *required) >= 0)
            continue;
        g_string_append_printf(absent, "%s%s", absent->len > 0 ? ", " : "", *required);
        near_to = near == NULL ? *required : near_to;
        near = near == NULL ? near_header(sheet, *required) : near;
    }
    if (absent->len == 0)
        return MLG_OK;
    mlg_status status =
        mlg_fail(err, MLG_E_FORMAT, _("%s: %s: missing columns: %s; columns there: %s"),
                 sheet->layer->file, sheet->layer->name, absent->str, there);
    if (near != NULL)
        return mlg_hint(err, status, _("is \"%s\" the column %s? rename it"), near, near_to);
    return mlg_hint(err, status,
                    _("`maillage init inventaire.xlsx` makes a template with all columns"));
}

mlg_status source_map_sheet(source_table *sheet, const char *table, const char *const *required,
                            mlg_error *err)
{
    source_table_set_header(sheet, best_header(sheet, table));
    g_array_set_size(sheet->columns, 0);
    MLG_TRY(map_columns(sheet, table, required, /* synonyms= */ false, err));
    MLG_TRY(map_columns(sheet, table, required, /* synonyms= */ true, err));
    return missing(sheet, required, err);
}

mlg_status source_map_kept(source_table *sheet, const char *name, mlg_error *err)
{
    g_autofree char *folded = source_fold(name);
    for (size_t i = 0; i < sheet->layer->n_columns; i++)
        if (folded[0] != '\0' && strcmp(sheet->folded[i], folded) == 0) {
            source_column column = {name, i};
            g_array_append_val(sheet->columns, column);
            return MLG_OK;
        }
    g_autofree char *there = source_table_describe(sheet);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_NOT_FOUND, _("%s: %s: no column %s to keep"),
                             sheet->layer->file, sheet->layer->name, name),
                    _("columns there: %s"), there);
}
