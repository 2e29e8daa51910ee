/*
 * test_term_progress.c - what the progress line draws, how often, and that it vanishes.
 */
#include "support/cmocka.h"

#include "term/progress.h"

/* Reads what was drawn since the last call. */
static void assert_drawn(FILE *file, const char *expected)
{
    static char text[2000];
    memset(text, 0, sizeof text);
    rewind(file);
    size_t n = fread(text, 1, sizeof text - 1, file);
    assert_true(n < sizeof text - 1);
    assert_string_equal(text, expected);
    rewind(file);
    assert_true(freopen(NULL, "w+", file) != NULL);
}

static int open_file(void **state)
{
    *state = tmpfile();
    return *state != NULL ? 0 : -1;
}

static int close_file(void **state)
{
    return fclose(*state);
}

static void test_terminal(void **state)
{
    term_screen screen = {.stream = *state, .is_terminal = true, .width = 41};
    term_progress progress = term_progress_new(&screen);
    term_progress_update_at(&progress, "maillage", 0.5, 1000000);
    assert_drawn(*state, "\rmaillage  ━━━━━━━━╌╌╌╌╌╌╌╌╌  50 %\033[K");
    term_progress_update_at(&progress, "maillage", 0.6, 1099999); /* too fresh */
    assert_drawn(*state, "");
    term_progress_update_at(&progress, "lecture d'un nom très long", 1.5, 1100000);
    assert_drawn(*state, "\rlecture d'un n…  ━━━━━━━━━━━━━━━━━ 100 %\033[K");
    term_progress_clear(&progress);
    assert_drawn(*state, "\r\033[K");
    term_progress_clear(&progress);
    assert_drawn(*state, "");
}

static void test_no_room_for_a_bar(void **state)
{
    term_screen screen = {.stream = *state, .is_terminal = true, .width = 20};
    term_progress progress = term_progress_new(&screen);
    term_progress_update_at(&progress, "maillage", 0.5, 1000000);
    assert_drawn(*state, "\rmaillage  50 %\033[K");
    term_progress_update_at(&progress, "maillage", (double)NAN, 2000000);
    assert_drawn(*state, "\rmaillage\033[K");
}

static void test_file(void **state)
{
    term_screen screen = {.stream = *state, .width = 80};
    term_progress progress = term_progress_new(&screen);
    term_progress_update(&progress, "maillage", 0.5);
    term_progress_update_at(&progress, "maillage", 0.5, 1000000);
    term_progress_clear(&progress);
    assert_drawn(*state, "");
}

static void test_lines(void **state)
{
    term_screen screen = {.stream = *state, .width = 80};
    term_progress progress = term_progress_new(&screen);
    progress.lines = true;
    term_progress_update_at(&progress, "lecture", (double)NAN, 1000000);
    term_progress_update_at(&progress, "lecture", 0.1, 1099999); /* too fresh */
    term_progress_update_at(&progress, "lecture", 0.625, 1100000);
    term_progress_update_at(&progress, "écriture de qpv", 2.0, 1200000);
    term_progress_clear(&progress);
    assert_drawn(*state, "[  ? %] lecture\n[ 62 %] lecture\n[100 %] écriture de qpv\n");
    screen.is_terminal = true;
    term_progress_update_at(&progress, NULL, 0.0, 2000000);
    term_progress_clear(&progress);
    assert_drawn(*state, "[  0 %] \n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_terminal, open_file, close_file),
        cmocka_unit_test_setup_teardown(test_no_room_for_a_bar, open_file, close_file),
        cmocka_unit_test_setup_teardown(test_file, open_file, close_file),
        cmocka_unit_test_setup_teardown(test_lines, open_file, close_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
