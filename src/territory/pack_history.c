/*
 * pack_history.c - movements packed: links, steps and codes as they are kept.
 */
#include "territory/history_private.h"
#include "territory/pack.h"

void territory_pack_code(base_packer *p, mlg_code code)
{
    base_pack_raw(p, code.s, sizeof code.s);
}

mlg_code territory_unpack_code(base_unpacker *u)
{
    mlg_code code;
    base_unpack_raw(u, code.s, sizeof code.s);
    if (code.s[sizeof code.s - 1] != '\0') {
        u->damaged = true;
        return base_code("");
    }
    return code;
}

static void pack_links(base_packer *p, const GArray *links)
{
    base_pack_i64(p, links->len);
    for (guint i = 0; i < links->len; i++) {
        territory_pack_code(p, history_at(links, i).code);
        territory_pack_code(p, history_at(links, i).other);
        base_pack_u32(p, (uint32_t)history_at(links, i).date);
    }
}

void territory_pack_history(base_packer *p, const territory_history *h)
{
    base_pack_u32(p, h != NULL);
    if (h == NULL)
        return;
    base_pack_u32(p, (uint32_t)h->first);
    base_pack_u32(p, (uint32_t)h->until);
    pack_links(p, h->next);
    pack_links(p, h->last);
    base_pack_i64(p, h->steps->len);
    for (guint i = 0; i < h->steps->len; i++) {
        const history_step *step = &g_array_index(h->steps, history_step, i);
        base_pack_u32(p, (uint32_t)step->date);
        base_pack_u32(p, step->next);
        base_pack_u32(p, step->next_end);
        base_pack_u32(p, step->last);
        base_pack_u32(p, step->last_end);
    }
    base_pack_i64(p, h->codes->len);
    for (guint i = 0; i < h->codes->len; i++) {
        const history_code *known = &g_array_index(h->codes, history_code, i);
        territory_pack_code(p, known->code);
        base_pack_u32(p, known->first_step);
        base_pack_u32(p, known->n_steps);
    }
}

static void unpack_links(base_unpacker *u, GArray *links)
{
    for (size_t n = base_unpack_count(u, 2 * sizeof(mlg_code)); n > 0; n--) {
        history_link link = {.code = territory_unpack_code(u)};
        link.other = territory_unpack_code(u);
        link.date = (base_date)base_unpack_u32(u);
        g_array_append_val(links, link);
    }
}

/* A run of links or steps, or none where it would not be one. */
static void unpack_run(base_unpacker *u, guint n, guint *ret_begin, guint *ret_end)
{
    *ret_begin = base_unpack_u32(u);
    *ret_end = base_unpack_u32(u);
    if (*ret_begin > *ret_end || *ret_end > n)
        u->damaged = true;
}

static void unpack_steps(base_unpacker *u, territory_history *h)
{
    for (size_t n = base_unpack_count(u, 5 * sizeof(uint32_t)); n > 0; n--) {
        history_step step = {.date = (base_date)base_unpack_u32(u)};
        unpack_run(u, h->next->len, &step.next, &step.next_end);
        unpack_run(u, h->last->len, &step.last, &step.last_end);
        g_array_append_val(h->steps, step);
    }
    for (size_t n = base_unpack_count(u, sizeof(mlg_code)); n > 0; n--) {
        history_code known = {.code = territory_unpack_code(u)};
        known.first_step = base_unpack_u32(u);
        known.n_steps = base_unpack_u32(u);
        if (known.n_steps == 0 || known.first_step >= h->steps->len ||
            known.n_steps > h->steps->len - known.first_step)
            u->damaged = true;
        g_array_append_val(h->codes, known);
    }
}

territory_history *territory_unpack_history(base_unpacker *u)
{
    if (base_unpack_u32(u) == 0 || u->damaged)
        return NULL;
    base_date first = (base_date)base_unpack_u32(u);
    territory_history *h = territory_history_new(NULL, 0, (base_date)base_unpack_u32(u));
    h->first = first;
    unpack_links(u, h->next);
    unpack_links(u, h->last);
    unpack_steps(u, h);
    return h;
}
