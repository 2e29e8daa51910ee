/*
 * looks.c - the named styles of a layer: which it has, their names, what they share.
 */
#include "style/looks.h"

#include "style/sheet.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define NAME_LETTERS 30 /* layer_styles.styleName TEXT(30) */

/* Labels from the scale on where they have room. */
#define QPV_PLACE                                                                                  \
    {                                                                                              \
        true, true, "60,60,60,255", "0.25"                                                         \
    }
#define ZONE_PLACE(a, mm)                                                                          \
    {                                                                                              \
        false, false, "60,60,60," a, mm                                                            \
    }

static const look_traits traits[] = {
    {"qpv", QPV_PLACE, "lib_qp", "50000", "8", true},
    {"qpv_2015", QPV_PLACE, "lib_qp", "25000", "7", false},
    {"qpv_2024", QPV_PLACE, "lib_qp", "25000", "7", false},
    {"commune", ZONE_PLACE("100", "0.08"), "lib_com", "100000", "8", false},
    {"epci", ZONE_PLACE("150", "0.15"), "lib_epci", "500000", "8", false},
    {"departement", ZONE_PLACE("200", "0.25"), "lib_dep", "5000000", "9", true},
    {"region", ZONE_PLACE("255", "0.35"), "lib_reg", "12000000", "10", true},
    {"contrat_ville", ZONE_PLACE("200", "0.25"), "nom", "300000", "8", false},
    {"dispositif", ZONE_PLACE("200", "0.25"), "nom", "250000", "8", false},
    {"lacune", QPV_PLACE, NULL, NULL, NULL, false},
    {"superposition", {false, true, "120,0,90,255", "0.3"}, NULL, NULL, NULL, false},
    {NULL, ZONE_PLACE("200", "0.2"), NULL, NULL, NULL, false}, /* any other */
};

static const struct {
    const char *layer;
    void (*make)(looks *l);
} makers[] = {
    {"qpv", looks_of_zones},
    {"qpv_2015", looks_of_other_generation},
    {"qpv_2024", looks_of_other_generation},
    {"commune", looks_of_zones},
    {"epci", looks_of_zones},
    {"departement", looks_of_zones},
    {"region", looks_of_zones},
    {"contrat_ville", looks_of_zones},
    {"dispositif", looks_of_dispositifs},
    {"lacune", looks_of_gaps},
    {"superposition", looks_of_overlaps},
};

static const look_traits *find_traits(const char *layer)
{
    const look_traits *row = traits;
    while (row->layer != NULL && strcmp(row->layer, layer) != 0)
        row++;
    return row;
}

static bool is_taken(const looks *l, const char *name)
{
    for (guint i = 0; i < l->styles->len; i++)
        if (strcmp(((const style_named *)l->styles->pdata[i])->name, name) == 0)
            return true;
    return false;
}

/* Long names of types are cut, with a number when two become one. */
static char *fit_name(const looks *l, const char *wanted)
{
    g_autofree char *name = g_utf8_make_valid(wanted, -1);
    for (unsigned n = 1;; n++) {
        g_autofree char *end = n > 1 ? g_strdup_printf("… %u", n)
                                     : g_strdup(g_utf8_strlen(name, -1) > NAME_LETTERS ? "…" : "");
        glong room = NAME_LETTERS - g_utf8_strlen(end, -1);
        g_autofree char *start = g_utf8_substring(name, 0, MIN(room, g_utf8_strlen(name, -1)));
        g_autofree char *fit = g_strconcat(start, end, NULL);
        if (!is_taken(l, fit))
            return g_steal_pointer(&fit);
    }
}

