/*
 * test_source_inventory.c - inventories as people keep them: sheets, headers, separators, polygons
 * in the row or in another file; and what is wrong with them.
 */
#include "test_source_fixture.h"

#include "inventory/inventory.h"

typedef struct book {
    loaded land;
    mlg_inventory *inv;
    mlg_status status;
    mlg_error err;
} book;

static book read_book(const mlg_inventory_sources *sources)
{
    book b = {.land = load_ok(&(mlg_territory_sources){
                  .communes = ONE(SIMPLE), .epci = ONE(SOURCES "perimetre-epci-a-fp.csv")})};
    mlg_inventory_sources dated = *sources;
    dated.date = 20260630;
    g_string_truncate(b.land.findings, 0);
    mlg_monitor monitor = {.finding = loaded_finding, .user = &b.land};
    b.status = mlg_load_inventory(&dated, b.land.t, &monitor, &b.inv, &b.err);
    return b;
}

static void close_book(book *b)
{
    mlg_inventory_free(b->inv);
    unload(&b->land);
}

static book read_csv(void **state, const char *text)
{
    char *path = support_write(*state, "dispositifs.csv", text, 0);
    book b = read_book(&(mlg_inventory_sources){.dispositifs = path});
    g_free(path);
    return b;
}

/* One dispositif, id A, of Lille; whatever the file's habits. */
static void check_lille(book *b)
{
    assert_ok(b->status, &b->err);
    assert_int_equal(b->inv->n_dispositifs, 1);
    const inventory_dispositif *d = &b->inv->dispositifs[0];
    assert_string_equal(d->id, "A");
    assert_string_equal(d->name, "CLS de Lille, 2e génération");
    assert_int_equal(d->status, INVENTORY_ACTIF);
    assert_int_equal(d->n_lines, 1);
    assert_string_equal(b->inv->lines[0].code.s, "59350");
    close_book(b);
}

static void test_habits(void **state)
{
    static const char *const texts[] = {
        "id_dispositif;type;nom;statut;unite_type;unite_code\n"
        "A;CLS;CLS de Lille, 2e génération;ACTIF;COMMUNE;59350\n",
        /* order, case, accents, synonyms, blank lines, a column of one's own */
        "STATUT,Code unité,Type d'unité,Téléphone,Nom du dispositif,Type,Identifiant\n\n"
        "actif,59350,Commune,06,\"CLS de Lille, 2e génération\",CLS,A\n,,,,,,\n",
        /* tabs and a BOM */
        "\xEF\xBB\xBFid_dispositif\ttype\tnom\tstatut\tunite_type\tunite_code\n"
        "A\tCLS\tCLS de Lille, 2e génération\tACTIF\tCOMMUNE\t59350\n",
        /* cp1252 */
        "id_dispositif;type;nom;statut;unite_type;unite_code\n"
        "A;CLS;CLS de Lille, 2e g\xE9n\xE9ration;ACTIF;COMMUNE;59350\n",
        /* a title above the header */
        "Inventaire régional\n\nid_dispositif;type;nom;statut;unite_type;unite_code\n"
        "A;CLS;CLS de Lille, 2e génération;ACTIF;COMMUNE;59350\n",
        /* formula text around codes */
        "id_dispositif;type;nom;statut;unite_type;unite_code\n"
        "A;CLS;CLS de Lille, 2e génération;ACTIF;COMMUNE;=\"59350\"\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        book b = read_csv(state, texts[i]);
        check_lille(&b);
    }
}

static void assert_refused(void **state, const char *text, const char *message, const char *hint)
{
    book b = read_csv(state, text);
    assert_int_equal(b.status, MLG_E_FORMAT);
    assert_contains(b.err.message, message);
    assert_contains(b.err.hint, hint);
    close_book(&b);
}

static void test_headers(void **state)
{
    assert_refused(state, "id_dispositif;type;nom\nA;CLS;x\n",
                   "dispositifs: missing columns: statut; columns there: id_dispositif, type, nom",
                   "maillage init");
    assert_refused(state, "id_dispositif;type;nom;satut\nA;CLS;x;ACTIF\n",
                   "missing columns: statut", "is \"satut\" the column statut?");
    assert_refused(state, "id_dispositif;type;nom;statut;Statut\nA;CLS;x;ACTIF;ECHU\n",
                   "column statut is there twice", "delete one");
    assert_refused(state, "id_dispositif;type;nom;état;status\nA;CLS;x;ACTIF;ECHU\n",
                   "column statut is there twice", "delete one");
    assert_refused(state, "id_dispositif;type;nom;statut\n", "no dispositif in it", "one row");
    assert_refused(state, "a;b\n1;2\n", "missing columns: id_dispositif, type, nom, statut",
                   "init");
}

static void test_kept_columns(void **state)
{
    char *path = support_write(*state, "dispositifs.csv",
                               "id_dispositif;type;nom;statut;Référent ARS;unite_type;unite_code\n"
                               "A;CLS;x;ACTIF;Mme D.;COMMUNE;59350\n",
                               0);
    book b = read_book(&(mlg_inventory_sources){.dispositifs = path, .keep = ONE("referent_ars")});
    assert_ok(b.status, &b.err);
    assert_int_equal(b.inv->n_kept, 1);
    assert_string_equal(b.inv->kept_columns[0], "referent_ars");
    assert_string_equal(b.inv->dispositifs[0].kept[0], "Mme D.");
    close_book(&b);
    b = read_book(&(mlg_inventory_sources){.dispositifs = path, .keep = ONE("tel")});
    assert_int_equal(b.status, MLG_E_NOT_FOUND);
    assert_contains(b.err.message, "no column tel to keep");
    assert_contains(b.err.hint, "Référent ARS");
    close_book(&b);
    g_free(path);
}

