/*
 * indicator_scopes.c - the scopes of table `indicateur` and what lies in each: zones, contracts,
 * pairs that overlap, people. Everything is looked at once and listed in the scopes that hold it.
 */
#include "coverage/indicators.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Scopes being filled. */
typedef struct filling {
    const coverage_work *w;
    coverage_scopes *scopes;
    uint32_t *of_region, *of_department, *of_epci; /* scope of a unit, or TERRITORY_NONE */
    mesh_lists face_contrats; /* contrats de ville that surely hold each face */
    uint32_t *stamps;         /* by scope: the last thing found in it */
    uint32_t stamp;
    GArray *found; /* scopes of the thing looked at; uint32_t */
} filling;

bool coverage_has_contrats(const coverage_work *w)
{
    return coverage_slot_of(w, COVERAGE_CONTRAT_VILLE) != TERRITORY_NONE;
}

bool coverage_is_counted_in(mlg_level level, const coverage_scope *scope)
{
    if (level == MLG_EPCI)
        return scope->echelon < COVERAGE_EPCI;
    return level != MLG_CONTRAT_VILLE || scope->echelon < COVERAGE_CONTRAT;
}

uint32_t coverage_contrat_zone(const coverage_work *w, uint32_t dispositif)
{
    const coverage_level *level = &w->cov->levels[MLG_CONTRAT_VILLE];
    for (uint32_t z = 0; z < level->n_zones; z++)
        if (level->zones[z].unit == dispositif)
            return z;
    return TERRITORY_NONE;
}

/* --- scopes -------------------------------------------------------------------------------- */

static size_t tally_size(const coverage_work *w)
{
    return COVERAGE_TALLY_COVERED + 2 * w->n_types;
}

static void add_scope(filling *f, coverage_echelon echelon, const char *code, const char *lib)
{
    coverage_scope *s = &f->scopes->items[f->scopes->n++];
    s->echelon = echelon;
    s->code = code;
    s->lib = lib;
    for (size_t level = 0; level < G_N_ELEMENTS(s->zones); level++)
        s->zones[level] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    s->contracts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    s->n_overlaps = g_new0(uint32_t, f->w->n_types + 1);
    s->tally = g_new0(double, tally_size(f->w));
}

static void add_level(filling *f, coverage_echelon echelon, mlg_level level, uint32_t *of_unit)
{
    const coverage_level *l = &f->w->cov->levels[level];
    f->scopes->first[echelon] = f->scopes->n;
    for (size_t z = 0; z < l->n_zones; z++) {
        if (of_unit != NULL)
            of_unit[l->zones[z].unit] = (uint32_t)f->scopes->n;
        add_scope(f, echelon, l->zones[z].code, l->zones[z].name);
    }
}

static uint32_t *no_scopes(size_t n)
{
    uint32_t *scopes = g_new(uint32_t, n + 1);
    memset(scopes, 0xff, (n + 1) * sizeof *scopes); /* TERRITORY_NONE */
    return scopes;
}

static void add_scopes(filling *f)
{
    static const mlg_level levels[] = {MLG_REGION, MLG_DEPARTEMENT, MLG_EPCI, MLG_CONTRAT_VILLE};
    const coverage_work *w = f->w;
    size_t n = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        n += w->cov->levels[levels[i]].n_zones;
    f->scopes->items = g_new0(coverage_scope, n);
    f->of_region = no_scopes(w->t->n_regions);
    f->of_department = no_scopes(w->t->n_departments);
    f->of_epci = no_scopes(w->t->n_epcis);
    add_scope(f, COVERAGE_NATIONAL, "", D_("whole territory"));
    add_level(f, COVERAGE_REGION, MLG_REGION, f->of_region);
    add_level(f, COVERAGE_DEPARTEMENT, MLG_DEPARTEMENT, f->of_department);
    add_level(f, COVERAGE_EPCI, MLG_EPCI, f->of_epci);
    add_level(f, COVERAGE_CONTRAT, MLG_CONTRAT_VILLE, NULL);
    f->scopes->first[COVERAGE_CONTRAT + 1] = n;
    f->stamps = g_new0(uint32_t, n);
}

