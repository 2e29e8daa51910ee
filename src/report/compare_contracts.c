/*
 * compare_contracts.c - the contracts of two results: one by id, in lines of those that follow each
 * other, with the communes that each holds on either side.
 */
#include "report/compare.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Areas that are the same but for how the boundaries were drawn. */
#define SAME_AREA_SHARE 0.01

static void free_contract(gpointer data)
{
    compare_contract *contract = data;
    for (int side = 0; side < 2; side++)
        g_array_unref(contract->communes[side]);
    g_free(contract);
}

size_t report_compare_find(const report_compare *compare, const char *id)
{
    size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(compare->contract_of, id));
    return place > 0 ? place - 1 : compare->contracts->len;
}

static compare_contract *find_or_add(report_compare *compare, const char *id)
{
    size_t at = report_compare_find(compare, id);
    if (at < compare->contracts->len)
        return report_compare_contract(compare, at);
    compare_contract *contract = g_new0(compare_contract, 1);
    contract->id = report_compare_text(compare, id);
    contract->root = at;
    for (int side = 0; side < 2; side++) {
        contract->communes[side] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        contract->n_communes[side] = contract->n_qpv[side] = (double)NAN;
        contract->area_ha[side] = contract->people[side] = (double)NAN;
    }
    g_ptr_array_add(compare->contracts, contract);
    g_hash_table_insert(compare->contract_of, (gpointer)contract->id, GSIZE_TO_POINTER(at + 1));
    return contract;
}

static void read_contract(report_compare *compare, int side, const store_query *query)
{
    compare_contract *c = find_or_add(compare, store_text(query, 0));
    const char *texts[10];
    for (int i = 0; i < 10; i++)
        texts[i] = report_compare_text(compare, store_text(query, i));
    c->type = texts[1];
    c->name = texts[2];
    c->present[side] = true;
    c->status[side] = texts[3] != NULL ? texts[3] : "";
    c->succeeds = texts[4];
    c->absorbed_by = texts[5];
    c->start[side] = texts[6];
    c->end[side] = texts[7];
    c->scale[side] = texts[8];
    c->in_force[side] = g_strcmp0(texts[9], "oui") == 0;
    c->n_communes[side] = store_double(query, 10);
    c->n_qpv[side] = store_double(query, 11);
    c->area_ha[side] = store_double(query, 12);
    c->people[side] = store_double(query, 13);
}

/* The second after the first, so that its name and its links are those that stay. */
static mlg_status read_side(report_compare *compare, int side, mlg_error *err)
{
    static const char sql[] =
        "SELECT id_dispositif, type, nom, statut, succede_a, absorbe_par, "
        "coalesce(date_debut, date_signature), date_fin, echelle, en_vigueur, nb_com, nb_qpv, "
        "aire_ha, pop FROM dispositif ORDER BY id_dispositif";
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(&compare->sides[side], sql, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        read_contract(compare, side, query);
    }
}

/* --- communes --- */

static uint32_t commune_index(report_compare *compare, GHashTable *index, const char *code)
{
    gpointer found = g_hash_table_lookup(index, code);
    if (found != NULL)
        return GPOINTER_TO_UINT(found) - 1;
    const compare_commune fresh = {.area_ha = {(double)NAN, (double)NAN}};
    g_array_append_val(compare->communes, fresh);
    g_hash_table_insert(index, (gpointer)report_compare_text(compare, code),
                        GUINT_TO_POINTER(compare->communes->len));
    return compare->communes->len - 1;
}

static void add_commune(report_compare *compare, int side, uint32_t commune, const char *ids)
{
    g_auto(GStrv) items = g_strsplit(ids != NULL ? ids : "", ",", -1);
    for (char **item = items; *item != NULL; item++) {
        size_t contract = report_compare_find(compare, *item);
        if (contract < compare->contracts->len)
            g_array_append_val(report_compare_contract(compare, contract)->communes[side], commune);
    }
}

