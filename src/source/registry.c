/*
 * registry.c - the table of recognised official files, in order of detection. To add one: a row
 * here, its columns in geodata/aliases/sources.csv, and a loader when no one there serves.
 */
#include "source/format.h"

#include "base/text.h"
#include "dataset/reads.h"

#include <pthread.h>
#include <string.h>

/** Names told of a plain table's column, the last one besides, and length of what is told in all.
 */
#define LOOKED_FOR_NAMES 3
#define LOOKED_FOR_MAX   370

#define LAYER_ROLES (SOURCE_COMMUNES | SOURCE_EPCI | SOURCE_POPULATION)

const source_format source_formats[] = {
    {"admin-express-4-parts", SOURCE_PARTS,
     N_("ADMIN EXPRESS 4: municipal arrondissements, communes associées and déléguées"), "IGN",
     true, false, NULL, source_load_parts},
    {"admin-express-4", LAYER_ROLES, N_("ADMIN EXPRESS 4: communes"), "IGN", true, false, NULL,
     source_load_communes},
    {"admin-express-4-epci", SOURCE_EPCI, N_("ADMIN EXPRESS 4: EPCI"), "IGN", true, false, NULL,
     source_load_epci_layer},
    {"admin-express-3-parts", SOURCE_PARTS,
     N_("ADMIN EXPRESS 3: municipal arrondissements, communes associées and déléguées"), "IGN",
     true, false, NULL, source_load_parts},
    {"admin-express-3", LAYER_ROLES, N_("ADMIN EXPRESS 3: communes"), "IGN", true, false, NULL,
     source_load_communes},
    {"admin-express-3-epci", SOURCE_EPCI, N_("ADMIN EXPRESS 3: EPCI"), "IGN", true, false, NULL,
     source_load_epci_layer},
    {"admin-express-2-parts", SOURCE_PARTS, N_("ADMIN EXPRESS 2: municipal arrondissements"), "IGN",
     true, false, NULL, source_load_parts},
    {"admin-express-2", LAYER_ROLES, N_("ADMIN EXPRESS 1 and 2: communes"), "IGN", true, false,
     NULL, source_load_communes},
    {"admin-express-2-epci", SOURCE_EPCI, N_("ADMIN EXPRESS 1 and 2: EPCI"), "IGN", true, false,
     NULL, source_load_epci_layer},
    {"etalab-communes-deleguees", SOURCE_PARTS,
     N_("Contours administratifs: communes associées and déléguées"), "Etalab", true, false,
     source_has_commune_codes, source_load_parts},
    {"etalab-communes", SOURCE_COMMUNES | SOURCE_EPCI, N_("Contours administratifs: communes"),
     "Etalab", true, false, source_has_communes, source_load_communes},
    {"etalab-epci", SOURCE_EPCI, N_("Contours administratifs: EPCI"), "Etalab", true, false,
     source_has_siren_codes, source_load_epci_layer},
    {"communes-simples", SOURCE_COMMUNES, N_("any layer of communes with their codes"), "", true,
     true, source_has_communes, source_load_communes},
    {"dgcl-epcicom", SOURCE_EPCI | SOURCE_POPULATION,
     N_("composition of EPCI and populations (epcicom, BANATIC)"), "DGCL", false, false,
     source_has_commune_codes, source_load_composition},
    {"insee-epci", SOURCE_EPCI, N_("composition of EPCI"), "INSEE", false, false,
     source_has_commune_codes, source_load_composition},
    {"insee-epci-liste", SOURCE_EPCI, N_("list of EPCI"), "INSEE", false, false, NULL,
     source_load_composition},
    {"insee-ept", SOURCE_EPCI, N_("composition of EPT"), "INSEE", false, false,
     source_has_commune_codes, source_load_composition},
    {"insee-ept-liste", SOURCE_EPCI, N_("list of EPT"), "INSEE", false, false, NULL,
     source_load_composition},
    {"insee-appartenance", SOURCE_EPCI, N_("table of the zones that communes belong to"), "INSEE",
     false, false, source_has_commune_codes, source_load_composition},
    {"insee-appartenance-zones", SOURCE_EPCI, N_("names of the zones that communes belong to"),
     "INSEE", false, false, NULL, source_load_zones},
    {"epci-simple", SOURCE_EPCI, N_("any table of commune codes and their EPCI"), "", false, true,
     source_has_commune_codes, source_load_composition},
    {"qpv-2015", SOURCE_QPV, N_("QPV of 2015"), "ANCT", false, false, source_has_qpv_codes,
     source_load_qpv},
    {"qpv-2024", SOURCE_QPV, N_("QPV of 2024, layer or list"), "ANCT", false, false,
     source_has_qpv_codes, source_load_qpv},
    {"insee-populations", SOURCE_POPULATION, N_("legal populations (donnees_communes)"), "INSEE",
     false, false, NULL, source_load_insee_populations},
    {"populations-communes", SOURCE_POPULATION, N_("any table of commune codes and populations"),
     "", false, true, source_has_commune_codes, source_load_populations},
    {"pop-qpv", SOURCE_POP_QPV, N_("populations of QPV"), "INSEE", false, false, NULL,
     source_load_pop_qpv},
    {"correspondance-qpv-2024", SOURCE_CORRESPONDENCE, N_("which QPV of 2024 follow which of 2015"),
     "ANCT", false, false, NULL, source_load_correspondence},
    {"insee-cog-communes", SOURCE_COG, N_("COG: list of communes"), "INSEE", false, false, NULL,
     source_load_cog},
    {"insee-cog-mouvements", SOURCE_COG, N_("COG: movements of communes"), "INSEE", false, false,
     NULL, source_load_movements},
    {"contrats-ville", SOURCE_CONTRACTS, N_("contrats de ville, by EPCI or commune"), "ANCT", false,
     false, source_has_contract_codes, source_load_contracts},
    {"contrats-ville-polygones", SOURCE_CONTRACTS, N_("contrats de ville, as polygons"), "ANCT",
     true, false, source_has_contract_codes, source_load_contracts},
    {"zonage", SOURCE_ZONING, N_("any table of commune codes and a class of their own"), "", false,
     true, source_has_commune_codes, source_load_zoning},
    {"insee-carreaux", SOURCE_GRID, N_("Filosofi: cells of 200 m (2017 and later)"), "INSEE", false,
     false, NULL, NULL},
    {"insee-carreaux-1km", SOURCE_GRID, N_("Filosofi: cells of 1 km"), "INSEE", false, false, NULL,
     NULL},
    {"insee-carreaux-2015", SOURCE_GRID, N_("Filosofi 2015: cells of 200 m"), "INSEE", false, false,
     NULL, NULL},
    {"eurostat-grid", SOURCE_GRID, N_("GEOSTAT, census grid: cells of 1 km"), "Eurostat", false,
     false, NULL, NULL},
    {"carreaux", SOURCE_GRID, N_("any table of cell ids and people"), "", false, true,
     source_has_cells, NULL},
    {NULL, 0, NULL, NULL, false, false, NULL, NULL},
};

