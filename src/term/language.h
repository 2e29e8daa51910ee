/*
 * language.h - the language of messages and that of data products, and where the catalogues are.
 * Messages: --lang, else the locale's when it is French or English, else French. Data: --lang, else
 * French.
 */
#ifndef TERM_LANGUAGE_H
#define TERM_LANGUAGE_H

typedef enum term_language { TERM_FRENCH, TERM_ENGLISH } term_language;

/** What the environment says about languages; members may be NULL. */
typedef struct term_language_environment {
    const char *language; /* LANGUAGE: a list, fr:en */
    const char *lc_all;   /* LC_ALL, LC_MESSAGES, LANG: a locale, fr_FR.UTF-8 */
    const char *lc_messages;
    const char *lang;
} term_language_environment;

/** Reads LANGUAGE, LC_ALL, LC_MESSAGES and LANG. */
term_language_environment term_language_environment_get(void);

/** Language of messages; `requested` is "fr", "en" or NULL. */
term_language term_language_of_messages(const char *requested,
                                        const term_language_environment *environment);

/** Language of data products. */
term_language term_language_of_data(const char *requested);

/**
 * Sets the locale (of the environment when it is UTF-8, else C.UTF-8; numbers stay in the C locale)
 * and binds both gettext domains to the catalogues of `locale_folder`. Once, before any thread.
 */
void term_language_apply(term_language message, term_language data, const char *locale_folder);

/** Folder of the executable: /proc/self/exe, else argv[0] looked up in PATH. g_free(). */
char *term_executable_folder(const char *argv0);

#endif
