/*
 * builder.c - collects what the source room reads, as it comes; nothing is judged before
 * territory_builder_finish() (finish.c).
 */
#include "territory/draft.h"

#include <math.h>

static void zoning_clear(gpointer data)
{
    draft_zoning *zoning = data;
    g_array_unref(zoning->facts);
}

territory_builder *territory_builder_new(void)
{
    territory_builder *b = g_new0(territory_builder, 1);
    b->communes = g_array_new(FALSE, FALSE, sizeof(territory_commune_row));
    b->parts = g_array_new(FALSE, FALSE, sizeof(territory_part_row));
    b->groups = g_array_new(FALSE, FALSE, sizeof(territory_group_row));
    b->qpvs = g_array_new(FALSE, FALSE, sizeof(territory_qpv_row));
    for (int i = 0; i < 2; i++)
        b->memberships[i] = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    b->populations = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    b->qpv_populations = g_array_new(FALSE, FALSE, sizeof(draft_fact));
    b->zonings = g_array_new(FALSE, FALSE, sizeof(draft_zoning));
    g_array_set_clear_func(b->zonings, zoning_clear);
    b->matches = g_array_new(FALSE, FALSE, sizeof(draft_match));
    b->tables = g_array_new(FALSE, TRUE, sizeof(draft_table));
    g_array_set_size(b->tables, 1);
    b->sources = g_array_new(FALSE, FALSE, sizeof(territory_source));
    b->crs = g_ptr_array_new_with_free_func(g_free);
    b->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    b->strings = g_string_chunk_new(64 * 1024);
    return b;
}

void territory_builder_free(territory_builder *b)
{
    if (b == NULL)
        return;
    g_array_unref(b->communes);
    g_array_unref(b->parts);
    g_array_unref(b->groups);
    g_array_unref(b->qpvs);
    for (int i = 0; i < 2; i++)
        g_array_unref(b->memberships[i]);
    g_array_unref(b->populations);
    g_array_unref(b->qpv_populations);
    g_array_unref(b->zonings);
    g_array_unref(b->matches);
    g_array_unref(b->tables);
    g_array_unref(b->sources);
    territory_history_free(b->history);
    g_ptr_array_unref(b->crs);
    g_ptr_array_unref(b->shapes);
    if (b->strings != NULL)
        g_string_chunk_free(b->strings);
    g_free(b);
}

static const char *keep(territory_builder *b, const char *text)
{
    return text == NULL ? "" : g_string_chunk_insert_const(b->strings, text);
}

static territory_origin keep_origin(territory_builder *b, territory_origin origin)
{
    return (territory_origin){keep(b, origin.file), keep(b, origin.layer), origin.row};
}

static territory_shape keep_shape(territory_builder *b, territory_shape shape,
                                  territory_origin origin)
{
    if (shape.wkb != NULL)
        g_ptr_array_add(b->shapes, g_bytes_ref(shape.wkb));
    shape.origin = origin;
    return shape;
}

uint32_t territory_builder_crs(territory_builder *b, const char *crs)
{
    for (guint i = 0; i < b->crs->len; i++) {
        if (g_str_equal(g_ptr_array_index(b->crs, i), crs))
            return i;
    }
    g_ptr_array_add(b->crs, g_strdup(crs));
    return b->crs->len - 1;
}

void territory_builder_add_commune(territory_builder *b, const territory_commune_row *row)
{
    territory_commune_row copy = *row;
    copy.name = keep(b, row->name);
    copy.origin = keep_origin(b, row->origin);
    copy.shape = keep_shape(b, row->shape, copy.origin);
    g_array_append_val(b->communes, copy);
}

void territory_builder_add_part(territory_builder *b, const territory_part_row *row)
{
    territory_part_row copy = *row;
    copy.name = keep(b, row->name);
    copy.origin = keep_origin(b, row->origin);
    copy.shape = keep_shape(b, row->shape, copy.origin);
    g_array_append_val(b->parts, copy);
}

