/*
 * run_cases.c - runs case files (README.md): run_cases FILE... Ends with 1 when an expectation
 * fails, each told as file:line.
 */
#include "cases/case_file.h"
#include "geom/wkb.h"
#include "support/wkt.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a case is given: as written, rings turned round and started elsewhere, moved. */
typedef struct variant {
    const char *name;
    bool turned;
    double dx, dy;
} variant;

static const variant variants[] = {
    {"as given", false, 0, 0},
    {"turned", true, 0, 0},
    {"moved", false, 4e6, 3e6},
    {"turned and moved", true, -7e5, 6.6e6},
};

typedef struct run {
    geom_ctx *ctx;
    const char *path;
    const case_one *current;
    const variant *variant;
    geom *given[2]; /* repaired */
    geom_repair_report first;
    mlg_error err;
    bool read; /* all that is given */
    unsigned n_expectations, n_failures;
} run;

static void complain(run *r, const case_expect *e, const char *found)
{
    (void)fprintf(stderr, "%s:%u: %s (%s): expected %s %s, found %s\n", r->path, e->line,
                  r->current->name, r->variant->name, e->what, e->text, found);
    r->n_failures++;
}

static void complain_number(run *r, const case_expect *e, double found)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.12g", found);
    complain(r, e, text);
}

