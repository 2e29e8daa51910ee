/*
 * pieces.c - how far the people that a set holds of a unit may be from their estimate (design
 * §6.4). The people of a cell live anywhere in the part of it that lies in the unit: where the set
 * cuts that part, all of them or none may be in it. Without cells the unit is one such part.
 */
#include "coverage/work.h"

#include <math.h>

/** A face has a part of a cell only from this share of the people that its unit has there: under it
 * borders match but for rounding. */
#define DUST_SHARE 1e-9

/* Faces of a unit: those that its QPV or its commune owns. */
static const uint32_t *faces_of(const coverage_work *w, size_t unit, size_t *ret_n)
{
    size_t n_qpvs = w->t->n_qpvs;
    return unit < n_qpvs ? mesh_list(&w->mesh->own_qpv, unit, ret_n)
                         : mesh_list(&w->mesh->own_commune, unit - n_qpvs, ret_n);
}

/* True when a face among those has people of the unit's figure. */
static bool is_member(const coverage_work *w, size_t unit, uint32_t f)
{
    const mesh_face *face = &w->mesh->faces[f];
    return coverage_is_retained(face) &&
           (unit < w->t->n_qpvs || !coverage_is_published(w, face->qpv));
}

/*
 * The face whose people those of a face's cells are: itself; of an edge the face that it follows,
 * when both get their people of one figure; TERRITORY_NONE for none.
 */
static uint32_t holder_of(const coverage_work *w, uint32_t f)
{
    const mesh_face *face = &w->mesh->faces[f];
    if (coverage_is_retained(face))
        return f;
    if (!face->edge || face->follows == f || face->commune == TERRITORY_NONE)
        return TERRITORY_NONE;
    const mesh_face *followed = &w->mesh->faces[face->follows];
    bool told = coverage_is_published(w, face->qpv);
    bool one_figure = told
                          ? followed->qpv == face->qpv
                          : followed->commune == face->commune && followed->qpv != TERRITORY_NONE &&
                                !coverage_is_published(w, followed->qpv);
    return one_figure && coverage_is_retained(followed) ? face->follows : TERRITORY_NONE;
}

static void weigh_faces(const coverage_work *w, coverage_pieces *p)
{
    for (uint32_t f = 0; f < w->n_faces; f++) {
        uint32_t holder = holder_of(w, f);
        if (holder != TERRITORY_NONE)
            p->weight[holder] += w->mesh->faces[f].weight;
    }
}

/* Place of a face in a list, where the i-th is looked at first; n when it is not there. */
static uint32_t place_of(const uint32_t *faces, size_t n, size_t i, uint32_t face)
{
    size_t at = faces[i] == face ? i : 0;
    while (at < n && faces[at] != face)
        at++;
    return (uint32_t)at;
}

/* Adds the pieces of a face; `at` is the place of its holder among the unit's faces. */
static void add_pieces(const coverage_work *w, const coverage_pieces *p, uint32_t f,
                       uint32_t holder, uint32_t at, GArray *found)
{
    for (size_t i = w->mesh->first_piece[f]; i < w->mesh->first_piece[f + 1]; i++) {
        const mesh_piece *piece = &w->mesh->pieces[i];
        coverage_piece item = {piece->cell, at, piece->people / p->weight[holder]};
        if (piece->people > 0)
            g_array_append_val(found, item);
    }
}

static gint by_cell(gconstpointer a, gconstpointer b)
{
    const coverage_piece *x = a, *y = b;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Appends those of cells that are in several pieces; `found` is sorted. */
static void keep_shared(const GArray *found, GArray *items)
{
    for (guint begin = 0, end = 0; begin < found->len; begin = end) {
        const coverage_piece *first = &g_array_index(found, coverage_piece, begin);
        while (end < found->len && first[end - begin].cell == first->cell)
            end++;
        if (end - begin > 1)
            g_array_append_vals(items, first, end - begin);
    }
}

/* Pieces of a unit of several faces, where it has cells. */
static void add_unit(const coverage_work *w, coverage_pieces *p, size_t unit, GArray *found,
                     GArray *items)
{
    size_t n, n_members = 0;
    const uint32_t *faces = faces_of(w, unit, &n);
    for (size_t i = 0; i < n; i++) {
        if (!is_member(w, unit, faces[i]))
            continue;
        p->whole[unit] += p->weight[faces[i]];
        n_members++;
    }
    if (n_members < 2 || !(p->whole[unit] > 0))
        return;
    g_array_set_size(found, 0);
    for (size_t i = 0; i < n; i++) {
        uint32_t holder = holder_of(w, faces[i]), at = place_of(faces, n, i, holder);
        if (at < n && is_member(w, unit, holder))
            add_pieces(w, p, faces[i], holder, at, found);
    }
    g_array_sort(found, by_cell);
    keep_shared(found, items);
}

void coverage_find_pieces(coverage_work *w)
{
    coverage_pieces *p = &w->pieces;
    size_t n_units = w->t->n_qpvs + w->t->n_communes;
    if (w->mesh->first_piece == NULL)
        return;
    GArray *items = g_array_new(FALSE, FALSE, sizeof(coverage_piece));
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(coverage_piece));
    p->weight = g_new0(double, w->n_faces + 1);
    p->whole = g_new0(double, n_units + 1);
    p->first = g_new0(size_t, n_units + 1);
    weigh_faces(w, p);
    for (size_t unit = 0; unit < n_units; unit++) {
        add_unit(w, p, unit, found, items);
        p->first[unit + 1] = items->len;
    }
    p->items = (coverage_piece *)(void *)g_array_free(items, FALSE);
}

