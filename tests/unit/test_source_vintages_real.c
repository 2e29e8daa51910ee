/*
 * test_source_vintages_real.c - the real movements, lists and tables of communes, when they are
 * there (MLG_GEODATA, else ../shared/geodata): official lists are reproduced forward and backward
 * with nothing missing and nothing too many, and so are inventories of one COG on another.
 */
#include "test_source_fixture.h"

#include "inventory/inventory.h"
#include "territory/builder.h"

#include <math.h>

#define MOVES_2026 "tables/mouvements-communes_2026.csv"
#define COG(year)  ((year)*10000 + 101)
#define SKIPPED    77 /* exit code without the data, as ctest knows it */

/* A path of the real data; never freed. */
static const char *real(const char *name)
{
    const char *stated = g_getenv("MLG_GEODATA"), *project = g_getenv("MLG_SOURCE_DIR");
    g_autofree char *beside =
        g_build_filename(project != NULL ? project : "..", "..", "shared", "geodata", NULL);
    g_autofree char *path = g_build_filename(stated != NULL ? stated : beside, name, NULL);
    return g_intern_string(path);
}

/* All files come together; their absence is told. */
static bool are_there(void)
{
    bool there = g_file_test(real(MOVES_2026), G_FILE_TEST_EXISTS);
    if (!there)
        print_message("%s is absent (set MLG_GEODATA): skipped\n", real(MOVES_2026));
    return there;
}

/* The communes (TYPECOM = COM) of an official list, ascending. */
static GArray *official(int year)
{
    g_autofree char *name = g_strdup_printf("tables/communes_%d.csv", year);
    char *text = NULL;
    GArray *codes = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    assert_true(g_file_get_contents(real(name), &text, NULL, NULL));
    char **lines = g_strsplit_set(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_prefix(lines[i], "COM,"))
            continue;
        char code[6] = "";
        (void)g_strlcpy(code, lines[i] + 4, sizeof code);
        mlg_code value = base_code(code);
        g_array_append_val(codes, value);
    }
    g_strfreev(lines);
    g_free(text);
    return codes;
}

static gint compare_codes(gconstpointer a, gconstpointer b)
{
    return base_code_compare(*(const mlg_code *)a, *(const mlg_code *)b);
}

/* What the codes of one day are on another, distinct and ascending. */
static GArray *image_of(const territory_history *h, const GArray *codes, base_date from,
                        base_date to)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(mlg_code));
    for (guint i = 0; i < codes->len; i++)
        territory_history_image(h, g_array_index(codes, mlg_code, i), from, to, all);
    g_array_sort(all, compare_codes);
    guint kept = 0;
    for (guint i = 0; i < all->len; i++) {
        mlg_code code = g_array_index(all, mlg_code, i);
        if (kept == 0 || !base_code_equal(g_array_index(all, mlg_code, kept - 1), code))
            g_array_index(all, mlg_code, kept++) = code;
    }
    g_array_set_size(all, kept);
    return all;
}

/* Codes of a that b has not; both ascending. */
static size_t count_missing(const GArray *a, const GArray *b)
{
    size_t n = 0;
    for (guint i = 0, k = 0; i < a->len; i++) {
        while (k < b->len &&
               compare_codes(&g_array_index(b, mlg_code, k), &g_array_index(a, mlg_code, i)) < 0)
            k++;
        n += k == b->len ||
             compare_codes(&g_array_index(b, mlg_code, k), &g_array_index(a, mlg_code, i)) != 0;
    }
    return n;
}

static void assert_reproduced(const territory_history *h, const GArray *from, int from_year,
                              const GArray *to, int to_year)
{
    GArray *got = image_of(h, from, COG(from_year), COG(to_year));
    size_t n_missing = count_missing(to, got), n_extra = count_missing(got, to);
    if (n_missing + n_extra > 0)
        fail_msg("%d to %d: %zu missing, %zu too many", from_year, to_year, n_missing, n_extra);
    g_array_unref(got);
}

static loaded load_moves(const char *first, const char *second)
{
    return load_ok(&(mlg_territory_sources){
        .communes = ONE(real("boundaries/lille_full_resolution.gpkg")),
        .cog = second != NULL ? TWO(real(first), real(second)) : ONE(real(first))});
}