/* The ring backwards from its middle on; the shape stays. */
static void turn_ring(void *user, size_t part, size_t ring, const double *x, const double *y,
                      size_t n)
{
    GString *wkt = user;
    g_string_append(wkt, part == 0 && ring == 0 ? "((" : ring == 0 ? ")),((" : "),(");
    size_t sides = n - 1;
    for (size_t i = 0; i < n; i++) {
        size_t at = sides > 0 ? (sides / 2 + sides - i % sides) % sides : 0;
        char text_x[G_ASCII_DTOSTR_BUF_SIZE], text_y[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_printf(wkt, "%s%s %s", i > 0 ? "," : "",
                               g_ascii_dtostr(text_x, sizeof text_x, x[at]),
                               g_ascii_dtostr(text_y, sizeof text_y, y[at]));
    }
}

static GBytes *turn(GBytes *wkb)
{
    g_autoptr(GString) wkt = g_string_new("MULTIPOLYGON");
    if (geom_wkb_is_empty(wkb))
        return g_bytes_ref(wkb);
    g_string_append_c(wkt, '(');
    geom_wkb_rings(wkb, turn_ring, wkt);
    g_string_append(wkt, ")))");
    return support_wkt(wkt->str, 0, 0);
}

static mlg_status read_given(run *r, const char *text, geom **ret, geom_repair_report *ret_report)
{
    g_autoptr(GBytes) raw = support_wkt(text, r->variant->dx, r->variant->dy);
    g_autoptr(GBytes) plain = NULL;
    g_autoptr(GBytes) turned = NULL;
    g_autoptr(geom) g = NULL;
    if (!raw)
        return mlg_fail(&r->err, MLG_E_ARG, "not WKT: %s", text);
    gsize size = 0;
    const void *data = g_bytes_get_data(raw, &size);
    MLG_TRY(geom_wkb_normalize(data, size, &plain, &r->err));
    turned = r->variant->turned ? turn(plain) : g_bytes_ref(plain);
    MLG_TRY(geom_from_wkb(r->ctx, turned, &g, &r->err));
    return geom_repair(g, ret, ret_report, &r->err);
}

static bool overlay_area(run *r, geom_overlay_op op, int first, double *ret)
{
    geom *result = NULL;
    const geom *a = r->given[first], *b = r->given[1 - first];
    if (!a || !b || geom_overlay(op, a, b, &result, NULL, &r->err) != MLG_OK)
        return false;
    *ret = geom_area(result);
    geom_free(result);
    return true;
}

/* A figure of the case; false when there is none of this name or it cannot be computed. */
static bool figure(run *r, const char *what, double tolerance, double *ret)
{
    if (strcmp(what, "covered") == 0)
        return overlay_area(r, GEOM_INTERSECTION, 0, ret);
    if (strcmp(what, "left") == 0)
        return overlay_area(r, GEOM_DIFFERENCE, 0, ret);
    if (strcmp(what, "right") == 0)
        return overlay_area(r, GEOM_DIFFERENCE, 1, ret);
    if (strcmp(what, "united") == 0)
        return overlay_area(r, GEOM_UNION, 0, ret);
    if (strcmp(what, "width") == 0)
        return geom_width(r->given[0], tolerance, ret, &r->err) == MLG_OK;
    *ret = geom_area(r->given[0]);
    if (strcmp(what, "area") == 0)
        return true;
    double area = *ret;
    bool found = strcmp(what, "share") == 0 && overlay_area(r, GEOM_INTERSECTION, 0, ret);
    *ret /= area;
    return found;
}

/* valid, collapsed and failure, which are no figures; false when it is another. */
static bool check_word(run *r, const case_expect *e)
{
    const char *found = NULL, *expected = e->text;
    char reason[192];
    if (strcmp(e->what, "failure") == 0) {
        found = r->read ? "no failure" : r->err.message;
    } else if (strcmp(e->what, "collapsed") == 0) {
        found = r->first.collapsed ? "yes" : "no";
    } else if (strcmp(e->what, "valid") == 0) {
        (void)snprintf(reason, sizeof reason, "%s %s", r->first.was_valid ? "yes" : "no",
                       r->first.reason);
        found = reason;
    }
    if (found && strncmp(found, expected, strlen(expected)) != 0)
        complain(r, e, found);
    return found != NULL;
}

static void check(run *r, const case_expect *e)
{
    r->n_expectations++;
    if (!r->read && strcmp(e->what, "failure") != 0) {
        complain(r, e, r->err.message);
        return;
    }
    if (check_word(r, e))
        return;
    double found = NAN;
    g_strlcpy(r->err.message, "no such figure", sizeof r->err.message);
    if (isnan(e->value) || !figure(r, e->what, e->tolerance, &found))
        complain(r, e, r->err.message);
    /* what a coordinate of seven digits can hold */
    else if (!(fabs(found - e->value) <=
               e->tolerance + (r->variant->dx != 0 ? 1e-7 * (1 + fabs(e->value)) : 0)))
        complain_number(r, e, found);
}

static void run_case(run *r)
{
    const case_one *c = r->current;
    r->read = c->given->len > 0 && c->given->len <= 2;
    g_strlcpy(r->err.message, "one or two geometries are given", sizeof r->err.message);
    for (guint i = 0; i < c->given->len && r->read; i++) {
        geom_repair_report report;
        r->read = read_given(r, c->given->pdata[i], &r->given[i], &report) == MLG_OK;
        if (i == 0 && r->read)
            r->first = report;
    }
    for (guint i = 0; i < c->expectations->len; i++)
        check(r, &g_array_index(c->expectations, case_expect, i));
    for (int i = 0; i < 2; i++)
        g_clear_pointer(&r->given[i], geom_free);
}

static void run_file(run *r, const char *path)
{
    char *problem = NULL;
    r->path = path;
    GPtrArray *cases = case_file_read(path, &problem);
    if (!cases) {
        (void)fprintf(stderr, "%s:%s\n", path, problem);
        g_free(problem);
        r->n_failures++;
        return;
    }
    for (guint i = 0; i < cases->len; i++) {
        r->current = cases->pdata[i];
        for (size_t j = 0; j < G_N_ELEMENTS(variants); j++) {
            r->variant = &variants[j];
            if (!r->current->exact || r->variant->dx == 0)
                run_case(r);
        }
    }
    printf("%s: %u cases\n", path, cases->len);
    g_ptr_array_unref(cases);
}

int main(int argc, char **argv)
{
    run r = {.ctx = geom_ctx_new()};
    for (int i = 1; i < argc; i++)
        run_file(&r, argv[i]);
    printf("%u expectations, %u failures\n", r.n_expectations, r.n_failures);
    geom_ctx_free(r.ctx);
    return r.n_failures > 0 || r.n_expectations == 0;
}
