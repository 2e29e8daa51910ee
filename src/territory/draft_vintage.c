/*
 * draft_vintage.c - of which COG the communes are, and each table: told by their codes where
 * movements are given, else by what their files say.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <stdlib.h>

/* Lists of QPV of 2015 and of 2024 are in the COG of their year (ANCT). */
#define QPV_COG_2015 2015
#define QPV_COG_2024 2024

static gint compare_codes(gconstpointer a, gconstpointer b)
{
    return base_code_compare(*(const mlg_code *)a, *(const mlg_code *)b);
}

void draft_sort_codes(GArray *codes)
{
    for (guint i = 0, n = codes->len; i < n; i++) {
        mlg_code whole = base_code_plm_commune(g_array_index(codes, mlg_code, i));
        if (!base_code_is_empty(whole))
            g_array_append_val(codes, whole);
    }
    g_array_sort(codes, compare_codes);
    guint kept = 0;
    for (guint i = 0; i < codes->len; i++) {
        mlg_code code = g_array_index(codes, mlg_code, i);
        if (kept == 0 || !base_code_equal(g_array_index(codes, mlg_code, kept - 1), code))
            g_array_index(codes, mlg_code, kept++) = code;
    }
    g_array_set_size(codes, kept);
}

static draft_table *table_at(const draft_work *work, guint i)
{
    return &g_array_index(work->b->tables, draft_table, i);
}

static history_vintage detect(const draft_work *work, const GArray *codes, int stated,
                              base_date other)
{
    base_date preferred[3] = {BASE_DATE_NONE, BASE_DATE_NONE, BASE_DATE_NONE};
    size_t n = 0;
    if (stated != 0)
        preferred[n++] = history_day(stated);
    if (other != BASE_DATE_NONE)
        preferred[n++] = other;
    return territory_history_detect(work->t->history, (const mlg_code *)(void *)codes->data,
                                    codes->len, preferred);
}

/* Codes that do not fit a day: how many, and the first of them. */
static void report_misfit(const draft_work *work, const char *finding, territory_origin origin,
                          const history_vintage *v, int stated)
{
    g_autofree char *count = g_strdup_printf("%zu", v->n_extra + v->n_missing);
    g_autofree char *nearest = g_strdup_printf("%d", base_date_year(v->day));
    g_autofree char *year = stated != 0 ? g_strdup_printf("%d", stated) : g_strdup("");
    BASE_EMIT(work->monitor, .code = finding, .object = "source", .id = year, .file = origin.file,
              .layer = origin.layer, .value = v->n_extra > 0 ? v->extra.s : v->missing.s,
              .proposed = nearest, .detail = count);
}

static territory_origin communes_origin(const draft_work *work)
{
    return g_array_index(work->b->communes, territory_commune_row, 0).origin;
}

/* Movements of another country, or of other départements: nothing of theirs is here. */
static bool is_elsewhere(const draft_work *work)
{
    const mlg_territory *t = work->t;
    size_t n = territory_history_count(t->history);
    for (size_t i = 0; i < n; i++)
        if (territory_find_commune(t, territory_history_code(t->history, i)) != TERRITORY_NONE)
            return false;
    g_autofree char *count = g_strdup_printf("%zu", n);
    BASE_EMIT(work->monitor, .code = "mouvements-ailleurs", .object = "source",
              .file = work->b->history_file, .value = territory_history_code(t->history, 0).s,
              .proposed = t->communes[0].code.s, .detail = count);
    return true;
}

/* What the codes say wins over what the file says; where they fit no COG, the file's word stays. */
static void find_communes_day(draft_work *work)
{
    mlg_territory *t = work->t;
    base_date until = territory_history_until(t->history);
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (size_t c = 0; c < t->n_communes; c++)
        g_array_append_val(codes, t->communes[c].code);
    draft_sort_codes(codes);
    int stated = work->b->vintage;
    history_vintage v = detect(work, codes, stated, BASE_DATE_NONE);
    bool untold = stated != 0 && history_day(stated) > until; /* movements end before */
    t->cog_day = v.fits ? v.day : BASE_DATE_NONE;
    if (v.fits) {
        if (stated != 0 && !untold && base_date_year(v.day) != stated)
            report_misfit(work, "millesime-contredit", communes_origin(work), &v, stated);
        t->vintage = untold ? stated : base_date_year(v.day);
    } else if (stated != 0 && !untold) {
        report_misfit(work, "millesime-douteux", communes_origin(work), &v, stated);
        t->cog_day = history_day(stated);
    } else {
        report_misfit(work, "millesime-communes-inconnu", communes_origin(work), &v, stated);
    }
}

