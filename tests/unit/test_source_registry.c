/*
 * test_source_registry.c - what each fixture is recognised as, the table of formats, and what is
 * told about files that are none of them.
 */
#include "test_source_fixture.h"

#include "source/format.h"

typedef struct detect_case {
    const char *path, *layer;
    unsigned roles;
    const char *expected; /* NULL: nothing */
    long header;
} detect_case;

#define ADE3                                                                                       \
    SOURCES "ade3/ADMIN-EXPRESS-COG/1_DONNEES_LIVRAISON_2023-05-03/"                               \
            "ADECOG_3-2_SHP_WGS84G_FRA-ED2023-05-03/"
#define ADE4 SOURCES "ADE-COG_4-0_GPKG_WGS84G_FRA-ED2025-01-01.zip"
#define ANY  0xFFU

static const detect_case cases[] = {
    {ADE3 "COMMUNE.shp", "COMMUNE", SOURCE_COMMUNES, "admin-express-3", 0},
    {ADE3 "ARRONDISSEMENT_MUNICIPAL.shp", "ARRONDISSEMENT_MUNICIPAL", ANY, "admin-express-3-parts",
     0},
    {ADE3 "COMMUNE_ASSOCIEE_OU_DELEGUEE.shp", "COMMUNE_ASSOCIEE_OU_DELEGUEE", ANY,
     "admin-express-3-parts", 0},
    {ADE3 "EPCI.shp", "EPCI", ANY, "admin-express-3-epci", 0},
    {ADE3 "DEPARTEMENT.shp", "DEPARTEMENT", ANY, NULL, 0},
    {ADE3 "CHFLIEU_COMMUNE.shp", "CHFLIEU_COMMUNE", SOURCE_COMMUNES, NULL, 0},
    {ADE4, "commune", SOURCE_COMMUNES, "admin-express-4", 0},
    {ADE4, "arrondissement_municipal", ANY, "admin-express-4-parts", 0},
    {ADE4, "commune_associee_ou_deleguee", ANY, "admin-express-4-parts", 0},
    {ADE4, "epci", ANY, "admin-express-4-epci", 0},
    {ADE4, "departement", SOURCE_COMMUNES, NULL, 0},
    {SOURCES "etalab/2024/communes-5m.geojson", "communes-5m", SOURCE_COMMUNES, "etalab-communes",
     0},
    {SOURCES "etalab/2024/epci-5m.geojson", "epci-5m", SOURCE_EPCI, "etalab-epci", 0},
    {SIMPLE, "communes_simples_2023", SOURCE_COMMUNES, "communes-simples", 0},
    {SOURCES "perimetre-epci-a-fp.csv", "perimetre-epci-a-fp", SOURCE_EPCI, "dgcl-epcicom", 1},
    {SOURCES "epcicom2023.xlsx", "Epcicom2023", SOURCE_POPULATION, "dgcl-epcicom", 1},
    {SOURCES "EPCI_au_01-01-2026.xlsx", "Composition_communale", SOURCE_EPCI, "insee-epci", 6},
    {SOURCES "EPCI_au_01-01-2026.xlsx", "EPCI", SOURCE_EPCI, "insee-epci-liste", 6},
    {SOURCES "EPCI_au_01-01-2026.xlsx", "Documentation", ANY, NULL, 0},
    {SOURCES "EPT_au_01-01-2025.xlsx", "Composition_communale", SOURCE_EPCI, "insee-ept", 6},
    {SOURCES "EPT_au_01-01-2025.xlsx", "EPT", SOURCE_EPCI, "insee-ept-liste", 6},
    {SOURCES "table-appartenance-geo-communes-2024.xlsx", "COM", SOURCE_EPCI, "insee-appartenance",
     6},
    {SOURCES "table-appartenance-geo-communes-2024.xlsx", "Zones_supra_communales", SOURCE_EPCI,
     "insee-appartenance-zones", 6},
    {SOURCES "qp2015/QP_METROPOLE_LB93.shp", "QP_METROPOLE_LB93", SOURCE_QPV, "qpv-2015", 0},
    {SOURCES "qpv2024_short.geojson", "qpv2024_short", SOURCE_QPV, "qpv-2024", 0},
    {SOURCES "listeqp2024-cog2024.csv", "listeqp2024-cog2024", SOURCE_QPV, "qpv-2024", 1},
    {SOURCES "donnees_communes_rp2021.csv", "donnees_communes_rp2021", SOURCE_POPULATION,
     "insee-populations", 1},
    {SOURCES "donnees_communes_mayotte.csv", "donnees_communes_mayotte", SOURCE_POPULATION,
     "insee-populations", 1},
    {SOURCES "DEMO_2020_V1.xlsx", "DEMO", SOURCE_POP_QPV, "pop-qpv", 6},
    {SOURCES "pop_QPV24.csv", "pop_QPV24", SOURCE_POP_QPV, "pop-qpv", 1},
    {SOURCES "v_commune_2023.csv", "v_commune_2023", SOURCE_COG, "insee-cog-communes", 1},
    {SOURCES "v_mvt_commune_2023.csv", "v_mvt_commune_2023", SOURCE_COG, "insee-cog-mouvements", 1},
};

