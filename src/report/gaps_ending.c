/*
 * gaps_ending.c - dispositifs in force that end within some months of the result's date: the gaps
 * to come, the first to end first, with the contract that follows each.
 */
#include "report/gaps.h"

#include "base/date.h"
#include "base/text.h"
#include "report/number.h"

#include <string.h>

static report_table *ending_table(void)
{
    const report_column columns[] = {
        {"date_fin", D_("End"), REPORT_CODE, 0},
        {"type", D_("Type"), REPORT_CODE, 0},
        {"id_dispositif", D_("Id"), REPORT_CODE, 2},
        {"nom", D_("Name"), REPORT_NAME, 0},
        {"porteur_nom", D_("Carrier"), REPORT_NAME, 1},
        {"nb_qpv", D_("QPV"), REPORT_COUNT, 0},
        {"pop_qpv", D_("Inh. of QPV"), REPORT_COUNT, 0},
        {"pop", D_("Inhabitants"), REPORT_COUNT, 0},
        {"suite", D_("Followed by"), REPORT_CODE, 0},
    };
    return report_table_new("echeances", NULL, columns, G_N_ELEMENTS(columns));
}

#define NEXT                                                                                       \
    "SELECT n.id_dispositif AS id, n.id_dispositif || CASE n.statut WHEN 'EN_PROJET' THEN ?3 "     \
    "ELSE '' END AS shown FROM dispositif n WHERE n.statut <> 'ABANDONNE' "                        \
    "AND n.id_dispositif <> d.id_dispositif AND (n.succede_a = d.id_dispositif "                   \
    "OR n.id_dispositif = d.absorbe_par) ORDER BY 1"

static char *ending_sql(const report_gaps *gaps)
{
    g_autofree char *types = report_gaps_types(gaps, "type");
    /* what follows: contracts that name it in succede_a, and the one it names in absorbe_par */
    return g_strdup_printf(
        "SELECT date_fin, type, id_dispositif, nom, porteur_nom, nb_qpv, pop_qpv, pop, "
        "(SELECT group_concat(id, ',') FROM (" NEXT ")), (SELECT group_concat(shown, ', ') "
        "FROM (" NEXT ")) FROM dispositif d WHERE en_vigueur = 'oui' AND date_fin <= ?1 "
        "AND coalesce(pop, 0) >= ?2 AND %s ORDER BY date_fin, id_dispositif",
        types);
}

static void put_row(report_table *table, const store_query *query)
{
    g_autofree char *day = report_day(store_text(query, 0));
    report_put_coded(table, store_text(query, 0), day);
    for (int c = 1; c < 5; c++)
        report_put_text(table, store_text(query, c));
    for (int c = 5; c < 8; c++)
        report_put_number(table, store_double(query, c));
    report_put_coded(table, store_text(query, 8), store_text(query, 9));
}

/* They are in force past their end: neither to come nor to be forgotten. */
static void note_past(report_table *table, size_t n)
{
    g_autofree char *shown = report_count((double)n);
    if (n > 0)
        report_note(table, g_strdup_printf(
                               Dngettext_("%s other is in force though its end is past.",
                                          "%s others are in force though their end is past.", n),
                               shown));
}

/* The last day that counts. */
static char *limit_of(const report_gaps *gaps)
{
    base_period period = {0};
    (void)base_date_parse(gaps->result.date, &period); /* an impossible date gives no row */
    char *text = g_malloc(11);
    return base_date_format(base_date_add_months(period.first, gaps->options->ending_months), text);
}

mlg_status report_list_ending(report_gaps *gaps, report_document *document, mlg_error *err)
{
    g_autoptr(GHashTable) ids = NULL;
    g_autoptr(store_query) query = NULL;
    g_autoptr(report_table) table = ending_table();
    MLG_TRY(report_need_layers(&gaps->result, (const char *const[]){"dispositif", NULL}, err));
    MLG_TRY(report_zone_ids(&gaps->result, gaps->options->zone, &ids, err));
    g_autofree char *sql = ending_sql(gaps);
    g_autofree char *limit = limit_of(gaps);
    g_autofree char *day = report_day(gaps->result.date);
    g_autofree char *last = report_day(limit);
    MLG_TRY(report_query(&gaps->result, sql, &query, err));
    g_autofree char *in_project = g_strdup_printf(" (%s)", D_("in project"));
    store_bind_text(query, 1, limit);
    store_bind_double(query, 2, gaps->options->min_population);
    store_bind_text(query, 3, in_project);
    size_t n_past = 0;
    for (bool row = false;;) {
        MLG_TRY(store_step(query, &row, err));
        if (!row)
            break;
        if (ids != NULL && !g_hash_table_contains(ids, store_text(query, 2)))
            continue;
        if (strcmp(store_text(query, 0), gaps->result.date) < 0) {
            n_past++;
            continue;
        }
        put_row(table, query);
        gaps->n_gaps++;
    }
    g_free(document->title);
    document->title = g_strdup_printf(D_("Dispositifs in force on %s that end by %s"), day, last);
    if (gaps->n_gaps == 0)
        report_note(table, g_strdup(D_("None.")));
    note_past(table, n_past);
    report_document_add(document, g_steal_pointer(&table));
    return MLG_OK;
}
