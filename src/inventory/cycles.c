/*
 * cycles.c - dispositifs whose perimeter is another's, and so on round: the line that closes the
 * circle is rejected, the others stay.
 */
#include "inventory/check.h"

#include <string.h>

typedef enum visit { UNSEEN, ON_PATH, SEEN } visit;

/* One dispositif of the path, and its next line to look at. */
typedef struct step {
    uint32_t draft;
    guint line;
} step;

static inventory_draft *draft_at(const inventory_check *check, uint32_t i)
{
    return g_ptr_array_index(check->drafts, i);
}

/* "A > B > A": the path from the dispositif that the last line leads back to. */
static char *describe(const inventory_check *check, const GArray *path, uint32_t back_to)
{
    GString *text = g_string_new(NULL);
    bool inside = false;
    for (guint i = 0; i < path->len; i++) {
        uint32_t draft = g_array_index(path, step, i).draft;
        inside = inside || draft == back_to;
        if (inside)
            g_string_append_printf(text, "%s > ", draft_at(check, draft)->d.id);
    }
    g_string_append(text, draft_at(check, back_to)->d.id);
    return g_string_free(text, FALSE);
}

static void reject_line(inventory_check *check, const GArray *path, inventory_draft *draft,
                        guint line_index, uint32_t back_to)
{
    const inventory_line *line = &g_array_index(draft->lines, inventory_line, line_index);
    inventory_origin origin = line->origin;
    inventory_row row = {
        .check = check, .object = "perimetre", .id = draft->d.id, .origin = &origin};
    g_autofree char *circle = describe(check, path, back_to);
    INVENTORY_REPORT(&row, .code = "perimetre-cycle", .column = "unite_code",
                     .value = draft_at(check, back_to)->d.id, .detail = circle);
    check->n_rejected++;
    g_array_remove_index(draft->lines, line_index);
}

/* Depth first with the path in hand: a chain may be as long as the inventory. */
static void follow(inventory_check *check, visit *visits, uint32_t start)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(step));
    step first = {start, 0};
    g_array_append_val(path, first);
    visits[start] = ON_PATH;
    while (path->len > 0) {
        step *top = &g_array_index(path, step, path->len - 1);
        inventory_draft *draft = draft_at(check, top->draft);
        if (top->line >= draft->lines->len) {
            visits[top->draft] = SEEN;
            g_array_set_size(path, path->len - 1);
            continue;
        }
        const inventory_line *line = &g_array_index(draft->lines, inventory_line, top->line);
        if (line->unit != INVENTORY_DISPOSITIF || visits[line->index] == SEEN) {
            top->line++;
        } else if (visits[line->index] == ON_PATH) {
            reject_line(check, path, draft, top->line, line->index);
        } else {
            step next = {line->index, 0};
            visits[next.draft] = ON_PATH;
            top->line++;
            g_array_append_val(path, next);
        }
    }
}

void inventory_check_cycles(inventory_check *check)
{
    g_autofree visit *visits = g_new0(visit, check->drafts->len + 1);
    for (uint32_t i = 0; i < check->drafts->len; i++)
        if (visits[i] == UNSEEN)
            follow(check, visits, i);
}
