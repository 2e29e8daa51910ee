/*
 * finding.c - findings as sentences: the table of findings.def and the filling of its templates.
 */
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

/* A cell may hold megabytes; a sentence quotes its beginning. */
enum { QUOTED_CHARACTERS = 120 };

static const finding_kind *find_kind(const char *code)
{
    for (size_t i = 0; code != NULL && i < G_N_ELEMENTS(finding_kinds); i++)
        if (strcmp(finding_kinds[i].code, code) == 0)
            return &finding_kinds[i];
    return NULL;
}

/* Appends text from outside on one line: control characters could drive a terminal. */
static void append_quoted(GString *line, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    int count = 0;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p), count++) {
        if (count == QUOTED_CHARACTERS) {
            g_string_append(line, "…");
            return;
        }
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(line, g_unichar_iscntrl(c) ? ' ' : c);
    }
}

static const char *placeholder(const mlg_finding *finding, const char *name, size_t length)
{
    const struct {
        const char *name, *text;
    } texts[] = {
        {"value", finding->value},   {"proposed", finding->proposed},
        {"detail", finding->detail}, {"object", finding->object},
        {"id", finding->id},         {"column", finding->column},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (strlen(texts[i].name) == length && strncmp(texts[i].name, name, length) == 0)
            return texts[i].text != NULL ? texts[i].text : "";
    return NULL;
}

static char *fill(const char *template, const mlg_finding *finding)
{
    GString *line = g_string_new(NULL);
    while (*template != '\0') {
        const char *end = *template == '{' ? strchr(template, '}') : NULL;
        const char *text =
            end != NULL ? placeholder(finding, template + 1, (size_t)(end - template - 1)) : NULL;
        if (text != NULL) {
            append_quoted(line, text);
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
    return fill(base_tr(base_text_domain(text), kind->message), finding);
}

char *mlg_finding_remedy(const mlg_finding *finding, mlg_text text)
{
    const finding_kind *kind = find_kind(finding->code);
    if (kind == NULL || kind->remedy == NULL || kind->remedy[0] == '\0')
        return NULL;
    return fill(base_tr(base_text_domain(text), kind->remedy), finding);
}

/* The kinds of things in findings are data words; people read them in their language. */
static const char *object_label(const char *object)
{
    static const struct {
        const char *object, *label;
    } labels[] = {
        {"dispositif", N_("dispositif")}, {"perimetre", N_("perimeter")},
        {"recensement", N_("survey")},    {"qpv", N_("QPV")},
        {"commune", N_("commune")},       {"epci", N_("EPCI")},
        {"source", N_("source")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].object, object) == 0)
            return labels[i].label;
    return object;
}

char *mlg_finding_line(const mlg_finding *finding, mlg_text text)
{
    const char *domain = base_text_domain(text);
    GString *line = g_string_new(NULL);
    for (int i = 0; i < 2; i++) {
        const char *place = i == 0 ? finding->file : finding->layer;
        if (place != NULL && place[0] != '\0') {
            append_quoted(line, place);
            g_string_append(line, ": ");
        }
    }
    g_autofree char *message = mlg_finding_message(finding, text);
    if (finding->row > 0) {
        g_string_append_printf(line, base_tr(domain, N_("line %ld")), finding->row);
    } else if (finding->id != NULL && finding->id[0] != '\0' &&
               strstr(message, finding->id) == NULL) { /* many messages name it themselves */
        if (finding->object != NULL)
            g_string_append_printf(line, "%s ", base_tr(domain, object_label(finding->object)));
        append_quoted(line, finding->id);
    }
    bool placed = line->len > 0 && line->str[line->len - 1] != ' ';
    if (finding->column != NULL && finding->column[0] != '\0') {
        g_string_append(line, placed ? ", " : "");
        append_quoted(line, finding->column);
        placed = true;
    }
    g_string_append_printf(line, "%s%s", placed ? ": " : "", message);
    return g_string_free(line, FALSE);
}
