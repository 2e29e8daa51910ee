/*
 * consumer.c - the smallest program on an installed library.
 */
#include <maillage/status.h>
#include <maillage/version.h>

#include <stdio.h>

int main(void)
{
    (void)printf("maillage %s\n", mlg_version());
    return mlg_status_name(MLG_OK)[0] == 'o' ? 0 : 1;
}
