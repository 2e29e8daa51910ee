/*
 * memory.h - how the process treats memory that it has freed.
 */
#ifndef CLI_MEMORY_H
#define CLI_MEMORY_H

/** Freed memory is kept for what comes next; once, before any thread starts. */
void cli_keep_memory(void);

/** Gives what is free back to the system: between a step that needed much and one that needs other
 * memory. */
void cli_return_memory(void);

#endif
