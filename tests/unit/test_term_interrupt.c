/*
 * test_term_interrupt.c - the first signal raises the flag, the second kills.
 */
#include "support/cmocka.h"

#include "term/interrupt.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* In a child: the signal is sent `n` times; the exit code tells whether the flag was raised. */
static int run_child(int signal_number, int n)
{
    pid_t child = fork();
    if (child == 0) {
        term_interrupt_watch();
        if (term_interrupted())
            _exit(9);
        for (int i = 0; i < n; i++)
            (void)raise(signal_number);
        _exit(term_interrupted() ? 1 : 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_signals(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        int status = run_child(signals[i], 1);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
        status = run_child(signals[i], 2);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
    }
}

static void test_ignored_stays_ignored(void **state)
{
    (void)state;
    (void)signal(SIGHUP, SIG_IGN);
    int status = run_child(SIGHUP, 2);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    (void)signal(SIGHUP, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_ignored_stays_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
