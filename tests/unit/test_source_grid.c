/*
 * test_source_grid.c - population grids as CSV: the published kinds, the ways a table is written,
 * and what is wrong with rows.
 */
#include "test_source_grid.h"

#define HEADER "idcar_200m,i_est_200,lcog_geo,ind\n"
#define CELL   "CRS3035RES200mN2489600E3813800"

static void assert_grid(const gridded *g, size_t n_cells, double total)
{
    assert_ok(g->status, &g->err);
    assert_int_equal(g->grid->n_grids, 1);
    assert_int_equal(g->grid->grids[0].n_cells, n_cells);
    assert_near(g->grid->grids[0].total, total, 0);
}

/* 2019: what every other test departs from. */
static void test_filosofi(void **state)
{
    gridded g = grid_load_text(state, "carreaux_200m_met_2019.csv",
                               HEADER CELL ",1,01004,6.5\n"
                                           "CRS3035RES200mN2489600E3813600,0,0100401005,10\n"
                                           "CRS3035RES200mN2489200E3814000,0,01005,3\n");
    bool imputed = false;
    assert_grid(&g, 3, 19.5);
    const mesh_grid *grid = &g.grid->grids[0];
    assert_string_equal(grid->crs, "EPSG:3035");
    assert_near(grid->width, 200, 0);
    assert_int_equal(grid->first_row, 2489200 / 200);
    assert_int_equal(grid->n_rows, 3);
    assert_int_equal(grid->first[1] - grid->first[0], 1);
    assert_int_equal(grid->first[2] - grid->first[1], 0); /* an empty row */
    assert_near(grid_people(grid, 3813800, 2489600, &imputed), 6.5, 0);
    assert_true(imputed);
    assert_near(grid_people(grid, 3813600, 2489600, &imputed), 10, 0);
    assert_false(imputed);
    assert_int_equal(grid->year, 2019);
    assert_string_equal(g.findings->str, "");
    assert_int_equal(g.grid->n_sources, 1);
    assert_string_equal(g.grid->sources[0].role, "grid");
    assert_string_equal(g.grid->sources[0].dataset, "insee-carreaux");
    assert_string_equal(g.grid->sources[0].vintage, "2019");
    assert_string_equal(g.grid->sources[0].sha256,
                        "ef8105f95884c7aba2d1f6853d89fbdb7297bf4ed259f11abd35ce1d4b971356");
    grid_unload(&g);
}

static void test_vintages(void **state)
{
    static const struct {
        const char *name, *text, *dataset, *crs;
        double width, x, y;
    } cases[] = {
        {"Filosofi2015_carreaux_200m_metropole.csv",
         "IdINSPIRE,Id_carr1km,I_est_cr,Id_carr_n,Groupe,Depcom,I_pauv,Id_car2010,I_est_1km,Ind,"
         "Men\n"
         "CRS3035RES200mN2029800E4254200,CRS3035RES1000mN2029000E4254000,1,x,1,2A041,0,y,0,8,3\n",
         "insee-carreaux-2015", "EPSG:3035", 200, 4254200, 2029800},
        {"Filosofi2017_carreaux_200m_mart.csv",
         "Idcar_200m,I_est_200,Idcar_1km,I_est_1km,Idcar_nat,Groupe,Ind,Men\n"
         "CRS5490RES200mN1591600E711400,1,CRS5490RES1000mN1591000E711000,1,z,1,8,3\n",
         "insee-carreaux", "EPSG:5490", 200, 711400, 1591600},
        {"carreaux_200m_reun.csv",
         "idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men\n"
         "CRS2975RES200mN7634000E314000,a,b,1,0,97401,8,3\n",
         "insee-carreaux", "EPSG:2975", 200, 314000, 7634000},
        {"carreaux_1km_met.csv",
         "idcar_1km,i_est_1km,lcog_geo,ind\nCRS3035RES1000mN2029000E4254000,1,2A041,8\n",
         "insee-carreaux-1km", "EPSG:3035", 1000, 4254000, 2029000},
        {"GEOSTAT.csv", "GRD_ID;CNTR_CODE;TOT_P_2018\n1kmN2599E4695;FR;8\n", "eurostat-grid",
         "EPSG:3035", 1000, 4695000, 2599000},
        {"mine.csv", "cellcode\thabitants\n1kmE4695N2599\t8\n", "carreaux", "EPSG:3035", 1000,
         4695000, 2599000},
        {"short.csv", "id,ind\n200mN25996E46954,8\n", "carreaux", "EPSG:3035", 200, 4695400,
         2599600},
        {"shifted.csv", "id,ind\nCRS3035RES200mN2489650E3813750,8\n", "carreaux", "EPSG:3035", 200,
         3813750, 2489650},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        gridded g = grid_load_text(state, cases[i].name, cases[i].text);
        assert_grid(&g, 1, 8);
        assert_string_equal(g.grid->sources[0].dataset, cases[i].dataset);
        assert_string_equal(g.grid->grids[0].crs, cases[i].crs);
        assert_near(g.grid->grids[0].width, cases[i].width, 0);
        assert_near(grid_people(&g.grid->grids[0], cases[i].x, cases[i].y, NULL), 8, 0);
        assert_string_equal(g.findings->str, "");
        grid_unload(&g);
    }
}

