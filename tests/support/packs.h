/*
 * packs.h - packs in memory, for tests: arrays are fetched from the packer itself.
 */
#ifndef SUPPORT_PACKS_H
#define SUPPORT_PACKS_H

#include "base/pack.h"

/** base_fetch_fn; `user` is a packer. Fails for another size, as a file would. */
mlg_status packs_fetch(void *user, size_t i, size_t size, void **ret, mlg_error *err);

#endif
