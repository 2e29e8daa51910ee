/*
 * qml_stub.c - temporary.
 */
#include "style/qml.h"
#include <string.h>
void style_named_free(style_named *s)
{
    if (s == NULL)
        return;
    g_free(s->name);
    g_free(s->description);
    g_free(s->categories);
    g_free(s->elements);
    g_free(s);
}
char *style_xml_escape(const char *text)
{
    GString *o = g_string_new(NULL);
    for (const char *p = text; p != NULL && *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char_validated(p, -1);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            if (p[1] == 0)
                break;
            continue;
        }
        if ((c < 32 && c != 9 && c != 10 && c != 13) || c == 0xFFFE || c == 0xFFFF)
            continue;
        if (c == '<')
            g_string_append(o, "&lt;");
        else if (c == '>')
            g_string_append(o, "&gt;");
        else if (c == '&')
            g_string_append(o, "&amp;");
        else if (c == '"')
            g_string_append(o, "&quot;");
        else if (c == '\n')
            g_string_append(o, "&#10;");
        else
            g_string_append_unichar(o, c);
    }
    return g_string_free(o, FALSE);
}
static void symbol(GString *x, int i, const char *color, const char *st, const char *outline,
                   const char *width)
{
    g_string_append_printf(
        x,
        "<symbol type=\"fill\" name=\"%d\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer "
        "class=\"SimpleFill\" enabled=\"1\" pass=\"0\" locked=\"0\"><Option type=\"Map\"><Option "
        "name=\"color\" type=\"QString\" value=\"%s\"/><Option name=\"style\" type=\"QString\" "
        "value=\"%s\"/><Option name=\"outline_color\" type=\"QString\" value=\"%s\"/><Option "
        "name=\"outline_width\" type=\"QString\" value=\"%s\"/><Option name=\"outline_style\" "
        "type=\"QString\" value=\"%s\"/></Option></layer></symbol>",
        i, color, st, outline, width, strcmp(width, "0") ? "solid" : "no");
}
static char *state(const char *attr, bool qpv)
{
    static const char *v[][3] = {
        {"total", "Couvert en totalité", "0,114,178,255"},
        {"partiel", "Couvert en partie", "86,180,233,255"},
        {"aucun", "Non couvert : aucun CLS recensé au 30/06/2026", "213,94,0,255"},
        {"inconnu", "CLS existant, périmètre à préciser", "240,228,66,255"},
        {"non_recense", "Recensement non réalisé", "190,190,190,255"}};
    static const char *pale[] = {"202,222,236,255", "222,236,246,255", "250,250,246,255",
                                 "246,244,214,255", "236,236,236,255"};
    GString *x = g_string_new(NULL);
    g_string_append_printf(x,
                           "<renderer-v2 type=\"categorizedSymbol\" attr=\"%s\" symbollevels=\"0\" "
                           "forceraster=\"0\" enableorderby=\"0\"><categories>",
                           attr);
    for (int i = 0; i < 5; i++)
        g_string_append_printf(
            x,
            "<category value=\"%s\" symbol=\"%d\" label=\"%s\" render=\"true\" type=\"string\"/>",
            v[i][0], i, v[i][1]);
    g_string_append(x, "</categories><symbols>");
    for (int i = 0; i < 5; i++)
        symbol(x, i, qpv ? v[i][2] : pale[i], "solid", qpv ? "40,40,40,255" : "255,255,255,255",
               qpv ? "0.3" : "0.1");
    g_string_append(x, "</symbols></renderer-v2>");
    return g_string_free(x, FALSE);
}
static char *single(const char *color, const char *st)
{
    GString *x = g_string_new("<renderer-v2 type=\"singleSymbol\"><symbols>");
    symbol(x, 0, color, st, "60,60,60,255", "0.2");
    g_string_append(x, "</symbols></renderer-v2>");
    return g_string_free(x, FALSE);
}
static void add(GPtrArray *a, const char *n, size_t t, bool s, char *e)
{
    style_named *x = g_new0(style_named, 1);
    x->name = g_strdup(n);
    x->description = g_strdup(n);
    x->type = t;
    x->shows_state = s;
    x->categories = g_strdup("Symbology|Labeling");
    x->elements = e; x->attributes=g_strdup(" labelsEnabled=\"1\" simplifyDrawingHints=\"1\" simplifyDrawingTol=\"1\" simplifyMaxScale=\"1\" simplifyLocal=\"1\"");
    g_ptr_array_add(a, x);
}
GPtrArray *style_layer_styles(const style_model *m, const style_layer *l)
{
    GPtrArray *a = g_ptr_array_new_with_free_func((GDestroyNotify)style_named_free);
    for (size_t t = 0; m->types[t]; t++) {
        g_autofree char *c = g_strconcat("couverture_", m->suffixes[t], NULL);
        if (l->spatial && style_layer_column(l, c) >= 0) {
            g_autofree char *n = g_strdup_printf("Couverture %s", m->types[t]);
            add(a, n, t, true, state(c, g_str_has_prefix(l->name, "qpv")));
        }
        if (!strcmp(l->name, "lacune")) {
            g_autofree char *n = g_strdup_printf("Lacunes %s", m->types[t]);
            GString *x = g_string_new(NULL);
            g_string_append_printf(x,
                                   "<renderer-v2 type=\"RuleRenderer\"><rules key=\"r\"><rule "
                                   "key=\"r0\" symbol=\"0\" filter=\"&quot;type&quot; = '%s'\" "
                                   "label=\"Partie non couverte\"/></rules><symbols>",
                                   m->types[t]);
            symbol(x, 0, "213,94,0,255", "b_diagonal", "213,94,0,255", "0.4");
            g_string_append(x, "</symbols></renderer-v2>");
            add(a, n, t, false, g_string_free(x, FALSE));
        }
    }
    if (l->spatial && style_layer_column(l, "combinaison") >= 0) {
        g_autofree char *e = state("combinaison", true);
        add(a, "Combinaison", G_MAXSIZE, false, g_strdup(e));
    }
    if (a->len == 0)
        add(a, "Défaut", G_MAXSIZE, false,
            l->spatial ? single("200,200,200,80", "solid") : g_strdup("<previewExpression/>"));
    return a;
}
