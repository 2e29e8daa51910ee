/*
 * test_source_contracts.c - lists of contrats de ville as ANCT publishes them: by code and as
 * polygons, beside an inventory and beside each other; and what is wrong with them.
 */
#include "test_source_fixture.h"

#include "inventory/inventory.h"

#define HEADER "codgeo,code,lib,dep,pop,g\n"
#define OWN                                                                                        \
    "id_dispositif;type;nom;statut;unite_type;unite_code\n"                                        \
    "A;CLS;CLS de Lille;ACTIF;COMMUNE;59350\n"

/* Tables of two years, the first that of the communes: 249900001 is 240100883 of later. */
#define EPCI_2023 "insee,siren\n01004,240100883\n01053,240100883\n59350,200093201\n"
#define EPCI_2025 "insee,siren\n01004,249900001\n01053,249900001\n59350,200093201\n"

typedef struct book {
    loaded land;
    mlg_inventory *inv;
    mlg_status status;
    mlg_error err;
} book;

/* An inventory and one or two lists, in a territory of six départements and tables of EPCI. */
static book read_lists_in(const char *folder, const char *const *epci, int date, const char *own,
                          const char *first, const char *second)
{
    book b = {.land = load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .epci = epci})};
    g_autofree char *inventory = support_write(folder, "dispositifs.csv", own, 0);
    g_autofree char *list = support_write(folder, "cv2015.csv", first, 0);
    bool polygons = second != NULL && second[0] == '{';
    g_autofree char *other =
        second != NULL
            ? support_write(folder, polygons ? "cv2019.geojson" : "cv2024.csv", second, 0)
            : NULL;
    g_string_truncate(b.land.findings, 0);
    mlg_monitor monitor = {.finding = loaded_finding, .user = &b.land};
    mlg_inventory_sources sources = {
        .dispositifs = inventory, .contrats_ville = TWO(list, other), .date = date};
    b.status = mlg_load_inventory(&sources, b.land.t, &monitor, &b.inv, &b.err);
    return b;
}

static book read_lists(const char *folder, int date, const char *own, const char *first,
                       const char *second)
{
    return read_lists_in(folder, ONE(SOURCES "perimetre-epci-a-fp.csv"), date, own, first, second);
}

/* The same where tables of EPCI are of two years. */
static book read_lists_of_years(const char *folder, const char *own, const char *first,
                                const char *second)
{
    g_autofree char *older = support_write(folder, "epci_2023.csv", EPCI_2023, 0);
    g_autofree char *newer = support_write(folder, "epci_2025.csv", EPCI_2025, 0);
    return read_lists_in(folder, TWO(older, newer), 20260630, own, first, second);
}

static void close_book(book *b)
{
    mlg_inventory_free(b->inv);
    unload(&b->land);
}

static const inventory_dispositif *contract(const book *b, const char *id)
{
    assert_ok(b->status, &b->err);
    uint32_t i = inventory_find(b->inv, id);
    if (i == TERRITORY_NONE)
        fail_msg("no contract %s", id);
    return &b->inv->dispositifs[i];
}

static const inventory_line *line(const book *b, const inventory_dispositif *d, uint32_t i)
{
    assert_true(i < d->n_lines);
    return &b->inv->lines[d->first_line + i];
}

static void assert_told(const book *b, const char *finding)
{
    if (strstr(b->land.findings->str, finding) == NULL)
        fail_msg("%s is not in:\n%s", finding, b->land.findings->str);
}

