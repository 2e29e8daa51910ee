/*
 * inventory.c - mlg_load_inventory: the tables of an inventory, row by row, to its builder. Values
 * are judged there; here are sheets, headers, and polygons that stand in the row or in another
 * file.
 */
#include "source/inventory.h"

#include "base/address.h"
#include "base/text.h"
#include "dataset/digest.h"
#include "source/contrats_ville.h"
#include "source/geometry_ref.h"
#include "source/sheets.h"
#include "source/vintage.h"

#include <string.h>

#define INDEX_(name) AT_##name,
#define NAME_(name)  #name,
enum { INVENTORY_DISPOSITIF_COLUMNS(INDEX_) INVENTORY_PERIMETRE_COLUMNS(INDEX_) N_DISPOSITIF };
static const char *const dispositif_fields[] = {INVENTORY_DISPOSITIF_COLUMNS(NAME_)
                                                    INVENTORY_PERIMETRE_COLUMNS(NAME_)};
#undef INDEX_
#define INDEX_(name) PER_##name,
enum { INVENTORY_PERIMETRE_COLUMNS(INDEX_) PER_id_dispositif, PER_date_debut, PER_date_fin };
static const char *const perimetre_fields[] = {INVENTORY_PERIMETRE_COLUMNS(NAME_) "id_dispositif",
                                               "date_debut", "date_fin", NULL};
#undef INDEX_
#define INDEX_(name) REC_##name,
enum { INVENTORY_RECENSEMENT_COLUMNS(INDEX_) N_RECENSEMENT };
static const char *const recensement_fields[] = {INVENTORY_RECENSEMENT_COLUMNS(NAME_) NULL};

static inventory_origin origin_of(const source_rows *rows)
{
    return (inventory_origin){rows->table->layer->file, rows->table->sheet, rows->row->row};
}

static char *hide_password(const char *reference)
{
    return reference != NULL ? mlg_hide_password(reference) : NULL;
}

/* The row's own polygon, or the one that geometrie_ref names; NULL when there is none. A reference
 * that leads nowhere is told here, and the line without polygon is rejected by the builder. */
static mlg_status find_shape(const source_sheet *sheet, const source_rows *rows,
                             const char *reference, GBytes **ret, const char **ret_crs,
                             mlg_error *err)
{
    const dataset_layer *layer = rows->table->layer;
    mlg_error why = {.code = MLG_OK};
    *ret = NULL;
    *ret_crs = NULL;
    g_autofree char *value = hide_password(reference);
    if (reference != NULL) {
        if (source_refs_get(sheet->refs, reference, ret, ret_crs, &why) == MLG_OK)
            return MLG_OK;
    } else {
        MLG_TRY(source_own_polygon(rows, ret, ret_crs, &why, err));
    }
    if (why.code != MLG_OK)
        BASE_EMIT(sheet->monitor, .code = "geometrie-ref-introuvable", .object = "perimetre",
                  .file = layer->file, .layer = rows->table->sheet, .row = rows->row->row,
                  .column = source_table_spelling(rows->table, "geometrie_ref"), .value = value,
                  .detail = why.message);
    return MLG_OK;
}

static mlg_status add_dispositif(source_sheet *sheet, const source_rows *rows, mlg_error *err)
{
    g_autoptr(GBytes) wkb = NULL;
    inventory_dispositif_row row = {.origin = origin_of(rows)};
#define SET_(name) row.name = source_rows_get(rows, AT_##name);
    INVENTORY_DISPOSITIF_COLUMNS(SET_)
    INVENTORY_PERIMETRE_COLUMNS(SET_)
#undef SET_
    for (size_t i = 0; i < sheet->n_kept; i++)
        sheet->kept[i] = source_rows_get(rows, N_DISPOSITIF + i);
    row.kept = sheet->kept;
    MLG_TRY(find_shape(sheet, rows, row.geometrie_ref, &wkb, &row.crs, err));
    row.wkb = wkb != NULL ? g_bytes_get_data(wkb, &row.wkb_size) : NULL;
    g_autofree char *shown = hide_password(row.geometrie_ref); /* from here on for messages */
    row.geometrie_ref = shown;
    inventory_builder_add_dispositif(sheet->builder, &row);
    return MLG_OK;
}

