/*
 * pack.c - a territory packed and unpacked: units, then what goes with them.
 */
#include "territory/pack_private.h"

#define PACK_KIND "territoire"

static void pack_zonings(base_packer *p, const mlg_territory *t)
{
    base_pack_i64(p, (int64_t)t->n_zonings);
    for (size_t z = 0; z < t->n_zonings; z++) {
        const territory_zoning *zoning = &t->zonings[z];
        base_pack_text(p, zoning->name);
        base_pack_i64(p, zoning->n_classes);
        for (uint32_t i = 0; i < zoning->n_classes; i++)
            base_pack_text(p, zoning->classes[i]);
        for (size_t c = 0; c < t->n_communes; c++)
            base_pack_u32(p, zoning->of_commune[c]);
    }
}

static void unpack_zonings(pack_in *in)
{
    mlg_territory *t = in->t;
    t->n_zonings = base_unpack_count(&in->u, sizeof(uint32_t));
    t->zonings = territory_pack_new(in, t->n_zonings, sizeof *t->zonings);
    for (size_t z = 0; z < t->n_zonings && !in->u.damaged; z++) {
        territory_zoning *zoning = &t->zonings[z];
        zoning->name = base_unpack_name(&in->u);
        size_t n = base_unpack_count(&in->u, sizeof(uint32_t));
        zoning->classes = territory_pack_new(in, n, sizeof *zoning->classes);
        zoning->n_classes = (uint32_t)n;
        for (size_t i = 0; i < n; i++)
            zoning->classes[i] = base_unpack_name(&in->u);
        zoning->of_commune = territory_pack_new(in, t->n_communes, sizeof(uint32_t));
        for (size_t c = 0; c < t->n_communes; c++)
            zoning->of_commune[c] = base_unpack_index(&in->u, n, TERRITORY_NONE);
    }
}

static void pack_memberships(base_packer *p, const mlg_territory *t)
{
    base_pack_i64(p, (int64_t)t->n_formers);
    for (size_t i = 0; i < t->n_formers; i++) {
        territory_pack_code(p, t->formers[i].code);
        base_pack_u32(p, (uint32_t)t->formers[i].day);
        base_pack_double(p, t->formers[i].people);
    }
    base_pack_i64(p, (int64_t)t->n_memberships);
    for (size_t i = 0; i < t->n_memberships; i++) {
        const territory_membership *m = &t->memberships[i];
        base_pack_u32(p, (uint32_t)m->year);
        base_pack_text(p, m->file);
        base_pack_i64(p, (int64_t)m->n_members);
        for (size_t k = 0; k < m->n_members; k++) {
            territory_pack_code(p, m->members[k].epci);
            territory_pack_code(p, m->members[k].was);
            base_pack_u32(p, m->members[k].commune);
            base_pack_u32(p, m->members[k].whole);
        }
    }
}

static void unpack_membership(pack_in *in, territory_membership *m)
{
    base_unpacker *u = &in->u;
    m->year = (int)base_unpack_u32(u);
    m->file = base_unpack_name(u);
    m->n_members = base_unpack_count(u, 2 * sizeof(mlg_code));
    territory_member *members = territory_pack_new(in, m->n_members, sizeof *members);
    for (size_t k = 0; k < m->n_members; k++) {
        members[k].epci = territory_unpack_code(u);
        members[k].was = territory_unpack_code(u);
        members[k].commune = base_unpack_index(u, in->t->n_communes, 0);
        members[k].whole = base_unpack_u32(u) != 0;
    }
    m->members = members;
}

static void unpack_memberships(pack_in *in)
{
    mlg_territory *t = in->t;
    base_unpacker *u = &in->u;
    t->n_formers = base_unpack_count(u, sizeof(mlg_code));
    t->formers = territory_pack_new(in, t->n_formers, sizeof *t->formers);
    for (size_t i = 0; i < t->n_formers; i++) {
        t->formers[i].code = territory_unpack_code(u);
        t->formers[i].day = (base_date)base_unpack_u32(u);
        t->formers[i].people = base_unpack_double(u);
    }
    t->n_memberships = base_unpack_count(u, sizeof(uint32_t));
    t->memberships = territory_pack_new(in, t->n_memberships, sizeof *t->memberships);
    for (size_t i = 0; i < t->n_memberships; i++)
        unpack_membership(in, &t->memberships[i]);
}

static void pack_matches(base_packer *p, const mlg_territory *t)
{
    base_pack_u32(p, t->has_match_list);
    base_pack_i64(p, (int64_t)t->n_matches);
    for (size_t i = 0; i < t->n_matches; i++) {
        territory_pack_code(p, t->matches[i].qpv);
        territory_pack_code(p, t->matches[i].other);
        base_pack_double(p, t->matches[i].part);
        base_pack_double(p, t->matches[i].part_other);
        base_pack_u32(p, t->matches[i].listed);
    }
}

static void unpack_matches(pack_in *in)
{
    mlg_territory *t = in->t;
    base_unpacker *u = &in->u;
    t->has_match_list = base_unpack_u32(u) != 0;
    t->n_matches = base_unpack_count(u, 2 * sizeof(mlg_code));
    t->matches = territory_pack_new(in, t->n_matches, sizeof *t->matches);
    for (size_t i = 0; i < t->n_matches; i++) {
        t->matches[i].qpv = territory_unpack_code(u);
        t->matches[i].other = territory_unpack_code(u);
        t->matches[i].part = base_unpack_double(u);
        t->matches[i].part_other = base_unpack_double(u);
        t->matches[i].listed = base_unpack_u32(u) != 0;
    }
}

