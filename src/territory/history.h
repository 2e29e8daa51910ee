/*
 * history.h - the history of commune codes, from INSEE's movements: what a code of one day is on
 * another, and of which day a set of codes is. Pure: no I/O, nothing reported. Conversions go date
 * by date, never along chains of codes: 27676 became 27058 in 2021 and 27058 became 27676 in 2023.
 */
#ifndef TERRITORY_HISTORY_H
#define TERRITORY_HISTORY_H

#include "base/code.h"
#include "base/date.h"

#include <glib.h>

/** A movement between two communes: what `before` was is, from `date` on, in `after`. */
typedef struct history_event {
    base_date date;
    int kind; /* MOD of INSEE; see history_kind_moves() */
    mlg_code before, after;
} history_event;

typedef struct territory_history territory_history;

/** MOD that change the set of communes: 20 creation, 21 restoration, 30 suppression, 31 to 33
 * mergers, 41 change of département, 50 transfer of the chef-lieu (INSEE, COG). */
bool history_kind_moves(int kind);

/**
 * Events in any order, doubles allowed; those of kinds that move nothing are left out. `until`: the
 * last day that the file tells of, at least that of its last event.
 */
territory_history *territory_history_new(const history_event *events, size_t n, base_date until);
void territory_history_free(territory_history *h);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(territory_history, territory_history_free)

/** The COG of a year is that of its 1 January, events of that day included. */
static inline base_date history_day(int year)
{
    return year * 10000 + 101;
}

/** First day (of the first event) and last day told. */
base_date territory_history_first(const territory_history *h);
base_date territory_history_until(const territory_history *h);
/** Codes that some event names. */
size_t territory_history_count(const territory_history *h);
mlg_code territory_history_code(const territory_history *h, size_t i);

/** True when some event names the code; the others never moved, or are no commune. */
bool territory_history_knows(const territory_history *h, mlg_code code);

/** Whether a code is a commune's on a day; true for codes that no event names. */
bool territory_history_exists(const territory_history *h, mlg_code code, base_date day);

/** The day nearest to `day` on which a code that events name is a commune's: the day itself, else
 * the last day before, else the first after. BASE_DATE_NONE when there is none. */
base_date territory_history_nearest(const territory_history *h, mlg_code code, base_date day);

/** The last day before an event, of `day` or earlier, that changed what the code stands for, or
 * BASE_DATE_NONE: the commune of which a commune déléguée of this code remains. */
base_date territory_history_before(const territory_history *h, mlg_code code, base_date day);

/** Appends what a code of day `from` is on day `to`, distinct, ascending (mlg_code): itself when no
 * event names it, nothing when it is no commune's on `from`. */
void territory_history_image(const territory_history *h, mlg_code code, base_date from,
                             base_date to, GArray *ret);

/** True when the code is one commune on the other day, and nothing else is in that commune: values
 * and perimeters move as they are. `*ret` is set then. */
bool territory_history_same(const territory_history *h, mlg_code code, base_date from, base_date to,
                            mlg_code *ret);

/** A commune that a set of codes of another day is in. */
typedef struct history_target {
    mlg_code code;
    mlg_code was; /* the first code of the set that is in it */
    bool whole;   /* nothing else is in it: all its predecessors are in the set */
} history_target;

/** Appends the communes on day `to` of a set of codes of day `from`, by code (history_target). */
void territory_history_convert(const territory_history *h, const mlg_code *codes, size_t n,
                               base_date from, base_date to, GArray *ret);

/** The day that a set of codes is of. */
typedef struct history_vintage {
    bool fits;     /* no code is too many or missing on `day` */
    base_date day; /* of all that fit, the first preferred, else the latest; else the nearest */
    size_t n_extra,
        n_missing;           /* codes of the set that are no commune's that day, and the reverse */
    mlg_code extra, missing; /* the first of each */
} history_vintage;

/** Years from which vintages are looked for. Older COG are in no layer of communes. */
#define HISTORY_FIRST_YEAR 2003

/**
 * Finds the day of a set of codes, which are distinct and ascending. A code that is missing tells
 * something only in a département of the set that has all its communes: each of those that events
 * name and that exist throughout is there. Days are first those of `preferred` (0 ends them), then
 * 1 January of each year, latest first, then days of events in between.
 */
history_vintage territory_history_detect(const territory_history *h, const mlg_code *codes,
                                         size_t n, const base_date *preferred);

#endif
