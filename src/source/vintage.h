/*
 * vintage.h - what a file's name, titles and columns say of its year; files that are refused.
 */
#ifndef SOURCE_VINTAGE_H
#define SOURCE_VINTAGE_H

#include "source/table.h"

/** Legal populations in force in a year are those of the census three years before. */
#define SOURCE_CENSUS_AGE 3

/** The last year (2003-2099) in the nearest part of a path that has one, or 0. */
int source_path_year(const char *path);

/** The census year that a name states ("rp2021"), or 0. */
int source_path_census(const char *path);

/** Year of a table: in a column, a title, its sheet's or file's name; 0 when nothing says. */
int source_table_vintage(const source_table *table);

/** True when a published name says that limits are generalised: CARTO, -50m, -100m, -1000m. */
bool source_path_is_generalised(const char *path);

/** MLG_E_FORMAT for published files that must not be used, with the one to use. */
mlg_status source_refuse(const char *path, mlg_error *err) MLG_MUST_CHECK;

#endif
