/*
 * draft_convert.c - facts about communes of another COG become facts about the communes loaded:
 * sums of people where all predecessors are known, memberships where they agree. What a split or
 * a stranger makes uncertain is told and left out, never guessed.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* One table being converted. */
typedef struct conversion {
    draft_work *work;
    GArray *facts;
    uint32_t table;
    base_date from;
    GHashTable *told;    /* codes that a table of the communes' own vintage tells of */
    GHashTable *by_code; /* code text -> index + 1 of its last fact of the table */
    GArray *targets;     /* mlg_code */
    size_t n_converted, n_doubtful;
    mlg_code first, first_target, doubtful;
    territory_origin origin; /* of the first that is converted */
} conversion;

static draft_fact *fact_of(const conversion *c, mlg_code code)
{
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(c->by_code, code.s));
    return at == 0 ? NULL : &g_array_index(c->facts, draft_fact, at - 1);
}

/* True when the code is the same commune among those loaded. */
static bool stays(const conversion *c, mlg_code code)
{
    const mlg_territory *t = c->work->t;
    mlg_code other;
    return territory_history_same(t->history, code, c->from, t->cog_day, &other) &&
           base_code_equal(other, code);
}

static void add_former(conversion *c, GArray *formers, const draft_fact *fact)
{
    territory_former former = {fact->code, c->from, fact->people};
    if (!isnan(fact->people))
        g_array_append_val(formers, former);
}

/* Sets apart the facts about communes that are others among those loaded; they count as used. */
static void collect(conversion *c, GArray *formers)
{
    const mlg_territory *t = c->work->t;
    for (guint i = 0; i < c->facts->len; i++) {
        draft_fact *fact = &g_array_index(c->facts, draft_fact, i);
        if (fact->table != c->table || !territory_history_knows(t->history, fact->code) ||
            stays(c, fact->code))
            continue;
        guint before = c->targets->len;
        territory_history_image(t->history, fact->code, c->from, t->cog_day, c->targets);
        if (c->targets->len == before)
            continue; /* no commune of that COG: reported with the codes that nothing has */
        (void)g_hash_table_insert(c->by_code, g_strdup(fact->code.s), GUINT_TO_POINTER(i + 1));
        fact->used = true;
        if (formers != NULL)
            add_former(c, formers, fact);
    }
    draft_sort_codes(c->targets);
}

/* The sum of the predecessors; false when one is not known or is not in this commune alone. */
static bool sum_people(const conversion *c, const GArray *predecessors, draft_fact *ret)
{
    const mlg_territory *t = c->work->t;
    double sum = 0;
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (guint i = 0; i < predecessors->len; i++) {
        mlg_code code = g_array_index(predecessors, mlg_code, i);
        const draft_fact *fact = fact_of(c, code);
        g_array_set_size(image, 0);
        territory_history_image(t->history, code, c->from, t->cog_day, image);
        if (fact == NULL || image->len != 1)
            return false;
        sum += fact->people;
    }
    ret->people = sum;
    return true;
}

/* The group of the predecessors; of several, that of the one that gave its code. */
static bool agree_on_group(const conversion *c, const GArray *predecessors, draft_fact *ret)
{
    bool agree = true;
    const draft_fact *taken = NULL;
    for (guint i = 0; i < predecessors->len; i++) {
        const draft_fact *fact = fact_of(c, g_array_index(predecessors, mlg_code, i));
        if (fact == NULL)
            continue;
        agree = agree && (taken == NULL || base_code_equal(taken->group, fact->group));
        if (taken == NULL || base_code_equal(fact->code, ret->code))
            taken = fact;
    }
    if (taken != NULL)
        ret->group = taken->group;
    return agree && taken != NULL;
}

static void doubt(conversion *c, mlg_code code)
{
    if (!g_hash_table_contains(c->told, code.s) && c->n_doubtful++ == 0)
        c->doubtful = code;
}

/* The example told is, when there is one, of a commune whose code changed. */
static void count_converted(conversion *c, const GArray *predecessors, mlg_code code,
                            territory_origin origin)
{
    bool changed = c->n_converted++ > 0 && !base_code_equal(c->first, c->first_target);
    for (guint i = 0; i < predecessors->len && !changed; i++) {
        c->first = g_array_index(predecessors, mlg_code, i);
        c->first_target = code;
        c->origin = origin;
        changed = !base_code_equal(c->first, code);
    }
}

/* A fact about one of the communes loaded. */
static void convert_target(conversion *c, mlg_code code, bool people)
{
    const mlg_territory *t = c->work->t;
    if (territory_find_commune(t, code) == TERRITORY_NONE)
        return;
    g_autoptr(GArray) predecessors = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    territory_history_image(t->history, code, t->cog_day, c->from, predecessors);
    const draft_fact *first = NULL;
    for (guint i = 0; i < predecessors->len && first == NULL; i++)
        first = fact_of(c, g_array_index(predecessors, mlg_code, i));
    if (first == NULL)
        return;
    draft_fact fact = *first;
    fact.code = code;
    fact.used = false;
    bool sure =
        people ? sum_people(c, predecessors, &fact) : agree_on_group(c, predecessors, &fact);
    if (!sure)
        doubt(c, code);
    if (!sure && people)
        return;
    if (sure)
        count_converted(c, predecessors, code, first->origin);
    g_array_append_val(c->facts, fact);
}

/* Facts that were set apart leave, so that their codes say nothing of communes of today. */
static void drop_collected(conversion *c)
{
    guint kept = 0;
    for (guint i = 0; i < c->facts->len; i++) {
        draft_fact fact = g_array_index(c->facts, draft_fact, i);
        if (fact.table == c->table && fact.used)
            continue;
        g_array_index(c->facts, draft_fact, kept++) = fact;
    }
    g_array_set_size(c->facts, kept);
}