static void check_case(const detect_case *c)
{
    mlg_error err = {.code = MLG_OK};
    dataset *ds = NULL;
    source_table *table = NULL;
    char *source = g_strconcat(c->path, "|layername=", c->layer, NULL);
    assert_ok(dataset_open(source, NULL, &ds, &err), &err);
    assert_ok(source_table_new(ds, 0, &table, &err), &err);
    const source_format *format = source_recognise(table, c->roles);
    const char *name = format != NULL ? format->name : NULL;
    if (g_strcmp0(name, c->expected) != 0)
        fail_msg("%s is %s instead of %s", source, name != NULL ? name : "nothing",
                 c->expected != NULL ? c->expected : "nothing");
    if (format != NULL)
        assert_int_equal(table->header_line, c->header);
    source_table_free(table);
    dataset_free(ds);
    g_free(source);
}

static void test_detection(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        check_case(&cases[i]);
}

static void test_list(void **state)
{
    (void)state;
    size_t n = 0;
    for (; mlg_source_list(n) != NULL; n++) {
        const mlg_source_info *info = mlg_source_list(n);
        assert_true(info->name[0] != '\0' && info->fills[0] != '\0' && info->title[0] != '\0');
        assert_non_null(info->publisher);
        assert_true(info->columns[0] != '\0');
    }
    assert_true(n >= 25);
    assert_string_equal(mlg_source_list(4)->name, "admin-express-3");
    assert_string_equal(mlg_source_list(4)->fills, "communes, epci, population");
    assert_string_equal(mlg_source_list(4)->columns, "INSEE_COM, NOM, SIREN_EPCI");
    assert_null(mlg_source_list(n + 10));
}

static void assert_unrecognised(const mlg_territory_sources *sources, const char *message,
                                const char *hint)
{
    loaded l = load(sources);
    assert_int_equal(l.status, MLG_E_FORMAT);
    assert_null(l.t);
    assert_contains(l.err.message, message);
    assert_contains(l.err.hint, hint);
    unload(&l);
}

static void test_unrecognised(void **state)
{
    (void)state;
    assert_unrecognised(
        &(mlg_territory_sources){.communes = ONE(SOURCES "qp2015/QP_METROPOLE_LB93.shp")},
        "not recognised; columns there: CODE_QP, NOM_QP, COMMUNE_QP",
        "INSEE_COM + NOM + SIREN_EPCI");
    assert_unrecognised(&(mlg_territory_sources){.communes = ONE(SOURCES "epcicom2023.xlsx")},
                        "communes need a layer of polygons; columns there: dept, siren",
                        "insee_com");
    assert_unrecognised(&(mlg_territory_sources){.communes = ONE(ADE3 "CHFLIEU_COMMUNE.shp")},
                        "the geometries are not polygons", "a layer of polygons");
    assert_unrecognised(
        &(mlg_territory_sources){.communes = ONE(SIMPLE), .qpv = ONE(SOURCES "epcicom2023.xlsx")},
        "epcicom2023.xlsx: not recognised; columns there: dept, siren, raison_sociale", "code_qp");
    assert_unrecognised(
        &(mlg_territory_sources){
            .communes = ONE(SIMPLE),
            .epci = ONE(SOURCES "EPCI_au_01-01-2026.xlsx|layername=Documentation")},
        "not recognised; columns there: Définitions",
        "epci (siren_epci, code_epci, epci, siren, codes_siren_des_epci)");
    assert_unrecognised(&(mlg_territory_sources){.communes = ONE(SIMPLE),
                                                 .population = ONE(SOURCES "v_commune_2023.csv")},
                        "not recognised", "PMUN");
    assert_unrecognised(&(mlg_territory_sources){.communes = ONE(SIMPLE),
                                                 .pop_qpv = ONE(SOURCES "v_commune_2023.csv")},
                        "not recognised", "codeqpv");
}

static void test_nothing_given(void **state)
{
    (void)state;
    loaded l = load(&(mlg_territory_sources){.qpv = ONE(SOURCES "qp2015")});
    assert_int_equal(l.status, MLG_E_ARG);
    assert_contains(l.err.hint, "--communes");
    unload(&l);
}

static int cancel(void *user)
{
    (void)user;
    return 1;
}

static void test_cancelled(void **state)
{
    (void)state;
    mlg_error err = {.code = MLG_OK};
    mlg_territory *t = NULL;
    const mlg_monitor monitor = {.cancelled = cancel};
    const mlg_territory_sources sources = {.communes = ONE(SIMPLE)};
    assert_int_equal(mlg_load_territory(&sources, &monitor, &t, &err), MLG_E_CANCELLED);
    assert_null(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_detection),    cmocka_unit_test(test_list),
        cmocka_unit_test(test_unrecognised), cmocka_unit_test(test_nothing_given),
        cmocka_unit_test(test_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
