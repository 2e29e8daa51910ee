/*
 * population_cells.c - official people beside those of cells: units that have one and not the
 * other.
 */
#include "base/text.h"
#include "mesh/work.h"

#include <math.h>

/* People of the cells in faces; NaN where no grid lies. */
static double sum_cells(const mlg_mesh *mesh, const mesh_lists *lists, size_t unit)
{
    size_t n;
    const uint32_t *faces = mesh_list(lists, unit, &n);
    double people = 0;
    for (size_t i = 0; i < n; i++)
        people +=
            mesh->faces[faces[i]].commune != TERRITORY_NONE ? mesh->faces[faces[i]].weight : 0;
    return people;
}

static void tell(const mesh_work *w, const char *code, const char *object, const char *id,
                 double people)
{
    g_autofree char *value = g_strdup_printf("%.0f", people);
    BASE_EMIT(w->monitor, .code = code, .object = object, .id = id, .value = value);
}

/* A unit has official people and no cell, or cells and no official people; less than one in
 * cells is nobody. */
static void compare(const mesh_work *w, const char *object, const char *id, double official,
                    double cells)
{
    if (official > 0 && !(cells > 0))
        tell(w, "sans-carreau", object, id, official);
    else if (cells >= 1 && !(official > 0))
        tell(w, "carreaux-sans-population", object, id, cells);
}

/* A département without any cell, in one sentence; false when it has some. */
static bool tell_department(const mesh_work *w, const territory_group *department)
{
    size_t n_without = 0;
    double people = 0;
    for (uint32_t i = 0; i < department->n_communes; i++) {
        uint32_t c = department->communes[i];
        if (sum_cells(w->mesh, &w->mesh->own_commune, c) > 0)
            return false;
        bool peopled = w->t->communes[c].population > 0;
        n_without += peopled;
        people += peopled ? w->t->communes[c].population : 0;
    }
    if (n_without == 0)
        return true;
    g_autofree char *count = g_strdup_printf("%zu", n_without);
    g_autofree char *inhabitants = g_strdup_printf("%.0f", people);
    BASE_EMIT(w->monitor, .code = "departement-sans-carreau", .object = "commune",
              .id = department->code.s, .value = count, .detail = inhabitants);
    return true;
}

static void compare_communes(const mesh_work *w)
{
    g_autofree bool *told = g_new0(bool, w->t->n_departments + 1);
    bool known = false; /* the populations were given */
    for (size_t d = 0; d < w->t->n_departments; d++)
        told[d] = tell_department(w, &w->t->departments[d]);
    for (size_t c = 0; c < w->t->n_communes; c++)
        known = known || !isnan(w->t->communes[c].population);
    for (size_t c = 0; known && c < w->t->n_communes; c++) {
        const territory_commune *commune = &w->t->communes[c];
        if (commune->department == TERRITORY_NONE || !told[commune->department])
            compare(w, "commune", commune->code.s, commune->population,
                    sum_cells(w->mesh, &w->mesh->own_commune, c));
    }
}

/* Nobody published how many live there: what cells say. Where no QPV has a published population,
 * only that nobody would. */
static void tell_estimate(const mesh_work *w, size_t q, bool known)
{
    const territory_qpv *qpv = &w->t->qpvs[q];
    double people = w->mesh->qpv_population[q];
    g_autofree char *estimate = g_strdup_printf("%.0f", people);
    if (people == 0)
        BASE_EMIT(w->monitor, .code = "qpv-sans-habitant", .object = "qpv", .id = qpv->code.s,
                  .value = qpv->name);
    else if (known)
        BASE_EMIT(w->monitor, .code = "qpv-estime", .object = "qpv", .id = qpv->code.s,
                  .value = qpv->name, .detail = estimate);
}

/* Where no grid lies, or a QPV in no commune, there is nothing to compare. */
static void compare_qpvs(const mesh_work *w)
{
    bool known = false;
    for (size_t q = 0; q < w->t->n_qpvs; q++)
        known = known || !isnan(w->t->qpvs[q].population);
    for (size_t q = 0; q < w->t->n_qpvs; q++) {
        double cells = sum_cells(w->mesh, &w->mesh->own_qpv, q);
        if (w->mesh->qpv_method[q] == MESH_CARREAUX)
            tell_estimate(w, q, known);
        else if (known && !isnan(cells) && !w->mesh->qpv_outside[q])
            compare(w, "qpv", w->t->qpvs[q].code.s, w->t->qpvs[q].population, cells);
    }
}

void mesh_compare_cells(const mesh_work *w)
{
    if (w->mesh->ground == NULL)
        return;
    compare_communes(w);
    compare_qpvs(w);
}
