/*
 * population.c - step 8: official totals given to faces (design §6). A commune's people are always
 * kept; a QPV with published people has its own; the rest goes by weight: the people of cells, or
 * area where no grid tells.
 */
#include "mesh/work.h"

#include <math.h>

base_enum_names mesh_method_names = {"", "surface", "carreaux", "officielle", NULL};

/* Edges and contested area: their people are elsewhere. */
static bool is_empty(const mesh_face *face)
{
    return face->edge || face->contested;
}

typedef double (*measure_fn)(const mesh_face *face);

static double area_of(const mesh_face *face)
{
    return face->area_m2;
}

static double cells_of(const mesh_face *face)
{
    return face->weight;
}

/* What a face of a list weighs: its area or the people of its cells, and those of the edges in the
 * list that follow it, whose people are its own (design §5.3). */
static double weigh(const mlg_mesh *mesh, const uint32_t *faces, size_t n, uint32_t f,
                    measure_fn measure)
{
    if (is_empty(&mesh->faces[f]))
        return 0;
    double weight = measure(&mesh->faces[f]);
    for (size_t i = 0; mesh->faces[f].qpv != TERRITORY_NONE && i < n; i++) {
        const mesh_face *edge = &mesh->faces[faces[i]];
        if (edge->edge && edge->follows == f && edge->commune != TERRITORY_NONE)
            weight += measure(edge);
    }
    return weight;
}

static double weigh_all(const mlg_mesh *mesh, const uint32_t *faces, size_t n, measure_fn measure)
{
    double weights = 0;
    for (size_t i = 0; i < n; i++)
        weights += weigh(mesh, faces, n, faces[i], measure);
    return weights;
}

/* Gives `people` to faces by their cells, by area where there are none or no grid lies, to the
 * first where no area is; to no edge. */
static mesh_method share(mlg_mesh *mesh, const uint32_t *faces, size_t n, double people)
{
    measure_fn measure = cells_of;
    double weights = weigh_all(mesh, faces, n, measure), areas = 0;
    bool by_cells = weights > 0, given = false; /* to the first, where nothing tells */
    if (!by_cells) {
        measure = area_of;
        weights = weigh_all(mesh, faces, n, measure);
    }
    for (size_t i = 0; i < n; i++)
        areas += mesh->faces[faces[i]].edge ? 0 : mesh->faces[faces[i]].area_m2;
    for (size_t i = 0; i < n; i++) {
        mesh_face *face = &mesh->faces[faces[i]];
        double part = weights > 0 ? weigh(mesh, faces, n, faces[i], measure) / weights
                      : areas > 0 ? face->area_m2 / areas
                      : given     ? 0
                                  : 1;
        given = given || !face->edge;
        face->population = face->edge ? 0 : people * part;
    }
    return by_cells ? MESH_CARREAUX : MESH_SURFACE;
}

static void share_qpvs(mesh_work *w)
{
    mlg_mesh *mesh = w->mesh;
    for (uint32_t q = 0; q < w->t->n_qpvs; q++) {
        size_t n;
        const uint32_t *faces = mesh_list(&mesh->own_qpv, q, &n);
        if (!isnan(w->t->qpvs[q].population))
            (void)share(mesh, faces, n, w->t->qpvs[q].population); /* it is official anyway */
    }
}

static bool is_told(const mesh_work *w, const mesh_face *face)
{
    return face->qpv != TERRITORY_NONE && !isnan(w->t->qpvs[face->qpv].population);
}

static void mark_scaled(mesh_work *w, bool *scaled, uint32_t qpv)
{
    w->mesh->summary.n_qpv_scaled += !scaled[qpv];
    scaled[qpv] = true;
}

/* Brings the told faces to the commune's people: years differ, or the QPV is the commune. */
static void scale(mesh_work *w, const uint32_t *told, size_t n, double sum, double people,
                  bool *scaled)
{
    if (!(sum > 0))                            /* nobody to scale: by area */
        (void)share(w->mesh, told, n, people); /* told anyway */
    for (size_t i = 0; i < n; i++) {
        mesh_face *face = &w->mesh->faces[told[i]];
        if (face->population == 0)
            continue;
        if (sum > 0)
            face->population *= people / sum;
        mark_scaled(w, scaled, face->qpv);
    }
}

/* Faces of commune c with and without published people; returns the number told. */
static size_t split_faces(const mesh_work *w, uint32_t c, GArray *told, GArray *rest)
{
    g_array_set_size(told, 0);
    g_array_set_size(rest, 0);
    size_t n;
    const uint32_t *faces = mesh_list(&w->mesh->own_commune, c, &n);
    for (size_t i = 0; i < n; i++)
        g_array_append_val(is_told(w, &w->mesh->faces[faces[i]]) ? told : rest, faces[i]);
    return told->len;
}

/* Returns how the people of faces that are not told were. */
static mesh_method share_commune(mesh_work *w, uint32_t c, GArray *told, GArray *rest, bool *scaled)
{
    mlg_mesh *mesh = w->mesh;
    double people = w->t->communes[c].population;
    split_faces(w, c, told, rest);
    double sum = 0;
    bool room = false; /* a face that can take the rest */
    for (guint i = 0; i < told->len; i++)
        sum += mesh->faces[g_array_index(told, uint32_t, i)].population;
    for (guint i = 0; i < rest->len; i++) {
        mesh_face *face = &mesh->faces[g_array_index(rest, uint32_t, i)];
        face->population = isnan(people) && is_empty(face) ? 0 : (double)NAN;
        room = room || !face->edge;
    }
    if (isnan(people))
        return MESH_UNKNOWN;
    if (told->len > 0 && (sum > people || !room)) {
        scale(w, (const uint32_t *)(void *)told->data, told->len, sum, people, scaled);
        sum = people;
    }
    return share(mesh, (const uint32_t *)(void *)rest->data, rest->len, people - sum);
}