static void test_generations(void **state)
{
    book b = read_lists(*state, 20260630, OWN,
                        HEADER "240100883,CV001,01 - CC de la Plaine de l'Ain,01,1568.0,True\n"
                               "97101,CV373,971 - Les Abymes,971,,True\n"
                               "59350,CN05901I,59 - Lille,59,100,True\n"
                               "97101,CN97101M,971 - Les Abymes,971,100,True\n",
                        NULL);
    const inventory_dispositif *d = contract(&b, "CV001");
    assert_string_equal(b.inv->types[d->type], "CDV");
    assert_string_equal(d->name, "01 - CC de la Plaine de l'Ain");
    assert_int_equal(d->status, INVENTORY_ECHU); /* it was in force until the end of 2023 */
    assert_int_equal(d->starts.first, 20150101);
    assert_int_equal(d->ends.last, 20231231);
    assert_int_equal(d->n_lines, 1);
    assert_int_equal(line(&b, d, 0)->unit, INVENTORY_EPCI);
    assert_string_equal(line(&b, d, 0)->code.s, "240100883");
    assert_int_equal(line(&b, d, 0)->vintage, 2015);
    assert_true(inventory_in_force(d, 20220630, false).in_force);
    assert_false(inventory_in_force(d, 20240101, false).in_force);
    d = contract(&b, "CV373");
    assert_int_equal(d->ends.last, 20241231); /* a year more overseas */
    assert_int_equal(line(&b, d, 0)->unit, INVENTORY_COMMUNE);
    d = contract(&b, "CN05901I");
    assert_int_equal(d->status, INVENTORY_ACTIF);
    assert_int_equal(d->starts.first, 20240101);
    assert_int_equal(d->ends.last, 20301231);
    assert_int_equal(line(&b, d, 0)->vintage, 2024);
    assert_int_equal(contract(&b, "CN97101M")->starts.first, 20250101);
    assert_int_equal(b.inv->n_dispositifs, 5);
    assert_null(strstr(b.land.findings->str, "contrat"));
    assert_null(strstr(b.land.findings->str, "echu"));
    const territory_source *source = &b.inv->sources[b.inv->n_sources - 1];
    assert_string_equal(source->role, "contrats_ville");
    assert_string_equal(source->dataset, "contrats-ville");
    assert_string_equal(source->vintage, "2015");
    assert_int_equal(strlen(source->sha256), 64);
    close_book(&b);
}

/* On a day when the first generation was in force, and the second to come: nothing to remark. */
static void test_past_day(void **state)
{
    book b =
        read_lists(*state, 20200630, OWN,
                   HEADER "59350,CV001,59 - Lille,59,,True\n59350,CN05901I,Lille,59,,True\n", NULL);
    assert_int_equal(contract(&b, "CV001")->status, INVENTORY_ACTIF);
    assert_int_equal(contract(&b, "CN05901I")->status, INVENTORY_ACTIF);
    assert_true(inventory_in_force(contract(&b, "CV001"), 20200630, false).in_force);
    assert_false(inventory_in_force(contract(&b, "CN05901I"), 20200630, false).in_force);
    assert_null(strstr(b.land.findings->str, "actif-a-venir"));
    close_book(&b);
}

static void test_several_units(void **state)
{
    book b = read_lists(*state, 20260630, OWN,
                        HEADER "97601,CN97601M,976 - Acoua,976,,True\n"
                               "59350,CN05901I,59 - Lille,59,,True\n"
                               "97101,CN97601M,971 - Les Abymes,971,,True\n"
                               "1053,CN00101I,01 - Bourg-en-Bresse,1,,True\n",
                        NULL);
    const inventory_dispositif *d = contract(&b, "CN97601M");
    assert_string_equal(d->name, "976 - Acoua");
    assert_int_equal(d->n_lines, 2);
    assert_string_equal(line(&b, d, 1)->code.s, "97101");
    /* a zero that a spreadsheet lost is put back, as in every official table */
    assert_string_equal(line(&b, contract(&b, "CN00101I"), 0)->code.s, "01053");
    assert_told(&b, "zero-remis|1053|1053|01053|1\n");
    close_book(&b);
}

static void test_lost_units(void **state)
{
    book b = read_lists(*state, 20220630, OWN,
                        HEADER "240100628,CV004,01 - CA Bourg en Bresse,01,,True\n"
                               "240100999,CV005,01 - CC de la Plaine de l'Ain,01,,True\n"
                               "59999,CV006,59 - Ville ancienne,59,,True\n"
                               "200068674,CV007,NA - CA Grand Lac,,,True\n"
                               "34172,CV008,34 - Montpellier,34,,True\n"
                               "243400017,CV009,34 - Montpellier,34,,True\n"
                               "240100883,CV010,01 - CC de la Plaine de l'Ain,01,,True\n",
                        NULL);
    const inventory_dispositif *d = contract(&b, "CV004");
    assert_true(d->perimeter_unknown);
    assert_int_equal(d->n_lines, 0);
    assert_true(contract(&b, "CV007")->perimeter_unknown); /* its département is not told */
    assert_false(contract(&b, "CV010")->perimeter_unknown);
    assert_told(&b, "contrat-unite-obsolete|CV004|240100628||CA Bourg en Bresse\n");
    assert_told(&b, "contrat-unite-succede|CV005|240100999|240100883|CC de la Plaine de l'Ain\n");
    assert_told(&b, "contrat-unite-obsolete|CV006|59999||Ville ancienne\n");
    assert_told(&b, "contrats-obsoletes|CV004|4||CV004 (CA Bourg en Bresse), CV005 (CC de la "
                    "Plaine de l'Ain), CV006 (Ville ancienne)...\n");
    /* of a département that is not loaded: elsewhere, not lost */
    assert_told(&b, "contrat-hors-territoire|CV008|CV008||2\n");
    assert_int_equal(inventory_find(b.inv, "CV008"), TERRITORY_NONE);
    assert_int_equal(inventory_find(b.inv, "CV009"), TERRITORY_NONE);
    assert_null(strstr(b.land.findings->str, "epci-inconnu"));
    assert_null(strstr(b.land.findings->str, "perimetre-rejete"));
    assert_int_equal(b.inv->n_rows_rejected, 0);
    close_book(&b);
}