static mlg_status read_communes(report_compare *compare, GHashTable *index, int side,
                                mlg_error *err)
{
    const report_result *result = &compare->sides[side];
    g_autoptr(GString) sql = g_string_new("SELECT insee_com, aire_ha");
    for (size_t t = 0; result->suffixes[t] != NULL; t++)
        g_string_append_printf(sql, ", ids_%s", result->suffixes[t]);
    g_string_append(sql, " FROM commune ORDER BY insee_com");
    g_autoptr(store_query) query = NULL;
    MLG_TRY(report_query(result, sql->str, &query, err));
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            return MLG_OK;
        uint32_t commune = commune_index(compare, index, store_text(query, 0));
        compare_commune *c = &g_array_index(compare->communes, compare_commune, commune);
        c->there[side] = true;
        c->area_ha[side] = store_double(query, 1);
        for (int i = 2; i < store_column_count(query); i++)
            add_commune(compare, side, commune, store_text(query, i));
    }
}

/* Both not known, or within a hundredth. */
static bool same_area(const double area[2])
{
    if (isnan(area[0]) || isnan(area[1]))
        return isnan(area[0]) && isnan(area[1]);
    return fabs(area[1] - area[0]) <= SAME_AREA_SHARE * fmax(area[0], area[1]);
}

static bool holds(const GArray *communes, uint32_t commune)
{
    for (guint i = 0; i < communes->len; i++)
        if (g_array_index(communes, uint32_t, i) == commune)
            return true;
    return false;
}

/* A commune that only one of the results has, or that has another area there, changed with the
 * codes. */
static void compare_commune_of(const report_compare *compare, compare_contract *c, int side,
                               uint32_t commune)
{
    const compare_commune *of = &g_array_index(compare->communes, compare_commune, commune);
    bool same = of->there[0] && of->there[1] && same_area(of->area_ha);
    if (holds(c->communes[1 - side], commune))
        c->renamed = c->renamed || (!same && !same_area(c->area_ha));
    else if (same)
        c->moved = true;
    else
        c->renamed = true;
}

static void compare_communes(const report_compare *compare, compare_contract *c)
{
    for (int side = 0; side < 2; side++)
        for (guint i = 0; i < c->communes[side]->len; i++)
            compare_commune_of(compare, c, side, g_array_index(c->communes[side], uint32_t, i));
    if (!c->renamed && !same_area(c->area_ha))
        c->moved = true;
}

/* --- lines --- */

/* A circle of references ends where it began: no line is longer than the list. */
static size_t find_root(const report_compare *compare, size_t contract)
{
    for (size_t n = 0; n < compare->contracts->len; n++) {
        const compare_contract *c = report_compare_contract(compare, contract);
        size_t before = c->succeeds != NULL ? report_compare_find(compare, c->succeeds)
                                            : compare->contracts->len;
        if (before == compare->contracts->len)
            break;
        contract = before;
    }
    return contract;
}

const compare_contract *report_compare_line(const report_compare *compare,
                                            const compare_contract *contract, int side)
{
    for (guint i = 0; i < compare->contracts->len; i++) {
        const compare_contract *other = report_compare_contract(compare, i);
        if (other->root == contract->root && other->in_force[side] &&
            g_strcmp0(other->type, contract->type) == 0)
            return other;
    }
    return NULL;
}

static mlg_status mark_zone(report_compare *compare, mlg_error *err)
{
    g_autoptr(GHashTable) first = NULL;
    g_autoptr(GHashTable) second = NULL;
    MLG_TRY(report_zone_ids(&compare->sides[0], compare->options->zone, &first, err));
    MLG_TRY(report_zone_ids(&compare->sides[1], compare->options->zone, &second, err));
    for (guint i = 0; i < compare->contracts->len; i++) {
        compare_contract *c = report_compare_contract(compare, i);
        c->of_zone = first == NULL || g_hash_table_contains(first, c->id) ||
                     g_hash_table_contains(second, c->id);
    }
    return MLG_OK;
}

mlg_status report_compare_read_contracts(report_compare *compare, mlg_error *err)
{
    g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
    compare->contracts = g_ptr_array_new_with_free_func(free_contract);
    compare->contract_of = g_hash_table_new(g_str_hash, g_str_equal);
    compare->communes = g_array_new(FALSE, FALSE, sizeof(compare_commune));
    for (int side = 0; side < 2; side++) {
        MLG_TRY(read_side(compare, side, err));
        MLG_TRY(read_communes(compare, index, side, err));
    }
    for (guint i = 0; i < compare->contracts->len; i++) {
        compare_contract *c = report_compare_contract(compare, i);
        c->root = find_root(compare, i);
        if (c->in_force[0] && c->in_force[1])
            compare_communes(compare, c);
    }
    return mark_zone(compare, err);
}
