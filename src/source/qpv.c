/*
 * qpv.c - QPV of both generations, as layers or as lists without geometry.
 */
#include "source/format.h"

#include <string.h>

enum { CODE, NAME, COMMUNES, COMMUNE_NAMES, EPCI };
static const char *const fields[] = {"code", "name", "communes", "commune_names", "epci", NULL};

/* Lists of Excel hold ="01053": what wraps a code is dropped, the builder splits the rest. */
static char *tidy_list(const char *text)
{
    if (text == NULL || strpbrk(text, "=\"'") == NULL)
        return g_strdup(text);
    char *copy = g_strdup(text);
    char *to = copy;
    for (const char *from = text; *from != '\0'; from++)
        if (strchr("=\"'", *from) == NULL)
            *to++ = *from;
    *to = '\0';
    return copy;
}

mlg_status source_load_qpv(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        g_autofree char *communes = tidy_list(source_rows_get(rows, COMMUNES));
        territory_qpv_row row = {.name = source_rows_get(rows, NAME),
                                 .communes = communes,
                                 .commune_names = source_rows_get(rows, COMMUNE_NAMES),
                                 .origin = source_origin(rows)};
        row.origin.layer = table->layer->name; /* tells apart the shapefiles of one folder */
        if (!source_code(load, rows, CODE, BASE_CODE_QPV, &row.code))
            continue; /* tallied */
        if (base_code_is_empty(row.code)) {
            source_skip_uncoded(load, rows, CODE);
            continue;
        }
        const char *epci = source_rows_get(rows, EPCI);
        if (!base_code_is_none(epci))
            (void)base_code_parse(BASE_CODE_SIREN, epci, &row.epci); /* a list of two is not kept */
        MLG_TRY(source_shape(load, rows, "qpv", row.code, base_code_qpv_department(row.code),
                             &row.shape, err));
        territory_builder_add_qpv(load->builder, &row);
        source_shape_done(&row.shape);
    }
    return source_end(load, rows, "qpv", err);
}