static mlg_status add_perimetre(source_sheet *sheet, const source_rows *rows, mlg_error *err)
{
    g_autoptr(GBytes) wkb = NULL;
    inventory_perimetre_row row = {.id_dispositif = source_rows_get(rows, PER_id_dispositif),
                                   .date_debut = source_rows_get(rows, PER_date_debut),
                                   .date_fin = source_rows_get(rows, PER_date_fin),
                                   .origin = origin_of(rows)};
#define SET_(name) row.name = source_rows_get(rows, PER_##name);
    INVENTORY_PERIMETRE_COLUMNS(SET_)
#undef SET_
    MLG_TRY(find_shape(sheet, rows, row.geometrie_ref, &wkb, &row.crs, err));
    row.wkb = wkb != NULL ? g_bytes_get_data(wkb, &row.wkb_size) : NULL;
    g_autofree char *shown = hide_password(row.geometrie_ref); /* from here on for messages */
    row.geometrie_ref = shown;
    inventory_builder_add_perimetre(sheet->builder, &row);
    return MLG_OK;
}

static mlg_status add_recensement(source_sheet *sheet, const source_rows *rows, mlg_error *err)
{
    (void)err;
    inventory_recensement_row row = {.origin = origin_of(rows)};
#define SET_(name) row.name = source_rows_get(rows, REC_##name);
    INVENTORY_RECENSEMENT_COLUMNS(SET_)
#undef SET_
    inventory_builder_add_recensement(sheet->builder, &row);
    return MLG_OK;
}

static const char *const required_dispositif[] = {"id_dispositif", "type", "nom", "statut", NULL};
static const char *const required_perimetre[] = {"id_dispositif", NULL};
static const char *const required_recensement[] = {"echelon", "code", "type", NULL};

static const source_sheet_kind kinds[] = {
    {"dispositifs", NULL, required_dispositif, add_dispositif},
    {"perimetres", perimetre_fields, required_perimetre, add_perimetre},
    {"recensement", recensement_fields, required_recensement, add_recensement}};

/* Canonical columns, then those to keep; of dispositifs. */
static const char **dispositif_columns(const source_sheet *sheet)
{
    const char **fields = g_new0(const char *, N_DISPOSITIF + sheet->n_kept + 1);
    for (size_t i = 0; i < N_DISPOSITIF; i++)
        fields[i] = dispositif_fields[i];
    for (size_t i = 0; i < sheet->n_kept; i++)
        fields[N_DISPOSITIF + i] = sheet->kept_names[i];
    return fields;
}

static mlg_status read_sheet(source_sheet *sheet, const source_sheet_kind *kind, dataset *ds,
                             size_t layer, mlg_error *err)
{
    g_autoptr(source_table) table = NULL;
    g_autoptr(source_rows) rows = NULL;
    g_autofree const char **own = NULL;
    const char *const *fields = kind->fields;
    MLG_TRY(source_table_new(ds, layer, &table, err));
    MLG_TRY(source_map_sheet(table, kind->name, kind->required, err));
    if (fields == NULL) {
        for (size_t i = 0; i < sheet->n_kept; i++)
            MLG_TRY(source_map_kept(table, sheet->kept_names[i], err));
        fields = own = dispositif_columns(sheet);
    }
    MLG_TRY(source_rows_new(table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_rows_next(rows, &more, err));
        if (!more)
            break;
        MLG_TRY(base_check_cancelled(sheet->monitor, err));
        MLG_TRY(kind->add(sheet, rows, err));
    }
    if (rows->n_rows == 0 && fields == own)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT, _("%s: %s: no dispositif in it"),
                                 table->layer->file, table->layer->name),
                        _("write one row a dispositif under the header"));
    return MLG_OK;
}

