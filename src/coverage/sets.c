/*
 * sets.c - each dispositif as sets of faces: the union of its INCLUT lines minus its EXCLUT lines
 * (design §4).
 */
#include "coverage/work.h"

#include "base/text.h"

#include <math.h>

/* Marks what a unit covers. */
typedef void (*mark_fn)(const coverage_work *w, uint32_t unit, base_bitset *set);

static void mark_list(const mesh_lists *lists, uint32_t unit, base_bitset *set)
{
    size_t n;
    const uint32_t *faces = mesh_list(lists, unit, &n);
    for (size_t i = 0; i < n; i++)
        base_bitset_set(set, faces[i]);
}

static void mark_commune(const coverage_work *w, uint32_t unit, base_bitset *set)
{
    mark_list(&w->mesh->of_commune, unit, set);
}

static void mark_qpv(const coverage_work *w, uint32_t unit, base_bitset *set)
{
    mark_list(&w->mesh->of_qpv, unit, set);
}

static void mark_part(const coverage_work *w, uint32_t unit, base_bitset *set)
{
    mark_list(&w->mesh->of_part, unit, set);
}

static void mark_geometry(const coverage_work *w, uint32_t unit, base_bitset *set)
{
    mark_list(&w->mesh->of_geometry, unit, set);
}

static void mark_qpvs_of_commune(const coverage_work *w, uint32_t unit, base_bitset *set)
{
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->of_commune, unit, &n);
    for (size_t i = 0; i < n; i++) {
        if (w->mesh->faces[faces[i]].qpv != TERRITORY_NONE)
            base_bitset_set(set, faces[i]);
    }
}

static void mark_group(const coverage_work *w, const territory_group *group, mark_fn mark,
                       base_bitset *set)
{
    for (uint32_t i = 0; i < group->n_communes; i++)
        mark(w, group->communes[i], set);
}

static void mark_unit(const coverage_work *w, const inventory_line *line, base_bitset *set)
{
    const mlg_territory *t = w->t;
    switch (line->unit) {
    case INVENTORY_COMMUNE:
        mark_commune(w, line->index, set);
        break;
    case INVENTORY_COMMUNE_DELEGUEE:
    case INVENTORY_ARRONDISSEMENT_MUNICIPAL:
        mark_part(w, line->index, set);
        break;
    case INVENTORY_EPCI:
        mark_group(w, &t->epcis[line->index], mark_commune, set);
        break;
    case INVENTORY_EPT:
        mark_group(w, &t->epts[line->index], mark_commune, set);
        break;
    case INVENTORY_DEPARTEMENT:
        mark_group(w, &t->departments[line->index], mark_commune, set);
        break;
    case INVENTORY_REGION:
        mark_group(w, &t->regions[line->index], mark_commune, set);
        break;
    case INVENTORY_QPV:
        mark_qpv(w, line->index, set);
        break;
    case INVENTORY_QPV_DE_COMMUNE:
        mark_qpvs_of_commune(w, line->index, set);
        break;
    case INVENTORY_QPV_DE_EPCI:
        mark_group(w, &t->epcis[line->index], mark_qpvs_of_commune, set);
        break;
    case INVENTORY_GEOMETRIE:
        mark_geometry(w, line->index, set);
        break;
    case INVENTORY_DISPOSITIF:
    case INVENTORY_UNITE_INCONNUE:
        break;
    }
}

/* An edge takes the status of its QPV's largest piece. */
static void apply_edge_rule(const coverage_work *w, base_bitset *set)
{
    for (guint i = 0; i < w->edges->len; i++) {
        uint32_t f = g_array_index(w->edges, uint32_t, i);
        const mesh_face *face = &w->mesh->faces[f];
        if (face->follows != f && base_bitset_get(set, face->follows))
            base_bitset_set(set, f);
        else
            base_bitset_unset(set, f);
    }
}

static void add_share(coverage_set *set, uint32_t commune, double share)
{
    coverage_share item = {commune, share};
    g_array_append_val(set->shares, item);
}

