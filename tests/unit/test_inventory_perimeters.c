/*
 * test_inventory_perimeters.c - perimeters as lines: units of every type, several in a cell,
 * shares, other dispositifs', circles, geometries.
 */
#include "test_inventory_fixture.h"

static const inventory_dispositif *find(const bench *b, const char *id)
{
    uint32_t i = inventory_find(b->inventory, id);
    assert_int_not_equal(i, TERRITORY_NONE);
    return &b->inventory->dispositifs[i];
}

static const inventory_line *line_of(const bench *b, const char *id, uint32_t i)
{
    const inventory_dispositif *d = find(b, id);
    assert_true(i < d->n_lines);
    return &b->inventory->lines[d->first_line + i];
}

/* "COMMUNE 93048, -EPCI 200054781": the lines of a dispositif. */
static char *lines_text(const bench *b, const char *id)
{
    GString *text = g_string_new(NULL);
    const inventory_dispositif *d = find(b, id);
    for (uint32_t i = 0; i < d->n_lines; i++) {
        const inventory_line *line = &b->inventory->lines[d->first_line + i];
        g_string_append_printf(text, "%s%s%s%s%s", i > 0 ? ", " : "", line->excluded ? "-" : "",
                               inventory_unit_names[line->unit], line->code.s[0] != '\0' ? " " : "",
                               line->code.s);
    }
    return g_string_free(text, FALSE);
}

static void assert_lines(const bench *b, const char *id, const char *expected)
{
    char *text = lines_text(b, id);
    assert_string_equal(text, expected);
    g_free(text);
}

static bool told(const bench *b, const char *code)
{
    return g_ptr_array_find_with_equal_func(b->codes, code, g_str_equal, NULL);
}

static void test_units(void **state)
{
    bench *b = *state;
    add_dispositif(b, "id_dispositif=A|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|"
                      "unite_type=EPCI entier|unite_code=200054781");
    add_perimetre(b, "id_dispositif=a|operation=sauf|unite_type=Commune|unite_code=93048;93053");
    add_perimetre(b, "id_dispositif=A|unite_type=QPV|unite_code=QN09309M QN04401M");
    add_perimetre(b, "id_dispositif=A|unite_type=QPV de la ville|unite_code=44184 (Saint-Nazaire)");
    add_perimetre(b, "id_dispositif=A|unite_type=DEPARTEMENT|unite_code=01, 2A");
    add_perimetre(b, "id_dispositif=A|unite_type=REGION|unite_code=84");
    add_perimetre(b, "id_dispositif=A|unite_type=EPT|unite_code=200057875|unite_nom=Est Ensemble");
    add_perimetre(b, "id_dispositif=A|unite_type=commune déléguée|unite_code=01059");
    add_perimetre(b, "id_dispositif=A|unite_type=arrondissement|unite_code=69381");
    assert_ok(finish(b, true), &b->err);
    assert_int_equal(b->lines->len, 0);
    assert_lines(b, "A",
                 "EPCI 200054781, -COMMUNE 93048, -COMMUNE 93053, QPV QN09309M, "
                 "QPV QN04401M, QPV_DE_COMMUNE 44184, DEPARTEMENT 01, DEPARTEMENT 2A, "
                 "REGION 84, EPT 200057875, COMMUNE_DELEGUEE 01059, "
                 "ARRONDISSEMENT_MUNICIPAL 69381");
    const mlg_territory *t = b->territory;
    assert_string_equal(t->epcis[line_of(b, "A", 0)->index].code.s, "200054781");
    assert_string_equal(t->communes[line_of(b, "A", 1)->index].code.s, "93048");
    assert_string_equal(t->qpvs[line_of(b, "A", 3)->index].code.s, "QN09309M");
    assert_string_equal(t->parts[line_of(b, "A", 11)->index].code.s, "69381");
    assert_int_equal(b->inventory->n_rows_read, 9);
}

/* One bad code of a cell does not take the good ones with it; the row counts as rejected. */
static void test_partly_good(void **state)
{
    bench *b = *state;
    add_dispositif(b, GOOD "unite_type=COMMUNE|unite_code=93048, 1001, 93053, 99");
    assert_ok(finish(b, false), &b->err);
    assert_lines(b, "A", "COMMUNE 93048, COMMUNE 93053");
    assert_int_equal(b->lines->len, 2);
    assert_int_equal(mlg_inventory_rejected(b->inventory), 1);
}

static void test_by_arrondissement(void **state)
{
    bench *b = *state;
    mlg_territory_free(b->territory);
    b->territory = make_territory(2024, true, &b->err);
    assert_non_null(b->territory);
    add_dispositif(b, GOOD "unite_type=ARRONDISSEMENT_MUNICIPAL|unite_code=69381");
    assert_ok(finish(b, true), &b->err);
    assert_lines(b, "A", "COMMUNE 69381");
}

