/*
 * coverage.h - all figures of a run as the output and report rooms see them. Pure: sets of faces
 * and sums, no I/O, no geometry.
 */
#ifndef COVERAGE_COVERAGE_H
#define COVERAGE_COVERAGE_H

#include "mesh/mesh.h"

#include <maillage/coverage.h>

extern base_enum_names
    coverage_state_names; /* total, partiel, aucun, inconnu, non_recense, hors_territoire */
typedef enum coverage_qpv_state {
    COVERAGE_TOUS,
    COVERAGE_CERTAINS,
    COVERAGE_AUCUN_QPV,
    COVERAGE_QPV_INCONNU, /* none surely, one maybe */
    COVERAGE_SANS_QPV
} coverage_qpv_state;
extern base_enum_names coverage_qpv_state_names; /* tous, certains, aucun, inconnu, sans_qpv */
typedef enum coverage_scale {
    COVERAGE_INFRA_COMMUNALE,
    COVERAGE_COMMUNALE,
    COVERAGE_INTERCOMMUNALE,
    COVERAGE_SUPRA_COMMUNAUTAIRE,
    COVERAGE_SANS_ECHELLE
} coverage_scale;
extern base_enum_names coverage_scale_names; /* infra_communale, communale, intercommunale,
                                                supra_communautaire, "" (unknown) */
extern base_enum_names coverage_size_names;  /* moins_10000, 10000_20000, 20000_50000, 50000_100000,
                                                plus_100000 */
typedef enum coverage_link {
    COVERAGE_IDENTIQUE,
    COVERAGE_INCLUS,
    COVERAGE_CONTIENT,
    COVERAGE_CHEVAUCHE
} coverage_link;
extern base_enum_names coverage_link_names; /* identique, inclus, contient, chevauche */

/** One zone x one type. NaN = NULL. */
typedef struct coverage_cell {
    mlg_coverage_state state;
    double part_brute, part_aire, part_pop;
    double pop, pop_min, pop_max;
    uint32_t first_id,
        n_ids; /* dispositifs that touch it: coverage->ids[first_id ..], inventory indices, by id */
    uint32_t nb_qpv; /* levels but QPV: QPV covered (total or partial) */
    double pop_qpv;  /* levels but QPV: QPV population covered */
    coverage_qpv_state qpv_state;
} coverage_cell;

/** One zone of a level. */
typedef struct coverage_zone {
    uint32_t unit; /* index in the territory's array; of the dispositif for MLG_CONTRAT_VILLE */
    const char *code, *name;
    uint32_t nb_com, nb_qpv;
    double pop, pop_qpv, area_m2;
    uint32_t cumul; /* number of types present */
    uint32_t
        combination; /* bits: types of `combinaison` present, bit i = coverage->combination[i] */
    double pop_count[4]; /* people under 0, 1, 2, 3 and more of these types; NaN when not known */
} coverage_zone;

typedef struct coverage_level {
    coverage_zone *zones; /* by code */
    size_t n_zones;
    coverage_cell *cells; /* cells[zone * n_types + type] */
} coverage_level;

/** One dispositif. */
typedef struct coverage_dispositif {
    inventory_validity validity;
    bool counted;       /* in force, of a type of the run */
    bool here;          /* of the result: with a zone, its perimeter, sure or not, meets it */
    base_bitset *faces; /* retained faces surely covered; NULL when nothing */
    uint32_t nb_com, nb_epci, nb_qpv;
    double pop, pop_min, pop_max, pop_qpv, area_m2;
    const char *size_class; /* moins_10000, 10000_20000, 20000_50000, 50000_100000, plus_100000; ""
                               unknown */
    coverage_scale scale;
} coverage_dispositif;

/** Where the people of a dispositif live, by a zoning of the communes. */
typedef struct coverage_class {
    uint32_t class_index; /* in zoning->classes, the class of most of them; TERRITORY_NONE */
    double part;          /* their share 0-1, NaN without class */
} coverage_class;

/** Layer `lacune`: a type x QPV x commune. */
typedef struct coverage_gap {
    uint32_t type, qpv, commune; /* commune may be TERRITORY_NONE */
    mlg_coverage_state reason;   /* aucun, partiel, inconnu, non_recense */
    double area_m2, pop;
    uint32_t first_face, n_faces; /* coverage->gap_faces */
} coverage_gap;

/** Layer `superposition`: faces of one commune under the same two or more dispositifs of one type.
 */
