/*
 * draft_communes.c - communes sorted by code, doubles put together; arrondissements of Paris, Lyon
 * and Marseille set under their commune, which they make when the layer lacks it.
 */
#include "territory/draft.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    return base_code_compare(((const territory_commune_row *)a)->code,
                             ((const territory_commune_row *)b)->code);
}

/* Layer of a row; one that bears the name of its file is not written there. */
static char *layer_name(territory_origin origin)
{
    if (origin.layer[0] != '\0')
        return g_strdup(origin.layer);
    g_autofree char *base = g_path_get_basename(origin.file);
    return g_strndup(base, strcspn(base, "."));
}

/* A file with two layers of the same communes: which one is meant cannot be known. */
static mlg_status check_layers(const territory_commune_row *first,
                               const territory_commune_row *second, mlg_error *err)
{
    if (first->origin.file != second->origin.file || first->origin.layer == second->origin.layer)
        return MLG_OK;
    g_autofree char *one = layer_name(first->origin);
    g_autofree char *other = layer_name(second->origin);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_CONFLICT, _("%s: layers %s and %s both hold commune %s"),
                             first->origin.file, one, other, first->code.s),
                    _("name the layer to read: %s|layername=%s"), first->origin.file, one);
}

/* Rows of one code follow each other: the later ones are reported and their polygons joined. */
static mlg_status merge_doubles(draft_work *work, mlg_error *err)
{
    GArray *rows = work->b->communes;
    guint kept = 0;
    for (guint i = 0; i < rows->len; i++) {
        territory_commune_row *row = &g_array_index(rows, territory_commune_row, i);
        territory_commune_row *last =
            kept > 0 ? &g_array_index(rows, territory_commune_row, kept - 1) : NULL;
        if (last != NULL && base_code_equal(last->code, row->code)) {
            MLG_TRY(check_layers(last, row, err));
            bool joined = draft_add_shape(work->b, &last->shape, row->shape);
            draft_report_double(work, "commune", row->code, last->origin, row->origin, joined);
            continue;
        }
        g_array_index(rows, territory_commune_row, kept) = *row;
        kept++;
    }
    g_array_set_size(rows, kept);
    return MLG_OK;
}

static const char *plm_name(mlg_code commune)
{
    return commune.s[0] == '7' ? "Paris" : commune.s[0] == '6' ? "Lyon" : "Marseille";
}

static territory_commune_row *find_row(GArray *rows, guint n, mlg_code code)
{
    for (guint i = 0; i < n; i++) {
        territory_commune_row *row = &g_array_index(rows, territory_commune_row, i);
        if (base_code_equal(row->code, code))
            return row;
    }
    return NULL;
}

/* Moves arrondissements that stand among the communes to the parts; a missing commune is made. */
static void set_arrondissements_apart(draft_work *work)
{
    territory_builder *b = work->b;
    GArray *rows = b->communes;
    guint n = rows->len, kept = 0;
    g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(territory_commune_row));
    for (guint i = 0; i < n; i++) {
        territory_commune_row row = g_array_index(rows, territory_commune_row, i);
        mlg_code whole = base_code_plm_commune(row.code);
        if (base_code_is_empty(whole)) {
            g_array_index(rows, territory_commune_row, kept++) = row;
            continue;
        }
        territory_part_row part = {row.code,  whole,          TERRITORY_ARRONDISSEMENT,
                                   row.name,  row.population, row.shape,
                                   row.origin};
        g_array_append_val(b->parts, part);
        if (find_row(rows, n, whole) != NULL)
            continue;
        territory_commune_row *commune = find_row(made, made->len, whole);
        if (commune == NULL) {
            territory_commune_row fresh = row;
            fresh.code = whole;
            fresh.name = plm_name(whole);
            fresh.population = (double)NAN;
            g_array_append_val(made, fresh);
        } else {
            /* of one layer, so of one CRS */
            (void)draft_add_shape(b, &commune->shape, row.shape);
        }
    }
    g_array_set_size(rows, kept);
    g_array_append_vals(rows, made->data, made->len);
}

