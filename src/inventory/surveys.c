/*
 * surveys.c - rows of the table `recensement`: where a type of dispositif was surveyed.
 */
#include "inventory/check.h"

#include <string.h>

#include "inventory/cells.h"

/* What a row says but for its unit and type. */
typedef struct survey_facts {
    inventory_echelon echelon;
    base_date date;
    bool complete;
    const char *source;
    inventory_origin origin;
} survey_facts;

static inventory_unit unit_of_echelon(inventory_echelon echelon)
{
    switch (echelon) {
    case INVENTORY_ECHELON_REGION:
        return INVENTORY_REGION;
    case INVENTORY_ECHELON_DEPARTEMENT:
        return INVENTORY_DEPARTEMENT;
    default:
        return INVENTORY_EPCI;
    }
}

/* Types of a cell: one or several, or all that the inventory has. Owned array of borrowed names. */
static GPtrArray *read_types(inventory_row *row, const char *text)
{
    inventory_check *check = row->check;
    GPtrArray *types = g_ptr_array_new();
    if (strcmp(text, "*") == 0 || inventory_alias_value(check->aliases, "tous", text) != NULL) {
        for (guint i = 0; i < check->drafts->len; i++) {
            const inventory_draft *draft = g_ptr_array_index(check->drafts, i);
            if (!g_ptr_array_find(types, draft->type_name, NULL))
                g_ptr_array_add(types, (gpointer)draft->type_name);
        }
        return types;
    }
    g_auto(GStrv) words = inventory_alias_value(check->aliases, "type", text) != NULL
                              ? g_strsplit(text, "\n", 1)
                              : inventory_split_words(text);
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *type = inventory_type_name(check, words[i]);
        if (type != NULL && !inventory_is_void(check, words[i]))
            g_ptr_array_add(types, (gpointer)type);
    }
    if (types->len == 0)
        INVENTORY_REPORT(row, .code = "type-absent", .column = "type", .value = text);
    return types;
}

static bool read_facts(inventory_row *row, const inventory_recensement_row *in,
                       survey_facts *ret_facts)
{
    int echelon = inventory_read_enum(row, "echelon", "echelon", inventory_echelon_names,
                                      in->echelon, INVENTORY_REJECT);
    if (echelon < 0 && !row->rejected)
        INVENTORY_REPORT(row, .code = "echelon-absent", .column = "echelon", .value = in->code);
    int complete = inventory_read_enum(row, "complet", "oui_non", inventory_yes_no_names,
                                       in->complet, INVENTORY_IGNORE);
    if (complete < 0 && inventory_is_void(row->check, in->complet)) /* else it is told above */
        INVENTORY_REPORT(row, .code = "complet-absent", .column = "complet");
    *ret_facts = (survey_facts){
        .echelon = echelon < 0 ? INVENTORY_ECHELON_REGION : (inventory_echelon)echelon,
        .date = inventory_read_date(row, "date", in->date).first,
        .complete = complete <= 0, /* OUI, or not said: the row says that it was surveyed */
        .source = in->source,
        .origin = in->origin,
    };
    return echelon >= 0;
}

static void add_surveys(inventory_check *check, const survey_facts *facts, uint32_t unit,
                        const GPtrArray *types)
{
    for (guint i = 0; i < types->len; i++) {
        inventory_survey survey = {
            .echelon = facts->echelon,
            .index = unit,
            .type = TERRITORY_NONE, /* found once the types are in order */
            .type_name = g_ptr_array_index(types, i),
            .date = facts->date,
            .complete = facts->complete,
            .source = facts->source,
            .origin = facts->origin,
        };
        g_array_append_val(check->surveys, survey);
    }
}

static void check_survey(inventory_row *row, const inventory_recensement_row *in)
{
    survey_facts facts;
    bool ok = read_facts(row, in, &facts);
    g_autoptr(GPtrArray) types = read_types(row, in->type);
    if (!ok || types->len == 0)
        return;
    inventory_unit unit = unit_of_echelon(facts.echelon);
    g_autoptr(GArray) tokens = inventory_split_codes(inventory_unit_code_kind(unit), in->code);
    if (tokens->len == 0)
        INVENTORY_REPORT(row, .code = "unite-code-absent", .column = "code",
                         .value = inventory_unit_names[unit]);
    for (guint i = 0; i < tokens->len; i++) {
        const inventory_token *token = &g_array_index(tokens, inventory_token, i);
        const char *name = token->words != NULL ? token->words : "";
        g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(inventory_target));
        if (token->code == NULL)
            inventory_report_name_only(row, "code", unit, name);
        else if (inventory_resolve(row, "code", unit, token->code, name, targets))
            add_surveys(row->check, &facts, g_array_index(targets, inventory_target, 0).index,
                        types);
    }
}

/* A type that no dispositif has is a survey that found none, or a typing mistake. */
static void remark_types(inventory_check *check, const inventory_row *row, guint first)
{
    for (guint i = first; i < check->surveys->len; i++) {
        const char *type = g_array_index(check->surveys, inventory_survey, i).type_name;
        inventory_row copy = *row;
        if (!g_hash_table_contains(check->types, type))
            INVENTORY_REPORT(&copy, .code = "recensement-type-vide", .column = "type",
                             .value = type);
    }
}

void inventory_check_surveys(inventory_check *check)
{
    const GArray *in = check->b->recensements;
    for (guint i = 0; i < in->len; i++) {
        const inventory_recensement_row *cells = &g_array_index(in, inventory_recensement_row, i);
        inventory_row row = {
            .check = check, .object = "recensement", .id = cells->code, .origin = &cells->origin};
        guint before = check->surveys->len;
        check_survey(&row, cells);
        remark_types(check, &row, before);
        inventory_row_done(&row);
    }
}
