/*
 * memory.c - what the process keeps of the memory it has freed. A library must not decide that; the
 * program does.
 */
#include "cli/memory.h"

#include <glib.h>
#include <malloc.h>

/* Pages given back to the system come again at once, and each return stops all threads. */
void cli_keep_memory(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_TRIM_THRESHOLD, 512 << 20);
    (void)mallopt(M_TOP_PAD, 64 << 20);
    (void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
    /* two threads that share one arena wait for each other, and more arenas keep more */
    if (g_get_num_processors() <= 2)
        (void)mallopt(M_ARENA_MAX, 2);
#endif
}

void cli_return_memory(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0); /* whether there was any */
#endif
}
