/*
 * test_inventory_builder.c - what becomes of good rows: dispositifs by id, values, types, surveys;
 * and what stops a run.
 */
#include "test_inventory_fixture.h"

static const inventory_dispositif *find(const bench *b, const char *id)
{
    uint32_t i = inventory_find(b->inventory, id);
    assert_int_not_equal(i, TERRITORY_NONE);
    return &b->inventory->dispositifs[i];
}

static bool told(const bench *b, const char *code)
{
    return g_ptr_array_find_with_equal_func(b->codes, code, g_str_equal, NULL);
}

static void test_values(void **state)
{
    bench *b = *state;
    add_dispositif(b, "id_dispositif= CLS-1 |type=Contrat local de santé|nom=CLS  de\nMontreuil|"
                      "statut=Signé|generation=2e|date_signature=03/2023|date_debut=2023|"
                      "date_fin=06/2028|porteur_type=Ville|porteur_code=93048|"
                      "porteur_nom=Montreuil|coordination=poste vacant|etp=0,8|volet_sante_cdv=oui|"
                      "source=enquête|source_date=2024-03|commentaire=à suivre|" UNIT);
    assert_ok(finish(b, true), &b->err);
    assert_int_equal(b->lines->len, 0);
    assert_int_equal(mlg_inventory_count(b->inventory), 1);
    assert_string_equal(mlg_inventory_id(b->inventory, 0), "CLS-1");
    assert_null(mlg_inventory_id(b->inventory, 1));
    assert_string_equal(mlg_inventory_type(b->inventory, 0), "CLS");
    const inventory_dispositif *d = find(b, "CLS-1");
    assert_string_equal(d->name, "CLS de Montreuil");
    assert_int_equal(d->status, INVENTORY_ACTIF);
    assert_int_equal(d->generation, 2);
    assert_int_equal(d->signed_on.first, 20230301);
    assert_int_equal(d->starts.first, 20230101);
    assert_int_equal(d->ends.last, 20280630);
    assert_string_equal(inventory_carrier_names[d->carrier], "COMMUNE");
    assert_string_equal(d->carrier_code, "93048");
    assert_string_equal(d->carrier_name, "Montreuil");
    assert_string_equal(inventory_coordination_names[d->coordination], "VACANTE");
    assert_string_equal(inventory_yes_no_names[d->volet_sante], "OUI");
    assert_near(d->etp, 0.8, 1e-12);
    assert_string_equal(d->source, "enquête");
    assert_int_equal(d->source_date, 20240301);
    assert_string_equal(d->comment, "à suivre");
    assert_false(d->perimeter_unknown);
    assert_int_equal(d->origin.row, 2);
    assert_string_equal(d->origin.sheet, "dispositifs");
}

static void test_empty_values(void **state)
{
    bench *b = *state;
    add_dispositif(b,
                   WHOLE "|etp=NC|generation=?|porteur_type=-|coordination=|date_fin=à préciser");
    assert_ok(finish(b, true), &b->err);
    assert_int_equal(b->lines->len, 0);
    const inventory_dispositif *d = find(b, "A");
    assert_near(d->etp, NAN, 0);
    assert_int_equal(d->generation, 0);
    assert_int_equal(d->carrier, -1);
    assert_int_equal(d->coordination, -1);
    assert_int_equal(d->ends.last, BASE_DATE_NONE);
}

static void test_order(void **state)
{
    bench *b = *state;
    static const char *const rows[] = {"C|type=MSP", "B|type=clsm", "E|type=Autre chose",
                                       "A|type=ASV", "D|type=CLSI"};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *row =
            g_strdup_printf("id_dispositif=%s|nom=N|statut=ACTIF|date_debut=2024|" UNIT, rows[i]);
        add_dispositif(b, row);
        g_free(row);
    }
    assert_ok(finish(b, false), &b->err);
    char *types = g_strjoinv(",", (char **)b->inventory->types);
    assert_string_equal(types, "CLS,ASV,CLSM,AUTRE_CHOSE,MSP");
    g_free(types);
    for (size_t i = 0; i < 5; i++) {
        const char id[] = {(char)('A' + i), '\0'};
        assert_string_equal(mlg_inventory_id(b->inventory, i), id);
        assert_int_equal(inventory_find(b->inventory, id), i);
    }
    assert_int_equal(inventory_find(b->inventory, "Z"), TERRITORY_NONE);
}

static void test_surveys(void **state)
{
    bench *b = *state;
    add_dispositif(b, WHOLE);
    add_dispositif(b, "id_dispositif=B|type=ASV|nom=N|statut=ACTIF|date_debut=2024|" UNIT);
    add_recensement(b, "echelon=Région|code=84|type=CLS, CLSM|date=2024|source=S|complet=non");
    add_recensement(b, "echelon=DEPARTEMENT|code=01, 93|type=Tous les types|complet=oui");
    add_recensement(b, "echelon=EPCI|code=244 400 644|type=conseil local de santé mentale");
    add_recensement(b, "echelon=canton|code=1|type=CLS|complet=OUI");
    assert_ok(finish(b, false), &b->err);
    const mlg_inventory *inv = b->inventory;
    assert_true(inv->has_survey_table);
    assert_int_equal(inv->n_surveys, 7);
    assert_string_equal(inv->surveys[0].type_name, "CLS");
    assert_string_equal(b->territory->regions[inv->surveys[0].index].code.s, "84");
    assert_false(inv->surveys[0].complete);
    assert_int_equal(inv->surveys[0].date, 20240101);
    assert_int_equal(inv->surveys[1].type, TERRITORY_NONE);
    assert_string_equal(inv->types[inv->surveys[2].type], "CLS");
    assert_string_equal(inv->types[inv->surveys[3].type], "ASV");
    assert_string_equal(b->territory->departments[inv->surveys[4].index].code.s, "93");
    assert_int_equal(inv->surveys[6].echelon, INVENTORY_ECHELON_EPCI);
    assert_true(inv->surveys[6].complete);
    assert_true(told(b, "valeur-inconnue") || told(b, "valeur-proche"));
    assert_int_equal(mlg_inventory_rejected(inv), 1);
}

