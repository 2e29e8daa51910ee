/*
 * fuzz_source_geojson.c - files from outside through the whole of their reading, in /vsimem. The
 * first byte tells what the rest is: communes or QPV as GeoJSON; populations, movements or an
 * inventory as CSV.
 */
#include <maillage/source.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cpl_vsi.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LAND "/vsimem/fuzz_land.geojson"

static const char land[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
    "{\"insee_com\":\"59350\",\"nom\":\"Lille\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":"
    "[[[3.05,50.62],[3.06,50.62],[3.06,50.63],[3.05,50.63],[3.05,50.62]]]}}]}";

static void put(const char *path, const void *bytes, size_t size)
{
    VSILFILE *file = VSIFOpenL(path, "wb");
    if (file == NULL)
        return;
    (void)VSIFWriteL(bytes, 1, size, file); /* memory: a short write makes a shorter input */
    (void)VSIFCloseL(file);
}

static void load_land(const mlg_territory_sources *sources)
{
    mlg_territory *territory = NULL;
    mlg_error err = {.code = MLG_OK};
    if (mlg_load_territory(sources, NULL, &territory, &err) == MLG_OK)
        mlg_territory_free(territory);
}

static void load_book(const char *path)
{
    const mlg_territory_sources sources = {.communes = (const char *const[]){LAND, NULL}};
    const mlg_inventory_sources book = {.dispositifs = path, .date = 20260630};
    mlg_territory *territory = NULL;
    mlg_inventory *inventory = NULL;
    mlg_error err = {.code = MLG_OK};
    if (mlg_load_territory(&sources, NULL, &territory, &err) != MLG_OK)
        return;
    if (mlg_load_inventory(&book, territory, NULL, &inventory, &err) == MLG_OK)
        mlg_inventory_free(inventory);
    mlg_territory_free(territory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const json = "/vsimem/fuzz.geojson";
    static const char *const csv = "/vsimem/fuzz.csv";
    if (size == 0)
        return 0;
    const char *path = strchr("PIM", data[0]) != NULL ? csv : json;
    const char *const communes[] = {data[0] == 'C' ? json : LAND, NULL};
    const char *const qpv[] = {data[0] == 'Q' ? json : NULL, NULL};
    const char *const population[] = {data[0] == 'P' ? csv : NULL, NULL};
    const char *const cog[] = {data[0] == 'M' ? csv : NULL, NULL};
    put(LAND, land, sizeof land - 1);
    put(path, data + 1, size - 1);
    if (data[0] == 'I')
        load_book(path);
    else
        load_land(&(mlg_territory_sources){.communes = communes,
                                           .qpv = qpv,
                                           .population = population,
                                           .cog = cog,
                                           .date = 20260630});
    (void)VSIUnlink(path);
    return 0;
}