static void test_own_row_wins(void **state)
{
    book b = read_lists(*state, 20260630,
                        "id_dispositif;type;nom;statut;unite_type;unite_code\n"
                        "cv001;CV;Le nôtre;ACTIF;COMMUNE;59350\n",
                        HEADER "240100883,CV001,01 - CC de la Plaine de l'Ain,01,,True\n"
                               "97101,CV001,971 - Les Abymes,971,,True\n",
                        HEADER "97101,CV373,971 - Les Abymes,971,,True\n"
                               "97101,CV001,971 - Les Abymes,971,,True\n");
    const inventory_dispositif *d = contract(&b, "cv001");
    assert_string_equal(d->name, "Le nôtre");
    assert_int_equal(d->n_lines, 1);
    assert_int_equal(b.inv->n_dispositifs, 2);
    assert_told(&b, "contrat-deja-saisi|CV001|CV001||");
    assert_told(&b, "dispositifs.csv: 2\n");
    assert_int_equal(b.inv->n_rows_rejected, 0);
    close_book(&b);
}

/* A later list gives a perimeter where the earlier one's is lost, and nothing else. */
static void test_two_lists(void **state)
{
    g_autofree char *polygons = g_strconcat(
        "{\"type\":\"FeatureCollection\",\"features\":[",
        FEATURE("\"id\":\"CV001\",\"lib\":\"CC\",\"nbcom\":1", SQUARE), ",",
        FEATURE("\"id\":\"CV004\",\"lib\":\"CA\",\"nbcom\":1", SQUARE), ",",
        FEATURE("\"id\":\"CV008\",\"lib\":\"Montpellier\",\"nbcom\":1", SQUARE), ",",
        FEATURE("\"id\":\"CV011\",\"lib\":\"Lille\",\"nbcom\":1", SQUARE), ",",
        FEATURE("\"id\":\"CV012\",\"lib\":\"Nulle part\",\"nbcom\":1", "null"), "]}", NULL);
    book b = read_lists(*state, 20220630, OWN,
                        HEADER "240100883,CV001,01 - CC de la Plaine de l'Ain,01,,True\n"
                               "240100628,CV004,01 - CA Bourg en Bresse,01,,True\n"
                               "34172,CV008,34 - Montpellier,34,,True\n",
                        polygons);
    assert_int_equal(line(&b, contract(&b, "CV001"), 0)->unit, INVENTORY_EPCI);
    assert_int_equal(contract(&b, "CV001")->n_lines, 1);
    const inventory_dispositif *d = contract(&b, "CV004");
    assert_string_equal(d->name, "01 - CA Bourg en Bresse");
    assert_int_equal(d->n_lines, 1);
    assert_int_equal(line(&b, d, 0)->unit, INVENTORY_GEOMETRIE);
    assert_false(d->perimeter_unknown);
    d = contract(&b, "CV011");
    assert_string_equal(d->name, "Lille");
    assert_int_equal(line(&b, d, 0)->unit, INVENTORY_GEOMETRIE);
    assert_int_equal(d->ends.last, 20231231);
    assert_true(contract(&b, "CV012")->perimeter_unknown);
    assert_int_equal(b.inv->n_geometries, 2);
    assert_told(&b, "contrat-complete|CV004|CV004||1\n");
    assert_told(&b, "contrat-deja-liste|CV001|CV001||1\n");
    assert_told(&b, "contrat-hors-territoire|CV008|CV008||1\n");
    assert_told(&b, "contrat-sans-polygone|CV012|CV012||");
    assert_null(strstr(b.land.findings->str, "contrats-obsoletes"));
    assert_string_equal(b.inv->sources[b.inv->n_sources - 1].dataset, "contrats-ville-polygones");
    assert_string_equal(b.inv->sources[b.inv->n_sources - 1].vintage, "2019");
    close_book(&b);
}

#define LATER HEADER "249900001,CN00101I,01 - CC,01,,True\n"

