/*
 * system_text.c - the system's own sentences in our catalogue's language: a bare machine has none
 * of its translations, and a run must read alike on every machine.
 */
#include "term/system_text.h"
#include "term/text.h"

#include <glib.h>

/* Marked for translation: what people meet. */
static const char *const known[] __attribute__((unused)) = {
    N_("Broken pipe"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Too many open files"),
};

const char *term_system_text(int error)
{
    /* libc is bound to no catalogue (language.c): this is English */
    return _(g_strerror(error));
}
