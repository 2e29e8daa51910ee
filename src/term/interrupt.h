/*
 * interrupt.h - requests to stop: the first Ctrl-C (SIGINT), SIGTERM or SIGHUP raises a flag that
 * the work looks at, so that it ends with nothing half-written; the second kills.
 */
#ifndef TERM_INTERRUPT_H
#define TERM_INTERRUPT_H

#include <stdbool.h>

/** Installs the handlers. A signal that was ignored (nohup) stays ignored. */
void term_interrupt_watch(void);

/** A file larger than the system allows (ulimit -f) is then a write that fails, and not the end of
 * the program: it is told, and what was begun is removed. */
void term_survive_size_limit(void);

/** True once a request to stop has come. From any thread. */
bool term_interrupted(void);

#endif
