/*
 * text.h - texts for people. Sources are English; gettext translates.
 *
 * Two domains let messages and data products have different languages in one process: `_()` is the
 * user's language, `D_()` that of the data products (layer titles, sentences). The program binds
 * the domains (src/term/language.c); a domain bound to no catalogue stays English.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <maillage/status.h>

#include <libintl.h>

#define BASE_DOMAIN_MESSAGE "maillage"
#define BASE_DOMAIN_DATA    "maillage-data"

/* format_arg lets the compiler check translated formats against their arguments */
static inline const char *base_tr(const char *domain, const char *msgid)
    __attribute__((format_arg(2)));
static inline const char *base_tr(const char *domain, const char *msgid)
{
    return msgid[0] != '\0' ? dgettext(domain, msgid) : msgid;
}

#define _(msgid)                BASE_TR_(BASE_DOMAIN_MESSAGE, msgid)
#define D_(msgid)               BASE_TR_(BASE_DOMAIN_DATA, msgid)
#define BASE_TR_(domain, msgid) base_tr(domain, msgid)
#define N_(msgid)               msgid /* marked for translation, translated later */

#define ngettext_(one, many, n)  dngettext(BASE_DOMAIN_MESSAGE, one, many, (unsigned long)(n))
#define Dngettext_(one, many, n) dngettext(BASE_DOMAIN_DATA, one, many, (unsigned long)(n))

/** Domain name of a text kind. */
const char *base_text_domain(mlg_text text);

#endif
