/*
 * test_output_fixture.h - a run of four communes and three QPV, with one dispositif of each kind,
 * and the result it gives read back by SQL.
 *
 *     93001 (1 000)   93002 (2 000)   93003 (4 000)   69004 (8 000)      100 m x 100 m each
 *     EPCI 200000001  200000001       200000002       none
 *     QN09301M: 400 m2 in 93001, 100 people
 *     QN09302M: 200 m2 in 93001, 100 m2 in 93002, 300 people
 *     QN09303M: 400 m2 in 93003, not published: 160 of its 4 000 by area
 */
#ifndef TEST_OUTPUT_FIXTURE_H
#define TEST_OUTPUT_FIXTURE_H

#include "support/tempdir.h"
#include "support/world.h"

#include "store/store.h"

#include <maillage/output.h>

#include <glib/gstdio.h>

typedef struct fixture {
    world *world;
    char *folder;
    mlg_output_options options;
    mlg_error err;
    store *store; /* opened by the test */
} fixture;

static inline void add_land(world *w)
{
    world_commune(w, "93001", "200000001", 1000, "POLYGON((0 0,100 0,100 100,0 100,0 0))");
    world_commune(w, "93002", "200000001", 2000, "POLYGON((100 0,200 0,200 100,100 100,100 0))");
    world_commune(w, "93003", "200000002", 4000, "POLYGON((200 0,300 0,300 100,200 100,200 0))");
    world_commune(w, "69004", "", 8000, "POLYGON((300 0,400 0,400 100,300 100,300 0))");
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001,93002", 300, "POLYGON((80 50,110 50,110 60,80 60,80 50))");
    world_qpv(w, "QN09303M", "93003", (double)NAN, "POLYGON((220 10,240 10,240 30,220 30,220 10))");
}

static inline void add_book(world *w)
{
    world_dispositif(w, "CLS-1", "CLS", "COMMUNE 93001");
    world_dispositif(w, "CLS-2", "CLS", "EPCI 200000001; EXCLUT COMMUNE 93002");
    world_dispositif(w, "ASV-1", "ASV", "QPV QN09302M");
    world_dispositif_dated(w, "ASV-2", "ASV", "EN_PROJET", NULL, NULL, "QPV QN09301M");
    world_dispositif(w, "CLSM-1", "CLSM", "INCONNU");
    world_dispositif(w, "CDV-1", "CDV", "EPCI 200000001");
}

static inline int fixture_setup(void **state)
{
    fixture *f = g_new0(fixture, 1);
    void *made = NULL;
    if (world_setup(&made) != 0)
        return -1;
    f->world = made;
    add_land(f->world);
    add_book(f->world);
    world_build(f->world);
    f->options = (mlg_output_options){.epoch = -1, .n_threads = 1, .findings = f->world->findings};
    if (support_tempdir_setup(&made) != 0)
        return -1;
    f->folder = made;
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    fixture *f = *state;
    void *made = f->world;
    store_free(f->store);
    (void)world_teardown(&made);
    made = f->folder;
    (void)support_tempdir_teardown(&made);
    g_free(f);
    return 0;
}

/** Number of files and folders in the test's folder, hidden ones too. */
static inline unsigned count_files(const char *folder)
{
    unsigned n = 0;
    GDir *dir = g_dir_open(folder, 0, NULL);
    while (dir != NULL && g_dir_read_name(dir) != NULL)
        n++;
    if (dir != NULL)
        g_dir_close(dir);
    return n;
}

/** Writes folder/name and opens it; the path belongs to the fixture's world of interned texts. */
static inline const char *write_result(fixture *f, const char *name)
{
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    const char *kept = g_intern_string(path);
    assert_ok(mlg_write_result(kept, f->world->cov, &f->options, NULL, &f->err), &f->err);
    return kept;
}

/** The same in a folder of its own: the project in a file names it. */
static inline const char *write_in_folder(fixture *f, const char *folder, const char *name)
{
    g_autofree char *inside = g_build_filename(folder, name, NULL);
    g_autofree char *path = g_build_filename(f->folder, folder, NULL);
    assert_int_equal(g_mkdir(path, 0777), 0);
    return write_result(f, inside);
}

static inline void open_result(fixture *f, const char *path)
{
    g_clear_pointer(&f->store, store_free);
    assert_ok(store_open(path, &f->store, &f->err), &f->err);
}

/** Rows of a query: cells joined by `|`, rows by a line feed; NULL is "NULL". Interned. */
static inline const char *ask(fixture *f, const char *sql)
{
    store_query *query = NULL;
    GString *text = g_string_new(NULL);
    bool row = false;
    assert_ok(store_query_new(f->store, sql, &query, &f->err), &f->err);
    while (store_step(query, &row, &f->err) == MLG_OK && row) {
        if (text->len > 0)
            g_string_append_c(text, '\n');
        for (int c = 0; c < store_column_count(query); c++) {
            const char *cell = store_text(query, c);
            g_string_append_printf(text, "%s%s", c > 0 ? "|" : "", cell != NULL ? cell : "NULL");
        }
    }
    store_query_free(query);
    const char *kept = g_intern_string(text->str);
    g_string_free(text, TRUE);
    return kept;
}

#define OUTPUT_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
