/*
 * table_diagnostic.c - table `diagnostic`: everything notable that was found in the inputs, in the
 * order in which it was found.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"severite", "code", "objet", "identifiant", "fichier",
                                             "feuille", NULL});
    output_column(to, "ligne", DATASET_INTEGER);
    output_column_list(
        to, DATASET_TEXT,
        (const char *const[]){"colonne", "valeur", "valeur_proposee", "message", "remede", NULL});
}

static size_t count(const output_run *run)
{
    const mlg_findings *findings = run->options->findings;
    if (findings == NULL)
        return 0;
    return mlg_findings_count(findings, MLG_INFO) + mlg_findings_count(findings, MLG_WARNING) +
           mlg_findings_count(findings, MLG_REJECTED);
}

static const char *severity_name(mlg_severity severity)
{
    static const char *const names[] = {
        [MLG_INFO] = "info",
        [MLG_WARNING] = "avertissement",
        [MLG_REJECTED] = "rejet",
    };
    return names[severity];
}

static void row(const output_run *run, size_t i, output_row *to)
{
    const mlg_finding *finding = mlg_findings_get(run->options->findings, i);
    output_text(to, severity_name(mlg_finding_severity(finding->code)));
    output_text(to, finding->code);
    output_text(to, finding->object);
    output_text(to, finding->id);
    output_text(to, finding->file);
    output_text(to, finding->layer);
    if (finding->row > 0)
        output_integer(to, finding->row);
    else
        output_null(to);
    output_text(to, finding->column);
    output_text(to, finding->value);
    output_text(to, finding->proposed);
    output_take_text(to, mlg_finding_message(finding, MLG_TEXT_DATA));
    output_take_text(to, mlg_finding_remedy(finding, MLG_TEXT_DATA));
}

const output_layer output_table_diagnostic = {
    .name = "diagnostic",
    .title = N_("Diagnostic"),
    .abstract = N_("What was found in the inputs, and what to do about it"),
    .columns = columns,
    .count = count,
    .row = row,
};
