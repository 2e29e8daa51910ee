/*
 * demo.c - the demonstration territory, copied from where the program is installed (share/maillage)
 * to a folder of the user's. A copy that fails leaves nothing.
 */
#include "cli/demo.h"
#include "term/interrupt.h"
#include "term/system_text.h"
#include "term/text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static int fail(const term_session *session, int code, const char *path, int error)
{
    g_autofree char *message = g_strdup_printf("%s: %s", path, term_system_text(error));
    term_print_error(&session->err, session->command, message, NULL);
    return code;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Files of a folder, sorted; NULL when it cannot be read. */
static GPtrArray *list_files(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (dir == NULL)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name = NULL;
    while ((name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

static int copy_file(const char *from, const char *to)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(from, &bytes, &size, NULL))
        return errno != 0 ? errno : EIO;
    FILE *file = fopen(to, "wx");
    if (file == NULL)
        return errno;
    int error =
        fwrite(bytes, 1, size, file) == size && fflush(file) == 0 && fsync(fileno(file)) == 0
            ? 0
            : errno;
    if (fclose(file) != 0 && error == 0)
        error = errno;
    return error;
}

static void remove_copies(const char *folder, const GPtrArray *names, guint n, gboolean made)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        (void)g_unlink(path);
    }
    if (made)
        (void)g_rmdir(folder);
}

/* Makes the folder, or accepts an empty one. */
static int prepare_folder(const term_session *session, const char *folder, gboolean *ret_made)
{
    *ret_made = g_mkdir(folder, 0777) == 0;
    if (*ret_made)
        return TERM_EXIT_DONE;
    if (errno != EEXIST)
        return fail(session, TERM_EXIT_WRITE, folder, errno);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return fail(session, TERM_EXIT_WRITE, folder, ENOTDIR);
    g_autoptr(GPtrArray) names = list_files(folder);
    if (names == NULL)
        return fail(session, TERM_EXIT_WRITE, folder, EACCES);
    if (names->len == 0)
        return TERM_EXIT_DONE;
    g_autofree char *message = g_strdup_printf(_("%s: the folder is not empty"), folder);
    term_print_error(&session->err, session->command, message,
                     _("name a new one: nothing of yours is replaced"));
    return TERM_EXIT_WRITE;
}

static void print_next(const term_session *session, const char *folder, guint n)
{
    FILE *stream = session->err.stream;
    fprintf(stream,
            ngettext_("%u file copied into %s. What to run next:\n",
                      "%u files copied into %s. What to run next:\n", n),
            n, folder);
    g_autofree char *word = term_shell_word(folder);
    fprintf(stream,
            "  cd %s\n"
            "  maillage cover --communes communes.gpkg --qpv qpv.gpkg --epci epcicom.csv \\\n"
            "      --population population.csv --pop-qpv pop_qpv.csv \\\n"
            "      --inventaire inventaire.xlsx --date 2026-06-30 -o couverture.gpkg\n"
            "  maillage gaps couverture.gpkg\n",
            word);
}

int cli_copy_demo(const term_session *session, const char *folder)
{
    g_autofree char *source =
        g_build_filename(session->executable_folder, "..", "share", "maillage", "demo", NULL);
    g_autoptr(GPtrArray) names = list_files(source);
    if (names == NULL)
        return fail(session, TERM_EXIT_INPUT, source, ENOENT);
    gboolean made = FALSE;
    int code = prepare_folder(session, folder, &made);
    for (guint i = 0; code == TERM_EXIT_DONE && i < names->len; i++) {
        g_autofree char *from = g_build_filename(source, names->pdata[i], NULL);
        g_autofree char *to = g_build_filename(folder, names->pdata[i], NULL);
        int error = copy_file(from, to);
        if (error == 0 && !term_interrupted())
            continue;
        remove_copies(folder, names, i + 1, made);
        mlg_error err = {0};
        code = term_interrupted() ? cli_fail(session, MLG_E_CANCELLED, &err, TRUE)
                                  : fail(session, TERM_EXIT_WRITE, to, error);
    }
    if (code == TERM_EXIT_DONE)
        print_next(session, folder, names->len);
    return code;
}
