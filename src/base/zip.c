/*
 * zip.c - a ZIP archive (PKWARE APPNOTE 6.3) of files that are in memory, stored or deflated by
 * zlib.
 */
#include "base/zip.h"

#include <string.h>

#include <zlib.h>

enum {
    ZIP_LOCAL = 0x04034b50,
    ZIP_ENTRY = 0x02014b50,
    ZIP_END = 0x06054b50,
    ZIP_VERSION = 20,
    ZIP_UTF8 = 0x0800,
    ZIP_DATE = 0x0021, /* 1980-01-01 */
    ZIP_METHOD_DEFLATED = 8
};

/* A raw stream, as ZIP wants: neither zlib's header nor its checksum. */
#define RAW_WINDOW (-MAX_WBITS)
#define MEMORY     8 /* zlib's default */

struct base_zip {
    GByteArray *bytes, *directory;
    guint n_files;
};

base_zip *base_zip_new(void)
{
    base_zip *zip = g_new0(base_zip, 1);
    zip->bytes = g_byte_array_new();
    zip->directory = g_byte_array_new();
    return zip;
}

void base_zip_free(base_zip *zip)
{
    if (zip == NULL)
        return;
    g_byte_array_unref(zip->bytes);
    g_byte_array_unref(zip->directory);
    g_free(zip);
}

static void put_16(GByteArray *bytes, guint value)
{
    const guint16 little = GUINT16_TO_LE((guint16)value);
    g_byte_array_append(bytes, (const guint8 *)&little, sizeof little);
}

static void put_32(GByteArray *bytes, guint32 value)
{
    const guint32 little = GUINT32_TO_LE(value);
    g_byte_array_append(bytes, (const guint8 *)&little, sizeof little);
}

static GByteArray *deflate_bytes(const void *data, size_t size)
{
    z_stream stream = {0};
    int status =
        deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, RAW_WINDOW, MEMORY, Z_FILTERED);
    g_assert(status == Z_OK); /* else no memory: GLib ends the program then too */
    GByteArray *packed = g_byte_array_new();
    g_byte_array_set_size(packed, (guint)deflateBound(&stream, (uLong)size));
    stream.next_in = (Bytef *)data;
    stream.avail_in = (uInt)size;
    stream.next_out = packed->data;
    stream.avail_out = packed->len;
    status = deflate(&stream, Z_FINISH);
    g_assert(status == Z_STREAM_END);
    g_byte_array_set_size(packed, (guint)stream.total_out);
    (void)deflateEnd(&stream);
    return packed;
}

/* What a file's own header and its directory entry share. */
typedef struct file_facts {
    const char *name;
    guint32 crc, size, packed;
    guint method;
} file_facts;

static void put_facts(GByteArray *bytes, const file_facts *facts)
{
    put_16(bytes, ZIP_VERSION);
    put_16(bytes, ZIP_UTF8);
    put_16(bytes, facts->method);
    put_16(bytes, 0); /* midnight */
    put_16(bytes, ZIP_DATE);
    put_32(bytes, facts->crc);
    put_32(bytes, facts->packed);
    put_32(bytes, facts->size);
    put_16(bytes, (guint)strlen(facts->name));
    put_16(bytes, 0); /* no extra field */
}

void base_zip_add(base_zip *zip, const char *name, const void *data, size_t size,
                  base_zip_method method)
{
    g_assert(size < G_MAXUINT32 && zip->n_files < G_MAXUINT16);
    g_autoptr(GByteArray) packed = method == BASE_ZIP_DEFLATED ? deflate_bytes(data, size) : NULL;
    const file_facts facts = {
        .name = name,
        .crc = (guint32)crc32_z(0, data, size),
        .size = (guint32)size,
        .packed = packed != NULL ? packed->len : (guint32)size,
        .method = packed != NULL ? ZIP_METHOD_DEFLATED : 0,
    };
    const guint32 offset = zip->bytes->len;
    put_32(zip->bytes, ZIP_LOCAL);
    put_facts(zip->bytes, &facts);
    g_byte_array_append(zip->bytes, (const guint8 *)name, (guint)strlen(name));
    g_byte_array_append(zip->bytes, packed != NULL ? packed->data : data, facts.packed);
    put_32(zip->directory, ZIP_ENTRY);
    put_16(zip->directory, ZIP_VERSION);
    put_facts(zip->directory, &facts);
    put_16(zip->directory, 0); /* comment */
    put_16(zip->directory, 0); /* disk */
    put_16(zip->directory, 0); /* internal attributes */
    put_32(zip->directory, 0); /* external attributes */
    put_32(zip->directory, offset);
    g_byte_array_append(zip->directory, (const guint8 *)name, (guint)strlen(name));
    zip->n_files++;
}

GBytes *base_zip_end(base_zip *zip)
{
    const guint32 offset = zip->bytes->len;
    g_byte_array_append(zip->bytes, zip->directory->data, zip->directory->len);
    put_32(zip->bytes, ZIP_END);
    put_16(zip->bytes, 0);
    put_16(zip->bytes, 0);
    put_16(zip->bytes, zip->n_files);
    put_16(zip->bytes, zip->n_files);
    put_32(zip->bytes, zip->directory->len);
    put_32(zip->bytes, offset);
    put_16(zip->bytes, 0);
    GBytes *done = g_byte_array_free_to_bytes(zip->bytes);
    zip->bytes = g_byte_array_new();
    return done;
}
