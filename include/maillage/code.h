/**
 * @file code.h
 * An official code as a small value, shared by every part of the library.
 */
#ifndef MAILLAGE_CODE_H
#define MAILLAGE_CODE_H

#ifdef __cplusplus
extern "C" {
#endif

/** An official code as text, always terminated: INSEE (01001), SIREN (200012345), QPV (QN00101M).
 */
typedef struct mlg_code {
    char s[16];
} mlg_code;

#ifdef __cplusplus
}
#endif
#endif
