/*
 * compare_table.c - what moved between two results, as tables: QPV one by one, the most inhabitants
 * first, or by groups; contracts.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *code, *label;
} moves[] = {
    [COMPARE_ENTRY] = {"entree", N_("entry")},
    [COMPARE_EXIT] = {"sortie", N_("exit")},
    [COMPARE_CHANGE] = {"changement", N_("change")},
};

const char *report_state_label(mlg_coverage_state state)
{
    static const char *const labels[] = {
        [MLG_TOTAL] = N_("wholly"),
        [MLG_PARTIEL] = N_("in part"),
        [MLG_AUCUN] = N_("not covered"),
        [MLG_INCONNU] = N_("to be specified"),
        [MLG_NON_RECENSE] = N_("not surveyed"),
        [MLG_HORS_TERRITOIRE] = N_("outside the territory"),
    };
    return D_(labels[state]);
}

/* --- QPV --- */

/* A row to come. */
typedef struct moved {
    const compare_qpv *qpv;
    size_t type;
    compare_move move;
    double people; /* the more of the two */
} moved;

static gint by_people(gconstpointer a, gconstpointer b)
{
    const moved *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->move != y->move)
        return x->move < y->move ? -1 : 1;
    if (x->people != y->people)
        return x->people > y->people ? -1 : 1;
    return strcmp(x->qpv->code, y->qpv->code);
}

static report_table *list_table(const report_compare *compare)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, compare->types->len == 1 ? 6U : 0U},
        {"mouvement", D_("Move"), REPORT_CODE, 0},
        {"code_qp", D_("Code"), REPORT_CODE, 0},
        {"lib_qp", D_("Neighbourhood"), REPORT_NAME, 3},
        {"insee_com", D_("INSEE"), REPORT_CODE, 8},
        {"lib_com", D_("Commune"), REPORT_NAME, 7},
        {"siren_epci", D_("SIREN"), REPORT_CODE, 10},
        {"lib_epci", D_("EPCI"), REPORT_NAME, 9},
        {"couverture_1", D_("Before"), REPORT_CODE, 4},
        {"couverture_2", D_("After"), REPORT_CODE, 4},
        {"part_aire_1", D_("Share"), REPORT_SHARE, 5},
        {"part_aire_2", D_("then"), REPORT_SHARE, 5},
        {"pop_1", D_("Inhab."), REPORT_COUNT, 1},
        {"pop_2", D_("then"), REPORT_COUNT, 1},
        {"motifs", D_("Reason"), REPORT_NAME, 0},
        {"explication", D_("Why"), REPORT_NAME, 11},
    };
    return report_table_new("mouvements", D_("QPV that entered, left or changed"), columns,
                            G_N_ELEMENTS(columns));
}

static void put_moved(const report_compare *compare, const moved *m, report_table *table)
{
    const compare_qpv *qpv = m->qpv;
    const compare_cell *cell = &qpv->cells[m->type];
    g_auto(compare_why) why = report_compare_why(compare, qpv, m->type);
    report_put_text(table, g_ptr_array_index(compare->types, m->type));
    report_put_coded(table, moves[m->move].code, D_(moves[m->move].label));
    report_put_text(table, qpv->code);
    report_put_text(table, qpv->name);
    for (int i = 0; i < 4; i++)
        report_put_text(table, qpv->places[i]);
    for (int side = 0; side < 2; side++)
        report_put_coded(table, coverage_state_names[cell->state[side]],
                         report_state_label(cell->state[side]));
    for (int side = 0; side < 2; side++)
        report_put_number(table, cell->share[side]);
    for (int side = 0; side < 2; side++)
        report_put_number(table, cell->people[side]);
    report_put_coded(table, why.codes, why.labels);
    report_put_text(table, why.sentences);
}

