/*
 * compare_moves.c - what became of contracts between two results: made, taken up again, renewed,
 * ended, changed of perimeter or of scale; in words, and as a table.
 */
#include "report/compare.h"

#include "base/text.h"
#include "report/number.h"

#include <string.h>

typedef enum contract_move {
    CREATED,
    RESUMED, /* it follows one that had ended, or it was there and not in force */
    RENEWED, /* it follows one that was in force */
    ENDED,
    MOVED,    /* another perimeter */
    RECODED,  /* the same perimeter, in other codes of communes */
    RESCALED, /* another scale, and nothing else */
    STAYED
} contract_move;

static bool same_scale(const compare_contract *before, const compare_contract *after)
{
    return g_strcmp0(before->scale[0], after->scale[1]) == 0;
}

/* One that is there in the first result and only had not begun is made between the two. */
static bool is_resumed(const report_compare *compare, const compare_contract *c)
{
    if (c->succeeds != NULL)
        return true;
    bool begins = c->start[1] != NULL && strcmp(c->start[1], compare->sides[0].date) > 0;
    return c->present[0] && !begins && strcmp(c->status[0], "EN_PROJET") != 0;
}

static contract_move move_of(const report_compare *compare, const compare_contract *c)
{
    if (c->in_force[0] && c->in_force[1]) {
        if (c->moved || c->renamed)
            return c->moved ? MOVED : RECODED;
        return same_scale(c, c) ? STAYED : RESCALED;
    }
    if (c->in_force[0]) /* its line goes on: told with the contract that follows it */
        return report_compare_line(compare, c, 1) != NULL ? STAYED : ENDED;
    if (!c->in_force[1])
        return STAYED;
    if (report_compare_line(compare, c, 0) != NULL)
        return RENEWED;
    return is_resumed(compare, c) ? RESUMED : CREATED;
}

/* --- in words --- */

char *report_compare_beginning(const compare_contract *c)
{
    g_autofree char *day = report_day(c->start[1]);
    g_autoptr(GString) text = g_string_new(NULL);
    if (c->start[1] != NULL)
        g_string_append_printf(text, D_("from %s"), day);
    else
        g_string_append(text, D_("without a date"));
    if (c->present[0] && strcmp(c->status[0], c->status[1]) != 0)
        g_string_append_printf(text, D_(", %s before"), c->status[0]);
    if (c->succeeds != NULL)
        g_string_append_printf(text, D_(", follows %s"), c->succeeds);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool has_status(const compare_contract *c, const char *status)
{
    return strcmp(c->status[1], status) == 0;
}

char *report_compare_ending(const report_compare *compare, const compare_contract *c)
{
    if (!c->present[1])
        return g_strdup(D_("not in the second result"));
    g_autofree char *end = report_day(c->end[1]);
    g_autofree char *start = report_day(c->start[1]);
    const char *status = c->status[1];
    if (has_status(c, "ABSORBE") || c->absorbed_by != NULL)
        return g_strdup_printf(D_("absorbed by %s, end on %s (%s)"),
                               c->absorbed_by != NULL ? c->absorbed_by : "?", end, status);
    if (has_status(c, "SUSPENDU"))
        return g_strdup_printf(D_("suspended (%s)"), status);
    if (has_status(c, "ABANDONNE"))
        return g_strdup_printf(D_("given up, end on %s (%s)"), end, status);
    if (has_status(c, "EN_PROJET") || has_status(c, "INCONNU"))
        return g_strdup_printf(D_("not in force any more (%s)"), status);
    if (c->start[1] != NULL && strcmp(c->start[1], compare->sides[1].date) > 0)
        return g_strdup_printf(D_("begins on %s (%s)"), start, status);
    return g_strdup_printf(D_("ended on %s (%s)"), end, status);
}

static const char *scale_label(const char *scale)
{
    static const struct {
        const char *scale, *label;
    } labels[] = {
        {"infra_communale", N_("part of a commune")},
        {"communale", N_("communal")},
        {"intercommunale", N_("within one EPCI")},
        {"supra_communautaire", N_("beyond one EPCI")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (g_strcmp0(labels[i].scale, scale) == 0)
            return D_(labels[i].label);
    return D_("scale not known");
}

/* What is told of a contract, piece by piece. */
static void add_differences(const compare_contract *before, const compare_contract *after,
                            GPtrArray *pieces)
{
    g_autofree char *communes_before = report_count(before->n_communes[0]);
    g_autofree char *communes_after = report_count(after->n_communes[1]);
    g_autofree char *qpv_before = report_count(before->n_qpv[0]);
    g_autofree char *qpv_after = report_count(after->n_qpv[1]);
    if (strcmp(communes_before, communes_after) != 0)
        g_ptr_array_add(
            pieces, g_strdup_printf(D_("communes: %s, then %s"), communes_before, communes_after));
    if (strcmp(qpv_before, qpv_after) != 0)
        g_ptr_array_add(pieces, g_strdup_printf(D_("QPV: %s, then %s"), qpv_before, qpv_after));
    if (!same_scale(before, after))
        g_ptr_array_add(pieces,
                        g_strdup_printf(D_("scale: %s, then %s"), scale_label(before->scale[0]),
                                        scale_label(after->scale[1])));
}

static char *explain(const report_compare *compare, const compare_contract *c, contract_move move)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
    if (move == ENDED)
        g_ptr_array_add(pieces, report_compare_ending(compare, c));
    else if (move < ENDED)
        g_ptr_array_add(pieces, report_compare_beginning(c));
    if (move == RENEWED)
        add_differences(report_compare_line(compare, c, 0), c, pieces);
    else if (move > ENDED)
        add_differences(c, c, pieces);
    if (move == MOVED && pieces->len == 0)
        g_ptr_array_add(pieces, g_strdup(D_("other limits or other communes")));
    g_ptr_array_add(pieces, NULL);
    return g_strjoinv(D_("; "), (char **)pieces->pdata);
}

/* --- the table --- */

static const struct {
    const char *code, *label;
} moves[] = {
    [CREATED] = {"creation", N_("made")},          [RESUMED] = {"relance", N_("taken up again")},
    [RENEWED] = {"renouvellement", N_("renewed")}, [ENDED] = {"fin", N_("ended")},
    [MOVED] = {"perimetre", N_("perimeter")},      [RECODED] = {"cog", N_("COG")},
    [RESCALED] = {"echelle", N_("scale")},
};

static report_table *contract_table(void)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, 0},          {"mouvement", D_("Move"), REPORT_CODE, 0},
        {"id_dispositif", D_("Id"), REPORT_CODE, 0},   {"nom", D_("Name"), REPORT_NAME, 1},
        {"statut_1", D_("Status"), REPORT_CODE, 5},    {"statut_2", D_("then"), REPORT_CODE, 5},
        {"echelle_1", D_("Scale"), REPORT_CODE, 6},    {"echelle_2", D_("then"), REPORT_CODE, 6},
        {"nb_com_1", D_("Communes"), REPORT_COUNT, 4}, {"nb_com_2", D_("then"), REPORT_COUNT, 4},
        {"nb_qpv_1", D_("QPV"), REPORT_COUNT, 3},      {"nb_qpv_2", D_("then"), REPORT_COUNT, 3},
        {"pop_1", D_("Inhab."), REPORT_COUNT, 2},      {"pop_2", D_("then"), REPORT_COUNT, 2},
        {"explication", D_("Why"), REPORT_NAME, 0},
    };
    return report_table_new("dispositifs", D_("Contracts"), columns, G_N_ELEMENTS(columns));
}