static void test_kept_and_sources(void **state)
{
    bench *b = *state;
    static const char *const columns[] = {"Référent", "Tél"};
    static const char *const values[] = {"Mme X", NULL};
    inventory_builder_set_kept(b->builder, columns, 2);
    inventory_dispositif_row row = {.id_dispositif = "A",
                                    .type = "CLS",
                                    .nom = "Un",
                                    .statut = "ACTIF",
                                    .date_debut = "2024",
                                    .unite_type = "COMMUNE",
                                    .unite_code = "93048",
                                    .kept = values,
                                    .origin = {"a.csv", "", 2}};
    inventory_builder_add_dispositif(b->builder, &row);
    inventory_builder_add_source(b->builder, "dispositifs", "a.csv", "inventaire", "", "00");
    inventory_builder_count_rejected(b->builder);
    assert_ok(finish(b, false), &b->err);
    assert_int_equal(b->inventory->n_kept, 2);
    assert_string_equal(b->inventory->kept_columns[0], "Référent");
    assert_string_equal(find(b, "A")->kept[0], "Mme X");
    assert_string_equal(find(b, "A")->kept[1], "");
    assert_int_equal(b->inventory->n_sources, 1);
    assert_string_equal(b->inventory->sources[0].sha256, "00");
    assert_int_equal(b->inventory->n_rows_read, 2);
    assert_int_equal(mlg_inventory_rejected(b->inventory), 1);
    assert_false(b->inventory->has_survey_table);
}

/* Spreadsheets keep empty rows below the last one, and cells of megabytes come of a lost quote. */
static void test_odd_rows(void **state)
{
    bench *b = *state;
    inventory_dispositif_row empty = {.nom = "  ", .type = "", .origin = {"a.csv", "", 9}};
    inventory_builder_add_dispositif(b->builder, &empty);
    add_dispositif(b, WHOLE);
    char *huge = g_strnfill(10 * 1024 * 1024, 'x');
    inventory_dispositif_row row = {.id_dispositif = "B",
                                    .type = "CLS",
                                    .nom = huge,
                                    .statut = "ACTIF",
                                    .date_debut = "2024",
                                    .unite_type = "COMMUNE",
                                    .unite_code = huge,
                                    .origin = {"a.csv", "", 3}};
    inventory_builder_add_dispositif(b->builder, &row);
    g_free(huge);
    assert_ok(finish(b, false), &b->err);
    assert_int_equal(b->inventory->n_rows_read, 2);
    assert_true(told(b, "cellule-trop-longue"));
    assert_string_equal(g_ptr_array_index(b->lines, 0),
                        "a.csv: ligne 3, nom: nom contient plus de 32 767 caractères : cellule "
                        "ignorée");
    assert_string_equal(g_ptr_array_index(b->remedies, 0),
                        "cherchez un guillemet qui n'est pas refermé");
    assert_string_equal(find(b, "B")->name, "B");
}

static void test_strict(void **state)
{
    bench *b = *state;
    add_dispositif(b, WHOLE);
    add_dispositif(b, WHOLE);
    assert_int_equal(finish(b, true), MLG_E_FORMAT);
    assert_null(b->inventory);
    assert_string_equal(b->err.message, "inventaire.xlsx: 1 row of 2 rejected (--strict)");
    assert_string_equal(b->err.hint, "correct the rows that are listed, or run without --strict");
}

static void test_nothing_usable(void **state)
{
    bench *b = *state;
    add_dispositif(b, "id_dispositif=A|type=CLS|nom=N|statut=bidule");
    add_dispositif(b, "id_dispositif=B|nom=N|statut=ACTIF");
    assert_int_equal(finish(b, false), MLG_E_FORMAT);
    assert_string_equal(b->err.message, "inventaire.xlsx: all 2 rows of dispositifs are rejected");
}

static void test_nothing_joins(void **state)
{
    bench *b = *state;
    add_dispositif(b, GOOD "unite_type=COMMUNE|unite_code=59350, 59009, 59512, 59599, 59183");
    assert_int_equal(finish(b, false), MLG_E_FORMAT);
    assert_string_equal(b->err.message,
                        "inventaire.xlsx: no unit of the perimeters is in the loaded territory: "
                        "here 59350, there 01001");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_values),  TEST(test_empty_values),     TEST(test_order),
        TEST(test_surveys), TEST(test_kept_and_sources), TEST(test_odd_rows),
        TEST(test_strict),  TEST(test_nothing_usable),   TEST(test_nothing_joins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
