/*
 * test_base_code.c - codes as published, as spreadsheets damage them, and what is no code.
 */
#include "support/cmocka.h"

#include "base/code.h"

typedef struct parse_case {
    const char *name;
    base_code_kind kind;
    const char *text;
    base_code_fix fix;
    const char *code;
} parse_case;

static const parse_case parse_cases[] = {
    {"commune", BASE_CODE_COMMUNE, "93048", BASE_CODE_CLEAN, "93048"},
    {"commune of Corsica", BASE_CODE_COMMUNE, "2A004", BASE_CODE_CLEAN, "2A004"},
    {"commune of the demonstration", BASE_CODE_COMMUNE, "00001", BASE_CODE_CLEAN, "00001"},
    {"lower case", BASE_CODE_COMMUNE, "2b033", BASE_CODE_TIDIED, "2B033"},
    {"lost zero", BASE_CODE_COMMUNE, "1053", BASE_CODE_PADDED, "01053"},
    {"lost zero as a real", BASE_CODE_COMMUNE, "1053.0", BASE_CODE_PADDED, "01053"},
    {"excel formula", BASE_CODE_COMMUNE, "=\"01053\"", BASE_CODE_TIDIED, "01053"},
    {"excel apostrophe", BASE_CODE_COMMUNE, "'01053", BASE_CODE_TIDIED, "01053"},
    {"spaces", BASE_CODE_COMMUNE, " 01053 ", BASE_CODE_TIDIED, "01053"},
    {"no-break spaces", BASE_CODE_COMMUNE,
     "01\xC2\xA0"
     "053\xE2\x80\xAF",
     BASE_CODE_TIDIED, "01053"},
    {"byte order mark", BASE_CODE_COMMUNE,
     "\xEF\xBB\xBF"
     "01053",
     BASE_CODE_TIDIED, "01053"},
    {"three digits", BASE_CODE_COMMUNE, "105", BASE_CODE_INVALID, NULL},
    {"six digits", BASE_CODE_COMMUNE, "010530", BASE_CODE_INVALID, NULL},
    {"2C", BASE_CODE_COMMUNE, "2C004", BASE_CODE_INVALID, NULL},
    {"fraction", BASE_CODE_COMMUNE, "1053.5", BASE_CODE_INVALID, NULL},
    {"equals inside", BASE_CODE_COMMUNE, "01=053", BASE_CODE_INVALID, NULL},
    {"a name", BASE_CODE_COMMUNE, "Saint-Denis", BASE_CODE_INVALID, NULL},
    {"a long text", BASE_CODE_COMMUNE, "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
     BASE_CODE_INVALID, NULL},
    {"empty", BASE_CODE_COMMUNE, "", BASE_CODE_INVALID, NULL},
    {"null", BASE_CODE_COMMUNE, NULL, BASE_CODE_INVALID, NULL},
    {"siren", BASE_CODE_SIREN, "200054781", BASE_CODE_CLEAN, "200054781"},
    {"siren in groups", BASE_CODE_SIREN, "200 054 781", BASE_CODE_TIDIED, "200054781"},
    {"siren as a real", BASE_CODE_SIREN, "200054781.00", BASE_CODE_TIDIED, "200054781"},
    {"siren of 8 digits", BASE_CODE_SIREN, "20005478", BASE_CODE_INVALID, NULL},
    {"siret", BASE_CODE_SIREN, "20005478100011", BASE_CODE_INVALID, NULL},
    {"qpv 2015", BASE_CODE_QPV, "QP009002", BASE_CODE_CLEAN, "QP009002"},
    {"qpv 2015 of Corsica", BASE_CODE_QPV, "QP02A001", BASE_CODE_CLEAN, "QP02A001"},
    {"qpv 2015 overseas", BASE_CODE_QPV, "QP972001", BASE_CODE_CLEAN, "QP972001"},
    {"qpv 2024", BASE_CODE_QPV, "QN00101M", BASE_CODE_CLEAN, "QN00101M"},
    {"qpv 2024 of Corsica", BASE_CODE_QPV, "qn02b01m", BASE_CODE_TIDIED, "QN02B01M"},
    {"qpv 2024 overseas", BASE_CODE_QPV, "QN98701C", BASE_CODE_CLEAN, "QN98701C"},
    {"qpv of the demonstration", BASE_CODE_QPV, "QN00001N", BASE_CODE_CLEAN, "QN00001N"},
    {"qpv 2024, letter", BASE_CODE_QPV, "QN00101X", BASE_CODE_INVALID, NULL},
    {"qpv of département 96", BASE_CODE_QPV, "QN09601M", BASE_CODE_INVALID, NULL},
    {"qpv cut", BASE_CODE_QPV, "QN00", BASE_CODE_INVALID, NULL},
    {"zus", BASE_CODE_QPV, "ZUS00901", BASE_CODE_INVALID, NULL},
    {"département", BASE_CODE_DEPARTMENT, "2A", BASE_CODE_CLEAN, "2A"},
    {"département, lost zero", BASE_CODE_DEPARTMENT, "1", BASE_CODE_PADDED, "01"},
    {"département overseas", BASE_CODE_DEPARTMENT, "974", BASE_CODE_CLEAN, "974"},
    {"département 96", BASE_CODE_DEPARTMENT, "96", BASE_CODE_INVALID, NULL},
    {"département 970", BASE_CODE_DEPARTMENT, "970", BASE_CODE_INVALID, NULL},
    {"région", BASE_CODE_REGION, "84", BASE_CODE_CLEAN, "84"},
    {"région, lost zero", BASE_CODE_REGION, "4", BASE_CODE_PADDED, "04"},
    {"région of three digits", BASE_CODE_REGION, "084", BASE_CODE_INVALID, NULL},
};

