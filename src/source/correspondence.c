/*
 * correspondence.c - the official list of which QPV of 2024 follow which of 2015: one row a QPV of
 * 2024, with up to five of 2015 (liste-correspondance-qp2024-qp2015.csv, whose header cells are
 * padded with spaces).
 */
#include "source/format.h"

enum { NEWER, FIRST_OLDER };
static const char *const fields[] = {"newer",   "older_1", "older_2", "older_3",
                                     "older_4", "older_5", NULL};

/* A code of the generation that its column is of, empty for none; false after a tally. */
static bool read_code(source_load *load, const source_rows *rows, size_t field, int generation,
                      mlg_code *ret)
{
    if (!source_code(load, rows, field, BASE_CODE_QPV, ret))
        return false;
    if (base_code_is_empty(*ret) || base_code_qpv_generation(*ret) == generation)
        return true;
    source_reject_code(load, rows, field);
    return false;
}

/* A row of which a code cannot be read does not say that its QPV follows none. */
static void add_row(source_load *load, const source_rows *rows)
{
    territory_origin origin = source_origin(rows);
    mlg_code newer, older;
    if (!read_code(load, rows, NEWER, 2024, &newer))
        return;
    size_t n_told = 0;
    for (size_t i = FIRST_OLDER; fields[i] != NULL; i++) {
        bool good = read_code(load, rows, i, 2015, &older);
        bool none = good && base_code_is_empty(older);
        n_told += !none;
        if (good && !none)
            territory_builder_add_match(load->builder, newer, older, origin);
    }
    if (n_told == 0 && base_code_is_empty(newer))
        source_skip_uncoded(load, rows, NEWER);
    else if (n_told == 0)
        territory_builder_add_match(load->builder, newer, base_code(""), origin);
}

mlg_status source_load_correspondence(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        add_row(load, rows);
    }
    return source_end(load, rows, "qpv", err);
}
