/*
 * coverage.c - computes a coverage step by step (work.h), its public face, and frees it.
 */
#include "coverage/work.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

base_enum_names coverage_state_names = {"total",       "partiel",         "aucun", "inconnu",
                                        "non_recense", "hors_territoire", NULL};
base_enum_names coverage_qpv_state_names = {"tous",    "certains", "aucun",
                                            "inconnu", "sans_qpv", NULL};

/** Share from which a QPV is wholly covered when the caller says nothing (design §7). */
#define DEFAULT_THRESHOLD 0.99

void *coverage_new(mlg_coverage *cov, size_t n, size_t size)
{
    void *items = g_malloc0_n(n > 0 ? n : 1, size);
    g_ptr_array_add(cov->owned, items);
    return items;
}

void mlg_coverage_free(mlg_coverage *coverage)
{
    if (coverage == NULL)
        return;
    coverage_late_free(coverage->late);
    for (size_t d = 0; coverage->dispositifs != NULL && d < coverage->inventory->n_dispositifs; d++)
        base_bitset_free(coverage->dispositifs[d].faces);
    g_free(coverage->dispositifs);
    g_free(coverage->ids);
    g_free(coverage->zone);
    g_ptr_array_unref(coverage->owned);
    g_free(coverage);
}

char *coverage_combination_name(const mlg_coverage *coverage, uint32_t bits)
{
    if (bits == 0)
        return g_strdup(coverage_state_names[MLG_AUCUN]);
    GString *name = g_string_new(NULL);
    for (size_t i = 0; i < coverage->n_combination; i++) {
        if ((bits >> i) & 1U)
            g_string_append_printf(name, "%s%s", name->len > 0 ? "+" : "",
                                   coverage->type_names[coverage->combination[i]]);
    }
    return g_string_free(name, FALSE);
}

char *coverage_type_suffix(const char *type)
{
    return base_fold(type);
}

static uint32_t find_type(const mlg_inventory *inv, const char *name)
{
    for (uint32_t i = 0; i < inv->n_types; i++) {
        if (g_ascii_strcasecmp(inv->types[i], name) == 0)
            return i;
    }
    return TERRITORY_NONE;
}

uint32_t coverage_slot_of(const coverage_work *w, const char *type)
{
    uint32_t index = find_type(w->inv, type);
    return index == TERRITORY_NONE ? TERRITORY_NONE : w->type_slot[index];
}

static mlg_status unknown_type(const mlg_inventory *inv, const char *name, mlg_error *err)
{
    g_autofree char *known = g_strjoinv(",", (char **)(void *)inv->types);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("no dispositif of type %s in the inventory"), name),
                    _("types of the inventory: %s"), known);
}

static mlg_status choose_types(coverage_work *w, const char *const *names, mlg_error *err)
{
    mlg_coverage *cov = w->cov;
    const mlg_inventory *inv = w->inv;
    cov->types = coverage_new(cov, inv->n_types, sizeof(uint32_t));
    cov->type_names = coverage_new(cov, inv->n_types, sizeof(char *));
    w->type_slot = coverage_new(cov, inv->n_types, sizeof(uint32_t));
    memset(w->type_slot, 0xff, inv->n_types * sizeof(uint32_t)); /* TERRITORY_NONE */
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        uint32_t type = find_type(inv, names[i]);
        if (type == TERRITORY_NONE)
            return unknown_type(inv, names[i], err);
        w->type_slot[type] = 0;
    }
    for (uint32_t type = 0; type < inv->n_types; type++) {
        if (names != NULL && w->type_slot[type] == TERRITORY_NONE)
            continue;
        w->type_slot[type] = (uint32_t)cov->n_types;
        cov->types[cov->n_types] = type;
        cov->type_names[cov->n_types++] = inv->types[type];
    }
    w->n_types = cov->n_types;
    return MLG_OK;
}

/* Types of `combinaison`: those asked for, else CLS, ASV and CLSM where the inventory has them. */
static void choose_combination(coverage_work *w, const char *const *names)
{
    static const char *const usual[] = {"CLS", "ASV", "CLSM", NULL};
    mlg_coverage *cov = w->cov;
    const char *const *wanted = names != NULL ? names : usual;
    cov->combination = coverage_new(cov, cov->n_types, sizeof(uint32_t));
    /* a zone tells its combination as one bit a type */
    for (uint32_t t = 0; t < cov->n_types && cov->n_combination < 32; t++) {
        for (size_t i = 0; wanted[i] != NULL; i++) {
            if (g_ascii_strcasecmp(cov->type_names[t], wanted[i]) == 0) {
                cov->combination[cov->n_combination++] = t;
                break;
            }
        }
    }
}

void coverage_judge_dispositifs(coverage_work *w)
{
    mlg_coverage *cov = w->cov;
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        coverage_dispositif *result = &cov->dispositifs[d];
        result->validity =
            inventory_in_force(&w->inv->dispositifs[d], cov->date, cov->with_projects);
        result->counted = result->validity.in_force && coverage_slot(w, d) != TERRITORY_NONE;
        result->size_class = "";
    }
}

static void measure_qpvs(coverage_work *w)
{
    w->qpv_retained_m2 = g_new0(double, w->t->n_qpvs + 1);
    w->straddles = g_new0(bool, w->t->n_qpvs + 1);
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->of_qpv, q, &n);
        uint32_t commune = TERRITORY_NONE;
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &w->mesh->faces[faces[i]];
            if (face->edge)
                continue;
            w->qpv_retained_m2[q] += face->area_m2;
            if (face->qpv != q)
                continue;
            w->straddles[q] =
                w->straddles[q] || (commune != TERRITORY_NONE && commune != face->commune);
            commune = face->commune;
        }
    }
}

