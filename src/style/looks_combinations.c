/*
 * looks_combinations.c - styles by combination of types and by their number, and combinations in
 * words.
 */
#include "style/looks.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* All combinations of so few types are in each legend, in the same colours. */
#define FULL_TYPES 3

#define NONE "aucun" /* of column `combinaison` */

static size_t find_text(char **list, const char *text)
{
    for (size_t i = 0; list[i] != NULL; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    return G_MAXSIZE;
}

static char *value_of(char **types, size_t bits)
{
    g_autoptr(GString) value = g_string_new(NULL);
    for (size_t i = 0; types[i] != NULL; i++)
        if ((bits >> i) & 1U)
            g_string_append_printf(value, "%s%s", value->len > 0 ? "+" : "", types[i]);
    return g_strdup(value->len > 0 ? value->str : NONE);
}

static size_t count_types(const char *value)
{
    if (strcmp(value, NONE) == 0)
        return 0;
    size_t n = 1;
    for (const char *p = value; *p != '\0'; p++)
        n += *p == '+';
    return n;
}

static int compare(gconstpointer a, gconstpointer b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    size_t n = count_types(x), m = count_types(y);
    return n != m ? (n < m ? -1 : 1) : strcmp(x, y);
}

static void add_all(GPtrArray *to, char **types)
{
    for (size_t bits = 0; bits >> g_strv_length(types) == 0; bits++)
        g_ptr_array_add(to, value_of(types, bits));
}

/* Nothing when the layer cannot be read: the legend is then of "none" alone. */
static void add_present(GPtrArray *to, const style_model *model, const style_layer *layer)
{
    g_autoptr(store_query) query = NULL;
    g_autofree char *sql = g_strdup_printf(
        "SELECT DISTINCT combinaison FROM \"%s\" WHERE combinaison IS NOT NULL", layer->name);
    bool row = store_query_new(model->store, sql, &query, NULL) == MLG_OK;
    while (row && store_step(query, &row, NULL) == MLG_OK && row)
        if (strcmp(store_text(query, 0), NONE) != 0)
            g_ptr_array_add(to, g_strdup(store_text(query, 0)));
    g_ptr_array_add(to, g_strdup(NONE));
}

char **looks_combinations(const style_model *model, const style_layer *layer)
{
    GPtrArray *list = g_ptr_array_new();
    if (g_strv_length(model->combination) <= FULL_TYPES)
        add_all(list, model->combination);
    else
        add_present(list, model, layer);
    g_ptr_array_sort(list, compare);
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, FALSE);
}

/* "CLS", "CLS and ASV", "CLS, ASV and CLSM". */
static char *join(GPtrArray *types, const char *last)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < types->len; i++)
        g_string_append_printf(text, "%s%s",
                               i == 0                ? ""
                               : i + 1 == types->len ? last
                                                     : ", ",
                               (const char *)types->pdata[i]);
    return g_string_free(text, FALSE);
}

char *looks_combination(const style_model *model, const char *value)
{
    g_auto(GStrv) present = g_strsplit(value, "+", -1);
    g_autoptr(GPtrArray) with = g_ptr_array_new(), without = g_ptr_array_new();
    size_t n = g_strv_length(model->combination);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(find_text(present, model->combination[i]) < G_MAXSIZE ? with : without,
                        model->combination[i]);
    if (strcmp(value, NONE) == 0)
        return n == 3 ? g_strdup(D_("None of the three known"))
                      : g_strdup(D_("None of these types known"));
    if (with->len == 0) /* a type with a + in its name */
        return g_strdup(value);
    g_autofree char *has = join(with, D_(" and "));
    if (without->len == 0)
        return g_steal_pointer(&has);
    if (n > FULL_TYPES)
        return g_strdup_printf(D_("%s only"), has);
    g_autofree char *lacks = join(without, D_(" nor "));
    return g_strdup_printf(D_("%s, without %s"), has, lacks);
}

static size_t bits_of(char **types, const char *value)
{
    size_t bits = 0;
    g_auto(GStrv) present = g_strsplit(value, "+", -1);
    for (size_t i = 0; types[i] != NULL; i++)
        bits |= (size_t)(find_text(present, types[i]) < G_MAXSIZE) << i;
    return bits;
}

