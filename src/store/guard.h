/*
 * guard.h - what keeps a user's SQL to reading one file; private to the room. The walls stand one
 * behind the other: the file is opened read-only, the connection only queries, SQLite's own
 * defences are on, virtual tables that read files are dropped, and an authorizer refuses all that
 * is not on its lists.
 */
#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include "store/private.h"

/** True for a function that only computes; any case. */
bool store_function_allowed(const char *name);

/** Settings before anything else reads the file. */
mlg_status store_guard_settings(store *s, mlg_error *err) MLG_MUST_CHECK;
/** Virtual tables that only compute or are indexes: all others are dropped, of the file's too. A
 * code of SQLite. */
int store_guard_modules(store *s);
/** The last wall, once our own statements have run: from here on nothing can be written. */
mlg_status store_guard_close(store *s, mlg_error *err) MLG_MUST_CHECK;

/** True when the guard refused the statement just prepared or stepped. */
bool store_guard_refused(const store *s);
/** MLG_E_ARG with what was refused (the statement itself by default), and what may be done instead.
 */
mlg_status store_guard_tell(const store *s, mlg_error *err);

#endif
