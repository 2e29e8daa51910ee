/*
 * grid_take.c - a row of a grid becomes a cell, or a fault that is counted with its first example.
 * Millions of rows pass here: what is written as published takes a short way.
 */
#include "source/grid.h"

#include <math.h>
#include <string.h>

/** Numbers of so many digits are exact in a double, and so is their division by a power of ten. */
#define TAKE_EXACT_DIGITS 15
/** Cells that no text of a number is longer than. */
#define TAKE_LONGEST_NUMBER 40
/** Codes 00000-99999, 2A000-2A999, 2B000-2B999. */
#define TAKE_CODES (100000 + 2 * 1000)

void grid_block_done(grid_block *block)
{
    g_free(block->cells.cells);
    g_free(block->skipped);
    *block = (grid_block){0};
}

void grid_taker_init(grid_taker *taker, const grid_frame *frame)
{
    *taker = (grid_taker){.frame = frame,
                          .cells = g_array_new(FALSE, FALSE, sizeof(mesh_cell)),
                          .skipped = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
}

void grid_taker_done(grid_taker *taker)
{
    g_array_unref(taker->cells);
    g_array_unref(taker->skipped);
}

void grid_skip(grid_taker *taker, long line)
{
    uint32_t skipped = (uint32_t)line;
    g_array_append_val(taker->skipped, skipped);
}

void grid_fail(grid_taker *taker, grid_fault fault, long line, grid_span value)
{
    grid_tally *tally = &taker->block.tallies[fault];
    grid_skip(taker, line);
    taker->block.n_rows++;
    if (tally->n++ > 0)
        return;
    size_t n = MIN(value.size, sizeof tally->value - 1);
    tally->row = line + 1;
    if (n > 0)
        memcpy(tally->value, value.at, n);
    tally->value[n] = '\0';
    /* a character that was cut, or bytes that are none */
    g_autofree char *valid = g_utf8_make_valid(tally->value, -1);
    (void)g_strlcpy(tally->value, valid, sizeof tally->value);
    const gchar *cut = NULL;
    if (!g_utf8_validate(tally->value, -1, &cut))
        tally->value[cut - tally->value] = '\0';
}

static grid_span trim(grid_span text)
{
    while (text.size > 0 && g_ascii_isspace(text.at[0])) {
        text.at++;
        text.size--;
    }
    while (text.size > 0 && g_ascii_isspace(text.at[text.size - 1]))
        text.size--;
    return text;
}

bool grid_says_yes(grid_span text)
{
    text = trim(text);
    return text.size > 0 && text.at[0] == '1';
}

/* Any number that tables write; NaN for what is none. */
static double read_any_number(grid_span text)
{
    char copy[TAKE_LONGEST_NUMBER];
    double number = (double)NAN;
    if (text.size >= sizeof copy || memchr(text.at, '\0', text.size) != NULL)
        return number;
    memcpy(copy, text.at, text.size);
    copy[text.size] = '\0';
    if (!g_utf8_validate(copy, -1, NULL) || !source_parse_number(copy, &number))
        return (double)NAN;
    return number;
}

/* Digits with or without a decimal point or comma; anything else goes the long way. */
static double read_number(grid_span text)
{
    static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *p = text.at;
    const char *end = text.at + text.size;
    uint64_t digits = 0;
    const char *point = NULL;
    if (text.size > TAKE_EXACT_DIGITS)
        return read_any_number(text);
    for (; p < end; p++) {
        unsigned digit = (unsigned)(unsigned char)*p - '0';
        if (digit <= 9)
            digits = 10 * digits + digit;
        else if (point == NULL && (*p == '.' || *p == ',') && p > text.at)
            point = p;
        else
            return read_any_number(text);
    }
    return (double)digits / (point != NULL ? powers[end - point - 1] : 1);
}

/* "2489600E3813800" after the prefix that all ids share; false for anything else. */
static bool read_short_way(const grid_frame *frame, grid_span id, uint32_t *ret_x, uint32_t *ret_y)
{
    if (id.size <= frame->prefix_size || memcmp(id.at, frame->prefix, frame->prefix_size) != 0)
        return false;
    const char *p = id.at + frame->prefix_size;
    const char *end = id.at + id.size;
    uint32_t x = 0, y = 0;
    const char *start = p;
    for (; p < end && (unsigned)(unsigned char)*p - '0' <= 9; p++)
        y = 10 * y + (uint32_t)(*p - '0');
    if (p == start || p - start > 8 || p >= end || *p != 'E')
        return false;
    start = ++p;
    for (; p < end && (unsigned)(unsigned char)*p - '0' <= 9; p++)
        x = 10 * x + (uint32_t)(*p - '0');
    if (p == start || p - start > 8 || p != end)
        return false;
    *ret_x = x;
    *ret_y = y;
    return x <= GRID_FARTHEST_M && y <= GRID_FARTHEST_M;
}

static grid_fault place(const grid_frame *frame, grid_span text, mesh_cell *ret)
{
    uint32_t x = 0, y = 0;
    if (!read_short_way(frame, text, &x, &y)) {
        grid_id id;
        text = trim(text);
        if (!grid_id_parse(text.at, text.size, &id))
            return GRID_NO_ID;
        if (id.crs != frame->crs)
            return GRID_OTHER_CRS;
        if (id.size_m != frame->size_m)
            return GRID_OTHER_SIZE;
        x = (uint32_t)id.x;
        y = (uint32_t)id.y;
    }
    uint32_t size = (uint32_t)frame->size_m;
    uint32_t x0 = (uint32_t)frame->x0, y0 = (uint32_t)frame->y0;
    if (x % size != x0 || y % size != y0)
        return GRID_SHIFTED;
    ret->column = (int32_t)(x / size);
    ret->row = (int32_t)(y / size);
    return GRID_FINE;
}

static grid_fault count_people(const grid_taker *taker, const grid_row *row, double *ret)
{
    double people = row->number;
    if (row->people.at != NULL) {
        if (row->people.size == 0)
            return GRID_NO_PEOPLE;
        people = read_number(row->people);
        if (isnan(people))
            return trim(row->people).size == 0 ? GRID_NO_PEOPLE : GRID_NO_NUMBER;
    } else if (isnan(people)) {
        return GRID_NO_PEOPLE;
    }
    if (people < 0)
        return GRID_NEGATIVE;
    if (people > taker->frame->most)
        return GRID_HUGE;
    *ret = people;
    return GRID_FINE;
}

/* What a fault is told with: the id, or the figure. */
static void fail_row(grid_taker *taker, grid_fault fault, const grid_row *row)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    grid_span value = row->id;
    if (fault > GRID_NO_PEOPLE) {
        value = row->people;
        if (value.at == NULL) {
            value.at = g_ascii_dtostr(number, sizeof number, row->number);
            value.size = strlen(number);
        }
    }
    grid_fail(taker, fault, row->line, value);
}