/* Stands for the combination where the state of one of its types cannot be told: without it a map
 * would show what nobody knows as what is not there. */
#define UNKNOWN "?"

/* Column `combinaison`, or UNKNOWN. g_free(). */
static char *make_expression(const looks *l)
{
    GString *states = g_string_new(NULL);
    const style_model *model = l->model;
    for (size_t t = 0; model->types[t] != NULL; t++) {
        g_autofree char *column = looks_column(l, "couverture", t);
        if (find_text(model->combination, model->types[t]) < G_MAXSIZE && looks_has(l, column))
            g_string_append_printf(states, "%s\"%s\" IN ('inconnu','non_recense')",
                                   states->len > 0 ? " OR " : "", column);
    }
    if (states->len > 0) {
        g_string_prepend(states, "if(");
        g_string_append(states, ", '" UNKNOWN "', \"combinaison\")");
    } else {
        g_string_append(states, "combinaison");
    }
    return g_string_free(states, FALSE);
}

static char *renderer_of(const looks *l)
{
    g_auto(renderer) r = {0};
    g_auto(GStrv) values = looks_combinations(l->model, l->layer);
    bool full = g_strv_length(l->model->combination) <= FULL_TYPES;
    renderer_init(&r);
    for (size_t i = 0; values[i] != NULL; i++) {
        g_autofree char *label = looks_combination(l->model, values[i]);
        size_t color = full ? bits_of(l->model->combination, values[i]) : i;
        size_t turn = color > 0 ? (color - 1) / SYMBOL_COMBINATION_COLORS : 0;
        if (strcmp(values[i], NONE) == 0)
            symbol_append_state(r.layers, &l->traits->place, SYMBOL_NOT_COVERED);
        else
            symbol_append_plain(r.layers, &l->traits->place, symbol_combination_color(color),
                                (unsigned)(turn % SYMBOL_PATTERNS));
        renderer_category(&r, values[i], label, false);
    }
    g_autofree char *expression = make_expression(l);
    if (strstr(expression, UNKNOWN) != NULL) {
        symbol_append_state(r.layers, &l->traits->place, SYMBOL_NOT_SURVEYED);
        renderer_category(&r, UNKNOWN, D_("Not surveyed, or perimeter to be specified"), false);
    }
    return renderer_categorized(&r, expression);
}

/* So many types; the last class is of those and more. */
#define MAX_NUMBER 4

static char *number_label(size_t n, bool last)
{
    if (n == 0)
        return g_strdup(D_("No type"));
    g_autofree char *number = base_number_count((double)n);
    return last ? g_strdup_printf(D_("%s types and more"), number)
                : g_strdup_printf(Dngettext_("%s type", "%s types", n), number);
}

static char *renderer_of_number(const looks *l)
{
    g_auto(renderer) r = {0};
    size_t n = g_strv_length(l->model->types), most = MIN(n, MAX_NUMBER);
    renderer_init(&r);
    for (size_t i = 0; i <= most; i++) {
        g_autofree char *label = number_label(i, i == most && n > most);
        if (i == 0)
            symbol_append_state(r.layers, &l->traits->place, SYMBOL_NOT_COVERED);
        else
            symbol_append_plain(r.layers, &l->traits->place, symbol_share_color(i - 1, most), 0);
        renderer_range(&r, (double)i - 0.5, i == most ? (double)n + 0.5 : (double)i + 0.5, label);
    }
    return renderer_graduated(&r, "cumul");
}

void looks_add_combinations(looks *l)
{
    if (l->model->combination[0] != NULL && looks_has(l, "combinaison"))
        looks_add(l, g_strdup(D_("Combination")),
                  looks_tell(l, N_("%1$s: combinations of dispositifs in force on %3$s"), NULL,
                             G_MAXSIZE),
                  G_MAXSIZE, false, renderer_of(l));
    if (l->model->types[0] != NULL && l->model->types[1] != NULL && looks_has(l, "cumul"))
        looks_add(l, g_strdup(D_("Number of types")),
                  looks_tell(l, N_("%1$s: number of types of dispositif in force on %3$s"), NULL,
                             G_MAXSIZE),
                  G_MAXSIZE, false, renderer_of_number(l));
}
