"""What scripts/bench invents, in a process of its own: its memory would count as that of what is measured after.

    bench_grid.py GRID.csv COMMUNES POPULATION     a population grid of the mainland
    bench_grid.py ONE.gpkg COMMUNES --only CODE    a layer of one commune

The grid is as INSEE publishes it: 2.3 million cells of 200 m, of which each commune's hold its official population.
Always the same, nobody's figures, of the real size. Inhabited cells are those nearest to the centre of a commune, with
noise, more of them where more people live.
"""
import csv
import sys

import numpy as np
from osgeo import gdal, ogr, osr

SIZE = 200
CELLS = 2_300_000
SEED = 2026


def mainland(source, target):
    """Layer of the communes of the mainland in EPSG:3035: (dataset to keep alive, layer, codes)."""
    read = ogr.Open(str(source))
    layer = read.GetLayer()
    grid = osr.SpatialReference()
    grid.ImportFromEPSG(3035)
    geographic = layer.GetSpatialRef()
    for system in (grid, geographic):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    change = osr.CoordinateTransformation(geographic, grid)
    kept = ogr.GetDriverByName("Memory").CreateDataSource(target)
    out = kept.CreateLayer("commune", grid, ogr.wkbMultiPolygon)
    out.CreateField(ogr.FieldDefn("number", ogr.OFTInteger))
    codes = []
    for feature in layer:
        code = feature.GetField("insee_com")
        if code[:2] not in ("97", "98"):
            codes.append(code)
            copy = ogr.Feature(out.GetLayerDefn())
            copy.SetField("number", len(codes))
            shape = feature.GetGeometryRef().Clone()
            shape.Transform(change)
            copy.SetGeometry(shape)
            out.CreateFeature(copy)
    return kept, out, codes


def land_cells(layer):
    """(row, column of the grid, commune from 0) of each cell whose centre lies in a commune, south to north."""
    west, east, south, north = layer.GetExtent()
    left, right = int(west // SIZE), int(east // SIZE) + 1
    low, high = int(south // SIZE), int(north // SIZE) + 1
    raster = gdal.GetDriverByName("MEM").Create("", right - left, high - low, 1, gdal.GDT_Int32)
    raster.SetGeoTransform((left * SIZE, SIZE, 0, high * SIZE, 0, -SIZE))
    raster.SetProjection(layer.GetSpatialRef().ExportToWkt())
    gdal.RasterizeLayer(raster, [1], layer, options=["ATTRIBUTE=number"])
    communes = raster.ReadAsArray()[::-1]
    row, column = np.nonzero(communes)
    return row + low, column + left, communes[row, column] - 1


def inhabited(commune, people, score):
    """Indices of the cells with people: in each commune those of least score, CELLS of them in all."""
    there = np.bincount(commune, minlength=len(people))
    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        quota = np.minimum(there, np.maximum(1, middle * people ** 0.6).astype(int))
        low, high = (low, middle) if quota.sum() > CELLS else (middle, high)
    order = np.lexsort((score, commune))
    first = np.concatenate(([0], np.cumsum(there)[:-1]))
    rank = np.arange(len(order)) - first[commune[order]]
    return np.sort(order[rank < quota[commune[order]]])


def make_grid(path, communes, population):
    """Writes the CSV (idcar_200m, i_est_200, lcog_geo, ind); returns the number of cells."""
    random = np.random.default_rng(SEED)
    _kept, layer, codes = mainland(communes, "communes")
    with open(population, encoding="utf-8-sig", newline="") as handle:
        figures = {r["insee"]: float(r["pmun"]) for r in csv.DictReader(handle)}
    people = np.array([figures[code] for code in codes])
    row, column, commune = land_cells(layer)
    there = np.maximum(np.bincount(commune, minlength=len(codes)), 1)
    centre = [np.bincount(commune, axis, minlength=len(codes)) / there for axis in (row, column)]
    far = np.hypot(row - centre[0][commune], column - centre[1][commune]) / np.sqrt(there[commune])
    kept = inhabited(commune, people, far + 0.15 * random.standard_normal(len(far)))
    row, column, commune, far = row[kept], column[kept], commune[kept], far[kept]
    weight = np.exp(0.9 * random.standard_normal(len(far)) - 3 * far)
    weight *= people[commune] / np.bincount(commune, weight, minlength=len(codes))[commune]
    held = np.clip(np.round(2 * weight) / 2, 0.5, 7000)  # half persons, as in INSEE's: children of two homes
    with open(path, "w", encoding="ascii") as out:
        out.write("idcar_200m,i_est_200,lcog_geo,ind\n")
        out.writelines(f"CRS3035RES200mN{n}E{e},{int(p < 25)},{codes[c]},{p}\n" for n, e, c, p in zip(
            (row * SIZE).tolist(), (column * SIZE).tolist(), commune.tolist(), held.tolist()))
    return len(held)


def main():
    target, communes, *more = sys.argv[1:]
    if more[0] == "--only":
        gdal.VectorTranslate(target, communes, where=f"insee_com = '{more[1]}'", layerName="commune")
    else:
        make_grid(target, communes, more[0])


if __name__ == "__main__":
    main()