static bool first_is(const source_table *table, const char *field, base_code_kind kind)
{
    const char *text = source_table_peek(table, field);
    mlg_code code;
    return text != NULL && base_code_parse(kind, text, &code) != BASE_CODE_INVALID;
}

bool source_has_commune_codes(const source_table *table)
{
    return first_is(table, "code", BASE_CODE_COMMUNE) ||
           first_is(table, "commune", BASE_CODE_COMMUNE);
}

/* Etalab's communes associées and déléguées have the columns of its communes, and a type. */
bool source_has_communes(const source_table *table)
{
    for (size_t i = 0; i < table->layer->n_columns; i++)
        if (strcmp(table->folded[i], "type") == 0 && table->head->len > 0) {
            const source_head_row *row = g_ptr_array_index(table->head, table->head->len - 1);
            if (g_str_has_prefix(row->cells[i], "commune-"))
                return false;
        }
    return source_has_commune_codes(table);
}

bool source_has_siren_codes(const source_table *table)
{
    return first_is(table, "code", BASE_CODE_SIREN);
}

bool source_has_qpv_codes(const source_table *table)
{
    return first_is(table, "code", BASE_CODE_QPV);
}

static bool recognises(const source_format *format, source_table *table, unsigned roles)
{
    return (format->roles & roles) != 0 &&
           (!format->polygons || table->layer->geometry == DATASET_POLYGON) &&
           source_table_map(table, source_fields(), format->name) &&
           (format->detect == NULL || format->detect(table));
}

const source_format *source_recognise(source_table *table, unsigned roles)
{
    for (size_t i = 0; i < source_table_candidates(table); i++) {
        source_table_set_header(table, i);
        for (const source_format *format = source_formats; format->name != NULL; format++)
            if (recognises(format, table, roles))
                return format;
    }
    source_table_set_header(table, 0);
    return NULL;
}

bool source_is_empty(source_table *table, unsigned role)
{
    const dataset_layer *layer = table->layer;
    for (const source_format *format = source_formats; format->name != NULL; format++) {
        if ((format->roles & role) == 0 || (format->polygons && layer->geometry != DATASET_POLYGON))
            continue;
        if (!layer->raw && table->head->len == 0 &&
            source_table_map(table, source_fields(), format->name))
            return true;
        if (!layer->raw || table->head->len == 0)
            continue;
        source_table_set_header(table, table->head->len - 1); /* the last line there is */
        bool header = source_table_map(table, source_fields(), format->name);
        source_table_set_header(table, 0);
        if (header)
            return true;
    }
    return false;
}

