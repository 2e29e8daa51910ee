/*
 * zone.c - `--zone reg:84,dep:69,epci:244400644,com:93048`: which parts of a result a report is
 * about. A code without prefix is taken when it can be one thing only.
 */
#include "report/result.h"

#include "base/code.h"
#include "base/text.h"

#include <string.h>

/* A zone of the result; name is "" when it has none. */
typedef struct zone {
    const report_level *level;
    char *code, *name;
} zone;

static void zone_clear(zone *z)
{
    g_free(z->code);
    g_free(z->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(zone, zone_clear)

/* The zone of a code in any case, with the code as the result writes it; ret->level is NULL when
 * the level has none. */
static mlg_status find_code(const report_result *result, const report_level *level,
                            const char *code, zone *ret, mlg_error *err)
{
    g_autofree char *sql = g_strdup_printf("SELECT %s, %s FROM %s WHERE %s = ?1 COLLATE NOCASE",
                                           level->code, level->lib, level->name, level->code);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    *ret = (zone){.level = NULL};
    if (!store_has_table(result->store, level->name))
        return MLG_OK;
    MLG_TRY(report_query(result, sql, &query, err));
    store_bind_text(query, 1, code);
    MLG_TRY(store_step(query, &row, err));
    if (!row)
        return MLG_OK;
    const char *name = store_text(query, 1);
    *ret = (zone){level, g_strdup(store_text(query, 0)), g_strdup(name != NULL ? name : "")};
    return MLG_OK;
}

/* The first codes of the levels that zones can name: "dep: 01, 03, 07...; reg: 84". */
static char *list_codes(const report_result *result, const report_level *only)
{
    enum { SHOWN = 12 };
    GString *list = g_string_new(NULL);
    for (size_t l = 0; report_level_get(l) != NULL; l++) {
        const report_level *level = report_level_get(l);
        if (level->prefix == NULL || (only != NULL && only != level) ||
            !store_has_table(result->store, level->name))
            continue;
        g_autofree char *sql =
            g_strdup_printf("SELECT %s FROM %s ORDER BY 1", level->code, level->name);
        g_autoptr(store_query) query = NULL;
        bool row = false;
        if (report_query(result, sql, &query, NULL) != MLG_OK)
            continue;
        g_string_append_printf(list, "%s%s:", list->len > 0 ? "; " : "", level->prefix);
        for (int n = 0; store_step(query, &row, NULL) == MLG_OK && row; n++) {
            if (n == SHOWN) {
                g_string_append(list, "…");
                break;
            }
            g_string_append_printf(list, "%s%s", n > 0 ? ", " : "", store_text(query, 0));
        }
    }
    return g_string_free(list, FALSE);
}

static mlg_status fail_unknown(const report_result *result, const char *item,
                               const report_level *level, mlg_error *err)
{
    g_autofree char *codes = list_codes(result, level);
    if (*codes == '\0') /* none of it was written */
        MLG_TRY(report_need_layers(
            result, (const char *const[]){level != NULL ? level->name : "commune", NULL}, err));
    return mlg_hint(
        err, mlg_fail(err, MLG_E_ARG, _("%s: has no zone '%s'"), store_path(result->store), item),
        _("its zones are: %s"), codes);
}

static mlg_status read_prefixed(const report_result *result, const char *item, const char *code,
                                GArray *zones, mlg_error *err)
{
    g_autofree char *prefix = g_strndup(item, (size_t)(code - item) - 1);
    for (size_t l = 0; report_level_get(l) != NULL; l++) {
        const report_level *level = report_level_get(l);
        if (level->prefix == NULL || g_ascii_strcasecmp(level->prefix, prefix) != 0)
            continue;
        zone found;
        MLG_TRY(find_code(result, level, code, &found, err));
        if (found.level == NULL)
            return fail_unknown(result, item, level, err);
        g_array_append_val(zones, found);
        return MLG_OK;
    }
    return mlg_hint(
        err, mlg_fail(err, MLG_E_ARG, _("zone '%s': prefix '%s' is not known"), item, prefix), "%s",
        _("write reg:84, dep:69, epci:244400644 or com:93048"));
}

static mlg_status fail_ambiguous(const char *code, const char *department, const char *region,
                                 mlg_error *err)
{
    const char *absent = _("not in this result");
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("zone '%s' can be dep:%s (%s) or reg:%s (%s)"), code,
                             code, department != NULL ? department : absent, code,
                             region != NULL ? region : absent),
                    _("write dep:%s or reg:%s"), code, code);
}

