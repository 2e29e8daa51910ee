/*
 * territory.h - the loaded territory as the other rooms see it: code-sorted arrays, links by index.
 * Immutable after territory_builder_finish(); read by any thread.
 */
#ifndef TERRITORY_TERRITORY_H
#define TERRITORY_TERRITORY_H

#include "base/code.h"
#include "base/date.h"
#include "base/error.h"
#include "base/monitor.h"
#include "territory/history.h"

#include <maillage/territory.h>

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define TERRITORY_NONE UINT32_MAX

/** Where a row was read, for findings; texts are copied once. */
typedef struct territory_origin {
    const char *file, *layer;
    long row;
} territory_origin;

/** A polygon as read: normalised WKB in CRS territory->crs[crs]. wkb NULL: no geometry. */
typedef struct territory_shape {
    GBytes *wkb;
    uint32_t crs;
    territory_origin origin; /* of its first row; texts belong to the territory */
} territory_shape;

typedef struct territory_commune {
    mlg_code code;
    const char *name;
    uint32_t department, region, epci, ept; /* indices or TERRITORY_NONE */
    double population;                      /* municipal, NaN when not known */
    territory_shape shape;
    uint32_t first_part, n_parts; /* its arrondissements and communes déléguées in parts[] */
} territory_commune;

typedef enum territory_part_kind {
    TERRITORY_ARRONDISSEMENT,
    TERRITORY_DELEGUEE
} territory_part_kind;

/** A municipal arrondissement or a commune associée/déléguée; sorted by (commune, kind, code). */
typedef struct territory_part {
    mlg_code code;
    const char *name;
    territory_part_kind kind;
    uint32_t commune;
    double population;
    territory_shape shape;
} territory_part;

/** EPCI, EPT, département or région. */
typedef struct territory_group {
    mlg_code code;
    const char *name;
    const char *nature;       /* CC, CA, CU, METRO...; "" otherwise */
    uint32_t region;          /* of a département; else TERRITORY_NONE */
    territory_shape shape;    /* as given by a layer, else none: dissolved from communes */
    const uint32_t *communes; /* members, ascending */
    uint32_t n_communes;
    double population; /* sum of its communes, NaN when one is not known */
} territory_group;

typedef struct territory_qpv {
    mlg_code code;
    const char *name;
    int generation;
    const mlg_code *list; /* official commune codes, may be empty (2015: names) */
    uint32_t n_list;
    bool list_complete;        /* every code or name of the official list was found */
    const char *commune_names; /* as published, "" when none */
    const mlg_code *published; /* the list before it was converted to the COG of the communes */
    uint32_t n_published;
    base_date list_day; /* the COG of what is published, BASE_DATE_NONE when not known */
    uint32_t declared;  /* first commune of the list that is loaded, or TERRITORY_NONE */
    mlg_code department;
    double population;     /* published, NaN when not */
    territory_shape shape; /* wkb may be empty: collapsed */
} territory_qpv;

/** Another zoning of the communes: a grid of density, attraction areas... */
typedef struct territory_zoning {
    const char *name;     /* of its column */
    const char **classes; /* as published, numbers by value, then texts */
    uint32_t n_classes;
    uint32_t *of_commune; /* class of each commune, or TERRITORY_NONE */
} territory_zoning;

/** QPV of the two generations that go together: by the official list, on common ground, or both.
 * The list also tells those that have none: `other` (or `qpv`) is then empty. */
typedef struct territory_match {
    mlg_code qpv, other;     /* of the run's generation, of the other one */
    double part, part_other; /* share of the area of each that is common, 0-1; NaN: not measured */
    bool listed;             /* stands in the official list */
} territory_match;

/** Share that two QPV must have in common, of each, to be one that has not changed; where the code
 * of 2024 does not tell. */
#define TERRITORY_KEPT_SHARE 0.95
/** The same where the code says unchanged: the published layers of 2015 and 2024 are simplified
 * apart, so that of 291 unchanged QPV one in a hundred has less than 0.88 in common, none less than
 * 0.83. */
#define TERRITORY_KEPT_LEAST 0.80

/** A match from the side of time: a QPV of 2024 follows one of 2015. */
typedef struct territory_succession {
    mlg_code newer, older;
    double part_newer, part_older;
} territory_succession;

/** A source that was read, for `parametre`. */
typedef struct territory_source {
    const char *role;    /* communes, qpv, epci, population, pop_qpv, dispositifs... */
    const char *path;    /* as typed */
    const char *dataset; /* name in the table of sources */
    const char *vintage; /* "2023" or "" */
    const char *sha256;
} territory_source;

/** The population of a commune that the COG of the communes does not have, or not as it was. */
typedef struct territory_former {
    mlg_code code;
    base_date day; /* COG of the table */
    double people;
} territory_former;

