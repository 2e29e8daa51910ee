/*
 * unzip.c - archives in memory, read.
 */
#include "support/unzip.h"

#include "support/cmocka.h"

#include <string.h>
#include <zlib.h>

guint32 support_zip_number(const guint8 *at, unsigned n)
{
    guint32 value = 0;
    for (unsigned i = n; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

GBytes *support_unpack(const guint8 *zip, const guint8 *entry)
{
    guint32 method = support_zip_number(entry + 10, 2), packed = support_zip_number(entry + 20, 4),
            size = support_zip_number(entry + 24, 4);
    const guint8 *local = zip + support_zip_number(entry + 42, 4);
    assert_int_equal(support_zip_number(local, 4), 0x04034b50);
    assert_memory_equal(local + 4, entry + 6, 26); /* both headers agree */
    const guint8 *data = local + ZIP_LOCAL_SIZE + support_zip_number(local + 26, 2);
    guint8 *bytes = g_malloc(size + 1);
    if (method == 0) {
        assert_int_equal(packed, size);
        memcpy(bytes, data, size);
    } else {
        z_stream stream = {.next_in = (Bytef *)data, .avail_in = packed};
        stream.next_out = bytes;
        stream.avail_out = size + 1;
        assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        assert_int_equal(stream.total_out, size);
        (void)inflateEnd(&stream);
    }
    assert_int_equal(crc32_z(0, bytes, size), support_zip_number(entry + 16, 4));
    return g_bytes_new_take(bytes, size);
}

char *support_unzip(const void *zip, gsize size, const char *name)
{
    const guint8 *bytes = zip, *end = bytes + size - ZIP_END_SIZE;
    const guint8 *entry = bytes + support_zip_number(end + 16, 4);
    while (entry < end) {
        size_t length = support_zip_number(entry + 28, 2);
        if (length == strlen(name) && memcmp(entry + ZIP_ENTRY_SIZE, name, length) == 0) {
            g_autoptr(GBytes) file = support_unpack(bytes, entry);
            gsize n = 0;
            const char *text = g_bytes_get_data(file, &n);
            return g_strndup(text, n);
        }
        entry += ZIP_ENTRY_SIZE + length + support_zip_number(entry + 30, 2) +
                 support_zip_number(entry + 32, 2);
    }
    fail_msg("no file '%s' in the archive", name);
    return NULL;
}