static mlg_status read_bare(const report_result *result, const char *code, GArray *zones,
                            mlg_error *err)
{
    g_auto(zone) department = {0};
    g_auto(zone) region = {0};
    MLG_TRY(find_code(result, report_level_find("departement"), code, &department, err));
    MLG_TRY(find_code(result, report_level_find("region"), code, &region, err));
    if (base_code_is_region(code) || (department.level != NULL && region.level != NULL))
        return fail_ambiguous(code, department.name, region.name, err);
    for (size_t l = 0; report_level_get(l) != NULL; l++) {
        const report_level *level = report_level_get(l);
        zone found = {0};
        if (level->prefix == NULL)
            continue;
        MLG_TRY(find_code(result, level, code, &found, err));
        if (found.level != NULL) {
            g_array_append_val(zones, found);
            return MLG_OK;
        }
    }
    return fail_unknown(result, code, NULL, err);
}

static mlg_status read_zones(const report_result *result, const char *text, GArray **ret,
                             mlg_error *err)
{
    g_autoptr(GArray) zones = g_array_new(FALSE, FALSE, sizeof(zone));
    g_array_set_clear_func(zones, (GDestroyNotify)zone_clear);
    g_auto(GStrv) items = g_strsplit_set(text, ", ;", -1);
    for (char **item = items; *item != NULL; item++) {
        const char *colon = strchr(*item, ':');
        if (**item == '\0')
            continue;
        if (colon != NULL)
            MLG_TRY(read_prefixed(result, *item, colon + 1, zones, err));
        else
            MLG_TRY(read_bare(result, *item, zones, err));
    }
    if (zones->len == 0)
        return fail_unknown(result, text, NULL, err);
    *ret = g_steal_pointer(&zones);
    return MLG_OK;
}

mlg_status report_zone_condition(const report_result *result, const char *text, char **ret,
                                 mlg_error *err)
{
    g_autoptr(GArray) zones = NULL;
    if (text == NULL) {
        *ret = g_strdup("1");
        return MLG_OK;
    }
    MLG_TRY(read_zones(result, text, &zones, err));
    GString *condition = g_string_new("(");
    for (guint i = 0; i < zones->len; i++) {
        const zone *z = &g_array_index(zones, zone, i);
        g_autofree char *code = report_sql_text(z->code);
        g_string_append_printf(condition, "%s%s = %s COLLATE NOCASE", i > 0 ? " OR " : "",
                               z->level->key, code);
    }
    g_string_append_c(condition, ')');
    *ret = g_string_free(condition, FALSE);
    return MLG_OK;
}

mlg_status report_zone_single(const report_result *result, const char *text,
                              const report_level **ret_level, char **ret_code, mlg_error *err)
{
    g_autoptr(GArray) zones = NULL;
    MLG_TRY(read_zones(result, text, &zones, err));
    const zone *z = &g_array_index(zones, zone, 0);
    if (zones->len > 1 || strcmp(z->level->name, "commune") == 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_ARG,
                                 _("zone '%s': indicators are told of one région, département or "
                                   "EPCI, or of the whole result"),
                                 text),
                        _("make a result of this zone: maillage cover ... --zone %s"), text);
    *ret_level = z->level;
    *ret_code = g_strdup(z->code);
    return MLG_OK;
}

mlg_status report_zone_find_name(const report_result *result, const char *text,
                                 report_zone_name *ret, mlg_error *err)
{
    g_autofree char *run_zone = store_parameter(result->store, "zone");
    g_autoptr(GArray) zones = NULL;
    *ret = (report_zone_name){.echelon = "national"};
    if (text == NULL || g_strcmp0(text, run_zone) == 0)
        return MLG_OK;
    MLG_TRY(read_zones(result, text, &zones, err));
    const zone *z = &g_array_index(zones, zone, 0);
    if (zones->len > 1)
        *ret = (report_zone_name){.echelon = "zone", .code = g_strdup(text)};
    else
        *ret = (report_zone_name){.echelon = z->level->name,
                                  .code = g_strdup(z->code),
                                  .lib = *z->name != '\0' ? g_strdup(z->name) : NULL};
    return MLG_OK;
}

