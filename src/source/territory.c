/*
 * territory.c - mlg_load_territory: each option's files are recognised, loaded in a fixed order,
 * and recorded with vintage and digest.
 */
#include "source/territory.h"

#include "base/date.h"
#include "base/text.h"
#include "dataset/digest.h"
#include "source/cog.h"
#include "source/vintage.h"

#include <stdlib.h>
#include <string.h>

/* QPV files that overlap: those of one territory in its own CRS come before those of all in
 * degrees. */
static gint compare_qpv(gconstpointer a, gconstpointer b)
{
    const source_found *x = *(const source_found *const *)a;
    const source_found *y = *(const source_found *const *)b;
    if (x->geographic != y->geographic)
        return x->geographic ? 1 : -1;
    int64_t n = x->table->layer->declared_count;
    int64_t m = y->table->layer->declared_count;
    if (n != m)
        return n < m ? -1 : 1;
    return x->table->layer_index < y->table->layer_index ? -1 : 1;
}

static void free_found(gpointer data)
{
    source_found *found = data;
    source_table_free(found->table);
    g_free(found);
}

/* What was looked for and what is there. */
static mlg_status not_recognised(dataset *ds, GPtrArray *unknown, unsigned role, mlg_error *err)
{
    g_autofree char *wanted = source_looked_for(role);
    g_autoptr(GString) there = g_string_new(NULL);
    bool other_geometry = false;
    for (guint i = 0; i < unknown->len; i++) {
        const source_table *table = g_ptr_array_index(unknown, i);
        g_autofree char *columns = source_table_describe(table);
        g_string_append_printf(there, "%s%s%s%s", there->len > 0 ? " ; " : "",
                               table->sheet != NULL ? table->sheet : "",
                               table->sheet != NULL ? ": " : "", columns);
        other_geometry = other_geometry || table->layer->geometry == DATASET_OTHER_GEOMETRY;
    }
    bool areas = role == SOURCE_COMMUNES || role == SOURCE_QPV;
    mlg_status status =
        areas && other_geometry
            ? mlg_fail(err, MLG_E_FORMAT, _("%s: the geometries are not polygons"),
                       dataset_path(ds))
            : mlg_fail(err, MLG_E_FORMAT, _("%s: not recognised; columns there: %s"),
                       dataset_path(ds), there->str);
    return mlg_hint(err, status, _("columns looked for, in any order and case: %s"), wanted);
}

static mlg_status find_tables(dataset *ds, unsigned roles, unsigned role, GPtrArray **ret,
                              mlg_error *err)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_found);
    g_autoptr(GPtrArray) unknown =
        g_ptr_array_new_with_free_func((GDestroyNotify)source_table_free);
    bool asked = false;
    for (size_t i = 0; i < dataset_layer_count(ds); i++) {
        g_autoptr(source_table) table = NULL;
        MLG_TRY(source_table_new(ds, i, &table, err));
        const source_format *format = source_recognise(table, roles);
        if (format == NULL) {
            g_ptr_array_add(unknown, g_steal_pointer(&table));
            continue;
        }
        source_found *item = g_new0(source_found, 1);
        item->format = format;
        item->table = g_steal_pointer(&table);
        asked = asked || (format->roles & role) != 0;
        const char *crs = item->table->layer->crs;
        if (crs != NULL && crs_is_geographic(crs, &item->geographic, NULL) != MLG_OK)
            item->geographic = true; /* an unreadable CRS is an error later, if it serves */
        g_ptr_array_add(found, item);
    }
    if (!asked)
        return not_recognised(ds, unknown, role, err);
    *ret = g_steal_pointer(&found);
    return MLG_OK;
}

/* Loads what a file holds for an option; beside communes also parts and names of EPCI. */
static mlg_status load_tables(source_load *load, dataset *ds, unsigned role, source_record *record,
                              mlg_error *err)
{
    g_autoptr(GPtrArray) found = NULL;
    unsigned roles = role == SOURCE_COMMUNES ? SOURCE_COMMUNES | SOURCE_PARTS | SOURCE_EPCI : role;
    MLG_TRY(find_tables(ds, roles, role, &found, err));
    if (role == SOURCE_QPV)
        g_ptr_array_sort(found, compare_qpv);
    for (guint i = 0; i < found->len; i++) {
        const source_found *item = g_ptr_array_index(found, i);
        load->companion = (item->format->roles & role) == 0;
        load->role = load->companion ? item->format->roles & roles : role;
        if (!load->companion && record->format == NULL)
            record->format = item->format->name;
        if (!load->companion && record->year == 0)
            record->year = source_table_vintage(item->table);
        MLG_TRY(item->format->load(load, item->table, err));
    }
    return MLG_OK;
}

