/*
 * fuzz_options.c - libFuzzer entry: bytes as the words of a command line (one a line), read with a
 * table that has every kind of option; what is accepted is read again from its canonical form.
 */
#include "term/nearest.h"
#include "term/options.h"
#include "term/screen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WORDS_MAX 64
#define SIZE_MAX_ 4096

static const char *const formats[] = {"GPKG", "GeoJSON", NULL};

static const term_option options[] = {
    {.kind = TERM_HEADING, .help = "Inputs"},
    {.kind = TERM_LIST, .name = "communes", .value = "SOURCE", .help = "communes"},
    {.kind = TERM_TEXT, .name = "zone", .value = "ZONE", .help = "zone"},
    {.kind = TERM_DATE, .name = "date", .value = "DAY", .help = "day"},
    {.kind = TERM_PERIOD, .name = "from", .value = "P", .help = "p", .min = 1900, .max = 2100},
    {.kind = TERM_NUMBER, .name = "seuil", .value = "SHARE", .help = "share", .min = 0.5, .max = 1},
    {.kind = TERM_INTEGER, .letter = 'j', .name = "jobs", .value = "N", .help = "n", .max = 256},
    {.kind = TERM_CHOICE,
     .letter = 'f',
     .name = "format",
     .value = "FORMAT",
     .help = "format",
     .choices = formats},
    {.kind = TERM_FLAG, .name = "overwrite", .help = "replace"},
    {0}};

static const term_command command = {
    .name = "cover", .options = options, .max_positional = 8, .positional = "FILE"};

static const char *const candidates[] = {"cover", "gaps", "summary", "init", "sources", NULL};

/* A canonical line must be accepted and be its own canonical form. */
static void read_again(const char *line)
{
    g_auto(GStrv) words = NULL;
    term_args *args = NULL;
    term_problem problem = {0};
    if (!g_shell_parse_argv(line, NULL, &words, NULL))
        abort();
    /* the first two are the program and the command */
    if (!term_args_parse(&command, (const char *const *)words + 2, g_strv_length(words) - 2, &args,
                         &problem))
        abort();
    g_autofree char *again = term_args_canonical(args, "maillage", NULL);
    if (strcmp(line, again) != 0)
        abort();
    term_args_free(args);
}

static void lay_out(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    term_append_wrapped(out, text, 20, 0, 4);
    term_append_padded(out, text, 30);
    (void)term_text_width(out->str);
    (void)term_nearest(text, candidates);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > SIZE_MAX_)
        return 0;
    g_autofree char *text = g_strndup((const char *)data, size);
    lay_out(text);
    g_auto(GStrv) words = g_strsplit(text, "\n", WORDS_MAX);
    size_t n_words = g_strv_length(words);
    /* no file is read */
    for (size_t i = 0; i < n_words; i++)
        if (strstr(words[i], "optfile") != NULL)
            return 0;
    term_args *args = NULL;
    term_problem problem = {0};
    if (term_args_parse(&command, (const char *const *)words, n_words, &args, &problem)) {
        g_autofree char *line = term_args_canonical(args, "maillage", NULL);
        read_again(line);
    } else if (problem.message == NULL) {
        abort();
    }
    term_problem_clear(&problem);
    term_args_free(args);
    return 0;
}
