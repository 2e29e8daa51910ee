/*
 * test_inventory_template.c - the inventory template: its formats, its sheets and lists, what it
 * replaces and what not, and that a filled-in one is read back with the labels of its lists.
 */
#include "support/cmocka.h"

#include "support/tempdir.h"
#include "support/unzip.h"

#include "dataset/dataset.h"
#include "inventory/inventory.h"

#include <maillage/output.h>
#include <maillage/source.h>
#include <maillage/template.h>

#include <glib.h>
#include <glib/gstdio.h>

static mlg_error err;

static void write_template(const char *folder, const char *name, unsigned flags)
{
    char *path = support_path(folder, name);
    assert_ok(mlg_write_template(path, flags, &err), &err);
    g_free(path);
}

static char *read_bytes(const char *folder, const char *name, size_t *ret_size)
{
    char *path = support_path(folder, name), *bytes = NULL;
    assert_true(g_file_get_contents(path, &bytes, ret_size, NULL));
    g_free(path);
    return bytes;
}

/* Two runs write the same bytes, whatever the time. */
static void test_equal_bytes(void **state)
{
    static const char *const names[][2] = {{"a.xlsx", "b.xlsx"}, {"a.ods", "b.ods"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t n = 0, m = 0;
        write_template(*state, names[i][0], 0);
        write_template(*state, names[i][1], 0);
        char *a = read_bytes(*state, names[i][0], &n), *b = read_bytes(*state, names[i][1], &m);
        assert_int_equal(n, m);
        assert_memory_equal(a, b, n);
        g_free(a);
        g_free(b);
    }
}

static void test_sheets(void **state)
{
    static const char *const names[] = {"m.xlsx", "m.ods"};
    static const char *const sheets[] = {"dispositifs", "perimetres", "recensement",
                                         "exemples",    "listes",     "LISEZMOI"};
    for (size_t f = 0; f < G_N_ELEMENTS(names); f++) {
        dataset *ds = NULL;
        write_template(*state, names[f], 0);
        char *path = support_path(*state, names[f]);
        assert_ok(dataset_open(path, NULL, &ds, &err), &err);
        assert_int_equal(dataset_layer_count(ds), G_N_ELEMENTS(sheets));
        for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++)
            assert_string_equal(dataset_get_layer(ds, i)->name, sheets[i]);
        dataset_free(ds);
        g_free(path);
    }
}

static void test_lists_of_ods(void **state)
{
    size_t n = 0;
    write_template(*state, "m.ods", 0);
    char *archive = read_bytes(*state, "m.ods", &n);
    char *bytes = support_unzip(archive, n, "content.xml");
    assert_contains(bytes, "of:cell-content-is-in-list([$listes.$B$2:.$B$9])");
    assert_contains(bytes, "table:content-validation-name=\"v_unite_type\"");
    assert_contains(bytes, "table:name=\"listes\" table:style-name=\"cachee\"");
    assert_contains(bytes, "EPCI entier");
    assert_contains(bytes, "<table:table-column-group table:display=\"false\">");
    g_free(bytes);
    g_free(archive);
}

static void test_refusals(void **state)
{
    static const char *const names[] = {"m.xlsx", "m.ods", "m.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *path = support_path(*state, names[i]);
        assert_ok(mlg_write_template(path, 0, &err), &err);
        assert_int_equal(mlg_write_template(path, 0, &err), MLG_E_CONFLICT);
        assert_contains(err.message, "exists already");
        assert_ok(mlg_write_template(path, MLG_OVERWRITE, &err), &err);
        g_free(path);
    }
    char *other = support_path(*state, "m.doc");
    assert_int_equal(mlg_write_template(other, 0, &err), MLG_E_ARG);
    assert_contains(err.message, "m.doc: no known format of inventory");
    assert_string_equal(err.hint, "give a name that ends with .xlsx, .ods or .csv");
    g_free(other);
    assert_int_equal(mlg_write_template(NULL, 0, NULL), MLG_E_ARG);
    char *nowhere = support_path(*state, "no/m.xlsx");
    assert_int_equal(mlg_write_template(nowhere, 0, &err), MLG_E_WRITE);
    g_free(nowhere);
}

