/*
 * cog.h - names of the départements and régions of the communes read.
 */
#ifndef SOURCE_COG_H
#define SOURCE_COG_H

#include "source/load.h"

/** Adds the départements of load->departments and their régions to the builder. */
void source_add_departments(source_load *load);

#endif