static void test_without_territory(void **state)
{
    bench *b = *state;
    mlg_territory_free(b->territory);
    b->territory = NULL;
    add_dispositif(b, GOOD "unite_type=COMMUNE|unite_code=12345 ; 2a004");
    add_dispositif(b, "id_dispositif=B|type=ASV|nom=Deux|statut=ACTIF|date_debut=2024|"
                      "porteur_type=EPCI|porteur_code=244400644|"
                      "unite_type=QPV_DE_EPCI|unite_code=244400644");
    add_perimetre(b, "id_dispositif=B|unite_type=EPCI|unite_nom=CARENE");
    add_recensement(b, "echelon=REGION|code=84|type=CLS|complet=OUI");
    assert_ok(finish(b, false), &b->err);
    assert_lines(b, "A", "COMMUNE 12345, COMMUNE 2A004");
    assert_int_equal(line_of(b, "A", 0)->index, TERRITORY_NONE);
    assert_true(told(b, "unite-nom-introuvable"));
}

static void test_extents(void **state)
{
    bench *b = *state;
    static const struct {
        const char *cells;
        inventory_extent extent;
        double share;
    } cases[] = {
        {"couverture=", INVENTORY_TOTALE, (double)NAN},
        {"couverture=Totale", INVENTORY_TOTALE, (double)NAN},
        {"couverture=partielle", INVENTORY_PARTIELLE, (double)NAN},
        {"couverture=INCONNUE", INVENTORY_INCONNUE, (double)NAN},
        {"couverture=moyenne", INVENTORY_INCONNUE, (double)NAN},
        {"couverture=PARTIELLE|part_population=0,4", INVENTORY_PARTIELLE, 0.4},
        {"couverture=PARTIELLE|part_population=0.4", INVENTORY_PARTIELLE, 0.4},
        {"couverture=PARTIELLE|part_population=40 %", INVENTORY_PARTIELLE, 0.4},
        {"couverture=PARTIELLE|part_population=0", INVENTORY_PARTIELLE, 0},
        {"couverture=PARTIELLE|part_population=1", INVENTORY_PARTIELLE, 1},
        {"couverture=PARTIELLE|part_population=40", INVENTORY_PARTIELLE, (double)NAN},
        {"couverture=PARTIELLE|part_population=-1", INVENTORY_PARTIELLE, (double)NAN},
        {"couverture=PARTIELLE|part_population=200", INVENTORY_PARTIELLE, (double)NAN},
        {"couverture=PARTIELLE|part_population=moitié", INVENTORY_PARTIELLE, (double)NAN},
        {"couverture=PARTIELLE|part_population=NC", INVENTORY_PARTIELLE, (double)NAN},
        {"part_population=0,5", INVENTORY_PARTIELLE, 0.5},
        {"part_population=100 %", INVENTORY_TOTALE, (double)NAN},
        {"couverture=TOTALE|part_population=0,5", INVENTORY_PARTIELLE, 0.5},
        {"couverture=INCONNUE|part_population=0,5", INVENTORY_PARTIELLE, 0.5},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *row = g_strdup_printf("id_dispositif=D%02zu|type=CLS|nom=N|statut=ACTIF|"
                                    "date_debut=2024|" UNIT "|%s",
                                    i, cases[i].cells);
        add_dispositif(b, row);
        g_free(row);
    }
    assert_ok(finish(b, false), &b->err);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const inventory_line *line = &b->inventory->lines[b->inventory->dispositifs[i].first_line];
        if (line->extent != cases[i].extent)
            fail_msg("%s: %s", cases[i].cells, inventory_extent_names[line->extent]);
        assert_near(line->share, cases[i].share, 1e-12);
    }
}

static void test_line_dates(void **state)
{
    bench *b = *state;
    add_dispositif(b, GOOD "unite_type=");
    add_perimetre(b, "id_dispositif=A|date_debut=2024|date_fin=03/2025|millesime=COG 2024|" UNIT);
    add_perimetre(b, "id_dispositif=A|date_debut=2026|date_fin=2025|" UNIT);
    assert_ok(finish(b, false), &b->err);
    assert_lines(b, "A", "COMMUNE 93048");
    assert_int_equal(line_of(b, "A", 0)->start, 20240101);
    assert_int_equal(line_of(b, "A", 0)->end, 20250331);
    assert_int_equal(line_of(b, "A", 0)->vintage, 2024);
    assert_true(told(b, "dates-inversees"));
}

static void test_references(void **state)
{
    bench *b = *state;
    add_dispositif(b, "id_dispositif=C 1/2|type=CLS|nom=N|statut=ACTIF|date_debut=2024|"
                      "succede_a=a|" UNIT);
    add_dispositif(b, GOOD "unite_type=DISPOSITIF|unite_code=c 1/2");
    add_dispositif(b, OTHER);
    add_perimetre(b, "id_dispositif=B|unite_type=DISPOSITIF|unite_code=A, C 1/2");
    assert_ok(finish(b, false), &b->err);
    assert_lines(b, "A", "DISPOSITIF");
    assert_int_equal(line_of(b, "A", 0)->index, inventory_find(b->inventory, "C 1/2"));
    assert_string_equal(find(b, "C 1/2")->succeeds, "A");
    /* "C 1" and "2" are no ids: the comma list is cut at the slash too, and said */
    assert_true(told(b, "unite-dispositif-inconnu") || told(b, "unite-dispositif-proche"));
    assert_int_equal(line_of(b, "B", 1)->index, inventory_find(b->inventory, "A"));
}

