/*
 * table_indicateur.c - table `indicateur`: every ratio with its numerator, denominator, what is not
 * told, its sentence and its definition.
 */
#include "base/text.h"
#include "output/layer.h"

static void columns(const output_run *run, output_columns *to)
{
    (void)run;
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"echelon", "code", "lib", "indicateur", "type", NULL});
    output_column_list(to, DATASET_REAL,
                       (const char *const[]){"numerateur", "denominateur", "non_renseigne",
                                             "valeur", "valeur_min", "valeur_max", NULL});
    output_column_list(to, DATASET_TEXT,
                       (const char *const[]){"unite", "phrase", "definition", NULL});
}

static void prepare(const output_run *run)
{
    size_t n = 0;
    (void)coverage_indicators(run->coverage, &n); /* kept there */
}

static size_t count(const output_run *run)
{
    size_t n = 0;
    (void)coverage_indicators(run->coverage, &n);
    return n;
}

static void row(const output_run *run, size_t i, output_row *to)
{
    size_t n = 0;
    const coverage_indicator *indicator = &coverage_indicators(run->coverage, &n)[i];
    output_text(to, indicator->echelon);
    output_text(to, indicator->code);
    output_text(to, indicator->lib);
    output_text(to, indicator->name);
    output_text(to, indicator->type);
    output_real(to, indicator->numerator);
    output_real(to, indicator->denominator);
    output_real(to, indicator->not_told);
    output_real(to, indicator->value);
    output_real(to, indicator->value_min);
    output_real(to, indicator->value_max);
    output_text(to, indicator->unit);
    output_text(to, indicator->sentence);
    output_text(to, indicator->definition);
}

const output_layer output_table_indicateur = {
    .name = "indicateur",
    .title = N_("Indicators"),
    .abstract = N_("Every ratio with its numerator, denominator and what is not told"),
    .prepare = prepare,
    .columns = columns,
    .count = count,
    .row = row,
};
