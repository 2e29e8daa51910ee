/*
 * test_output_ods.c - archives and texts of OpenDocument workbooks: the same bytes, every space and
 * every character kept, a damaged archive seen.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "output/ods.h"
#include "output/zip.h"

#include <glib.h>
#include <glib/gstdio.h>

static void paragraphs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Éloyes", "<text:p>Éloyes</text:p>"},
        {"a <b> & \"c\"", "<text:p>a &lt;b&gt; &amp; &quot;c&quot;</text:p>"},
        {"un\ndeux\n", "<text:p>un</text:p><text:p>deux</text:p><text:p></text:p>"},
        {"a b", "<text:p>a b</text:p>"},
        {"a  b", "<text:p>a<text:s text:c=\"2\"/>b</text:p>"},
        {" a ", "<text:p><text:s text:c=\"1\"/>a<text:s text:c=\"1\"/></text:p>"},
        {"a\t\tb", "<text:p>a<text:tab/><text:tab/>b</text:p>"},
        {"a\t b", "<text:p>a<text:tab/><text:s text:c=\"1\"/>b</text:p>"},
        {"a\001b\033", "<text:p>a\xEF\xBF\xBD"
                       "b\xEF\xBF\xBD</text:p>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) xml = g_string_new(NULL);
        ods_append_paragraphs(xml, cases[i][0]);
        assert_string_equal(xml->str, cases[i][1]);
    }
}

static void letters(void **state)
{
    (void)state;
    static const struct {
        size_t column;
        const char *letters;
    } cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ods_column_letters(cases[i].column);
        assert_string_equal(got, cases[i].letters);
    }
}

static char *write_archive(const char *folder, const char *name)
{
    char *path = support_path(folder, name);
    output_zip *zip = NULL;
    mlg_error err = {0};
    assert_ok(output_zip_new(path, &zip, &err), &err);
    assert_ok(output_zip_add(zip, "stored", false, "as it is", &err), &err);
    assert_ok(output_zip_begin(zip, "cells.xml", true, &err), &err);
    for (int i = 0; i < 50000; i++)
        assert_ok(output_zip_put(zip, "<c r=1/>", 8, &err), &err);
    assert_ok(output_zip_put(zip, "</end>", 6, &err), &err);
    assert_ok(output_zip_close(zip, &err), &err);
    output_zip_free(zip);
    return path;
}

static void archives(void **state)
{
    char *one = write_archive(*state, "one.zip"), *two = write_archive(*state, "two.zip");
    char *bytes[2] = {NULL, NULL};
    gsize sizes[2] = {0, 0};
    mlg_error err = {0};
    uint64_t n = 0;
    assert_true(g_file_get_contents(one, &bytes[0], &sizes[0], NULL));
    assert_true(g_file_get_contents(two, &bytes[1], &sizes[1], NULL));
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    assert_ok(output_zip_count(one, "cells.xml", "<c r=", "</end>", &n, &err), &err);
    assert_int_equal(n, 50000); /* in pieces that end anywhere */
    assert_int_equal(output_zip_count(one, "no.xml", "<c r=", "</end>", &n, &err), MLG_E_WRITE);
    assert_contains(err.message, "one.zip: 'no.xml' is not complete in it");
    assert_int_equal(output_zip_count(one, "cells.xml", "<c r=", "</worksheet>", &n, &err),
                     MLG_E_WRITE);
    bytes[0][sizes[0] / 2] ^= 0x55;
    assert_true(g_file_set_contents(one, bytes[0], (gssize)sizes[0], NULL));
    assert_int_equal(output_zip_count(one, "cells.xml", "<c r=", "</end>", &n, &err), MLG_E_WRITE);
    g_free(bytes[0]);
    g_free(bytes[1]);
    g_free(one);
    g_free(two);
}

/* /dev/full stands for a full disk. */
static void full_disk(void **state)
{
    (void)state;
    output_zip *zip = NULL;
    mlg_error err = {0};
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS))
        skip();
    mlg_status status = output_zip_new("/dev/full", &zip, &err);
    if (status == MLG_OK)
        status = output_zip_add(zip, "stored", false, "as it is", &err);
    if (status == MLG_OK)
        status = output_zip_close(zip, &err);
    output_zip_free(zip);
    assert_int_equal(status, MLG_E_WRITE);
    assert_contains(err.message, "/dev/full: cannot be written: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(letters),
        cmocka_unit_test_setup_teardown(archives, support_tempdir_setup, support_tempdir_teardown),
        cmocka_unit_test(full_disk),
    };
    return cmocka_run_group_tests_name("output_ods", tests, NULL, NULL);
}
