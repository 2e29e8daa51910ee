/*
 * test_dataset_zipped.c - a text counted in a file of an archive, and what is seen of one that is
 * not complete.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "base/zip.h"
#include "dataset/zipped.h"

#include <glib.h>

enum { CELLS = 50000 };

static char *write_archive(const char *folder, bool damaged)
{
    g_autoptr(base_zip) zip = base_zip_new();
    base_zip_add(zip, "stored", "as it is", 8, BASE_ZIP_STORED);
    base_zip_begin(zip, "cells.xml", BASE_ZIP_FAST);
    for (int i = 0; i < CELLS; i++) {
        g_autofree char *cell = g_strdup_printf("<c r=%d/>", i);
        assert_true(base_zip_put(zip, cell, strlen(cell)));
    }
    assert_true(base_zip_put(zip, "</end>", 6));
    g_autoptr(GBytes) archive = base_zip_end(zip);
    gsize size = 0;
    g_autofree char *bytes = g_memdup2(g_bytes_get_data(archive, &size), g_bytes_get_size(archive));
    if (damaged)
        bytes[size / 2] ^= 0x55;
    return support_write(folder, damaged ? "damaged.zip" : "whole.zip", bytes, size);
}

static void counted(void **state)
{
    char *path = write_archive(*state, false);
    mlg_error err = {0};
    uint64_t n = 0;
    assert_ok(dataset_count_zipped(path, "cells.xml", "<c r=", "</end>", &n, &err), &err);
    assert_int_equal(n, CELLS); /* in pieces that end anywhere */
    g_free(path);
}

static void not_complete(void **state)
{
    char *whole = write_archive(*state, false), *damaged = write_archive(*state, true);
    char *missing = support_path(*state, "no.zip");
    const struct {
        const char *path, *name, *end;
    } cases[] = {{whole, "no.xml", "</end>"},
                 {whole, "cells.xml", "</worksheet>"},
                 {damaged, "cells.xml", "</end>"},
                 {missing, "cells.xml", "</end>"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        mlg_error err = {0};
        uint64_t n = 7;
        g_autofree char *message =
            g_strdup_printf("%s: '%s' is not complete in it", cases[i].path, cases[i].name);
        assert_int_equal(
            dataset_count_zipped(cases[i].path, cases[i].name, "<c r=", cases[i].end, &n, &err),
            MLG_E_WRITE);
        assert_string_equal(err.message, message);
        assert_int_equal(n, 7);
    }
    g_free(whole);
    g_free(damaged);
    g_free(missing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counted, support_tempdir_setup, support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(not_complete, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests_name("dataset_zipped", tests, NULL, NULL);
}
