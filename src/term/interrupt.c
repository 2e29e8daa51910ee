/*
 * interrupt.c - the flag that a request to stop raises, and its handlers.
 * They are reset when first used: the second signal has its usual effect.
 */
#include "term/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* The only mutable global of the program: a signal handler can reach nothing else. */
static atomic_bool stop_requested;

static void request_stop(int signal_number)
{
    (void)signal_number;
    atomic_store(&stop_requested, true);
}

void term_interrupt_watch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction before = {0};
        if (sigaction(signals[i], NULL, &before) != 0 || before.sa_handler == SIG_IGN)
            continue;
        struct sigaction action = {.sa_handler = request_stop};
        sigemptyset(&action.sa_mask);
        /* no SA_RESTART: a read that waits (a pipe, a network drive) must end */
        action.sa_flags = (int)SA_RESETHAND;
        (void)sigaction(signals[i], &action, NULL);
    }
}

void term_survive_size_limit(void)
{
    (void)signal(SIGXFSZ, SIG_IGN); /* fails only for what is no signal */
}

bool term_interrupted(void)
{
    return atomic_load(&stop_requested);
}
