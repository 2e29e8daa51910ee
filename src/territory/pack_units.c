/*
 * pack_units.c - communes, their parts, groups and QPV packed, with their shapes by number.
 */
#include "territory/pack_private.h"

static void pack_shape(pack_out *out, const territory_shape *shape)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(out->shapes, shape->wkb));
    base_pack_u32(out->p, number - 1); /* TERRITORY_NONE without shape */
    base_pack_u32(out->p, shape->crs);
    base_pack_text(out->p, shape->origin.file);
    base_pack_text(out->p, shape->origin.layer);
    base_pack_i64(out->p, shape->origin.row);
}

static territory_shape unpack_shape(pack_in *in)
{
    base_unpacker *u = &in->u;
    territory_shape shape = {0};
    uint32_t number = base_unpack_index(u, in->t->shapes->len, TERRITORY_NONE);
    shape.crs = base_unpack_u32(u);
    shape.origin.file = base_unpack_text(u);
    shape.origin.layer = base_unpack_text(u);
    shape.origin.row = (long)base_unpack_i64(u);
    if (u->damaged || number == TERRITORY_NONE)
        return shape;
    shape.wkb = g_ptr_array_index(in->t->shapes, number);
    if (shape.crs >= in->t->n_crs || shape.wkb == NULL)
        u->damaged = true;
    return shape;
}

static void pack_group(pack_out *out, const territory_group *group)
{
    territory_pack_code(out->p, group->code);
    base_pack_text(out->p, group->name);
    base_pack_text(out->p, group->nature);
    base_pack_u32(out->p, group->region);
    base_pack_double(out->p, group->population);
    pack_shape(out, &group->shape);
    base_pack_i64(out->p, group->n_communes);
    for (uint32_t i = 0; i < group->n_communes; i++)
        base_pack_u32(out->p, group->communes[i]);
}

static void unpack_group(pack_in *in, territory_group *group)
{
    base_unpacker *u = &in->u;
    group->code = territory_unpack_code(u);
    group->name = base_unpack_name(u);
    group->nature = base_unpack_name(u);
    group->region = base_unpack_u32(u);
    group->population = base_unpack_double(u);
    group->shape = unpack_shape(in);
    size_t n = base_unpack_count(u, sizeof(uint32_t));
    uint32_t *communes = territory_pack_new(in, n, sizeof *communes);
    for (size_t i = 0; i < n; i++)
        communes[i] = base_unpack_index(u, in->t->n_communes, 0);
    group->communes = communes;
    group->n_communes = (uint32_t)n;
}