/* A folder that holds something else is never replaced. */
static void test_foreign_folder(void **state)
{
    char *folder = support_path(*state, "m"), *path = support_path(*state, "m.csv");
    assert_int_equal(g_mkdir(folder, 0777), 0);
    char *notes = support_write(folder, "notes.csv", "a;b\n", 0);
    assert_int_equal(mlg_write_template(path, MLG_OVERWRITE, &err), MLG_E_CONFLICT);
    assert_contains(err.message, "m: holds 'notes.csv', that is not part of a template");
    assert_true(g_file_test(notes, G_FILE_TEST_EXISTS));
    g_free(notes);
    g_free(path);
    g_free(folder);
}

static void test_target(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a.xlsx", "a.xlsx"}, {"x/b.ODS", "x/b.ODS"}, {"x/c.csv", "x/c"}, {"d.CSV", "d"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *target = mlg_template_target(cases[i][0]);
        assert_string_equal(target, cases[i][1]);
        mlg_free(target);
    }
}

static void append_row(const char *path, const char *row)
{
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_true(g_str_has_suffix(text, "\r\n"));
    char *more = g_strconcat(text, row, "\r\n", NULL);
    assert_true(g_file_set_contents(path, more, -1, NULL));
    g_free(more);
    g_free(text);
}

static mlg_territory *load_demo(void)
{
    char *path = g_build_filename(g_getenv("MLG_SOURCE_DIR"), "geodata/demo/communes.gpkg", NULL);
    const char *const communes[] = {path, NULL};
    mlg_territory *territory = NULL;
    assert_ok(
        mlg_load_territory(&(mlg_territory_sources){.communes = communes}, NULL, &territory, &err),
        &err);
    g_free(path);
    return territory;
}

/* What a user picks in the lists is understood. */
static void test_read_back(void **state)
{
    write_template(*state, "m.csv", 0);
    char *folder = support_path(*state, "m");
    char *dispositifs = support_path(folder, "dispositifs.csv");
    char *perimetres = support_path(folder, "perimetres.csv");
    append_row(dispositifs, "CLS-1;CLS;CLS;En renouvellement;Commune;00064;;2023;2024;"
                            "Communauté de communes ou d'agglomération;;Poste vacant;Oui");
    append_row(perimetres, "CLS-1;Exclut;Commune;00030;;Partielle;0,4");
    mlg_territory *territory = load_demo();
    mlg_inventory *inventory = NULL;
    assert_ok(mlg_load_inventory(&(mlg_inventory_sources){.inventory = folder, .strict = 1},
                                 territory, NULL, &inventory, &err),
              &err);
    assert_int_equal(mlg_inventory_count(inventory), 1);
    const inventory_dispositif *d = &inventory->dispositifs[0];
    assert_int_equal(d->status, INVENTORY_EN_RENOUVELLEMENT);
    assert_string_equal(inventory_carrier_names[d->carrier], "EPCI");
    assert_string_equal(inventory_coordination_names[d->coordination], "VACANTE");
    assert_int_equal(d->n_lines, 2);
    assert_true(inventory->lines[1].excluded);
    assert_int_equal(inventory->lines[1].extent, INVENTORY_PARTIELLE);
    assert_near(inventory->lines[1].share, 0.4, 1e-12);
    mlg_inventory_free(inventory);
    mlg_territory_free(territory);
    g_free(perimetres);
    g_free(dispositifs);
    g_free(folder);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, support_tempdir_setup, support_tempdir_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_equal_bytes),    TEST(test_sheets), TEST(test_lists_of_ods), TEST(test_refusals),
        TEST(test_foreign_folder), TEST(test_target), TEST(test_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
