/*
 * cmd_sources.c - `maillage sources`: the official files that are recognised, by what they give,
 * with their columns.
 */
#include "cli/report_options.h"
#include "cli/table.h"
#include "term/text.h"

#include <maillage/source.h>

#include <string.h>

#define DETAIL_INDENT 4

static const term_option options[] = {CLI_PRESENTATION_OPTIONS, {0}};

/* What files fill, and the option of `cover` that takes them, in the order of its help. */
static const struct {
    const char *fills, *option;
} kinds[] = {{"communes", "--communes"},
             {"qpv", "--qpv"},
             {"epci", "--epci"},
             {"population", "--population"},
             {"pop_qpv", "--pop-qpv"},
             {"cog", "--cog"},
             {"contrats_ville", "--contrats-ville"},
             {"zonage", "--zonage"},
             {"grid", "--grid"}};

/* "--epci, --population": all the options that take a source. */
static char *options_of(char **fills)
{
    GString *text = g_string_new(NULL);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
        if (g_strv_contains((const char *const *)fills, kinds[k].fills))
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", kinds[k].option);
    return g_string_free(text, FALSE);
}

static void print_indented(const term_screen *screen, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    size_t width = (size_t)MIN(screen->width, TERM_WIDTH_TEXT);
    g_string_append_printf(out, "%*s", DETAIL_INDENT, "");
    term_append_wrapped(out, text, width, DETAIL_INDENT, DETAIL_INDENT);
    fprintf(screen->stream, "%s\n", out->str);
}

static void print_source(const term_screen *screen, const mlg_source_info *source, char **fills)
{
    g_autofree char *taken_by = options_of(fills);
    g_autofree char *publisher =
        source->publisher[0] != '\0' ? g_strdup_printf(" (%s)", source->publisher) : g_strdup("");
    g_autofree char *title = g_strdup_printf("%s%s", _(source->title), publisher);
    fprintf(screen->stream, "%s%s%s  %s\n", term_paint_code(screen, TERM_BOLD), source->name,
            term_paint_code(screen, TERM_PLAIN), taken_by);
    print_indented(screen, title);
    print_indented(screen, source->columns);
}

/* By the first option that takes a file. */
static void print_blocks(const term_screen *screen)
{
    gboolean any = FALSE;
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        const mlg_source_info *source = NULL;
        for (size_t i = 0; (source = mlg_source_list(i)) != NULL; i++) {
            g_auto(GStrv) fills = cli_split(source->fills);
            if (fills[0] == NULL || strcmp(fills[0], kinds[k].fills) != 0)
                continue;
            fputs(any ? "\n" : "", screen->stream);
            print_source(screen, source, fills);
            any = TRUE;
        }
    }
}

static void fill_table(cli_table *table)
{
    const mlg_source_info *source = NULL;
    for (size_t i = 0; (source = mlg_source_list(i)) != NULL; i++) {
        cli_table_take(table, g_strdup(source->name));
        cli_table_take(table, g_strdup(source->fills));
        cli_table_take(table, g_strdup(_(source->title)));
        cli_table_take(table, g_strdup(source->publisher));
        cli_table_take(table, g_strdup(source->columns));
    }
}

static int run(const term_args *args, const term_session *session)
{
    static const char *const keys[] = {"nom", "donne", "titre", "editeur", "colonnes", NULL};
    const char *format = term_args_text(args, "format");
    if (format == NULL || strcmp(format, "table") == 0) {
        print_blocks(&session->out);
        return TERM_EXIT_DONE;
    }
    const char *const headers[] = {_("Name"),      _("Gives"),   _("Title"),
                                   _("Publisher"), _("Columns"), NULL};
    cli_table table = {0};
    cli_table_init(&table, headers, keys, NULL);
    fill_table(&table);
    if (strcmp(format, "csv") == 0)
        cli_table_print_csv(&table, session->out.stream,
                            g_strcmp0(term_args_text(args, "csv-style"), "point") != 0);
    else if (strcmp(format, "json") == 0)
        cli_table_print_json(&table, session->out.stream);
    else
        cli_table_print_markdown(&table, session->out.stream);
    cli_table_done(&table);
    return TERM_EXIT_DONE;
}

static const char *const examples[] = {"maillage sources", "maillage sources --format csv", NULL};

const term_command cli_sources = {
    .name = "sources",
    .summary = N_("list the official files that are recognised"),
    .synopsis = N_("[OPTION]..."),
    .description = N_(
        "Lists the official files that the options of maillage cover recognise, with the columns "
        "they are recognised by (in any order and case). Other files are read when they have "
        "columns of these names."),
    .options = options,
    .examples = examples,
    .run = run,
};
