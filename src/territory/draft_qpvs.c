/*
 * draft_qpvs.c - QPV of the generation in force, their official lists of communes (codes in 2024,
 * names in 2015) and their published populations.
 */
#include "territory/draft.h"

#include "base/enums.h"
#include "base/text.h"
#include "geom/wkb.h"

#include <math.h>
#include <string.h>

/* True for rows of the generation that the run uses where the QPV lies. */
static bool is_in_use(const draft_work *work, const territory_qpv_row *row)
{
    return base_code_qpv_generation(row->code) == territory_generation_at(work->t, row->code);
}

/* QPV of one part of the country: the first one, and whether one is of the generation in force. */
typedef struct part_qpvs {
    const territory_qpv_row *first;
    bool in_use;
} part_qpvs;

static part_qpvs look_at(const draft_work *work, bool overseas)
{
    part_qpvs part = {NULL, false};
    for (guint i = 0; i < work->b->qpvs->len; i++) {
        const territory_qpv_row *row = &g_array_index(work->b->qpvs, territory_qpv_row, i);
        if (territory_qpv_is_overseas(row->code) != overseas)
            continue;
        part.first = part.first != NULL ? part.first : row;
        part.in_use = part.in_use || is_in_use(work, row);
    }
    return part;
}

static void use_all_the_same(draft_work *work, const part_qpvs *part, const char *code)
{
    const territory_qpv_row *row = part->first;
    int generation = base_code_qpv_generation(row->code);
    work->t->qpv_asked[territory_qpv_is_overseas(row->code)] = generation;
    g_autofree char *year = g_strdup_printf("%d", generation);
    if (code != NULL)
        BASE_EMIT(work->monitor, .code = code, .object = "qpv", .file = row->origin.file,
                  .value = year);
}

/*
 * The generation to use whatever the day: asked for, or the only one there is. In 2024 mainland
 * France and overseas had not the same one: each is looked at by itself.
 */
static void choose_generation(draft_work *work)
{
    mlg_territory *t = work->t;
    t->qpv_choice = t->qpv_asked[0] = t->qpv_asked[1] = work->options->qpv_generation;
    t->qpv_date = work->options->date;
    if (work->options->qpv_generation != 0)
        return;
    part_qpvs mainland = look_at(work, false), overseas = look_at(work, true);
    bool partly = mainland.in_use || overseas.in_use;
    if (partly && work->options->compare_generations)
        return; /* those of the other generation are what is compared */
    if (mainland.first != NULL && !mainland.in_use)
        use_all_the_same(work, &mainland,
                         partly ? "generation-hors-date-hexagone" : "generation-hors-date");
    if (overseas.first != NULL && !overseas.in_use)
        use_all_the_same(work, &overseas,
                         partly                   ? "generation-hors-date-outre-mer"
                         : mainland.first == NULL ? "generation-hors-date"
                                                  : NULL);
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    return base_code_compare(((const territory_qpv_row *)a)->code,
                             ((const territory_qpv_row *)b)->code);
}

/* Lists of communes of two rows: "93048", "93059". */
static const char *join_lists(territory_builder *b, const char *first, const char *second)
{
    if (second[0] == '\0' || strcmp(first, second) == 0)
        return first;
    if (first[0] == '\0')
        return second;
    g_autofree char *both = g_strconcat(first, ", ", second, NULL);
    return g_string_chunk_insert(b->strings, both);
}

/* A QPV in several rows of one file, often one a commune: its polygons and lists are joined. */
static void join_rows(draft_work *work, territory_qpv_row *first, const territory_qpv_row *second)
{
    territory_builder *b = work->b;
    bool joined = draft_add_shape(b, &first->shape, second->shape);
    first->communes = join_lists(b, first->communes, second->communes);
    first->commune_names = join_lists(b, first->commune_names, second->commune_names);
    draft_report_double(work, "qpv", second->code, first->origin, second->origin, joined);
}

/* Folder of shapefiles that repeat each other: the first file's wins; within one file it is an
 * error of the data. */
static void join_doubles(draft_work *work)
{
    GArray *rows = work->b->qpvs;
    guint kept = 0;
    for (guint i = 0; i < rows->len; i++) {
        territory_qpv_row row = g_array_index(rows, territory_qpv_row, i);
        territory_qpv_row *last =
            kept > 0 ? &g_array_index(rows, territory_qpv_row, kept - 1) : NULL;
        if (last == NULL || !base_code_equal(last->code, row.code))
            g_array_index(rows, territory_qpv_row, kept++) = row;
        else if (last->origin.file == row.origin.file && last->origin.layer == row.origin.layer)
            join_rows(work, last, &row);
    }
    g_array_set_size(rows, kept);
}

static void add_to_list(GArray *list, mlg_code code)
{
    for (guint i = 0; i < list->len; i++) {
        if (base_code_equal(g_array_index(list, mlg_code, i), code))
            return;
    }
    g_array_append_val(list, code);
}

