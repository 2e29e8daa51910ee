/*
 * vintage.c - years in names and titles, and files that are refused for their known defects.
 */
#include "source/vintage.h"

#include "base/text.h"
#include "dataset/reads.h"

#include <string.h>

#include <glib/gstdio.h>

/* The last year in a text, 0 when there is none. Digits around make it something else. */
static int year_in(const char *text)
{
    int year = 0;
    for (const char *p = text; *p != '\0'; p++) {
        size_t digits = strspn(p, "0123456789");
        if (digits == 4 || digits == 8) { /* 2023, 20230503 */
            int value = source_year(p);
            year = value >= 2003 && value <= 2099 ? value : year;
        }
        p += digits > 0 ? digits - 1 : 0;
    }
    return year;
}

int source_path_year(const char *path)
{
    g_autofree char *rest = dataset_source_path(path);
    g_auto(GStrv) parts = g_strsplit(rest, G_DIR_SEPARATOR_S, -1);
    for (guint i = g_strv_length(parts); i > 0; i--) {
        int year = year_in(parts[i - 1]);
        if (year != 0)
            return year;
    }
    return 0;
}

int source_path_census(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *lower = g_ascii_strdown(base, -1);
    const char *mark = strstr(lower, "rp20");
    return mark != NULL && strspn(mark + 2, "0123456789") == 4 ? source_year(mark + 2) : 0;
}

int source_table_vintage(const source_table *table)
{
    int year = table->year;
    year = year != 0 ? year : source_table_title_year(table);
    year = year != 0 ? year : year_in(table->layer->name);
    return year != 0 ? year : source_path_year(table->layer->file);
}

bool source_path_is_generalised(const char *path)
{
    static const char *const marks[] = {"CARTO", "-50M", "-100M", "-1000M"};
    g_autofree char *upper = g_ascii_strup(path, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strstr(upper, marks[i]) != NULL)
            return true;
    return false;
}

/* BANATIC's national export unzips to 1.5 GB; the largest table that is of use has 3 MB. */
#define VINTAGE_MAX_XLSX ((goffset)50 << 20)

static bool is_huge_sheet(const char *path)
{
    GStatBuf status;
    g_autofree char *lower = g_ascii_strdown(path, -1);
    return g_str_has_suffix(lower, ".xlsx") && g_stat(path, &status) == 0 &&
           status.st_size > VINTAGE_MAX_XLSX;
}

mlg_status source_refuse(const char *path, mlg_error *err)
{
    g_autofree char *upper = g_ascii_strup(path, -1);
    if (strstr(upper, "CARTO-PLUS-PE") != NULL)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_FORMAT,
                     _("%s: this edition moves the overseas territories next to the mainland"),
                     path),
            _("take ADMIN-EXPRESS-COG, whose limits are where they are"));
    if (is_huge_sheet(path))
        return mlg_hint(
            err, mlg_fail(err, MLG_E_FORMAT, _("%s: a spreadsheet of this size is not read"), path),
            _("instead of BANATIC's national export take the DGCL's epcicom table, or "
              "perimetre-epci-a-fp.csv of data.gouv.fr"));
    return MLG_OK;
}
