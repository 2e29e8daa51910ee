/*
 * names.c - looking units up by name. Names are compared by their words, without what people add
 * or leave out: articles, "Ville de", "CA", "Communauté de communes".
 */
#include "inventory/names.h"

#include <string.h>

#include "inventory/aliases.h"

struct inventory_names {
    const mlg_territory *territory;
    GHashTable
        *tables[INVENTORY_UNITE_INCONNUE + 1]; /* name key -> GArray of indices, made on demand */
};

/* Shortest word that tells one EPCI or QPV from another. */
enum { TELLING_WORD = 4, TYPING_ERRORS = 2 };

static const char *const ARTICLES[] = {"la", "le", "les", "l", "de", "du", "des", "d", NULL};
static const char *const COMMUNE_WORDS[] = {"ville", "commune", NULL};
static const char *const GROUP_WORDS[] = {
    "cc",       "ca",        "cu",          "communaute", "communes", "agglomeration", "agglo",
    "urbaine",  "metropole", "pays",        "et",         "val",      "ept",           "territoire",
    "quartier", "quartiers", "departement", "region",     NULL};

static bool is_commune_like(inventory_unit unit)
{
    return unit == INVENTORY_COMMUNE || unit == INVENTORY_COMMUNE_DELEGUEE ||
           unit == INVENTORY_ARRONDISSEMENT_MUNICIPAL || unit == INVENTORY_QPV_DE_COMMUNE;
}

/* Words of a name, folded; "St" and "Ste" in full. g_strfreev(). */
static char **name_words(const char *name)
{
    g_autofree char *folded = inventory_fold(name);
    char **words = g_strsplit(folded, "_", -1);
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *full = strcmp(words[i], "st") == 0    ? "saint"
                           : strcmp(words[i], "ste") == 0 ? "sainte"
                                                          : NULL;
        if (full != NULL) {
            g_free(words[i]);
            words[i] = g_strdup(full);
        }
    }
    return words;
}

/* What remains of a name when the words that do not tell are left out. g_free(). */
static char *name_key(inventory_unit unit, const char *name)
{
    g_auto(GStrv) words = name_words(name);
    GString *key = g_string_new(NULL);
    for (size_t i = 0; words[i] != NULL; i++) {
        bool telling =
            is_commune_like(unit)
                ? key->len > 0 || (!g_strv_contains(ARTICLES, words[i]) &&
                                   !g_strv_contains(COMMUNE_WORDS, words[i]))
                : !g_strv_contains(ARTICLES, words[i]) && !g_strv_contains(GROUP_WORDS, words[i]);
        if (telling)
            g_string_append_printf(key, "%s%s", key->len > 0 ? " " : "", words[i]);
    }
    if (key->len == 0) {
        g_autofree char *all = g_strjoinv(" ", words);
        g_string_assign(key, all);
    }
    return g_string_free(key, FALSE);
}

inventory_names *inventory_names_new(const mlg_territory *territory)
{
    inventory_names *names = g_new0(inventory_names, 1);
    names->territory = territory;
    return names;
}

void inventory_names_free(inventory_names *names)
{
    if (names == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(names->tables); i++)
        if (names->tables[i] != NULL)
            g_hash_table_unref(names->tables[i]);
    g_free(names);
}

static bool group_at(const territory_group *groups, size_t n, uint32_t i, mlg_code *ret_code,
                     const char **ret_name)
{
    if (i >= n)
        return false;
    *ret_code = groups[i].code;
    *ret_name = groups[i].name;
    return true;
}

bool inventory_unit_at(const mlg_territory *t, inventory_unit unit, uint32_t i, mlg_code *ret_code,
                       const char **ret_name)
{
    switch (unit) {
    case INVENTORY_COMMUNE:
    case INVENTORY_QPV_DE_COMMUNE:
        if (i >= t->n_communes)
            return false;
        *ret_code = t->communes[i].code;
        *ret_name = t->communes[i].name;
        return true;
    case INVENTORY_COMMUNE_DELEGUEE:
    case INVENTORY_ARRONDISSEMENT_MUNICIPAL:
        if (i >= t->n_parts)
            return false;
        *ret_code = t->parts[i].code;
        *ret_name = t->parts[i].name;
        return true;
    case INVENTORY_QPV:
        if (i >= t->n_qpvs)
            return false;
        *ret_code = t->qpvs[i].code;
        *ret_name = t->qpvs[i].name;
        return true;
    case INVENTORY_EPCI:
    case INVENTORY_QPV_DE_EPCI:
        return group_at(t->epcis, t->n_epcis, i, ret_code, ret_name);
    case INVENTORY_EPT:
        return group_at(t->epts, t->n_epts, i, ret_code, ret_name);
    case INVENTORY_DEPARTEMENT:
        return group_at(t->departments, t->n_departments, i, ret_code, ret_name);
    case INVENTORY_REGION:
        return group_at(t->regions, t->n_regions, i, ret_code, ret_name);
    case INVENTORY_DISPOSITIF:
    case INVENTORY_GEOMETRIE:
    case INVENTORY_UNITE_INCONNUE:
        break;
    }
    return false;
}

