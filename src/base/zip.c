/*
 * zip.c - a ZIP archive (PKWARE APPNOTE 6.3) made in memory, its files stored or deflated by zlib.
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
    ZIP_METHOD_DEFLATED = 8,
    LOCAL_SIZE = 30 /* of a header, without its name */
};

/* A raw stream, as ZIP wants: neither zlib's header nor its checksum. */
#define RAW_WINDOW (-MAX_WBITS)
#define MEMORY     8 /* zlib's default */

#define PIECE 65536U /* bytes that deflate gives at once */

#define ARCHIVE_MAX (G_MAXUINT32 / 2) /* of a GByteArray, which doubles as it grows */

/* What a file's own header and its directory entry share. */
typedef struct file_facts {
    char *name;
    guint32 crc, size, packed;
    guint method;
} file_facts;

struct base_zip {
    GByteArray *bytes, *directory;
    guint n_files;
    /* the file being put */
    bool in_file;
    guint header; /* where its header is */
    file_facts file;
    z_stream stream; /* of one that is compressed */
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
    if (zip->in_file && zip->file.method != 0)
        (void)deflateEnd(&zip->stream); /* unfinished: it says so */
    g_free(zip->file.name);
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

static void begin_deflate(z_stream *stream, base_zip_method method)
{
    bool fast = method == BASE_ZIP_FAST;
    *stream = (z_stream){0};
    int status = deflateInit2(stream, fast ? Z_BEST_SPEED : Z_BEST_COMPRESSION, Z_DEFLATED,
                              RAW_WINDOW, MEMORY, fast ? Z_DEFAULT_STRATEGY : Z_FILTERED);
    g_assert(status == Z_OK); /* else no memory: GLib ends the program then too */
}

/* Appends what the stream has to give. */
static void run_deflate(base_zip *zip, const void *data, size_t size, int flush)
{
    z_stream *stream = &zip->stream;
    stream->next_in = (Bytef *)data;
    stream->avail_in = (uInt)size;
    do {
        guint at = zip->bytes->len;
        g_byte_array_set_size(zip->bytes, at + PIECE);
        stream->next_out = zip->bytes->data + at;
        stream->avail_out = PIECE;
        int status = deflate(stream, flush);
        g_assert(status != Z_STREAM_ERROR);
        g_byte_array_set_size(zip->bytes, at + PIECE - stream->avail_out);
    } while (stream->avail_out == 0);
}

static void put_entry(base_zip *zip)
{
    GByteArray *to = zip->directory;
    put_32(to, ZIP_ENTRY);
    put_16(to, ZIP_VERSION);
    put_facts(to, &zip->file);
    put_16(to, 0); /* comment */
    put_16(to, 0); /* disk */
    put_16(to, 0); /* internal attributes */
    put_32(to, 0); /* external attributes */
    put_32(to, zip->header);
    g_byte_array_append(to, (const guint8 *)zip->file.name, (guint)strlen(zip->file.name));
}

/* Its header stands before it, and is known now. */
static void end_file(base_zip *zip)
{
    if (!zip->in_file)
        return;
    if (zip->file.method != 0) {
        run_deflate(zip, "", 0, Z_FINISH);
        (void)deflateEnd(&zip->stream);
    }
    guint data = zip->header + LOCAL_SIZE + (guint)strlen(zip->file.name);
    zip->file.packed = zip->bytes->len - data;
    g_autoptr(GByteArray) header = g_byte_array_new();
    put_32(header, ZIP_LOCAL);
    put_facts(header, &zip->file);
    memcpy(zip->bytes->data + zip->header, header->data, header->len);
    put_entry(zip);
    zip->n_files++;
    zip->in_file = false;
}

void base_zip_begin(base_zip *zip, const char *name, base_zip_method method)
{
    end_file(zip);
    g_assert(zip->n_files < G_MAXUINT16);
    g_free(zip->file.name);
    zip->file = (file_facts){.name = g_strdup(name)};
    zip->in_file = true;
    zip->header = zip->bytes->len;
    if (method != BASE_ZIP_STORED) {
        zip->file.method = ZIP_METHOD_DEFLATED;
        begin_deflate(&zip->stream, method);
    }
    g_byte_array_set_size(zip->bytes, zip->header + LOCAL_SIZE);
    g_byte_array_append(zip->bytes, (const guint8 *)name, (guint)strlen(name));
}

bool base_zip_put(base_zip *zip, const void *data, size_t size)
{
    /* what does not compress makes the archive a little larger than the limit: it is full then */
    if (size >= G_MAXUINT32 - zip->file.size || zip->bytes->len >= ARCHIVE_MAX ||
        size >= ARCHIVE_MAX - zip->bytes->len)
        return false;
    zip->file.crc = (guint32)crc32_z(zip->file.crc, data, size);
    zip->file.size += (guint32)size;
    if (zip->file.method != 0)
        run_deflate(zip, data, size, Z_NO_FLUSH);
    else
        g_byte_array_append(zip->bytes, data, (guint)size);
    return true;
}

void base_zip_add(base_zip *zip, const char *name, const void *data, size_t size,
                  base_zip_method method)
{
    base_zip_begin(zip, name, method);
    bool added = base_zip_put(zip, data, size);
    g_assert(added);
}

GBytes *base_zip_end(base_zip *zip)
{
    end_file(zip);
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
