/*
 * world_book.c - the inventory of a test world: dispositifs, their perimeters, surveys.
 */
#include "support/world.h"

#include "support/wkt.h"

static void free_book(world *w)
{
    mlg_inventory_free(w->inv);
    inventory_builder_free(w->book);
}

static inventory_builder *open_book(world *w)
{
    if (w->book == NULL)
        w->book = inventory_builder_new(&w->monitor);
    w->done[1] = free_book;
    return w->book;
}

/* One line of a perimeter: "[EXCLUT] UNIT CODE [COUVERTURE [SHARE]] [@MILLESIME]" or "GEOMETRIE
 * WKT". */
static void add_line(world *w, const char *id, const char *text)
{
    g_auto(GStrv) halves = g_strsplit(text, " @", 2);
    g_auto(GStrv) words = g_strsplit(halves[0], " ", 6);
    size_t at = 0;
    inventory_perimetre_row row = {
        .id_dispositif = id, .millesime = halves[1], .origin = {"perimetres.csv", "", ++w->row}};
    if (g_strcmp0(words[0], "EXCLUT") == 0 || g_strcmp0(words[0], "INCLUT") == 0)
        row.operation = words[at++];
    row.unite_type = words[at];
    if (g_strcmp0(words[at], "GEOMETRIE") == 0) {
        if (g_strcmp0(words[at + 1], "INCONNUE") == 0 || g_strcmp0(words[at + 1], "PARTIELLE") == 0)
            row.couverture = words[++at];
        GBytes *wkb = support_wkt(strstr(text, words[at]) + strlen(words[at]), w->dx, w->dy);
        if (wkb == NULL)
            fail_msg("not WKT of polygons: %s", text);
        row.wkb = g_bytes_get_data(wkb, &row.wkb_size);
        row.crs = w->crs;
        inventory_builder_add_perimetre(open_book(w), &row);
        g_bytes_unref(wkb);
        return;
    }
    const char **cells[] = {&row.unite_type, &row.unite_code, &row.couverture,
                            &row.part_population};
    for (size_t i = 0; i < G_N_ELEMENTS(cells) && words[at] != NULL; i++)
        *cells[i] = words[at++];
    inventory_builder_add_perimetre(open_book(w), &row);
}

void world_dispositif_row(world *w, inventory_dispositif_row row, const char *perimeter)
{
    row.origin = (inventory_origin){"dispositifs.csv", "", ++w->row};
    inventory_builder_add_dispositif(open_book(w), &row);
    g_auto(GStrv) lines = g_strsplit(perimeter, ";", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (line[0] != '\0')
            add_line(w, row.id_dispositif, line);
    }
}

void world_dispositif_dated(world *w, const char *id, const char *type, const char *status,
                            const char *start, const char *end, const char *perimeter)
{
    world_dispositif_row(w,
                         (inventory_dispositif_row){.id_dispositif = id,
                                                    .type = type,
                                                    .nom = id,
                                                    .statut = status,
                                                    .date_debut = start,
                                                    .date_fin = end},
                         perimeter);
}

void world_dispositif(world *w, const char *id, const char *type, const char *perimeter)
{
    world_dispositif_dated(w, id, type, "ACTIF", "2020", "2030", perimeter);
}

void world_survey(world *w, const char *echelon, const char *code, const char *type,
                  const char *complete)
{
    inventory_recensement_row row = {.echelon = echelon,
                                     .code = code,
                                     .type = type,
                                     .complet = complete,
                                     .origin = {"recensement.csv", "", ++w->row}};
    inventory_builder_add_recensement(open_book(w), &row);
}

void world_finish_inventory(world *w)
{
    inventory_options options = {.date = w->options.date};
    assert_ok(inventory_builder_finish(open_book(w), w->t, &options, &w->inv, &w->err), &w->err);
}