/* The territory's own copy of a list. */
static const mlg_code *keep_list(draft_work *work, const GArray *list, uint32_t *ret_n)
{
    mlg_code *copy = draft_new(work, list->len, sizeof(mlg_code));
    if (list->len > 0)
        memcpy(copy, list->data, list->len * sizeof(mlg_code));
    *ret_n = list->len;
    return copy;
}

static void report_unknown_commune(draft_work *work, const territory_qpv_row *row,
                                   const char *value)
{
    BASE_EMIT(work->monitor, .code = "qpv-commune-inconnue", .object = "qpv", .id = row->code.s,
              .file = row->origin.file, .layer = row->origin.layer, .row = row->origin.row,
              .value = value);
}

/* True when communes of the QPV's département are loaded, so that an unknown commune is news. */
static bool is_in_view(const draft_work *work, const territory_qpv *qpv)
{
    return territory_find_department(work->t, qpv->department) != TERRITORY_NONE;
}

/* Of a list that names Paris, Lyon or Marseille, in a run by arrondissement: any of them. */
static bool list_arrondissements(const draft_work *work, mlg_code city, GArray *list)
{
    guint before = list->len;
    for (size_t c = 0; base_code_is_plm(city) && c < work->t->n_communes; c++)
        if (base_code_equal(base_code_plm_commune(work->t->communes[c].code), city))
            add_to_list(list, work->t->communes[c].code);
    return list->len > before;
}

/* A code of the list as the communes have it, and whether they all are loaded. */
static void list_code(draft_work *work, const territory_qpv_row *row, territory_qpv *qpv,
                      GArray *list, mlg_code code)
{
    uint32_t commune = territory_find_commune(work->t, code);
    if (commune == TERRITORY_NONE && list_arrondissements(work, code, list))
        return;
    add_to_list(list, code);
    if (commune == TERRITORY_NONE && is_in_view(work, qpv)) {
        qpv->list_complete = false;
        report_unknown_commune(work, row, code.s);
    } else if (qpv->declared == TERRITORY_NONE) {
        qpv->declared = commune;
    }
}

static void list_codes(draft_work *work, const territory_qpv_row *row, territory_qpv *qpv,
                       GArray *list, GArray *published)
{
    g_autoptr(GArray) image = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_auto(GStrv) tokens = g_strsplit_set(row->communes, ",;/ ", -1);
    for (size_t i = 0; tokens[i] != NULL; i++) {
        if (base_code_is_none(tokens[i]))
            continue;
        mlg_code code;
        if (base_code_parse(BASE_CODE_COMMUNE, tokens[i], &code) == BASE_CODE_INVALID) {
            qpv->list_complete = false;
            report_unknown_commune(work, row, tokens[i]);
            continue;
        }
        mlg_code whole = base_code_plm_commune(code);
        if (!base_code_is_empty(whole) && territory_find_commune(work->t, code) == TERRITORY_NONE)
            code = whole;
        add_to_list(published, code);
        g_array_set_size(image, 0);
        draft_image(work, row->table, code, image);
        for (guint k = 0; k < image->len; k++)
            list_code(work, row, qpv, list, g_array_index(image, mlg_code, k));
    }
}

/* "Marseille 13ème et 12ème arrondissements", "Paris 18e": the name of the whole commune. */
static char *fold_commune_name(const char *name)
{
    g_autofree char *folded = base_fold(name);
    static const char *const plm[] = {"paris", "lyon", "marseille"};
    for (size_t i = 0; i < G_N_ELEMENTS(plm); i++) {
        size_t n = strlen(plm[i]);
        if (strncmp(folded, plm[i], n) == 0 && folded[n] == '_' && g_ascii_isdigit(folded[n + 1]))
            return g_strdup(plm[i]);
    }
    return g_steal_pointer(&folded);
}

/* Rest of an arrondissement list split at commas: "1er", "2ème", "6ème et 15ème arrondissements".
 */
static bool is_arrondissement_rest(const char *name)
{
    return g_ascii_isdigit(name[0]);
}

static void list_names(draft_work *work, GHashTable *by_name, const territory_qpv_row *row,
                       territory_qpv *qpv, GArray *list)
{
    g_auto(GStrv) names = g_strsplit(row->commune_names, ",", -1);
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *name = g_strstrip(names[i]);
        if (name[0] == '\0' || is_arrondissement_rest(name))
            continue;
        g_autofree char *folded = fold_commune_name(name);
        g_autofree char *key = g_strdup_printf("%s %s", qpv->department.s, folded);
        gpointer found = g_hash_table_lookup(by_name, key);
        if (found == NULL) {
            qpv->list_complete = false;
            if (is_in_view(work, qpv))
                report_unknown_commune(work, row, name);
            continue;
        }
        uint32_t commune = GPOINTER_TO_UINT(found) - 1;
        add_to_list(list, work->t->communes[commune].code);
        if (qpv->declared == TERRITORY_NONE)
            qpv->declared = commune;
    }
}

