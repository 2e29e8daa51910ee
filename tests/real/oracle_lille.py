#!/usr/bin/python3
"""Lille by real cells: population of every QPV, commune and QPV × commune face, by grid and by area,
with and without INSEE's published figures, and the ranges of a few perimeters.

    oracle_lille.py OUT_DIR

It reads MLG_GEODATA and writes face.csv, qpv.csv, plage.csv, and what `maillage cover` is to be given:
dispositifs.csv, perimetres.csv, perimetres.gpkg. oracle_carreaux.py says how.
"""
import sys
from pathlib import Path

import geopandas as gpd
import oracle_carreaux as oc
import oracle_sources as src
from oracle_carreaux_monde import World, read_cells, save, write_figures
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

LAYERS = src.GEODATA / "boundaries" / "lille_full_resolution.gpkg"
CELLS = src.GEODATA / "grid" / "carreaux_200m_lille.csv"
QPV_PEOPLE = src.GEODATA / "qpv" / "pop_qp_2013.csv"
DATE = "2018-01-01"
WITNESS = "59145"  # a commune without QPV: a type that it alone has leaves every QPV face in `lacune`
# Perimeters as polygons, EPSG:3035: none follows a limit of a commune, a QPV or a cell.
POLYGONS = {"rond": Point(3829533.7, 3078321.3).buffer(2311.7, 12),
            "triangle": Polygon([(3832011.3, 3080007.9), (3840513.1, 3086004.7), (3830107.7, 3090009.1)])}
# type, dispositif, (unit, codes)
SCENARIO = [("CLS", "CLS-1", [("COMMUNE", "59350"), ("COMMUNE", "59512")]),
            ("ASV", "ASV-1", [("QPV_DE_COMMUNE", "59599"), ("QPV", "QP059084")]),
            ("CLSM", "CLSM-1", [("GEOMETRIE", "rond")]),
            ("CLSM", "CLSM-2", [("GEOMETRIE", "triangle")]),
            ("PTS", "PTS-1", [("COMMUNE", "59378"), ("GEOMETRIE", "rond")]),
            ("TEMOIN", "TEMOIN-1", [("COMMUNE", WITNESS)])]


def load_world():
    cities = gpd.read_file(LAYERS, layer="cities").to_crs(3035).set_index("INSEE_COM")
    quarters = gpd.read_file(LAYERS, layer="qpvs").to_crs(3035).set_index("CODE_QP")
    communes = {code: {"geom": geom, "nom": cities.NOM[code], "dep": cities.INSEE_DEP[code], "terr": "met",
                       "pop": int(cities.POPULATION[code])}
                for code, geom in src.repair_all(cities.geometry, []).items()}
    by_name = {(src.dep3(c["dep"]), src.plain(c["nom"])): code for code, c in communes.items()}
    people = {r["qp"]: int(r["population_municipale_2013"]) for r in src.read_csv(QPV_PEOPLE, ";")
              if r["population_municipale_2013"]}
    qpv = {}
    for code, geom in src.repair_all(quarters.geometry, []).items():
        names = filter(None, map(str.strip, quarters.COMMUNE_QP[code].split(",")))
        qpv[code] = {"geom": geom, "nom": quarters.NOM_QP[code].strip(), "terr": "met", "pop": people.get(code),
                     "official": {by_name[code[2:5], src.plain(n)] for n in names}}
    return World(dict(sorted(communes.items())), dict(sorted(qpv.items())), generalised=False)


def cover_of(world, lines):
    """The cover (see oracle_carreaux.Ranges) of a perimeter."""
    codes, shapes = [], [POLYGONS[code] for unit, code in lines if unit == "GEOMETRIE"]
    for unit, code in lines:
        codes += [(c, q) for c, q in world.parts
                  if code == {"COMMUNE": c, "QPV": q, "QPV_DE_COMMUNE": q and c}.get(unit)]
    return world.cover(codes, unary_union(shapes) if shapes else None)


def range_rows(world, run, with_published):
    """Each figure with its range, where every part of a cell counts, and where parts under TOUCH_M2 do not."""
    strict, net = world.ranges(with_published, 0.0), world.ranges(with_published, oc.TOUCH_M2)
    everywhere = list(world.communes)
    for _, dispositif, lines in SCENARIO:
        cover = cover_of(world, lines)
        yield (run, "dispositif", dispositif, "", *strict.of_communes(everywhere, cover), *net.of_communes(everywhere, cover)[1:])
    for kind in dict.fromkeys(s[0] for s in SCENARIO):
        cover = cover_of(world, [line for s in SCENARIO if s[0] == kind for line in s[2]])
        for code in world.qpv:
            yield (run, "qpv", code, kind.lower(), *strict.of_qpv(code, cover), *net.of_qpv(code, cover)[1:])
        for code in everywhere:
            yield (run, "commune", code, kind.lower(), *strict.of_communes([code], cover), *net.of_communes([code], cover)[1:])


def write_scenario(folder):
    save(folder / "dispositifs.csv", ["id_dispositif", "type", "nom", "statut", "date_debut"],
         [[name, kind, name, "ACTIF", "2017-01-01"] for kind, name, _ in SCENARIO], ";")
    shapes = folder / "perimetres.gpkg"
    shapes.unlink(missing_ok=True)
    gpd.GeoDataFrame({"nom": list(POLYGONS)}, geometry=list(POLYGONS.values()), crs=3035).to_file(
        shapes, layer="zone", driver="GPKG")
    save(folder / "perimetres.csv", ["id_dispositif", "unite_type", "unite_code", "geometrie_ref"],
         [[name, unit, "" if unit == "GEOMETRIE" else code,
           f"{shapes.resolve()}|layername=zone|id={list(POLYGONS).index(code) + 1}" if unit == "GEOMETRIE" else ""]
          for _, name, lines in SCENARIO for unit, code in lines], ";")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    world = load_world()
    world.weigh(read_cells(CELLS))
    runs = {"carreaux": (True, False), "carreaux_officiel": (True, True), "surface": (False, False),
            "surface_officiel": (False, True)}
    write_figures(world, runs, folder)
    save(folder / "plage.csv", ["passage", "couche", "code", "type", "pop", "pop_min", "pop_max", "pop_min_net", "pop_max_net"],
         [row for run in ("carreaux", "carreaux_officiel") for row in range_rows(world, run, runs[run][1])])
    write_scenario(folder)
    print(f"{len(world.communes)} communes, {len(world.qpv)} QPV, {len(world.areas)} faces, {len(world.edges)} edges, "
          f"{len(world.cells.key)} cells, {len(world.orphans)} outside every commune")


if __name__ == "__main__":
    main()