/* Appends the arrondissements of a commune as communes of their own; false when it has none. */
static bool append_parts_of(GArray *communes, GArray *parts, const territory_commune_row *row)
{
    bool any = false;
    for (guint p = 0; p < parts->len; p++) {
        const territory_part_row *part = &g_array_index(parts, territory_part_row, p);
        if (part->kind != TERRITORY_ARRONDISSEMENT || part->shape.wkb == NULL ||
            !base_code_equal(part->commune, row->code))
            continue;
        territory_commune_row promoted = *row;
        promoted.code = part->code;
        promoted.name = part->name;
        promoted.population = part->population;
        promoted.shape = part->shape;
        promoted.origin = part->origin;
        g_array_append_val(communes, promoted);
        any = true;
    }
    return any;
}

/* True when rows of the layer are arrondissements of this commune. */
static bool has_arrondissement_rows(const GArray *rows, mlg_code commune)
{
    for (guint i = 0; i < rows->len; i++) {
        const territory_commune_row *row = &g_array_index(rows, territory_commune_row, i);
        if (base_code_equal(base_code_plm_commune(row->code), commune))
            return true;
    }
    return false;
}

/* --niveau-plm arrondissement: the parts become the communes of the run, the whole leaves. */
static void promote_arrondissements(draft_work *work)
{
    territory_builder *b = work->b;
    GArray *communes = g_array_new(FALSE, FALSE, sizeof(territory_commune_row));
    for (guint i = 0; i < b->communes->len; i++) {
        const territory_commune_row *row = &g_array_index(b->communes, territory_commune_row, i);
        if (base_code_is_plm(row->code) && has_arrondissement_rows(b->communes, row->code))
            continue;
        if (!append_parts_of(communes, b->parts, row))
            g_array_append_val(communes, *row);
    }
    g_array_unref(b->communes);
    b->communes = communes;
}

static gint compare_parts(gconstpointer a, gconstpointer b)
{
    const territory_part *x = a, *y = b;
    if (x->commune != y->commune)
        return x->commune < y->commune ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return base_code_compare(x->code, y->code);
}

/* A commune déléguée may be listed twice, and one whose commune is not loaded is out of view. */
static void place_parts(draft_work *work)
{
    mlg_territory *t = work->t;
    GArray *rows = work->b->parts;
    t->parts = draft_new(work, rows->len, sizeof(territory_part));
    for (guint i = 0; i < rows->len; i++) {
        const territory_part_row *row = &g_array_index(rows, territory_part_row, i);
        uint32_t commune = territory_find_commune(t, row->commune);
        if (commune == TERRITORY_NONE)
            continue;
        t->parts[t->n_parts++] =
            (territory_part){row->code, row->name, row->kind, commune, row->population, row->shape};
    }
    if (t->n_parts > 1)
        qsort(t->parts, t->n_parts, sizeof t->parts[0], compare_parts);
    size_t kept = 0;
    for (size_t i = 0; i < t->n_parts; i++) {
        if (kept > 0 && compare_parts(&t->parts[kept - 1], &t->parts[i]) == 0)
            continue;
        t->parts[kept++] = t->parts[i];
    }
    t->n_parts = kept;
    for (size_t i = 0; i < t->n_parts; i++) {
        territory_commune *commune = &t->communes[t->parts[i].commune];
        if (commune->n_parts == 0)
            commune->first_part = (uint32_t)i;
        commune->n_parts++;
    }
}

mlg_status draft_communes(draft_work *work, mlg_error *err)
{
    mlg_territory *t = work->t;
    if (work->b->communes->len == 0)
        return mlg_hint(err, mlg_fail(err, MLG_E_FORMAT, _("no commune was loaded")),
                        _("give a layer of communes with --communes"));
    if (!work->options->plm_arrondissement)
        set_arrondissements_apart(work);
    else
        promote_arrondissements(work);
    GArray *rows = work->b->communes;
    g_array_sort(rows, compare_rows);
    MLG_TRY(merge_doubles(work, err));
    t->n_communes = rows->len;
    t->communes = draft_new(work, rows->len, sizeof(territory_commune));
    for (guint i = 0; i < rows->len; i++) {
        const territory_commune_row *row = &g_array_index(rows, territory_commune_row, i);
        t->communes[i] = (territory_commune){.code = row->code,
                                             .name = row->name,
                                             .department = TERRITORY_NONE,
                                             .region = TERRITORY_NONE,
                                             .epci = TERRITORY_NONE,
                                             .ept = TERRITORY_NONE,
                                             .population = row->population,
                                             .shape = row->shape};
    }
    place_parts(work);
    return MLG_OK;
}
