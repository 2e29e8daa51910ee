/*
 * run_date.c - the day of a run and SOURCE_DATE_EPOCH, which makes results reproducible.
 */
#include "cli/cli.h"
#include "term/text.h"

#define EPOCH_MAX 253402300799LL /* the end of year 9999 */

gboolean cli_epoch(const term_session *session, long long *ret_epoch)
{
    const char *text = g_getenv("SOURCE_DATE_EPOCH");
    *ret_epoch = -1;
    if (text == NULL)
        return TRUE;
    guint64 epoch = 0;
    if (!g_ascii_string_to_unsigned(text, 10, 0, EPOCH_MAX, &epoch, NULL)) {
        g_autofree char *message =
            g_strdup_printf(_("SOURCE_DATE_EPOCH: \"%s\" is not a number of seconds"), text);
        (void)term_usage_error(session, message, NULL);
        return FALSE;
    }
    *ret_epoch = (long long)epoch;
    return TRUE;
}

int cli_today(long long epoch)
{
    g_autoptr(GDateTime) now =
        epoch >= 0 ? g_date_time_new_from_unix_utc(epoch) : g_date_time_new_now_local();
    return g_date_time_get_year(now) * 10000 + g_date_time_get_month(now) * 100 +
           g_date_time_get_day_of_month(now);
}

int cli_date(const term_args *args, long long epoch)
{
    return term_args_date(args, "date", cli_today(epoch));
}