/** A commune in an EPCI of another year: whole, or the part of it that `was`, of that year's COG,
 * is; one for each of its parts that the EPCI holds. */
typedef struct territory_member {
    mlg_code epci, was;
    uint32_t commune;
    bool whole;
} territory_member;

/** The EPCI of a year, where tables of several years are given. */
typedef struct territory_membership {
    int year;
    const char *file;
    const territory_member *members; /* by (epci, commune, was) */
    size_t n_members;
} territory_membership;

struct mlg_territory {
    territory_commune *communes;
    size_t n_communes;
    territory_part *parts;
    size_t n_parts;
    territory_group *epcis, *epts, *departments, *regions;
    size_t n_epcis, n_epts, n_departments, n_regions;
    territory_qpv *qpvs;
    size_t n_qpvs;
    territory_zoning *zonings; /* in the order asked for */
    size_t n_zonings;
    char **crs; /* CRS texts that shapes refer to */
    size_t n_crs;
    int vintage;                /* COG year of the communes, 0 when not known */
    base_date cog_day;          /* the day that their codes are of, NONE when it cannot be told */
    territory_history *history; /* NULL without movements */
    territory_former *formers;  /* by (code, day) */
    size_t n_formers;
    territory_membership *memberships; /* by year; none where one year is all there is */
    size_t n_memberships;
    int epci_year;       /* of the tables that epcis[] are of, 0 when not known */
    int population_year; /* of the legal populations, 0 when not known */
    int qpv_generation;  /* of all QPV; 0 when there is none, or both by place (2024) */
    /* generation to use whatever the day in mainland France, overseas; 0: that in force on
     * qpv_date */
    int qpv_asked[2];
    int qpv_choice; /* of these what the user asked for, 0: nothing */
    base_date qpv_date;
    mlg_territory *compared;  /* a view with the QPV of the other generation, or NULL */
    const mlg_territory *run; /* of a view: the territory whose arrays it shares, all but QPV */
    territory_match *matches; /* by qpv, other; those without qpv last */
    size_t n_matches;
    bool has_match_list; /* the official list was given */
    bool generalised;    /* the commune layer is generalised (edge rule) */
    territory_source *sources;
    size_t n_sources;
    GPtrArray *files;       /* of a stored territory: itself and its sources, char *; else NULL */
    mlg_findings *findings; /* what was told while it was loaded; NULL: nothing is kept */
    GStringChunk *strings;
    GPtrArray *shapes; /* GBytes of all shapes */
    GPtrArray *owned;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_territory, mlg_territory_free)

/* Index by code, or TERRITORY_NONE. Binary searches. */
uint32_t territory_find_commune(const mlg_territory *t, mlg_code code);
uint32_t territory_find_part(const mlg_territory *t, mlg_code code, territory_part_kind kind);
uint32_t territory_find_epci(const mlg_territory *t, mlg_code code);
uint32_t territory_find_ept(const mlg_territory *t, mlg_code code);
uint32_t territory_find_department(const mlg_territory *t, mlg_code code);
uint32_t territory_find_region(const mlg_territory *t, mlg_code code);
uint32_t territory_find_qpv(const mlg_territory *t, mlg_code code);

/** The generation of QPV (2015, 2024) that the run uses where a QPV lies; 0 when it has none. */
int territory_generation_at(const mlg_territory *t, mlg_code qpv);

/**
 * Uses a territory that was loaded for one day on another, as if it had been loaded for it: the QPV
 * must be those in force then (of the two, where both are loaded), unless the user chose them.
 * `name` is that of the territory in MLG_E_CONFLICT.
 */
mlg_status territory_set_date(mlg_territory *t, base_date date, const char *name,
                              mlg_error *err) MLG_MUST_CHECK;

/** True when the QPV lies overseas, where generations have days of their own. */
bool territory_qpv_is_overseas(mlg_code qpv);

/** Replaces the matches by those of a GArray of territory_match, sorted as they are kept; copied.
 * Only while a territory is being loaded. */
void territory_set_matches(mlg_territory *t, const GArray *matches);
/** Order of matches, for g_array_sort(). */
gint territory_compare_matches(gconstpointer a, gconstpointer b);

territory_succession territory_match_in_time(const territory_match *match);
/** True when both are one QPV that has not changed: by shares, and by the letter of the code of
 * 2024 (M never, I already from TERRITORY_KEPT_LEAST, or when nothing was measured). */
bool territory_match_is_kept(const territory_match *match);

/** People of a commune of another day, from the table nearest to that day in which it is the same
 * commune; NaN when none tells. */
double territory_former_population(const mlg_territory *t, mlg_code code, base_date day);

/** Members of an EPCI in the tables of a year; n is 0 when they do not have it. */
const territory_member *territory_members(const territory_membership *m, mlg_code epci,
                                          size_t *ret_n);

#endif