void coverage_pieces_done(coverage_pieces *pieces)
{
    g_free(pieces->first);
    g_free(pieces->items);
    g_free(pieces->weight);
    g_free(pieces->whole);
}

bool coverage_has_cells(const coverage_work *w, size_t unit)
{
    return w->pieces.first != NULL && w->pieces.whole[unit] > 0;
}

/* People who may all live in any of some faces: their number, what they are worth where they are
 * thought to live, and the least and most that they may be. */
typedef struct crowd {
    double people, worth, least, most;
} crowd;

static crowd no_crowd(void)
{
    return (crowd){0, 0, HUGE_VAL, -HUGE_VAL};
}

static void add_range(const crowd *c, coverage_range *range)
{
    if (!(c->least < c->most))
        return;
    range->below += fmax(0, c->worth - c->people * c->least);
    range->above += fmax(0, c->people * c->most - c->worth);
}

static coverage_range spread_whole(const double *people, const double *worth, size_t n)
{
    coverage_range range = {0, 0};
    crowd c = no_crowd();
    for (size_t i = 0; i < n; i++) {
        if (isnan(worth[i]))
            continue;
        c.people += people[i];
        c.worth += people[i] * worth[i];
        c.least = fmin(c.least, worth[i]);
        c.most = fmax(c.most, worth[i]);
    }
    add_range(&c, &range);
    return range;
}

static coverage_range spread_cell(const coverage_piece *pieces, size_t n, const double *people,
                                  const double *worth)
{
    coverage_range range = {0, 0};
    crowd c = no_crowd();
    for (size_t i = 0; i < n; i++) {
        double part = pieces[i].share * people[pieces[i].at];
        c.people += part;
        c.worth += part * worth[pieces[i].at];
    }
    for (size_t i = 0; i < n; i++) {
        if (pieces[i].share * people[pieces[i].at] <= DUST_SHARE * c.people)
            continue;
        c.least = fmin(c.least, worth[pieces[i].at]);
        c.most = fmax(c.most, worth[pieces[i].at]);
    }
    add_range(&c, &range);
    return range;
}

coverage_range coverage_spread(const coverage_work *w, size_t unit, const double *people,
                               const double *worth)
{
    const coverage_pieces *p = &w->pieces;
    if (!coverage_has_cells(w, unit)) {
        size_t n;
        (void)faces_of(w, unit, &n); /* only the number is wanted */
        return spread_whole(people, worth, n);
    }
    coverage_range range = {0, 0};
    for (size_t i = p->first[unit], end = i; i < p->first[unit + 1]; i = end) {
        while (end < p->first[unit + 1] && p->items[end].cell == p->items[i].cell)
            end++;
        coverage_range cell = spread_cell(&p->items[i], end - i, people, worth);
        range.below += cell.below;
        range.above += cell.above;
    }
    return range;
}

coverage_range coverage_spread_qpv(const coverage_work *w, uint32_t q, const base_bitset *set)
{
    size_t n;
    const uint32_t *faces = faces_of(w, q, &n);
    g_autofree double *people = g_new(double, n), *worth = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &w->mesh->faces[faces[i]];
        bool empty = face->edge || (face->contested && !(face->population > 0));
        people[i] = face->population;
        worth[i] = empty ? (double)NAN : base_bitset_get(set, faces[i]);
    }
    return coverage_spread(w, q, people, worth);
}