static void test_parse(void **state)
{
    const parse_case *row = *state;
    mlg_code code = base_code("untouched");
    assert_int_equal(base_code_parse(row->kind, row->text, &code), row->fix);
    assert_string_equal(code.s, row->code != NULL ? row->code : "untouched");
}

/* A function from a code to a code. */
typedef struct derive_case {
    const char *name;
    mlg_code (*derive)(mlg_code);
    const char *from, *to;
} derive_case;

static const derive_case derive_cases[] = {
    {"département", base_code_department, "01053", "01"},
    {"département of Corsica", base_code_department, "2B033", "2B"},
    {"département overseas", base_code_department, "97411", "974"},
    {"collectivité", base_code_department, "98735", "987"},
    {"département of 2015 QPV", base_code_qpv_department, "QP009002", "09"},
    {"département of 2024 QPV", base_code_qpv_department, "QN02A01M", "2A"},
    {"département of overseas QPV", base_code_qpv_department, "QN97101M", "971"},
    {"département of demonstration QPV", base_code_qpv_department, "QN00001M", "00"},
    {"département of no QPV", base_code_qpv_department, "93048", ""},
    {"Paris", base_code_plm_commune, "75101", "75056"},
    {"Paris, last", base_code_plm_commune, "75120", "75056"},
    {"Paris, past the last", base_code_plm_commune, "75121", ""},
    {"Paris itself", base_code_plm_commune, "75056", ""},
    {"Lyon", base_code_plm_commune, "69389", "69123"},
    {"Lyon, before the first", base_code_plm_commune, "69380", ""},
    {"Marseille", base_code_plm_commune, "13216", "13055"},
    {"région of Seine-Saint-Denis", base_code_region_of_department, "93", "11"},
    {"région of Corse-du-Sud", base_code_region_of_department, "2A", "94"},
    {"région of Mayotte", base_code_region_of_department, "976", "06"},
    {"région of the demonstration", base_code_region_of_department, "00", "00"},
    {"région of Saint-Martin", base_code_region_of_department, "978", ""},
    {"région of old Corsica", base_code_region_of_department, "20", ""},
    {"région of nothing", base_code_region_of_department, "", ""},
};

static void test_derive(void **state)
{
    const derive_case *row = *state;
    assert_string_equal(row->derive(base_code(row->from)).s, row->to);
}

/* COG 2024: 96 + 5 départements in 18 régions, with so many each. */
static void test_all_departments_have_a_region(void **state)
{
    (void)state;
    assert_true(base_code_is_region("94") && base_code_is_region("01"));
    assert_false(base_code_is_region("95") || base_code_is_region("00") || base_code_is_region(""));
    static const struct {
        const char *region;
        int n_departments;
    } expected[] = {{"01", 1}, {"02", 1},  {"03", 1},  {"04", 1},  {"06", 1},  {"11", 8},
                    {"24", 6}, {"27", 8},  {"28", 5},  {"32", 5},  {"44", 10}, {"52", 5},
                    {"53", 4}, {"75", 12}, {"76", 13}, {"84", 12}, {"93", 6},  {"94", 2}};
    int total = 0;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        int count = 0;
        for (int n = 1; n < 1000; n++) {
            char text[8];
            (void)snprintf(text, sizeof text, "%02d", n);
            mlg_code region = base_code_region_of_department(base_code(text));
            count += strcmp(region.s, expected[i].region) == 0;
        }
        if (strcmp(expected[i].region, "94") == 0)
            count += 2; /* 2A and 2B, tested by name */
        assert_int_equal(count, expected[i].n_departments);
        total += count;
    }
    assert_int_equal(total, 101);
}

static void test_generation(void **state)
{
    (void)state;
    assert_int_equal(base_code_qpv_generation(base_code("QP009002")), 2015);
    assert_int_equal(base_code_qpv_generation(base_code("QN00101M")), 2024);
    assert_int_equal(base_code_qpv_generation(base_code("93048")), 0);
}

static void test_order(void **state)
{
    (void)state;
    assert_true(base_code_compare(base_code("29999"), base_code("2A001")) < 0);
    assert_true(base_code_equal(base_code("01001"), base_code("01001")));
    assert_true(base_code_is_empty(base_code("")));
    assert_string_equal(base_code("0123456789abcdefgh").s, "0123456789abcde");
}

static void test_none(void **state)
{
    (void)state;
    static const char *const none[] = {"", "  ", "NR", "nc", " NA ", "ZZZZZZZZZ", NULL};
    for (int i = 0; none[i] != NULL; i++)
        assert_true(base_code_is_none(none[i]));
    assert_true(base_code_is_none(NULL));
    assert_false(base_code_is_none("200054781"));
    assert_false(base_code_is_none("NON"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_departments_have_a_region),
        cmocka_unit_test(test_generation),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_none),
    };
    return run_table(parse_cases, test_parse) + run_table(derive_cases, test_derive) +
           cmocka_run_group_tests(tests, NULL, NULL);
}
