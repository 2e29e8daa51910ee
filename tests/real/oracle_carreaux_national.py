#!/usr/bin/python3
"""Mainland France by cells: population of every commune, QPV and QPV × commune face.

    nice oracle_carreaux_national.py GRID.csv OUT_DIR [--column ind] [--peers DIR]

It reads MLG_GEODATA (QPV 2024) and writes face.csv, qpv.csv, orphelin.csv (cells of people in no commune)
and TEMOIN.csv, an inventory whose type no QPV has. Three to six minutes for 2.3 million cells, one core.
Columns in _vide are another reading: ground that two communes claim holds nobody.
--peers takes communes.gpkg and qpv.gpkg of DIR, the layers that the peers of the benchmark read, and writes for
compare_peers.py littoral.csv, the people of each commune's cells that lie partly in no commune and its ground that
a higher code claims too, ecart.csv, the ground of QPV that the peers hold and the oracle does not, or the reverse, and population.csv.
"""
import argparse
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import oracle_sources as src
from oracle_carreaux_monde import World, read_cells, save, write_figures

def mainland(records):
    return {code: r for code, r in records.items() if r["terr"] == "met"}


def load_peers(folder):
    """The same records from the peers' layers; no published population, and communes of a million people,
    so that shares have all their digits. And what was repaired."""
    communes = gpd.read_file(folder / "communes.gpkg")
    quarters = gpd.read_file(folder / "qpv.gpkg").set_index("code_qp")
    ground, _ = src.to_territories(communes, "code", src.territory_of_commune)
    communes = {c: {"geom": ground[c], "nom": n, "pop": 10**6, "terr": src.territory_of_commune(c)}
                for c, n in sorted(zip(communes.code, communes.nom))}
    shapes, repaired = src.to_territories(quarters.reset_index(), "code_qp", src.territory_of_qpv)
    qpv = {q: {"geom": shapes.get(q), "nom": quarters.lib_qp[q], "pop": None, "terr": src.territory_of_qpv(q),
               "official": set((quarters.insee_com[q] or "").replace(",", " ").split()) & set(communes)}
           for q in sorted(quarters.index)}
    return communes, qpv, repaired


def coasts(world):
    """[(commune, people of its cells that lie partly in no commune, its ground that a higher code claims too m²)]."""
    cells, claimed = world.cells, defaultdict(float)
    for (commune, _), ground in world.twice.items():
        claimed[commune] += ground.area
    for code in world.ground:
        inside = set().union(*(world.shares[f] for f in world.faces_in[code]))
        yield code, sum(cells.people[k] for k in inside if world.land[k] < cells.size ** 2 - 1), claimed[code]


def apart(world, repaired):
    """[(level, code, m²)]: QPV repaired otherwise by linework, their faces, faces that a lower code has wholly, and
    ground of QPV in no commune."""
    for code, _, structure, linework in repaired:
        faces = [f"{code}_{c}" for c, q in world.areas if q == code]
        for level, name in [("qpv", code)] + [("faces", face) for face in faces]:
            yield level, name, abs(structure - linework)
    for (commune, qpv), area in world.claimed.items():
        if qpv and (commune, qpv) not in world.pieces:
            yield "faces", f"{qpv}_{commune}", area
    inside = {}
    for (_, qpv), piece in world.pieces.items():
        inside[qpv] = inside.get(qpv, 0.0) + piece.area
    for code, area in inside.items():
        yield "qpv", code, abs(world.qpv[code]["geom"].area - area)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("grid", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--column", default="ind")
    parser.add_argument("--peers", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.peers:
        communes, qpv, repaired = load_peers(args.peers)
    else:
        communes = src.load_communes()[0]
        qpv = src.load_qpv("A", communes)[0]
    world = World(mainland(communes), mainland(qpv), generalised=True)
    world.weigh(read_cells(args.grid, args.column))
    runs = {"carreaux": (True, False), "carreaux_officiel": (True, True)}
    nobody = world.twice_people()
    write_figures(world, runs | {f"{run}_vide": (*how, nobody) for run, how in runs.items()}, args.out)
    save(args.out / "orphelin.csv", ["est", "nord", "habitants", "insee_com"],
         [[*map(int, world.cells.square(k).bounds[:2]), world.cells.people[k], c] for k, c in world.orphans])
    if args.peers:
        save(args.out / "littoral.csv", ["insee_com", "habitants", "partage_m2"], coasts(world))
        save(args.out / "ecart.csv", ["niveau", "code", "m2"], apart(world, repaired))
        save(args.out / "population.csv", ["insee", "nom", "dep", "reg", "siren_epci", "pmun", "ptot", "source"],
             [[c, r["nom"], c[:2], "", "", r["pop"], r["pop"], "oracle"] for c, r in communes.items()])
    witness = min(set(world.communes) - {c for c, q in world.areas if q})
    save(args.out / "TEMOIN.csv", ["id_dispositif", "type", "nom", "statut", "date_debut", "unite_type", "unite_code"],
         [["TEMOIN-1", "TEMOIN", "Temoin", "ACTIF", "2017-01-01", "COMMUNE", witness]])
    print(f"{len(world.communes)} communes, {len(world.qpv)} QPV, {len(world.areas)} faces, {len(world.edges)} edges, "
          f"{len(world.cells.key)} cells of {world.cells.people.sum():.1f} people; outside every commune "
          f"{len(world.orphans)} of {sum(world.cells.people[k] for k, _ in world.orphans):.1f}, of which beyond 1 km "
          f"{sum(c is None for _, c in world.orphans)}")


if __name__ == "__main__":
    main()
