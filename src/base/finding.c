/*
 * finding.c - findings as sentences: the table of findings.def and the filling of its templates.
 */
#include "base/number.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

typedef struct finding_kind {
    const char *code;
    mlg_severity severity;
    const char *message, *remedy;
} finding_kind;

#define MLG_FINDING(code, severity, message, remedy) {code, severity, message, remedy},
static const finding_kind finding_kinds[] = {
#include "base/findings.def"
};
#undef MLG_FINDING

/* A cell may hold megabytes; a sentence quotes its beginning. Details are ours: lists of accepted
 * values, a library's words. */
enum { QUOTED_CHARACTERS = 120, DETAIL_CHARACTERS = 400 };

static const finding_kind *find_kind(const char *code)
{
    for (size_t i = 0; code != NULL && i < G_N_ELEMENTS(finding_kinds); i++)
        if (strcmp(finding_kinds[i].code, code) == 0)
            return &finding_kinds[i];
    return NULL;
}

/* Appends text from outside on one line: control characters could drive a terminal. */
static void append_quoted(GString *line, const char *text, int most)
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    int count = 0;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p), count++) {
        if (count == most) {
            g_string_append(line, "…");
            return;
        }
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(line, g_unichar_iscntrl(c) ? ' ' : c);
    }
}

/* The kinds of things in findings are data words; people read them in their language. */
static const char *object_label(const char *object, const char *domain)
{
    static const struct {
        const char *object, *label;
    } labels[] = {
        {"dispositif", N_("dispositif")}, {"perimetre", N_("perimeter")},
        {"recensement", N_("survey")},    {"qpv", N_("QPV")},
        {"commune", N_("commune")},       {"epci", N_("EPCI")},
        {"source", N_("source")},
    };
    for (size_t i = 0; object != NULL && i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].object, object) == 0)
            return base_tr(domain, labels[i].label);
    return object;
}

static const char *placeholder(const mlg_finding *finding, const char *domain, const char *name,
                               size_t length)
{
    const struct {
        const char *name, *text;
    } texts[] = {
        {"value", finding->value},   {"proposed", finding->proposed},
        {"detail", finding->detail}, {"object", object_label(finding->object, domain)},
        {"id", finding->id},         {"column", finding->column},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (strlen(texts[i].name) == length && strncmp(texts[i].name, name, length) == 0)
            return texts[i].text != NULL ? texts[i].text : "";
    return NULL;
}

static char *fill(const char *template, const char *domain, const mlg_finding *finding)
{
    template = base_tr(domain, template);
    GString *line = g_string_new(NULL);
    while (*template != '\0') {
        const char *end = *template == '{' ? strchr(template, '}') : NULL;
        const char *name = template + (template[0] == '{' && template[1] == '#' ? 2 : 1);
        const char *text =
            end != NULL ? placeholder(finding, domain, name, (size_t)(end - name)) : NULL;
        if (text != NULL) {
            g_autofree char *numbers =
                name[-1] == '#' ? base_number_translate(text, domain) : g_strdup(text);
            append_quoted(line, numbers,
                          text == finding->detail ? DETAIL_CHARACTERS : QUOTED_CHARACTERS);
            template = end + 1;
        } else {
            g_string_append_c(line, *template ++);
        }
    }
    return g_string_free(line, FALSE);
}

mlg_severity mlg_finding_severity(const char *code)
{
    const finding_kind *kind = find_kind(code);
    return kind != NULL ? kind->severity : MLG_WARNING;
}

char *mlg_finding_message(const mlg_finding *finding, mlg_text text)
{
    const finding_kind *kind = find_kind(finding->code);
    if (kind == NULL) /* a code of a newer version, read back from a result */
        return g_strdup(finding->code != NULL ? finding->code : "");
    return fill(kind->message, base_text_domain(text), finding);
}

char *mlg_finding_remedy(const mlg_finding *finding, mlg_text text)
{
    const finding_kind *kind = find_kind(finding->code);
    if (kind == NULL || kind->remedy == NULL || kind->remedy[0] == '\0')
        return NULL;
    return fill(kind->remedy, base_text_domain(text), finding);
}

/* A layer that bears the name of its file says nothing more. */
static bool says_more(const char *layer, const char *file)
{
    g_autofree char *base = g_path_get_basename(file != NULL ? file : "");
    size_t n = strlen(layer);
    return n > 0 && !(g_str_has_prefix(base, layer) && (base[n] == '.' || base[n] == '\0'));
}

char *mlg_finding_line(const mlg_finding *finding, mlg_text text)
{
    const char *domain = base_text_domain(text);
    GString *line = g_string_new(NULL);
    for (int i = 0; i < 2; i++) {
        const char *place = i == 0 ? finding->file : finding->layer;
        if (place != NULL && place[0] != '\0' && (i == 0 || says_more(place, finding->file))) {
            append_quoted(line, place, DETAIL_CHARACTERS);
            g_string_append(line, ": ");
        }
    }
    g_autofree char *message = mlg_finding_message(finding, text);
    if (finding->row > 0) {
        g_string_append_printf(line, base_tr(domain, N_("line %ld")), finding->row);
    } else if (finding->id != NULL && finding->id[0] != '\0' &&
               strstr(message, finding->id) == NULL &&      /* it is named there */
               g_strcmp0(finding->object, "source") != 0) { /* the file is */
        if (finding->object != NULL)
            g_string_append_printf(line, "%s ", object_label(finding->object, domain));
        append_quoted(line, finding->id, QUOTED_CHARACTERS);
    }
    bool placed = line->len > 0 && line->str[line->len - 1] != ' ';
    if (finding->column != NULL && finding->column[0] != '\0') {
        g_string_append(line, placed ? ", " : "");
        append_quoted(line, finding->column, QUOTED_CHARACTERS);
        placed = true;
    }
    g_string_append_printf(line, "%s%s", placed ? ": " : "", message);
    return g_string_free(line, FALSE);
}