void territory_pack_sources(base_packer *p, const territory_source *sources, size_t n)
{
    base_pack_i64(p, (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        base_pack_text(p, sources[i].role);
        base_pack_text(p, sources[i].path);
        base_pack_text(p, sources[i].dataset);
        base_pack_text(p, sources[i].vintage);
        base_pack_text(p, sources[i].sha256);
    }
}

territory_source territory_unpack_source(base_unpacker *u)
{
    territory_source source = {.role = base_unpack_name(u)};
    source.path = base_unpack_name(u);
    source.dataset = base_unpack_name(u);
    source.vintage = base_unpack_name(u);
    source.sha256 = base_unpack_text(u);
    return source;
}

static void pack_facts(base_packer *p, const mlg_territory *t)
{
    base_pack_i64(p, (int64_t)t->n_crs);
    for (size_t i = 0; i < t->n_crs; i++)
        base_pack_text(p, t->crs[i]);
    const int facts[] = {t->vintage,         t->cog_day,      t->epci_year,
                         t->population_year, t->qpv_asked[0], t->qpv_asked[1],
                         t->qpv_choice,      t->qpv_date,     t->generalised};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        base_pack_u32(p, (uint32_t)facts[i]);
    territory_pack_sources(p, t->sources, t->n_sources);
}

static void unpack_facts(pack_in *in)
{
    mlg_territory *t = in->t;
    base_unpacker *u = &in->u;
    t->n_crs = base_unpack_count(u, sizeof(uint32_t));
    t->crs = g_new0(char *, t->n_crs + 1);
    for (size_t i = 0; i < t->n_crs; i++)
        t->crs[i] = g_strdup(base_unpack_name(u));
    int generalised = 0;
    int *const facts[] = {&t->vintage,         &t->cog_day,      &t->epci_year,
                          &t->population_year, &t->qpv_asked[0], &t->qpv_asked[1],
                          &t->qpv_choice,      &t->qpv_date,     &generalised};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        *facts[i] = (int)base_unpack_u32(u);
    t->generalised = generalised != 0;
    t->n_sources = base_unpack_count(u, sizeof(uint32_t));
    t->sources = territory_pack_new(in, t->n_sources, sizeof *t->sources);
    for (size_t i = 0; i < t->n_sources; i++)
        t->sources[i] = territory_unpack_source(u);
}

/* The shapes, each once, by number in the order of the territory's list. */
static void pack_shapes(pack_out *out)
{
    const GPtrArray *shapes = out->t->shapes;
    g_autoptr(GPtrArray) once = g_ptr_array_new();
    for (guint i = 0; i < shapes->len; i++) {
        gpointer wkb = g_ptr_array_index(shapes, i);
        if (wkb == NULL || g_hash_table_contains(out->shapes, wkb))
            continue;
        g_ptr_array_add(once, wkb);
        g_hash_table_insert(out->shapes, wkb, GUINT_TO_POINTER(once->len));
    }
    base_pack_bytes_list(out->p, (GBytes *const *)(void *)once->pdata, once->len);
}

base_packer *territory_pack(const mlg_territory *t)
{
    pack_out out = {base_packer_new(PACK_KIND), t, g_hash_table_new(NULL, NULL)};
    pack_shapes(&out);
    pack_facts(out.p, t);
    territory_pack_history(out.p, t->history);
    territory_pack_units(&out);
    territory_pack_qpvs(&out, t);
    pack_memberships(out.p, t);
    base_pack_u32(out.p, t->compared != NULL);
    if (t->compared != NULL)
        territory_pack_qpvs(&out, t->compared);
    pack_zonings(out.p, t);
    pack_matches(out.p, t);
    base_pack_findings(out.p, t->findings);
    g_hash_table_unref(out.shapes);
    return out.p;
}

void *territory_pack_new(pack_in *in, size_t n, size_t item_size)
{
    void *items = g_malloc0_n(n > 0 ? n : 1, item_size);
    g_ptr_array_add(in->t->owned, items);
    return items;
}

/* As it was made: a view of what is there so far, with QPV of its own. */
static void unpack_compared(pack_in *in)
{
    if (base_unpack_u32(&in->u) == 0 || in->u.damaged)
        return;
    mlg_territory *view = g_memdup2(in->t, sizeof *in->t);
    in->t->compared = view;
    view->owned = view->shapes = NULL;
    view->run = in->t;
    territory_unpack_qpvs(in, view);
}

mlg_status territory_unpack(GBytes *head, base_fetch_fn fetch, void *user, mlg_territory **ret,
                            mlg_error *err)
{
    g_autoptr(mlg_territory) t = g_new0(mlg_territory, 1);
    t->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    t->owned = g_ptr_array_new_with_free_func(g_free);
    pack_in in = {.t = t};
    base_unpacker_init(&in.u, PACK_KIND, head, fetch, user);
    size_t n_shapes = 0;
    g_autofree GBytes **shapes = base_unpack_bytes_list(&in.u, &n_shapes);
    for (size_t i = 0; i < n_shapes; i++)
        g_ptr_array_add(t->shapes, shapes[i]);
    unpack_facts(&in);
    t->history = territory_unpack_history(&in.u);
    territory_unpack_units(&in);
    territory_unpack_qpvs(&in, t);
    unpack_memberships(&in);
    unpack_compared(&in);
    unpack_zonings(&in);
    unpack_matches(&in);
    t->findings = base_unpack_findings(&in.u);
    MLG_TRY(base_unpacker_end(&in.u, err));
    g_ptr_array_add(t->shapes, g_bytes_ref(head)); /* it holds the texts */
    *ret = g_steal_pointer(&t);
    return MLG_OK;
}