static void add_codes(const GArray *facts, guint table, GArray *codes, territory_origin *ret_origin)
{
    for (guint i = 0; i < facts->len; i++) {
        const draft_fact *fact = &g_array_index(facts, draft_fact, i);
        if (fact->table != table)
            continue;
        if (codes->len == 0)
            *ret_origin = fact->origin;
        g_array_append_val(codes, fact->code);
    }
}

/* Codes of communes that a table tells of, and where its first row stands. */
static GArray *codes_of(const draft_work *work, guint table, territory_origin *ret_origin)
{
    GArray *codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    const territory_builder *b = work->b;
    const GArray *facts[] = {b->memberships[TERRITORY_EPCI], b->memberships[TERRITORY_EPT],
                             b->populations};
    for (size_t k = 0; k < G_N_ELEMENTS(facts); k++)
        add_codes(facts[k], table, codes, ret_origin);
    for (guint z = 0; z < b->zonings->len; z++)
        add_codes(g_array_index(b->zonings, draft_zoning, z).facts, table, codes, ret_origin);
    return codes;
}

void draft_list_codes(const territory_qpv_row *row, GArray *ret)
{
    g_auto(GStrv) tokens = g_strsplit_set(row->communes, ",;/ ", -1);
    for (size_t i = 0; tokens[i] != NULL; i++) {
        mlg_code code;
        if (base_code_parse(BASE_CODE_COMMUNE, tokens[i], &code) != BASE_CODE_INVALID)
            g_array_append_val(ret, code);
    }
}

/* Codes in the lists of QPV of a table, and the year of their COG. */
static int list_codes_of(const draft_work *work, guint table, GArray *codes,
                         territory_origin *ret_origin)
{
    int year = 0;
    for (guint i = 0; i < work->b->qpvs->len; i++) {
        const territory_qpv_row *row = &g_array_index(work->b->qpvs, territory_qpv_row, i);
        if (row->table != table)
            continue;
        *ret_origin = row->origin;
        year = base_code_qpv_generation(row->code) == 2015 ? QPV_COG_2015 : QPV_COG_2024;
        draft_list_codes(row, codes);
    }
    return year;
}

static void find_table_day(draft_work *work, guint i)
{
    draft_table *table = table_at(work, i);
    territory_origin origin = {NULL, NULL, 0};
    g_autoptr(GArray) codes = codes_of(work, i, &origin);
    int stated = table->year;
    if (codes->len == 0)
        stated = list_codes_of(work, i, codes, &origin);
    if (codes->len == 0)
        return;
    draft_sort_codes(codes);
    history_vintage v = detect(work, codes, stated, work->t->cog_day);
    table->day = v.day;
    if (v.fits)
        return;
    bool told = stated != 0 && history_day(stated) <= territory_history_until(work->t->history);
    table->day = told ? history_day(stated) : work->t->cog_day;
    v.day = table->day;
    report_misfit(work, "millesime-table-douteux", origin, &v, stated);
}

static void measure_tables(draft_work *work)
{
    int vintage = work->t->vintage;
    for (guint i = 0; i < work->b->tables->len; i++) {
        draft_table *table = table_at(work, i);
        int year = table->year != 0 ? table->year : base_date_year(table->day);
        table->distance = year != 0 && vintage != 0 ? abs(year - vintage) : 0;
    }
}

void draft_vintages(draft_work *work)
{
    mlg_territory *t = work->t;
    t->history = g_steal_pointer(&work->b->history);
    if (t->history != NULL && is_elsewhere(work))
        g_clear_pointer(&t->history, territory_history_free);
    if (t->history != NULL)
        find_communes_day(work);
    if (t->cog_day == BASE_DATE_NONE) /* nothing can be converted */
        g_clear_pointer(&t->history, territory_history_free);
    for (guint i = 0; t->history != NULL && i < work->b->tables->len; i++)
        find_table_day(work, i);
    measure_tables(work);
}

void draft_image(const draft_work *work, uint32_t table, mlg_code code, GArray *ret)
{
    const mlg_territory *t = work->t;
    base_date day = table_at(work, table)->day;
    guint before = ret->len;
    if (t->history != NULL && day != BASE_DATE_NONE && day != t->cog_day)
        territory_history_image(t->history, code, day, t->cog_day, ret);
    if (ret->len == before)
        g_array_append_val(ret, code);
}
