/*
 * inventory.h - dispositifs, perimeter lines and surveys, checked and resolved against a territory.
 * Immutable after inventory_builder_finish(); read by any thread.
 */
#ifndef INVENTORY_INVENTORY_H
#define INVENTORY_INVENTORY_H

#include "base/date.h"
#include "base/enums.h"
#include "territory/territory.h"

#include <maillage/inventory.h>

typedef enum inventory_status {
    INVENTORY_EN_PROJET,
    INVENTORY_ACTIF,
    INVENTORY_EN_RENOUVELLEMENT,
    INVENTORY_SUSPENDU,
    INVENTORY_ECHU,
    INVENTORY_ABANDONNE,
    INVENTORY_ABSORBE,
    INVENTORY_STATUT_INCONNU
} inventory_status;
extern base_enum_names inventory_status_names; /* EN_PROJET, ACTIF, ... as in design §4 */

/* -1 when the cell is empty */
/* COMMUNE, EPCI, EPT, METROPOLE, ... */
extern base_enum_names inventory_carrier_names;
/* OUI, NON, VACANTE, EN_RECRUTEMENT, INCONNU */
extern base_enum_names inventory_coordination_names;
/* OUI, NON, INCONNU */
extern base_enum_names inventory_yes_no_names;

typedef enum inventory_unit {
    INVENTORY_COMMUNE,
    INVENTORY_COMMUNE_DELEGUEE,
    INVENTORY_ARRONDISSEMENT_MUNICIPAL,
    INVENTORY_EPCI,
    INVENTORY_EPT,
    INVENTORY_DEPARTEMENT,
    INVENTORY_REGION,
    INVENTORY_QPV,
    INVENTORY_QPV_DE_COMMUNE,
    INVENTORY_QPV_DE_EPCI,
    INVENTORY_DISPOSITIF,
    INVENTORY_GEOMETRIE,
    INVENTORY_UNITE_INCONNUE
} inventory_unit;
extern base_enum_names inventory_unit_names;

typedef enum inventory_extent {
    INVENTORY_TOTALE,
    INVENTORY_PARTIELLE,
    INVENTORY_INCONNUE
} inventory_extent;
extern base_enum_names inventory_extent_names;

/** Where a row stands in the user's file. Texts live in the inventory. */
typedef struct inventory_origin {
    const char *file, *sheet;
    long row;
} inventory_origin;

/** One unit of a perimeter: a cell with three codes makes three lines. Its code exists. */
typedef struct inventory_line {
    bool excluded; /* EXCLUT */
    inventory_unit unit;
    mlg_code code;  /* as resolved; empty for GEOMETRIE, INCONNU, DISPOSITIF */
    uint32_t index; /* in the territory's array of that unit, or in dispositifs[] (DISPOSITIF), or
                       geometry number (GEOMETRIE) */
    inventory_extent extent;
    double share;          /* part_population 0-1, NaN when not given */
    territory_shape shape; /* GEOMETRIE; crs indexes inventory->crs */
    bool by_commune;       /* GEOMETRIE: drawn from whole communes, but not on their borders */
    base_date start, end;  /* of the line itself, or BASE_DATE_NONE */
    int vintage;           /* millesime, 0 when absent */
    mlg_code was;          /* code of another COG that the line stands for, or empty */
    base_date was_day;     /* that COG */
    bool part;             /* what was is a part of the unit: its extent and share say how much */
    inventory_origin origin;
} inventory_line;

typedef struct inventory_dispositif {
    const char *id, *name;
    uint32_t type; /* in inventory->types */
    inventory_status status;
    int generation;                     /* 0 when absent */
    const char *succeeds, *absorbed_by; /* ids as those spell them, "" when absent */
    uint32_t predecessor;               /* index of the one that it succeeds, or TERRITORY_NONE */
    /* date_signature, date_debut, date_fin; first and last are NONE when absent */
    base_period signed_on, starts, ends;
    int carrier; /* inventory_carrier_names or -1 */
    const char *carrier_code, *carrier_name;
    int coordination, volet_sante; /* or -1 */
    double etp;                    /* NaN when absent */
    const char *source, *comment;
    base_date source_date;
    uint32_t first_line, n_lines; /* in inventory->lines, INCLUT and EXCLUT in file order */
    bool perimeter_unknown;  /* unite_type INCONNU, or no line left: counted, out of coverage */
    const char *const *kept; /* values of inventory->kept_columns */
    inventory_origin origin;
} inventory_dispositif;

typedef enum inventory_echelon {
    INVENTORY_ECHELON_REGION,
    INVENTORY_ECHELON_DEPARTEMENT,
    INVENTORY_ECHELON_EPCI
} inventory_echelon;
extern base_enum_names inventory_echelon_names;

/** Where a type was surveyed. */
typedef struct inventory_survey {
    inventory_echelon echelon;
    uint32_t index; /* of the région, département or EPCI */
    uint32_t type;  /* in inventory->types, or TERRITORY_NONE: a type that no dispositif has */
    const char *type_name;
    base_date date;
    bool complete;
    const char *source;
    inventory_origin origin;
} inventory_survey;

struct mlg_inventory {
    const char **types; /* CLS, ASV, CLSM, then alphabetical */
    size_t n_types;
    inventory_dispositif *dispositifs; /* by id */
    size_t n_dispositifs;
    inventory_line *lines;
    size_t n_lines;
    size_t n_geometries; /* GEOMETRIE lines, numbered 0.. by line order */
    inventory_survey *surveys;
    size_t n_surveys;
    bool has_survey_table;
    const char **kept_columns;
    size_t n_kept;
    char **crs; /* CRS texts of GEOMETRIE shapes */
    size_t n_crs;
    size_t n_rows_read, n_rows_rejected; /* rejected: wholly, or some of its units */
    territory_source *sources;
    size_t n_sources;
    GPtrArray *files;        /* that perimeters are drawn in, char * */
    mlg_inventory *compared; /* the same against territory->compared, or NULL: the same dispositifs,
                                with lines of their own; texts are ours */
    GStringChunk *strings;
    GPtrArray *owned;
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_inventory, mlg_inventory_free)

uint32_t inventory_find(const mlg_inventory *inv, const char *id);

/** The unit that a carrier of a type is, or INCONNU: PETR, associations... are in no territory.
 * `carrier` is in inventory_carrier_names, or -1. */
inventory_unit inventory_carrier_unit(int carrier);

/** In force on a day, by status and dates (design §4). */
typedef struct inventory_validity {
    bool in_force;
    bool project;  /* EN_PROJET, counted only with projects */
    bool undated;  /* counts though no date says so */
    bool past_end; /* ACTIF or EN_RENOUVELLEMENT with a past end */
} inventory_validity;
inventory_validity inventory_in_force(const inventory_dispositif *d, base_date day,
                                      bool with_projects);

/**
 * First and last day on which it is in force, BASE_DATE_NONE for no limit; false: on no day. The
 * other way to read inventory_in_force(), without projects.
 */
bool inventory_days_in_force(const inventory_dispositif *d, base_period *ret_days);

/** First day of a contract: date_debut, else date_signature; BASE_DATE_NONE when not told. */
base_date inventory_start(const inventory_dispositif *d);

/** True when a line's own dates hold on the day. */
bool inventory_line_in_force(const inventory_line *line, base_date day);

#endif