/* All say one thing: one cell of 6.5 people, imputed. */
static void test_dialects(void **state)
{
    static const char *const texts[] = {
        HEADER CELL ",1,01004,6.5",                                  /* no last line feed */
        "idcar_200m;i_est_200;lcog_geo;ind\n" CELL ";1;01004;6,5\n", /* decimal comma */
        "idcar_200m,i_est_200,lcog_geo,ind\n" CELL ",1,01004,\"6,5\"\n",
        "\"idcar_200m\",\"i_est_200\",\"lcog_geo\",\"ind\"\r\n\"" CELL "\",\"1\",\"01004\",6.5\r\n",
        "\xEF\xBB\xBFind\tlcog_geo\ti_est_200\tIdcar_200m\n6.5\t01004\t1\t" CELL "\n",
        "i_est_200,lcog_geo,ind,idcar_200m,ind_snv\n1,01004,6.5," CELL ",1\n",
        HEADER "\n" CELL " , 1 ,01004, 6.50 \n\n", /* spaces and blank lines */
        HEADER CELL ",1,01004,6.5,,\n",            /* what spreadsheets leave */
        HEADER "crs3035res200mn2489600e3813800,1,,6.500000000000000000\n",
        HEADER CELL ",1,01004,65e-1\n" HEADER, /* a header that was left in the middle */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        bool imputed = false;
        gridded g = grid_load_text(state, "grid.csv", texts[i]);
        assert_grid(&g, 1, 6.5);
        assert_near(grid_people(&g.grid->grids[0], 3813800, 2489600, &imputed), 6.5, 0);
        assert_true(imputed);
        assert_string_equal(
            g.findings->str,
            i + 1 < G_N_ELEMENTS(texts) ? "" : "carreau-illisible|3|idcar_200m|idcar_200m||1\n");
        grid_unload(&g);
    }
}

/* Each kind once or twice, with the row of its first; the others are used. */
static void test_faults(void **state)
{
    gridded g = grid_load_text(state, "grid.csv",
                               HEADER CELL ",1,01004,6.5\n"
                                           "CRS3035RES200mN24896,0,01004,1\n"             /* 3 */
                                           "CRS3035RES1000mN2489000E3813000,0,01004,1\n"  /* 4 */
                                           "CRS5490RES200mN1591600E711400,0,97201,1\n"    /* 5 */
                                           "CRS3035RES200mN2489700E3813800,0,01004,1\n"   /* 6 */
                                           "CRS3035RES200mN2489800E3813800,0,01004,\n"    /* 7 */
                                           "CRS3035RES200mN2490000E3813800,0,01004,nd\n"  /* 8 */
                                           "CRS3035RES200mN2490200E3813800,0,01004,-1\n"  /* 9 */
                                           "CRS3035RES200mN2490400E3813800,0,01004,1e6\n" /* 10 */
                                           "CRS3035RES200mN2490600E3813800,0,01004,3,5\n" /* 11 */
                                           "\n"
                                           "CRS3035RES200mN2490800E3813800,0,01004,NaN\n"
                                           "CRS3035RES200mN2491000E3813800,0,01004,0\n"
                                           "CRS3035RES200mN999999999999E1,0,01004,1\n"
                                           "CRS3035RES200mN2491200E3813800,0,01004,2.5\n"
                                           "CRS3035RES200mN2491400E38\n"); /* 17 */
    assert_grid(&g, 2, 9);
    assert_string_equal(
        g.findings->str,
        "carreau-ligne-coupee|17||CRS3035RES200mN2491400E38||1\n"
        "carreau-ligne-longue|11||CRS3035RES200mN2490600E3813800,0,01004,3,5||1\n"
        "carreau-illisible|3|idcar_200m|CRS3035RES200mN24896||2\n"
        "carreau-autre-taille|4|idcar_200m|CRS3035RES1000mN2489000E3813000|200 m|1\n"
        "carreau-autre-crs|5|idcar_200m|CRS5490RES200mN1591600E711400|EPSG:3035|1\n"
        "carreau-decale|6|idcar_200m|CRS3035RES200mN2489700E3813800||1\n"
        "carreau-sans-population|7|ind|CRS3035RES200mN2489800E3813800||1\n"
        "carreau-non-numerique|8|ind|nd||2\n"
        "carreau-negatif|9|ind|-1||1\n"
        "carreau-enorme|10|ind|1e6|40000|1\n");
    grid_unload(&g);
}