static void test_cycles(void **state)
{
    bench *b = *state;
    static const char *const rows[] = {"A|unite_code=B", "B|unite_code=C", "C|unite_code=A",
                                       "D|unite_code=D", "E|unite_code=A"};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *row = g_strdup_printf("type=CLS|nom=N|statut=ACTIF|date_debut=2024|"
                                    "unite_type=DISPOSITIF|id_dispositif=%s",
                                    rows[i]);
        add_dispositif(b, row);
        g_free(row);
    }
    add_perimetre(b, "id_dispositif=C|" UNIT);
    assert_ok(finish(b, false), &b->err);
    assert_lines(b, "A", "DISPOSITIF");
    assert_lines(b, "B", "DISPOSITIF");
    assert_lines(b, "C", "COMMUNE 93048");
    assert_lines(b, "E", "DISPOSITIF");
    assert_int_equal(find(b, "D")->n_lines, 0);
    assert_true(find(b, "D")->perimeter_unknown);
    assert_int_equal(mlg_inventory_rejected(b->inventory), 2);
}

/* A chain as long as the inventory needs no deep stack. */
static void test_long_chain(void **state)
{
    bench *b = *state;
    enum { N = 5000 };
    for (int i = 0; i < N; i++) {
        char *row = g_strdup_printf("id_dispositif=D%05d|type=CLS|nom=N|statut=ACTIF|"
                                    "date_debut=2024|unite_type=DISPOSITIF|unite_code=D%05d",
                                    i, (i + 1) % N);
        add_dispositif(b, row);
        g_free(row);
    }
    assert_ok(finish(b, false), &b->err);
    assert_int_equal(mlg_inventory_rejected(b->inventory), 1);
    assert_int_equal(find(b, "D04999")->n_lines, 0);
}

static void test_geometries(void **state)
{
    bench *b = *state;
    add_dispositif(b, GOOD "wkb=1");
    add_dispositif(b, OTHER);
    add_perimetre(b, "id_dispositif=B|geometrie_ref=zones.gpkg|wkb=EPSG:4326");
    add_perimetre(b, "id_dispositif=A|unite_type=Géométrie|wkb=EPSG:2154");
    assert_ok(finish(b, true), &b->err);
    assert_lines(b, "A", "GEOMETRIE, GEOMETRIE");
    assert_int_equal(b->inventory->n_geometries, 3);
    assert_int_equal(line_of(b, "A", 0)->index, 0);
    assert_int_equal(line_of(b, "A", 1)->index, 1);
    assert_int_equal(line_of(b, "B", 1)->index, 2);
    assert_int_equal(b->inventory->n_crs, 2);
    assert_string_equal(b->inventory->crs[line_of(b, "A", 1)->shape.crs], "EPSG:2154");
    assert_string_equal(b->inventory->crs[line_of(b, "B", 1)->shape.crs], "EPSG:4326");
    assert_int_equal(g_bytes_get_size(line_of(b, "B", 1)->shape.wkb), sizeof TRIANGLE);
}

static void test_unknown_perimeters(void **state)
{
    bench *b = *state;
    add_dispositif(b, GOOD "unite_type=INCONNU");
    add_dispositif(b, OTHER);
    add_dispositif(b, "id_dispositif=C|type=CLS|nom=N|statut=ACTIF|date_debut=2024");
    assert_ok(finish(b, true), &b->err);
    assert_true(find(b, "A")->perimeter_unknown);
    assert_false(find(b, "B")->perimeter_unknown);
    assert_true(find(b, "C")->perimeter_unknown);
    assert_int_equal(b->lines->len, 1);
    assert_true(told(b, "perimetre-absent"));
}

/* QPV of 2015 name their communes instead of giving codes. */
static void test_qpv_of_names(void **state)
{
    bench *b = *state;
    mlg_territory_free(b->territory);
    b->territory = make_territory(2015, false, &b->err);
    assert_non_null(b->territory);
    add_dispositif(b, GOOD "unite_type=QPV_DE_COMMUNE|unite_code=93048");
    add_perimetre(b, "id_dispositif=A|unite_type=QPV_DE_EPCI|unite_code=200054781");
    add_perimetre(b, "id_dispositif=A|unite_type=QPV|unite_code=qp 093028");
    add_perimetre(b, "id_dispositif=A|unite_type=QPV_DE_COMMUNE|unite_code=93053");
    assert_ok(finish(b, true), &b->err);
    assert_int_equal(b->lines->len, 2); /* how the QPV is written, and 93053 without QPV */
    assert_true(told(b, "unite-code-nettoye"));
    assert_true(told(b, "qpv-de-vide"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_units),
        TEST(test_qpv_of_names),
        TEST(test_partly_good),
        TEST(test_by_arrondissement),
        TEST(test_without_territory),
        TEST(test_extents),
        TEST(test_line_dates),
        TEST(test_references),
        TEST(test_cycles),
        TEST(test_long_chain),
        TEST(test_geometries),
        TEST(test_unknown_perimeters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