static void reproduces_the_official_lists(void **state)
{
    (void)state;
    static const int years[] = {2023, 2025, 2026};
    GArray *lists[G_N_ELEMENTS(years)];
    for (size_t i = 0; i < G_N_ELEMENTS(years); i++)
        lists[i] = official(years[i]);
    assert_int_equal(lists[0]->len, 34945);
    assert_int_equal(lists[1]->len, 34875);
    assert_int_equal(count_missing(lists[0], lists[2]), 81);
    assert_int_equal(count_missing(lists[2], lists[0]), 11);
    for (int both = 0; both < 2; both++) {
        loaded l = load_moves(MOVES_2026, both ? "tables/mouvements-communes_2023.csv" : NULL);
        for (size_t a = 0; a < G_N_ELEMENTS(years); a++)
            for (size_t b = 0; b < G_N_ELEMENTS(years); b++)
                assert_reproduced(l.t->history, lists[a], years[a], lists[b], years[b]);
        unload(&l);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(years); i++)
        g_array_unref(lists[i]);
}

/* The copy of 2023 without its zeros goes back from 2023 as the file of 2026 does; the sizes are
 * those of the official lists of these years. */
static void goes_back_with_either_file(void **state)
{
    (void)state;
    static const struct {
        int year;
        guint n;
    } known[] = {{2022, 34955}, {2021, 34965}, {2020, 34968},
                 {2019, 34970}, {2018, 35357}, {2016, 35885}};
    GArray *list = official(2023);
    loaded old = load_moves("tables/mouvements-communes_2023.csv", NULL);
    loaded l = load_moves(MOVES_2026, NULL);
    assert_contains(old.findings->str, "zero-remis|1039|1039|01039|");
    assert_null(strstr(l.findings->str, "zero-remis"));
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        GArray *then = image_of(l.t->history, list, COG(2023), COG(known[i].year));
        assert_int_equal(then->len, known[i].n);
        assert_reproduced(old.t->history, list, 2023, then, known[i].year);
        assert_reproduced(old.t->history, then, known[i].year, list, 2023);
        g_array_unref(then);
    }
    unload(&old);
    unload(&l);
    g_array_unref(list);
}

static void tells_the_vintage_of_each_list(void **state)
{
    (void)state;
    static const struct {
        int year, stated, expected;
    } cases[] = {{2023, 0, 2023},    {2023, 2026, 2023}, {2025, 0, 2026},
                 {2025, 2025, 2025}, {2026, 2023, 2026}, {2026, 0, 2026}};
    loaded l = load_moves(MOVES_2026, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GArray *list = official(cases[i].year);
        base_date preferred[] = {cases[i].stated != 0 ? COG(cases[i].stated) : 0, 0};
        history_vintage v = territory_history_detect(
            l.t->history, (const mlg_code *)(void *)list->data, list->len, preferred);
        assert_true(v.fits);
        assert_int_equal(v.day, COG(cases[i].expected));
        g_array_unref(list);
    }
    unload(&l);
}

/* A territory of the codes of a list, without polygons, with the populations of 2023. */
static mlg_territory *territory_of(const GArray *codes, const mlg_monitor *monitor)
{
    mlg_error err = {0};
    mlg_territory *t = NULL;
    loaded l = load_moves(MOVES_2026, NULL);
    territory_builder *b = territory_builder_new();
    territory_builder_set_history(b, g_steal_pointer(&l.t->history), MOVES_2026);
    for (guint i = 0; i < codes->len; i++) {
        territory_commune_row row = {.code = g_array_index(codes, mlg_code, i),
                                     .name = "",
                                     .population = (double)NAN,
                                     .origin = {"communes.csv", "", (long)i + 2}};
        territory_builder_add_commune(b, &row);
    }
    char *text = NULL;
    assert_true(
        g_file_get_contents(real("tables/population_communes_2023.csv"), &text, NULL, NULL));
    char **lines = g_strsplit_set(text, "\n", -1);
    territory_builder_begin_table(b, 2023);
    for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
        /* insee,nom,dep,reg,siren_epci,pmun,ptot,source: names hold no comma */
        char **cells = g_strsplit(lines[i], ",", -1);
        territory_origin origin = {"population_communes_2023.csv", "", (long)i + 1};
        territory_builder_set_population(b, base_code(cells[0]), g_ascii_strtod(cells[5], NULL),
                                         origin);
        g_strfreev(cells);
    }
    assert_ok(
        territory_builder_finish(b, &(territory_options){.date = 20260630}, monitor, &t, &err),
        &err);
    g_strfreev(lines);
    g_free(text);
    territory_builder_free(b);
    unload(&l);
    return t;
}

