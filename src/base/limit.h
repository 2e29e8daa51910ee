/*
 * limit.h - what the system allows this process.
 */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

#include <stdbool.h>

/** True when files may not be of any size (ulimit -f): a write that failed for no other known
 * reason met it. */
bool base_file_size_is_limited(void);

#endif