/* A share of a unit's people, told commune by commune in proportion. */
static void add_shares(const coverage_work *w, const inventory_line *line, double share,
                       coverage_set *set, base_bitset *unit)
{
    (void)line;
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
        double inside = 0, all = 0;
        bool any = false, every = true;
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &w->mesh->faces[faces[i]];
            if (face->edge)
                continue;
            bool in = base_bitset_get(unit, faces[i]);
            any = any || in;
            every = every && in;
            inside += in ? face->population : 0;
            all += face->population;
        }
        if (any)
            add_share(set, c, every ? share : all > 0 ? share * inside / all : share);
    }
}

/* How far a line covers its unit. */
typedef enum line_kind { LINE_SURE, LINE_MAYBE, LINE_SHARE } line_kind;

static line_kind kind_of(const coverage_work *w, const inventory_line *line, double *ret_share)
{
    *ret_share = line->share;
    bool is_part = line->unit == INVENTORY_COMMUNE_DELEGUEE ||
                   line->unit == INVENTORY_ARRONDISSEMENT_MUNICIPAL;
    if (is_part) { /* no polygon of it: a part of its commune's people, when they are known */
        size_t n;
        (void)mesh_list(&w->mesh->of_part, line->index, &n); /* only the number is wanted */
        const territory_part *part = &w->t->parts[line->index];
        double whole = w->t->communes[part->commune].population;
        if (n == 0 && part->population > 0 && whole > 0) {
            *ret_share = part->population / whole * (isnan(line->share) ? 1 : line->share);
            return LINE_SHARE;
        }
        if (n == 0)
            return LINE_MAYBE;
    }
    switch (line->extent) {
    case INVENTORY_TOTALE:
        return LINE_SURE;
    case INVENTORY_PARTIELLE:
        if (!isnan(line->share))
            return LINE_SHARE;
        return line->unit == INVENTORY_GEOMETRIE ? LINE_SURE : LINE_MAYBE;
    case INVENTORY_INCONNUE:
        break;
    }
    return LINE_MAYBE;
}

static mlg_status fill(coverage_work *w, uint32_t d, mlg_error *err);

/* The faces of a line; of a part without polygon, those of its commune. */
static mlg_status mark_line(coverage_work *w, const inventory_line *line, coverage_set *set,
                            base_bitset *unit, mlg_error *err)
{
    base_bitset_clear(unit);
    if (line->unit != INVENTORY_DISPOSITIF) {
        mark_unit(w, line, unit);
        bool is_part = line->unit == INVENTORY_COMMUNE_DELEGUEE ||
                       line->unit == INVENTORY_ARRONDISSEMENT_MUNICIPAL;
        if (is_part && base_bitset_count(unit) == 0)
            mark_commune(w, w->t->parts[line->index].commune, unit);
        return MLG_OK;
    }
    MLG_TRY(fill(w, line->index, err));
    const coverage_set *other = &w->sets[line->index];
    base_bitset_copy(unit, other->brute);
    if (line->excluded)
        return MLG_OK;
    base_bitset_or(set->maybe, other->maybe);
    base_bitset_or(set->shared, other->shared);
    if (other->shares->len > 0)
        g_array_append_vals(set->shares, other->shares->data, other->shares->len);
    return MLG_OK;
}

static void include(coverage_work *w, const inventory_line *line, coverage_set *set,
                    base_bitset *unit)
{
    double share = (double)NAN;
    switch (kind_of(w, line, &share)) {
    case LINE_SURE:
        base_bitset_or(set->brute, unit);
        break;
    case LINE_MAYBE:
        base_bitset_or(set->maybe, unit);
        break;
    case LINE_SHARE:
        base_bitset_or(set->shared, unit);
        add_shares(w, line, share, set, unit);
        break;
    }
}

/* What may be excluded is only maybe covered. */
static void doubt(const coverage_work *w, coverage_set *set, const base_bitset *unit)
{
    g_autoptr(base_bitset) both = base_bitset_new(w->n_faces);
    base_bitset_copy(both, set->brute);
    base_bitset_and(both, unit);
    base_bitset_or(set->maybe, both);
    base_bitset_and_not(set->brute, both);
}

