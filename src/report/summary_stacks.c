/*
 * summary_stacks.c - what lies on what: zones by number and combination of types, the health
 * chapter of contrats de ville, overlaps, perimeters beside their carriers'.
 */
#include "report/summary.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* Kinds of zones that combinations are counted in: the columns of the tables. */
static const struct {
    const char *stem, *label;
} kinds[] = {
    {"pop_qpv", N_("inh. of QPV")}, /* by combination only */
    {"qpv", N_("QPV")},
    {"communes", N_("communes")},
    {"epci", N_("EPCI")},
    {"contrats_ville", N_("contrats de ville")},
};

/* `first`: of kinds[]. */
static void begin_stacks(report_summary *summary, const char *key, const char *title, size_t first)
{
    report_column columns[G_N_ELEMENTS(kinds) + 1] = {{"types", "", REPORT_NAME, 0}};
    for (size_t i = first; i < G_N_ELEMENTS(kinds); i++)
        columns[i - first + 1] =
            (report_column){kinds[i].stem, D_(kinds[i].label), REPORT_COUNT, 0};
    report_begin_table(summary, key, title, columns, G_N_ELEMENTS(columns) - first);
}

/* The numbers of one line, "stem_suffix" of each kind; "–" where the result does not tell it. */
static void put_stack(report_summary *summary, const char *label, const char *suffix, size_t first)
{
    report_put_text(summary->table, label);
    for (size_t i = first; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *name = g_strdup_printf("%s_%s", kinds[i].stem, suffix);
        const report_indicator *row = report_find(summary, summary->code, name, "");
        report_put_number(summary->table, row != NULL ? row->numerator : (double)NAN);
    }
}

static char **combined_types(const report_summary *summary)
{
    g_autofree char *list = store_parameter(summary->result.store, "types_combinaison");
    return g_strsplit(list != NULL ? list : "", ",", -1);
}

