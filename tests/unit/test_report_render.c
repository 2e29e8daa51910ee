/*
 * test_report_render.c - one table in every format, verbatim, in French: widths, separators,
 * formulas of spreadsheets, markup.
 */
#include "support/cmocka.h"

#include "base/text.h"
#include "report/number.h"
#include "report/render.h"

#include <locale.h>
#include <stdlib.h>

#define NNBSP "\u202f"

static int bind_french(void **state)
{
    const char *build = getenv("MLG_BINARY_DIR");
    if (build == NULL || setenv("LANGUAGE", "fr", 1) != 0)
        return -1;
    (void)setlocale(LC_ALL, "C.UTF-8");
    *state = g_build_filename(build, "share", "locale", NULL);
    (void)bindtextdomain(BASE_DOMAIN_DATA, *state);
    (void)bind_textdomain_codeset(BASE_DOMAIN_DATA, "UTF-8");
    return 0;
}

static int free_folder(void **state)
{
    g_free(*state);
    return 0;
}

static report_document *make_document(void)
{
    static const report_column columns[] = {
        {"code", "Code", REPORT_CODE, 0},      {"lib", "Nom", REPORT_NAME, 0},
        {"siren", "SIREN", REPORT_CODE, 2},    {"epci", "EPCI", REPORT_NAME, 1},
        {"pop", "Habitants", REPORT_COUNT, 0}, {"part", "Part", REPORT_SHARE, 0},
    };
    static const struct {
        const char *texts[4];
        double people, share;
    } rows[] = {
        {{"QN00101M", "Les Hauts de Bièvre — l'Épine", "200000001", "CA de la Vallée"},
         1234567.4,
         0.834},
        {{"QN00102M", "=HYPERLINK(\"x\";1)", "200000002", "CC | <b>"}, 0, 0.004},
        {{"QN00103M", NULL, NULL, "日本 EPCI"}, (double)NAN, (double)NAN},
        {{"QN00104M", "deux\nlignes", "200000003", "a;b,c"}, 12.345, 0.99999},
    };
    report_document *document = report_document_new(g_strdup("QPV sans CLS"), "2026-06-30");
    report_table *table = report_table_new("lacunes", NULL, columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (size_t c = 0; c < 4; c++)
            report_put_text(table, rows[i].texts[c]);
        report_put_number(table, rows[i].people);
        report_put_number(table, rows[i].share);
    }
    report_note(table, g_strdup("Une phrase sous le tableau, assez longue pour être coupée entre "
                                "deux mots à la largeur demandée."));
    report_document_add(document, table);
    return document;
}

static int append(const char *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return 0;
}

static void assert_rendered(mlg_report_style style, const char *expected)
{
    report_document *document = make_document();
    GString *out = g_string_new(NULL);
    mlg_error err = {0};
    assert_ok(report_send(document, &style, append, out, &err), &err);
    assert_string_equal(out->str, expected);
    g_string_free(out, TRUE);
    report_document_free(document);
}

static void wide(void **state)
{
    (void)state;
    assert_rendered(
        (mlg_report_style){0},
        "QPV sans CLS\n\n"
        "Code      Nom                            SIREN      EPCI             Habitants    Part\n"
        "────────  ─────────────────────────────  ─────────  ───────────────  ─────────  ──────\n"
        "QN00101M  Les Hauts de Bièvre — l'Épine  200000001  CA de la Vallée  1" NNBSP "234" NNBSP
        "567    83" NNBSP "%\n"
        "QN00102M  =HYPERLINK(\"x\";1)              200000002  CC | <b>                 0   <" NNBSP
        "1" NNBSP "%\n"
        "QN00103M  –                              –          日本 EPCI                –       –\n"
        "QN00104M  deux lignes                    200000003  a;b,c                   12  >" NNBSP
        "99" NNBSP "%\n\n"
        "Une phrase sous le tableau, assez longue pour être coupée entre deux mots à la\n"
        "largeur demandée.\n");
}

static void narrow(void **state)
{
    (void)state;
    assert_rendered((mlg_report_style){.width = 50},
                    "QPV sans CLS\n\n"
                    "Code      Nom                    Habitants    Part\n"
                    "────────  ─────────────────────  ─────────  ──────\n"
                    "QN00101M  Les Hauts de Bièvre …  1" NNBSP "234" NNBSP "567    83" NNBSP "%\n"
                    "QN00102M  =HYPERLINK(\"x\";1)              0   <" NNBSP "1" NNBSP "%\n"
                    "QN00103M  –                              –       –\n"
                    "QN00104M  deux lignes                   12  >" NNBSP "99" NNBSP "%\n\n"
                    "Une phrase sous le tableau, assez longue pour être\n"
                    "coupée entre deux mots à la largeur demandée.\n");
}

/* French puts a space before ":" and ";": a line never begins with one. */
static void tied_punctuation(void **state)
{
    (void)state;
    report_document *document = report_document_new(g_strdup("QPV"), "2026-06-30");
    const report_column column = {"code", "Code", REPORT_CODE, 0};
    report_table *table = report_table_new("vide", NULL, &column, 1);
    GString *out = g_string_new(NULL);
    mlg_error err = {0};
    report_note(table, g_strdup("un deux trois : quatre ; cinq"));
    report_document_add(document, table);
    assert_ok(report_send(document, &(mlg_report_style){.width = 13}, append, out, &err), &err);
    assert_string_equal(out->str, "QPV\n\nun deux\ntrois :\nquatre ; cinq\n");
    g_string_free(out, TRUE);
    report_document_free(document);
}

