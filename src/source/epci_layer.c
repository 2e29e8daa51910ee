/*
 * epci_layer.c - layers of EPCI: names and natures; their polygons only when the layer was asked
 * for, since those beside the communes are the same limits again.
 */
#include "source/format.h"

#include <string.h>

enum { CODE, NAME, NATURE };
static const char *const fields[] = {"code", "name", "nature", NULL};

/* EPT are told from EPCI by their nature in ADMIN EXPRESS. */
static territory_group_kind kind_of(const char *nature)
{
    g_autofree char *folded = source_fold(nature != NULL ? nature : "");
    return strstr(folded, "etablissement_public_territorial") != NULL || strcmp(folded, "ept") == 0
               ? TERRITORY_EPT
               : TERRITORY_EPCI;
}

mlg_status source_load_epci_layer(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        const char *nature = source_rows_get(rows, NATURE);
        territory_group_row row = {.kind = kind_of(nature),
                                   .name = source_rows_get(rows, NAME),
                                   .nature = nature,
                                   .origin = source_origin(rows)};
        if (!source_code(load, rows, CODE, BASE_CODE_SIREN, &row.code))
            continue; /* tallied */
        if (base_code_is_empty(row.code)) {
            source_skip_uncoded(load, rows, CODE);
            continue;
        }
        if (!load->companion)
            MLG_TRY(source_shape(load, rows, "epci", row.code, base_code(""), &row.shape, err));
        territory_builder_add_group(load->builder, &row);
        source_shape_done(&row.shape);
    }
    return source_end(load, rows, "epci", err);
}