static mlg_status load_file(source_loading *loading, const char *source, unsigned role,
                            const char *role_name, mlg_error *err)
{
    source_load *load = &loading->load;
    g_autoptr(dataset) ds = NULL;
    MLG_TRY(source_refuse(source, err));
    MLG_TRY(dataset_open(source, NULL, &ds, err));
    source_record *record = g_new0(source_record, 1);
    record->role = role_name;
    record->path = source;
    record->digest = dataset_digest_new(source);
    g_ptr_array_add(loading->records, record);
    const char *encoding = dataset_encoding(ds);
    if (encoding != NULL && strcmp(encoding, "cp1252") == 0)
        BASE_EMIT(load->monitor, .code = "encodage", .object = "source", .id = role_name,
                  .file = dataset_path(ds), .value = encoding);
    MLG_TRY(load_tables(load, ds, role, record, err));
    if (record->year == 0)
        record->year = source_path_year(source);
    if (role == SOURCE_COMMUNES && load->vintage == 0)
        load->vintage = record->year;
    if (role == SOURCE_COG && record->format != NULL && record->year != 0 &&
        strcmp(record->format, "insee-cog-communes") == 0)
        load->vintage = record->year;
    if (role == SOURCE_POPULATION && load->population_year == 0 && record->year != 0)
        load->population_year = record->year - SOURCE_CENSUS_AGE;
    return MLG_OK;
}

static mlg_status load_list(source_loading *loading, const char *const *sources, unsigned role,
                            const char *role_name, mlg_error *err)
{
    for (size_t i = 0; sources != NULL && sources[i] != NULL; i++)
        MLG_TRY(load_file(loading, sources[i], role, role_name, err));
    return MLG_OK;
}

static bool is_given(const char *const *sources)
{
    return sources != NULL && sources[0] != NULL;
}

static mlg_status load_all(source_loading *loading, const mlg_territory_sources *sources,
                           mlg_error *err)
{
    source_load *load = &loading->load;
    MLG_TRY(load_list(loading, sources->cog, SOURCE_COG, "cog", err));
    MLG_TRY(load_list(loading, sources->communes, SOURCE_COMMUNES, "communes", err));
    int layer_year = load->population_year;
    /* without a table of populations and none in the layer, those of the EPCI table serve */
    load->take_population = !is_given(sources->population) && !load->communes_counted;
    MLG_TRY(load_list(loading, sources->epci, SOURCE_EPCI, "epci", err));
    load->population_year = is_given(sources->population) ? 0 : load->population_year;
    MLG_TRY(load_list(loading, sources->population, SOURCE_POPULATION, "population", err));
    MLG_TRY(load_list(loading, sources->qpv, SOURCE_QPV, "qpv", err));
    MLG_TRY(load_list(loading, sources->pop_qpv, SOURCE_POP_QPV, "pop_qpv", err));
    if (load->population_year == 0 && !is_given(sources->population))
        load->population_year = layer_year;
    if (load->population_year == 0 && load->communes_counted && load->vintage != 0 &&
        !is_given(sources->population))
        load->population_year = load->vintage - SOURCE_CENSUS_AGE;
    return MLG_OK;
}

static void record_sources(const source_loading *loading)
{
    for (guint i = 0; i < loading->records->len; i++) {
        source_record *record = g_ptr_array_index(loading->records, i);
        g_autofree char *shown = source_hide_password(record->path);
        char year[12] = "";
        if (record->year != 0)
            (void)g_snprintf(year, sizeof year, "%d", record->year);
        territory_builder_add_source(loading->load.builder, record->role, shown, record->format,
                                     year, dataset_digest_get(record->digest));
    }
}

static void free_record(gpointer data)
{
    source_record *record = data;
    dataset_digest_free(record->digest);
    g_free(record);
}

static void done(source_loading *loading)
{
    source_load *load = &loading->load;
    g_ptr_array_free(loading->records, TRUE);
    g_hash_table_destroy(load->departments);
    if (load->cog != NULL)
        g_hash_table_destroy(load->cog);
    g_string_chunk_free(load->texts);
    territory_builder_free(load->builder);
}

static mlg_status finish(source_loading *loading, const mlg_territory_sources *sources,
                         mlg_territory **ret, mlg_error *err)
{
    source_load *load = &loading->load;
    source_add_departments(load);
    record_sources(loading);
    territory_builder_set_vintage(load->builder, load->vintage);
    territory_builder_set_population_year(load->builder, load->population_year);
    territory_builder_set_generalised(load->builder, source_density_is_generalised(&load->density));
    territory_options options = {.qpv_generation = sources->qpv_generation,
                                 .date = sources->date,
                                 .plm_arrondissement = sources->plm_arrondissement != 0};
    return territory_builder_finish(load->builder, &options, load->monitor, ret, err);
}

mlg_status mlg_load_territory(const mlg_territory_sources *sources, const mlg_monitor *monitor,
                              mlg_territory **ret, mlg_error *err)
{
    if (!is_given(sources->communes))
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("no layer of communes was given")),
            _("give one with --communes; `maillage sources` lists those that are recognised"));
    source_loading loading = {
        .load = {.builder = territory_builder_new(),
                 .monitor = monitor,
                 .departments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                 .texts = g_string_chunk_new(4096)},
        .records = g_ptr_array_new_with_free_func(free_record)};
    mlg_status status = load_all(&loading, sources, err);
    if (status == MLG_OK)
        status = finish(&loading, sources, ret, err);
    done(&loading);
    return status;
}
