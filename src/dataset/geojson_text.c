/*
 * geojson_text.c - the texts that GeoJSON is made of: strings, numbers, rings.
 */
#include "dataset/geojson.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/** Seven decimals of a degree are a centimetre: RFC 7946, 11.2. */
#define GEOJSON_SCALE    1e7
#define GEOJSON_DECIMALS 7

enum { WKB_POLYGON = 3, WKB_MULTIPOLYGON = 6 };

void geojson_append_string(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    const char *start = valid;
    const char *p = valid;
    for (; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        g_string_append_len(out, start, p - start);
        start = p + 1;
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", c);
        else if (c == '\n')
            g_string_append(out, "\\n");
        else if (c == '\t')
            g_string_append(out, "\\t");
        else
            g_string_append_printf(out, "\\u%04x", c);
    }
    g_string_append_len(out, start, p - start);
    g_string_append_c(out, '"');
}

void geojson_append_number(GString *out, double number)
{
    if (!isfinite(number)) {
        g_string_append(out, "null");
        return;
    }
    gsize start = out->len;
    base_number_append_exact(out, number);
    if (strpbrk(out->str + start, ".e") == NULL) /* 1.0 rather than 1: readers guess types */
        g_string_append(out, ".0");
}

void geojson_append_coordinate(GString *out, double value)
{
    char digits[24];
    long long scaled = llround(value * GEOJSON_SCALE);
    bool negative = scaled < 0;
    if (negative)
        scaled = -scaled;
    int n = (int)sizeof digits;
    int decimals = GEOJSON_DECIMALS;
    while (decimals > 0 && scaled % 10 == 0) {
        scaled /= 10;
        decimals--;
    }
    bool fraction = decimals > 0;
    for (; decimals > 0; decimals--, scaled /= 10)
        digits[--n] = (char)('0' + scaled % 10);
    if (fraction)
        digits[--n] = '.';
    do {
        digits[--n] = (char)('0' + scaled % 10);
        scaled /= 10;
    } while (scaled > 0);
    if (negative)
        digits[--n] = '-';
    g_string_append_len(out, digits + n, (gssize)sizeof digits - n);
}

/* What is left to read of a geometry; running past its end makes `ok` false. */
typedef struct wkb_cursor {
    const unsigned char *data;
    size_t left;
    bool ok;
} wkb_cursor;

static void take(wkb_cursor *cursor, void *to, size_t size)
{
    cursor->ok = cursor->ok && cursor->left >= size;
    if (!cursor->ok) {
        memset(to, 0, size);
        return;
    }
    memcpy(to, cursor->data, size);
    cursor->data += size;
    cursor->left -= size;
}

static uint32_t take_count(wkb_cursor *cursor)
{
    uint32_t count = 0;
    take(cursor, &count, sizeof count);
    return cursor->ok ? GUINT32_FROM_LE(count) : 0;
}

static bool take_header(wkb_cursor *cursor, uint32_t type)
{
    unsigned char order = 0;
    take(cursor, &order, 1);
    cursor->ok = cursor->ok && order == 1 && take_count(cursor) == type;
    return cursor->ok;
}

/* Twice the signed area, shifted to the first point: positive when counter-clockwise. */
static double turn(const double *xy, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 1; i + 1 < n; i++) {
        const double *a = xy + (size_t)2 * i;
        sum += (a[0] - xy[0]) * (a[3] - xy[1]) - (a[2] - xy[0]) * (a[1] - xy[1]);
    }
    return sum;
}

static void append_ring(GString *out, wkb_cursor *cursor, GArray *points, bool exterior)
{
    uint32_t n = take_count(cursor);
    if (!cursor->ok || cursor->left / (2 * sizeof(double)) < n) {
        cursor->ok = false;
        return;
    }
    g_array_set_size(points, 2 * n);
    double *xy = (double *)(void *)points->data;
    take(cursor, xy, (size_t)n * 2 * sizeof(double));
    bool reversed = (turn(xy, n) > 0) != exterior;
    g_string_append_c(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        const double *point = xy + (size_t)2 * (reversed ? n - 1 - i : i);
        g_string_append(out, i > 0 ? ",[" : "[");
        geojson_append_coordinate(out, point[0]);
        g_string_append_c(out, ',');
        geojson_append_coordinate(out, point[1]);
        g_string_append_c(out, ']');
    }
    g_string_append_c(out, ']');
}

bool geojson_append_geometry(GString *out, GBytes *wkb)
{
    wkb_cursor cursor = {NULL, 0, true};
    cursor.data = g_bytes_get_data(wkb, &cursor.left);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(double));
    if (!take_header(&cursor, WKB_MULTIPOLYGON))
        return false;
    uint32_t n_parts = take_count(&cursor);
    g_string_append(out, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (uint32_t part = 0; part < n_parts && take_header(&cursor, WKB_POLYGON); part++) {
        uint32_t n_rings = take_count(&cursor);
        g_string_append(out, part > 0 ? ",[" : "[");
        for (uint32_t ring = 0; ring < n_rings && cursor.ok; ring++) {
            if (ring > 0)
                g_string_append_c(out, ',');
            append_ring(out, &cursor, points, ring == 0);
        }
        g_string_append_c(out, ']');
    }
    g_string_append(out, "]}");
    return cursor.ok;
}
