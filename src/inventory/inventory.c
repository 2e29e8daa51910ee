/*
 * inventory.c - the finished inventory: names of its enumerations, look-up, and who is in force
 * when.
 */
#include "inventory/inventory.h"

#include <string.h>

base_enum_names inventory_status_names = {"EN_PROJET", "ACTIF",   "EN_RENOUVELLEMENT",
                                          "SUSPENDU",  "ECHU",    "ABANDONNE",
                                          "ABSORBE",   "INCONNU", NULL};
base_enum_names inventory_carrier_names = {
    "COMMUNE",     "EPCI",        "EPT", "METROPOLE", "PETR", "PAYS",  "PNR", "SYNDICAT_MIXTE",
    "DEPARTEMENT", "ASSOCIATION", "GIP", "HOPITAL",   "CCAS", "AUTRE", NULL};
base_enum_names inventory_coordination_names = {"OUI",     "NON", "VACANTE", "EN_RECRUTEMENT",
                                                "INCONNU", NULL};
base_enum_names inventory_yes_no_names = {"OUI", "NON", "INCONNU", NULL};
base_enum_names inventory_unit_names = {"COMMUNE",
                                        "COMMUNE_DELEGUEE",
                                        "ARRONDISSEMENT_MUNICIPAL",
                                        "EPCI",
                                        "EPT",
                                        "DEPARTEMENT",
                                        "REGION",
                                        "QPV",
                                        "QPV_DE_COMMUNE",
                                        "QPV_DE_EPCI",
                                        "DISPOSITIF",
                                        "GEOMETRIE",
                                        "INCONNU",
                                        NULL};
base_enum_names inventory_extent_names = {"TOTALE", "PARTIELLE", "INCONNUE", NULL};
base_enum_names inventory_echelon_names = {"REGION", "DEPARTEMENT", "EPCI", NULL};

void mlg_inventory_free(mlg_inventory *inventory)
{
    if (inventory == NULL)
        return;
    mlg_inventory_free(inventory->compared);
    for (size_t i = 0; i < inventory->n_lines; i++)
        if (inventory->lines[i].shape.wkb != NULL)
            g_bytes_unref(inventory->lines[i].shape.wkb);
    g_free(inventory->lines);
    g_free(inventory->dispositifs);
    g_free(inventory->types);
    g_free(inventory->surveys);
    g_free(inventory->kept_columns);
    g_free(inventory->crs);
    g_free(inventory->sources);
    if (inventory->files != NULL)
        g_ptr_array_unref(inventory->files);
    if (inventory->owned != NULL)
        g_ptr_array_unref(inventory->owned);
    if (inventory->strings != NULL)
        g_string_chunk_free(inventory->strings);
    g_free(inventory);
}

size_t mlg_inventory_count(const mlg_inventory *inventory)
{
    return inventory->n_dispositifs;
}

const char *mlg_inventory_id(const mlg_inventory *inventory, size_t i)
{
    return i < inventory->n_dispositifs ? inventory->dispositifs[i].id : NULL;
}

const char *mlg_inventory_type(const mlg_inventory *inventory, size_t i)
{
    return i < inventory->n_dispositifs ? inventory->types[inventory->dispositifs[i].type] : NULL;
}

const mlg_inventory *mlg_inventory_compared(const mlg_inventory *inventory)
{
    return inventory->compared;
}

size_t mlg_inventory_rejected(const mlg_inventory *inventory)
{
    return inventory->n_rows_rejected;
}

uint32_t inventory_find(const mlg_inventory *inv, const char *id)
{
    size_t low = 0, high = inv->n_dispositifs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(inv->dispositifs[middle].id, id);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TERRITORY_NONE;
}

base_date inventory_start(const inventory_dispositif *d)
{
    return d->starts.first != BASE_DATE_NONE ? d->starts.first : d->signed_on.first;
}

bool inventory_days_in_force(const inventory_dispositif *d, base_period *ret_days)
{
    base_period days = {inventory_start(d), d->ends.last};
    bool both = days.first != BASE_DATE_NONE && days.last != BASE_DATE_NONE;
    bool ever = false;
    switch (d->status) {
    case INVENTORY_ACTIF:
        ever = true;
        break;
    case INVENTORY_EN_RENOUVELLEMENT: /* goes on past its end */
        ever = true;
        days.last = BASE_DATE_NONE;
        break;
    case INVENTORY_ECHU:
    case INVENTORY_ABSORBE:
        ever = both;
        break;
    case INVENTORY_EN_PROJET:
    case INVENTORY_ABANDONNE:
    case INVENTORY_SUSPENDU:
    case INVENTORY_STATUT_INCONNU:
        break;
    }
    if (ever)
        *ret_days = days;
    return ever;
}

static bool holds(base_date first, base_date last, base_date day)
{
    return (first == BASE_DATE_NONE || first <= day) && (last == BASE_DATE_NONE || last >= day);
}

inventory_validity inventory_in_force(const inventory_dispositif *d, base_date day,
                                      bool with_projects)
{
    base_date end = d->ends.last;
    base_period days;
    bool ever = inventory_days_in_force(d, &days);
    bool goes_on = d->status == INVENTORY_ACTIF || d->status == INVENTORY_EN_RENOUVELLEMENT;
    bool project = d->status == INVENTORY_EN_PROJET;
    return (inventory_validity){
        .in_force = (ever && holds(days.first, days.last, day)) || (project && with_projects),
        .project = project,
        .undated = goes_on && inventory_start(d) == BASE_DATE_NONE && end == BASE_DATE_NONE,
        .past_end = goes_on && end != BASE_DATE_NONE && end < day};
}

bool inventory_line_in_force(const inventory_line *line, base_date day)
{
    return holds(line->start, line->end, day);
}
