/*
 * test_term_options.c - command lines, good and bad, read with a small table.
 */
#include "support/cmocka.h"
#include "support/tempdir.h"

#include "term/nearest.h"
#include "term/options.h"

static const char *const formats[] = {"GPKG", "GeoJSON", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = "Inputs"},
    {.kind = TERM_LIST, .name = "communes", .value = "SOURCE", .help = "communes"},
    {.kind = TERM_TEXT, .name = "zone", .value = "ZONE", .help = "zone"},
    {.kind = TERM_DATE, .name = "date", .value = "DAY", .help = "day"},
    {.kind = TERM_PERIOD, .name = "from", .value = "P", .help = "p", .min = 1900, .max = 2100},
    {.kind = TERM_NUMBER, .name = "seuil", .value = "SHARE", .help = "share", .min = 0.5, .max = 1},
    {.kind = TERM_INTEGER,
     .letter = 'j',
     .name = "jobs",
     .value = "N",
     .help = "threads",
     .min = 1,
     .max = 256},
    {.kind = TERM_CHOICE,
     .letter = 'f',
     .name = "format",
     .value = "FORMAT",
     .help = "format",
     .choices = formats},
    {.kind = TERM_FLAG, .name = "overwrite", .help = "replace"},
    {.kind = TERM_TEXT, .letter = 'o', .name = "output", .value = "FILE", .help = "result"},
    {0}};

static const term_command command = {
    .name = "cover", .options = options, .max_positional = 2, .positional = "FILE"};

static bool parse(const char *line, term_args **ret, term_problem *problem)
{
    g_auto(GStrv) words = NULL;
    assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
    return term_args_parse(&command, (const char *const *)words, g_strv_length(words), ret,
                           problem);
}

static void test_canonical(void **state)
{
    (void)state;
    static const struct {
        const char *line, *canonical;
    } cases[] = {
        {"--communes a --communes=b", "maillage cover --communes a --communes b"},
        {"-o x --communes 'a b|layername=c'",
         "maillage cover --communes 'a b|layername=c' --output x"},
        {"--seuil 0,950 --date 31/12/2024", "maillage cover --date 2024-12-31 --seuil 0.95"},
        {"-fgeojson -j 4", "maillage cover --format GeoJSON"},
        {"--from 2015", "maillage cover --from 2015"},
        {"--from 06/2015", "maillage cover --from 2015-06"},
        {"--from 2015-12", "maillage cover --from 2015-12"},
        {"--overwrite --overwrite", "maillage cover --overwrite"},
        {"--communes - x.gpkg", "maillage cover --communes - x.gpkg"},
        {"--zone=--date", "maillage cover --zone=--date"},
        {"a -- --zone", "maillage cover a -- --zone"},
        {"--seuil 1e0", "maillage cover --seuil 1"},
    };
    static const char *const skipped[] = {"jobs", NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        term_args *args = NULL;
        term_problem problem = {0};
        if (!parse(cases[i].line, &args, &problem))
            fail_msg("%s: %s", cases[i].line, problem.message);
        char *canonical = term_args_canonical(args, "maillage", skipped);
        assert_string_equal(canonical, cases[i].canonical);
        g_free(canonical);
        term_args_free(args);
    }
}