/* --- where a thing lies -------------------------------------------------------------------- */

static void begin_thing(filling *f)
{
    f->stamp++;
    g_array_set_size(f->found, 0);
}

static void find_scope(filling *f, uint32_t scope)
{
    if (scope == TERRITORY_NONE || f->stamps[scope] == f->stamp)
        return;
    f->stamps[scope] = f->stamp;
    g_array_append_val(f->found, scope);
}

static uint32_t scope_of(const uint32_t *of_unit, uint32_t unit)
{
    return unit == TERRITORY_NONE ? TERRITORY_NONE : of_unit[unit];
}

static bool find_commune(filling *f, uint32_t c)
{
    if (c == TERRITORY_NONE || !f->w->commune_in_zone[c])
        return false;
    const territory_commune *commune = &f->w->t->communes[c];
    find_scope(f, 0);
    find_scope(f, scope_of(f->of_region, commune->region));
    find_scope(f, scope_of(f->of_department, commune->department));
    find_scope(f, scope_of(f->of_epci, commune->epci));
    return true;
}

static uint32_t contrat_scope(const filling *f, uint32_t zone)
{
    return (uint32_t)f->scopes->first[COVERAGE_CONTRAT] + zone;
}

static void find_contrats(filling *f, size_t face)
{
    size_t n;
    const uint32_t *zones = mesh_list(&f->face_contrats, face, &n);
    for (size_t i = 0; i < n; i++)
        find_scope(f, contrat_scope(f, zones[i]));
}

/* Retained faces of a set; true when one lies in a commune, of the zone or not. */
static bool find_faces(filling *f, const base_bitset *set)
{
    bool anywhere = false;
    uint32_t last = TERRITORY_NONE;
    for (size_t i = base_bitset_next(set, 0); i < f->w->n_faces; i = base_bitset_next(set, i + 1)) {
        const mesh_face *face = &f->w->mesh->faces[i];
        if (!coverage_is_retained(face) || face->commune == TERRITORY_NONE)
            continue;
        anywhere = true;
        if (face->commune != last)
            find_commune(f, face->commune);
        last = face->commune;
        find_contrats(f, i);
    }
    return anywhere;
}

static coverage_scope *found(const filling *f, guint i)
{
    return &f->scopes->items[g_array_index(f->found, uint32_t, i)];
}

static void list_zone(const filling *f, mlg_level level, uint32_t zone)
{
    for (guint i = 0; i < f->found->len; i++)
        g_array_append_val(found(f, i)->zones[level], zone);
}

/* --- zones --------------------------------------------------------------------------------- */

static void find_contrats_of_qpv(filling *f, uint32_t q)
{
    const coverage_level *contrats = &f->w->cov->levels[MLG_CONTRAT_VILLE];
    size_t n;
    const uint32_t *faces = mesh_list(&f->w->mesh->of_qpv, q, &n);
    for (size_t i = 0; i < n; i++) {
        size_t n_zones;
        const uint32_t *zones = mesh_list(&f->face_contrats, faces[i], &n_zones);
        for (size_t k = 0; k < n_zones; k++) {
            const base_bitset *net = f->w->sets[contrats->zones[zones[k]].unit].net;
            if (f->stamps[contrat_scope(f, zones[k])] != f->stamp &&
                coverage_qpv_share(f->w, q, net) > COVERAGE_TOUCH_SHARE)
                find_scope(f, contrat_scope(f, zones[k]));
        }
    }
}

