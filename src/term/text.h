/*
 * text.h - texts for people in this room and in the program: English in the sources, translated by
 * gettext in the domain of messages (the library's own copy is its affair: this room stands alone).
 */
#ifndef TERM_TEXT_H
#define TERM_TEXT_H

#include <libintl.h>

#define TERM_DOMAIN_MESSAGE "maillage"
#define TERM_DOMAIN_DATA    "maillage-data"

/* format_arg lets the compiler check translated formats against their arguments */
static inline const char *term_tr(const char *msgid) __attribute__((format_arg(1)));
static inline const char *term_tr(const char *msgid)
{
    return msgid[0] != '\0' ? dgettext(TERM_DOMAIN_MESSAGE, msgid) : msgid;
}

#define _(msgid)  term_tr(msgid)
#define N_(msgid) msgid /* marked for translation, translated later */

#define ngettext_(one, many, n) dngettext(TERM_DOMAIN_MESSAGE, one, many, (unsigned long)(n))

#endif
