/*
 * finish.c - turns a filled builder into a territory: the order of the steps, and what they share.
 */
#include "territory/draft.h"

#include "base/text.h"

void *draft_new(draft_work *work, size_t n, size_t item_size)
{
    void *items = g_malloc0_n(n > 0 ? n : 1, item_size);
    g_ptr_array_add(work->t->owned, items);
    return items;
}

/* By code; of one code those of the table nearest to the communes last. */
static gint compare_facts(gconstpointer a, gconstpointer b, gpointer tables)
{
    const draft_fact *x = a, *y = b;
    int order = base_code_compare(x->code, y->code);
    if (order != 0)
        return order;
    int far_x = g_array_index((GArray *)tables, draft_table, x->table).distance;
    int far_y = g_array_index((GArray *)tables, draft_table, y->table).distance;
    return far_x > far_y ? -1 : far_x < far_y;
}

/* GLib's sort is stable, so of two facts about one code the one stated last stays last. */
void draft_sort_facts(const draft_work *work, GArray *facts)
{
    g_array_sort_with_data(facts, compare_facts, work->b->tables);
}

draft_fact *draft_find_fact(GArray *facts, mlg_code code)
{
    guint low = 0, high = facts->len; /* first fact after the code */
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (base_code_compare(g_array_index(facts, draft_fact, middle).code, code) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || !base_code_equal(g_array_index(facts, draft_fact, low - 1).code, code))
        return NULL;
    for (guint i = low - 1;; i--) {
        draft_fact *fact = &g_array_index(facts, draft_fact, i);
        if (!base_code_equal(fact->code, code))
            break;
        fact->used = true;
        if (i == 0)
            break;
    }
    return &g_array_index(facts, draft_fact, low - 1);
}

/* Départements of which a commune is loaded: codes elsewhere are not missing, only out of view. */
static bool department_is_loaded(const mlg_territory *t, mlg_code code)
{
    mlg_code department = base_code_qpv_generation(code) != 0 ? base_code_qpv_department(code)
                                                              : base_code_department(code);
    return territory_find_department(t, department) != TERRITORY_NONE;
}

/* One finding a file: how many of its codes nothing loaded has, and the first. */
static void report_lost(draft_work *work, GArray *facts, const char *what)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new(); /* interned texts: equal pointers */
    for (guint i = 0; i < facts->len; i++) {
        gpointer file = (gpointer)g_array_index(facts, draft_fact, i).origin.file;
        if (!g_ptr_array_find(files, file, NULL))
            g_ptr_array_add(files, file);
    }
    for (guint f = 0; f < files->len; f++) {
        const draft_fact *first = NULL;
        size_t n_lost = 0;
        for (guint i = 0; i < facts->len; i++) {
            const draft_fact *fact = &g_array_index(facts, draft_fact, i);
            if (fact->origin.file != g_ptr_array_index(files, f) || fact->used ||
                !department_is_loaded(work->t, fact->code))
                continue;
            first = first != NULL ? first : fact;
            n_lost++;
        }
        if (first == NULL)
            continue;
        g_autofree char *count = g_strdup_printf("%zu", n_lost);
        BASE_EMIT(work->monitor, .code = "code-sans-unite", .object = what, .id = first->code.s,
                  .file = first->origin.file, .layer = first->origin.layer,
                  .row = first->origin.row, .value = first->code.s, .detail = count);
    }
}

mlg_status draft_check_joined(draft_work *work, GArray *facts, const char *what, const char *known,
                              mlg_error *err)
{
    size_t n_used = 0;
    for (guint i = 0; i < facts->len; i++)
        n_used += g_array_index(facts, draft_fact, i).used;
    if (facts->len > 0 && n_used == 0) {
        const draft_fact *first = &g_array_index(facts, draft_fact, 0);
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: no code in common with the loaded %s: here %s, there %s"),
                                 first->origin.file, what, first->code.s, known),
                        _("check that both files describe one territory and one vintage"));
    }
    report_lost(work, facts, what);
    return MLG_OK;
}

static void take_sources(draft_work *work)
{
    mlg_territory *t = work->t;
    territory_builder *b = work->b;
    t->n_sources = b->sources->len;
    t->sources = draft_new(work, t->n_sources, sizeof(territory_source));
    for (guint i = 0; i < b->sources->len; i++)
        t->sources[i] = g_array_index(b->sources, territory_source, i);
    t->n_crs = b->crs->len;
    t->crs = g_new0(char *, t->n_crs + 1);
    for (size_t i = 0; i < t->n_crs; i++)
        t->crs[i] = g_strdup(g_ptr_array_index(b->crs, i));
    t->vintage = b->vintage;
    t->population_year = b->population_year;
    t->generalised = b->generalised;
}

mlg_status territory_builder_finish(territory_builder *b, const territory_options *options,
                                    const mlg_monitor *monitor, mlg_territory **ret, mlg_error *err)
{
    g_autoptr(mlg_territory) t = g_new0(mlg_territory, 1);
    t->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    t->owned = g_ptr_array_new_with_free_func(g_free);
    draft_work work = {b, t, options, monitor};
    take_sources(&work);
    MLG_TRY(draft_communes(&work, err));
    draft_vintages(&work);
    draft_memberships(&work);
    draft_convert(&work);
    MLG_TRY(draft_groups(&work, err));
    MLG_TRY(draft_populations(&work, err));
    MLG_TRY(draft_qpvs(&work, err));
    MLG_TRY(draft_zonings(&work, err));
    MLG_TRY(draft_matches(&work, err));
    /* texts and shapes now belong to the territory, freed with it */
    t->strings = g_steal_pointer(&b->strings);
    b->strings = g_string_chunk_new(64);
    g_ptr_array_extend_and_steal(t->shapes, g_steal_pointer(&b->shapes));
    b->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    *ret = g_steal_pointer(&t);
    return MLG_OK;
}
