/*
 * finding_list.c - a growing list of findings with copies of their texts: what `diagnostic` shows
 * and what a run sums up at its end.
 */
#include "base/monitor.h"

#include <glib.h>

struct mlg_findings {
    GArray *items; /* mlg_finding */
    GStringChunk *texts;
    size_t counts[MLG_REJECTED + 1];
};

mlg_findings *mlg_findings_new(void)
{
    mlg_findings *list = g_new0(mlg_findings, 1);
    list->items = g_array_new(FALSE, FALSE, sizeof(mlg_finding));
    list->texts = g_string_chunk_new(4096);
    return list;
}

void mlg_findings_free(mlg_findings *findings)
{
    if (findings == NULL)
        return;
    g_array_unref(findings->items);
    g_string_chunk_free(findings->texts);
    g_free(findings);
}

static const char *keep(mlg_findings *list, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert_const(list->texts, text);
}

void mlg_findings_add(const mlg_finding *finding, void *findings)
{
    mlg_findings *list = findings;
    mlg_finding copy = {
        .code = keep(list, finding->code),
        .object = keep(list, finding->object),
        .id = keep(list, finding->id),
        .file = keep(list, finding->file),
        .layer = keep(list, finding->layer),
        .row = finding->row,
        .column = keep(list, finding->column),
        .value = keep(list, finding->value),
        .proposed = keep(list, finding->proposed),
        .detail = keep(list, finding->detail),
    };
    g_array_append_val(list->items, copy);
    list->counts[mlg_finding_severity(finding->code)]++;
}

size_t mlg_findings_count(const mlg_findings *findings, mlg_severity severity)
{
    return findings == NULL ? 0 : findings->counts[severity];
}

const mlg_finding *mlg_findings_get(const mlg_findings *findings, size_t i)
{
    if (findings == NULL || i >= findings->items->len)
        return NULL;
    return &g_array_index(findings->items, mlg_finding, i);
}
