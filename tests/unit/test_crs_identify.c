/*
 * test_crs_identify.c - what a CRS is, however a file writes it; geodesic areas.
 */
#include "support/cmocka.h"

#include "crs/crs.h"

/* As ESRI writes them beside the official shapefiles. */
#define PRJ_LAMBERT_93                                                                             \
    "PROJCS[\"RGF93_Lambert_93\",GEOGCS[\"GCS_RGF_1993\",DATUM[\"D_RGF_1993\",SPHEROID["           \
    "\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","            \
    "0.0174532925199433]],PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"False_Easting\","    \
    "700000.0],PARAMETER[\"False_Northing\",6600000.0],PARAMETER[\"Central_Meridian\",3.0],"       \
    "PARAMETER[\"Standard_Parallel_1\",44.0],PARAMETER[\"Standard_Parallel_2\",49.0],PARAMETER["   \
    "\"Latitude_Of_Origin\",46.5],UNIT[\"Meter\",1.0]]"
#define PRJ_WGS84                                                                                  \
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"                \
    "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"
#define PRJ_UTM_40S                                                                                \
    "PROJCS[\"RGR_1992_UTM_40S\",GEOGCS[\"GCS_RGR_1992\",DATUM[\"D_RGR_1992\",SPHEROID["           \
    "\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","            \
    "0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\","        \
    "500000.0],PARAMETER[\"False_Northing\",10000000.0],PARAMETER[\"Central_Meridian\",57.0],"     \
    "PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]" \
    "]"
/* with the null TOWGS84 that OGR 1 wrote */
#define PROJ_LAMBERT_93                                                                            \
    "+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80 "    \
    "+towgs84=0,0,0,0,0,0,0 +units=m +no_defs"
#define LOCAL                                                                                      \
    "+proj=laea +lat_0=46.800000 +lon_0=-56.300000 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs "  \
    "+type=crs"

typedef struct crs_case {
    const char *text, *name;
    bool geographic, equal_area, lambert_93;
} crs_case;

static const crs_case cases[] = {
    {"EPSG:2154", "EPSG:2154", false, false, true},
    {"IGNF:LAMB93", "EPSG:2154", false, false, true},
    {"urn:ogc:def:crs:EPSG::2154", "EPSG:2154", false, false, true},
    {"EPSG:2154+5720", "EPSG:2154", false, false, true},
    {PRJ_LAMBERT_93, "EPSG:2154", false, false, true},
    {PROJ_LAMBERT_93, "EPSG:2154", false, false, true},
    {"EPSG:27572", "EPSG:27572", false, false, false},
    {"EPSG:3857", "EPSG:3857", false, false, false},
    {"EPSG:3035", "EPSG:3035", false, true, false},
    {"EPSG:4326", "EPSG:4326", true, false, false},
    {"OGC:CRS84", "EPSG:4326", true, false, false},
    {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", true, false, false},
    {"EPSG:4979", "EPSG:4326", true, false, false},
    {PRJ_WGS84, "EPSG:4326", true, false, false},
    {"EPSG:4171", "EPSG:4171", true, false, false},
    {PRJ_UTM_40S, "EPSG:2975", false, false, false},
    {"+proj=utm +zone=20 +datum=WGS84", "EPSG:32620", false, false, false},
    {LOCAL, LOCAL, false, true, false},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const crs_case *c = &cases[i];
        mlg_error err;
        char *name = NULL;
        bool geographic = !c->geographic;
        assert_ok(crs_identify(c->text, &name, &err), &err);
        assert_string_equal(name, c->name);
        g_free(name);
        assert_ok(crs_is_geographic(c->text, &geographic, &err), &err);
        assert_int_equal(geographic, c->geographic);
        assert_int_equal(crs_is_equal_area(c->text), c->equal_area);
        assert_int_equal(crs_same(c->text, "EPSG:2154"), c->lambert_93);
        assert_int_equal(crs_same("IGNF:LAMB93", c->text), c->lambert_93);
        assert_true(crs_same(c->text, c->text));
    }
}

