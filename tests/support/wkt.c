/*
 * wkt.c - a reader of WKT polygons: a recursive descent over brackets, written as it is read.
 */
#include "support/wkt.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct reader {
    const char *at;
    GByteArray *out;
    double dx, dy;
} reader;

static bool take(reader *r, const char *word)
{
    while (g_ascii_isspace(*r->at))
        r->at++;
    size_t n = strlen(word);
    if (g_ascii_strncasecmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static void put_u32(reader *r, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    g_byte_array_append(r->out, (const guint8 *)&value, sizeof value);
}

static void put_header(reader *r, uint32_t type)
{
    const guint8 little_endian = 1;
    g_byte_array_append(r->out, &little_endian, 1);
    put_u32(r, type);
}

static bool read_number(reader *r, double offset)
{
    char *end = NULL;
    union {
        double number;
        guint64 bits;
    } value = {.number = g_ascii_strtod(r->at, &end) + offset};
    if (end == r->at)
        return false;
    r->at = end;
    value.bits = GUINT64_TO_LE(value.bits);
    g_byte_array_append(r->out, (const guint8 *)&value, sizeof value);
    return true;
}

static bool read_point(reader *r)
{
    return read_number(r, r->dx) && read_number(r, r->dy);
}

/* "(item, item...)": the count is written before the items once it is known. */
static bool read_list(reader *r, bool (*item)(reader *r))
{
    guint count_at = r->out->len;
    uint32_t n = 0;
    put_u32(r, 0);
    if (!take(r, "("))
        return false;
    do {
        if (!item(r))
            return false;
        n++;
    } while (take(r, ","));
    n = GUINT32_TO_LE(n);
    memcpy(r->out->data + count_at, &n, sizeof n);
    return take(r, ")");
}

static bool read_ring(reader *r)
{
    return read_list(r, read_point);
}

static bool read_polygon(reader *r)
{
    put_header(r, 3);
    return read_list(r, read_ring);
}

static bool read_geometry(reader *r)
{
    put_header(r, 6);
    bool multi = take(r, "MULTIPOLYGON");
    if (!multi && !take(r, "POLYGON"))
        return false;
    if (take(r, "EMPTY")) {
        put_u32(r, 0);
        return true;
    }
    if (multi)
        return read_list(r, read_polygon);
    put_u32(r, 1);
    return read_polygon(r);
}

GBytes *support_wkt(const char *wkt, double dx, double dy)
{
    reader r = {wkt, g_byte_array_new(), dx, dy};
    if (!read_geometry(&r) || (take(&r, ""), *r.at != '\0')) {
        g_byte_array_unref(r.out);
        return NULL;
    }
    return g_byte_array_free_to_bytes(r.out);
}

char *support_rectangle(double x0, double y0, double x1, double y1)
{
    char t[4][G_ASCII_DTOSTR_BUF_SIZE];
    (void)g_ascii_dtostr(t[0], sizeof t[0], x0);
    (void)g_ascii_dtostr(t[1], sizeof t[1], y0);
    (void)g_ascii_dtostr(t[2], sizeof t[2], x1);
    (void)g_ascii_dtostr(t[3], sizeof t[3], y1);
    return g_strdup_printf("POLYGON((%s %s,%s %s,%s %s,%s %s,%s %s))", t[0], t[1], t[2], t[1], t[2],
                           t[3], t[0], t[3], t[0], t[1]);
}
