/*
 * zonage.c - tables that put each commune in a class: INSEE's grid of density, attraction areas,
 * any table of commune codes with a class beside.
 */
#include "source/territory.h"

#include "base/text.h"

#include <string.h>

enum { COMMUNE, CLASS };
static const char *const fields[] = {"commune", "class", NULL};

/* Letters of a column's name: what every format of result can hold. */
#define ZONAGE_MAX_NAME 30

static void zoning_clear(gpointer data)
{
    source_zoning *zoning = data;
    g_free(zoning->name);
}

/* A name as a column is spelled, or why it cannot be one. */
static mlg_status read_name(const char *option, const char *equal, char **ret, mlg_error *err)
{
    g_autofree char *given = equal != NULL ? g_strndup(option, (gsize)(equal - option)) : NULL;
    g_autofree char *name = given != NULL ? source_fold(given) : NULL;
    if (name == NULL || equal[1] == '\0')
        return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--zonage '%s': not NAME=SOURCE"), option),
                        "%s", _("give the column's name and its table: --zonage dens=grille.csv"));
    if (name[0] == '\0')
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG, _("--zonage '%s': the name is empty"), option),
                        "%s", _("give the column's name and its table: --zonage dens=grille.csv"));
    if (!g_ascii_isalpha(name[0]) || strlen(name) > ZONAGE_MAX_NAME)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_ARG, _("--zonage '%s': '%s' cannot be the name of a column"),
                     option, name),
            _("begin it with a letter, and write %d characters at most: --zonage zonage=%s"),
            ZONAGE_MAX_NAME, equal + 1);
    *ret = g_steal_pointer(&name);
    return MLG_OK;
}

mlg_status source_parse_zonings(const char *const *options, GArray **ret, mlg_error *err)
{
    g_autoptr(GArray) zonings = g_array_new(FALSE, FALSE, sizeof(source_zoning));
    g_array_set_clear_func(zonings, zoning_clear);
    for (; options != NULL && *options != NULL; options++) {
        const char *equal = strchr(*options, '=');
        g_autofree char *name = NULL;
        MLG_TRY(read_name(*options, equal, &name, err));
        for (guint i = 0; i < zonings->len; i++)
            if (strcmp(g_array_index(zonings, source_zoning, i).name, name) == 0)
                return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("--zonage: '%s' twice"), name),
                                "%s", _("give each zonage a name of its own"));
        source_zoning zoning = {g_steal_pointer(&name), equal + 1};
        g_array_append_val(zonings, zoning);
    }
    *ret = g_steal_pointer(&zonings);
    return MLG_OK;
}

/* Column of that name, or -1. */
static int find_named(const source_table *table, const char *name)
{
    for (size_t i = 0; i < table->layer->n_columns; i++)
        if (strcmp(table->folded[i], name) == 0)
            return (int)i;
    return -1;
}

void source_choose_zoning(GPtrArray *found, const char *name)
{
    bool named = false;
    for (guint i = 0; i < found->len; i++) {
        const source_found *item = g_ptr_array_index(found, i);
        named = named || find_named(item->table, name) >= 0;
    }
    for (guint i = found->len; i > 0; i--) {
        const source_found *item = g_ptr_array_index(found, i - 1);
        if (named ? find_named(item->table, name) < 0 : i > 1)
            g_ptr_array_remove_index(found, i - 1);
    }
}

/* True when a header is one that names of communes have. */
static bool is_name(const char *folded)
{
    int year = 0;
    for (const source_field *field = source_fields(); field->source != NULL; field++) {
        if (strcmp(field->source, "zonage") != 0 || strcmp(field->field, "name") != 0)
            continue;
        for (char **alias = field->columns; *alias != NULL; alias++)
            if (source_alias_matches(*alias, folded, &year))
                return true;
    }
    return false;
}

/* The column called as the zoning, else the only one that is neither code nor name. */
static mlg_status map_class(source_table *table, const char *name, mlg_error *err)
{
    int index = find_named(table, name);
    int commune = source_table_column(table, "commune");
    g_autoptr(GString) others = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; index < 0 && i < table->layer->n_columns; i++) {
        if ((int)i == commune || table->folded[i][0] == '\0' || is_name(table->folded[i]))
            continue;
        g_string_append_printf(others, "%s%s", n++ > 0 ? ", " : "", table->names[i]);
        source_column only = {"class", i};
        if (n == 1)
            g_array_append_val(table->columns, only);
    }
    if (index < 0 && n == 1)
        return MLG_OK;
    if (index < 0 && n == 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: no class beside the codes of communes"),
                                 table->layer->file),
                        "%s", _("the table needs a second column, the class of each commune"));
    if (index < 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: no column %s, and several that may be it: %s"),
                                 table->layer->file, name, others->str),
                        "%s", _("call the zonage as its column: --zonage COLUMN=SOURCE"));
    source_column named = {"class", (size_t)index};
    g_array_append_val(table->columns, named);
    return MLG_OK;
}

mlg_status source_load_zoning(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(map_class(table, load->zoning, err));
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        mlg_code code;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        if (!source_code(load, rows, COMMUNE, BASE_CODE_COMMUNE, &code))
            continue; /* tallied */
        const char *class_name = source_rows_get(rows, CLASS);
        if (base_code_is_empty(code))
            source_skip_uncoded(load, rows, COMMUNE);
        else if (class_name != NULL) /* communes without one are told together */
            territory_builder_set_class(load->builder, load->zoning_index, code, class_name,
                                        source_origin(rows));
    }
    return source_end(load, rows, "commune", err);
}
