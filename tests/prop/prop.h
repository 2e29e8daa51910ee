/*
 * prop.h - what property tests share: a failed property is told with the seed that replays it, and
 * does not stop the others.
 */
#ifndef PROP_PROP_H
#define PROP_PROP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include <glib.h>

typedef struct prop {
    guint32 seed;
    unsigned n_checks, n_failures, n_told; /* told: of this seed */
} prop;

enum { PROP_TOLD_MAX = 5 };

static inline __attribute__((format(printf, 3, 4))) bool prop_check(prop *p, bool holds,
                                                                    const char *format, ...)
{
    p->n_checks++;
    if (holds)
        return true;
    p->n_failures++;
    if (p->n_told++ >= PROP_TOLD_MAX)
        return false;
    va_list arguments;
    va_start(arguments, format);
    (void)fprintf(stderr, "MLG_SEED=%u: ", p->seed);
    (void)vfprintf(stderr, format, arguments);
    (void)fputc('\n', stderr);
    va_end(arguments);
    return false;
}

/** Both not known, or within the tolerance. */
static inline bool prop_near(double a, double b, double tolerance)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= tolerance;
}

#endif
