/*
 * template_zip.c - a ZIP archive of small files, stored without compression and dated 1980-01-01:
 * all that an OpenDocument file needs, the same bytes on every run.
 */
#include "output/template.h"

#include <string.h>

/* Of the ZIP format, PKWARE APPNOTE 6.3. */
enum {
    ZIP_LOCAL = 0x04034b50,
    ZIP_ENTRY = 0x02014b50,
    ZIP_END = 0x06054b50,
    ZIP_VERSION = 20,
    ZIP_UTF8 = 0x0800,
    ZIP_DATE = 0x0021 /* 1980-01-01 */
};

static void put_16(GByteArray *bytes, guint16 value)
{
    const guint16 little = GUINT16_TO_LE(value);
    g_byte_array_append(bytes, (const guint8 *)&little, sizeof little);
}

static void put_32(GByteArray *bytes, guint32 value)
{
    const guint32 little = GUINT32_TO_LE(value);
    g_byte_array_append(bytes, (const guint8 *)&little, sizeof little);
}

static guint32 crc32(const char *data, size_t size)
{
    guint32 crc = 0xFFFFFFFF;
    for (size_t i = 0; i < size; i++) {
        crc ^= (guint8)data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

/* The fields that a file's own header and its directory entry share. */
static void put_facts(GByteArray *bytes, const char *name, guint32 crc, guint32 size)
{
    put_16(bytes, ZIP_VERSION);
    put_16(bytes, ZIP_UTF8);
    put_16(bytes, 0); /* stored */
    put_16(bytes, 0); /* midnight */
    put_16(bytes, ZIP_DATE);
    put_32(bytes, crc);
    put_32(bytes, size);
    put_32(bytes, size);
    put_16(bytes, (guint16)strlen(name));
    put_16(bytes, 0); /* no extra field */
}

void output_zip_add(GByteArray *zip, GByteArray *directory, const char *name, const char *data,
                    size_t size)
{
    guint32 crc = crc32(data, size), offset = zip->len;
    put_32(zip, ZIP_LOCAL);
    put_facts(zip, name, crc, (guint32)size);
    g_byte_array_append(zip, (const guint8 *)name, (guint)strlen(name));
    g_byte_array_append(zip, (const guint8 *)data, (guint)size);
    put_32(directory, ZIP_ENTRY);
    put_16(directory, ZIP_VERSION);
    put_facts(directory, name, crc, (guint32)size);
    put_16(directory, 0); /* comment */
    put_16(directory, 0); /* disk */
    put_16(directory, 0); /* internal attributes */
    put_32(directory, 0); /* external attributes */
    put_32(directory, offset);
    g_byte_array_append(directory, (const guint8 *)name, (guint)strlen(name));
}

void output_zip_end(GByteArray *zip, const GByteArray *directory, unsigned n_files)
{
    guint32 offset = zip->len;
    g_byte_array_append(zip, directory->data, directory->len);
    put_32(zip, ZIP_END);
    put_16(zip, 0);
    put_16(zip, 0);
    put_16(zip, (guint16)n_files);
    put_16(zip, (guint16)n_files);
    put_32(zip, directory->len);
    put_32(zip, offset);
    put_16(zip, 0);
}