char *report_zone_names(const report_result *result, const char *text)
{
    g_autoptr(GArray) zones = NULL;
    GString *names = g_string_new(NULL);
    if (read_zones(result, text, &zones, NULL) != MLG_OK)
        return g_string_free(g_string_append(names, text), FALSE);
    for (guint i = 0; i < zones->len; i++) {
        const zone *z = &g_array_index(zones, zone, i);
        g_string_append_printf(names, *z->name != '\0' ? "%s%s (%s:%s)" : "%s%s%s:%s",
                               i > 0 ? ", " : "", z->name, z->level->prefix, z->code);
    }
    return g_string_free(names, FALSE);
}

void report_zone_name_done(report_zone_name *name)
{
    g_clear_pointer(&name->code, g_free);
    g_clear_pointer(&name->lib, g_free);
}

static mlg_status add_ids(const report_result *result, const zone *z, GHashTable *ids,
                          mlg_error *err)
{
    g_autoptr(GString) sql = g_string_new("SELECT ''");
    for (size_t t = 0; result->suffixes[t] != NULL; t++)
        g_string_append_printf(sql, ", ids_%s", result->suffixes[t]);
    g_string_append_printf(sql, " FROM %s WHERE %s = ?1 COLLATE NOCASE", z->level->name,
                           z->level->code);
    g_autoptr(store_query) query = NULL;
    bool row = false;
    MLG_TRY(report_query(result, sql->str, &query, err));
    store_bind_text(query, 1, z->code);
    MLG_TRY(store_step(query, &row, err));
    for (int c = 1; row && c < store_column_count(query); c++) {
        const char *list = store_text(query, c);
        g_auto(GStrv) items = g_strsplit(list != NULL ? list : "", ",", -1);
        for (char **item = items; *item != NULL; item++)
            g_hash_table_add(ids, g_strdup(*item));
    }
    return MLG_OK;
}

/* Contracts of no known ground are placed by their carrier, as in table `indicateur`. */
static mlg_status add_placed_ids(const report_result *result, const char *text, GHashTable *ids,
                                 mlg_error *err)
{
    g_autofree char *here = NULL;
    if (!store_has_column(result->store, "dispositif", "nb_com") ||
        !store_has_column(result->store, "dispositif", "porteur_code") ||
        !store_has_table(result->store, "commune"))
        return MLG_OK;
    MLG_TRY(report_zone_condition(result, text, &here, err));
    g_autofree char *sql = g_strdup_printf(
        "WITH here AS (SELECT * FROM commune WHERE %s) "
        "SELECT id_dispositif FROM dispositif WHERE coalesce(nb_com, 0) = 0 AND ("
        "porteur_type = 'COMMUNE' AND porteur_code IN (SELECT insee_com FROM here) OR "
        "porteur_type IN ('EPCI', 'METROPOLE') AND porteur_code IN (SELECT siren_epci FROM here) "
        "OR porteur_type = 'DEPARTEMENT' AND porteur_code IN (SELECT insee_dep FROM here))",
        here);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        g_hash_table_add(ids, g_strdup(store_text(query, 0)));
    }
}

mlg_status report_zone_ids(const report_result *result, const char *text, GHashTable **ret,
                           mlg_error *err)
{
    *ret = NULL;
    if (text == NULL)
        return MLG_OK;
    g_autoptr(GArray) zones = NULL;
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    MLG_TRY(read_zones(result, text, &zones, err));
    for (guint i = 0; i < zones->len; i++)
        MLG_TRY(add_ids(result, &g_array_index(zones, zone, i), ids, err));
    MLG_TRY(add_placed_ids(result, text, ids, err));
    *ret = g_steal_pointer(&ids);
    return MLG_OK;
}
