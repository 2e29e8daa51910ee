/*
 * world_case.c - reads case files of territories and dispositifs, and builds the world of each.
 */
#include "cases/world_case.h"

static const char *const words[] = {"commune", "qpv",    "dispositif", "recensement",
                                    "option",  "expect", NULL};

static void clear_line(world_line *line)
{
    g_free(line->word);
    g_free(line->rest);
}

static void free_case(world_case *c)
{
    g_free(c->name);
    g_array_unref(c->lines);
    g_free(c);
}

/* Reads one line into the last case; false when it is not understood. */
static bool read_line(GPtrArray *cases, unsigned number, char *text)
{
    char *comment = strchr(text, '#');
    if (comment != NULL)
        *comment = '\0';
    g_auto(GStrv) parts = g_strsplit(g_strstrip(text), " ", 2);
    if (parts[0] == NULL || parts[0][0] == '\0')
        return true;
    char *rest = g_strdup(parts[1] != NULL ? g_strstrip(parts[1]) : "");
    if (strcmp(parts[0], "case") == 0) {
        world_case *c = g_new0(world_case, 1);
        c->name = rest;
        c->lines = g_array_new(FALSE, FALSE, sizeof(world_line));
        g_array_set_clear_func(c->lines, (GDestroyNotify)clear_line);
        g_ptr_array_add(cases, c);
        return true;
    }
    if (cases->len == 0 || !g_strv_contains(words, parts[0])) {
        g_free(rest);
        return false;
    }
    world_line line = {number, g_strdup(parts[0]), rest};
    world_case *last = g_ptr_array_index(cases, cases->len - 1);
    g_array_append_val(last->lines, line);
    return true;
}

GPtrArray *world_cases_read(const char *path, char **ret_problem)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        *ret_problem = g_strdup("0: not readable");
        return NULL;
    }
    g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func((GDestroyNotify)free_case);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        if (read_line(cases, i + 1, lines[i]))
            continue;
        *ret_problem = g_strdup_printf("%u: not understood: %s", i + 1, lines[i]);
        return NULL;
    }
    return g_steal_pointer(&cases);
}

/* --- building --- */

/* "93001 epci=200000001 pop=1000 POLYGON(...)": the words before the WKT, and the WKT or NULL. */
typedef struct unit_line {
    char *code, *epci, *communes;
    double people;
    const char *wkt;
} unit_line;

static unit_line read_unit(char **parts)
{
    unit_line unit = {parts[0], "", "", (double)NAN, NULL};
    for (size_t i = 1; parts[i] != NULL; i++) {
        char *value = strchr(parts[i], '=');
        if (value == NULL)
            continue;
        *value++ = '\0';
        if (strcmp(parts[i], "epci") == 0)
            unit.epci = value;
        else if (strcmp(parts[i], "communes") == 0)
            unit.communes = value;
        else if (strcmp(parts[i], "pop") == 0)
            unit.people = g_ascii_strtod(value, NULL);
        else
            fail_msg("unknown: %s", parts[i]);
    }
    return unit;
}

static void add_unit(world *w, const char *text, bool qpv)
{
    const char *wkt = strstr(text, "MULTIPOLYGON");
    wkt = wkt != NULL ? wkt : strstr(text, "POLYGON");
    g_autofree char *head = wkt != NULL ? g_strndup(text, (gsize)(wkt - text)) : g_strdup(text);
    g_auto(GStrv) parts = g_strsplit(head, " ", -1);
    unit_line unit = read_unit(parts);
    if (qpv)
        world_qpv(w, unit.code, unit.communes, unit.people, wkt);
    else
        world_commune(w, unit.code, unit.epci, unit.people, wkt);
}

static void add_contract(world *w, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 3);
    if (parts[0] == NULL || parts[1] == NULL)
        fail_msg("dispositif ID TYPE PERIMETER: %s", text);
    world_dispositif(w, parts[0], parts[1], parts[2] != NULL ? parts[2] : "");
}

static void add_survey(world *w, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 4);
    if (g_strv_length(parts) != 4)
        fail_msg("recensement ECHELON CODE TYPE COMPLET: %s", text);
    world_survey(w, parts[0], parts[1], parts[2], parts[3]);
}

static void set_option(world *w, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 2);
    const char *value = parts[1] != NULL ? parts[1] : "";
    if (strcmp(parts[0], "generalised") == 0)
        territory_builder_set_generalised(w->land, true);
    else if (strcmp(parts[0], "threshold") == 0)
        w->options.threshold = g_ascii_strtod(value, NULL);
    else if (strcmp(parts[0], "zone") == 0)
        w->options.zone = g_intern_string(value);
    else if (strcmp(parts[0], "date") == 0)
        w->options.date = (int)g_ascii_strtoll(value, NULL, 10);
    else
        fail_msg("unknown option: %s", text);
}

static void add_line(world *w, const world_line *line)
{
    if (strcmp(line->word, "commune") == 0)
        add_unit(w, line->rest, false);
    else if (strcmp(line->word, "qpv") == 0)
        add_unit(w, line->rest, true);
    else if (strcmp(line->word, "dispositif") == 0)
        add_contract(w, line->rest);
    else if (strcmp(line->word, "recensement") == 0)
        add_survey(w, line->rest);
    else if (strcmp(line->word, "option") == 0)
        set_option(w, line->rest);
}

unsigned world_case_run(const world_case *c, const char *path, const world_way *way,
                        unsigned *n_expectations)
{
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    w->mesh_options.n_threads = way->n_threads;
    for (guint i = 0; i < c->lines->len; i++) {
        guint at = way->reverse ? c->lines->len - 1 - i : i;
        add_line(w, &g_array_index(c->lines, world_line, at));
    }
    world_build(w);
    unsigned n_failures = 0;
    for (guint i = 0; i < c->lines->len; i++) {
        const world_line *line = &g_array_index(c->lines, world_line, i);
        if (strcmp(line->word, "expect") != 0)
            continue;
        ++*n_expectations;
        g_autofree char *found = world_expect(w, line->rest);
        if (found == NULL)
            continue;
        (void)fprintf(stderr, "%s:%u: %s (%s): expected %s, found %s\n", path, line->number,
                      c->name, way->name, line->rest, found);
        n_failures++;
    }
    (void)world_teardown(&made);
    return n_failures;
}