static mlg_inventory *read_perimeter(const char *dir, const mlg_territory *t, const char *lines,
                                     const mlg_monitor *monitor)
{
    mlg_error err = {0};
    mlg_inventory *inv = NULL;
    char *rows = support_write(dir, "dispositifs.csv",
                               "id_dispositif;type;nom;statut\nA;CLS;A;ACTIF\nB;CLS;B;ACTIF\n", 0);
    char *text = g_strconcat("id_dispositif;unite_type;unite_code;millesime\n", lines, NULL);
    char *perimeters = support_write(dir, "perimetres.csv", text, 0);
    assert_ok(mlg_load_inventory(&(mlg_inventory_sources){.dispositifs = rows,
                                                          .perimetres = perimeters,
                                                          .date = 20260630},
                                 t, monitor, &inv, &err),
              &err);
    g_free(rows);
    g_free(perimeters);
    g_free(text);
    return inv;
}

/* "A;COMMUNE;01001;2026" for each code. */
static char *all_lines(const GArray *codes, int year)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < codes->len; i++)
        g_string_append_printf(lines, "A;COMMUNE;%s;%d\n", g_array_index(codes, mlg_code, i).s,
                               year);
    return g_string_free(lines, FALSE);
}

/* Communes that the lines of A name, each of them wholly. */
static size_t count_whole(const mlg_inventory *inv, const mlg_territory *t)
{
    g_autofree bool *whole = g_new0(bool, t->n_communes);
    size_t n = 0;
    for (uint32_t i = 0; i < inv->dispositifs[0].n_lines; i++) {
        const inventory_line *line = &inv->lines[inv->dispositifs[0].first_line + i];
        assert_int_equal(line->unit, INVENTORY_COMMUNE);
        n += line->extent == INVENTORY_TOTALE && !whole[line->index];
        whole[line->index] = true;
    }
    return n;
}

static const inventory_line *line_of(const mlg_inventory *inv, uint32_t d, uint32_t i)
{
    assert_true(i < inv->dispositifs[d].n_lines);
    return &inv->lines[inv->dispositifs[d].first_line + i];
}

/* An inventory of 2026 on communes of 2023: each code is all that it was. */
static void later_inventories_cover_all_older_communes(void **state)
{
    loaded l = {.findings = g_string_new(NULL)};
    mlg_monitor monitor = {.finding = loaded_finding, .user = &l};
    GArray *then = official(2023), *now = official(2026);
    mlg_territory *t = territory_of(then, &monitor);
    assert_int_equal(t->vintage, 2023);
    char *lines = all_lines(now, 2026);
    mlg_inventory *inv = read_perimeter(*state, t, lines, &monitor);
    assert_int_equal(inv->n_rows_rejected, 0);
    assert_int_equal(count_whole(inv, t), 34945);
    assert_null(strstr(l.findings->str, "partie-"));
    g_free(lines);
    mlg_inventory_free(inv);
    mlg_territory_free(t);
    g_string_free(l.findings, TRUE);
    g_array_unref(then);
    g_array_unref(now);
}