/* An alias for people: # is a year. g_free(). */
static char *show_alias(const char *alias)
{
    g_auto(GStrv) pieces = g_strsplit(alias, "#", -1);
    return g_strjoinv("AAAA", pieces);
}

/* "INSEE_COM, NOM, SIREN_EPCI": the required columns of a format, and those that the user may
 * replace. */
static char *required_columns(const char *name, const char *separator)
{
    GString *text = g_string_new(NULL);
    for (const source_field *field = source_fields(); field->source != NULL; field++)
        if ((field->required || field->shown) && strcmp(field->source, name) == 0) {
            g_autofree char *shown = show_alias(field->spelled);
            g_string_append_printf(text, "%s%s", text->len > 0 ? separator : "", shown);
        }
    return g_string_free(text, FALSE);
}

/* "code (insee_com, code_insee, codgeo..., code) + population (pmun)": what a plain table may use.
 */
static char *accepted_names(const char *name)
{
    GString *text = g_string_new(NULL);
    for (const source_field *field = source_fields(); field->source != NULL; field++) {
        if (!(field->required || field->shown) || strcmp(field->source, name) != 0)
            continue;
        g_string_append_printf(text, "%s%s (", text->len > 0 ? " + " : "", field->field);
        size_t n = g_strv_length(field->columns);
        for (size_t i = 0; i < n; i++) {
            if (n > LOOKED_FOR_NAMES + 2 && i >= LOOKED_FOR_NAMES && i + 1 < n)
                continue;
            g_autofree char *alias = show_alias(field->columns[i]);
            const char *gap = n > LOOKED_FOR_NAMES + 2 && i + 1 == n ? "..., " : ", ";
            g_string_append_printf(text, "%s%s", i > 0 ? gap : "", alias);
        }
        g_string_append_c(text, ')');
    }
    return g_string_free(text, FALSE);
}

/* Formats that anyone can make a file of: one or two columns, each under many names. */
static bool is_plain(const source_format *format)
{
    return format->generic || (format->roles & SOURCE_POP_QPV) != 0 ||
           strcmp(format->name, "qpv-2024") == 0;
}

char *source_looked_for(unsigned roles)
{
    GString *text = g_string_new(NULL);
    for (int pass = 0; pass < 2; pass++) /* plain tables first */
        for (const source_format *format = source_formats; format->name != NULL; format++) {
            if ((format->roles & roles) == 0 || is_plain(format) != (pass == 0))
                continue;
            g_autofree char *columns =
                pass == 0 ? accepted_names(format->name) : required_columns(format->name, " + ");
            if (text->len + strlen(columns) <= LOOKED_FOR_MAX)
                g_string_append_printf(text, "%s%s", text->len > 0 ? _(", or ") : "", columns);
        }
    return g_string_free(text, FALSE);
}

static const char *roles_text(unsigned roles)
{
    static const struct {
        unsigned role;
        const char *name;
    } names[] = {{SOURCE_COMMUNES, "communes"},
                 {SOURCE_PARTS, "communes"},
                 {SOURCE_QPV, "qpv"},
                 {SOURCE_EPCI, "epci"},
                 {SOURCE_POPULATION, "population"},
                 {SOURCE_POP_QPV, "pop_qpv"},
                 {SOURCE_CORRESPONDENCE, "correspondance"},
                 {SOURCE_COG, "cog"},
                 {SOURCE_CONTRACTS, "contrats_ville"},
                 {SOURCE_ZONING, "zonage"},
                 {SOURCE_GRID, "grid"}};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if ((roles & names[i].role) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", names[i].name);
    return g_string_free(text, FALSE);
}

int mlg_source_reads(const char *source, const char *path)
{
    return dataset_reads(source, path);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static mlg_source_info infos[G_N_ELEMENTS(source_formats)];

static void make_infos(void)
{
    for (size_t i = 0; source_formats[i].name != NULL; i++) {
        const source_format *format = &source_formats[i];
        infos[i] = (mlg_source_info){format->name, roles_text(format->roles), format->title,
                                     format->publisher, required_columns(format->name, ", ")};
    }
}

const mlg_source_info *mlg_source_list(size_t i)
{
    (void)pthread_once(&once, make_infos); /* fails only on a bad control variable */
    return i + 1 < G_N_ELEMENTS(source_formats) ? &infos[i] : NULL;
}
