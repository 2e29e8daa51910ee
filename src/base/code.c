/*
 * code.c - reading official codes out of what tables hold. Spreadsheets turn 01053 into 1053,
 * "01053" into ="01053" and 200012345 into 200012345.0: that is undone, and said.
 */
#include "base/code.h"

#include <string.h>

#include <glib.h>

enum { CODE_MAX = (int)sizeof(((mlg_code *)NULL)->s) - 1 };

/* Length of the space at a text: ASCII, no-break (U+00A0, U+202F) and the byte order mark. */
static size_t space_length(const char *text)
{
    if (g_ascii_isspace(*text))
        return 1;
    if (strncmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    if (strncmp(text, "\xE2\x80\xAF", 3) == 0 || strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        return 3;
    return 0;
}

/* Cuts the zeros that a number read as a real ends with: 1053.0 */
static void drop_decimals(char *text)
{
    char *point = strchr(text, '.');
    if (point == NULL || point == text || point[1] == '\0')
        return;
    if (strspn(text, "0123456789.") == strlen(text) && strspn(point + 1, "0") == strlen(point + 1))
        *point = '\0';
}

/* Writes the text in upper case without spaces, quotes and = ; false when it is too long. */
static bool tidy(const char *text, char buffer[CODE_MAX + 1])
{
    char kept[32];
    size_t n = 0;
    while (*text != '\0') {
        size_t space = space_length(text);
        if (space > 0 || *text == '"' || *text == '\'' || (*text == '=' && n == 0)) {
            text += space > 0 ? space : 1;
            continue;
        }
        if (n + 1 >= sizeof kept)
            return false;
        kept[n++] = g_ascii_toupper(*text++);
    }
    kept[n] = '\0';
    drop_decimals(kept);
    return g_strlcpy(buffer, kept, CODE_MAX + 1) <= CODE_MAX;
}

/* Matches a text with a pattern: 9 a digit, A the A or B of Corsica, M one of MINC, else itself. */
static bool matches(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; pattern++, text++) {
        bool ok = *text == *pattern;
        if (*pattern == '9')
            ok = g_ascii_isdigit(*text);
        else if (*pattern == 'A')
            ok = *text == 'A' || *text == 'B';
        else if (*pattern == 'M')
            ok = *text != '\0' && strchr("MINC", *text) != NULL;
        if (!ok)
            return false;
    }
    return *text == '\0';
}

static bool is_department(const char *text)
{
    if (matches(text, "2A"))
        return true;
    if (matches(text, "99"))
        return strcmp(text, "95") <= 0;
    return matches(text, "999") && strcmp(text, "971") >= 0 && strcmp(text, "989") <= 0;
}

/* The département in a QPV code has three characters: 009, 02A, 971. */
static bool is_qpv(const char *text)
{
    if (strlen(text) < 5)
        return false;
    const char *department = text + 2;
    char three[4] = {department[0], department[1], department[2], '\0'};
    if (!is_department(three[0] == '0' ? three + 1 : three))
        return false;
    if (text[1] == 'P')
        return matches(text, "QP99"
                             "9999") ||
               matches(text, "QP02"
                             "A999");
    return matches(text, "QN99"
                         "999M") ||
           matches(text, "QN02"
                         "A99M");
}

/* Puts a zero in front of a text that has `length` digits and nothing else. */
static bool pad(char buffer[CODE_MAX + 1], size_t length)
{
    if (strlen(buffer) != length || strspn(buffer, "0123456789") != length)
        return false;
    memmove(buffer + 1, buffer, length + 1);
    buffer[0] = '0';
    return true;
}

base_code_fix base_code_parse(base_code_kind kind, const char *text, mlg_code *ret_code)
{
    char buffer[CODE_MAX + 2];
    if (text == NULL || !tidy(text, buffer))
        return BASE_CODE_INVALID;
    bool tidied = strcmp(buffer, text) != 0, padded = false, valid = false;
    switch (kind) {
    case BASE_CODE_COMMUNE:
        padded = pad(buffer, 4);
        valid = matches(buffer, "99999") || matches(buffer, "2A999");
        break;
    case BASE_CODE_SIREN:
        valid = matches(buffer, "999999999");
        break;
    case BASE_CODE_QPV:
        valid = is_qpv(buffer);
        break;
    case BASE_CODE_DEPARTMENT:
        padded = pad(buffer, 1);
        valid = is_department(buffer);
        break;
    case BASE_CODE_REGION:
        padded = pad(buffer, 1);
        valid = matches(buffer, "99");
        break;
    }
    if (!valid)
        return BASE_CODE_INVALID;
    *ret_code = base_code(buffer);
    return padded ? BASE_CODE_PADDED : tidied ? BASE_CODE_TIDIED : BASE_CODE_CLEAN;
}

mlg_code base_code(const char *text)
{
    mlg_code code = {{0}}; /* all bytes, so that codes may be hashed as memory */
    (void)g_strlcpy(code.s, text, sizeof code.s);
    return code;
}

bool base_code_is_empty(mlg_code code)
{
    return code.s[0] == '\0';
}

mlg_code base_code_department(mlg_code commune)
{
    bool overseas = commune.s[0] == '9' && (commune.s[1] == '7' || commune.s[1] == '8');
    commune.s[overseas ? 3 : 2] = '\0';
    return base_code(commune.s);
}

mlg_code base_code_qpv_department(mlg_code qpv)
{
    if (!is_qpv(qpv.s))
        return base_code("");
    qpv.s[5] = '\0';
    return base_code(qpv.s + (qpv.s[2] == '0' ? 3 : 2));
}

int base_code_qpv_generation(mlg_code qpv)
{
    if (!is_qpv(qpv.s))
        return 0;
    return qpv.s[1] == 'P' ? 2015 : 2024;
}

char base_code_qpv_letter(mlg_code qpv)
{
    return base_code_qpv_generation(qpv) == 2024 ? qpv.s[strlen(qpv.s) - 1] : '\0';
}

/* Paris, Lyon, Marseille and their arrondissements. */
static const struct {
    const char *first, *last, *commune;
} cities[] = {
    {"75101", "75120", "75056"}, {"69381", "69389", "69123"}, {"13201", "13216", "13055"}};

bool base_code_is_plm(mlg_code commune)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cities); i++)
        if (strcmp(commune.s, cities[i].commune) == 0)
            return true;
    return false;
}

