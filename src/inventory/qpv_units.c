/*
 * qpv_units.c - "the QPV of a commune or EPCI": remarked on when no QPV's official list names it.
 */
#include "inventory/check.h"

#include "inventory/names.h"

static bool is_in(const mlg_territory *t, const inventory_target *target, uint32_t commune)
{
    if (commune == TERRITORY_NONE)
        return false;
    return target->unit == INVENTORY_QPV_DE_COMMUNE ? commune == target->index
                                                    : t->communes[commune].epci == target->index;
}

/* QPV of 2015 name their communes, without codes. */
static bool names_commune(const mlg_territory *t, const territory_qpv *qpv, uint32_t commune)
{
    const territory_commune *c = &t->communes[commune];
    return qpv->commune_names[0] != '\0' &&
           base_code_equal(base_code_department(c->code), qpv->department) &&
           inventory_names_agree(INVENTORY_EPCI, qpv->commune_names, c->name);
}

/* Communes of the unit whose name a QPV without list of codes bears. */
static bool names_unit(const mlg_territory *t, const territory_qpv *qpv,
                       const inventory_target *target)
{
    if (target->unit == INVENTORY_QPV_DE_COMMUNE)
        return names_commune(t, qpv, target->index);
    const territory_group *epci = &t->epcis[target->index];
    for (uint32_t i = 0; i < epci->n_communes; i++)
        if (names_commune(t, qpv, epci->communes[i]))
            return true;
    return false;
}

static bool has_qpv(const mlg_territory *t, const inventory_target *target)
{
    for (size_t i = 0; i < t->n_qpvs; i++) {
        const territory_qpv *qpv = &t->qpvs[i];
        if (is_in(t, target, qpv->declared))
            return true;
        for (uint32_t k = 0; k < qpv->n_list; k++)
            if (is_in(t, target, territory_find_commune(t, qpv->list[k])))
                return true;
        if (qpv->n_list == 0 && names_unit(t, qpv, target))
            return true;
    }
    return false;
}

void inventory_remark_qpv(inventory_row *row, const GArray *targets)
{
    const mlg_territory *t = row->check->territory;
    const inventory_target *first = NULL;
    for (guint i = 0; i < targets->len; i++) {
        const inventory_target *target = &g_array_index(targets, inventory_target, i);
        if ((target->unit != INVENTORY_QPV_DE_COMMUNE && target->unit != INVENTORY_QPV_DE_EPCI) ||
            t == NULL || t->n_qpvs == 0 || has_qpv(t, target))
            return;
        first = first != NULL ? first : target;
    }
    if (first != NULL)
        INVENTORY_REPORT(row, .code = "qpv-de-vide",
                         .column = inventory_code_column(row->check, row->origin),
                         .value = first->was.s[0] != '\0' ? first->was.s : first->code.s);
}
