/*
 * test_output_target.c - a result is complete and in its place, or nothing has changed: what is in
 * the way, what is replaced, what is left after a failure, every refusal with its remedy.
 */
#include "test_output_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *in_folder(const fixture *f, const char *name)
{
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    return g_intern_string(path);
}

static char *read_all(const char *path, gsize *ret_size)
{
    char *bytes = NULL;
    assert_true(g_file_get_contents(path, &bytes, ret_size, NULL));
    return bytes;
}

static void put(const fixture *f, const char *name, const char *text)
{
    g_free(support_write(f->folder, name, text, 0));
}

static void assert_same_bytes(const char *a, const char *b)
{
    gsize n = 0, m = 0;
    char *left = read_all(a, &n), *right = read_all(b, &m);
    bool same = n == m && memcmp(left, right, n) == 0;
    g_free(left);
    g_free(right);
    assert_true(same);
}

/* Message and hint of a refusal, without the test's folder. */
static void assert_refused(fixture *f, const char *path, mlg_status status, const char *message,
                           const char *hint)
{
    mlg_error early = {0};
    unsigned before = count_files(f->folder);
    mlg_status checked = mlg_check_output(path, &f->options, &early);
    mlg_status written = mlg_write_result(path, f->world->cov, &f->options, NULL, &f->err);
    g_auto(GStrv) pieces = g_strsplit(f->err.message, f->folder, -1);
    g_autofree char *shown = g_strjoinv("DIR", pieces);
    assert_string_equal(g_intern_string(shown), message);
    assert_string_equal(f->err.hint, hint);
    assert_int_equal(written, status);
    assert_int_equal(checked, status);
    assert_string_equal(early.message, f->err.message);
    assert_int_equal(count_files(f->folder), before);
}

static void same_bytes(void **state)
{
    fixture *f = *state;
    const char *one = write_in_folder(f, "one", "r.gpkg");
    const char *again = write_in_folder(f, "two", "r.gpkg");
    f->options.n_threads = 3;
    const char *threads = write_in_folder(f, "three", "r.gpkg");
    assert_same_bytes(one, again);
    assert_same_bytes(one, threads);
    assert_int_equal(count_files(f->folder), 3);
}

static void time_stamps(void **state)
{
    fixture *f = *state;
    open_result(f, write_result(f, "date.gpkg"));
    assert_string_equal(ask(f, "SELECT DISTINCT last_change FROM gpkg_contents"),
                        "2026-06-30T00:00:00.000Z");
    f->options.epoch = 86399;
    open_result(f, write_result(f, "epoch.gpkg"));
    assert_string_equal(ask(f, "SELECT DISTINCT last_change FROM gpkg_contents"),
                        "1970-01-01T23:59:59.000Z");
}

static void replaces(void **state)
{
    fixture *f = *state;
    put(f, "r.gpkg", "mine");
    assert_refused(f, in_folder(f, "r.gpkg"), MLG_E_CONFLICT, "DIR/r.gpkg: exists already",
                   "choose another name, or replace it with --overwrite");
    f->options.flags = MLG_OVERWRITE;
    open_result(f, write_result(f, "r.gpkg"));
    assert_int_equal(count_files(f->folder), 1);
}

static void keeps_links(void **state)
{
    fixture *f = *state;
    put(f, "real.gpkg", "mine");
    assert_int_equal(symlink("real.gpkg", in_folder(f, "link.gpkg")), 0);
    f->options.flags = MLG_OVERWRITE;
    (void)write_result(f, "link.gpkg");
    assert_true(g_file_test(in_folder(f, "link.gpkg"), G_FILE_TEST_IS_SYMLINK));
    open_result(f, in_folder(f, "real.gpkg"));
}

static void refusals(void **state)
{
    fixture *f = *state;
    assert_refused(f, "", MLG_E_ARG, "no output path", "say where to write with -o");
    assert_refused(f, in_folder(f, "no/r.gpkg"), MLG_E_WRITE,
                   "DIR/no/r.gpkg: folder 'DIR/no' does not exist",
                   "make the folder, or correct the path");
    put(f, "file", "x");
    assert_refused(f, in_folder(f, "file/r.gpkg"), MLG_E_WRITE,
                   "DIR/file/r.gpkg: 'DIR/file' is not a folder", "correct the path");
    assert_int_equal(g_mkdir(in_folder(f, "folder"), 0777), 0);
    assert_refused(f, in_folder(f, "folder"), MLG_E_CONFLICT, "DIR/folder: is a folder",
                   "give the name of a file");
    assert_refused(f, "/dev/null", MLG_E_CONFLICT, "/dev/null: is not a file",
                   "give the name of a file");
    f->options.flags = MLG_OVERWRITE;
    put(f, "r.gpkg", "mine");
    put(f, "r.gpkg-wal", "being written");
    assert_refused(f, in_folder(f, "r.gpkg"), MLG_E_CONFLICT,
                   "DIR/r.gpkg: 'DIR/r.gpkg-wal' shows that another program has it open",
                   "close it there (QGIS: remove its layers), then run again");
}

