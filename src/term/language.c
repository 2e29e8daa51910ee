/*
 * language.c - languages on a bare Debian, whose only locales are C, POSIX and C.UTF-8: LANGUAGE
 * set over C.UTF-8 is enough for glibc's gettext, and a domain without catalogue stays English.
 */
#include "term/language.h"
#include "term/text.h"

#include <glib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* Nothing can ever be inside: a domain bound to it has no catalogue. */
#define NO_FOLDER "/dev/null"

term_language_environment term_language_environment_get(void)
{
    return (term_language_environment){
        .language = g_getenv("LANGUAGE"),
        .lc_all = g_getenv("LC_ALL"),
        .lc_messages = g_getenv("LC_MESSAGES"),
        .lang = g_getenv("LANG"),
    };
}

/* "fr", "fr_CA.UTF-8", "en@quot"...: 1 and the language when it is one of ours. */
static int read_language(const char *name, term_language *ret)
{
    static const struct {
        const char *name;
        term_language language;
    } known[] = {{"fr", TERM_FRENCH}, {"en", TERM_ENGLISH}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        size_t n = strlen(known[i].name);
        if (strncmp(name, known[i].name, n) == 0 && strchr("_.@", name[n]) != NULL) {
            *ret = known[i].language;
            return 1;
        }
    }
    return 0;
}

static int is_set(const char *value)
{
    return value != NULL && value[0] != '\0';
}

term_language term_language_of_messages(const char *requested,
                                        const term_language_environment *environment)
{
    term_language language = TERM_FRENCH;
    if (requested != NULL && read_language(requested, &language))
        return language;
    if (is_set(environment->language)) {
        g_auto(GStrv) names = g_strsplit(environment->language, ":", -1);
        for (char **name = names; *name != NULL; name++)
            if (read_language(*name, &language))
                return language;
    }
    const char *locale = is_set(environment->lc_all)        ? environment->lc_all
                         : is_set(environment->lc_messages) ? environment->lc_messages
                                                            : environment->lang;
    if (locale != NULL)
        (void)read_language(locale, &language);
    return language;
}

term_language term_language_of_data(const char *requested)
{
    term_language language = TERM_FRENCH;
    if (requested != NULL)
        (void)read_language(requested, &language);
    return language;
}

static void bind_domain(const char *domain, term_language language, const char *folder)
{
    (void)bindtextdomain(domain, language == TERM_FRENCH ? folder : NO_FOLDER);
    /* data products are UTF-8 whatever the terminal is */
    (void)bind_textdomain_codeset(domain, "UTF-8");
}

void term_language_apply(term_language message, term_language data, const char *locale_folder)
{
    /* NOLINTBEGIN(concurrency-mt-unsafe): the program has one thread yet */
    if (setlocale(LC_ALL, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        (void)setlocale(LC_ALL, "C.UTF-8");
    /* gettext translates nothing when this category is C, whatever LANGUAGE says */
    (void)setlocale(LC_MESSAGES, "C.UTF-8");
    (void)setlocale(LC_NUMERIC, "C");
    /* NOLINTEND(concurrency-mt-unsafe) */
    (void)g_setenv("LANGUAGE", "fr", TRUE);
    bind_domain(TERM_DOMAIN_MESSAGE, message, locale_folder);
    bind_domain(TERM_DOMAIN_DATA, data, locale_folder);
    /* the system's own sentences stay as our catalogue knows them, on every machine alike */
    (void)bindtextdomain("libc", NO_FOLDER);
}

char *term_executable_folder(const char *argv0)
{
    g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
    if (path == NULL)
        path = argv0 != NULL ? g_find_program_in_path(argv0) : NULL;
    return path != NULL ? g_path_get_dirname(path) : g_strdup(".");
}
