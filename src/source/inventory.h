/*
 * inventory.h - inside of mlg_load_inventory: the sheet being read, and what the three tables are.
 */
#ifndef SOURCE_INVENTORY_H
#define SOURCE_INVENTORY_H

#include "inventory/builder.h"
#include "source/geometry_ref.h"
#include "source/table.h"

#include <maillage/source.h>

typedef struct source_sheet {
    inventory_builder *builder;
    const mlg_monitor *monitor;
    source_refs *refs;
    const char *const *kept_names;
    const char **kept; /* of the row being read */
    size_t n_kept;
} source_sheet;

typedef struct source_sheet_kind {
    const char *name;
    const char *const *fields; /* NULL: those of dispositifs, then the columns to keep */
    const char *const *required;
    mlg_status (*add)(source_sheet *sheet, const source_rows *rows, mlg_error *err);
} source_sheet_kind;

#endif
