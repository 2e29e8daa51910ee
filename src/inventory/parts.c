/*
 * parts.c - former communes that are parts of a commune: the whole of it when a perimeter has all
 * of them, else the polygon of the commune déléguée, else their share of its people, else nobody
 * knows how much.
 */
#include "inventory/check.h"

#include <math.h>

/* A commune nouvelle keeps its communes as déléguées since the law of 16 December 2010. */
#define COMMUNES_NOUVELLES_SINCE 20110101

static inventory_line *line_at(const inventory_draft *draft, guint i)
{
    return &g_array_index(draft->lines, inventory_line, i);
}

/* Parts of one commune in one perimeter at the same times. */
static bool go_together(const inventory_line *a, const inventory_line *b)
{
    return b->part && a->unit == b->unit && a->index == b->index && a->excluded == b->excluded &&
           a->start == b->start && a->end == b->end && b->extent == INVENTORY_TOTALE;
}

/* Appends what a part was on a day, where that is all that it was. */
static void add_then(const mlg_territory *t, const inventory_line *line, base_date day,
                     GArray *codes)
{
    g_autoptr(GArray) then = g_array_new(FALSE, FALSE, sizeof(history_target));
    territory_history_convert(t->history, &line->was, 1, line->was_day, day, then);
    for (guint i = 0; i < then->len; i++)
        if (g_array_index(then, history_target, i).whole)
            g_array_append_val(codes, g_array_index(then, history_target, i).code);
}

/* True when the parts from line `first` on are all that made their commune, on their first day. */
static bool make_whole(const mlg_territory *t, const inventory_draft *draft, guint first)
{
    const inventory_line *line = line_at(draft, first);
    base_date day = line->was_day;
    for (guint i = first; i < draft->lines->len; i++)
        if (go_together(line, line_at(draft, i)))
            day = MIN(day, line_at(draft, i)->was_day);
    g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (guint i = first; i < draft->lines->len; i++)
        if (go_together(line, line_at(draft, i)))
            add_then(t, line_at(draft, i), day, codes);
    g_autoptr(GArray) now = g_array_new(FALSE, FALSE, sizeof(history_target));
    territory_history_convert(t->history, (const mlg_code *)(void *)codes->data, codes->len, day,
                              t->cog_day, now);
    for (guint i = 0; i < now->len; i++) {
        const history_target *target = &g_array_index(now, history_target, i);
        if (target->whole && base_code_equal(target->code, line->code))
            return true;
    }
    return false;
}

/* Leaves one line for the whole in the place of its parts. */
static void unite(inventory_draft *draft, guint first)
{
    inventory_line line = *line_at(draft, first);
    guint kept = 0;
    for (guint i = 0; i < draft->lines->len; i++) {
        inventory_line other = *line_at(draft, i);
        if (i > first && go_together(&line, &other))
            continue;
        *line_at(draft, kept++) = other;
    }
    g_array_set_size(draft->lines, kept);
    line_at(draft, first)->part = false;
}

/* The polygon of the former commune, when what it was is what its commune déléguée is. */
static uint32_t find_polygon(const mlg_territory *t, const inventory_line *line)
{
    uint32_t found = territory_find_part(t, line->was, TERRITORY_DELEGUEE);
    if (found == TERRITORY_NONE || t->parts[found].commune != line->index ||
        t->parts[found].shape.wkb == NULL)
        return TERRITORY_NONE;
    g_autoptr(GArray) before = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    if (line->was_day > COMMUNES_NOUVELLES_SINCE)
        territory_history_image(t->history, line->was, line->was_day, COMMUNES_NOUVELLES_SINCE,
                                before);
    return before->len > 1 ? TERRITORY_NONE : found;
}

/* Says how much of its commune a part is. */
static void settle(inventory_check *check, const inventory_draft *draft, inventory_line *line)
{
    const mlg_territory *t = check->territory;
    const char *column = inventory_code_column(check, &line->origin);
    inventory_row row = {
        .check = check, .object = "perimetre", .id = draft->d.id, .origin = &line->origin};
    uint32_t polygon = find_polygon(t, line);
    double people = territory_former_population(t, line->was, line->was_day);
    double whole = t->communes[line->index].population;
    g_autofree char *was =
        g_strdup_printf("%s (COG %d)", line->was.s, base_date_year(line->was_day));
    if (polygon != TERRITORY_NONE && line->unit == INVENTORY_COMMUNE) {
        line->unit = INVENTORY_COMMUNE_DELEGUEE;
        line->index = polygon;
        INVENTORY_REPORT(&row, .code = "partie-polygone", .column = column, .value = was,
                         .proposed = line->code.s);
    } else if (people >= 0 && whole > 0 && line->unit == INVENTORY_COMMUNE &&
               (line->extent == INVENTORY_TOTALE || !isnan(line->share))) {
        double share = fmin(1, people / whole);
        g_autofree char *detail = g_strdup_printf("%.0f / %.0f", people, whole);
        line->share = isnan(line->share) ? share : share * line->share;
        line->extent = INVENTORY_PARTIELLE;
        INVENTORY_REPORT(&row, .code = "partie-population", .column = column, .value = was,
                         .proposed = line->code.s, .detail = detail);
    } else {
        line->extent = INVENTORY_INCONNUE;
        line->share = (double)NAN;
        INVENTORY_REPORT(&row, .code = "partie-inconnue", .column = column, .value = was,
                         .proposed = line->code.s);
    }
}

void inventory_check_parts(inventory_check *check)
{
    const mlg_territory *t = check->territory;
    for (guint i = 0; i < check->drafts->len && t != NULL && t->history != NULL; i++) {
        inventory_draft *draft = g_ptr_array_index(check->drafts, i);
        for (guint k = 0; k < draft->lines->len; k++) {
            inventory_line *line = line_at(draft, k);
            if (!line->part)
                continue;
            if (line->extent == INVENTORY_TOTALE && make_whole(t, draft, k))
                unite(draft, k);
            else
                settle(check, draft, line);
        }
    }
}
