/*
 * test_base_zip.c - archives: read back through their directory as a ZIP reader does, the same
 * bytes every time.
 */
#include "support/cmocka.h"

#include "base/zip.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30 };

static guint32 get(const guint8 *at, unsigned n)
{
    guint32 value = 0;
    for (unsigned i = n; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

/* The file at an entry of the directory; its sum is looked at. */
static GBytes *unpack(const guint8 *zip, const guint8 *entry)
{
    guint32 method = get(entry + 10, 2), packed = get(entry + 20, 4), size = get(entry + 24, 4);
    const guint8 *local = zip + get(entry + 42, 4);
    assert_int_equal(get(local, 4), 0x04034b50);
    assert_memory_equal(local + 4, entry + 6, 26); /* both headers agree */
    const guint8 *data = local + LOCAL_SIZE + get(local + 26, 2);
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
    assert_int_equal(crc32_z(0, bytes, size), get(entry + 16, 4));
    return g_bytes_new_take(bytes, size);
}

static GBytes *archive(void)
{
    g_autoptr(base_zip) zip = base_zip_new();
    g_autofree char *large = g_strnfill(100000, 'a');
    base_zip_add(zip, "mimetype", "text", 4, BASE_ZIP_STORED);
    base_zip_add(zip, "é/grand.xml", large, 100000, BASE_ZIP_DEFLATED);
    base_zip_add(zip, "vide", "", 0, BASE_ZIP_DEFLATED);
    return base_zip_end(zip);
}

static void test_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        gsize size;
    } files[] = {{"mimetype", 4}, {"é/grand.xml", 100000}, {"vide", 0}};
    g_autoptr(GBytes) bytes = archive();
    gsize size = 0;
    const guint8 *zip = g_bytes_get_data(bytes, &size);
    const guint8 *end = zip + size - END_SIZE;
    assert_int_equal(get(end, 4), 0x06054b50);
    assert_int_equal(get(end + 10, 2), G_N_ELEMENTS(files));
    assert_true(size < 1000); /* compressed */
    /* programs that look for the type of a document find it at a fixed place */
    assert_memory_equal(zip + LOCAL_SIZE, "mimetypetext", 12);
    const guint8 *entry = zip + get(end + 16, 4);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        assert_int_equal(get(entry, 4), 0x02014b50);
        size_t length = get(entry + 28, 2);
        assert_int_equal(length, strlen(files[i].name));
        assert_memory_equal(entry + ENTRY_SIZE, files[i].name, length);
        g_autoptr(GBytes) file = unpack(zip, entry);
        assert_int_equal(g_bytes_get_size(file), files[i].size);
        entry += ENTRY_SIZE + length;
    }
    assert_ptr_equal(entry, end);
}

static void test_same_bytes(void **state)
{
    (void)state;
    g_autoptr(GBytes) one = archive(), other = archive();
    assert_true(g_bytes_equal(one, other));
}

/* Put in pieces, a file is what it is at once; fast, it is read as well. */
static void test_pieces(void **state)
{
    (void)state;
    g_autoptr(base_zip) whole = base_zip_new(), pieces = base_zip_new();
    g_autofree char *text = g_strnfill(300000, 'x');
    for (size_t i = 0; i < 300000; i += 7)
        text[i] = (char)('a' + i % 26);
    base_zip_add(whole, "a.xml", text, 300000, BASE_ZIP_FAST);
    base_zip_add(whole, "b.xml", "b", 1, BASE_ZIP_DEFLATED);
    base_zip_begin(pieces, "a.xml", BASE_ZIP_FAST);
    for (size_t i = 0; i < 300000; i += 1000)
        assert_true(base_zip_put(pieces, text + i, 1000));
    base_zip_begin(pieces, "b.xml", BASE_ZIP_DEFLATED);
    assert_true(base_zip_put(pieces, "b", 1));
    g_autoptr(GBytes) one = base_zip_end(whole), other = base_zip_end(pieces);
    assert_true(g_bytes_equal(one, other));
    gsize size = 0;
    const guint8 *zip = g_bytes_get_data(one, &size);
    g_autoptr(GBytes) file = unpack(zip, zip + get(zip + size - END_SIZE + 16, 4));
    assert_int_equal(g_bytes_get_size(file), 300000);
    assert_memory_equal(g_bytes_get_data(file, NULL), text, 300000);
}

/* No size of ZIP holds it: refused, and nothing is added. */
static void test_too_large(void **state)
{
    (void)state;
    g_autoptr(base_zip) zip = base_zip_new();
    base_zip_begin(zip, "a", BASE_ZIP_STORED);
    assert_true(base_zip_put(zip, "text", 4));
    assert_false(base_zip_put(zip, "text", G_MAXUINT32 - 4));
    g_autoptr(GBytes) bytes = base_zip_end(zip);
    assert_true(g_bytes_get_size(bytes) < 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_back),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests_name("base_zip", tests, NULL, NULL);
}
