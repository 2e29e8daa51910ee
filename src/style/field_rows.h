/*
 * field_rows.h - the tables of columns, by kind of layer, and of the labels of their values.
 * Private to the room.
 */
#ifndef STYLE_FIELD_ROWS_H
#define STYLE_FIELD_ROWS_H

#include "style/fields.h"

/* Layers that a column belongs to: columns that users keep (--garder, zonages) may bear a name that
 * is ours elsewhere. */
#define FIELD_QPV                    (1U << 0) /* qpv, qpv_2015, qpv_2024 */
#define FIELD_COMMUNE                (1U << 1)
#define FIELD_EPCI                   (1U << 2)
#define FIELD_DEPARTEMENT            (1U << 3)
#define FIELD_REGION                 (1U << 4)
#define FIELD_CONTRAT_VILLE          (1U << 5)
#define FIELD_DISPOSITIF             (1U << 6)
#define FIELD_LACUNE                 (1U << 7)
#define FIELD_SUPERPOSITION          (1U << 8)
#define FIELD_QPV_DISPOSITIF         (1U << 9)
#define FIELD_CORRESPONDANCE         (1U << 10)
#define FIELD_RELATION               (1U << 11)
#define FIELD_DISPOSITIF_DEPARTEMENT (1U << 12)
#define FIELD_INDICATEUR             (1U << 13)
#define FIELD_DIAGNOSTIC             (1U << 14)
#define FIELD_PARAMETRE              (1U << 15)
#define FIELD_GROUPS                 (FIELD_EPCI | FIELD_DEPARTEMENT | FIELD_REGION | FIELD_CONTRAT_VILLE)
#define FIELD_ZONES                  (FIELD_QPV | FIELD_COMMUNE | FIELD_GROUPS)

/** A column, or with `per_type` those named stem_suffix; %s of its texts is the type. */
typedef struct field_row {
    unsigned layers;
    const char *name;
    bool per_type;
    const char *title; /* msgid, as the following */
    const char *unit;
    const char *description;
    const style_value *values;
} field_row;

/** Ended by a NULL name; the first row that fits counts. */
extern const field_row field_zone_rows[], field_dispositif_rows[], field_table_rows[];

/* msgids of units */
#define FIELD_PEOPLE N_("inhab.")
#define FIELD_SHARE  N_("0 to 1")
#define FIELD_AREA   N_("ha")
#define FIELD_FTE    N_("FTE")

/* Labels, in the order of the code tables that they name. */
extern const style_value value_coverage[], value_coverage_qpv[], value_status[], value_carrier[],
    value_coordination[], value_yes_no[], value_force[], value_method[], value_size[],
    value_scale[], value_link[], value_severity[], value_object[], value_echelon[], value_change[],
    value_evolution[], value_match[], value_unit[];

/** What a list of labels is called in gpkg_data_column_constraints. */
const char *value_list_name(const style_value *values);

#endif
