/*
 * correspondence.c - the official list of which QPV of 2024 follow which of 2015: one row a QPV of
 * 2024, with up to five of 2015 (liste-correspondance-qp2024-qp2015.csv, whose header cells are
 * padded with spaces).
 */
#include "source/format.h"

enum { NEWER, FIRST_OLDER };
static const char *const fields[] = {"newer",   "older_1", "older_2", "older_3",
                                     "older_4", "older_5", NULL};

/* A code of the generation that its column is of; empty for none, after a tally for another. */
static mlg_code read_code(source_load *load, const source_rows *rows, size_t field, int generation)
{
    mlg_code code;
    if (!source_code(load, rows, field, BASE_CODE_QPV, &code) || base_code_is_empty(code) ||
        base_code_qpv_generation(code) == generation)
        return code;
    source_reject_code(load, rows, field);
    return base_code("");
}

static void add_row(source_load *load, const source_rows *rows)
{
    territory_origin origin = source_origin(rows);
    mlg_code newer = read_code(load, rows, NEWER, 2024);
    size_t n_older = 0;
    for (size_t i = FIRST_OLDER; fields[i] != NULL; i++) {
        mlg_code older = read_code(load, rows, i, 2015);
        if (base_code_is_empty(older))
            continue;
        territory_builder_add_match(load->builder, newer, older, origin);
        n_older++;
    }
    if (n_older > 0)
        return;
    if (base_code_is_empty(newer))
        source_skip_uncoded(load, rows, NEWER);
    else
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
