/*
 * fuzz_geometry.c - libFuzzer entry: bytes as a blob of a result, read as a geometry of a
 * GeoPackage or of SpatiaLite; what is one has a type, a text, and as many points as its bytes can
 * hold.
 */
#include "store/geometry.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(store_shape) shape = {0};
    if (!store_shape_read(data, size, &shape))
        return 0;
    g_autofree char *wkt = store_shape_wkt(&shape);
    if (!g_str_has_prefix(wkt, store_shape_type(&shape)) || shape.wkb->len > size ||
        shape.n_points > size / 16 || (store_shape_is_empty(&shape) && strchr(wkt, '(') != NULL))
        abort();
    return 0;
}
