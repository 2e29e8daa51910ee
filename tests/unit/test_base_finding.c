/*
 * test_base_finding.c - sentences of findings, and the sanity of the table of findings.
 */
#include "support/cmocka.h"

#include "base/monitor.h"

#include <glib.h>

typedef struct line_case {
    const char *name;
    mlg_finding finding;
    const char *line;
} line_case;

static const line_case line_cases[] = {
    {"a row and a column",
     {.code = "unite-inconnue",
      .file = "inventaire.xlsx",
      .layer = "perimetres",
      .row = 12,
      .column = "unite_code",
      .value = "1001"},
     "inventaire.xlsx: perimetres: line 12, unite_code: unite_code \"1001\" is not a known unit"},
    {"a row", {.code = "new-code", .file = "a.csv", .row = 2}, "a.csv: line 2: new-code"},
    {"an object",
     {.code = "new-code", .file = "qpv.gpkg", .object = "perimetre", .id = "QN00101M"},
     "qpv.gpkg: perimeter QN00101M: new-code"},
    {"an unknown object", {.code = "c", .object = "carreau", .id = "x"}, "carreau x: c"},
    {"an id without object", {.code = "c", .id = "x"}, "x: c"},
    {"an id and a column", {.code = "c", .id = "x", .column = "pop"}, "x, pop: c"},
    {"a column", {.code = "c", .file = "f", .column = "pop"}, "f: pop: c"},
    {"a file", {.code = "c", .file = "f"}, "f: c"},
    {"a layer named as its file",
     {.code = "c", .file = "d/qpv.gpkg", .layer = "qpv", .row = 2},
     "d/qpv.gpkg: line 2: c"},
    {"a source", {.code = "c", .file = "f", .object = "source", .id = "layer"}, "f: c"},
    {"an object in its message",
     {.code = "polygone-absent", .object = "qpv", .id = "QN00101M"},
     "QPV QN00101M has no geometry"},
    {"nothing", {.code = "c"}, "c"},
    {"no code", {.file = "f"}, "f: "},
    {"a missing text", {.code = "unite-inconnue"}, " \"\" is not a known unit"},
    {"control characters",
     {.code = "unite-inconnue", .column = "u", .value = "a\x1B[2J\nb"},
     "u: u \"a [2J b\" is not a known unit"},
    {"braces in a value",
     {.code = "unite-inconnue", .column = "u", .value = "{value}{"},
     "u: u \"{value}{\" is not a known unit"},
};

static void test_line(void **state)
{
    const line_case *row = *state;
    char *line = mlg_finding_line(&row->finding, MLG_TEXT_MESSAGE);
    assert_string_equal(line, row->line);
    mlg_free(line);
}

/* A list of accepted values is read to its end. */
static void test_long_detail(void **state)
{
    (void)state;
    char *detail = g_strnfill(300, 'x');
    mlg_finding finding = {.code = "valeur-inconnue", .detail = detail};
    char *remedy = mlg_finding_remedy(&finding, MLG_TEXT_MESSAGE);
    assert_contains(remedy, detail);
    mlg_free(remedy);
    g_free(detail);
}

static void test_long_value(void **state)
{
    (void)state;
    char *value = g_strnfill(10 * 1000 * 1000, 'x');
    mlg_finding finding = {.code = "unite-inconnue", .value = value};
    char *message = mlg_finding_message(&finding, MLG_TEXT_MESSAGE);
    assert_true(strlen(message) < 200);
    assert_contains(message, "xxx…\"");
    mlg_free(message);
    g_free(value);
}

static void test_unknown_code(void **state)
{
    (void)state;
    mlg_finding finding = {.code = "never-heard-of"};
    assert_int_equal(mlg_finding_severity("never-heard-of"), MLG_WARNING);
    assert_int_equal(mlg_finding_severity(NULL), MLG_WARNING);
    assert_int_equal(mlg_finding_severity("unite-inconnue"), MLG_REJECTED);
    assert_null(mlg_finding_remedy(&finding, MLG_TEXT_DATA));
    finding.code = "unite-inconnue";
    char *remedy = mlg_finding_remedy(&finding, MLG_TEXT_DATA);
    assert_string_equal(remedy, "check the code, or load the layer that holds this unit");
    mlg_free(remedy);
}

#define MLG_FINDING(code, severity, message, remedy) {code, message, remedy},
static const struct {
    const char *code, *message, *remedy;
} table[] = {
#include "base/findings.def"
};
#undef MLG_FINDING

/* Every {word} of a template is one that is replaced; a typing mistake would show to users. */
static void check_placeholders(const char *code, const char *template)
{
    static const char *const known[] = {"{value}", "{proposed}", "{detail}",    "{object}",
                                        "{id}",    "{column}",   "{#proposed}", "{#detail}"};
    const char *p = template;
    while (p != NULL && (p = strchr(p, '{')) != NULL) {
        size_t found = 0;
        for (size_t i = 0; i < G_N_ELEMENTS(known) && found == 0; i++)
            if (g_str_has_prefix(p, known[i]))
                found = strlen(known[i]);
        if (found == 0)
            fail_msg("%s: unknown placeholder in \"%s\"", code, template);
        p += found;
    }
}

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        check_placeholders(table[i].code, table[i].message);
        check_placeholders(table[i].code, table[i].remedy);
        if (strspn(table[i].code, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(table[i].code))
            fail_msg("%s: a code is lower-case words joined by -", table[i].code);
        if (g_str_has_suffix(table[i].message, "."))
            fail_msg("%s: a message has no final dot", table[i].code);
        for (size_t j = 0; j < i; j++)
            if (strcmp(table[i].code, table[j].code) == 0)
                fail_msg("%s is there twice", table[i].code);
    }
}

static void count_finding(const mlg_finding *finding, void *user)
{
    assert_string_equal(finding->code, "c");
    ++*(int *)user;
}

static int say_yes(void *user)
{
    (void)user;
    return 1;
}

static void test_monitor(void **state)
{
    (void)state;
    int count = 0;
    mlg_error err = {0};
    mlg_monitor monitor = {.finding = count_finding, .user = &count};
    BASE_EMIT(&monitor, .code = "c", .row = 3);
    BASE_EMIT(NULL, .code = "c");
    base_progress(&monitor, "stage", 0.5);
    base_progress(NULL, "stage", 0.5);
    assert_int_equal(count, 1);
    assert_int_equal(base_check_cancelled(&monitor, &err), MLG_OK);
    assert_int_equal(base_check_cancelled(NULL, &err), MLG_OK);
    monitor.cancelled = say_yes;
    assert_int_equal(base_check_cancelled(&monitor, &err), MLG_E_CANCELLED);
    assert_string_equal(err.message, "interrupted");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_value),   cmocka_unit_test(test_long_detail),
        cmocka_unit_test(test_unknown_code), cmocka_unit_test(test_table),
        cmocka_unit_test(test_monitor),
    };
    return run_table(line_cases, test_line) + cmocka_run_group_tests(tests, NULL, NULL);
}
