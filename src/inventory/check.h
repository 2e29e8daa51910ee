/*
 * check.h - the state of one inventory_builder_finish(): what its steps share and how they report.
 * Private to this room. A row with a finding of severity MLG_REJECTED counts as rejected.
 */
#ifndef INVENTORY_CHECK_H
#define INVENTORY_CHECK_H

#include "inventory/aliases.h"
#include "inventory/builder.h"
#include "inventory/names.h"

/** A sheet whose rows are those of a published list. */
typedef struct inventory_list {
    const char *file, *sheet, *column; /* its column of codes */
} inventory_list;

struct inventory_builder {
    const mlg_monitor *monitor;
    GArray *dispositifs;  /* inventory_dispositif_row, texts cleaned and never NULL, wkb a GBytes */
    GArray *perimetres;   /* inventory_perimetre_row */
    GArray *recensements; /* inventory_recensement_row */
    GArray *sources;      /* territory_source */
    GPtrArray *files;     /* that perimeters are drawn in, char * */
    GPtrArray *kept;      /* const char * */
    GPtrArray *shapes;    /* GBytes *: geometry of rows, one reference each */
    GPtrArray *owned;     /* arrays that the inventory will own */
    GStringChunk *strings;
    GArray *published; /* inventory_list */
    GHashTable *ids;   /* inventory_id_key() -> number of its first row in dispositifs, from 1 */
    size_t n_rejected; /* rows that were rejected before they came here */
};

/** A dispositif while its lines are gathered. */
typedef struct inventory_draft {
    inventory_dispositif d;
    const char *type_name;
    GArray *lines;  /* inventory_line, in file order */
    uint32_t index; /* in the order of ids */
    uint32_t row;   /* in builder->dispositifs */
    bool has_rows;  /* some row, good or not, describes its perimeter */
    bool unknown;   /* a line says that its perimeter is not known */
    bool outside;   /* a line names a unit that lies outside the loaded territory */
    bool compared;  /* a line names a QPV of the compared generation */
} inventory_draft;

/** Codes of a file and of a vintage that were converted. */
typedef struct inventory_conversion {
    const char *file;
    int year;
    size_t n;
    mlg_code first;
    char target[16]; /* code, or year, that the first became */
} inventory_conversion;

typedef struct inventory_check {
    inventory_builder *b;
    const mlg_territory *territory; /* NULL: an inventory checked alone, by the form of its codes */
    base_date date;
    inventory_aliases *aliases;
    inventory_names *names;
    GPtrArray *drafts; /* inventory_draft, owned; by id after inventory_check_dispositifs() */
    GHashTable *drafts_by_id; /* inventory_id_key() -> inventory_draft */
    GHashTable *rejected_ids; /* keys of ids whose row was rejected */
    GHashTable *types;        /* type name -> its number of dispositifs */
    GHashTable *lines;        /* what each line says, as text: doubles are told */
    GPtrArray *crs;           /* CRS texts of geometries */
    GArray *surveys;          /* inventory_survey */
    size_t n_read, n_rejected;
    size_t n_joined, n_lost; /* codes that the territory has, and has not */
    const char *first_lost;
    GArray *conversions;             /* inventory_conversion */
    inventory_conversion other_epci; /* lines of EPCI whose millesime no table is of */
} inventory_check;

/** The row that findings are about. */
typedef struct inventory_row {
    inventory_check *check;
    const char *object, *id;
    const inventory_origin *origin;
    bool rejected;
    bool outside;    /* a unit lies outside the loaded territory */
    bool compared;   /* a unit is a QPV of the compared generation */
    int vintage;     /* millesime of a perimeter line, 0 when absent */
    base_date start; /* of the line, else of its dispositif, or BASE_DATE_NONE */
} inventory_row;

/** Emits a finding about the row: object, id, file, layer and row are filled in. */
void inventory_report(inventory_row *row, const mlg_finding *finding);
#define INVENTORY_REPORT(row, ...) inventory_report((row), &(mlg_finding){__VA_ARGS__})

/** Counts the row, as rejected when a finding was. */
void inventory_row_done(inventory_row *row);

/** True for an empty cell and for words that say "not known": NR, NC, "?", "à préciser". */
bool inventory_is_void(const inventory_check *check, const char *text);

/** What becomes of an enumeration that is not known. */
typedef enum inventory_unknown { INVENTORY_REJECT, INVENTORY_IGNORE } inventory_unknown;

/** Reads an enumeration; -1 when empty or, after a finding that names the nearest value, not known.
 */
int inventory_read_enum(inventory_row *row, const char *column, const char *aliases,
                        base_enum_names names, const char *text, inventory_unknown unknown);

/** Reads a date; both days are BASE_DATE_NONE when empty or, after a finding, not usable. */
base_period inventory_read_date(inventory_row *row, const char *column, const char *text);

/** False after a finding when the end is before the start. */
bool inventory_check_order(inventory_row *row, const char *start_column, base_date start,
                           base_date end);