static void put_numbers(report_summary *summary)
{
    static const char *const labels[] = {N_("none"), N_("one"), N_("two"), N_("three and more")};
    g_auto(GStrv) types = combined_types(summary);
    g_autofree char *joined = g_strjoinv(", ", types);
    g_autofree char *title = g_strdup_printf(D_("How many of %s"), joined);
    begin_stacks(summary, "cumul", title, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *suffix = g_strdup_printf("cumul_%zu", i);
        put_stack(summary, D_(labels[i]), suffix, 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *name = g_strdup_printf("pop_%zu", i);
        g_autofree char *title_of = g_strdup_printf(D_("Inhabitants, %s"), D_(labels[i]));
        report_sentence_of(summary, title_of, report_find(summary, summary->code, name, ""));
    }
}

/* The suffix of a type at the start of those of a combination, which "_" joins: a suffix may hold
 * "_" too. What follows it, or NULL. */
static const char *skip_suffix(const char *joined, const char *suffix)
{
    size_t n = strlen(suffix);
    if (strncmp(joined, suffix, n) != 0 || (joined[n] != '_' && joined[n] != '\0'))
        return NULL;
    return joined[n] == '_' ? joined + n + 1 : joined + n;
}

/* The types that a combination is made of, in the order of the result; false when it is of none. */
static bool find_types(char **types, char **suffixes, const char *joined, GPtrArray *with)
{
    if (*joined == '\0' || *types == NULL)
        return *joined == '\0';
    const char *rest = skip_suffix(joined, *suffixes);
    if (rest != NULL) {
        g_ptr_array_add(with, *types);
        if (find_types(types + 1, suffixes + 1, rest, with))
            return true;
        g_ptr_array_set_size(with, (gint)with->len - 1);
    }
    return find_types(types + 1, suffixes + 1, joined, with);
}

/* "CLS + ASV" by its suffix cls_asv. */
static char *combination_label(char **types, char **suffixes, const char *suffix)
{
    g_autoptr(GPtrArray) with = g_ptr_array_new();
    if (strcmp(suffix, "aucun") == 0)
        return g_strdup(D_("none of them"));
    if (!find_types(types, suffixes, suffix, with))
        return g_strdup(suffix);
    guint n = with->len;
    g_ptr_array_add(with, NULL);
    g_autofree char *joined = g_strjoinv(" + ", (char **)with->pdata);
    return n == 1 ? g_strdup_printf(D_("%s alone"), joined) : g_steal_pointer(&joined);
}

static void put_combinations(report_summary *summary)
{
    static const char stem[] = "qpv_combinaison_";
    begin_stacks(summary, "combinaisons", D_("Which of them, and no other"), 0);
    for (guint i = 0; i < summary->rows.rows->len; i++) {
        const report_indicator *row = &g_array_index(summary->rows.rows, report_indicator, i);
        if (!g_str_has_prefix(row->name, stem))
            continue;
        g_autofree char *label = combination_label(summary->result.types, summary->result.suffixes,
                                                   row->name + strlen(stem));
        put_stack(summary, label, row->name + strlen("qpv_"), 0);
    }
}

static void put_volet(report_summary *summary)
{
    static const char *const names[] = {"volet_sante_cls", "volet_sante_asv",
                                        "volet_sante_cls_et_asv", "volet_sante_aucun"};
    if (!report_has_type(summary, "CDV"))
        return;
    report_begin_ratios(summary, "volet_sante", D_("Health chapter of the contrats de ville"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *title =
            g_strdup_printf(D_("Health chapter %s"), report_indicator_label(names[i]));
        report_sentence_of(summary, title, report_find(summary, summary->code, names[i], ""));
    }
}

static void put_named(report_summary *summary, const char *name, const char *type)
{
    const report_indicator *row = report_find(summary, summary->code, name, type);
    if (row != NULL && row->denominator + row->not_told > 0)
        report_put_ratio(summary, report_indicator_label(name), row);
}

/* Type by type: how many contracts meet one of each other type. */
static void put_meetings(report_summary *summary)
{
    char **types = summary->result.types, **suffixes = summary->result.suffixes;
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(report_column));
    report_column column = {"type", D_("Type"), REPORT_CODE, 0};
    g_array_append_val(columns, column);
    for (size_t t = 0; types[t] != NULL; t++) {
        column = (report_column){suffixes[t], types[t], REPORT_COUNT, 0};
        g_array_append_val(columns, column);
    }
    column = (report_column){"connus", D_("of"), REPORT_COUNT, 0};
    g_array_append_val(columns, column);
    report_begin_table(summary, "rencontres",
                       D_("Contracts in force whose perimeter meets one of another type"),
                       (const report_column *)(void *)columns->data, columns->len);
    for (char **type = types; *type != NULL; type++) {
        double known = (double)NAN;
        report_put_text(summary->table, *type);
        for (size_t t = 0; types[t] != NULL; t++) {
            g_autofree char *name = g_strdup_printf("contrats_avec_%s", suffixes[t]);
            const report_indicator *row = strcmp(types[t], *type) != 0
                                              ? report_find(summary, summary->code, name, *type)
                                              : NULL;
            report_put_number(summary->table, row != NULL ? row->numerator : (double)NAN);
            known = row != NULL ? row->denominator : known;
        }
        report_put_number(summary->table, known);
    }
}

static void put_beside_contrats(report_summary *summary)
{
    static const char *const names[] = {"contrats_avec_contrat_ville",
                                        "contrats_hors_contrat_ville", "contrats_apres_asv"};
    report_begin_ratios(summary, "politique_ville",
                        D_("Contracts in force, contrats de ville and ASV"));
    for (char **type = summary->result.types; *type != NULL; type++)
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            put_named(summary, names[i], *type);
}

static void put_overlaps(report_summary *summary)
{
    report_begin_ratios(summary, "superpositions", D_("Contracts of one type that overlap"));
    for (char **type = summary->result.types; *type != NULL; type++) {
        const report_indicator *pairs =
            report_find(summary, summary->code, "superpositions", *type);
        if (pairs == NULL || !(pairs->numerator > 0))
            continue;
        put_named(summary, "pop_superposee", *type);
        g_autofree char *title = g_strdup_printf(D_("Pairs of %s that overlap"), *type);
        report_sentence_of(summary, title, pairs);
    }
    if (report_table_rows(summary->table) == 0)
        report_section_note(summary, g_strdup(D_("None.")));
}

static void put_grounds(report_summary *summary)
{
    static const char *const places[] = {
        "contrats_perimetre_porteur_identique", "contrats_perimetre_porteur_inclus",
        "contrats_perimetre_porteur_contient", "contrats_perimetre_porteur_chevauche",
        "contrats_perimetre_porteur_disjoint"};
    static const char *const changes[] = {"contrats_suite_identique", "contrats_suite_elargie",
                                          "contrats_suite_reduite", "contrats_suite_deplacee"};
    report_begin_ratios(summary, "perimetre_porteur",
                        D_("Perimeter of the contracts in force beside their carrier's ground"));
    for (char **type = summary->result.types; *type != NULL; type++)
        for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
            put_named(summary, places[i], *type);
    report_begin_ratios(summary, "suite",
                        D_("Perimeter of the contracts in force beside the one they follow"));
    for (char **type = summary->result.types; *type != NULL; type++)
        for (size_t i = 0; i < G_N_ELEMENTS(changes); i++)
            put_named(summary, changes[i], *type);
}

void report_summarise_stacks(report_summary *summary)
{
    put_numbers(summary);
    put_combinations(summary);
    put_volet(summary);
    put_meetings(summary);
    put_beside_contrats(summary);
    put_overlaps(summary);
    put_grounds(summary);
}
