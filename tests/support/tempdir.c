/*
 * tempdir.c - temporary folders of tests, under TMPDIR.
 */
#include "support/tempdir.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

int support_tempdir_setup(void **state)
{
    *state = g_dir_make_tmp("maillage-test-XXXXXX", NULL);
    return *state != NULL ? 0 : -1;
}

static void remove_tree(const char *path)
{
    /* a symbolic link is removed, never followed */
    if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
        GDir *dir = g_dir_open(path, 0, NULL);
        const char *name = NULL;
        while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
            char *child = g_build_filename(path, name, NULL);
            remove_tree(child);
            g_free(child);
        }
        if (dir != NULL)
            g_dir_close(dir);
    }
    (void)g_remove(path); /* a leftover in TMPDIR fails no test */
}

int support_tempdir_teardown(void **state)
{
    remove_tree(*state);
    g_free(*state);
    *state = NULL;
    return 0;
}

char *support_path(const char *folder, const char *name)
{
    return g_build_filename(folder, name, NULL);
}

char *support_write(const char *folder, const char *name, const char *bytes, size_t size)
{
    char *path = support_path(folder, name);
    size_t n = size != 0 ? size : strlen(bytes);
    if (!g_file_set_contents(path, bytes, (gssize)n, NULL))
        g_error("%s: cannot be written", path); /* aborts: a test without its fixture is void */
    return path;
}