/* The lattice is that of most rows: a first one that is wrong is rejected alone. */
static void test_first_row(void **state)
{
    static const struct {
        const char *column, *id, *finding;
    } cases[] = {
        {"idcar_200m", "CRS3035RES200mN2489601E3813800", "carreau-decale"},
        {"idcar_200m", "CRS3035RES1000mN2489000E3813000", "carreau-autre-taille"},
        {"idcar_200m", "CRS5490RES200mN1591600E711400", "carreau-autre-crs"},
        {"idcar_200m", "ensemble", "carreau-illisible"},
        {"carreau", "CRS3035RES200mN2489600E3813750", "carreau-decale"},
        {"carreau", "ensemble", "carreau-illisible"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("%s,pop\n%s,1\n"
                                                "CRS3035RES200mN2489600E3814000,2\n"
                                                "CRS3035RES200mN2489600E3814200,3\n"
                                                "CRS3035RES200mN2489800E3814400,4\n",
                                                cases[i].column, cases[i].id);
        g_autofree char *path = support_write(*state, "grid.csv", text, 0);
        gridded g = grid_load((const char *const[]){path, NULL}, "pop", NULL);
        assert_ok(g.status, &g.err);
        assert_grid(&g, 3, 9);
        assert_near(grid_people(&g.grid->grids[0], 3814400, 2489800, NULL), 4, 0);
        g_autofree char *start = g_strdup_printf("%s|2|%s|", cases[i].finding, cases[i].column);
        assert_true(g_str_has_prefix(g.findings->str, start));
        assert_null(strchr(strchr(g.findings->str, '\n') + 1, '\n'));
        grid_unload(&g);
    }
}

/* The first of two cells counts; the rows told are those of the file. */
static void test_doubles(void **state)
{
    gridded g = grid_load_text(state, "grid.csv",
                               HEADER "CRS3035RES200mN2489600E3813800,0,01004,5\n"
                                      "x,0,01004,5\n"
                                      "CRS3035RES200mN2489600E3813800,0,01004,5\n"
                                      "CRS3035RES200mN2489400E3813800,1,01004,7\n"
                                      "\n"
                                      "CRS3035RES200mN2489400E3813800,0,01004,8\n"
                                      "CRS3035RES200mN2489400E3813800,1,01004,9\n");
    assert_grid(&g, 2, 12);
    assert_near(grid_people(&g.grid->grids[0], 3813800, 2489400, NULL), 7, 0);
    assert_string_equal(g.findings->str,
                        "carreau-illisible|3|idcar_200m|x||1\n"
                        "carreau-en-double|4|idcar_200m|CRS3035RES200mN2489600E3813800|2|1\n"
                        "carreau-contradictoire|7|idcar_200m|CRS3035RES200mN2489400E3813800|5|2\n");
    grid_unload(&g);
}

/* The column's name says 200 m: of a file that holds other cells nothing is used. */
static void test_nothing_left(void **state)
{
    static const struct {
        const char *text, *message, *findings;
    } cases[] = {
        {HEADER "CRS3035RES1000mN2489000E3813000,0,01004,1\n", "no cell with people in it; read: 1",
         "carreau-autre-taille|2|idcar_200m|CRS3035RES1000mN2489000E3813000|200 m|1\n"},
        {HEADER CELL ",1,01004,0\n", "no cell with people in it; read: 1", ""},
        {HEADER "a,1,01004,1\nb,1,01004,1\n", "no cell with people in it; read: 2",
         "carreau-illisible|2|idcar_200m|a||2\n"},
        {HEADER, "no row under its header", ""},
        {"", "nothing in it", ""},
        {"code,ind\n01004,3\n", "not recognised; columns there: code, ind", ""},
        {"idcar_200m,men\n" CELL ",3\n",
         "no column of people is known; columns there: idcar_200m, men", ""},
        {"idcar_200m,ind\nCRS4326RES200mN2489600E3813800,3\n", "EPSG:4326 is in degrees", ""},
        {"idcar_200m,ind\nCRS999998RES200mN2489600E3813800,3\n", "ids of cells", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        gridded g = grid_load_text(state, "grid.csv", cases[i].text);
        assert_int_not_equal(g.status, MLG_OK);
        assert_null(g.grid);
        assert_contains(g.err.message, cases[i].message);
        assert_string_not_equal(g.err.hint, "");
        assert_string_equal(g.findings->str, cases[i].findings);
        grid_unload(&g);
    }
}

/* The most recent column is taken and told; another may be named; one that is nowhere is an error.
 */
static void test_columns(void **state)
{
    char *path = support_write(*state, "pop.csv",
                               "grd_id,pop2006,pop2021,pop2018\n1kmN2599E4695,6,21,18\n"
                               "1kmN2600E4695,6,,18\n",
                               0);
    char *other = support_write(*state, "mart.csv",
                                "idcar_200m,ind\n"
                                "CRS5490RES200mN1591600E711400,4\n",
                                0);
    gridded g = grid_load_ok(path);
    assert_near(g.grid->grids[0].total, 21, 0);
    assert_int_equal(g.grid->grids[0].year, 2021);
    assert_string_equal(g.findings->str, "grille-colonne|0||pop2021||pop2006, pop2018\n"
                                         "carreau-sans-population|3|pop2021|1kmN2600E4695||1\n");
    grid_unload(&g);
    g = grid_load((const char *const[]){other, path, NULL}, "POP2018", NULL);
    assert_ok(g.status, &g.err);
    assert_int_equal(g.grid->n_grids, 2);
    assert_near(g.grid->grids[0].total, 4, 0);
    assert_string_equal(g.grid->grids[0].crs, "EPSG:5490");
    assert_near(g.grid->grids[1].total, 36, 0);
    assert_int_equal(g.grid->grids[1].year, 2018);
    assert_string_equal(g.findings->str, "");
    grid_unload(&g);
    g = grid_load((const char *const[]){other, path, NULL}, "pop2019", NULL);
    assert_int_equal(g.status, MLG_E_FORMAT);
    assert_contains(g.err.message, "mart.csv: no column pop2019; columns there: idcar_200m, ind");
    grid_unload(&g);
    g_free(path);
    g_free(other);
}

/* The same bytes twice are read once. */
static void test_same_file_twice(void **state)
{
    char *a = support_write(*state, "a.csv", HEADER CELL ",1,01004,6.5\n", 0);
    char *b = support_write(*state, "b.csv", HEADER CELL ",1,01004,6.5\n", 0);
    gridded g = grid_load((const char *const[]){a, b, NULL}, NULL, NULL);
    assert_grid(&g, 1, 6.5);
    assert_int_equal(g.grid->n_sources, 1);
    assert_string_equal(g.findings->str, "grille-en-double|0||||\n");
    grid_unload(&g);
    g_free(a);
    g_free(b);
}

/* A year against those of the territory; communes that cells name and it lacks: one finding. */
static void test_vintages_mixed(void **state)
{
    static const char *const land = "data/sources/communes_simples_2023.geojson";
    static const char *const populations[] = {"data/sources/donnees_communes_rp2021.csv", NULL};
    static const struct {
        const char *name, *communes, *findings;
        bool with_people;
    } cases[] = {
        {"carreaux_2019.csv", "59350", "grille-millesime|0||2019|2021|\n", true},
        {"carreaux_2021.csv", "59350", "grille-millesime-communes|0||2021|2023|\n", true},
        {"carreaux_2019.csv", "59350", "grille-millesime-communes|0||2019|2023|\n", false},
        {"carreaux_2023.csv", "59350", "", false},
        {"carreaux.csv", "59350", "", true},
        {"carreaux_2019.csv", "593500100422016930482A00459001",
         "grille-communes|0|lcog_geo|59001||1\n", true},
        {"carreaux_2023.csv", "593505900159002", "", false}, /* most of 59 is not loaded */
        {"carreaux_2023.csv", "5935567001", "", false},      /* nor is 67 */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        mlg_territory_sources sources = {.communes = (const char *const[]){land, NULL}};
        mlg_territory *territory = NULL;
        mlg_error err = {.code = MLG_OK};
        sources.population = cases[i].with_people ? populations : NULL;
        assert_ok(mlg_load_territory(&sources, NULL, &territory, &err), &err);
        char *text = g_strdup_printf(HEADER CELL ",1,%s,6.5\n", cases[i].communes);
        char *path = support_write(*state, cases[i].name, text, 0);
        gridded g = grid_load((const char *const[]){path, NULL}, NULL, territory);
        assert_grid(&g, 1, 6.5);
        assert_string_equal(g.findings->str, cases[i].findings);
        grid_unload(&g);
        mlg_territory_free(territory);
        g_free(path);
        g_free(text);
    }
}

static void test_no_source(void **state)
{
    (void)state;
    gridded g = grid_load((const char *const[]){NULL}, NULL, NULL);
    assert_int_equal(g.status, MLG_E_ARG);
    grid_unload(&g);
}

int main(void)
{
#define TEST(test)                                                                                 \
    cmocka_unit_test_setup_teardown(test, support_tempdir_setup, support_tempdir_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_filosofi),       TEST(test_vintages),  TEST(test_dialects),
        TEST(test_faults),         TEST(test_doubles),   TEST(test_nothing_left),
        TEST(test_first_row),      TEST(test_columns),   TEST(test_same_file_twice),
        TEST(test_vintages_mixed), TEST(test_no_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