/** Name of a type as outputs spell it: upper-case ASCII and `_`. Lives in the builder's strings;
 * NULL when empty. */
const char *inventory_type_name(inventory_check *check, const char *text);

/** Key by which ids are compared: case and spaces do not count. g_free(). */
char *inventory_id_key(const char *id);

/** Draft of an id, or NULL. */
inventory_draft *inventory_find_draft(const inventory_check *check, const char *id);

/** Id nearest to one that is not in the inventory, or NULL. */
const char *inventory_nearest_id(const inventory_check *check, const char *id);

/* Steps of finish, in order. */
void inventory_check_dispositifs(inventory_check *check);
void inventory_check_types(inventory_check *check);
void inventory_check_perimetres(inventory_check *check);
void inventory_check_parts(inventory_check *check);
void inventory_check_cycles(inventory_check *check);
void inventory_check_states(inventory_check *check);
void inventory_check_chains(inventory_check *check);
void inventory_check_surveys(inventory_check *check);
void inventory_check_published(inventory_check *check);

/** Column of codes of the published list that a row is of; NULL for a row of the user's own. */
const char *inventory_published(const inventory_check *check, const inventory_origin *origin);

/** Column that the codes of units stand in, where a row is of. */
const char *inventory_code_column(const inventory_check *check, const inventory_origin *origin);

/** Rows of `dispositifs` that are of no published list, and how many of them were accepted. */
size_t inventory_count_own(const inventory_check *check, size_t *ret_n_drafts);

/** Tells a unit of a published list that the territory has no more; false for rows of the user's
 * own. */
bool inventory_report_obsolete(inventory_row *row, const char *column, inventory_unit unit,
                               const char *code);

/** The inventory of what was checked; its texts are still the builder's. */
mlg_inventory *inventory_layout(inventory_check *check);
/** Gives the builder's texts and kept values to an inventory, and empties the builder. */
void inventory_take_builder(inventory_builder *b, mlg_inventory *inv);

/** Reads the perimeter that a row of `dispositifs` holds itself. */
void inventory_check_own_line(inventory_row *row, inventory_draft *draft);

/** A unit as resolved. */
typedef struct inventory_target {
    inventory_unit unit;
    mlg_code code;
    uint32_t index;
    mlg_code was;      /* the code of another vintage that it stands for, or empty */
    base_date was_day; /* the COG of that code */
    bool part;         /* what was is a part of it */
    bool maybe;        /* whether what was holds it cannot be told */
} inventory_target;

/**
 * Appends the unit of a code to targets (inventory_target); Paris in a run by arrondissement makes
 * several. False after a finding that explains and proposes. `name` is what the row calls it, or
 * "". Not for DISPOSITIF, GEOMETRIE, INCONNU.
 */
bool inventory_resolve(inventory_row *row, const char *column, inventory_unit unit,
                       const char *text, const char *name, GArray *targets);

/**
 * inventory_resolve() for the units of a perimeter: codes of communes, and EPCI, of the vintage of
 * the row (millesime, else the year it starts, else the run's) become units of the territory.
 */
bool inventory_resolve_dated(inventory_row *row, const char *column, inventory_unit unit,
                             const char *text, const char *name, GArray *targets);

/** Appends what a commune of another day is among the communes: true after that or, with *ret_ok
 * false, after a finding; false where it is as it is written. */
bool inventory_convert_commune(inventory_row *row, inventory_unit unit, mlg_code code,
                               GArray *targets, bool *ret_ok);
/** Appends the QPV that a published list puts in a commune of another day, wholly or with others;
 * false when there is none. */
bool inventory_add_former_qpvs(const mlg_territory *t, mlg_code code, base_date day,
                               GArray *targets);
/** inventory_convert_commune() of an EPCI, by the table of its year. */
bool inventory_convert_epci(inventory_row *row, inventory_unit unit, mlg_code code, GArray *targets,
                            bool *ret_ok);
/** The table of EPCI of a year; else, of those just before and after it, the one that has the EPCI,
 * of equals the nearest, the later. NULL where one year is all there is. */
const territory_membership *inventory_epci_table(const mlg_territory *t, mlg_code code, int year);
/** Counts a code that was converted, for inventory_report_conversions(). */
void inventory_count_conversion(inventory_row *row, int year, mlg_code code, mlg_code target);
void inventory_report_conversions(inventory_check *check);

/** Codes of what a commune or EPCI of another vintage became, "93066, 93048"; NULL when the code is
 * none of another vintage. g_free(). */
char *inventory_successors(const mlg_territory *t, inventory_unit unit, mlg_code code);

/** Reports a unit that has a name and no code, with the code to write. */
void inventory_report_name_only(inventory_row *row, const char *column, inventory_unit unit,
                                const char *name);

/** Remarks on "the QPV of a commune or EPCI" where none of what its code names has one. */
void inventory_remark_qpv(inventory_row *row, const GArray *targets);

/** Kind of codes by which a unit is named. */
base_code_kind inventory_unit_code_kind(inventory_unit unit);

#endif
