/*
 * system_text.h - what the system says of a failure (errno), in the language of messages.
 */
#ifndef TERM_SYSTEM_TEXT_H
#define TERM_SYSTEM_TEXT_H

/** Borrowed until the next call. */
const char *term_system_text(int error);

#endif
