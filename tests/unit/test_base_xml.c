/*
 * test_base_xml.c - texts in XML: what a reader gets back is the text, whatever it holds.
 */
#include "support/cmocka.h"

#include "base/xml.h"

static void forms(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"", "", ""},
        {"Éloyes", "Éloyes", "Éloyes"},
        {"a <b> & \"c\"", "a &lt;b&gt; &amp; \"c\"", "a &lt;b&gt; &amp; &quot;c&quot;"},
        {"un\r\n\tdeux", "un&#13;\n\tdeux", "un&#13;&#10;&#9;deux"},
        {"a\001\033b",
         "a\xEF\xBF\xBD\xEF\xBF\xBD"
         "b",
         "a\xEF\xBF\xBD\xEF\xBF\xBD"
         "b"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xE9&", "\xEF\xBF\xBD&amp;", "\xEF\xBF\xBD&amp;"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t attribute = 0; attribute < 2; attribute++) {
            GString *xml = g_string_new("<");
            base_xml_append(xml, cases[i][0], attribute == 1);
            assert_string_equal(xml->str + 1, cases[i][1 + attribute]);
            g_string_free(xml, TRUE);
        }
}

/* Every character of one, two and three bytes that XML has comes back from a parser. */
static void take_text(GMarkupParseContext *context, const char *text, gsize size, gpointer user,
                      GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(user, text, (gssize)size);
}

static void read_back(void **state)
{
    (void)state;
    static const GMarkupParser parser = {.text = take_text};
    GString *text = g_string_new(NULL), *got = g_string_new(NULL), *xml = g_string_new("<a>");
    for (gunichar c = 1; c < 0xFFFE; c++)
        if ((c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && (c < 0xD800 || c > 0xDFFF))
            g_string_append_unichar(text, c);
    base_xml_append(xml, text->str, false);
    g_string_append(xml, "</a>");
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, got, NULL);
    assert_true(g_markup_parse_context_parse(context, xml->str, (gssize)xml->len, NULL));
    assert_true(g_markup_parse_context_end_parse(context, NULL));
    assert_string_equal(got->str, text->str);
    g_markup_parse_context_free(context);
    g_string_free(text, TRUE);
    g_string_free(got, TRUE);
    g_string_free(xml, TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(forms), cmocka_unit_test(read_back)};
    return cmocka_run_group_tests_name("base_xml", tests, NULL, NULL);
}
