/*
 * template.h - the inventory template as data, written by one file a format: which sheets and
 * columns there are, what helps to fill them in, which examples are shown.
 */
#ifndef OUTPUT_TEMPLATE_H
#define OUTPUT_TEMPLATE_H

#include "base/error.h"
#include "inventory/aliases.h"

#include <maillage/template.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** How a column is filled in. */
typedef enum template_kind {
    TEMPLATE_TEXT, /**< typed as text: names, and codes and dates that spreadsheets would change */
    TEMPLATE_NUMBER,
    TEMPLATE_LIST,     /**< a drop-down list; another value asks whether it is meant */
    TEMPLATE_OPEN_LIST /**< a drop-down list to which users add */
} template_kind;

typedef struct template_column {
    const char *name; /* canonical: what the source room looks for */
    template_kind kind;
    const char *list; /* column of the alias table, NULL without list */
    bool required, rare;
    unsigned width;   /* in characters */
    const char *help; /* msgid */
} template_column;

typedef struct template_sheet {
    const char *name;
    const template_column *columns; /* rare ones last */
    size_t n_columns;
} template_sheet;

enum { TEMPLATE_SHEETS = 3 };
extern const template_sheet output_template_sheets[TEMPLATE_SHEETS];

/** Columns that have drop-down lists in `listes`, in its order; NULL-terminated. */
extern const char *const output_template_lists[];

/** What a line of the sheets `exemples` and LISEZMOI is. */
typedef enum template_style { TEMPLATE_TITLE, TEMPLATE_HEADER, TEMPLATE_BODY } template_style;

enum { TEMPLATE_EXAMPLE_CELLS = 10 };
/** A line of `exemples`; the last cell that is not NULL may be a msgid. */
typedef struct template_example {
    template_style style;
    const char *cells[TEMPLATE_EXAMPLE_CELLS];
    const char *why; /* msgid of the explanation, or NULL */
} template_example;
extern const template_example output_template_examples[];
extern const size_t output_template_n_examples;

typedef struct template_line {
    template_style style;
    const char *text; /* msgid */
} template_line;
extern const template_line output_template_readme[];
extern const size_t output_template_n_readme;

/** Rows that have drop-down lists. GDAL refuses an ODS with more than 100 000 empty cells in a row
 * group. */
enum { TEMPLATE_ROWS = 2000 };

/** The i-th label of a list, or NULL after the last. Borrowed. */
const char *output_template_label(const inventory_aliases *aliases, const char *list, size_t i);

/** Number of labels of a list. */
size_t output_template_n_labels(const inventory_aliases *aliases, const char *list);

/** Position of a list in output_template_lists. */
size_t output_template_list_index(const char *list);

/** Comment of a header: its help, and whether it is required, in the language of data products.
 * g_free(). */
char *output_template_comment(const template_column *column);

/* Writers: `path` is a file that does not exist, `folder` an empty folder, `temp` one for scraps.
 */
mlg_status output_template_xlsx(const char *path, const char *temp, mlg_error *err) MLG_MUST_CHECK;
mlg_status output_template_ods(const char *path, mlg_error *err) MLG_MUST_CHECK;
mlg_status output_template_csv(const char *folder, mlg_error *err) MLG_MUST_CHECK;

/** Writes all bytes of a new file. */
mlg_status output_template_put(const char *path, const void *bytes, size_t size,
                               mlg_error *err) MLG_MUST_CHECK;

#endif
