/*
 * history_private.h - inside of a history: links between codes, and what happened to each code.
 */
#ifndef TERRITORY_HISTORY_PRIVATE_H
#define TERRITORY_HISTORY_PRIVATE_H

#include "territory/history.h"

/** MOD 20: a commune made of parts of others, which remain. */
#define HISTORY_CREATION 20

/** `code` and what it becomes (in `next`) or comes from (in `last`) on a date. */
typedef struct history_link {
    mlg_code code, other;
    base_date date;
} history_link;

/** A date that names a code: runs of links that take it and that give it. */
typedef struct history_step {
    base_date date;
    guint next, next_end, last, last_end;
} history_step;

typedef struct history_code {
    mlg_code code;
    guint first_step, n_steps; /* at least one */
} history_code;

struct territory_history {
    GArray *next, *last; /* history_link by (code, date, other) */
    GArray *steps;       /* history_step, of one code ascending */
    GArray *codes;       /* history_code by code */
    base_date first, until;
};

#define history_at(links, i) g_array_index((links), history_link, (i))

static inline const history_step *history_step_at(const territory_history *h,
                                                  const history_code *known, guint i)
{
    return &g_array_index(h->steps, history_step, known->first_step + i);
}

/** Whether a code that events name is a commune's on a day. */
bool history_code_exists(const territory_history *h, const history_code *known, base_date day);

#endif
