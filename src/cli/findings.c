/*
 * findings.c - what was notable in the inputs, summed up at the end of a run: by code, the first of
 * each in full. A run that stops has no result to hold them: then rejections are all told.
 */
#include "cli/cli.h"
#include "term/text.h"

#define REJECTIONS_TOLD 50 /* when a run stops; the rest is counted */

typedef struct group {
    const mlg_finding *first;
    size_t count;
} group;

/* Groups by code in the order of arrival; the codes are borrowed from the findings. */
static GArray *group_by_code(const mlg_findings *findings, mlg_severity severity)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(group));
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    const mlg_finding *finding = NULL;
    for (size_t i = 0; (finding = mlg_findings_get(findings, i)) != NULL; i++) {
        if (mlg_finding_severity(finding->code) != severity)
            continue;
        gpointer place = g_hash_table_lookup(places, finding->code);
        if (place == NULL) {
            group new_group = {.first = finding, .count = 1};
            g_array_append_val(groups, new_group);
            g_hash_table_insert(places, (gpointer)finding->code, GUINT_TO_POINTER(groups->len));
        } else {
            g_array_index(groups, group, GPOINTER_TO_UINT(place) - 1).count++;
        }
    }
    return groups;
}

static void print_finding(const term_screen *screen, const mlg_finding *finding, size_t count)
{
    char *line = mlg_finding_line(finding, MLG_TEXT_MESSAGE);
    char *remedy = mlg_finding_remedy(finding, MLG_TEXT_MESSAGE);
    g_autofree char *more =
        count > 1 ? g_strdup_printf(ngettext_(" (and %zu other)", " (and %zu others)", count - 1),
                                    count - 1)
                  : g_strdup("");
    g_autofree char *sentence = g_strconcat(line, more, NULL);
    term_print_sentence(screen, sentence, 2);
    if (remedy != NULL)
        term_print_sentence(screen, remedy, 4);
    mlg_free(line);
    mlg_free(remedy);
}

static void print_heading(const term_screen *screen, mlg_severity severity, size_t count)
{
    static const term_paint paints[] = {TERM_BOLD, TERM_YELLOW, TERM_RED};
    g_autofree char *title = NULL;
    switch (severity) {
    case MLG_REJECTED:
        title = g_strdup_printf(ngettext_("%zu rejection:", "%zu rejections:", count), count);
        break;
    case MLG_WARNING:
        title = g_strdup_printf(ngettext_("%zu warning:", "%zu warnings:", count), count);
        break;
    case MLG_INFO:
        title = g_strdup_printf(ngettext_("%zu remark:", "%zu remarks:", count), count);
        break;
    }
    fprintf(screen->stream, "%s%s%s\n", term_paint_code(screen, paints[severity]), title,
            term_paint_code(screen, TERM_PLAIN));
}

static void print_each_rejection(const term_screen *screen, const mlg_findings *findings,
                                 size_t total)
{
    size_t told = 0;
    const mlg_finding *finding = NULL;
    for (size_t i = 0; told < REJECTIONS_TOLD && (finding = mlg_findings_get(findings, i)) != NULL;
         i++) {
        if (mlg_finding_severity(finding->code) != MLG_REJECTED)
            continue;
        print_finding(screen, finding, 1);
        told++;
    }
    if (total > told) {
        g_autofree char *more = g_strdup_printf(
            ngettext_("and %zu other", "and %zu others", total - told), total - told);
        term_print_sentence(screen, more, 2);
    }
}

void cli_print_findings(const cli_work *work, gboolean in_result)
{
    static const mlg_severity order[] = {MLG_REJECTED, MLG_WARNING, MLG_INFO};
    const term_screen *screen = &work->session->err;
    gboolean any = FALSE;
    for (size_t s = 0; s < G_N_ELEMENTS(order); s++) {
        size_t count = mlg_findings_count(work->findings, order[s]);
        if (count == 0)
            continue;
        any = TRUE;
        print_heading(screen, order[s], count);
        if (order[s] == MLG_REJECTED && !in_result) {
            print_each_rejection(screen, work->findings, count);
            continue;
        }
        g_autoptr(GArray) groups = group_by_code(work->findings, order[s]);
        for (guint i = 0; i < groups->len; i++) {
            const group *g = &g_array_index(groups, group, i);
            print_finding(screen, g->first, g->count);
        }
    }
    if (any && in_result)
        term_print_sentence(screen, _("All of them are in the table diagnostic of the result."), 0);
}
