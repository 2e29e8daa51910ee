/*
 * pack_private.h - a territory while it is packed or unpacked; private to the room.
 */
#ifndef TERRITORY_PACK_PRIVATE_H
#define TERRITORY_PACK_PRIVATE_H

#include "territory/pack.h"

/** Packing: shapes by their number in one list, each kept once. */
typedef struct pack_out {
    base_packer *p;
    const mlg_territory *t;
    GHashTable *shapes; /* GBytes -> number + 1 */
} pack_out;

/** Unpacking into t. */
typedef struct pack_in {
    base_unpacker u;
    mlg_territory *t;
} pack_in;

/** Zeroed memory of n items that the territory owns; never none. */
void *territory_pack_new(pack_in *in, size_t n, size_t item_size);

/* Communes, parts, groups, QPV: code-sorted arrays (pack_units.c). */
void territory_pack_units(pack_out *out);
void territory_unpack_units(pack_in *in);
void territory_pack_qpvs(pack_out *out, const mlg_territory *t);
/** Into t->qpvs, which may be that of a view. */
void territory_unpack_qpvs(pack_in *in, mlg_territory *t);

#endif