static void csv(void **state)
{
    (void)state;
    assert_rendered((mlg_report_style){.format = "csv"},
                    "\xEF\xBB\xBF"
                    "code;lib;siren;epci;pop;part\r\n"
                    "QN00101M;Les Hauts de Bièvre — l'Épine;200000001;CA de la Vallée;1234567,4;"
                    "0,834\r\n"
                    "QN00102M;\"'=HYPERLINK(\"\"x\"\";1)\";200000002;CC | <b>;0;0,004\r\n"
                    "QN00103M;;;日本 EPCI;;\r\n"
                    "QN00104M;\"deux\nlignes\";200000003;\"a;b,c\";12,35;1\r\n");
    assert_rendered((mlg_report_style){.format = "CSV", .flags = MLG_CSV_POINT},
                    "code,lib,siren,epci,pop,part\r\n"
                    "QN00101M,Les Hauts de Bièvre — l'Épine,200000001,CA de la Vallée,1234567.4,"
                    "0.834\r\n"
                    "QN00102M,\"'=HYPERLINK(\"\"x\"\";1)\",200000002,CC | <b>,0,0.004\r\n"
                    "QN00103M,,,日本 EPCI,,\r\n"
                    "QN00104M,\"deux\nlignes\",200000003,\"a;b,c\",12.35,1\r\n");
}

static void json(void **state)
{
    (void)state;
    report_document *document = make_document();
    GString *out = g_string_new(NULL);
    mlg_error err = {0};
    assert_ok(report_send(document, &(mlg_report_style){.format = "json"}, append, out, &err),
              &err);
    assert_true(g_str_has_prefix(out->str,
                                 "{\n  \"titre\": \"QPV sans CLS\",\n  \"date\": \"2026-06-30\",\n"
                                 "  \"lignes\": [\n    {\n      \"code\": \"QN00101M\",\n"
                                 "      \"lib\": \"Les Hauts de Bièvre — l'Épine\",\n"
                                 "      \"siren\": \"200000001\",\n"
                                 "      \"epci\": \"CA de la Vallée\",\n"
                                 "      \"pop\": 1234567.4,\n      \"part\": 0.834\n    },\n"));
    assert_contains(out->str, "\"lib\": null,\n      \"siren\": null,\n");
    assert_contains(out->str, "\"pop\": null,\n      \"part\": null\n");
    assert_true(g_str_has_suffix(out->str, "largeur demandée.\"\n  ]\n}\n"));
    g_string_free(out, TRUE);
    report_document_free(document);
}

static void markdown(void **state)
{
    (void)state;
    assert_rendered(
        (mlg_report_style){.format = "md"},
        "# QPV sans CLS\n\n"
        "| Code | Nom | SIREN | EPCI | Habitants | Part |\n"
        "| --- | --- | --- | --- | ---: | ---: |\n"
        "| QN00101M | Les Hauts de Bièvre — l'Épine | 200000001 | CA de la Vallée | 1" NNBSP
        "234" NNBSP "567 | 83" NNBSP "% |\n"
        "| QN00102M | =HYPERLINK(\"x\";1) | 200000002 | CC \\| \\<b\\> | 0 | \\<" NNBSP "1" NNBSP
        "% |\n"
        "| QN00103M | – | – | 日本 EPCI | – | – |\n"
        "| QN00104M | deux lignes | 200000003 | a;b,c | 12 | \\>" NNBSP "99" NNBSP "% |\n\n"
        "- Une phrase sous le tableau, assez longue pour être coupée entre deux mots à la largeur "
        "demandée.\n");
}

static int refuse(const char *bytes, size_t size, void *user)
{
    (void)bytes;
    (void)size;
    (void)user;
    return 1;
}

static void errors(void **state)
{
    (void)state;
    report_document *document = make_document();
    mlg_error err = {0};
    assert_int_equal(
        report_send(document, &(mlg_report_style){.format = "pdf"}, append, NULL, &err), MLG_E_ARG);
    assert_string_equal(err.message, "format 'pdf' is not known");
    assert_string_equal(err.hint, "formats are: table, csv, json, md");
    assert_int_equal(report_send(document, &(mlg_report_style){0}, refuse, NULL, &err),
                     MLG_E_WRITE);
    assert_string_equal(err.message, "the report cannot be written");
    report_document_free(document);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *count, *percent;
    } cases[] = {
        {0, "0", "0" NNBSP "%"},
        {0.4, "0", "40" NNBSP "%"},
        {0.0049, "0", "<" NNBSP "1" NNBSP "%"},
        {0.996, "1", ">" NNBSP "99" NNBSP "%"},
        {1, "1", "100" NNBSP "%"},
        {999.6, "1" NNBSP "000", NULL},
        {-1234, "-1" NNBSP "234", NULL},
        {-0.2, "0", NULL},
        {67418672, "67" NNBSP "418" NNBSP "672", NULL},
        {(double)NAN, "–", "–"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *count = report_count(cases[i].value), *percent = report_percent(cases[i].value);
        assert_string_equal(count, cases[i].count);
        if (cases[i].percent != NULL)
            assert_string_equal(percent, cases[i].percent);
        g_free(count);
        g_free(percent);
    }
    char *day = report_day("2026-06-30"), *odd = report_day("soon"), *none = report_day(NULL);
    assert_string_equal(day, "30/06/2026");
    assert_string_equal(odd, "soon");
    assert_string_equal(none, "–");
    g_free(day);
    g_free(odd);
    g_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide),   cmocka_unit_test(narrow),  cmocka_unit_test(tied_punctuation),
        cmocka_unit_test(csv),    cmocka_unit_test(json),    cmocka_unit_test(markdown),
        cmocka_unit_test(errors), cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, bind_french, free_folder);
}
