/*
 * populations.c - legal populations: INSEE's donnees_communes.csv with its three headers, and any
 * table of commune codes and populations; populations of QPV.
 */
#include "source/format.h"

#include <math.h>
#include <string.h>

/* Populations in force in a year are those of the census three years before. */
#define POPULATIONS_CENSUS_AGE 3

enum { CODE, POPULATION };
static const char *const fields[] = {"code", "population", NULL};

/* "pmun_2023" and titles say the year in force, "population_municipale_2013" the census's. */
static int census_year(const source_table *table)
{
    const char *column = source_table_spelling(table, "population");
    g_autofree char *folded = source_fold(column != NULL ? column : "");
    if (table->year != 0)
        return g_str_has_prefix(folded, "pmun_") ? table->year - POPULATIONS_CENSUS_AGE
                                                 : table->year;
    return 0;
}

mlg_status source_load_populations(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        mlg_code code;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        if (!source_code(load, rows, CODE, BASE_CODE_COMMUNE, &code))
            continue; /* tallied */
        if (base_code_is_empty(code)) {
            source_skip_uncoded(load, rows, CODE);
            continue;
        }
        double people = source_number(load, rows, POPULATION, code.s);
        if (!isnan(people))
            territory_builder_set_population(load->builder, code, people, source_origin(rows));
    }
    if (census_year(table) != 0)
        load->population_year = census_year(table);
    return source_end(load, rows, "commune", err);
}

enum { INSEE_DEPARTMENT, INSEE_LOCAL, INSEE_CODE, INSEE_POPULATION };
static const char *const insee_fields[] = {"department", "local", "code", "population", NULL};

/*
 * COM is the code since 2025; it was the name before, and is empty for Mayotte. Then the code is
 * the first two characters of the département and CODCOM: 971 and 101 make 97101.
 */
static mlg_code insee_code(source_load *load, const source_rows *rows)
{
    mlg_code code = base_code("");
    const char *com = source_rows_get(rows, INSEE_CODE);
    if (com != NULL && base_code_parse(BASE_CODE_COMMUNE, com, &code) != BASE_CODE_INVALID) {
        (void)source_code(load, rows, INSEE_CODE, BASE_CODE_COMMUNE, &code); /* tallies repairs */
        return code;
    }
    mlg_code department;
    const char *local = source_rows_get(rows, INSEE_LOCAL);
    if (!source_code(load, rows, INSEE_DEPARTMENT, BASE_CODE_DEPARTMENT, &department) ||
        base_code_is_empty(department) || local == NULL || strlen(local) > 3 ||
        strspn(local, "0123456789") != strlen(local))
        return base_code("");
    char text[16];
    (void)g_snprintf(text, sizeof text, "%.2s%.*s%s", department.s, (int)(3 - strlen(local)), "00",
                     local);
    return base_code(text);
}

mlg_status source_load_insee_populations(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, insee_fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        mlg_code code = insee_code(load, rows);
        if (base_code_is_empty(code)) {
            source_skip_uncoded(load, rows, INSEE_CODE);
            continue;
        }
        double people = source_number(load, rows, INSEE_POPULATION, code.s);
        if (!isnan(people))
            territory_builder_set_population(load->builder, code, people, source_origin(rows));
    }
    return source_end(load, rows, "commune", err);
}

mlg_status source_load_pop_qpv(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        mlg_code code;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        const char *text = source_rows_get(rows, CODE);
        if (text == NULL || base_code_parse(BASE_CODE_QPV, text, &code) == BASE_CODE_INVALID) {
            source_skip_uncoded(load, rows, CODE); /* "Ensemble des quartiers prioritaires" */
            continue;
        }
        (void)source_code(load, rows, CODE, BASE_CODE_QPV, &code); /* tallies repairs */
        double people = source_number(load, rows, POPULATION, code.s);
        if (!isnan(people))
            territory_builder_set_qpv_population(load->builder, code, people, source_origin(rows));
    }
    return source_end(load, rows, "qpv", err);
}
