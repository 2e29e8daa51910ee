/*
 * version.c - the library's own version.
 */
#include <maillage/version.h>

const char *mlg_version(void)
{
    return MLG_VERSION;
}