void territory_builder_add_group(territory_builder *b, const territory_group_row *row)
{
    territory_group_row copy = *row;
    copy.name = keep(b, row->name);
    copy.nature = keep(b, row->nature);
    copy.origin = keep_origin(b, row->origin);
    copy.shape = keep_shape(b, row->shape, copy.origin);
    g_array_append_val(b->groups, copy);
}

void territory_builder_set_history(territory_builder *b, territory_history *history,
                                   const char *file)
{
    territory_history_free(b->history);
    b->history = history;
    b->history_file = keep(b, file);
}

void territory_builder_begin_table(territory_builder *b, int year)
{
    draft_table table = {.year = year};
    g_array_append_val(b->tables, table);
}

void territory_builder_set_census(territory_builder *b, int year)
{
    for (guint i = b->n_censused; i < b->tables->len; i++)
        g_array_index(b->tables, draft_table, i).census = year;
    b->n_censused = b->tables->len;
}

void territory_builder_set_membership(territory_builder *b, territory_group_kind kind,
                                      mlg_code commune, mlg_code group, territory_origin origin)
{
    g_return_if_fail(kind == TERRITORY_EPCI || kind == TERRITORY_EPT);
    draft_fact fact = {.code = commune,
                       .group = group,
                       .people = (double)NAN,
                       .origin = keep_origin(b, origin),
                       .table = b->tables->len - 1};
    g_array_append_val(b->memberships[kind], fact);
}

void territory_builder_set_population(territory_builder *b, mlg_code commune, double people,
                                      territory_origin origin)
{
    draft_fact fact = {.code = commune,
                       .people = people,
                       .origin = keep_origin(b, origin),
                       .table = b->tables->len - 1};
    g_array_append_val(b->populations, fact);
}

void territory_builder_add_qpv(territory_builder *b, const territory_qpv_row *row)
{
    territory_qpv_row copy = *row;
    copy.name = keep(b, row->name);
    copy.communes = keep(b, row->communes);
    copy.commune_names = keep(b, row->commune_names);
    copy.table = b->tables->len - 1;
    copy.origin = keep_origin(b, row->origin);
    copy.shape = keep_shape(b, row->shape, copy.origin);
    g_array_append_val(b->qpvs, copy);
}

void territory_builder_set_qpv_population(territory_builder *b, mlg_code qpv, double people,
                                          territory_origin origin)
{
    draft_fact fact = {.code = qpv, .people = people, .origin = keep_origin(b, origin)};
    g_array_append_val(b->qpv_populations, fact);
}

uint32_t territory_builder_add_zoning(territory_builder *b, const char *name)
{
    draft_zoning zoning = {keep(b, name), g_array_new(FALSE, FALSE, sizeof(draft_fact))};
    g_array_append_val(b->zonings, zoning);
    return b->zonings->len - 1;
}

void territory_builder_set_class(territory_builder *b, uint32_t zoning, mlg_code commune,
                                 const char *class_name, territory_origin origin)
{
    g_return_if_fail(zoning < b->zonings->len);
    draft_fact fact = {.code = commune,
                       .people = (double)NAN,
                       .class_name = keep(b, class_name),
                       .origin = keep_origin(b, origin),
                       .table = b->tables->len - 1};
    g_array_append_val(g_array_index(b->zonings, draft_zoning, zoning).facts, fact);
}

void territory_builder_add_match(territory_builder *b, mlg_code newer, mlg_code older,
                                 territory_origin origin)
{
    draft_match match = {newer, older, keep_origin(b, origin)};
    g_array_append_val(b->matches, match);
}

void territory_builder_add_source(territory_builder *b, const char *role, const char *path,
                                  const char *dataset, const char *vintage, const char *sha256)
{
    territory_source source = {keep(b, role), keep(b, path), keep(b, dataset), keep(b, vintage),
                               keep(b, sha256)};
    g_array_append_val(b->sources, source);
}

void territory_builder_set_vintage(territory_builder *b, int cog_year)
{
    b->vintage = cog_year;
}

void territory_builder_set_population_year(territory_builder *b, int year)
{
    b->population_year = year;
}

void territory_builder_set_generalised(territory_builder *b, bool generalised)
{
    b->generalised = generalised;
}
