/*
 * address.h - addresses of databases among names of files: PG:host=... dbname=..., and libpq's
 * URIs; their passwords are never shown: mlg_hide_password().
 */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <maillage/status.h>

#include <stdbool.h>

/** True for the address of a database. */
bool base_is_database(const char *source);

#endif
