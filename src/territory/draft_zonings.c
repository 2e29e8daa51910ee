/*
 * draft_zonings.c - zonings of the communes: the class that a table gives to each. Paris, Lyon and
 * Marseille follow the level of the run: their arrondissements have the commune's class, or make
 * it when they agree.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <string.h>

/* What is wrong with a zoning: how many communes, and the first. */
typedef struct zoning_fault {
    size_t n;
    const char *first;
    territory_origin origin;
} zoning_fault;

static void add_fault(zoning_fault *fault, const char *code, territory_origin origin)
{
    if (fault->n++ > 0)
        return;
    fault->first = code;
    fault->origin = origin;
}

static bool is_number(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* 2 before 10, numbers before texts. */
static gint compare_classes(gconstpointer a, gconstpointer b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    bool numbers = is_number(x) && is_number(y);
    size_t n = strlen(x), m = strlen(y);
    if (numbers && n != m)
        return n < m ? -1 : 1;
    if (!numbers && is_number(x) != is_number(y))
        return is_number(x) ? -1 : 1;
    return strcmp(x, y);
}

/* Texts are kept once, so that equal classes are equal pointers. */
static void list_classes(draft_work *work, const draft_zoning *draft, territory_zoning *zoning)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(GPtrArray) classes = g_ptr_array_new();
    for (guint i = 0; i < draft->facts->len; i++) {
        const draft_fact *fact = &g_array_index(draft->facts, draft_fact, i);
        if (fact->used && g_hash_table_add(seen, (gpointer)fact->class_name))
            g_ptr_array_add(classes, (gpointer)fact->class_name);
    }
    g_ptr_array_sort(classes, compare_classes);
    zoning->n_classes = classes->len;
    zoning->classes = draft_new(work, classes->len, sizeof(char *));
    for (guint i = 0; i < classes->len; i++)
        zoning->classes[i] = g_ptr_array_index(classes, i);
}

static uint32_t class_index(const territory_zoning *zoning, const char *class_name)
{
    for (uint32_t k = 0; class_name != NULL && k < zoning->n_classes; k++)
        if (zoning->classes[k] == class_name)
            return k;
    return TERRITORY_NONE;
}

/* The one class that the facts about a code give; NULL for none, or after a contradiction. */
static const char *class_of(GArray *facts, mlg_code code, zoning_fault *contradictions)
{
    const draft_fact *last = draft_find_fact(facts, code);
    if (last == NULL)
        return NULL;
    const draft_fact *first = &g_array_index(facts, draft_fact, 0);
    for (const draft_fact *fact = last; fact >= first && base_code_equal(fact->code, code); fact--)
        if (fact->class_name != last->class_name) {
            add_fault(contradictions, fact->code.s, last->origin);
            return NULL;
        }
    return last->class_name;
}

/* Of Paris, Lyon or Marseille: the class of all its arrondissements. */
static const char *class_of_parts(const GPtrArray *parts, const mlg_code *commune,
                                  zoning_fault *contradictions)
{
    const draft_fact *common = NULL;
    bool agree = true;
    for (guint i = 0; i < parts->len; i++) {
        draft_fact *fact = g_ptr_array_index(parts, i);
        if (!base_code_equal(base_code_plm_commune(fact->code), *commune))
            continue;
        fact->used = true;
        agree = agree && (common == NULL || common->class_name == fact->class_name);
        common = fact;
    }
    if (!agree)
        add_fault(contradictions, commune->s, common->origin);
    return agree && common != NULL ? common->class_name : NULL;
}

/* A commune's own row; else its arrondissements', or those of an arrondissement's commune. */
static const char *find_class(GArray *facts, const GPtrArray *parts, const mlg_code *code,
                              zoning_fault *contradictions)
{
    zoning_fault of_parts = {.n = 0};
    mlg_code city = base_code_plm_commune(*code);
    const char *parts_class = class_of_parts(parts, code, &of_parts);
    if (draft_find_fact(facts, *code) != NULL)
        return class_of(facts, *code, contradictions);
    if (!base_code_is_empty(city))
        return class_of(facts, city, contradictions);
    if (of_parts.n > 0)
        add_fault(contradictions, of_parts.first, of_parts.origin);
    return parts_class;
}