void looks_add(looks *l, char *name, char *description, size_t type, bool shows_state,
               char *symbols)
{
    style_named *style = g_new0(style_named, 1);
    bool is_default = l->styles->len == 0;
    style->name = fit_name(l, name);
    style->description = description;
    style->type = type;
    style->shows_state = shows_state;
    style->categories = g_strdup(is_default ? "LayerConfiguration|Symbology|Labeling|Fields|Forms|"
                                              "MapTips|AttributeTable|Rendering"
                                            : "Symbology|Labeling");
    style->attributes = g_strdup_printf(
        " readOnly=\"1\" labelsEnabled=\"%d\" simplifyDrawingHints=\"1\" simplifyDrawingTol=\"1\" "
        "simplifyLocal=\"1\" simplifyMaxScale=\"1\" simplifyAlgorithm=\"0\"",
        l->traits->label != NULL);
    g_autofree char *fields = is_default ? style_fields_xml(l->model, l->layer) : g_strdup("");
    style->elements = g_strconcat(symbols, l->common, fields, NULL);
    g_free(name);
    g_free(symbols);
    g_ptr_array_add(l->styles, style);
}

bool looks_has(const looks *l, const char *column)
{
    return style_layer_column(l->layer, column) >= 0;
}

char *looks_column(const looks *l, const char *stem, size_t type)
{
    return g_strdup_printf("%s_%s", stem, l->model->suffixes[type]);
}

char *looks_tell(const looks *l, const char *msgid, const char *what, size_t type)
{
    const char *name = type < G_MAXSIZE ? l->model->types[type] : "";
    const char *texts[] = {what != NULL ? what : l->title, name, l->date};
    GString *sentence = g_string_new(NULL);
    for (const char *p = D_(msgid); *p != '\0'; p++) {
        if (p[0] == '%' && p[1] >= '1' && p[1] <= '3' && p[2] == '$' && p[3] == 's') {
            g_string_append(sentence, texts[p[1] - '1']);
            p += 3;
        } else {
            g_string_append_c(sentence, *p);
        }
    }
    return g_string_free(sentence, FALSE);
}

static char *common_elements(const style_model *model, const style_layer *layer,
                             const look_traits *row)
{
    GString *all = g_string_new(NULL);
    if (row->label != NULL && style_layer_column(layer, row->label) >= 0)
        style_part(all, "labels", "field", row->label, "size", row->label_size, "weight",
                   row->bold ? "75" : "50", "placement", row->place.small ? "0" : "1", "distance",
                   row->place.small ? "1" : "0", "priority", row->bold ? "8" : "5", "scale",
                   row->label_scale, NULL);
    g_autofree char *tip = style_map_tip(model, layer);
    g_autofree char *display = style_display_expression(layer);
    style_part(all, "common", "display", display, "tip", tip, "geometry",
               layer->spatial ? "2" : "4", NULL);
    return g_string_free(all, FALSE);
}

/* A layer of tables, of a later version, or whose types are all gone. */
static void add_plain(looks *l)
{
    g_auto(renderer) r = {0};
    renderer_init(&r);
    symbol_append_plain(r.layers, &l->traits->place, symbol_pale, 0);
    char *symbols = l->layer->spatial ? renderer_single(&r) : g_strdup("");
    looks_add(l, g_strdup(D_("Default")), g_strdup(l->layer->title), G_MAXSIZE, false, symbols);
}

static char *title_of(const style_model *model, const style_layer *layer)
{
    g_autofree char *generation = store_parameter(model->store, "generation_qpv");
    if (strcmp(layer->name, "qpv") != 0 || generation == NULL)
        return g_strdup(layer->title);
    return g_strdup_printf(D_("QPV (generation %s)"), generation);
}

GPtrArray *style_layer_styles(const style_model *model, const style_layer *layer)
{
    const look_traits *row = find_traits(layer->name);
    looks l = {
        .model = model,
        .layer = layer,
        .traits = row,
        .title = title_of(model, layer),
        .date = base_date_told(model->date),
        .common = common_elements(model, layer, row),
        .styles = g_ptr_array_new_with_free_func((GDestroyNotify)style_named_free),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(makers) && layer->spatial; i++)
        if (strcmp(makers[i].layer, layer->name) == 0)
            makers[i].make(&l);
    if (l.styles->len == 0)
        add_plain(&l);
    g_free(l.title);
    g_free(l.date);
    g_free(l.common);
    return l.styles;
}
