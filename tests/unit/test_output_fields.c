/*
 * test_output_fields.c - every column that a result may have is known by name, and every value of
 * the code tables has its label.
 */
#include "test_output_fixture.h"

#include "coverage/generations.h"
#include "coverage/indicators.h"
#include "output/format.h"
#include "output/layer.h"
#include "style/field_rows.h"

#include <string.h>

static void every_column_is_known(void **state)
{
    fixture *f = *state;
    g_auto(output_run) run = {0};
    assert_ok(output_run_init(&run, f->world->cov, &output_format_gpkg, &f->options, &f->err),
              &f->err);
    run.compared = g_memdup2(&run, sizeof run);
    const char *const *types = (const char *const *)run.coverage->type_names;
    g_autofree const char **ended = g_new0(const char *, run.coverage->n_types + 1);
    memcpy(ended, types, run.coverage->n_types * sizeof *types);
    for (size_t l = 0; output_result_layers[l] != NULL; l++) {
        g_auto(output_columns) columns = {0};
        run.layer = output_result_layers[l];
        output_columns_init(&columns);
        run.layer->columns(&run, &columns);
        for (guint i = 0; i < columns.items->len; i++) {
            const char *name = g_array_index(columns.items, dataset_column, i).name;
            g_auto(style_field) field = {0};
            style_field_get(run.layer->name, name, ended, (const char *const *)run.suffixes,
                            &field);
            if (field.description == NULL)
                fail_msg("%s.%s is not in the table of columns", run.layer->name, name);
            assert_null(strstr(field.title, "%s"));
        }
    }
}

static void every_value_has_a_label(void **state)
{
    (void)state;
    const struct {
        const char *const *names;
        const style_value *values;
    } tables[] = {
        {coverage_state_names, value_coverage},
        {coverage_qpv_state_names, value_coverage_qpv},
        {inventory_status_names, value_status},
        {inventory_carrier_names, value_carrier},
        {inventory_coordination_names, value_coordination},
        {inventory_yes_no_names, value_yes_no},
        {mesh_method_names, value_method},
        {coverage_size_names, value_size},
        {coverage_scale_names, value_scale},
        {coverage_link_names, value_link},
        {coverage_echelon_names, value_echelon},
        {coverage_change_names, value_change},
        {coverage_evolution_names, value_evolution},
        {coverage_unit_names, value_unit},
    };
    for (size_t t = 0; t < G_N_ELEMENTS(tables); t++) {
        size_t n = 0, labelled = 0;
        for (size_t i = 0; tables[t].names[i] != NULL; i++) {
            if (tables[t].names[i][0] == '\0') /* not known: NULL in a result */
                continue;
            n++;
            for (const style_value *v = tables[t].values; v->value != NULL; v++)
                labelled += strcmp(v->value, tables[t].names[i]) == 0 && v->label[0] != '\0';
        }
        assert_int_equal(labelled, n);
        assert_non_null(value_list_name(tables[t].values));
    }
}

static style_field field_of(const char *layer, const char *column)
{
    static const char *const types[] = {"CLS", "QPV", "100 % <&\">", NULL};
    static const char *const suffixes[] = {"cls", "qpv", "100_____", NULL};
    style_field field;
    style_field_get(layer, column, types, suffixes, &field);
    return field;
}

static void assert_field(const char *layer, const char *column, const char *title, size_t type)
{
    g_auto(style_field) field = field_of(layer, column);
    assert_string_equal(field.title, title);
    assert_int_equal(field.type, type);
}

static void titles(void **state)
{
    (void)state;
    assert_field("qpv", "pop_cls", "Inhabitants covered by a CLS (inhab.)", 0);
    assert_field("qpv_2015", "couverture_qpv", "Coverage by a QPV", 1);
    assert_field("commune", "couverture_qpv_cls", "Coverage of the QPV by a CLS", 0);
    assert_field("commune", "part_pop_100_____",
                 "Share of inhabitants covered by a 100 % <&\"> (0 to 1)", 2);
    assert_field("dispositif", "aire_ha", "Area (ha)", G_MAXSIZE);
    assert_field("lacune", "aire_ha", "Area not covered (ha)", G_MAXSIZE);
    /* columns of users keep their name, were it ours elsewhere */
    assert_field("dispositif", "couverture_cls", "couverture_cls", G_MAXSIZE);
    assert_field("commune", "densite", "densite", G_MAXSIZE);
    assert_field("a table of later", "pop", "pop", G_MAXSIZE);
}

static void columns_in_the_file(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "r.gpkg"));
    assert_string_equal(ask(f,
                            "SELECT title, constraint_name FROM gpkg_data_columns WHERE "
                            "table_name = 'qpv' AND column_name IN ('couverture_cls', 'pop_asv') "
                            "ORDER BY column_name"),
                        "Coverage by a CLS|couverture\nInhabitants covered by a ASV (inhab.)|NULL");
    assert_string_equal(ask(f, "SELECT count(*) FROM gpkg_data_columns WHERE description IS NULL"),
                        "0");
    assert_string_equal(ask(f, "SELECT description FROM gpkg_data_column_constraints WHERE "
                               "constraint_name = 'couverture' AND value = 'non_recense'"),
                        "Not surveyed");
    assert_string_equal(ask(f, "SELECT count(*) FROM gpkg_extensions WHERE extension_name = "
                               "'gpkg_schema'"),
                        "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(every_column_is_known),
        cmocka_unit_test(every_value_has_a_label),
        cmocka_unit_test(titles),
        OUTPUT_TEST(columns_in_the_file),
    };
    return cmocka_run_group_tests_name("output_fields", tests, NULL, NULL);
}
