/*
 * test_source_fixture.h - what tests of sources share: a territory loaded from files, and the
 * findings of the run as "code id value detail".
 */
#ifndef TEST_SOURCE_FIXTURE_H
#define TEST_SOURCE_FIXTURE_H

#include "support/cmocka.h"
#include "support/tempdir.h"

#include "territory/territory.h"

#include <maillage/source.h>

#include <stdlib.h>

#include <glib.h>

#define SOURCES "data/sources/"
#define SIMPLE  SOURCES "communes_simples_2023.geojson"

/* Lists of one or two sources. */
#define ONE(path) ((const char *const[]){(path), NULL})
#define TWO(a, b) ((const char *const[]){(a), (b), NULL})

typedef struct loaded {
    mlg_territory *t;
    mlg_status status;
    mlg_error err;
    GString *findings; /* one a line */
} loaded;

static inline void loaded_finding(const mlg_finding *finding, void *user)
{
    loaded *l = user;
    g_string_append_printf(l->findings, "%s|%s|%s|%s|%s\n", finding->code,
                           finding->id != NULL ? finding->id : "",
                           finding->value != NULL ? finding->value : "",
                           finding->proposed != NULL ? finding->proposed : "",
                           finding->detail != NULL ? finding->detail : "");
}

static inline loaded load(const mlg_territory_sources *sources)
{
    loaded l = {.findings = g_string_new(NULL)};
    mlg_monitor monitor = {.finding = loaded_finding, .user = &l};
    l.status = mlg_load_territory(sources, &monitor, &l.t, &l.err);
    return l;
}

/* Loads what must load. */
static inline loaded load_ok(const mlg_territory_sources *sources)
{
    loaded l = load(sources);
    assert_ok(l.status, &l.err);
    return l;
}

static inline void unload(loaded *l)
{
    mlg_territory_free(l->t);
    g_string_free(l->findings, TRUE);
}

static inline const territory_commune *commune(const loaded *l, const char *code)
{
    uint32_t i = territory_find_commune(l->t, base_code(code));
    if (i == TERRITORY_NONE)
        fail_msg("no commune %s", code);
    return &l->t->communes[i];
}

static inline const territory_qpv *qpv(const loaded *l, const char *code)
{
    uint32_t i = territory_find_qpv(l->t, base_code(code));
    if (i == TERRITORY_NONE)
        fail_msg("no QPV %s", code);
    return &l->t->qpvs[i];
}

/* SIREN of a commune's EPCI, "" for none. */
static inline const char *epci_of(const loaded *l, const char *code)
{
    const territory_commune *c = commune(l, code);
    return c->epci == TERRITORY_NONE ? "" : l->t->epcis[c->epci].code.s;
}

static inline const char *ept_of(const loaded *l, const char *code)
{
    const territory_commune *c = commune(l, code);
    return c->ept == TERRITORY_NONE ? "" : l->t->epts[c->ept].code.s;
}

static inline const territory_group *epci(const loaded *l, const char *code)
{
    uint32_t i = territory_find_epci(l->t, base_code(code));
    if (i == TERRITORY_NONE)
        fail_msg("no EPCI %s", code);
    return &l->t->epcis[i];
}

static inline const char *crs_of(const loaded *l, const territory_shape *shape)
{
    return l->t->crs[shape->crs];
}

/* Writes a GeoJSON file of features "properties;coordinates of a ring". */
static inline char *write_geojson(const char *folder, const char *name, const char *features)
{
    char *text =
        g_strconcat("{\"type\":\"FeatureCollection\",\"features\":[", features, "]}", NULL);
    char *path = support_write(folder, name, text, 0);
    g_free(text);
    return path;
}

#define FEATURE(properties, geometry)                                                              \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define SQUARE                                                                                     \
    "{\"type\":\"Polygon\",\"coordinates\":[[[3.05,50.62],[3.06,50.62],[3.06,50.63],[3.05,50.63]," \
    "[3.05,50.62]]]}"

#endif
