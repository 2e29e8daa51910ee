/*
 * renderer.c - renderers of QGIS: categorized, graduated, of one symbol. Rules with expressions
 * would be slow on 35 000 communes.
 */
#include "style/renderer.h"

#include "style/sheet.h"

void renderer_init(renderer *r)
{
    *r = (renderer){
        .classes = g_string_new(NULL),
        .symbols = g_string_new(NULL),
        .layers = g_string_new(NULL),
    };
}

void renderer_done(renderer *r)
{
    GString **texts[] = {&r->classes, &r->symbols, &r->layers};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (*texts[i] != NULL)
            g_string_free(g_steal_pointer(texts[i]), TRUE);
}

/* Returns its name, of the caller's buffer. */
static const char *add_symbol(renderer *r, char name[12])
{
    g_snprintf(name, 12, "%u", r->n++);
    style_part(r->symbols, "symbol", "name", name, "alpha", "1", "layers", r->layers->str, NULL);
    g_string_truncate(r->layers, 0);
    return name;
}

/* QGIS computes what a label has between [% and %]: a type's name is a text. g_free(). */
static char *plain_label(const char *label)
{
    g_auto(GStrv) parts = g_strsplit(label, "[%", -1);
    return g_strjoinv("[ %", parts);
}

void renderer_category(renderer *r, const char *value, const char *label, bool hidden)
{
    char name[12];
    g_autofree char *plain = plain_label(label);
    style_part(r->classes, "category", "value", value, "symbol", add_symbol(r, name), "label",
               plain, "render", hidden ? "false" : "true", NULL);
}

void renderer_range(renderer *r, double lower, double upper, const char *label)
{
    char name[12], from[G_ASCII_DTOSTR_BUF_SIZE], to[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *plain = plain_label(label);
    style_part(r->classes, "range", "lower", g_ascii_dtostr(from, sizeof from, lower), "upper",
               g_ascii_dtostr(to, sizeof to, upper), "symbol", add_symbol(r, name), "label", plain,
               NULL);
}

static char *finish(const renderer *r, const char *part, const char *attribute)
{
    GString *all = g_string_new(NULL);
    style_part(all, part, "attribute", attribute, "classes", r->classes->str, "symbols",
               r->symbols->str, NULL);
    return g_string_free(all, FALSE);
}

char *renderer_categorized(const renderer *r, const char *attribute)
{
    return finish(r, "categorized", attribute);
}

char *renderer_graduated(const renderer *r, const char *attribute)
{
    return finish(r, "graduated", attribute);
}

char *renderer_single(renderer *r)
{
    char name[12];
    (void)add_symbol(r, name);
    return finish(r, "single", "");
}
