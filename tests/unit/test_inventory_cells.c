/*
 * test_inventory_cells.c - what people write in cells: numbers, years, lists of codes.
 */
#include "support/cmocka.h"

#include "inventory/cells.h"

static void test_clean(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {{"  a  b ", "a b"},
                 {"a\r\nb\tc", "a b c"},
                 {"\xC2\xA0x\xE2\x80\xAFy\xC2\xA0", "x y"},
                 {"\xEF\xBB\xBFid", "id"},
                 {"=\"01053\"", "01053"},
                 {"=1+1", "=1+1"},
                 {"", ""},
                 {" ", ""},
                 {"a\xFF", "a\xEF\xBF\xBD"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *clean = inventory_cell_clean(cases[i].text);
        assert_string_equal(clean, cases[i].expected);
        g_free(clean);
    }
    assert_true(inventory_cell_is_error("#N/A"));
    assert_true(inventory_cell_is_error("#NOM?"));
    assert_false(inventory_cell_is_error("#1"));
    assert_false(inventory_cell_is_error(""));
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
        double value;
    } cases[] = {{"0,5", true, 0.5},
                 {"0.5", true, 0.5},
                 {"40 %", true, 0.4},
                 {"40%", true, 0.4},
                 {"1 200", true, 1200},
                 {"1\xC2\xA0"
                  "200,5",
                  true, 1200.5},
                 {"-1", true, -1},
                 {"0", true, 0},
                 {"", false, 0},
                 {"-", false, 0},
                 {"%", false, 0},
                 {"1,2,3", false, 0},
                 {"un", false, 0},
                 {"0x10", false, 0},
                 {"nan", false, 0},
                 {"inf", false, 0},
                 {"40 % env.", false, 0},
                 {"1-2", false, 0},
                 {"1e5", false, 0},
                 {".5", true, 0.5}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double value = 0;
        if (inventory_parse_number(cases[i].text, &value) != cases[i].ok)
            fail_msg("\"%s\"", cases[i].text);
        assert_near(value, cases[i].value, 1e-12);
    }
}

static void test_generations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int value;
    } cases[] = {{"1", 1},  {"2e", 2},       {"3ème génération", 3},
                 {"G2", 2}, {"Deuxième", 2}, {"II", 2},
                 {"IV", 4}, {"1ère", 1},     {"2.0", 2},
                 {"", 0},   {"x", 0},        {"0", 0},
                 {"99", 0}, {"2015", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (inventory_parse_generation(cases[i].text) != cases[i].value)
            fail_msg("\"%s\": %d", cases[i].text, inventory_parse_generation(cases[i].text));
}

static void test_years(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int value;
    } cases[] = {{"2023", 2023},   {"COG 2023", 2023}, {"01/01/2023", 2023},
                 {"2023.0", 2023}, {"2023-2024", 0},   {"23", 0},
                 {"20233", 0},     {"1850", 0},        {"2023 (2023)", 2023},
                 {"", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (inventory_parse_year(cases[i].text) != cases[i].value)
            fail_msg("\"%s\": %d", cases[i].text, inventory_parse_year(cases[i].text));
}

static void test_dates_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {{"45292", "2024-01-01"},
                 {"45292.0", "2024-01-01"},
                 {"25569", "1970-01-01"},
                 {"31/12/24", "2024-12-31"},
                 {"01-07-2019", "2019-07-01"},
                 {"1.1.98", "1998-01-01"},
                 {"31/02/24", NULL},
                 {"12345", NULL},
                 {"45292 x", NULL},
                 {"2024-01-01", NULL},
                 {"", NULL},
                 {"a/b/cc", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char date[11] = "";
        bool ok = inventory_guess_date(cases[i].text, date);
        if (ok != (cases[i].expected != NULL) || (ok && strcmp(date, cases[i].expected) != 0))
            fail_msg("\"%s\": %s", cases[i].text, date);
    }
}

/* Tokens as "code", "code(words)" or "(words)", joined by spaces. */
static char *tokens_text(base_code_kind kind, const char *cell)
{
    GArray *tokens = inventory_split_codes(kind, cell);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < tokens->len; i++) {
        const inventory_token *token = &g_array_index(tokens, inventory_token, i);
        g_string_append(text, i > 0 ? " " : "");
        g_string_append(text, token->code != NULL ? token->code : "");
        if (token->words != NULL)
            g_string_append_printf(text, "(%s)", token->words);
    }
    g_array_unref(tokens);
    return g_string_free(text, FALSE);
}

static void test_split_codes(void **state)
{
    (void)state;
    static const struct {
        base_code_kind kind;
        const char *cell, *expected;
    } cases[] = {
        {BASE_CODE_COMMUNE, "93048", "93048"},
        {BASE_CODE_COMMUNE, "93048,93053;75056/2A004 01001", "93048 93053 75056 2A004 01001"},
        {BASE_CODE_COMMUNE, "93048\n93053\r\n75056", "93048 93053 75056"},
        {BASE_CODE_COMMUNE, "93048 et 93053", "93048 93053"},
        {BASE_CODE_COMMUNE, "93048 + 93053 & 75056", "93048 93053 75056"},
        {BASE_CODE_COMMUNE, "01 001", "01 001"},
        {BASE_CODE_COMMUNE, "1 001", "1 001"},
        {BASE_CODE_COMMUNE, "=\"01001\"", "=\"01001\""},
        {BASE_CODE_COMMUNE, "93048 (Montreuil)", "93048(Montreuil)"},
        {BASE_CODE_COMMUNE, "Montreuil (93048), 93053 - Noisy-le-Sec",
         "93048(Montreuil) 93053(Noisy-le-Sec)"},
        {BASE_CODE_COMMUNE, "Montreuil", "(Montreuil)"},
        {BASE_CODE_COMMUNE, "Saint Ouen sur Seine", "(Saint Ouen sur Seine)"},
        {BASE_CODE_COMMUNE, "93048 93053 Paris", "93048 93053 (Paris)"},
        {BASE_CODE_COMMUNE, "93048, ; ,", "93048"},
        {BASE_CODE_COMMUNE, " ,;/ ", ""},
        {BASE_CODE_COMMUNE, "-", ""},
        {BASE_CODE_SIREN, "244 400 644", "244 400 644"},
        {BASE_CODE_SIREN, "244 400 644 CARENE", "244400644(CARENE)"},
        {BASE_CODE_SIREN, "244400644 200054781", "244400644 200054781"},
        {BASE_CODE_SIREN, "24440064", "24440064"},
        {BASE_CODE_QPV, "QN09309M QP093028", "QN09309M QP093028"},
        {BASE_CODE_QPV, "qn 09309m", "qn 09309m"},
        {BASE_CODE_DEPARTMENT, "1 2", "1 2"},
        {BASE_CODE_DEPARTMENT, "01, 2A", "01 2A"},
        {BASE_CODE_REGION, "84", "84"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = tokens_text(cases[i].kind, cases[i].cell);
        assert_string_equal(text, cases[i].expected);
        g_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),         cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_generations),   cmocka_unit_test(test_years),
        cmocka_unit_test(test_dates_guessed), cmocka_unit_test(test_split_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