static void report(const draft_work *work, const draft_zoning *draft, const char *code,
                   const zoning_fault *fault)
{
    if (fault->n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", fault->n);
    BASE_EMIT(work->monitor, .code = code, .object = "zonage", .id = draft->name,
              .file = fault->origin.file, .layer = fault->origin.layer, .row = fault->origin.row,
              .value = fault->first, .detail = count);
}

/* A class of a code of another COG is that of each commune that it became; of a commune to which
 * several classes come so, it is a contradiction. */
static void convert(const draft_work *work, GArray *facts)
{
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    draft_fact first = {.table = 0};
    mlg_code target = {""};
    size_t n = 0;
    for (guint i = 0, end = facts->len; i < end; i++) {
        draft_fact fact = g_array_index(facts, draft_fact, i);
        g_array_set_size(image, 0);
        draft_image(work, fact.table, fact.code, image);
        mlg_code now = g_array_index(image, mlg_code, 0);
        g_array_index(facts, draft_fact, i).code = now;
        for (guint k = 1; k < image->len; k++) {
            draft_fact copy = fact;
            copy.code = g_array_index(image, mlg_code, k);
            g_array_append_val(facts, copy);
        }
        if ((image->len == 1 && base_code_equal(now, fact.code)) || n++ > 0)
            continue;
        first = fact;
        target = base_code_equal(now, fact.code) ? g_array_index(image, mlg_code, 1) : now;
    }
    draft_report_converted(work, first.origin,
                           g_array_index(work->b->tables, draft_table, first.table).day, first.code,
                           target, n);
}

static mlg_status make_zoning(draft_work *work, const draft_zoning *draft, territory_zoning *zoning,
                              mlg_error *err)
{
    const mlg_territory *t = work->t;
    zoning_fault contradictions = {.n = 0}, missing = {.n = 0};
    g_autofree const char **classes = g_new0(const char *, t->n_communes + 1);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    convert(work, draft->facts);
    draft_sort_facts(work, draft->facts);
    for (guint i = 0; i < draft->facts->len; i++) {
        draft_fact *fact = &g_array_index(draft->facts, draft_fact, i);
        if (!base_code_is_empty(base_code_plm_commune(fact->code)))
            g_ptr_array_add(parts, fact);
    }
    for (size_t c = 0; c < t->n_communes; c++) {
        size_t before = contradictions.n;
        classes[c] = find_class(draft->facts, parts, &t->communes[c].code, &contradictions);
        if (classes[c] == NULL && contradictions.n == before)
            add_fault(&missing, t->communes[c].code.s, (territory_origin){NULL, NULL, 0});
    }
    MLG_TRY(draft_check_joined(work, draft->facts, _("communes"), t->communes[0].code.s, err));
    zoning->name = draft->name;
    list_classes(work, draft, zoning);
    zoning->of_commune = draft_new(work, t->n_communes, sizeof(uint32_t));
    for (size_t c = 0; c < t->n_communes; c++)
        zoning->of_commune[c] = class_index(zoning, classes[c]);
    report(work, draft, "zonage-contradictoire", &contradictions);
    report(work, draft, "zonage-commune-sans-classe", &missing);
    return MLG_OK;
}

mlg_status draft_zonings(draft_work *work, mlg_error *err)
{
    GArray *drafts = work->b->zonings;
    work->t->n_zonings = drafts->len;
    work->t->zonings = draft_new(work, drafts->len, sizeof(territory_zoning));
    for (guint z = 0; z < drafts->len; z++)
        MLG_TRY(
            make_zoning(work, &g_array_index(drafts, draft_zoning, z), &work->t->zonings[z], err));
    return MLG_OK;
}
