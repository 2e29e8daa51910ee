/*
 * compare_check.c - whether two results can be compared: the same QPV, types, zone, threshold; else
 * what differs, and the options of `cover` that make them comparable.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"

#include <string.h>

enum { EXAMPLES = 3 };

/* What differs, and how to make both again. */
typedef struct verdict {
    GString *differences, *recipe;
    bool only_types;
} verdict;

static void verdict_init(verdict *v)
{
    v->differences = g_string_new(NULL);
    v->recipe = g_string_new(NULL);
}

static void verdict_done(verdict *v)
{
    g_string_free(v->differences, TRUE);
    g_string_free(v->recipe, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(verdict, verdict_done)

static void add_difference(verdict *v, char *text)
{
    g_string_append_printf(v->differences, "%s%s", v->differences->len > 0 ? _("; ") : "", text);
    g_free(text);
}

/* An option that both runs must have, once; NULL: nobody knows its value. */
static void add_option(verdict *v, const char *option, const char *value)
{
    if (value == NULL)
        return;
    g_autofree char *text = g_strdup_printf(" %s%s%s", option, *value != '\0' ? " " : "", value);
    if (strstr(v->recipe->str, text) == NULL)
        g_string_append(v->recipe, text);
}

/* What the second result was made with stands for both, unless it is nothing. */
static void check_parameter(const report_compare *compare, const char *key, const char *option,
                            verdict *v)
{
    g_autofree char *first = store_parameter(compare->sides[0].store, key);
    g_autofree char *second = store_parameter(compare->sides[1].store, key);
    const char *a = first != NULL ? first : "", *b = second != NULL ? second : "";
    if (strcmp(a, b) == 0)
        return;
    add_difference(v, g_strdup_printf(_("%s: %s, then %s"), option, *a != '\0' ? a : "–",
                                      *b != '\0' ? b : "–"));
    if (strcmp(key, "avec_projets") == 0)
        add_option(v, option, "");
    else
        add_option(v, option, *b != '\0' ? b : a);
}

static GString *types_of(const report_result *result, const report_result *other, bool common)
{
    GString *list = g_string_new(NULL);
    for (char **type = result->types; *type != NULL; type++)
        if (!common || g_strv_contains((const char *const *)other->types, *type))
            g_string_append_printf(list, "%s%s", list->len > 0 ? "," : "", *type);
    return list;
}

/* With --type, only these matter: the one that lacks one was refused already. */
static void check_types(const report_compare *compare, verdict *v)
{
    const report_result *a = &compare->sides[0], *b = &compare->sides[1];
    g_autoptr(GString) first = types_of(a, b, false);
    g_autoptr(GString) second = types_of(b, a, false);
    g_autoptr(GString) common = types_of(b, a, true);
    if (compare->options->type != NULL || (common->len == second->len && common->len == first->len))
        return;
    v->only_types = v->differences->len == 0 && common->len > 0;
    add_difference(v, g_strdup_printf(_("%s: %s, then %s"), "--types", first->str, second->str));
    if (common->len > 0)
        add_option(v, "--types", common->str);
}

/* --- QPV --- */

/* Codes of QPV, with whether they lie in the communes. */
static mlg_status read_codes(const report_compare *compare, int side, GHashTable **ret,
                             mlg_error *err)
{
    const report_result *result = &compare->sides[side];
    g_autoptr(GHashTable) codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *suffix = result->suffixes[0]; /* a QPV is outside for all types */
    g_autofree char *sql =
        suffix != NULL
            ? g_strdup_printf("SELECT code_qp, couverture_%s = 'hors_territoire' FROM qpv", suffix)
            : g_strdup("SELECT code_qp, 0 FROM qpv");
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(result, sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        g_hash_table_insert(codes, g_strdup(store_text(query, 0)),
                            GINT_TO_POINTER(store_integer(query, 1) != 0 ? 2 : 1));
    }
    *ret = g_steal_pointer(&codes);
    return MLG_OK;
}

/* Those of `from` that are not in `in`; or, with `outside`, that lie in communes there only. "12
 * (QN00101M, QN00102M, QN00103M…)" or NULL for none. */
static char *missing(GHashTable *from, GHashTable *in, bool outside)
{
    g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(from), (GCompareFunc)strcmp);
    g_autoptr(GString) examples = g_string_new(NULL);
    size_t n = 0;
    for (const GList *k = keys; k != NULL; k = k->next) {
        int here = GPOINTER_TO_INT(g_hash_table_lookup(from, k->data));
        int there = GPOINTER_TO_INT(g_hash_table_lookup(in, k->data));
        if (outside ? !(here == 1 && there == 2) : there != 0)
            continue;
        if (n < EXAMPLES)
            g_string_append_printf(examples, "%s%s", n > 0 ? ", " : "", (const char *)k->data);
        else if (n == EXAMPLES)
            g_string_append(examples, "…");
        n++;
    }
    return n > 0 ? g_strdup_printf("%zu (%s)", n, examples->str) : NULL;
}

/* Path of a source as typed, or NULL. */
static char *source_of(const report_result *result, const char *role)
{
    static const char sql[] =
        "SELECT p.valeur FROM parametre r JOIN parametre p "
        "ON p.cle = replace(r.cle, '_role', '_chemin') "
        "WHERE r.cle LIKE 'source\\_%\\_role' ESCAPE '\\' AND r.valeur = ?1 ORDER BY r.cle LIMIT 1";
    g_autoptr(store_query) query = NULL;
    bool row = false;
    if (report_query(result, sql, &query, NULL) != MLG_OK)
        return NULL;
    store_bind_text(query, 1, role);
    if (store_step(query, &row, NULL) != MLG_OK || !row)
        return NULL;
    return g_strdup(store_text(query, 0));
}

/* The source of the second result is that of both, unless the first alone has more. */
static void tell_missing(const report_compare *compare, GHashTable *const codes[2], bool outside,
                         verdict *v)
{
    g_autofree char *first = missing(codes[0], codes[1], outside);
    g_autofree char *second = missing(codes[1], codes[0], outside);
    const char *const lists[] = {first, second};
    for (int side = 0; side < 2; side++) {
        if (lists[side] == NULL)
            continue;
        const char *format =
            outside ? _("QPV in communes of %s only: %s") : _("QPV of %s only: %s");
        add_difference(v, g_strdup_printf(format, compare->paths[side], lists[side]));
        v->only_types = false;
    }
    if (first == NULL && second == NULL)
        return;
    g_autofree char *source =
        source_of(&compare->sides[second != NULL ? 1 : 0], outside ? "communes" : "qpv");
    add_option(v, outside ? "--communes" : "--qpv", source);
}

static mlg_status check_qpvs(const report_compare *compare, verdict *v, mlg_error *err)
{
    g_autoptr(GHashTable) first = NULL;
    g_autoptr(GHashTable) second = NULL;
    MLG_TRY(read_codes(compare, 0, &first, err));
    MLG_TRY(read_codes(compare, 1, &second, err));
    GHashTable *const codes[2] = {first, second};
    tell_missing(compare, codes, /* outside= */ false, v);
    tell_missing(compare, codes, /* outside= */ true, v);
    return MLG_OK;
}

static mlg_status fail_different(const report_compare *compare, const verdict *v, mlg_error *err)
{
    mlg_status status = mlg_fail(err, MLG_E_CONFLICT, _("%s and %s cannot be compared: %s"),
                                 compare->paths[0], compare->paths[1], v->differences->str);
    if (v->only_types) {
        g_autoptr(GString) common = types_of(&compare->sides[1], &compare->sides[0], true);
        return mlg_hint(err, status,
                        _("compare the types that both have with --type %s, or make both again "
                          "with: maillage cover ...%s"),
                        common->str, v->recipe->str);
    }
    if (v->recipe->len == 0)
        return mlg_hint(err, status, "%s", _("make both again with the same inventory"));
    return mlg_hint(err, status, _("make both again with the same options: maillage cover ...%s"),
                    v->recipe->str);
}

/* Of another zone, the QPV are others: that is said already. */
mlg_status report_compare_check(const report_compare *compare, mlg_error *err)
{
    g_auto(verdict) v = {0};
    verdict_init(&v);
    check_parameter(compare, "zone", "--zone", &v);
    bool same_zone = v.differences->len == 0;
    check_parameter(compare, "generation_qpv", "--qpv-generation", &v);
    check_parameter(compare, "seuil_total", "--seuil", &v);
    check_parameter(compare, "avec_projets", "--avec-projets", &v);
    check_types(compare, &v);
    if (same_zone)
        MLG_TRY(check_qpvs(compare, &v, err));
    return v.differences->len == 0 ? MLG_OK : fail_different(compare, &v, err);
}