static void put_contract(const report_compare *compare, const compare_contract *c,
                         report_table *table)
{
    contract_move move = move_of(compare, c);
    const compare_contract *before = move == RENEWED ? report_compare_line(compare, c, 0) : c;
    g_autofree char *why = explain(compare, c, move);
    report_put_text(table, c->type);
    report_put_coded(table, moves[move].code, D_(moves[move].label));
    report_put_text(table, c->id);
    report_put_text(table, c->name);
    report_put_text(table, before->status[0]);
    report_put_text(table, c->status[1]);
    report_put_text(table, before->scale[0]);
    report_put_text(table, c->scale[1]);
    report_put_number(table, before->n_communes[0]);
    report_put_number(table, c->n_communes[1]);
    report_put_number(table, before->n_qpv[0]);
    report_put_number(table, c->n_qpv[1]);
    report_put_number(table, before->people[0]);
    report_put_number(table, c->people[1]);
    report_put_text(table, why);
}

static gint by_id(gconstpointer a, gconstpointer b)
{
    const compare_contract *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* How many in force on either day, and what became of them. */
static void note_type(const report_compare *compare, const char *type, const GPtrArray *contracts,
                      report_table *table)
{
    size_t n[STAYED + 1] = {0}, in_force[2] = {0}, rescaled = 0;
    for (guint i = 0; i < contracts->len; i++) {
        const compare_contract *c = g_ptr_array_index(contracts, i);
        if (g_strcmp0(c->type, type) != 0)
            continue;
        contract_move move = move_of(compare, c);
        const compare_contract *before = move == RENEWED ? report_compare_line(compare, c, 0) : c;
        n[move]++;
        rescaled += move >= RENEWED && move != ENDED && move != STAYED && !same_scale(before, c);
        for (int side = 0; side < 2; side++)
            in_force[side] += c->in_force[side] ? 1 : 0;
    }
    report_note(table, g_strdup_printf(D_("%s: in force: %zu, then %zu; made: %zu; taken up again: "
                                          "%zu; renewed: %zu; ended: %zu; changed of perimeter: "
                                          "%zu; of scale: %zu."),
                                       type, in_force[0], in_force[1], n[CREATED], n[RESUMED],
                                       n[RENEWED], n[ENDED], n[MOVED], rescaled));
}

report_table *report_compare_contracts(const report_compare *compare)
{
    report_table *table = contract_table();
    g_autoptr(GPtrArray) contracts = g_ptr_array_new();
    for (guint i = 0; i < compare->contracts->len; i++)
        if (report_compare_contract(compare, i)->of_zone)
            g_ptr_array_add(contracts, report_compare_contract(compare, i));
    g_ptr_array_sort(contracts, by_id);
    for (guint t = 0; t < compare->types->len; t++) {
        const char *type = g_ptr_array_index(compare->types, t);
        for (contract_move move = CREATED; move < STAYED; move++)
            for (guint i = 0; i < contracts->len; i++) {
                const compare_contract *c = g_ptr_array_index(contracts, i);
                if (g_strcmp0(c->type, type) == 0 && move_of(compare, c) == move)
                    put_contract(compare, c, table);
            }
        note_type(compare, type, contracts, table);
    }
    return table;
}