static mlg_status no_sheet(dataset *ds, const char *name, mlg_error *err)
{
    g_autoptr(GString) there = g_string_new(NULL);
    for (size_t i = 0; i < dataset_layer_count(ds); i++)
        g_string_append_printf(there, "%s%s", i > 0 ? ", " : "", dataset_get_layer(ds, i)->name);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_NOT_FOUND, _("%s: no sheet or layer named %s; there: %s"),
                             dataset_path(ds), name, there->str),
                    _("rename the sheet, or name it: %s|layername=NAME"), dataset_path(ds));
}

/* Reads tables first..last of a file; the first must be there. */
static mlg_status read_file(source_sheet *sheet, const char *source, size_t first, size_t last,
                            mlg_error *err)
{
    g_autoptr(dataset) ds = NULL;
    g_autoptr(dataset_digest) digest = NULL;
    g_autoptr(source_refs) refs = source_refs_new(source);
    MLG_TRY(dataset_open(source, NULL, &ds, err));
    digest = dataset_digest_new(source);
    sheet->refs = refs;
    const char *encoding = dataset_encoding(ds);
    if (encoding != NULL && strcmp(encoding, "cp1252") == 0)
        BASE_EMIT(sheet->monitor, .code = "encodage", .object = "source", .id = kinds[first].name,
                  .file = dataset_path(ds), .value = encoding);
    for (size_t i = first; i <= last; i++) {
        bool found = false;
        size_t layer = 0;
        MLG_TRY(source_find_sheet(ds, kinds[i].name, /* alone= */ i == first, &found, &layer, err));
        if (found)
            MLG_TRY(read_sheet(sheet, &kinds[i], ds, layer, err));
        else if (i == first)
            return no_sheet(ds, kinds[i].name, err);
    }
    g_autofree char *shown = mlg_hide_password(source);
    inventory_builder_add_source(sheet->builder, first == last ? kinds[first].name : "inventaire",
                                 shown, "inventaire", "", dataset_digest_get(digest));
    for (const char *const *file = source_refs_files(refs); *file != NULL; file++)
        inventory_builder_add_file(sheet->builder, *file);
    return MLG_OK;
}

static mlg_status read_all(source_sheet *sheet, const mlg_inventory_sources *sources,
                           mlg_error *err)
{
    const char *const files[] = {sources->dispositifs, sources->perimetres, sources->recensement};
    if (sources->inventory == NULL && sources->dispositifs == NULL)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("no inventory was given")),
            _("give one with --inventaire, or its tables with --dispositifs and --perimetres"));
    if (sources->inventory != NULL)
        MLG_TRY(read_file(sheet, sources->inventory, 0, G_N_ELEMENTS(kinds) - 1, err));
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i] != NULL)
            MLG_TRY(read_file(sheet, files[i], i, i, err));
    return MLG_OK;
}

mlg_status mlg_load_inventory(const mlg_inventory_sources *sources, const mlg_territory *territory,
                              const mlg_monitor *monitor, mlg_inventory **ret, mlg_error *err)
{
    g_autoptr(inventory_builder) builder = inventory_builder_new(monitor);
    size_t n_kept = sources->keep != NULL ? g_strv_length((char **)sources->keep) : 0;
    g_autofree const char **kept = g_new0(const char *, n_kept + 1);
    source_sheet sheet = {builder, monitor, NULL, sources->keep, kept, n_kept};
    if (n_kept > 0)
        inventory_builder_set_kept(builder, sources->keep, n_kept);
    MLG_TRY(read_all(&sheet, sources, err));
    if (sources->contrats_ville != NULL)
        MLG_TRY(source_read_contracts(sources->contrats_ville, builder, territory, sources->date,
                                      monitor, err));
    inventory_options options = {.date = sources->date, .strict = sources->strict != 0};
    return inventory_builder_finish(builder, territory, &options, ret, err);
}
