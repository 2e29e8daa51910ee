/*
 * parts.c - municipal arrondissements and communes associées or déléguées, each with its commune.
 */
#include "source/format.h"

#include <math.h>

enum { CODE, PARENT, NAME, POPULATION };
static const char *const fields[] = {"code", "parent", "name", "population", NULL};

mlg_status source_load_parts(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        territory_part_row row = {.kind = TERRITORY_DELEGUEE,
                                  .name = source_rows_get(rows, NAME),
                                  .population = (double)NAN,
                                  .origin = source_origin(rows)};
        if (!source_code(load, rows, CODE, BASE_CODE_COMMUNE, &row.code) ||
            !source_code(load, rows, PARENT, BASE_CODE_COMMUNE, &row.commune))
            continue; /* tallied */
        if (base_code_is_empty(row.code) || base_code_is_empty(row.commune)) {
            source_skip_uncoded(load, rows, CODE);
            continue;
        }
        if (!base_code_is_empty(base_code_plm_commune(row.code)))
            row.kind = TERRITORY_ARRONDISSEMENT;
        if (rows->indexes[POPULATION] >= 0)
            row.population = source_number(load, rows, POPULATION, row.code.s);
        MLG_TRY(source_shape(load, rows, "commune", row.code, base_code_department(row.code),
                             &row.shape, err));
        territory_builder_add_part(load->builder, &row);
        source_shape_done(&row.shape);
    }
    return source_end(load, rows, "commune", err);
}
