/*
 * wkb_bytes.h - numbers in and out of WKB bytes.
 */
#ifndef BASE_WKB_BYTES_H
#define BASE_WKB_BYTES_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define WKB_LITTLE_ENDIAN 1U

/* Types; those of more dimensions are these and thousands. */
#define WKB_POINT        1U
#define WKB_LINE         2U
#define WKB_POLYGON      3U
#define WKB_MULTIPOINT   4U
#define WKB_MULTILINE    5U
#define WKB_MULTIPOLYGON 6U
#define WKB_COLLECTION   7U

#define WKB_HEADER_SIZE 5U /* byte order, type */
#define WKB_COUNT_SIZE  4U
#define WKB_POINT_SIZE  16U /* x, y */

static inline uint32_t base_wkb_get_u32(const uint8_t *from, bool little)
{
    uint32_t value = 0;
    memcpy(&value, from, sizeof value);
    return little ? GUINT32_FROM_LE(value) : GUINT32_FROM_BE(value);
}

static inline double base_wkb_get_double(const uint8_t *from, bool little)
{
    uint64_t bits = 0;
    double value = 0;
    memcpy(&bits, from, sizeof bits);
    bits = little ? GUINT64_FROM_LE(bits) : GUINT64_FROM_BE(bits);
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline void base_wkb_set_u32(uint8_t *to, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    memcpy(to, &value, sizeof value);
}

static inline void base_wkb_set_double(uint8_t *to, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    bits = GUINT64_TO_LE(bits);
    memcpy(to, &bits, sizeof bits);
}

/** Appends the byte order, the type and a count. */
static inline void base_wkb_put_header(GByteArray *to, uint32_t type, uint32_t count)
{
    uint8_t bytes[WKB_HEADER_SIZE + WKB_COUNT_SIZE] = {WKB_LITTLE_ENDIAN};
    base_wkb_set_u32(bytes + 1, type);
    base_wkb_set_u32(bytes + WKB_HEADER_SIZE, count);
    g_byte_array_append(to, bytes, sizeof bytes);
}

static inline void base_wkb_put_u32(GByteArray *to, uint32_t value)
{
    uint8_t bytes[sizeof value];
    base_wkb_set_u32(bytes, value);
    g_byte_array_append(to, bytes, sizeof bytes);
}

static inline void base_wkb_put_point(GByteArray *to, double x, double y)
{
    uint8_t bytes[WKB_POINT_SIZE];
    base_wkb_set_double(bytes, x);
    base_wkb_set_double(bytes + sizeof x, y);
    g_byte_array_append(to, bytes, sizeof bytes);
}

#endif
