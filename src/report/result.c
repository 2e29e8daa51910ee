/*
 * result.c - a result opened for a report: date, types, levels.
 */
#include "report/result.h"

#include "base/text.h"
#include "coverage/coverage.h"

#include <string.h>

static const report_level levels[] = {
    {"qpv", NULL, "code_qp", "lib_qp", "code_qp", N_("QPV"), NULL},
    {"commune", "com", "insee_com", "lib_com", "insee_com", N_("Commune"),
     N_("(outside every commune)")},
    {"epci", "epci", "siren_epci", "lib_epci", "siren_epci", N_("EPCI"), N_("(no EPCI)")},
    {"departement", "dep", "insee_dep", "lib_dep", "insee_dep", N_("Département"),
     N_("(no département)")},
    {"region", "reg", "insee_reg", "lib_reg", "insee_reg", N_("Région"), N_("(no région)")},
    {"contrat_ville", NULL, "id_dispositif", "nom", NULL, N_("Contrat de ville"),
     N_("(no contrat de ville)")},
};

const report_level *report_level_get(size_t i)
{
    return i < G_N_ELEMENTS(levels) ? &levels[i] : NULL;
}

const report_level *report_level_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        if (g_ascii_strcasecmp(levels[i].name, name) == 0)
            return &levels[i];
    return NULL;
}

mlg_status report_result_open(const char *path, report_result *ret, mlg_error *err)
{
    g_auto(report_result) result = {0};
    MLG_TRY(store_open(path, &result.store, err));
    result.date = store_parameter(result.store, "date");
    g_autofree char *types = store_parameter(result.store, "types");
    if (result.date == NULL)
        return mlg_hint(
            err, mlg_fail(err, MLG_E_FORMAT, _("%s: table 'parametre' has no '%s'"), path, "date"),
            "%s", _("make the result again with `maillage cover`"));
    /* no type: an inventory without dispositif; its gaps cannot be told, its figures can */
    result.types = g_strsplit(types != NULL ? types : "", ",", -1);
    size_t n = g_strv_length(result.types);
    result.suffixes = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        result.suffixes[i] = coverage_type_suffix(result.types[i]);
    *ret = result;
    result = (report_result){0};
    return MLG_OK;
}

void report_result_done(report_result *result)
{
    g_clear_pointer(&result->suffixes, g_strfreev);
    g_clear_pointer(&result->types, g_strfreev);
    g_clear_pointer(&result->date, g_free);
    g_clear_pointer(&result->store, store_free);
}

mlg_status report_query(const report_result *result, const char *sql, store_query **ret,
                        mlg_error *err)
{
    mlg_status status = store_query_new(result->store, sql, ret, err);
    const char *name = status == MLG_E_ARG ? store_missing_name(result->store) : NULL;
    if (name == NULL)
        return status;
    g_autofree char *version = store_parameter(result->store, "version");
    status = mlg_fail(err, MLG_E_NOT_FOUND, _("%s: has no column '%s'"), store_path(result->store),
                      name);
    return mlg_hint(err, status,
                    _("it was altered, or another version of maillage wrote it (%s): make the "
                      "result again with `maillage cover`"),
                    version != NULL ? version : "?");
}

mlg_status report_need_layers(const report_result *result, const char *const *layers,
                              mlg_error *err)
{
    for (; *layers != NULL; layers++)
        if (!store_has_table(result->store, *layers))
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_NOT_FOUND, _("%s: has no layer '%s'"),
                                     store_path(result->store), *layers),
                            "%s", _("make the result again without --layers"));
    return MLG_OK;
}

mlg_status report_find_type(const report_result *result, const char *type, size_t *ret,
                            mlg_error *err)
{
    for (size_t i = 0; result->types[i] != NULL; i++)
        if (g_ascii_strcasecmp(result->types[i], type) == 0) {
            *ret = i;
            return MLG_OK;
        }
    g_autofree char *known = g_strjoinv(", ", result->types);
    return mlg_hint(
        err, mlg_fail(err, MLG_E_ARG, _("%s: has no type '%s'"), store_path(result->store), type),
        _("its types are: %s"), known);
}

mlg_status report_find_types(const report_result *result, const char *list, GArray **ret,
                             mlg_error *err)
{
    g_autoptr(GArray) types = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_auto(GStrv) names = g_strsplit(list != NULL ? list : "", ",", -1);
    for (char **name = names; *name != NULL; name++) {
        size_t type = 0;
        if (*g_strstrip(*name) == '\0')
            continue;
        MLG_TRY(report_find_type(result, *name, &type, err));
        g_array_append_val(types, type);
    }
    *ret = g_steal_pointer(&types);
    return MLG_OK;
}

char *report_join_types(const report_result *result, const GArray *types, const char *separator)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < types->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? separator : "",
                               result->types[g_array_index(types, size_t, i)]);
    return g_string_free(text, FALSE);
}

char *report_sql_text(const char *text)
{
    g_auto(GStrv) pieces = g_strsplit(text, "'", -1);
    g_autofree char *doubled = g_strjoinv("''", pieces);
    return g_strdup_printf("'%s'", doubled);
}

char *report_type_order(const report_result *result, const char *column)
{
    GString *sql = g_string_new("CASE ");
    g_string_append(sql, column);
    for (size_t t = 0; result->types[t] != NULL; t++) {
        g_autofree char *type = report_sql_text(result->types[t]);
        g_string_append_printf(sql, " WHEN %s THEN %zu", type, t);
    }
    g_string_append_printf(sql, " ELSE %zu END", (size_t)G_MAXUINT16);
    return g_string_free(sql, FALSE);
}
