/*
 * range_oracle.c - people placed group by group, and counted anew: the oracle of ranges.
 */
#include "prop/range_oracle.h"

#include <math.h>

static bool is_told(const mlg_mesh *mesh, uint32_t f)
{
    uint32_t q = mesh->faces[f].qpv;
    return q != TERRITORY_NONE && !isnan(mesh->territory->qpvs[q].population);
}

static bool has_people(const mesh_face *face)
{
    return !face->edge && !face->contested;
}

static bool is_listed(const uint32_t *faces, size_t n, uint32_t f)
{
    for (size_t i = 0; i < n; i++) {
        if (faces[i] == f)
            return true;
    }
    return false;
}

/* True when the cells of face `e` are those of face `f` in a list of faces that share a figure. */
static bool counts_in(const mlg_mesh *mesh, const uint32_t *faces, size_t n, uint32_t e, uint32_t f)
{
    const mesh_face *edge = &mesh->faces[e];
    return has_people(&mesh->faces[f]) &&
           (e == f || (edge->edge && edge->follows == f && edge->commune != TERRITORY_NONE &&
                       mesh->faces[f].qpv != TERRITORY_NONE && is_listed(faces, n, e) &&
                       (is_told(mesh, f) || edge->commune == mesh->faces[f].commune)));
}

/* Faces that get their people of one figure: of a QPV with published people, or the rest of a
 * commune. */
static GArray *list_figure(const mlg_mesh *mesh, uint32_t unit, bool told)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t f = 0; f < mesh->n_faces; f++) {
        const mesh_face *face = &mesh->faces[f];
        if (told ? face->qpv == unit : face->commune == unit && !is_told(mesh, f))
            g_array_append_val(list, f);
    }
    return list;
}

static double weigh(const mlg_mesh *mesh, const uint32_t *faces, size_t n, uint32_t f)
{
    double weight = 0;
    for (size_t i = 0; i < n; i++) {
        if (counts_in(mesh, faces, n, faces[i], f))
            weight += mesh->faces[faces[i]].weight;
    }
    return weight;
}

/* --- groups -------------------------------------------------------------------------------- */

static void free_group(gpointer group)
{
    g_array_unref(((range_group *)group)->places);
    g_free(group);
}

static range_group *new_group(bool told)
{
    range_group *group = g_new0(range_group, 1);
    group->told = told;
    group->places = g_array_new(FALSE, FALSE, sizeof(range_place));
    return group;
}

static void add_place(range_group *group, uint32_t face, double people)
{
    range_place place = {face, people};
    g_array_append_val(group->places, place);
    group->people += people;
}

/* People of cell k in face f before calibration, with those of edges that count in it. */
static double people_of_cell(const mlg_mesh *mesh, const uint32_t *faces, size_t n, uint32_t k,
                             uint32_t f)
{
    double people = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t p = mesh->first_piece[faces[i]]; p < mesh->first_piece[faces[i] + 1]; p++)
            people += mesh->pieces[p].cell == k && counts_in(mesh, faces, n, faces[i], f)
                          ? mesh->pieces[p].people
                          : 0;
    }
    return people;
}

/* Groups of the faces of one figure: `people` by face, each group's in proportion to its weight. */
static void add_groups(const mlg_mesh *mesh, const GArray *list, bool told, const double *people,
                       GPtrArray *groups)
{
    const uint32_t *faces = (const uint32_t *)(void *)list->data;
    double whole = 0;
    uint32_t n_cells = 0;
    for (guint i = 0; i < list->len; i++)
        whole += weigh(mesh, faces, list->len, faces[i]);
    for (size_t p = 0; whole > 0 && p < mesh->first_piece[mesh->n_faces]; p++)
        n_cells = MAX(n_cells, mesh->pieces[p].cell + 1);
    range_group *all = new_group(told);
    for (guint i = 0; i < list->len && !(whole > 0); i++) {
        if (has_people(&mesh->faces[faces[i]]))
            add_place(all, faces[i], people[faces[i]]);
    }
    all->at = all->places->len;
    g_ptr_array_add(groups, all);
    for (uint32_t k = 0; k < n_cells && whole > 0; k++) {
        range_group *group = new_group(told);
        for (guint i = 0; i < list->len; i++) {
            double weight = weigh(mesh, faces, list->len, faces[i]);
            double here = people_of_cell(mesh, faces, list->len, k, faces[i]);
            if (here > 0 && people[faces[i]] > 0)
                add_place(group, faces[i], people[faces[i]] * here / weight);
        }
        group->at = group->places->len;
        g_ptr_array_add(groups, group);
    }
}