/* "DEP folded_name" -> commune index + 1. */
static GHashTable *index_names(const mlg_territory *t)
{
    GHashTable *by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t c = 0; c < t->n_communes; c++) {
        g_autofree char *folded = base_fold(t->communes[c].name);
        mlg_code department = base_code_department(t->communes[c].code);
        g_hash_table_insert(by_name, g_strdup_printf("%s %s", department.s, folded),
                            GUINT_TO_POINTER((guint)c + 1));
    }
    return by_name;
}

static void make_qpv(draft_work *work, GHashTable *by_name, const territory_qpv_row *row,
                     mlg_territory *to)
{
    territory_qpv *qpv = &to->qpvs[to->n_qpvs++];
    *qpv = (territory_qpv){.code = row->code,
                           .name = row->name,
                           .generation = base_code_qpv_generation(row->code),
                           .commune_names = row->commune_names,
                           .declared = TERRITORY_NONE,
                           .department = base_code_qpv_department(row->code),
                           .list_complete = true,
                           .population = (double)NAN,
                           .shape = row->shape};
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    g_autoptr(GArray) published = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    qpv->list_day = g_array_index(work->b->tables, draft_table, row->table).day;
    if (row->communes[0] != '\0')
        list_codes(work, row, qpv, list, published);
    else if (row->commune_names[0] != '\0')
        list_names(work, by_name, row, qpv, list);
    qpv->list = keep_list(work, list, &qpv->n_list);
    qpv->published = keep_list(work, published, &qpv->n_published);
    const draft_fact *fact = draft_find_fact(work->b->qpv_populations, row->code);
    if (fact != NULL)
        qpv->population = fact->people;
}

/* Without area no share of a commune's people can be told: the figure stays empty. */
static void report_without_population(const draft_work *work, const mlg_territory *t)
{
    const territory_qpv *first = NULL;
    size_t n = 0;
    for (size_t q = 0; q < t->n_qpvs; q++) {
        const territory_qpv *qpv = &t->qpvs[q];
        if (!isnan(qpv->population) ||
            (qpv->shape.wkb != NULL && !geom_wkb_is_empty(qpv->shape.wkb)))
            continue;
        first = n == 0 ? qpv : first;
        n++;
    }
    if (n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%zu", n);
    BASE_EMIT(work->monitor, .code = "qpv-sans-population", .object = "qpv", .id = first->code.s,
              .value = first->code.s, .detail = count);
}

static mlg_status no_qpv(int generation, bool both, mlg_error *err)
{
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_FORMAT, _("no QPV of generation %d in the QPV layers"), generation),
        "%s",
        both ? _("to compare both generations, give a layer of each: --qpv 2024 --qpv 2015")
             : _("choose another with --qpv-generation, or give the other layer"));
}

/* The QPV that the run uses, or all others. */
static void make_qpvs(draft_work *work, GHashTable *by_name, bool in_use, mlg_territory *to)
{
    GArray *rows = work->b->qpvs;
    to->qpvs = draft_new(work, rows->len, sizeof(territory_qpv));
    to->n_qpvs = 0;
    for (guint i = 0; i < rows->len; i++) {
        const territory_qpv_row *row = &g_array_index(rows, territory_qpv_row, i);
        if (is_in_use(work, row) == in_use)
            make_qpv(work, by_name, row, to);
    }
    report_without_population(work, to);
    int first = to->n_qpvs > 0 ? to->qpvs[0].generation : 0;
    int last = to->n_qpvs > 0 ? to->qpvs[to->n_qpvs - 1].generation : 0;
    to->qpv_generation = first == last ? last : 0; /* by code: those of 2024 come first */
}

/* The generation that one of the two layers lacks. */
static int missing_generation(const mlg_territory *there)
{
    return there->qpv_generation == 2015 ? 2024 : 2015;
}

mlg_status draft_qpvs(draft_work *work, mlg_error *err)
{
    mlg_territory *t = work->t;
    GArray *rows = work->b->qpvs;
    choose_generation(work);
    g_array_sort(rows, compare_rows);
    join_doubles(work);
    draft_sort_facts(work, work->b->qpv_populations);
    g_autoptr(GHashTable) by_name = index_names(t);
    make_qpvs(work, by_name, /* in_use= */ true, t);
    if (rows->len > 0 && t->n_qpvs == 0)
        return no_qpv(t->qpv_asked[0], false, err);
    if (work->options->compare_generations) {
        t->compared = g_memdup2(t, sizeof *t);
        t->compared->owned = t->compared->shapes = NULL;
        t->compared->compared = NULL;
        t->compared->run = t;
        make_qpvs(work, by_name, /* in_use= */ false, t->compared);
        if (t->compared->n_qpvs == 0)
            return no_qpv(missing_generation(t), true, err);
    }
    if (t->n_qpvs == 0)
        return MLG_OK;
    return draft_check_joined(work, work->b->qpv_populations, _("QPV"), t->qpvs[0].code.s, err);
}
