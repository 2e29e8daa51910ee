/*
 * fields.c - the table of columns, and gpkg_data_columns that tells it to GDAL 3.7 and later.
 */
#include "style/fields.h"

#include "style/field_rows.h"

#include "base/text.h"

#include <string.h>

static const struct {
    const char *name;
    unsigned layer;
} layer_names[] = {
    {"qpv", FIELD_QPV},
    {"qpv_2015", FIELD_QPV},
    {"qpv_2024", FIELD_QPV},
    {"commune", FIELD_COMMUNE},
    {"epci", FIELD_EPCI},
    {"departement", FIELD_DEPARTEMENT},
    {"region", FIELD_REGION},
    {"contrat_ville", FIELD_CONTRAT_VILLE},
    {"dispositif", FIELD_DISPOSITIF},
    {"lacune", FIELD_LACUNE},
    {"superposition", FIELD_SUPERPOSITION},
    {"qpv_dispositif", FIELD_QPV_DISPOSITIF},
    {"correspondance_qpv", FIELD_CORRESPONDANCE},
    {"relation", FIELD_RELATION},
    {"dispositif_departement", FIELD_DISPOSITIF_DEPARTEMENT},
    {"indicateur", FIELD_INDICATEUR},
    {"diagnostic", FIELD_DIAGNOSTIC},
    {"parametre", FIELD_PARAMETRE},
};

static unsigned layer_bit(const char *layer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layer_names); i++)
        if (strcmp(layer_names[i].name, layer) == 0)
            return layer_names[i].layer;
    return 0;
}

bool style_layer_known(const char *layer)
{
    return layer_bit(layer) != 0;
}

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

/* The row of a column, and the type of those that have one. */
static const field_row *find_row(unsigned layer, const char *column, const char *const *suffixes,
                                 size_t *ret_type)
{
    static const field_row *const tables[] = {field_zone_rows, field_dispositif_rows,
                                              field_table_rows};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        for (const field_row *row = tables[i]; row->name != NULL; row++) {
            if ((row->layers & layer) == 0)
                continue;
            *ret_type = row->per_type ? find_type(column, row, suffixes) : G_MAXSIZE;
            if (row->per_type ? *ret_type != G_MAXSIZE : strcmp(column, row->name) == 0)
                return row;
        }
    }
    return NULL;
}

/* %s of a text, wherever it stands, is the type. */
static char *with_type(const char *text, const char *type)
{
    g_auto(GStrv) parts = g_strsplit(text, "%s", -1);
    return g_strjoinv(type, parts);
}

void style_field_get(const char *layer, const char *column, const char *const *types,
                     const char *const *suffixes, style_field *ret)
{
    size_t type = G_MAXSIZE;
    const field_row *row = find_row(layer_bit(layer), column, suffixes, &type);
    *ret = (style_field){.type = type};
    if (row == NULL) {
        ret->title = g_strdup(column);
        return;
    }
    const char *type_name = row->per_type ? types[type] : "";
    ret->values = row->values;
    ret->unit = row->unit != NULL ? D_(row->unit) : NULL;
    ret->title = with_type(D_(row->title), type_name);
    ret->description = with_type(D_(row->description), type_name);
    if (row->unit != NULL) {
        g_autofree char *title = ret->title;
        ret->title = g_strdup_printf("%s (%s)", title, ret->unit);
    }
}

void style_field_clear(style_field *field)
{
    g_clear_pointer(&field->title, g_free);
    g_clear_pointer(&field->description, g_free);
}