/* How the people of a QPV without published ones were told: by cells when all its communes were. */
static mesh_method method_of(const mlg_mesh *mesh, uint32_t q, const mesh_method *methods)
{
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_qpv, q, &n);
    mesh_method method = MESH_UNKNOWN;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        if (face->edge)
            continue;
        mesh_method told = face->commune != TERRITORY_NONE ? methods[face->commune] : MESH_SURFACE;
        method = method == MESH_UNKNOWN || told == MESH_SURFACE ? told : method;
    }
    return method;
}

/* Share of the people of a QPV's cells that INSEE imputed. */
static double imputed_of(const mlg_mesh *mesh, uint32_t q)
{
    size_t n;
    const uint32_t *faces = mesh_list(&mesh->own_qpv, q, &n);
    double imputed = 0, weight = 0;
    for (size_t i = 0; i < n; i++) {
        const mesh_face *face = &mesh->faces[faces[i]];
        imputed += face->commune != TERRITORY_NONE ? face->imputed : 0;
        weight += face->commune != TERRITORY_NONE ? face->weight : 0;
    }
    return weight > 0 ? imputed / weight : (double)NAN;
}

static void tell_qpvs(mesh_work *w, const bool *scaled, const mesh_method *methods)
{
    mlg_mesh *mesh = w->mesh;
    for (uint32_t q = 0; q < w->t->n_qpvs; q++) {
        size_t n;
        const uint32_t *faces = mesh_list(&mesh->own_qpv, q, &n);
        double sum = 0, official = w->t->qpvs[q].population;
        size_t n_retained = 0; /* none: lower codes claim all of it */
        for (size_t i = 0; i < n; i++) {
            const mesh_face *face = &mesh->faces[faces[i]];
            n_retained += !face->edge;
            sum += face->edge ? 0 : face->population;
        }
        if (isnan(official) && !(mesh->qpv_area_m2[q] > 0))
            sum = (double)NAN; /* nothing weighs it and nothing tells it */
        mesh->qpv_population[q] = n_retained > 0 ? sum : official;
        mesh->qpv_method[q] = !isnan(official)                ? MESH_OFFICIELLE
                              : !isnan(sum) && n_retained > 0 ? method_of(mesh, q, methods)
                                                              : MESH_UNKNOWN;
        mesh->qpv_imputed[q] = imputed_of(mesh, q);
        mesh->summary.n_qpv_estimated +=
            mesh->qpv_method[q] == MESH_CARREAUX || mesh->qpv_method[q] == MESH_SURFACE;
        if (isnan(official))
            continue;
        double residual = sum - official;
        if (!scaled[q])
            mesh->summary.max_qpv_residual =
                fmax(mesh->summary.max_qpv_residual, n_retained > 0 ? fabs(residual) : 0);
        else if (fabs(residual) > 0.5) {
            g_autofree char *told = g_strdup_printf("%.0f", official);
            g_autofree char *kept = g_strdup_printf("%.0f", sum);
            BASE_EMIT(w->monitor, .code = "qpv-population-ajustee", .object = "qpv",
                      .id = w->t->qpvs[q].code.s, .value = told, .detail = kept);
        }
    }
}

static void check_sums(mesh_work *w)
{
    mlg_mesh *mesh = w->mesh;
    double faces_sum = 0;
    for (uint32_t c = 0; c < w->t->n_communes; c++) {
        double people = w->t->communes[c].population, sum = 0;
        if (isnan(people))
            continue;
        size_t n;
        const uint32_t *faces = mesh_list(&mesh->own_commune, c, &n);
        for (size_t i = 0; i < n; i++)
            sum += mesh->faces[faces[i]].population;
        mesh->summary.population += people;
        faces_sum += sum;
        mesh->summary.max_commune_residual =
            fmax(mesh->summary.max_commune_residual, fabs(sum - people));
    }
    mesh->summary.population_residual = faces_sum - mesh->summary.population;
}

/* People of cells that INSEE imputed; several grids may be given, of which some tell. */
static void sum_imputed(mlg_mesh *mesh)
{
    double sum = (double)NAN;
    for (size_t f = 0; f < mesh->n_faces; f++) {
        double imputed = mesh->faces[f].imputed;
        if (mesh->ground != NULL && !isnan(imputed))
            sum = (isnan(sum) ? 0 : sum) + imputed;
    }
    mesh->summary.cells_imputed = sum;
}

void mesh_step_population(mesh_work *w)
{
    mlg_mesh *mesh = w->mesh;
    for (size_t f = 0; f < mesh->n_faces; f++)
        mesh->faces[f].population = is_empty(&mesh->faces[f]) ? 0 : (double)NAN;
    share_qpvs(w);
    g_autofree bool *scaled = g_new0(bool, w->t->n_qpvs + 1);
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autoptr(GArray) rest = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree mesh_method *methods = g_new0(mesh_method, w->t->n_communes + 1);
    for (uint32_t c = 0; c < w->t->n_communes; c++)
        methods[c] = share_commune(w, c, told, rest, scaled);
    tell_qpvs(w, scaled, methods);
    check_sums(w);
    sum_imputed(mesh);
    mesh_compare_cells(w);
}