mlg_code base_code_plm_commune(mlg_code arrondissement)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cities); i++)
        if (strlen(arrondissement.s) == 5 && strcmp(arrondissement.s, cities[i].first) >= 0 &&
            strcmp(arrondissement.s, cities[i].last) <= 0)
            return base_code(cities[i].commune);
    return base_code("");
}

/* Régions since 2016 and their départements (COG, INSEE). */
static const struct {
    const char *region, *departments;
} regions[] = {{"00", " 00 "}, /* the demonstration territory */
               {"01", " 971 "},
               {"02", " 972 "},
               {"03", " 973 "},
               {"04", " 974 "},
               {"06", " 976 "},
               {"11", " 75 77 78 91 92 93 94 95 "},
               {"24", " 18 28 36 37 41 45 "},
               {"27", " 21 25 39 58 70 71 89 90 "},
               {"28", " 14 27 50 61 76 "},
               {"32", " 02 59 60 62 80 "},
               {"44", " 08 10 51 52 54 55 57 67 68 88 "},
               {"52", " 44 49 53 72 85 "},
               {"53", " 22 29 35 56 "},
               {"75", " 16 17 19 23 24 33 40 47 64 79 86 87 "},
               {"76", " 09 11 12 30 31 32 34 46 48 65 66 81 82 "},
               {"84", " 01 03 07 15 26 38 42 43 63 69 73 74 "},
               {"93", " 04 05 06 13 83 84 "},
               {"94", " 2A 2B "}};

mlg_code base_code_region_of_department(mlg_code department)
{
    char word[sizeof department.s + 2];
    (void)g_snprintf(word, sizeof word, " %s ", department.s);
    for (size_t i = 0; i < G_N_ELEMENTS(regions); i++)
        if (department.s[0] != '\0' && strstr(regions[i].departments, word) != NULL)
            return base_code(regions[i].region);
    return base_code("");
}

bool base_code_is_region(const char *code)
{
    for (size_t i = 1; i < G_N_ELEMENTS(regions); i++) /* without the demonstration territory */
        if (strcmp(regions[i].region, code) == 0)
            return true;
    return false;
}

bool base_code_is_none(const char *text)
{
    char buffer[CODE_MAX + 1];
    if (text == NULL)
        return true;
    if (!tidy(text, buffer))
        return false;
    static const char *const markers[] = {"", "NR", "NC", "NA", "ZZZZZZZZZ"};
    for (size_t i = 0; i < G_N_ELEMENTS(markers); i++)
        if (strcmp(buffer, markers[i]) == 0)
            return true;
    return false;
}