static void pack_groups(pack_out *out, const territory_group *groups, size_t n)
{
    base_pack_i64(out->p, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        pack_group(out, &groups[i]);
}

static territory_group *unpack_groups(pack_in *in, size_t *ret_n)
{
    size_t n = base_unpack_count(&in->u, sizeof(mlg_code));
    territory_group *groups = territory_pack_new(in, n, sizeof *groups);
    for (size_t i = 0; i < n; i++)
        unpack_group(in, &groups[i]);
    *ret_n = n;
    return groups;
}

static void pack_commune(pack_out *out, const territory_commune *commune)
{
    base_packer *p = out->p;
    territory_pack_code(p, commune->code);
    base_pack_text(p, commune->name);
    base_pack_u32(p, commune->department);
    base_pack_u32(p, commune->region);
    base_pack_u32(p, commune->epci);
    base_pack_u32(p, commune->ept);
    base_pack_double(p, commune->population);
    pack_shape(out, &commune->shape);
    base_pack_u32(p, commune->first_part);
    base_pack_u32(p, commune->n_parts);
}

/* Links to groups are checked when those are there. */
static void unpack_commune(pack_in *in, territory_commune *commune)
{
    base_unpacker *u = &in->u;
    commune->code = territory_unpack_code(u);
    commune->name = base_unpack_name(u);
    commune->department = base_unpack_u32(u);
    commune->region = base_unpack_u32(u);
    commune->epci = base_unpack_u32(u);
    commune->ept = base_unpack_u32(u);
    commune->population = base_unpack_double(u);
    commune->shape = unpack_shape(in);
    commune->first_part = base_unpack_u32(u);
    commune->n_parts = base_unpack_u32(u);
}

static void pack_part(pack_out *out, const territory_part *part)
{
    territory_pack_code(out->p, part->code);
    base_pack_text(out->p, part->name);
    base_pack_u32(out->p, part->kind);
    base_pack_u32(out->p, part->commune);
    base_pack_double(out->p, part->population);
    pack_shape(out, &part->shape);
}

static void unpack_part(pack_in *in, territory_part *part)
{
    base_unpacker *u = &in->u;
    part->code = territory_unpack_code(u);
    part->name = base_unpack_name(u);
    part->kind = base_unpack_index(u, TERRITORY_DELEGUEE + 1, 0);
    part->commune = base_unpack_index(u, in->t->n_communes, 0);
    part->population = base_unpack_double(u);
    part->shape = unpack_shape(in);
}

static bool is_link(uint32_t index, size_t n)
{
    return index < n || index == TERRITORY_NONE;
}

static void check_links(pack_in *in)
{
    const mlg_territory *t = in->t;
    bool ok = true;
    for (size_t c = 0; c < t->n_communes; c++) {
        const territory_commune *commune = &t->communes[c];
        ok = ok && is_link(commune->department, t->n_departments) &&
             is_link(commune->region, t->n_regions) && is_link(commune->epci, t->n_epcis) &&
             is_link(commune->ept, t->n_epts) && commune->first_part <= t->n_parts &&
             commune->n_parts <= t->n_parts - commune->first_part;
    }
    for (size_t d = 0; d < t->n_departments; d++)
        ok = ok && is_link(t->departments[d].region, t->n_regions);
    in->u.damaged = in->u.damaged || !ok;
}

void territory_pack_units(pack_out *out)
{
    const mlg_territory *t = out->t;
    base_pack_i64(out->p, (int64_t)t->n_communes);
    for (size_t i = 0; i < t->n_communes; i++)
        pack_commune(out, &t->communes[i]);
    base_pack_i64(out->p, (int64_t)t->n_parts);
    for (size_t i = 0; i < t->n_parts; i++)
        pack_part(out, &t->parts[i]);
    pack_groups(out, t->epcis, t->n_epcis);
    pack_groups(out, t->epts, t->n_epts);
    pack_groups(out, t->departments, t->n_departments);
    pack_groups(out, t->regions, t->n_regions);
}

void territory_unpack_units(pack_in *in)
{
    mlg_territory *t = in->t;
    t->n_communes = base_unpack_count(&in->u, sizeof(mlg_code));
    t->communes = territory_pack_new(in, t->n_communes, sizeof *t->communes);
    for (size_t i = 0; i < t->n_communes; i++)
        unpack_commune(in, &t->communes[i]);
    t->n_parts = base_unpack_count(&in->u, sizeof(mlg_code));
    t->parts = territory_pack_new(in, t->n_parts, sizeof *t->parts);
    for (size_t i = 0; i < t->n_parts; i++)
        unpack_part(in, &t->parts[i]);
    t->epcis = unpack_groups(in, &t->n_epcis);
    t->epts = unpack_groups(in, &t->n_epts);
    t->departments = unpack_groups(in, &t->n_departments);
    t->regions = unpack_groups(in, &t->n_regions);
    check_links(in);
}

static void pack_codes(base_packer *p, const mlg_code *codes, size_t n)
{
    base_pack_i64(p, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        territory_pack_code(p, codes[i]);
}

static const mlg_code *unpack_codes(pack_in *in, uint32_t *ret_n)
{
    size_t n = base_unpack_count(&in->u, sizeof(mlg_code));
    mlg_code *codes = territory_pack_new(in, n, sizeof *codes);
    for (size_t i = 0; i < n; i++)
        codes[i] = territory_unpack_code(&in->u);
    *ret_n = (uint32_t)n;
    return codes;
}

void territory_pack_qpvs(pack_out *out, const mlg_territory *t)
{
    base_packer *p = out->p;
    base_pack_u32(p, (uint32_t)t->qpv_generation);
    base_pack_i64(p, (int64_t)t->n_qpvs);
    for (size_t i = 0; i < t->n_qpvs; i++) {
        const territory_qpv *qpv = &t->qpvs[i];
        territory_pack_code(p, qpv->code);
        base_pack_text(p, qpv->name);
        base_pack_u32(p, (uint32_t)qpv->generation);
        pack_codes(p, qpv->list, qpv->n_list);
        base_pack_u32(p, qpv->list_complete);
        base_pack_text(p, qpv->commune_names);
        pack_codes(p, qpv->published, qpv->n_published);
        base_pack_u32(p, (uint32_t)qpv->list_day);
        base_pack_u32(p, qpv->declared);
        territory_pack_code(p, qpv->department);
        base_pack_double(p, qpv->population);
        pack_shape(out, &qpv->shape);
    }
}

static void unpack_qpv(pack_in *in, territory_qpv *qpv)
{
    base_unpacker *u = &in->u;
    qpv->code = territory_unpack_code(u);
    qpv->name = base_unpack_name(u);
    qpv->generation = (int)base_unpack_u32(u);
    qpv->list = unpack_codes(in, &qpv->n_list);
    qpv->list_complete = base_unpack_u32(u) != 0;
    qpv->commune_names = base_unpack_name(u);
    qpv->published = unpack_codes(in, &qpv->n_published);
    qpv->list_day = (base_date)base_unpack_u32(u);
    qpv->declared = base_unpack_index(u, in->t->n_communes, TERRITORY_NONE);
    qpv->department = territory_unpack_code(u);
    qpv->population = base_unpack_double(u);
    qpv->shape = unpack_shape(in);
}

void territory_unpack_qpvs(pack_in *in, mlg_territory *t)
{
    t->qpv_generation = (int)base_unpack_u32(&in->u);
    t->n_qpvs = base_unpack_count(&in->u, sizeof(mlg_code));
    t->qpvs = territory_pack_new(in, t->n_qpvs, sizeof *t->qpvs);
    for (size_t i = 0; i < t->n_qpvs; i++)
        unpack_qpv(in, &t->qpvs[i]);
}