static void add_rest(range_oracle *o, uint32_t c)
{
    g_autoptr(GArray) list = list_figure(o->mesh, c, false);
    const uint32_t *faces = (const uint32_t *)(void *)list->data;
    double weight = 0, people = 0;
    size_t n = 0;
    for (guint i = 0; i < list->len; i++) {
        weight += weigh(o->mesh, faces, list->len, faces[i]);
        if (!has_people(&o->mesh->faces[faces[i]]))
            continue;
        people += o->mesh->faces[faces[i]].population;
        n++;
    }
    for (guint i = 0; i < list->len; i++) {
        const mesh_face *face = &o->mesh->faces[faces[i]];
        if (has_people(face))
            o->share[faces[i]] = weight > 0   ? weigh(o->mesh, faces, list->len, faces[i]) / weight
                                 : people > 0 ? face->population / people
                                              : 1 / (double)n;
    }
    add_groups(o->mesh, list, false, o->share, o->groups);
}

range_oracle *range_oracle_new(const mlg_mesh *mesh)
{
    range_oracle *o = g_new0(range_oracle, 1);
    o->mesh = mesh;
    o->t = mesh->territory;
    o->groups = g_ptr_array_new_with_free_func(free_group);
    o->told = g_new0(double, mesh->n_faces + 1);
    o->share = g_new0(double, mesh->n_faces + 1);
    for (uint32_t f = 0; f < mesh->n_faces; f++)
        o->told[f] = is_told(mesh, f) ? mesh->faces[f].population : 0;
    for (uint32_t q = 0; q < o->t->n_qpvs; q++) {
        g_autoptr(GArray) list = list_figure(mesh, q, true);
        if (!isnan(o->t->qpvs[q].population))
            add_groups(mesh, list, true, o->told, o->groups);
    }
    for (uint32_t c = 0; c < o->t->n_communes; c++)
        add_rest(o, c);
    return o;
}

void range_oracle_free(range_oracle *oracle)
{
    g_ptr_array_unref(oracle->groups);
    g_free(oracle->told);
    g_free(oracle->share);
    g_free(oracle);
}

/* --- counting ------------------------------------------------------------------------------ */

/* People of the set in a commune; one that is wholly in has those that it has. */
static double count_commune(const range_oracle *o, const base_bitset *set, uint32_t c)
{
    double told = 0, told_in = 0, share_in = 0, people = o->t->communes[c].population;
    bool any = false, all = true, any_rest = false;
    for (uint32_t f = 0; f < o->mesh->n_faces; f++) {
        const mesh_face *face = &o->mesh->faces[f];
        told += face->commune == c ? o->told[f] : 0;
        if (face->commune != c || !has_people(face))
            continue;
        bool in = base_bitset_get(set, f);
        any = any || in;
        all = all && in;
        any_rest = any_rest || (in && !is_told(o->mesh, f));
        told_in += in ? o->told[f] : 0;
        share_in += in ? o->share[f] : 0;
    }
    if (!any)
        return 0;
    if (all && !isnan(people))
        return people;
    return any_rest ? told_in + share_in * (people - told) : told_in;
}

double range_count(const range_oracle *o, const base_bitset *set, const uint32_t *communes,
                   size_t n)
{
    double people = 0;
    for (size_t i = 0; i < n; i++)
        people += count_commune(o, set, communes[i]);
    return people;
}

bool range_is_possible(const range_oracle *o)
{
    for (uint32_t c = 0; c < o->t->n_communes; c++) {
        double told = 0;
        for (uint32_t f = 0; f < o->mesh->n_faces; f++)
            told += o->mesh->faces[f].commune == c ? o->told[f] : 0;
        if (told > o->t->communes[c].population + 1e-9)
            return false;
    }
    return true;
}