static void test_problems(void **state)
{
    (void)state;
    static const struct {
        const char *line, *message;
    } cases[] = {
        {"--comunes a", "unknown option \"--comunes\"; did you mean --communes?"},
        {"--over", "unknown option \"--over\"; did you mean --overwrite?"},
        {"--xyz", "unknown option \"--xyz\""},
        {"-overwrite", "unknown option \"-overwrite\"; did you mean --overwrite?"},
        {"-z", "unknown option \"-z\""},
        {"--communes", "--communes needs a value: SOURCE"},
        {"--communes --zone x", "--communes needs a value: SOURCE"},
        {"--communes -o", "--communes needs a value: SOURCE"},
        {"--zone ''", "--zone: the value is empty"},
        {"--zone a --zone b", "--zone is given twice"},
        {"--overwrite=1", "--overwrite takes no value"},
        {"--seuil 0.2", "--seuil: 0.2 is not between 0.5 and 1"},
        {"--seuil nan", "--seuil: \"nan\" is not a number"},
        {"--seuil 0x1", "--seuil: \"0x1\" is not a number"},
        {"--seuil 1,2,3", "--seuil: \"1,2,3\" is not a number"},
        {"-j 1.5", "--jobs: \"1.5\" is not a whole number"},
        {"-j 0", "--jobs: 0 is not between 1 and 256"},
        {"--date 2024-02-30", "--date: \"2024-02-30\" does not exist in the calendar"},
        {"--date 0000-01-01", "--date: \"0000-01-01\" does not exist in the calendar"},
        {"--date 2024", "--date: \"2024\" is not a day; write it YYYY-MM-DD or DD/MM/YYYY"},
        {"--date 2024-1-1x",
         "--date: \"2024-1-1x\" is not a day; write it YYYY-MM-DD or DD/MM/YYYY"},
        {"--from 2015-13", "--from: \"2015-13\" does not exist in the calendar"},
        {"--from 00/2015", "--from: \"00/2015\" does not exist in the calendar"},
        {"--from 15", "--from: \"15\" is no year and no month; write it YYYY, YYYY-MM or MM/YYYY"},
        {"--from 2015-6",
         "--from: \"2015-6\" is no year and no month; write it YYYY, YYYY-MM or MM/YYYY"},
        {"--from 2015/06",
         "--from: \"2015/06\" is no year and no month; write it YYYY, YYYY-MM or MM/YYYY"},
        {"--from 1899-12", "--from: 1899-12 is not between the years 1900 and 2100"},
        {"--from 2101", "--from: 2101 is not between the years 1900 and 2100"},
        {"-f GPGK", "--format: \"GPGK\" is not a possible value; did you mean GPKG?"},
        {"-f shapefile", "--format: \"shapefile\" is not a possible value"},
        {"a b c", "unexpected argument \"c\""},
        {"--optfile /nowhere/x", "--optfile: /nowhere/x: No such file or directory"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        term_args *args = NULL;
        term_problem problem = {0};
        if (parse(cases[i].line, &args, &problem))
            fail_msg("%s: accepted", cases[i].line);
        assert_string_equal(problem.message, cases[i].message);
        assert_null(args);
        term_problem_clear(&problem);
    }
}

static void test_values(void **state)
{
    (void)state;
    term_args *args = NULL;
    term_problem problem = {0};
    assert_true(parse("--seuil 0.9 --date 2024-02-29 --from 02/2024 x.gpkg", &args, &problem));
    assert_int_equal(term_args_period(args, "from", 0), 202402);
    assert_near(term_args_number(args, "seuil", 0), 0.9, 0);
    assert_near(term_args_number(args, "jobs", 7), 7, 0);
    assert_int_equal(term_args_date(args, "date", 0), 20240229);
    assert_null(term_args_text(args, "zone"));
    assert_null(term_args_list(args, "communes")[0]);
    assert_false(term_args_has(args, "overwrite"));
    assert_int_equal(term_args_count(args), 1);
    assert_string_equal(term_args_positional(args, 0), "x.gpkg");
    assert_null(term_args_positional(args, 1));
    term_args_free(args);
}

/* What is typed wins over the file, wherever the file is named. */
static void test_optfile(void **state)
{
    char *path = support_write(*state, "options.txt",
                               "\xEF\xBB\xBF# the usual\r\n--communes 'a b' # two words\r\n\r\n"
                               "--date 2024-01-01 --overwrite\r\n",
                               0);
    for (int i = 0; i < 2; i++) {
        char *text = i == 0 ? g_strdup_printf("--date 2025-01-01 --optfile %s", path)
                            : g_strdup_printf("--optfile %s --date 2025-01-01", path);
        term_args *args = NULL;
        term_problem problem = {0};
        assert_true(parse(text, &args, &problem));
        char *canonical = term_args_canonical(args, "maillage", NULL);
        assert_string_equal(canonical,
                            "maillage cover --communes 'a b' --date 2025-01-01 --overwrite");
        g_free(canonical);
        term_args_free(args);
        g_free(text);
    }
    g_free(path);
}

static void test_optfile_problems(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"--date '2024", "--optfile: %s: line 1: a quote is not closed"},
        {"\n--optfile other", "%s: --optfile: a file of options cannot name another one"},
        {"--dat 2024-01-01", "%s: unknown option \"--dat\"; did you mean --date?"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = support_write(*state, "options.txt", cases[i].text, 0);
        char *line = g_strdup_printf("--optfile %s", path);
        g_auto(GStrv) parts = g_strsplit(cases[i].message, "%s", 2);
        char *message = g_strconcat(parts[0], path, parts[1], NULL);
        term_args *args = NULL;
        term_problem problem = {0};
        assert_false(parse(line, &args, &problem));
        assert_string_equal(problem.message, message);
        term_problem_clear(&problem);
        g_free(message);
        g_free(line);
        g_free(path);
    }
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const words[] = {"cover", "gaps", "summary", "init", "sources", NULL};
    static const struct {
        const char *word, *nearest;
    } cases[] = {{"covr", "cover"},    {"gpas", "gaps"},      {"COVER", "cover"},
                 {"couverture", NULL}, {"source", "sources"}, {"summ", "summary"},
                 {"", NULL},           {"x", NULL},           {"sumary", "summary"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *nearest = term_nearest(cases[i].word, words);
        if (g_strcmp0(nearest, cases[i].nearest) != 0)
            fail_msg("%s: %s", cases[i].word, nearest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_values),
        cmocka_unit_test_setup_teardown(test_optfile, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(test_optfile_problems, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
