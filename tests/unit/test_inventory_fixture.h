/*
 * test_inventory_fixture.h - what tests of inventories share: a small real territory, rows written
 * as "column=value|column=value", and the findings of a run as lines for people.
 */
#ifndef TEST_INVENTORY_FIXTURE_H
#define TEST_INVENTORY_FIXTURE_H

#include "support/cmocka.h"

#include "base/text.h"
#include "inventory/builder.h"
#include "territory/builder.h"

#include <locale.h>
#include <stdlib.h>

#include <glib.h>

#define TEST_DAY 20260630

/* Normalised WKB: a multipolygon of one triangle, and an empty one. */
static const unsigned char TRIANGLE[] = {
    1,    6,    0,    0,    0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0,
    0,    0,    0,    0,    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0xF0, 0x3F, 0,    0,    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0,    0,    0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
static const unsigned char NOTHING[] = {1, 6, 0, 0, 0, 0, 0, 0, 0};

/* One test: its territory, its rows, what came of them. */
typedef struct bench {
    mlg_territory *territory;
    inventory_builder *builder;
    mlg_inventory *inventory;
    mlg_monitor monitor;
    GPtrArray *lines; /* "ligne 2, type: ..." of each finding */
    GPtrArray *codes; /* its code */
    GPtrArray *remedies;
    mlg_text language;
    long rows[3];
    mlg_error err;
} bench;

static inline void bench_finding(const mlg_finding *finding, void *user)
{
    bench *b = user;
    g_ptr_array_add(b->lines, mlg_finding_line(finding, b->language));
    g_ptr_array_add(b->codes, g_strdup(finding->code));
    g_ptr_array_add(b->remedies, mlg_finding_remedy(finding, b->language));
}

static inline void add_commune(territory_builder *b, const char *code, const char *name,
                               const char *region, const char *epci, const char *ept)
{
    territory_commune_row row = {.code = base_code(code),
                                 .department = base_code_department(base_code(code)),
                                 .region = base_code(region),
                                 .epci = base_code(epci),
                                 .ept = base_code(ept),
                                 .name = name,
                                 .population = 1000,
                                 .origin = {"communes.gpkg", "commune", 1}};
    territory_builder_add_commune(b, &row);
}

static inline void add_group(territory_builder *b, territory_group_kind kind, const char *code,
                             const char *name)
{
    territory_group_row row = {
        .kind = kind, .code = base_code(code), .name = name, .origin = {"groupes.csv", "", 1}};
    territory_builder_add_group(b, &row);
}

static inline void add_qpv(territory_builder *b, const char *code, const char *name,
                           const char *communes, const char *names)
{
    territory_qpv_row row = {.code = base_code(code),
                             .name = name,
                             .communes = communes,
                             .commune_names = names,
                             .origin = {"qpv.gpkg", "qpv", 1}};
    territory_builder_add_qpv(b, &row);
}

static inline void fill_territory(territory_builder *b)
{
    add_commune(b, "01001", "L'Abergement-Clémenciat", "84", "200069193", "");
    add_commune(b, "01004", "Ambérieu-en-Bugey", "84", "240100883", "");
    add_commune(b, "2A004", "Ajaccio", "94", "242010056", "");
    add_commune(b, "44184", "Saint-Nazaire", "52", "244400644", "");
    add_commune(b, "66186", "Saint-Nazaire", "76", "200027183", "");
    add_commune(b, "69123", "Lyon", "84", "200046977", "");
    add_commune(b, "69381", "Lyon 1er Arrondissement", "84", "200046977", "");
    add_commune(b, "75056", "Paris", "11", "200054781", "");
    add_commune(b, "93048", "Montreuil", "11", "200054781", "200057875");
    add_commune(b, "93053", "Noisy-le-Sec", "11", "200054781", "200057875");
    territory_part_row part = {.code = base_code("01059"),
                               .commune = base_code("01004"),
                               .kind = TERRITORY_DELEGUEE,
                               .name = "Brénaz",
                               .origin = {"communes.gpkg", "commune", 1}};
    territory_builder_add_part(b, &part);
    add_group(b, TERRITORY_EPCI, "244400644", "CA de la Région Nazairienne et de l'Estuaire");
    add_group(b, TERRITORY_EPCI, "200054781", "Métropole du Grand Paris");
    add_group(b, TERRITORY_EPT, "200057875", "Est Ensemble");
    add_group(b, TERRITORY_DEPARTMENT, "01", "Ain");
    add_group(b, TERRITORY_REGION, "84", "Auvergne-Rhône-Alpes");
    add_group(b, TERRITORY_REGION, "02", "Martinique");
    add_commune(b, "97209", "Fort-de-France", "02", "249720061", "");
    add_qpv(b, "QN09309M", "La Noue", "93048", NULL);
    add_qpv(b, "QN04401M", "Ouest", "44184", NULL);
    add_qpv(b, "QP093028", "La Noue", NULL, "Montreuil, Bagnolet");
}

static inline mlg_territory *make_territory(int generation, bool by_arrondissement, mlg_error *err)
{
    g_autoptr(territory_builder) b = territory_builder_new();
    fill_territory(b);
    territory_options options = {
        .qpv_generation = generation, .date = TEST_DAY, .plm_arrondissement = by_arrondissement};
    mlg_territory *territory = NULL;
    return territory_builder_finish(b, &options, NULL, &territory, err) == MLG_OK ? territory
                                                                                  : NULL;
}

/* The same with the official list of QPV that follow each other, or with the QPV of 2015 beside. */
static inline mlg_territory *make_generations(bool list, bool both, mlg_error *err)
{
    g_autoptr(territory_builder) b = territory_builder_new();
    fill_territory(b);
    if (list)
        territory_builder_add_match(b, base_code("QN09309M"), base_code("QP093028"),
                                    (territory_origin){"liste.csv", "", 2});
    territory_options options = {.date = TEST_DAY, .compare_generations = both};
    mlg_territory *territory = NULL;
    return territory_builder_finish(b, &options, NULL, &territory, err) == MLG_OK ? territory
                                                                                  : NULL;
}

/* The catalogues of the build tree, in French over C.UTF-8. */
static inline int bind_french(void)
{
    g_autofree char *folder = g_build_filename(g_getenv("MLG_BINARY_DIR"), "share", "locale", NULL);
    (void)setlocale(LC_ALL, "C.UTF-8");
    (void)bindtextdomain(BASE_DOMAIN_DATA, folder);
    (void)bind_textdomain_codeset(BASE_DOMAIN_DATA, "UTF-8");
    return setenv("LANGUAGE", "fr", 1);
}

static inline int bench_setup(void **state)
{
    bench *b = g_new0(bench, 1);
    *state = b;
    b->language = MLG_TEXT_DATA;
    b->lines = g_ptr_array_new_with_free_func(g_free);
    b->codes = g_ptr_array_new_with_free_func(g_free);
    b->remedies = g_ptr_array_new_with_free_func(g_free);
    b->monitor = (mlg_monitor){.finding = bench_finding, .user = b};
    b->builder = inventory_builder_new(&b->monitor);
    b->territory = make_territory(2024, false, &b->err);
    for (int i = 0; i < 3; i++)
        b->rows[i] = 2; /* line 1 is the header */
    return bind_french() == 0 && b->territory != NULL ? 0 : -1;
}

static inline int bench_teardown(void **state)
{
    bench *b = *state;
    inventory_builder_free(b->builder);
    mlg_inventory_free(b->inventory);
    mlg_territory_free(b->territory);
    g_ptr_array_unref(b->lines);
    g_ptr_array_unref(b->codes);
    g_ptr_array_unref(b->remedies);
    g_free(b);
    return 0;
}

/* Cells of "column=value|column=value"; column and value alternate. */
static inline char **split_row(const char *text)
{
    char **cells = g_strsplit_set(text, "|", -1);
    GPtrArray *pairs = g_ptr_array_new();
    for (size_t i = 0; cells[i] != NULL; i++) {
        char *equal = strchr(cells[i], '=');
        assert_non_null(equal);
        g_ptr_array_add(pairs, g_strndup(cells[i], (gsize)(equal - cells[i])));
        g_ptr_array_add(pairs, g_strdup(equal + 1));
    }
    g_strfreev(cells);
    g_ptr_array_add(pairs, NULL);
    return (char **)g_ptr_array_free(pairs, FALSE);
}

#define SET_CELL(name)                                                                             \
    if (strcmp(pairs[i], #name) == 0)                                                              \
        row.name = pairs[i + 1];

static inline void add_dispositif(bench *b, const char *text)
{
    char **pairs = split_row(text);
    inventory_dispositif_row row = {.origin = {"inventaire.xlsx", "dispositifs", b->rows[0]++}};
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        INVENTORY_DISPOSITIF_COLUMNS(SET_CELL)
        INVENTORY_PERIMETRE_COLUMNS(SET_CELL)
        if (strcmp(pairs[i], "wkb") == 0) {
            row.wkb = TRIANGLE;
            row.wkb_size = sizeof TRIANGLE;
            row.crs = "EPSG:2154";
        }
    }
    inventory_builder_add_dispositif(b->builder, &row);
    g_strfreev(pairs);
}

static inline void add_perimetre(bench *b, const char *text)
{
    char **pairs = split_row(text);
    inventory_perimetre_row row = {.origin = {"inventaire.xlsx", "perimetres", b->rows[1]++}};
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        SET_CELL(id_dispositif)
        SET_CELL(date_debut)
        SET_CELL(date_fin)
        INVENTORY_PERIMETRE_COLUMNS(SET_CELL)
        if (strcmp(pairs[i], "wkb") == 0) {
            bool empty = strcmp(pairs[i + 1], "empty") == 0;
            row.wkb = empty ? NOTHING : TRIANGLE;
            row.wkb_size = empty ? sizeof NOTHING : sizeof TRIANGLE;
            row.crs = pairs[i + 1];
        }
    }
    inventory_builder_add_perimetre(b->builder, &row);
    g_strfreev(pairs);
}

static inline void add_recensement(bench *b, const char *text)
{
    char **pairs = split_row(text);
    inventory_recensement_row row = {.origin = {"inventaire.xlsx", "recensement", b->rows[2]++}};
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        INVENTORY_RECENSEMENT_COLUMNS(SET_CELL)
    }
    inventory_builder_add_recensement(b->builder, &row);
    g_strfreev(pairs);
}

static inline mlg_status finish(bench *b, bool strict)
{
    inventory_options options = {.date = TEST_DAY, .strict = strict};
    return inventory_builder_finish(b->builder, b->territory, &options, &b->inventory, &b->err);
}

/* Dispositifs without anything to remark: one that lacks its perimeter alone, and two whole ones.
 */
#define GOOD  "id_dispositif=A|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|"
#define UNIT  "unite_type=COMMUNE|unite_code=93048"
#define WHOLE GOOD UNIT
#define OTHER "id_dispositif=B|type=CLS|nom=Un|statut=ACTIF|date_debut=2024|" UNIT

#endif