/* An inventory of 2023 on communes of 2026: together the codes are all, alone they are parts. */
static void older_inventories_cover_later_communes(void **state)
{
    loaded l = {.findings = g_string_new(NULL)};
    mlg_monitor monitor = {.finding = loaded_finding, .user = &l};
    GArray *then = official(2023), *now = official(2026);
    mlg_territory *t = territory_of(now, &monitor);
    assert_int_equal(t->vintage, 2026);
    uint32_t denis = territory_find_commune(t, base_code("93066"));
    uint32_t poligny = territory_find_commune(t, base_code("39434"));
    assert_near(t->communes[denis].population, 144460, 0);
    assert_near(t->communes[poligny].population, 4086, 0);
    assert_true(isnan(t->communes[territory_find_commune(t, base_code("60054"))].population));
    char *lines = all_lines(then, 2023);
    mlg_inventory *inv = read_perimeter(*state, t, lines, &monitor);
    assert_int_equal(inv->n_rows_rejected, 0);
    assert_int_equal(count_whole(inv, t), 34875);
    assert_null(strstr(l.findings->str, "partie-"));
    mlg_inventory_free(inv);
    g_free(lines);

    inv = read_perimeter(*state, t,
                         "A;COMMUNE;93059;2023\nA;COMMUNE;39548;2023\nA;COMMUNE;69152;2023\n"
                         "A;COMMUNE;60054;2023\nA;COMMUNE;27676;2023\nA;COMMUNE;27676;2018\n"
                         "B;COMMUNE;69149 69152;2023\nB;COMMUNE;85084 15141;2023\n"
                         "B;COMMUNE;85213;2015\nB;COMMUNE;14712;2019\n",
                         &monitor);
    const inventory_line *line = line_of(inv, 0, 0);
    assert_string_equal(line->code.s, "93066");
    assert_near(line->share, 31344.0 / 144460, 1e-12);
    line = line_of(inv, 0, 1);
    assert_string_equal(line->code.s, "39434");
    assert_near(line->share, 73.0 / 4086, 1e-12);
    assert_string_equal(line_of(inv, 0, 2)->code.s, "69149");
    assert_true(line_of(inv, 0, 2)->share > 0.2 && line_of(inv, 0, 2)->share < 0.4);
    assert_string_equal(line_of(inv, 0, 3)->code.s, "60054"); /* and 60694, wholly */
    assert_string_equal(line_of(inv, 0, 4)->code.s, "60694");
    assert_int_equal(line_of(inv, 0, 4)->extent, INVENTORY_TOTALE);
    assert_string_equal(line_of(inv, 0, 5)->code.s, "27676");
    assert_int_equal(inv->dispositifs[0].n_lines, 6); /* 27676 of 2018 is the same, told once */
    static const char *const whole[] = {"69149", "85084", "85165", "85212", "15031",
                                        "15035", "15047", "15141", "15171"};
    for (uint32_t i = 0; i < G_N_ELEMENTS(whole); i++) {
        assert_string_equal(line_of(inv, 1, i)->code.s, whole[i]);
        assert_int_equal(line_of(inv, 1, i)->extent, INVENTORY_TOTALE);
    }
    line = line_of(inv, 1, G_N_ELEMENTS(whole));
    assert_string_equal(line->code.s, "85213"); /* Saint-Florent-des-Bois in Rives de l'Yon */
    assert_int_equal(line->extent, INVENTORY_INCONNUE);
    assert_string_equal(line_of(inv, 1, G_N_ELEMENTS(whole) + 1)->code.s, "14666");
    assert_string_equal(line_of(inv, 1, G_N_ELEMENTS(whole) + 2)->code.s, "14712");
    mlg_inventory_free(inv);
    mlg_territory_free(t);
    g_string_free(l.findings, TRUE);
    g_array_unref(then);
    g_array_unref(now);
}

/* Communes of 2023 with tables of later years: what joins, what is left out. */
static void later_tables_join_older_communes(void **state)
{
    (void)state;
    loaded l = load_ok(&(mlg_territory_sources){
        .communes = ONE(real("boundaries/communes_2023.fgb")),
        .cog = ONE(real(MOVES_2026)),
        .epci = ONE(real("tables/epcicom_2025.xlsx")),
        .population = ONE(real("tables/donnees_communes_2025.csv")), /* in the COG of 2024 */
        .qpv = ONE(real("qpv/qpv2024_1609_simplified.geojson")),
        .date = 20260630});
    assert_int_equal(l.t->cog_day, 20230101);
    size_t n_without = 0, n_alone = 0;
    for (size_t c = 0; c < l.t->n_communes; c++) {
        n_without += isnan(l.t->communes[c].population) &&
                     strncmp(l.t->communes[c].code.s, "976", 3) != 0; /* not in that table */
        n_alone += l.t->communes[c].epci == TERRITORY_NONE;
    }
    assert_int_equal(n_without, 24); /* of 12 mergers of 2024 */
    assert_int_equal(n_alone, 4);    /* the islands: all others have the EPCI of 2025 */
    assert_contains(l.findings->str, "population-ambigue|2024|08053||24");
    assert_null(strstr(l.findings->str, "code-sans-unite"));
    assert_true(isnan(commune(&l, "69149")->population));
    assert_near(commune(&l, "93059")->population, 33670, 0);
    assert_string_equal(epci_of(&l, "93059"), "200054781");
    const territory_qpv *q = qpv(&l, "QN06912M"); /* of 69149 of 2024 */
    assert_int_equal(q->n_list, 2);
    assert_string_equal(q->list[0].s, "69149");
    assert_string_equal(q->list[1].s, "69152");
    unload(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reproduces_the_official_lists),
        cmocka_unit_test(goes_back_with_either_file),
        cmocka_unit_test(tells_the_vintage_of_each_list),
        cmocka_unit_test(later_inventories_cover_all_older_communes),
        cmocka_unit_test(older_inventories_cover_later_communes),
        cmocka_unit_test(later_tables_join_older_communes),
    };
    return are_there()
               ? cmocka_run_group_tests(tests, support_tempdir_setup, support_tempdir_teardown)
               : SKIPPED;
}
