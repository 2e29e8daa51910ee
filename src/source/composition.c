/*
 * composition.c - tables that say which commune is in which EPCI or EPT: DGCL and BANATIC, INSEE's
 * compositions and appartenance table, and plain ones; and INSEE's lists of EPCI and EPT alone.
 */
#include "source/format.h"

#include <math.h>
#include <string.h>

enum { COMMUNE, EPCI, EPT, NAME, NATURE, POPULATION };
static const char *const fields[] = {"commune", "epci",       "ept", "name",
                                     "nature",  "population", NULL};

/* Legal populations come into force two years after the census's middle: those of 2023 are of 2020.
 */
#define COMPOSITION_CENSUS_AGE 3

/* A group once, not once a member. */
static void add_group(source_load *load, const source_rows *rows, GHashTable *seen,
                      territory_group_kind kind, mlg_code code)
{
    if (g_hash_table_contains(seen, code.s))
        return;
    (void)g_hash_table_add(seen, g_strdup(code.s));
    territory_group_row row = {.kind = kind,
                               .code = code,
                               .name = source_rows_get(rows, NAME),
                               .nature = source_rows_get(rows, NATURE),
                               .origin = source_origin(rows)};
    if (row.name != NULL)
        territory_builder_add_group(load->builder, &row);
}

/* ret_epci and ret_ept are empty where the table says none; false when the row has no commune. */
static bool read_codes(source_load *load, const source_rows *rows, bool composed,
                       mlg_code *ret_commune, mlg_code *ret_epci, mlg_code *ret_ept)
{
    if (composed && !source_code(load, rows, COMMUNE, BASE_CODE_COMMUNE, ret_commune))
        return false; /* tallied */
    const char *text = source_rows_get(rows, EPCI);
    *ret_ept = base_code("");
    if (text != NULL && strchr(text, '/') != NULL) {
        g_auto(GStrv) both = g_strsplit(text, "/", 2);
        *ret_epci = base_code("");
        (void)base_code_parse(BASE_CODE_SIREN, both[0], ret_epci); /* NR leaves it empty */
        (void)base_code_parse(BASE_CODE_SIREN, both[1], ret_ept);
    } else {
        (void)source_code(load, rows, EPCI, BASE_CODE_SIREN, ret_epci); /* tallied */
        (void)source_code(load, rows, EPT, BASE_CODE_SIREN, ret_ept);
    }
    if (composed && base_code_is_empty(*ret_commune)) {
        source_skip_uncoded(load, rows, COMMUNE);
        return false;
    }
    return true;
}

/* An arrondissement of Paris, Lyon or Marseille: its commune is in the table too. */
static bool is_repeated(const source_load *load, mlg_code commune)
{
    return load->role == SOURCE_EPCI && !load->plm_arrondissement &&
           !base_code_is_empty(base_code_plm_commune(commune));
}

static void add_population(source_load *load, const source_rows *rows, mlg_code commune)
{
    double people = source_number(load, rows, POPULATION, commune.s);
    if (!isnan(people))
        territory_builder_set_population(load->builder, commune, people, source_origin(rows));
    if (rows->table->year != 0)
        load->population_year = rows->table->year - COMPOSITION_CENSUS_AGE;
}

mlg_status source_load_composition(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    bool composed = rows->indexes[COMMUNE] >= 0;
    bool populated = rows->indexes[POPULATION] >= 0;
    for (;;) {
        bool more = false;
        mlg_code commune = base_code("");
        mlg_code epci;
        mlg_code ept;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        if (!read_codes(load, rows, composed, &commune, &epci, &ept) || is_repeated(load, commune))
            continue;
        if (load->role == SOURCE_EPCI && !base_code_is_empty(epci)) {
            add_group(load, rows, seen, TERRITORY_EPCI, epci);
            if (composed)
                territory_builder_set_membership(load->builder, TERRITORY_EPCI, commune, epci,
                                                 source_origin(rows));
        }
        if (load->role == SOURCE_EPCI && !base_code_is_empty(ept)) {
            if (rows->indexes[EPCI] < 0) /* else the name is the EPCI's */
                add_group(load, rows, seen, TERRITORY_EPT, ept);
            if (composed)
                territory_builder_set_membership(load->builder, TERRITORY_EPT, commune, ept,
                                                 source_origin(rows));
        }
        if (populated && (load->role == SOURCE_POPULATION || load->take_population))
            add_population(load, rows, commune);
    }
    return source_end(load, rows, "epci", err);
}

enum { ZONE_LEVEL, ZONE_CODE, ZONE_NAME };
static const char *const zone_fields[] = {"level", "code", "name", NULL};

mlg_status source_load_zones(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, zone_fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        const char *level = source_rows_get(rows, ZONE_LEVEL);
        bool epci = level != NULL && g_ascii_strcasecmp(level, "EPCI") == 0;
        if (!epci && (level == NULL || g_ascii_strcasecmp(level, "EPT") != 0))
            continue; /* employment zones, cantons...: not of this domain */
        territory_group_row row = {.kind = epci ? TERRITORY_EPCI : TERRITORY_EPT,
                                   .name = source_rows_get(rows, ZONE_NAME),
                                   .origin = source_origin(rows)};
        if (source_code(load, rows, ZONE_CODE, BASE_CODE_SIREN, &row.code) &&
            !base_code_is_empty(row.code))
            territory_builder_add_group(load->builder, &row);
    }
    return source_end(load, rows, "epci", err);
}
