/*
 * session.c - from argv to the command: language first (every message depends on it), then the
 * verb, then its options. The codes it returns are those of exit.h.
 */
#include "term/session.h"
#include "term/interrupt.h"
#include "term/nearest.h"
#include "term/text.h"

#include <string.h>

int term_usage_error(const term_session *session, const char *message, const char *hint)
{
    term_print_error(&session->err, session->command, message, hint);
    fprintf(session->err.stream, _("See \"%s --help\".\n"), session->command);
    return TERM_EXIT_USAGE;
}

/* The value of --lang wherever it stands, before anything is checked: errors must be readable. */
static const char *find_language(int argc, char **argv)
{
    const char *found = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            found = argv[i + 1];
        else if (g_str_has_prefix(argv[i], "--lang="))
            found = argv[i] + strlen("--lang=");
    }
    return found;
}

static void set_language(term_session *session, const char *requested)
{
    term_language_environment environment = term_language_environment_get();
    session->message = term_language_of_messages(requested, &environment);
    session->data = term_language_of_data(requested);
    g_autofree char *folder =
        g_build_filename(session->executable_folder, "..", "share", "locale", NULL);
    term_language_apply(session->message, session->data, folder);
}

static const term_command *find_command(const term_program *program, const char *name)
{
    for (const term_command *const *c = program->commands; *c != NULL; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

static int fail_unknown_command(const term_session *session, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const term_command *const *c = session->program->commands; *c != NULL; c++)
        g_ptr_array_add(names, (void *)(*c)->name);
    g_ptr_array_add(names, NULL);
    const char *nearest = term_nearest(name, (const char *const *)names->pdata);
    g_autofree char *message =
        nearest != NULL
            ? g_strdup_printf(_("unknown command \"%s\"; did you mean %s?"), name, nearest)
            : g_strdup_printf(_("unknown command \"%s\""), name);
    return term_usage_error(session, message, NULL);
}

static int run_command(term_session *session, const term_command *command, const char *const *words,
                       size_t n_words)
{
    g_autofree char *who = g_strdup_printf("%s %s", session->program->name, command->name);
    session->command = who;
    g_autoptr(term_args) args = NULL;
    term_problem problem = {0};
    int code = TERM_EXIT_DONE;
    if (!term_args_parse(command, words, n_words, &args, &problem)) {
        code = term_usage_error(session, problem.message, problem.hint);
    } else {
        /* it may stand in a file of options, which is read only now */
        const char *language = term_args_text(args, "lang");
        if (language != NULL)
            set_language(session, language);
        if (term_args_has(args, "help"))
            term_print_help(session, command);
        else
            code = command->run(args, session);
    }
    term_problem_clear(&problem);
    session->command = session->program->name;
    return code;
}

/* Words before the command: --help, --version, --lang. Sets *ret_next to the command's place. */
static bool read_leading(const term_session *session, int argc, char **argv, int *ret_next,
                         int *ret_code)
{
    static const term_option none[] = {{0}};
    const term_command before = {.name = "", .options = none};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        *ret_code = TERM_EXIT_DONE;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            term_print_help(session, NULL);
            return false;
        }
        if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0) {
            g_autofree char *text = session->program->version();
            fprintf(session->out.stream, "%s", text);
            return false;
        }
        int n = strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? 2 : 1;
        g_autoptr(term_args) args = NULL;
        term_problem problem = {0};
        if (!g_str_has_prefix(argv[i], "--lang") ||
            !term_args_parse(&before, (const char *const *)argv + i, (size_t)n, &args, &problem)) {
            g_autofree char *unknown = g_strdup_printf(_("unknown option \"%s\""), argv[i]);
            *ret_code = term_usage_error(
                session, problem.message != NULL ? problem.message : unknown, problem.hint);
            term_problem_clear(&problem);
            return false;
        }
        i += n - 1;
    }
    *ret_next = i;
    return true;
}

static int run(term_session *session, int argc, char **argv)
{
    int next = 1, code = TERM_EXIT_DONE;
    if (!read_leading(session, argc, argv, &next, &code))
        return code;
    if (next >= argc) {
        term_print_short_help(session, &session->err);
        return TERM_EXIT_USAGE;
    }
    const char *verb = argv[next++];
    bool help = strcmp(verb, "help") == 0;
    if (help && next >= argc) {
        term_print_help(session, NULL);
        return TERM_EXIT_DONE;
    }
    if (help)
        verb = argv[next++];
    const term_command *command = find_command(session->program, verb);
    if (command == NULL)
        return fail_unknown_command(session, verb);
    if (help) {
        term_print_help(session, command);
        return TERM_EXIT_DONE;
    }
    return run_command(session, command, (const char *const *)argv + next, (size_t)(argc - next));
}

int term_run(const term_program *program, int argc, char **argv)
{
    term_session session = {
        .program = program,
        .command = program->name,
        .out = term_screen_of(stdout),
        .err = term_screen_of(stderr),
        .executable_folder = term_executable_folder(argc > 0 ? argv[0] : NULL),
    };
    set_language(&session, find_language(argc, argv));
    term_interrupt_watch();
    term_survive_size_limit();
    int code = run(&session, argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        term_print_error(&session.err, program->name, _("standard output cannot be written"), NULL);
        code = TERM_EXIT_WRITE;
    }
    g_free(session.executable_folder);
    return code;
}
