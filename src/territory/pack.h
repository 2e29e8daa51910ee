/*
 * pack.h - a territory packed to be stored, and unpacked as it was.
 */
#ifndef TERRITORY_PACK_H
#define TERRITORY_PACK_H

#include "base/pack.h"
#include "territory/history.h"
#include "territory/territory.h"

/** All of a territory, the QPV of the other generation included. Shapes are borrowed until the
 * packer is freed. */
base_packer *territory_pack(const mlg_territory *t);

/**
 * The territory that was packed; texts and shapes are kept alive by it.
 * @param head of the pack, which the territory refers to
 * MLG_E_FORMAT damaged, or what the fetching fails with.
 */
mlg_status territory_unpack(GBytes *head, base_fetch_fn fetch, void *user, mlg_territory **ret,
                            mlg_error *err) MLG_MUST_CHECK;

/* Parts of it (pack_history.c, pack_units.c). */

void territory_pack_code(base_packer *p, mlg_code code);
mlg_code territory_unpack_code(base_unpacker *u);

void territory_pack_sources(base_packer *p, const territory_source *sources, size_t n);
/** One of them, after their number; texts are borrowed from the head. */
territory_source territory_unpack_source(base_unpacker *u);

void territory_pack_history(base_packer *p, const territory_history *h);
/** NULL without history, or when damaged. */
territory_history *territory_unpack_history(base_unpacker *u);

#endif
