/*
 * test_source_movements.c - INSEE's movements under each header that was published, and what of
 * their rows is kept.
 */
#include "test_source_fixture.h"

#define NEW_HEADER                                                                                 \
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,"        \
    "TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
#define LOWER_HEADER                                                                               \
    "mod,date_eff,typecom_av,com_av,tncc_av,ncc_av,nccenr_av,libelle_av,typecom_ap,com_ap,"        \
    "tncc_ap,ncc_ap,nccenr_ap,libelle_ap\n"
#define HEADER_2020                                                                                \
    "TYPE_EVENT_COMMUNE,DATE_EFF,TYPE_COMMUNE_AVANT,ID_COMMUNE_AVANT,TNCC_AV,NCC_AV,NCCENR_AV,"    \
    "LIBELLE_AV,TYPE_COMMUNE_APRES,ID_COMMUNE_APRES,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
/* 59350 absorbed 59355 in 2000; the rest moves no commune. */
#define ROWS                                                                                       \
    "33,2000-02-22,COM,59355,0,L,L,Lomme,COM,59350,0,L,L,Lille\n"                                  \
    "33,2000-02-22,COM,59355,0,L,L,Lomme,COMA,59355,0,L,L,Lomme\n"                                 \
    "33,2000-02-22,COM,59350,0,L,L,Lille,COM,59350,0,L,L,Lille\n"                                  \
    "10,2010-01-01,COM,59351,0,A,A,A,COM,59352,0,B,B,B\n"                                          \
    "71,2015-01-01,COMD,59353,0,A,A,A,COM,59354,0,B,B,B\n"

/* "59355 59350" of the codes that the history names, with the last day. */
static void check_history(const loaded *l)
{
    assert_non_null(l->t->history);
    assert_int_equal(territory_history_count(l->t->history), 2);
    assert_string_equal(territory_history_code(l->t->history, 0).s, "59350");
    assert_string_equal(territory_history_code(l->t->history, 1).s, "59355");
    assert_int_equal(territory_history_until(l->t->history), 20150101); /* of all rows */
    assert_false(territory_history_exists(l->t->history, base_code("59355"), 20000222));
    assert_true(territory_history_exists(l->t->history, base_code("59355"), 20000221));
}

static void reads_each_header(void **state)
{
    static const char *const texts[] = {NEW_HEADER ROWS, LOWER_HEADER ROWS, HEADER_2020 ROWS};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *path = support_write(*state, "mouvements-communes_2015.csv", texts[i], 0);
        loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .cog = ONE(path)});
        check_history(&l);
        assert_null(strstr(l.findings->str, "mouvements"));
        assert_null(strstr(l.findings->str, "zero-remis"));
        assert_string_equal(l.t->sources[0].dataset, "insee-cog-mouvements");
        assert_string_equal(l.t->sources[0].vintage, "2015");
        assert_string_equal(l.t->sources[0].role, "cog");
        unload(&l);
        g_free(path);
    }
}

/* Two editions tell the same movements; dates of 2019 were also written day first. */
static void two_files_are_one_history(void **state)
{
    char *one = support_write(*state, "v_mvt_commune_2015.csv", NEW_HEADER ROWS, 0);
    char *two = support_write(*state, "mvtcommune-01012019.csv",
                              LOWER_HEADER "33,22/02/2000,COM,59355,0,L,L,L,COM,59350,0,L,L,L\n"
                                           "31,01/01/2019,COM,59356,0,L,L,L,COM,59350,0,L,L,L\n"
                                           "31,01/01/2019,COM,59350,0,L,L,L,COM,59350,0,L,L,L\n",
                              0);
    loaded l = load_ok(&(mlg_territory_sources){.communes = ONE(SIMPLE), .cog = TWO(one, two)});
    assert_int_equal(territory_history_count(l.t->history), 3);
    assert_int_equal(territory_history_until(l.t->history), 20190101);
    GArray *codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    territory_history_image(l.t->history, base_code("59350"), 20190101, 19990101, codes);
    assert_int_equal(codes->len, 3); /* 59350, 59355 once, 59356 */
    g_array_unref(codes);
    unload(&l);
    g_free(one);
    g_free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_each_header, support_tempdir_setup,
                                        support_tempdir_teardown),
        cmocka_unit_test_setup_teardown(two_files_are_one_history, support_tempdir_setup,
                                        support_tempdir_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
