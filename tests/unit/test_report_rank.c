/*
 * test_report_rank.c - `rank`: what each objective counts, in which units, in which order; what is
 * not counted; refusals.
 */
#include "test_report_fixture.h"

static const char *rank_text(fixture *f, mlg_rank_options options)
{
    g_string_truncate(f->text, 0);
    if (options.style.format == NULL)
        options.style = (mlg_report_style){.format = "csv", .flags = MLG_CSV_POINT};
    assert_ok(mlg_report_rank(f->path, &options, fixture_append, f->text, &f->err), &f->err);
    return f->text->str;
}

#define FIGURES ",gain,part_gain,cumul,part_cumul,reste\r\n"

/* Q3 lies in no EPCI: its 1 000 people are in the gap, out of reach. */
static void objectives(void **state)
{
    fixture *f = *state;
    const struct {
        mlg_rank_options options;
        const char *expected;
    } cases[] = {
        {{.type = "cls"},
         "rang,siren_epci,lib_epci" FIGURES "1,200000001,CA Un,100,0.0909,100,0.0909,1000\r\n"},
        {{.type = "CLS", .unit = "commune"},
         "rang,insee_com,lib_com" FIGURES "1,84001,Gamma,1000,0.9091,1000,0.9091,100\r\n"
         "2,69002,Beta,100,0.0909,1100,1,0\r\n"},
        {{.type = "CLS", .unit = "departement", .objective = "qpv"},
         "rang,insee_dep,lib_dep" FIGURES "1,69,Rhône,1,0.5,1,0.5,1\r\n"
         "2,84,Vaucluse,1,0.5,2,1,0\r\n"},
        {{.type = "ASV", .unit = "commune", .objective = "pop", .top = 2},
         "rang,insee_com,lib_com" FIGURES "1,84001,Gamma,7000,0.7216,7000,0.7216,2700\r\n"
         "2,69002,Beta,1900,0.1959,8900,0.9175,800\r\n"},
        {{.type = "ASV", .unit = "commune", .objective = "QPV", .zone = "dep:69"},
         "rang,insee_com,lib_com" FIGURES "1,69001,Alpha,1,0.5,1,0.5,1\r\n"
         "2,69002,Beta,1,0.5,2,1,0\r\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_string_equal(rank_text(f, cases[i].options), cases[i].expected);
}

static void for_people(void **state)
{
    fixture *f = *state;
    const mlg_report_style table = {.format = "table", .width = 80};
    assert_string_equal(
        rank_text(f, (mlg_rank_options){.style = table, .type = "CLS"}),
        "New CLS: where they would bring the most (inhabitants of QPV), on 2026-06-30\n\n"
        "Rank  Code       EPCI   Inhabitants  of the gap  Together  of the gap   Left\n"
        "────  ─────────  ─────  ───────────  ──────────  ────────  ──────────  ─────\n"
        "   1  200000001  CA Un          100          9%       100          9%  1,000\n\n"
        "Known gap: 1,100 inhabitants of QPV without CLS.\n"
        "In none of these units: 1,000 of them (91%).\n"
        "Not counted here, to be specified or not surveyed: QPV: 2; inhabitants: 50.\n");
}

static void refused(void **state)
{
    fixture *f = *state;
    static const struct {
        mlg_rank_options options;
        const char *message, *hint;
    } cases[] = {
        {{.type = NULL}, "--type is missing", "its types are: CLS, ASV"},
        {{.type = "CLS,ASV"}, "--type: one type at a time", "its types are: CLS, ASV"},
        {{.type = "CLS", .unit = "region"},
         "--unit: 'region' is not known",
         "one of: epci, commune, departement"},
        {{.type = "CLS", .objective = "euros"},
         "--objective: 'euros' is not known",
         "one of: qpv_pop, pop, qpv"},
        {{.type = "CLS", .top = -1}, "--top: units are counted from 1", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(
            mlg_report_rank(f->path, &cases[i].options, fixture_append, f->text, &f->err),
            MLG_E_ARG);
        assert_string_equal(f->err.message, cases[i].message);
        assert_string_equal(f->err.hint, cases[i].hint);
    }
    assert_int_equal(mlg_report_rank(f->path, NULL, fixture_append, f->text, NULL), MLG_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        REPORT_TEST(objectives),
        REPORT_TEST(for_people),
        REPORT_TEST(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
