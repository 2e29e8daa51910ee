/*
 * territory.c - mlg_load_territory: each option's files are opened side by side, loaded in a fixed
 * order, and recorded with vintage and digest.
 */
#include "source/territory.h"

#include "base/address.h"
#include "base/text.h"
#include "mesh/match.h"
#include "source/cog.h"
#include "source/vintage.h"

#include <string.h>

/* Reads what a file holds for an option; beside communes also parts and names of EPCI. */
static mlg_status load_tables(source_load *load, dataset *ds, source_record *record, mlg_error *err)
{
    g_autoptr(GPtrArray) found = NULL;
    unsigned role = record->role;
    unsigned roles = role == SOURCE_COMMUNES ? SOURCE_COMMUNES | SOURCE_PARTS | SOURCE_EPCI : role;
    MLG_TRY(source_find_tables(ds, roles, role, &found, err));
    if (role == SOURCE_ZONING) {
        source_choose_zoning(found, record->zoning);
        load->zoning = record->zoning;
        load->zoning_index = territory_builder_add_zoning(load->builder, record->zoning);
    }
    for (guint i = 0; i < found->len; i++) {
        const source_found *item = g_ptr_array_index(found, i);
        load->companion = (item->format->roles & role) == 0;
        load->role = load->companion ? item->format->roles & roles : role;
        /* of a workbook, the sheet of communes rather than a list beside it */
        if (!load->companion &&
            (record->format == NULL || source_table_column(item->table, "commune") >= 0))
            record->format = item->format->name;
        int year = source_table_vintage(item->table);
        if (!load->companion && record->year == 0)
            record->year = year;
        territory_builder_begin_table(load->builder, year);
        MLG_TRY(item->format->load(load, item->table, err));
    }
    return MLG_OK;
}

/* What a file's year says about the communes and the populations. */
static void take_year(source_load *load, source_record *record)
{
    /* qpv-2015, qpv-2024, correspondance-qpv-2024 */
    if ((record->role & (SOURCE_QPV | SOURCE_CORRESPONDENCE)) != 0 && record->format != NULL)
        record->year = source_path_year(record->format);
    if (record->year == 0)
        record->year = source_path_year(record->path);
    bool list = record->format != NULL && strcmp(record->format, "insee-cog-communes") == 0;
    if (list || (record->role == SOURCE_COMMUNES && load->vintage == 0))
        load->vintage = record->year != 0 ? record->year : load->vintage;
    int census = source_path_census(record->path);
    if (record->role == SOURCE_POPULATION && load->population_year == 0 && record->year != 0)
        load->population_year = census != 0 ? census : record->year - SOURCE_CENSUS_AGE;
    if (record->role == SOURCE_COMMUNES && source_path_is_generalised(record->path))
        load->said_generalised = true;
}

static mlg_status load_record(source_load *load, source_record *record, mlg_error *err)
{
    g_autoptr(dataset) ds = NULL;
    MLG_TRY(source_refuse(record->path, err));
    MLG_TRY(dataset_opening_take(record->opening, &ds, err));
    const char *encoding = dataset_encoding(ds);
    if (encoding != NULL && strcmp(encoding, "cp1252") == 0)
        BASE_EMIT(load->monitor, .code = "encodage", .object = "source", .file = dataset_path(ds),
                  .value = encoding);
    int census = load->population_year;
    load->population_year = 0;
    MLG_TRY(load_tables(load, ds, record, err));
    take_year(load, record);
    /* of several tables the later wins, as its figures do; each keeps its own beside */
    territory_builder_set_census(load->builder, load->population_year);
    if (load->population_year == 0)
        load->population_year = census;
    return MLG_OK;
}

static bool is_given(const char *const *sources)
{
    return sources != NULL && sources[0] != NULL;
}

/* Spreadsheets are slow to open, so that all files are opened at once, each on its thread. */
static source_record *add_record(source_loading *loading, const char *path, unsigned role,
                                 const char *name)
{
    source_record *record = g_new0(source_record, 1);
    record->role = role;
    record->role_name = name;
    record->path = path;
    /* a refused file is not opened: its load says why */
    if (source_refuse(path, NULL) == MLG_OK) {
        record->opening = dataset_opening_new(path);
        record->digest = dataset_digest_new(path);
    }
    g_ptr_array_add(loading->records, record);
    return record;
}

static void add_records(source_loading *loading, const char *const *sources, unsigned role,
                        const char *name)
{
    for (size_t i = 0; sources != NULL && sources[i] != NULL; i++)
        (void)add_record(loading, sources[i], role, name); /* kept in loading */
}

