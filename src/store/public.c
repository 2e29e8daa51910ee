/*
 * public.c - a result read through SQL by users of the library.
 */
#include <maillage/store.h>

#include "store/store.h"

#include "base/text.h"

mlg_status mlg_query_result(const char *result, const char *sql, mlg_row_fn row, void *user,
                            mlg_error *err)
{
    g_autoptr(store) s = NULL;
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_open_sql(result, /* monitor= */ NULL, &s, err));
    MLG_TRY(store_sql_new(s, sql, &query, err));
    size_t n = (size_t)store_column_count(query);
    g_autofree const char **names = g_new0(const char *, n + 1);
    g_autofree const char **values = g_new0(const char *, n + 1);
    for (size_t c = 0; c < n; c++)
        names[c] = store_column_name(query, (int)c);
    for (bool more = true;;) {
        MLG_TRY(store_step(query, &more, err));
        if (!more)
            return MLG_OK;
        for (size_t c = 0; c < n; c++)
            values[c] = store_text(query, (int)c);
        if (row(n, names, values, user) != 0)
            return mlg_fail(err, MLG_E_CANCELLED, "%s", _("interrupted"));
    }
}

mlg_status mlg_result_parameter(const char *result, const char *key, char **ret, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_open(result, &s, err));
    *ret = store_parameter(s, key);
    return MLG_OK;
}
