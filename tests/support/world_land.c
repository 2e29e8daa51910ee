/*
 * world_land.c - the territory of a test world, and what was found about it.
 */
#include "support/world.h"

#include "support/wkt.h"

int world_setup(void **state)
{
    world *w = g_new0(world, 1);
    w->findings = mlg_findings_new();
    w->monitor = (mlg_monitor){.finding = mlg_findings_add, .user = w->findings};
    w->land = territory_builder_new();
    w->territory_options.date = WORLD_DATE;
    w->options.date = WORLD_DATE;
    w->crs = WORLD_CRS;
    w->dx = WORLD_X;
    w->dy = WORLD_Y;
    *state = w;
    return 0;
}

int world_teardown(void **state)
{
    world *w = *state;
    for (size_t step = G_N_ELEMENTS(w->done); step-- > 0;) {
        if (w->done[step] != NULL)
            w->done[step](w);
    }
    territory_builder_free(w->land);
    mlg_findings_free(w->findings);
    g_free(w);
    return 0;
}

territory_origin world_origin(world *w, const char *file)
{
    return (territory_origin){file, "", ++w->row};
}

territory_shape world_shape(world *w, const char *wkt)
{
    if (wkt == NULL)
        return (territory_shape){.wkb = NULL};
    GBytes *wkb = support_wkt(wkt, w->dx, w->dy);
    if (wkb == NULL)
        fail_msg("not WKT of polygons: %s", wkt);
    return (territory_shape){.wkb = wkb, .crs = territory_builder_crs(w->land, w->crs)};
}

void world_commune(world *w, const char *code, const char *epci, double people, const char *wkt)
{
    char name[32];
    (void)g_snprintf(name, sizeof name, "Commune %s", code);
    territory_commune_row row = {.code = base_code(code),
                                 .epci = base_code(epci),
                                 .name = name,
                                 .population = people,
                                 .shape = world_shape(w, wkt),
                                 .origin = world_origin(w, "communes.gpkg")};
    territory_builder_add_commune(w->land, &row);
    g_clear_pointer(&row.shape.wkb, g_bytes_unref);
}

void world_qpv(world *w, const char *code, const char *communes, double people, const char *wkt)
{
    char name[32];
    (void)g_snprintf(name, sizeof name, "Quartier %s", code);
    territory_qpv_row row = {.code = base_code(code),
                             .name = name,
                             .communes = communes,
                             .shape = world_shape(w, wkt),
                             .origin = world_origin(w, "qpv.gpkg")};
    territory_builder_add_qpv(w->land, &row);
    g_clear_pointer(&row.shape.wkb, g_bytes_unref);
    if (!isnan(people))
        territory_builder_set_qpv_population(w->land, row.code, people,
                                             world_origin(w, "pop_qpv.csv"));
}

void world_part(world *w, const char *code, const char *commune, territory_part_kind kind,
                double people, const char *wkt)
{
    char name[32];
    (void)g_snprintf(name, sizeof name, "Part %s", code);
    territory_part_row row = {.code = base_code(code),
                              .commune = base_code(commune),
                              .kind = kind,
                              .name = name,
                              .population = people,
                              .shape = world_shape(w, wkt),
                              .origin = world_origin(w, "parts.gpkg")};
    territory_builder_add_part(w->land, &row);
    g_clear_pointer(&row.shape.wkb, g_bytes_unref);
}

void world_history(world *w, const char *movements)
{
    g_auto(GStrv) rows = g_strsplit(movements, "; ", -1);
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(history_event));
    for (size_t i = 0; rows[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(rows[i], " ", -1);
        if (g_strv_length(words) != 4)
            fail_msg("not a movement: %s", rows[i]);
        history_event event = {(base_date)g_ascii_strtoll(words[0], NULL, 10),
                               (int)g_ascii_strtoll(words[1], NULL, 10), base_code(words[2]),
                               base_code(words[3])};
        g_array_append_val(events, event);
    }
    territory_builder_set_history(
        w->land,
        territory_history_new((const history_event *)(void *)events->data, events->len, 20260101),
        "mouvements.csv");
}

static void free_territory(world *w)
{
    mlg_territory_free(w->t);
}

void world_finish_territory(world *w)
{
    w->done[0] = free_territory;
    assert_ok(territory_builder_finish(w->land, &w->territory_options, &w->monitor, &w->t, &w->err),
              &w->err);
}

size_t world_count_findings(const world *w, const char *code)
{
    size_t n = 0;
    const mlg_finding *finding = NULL;
    for (size_t i = 0; (finding = mlg_findings_get(w->findings, i)) != NULL; i++)
        n += strcmp(finding->code, code) == 0;
    return n;
}

const mlg_finding *world_finding(const world *w, const char *code)
{
    const mlg_finding *finding = NULL, *last = NULL;
    for (size_t i = 0; (finding = mlg_findings_get(w->findings, i)) != NULL; i++) {
        if (strcmp(finding->code, code) == 0)
            last = finding;
    }
    return last;
}