/* In the order of loading: lists complete the communes, and later figures win. */
static void open_all(source_loading *loading, const mlg_territory_sources *sources)
{
    add_records(loading, sources->cog, SOURCE_COG, "cog");
    add_records(loading, sources->communes, SOURCE_COMMUNES, "communes");
    add_records(loading, sources->epci, SOURCE_EPCI, "epci");
    add_records(loading, sources->population, SOURCE_POPULATION, "population");
    add_records(loading, sources->qpv, SOURCE_QPV, "qpv");
    add_records(loading, sources->pop_qpv, SOURCE_POP_QPV, "pop_qpv");
    for (guint z = 0; z < loading->zonings->len; z++) {
        const source_zoning *zoning = &g_array_index(loading->zonings, source_zoning, z);
        source_record *record = add_record(loading, zoning->path, SOURCE_ZONING, "zonage");
        record->zoning = zoning->name;
    }
    add_records(loading, sources->correspondence, SOURCE_CORRESPONDENCE, "correspondance");
}

static mlg_status load_all(source_loading *loading, const mlg_territory_sources *sources,
                           mlg_error *err)
{
    source_load *load = &loading->load;
    for (guint i = 0; i < loading->records->len; i++) {
        source_record *record = g_ptr_array_index(loading->records, i);
        /* without a table of populations and none in the layer, those of the EPCI table serve */
        load->take_population = !is_given(sources->population) && !load->communes_counted;
        if (record->role == SOURCE_POPULATION && record->opening != NULL && !loading->populated) {
            load->population_year = 0; /* of the layer, whose populations this table replaces */
            loading->populated = true;
        }
        MLG_TRY(load_record(load, record, err));
    }
    if (load->population_year == 0 && load->communes_counted && !loading->populated &&
        load->vintage != 0)
        load->population_year = load->vintage - SOURCE_CENSUS_AGE;
    return MLG_OK;
}

static void record_sources(const source_loading *loading)
{
    for (guint i = 0; i < loading->records->len; i++) {
        source_record *record = g_ptr_array_index(loading->records, i);
        g_autofree char *shown = mlg_hide_password(record->path);
        char year[12] = "";
        if (record->year != 0)
            (void)g_snprintf(year, sizeof year, "%d", record->year);
        territory_builder_add_source(loading->load.builder, record->role_name, shown,
                                     record->format, year, dataset_digest_get(record->digest));
    }
}

static void free_record(gpointer data)
{
    source_record *record = data;
    dataset_opening_free(record->opening);
    dataset_digest_free(record->digest);
    g_free(record);
}

static void done(source_loading *loading)
{
    source_load *load = &loading->load;
    g_ptr_array_free(loading->records, TRUE);
    g_array_unref(loading->zonings);
    g_hash_table_destroy(load->departments);
    if (load->cog != NULL)
        g_hash_table_destroy(load->cog);
    if (load->events != NULL)
        g_array_unref(load->events);
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
    territory_builder_set_generalised(
        load->builder, load->said_generalised || source_density_is_generalised(&load->density));
    if (load->events != NULL)
        territory_builder_set_history(
            load->builder,
            territory_history_new((const history_event *)(void *)load->events->data,
                                  load->events->len, load->events_until),
            load->events_file);
    territory_options options = {.qpv_generation = sources->qpv_generation,
                                 .date = sources->date,
                                 .compare_generations = sources->compare_generations != 0,
                                 .plm_arrondissement = sources->plm_arrondissement != 0};
    g_autoptr(mlg_territory) territory = NULL;
    MLG_TRY(territory_builder_finish(load->builder, &options, load->monitor, &territory, err));
    MLG_TRY(mesh_match_qpvs(territory, load->monitor, err));
    *ret = g_steal_pointer(&territory);
    return MLG_OK;
}

mlg_status mlg_load_territory(const mlg_territory_sources *sources, const mlg_monitor *monitor,
                              mlg_territory **ret, mlg_error *err)
{
    if (!is_given(sources->communes))
        return mlg_hint(
            err, mlg_fail(err, MLG_E_ARG, _("no layer of communes was given")),
            _("give one with --communes; `maillage sources` lists those that are recognised"));
    g_autoptr(GArray) zonings = NULL;
    MLG_TRY(source_parse_zonings(sources->zonages, &zonings, err));
    g_autoptr(mlg_findings) findings = mlg_findings_new();
    base_recorder recorder;
    base_recorder_init(&recorder, monitor, findings);
    source_loading loading = {
        .zonings = g_steal_pointer(&zonings),
        .load = {.builder = territory_builder_new(),
                 .plm_arrondissement = sources->plm_arrondissement != 0,
                 .monitor = &recorder.monitor,
                 .departments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                 .texts = g_string_chunk_new(4096)},
        .records = g_ptr_array_new_with_free_func(free_record)};
    open_all(&loading, sources);
    mlg_status status = load_all(&loading, sources, err);
    if (status == MLG_OK)
        status = finish(&loading, sources, ret, err);
    done(&loading);
    if (status == MLG_OK)
        (*ret)->findings = g_steal_pointer(&findings);
    return status;
}
