/*
 * summary_contracts.c - contracts by type and status, in force, holding a QPV; and by any column of
 * the inventory.
 */
#include "report/summary.h"

#include "base/text.h"
#include "report/number.h"

#include <string.h>

/* What is counted of one type. */
typedef struct contracts {
    double all, in_force;
    double placed;     /* in force, a part of its perimeter is sure: as in table indicateur */
    double with_qpv;   /* of those */
    GPtrArray *values; /* of a column, in order of appearance */
    GArray *counts;    /* double, by value */
    double not_told;   /* no value */
} contracts;

static void contracts_clear(gpointer data)
{
    contracts *c = data;
    g_ptr_array_unref(c->values);
    g_array_unref(c->counts);
}

static void count_value(contracts *c, const char *value)
{
    guint i = 0;
    while (i < c->values->len && strcmp(g_ptr_array_index(c->values, i), value) != 0)
        i++;
    if (i == c->values->len) {
        double zero = 0;
        g_ptr_array_add(c->values, g_strdup(value));
        g_array_append_val(c->counts, zero);
    }
    g_array_index(c->counts, double, i)++;
}

/* Contracts of the zone, one `contracts` a type; `column` of those in force, or of all. */
static mlg_status read_contracts(const report_summary *summary, const char *column,
                                 bool in_force_only, GArray **ret, mlg_error *err)
{
    g_autoptr(GArray) types = g_array_new(FALSE, TRUE, sizeof(contracts));
    g_array_set_clear_func(types, contracts_clear);
    for (size_t t = 0; summary->result.types[t] != NULL; t++) {
        contracts c = {.values = g_ptr_array_new_with_free_func(g_free),
                       .counts = g_array_new(FALSE, FALSE, sizeof(double))};
        g_array_append_val(types, c);
    }
    /* a value is text; the order of values must not depend on the order of ids */
    g_autofree char *sql = g_strdup_printf(
        "SELECT id_dispositif, type, en_vigueur = 'oui', nb_qpv, CAST(\"%s\" AS TEXT), "
        "coalesce(nb_qpv > 0 OR aire_ha > 0, 0) "
        "FROM dispositif ORDER BY \"%s\", id_dispositif",
        column, column);
    g_autoptr(store_query) query = NULL;
    MLG_TRY(store_query_new(summary->result.store, sql, &query, err));
    for (bool row = false;;) {
        size_t type = 0;
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        if (summary->zone_ids != NULL &&
            !g_hash_table_contains(summary->zone_ids, store_text(query, 0)))
            continue;
        if (report_find_type(&summary->result, store_text(query, 1), &type, NULL) != MLG_OK)
            continue; /* not of this run: --types */
        contracts *c = &g_array_index(types, contracts, type);
        bool in_force = store_integer(query, 2) != 0;
        c->all++;
        c->in_force += in_force;
        c->placed += in_force && store_integer(query, 5) != 0;
        c->with_qpv += in_force && store_integer(query, 3) > 0;
        if (in_force_only && !in_force)
            continue;
        if (store_is_null(query, 4) || strcmp(store_text(query, 4), "INCONNU") == 0)
            c->not_told++;
        else
            count_value(c, store_text(query, 4));
    }
    *ret = g_steal_pointer(&types);
    return MLG_OK;
}

static const char *status_label(const char *status)
{
    static const char *const labels[][2] = {
        {"EN_PROJET", N_("in project")},
        {"ACTIF", N_("active")},
        {"EN_RENOUVELLEMENT", N_("being renewed")},
        {"SUSPENDU", N_("suspended")},
        {"ECHU", N_("lapsed")},
        {"ABANDONNE", N_("abandoned")},
        {"ABSORBE", N_("absorbed")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i][0], status) == 0)
            return D_(labels[i][1]);
    return NULL;
}

static void put_values(report_summary *summary, const char *indicator, const char *type,
                       const contracts *c, bool statuses)
{
    double told = 0;
    for (guint i = 0; i < c->counts->len; i++)
        told += g_array_index(c->counts, double, i);
    for (guint i = 0; i < c->values->len; i++) {
        const char *value = g_ptr_array_index(c->values, i);
        report_put_ratio(summary, &(report_ratio){
                                      .indicator = indicator,
                                      .type = type,
                                      .value = value,
                                      .label = statuses ? status_label(value) : NULL,
                                      .numerator = g_array_index(c->counts, double, i),
                                      .denominator = told,
                                      .not_told = c->not_told,
                                  });
    }
}

static void put_statuses(report_summary *summary, const GArray *types)
{
    report_begin_section(summary, "contrats", D_("Contracts by type and status"));
    for (guint t = 0; t < types->len; t++) {
        const contracts *c = &g_array_index(types, contracts, t);
        const char *type = summary->result.types[t];
        report_put_ratio(summary, &(report_ratio){
                                      .indicator = "contrats_en_vigueur",
                                      .type = type,
                                      .value = "en_vigueur",
                                      .label = D_("in force on the date"),
                                      .numerator = c->in_force,
                                      .denominator = c->all,
                                  });
        put_values(summary, "contrats_statut", type, c, true);
    }
}

/* "19 CLS of 27 hold at least one QPV": never to be read as a share of QPV. */
static void put_with_qpv(report_summary *summary, const GArray *types)
{
    report_begin_section(summary, "contrats_avec_qpv",
                         D_("Contracts in force that hold at least one QPV"));
    for (guint t = 0; t < types->len; t++) {
        const contracts *c = &g_array_index(types, contracts, t);
        const char *type = summary->result.types[t];
        report_put_ratio(summary, &(report_ratio){
                                      .indicator = "contrats_avec_qpv",
                                      .type = type,
                                      .value = "oui",
                                      .label = D_("with at least one QPV"),
                                      .numerator = c->with_qpv,
                                      .denominator = c->placed,
                                      .not_told = c->in_force - c->placed,
                                  });
        if (c->placed <= 0)
            continue;
        g_autofree char *n = report_count(c->with_qpv);
        g_autofree char *all = report_count(c->placed);
        const char *sentence = Dngettext_("%s %s of %s holds at least one QPV.",
                                          "%s %s of %s hold at least one QPV.", c->with_qpv);
        report_section_note(summary, g_strdup_printf(sentence, n, type, all));
    }
}

mlg_status report_summarise_contracts(report_summary *summary, mlg_error *err)
{
    g_autoptr(GArray) types = NULL;
    MLG_TRY(report_need_layers(&summary->result, (const char *const[]){"dispositif", NULL}, err));
    MLG_TRY(read_contracts(summary, "statut", /* in_force_only= */ false, &types, err));
    put_statuses(summary, types);
    put_with_qpv(summary, types);
    return MLG_OK;
}

mlg_status report_summarise_column(report_summary *summary, mlg_error *err)
{
    g_autoptr(GArray) types = NULL;
    MLG_TRY(read_contracts(summary, summary->column, /* in_force_only= */ true, &types, err));
    g_autofree char *title = g_strdup_printf(D_("Contracts in force by %s"), summary->column);
    report_begin_section(summary, summary->column, title);
    bool statuses = strcmp(summary->column, "statut") == 0;
    for (guint t = 0; t < types->len; t++)
        put_values(summary, summary->column, summary->result.types[t],
                   &g_array_index(types, contracts, t), statuses);
    return MLG_OK;
}
