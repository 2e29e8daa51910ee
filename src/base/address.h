/*
 * address.h - addresses of databases among names of files: PG:host=... dbname=..., and libpq's
 * URIs; their passwords are never shown.
 */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>

/** True for the address of a database. */
bool base_is_database(const char *source);

/** A copy of a source as typed, or of a text that quotes it, without the password of a database's
 * address. g_free(). */
char *base_hide_password(const char *source);

#endif