typedef struct coverage_overlap {
    uint32_t type, commune;
    uint32_t first_id, n_ids; /* coverage->ids */
    double area_m2, pop;
    uint32_t first_face, n_faces; /* coverage->overlap_faces */
} coverage_overlap;

/** Table `qpv_dispositif`. */
typedef struct coverage_pair {
    uint32_t qpv, dispositif;
    double part_aire, part_pop, pop;
} coverage_pair;

/** Table `relation`: two counted dispositifs whose perimeters meet, a < b by id. part_a: people in
 * common / people of a (area when no people are known). */
typedef struct coverage_relation {
    uint32_t a, b;
    coverage_link link;
    double pop, part_a, part_b;
} coverage_relation;

/** Table `dispositif_departement`: what a counted dispositif of known perimeter holds of a
 * département where it has a retained face. NaN = NULL. */
typedef struct coverage_department_part {
    uint32_t dispositif, department;
    uint32_t nb_com; /* communes with a retained face */
    double part_com, area_m2, part_aire, pop, part_pop;
} coverage_department_part;

/** Table `indicateur`. Texts in the data language, that live as long as the coverage. NaN = NULL.
 */
typedef struct coverage_indicator {
    const char *echelon; /* national, region, departement, epci, contrat_ville */
    const char *code, *lib;
    const char *name; /* e.g. qpv_couverts */
    const char *type; /* CLS.. or "" */
    double numerator, denominator, not_told, value, value_min, value_max;
    const char *unit; /* part, nombre, habitants, etp, années */
    const char *sentence, *definition;
} coverage_indicator;

typedef enum coverage_unit {
    COVERAGE_UNIT_PART,
    COVERAGE_UNIT_NOMBRE,
    COVERAGE_UNIT_HABITANTS,
    COVERAGE_UNIT_ETP,
    COVERAGE_UNIT_ANNEES
} coverage_unit;
extern base_enum_names coverage_unit_names; /* part, nombre, habitants, etp, années */

/** End of the names of indicators about the spread between départements. */
#define COVERAGE_SPREAD_SUFFIX "_par_departement"

/** "83 % (19 sur 23 ; 4 non renseignés)": the numbers of an indicator in the data language, by its
 * name and unit; its texts are not read. "" for an unknown unit. g_free(). */
char *coverage_indicator_sentence(const coverage_indicator *indicator);
/** "; 4 not told" to end a sentence of figures in the data language, "" for none. g_free(). */
char *coverage_not_told_text(double not_told);

struct mlg_coverage {
    const mlg_territory *territory;
    const mlg_inventory *inventory;
    const mlg_mesh *mesh;
    base_date date;
    bool with_projects;
    double threshold;
    uint32_t *types; /* inventory type indices, output order */
    const char **type_names;
    size_t n_types;
    uint32_t *combination; /* indices in types[] */
    size_t n_combination;
    char *zone; /* as given, or NULL */
    coverage_level levels[MLG_CONTRAT_VILLE + 1];
    coverage_dispositif *dispositifs; /* one an inventory dispositif */
    coverage_class *classes;          /* classes[dispositif * territory->n_zonings + zoning] */
    uint32_t *ids;
    size_t n_ids;
    coverage_gap *gaps; /* by type order, QPV, commune */
    size_t n_gaps;
    uint32_t *gap_faces;
    coverage_overlap *overlaps; /* by type, commune, ids */
    size_t n_overlaps;
    uint32_t *overlap_faces;
    coverage_pair *pairs; /* by QPV, dispositif */
    size_t n_pairs;
    coverage_relation *relations; /* by a, b */
    size_t n_relations;
    coverage_department_part *department_parts; /* by dispositif, département */
    size_t n_department_parts;
    struct coverage_late
        *late; /* what is computed when it is asked for; NULL in a series of days */
    GPtrArray *owned;
};
G_DEFINE_AUTOPTR_CLEANUP_FUNC(mlg_coverage, mlg_coverage_free)

/** Rows of table `indicateur`, in its order: computed when they are first asked for, since they
 * take longer than all else; by any thread, the others wait. Owned by the coverage. */
const coverage_indicator *coverage_indicators(const mlg_coverage *coverage, size_t *ret_n);

/** "CLS+ASV", or "aucun" for no bit. g_free(). */
char *coverage_combination_name(const mlg_coverage *coverage, uint32_t bits);

/** Column suffix of a type: lower-case ASCII, other characters `_`. g_free(). */
char *coverage_type_suffix(const char *type);

#endif
