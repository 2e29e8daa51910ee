/*
 * test_output_ods.c - texts of OpenDocument workbooks: every space and every character kept.
 */
#include "support/cmocka.h"

#include "output/ods.h"

#include <glib.h>

static void paragraphs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Éloyes", "<text:p>Éloyes</text:p>"},
        {"a <b> & \"c\"", "<text:p>a &lt;b&gt; &amp; &quot;c&quot;</text:p>"},
        {"un\ndeux\n", "<text:p>un</text:p><text:p>deux</text:p><text:p></text:p>"},
        {"un\r\n\r\ndeux", "<text:p>un</text:p><text:p></text:p><text:p>deux</text:p>"},
        {"un\rdeux\r", "<text:p>un&#13;deux&#13;</text:p>"},
        {"a b", "<text:p>a b</text:p>"},
        {"a  b", "<text:p>a<text:s text:c=\"2\"/>b</text:p>"},
        {" a ", "<text:p><text:s text:c=\"1\"/>a<text:s text:c=\"1\"/></text:p>"},
        {"a\t\tb", "<text:p>a<text:tab/><text:tab/>b</text:p>"},
        {"a\t b", "<text:p>a<text:tab/><text:s text:c=\"1\"/>b</text:p>"},
        {"a\001b\033", "<text:p>a\xEF\xBF\xBD"
                       "b\xEF\xBF\xBD</text:p>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) xml = g_string_new(NULL);
        ods_append_paragraphs(xml, cases[i][0]);
        assert_string_equal(xml->str, cases[i][1]);
    }
}

static void letters(void **state)
{
    (void)state;
    static const struct {
        size_t column;
        const char *letters;
    } cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = ods_column_letters(cases[i].column);
        assert_string_equal(got, cases[i].letters);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests_name("output_ods", tests, NULL, NULL);
}
