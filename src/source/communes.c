/*
 * communes.c - layers of communes: ADMIN EXPRESS 2, 3 and 4, Etalab, and plain ones. The same
 * layers say, when an option asks it, to which EPCI communes belong and how many people they have.
 */
#include "source/format.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

enum { CODE, NAME, EPCI, DEPARTMENT, REGION, POPULATION, PARENT, CENSUS };
static const char *const fields[] = {"code",       "name",   "epci",   "department", "region",
                                     "population", "parent", "census", NULL};

/* "200054781/200057867": the EPCI, then the EPT of Grand Paris. */
static void split_epci(source_load *load, const source_rows *rows, mlg_code *ret_epci,
                       mlg_code *ret_ept)
{
    const char *text = source_rows_get(rows, EPCI);
    *ret_ept = base_code("");
    if (text != NULL && strchr(text, '/') != NULL) {
        g_auto(GStrv) both = g_strsplit(text, "/", 2);
        *ret_epci = base_code("");
        /* NR on either side leaves it empty */
        (void)base_code_parse(BASE_CODE_SIREN, both[0], ret_epci);
        (void)base_code_parse(BASE_CODE_SIREN, both[1], ret_ept);
        return;
    }
    (void)source_code(load, rows, EPCI, BASE_CODE_SIREN, ret_epci); /* tallied */
}

static const source_cog_entry *in_cog(const source_load *load, mlg_code code)
{
    return load->cog != NULL ? g_hash_table_lookup(load->cog, code.s) : NULL;
}

/* Département and région: as stated, else the list's, else what the code says. */
static void place(source_load *load, const source_rows *rows, territory_commune_row *row)
{
    const source_cog_entry *entry = in_cog(load, row->code);
    if (!source_code(load, rows, DEPARTMENT, BASE_CODE_DEPARTMENT, &row->department) ||
        base_code_is_empty(row->department))
        row->department = entry != NULL ? entry->department : base_code_department(row->code);
    if (!source_code(load, rows, REGION, BASE_CODE_REGION, &row->region) ||
        base_code_is_empty(row->region))
        row->region =
            entry != NULL ? entry->region : base_code_region_of_department(row->department);
    if (row->name == NULL && entry != NULL)
        row->name = entry->name;
    if (!g_hash_table_contains(load->departments, row->department.s))
        (void)g_hash_table_insert(load->departments, g_strdup(row->department.s),
                                  g_strdup(row->region.s));
}

static double population(source_load *load, const source_rows *rows, mlg_code code)
{
    if (rows->indexes[POPULATION] < 0)
        return (double)NAN;
    const char *census = source_rows_get(rows, CENSUS);
    if (census != NULL && load->population_year == 0)
        load->population_year = source_year(census); /* AAAA/MM/JJ */
    double people = source_number(load, rows, POPULATION, code.s);
    /* a column of zeros says nothing */
    load->communes_counted = load->communes_counted || people > 0;
    return people;
}

static mlg_status add_commune(source_load *load, const source_rows *rows, mlg_code code,
                              mlg_error *err)
{
    territory_commune_row row = {.code = code,
                                 .name = source_rows_get(rows, NAME),
                                 .population = population(load, rows, code),
                                 .origin = source_origin(rows)};
    split_epci(load, rows, &row.epci, &row.ept);
    place(load, rows, &row);
    MLG_TRY(source_shape(load, rows, "commune", code, row.department, &row.shape, err));
    if (row.shape.wkb != NULL)
        source_density_add(&load->density, row.shape.wkb, load->geographic);
    territory_builder_add_commune(load->builder, &row);
    source_shape_done(&row.shape);
    return MLG_OK;
}

static void add_facts(source_load *load, const source_rows *rows, mlg_code code)
{
    mlg_code epci;
    mlg_code ept;
    if (load->role == SOURCE_POPULATION) {
        double people = population(load, rows, code);
        if (!isnan(people))
            territory_builder_set_population(load->builder, code, people, source_origin(rows));
        return;
    }
    split_epci(load, rows, &epci, &ept);
    if (!base_code_is_empty(epci))
        territory_builder_set_membership(load->builder, TERRITORY_EPCI, code, epci,
                                         source_origin(rows));
    if (!base_code_is_empty(ept))
        territory_builder_set_membership(load->builder, TERRITORY_EPT, code, ept,
                                         source_origin(rows));
}

mlg_status source_load_communes(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        mlg_code code;
        if (!source_code(load, rows, CODE, BASE_CODE_COMMUNE, &code))
            continue; /* tallied */
        if (base_code_is_empty(code))
            source_skip_uncoded(load, rows, CODE);
        else if (load->role == SOURCE_COMMUNES)
            MLG_TRY(add_commune(load, rows, code, err));
        else
            add_facts(load, rows, code);
    }
    return source_end(load, rows, "commune", err);
}
