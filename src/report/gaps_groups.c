/*
 * gaps_groups.c - gaps grouped by commune, EPCI, département, région or contrat de ville: QPV and
 * inhabitants without a type, among all those of the group.
 */
#include "report/gaps.h"

#include "base/text.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

/* The table asks for little width: the totals are details, the shares are not. */
static report_table *group_table(const report_gaps *gaps)
{
    const report_column columns[] = {
        {"type", D_("Type"), REPORT_CODE, gaps->types->len == 1 ? 1U : 0U},
        {gaps->level->code, D_("Code"), REPORT_CODE, 0},
        {gaps->level->lib, D_(gaps->level->label), REPORT_NAME, 0},
        {"nb_qpv_lacune", D_("QPV"), REPORT_COUNT, 0},
        {"nb_qpv", D_("of"), REPORT_COUNT, 0},
        {"part_qpv", D_("share"), REPORT_SHARE, 2},
        {"pop_lacune", D_("Inhabitants"), REPORT_COUNT, 0},
        {"pop_qpv", D_("of"), REPORT_COUNT, 0},
        {"part_pop", D_("share"), REPORT_SHARE, 0},
    };
    bool whole = gaps->without->len > 0;
    return whole ? report_table_new("lacunes", NULL, columns + 1, G_N_ELEMENTS(columns) - 1)
                 : report_table_new("lacunes", NULL, columns, G_N_ELEMENTS(columns));
}

/* Gaps joined to their group; what is in no group keeps a row without code. A QPV is of a contrat
 * de ville that covers more than 1 % of it. */
static char *group_sql(const report_gaps *gaps)
{
    const report_level *level = gaps->level;
    g_autofree char *base = report_gaps_sql(gaps);
    g_autofree char *order = report_type_order(&gaps->result, "type");
    g_autofree char *join =
        level->key != NULL
            ? g_strdup_printf("LEFT JOIN %s z ON z.%s = g.%s", level->name, level->code, level->key)
            : g_strdup_printf("LEFT JOIN (SELECT c.*, p.code_qp AS code_qp FROM %s c "
                              "JOIN qpv_dispositif p ON p.id_dispositif = c.%s "
                              "WHERE p.part_aire > 0.01) z ON z.code_qp = g.code_qp",
                              level->name, level->code);
    return g_strdup_printf(
        "SELECT type, code, lib, n, nb_qpv, people, pop_qpv FROM ("
        "SELECT g.type AS type, z.%s AS code, z.%s AS lib, count(DISTINCT g.code_qp) AS n, "
        "z.nb_qpv AS nb_qpv, sum(g.pop) AS people, z.pop_qpv AS pop_qpv FROM (%s) g %s "
        "WHERE g.motif IN ('aucun', 'partiel') GROUP BY g.type, z.%s) "
        "WHERE coalesce(people, 0) >= ?1 ORDER BY people DESC NULLS LAST, code, %s",
        level->code, level->lib, base, join, level->code, order);
}

mlg_status report_group_gaps(report_gaps *gaps, report_document *document, mlg_error *err)
{
    const char *const layers[] = {"lacune",          "qpv", "commune", "qpv_dispositif",
                                  gaps->level->name, NULL};
    MLG_TRY(report_need_layers(&gaps->result, layers, err));
    g_autofree char *sql = group_sql(gaps);
    g_autoptr(store_query) query = NULL;
    g_autoptr(report_table) table = group_table(gaps);
    MLG_TRY(report_query(&gaps->result, sql, &query, err));
    store_bind_double(query, 1, gaps->options->min_population);
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        const char *code = store_text(query, 1);
        double n = store_double(query, 3), all = store_double(query, 4);
        double people = store_double(query, 5), all_people = store_double(query, 6);
        if (gaps->without->len == 0)
            report_put_text(table, store_text(query, 0));
        report_put_text(table, code);
        report_put_coded(table, store_text(query, 2), code == NULL ? D_(gaps->level->none) : NULL);
        report_put_number(table, n);
        report_put_number(table, all);
        report_put_number(table, n / all);
        report_put_number(table, people);
        report_put_number(table, all_people);
        report_put_number(table, people / all_people);
        gaps->n_gaps++;
    }
    MLG_TRY(report_note_gaps(gaps, table, err));
    report_document_add(document, g_steal_pointer(&table));
    return MLG_OK;
}
