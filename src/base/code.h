/*
 * code.h - official codes (INSEE communes, QPV, SIREN...) as small values, and their rules:
 * always text, never numbers; what Excel did to them (lost zero, ="01053", spaces) is undone here.
 */
#ifndef BASE_CODE_H
#define BASE_CODE_H

#include <maillage/code.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <glib.h>

/** What a text was, as a code of one kind. */
typedef enum base_code_fix {
    BASE_CODE_CLEAN,  /**< as published */
    BASE_CODE_TIDIED, /**< spaces, quotes, ="..." or lower case were removed */
    BASE_CODE_PADDED, /**< four digits: the leading zero that a spreadsheet lost was put back */
    BASE_CODE_INVALID /**< not a code of this kind */
} base_code_fix;

typedef enum base_code_kind {
    BASE_CODE_COMMUNE, /**< ^([0-9]{2}|2[AB])[0-9]{3}$ ; four digits are padded */
    BASE_CODE_SIREN,   /**< ^[0-9]{9}$ */
    BASE_CODE_QPV, /**< QP + dept(3) + 3 digits (2015), QN + dept(3) + 2 digits + [MINC] (2024) */
    BASE_CODE_DEPARTMENT, /**< 01-95, 2A, 2B, 971-989; one digit is padded; 00 (demonstration) */
    BASE_CODE_REGION      /**< two digits; one digit is padded */
} base_code_kind;

/** Reads a code of a kind out of any text a table may hold. ret_code is set unless INVALID. */
base_code_fix base_code_parse(base_code_kind kind, const char *text, mlg_code *ret_code);

/** Copies a text into a code, cut at 15 bytes; for codes already known to be good. */
mlg_code base_code(const char *text);
bool base_code_is_empty(mlg_code code);
/** As strcmp() does; codes are padded with zeros, so that their bytes can be compared as two
 * numbers: a load sorts and seeks some millions of them. */
static inline int base_code_compare(mlg_code a, mlg_code b)
{
    uint64_t p[2], q[2];
    memcpy(p, a.s, sizeof p);
    memcpy(q, b.s, sizeof q);
    size_t i = p[0] == q[0];
    uint64_t x = GUINT64_FROM_BE(p[i]), y = GUINT64_FROM_BE(q[i]);
    return (x > y) - (x < y);
}
static inline bool base_code_equal(mlg_code a, mlg_code b)
{
    return base_code_compare(a, b) == 0;
}

/** Département of a commune code: two characters, three when it starts with 97 or 98. */
mlg_code base_code_department(mlg_code commune);

/** Département in a QPV code ("QN02A.." -> "2A", "QP009.." -> "09", "QN971.." -> "971"). */
mlg_code base_code_qpv_department(mlg_code qpv);

/** Generation in a QPV code: 2015 (QP), 2024 (QN) or 0. */
int base_code_qpv_generation(mlg_code qpv);

/** Letter that ends a QPV code of 2024: N new, M changed, I unchanged, C a whole commune (Mayotte);
 * 0 for other codes. */
char base_code_qpv_letter(mlg_code qpv);

/** True for Paris, Lyon and Marseille. */
bool base_code_is_plm(mlg_code commune);

/** Commune of a municipal arrondissement (751xx, 6938x, 132xx), or an empty code. */
mlg_code base_code_plm_commune(mlg_code arrondissement);

/** Région of a département since 2016; empty for an unknown one. COG, INSEE. 00 is in région 00. */
mlg_code base_code_region_of_department(mlg_code department);

/** True for the code of an official région: each is also a département's. */
bool base_code_is_region(const char *code);

/** True when the text is one of the markers of "none": NR, NC, NA, ZZZZZZZZZ, empty. */
bool base_code_is_none(const char *text);

#endif
