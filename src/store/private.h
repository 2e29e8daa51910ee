/*
 * private.h - what a store is made of; private to the room.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "store/store.h"

#include <sqlite3.h>

struct store {
    sqlite3 *db;
    char *path;
};

struct store_query {
    store *store;
    sqlite3_stmt *statement;
};

/** MLG_E_IO: SQLite found pages that are not what they should be. */
mlg_status store_damaged(const store *s, mlg_error *err);

#endif
