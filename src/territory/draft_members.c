/*
 * draft_members.c - the EPCI of each year that composition tables are given of, over the communes
 * loaded; communes that tables of one year put in two EPCI.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <string.h>

/* Year of a table: what it says, else that of its codes. */
static int year_of(const draft_work *work, const draft_fact *fact)
{
    const draft_table *table = &g_array_index(work->b->tables, draft_table, fact->table);
    return table->year != 0 ? table->year : base_date_year(table->day);
}

static gint compare_ints(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* Years of the composition tables, ascending. */
static GArray *list_years(const draft_work *work)
{
    GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
    const GArray *facts = work->b->memberships[TERRITORY_EPCI];
    uint32_t last = UINT32_MAX;
    for (guint i = 0; i < facts->len; i++) {
        const draft_fact *fact = &g_array_index(facts, draft_fact, i);
        if (fact->table == last)
            continue;
        last = fact->table;
        int year = year_of(work, fact);
        bool known = false;
        for (guint k = 0; k < years->len; k++)
            known = known || g_array_index(years, int, k) == year;
        if (!known)
            g_array_append_val(years, year);
    }
    g_array_sort(years, compare_ints);
    return years;
}

static gint compare_facts(gconstpointer a, gconstpointer b)
{
    return base_code_compare(((const draft_fact *)a)->code, ((const draft_fact *)b)->code);
}

/* Communes in two EPCI of a year. */
typedef struct quarrel {
    const draft_fact *first, *second; /* the second is used */
    size_t n;
} quarrel;

static void report_quarrel(const draft_work *work, const quarrel *q)
{
    if (q->n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", q->n);
    g_autofree char *both =
        g_strdup_printf("%s (%s), %s (%s)", q->first->group.s, q->first->origin.file,
                        q->second->group.s, q->second->origin.file);
    BASE_EMIT(work->monitor, .code = "epci-contradiction", .object = "epci", .id = count,
              .file = q->second->origin.file, .layer = q->second->origin.layer,
              .row = q->second->origin.row, .value = q->second->code.s,
              .proposed = q->second->group.s, .detail = both);
}

/* Facts of a year by commune, the last of each only; contradictions are told. */
static GArray *facts_of_year(const draft_work *work, int year)
{
    const GArray *all = work->b->memberships[TERRITORY_EPCI];
    g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    for (guint i = 0; i < all->len; i++) {
        const draft_fact *fact = &g_array_index(all, draft_fact, i);
        if (year_of(work, fact) == year)
            g_array_append_val(facts, *fact);
    }
    g_array_sort(facts, compare_facts); /* stable: later tables stay last */
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    quarrel q = {NULL, NULL, 0};
    for (guint i = 0; i < facts->len; i++) {
        const draft_fact *fact = &g_array_index(facts, draft_fact, i);
        const draft_fact *next =
            i + 1 < facts->len ? &g_array_index(facts, draft_fact, i + 1) : NULL;
        if (next == NULL || !base_code_equal(next->code, fact->code)) {
            g_array_append_val(kept, *fact);
            continue;
        }
        if (base_code_equal(next->group, fact->group))
            continue;
        if (q.n++ == 0)
            q = (quarrel){fact, next, 1};
    }
    report_quarrel(work, &q);
    return kept;
}

static gint compare_groups(gconstpointer a, gconstpointer b)
{
    const draft_fact *x = a, *y = b;
    int order = base_code_compare(x->group, y->group);
    return order != 0 ? order : base_code_compare(x->code, y->code);
}

/* Adds a member by its code; Paris, Lyon or Marseille may be loaded by arrondissement. */
static void add_member(const mlg_territory *t, territory_member member, mlg_code code,
                       GArray *members)
{
    member.commune = territory_find_commune(t, code);
    if (member.commune != TERRITORY_NONE) {
        g_array_append_val(members, member);
        return;
    }
    for (uint32_t c = 0; base_code_is_plm(code) && c < t->n_communes; c++) {
        member.commune = c;
        if (base_code_equal(base_code_plm_commune(t->communes[c].code), code))
            g_array_append_val(members, member);
    }
}

/* A commune that an EPCI holds: whole, or each of the communes of that day that are in it. */
static void add_target(const mlg_territory *t, mlg_code epci, const history_target *target,
                       const GArray *codes, base_date day, GArray *members)
{
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    territory_member member = {.epci = epci, .was = target->was, .whole = target->whole};
    if (target->whole)
        add_member(t, member, target->code, members);
    for (guint i = 0; !target->whole && i < codes->len; i++) {
        member.was = g_array_index(codes, mlg_code, i);
        g_array_set_size(image, 0);
        territory_history_image(t->history, member.was, day, t->cog_day, image);
        for (guint k = 0; k < image->len; k++)
            if (base_code_equal(g_array_index(image, mlg_code, k), target->code))
                add_member(t, member, target->code, members);
    }
}

/* Communes loaded of one EPCI, given by facts [begin, end) of one group. */
static void add_members(const draft_work *work, const GArray *facts, guint begin, guint end,
                        GArray *members)
{
    const mlg_territory *t = work->t;
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(history_target));
    const draft_fact *first = &g_array_index(facts, draft_fact, begin);
    base_date day = g_array_index(work->b->tables, draft_table, first->table).day;
    for (guint i = begin; i < end; i++) {
        mlg_code code = g_array_index(facts, draft_fact, i).code;
        history_target same = {code, code, true};
        g_array_append_val(codes, code);
        if (t->history == NULL || day == BASE_DATE_NONE)
            g_array_append_val(targets, same);
    }
    if (targets->len == 0)
        territory_history_convert(t->history, (const mlg_code *)(void *)codes->data, codes->len,
                                  day, t->cog_day, targets);
    for (guint i = 0; i < targets->len; i++)
        add_target(t, first->group, &g_array_index(targets, history_target, i), codes, day,
                   members);
}

static gint compare_members(gconstpointer a, gconstpointer b)
{
    const territory_member *x = a, *y = b;
    int order = base_code_compare(x->epci, y->epci);
    if (order == 0 && x->commune != y->commune)
        order = x->commune < y->commune ? -1 : 1;
    return order != 0 ? order : base_code_compare(x->was, y->was);
}

static void make_membership(draft_work *work, GArray *facts, int year)
{
    mlg_territory *t = work->t;
    g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(territory_member));
    g_array_sort(facts, compare_groups);
    for (guint begin = 0, end = 0; begin < facts->len; begin = end) {
        mlg_code group = g_array_index(facts, draft_fact, begin).group;
        for (end = begin + 1; end < facts->len; end++)
            if (!base_code_equal(g_array_index(facts, draft_fact, end).group, group))
                break;
        add_members(work, facts, begin, end, members);
    }
    g_array_sort(members, compare_members);
    territory_member *copy = draft_new(work, members->len, sizeof(territory_member));
    if (members->len > 0)
        memcpy(copy, members->data, members->len * sizeof(territory_member));
    t->memberships[t->n_memberships++] = (territory_membership){
        year, g_array_index(facts, draft_fact, 0).origin.file, copy, members->len};
}

/* Year of the tables that the communes take their EPCI from: the nearest to theirs. */
static void find_epci_year(draft_work *work)
{
    const GArray *facts = work->b->memberships[TERRITORY_EPCI];
    const draft_table *taken = NULL;
    for (guint i = 0; i < facts->len; i++) {
        const draft_fact *fact = &g_array_index(facts, draft_fact, i);
        const draft_table *table = &g_array_index(work->b->tables, draft_table, fact->table);
        if (taken == NULL || table->distance < taken->distance ||
            (table->distance == taken->distance && table > taken)) {
            taken = table;
            work->t->epci_year = year_of(work, fact);
        }
    }
}

void draft_memberships(draft_work *work)
{
    mlg_territory *t = work->t;
    g_autoptr(GArray) years = list_years(work);
    t->memberships = draft_new(work, years->len, sizeof(territory_membership));
    find_epci_year(work);
    bool several = years->len > 1 && g_array_index(years, int, 0) != 0;
    for (guint i = 0; i < years->len; i++) {
        int year = g_array_index(years, int, i);
        g_autoptr(GArray) facts = facts_of_year(work, year);
        if (several)
            make_membership(work, facts, year);
    }
}