report_table *report_compare_list(const report_compare *compare)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(moved));
    for (guint q = 0; q < compare->qpvs->len; q++)
        for (size_t t = 0; t < compare->types->len; t++) {
            const compare_qpv *qpv = g_ptr_array_index(compare->qpvs, q);
            const compare_cell *cell = &qpv->cells[t];
            const moved row = {qpv, t, report_compare_move(cell),
                               fmax(cell->people[0], cell->people[1])};
            if (row.move < COMPARE_KEPT)
                g_array_append_val(rows, row);
        }
    g_array_sort(rows, by_people);
    report_table *table = list_table(compare);
    for (guint i = 0; i < rows->len; i++)
        put_moved(compare, &g_array_index(rows, moved, i), table);
    if (rows->len == 0)
        report_note(table, g_strdup(D_("None.")));
    return table;
}

/* --- groups --- */

/* One group for one type. */
typedef struct group {
    const char *code, *name;
    size_t type;
    double n_moves[3], n_covered[2], people[2];
} group;

static gint by_code(gconstpointer a, gconstpointer b)
{
    const group *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return g_strcmp0(x->code, y->code);
}

static group *group_of(GArray *groups, GHashTable *index, const compare_qpv *qpv, size_t type)
{
    g_autofree char *key = g_strdup_printf("%zu %s", type, qpv->group != NULL ? qpv->group : "");
    gpointer found = g_hash_table_lookup(index, key);
    if (found != NULL)
        return &g_array_index(groups, group, GPOINTER_TO_UINT(found) - 1);
    const group fresh = {.code = qpv->group, .name = qpv->label, .type = type};
    g_array_append_val(groups, fresh);
    g_hash_table_insert(index, g_steal_pointer(&key), GUINT_TO_POINTER(groups->len));
    return &g_array_index(groups, group, groups->len - 1);
}

static GArray *make_groups(const report_compare *compare)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(group));
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint q = 0; q < compare->qpvs->len; q++)
        for (size_t t = 0; t < compare->types->len; t++) {
            const compare_qpv *qpv = g_ptr_array_index(compare->qpvs, q);
            const compare_cell *cell = &qpv->cells[t];
            compare_move move = report_compare_move(cell);
            group *g = group_of(groups, index, qpv, t);
            if (move < COMPARE_KEPT)
                g->n_moves[move]++;
            for (int side = 0; side < 2; side++) {
                g->n_covered[side] += report_is_covered(cell->state[side]) ? 1 : 0;
                g->people[side] += cell->people[side];
            }
        }
    g_array_sort(groups, by_code);
    return groups;
}

report_table *report_compare_groups(const report_compare *compare)
{
    const report_level *level = compare->level;
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, compare->types->len == 1 ? 1U : 0U},
        {level->code, D_("Code"), REPORT_CODE, 2},
        {level->lib, D_(level->label), REPORT_NAME, 0},
        {"nb_entrees", D_("Entries"), REPORT_COUNT, 0},
        {"nb_sorties", D_("Exits"), REPORT_COUNT, 0},
        {"nb_changements", D_("Changes"), REPORT_COUNT, 0},
        {"nb_qpv_1", D_("QPV"), REPORT_COUNT, 3},
        {"nb_qpv_2", D_("then"), REPORT_COUNT, 3},
        {"pop_1", D_("Inhab."), REPORT_COUNT, 0},
        {"pop_2", D_("then"), REPORT_COUNT, 0},
    };
    report_table *table = report_table_new("groupes", D_("Where QPV entered, left or changed"),
                                           columns, G_N_ELEMENTS(columns));
    g_autoptr(GArray) groups = make_groups(compare);
    for (guint i = 0; i < groups->len; i++) {
        const group *g = &g_array_index(groups, group, i);
        if (g->n_moves[0] + g->n_moves[1] + g->n_moves[2] <= 0)
            continue;
        report_put_text(table, g_ptr_array_index(compare->types, g->type));
        report_put_text(table, g->code);
        report_put_coded(table, g->name, g->code == NULL ? D_(level->none) : NULL);
        for (int m = 0; m < 3; m++)
            report_put_number(table, g->n_moves[m]);
        for (int side = 0; side < 2; side++)
            report_put_number(table, g->n_covered[side]);
        for (int side = 0; side < 2; side++)
            report_put_number(table, g->people[side]);
    }
    if (report_table_rows(table) == 0)
        report_note(table, g_strdup(D_("None.")));
    return table;
}