/* An EPCI that another year's table has is no lost one: polygons do not come beside its communes.
 */
static void test_unit_of_another_year(void **state)
{
    g_autofree char *polygons =
        g_strconcat("{\"type\":\"FeatureCollection\",\"features\":[",
                    FEATURE("\"id\":\"CN00101I\",\"lib\":\"CC\",\"nbcom\":1", SQUARE), "]}", NULL);
    book b = read_lists_of_years(*state, OWN, LATER, polygons);
    const inventory_dispositif *d = contract(&b, "CN00101I");
    assert_int_equal(d->n_lines, 2);
    assert_int_equal(line(&b, d, 0)->unit, INVENTORY_COMMUNE);
    assert_string_equal(line(&b, d, 1)->code.s, "01053");
    assert_int_equal(b.inv->n_geometries, 0);
    assert_told(&b, "epci-ancien|CN00101I|249900001|240100883|2025\n");
    assert_told(&b, "contrat-deja-liste|CN00101I|CN00101I||1\n");
    assert_null(strstr(b.land.findings->str, "contrat-complete"));
    close_book(&b);
}

/* What a list joins says nothing of the user's own codes, whatever table joined it. */
static void test_own_codes_of_elsewhere(void **state)
{
    book b = read_lists_of_years(*state,
                                 "id_dispositif;type;nom;statut;unite_type;unite_code\n"
                                 "A;CLS;CLS;ACTIF;COMMUNE;59901 59902 59903 59904 59905\n",
                                 LATER, NULL);
    assert_int_equal(b.status, MLG_E_FORMAT);
    assert_non_null(strstr(b.err.message, "59901"));
    close_book(&b);
}

static void test_bad_rows(void **state)
{
    book b = read_lists(*state, 20260630, OWN,
                        HEADER "59350,CV001,59 - Lille,59,,True\n"
                               "59350,,59 - Sans code,59,,True\n"
                               "59350,X12,59 - Autre,59,,True\n"
                               ",CV002,59 - Sans unité,59,,True\n"
                               "59-350-A,CV005,59 - Faute,59,,True\n",
                        NULL);
    assert_int_equal(b.inv->n_dispositifs, 4); /* A, CV001, CV002, CV005 */
    assert_true(contract(&b, "CV002")->perimeter_unknown);
    assert_true(contract(&b, "CV005")->perimeter_unknown);
    assert_told(&b, "ligne-sans-code|59 - Sans c|59 - Sans c||1\n");
    assert_told(&b, "contrat-code-illisible|X12|X12||\n");
    assert_told(&b, "contrat-sans-unite|CV002|CV002||\n");
    assert_told(&b, "code-invalide|59-350-A|59-350-A||1\n");
    assert_int_equal(b.inv->n_rows_rejected, 1);
    close_book(&b);
}

static void test_other_kinds(void **state)
{
    static const char *const texts[] = {
        "insee,siren\n59350,200093201\n",
        HEADER "59350,12,59 - Lille,59,,True\n", /* no code of a contract */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        book b = read_lists(*state, 20260630, OWN, texts[i], NULL);
        assert_int_equal(b.status, MLG_E_FORMAT);
        assert_non_null(strstr(b.err.message, "cv2015.csv"));
        assert_non_null(strstr(b.err.hint, "codgeo + code + lib"));
        close_book(&b);
    }
    book empty = read_lists(*state, 20260630, OWN, HEADER, NULL);
    assert_int_equal(empty.status, MLG_E_FORMAT);
    close_book(&empty);
}

/* Lists do not make up for an inventory of which nothing can be used. */
static void test_all_own_rows_rejected(void **state)
{
    book b = read_lists(*state, 20260630,
                        "id_dispositif;type;nom;statut;unite_type;unite_code\n"
                        ";CLS;CLS de Lille;ACTIF;COMMUNE;59350\n",
                        HEADER "59350,CV001,59 - Lille,59,,True\n", NULL);
    assert_int_equal(b.status, MLG_E_FORMAT);
    assert_non_null(strstr(b.err.message, "dispositifs.csv"));
    close_book(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generations),
        cmocka_unit_test(test_past_day),
        cmocka_unit_test(test_several_units),
        cmocka_unit_test(test_lost_units),
        cmocka_unit_test(test_own_row_wins),
        cmocka_unit_test(test_two_lists),
        cmocka_unit_test(test_unit_of_another_year),
        cmocka_unit_test(test_own_codes_of_elsewhere),
        cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_other_kinds),
        cmocka_unit_test(test_all_own_rows_rejected),
    };
    return cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown);
}