static void bad_options(void **state)
{
    fixture *f = *state;
    const char *path = in_folder(f, "r.gpkg");
    f->options.format = "SHP";
    g_autoptr(GString) known = g_string_new("formats are: ");
    for (size_t i = 0; mlg_output_format(i) != NULL; i++)
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", mlg_output_format(i));
    assert_refused(f, path, MLG_E_ARG, "format 'SHP' is not known", known->str);
    f->options.format = NULL;
    f->options.layers = (const char *const[]){"qpv", "quartier", NULL};
    assert_refused(
        f, path, MLG_E_ARG, "layer 'quartier' is not known",
        "layers are: qpv, commune, epci, departement, region, contrat_ville, "
        "dispositif, lacune, superposition, qpv_2015, qpv_2024, qpv_dispositif, "
        "correspondance_qpv, relation, dispositif_departement, indicateur, diagnostic, parametre");
    f->options.layers = NULL;
    f->options.t_srs = "+proj=laea +lat_0=46 +lon_0=3";
    assert_refused(f, path, MLG_E_CRS, "t-srs '+proj=laea +lat_0=46 +lon_0=3' has no EPSG code",
                   "give the CRS of the result as EPSG:2154");
}

static void read_only_folder(void **state)
{
    fixture *f = *state;
    if (geteuid() == 0) /* root writes everywhere */
        skip();
    assert_int_equal(chmod(f->folder, 0555), 0);
    mlg_status status =
        mlg_write_result(in_folder(f, "r.gpkg"), f->world->cov, &f->options, NULL, &f->err);
    assert_int_equal(chmod(f->folder, 0755), 0);
    assert_int_equal(status, MLG_E_WRITE);
    assert_contains(f->err.message, "cannot be written: ");
    assert_string_equal(f->err.hint, "choose a folder where you may write");
}

static int stop(void *user)
{
    (void)user;
    return 1;
}

/* An interruption, and a failure half-way, leave what was there. */
static void failures(void **state)
{
    fixture *f = *state;
    put(f, "r.gpkg", "mine");
    f->options.flags = MLG_OVERWRITE;
    mlg_monitor monitor = {.cancelled = stop};
    assert_int_equal(
        mlg_write_result(in_folder(f, "r.gpkg"), f->world->cov, &f->options, &monitor, &f->err),
        MLG_E_CANCELLED);
    assert_int_equal(count_files(f->folder), 1);
    const char **names = f->world->cov->type_names;
    const char *name = names[0];
    names[0] = "QPV"; /* gives a second pop_qpv */
    mlg_status status =
        mlg_write_result(in_folder(f, "r.gpkg"), f->world->cov, &f->options, NULL, &f->err);
    assert_int_equal(status, MLG_E_CONFLICT);
    assert_string_equal(f->err.message, "layer 'commune' would have two columns 'pop_qpv'");
    assert_string_equal(f->err.hint, "rename the type of dispositif or the zonage that makes it");
    char *remark = g_strnfill(245, 'x'); /* couverture_xxx... has 256 */
    names[0] = remark;
    status = mlg_write_result(in_folder(f, "r.gpkg"), f->world->cov, &f->options, NULL, &f->err);
    names[0] = name;
    g_free(remark);
    assert_int_equal(status, MLG_E_CONFLICT);
    assert_string_equal(f->err.message, "layer 'qpv' would have a column of 256 characters: "
                                        "couverture_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx...");
    gsize n = 0;
    char *bytes = read_all(in_folder(f, "r.gpkg"), &n);
    assert_string_equal(bytes, "mine");
    g_free(bytes);
    assert_int_equal(count_files(f->folder), 1);
}

/* A disk that is full while the file is written: a limit on the size of files does the same. */
static void full_disk(void **state)
{
    fixture *f = *state;
    put(f, "r.gpkg", "mine");
    f->options.flags = MLG_OVERWRITE;
    struct rlimit before, small = {.rlim_cur = 64 * 1024};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    mlg_status gpkg =
        mlg_write_result(in_folder(f, "r.gpkg"), f->world->cov, &f->options, NULL, &f->err);
    mlg_error err = {0};
    small.rlim_cur = 1024;
    (void)setrlimit(RLIMIT_FSIZE, &small);
    f->options.format = "GeoJSON";
    mlg_status json = mlg_write_result(in_folder(f, "out"), f->world->cov, &f->options, NULL, &err);
    (void)setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(gpkg, MLG_E_WRITE);
    assert_true(g_str_has_prefix(f->err.message, in_folder(f, "r.gpkg: layer ")));
    assert_contains(f->err.message, ": cannot be written: ");
    assert_string_equal(f->err.hint, "make room on the disk, or write elsewhere");
    assert_int_equal(json, MLG_E_WRITE);
    assert_true(g_str_has_prefix(err.message, in_folder(f, "out")));
    assert_null(strstr(err.message, ".tmp"));
    gsize n = 0;
    char *bytes = read_all(in_folder(f, "r.gpkg"), &n);
    assert_string_equal(bytes, "mine");
    g_free(bytes);
    assert_int_equal(count_files(f->folder), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUTPUT_TEST(same_bytes),  OUTPUT_TEST(time_stamps), OUTPUT_TEST(replaces),
        OUTPUT_TEST(keeps_links), OUTPUT_TEST(refusals),    OUTPUT_TEST(bad_options),
        OUTPUT_TEST(failures),    OUTPUT_TEST(full_disk),   OUTPUT_TEST(read_only_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
