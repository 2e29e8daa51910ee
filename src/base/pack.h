/*
 * pack.h - values packed one after the other, to be stored and unpacked by the program that packed
 * them: numbers, texts, arrays. Little-endian on every machine; each part has its checksum, so that
 * what is damaged is told and never used.
 *
 * A pack is a head (numbers, texts kept once, a table of the arrays) and its arrays, which are
 * stored beside it, so that large ones are neither copied to be packed nor to be used.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/error.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** An array of a pack: one piece, or several that make one when put together. */
typedef struct base_pack_array {
    size_t size;       /* bytes of all pieces */
    GPtrArray *pieces; /* GBytes */
} base_pack_array;

/** "maillage 0.4.0, format 1": only the same program unpacks what was packed. g_free(). */
char *base_pack_version(void);

typedef struct base_packer base_packer;

/** `kind` names what is packed; unpacking asks for it again. Static. */
base_packer *base_packer_new(const char *kind);
void base_packer_free(base_packer *p);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(base_packer, base_packer_free)

void base_pack_u32(base_packer *p, uint32_t value);
void base_pack_i64(base_packer *p, int64_t value);
void base_pack_double(base_packer *p, double value);
/** A text, copied; NULL comes back as NULL, equal texts as one pointer. */
void base_pack_text(base_packer *p, const char *text);
/** `size` bytes, as they are. */
void base_pack_raw(base_packer *p, const void *bytes, size_t size);
/** n items of 1, 4 or 8 bytes each, borrowed until the packer is freed. */
void base_pack_array_of(base_packer *p, const void *items, size_t n, size_t item_size);
/** The same, owned by the packer. */
void base_pack_array_take(base_packer *p, void *items, size_t n, size_t item_size);
/** The bytes of several, of which NULL is none: one array, and where each begins. */
void base_pack_bytes_list(base_packer *p, GBytes *const *items, size_t n);
/** NULL comes back as an empty list. */
void base_pack_findings(base_packer *p, const mlg_findings *findings);

/** Bytes of a checksum over all that is packed, the last of a head. */
#define BASE_PACK_SUM_SIZE 8U

/** The head, once all is packed; owned by the caller. */
GBytes *base_packer_head(base_packer *p);
size_t base_packer_n_arrays(const base_packer *p);
const base_pack_array *base_packer_array(const base_packer *p, size_t i);

/** Fetches array i of `size` bytes, g_free(); fails when it has another size. */
typedef mlg_status (*base_fetch_fn)(void *user, size_t i, size_t size, void **ret, mlg_error *err);

/** A pack being read. What does not fit makes it `damaged`; values are then 0, "" or NULL. */
typedef struct base_unpacker {
    const uint8_t *body, *directory;
    const char *texts;
    size_t size, at, n_texts, n_arrays, next_array;
    base_fetch_fn fetch;
    void *user;
    bool damaged;
    mlg_status status; /* of a fetch that failed */
    mlg_error error;
} base_unpacker;

/** The head is borrowed, and must outlive the texts. A head that is not whole, or of another kind,
 * is damaged. */
void base_unpacker_init(base_unpacker *u, const char *kind, GBytes *head, base_fetch_fn fetch,
                        void *user);

uint32_t base_unpack_u32(base_unpacker *u);
/** A number that must be less than `limit`, or be `none`; `none` 0: each must be less. */
uint32_t base_unpack_index(base_unpacker *u, size_t limit, uint32_t none);
int64_t base_unpack_i64(base_unpacker *u);
double base_unpack_double(base_unpacker *u);
/** Borrowed from the head; NULL as it was packed. */
const char *base_unpack_text(base_unpacker *u);
/** The same where NULL would be damage. */
const char *base_unpack_name(base_unpacker *u);
void base_unpack_raw(base_unpacker *u, void *to, size_t size);
/** How many records follow, each of at least `least` bytes: never more than could be there. */
size_t base_unpack_count(base_unpacker *u, size_t least);
/** g_free(); never NULL but when damaged. */
void *base_unpack_array_of(base_unpacker *u, size_t item_size, size_t *ret_n);
/** An array that must have n items. */
void *base_unpack_array_n(base_unpacker *u, size_t item_size, size_t n);
/** The list as packed, slices of one buffer; each g_bytes_unref(), the list g_free(). */
GBytes **base_unpack_bytes_list(base_unpacker *u, size_t *ret_n);
/** mlg_findings_free(). */
mlg_findings *base_unpack_findings(base_unpacker *u);
/** All of n numbers are less than `limit`, or `none`, as above; else damaged. */
void base_unpack_check(base_unpacker *u, const uint32_t *items, size_t n, size_t limit,
                       uint32_t none);

/** MLG_E_FORMAT when it is damaged, or has more than was asked for. */
mlg_status base_unpacker_end(base_unpacker *u, mlg_error *err) MLG_MUST_CHECK;

#endif
