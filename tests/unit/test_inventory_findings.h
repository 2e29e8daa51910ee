/*
 * test_inventory_findings.h - runs tables of faulty rows: all that a run says of them, exactly, in
 * French, as people read it. The tables are in test_inventory_findings_*.c.
 */
#ifndef TEST_INVENTORY_FINDINGS_H
#define TEST_INVENTORY_FINDINGS_H

#include "test_inventory_fixture.h"

typedef struct finding_case {
    const char *code; /* the finding that the case is about */
    const char *dispositifs[3], *perimetres[3], *recensements[2];
    bool alone;           /* without territory */
    bool list, both;      /* with the list of QPV that follow each other, with both generations */
    const char *expected; /* all findings of the run, a line each */
} finding_case;

static inline void run_case(bench *b, const finding_case *c)
{
    for (size_t i = 0; i < 3 && c->dispositifs[i] != NULL; i++)
        add_dispositif(b, c->dispositifs[i]);
    for (size_t i = 0; i < 3 && c->perimetres[i] != NULL; i++)
        add_perimetre(b, c->perimetres[i]);
    for (size_t i = 0; i < 2 && c->recensements[i] != NULL; i++)
        add_recensement(b, c->recensements[i]);
    if (c->list || c->both) {
        mlg_territory_free(b->territory);
        b->territory = make_generations(c->list, c->both, &b->err);
        assert_non_null(b->territory);
    }
    if (c->alone) {
        mlg_territory_free(b->territory);
        b->territory = NULL;
    }
    (void)finish(b, false); /* a lone rejected row is an error too; here only findings count */
}

/* Findings without the file and sheet, which are those of the fixture. */
static inline char *said(const bench *b)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < b->lines->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "",
                               (const char *)g_ptr_array_index(b->lines, i));
    char *all = g_string_free(text, FALSE);
    g_auto(GStrv) pieces = g_strsplit(all, "inventaire.xlsx: ", -1);
    g_free(all);
    return g_strjoinv("", pieces);
}

static inline void check_cases(const finding_case *cases, size_t n)
{
    size_t n_wrong = 0;
    for (size_t i = 0; i < n; i++) {
        void *state = NULL;
        assert_int_equal(bench_setup(&state), 0);
        bench *b = state;
        run_case(b, &cases[i]);
        g_autofree char *text = said(b);
        if (strcmp(text, cases[i].expected) != 0 ||
            !g_ptr_array_find_with_equal_func(b->codes, cases[i].code, g_str_equal, NULL)) {
            print_error("%s\n--- expected\n%s\n--- said\n%s\n\n", cases[i].code, cases[i].expected,
                        text);
            n_wrong++;
        }
        bench_teardown(&state);
    }
    assert_int_equal(n_wrong, 0);
}

#endif
