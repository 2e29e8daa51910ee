/*
 * sheets.h - the tables of an inventory: which sheet is which, which header is which column.
 */
#ifndef SOURCE_SHEETS_H
#define SOURCE_SHEETS_H

#include "source/table.h"

/** Finds the sheet or layer of a table by its name; the only one of a file serves whatever its name
 * when `alone`. ret_found is false when there is none. */
mlg_status source_find_sheet(dataset *ds, const char *table, bool alone, bool *ret_found,
                             size_t *ret_layer, mlg_error *err) MLG_MUST_CHECK;

/**
 * Finds the header of a table and maps the columns. Missing required columns (`required` is
 * NULL-terminated), and two columns that are one, are MLG_E_FORMAT naming them and what is there.
 */
mlg_status source_map_sheet(source_table *sheet, const char *table, const char *const *required,
                            mlg_error *err) MLG_MUST_CHECK;

/** Adds a user's own column as field `name`; MLG_E_NOT_FOUND lists those there. */
mlg_status source_map_kept(source_table *sheet, const char *name, mlg_error *err) MLG_MUST_CHECK;

#endif
