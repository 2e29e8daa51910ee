/*
 * test_base_zip.c - archives: read back through their directory as a ZIP reader does, the same
 * bytes every time.
 */
#include "support/cmocka.h"
#include "support/unzip.h"

#include "base/zip.h"

#include <glib.h>
#include <string.h>

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
    const guint8 *end = zip + size - ZIP_END_SIZE;
    assert_int_equal(support_zip_number(end, 4), 0x06054b50);
    assert_int_equal(support_zip_number(end + 10, 2), G_N_ELEMENTS(files));
    assert_true(size < 1000); /* compressed */
    /* programs that look for the type of a document find it at a fixed place */
    assert_memory_equal(zip + ZIP_LOCAL_SIZE, "mimetypetext", 12);
    const guint8 *entry = zip + support_zip_number(end + 16, 4);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        assert_int_equal(support_zip_number(entry, 4), 0x02014b50);
        size_t length = support_zip_number(entry + 28, 2);
        assert_int_equal(length, strlen(files[i].name));
        assert_memory_equal(entry + ZIP_ENTRY_SIZE, files[i].name, length);
        g_autoptr(GBytes) file = support_unpack(zip, entry);
        assert_int_equal(g_bytes_get_size(file), files[i].size);
        entry += ZIP_ENTRY_SIZE + length;
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
    g_autoptr(GBytes) file =
        support_unpack(zip, zip + support_zip_number(zip + size - ZIP_END_SIZE + 16, 4));
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
