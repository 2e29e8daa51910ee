/*
 * standalone_driver.c - feeds files to a fuzz target without libFuzzer, so that every build replays
 * the corpora as a test: standalone_driver FILE|FOLDER...
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &bytes, &size, NULL)) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    /* a block of exactly its size: reading past the end is seen */
    uint8_t *data = g_malloc(size > 0 ? size : 1);
    if (size > 0)
        memcpy(data, bytes, size);
    g_free(bytes);
    (void)LLVMFuzzerTestOneInput(data, size); /* always 0 */
    g_free(data);
    return 0;
}

static int run_folder(const char *path)
{
    int failed = 0;
    const char *name = NULL;
    GDir *folder = g_dir_open(path, 0, NULL);
    if (folder == NULL)
        return 1;
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *file = g_build_filename(path, name, NULL);
        failed += run_file(file);
        g_free(file);
    }
    g_dir_close(folder);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed +=
            g_file_test(argv[i], G_FILE_TEST_IS_DIR) ? run_folder(argv[i]) : run_file(argv[i]);
    return failed == 0 && argc > 1 ? 0 : 1;
}
