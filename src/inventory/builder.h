/*
 * builder.h - how the source room fills an inventory: rows as texts by canonical column, then
 * finish, which checks every value, resolves every unit against the territory, and reports each
 * rejected row.
 */
#ifndef INVENTORY_BUILDER_H
#define INVENTORY_BUILDER_H

#include "inventory/inventory.h"

/* clang-format off */
/* Canonical columns; the source room maps the user's headers to them. */
#define INVENTORY_DISPOSITIF_COLUMNS(X)                                                            \
    X(id_dispositif) X(type) X(nom) X(statut) X(generation) X(succede_a) X(absorbe_par)            \
    X(date_signature) X(date_debut) X(date_fin) X(porteur_type) X(porteur_code) X(porteur_nom)     \
    X(coordination) X(etp) X(volet_sante_cdv) X(source) X(source_date) X(commentaire)
#define INVENTORY_PERIMETRE_COLUMNS(X)                                                             \
    X(operation) X(unite_type) X(unite_code) X(unite_nom) X(millesime) X(couverture)               \
    X(part_population) X(geometrie_ref)
/* perimetres also has id_dispositif, date_debut, date_fin */
#define INVENTORY_RECENSEMENT_COLUMNS(X) X(echelon) X(code) X(type) X(date) X(source) X(complet)
/* clang-format on */

#define INVENTORY_FIELD_(name) const char *name;
/** A row of `dispositifs`; NULL or "" = empty. It may hold a one-line perimeter. */
typedef struct inventory_dispositif_row {
    INVENTORY_DISPOSITIF_COLUMNS(INVENTORY_FIELD_)
    INVENTORY_PERIMETRE_COLUMNS(INVENTORY_FIELD_)
    const char *const *kept; /* one a kept column */
    const void *wkb;         /* the row's own geometry, normalised; unite_type may be empty then */
    size_t wkb_size;
    const char *crs;
    inventory_origin origin;
} inventory_dispositif_row;

typedef struct inventory_perimetre_row {
    const char *id_dispositif, *date_debut, *date_fin;
    INVENTORY_PERIMETRE_COLUMNS(INVENTORY_FIELD_)
    const void *wkb; /* the row's own geometry or that of its geometrie_ref, normalised */
    size_t wkb_size;
    const char *crs;
    inventory_origin origin;
} inventory_perimetre_row;

typedef struct inventory_recensement_row {
    INVENTORY_RECENSEMENT_COLUMNS(INVENTORY_FIELD_)
    inventory_origin origin;
} inventory_recensement_row;

typedef struct inventory_builder inventory_builder;
inventory_builder *inventory_builder_new(const mlg_monitor *monitor);
void inventory_builder_free(inventory_builder *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(inventory_builder, inventory_builder_free)

void inventory_builder_set_kept(inventory_builder *b, const char *const *columns, size_t n);
/** Rows may come in any order; texts and geometry are copied. */
void inventory_builder_add_dispositif(inventory_builder *b, const inventory_dispositif_row *row);
void inventory_builder_add_perimetre(inventory_builder *b, const inventory_perimetre_row *row);
void inventory_builder_add_recensement(inventory_builder *b, const inventory_recensement_row *row);
/**
 * Says that the rows of a sheet are those of a published list: units that the territory has no more
 * are obsolete, no mistakes of the user's. `column` is the spelling of its column of codes.
 */
void inventory_builder_add_published(inventory_builder *b, const char *file, const char *sheet,
                                     const char *column);
/** Where the first row of `dispositifs` with an id stands, as ids are compared; NULL when none has
 * it. Until the next row is added. */
const inventory_origin *inventory_builder_find(const inventory_builder *b, const char *id);
/** Counts a row that the source room itself rejected (already reported). */
void inventory_builder_count_rejected(inventory_builder *b);
void inventory_builder_add_source(inventory_builder *b, const char *role, const char *path,
                                  const char *dataset, const char *vintage, const char *sha256);
/** A file that a perimeter is drawn in, as typed. */
void inventory_builder_add_file(inventory_builder *b, const char *path);

typedef struct inventory_options {
    base_date date; /* day of the run: ACTIF with a past end is reported */
    bool strict;    /* any rejected row: MLG_E_FORMAT after all were reported */
} inventory_options;

/** Cycles of DISPOSITIF units are reported and the line rejected. */
mlg_status inventory_builder_finish(inventory_builder *b, const mlg_territory *territory,
                                    const inventory_options *options, mlg_inventory **ret,
                                    mlg_error *err) MLG_MUST_CHECK;

#endif
