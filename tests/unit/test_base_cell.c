/*
 * test_base_cell.c - texts in the cells of spreadsheets: formulas made harmless, quotes of CSV.
 */
#include "support/cmocka.h"

#include "base/cell.h"

static void formulas(void **state)
{
    (void)state;
    static const char *const refused[] = {"=1+1", "+33 1", "-5", "@SUM(A1)",
                                          "\tx",  "\r=1",  "=",  "-"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autofree char *made = NULL;
        g_autofree char *expected = g_strconcat("'", refused[i], NULL);
        assert_true(base_cell_is_formula(refused[i]));
        assert_string_equal(base_cell_text(refused[i], &made), expected);
    }
    static const char *const kept[] = {"", "2A004", "01004", "a=b", " =1", "'=1", "É"};
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        g_autofree char *made = NULL;
        assert_false(base_cell_is_formula(kept[i]));
        assert_ptr_equal(base_cell_text(kept[i], &made), kept[i]);
        assert_null(made);
    }
}

static void invalid_text(void **state)
{
    (void)state;
    g_autofree char *made = NULL;
    assert_string_equal(base_cell_text("caf\xE9", &made), "caf\xEF\xBF\xBD");
}

static void csv(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char separator;
        const char *cell;
    } cases[] = {
        {"01004", ';', "01004"},
        {"a;b", ';', "\"a;b\""},
        {"a;b", ',', "a;b"},
        {"a,b", ',', "\"a,b\""},
        {"a,b", ';', "a,b"},
        {"dit \"X\"", ';', "\"dit \"\"X\"\"\""},
        {"un\ndeux", ';', "\"un\ndeux\""},
        {"=1;2", ';', "\"'=1;2\""},
        {"=1", ';', "'=1"},
        {"\r", ',', "\"'\r\""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        base_cell_append_csv(out, cases[i].text, cases[i].separator);
        assert_string_equal(out->str, cases[i].cell);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas),
        cmocka_unit_test(invalid_text),
        cmocka_unit_test(csv),
    };
    return cmocka_run_group_tests_name("base_cell", tests, NULL, NULL);
}
