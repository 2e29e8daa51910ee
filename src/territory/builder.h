/*
 * builder.h - how the source room fills a territory: add what each file says in any order, then
 * finish, which sorts, links, sums arrondissements into Paris, Lyon and Marseille, and reports
 * contradictions.
 */
#ifndef TERRITORY_BUILDER_H
#define TERRITORY_BUILDER_H

#include "territory/territory.h"

typedef struct territory_builder territory_builder;

territory_builder *territory_builder_new(void);
void territory_builder_free(territory_builder *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(territory_builder, territory_builder_free)

/** Index to give as `crs` of shapes; equal texts share one. */
uint32_t territory_builder_crs(territory_builder *b, const char *crs);

/* All texts are copied, wkb is referenced (g_bytes_ref). Empty code = not said; NaN = not known. */
typedef struct territory_commune_row {
    mlg_code code, department, region, epci, ept;
    const char *name;
    double population;
    territory_shape shape;
    territory_origin origin;
} territory_commune_row;

/** A commune of the boundary layer. A second row of one code is reported ("code-double") and its
 * polygon is added to the first's (multipart). */
void territory_builder_add_commune(territory_builder *b, const territory_commune_row *row);

typedef struct territory_part_row {
    mlg_code code, commune;
    territory_part_kind kind;
    const char *name;
    double population;
    territory_shape shape;
    territory_origin origin;
} territory_part_row;
void territory_builder_add_part(territory_builder *b, const territory_part_row *row);

typedef enum territory_group_kind {
    TERRITORY_EPCI,
    TERRITORY_EPT,
    TERRITORY_DEPARTMENT,
    TERRITORY_REGION
} territory_group_kind;
typedef struct territory_group_row {
    territory_group_kind kind;
    mlg_code code, region;
    const char *name, *nature; /* NULL when not said */
    territory_shape shape;
    territory_origin origin;
} territory_group_row;
void territory_builder_add_group(territory_builder *b, const territory_group_row *row);

/** The movements of communes, by which codes of other vintages are converted to that of the commune
 * layer. Takes the history; `file` is where it was read, for findings. */
void territory_builder_set_history(territory_builder *b, territory_history *history,
                                   const char *file);

/** Starts a table of the facts and QPV that follow; `year`: the COG that it says to be of, or 0. */
void territory_builder_begin_table(territory_builder *b, int year);
/** Census year of the populations in the tables begun since the last call, 0 when not known. */
void territory_builder_set_census(territory_builder *b, int year);

/** Says that a commune belongs to an EPCI or EPT (composition tables). The table whose vintage
 * is nearest to the layer's wins, of equals the last, over the layer's attribute. */
void territory_builder_set_membership(territory_builder *b, territory_group_kind kind,
                                      mlg_code commune, mlg_code group, territory_origin origin);

/** Population of a commune or arrondissement (arrondissements are summed into their commune unless
 * the commune has one itself). */
void territory_builder_set_population(territory_builder *b, mlg_code commune, double people,
                                      territory_origin origin);

typedef struct territory_qpv_row {
    mlg_code code, epci;
    const char *name;
    const char *communes;      /* codes as published, "93048, 93059"; NULL */
    const char *commune_names; /* 2015: names; NULL */
    territory_shape shape;
    territory_origin origin;
    uint32_t table; /* set by the builder */
} territory_qpv_row;
/** A QPV of any generation. The same code twice: the first is kept when `origin.file`s or layers
 * differ (folder of overlapping shapefiles); else both polygons and lists of communes are joined
 * and it is reported ("code-double"). */
void territory_builder_add_qpv(territory_builder *b, const territory_qpv_row *row);
void territory_builder_set_qpv_population(territory_builder *b, mlg_code qpv, double people,
                                          territory_origin origin);

/** A zoning of the communes, by the name of its column; the number to give with its classes. */
uint32_t territory_builder_add_zoning(territory_builder *b, const char *name);
/** Class of a commune or municipal arrondissement. Two classes of one commune are reported and
 * neither is kept. */
void territory_builder_set_class(territory_builder *b, uint32_t zoning, mlg_code commune,
                                 const char *class_name, territory_origin origin);

/** A row of the official list: a QPV of 2024 and one of 2015 that it follows; one of them may be
 * empty (it follows none). */
void territory_builder_add_match(territory_builder *b, mlg_code newer, mlg_code older,
                                 territory_origin origin);

void territory_builder_add_source(territory_builder *b, const char *role, const char *path,
                                  const char *dataset, const char *vintage, const char *sha256);
void territory_builder_set_vintage(territory_builder *b, int cog_year);
void territory_builder_set_population_year(territory_builder *b, int year);
void territory_builder_set_generalised(territory_builder *b, bool generalised);

typedef struct territory_options {
    int qpv_generation; /* 2015, 2024, or 0: the one in force at `date` */
    base_date date;
    bool compare_generations; /* also the other generation: mlg_territory.compared */
    bool plm_arrondissement;  /* level of the run is the arrondissement */
} territory_options;

/**
 * Makes the territory. Codes of compositions, populations and QPV lists that no commune has are
 * reported. No commune at all, or no code in common between a table and the communes (nothing
 * joins), is MLG_E_FORMAT with examples of both.
 */
mlg_status territory_builder_finish(territory_builder *b, const territory_options *options,
                                    const mlg_monitor *monitor, mlg_territory **ret,
                                    mlg_error *err) MLG_MUST_CHECK;

#endif
