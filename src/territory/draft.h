/*
 * draft.h - a territory while it is being filled: what the builder's files share. Private to this
 * room.
 */
#ifndef TERRITORY_DRAFT_H
#define TERRITORY_DRAFT_H

#include "territory/builder.h"

/* A membership or a figure that a table states about a code, with where it stands. */
typedef struct draft_fact {
    mlg_code code, group;
    double people;
    const char *class_name; /* of a zoning */
    territory_origin origin;
    uint32_t table; /* in builder->tables */
    bool used;
} draft_fact;

/* A zoning: its classes as facts about communes. */
typedef struct draft_zoning {
    const char *name;
    GArray *facts; /* draft_fact */
} draft_zoning;

/* A row of the list of matches of generations. */
typedef struct draft_match {
    mlg_code newer, older; /* of 2024, of 2015 */
    territory_origin origin;
} draft_match;

/* A table of facts or QPV. */
typedef struct draft_table {
    int year, census; /* as it says, 0 when it does not */
    base_date day;    /* the COG that its codes are of, BASE_DATE_NONE when not known */
    int distance;     /* years from the COG of the communes */
} draft_table;

struct territory_builder {
    GArray *communes;        /* territory_commune_row */
    GArray *parts;           /* territory_part_row */
    GArray *groups;          /* territory_group_row */
    GArray *qpvs;            /* territory_qpv_row */
    GArray *memberships[2];  /* draft_fact: EPCI, EPT */
    GArray *populations;     /* draft_fact */
    GArray *qpv_populations; /* draft_fact */
    GArray *zonings;         /* draft_zoning */
    GArray *matches;         /* draft_match */
    GArray *tables;          /* draft_table; the first one is of no file */
    GArray *sources;         /* territory_source */
    territory_history *history;
    const char *history_file;
    guint n_censused;  /* tables whose census was told */
    GPtrArray *crs;    /* char * */
    GPtrArray *shapes; /* GBytes *, one reference each */
    GStringChunk *strings;
    int vintage, population_year;
    bool generalised;
};

/* Fallible steps of territory_builder_finish, in the order they are called. */
typedef struct draft_work {
    territory_builder *b;
    mlg_territory *t;
    const territory_options *options;
    const mlg_monitor *monitor;
} draft_work;

/** The COG that the communes are of, and that of each table. */
void draft_vintages(draft_work *work);
/** The EPCI of each year that tables are given of; those of one year that contradict each other. */
void draft_memberships(draft_work *work);
/** Facts about codes of other vintages become facts about the communes. */
void draft_convert(draft_work *work);
/** Communes sorted by code, doubles collected, arrondissements set apart or put together. */
mlg_status draft_communes(draft_work *work, mlg_error *err);
/** EPCI, EPT, départements and régions, and the links of communes to them. */
mlg_status draft_groups(draft_work *work, mlg_error *err);
/** Official populations of communes and their parts. */
mlg_status draft_populations(draft_work *work, mlg_error *err);
/** QPV of the generation in force, and of the other when it is compared: their lists of communes,
 * their populations. */
mlg_status draft_qpvs(draft_work *work, mlg_error *err);
/** Zonings: the class of each commune. */
mlg_status draft_zonings(draft_work *work, mlg_error *err);
/** The official list of which QPV follow which. */
mlg_status draft_matches(draft_work *work, mlg_error *err);

/** Appends what a code of a table is among the communes (mlg_code): itself when nothing is known of
 * the vintages or the code. */
void draft_image(const draft_work *work, uint32_t table, mlg_code code, GArray *ret);
/** Tells once a table of the COG of day `from` how many of its codes are others among the communes,
 * and the first; nothing for none. */
void draft_report_converted(const draft_work *work, territory_origin origin, base_date from,
                            mlg_code first, mlg_code target, size_t n);
/** Appends the codes of the communes in the list of a QPV that can be read (mlg_code). */
void draft_list_codes(const territory_qpv_row *row, GArray *ret);
/** Distinct codes, ascending, with Paris, Lyon or Marseille beside their arrondissements. */
void draft_sort_codes(GArray *codes);

/** Joins a second polygon of one code as parts (the mesh repairs what touches); false when the two
 * are of different CRS, so that the second is not used. */
bool draft_add_shape(territory_builder *b, territory_shape *shape, territory_shape more);
/** Tells a row whose code already stands on another, and whether its polygon was joined. */
void draft_report_double(const draft_work *work, const char *object, mlg_code code,
                         territory_origin first, territory_origin second, bool joined);

/** Zeroed array that the territory owns. */
void *draft_new(draft_work *work, size_t n, size_t item_size);

/** Facts sorted by code; of one code the last of the table nearest to the communes is the one
 * found. NULL when absent. */
void draft_sort_facts(const draft_work *work, GArray *facts);
draft_fact *draft_find_fact(GArray *facts, mlg_code code);

/**
 * Reports facts about codes that nothing loaded has, once a file: the number and the first code.
 * With not one fact of `facts` used, MLG_E_FORMAT with examples of both sides. `known` is a code of
 * the other side.
 */
mlg_status draft_check_joined(draft_work *work, GArray *facts, const char *what, const char *known,
                              mlg_error *err);

#endif