/* Where its retained ground lies; a QPV on contested ground alone is where that is counted. */
static void find_qpv(filling *f, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&f->w->mesh->of_qpv, q, &n);
    begin_thing(f);
    for (int pass = 0; pass < 2 && f->found->len == 0; pass++)
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &f->w->mesh->faces[faces[i]];
            if (!face->edge && face->contested == (pass == 1))
                find_commune(f, face->commune);
        }
    if (f->found->len > 0) /* else it is nowhere */
        find_contrats_of_qpv(f, q);
}

static void list_qpvs(filling *f)
{
    const coverage_level *level = &f->w->cov->levels[MLG_QPV];
    for (uint32_t z = 0; z < level->n_zones; z++) {
        find_qpv(f, level->zones[z].unit);
        list_zone(f, MLG_QPV, z);
    }
}

static void list_communes(filling *f)
{
    const coverage_level *level = &f->w->cov->levels[MLG_COMMUNE];
    for (uint32_t z = 0; z < level->n_zones; z++) {
        uint32_t c = level->zones[z].unit;
        size_t n;
        const uint32_t *faces = mesh_list(&f->w->mesh->own_commune, c, &n);
        begin_thing(f);
        find_commune(f, c);
        for (size_t i = 0; i < n; i++)
            if (coverage_is_retained(&f->w->mesh->faces[faces[i]]))
                find_contrats(f, faces[i]);
        list_zone(f, MLG_COMMUNE, z);
    }
}

static void list_epcis(filling *f)
{
    const coverage_level *level = &f->w->cov->levels[MLG_EPCI];
    for (uint32_t z = 0; z < level->n_zones; z++) {
        const territory_group *epci = &f->w->t->epcis[level->zones[z].unit];
        begin_thing(f);
        for (uint32_t i = 0; i < epci->n_communes; i++)
            find_commune(f, epci->communes[i]);
        list_zone(f, MLG_EPCI, z);
    }
}

/* --- contracts ----------------------------------------------------------------------------- */

/* By a retained face; else by its carrier; else of the whole run only. */
static void find_contract(filling *f, uint32_t d, base_bitset *any)
{
    coverage_copy_any(&f->w->sets[d], any);
    begin_thing(f);
    if (find_faces(f, any))
        return;
    size_t n;
    uint32_t one;
    const uint32_t *communes = coverage_carrier_communes(f->w, d, &one, &n);
    for (size_t i = 0; i < n; i++)
        find_commune(f, communes[i]);
    if (n == 0 && f->w->cov->zone == NULL)
        find_scope(f, 0);
}

static void list_contracts(filling *f)
{
    g_autoptr(base_bitset) any = base_bitset_new(f->w->n_faces);
    uint32_t contrat = coverage_slot_of(f->w, COVERAGE_CONTRAT_VILLE);
    for (uint32_t d = 0; d < f->w->inv->n_dispositifs; d++) {
        uint32_t slot = coverage_slot(f->w, d);
        if (slot == TERRITORY_NONE)
            continue;
        find_contract(f, d, any);
        for (guint i = 0; i < f->found->len; i++)
            g_array_append_val(found(f, i)->contracts, d);
        if (slot == contrat && f->w->cov->dispositifs[d].counted)
            list_zone(f, MLG_CONTRAT_VILLE, coverage_contrat_zone(f->w, d));
    }
}

static void list_overlaps(filling *f)
{
    g_autoptr(base_bitset) common = base_bitset_new(f->w->n_faces);
    for (size_t r = 0; r < f->w->cov->n_relations; r++) {
        const coverage_relation *relation = &f->w->cov->relations[r];
        uint32_t slot = coverage_slot(f->w, relation->a);
        if (slot != coverage_slot(f->w, relation->b))
            continue;
        base_bitset_copy(common, f->w->sets[relation->a].net);
        base_bitset_and(common, f->w->sets[relation->b].net);
        begin_thing(f);
        find_faces(f, common);
        for (guint i = 0; i < f->found->len; i++)
            found(f, i)->n_overlaps[slot]++;
    }
}

/* --- people -------------------------------------------------------------------------------- */

