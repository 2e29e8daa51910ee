/*
 * grid_column.c - which column of a table, or band of a raster, counts people: the one asked for,
 * else the format's, the most recent of several.
 */
#include "source/grid.h"

#include "base/text.h"

#include <string.h>

/* Years of "pop2021", "TOT_P_2018" against the names that a format knows; -1: not one of them. */
static int year_of_name(const char *format, const char *folded)
{
    for (const source_field *field = source_fields(); field->source != NULL; field++) {
        if (strcmp(field->source, format) != 0 || strcmp(field->field, "population") != 0)
            continue;
        for (char **alias = field->columns; *alias != NULL; alias++) {
            int year = 0;
            if (source_alias_matches(*alias, folded, &year))
                return year;
        }
    }
    return -1;
}

/* The most recent of the columns that a format knows, and the others for people; -1: none. */
static int most_recent(const grid_item *item, GString *others)
{
    const source_table *table = item->found->table;
    const char *format = item->found->format->name;
    int best = -1;
    int best_year = -1;
    for (int i = 0; i < item->columns.n; i++) {
        int year = year_of_name(format, table->folded[i]);
        if (year > best_year) {
            best_year = year;
            best = i;
        }
    }
    for (int i = 0; i < item->columns.n; i++)
        if (i != best && year_of_name(format, table->folded[i]) >= 0)
            g_string_append_printf(others, "%s%s", others->len > 0 ? ", " : "", table->names[i]);
    return best;
}

/* The column of a name: as it is spelled, else in any case. */
static int find_name(const source_table *table, int n, const char *name)
{
    g_autofree char *folded = source_fold(name);
    for (int i = 0; i < n; i++)
        if (strcmp(table->names[i], name) == 0)
            return i;
    for (int i = 0; i < n; i++)
        if (table->folded[i][0] != '\0' && strcmp(table->folded[i], folded) == 0)
            return i;
    return -1;
}

static mlg_status no_column(const grid_item *item, const char *name, mlg_error *err)
{
    g_autofree char *there = source_table_describe(item->found->table);
    mlg_status status =
        name != NULL
            ? mlg_fail(err, MLG_E_FORMAT, _("%s: no column %s; columns there: %s"), item->file,
                       name, there)
            : mlg_fail(err, MLG_E_FORMAT, _("%s: no column of people is known; columns there: %s"),
                       item->file, there);
    return mlg_hint(err, status, _("name the one that counts people: --grid-column COLUMN"));
}

/* Which of two columns of a name counts people cannot be told. */
static mlg_status check_single(const grid_item *item, int column, mlg_error *err)
{
    const source_table *table = item->found->table;
    for (int i = 0; i < item->columns.n; i++) {
        if (i == column || strcmp(table->names[i], table->names[column]) != 0)
            continue;
        g_autofree char *there = source_table_describe(table);
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: column %s is there twice; columns there: %s"), item->file,
                                 table->names[column], there),
                        _("rename or delete one of the two"));
    }
    return MLG_OK;
}

static int count_names(const source_table *table)
{
    size_t n = table->layer->n_columns;
    while (n > 0 && table->names[n - 1][0] == '\0')
        n--;
    return (int)n;
}

mlg_status grid_find_columns(grid_loading *loading, grid_item *item, mlg_error *err)
{
    const source_table *table = item->found->table;
    const char *chosen = loading->sources->column;
    g_autoptr(GString) others = g_string_new(NULL);
    item->columns = (grid_columns){.id = source_table_column(table, "code"),
                                   .people = -1,
                                   .imputed = source_table_column(table, "imputed"),
                                   .communes = source_table_column(table, "communes"),
                                   .n = count_names(table)};
    if (chosen != NULL) {
        item->columns.people = find_name(table, item->columns.n, chosen);
        if (item->columns.people >= 0)
            loading->column_used = true;
        else if (loading->missing.code == MLG_OK)
            (void)no_column(item, chosen, &loading->missing); /* told when no grid has it */
    }
    if (item->columns.people < 0)
        item->columns.people = most_recent(item, others);
    if (item->columns.people < 0)
        return no_column(item, chosen, err);
    MLG_TRY(check_single(item, item->columns.id, err));
    MLG_TRY(check_single(item, item->columns.people, err));
    int year = year_of_name(item->found->format->name, table->folded[item->columns.people]);
    item->columns.year = MAX(year, 0);
    if (others->len > 0)
        BASE_EMIT(loading->monitor, .code = "grille-colonne", .object = "source",
                  .file = item->file, .layer = item->layer,
                  .value = table->names[item->columns.people], .detail = others->str);
    return MLG_OK;
}

/* "1 (pop2015), 2 (pop2020)", "1, 2" */
static char *list_bands(const dataset_raster_frame *frame)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; frame->bands[i] != NULL; i++) {
        g_string_append_printf(list, "%s%zu", i > 0 ? ", " : "", i + 1);
        if (frame->bands[i][0] != '\0')
            g_string_append_printf(list, " (%s)", frame->bands[i]);
    }
    return g_string_free(list, FALSE);
}

/* Place of the band of a number or description, or n. */
static size_t find_band(const dataset_raster_frame *frame, size_t n, const char *name)
{
    guint64 number = 0;
    if (g_ascii_string_to_unsigned(name, 10, 1, n, &number, NULL))
        return (size_t)number - 1;
    for (size_t i = 0; i < n; i++)
        if (g_ascii_strcasecmp(frame->bands[i], name) == 0)
            return i;
    return n;
}

mlg_status grid_find_band(grid_loading *loading, grid_item *item, mlg_error *err)
{
    const dataset_raster_frame *frame = dataset_raster_get_frame(item->raster);
    size_t n = g_strv_length((char **)frame->bands);
    const char *chosen = loading->sources->column;
    g_autofree char *there = list_bands(frame);
    size_t band = chosen != NULL ? find_band(frame, n, chosen) : n;
    mlg_error lacks = {.code = MLG_OK};
    if (band < n)
        loading->column_used = true;
    else if (chosen != NULL)
        (void)mlg_fail(&lacks, MLG_E_FORMAT, _("%s: no band %s; bands there: %s"), item->file,
                       chosen, there); /* told below, or when no grid has it */
    else if (n > 1)
        (void)mlg_fail(&lacks, MLG_E_FORMAT,
                       _("%s: several bands, and not said which counts people: %s"), item->file,
                       there);
    if (lacks.code != MLG_OK)
        (void)mlg_hint(&lacks, lacks.code,
                       _("give the number of the one that counts people: --grid-column NUMBER"));
    if (lacks.code != MLG_OK && n > 1) {
        if (err != NULL)
            *err = lacks;
        return lacks.code;
    }
    if (lacks.code != MLG_OK && loading->missing.code == MLG_OK)
        loading->missing = lacks;
    item->band = band < n ? band : 0;
    return MLG_OK;
}