void grid_take(grid_taker *taker, const grid_row *row)
{
    mesh_cell cell = {0};
    grid_fault fault = place(taker->frame, row->id, &cell);
    if (fault == GRID_FINE)
        fault = count_people(taker, row, &cell.people);
    if (fault != GRID_FINE) {
        fail_row(taker, fault, row);
        return;
    }
    taker->block.n_rows++;
    if (cell.people > 0) {
        cell.people = row->imputed ? -cell.people : cell.people;
        g_array_append_val(taker->cells, cell);
    } else {
        grid_skip(taker, row->line); /* nobody lives there */
    }
}

grid_block grid_taker_finish(grid_taker *taker, long n_lines)
{
    grid_block block = taker->block;
    block.n_lines = n_lines;
    block.cells.n = taker->cells->len;
    block.n_skipped = taker->skipped->len;
    block.cells.cells = g_memdup2(taker->cells->data, block.cells.n * sizeof(mesh_cell));
    block.skipped = g_memdup2(taker->skipped->data, block.n_skipped * sizeof(uint32_t));
    g_array_set_size(taker->cells, 0);
    g_array_set_size(taker->skipped, 0);
    taker->block = (grid_block){0};
    return block;
}

size_t grid_communes_size(void)
{
    return TAKE_CODES;
}

/* Place of a code of five characters, or TAKE_CODES. */
static size_t code_place(const char *code)
{
    size_t place = 0;
    bool corsica = code[0] == '2' && (code[1] == 'A' || code[1] == 'B');
    for (size_t i = corsica ? 2 : 0; i < 5; i++) {
        if (!g_ascii_isdigit(code[i]))
            return TAKE_CODES;
        place = 10 * place + (size_t)(code[i] - '0');
    }
    const size_t before = code[1] == 'B' ? 101000 : 100000;
    return corsica ? before + place : place;
}

mlg_code grid_communes_code(size_t i)
{
    char text[16];
    if (i < 100000)
        (void)g_snprintf(text, sizeof text, "%05zu", i);
    else
        (void)g_snprintf(text, sizeof text, "2%c%03zu", i < 101000 ? 'A' : 'B', i % 1000);
    return base_code(text);
}

void grid_communes_add(grid_communes *communes, grid_span codes)
{
    for (size_t i = 0; i + 5 <= codes.size; i += 5) {
        if (memcmp(codes.at + i, communes->last, 5) == 0)
            continue;
        memcpy(communes->last, codes.at + i, 5);
        size_t place = code_place(codes.at + i);
        if (place < TAKE_CODES)
            communes->seen[place] = 1;
    }
}