static void make_sets(coverage_work *w)
{
    for (uint32_t f = 0; f < w->n_faces; f++)
        if (w->mesh->faces[f].edge)
            g_array_append_val(w->edges, f);
    w->sets = g_new0(coverage_set, w->inv->n_dispositifs + 1);
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++) {
        coverage_set *set = &w->sets[d];
        set->net = base_bitset_new(w->n_faces);
        set->brute = base_bitset_new(w->n_faces);
        set->maybe = base_bitset_new(w->n_faces);
        set->shared = base_bitset_new(w->n_faces);
        set->shares = g_array_new(FALSE, FALSE, sizeof(coverage_share));
    }
    w->unions = g_new0(coverage_union, w->n_types + 1);
    for (size_t i = 0; i < w->n_types; i++) {
        coverage_union *u = &w->unions[i];
        u->net = base_bitset_new(w->n_faces);
        u->brute = base_bitset_new(w->n_faces);
        u->maybe = base_bitset_new(w->n_faces);
        u->shared = base_bitset_new(w->n_faces);
        u->upper = base_bitset_new(w->n_faces);
    }
}

mlg_status coverage_begin(coverage_work *w, mlg_coverage *cov, const mlg_coverage_options *options,
                          const mlg_monitor *monitor, mlg_error *err)
{
    *w = (coverage_work){.cov = cov,
                         .t = cov->territory,
                         .inv = cov->inventory,
                         .mesh = cov->mesh,
                         .monitor = monitor,
                         .n_faces = cov->mesh->n_faces,
                         .edges = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                         .ids = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    MLG_TRY(choose_types(w, options->types, err));
    choose_combination(w, options->combination);
    MLG_TRY(coverage_step_zone(w, options->zone, err));
    cov->dispositifs = g_new0(coverage_dispositif, w->inv->n_dispositifs + 1);
    measure_qpvs(w);
    coverage_find_pieces(w);
    make_sets(w);
    return MLG_OK;
}

static void hand_ids_over(coverage_work *w)
{
    if (w->ids == NULL)
        return;
    w->cov->n_ids = w->ids->len;
    w->cov->ids = (uint32_t *)(void *)g_array_free(g_steal_pointer(&w->ids), FALSE);
}

static mlg_status compute(coverage_work *w, mlg_error *err)
{
    coverage_judge_dispositifs(w);
    coverage_list_face_qpvs(w);
    MLG_TRY(coverage_step_sets(w, err));
    coverage_list_face_dispositifs(w);
    coverage_step_unions(w);
    coverage_step_levels(w);
    coverage_step_dispositifs(w);
    coverage_step_zonings(w);
    MLG_TRY(base_check_cancelled(w->monitor, err));
    coverage_step_gaps(w);
    coverage_step_overlaps(w);
    coverage_step_pairs(w);
    coverage_step_relations(w);
    coverage_step_department_parts(w);
    hand_ids_over(w);
    return base_check_cancelled(w->monitor, err);
}

/* Sets that dispositifs hold as their faces now belong to the coverage. */
void coverage_end(coverage_work *w)
{
    for (size_t d = 0; w->sets != NULL && d < w->inv->n_dispositifs; d++) {
        coverage_set *set = &w->sets[d];
        if (w->cov->dispositifs[d].faces != set->net)
            base_bitset_free(set->net);
        base_bitset_free(set->brute);
        base_bitset_free(set->maybe);
        base_bitset_free(set->shared);
        if (set->shares != NULL)
            g_array_unref(set->shares);
    }
    for (size_t t = 0; w->unions != NULL && t < w->n_types; t++) {
        base_bitset_free(w->unions[t].net);
        base_bitset_free(w->unions[t].brute);
        base_bitset_free(w->unions[t].maybe);
        base_bitset_free(w->unions[t].shared);
        base_bitset_free(w->unions[t].upper);
        g_free(w->unions[t].share_max);
        g_free(w->unions[t].share_sum);
    }
    g_array_unref(w->edges);
    g_free(w->sets);
    g_free(w->unions);
    g_free(w->qpv_retained_m2);
    g_free(w->straddles);
    coverage_pieces_done(&w->pieces);
    g_free(w->face_qpvs.first);
    g_free(w->face_qpvs.items);
    g_free(w->face_dispositifs.first);
    g_free(w->face_dispositifs.items);
    g_free(w->commune_in_zone);
    hand_ids_over(w);
}

mlg_coverage *coverage_of(const mlg_territory *territory, const mlg_inventory *inventory,
                          const mlg_mesh *mesh, const mlg_coverage_options *options)
{
    mlg_coverage *cov = g_new0(mlg_coverage, 1);
    cov->owned = g_ptr_array_new_with_free_func(g_free);
    cov->territory = territory;
    cov->inventory = inventory;
    cov->mesh = mesh;
    cov->date = options->date;
    cov->with_projects = options->with_projects != 0;
    cov->threshold = options->threshold > 0 ? options->threshold : DEFAULT_THRESHOLD;
    return cov;
}

mlg_status mlg_compute_coverage(const mlg_territory *territory, const mlg_inventory *inventory,
                                const mlg_mesh *mesh, const mlg_coverage_options *options,
                                const mlg_monitor *monitor, mlg_coverage **ret, mlg_error *err)
{
    g_autoptr(mlg_coverage) cov = coverage_of(territory, inventory, mesh, options);
    cov->late = coverage_late_new();
    coverage_work *w = coverage_late_work(cov->late);
    MLG_TRY(coverage_begin(w, cov, options, monitor, err));
    MLG_TRY(compute(w, err));
    w->monitor = NULL; /* of this call */
    *ret = g_steal_pointer(&cov);
    return MLG_OK;
}
