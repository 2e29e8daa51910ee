/**
 * @file version.h
 * Version of the library and of the libraries it stands on.
 */
#ifndef MAILLAGE_VERSION_H
#define MAILLAGE_VERSION_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MLG_VERSION "0.1.0"

/** Version of the library at run time, e.g. "0.1.0". Static. */
MLG_API const char *mlg_version(void);

/**
 * Versions of the libraries in use, one a line ("GDAL 3.6.2\nGEOS 3.11.1\n..."), in fixed order.
 * @return allocated; free with mlg_free()
 */
MLG_API char *mlg_version_libraries(void);

#ifdef __cplusplus
}
#endif
#endif
