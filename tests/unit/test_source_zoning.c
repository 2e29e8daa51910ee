/*
 * test_source_zoning.c - tables that put communes in classes: which column is the class, which
 * sheet, and what is wrong with an option or a table.
 */
#include "test_source_fixture.h"

/* A territory with the zoning of an option "NAME=" and a table. */
static loaded load_zoning(const char *folder, const char *name, const char *table)
{
    g_autofree char *path = support_write(folder, "grille.csv", table, 0);
    g_autofree char *option = g_strconcat(name, "=", path, NULL);
    return load(&(mlg_territory_sources){.communes = ONE(SIMPLE), .zonages = ONE(option)});
}

static const char *class_of(const loaded *l, const char *code)
{
    const territory_zoning *zoning = &l->t->zonings[0];
    uint32_t k = zoning->of_commune[territory_find_commune(l->t, base_code(code))];
    return k == TERRITORY_NONE ? "" : zoning->classes[k];
}

/* INSEE's grid of density: titles, then a header on line 5. */
static const char grid[] = "Grille communale de densité\n\nGéographie au 01/01/2023\n\n"
                           "CODGEO;LIBGEO;DENS;LIBDENS;PMUN20\n"
                           "01004;Ambérieu-en-Bugey;4;Petites villes;14288\n"
                           "59350;Lille;1;Grands centres urbains;236710\n"
                           "2A004;Ajaccio;2;Centres urbains intermédiaires;71000\n"
                           ";;;;\n"
                           "Source : Insee;;;;\n";

static void test_named_column(void **state)
{
    loaded l = load_zoning(*state, "Dens", grid);
    assert_ok(l.status, &l.err);
    assert_int_equal(l.t->n_zonings, 1);
    assert_string_equal(l.t->zonings[0].name, "dens");
    assert_string_equal(class_of(&l, "01004"), "4");
    assert_string_equal(class_of(&l, "59350"), "1");
    assert_string_equal(class_of(&l, "2A004"), "2");
    assert_string_equal(class_of(&l, "93048"), "");
    const territory_source *source = &l.t->sources[l.t->n_sources - 1];
    assert_string_equal(source->role, "zonage");
    assert_string_equal(source->vintage, "2023");
    assert_non_null(strstr(l.findings->str, "zonage-commune-sans-classe|dens|01053||"));
    unload(&l);
    l = load_zoning(*state, "libdens", grid);
    assert_ok(l.status, &l.err);
    assert_string_equal(class_of(&l, "59350"), "Grands centres urbains");
    unload(&l);
}

static void test_only_column(void **state)
{
    static const char *const texts[] = {"insee_com,milieu\n59350,urbain\n",
                                        "typologie;code;nom\nurbain;59350;Lille\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        loaded l = load_zoning(*state, "zone", texts[i]);
        assert_ok(l.status, &l.err);
        assert_string_equal(class_of(&l, "59350"), "urbain");
        unload(&l);
    }
}

/* A workbook of several sheets: the one of communes, that has the column. */
static void test_workbook(void **state)
{
    (void)state;
    loaded l = load(&(mlg_territory_sources){
        .communes = ONE(SIMPLE),
        .zonages = ONE("arr=" SOURCES "table-appartenance-geo-communes-2024.xlsx")});
    assert_ok(l.status, &l.err);
    assert_string_equal(l.t->zonings[0].name, "arr");
    assert_string_equal(class_of(&l, "01004"), "011");
    unload(&l);
}

static void test_two_zonings(void **state)
{
    g_autofree char *one = support_write(*state, "un.csv", "code;a\n59350;x\n", 0);
    g_autofree char *other = support_write(*state, "deux.csv", "code;b\n01004;y\n", 0);
    g_autofree char *a = g_strconcat("a=", one, NULL);
    g_autofree char *b = g_strconcat("b=", other, NULL);
    loaded l = load(&(mlg_territory_sources){.communes = ONE(SIMPLE), .zonages = TWO(a, b)});
    assert_ok(l.status, &l.err);
    assert_int_equal(l.t->n_zonings, 2);
    assert_string_equal(l.t->zonings[1].name, "b");
    assert_string_equal(l.t->zonings[1].classes[0], "y");
    assert_string_equal(class_of(&l, "59350"), "x");
    unload(&l);
}

static void test_bad_tables(void **state)
{
    static const struct {
        const char *name, *text, *message;
    } cases[] = {
        {"densite", grid, "DENS, LIBDENS, PMUN20"},
        {"dens", "code;nom\n59350;Lille\n", "no class"},
        {"dens", "siren;dens\n200093201;1\n", "not recognised"},
        {"dens", "code;dens\n34172;1\n", "34172"},
        {"dens", "code;dens\n", "no row"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        loaded l = load_zoning(*state, cases[i].name, cases[i].text);
        assert_int_equal(l.status, MLG_E_FORMAT);
        assert_non_null(strstr(l.err.message, "grille.csv"));
        if (strstr(l.err.message, cases[i].message) == NULL)
            fail_msg("%s: %s", cases[i].message, l.err.message);
        unload(&l);
    }
}

static void test_bad_options(void **state)
{
    (void)state;
    static const char *const options[] = {
        "grille.csv",   "dens=",           "=grille.csv",
        "_=grille.csv", "2020=grille.csv", "un_nom_beaucoup_trop_long_pour_une_colonne=grille.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        loaded l =
            load(&(mlg_territory_sources){.communes = ONE(SIMPLE), .zonages = ONE(options[i])});
        assert_int_equal(l.status, MLG_E_ARG);
        assert_non_null(strstr(l.err.message, options[i]));
        assert_true(l.err.hint[0] != '\0');
        unload(&l);
    }
    loaded l = load(&(mlg_territory_sources){.communes = ONE(SIMPLE),
                                             .zonages = TWO("dens=a.csv", "DENS=b.csv")});
    assert_int_equal(l.status, MLG_E_ARG);
    assert_non_null(strstr(l.err.message, "'dens' twice"));
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named_column), cmocka_unit_test(test_only_column),
        cmocka_unit_test(test_workbook),     cmocka_unit_test(test_two_zonings),
        cmocka_unit_test(test_bad_tables),   cmocka_unit_test(test_bad_options),
    };
    return cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown);
}