static void test_unreadable(void **state)
{
    (void)state;
    const char *const texts[] = {NULL, "", "nonsense", "EPSG:999999", "\xff\xfe", "EPSG:5720"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        mlg_error err;
        char *untouched = NULL;
        bool geographic = true;
        assert_int_equal(crs_identify(texts[i], &untouched, &err), MLG_E_CRS);
        assert_null(untouched);
        assert_true(g_utf8_validate(err.message, -1, NULL));
        assert_int_equal(crs_is_geographic(texts[i], &geographic, NULL), MLG_E_CRS);
        assert_false(crs_is_equal_area(texts[i]));
        assert_false(crs_same(texts[i], "EPSG:2154"));
        assert_false(crs_same(texts[i], texts[i]));
    }
}

static void test_departments(void **state)
{
    (void)state;
    const struct {
        const char *code, *crs;
    } departments[] = {
        {"01", "EPSG:3035"},  {"95", "EPSG:3035"},  {"2A", "EPSG:3035"},  {"2B", "EPSG:3035"},
        {"00", "EPSG:3035"},  {"971", "EPSG:5490"}, {"972", "EPSG:5490"}, {"973", "EPSG:2972"},
        {"974", "EPSG:2975"}, {"975", "EPSG:4467"}, {"976", "EPSG:4471"}, {"977", "EPSG:5490"},
        {"978", "EPSG:5490"}, {"986", NULL},        {"987", NULL},        {"988", NULL},
        {"", NULL},           {"99", NULL},         {"ZZ", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(departments); i++) {
        const char *crs = crs_of_department(base_code(departments[i].code));
        if (departments[i].crs)
            assert_string_equal(crs, departments[i].crs);
        else
            assert_null(crs);
    }
}

static void test_local(void **state)
{
    (void)state;
    char *local = crs_local_equal_area(-56.3, 46.8);
    mlg_error err;
    crs_transform *t = NULL;
    assert_string_equal(local, LOCAL);
    double x = -56.3, y = 46.8;
    assert_ok(crs_transform_new(NULL, "EPSG:4326", local, &t, &err), &err);
    g_free(local);
    assert_ok(crs_transform_apply(t, &x, &y, 1, &err), &err);
    crs_transform_free(t);
    assert_near(x, 0, 1e-6);
    assert_near(y, 0, 1e-6);
}

/* Values of pyproj's Geod(ellps="GRS80"). */
static void test_geodesic_area(void **state)
{
    (void)state;
    const double lon[] = {2, 3, 3, 2, 2}, lat[] = {48, 48, 49, 49, 48};
    const double lon_back[] = {2, 2, 3, 3, 2}, lat_back[] = {48, 49, 49, 48, 48};
    assert_near(crs_ring_area_m2(lon, lat, 5), 8217589924.8027, 1e-3);
    assert_near(crs_ring_area_m2(lon_back, lat_back, 5), 8217589924.8027, 1e-3);
    const double small_lon[] = {-61.5, -61.4, -61.4, -61.5, -61.5};
    const double small_lat[] = {16.2, 16.2, 16.3, 16.3, 16.2};
    assert_near(crs_ring_area_m2(small_lon, small_lat, 5), 118297226.9431, 1e-3);
    assert_near(crs_ring_area_m2(lon, lat, 3), 0, 0);
    assert_near(crs_ring_area_m2(NULL, NULL, 0), 0, 0);
}

static void test_version(void **state)
{
    (void)state;
    unsigned major = 0;
    assert_true(g_ascii_isdigit(crs_version()[0]));
    major = (unsigned)g_ascii_strtoull(crs_version(), NULL, 10);
    assert_true(major >= 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_departments),   cmocka_unit_test(test_local),
        cmocka_unit_test(test_geodesic_area), cmocka_unit_test(test_version),
    };
    return cmocka_run_group_tests_name("crs_identify", tests, NULL, NULL);
}