void draft_report_converted(const draft_work *work, territory_origin origin, base_date from,
                            mlg_code first, mlg_code target, size_t n)
{
    g_autofree char *year = g_strdup_printf("%d", base_date_year(from));
    g_autofree char *count = g_strdup_printf("%zu", n);
    if (n > 0)
        BASE_EMIT(work->monitor, .code = "codes-convertis", .object = "source", .id = year,
                  .file = origin.file, .layer = origin.layer, .value = first.s,
                  .proposed = target.s, .detail = count);
}

static void report(const conversion *c, territory_origin origin, bool people)
{
    draft_report_converted(c->work, c->origin, c->from, c->first, c->first_target, c->n_converted);
    if (c->n_doubtful == 0)
        return;
    g_autofree char *year = g_strdup_printf("%d", base_date_year(c->from));
    g_autofree char *count = g_strdup_printf("%zu", c->n_doubtful);
    BASE_EMIT(c->work->monitor, .code = people ? "population-ambigue" : "epci-ambigu",
              .object = "source", .id = year, .file = origin.file, .layer = origin.layer,
              .value = c->doubtful.s, .detail = count);
}

/* Codes that a table of the communes' own vintage tells of: nothing is lost of them. */
static GHashTable *told_codes(const draft_work *work, const GArray *facts)
{
    GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < facts->len; i++) {
        const draft_fact *fact = &g_array_index(facts, draft_fact, i);
        const draft_table *table = &g_array_index(work->b->tables, draft_table, fact->table);
        if (table->day == work->t->cog_day && territory_history_knows(work->t->history, fact->code))
            (void)g_hash_table_add(told, g_strdup(fact->code.s));
    }
    return told;
}

static void convert_table(draft_work *work, GArray *facts, uint32_t table, bool people,
                          GArray *formers)
{
    base_date from = g_array_index(work->b->tables, draft_table, table).day;
    if (from == BASE_DATE_NONE || from == work->t->cog_day)
        return;
    g_autoptr(GHashTable) told = told_codes(work, facts);
    g_autoptr(GHashTable) by_code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    conversion c = {.work = work,
                    .facts = facts,
                    .told = told,
                    .table = table,
                    .from = from,
                    .by_code = by_code,
                    .targets = targets};
    territory_origin origin = {NULL, NULL, 0};
    collect(&c, formers);
    for (guint i = 0; i < facts->len && origin.file == NULL; i++)
        if (g_array_index(facts, draft_fact, i).table == table)
            origin = g_array_index(facts, draft_fact, i).origin;
    for (guint i = 0; i < targets->len; i++)
        convert_target(&c, g_array_index(targets, mlg_code, i), people);
    report(&c, origin, people);
    drop_collected(&c);
}

static gint compare_formers(gconstpointer a, gconstpointer b)
{
    const territory_former *x = a, *y = b;
    int order = base_code_compare(x->code, y->code);
    return order != 0 ? order : x->day < y->day ? -1 : x->day > y->day;
}

/* Codes of the lists of QPV of a table that are others among the communes. */
typedef struct list_count {
    GHashTable *seen; /* their texts */
    mlg_code first, target;
    territory_origin origin;
} list_count;

static void count_list(const draft_work *work, const territory_qpv_row *row, list_count *count)
{
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    draft_list_codes(row, codes);
    for (guint i = 0; i < codes->len; i++) {
        mlg_code code = g_array_index(codes, mlg_code, i);
        g_array_set_size(image, 0);
        draft_image(work, row->table, code, image);
        mlg_code now = g_array_index(image, mlg_code, 0);
        if ((image->len == 1 && base_code_equal(now, code)) ||
            !g_hash_table_add(count->seen, g_strdup(code.s)) || !base_code_is_empty(count->first))
            continue;
        count->first = code;
        count->target = base_code_equal(now, code) ? g_array_index(image, mlg_code, 1) : now;
        count->origin = row->origin;
    }
}

/* Lists of QPV are converted as they are read (draft_qpvs.c); how many codes change is told here.
 */
static void report_lists(const draft_work *work)
{
    for (uint32_t table = 0; table < work->b->tables->len; table++) {
        base_date from = g_array_index(work->b->tables, draft_table, table).day;
        g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        list_count count = {.seen = seen};
        for (guint i = 0; i < work->b->qpvs->len; i++) {
            const territory_qpv_row *row = &g_array_index(work->b->qpvs, territory_qpv_row, i);
            if (row->table == table)
                count_list(work, row, &count);
        }
        draft_report_converted(work, count.origin, from, count.first, count.target,
                               g_hash_table_size(seen));
    }
}

void draft_convert(draft_work *work)
{
    mlg_territory *t = work->t;
    territory_builder *b = work->b;
    if (t->history == NULL)
        return;
    g_autoptr(GArray) formers = g_array_new(FALSE, FALSE, sizeof(territory_former));
    for (uint32_t table = 0; table < b->tables->len; table++) {
        convert_table(work, b->memberships[TERRITORY_EPCI], table, false, NULL);
        convert_table(work, b->memberships[TERRITORY_EPT], table, false, NULL);
        convert_table(work, b->populations, table, true, formers);
    }
    g_array_sort(formers, compare_formers);
    t->n_formers = formers->len;
    t->formers = draft_new(work, formers->len, sizeof(territory_former));
    if (formers->len > 0)
        memcpy(t->formers, formers->data, formers->len * sizeof(territory_former));
    report_lists(work);
}