/* --- placing ------------------------------------------------------------------------------- */

/* People of the group in its i-th place. */
static double people_at(const range_group *group, guint i)
{
    return group->at == group->places->len ? g_array_index(group->places, range_place, i).people
           : group->at == i                ? group->people
                                           : 0;
}

static void put(range_oracle *o, range_group *group, guint at)
{
    double *people = group->told ? o->told : o->share;
    guint before = group->at;
    for (guint i = 0; i < group->places->len; i++) {
        group->at = before;
        double was = people_at(group, i);
        group->at = at;
        people[g_array_index(group->places, range_place, i).face] += people_at(group, i) - was;
    }
    group->at = at;
}

/* In the first place that is in the set, or out of it; where thought to live when there is none. */
static void put_first(range_oracle *o, range_group *group, const base_bitset *set, bool in)
{
    guint at = 0;
    while (at < group->places->len &&
           base_bitset_get(set, g_array_index(group->places, range_place, at).face) != in)
        at++;
    put(o, group, at);
}

void range_place_extreme(range_oracle *o, const base_bitset *set, const uint32_t *communes,
                         size_t n, bool most)
{
    for (guint g = 0; g < o->groups->len; g++) {
        range_group *group = g_ptr_array_index(o->groups, g);
        if (!group->told)
            put_first(o, group, set, most);
    }
    for (guint g = 0; g < o->groups->len; g++) {
        range_group *group = g_ptr_array_index(o->groups, g);
        guint best_at = 0;
        double best = most ? -HUGE_VAL : HUGE_VAL;
        for (guint at = 0; group->told && at < group->places->len; at++) {
            put(o, group, at);
            double people = range_count(o, set, communes, n);
            if (most ? people <= best : people >= best)
                continue;
            best = people;
            best_at = at;
        }
        if (group->told)
            put(o, group, best_at);
    }
}

void range_place_in(range_oracle *o, uint32_t commune)
{
    for (guint g = 0; g < o->groups->len; g++) {
        range_group *group = g_ptr_array_index(o->groups, g);
        guint at = 0;
        while (at < group->places->len &&
               o->mesh->faces[g_array_index(group->places, range_place, at).face].commune !=
                   commune)
            at++;
        if (group->told)
            put(o, group, at);
    }
}

void range_place_at_random(range_oracle *o, GRand *rand)
{
    for (guint g = 0; g < o->groups->len; g++) {
        range_group *group = g_ptr_array_index(o->groups, g);
        put(o, group, (guint)g_rand_int_range(rand, 0, (gint32)group->places->len + 1));
    }
}

void range_place_back(range_oracle *o)
{
    for (guint g = 0; g < o->groups->len; g++) {
        range_group *group = g_ptr_array_index(o->groups, g);
        put(o, group, group->places->len);
    }
}

void range_of_qpv(const range_oracle *o, uint32_t q, const base_bitset *set, double *ret_least,
                  double *ret_most)
{
    size_t n;
    const uint32_t *faces = mesh_list(&o->mesh->own_qpv, q, &n);
    g_autofree double *people = g_new0(double, o->mesh->n_faces + 1);
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(free_group);
    *ret_least = *ret_most = 0;
    for (size_t i = 0; i < n; i++) {
        people[faces[i]] = o->mesh->faces[faces[i]].population;
        g_array_append_val(list, faces[i]);
        *ret_least += base_bitset_get(set, faces[i]) ? people[faces[i]] : 0;
    }
    *ret_most = *ret_least;
    add_groups(o->mesh, list, true, people, groups);
    for (guint g = 0; g < groups->len; g++) {
        const range_group *group = g_ptr_array_index(groups, g);
        double in = 0;
        bool any_in = false, any_out = false;
        for (guint i = 0; i < group->places->len; i++) {
            const range_place *p = &g_array_index(group->places, range_place, i);
            any_in = any_in || base_bitset_get(set, p->face);
            any_out = any_out || !base_bitset_get(set, p->face);
            in += base_bitset_get(set, p->face) ? p->people : 0;
        }
        *ret_least -= any_out ? in : 0;
        *ret_most += any_in ? group->people - in : 0;
    }
}
