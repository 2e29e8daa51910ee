/*
 * demo.h - a copy of the demonstration territory.
 */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include "cli/cli.h"

/** Copies it into a new or empty folder, and says what to run next. Returns an exit code. */
int cli_copy_demo(const term_session *session, const char *folder);

#endif