/* What is surely excluded leaves. */
static void exclude(coverage_work *w, const inventory_line *line, coverage_set *set,
                    base_bitset *unit)
{
    double share = (double)NAN;
    if (kind_of(w, line, &share) == LINE_SURE) {
        base_bitset_and_not(set->maybe, unit);
        base_bitset_and_not(set->shared, unit);
        base_bitset_and_not(set->brute, unit);
    } else {
        doubt(w, set, unit);
    }
    if (line->unit == INVENTORY_DISPOSITIF) {
        doubt(w, set, w->sets[line->index].maybe);
        doubt(w, set, w->sets[line->index].shared);
    }
}

/* Shares of communes that an EXCLUT took away. */
static void drop_excluded_shares(const coverage_work *w, coverage_set *set)
{
    guint kept = 0;
    for (guint i = 0; i < set->shares->len; i++) {
        coverage_share share = g_array_index(set->shares, coverage_share, i);
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, share.commune, &n);
        bool any = false;
        for (size_t f = 0; f < n; f++)
            any = any || base_bitset_get(set->shared, faces[f]);
        if (any)
            g_array_index(set->shares, coverage_share, kept++) = share;
    }
    g_array_set_size(set->shares, kept);
}

static mlg_status fill(coverage_work *w, uint32_t d, mlg_error *err)
{
    coverage_set *set = &w->sets[d];
    const inventory_dispositif *dispositif = &w->inv->dispositifs[d];
    if (set->done || set->doing) /* cycles were rejected by the inventory */
        return MLG_OK;
    set->doing = true;
    g_autoptr(base_bitset) unit = base_bitset_new(w->n_faces);
    for (int pass = 0; pass < 2; pass++) { /* INCLUT, then EXCLUT */
        for (uint32_t i = 0; i < dispositif->n_lines; i++) {
            const inventory_line *line = &w->inv->lines[dispositif->first_line + i];
            if (line->excluded != (pass == 1) || !inventory_line_in_force(line, w->cov->date))
                continue;
            MLG_TRY(mark_line(w, line, set, unit, err));
            if (pass == 0)
                include(w, line, set, unit);
            else
                exclude(w, line, set, unit);
        }
    }
    drop_excluded_shares(w, set);
    base_bitset_copy(set->net, set->brute);
    apply_edge_rule(w, set->net);
    apply_edge_rule(w, set->maybe);
    base_bitset_and_not(set->maybe, set->net);
    set->doing = false;
    set->done = true;
    set->day = w->cov->date;
    set->filled = ++w->n_fillings;
    return MLG_OK;
}

mlg_status coverage_redate_set(coverage_work *w, uint32_t d, mlg_error *err)
{
    coverage_set *set = &w->sets[d];
    const inventory_dispositif *dispositif = &w->inv->dispositifs[d];
    base_date before = set->day, day = w->cov->date;
    bool stale = false;
    set->day = day;
    for (uint32_t i = 0; before != day && i < dispositif->n_lines; i++) {
        const inventory_line *line = &w->inv->lines[dispositif->first_line + i];
        stale =
            stale || inventory_line_in_force(line, before) != inventory_line_in_force(line, day);
        if (line->unit != INVENTORY_DISPOSITIF)
            continue;
        MLG_TRY(coverage_redate_set(w, line->index, err));
        stale = stale || w->sets[line->index].filled > set->filled;
    }
    if (!stale)
        return MLG_OK;
    base_bitset_clear(set->net);
    base_bitset_clear(set->brute);
    base_bitset_clear(set->maybe);
    base_bitset_clear(set->shared);
    g_array_set_size(set->shares, 0);
    set->done = false;
    return fill(w, d, err);
}

void coverage_copy_any(const coverage_set *set, base_bitset *ret_faces)
{
    base_bitset_copy(ret_faces, set->net);
    base_bitset_or(ret_faces, set->maybe);
    base_bitset_or(ret_faces, set->shared);
}

mlg_status coverage_step_sets(coverage_work *w, mlg_error *err)
{
    for (uint32_t d = 0; d < w->inv->n_dispositifs; d++)
        MLG_TRY(fill(w, d, err));
    return MLG_OK;
}
