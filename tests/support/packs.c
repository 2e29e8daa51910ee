/*
 * packs.c - arrays of a pack put together from their pieces.
 */
#include "support/packs.h"

mlg_status packs_fetch(void *user, size_t i, size_t size, void **ret, mlg_error *err)
{
    const base_pack_array *array = base_packer_array(user, i);
    if (array->size != size)
        return mlg_fail(err, MLG_E_FORMAT, "array %zu", i);
    GByteArray *bytes = g_byte_array_sized_new((guint)size + 1);
    for (guint k = 0; k < array->pieces->len; k++) {
        size_t n = 0;
        const guint8 *data = g_bytes_get_data(g_ptr_array_index(array->pieces, k), &n);
        g_byte_array_append(bytes, data, (guint)n);
    }
    *ret = g_byte_array_free(bytes, FALSE);
    return MLG_OK;
}