/* Adds the people of a face to the places of a tally. `n_holders` is scratch, by type. */
static void tally_face(const coverage_work *w, uint32_t f, uint32_t *n_holders, double *tally)
{
    const mesh_face *face = &w->mesh->faces[f];
    double people = face->population;
    if (!coverage_is_retained(face) || isnan(people))
        return;
    size_t n, number = 0;
    const uint32_t *holders = mesh_list(&w->face_dispositifs, f, &n);
    memset(n_holders, 0, w->n_types * sizeof *n_holders);
    for (size_t i = 0; i < n; i++)
        n_holders[coverage_slot(w, holders[i])] += base_bitset_get(w->sets[holders[i]].net, f);
    for (size_t i = 0; i < w->cov->n_combination; i++)
        number += n_holders[w->cov->combination[i]] > 0;
    /* a QPV may be told in a commune that is not: it is no part of the people of communes */
    if (!isnan(w->t->communes[face->commune].population)) {
        tally[COVERAGE_TALLY_ALL] += people;
        tally[COVERAGE_TALLY_IN_QPV] += face->qpv != TERRITORY_NONE ? people : 0;
        tally[COVERAGE_TALLY_BY_NUMBER + MIN(number, 3)] += people;
    }
    for (size_t t = 0; t < w->n_types; t++) {
        tally[COVERAGE_TALLY_COVERED + t] += n_holders[t] > 0 ? people : 0;
        tally[COVERAGE_TALLY_COVERED + w->n_types + t] += n_holders[t] > 1 ? people : 0;
    }
}

/* Commune by commune, each added to the scopes that hold it; contrats de ville face by face. */
static void tally_people(filling *f)
{
    const coverage_work *w = f->w;
    size_t size = tally_size(w);
    g_autofree uint32_t *n_holders = g_new0(uint32_t, w->n_types + 1);
    g_autofree double *here = g_new(double, size);
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        size_t n;
        const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
        begin_thing(f);
        if (!find_commune(f, c))
            continue;
        memset(here, 0, size * sizeof *here);
        for (size_t i = 0; i < n; i++) {
            size_t n_zones;
            const uint32_t *zones = mesh_list(&f->face_contrats, faces[i], &n_zones);
            tally_face(w, faces[i], n_holders, here);
            for (size_t z = 0; z < n_zones; z++)
                tally_face(w, faces[i], n_holders,
                           f->scopes->items[contrat_scope(f, zones[z])].tally);
        }
        for (guint s = 0; s < f->found->len; s++)
            for (size_t i = 0; i < size; i++)
                found(f, s)->tally[i] += here[i];
    }
}

/* --- all ----------------------------------------------------------------------------------- */

coverage_scopes *coverage_scopes_new(const coverage_work *w)
{
    filling f = {.w = w,
                 .scopes = g_new0(coverage_scopes, 1),
                 .face_contrats = coverage_list_face_contrats(w),
                 .found = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    add_scopes(&f);
    list_qpvs(&f);
    list_communes(&f);
    list_epcis(&f);
    list_contracts(&f);
    list_overlaps(&f);
    tally_people(&f);
    g_array_unref(f.found);
    g_free(f.stamps);
    g_free(f.of_region);
    g_free(f.of_department);
    g_free(f.of_epci);
    g_free(f.face_contrats.first);
    g_free(f.face_contrats.items);
    return f.scopes;
}

void coverage_scopes_free(coverage_scopes *scopes)
{
    for (size_t i = 0; scopes != NULL && i < scopes->n; i++) {
        coverage_scope *s = &scopes->items[i];
        for (size_t level = 0; level < G_N_ELEMENTS(s->zones); level++)
            g_array_unref(s->zones[level]);
        g_array_unref(s->contracts);
        g_free(s->n_overlaps);
        g_free(s->tally);
    }
    if (scopes != NULL)
        g_free(scopes->items);
    g_free(scopes);
}
