/*
 * test_term_screen.c - widths of texts in columns, padding, wrapping, and what a stream can show.
 */
#include "support/cmocka.h"

#include "term/screen.h"

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(term_text_width(""), 0);
    assert_int_equal(term_text_width("Île-de-France"), 13);
    assert_int_equal(term_text_width("e\xCC\x81t\xC3\xA9"), 3);       /* e and a combining accent */
    assert_int_equal(term_text_width("\xE4\xB8\xAD\xE6\x96\x87"), 4); /* two wide characters */
    assert_int_equal(term_text_width("a\xFFz"), 3);
}

static void test_padding(void **state)
{
    (void)state;
    g_autoptr(GString) line = g_string_new("|");
    term_append_padded(line, "été", 5);
    term_append_padded(line, "longer", 3);
    assert_string_equal(line->str, "|été  longer");
}

static void test_wrapping(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width, column, indent;
        const char *wrapped;
    } cases[] = {
        {"one two three", 80, 0, 0, "one two three"},
        {"one two three", 7, 0, 0, "one two\nthree"},
        {"one two three", 9, 4, 2, "one\n  two\n  three"},
        {"incomprehensible a", 5, 0, 0, "incomprehensible\na"},
        {"le type « CLS » : rien", 12, 0, 0, "le type\n« CLS » :\nrien"},
        {"  spaces   and\nlines ", 80, 0, 0, "spaces and lines"},
        {"", 10, 0, 0, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        term_append_wrapped(out, cases[i].text, cases[i].width, cases[i].column, cases[i].indent);
        assert_string_equal(out->str, cases[i].wrapped);
    }
}

static void test_file_is_no_terminal(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    term_screen screen = term_screen_of(file);
    assert_false(screen.is_terminal);
    assert_false(screen.color);
    assert_int_equal(screen.width, TERM_WIDTH_DEFAULT);
    assert_string_equal(term_paint_code(&screen, TERM_RED), "");
    term_print_error(&screen, "maillage", "bad \033[31mvalue\nhere", "do this");
    rewind(file);
    char text[200] = {0};
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    assert_string_equal(text, "maillage: bad  [31mvalue here\n  do this\n");
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_padding),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_file_is_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