#define HEADER "id_dispositif;type;nom;statut;unite_type;geometrie_ref\n"

static void test_referenced_polygons(void **state)
{
    char *zones =
        write_geojson(*state, "zones.geojson",
                      FEATURE("\"code\":\"Z1\"", SQUARE) "," FEATURE("\"code\":\"Z2\"", SQUARE));
    static const struct {
        const char *reference, *problem;
        size_t size;
    } cases[] = {{"zones.geojson|layername=zones|code=Z1", NULL, 9 + 9 + 4 + 80},
                 {"zones.geojson|id=1", NULL, 9 + 9 + 4 + 80},
                 {"zones.geojson", NULL, 9 + 2 * (9 + 4 + 80)},
                 {"zones.geojson|code=Z9", "no polygon with code = Z9", 0},
                 {"zones.geojson|couleur=1", "no column couleur", 0},
                 {"zones.geojson|layername=nil", "no layer named nil", 0},
                 {"zone.geojson|code=Z1", "zone.geojson: no such file", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *text = g_strconcat(HEADER "A;CLS;x;ACTIF;GEOMETRIE;", cases[i].reference, "\n", NULL);
        book b = read_csv(state, text);
        assert_ok(b.status, &b.err);
        if (cases[i].problem == NULL) {
            assert_int_equal(b.inv->n_geometries, 1);
            assert_int_equal(g_bytes_get_size(b.inv->lines[0].shape.wkb), cases[i].size);
            assert_string_equal(b.inv->crs[b.inv->lines[0].shape.crs], "EPSG:4326");
        } else {
            assert_int_equal(b.inv->n_geometries, 0);
            assert_contains(b.land.findings->str, "geometrie-ref-introuvable");
            assert_contains(b.land.findings->str, cases[i].problem);
        }
        close_book(&b);
        g_free(text);
    }
    g_free(zones);
}

static void test_polygons_of_rows(void **state)
{
    char *path = write_geojson(
        *state, "dispositifs.geojson",
        FEATURE("\"id_dispositif\":\"A\",\"type\":\"CLS\",\"nom\":\"x\",\"statut\":\"ACTIF\"",
                SQUARE));
    book b = read_book(&(mlg_inventory_sources){.inventory = path});
    assert_ok(b.status, &b.err);
    assert_int_equal(b.inv->n_geometries, 1);
    assert_int_equal(b.inv->lines[0].unit, INVENTORY_GEOMETRIE);
    close_book(&b);
    g_free(path);
}

static void test_three_tables(void **state)
{
    char *d = support_write(*state, "a.csv", "id_dispositif;type;nom;statut\nA;CLS;x;ACTIF\n", 0);
    char *p = support_write(*state, "b.csv",
                            "id_dispositif;unite_type;unite_code\nA;COMMUNE;59350,01004\n", 0);
    char *r =
        support_write(*state, "c.csv",
                      "echelon;code;type;date;source;complet\nDEPARTEMENT;59;CLS;2026;e;OUI\n", 0);
    book b =
        read_book(&(mlg_inventory_sources){.dispositifs = d, .perimetres = p, .recensement = r});
    assert_ok(b.status, &b.err);
    assert_int_equal(b.inv->n_lines, 2);
    assert_int_equal(b.inv->n_surveys, 1);
    assert_int_equal(b.inv->n_sources, 3);
    assert_string_equal(b.inv->sources[1].role, "perimetres");
    close_book(&b);
    g_free(d);
    g_free(p);
    g_free(r);
}

static void test_sheets(void **state)
{
    (void)state;
    book b = read_book(&(mlg_inventory_sources){.inventory = SOURCES "inventaire.xlsx"});
    assert_ok(b.status, &b.err);
    assert_int_equal(b.inv->n_dispositifs, 2); /* exemples and listes are never read */
    assert_string_equal(b.inv->dispositifs[0].id, "A");
    assert_int_equal(b.inv->dispositifs[0].n_lines, 2);
    assert_int_equal(b.inv->n_surveys, 1);
    assert_int_equal(b.inv->dispositifs[1].signed_on.first, 20230315); /* a date cell */
    close_book(&b);
    b = read_book(&(mlg_inventory_sources){.inventory = SOURCES "EPCI_au_01-01-2026.xlsx"});
    assert_int_equal(b.status, MLG_E_NOT_FOUND);
    assert_contains(b.err.message,
                    "no sheet or layer named dispositifs; there: EPCI, Composition_communale");
    close_book(&b);
}

static void test_nothing_given(void **state)
{
    (void)state;
    book b = read_book(&(mlg_inventory_sources){.perimetres = "x.csv"});
    assert_int_equal(b.status, MLG_E_ARG);
    close_book(&b);
    b = read_book(&(mlg_inventory_sources){.inventory = "nowhere.xlsx"});
    assert_int_equal(b.status, MLG_E_IO);
    close_book(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_habits),           cmocka_unit_test(test_headers),
        cmocka_unit_test(test_kept_columns),     cmocka_unit_test(test_referenced_polygons),
        cmocka_unit_test(test_polygons_of_rows), cmocka_unit_test(test_three_tables),
        cmocka_unit_test(test_sheets),           cmocka_unit_test(test_nothing_given),
    };
    return cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown);
}