uint32_t inventory_unit_find(const mlg_territory *t, inventory_unit unit, mlg_code code)
{
    switch (unit) {
    case INVENTORY_COMMUNE:
    case INVENTORY_QPV_DE_COMMUNE:
        return territory_find_commune(t, code);
    case INVENTORY_COMMUNE_DELEGUEE:
        return territory_find_part(t, code, TERRITORY_DELEGUEE);
    case INVENTORY_ARRONDISSEMENT_MUNICIPAL:
        return territory_find_part(t, code, TERRITORY_ARRONDISSEMENT);
    case INVENTORY_EPCI:
    case INVENTORY_QPV_DE_EPCI:
        return territory_find_epci(t, code);
    case INVENTORY_EPT:
        return territory_find_ept(t, code);
    case INVENTORY_DEPARTEMENT:
        return territory_find_department(t, code);
    case INVENTORY_REGION:
        return territory_find_region(t, code);
    case INVENTORY_QPV:
        return territory_find_qpv(t, code);
    case INVENTORY_DISPOSITIF:
    case INVENTORY_GEOMETRIE:
    case INVENTORY_UNITE_INCONNUE:
        break;
    }
    return TERRITORY_NONE;
}

/* parts[] holds two kinds; the others have an array each. */
static bool is_of_unit(const mlg_territory *t, inventory_unit unit, uint32_t i)
{
    if (unit == INVENTORY_COMMUNE_DELEGUEE)
        return t->parts[i].kind == TERRITORY_DELEGUEE;
    if (unit == INVENTORY_ARRONDISSEMENT_MUNICIPAL)
        return t->parts[i].kind == TERRITORY_ARRONDISSEMENT;
    return true;
}

static void index_free(gpointer indices)
{
    g_array_unref(indices);
}

static GHashTable *table_of(inventory_names *names, inventory_unit unit)
{
    if (names->tables[unit] != NULL)
        return names->tables[unit];
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, index_free);
    names->tables[unit] = table;
    mlg_code code;
    const char *name = NULL;
    for (uint32_t i = 0;
         names->territory != NULL && inventory_unit_at(names->territory, unit, i, &code, &name);
         i++) {
        if (name == NULL || name[0] == '\0' || !is_of_unit(names->territory, unit, i))
            continue;
        g_autofree char *key = name_key(unit, name);
        GArray *indices = g_hash_table_lookup(table, key);
        if (indices == NULL) {
            indices = g_array_new(FALSE, FALSE, sizeof(uint32_t));
            g_hash_table_insert(table, g_steal_pointer(&key), indices);
        }
        g_array_append_val(indices, i);
    }
    return table;
}

size_t inventory_names_find(inventory_names *names, inventory_unit unit, const char *name,
                            mlg_code *ret_codes, size_t max_codes)
{
    g_autofree char *key = name_key(unit, name);
    const GArray *indices = g_hash_table_lookup(table_of(names, unit), key);
    if (indices == NULL || key[0] == '\0')
        return 0;
    const char *unused = NULL;
    for (size_t i = 0; i < indices->len && i < max_codes; i++)
        (void)inventory_unit_at(names->territory, unit, g_array_index(indices, uint32_t, i),
                                &ret_codes[i], &unused); /* the index comes from the same array */
    return indices->len;
}

/* Whole words of a in b, or of b in a. */
static bool contains_words(const char *a, const char *b)
{
    g_autofree char *long_text = g_strdup_printf(" %s ", strlen(a) >= strlen(b) ? a : b);
    g_autofree char *short_text = g_strdup_printf(" %s ", strlen(a) >= strlen(b) ? b : a);
    return strstr(long_text, short_text) != NULL;
}

bool inventory_names_agree(inventory_unit unit, const char *a, const char *b)
{
    g_autofree char *key_a = name_key(unit, a), *key_b = name_key(unit, b);
    if (key_a[0] == '\0' || key_b[0] == '\0' || contains_words(key_a, key_b))
        return true;
    size_t longest = MAX(strlen(key_a), strlen(key_b));
    if (longest > (size_t)2 * TYPING_ERRORS && longest < 100 &&
        base_edit_distance(key_a, key_b) <= TYPING_ERRORS)
        return true;
    if (is_commune_like(unit))
        return false;
    /* official names of EPCI and QPV are long, and few write them in full */
    g_auto(GStrv) words = g_strsplit(key_a, " ", -1);
    g_auto(GStrv) others = g_strsplit(key_b, " ", -1);
    for (size_t i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) >= TELLING_WORD &&
            g_strv_contains((const char *const *)others, words[i]))
            return true;
    return false;
}
