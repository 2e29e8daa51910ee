/*
 * limit.c - limits of the process.
 */
#include "base/limit.h"

#include <sys/resource.h>

bool base_file_size_is_limited(void)
{
    struct rlimit limit = {0};
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}
