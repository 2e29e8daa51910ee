#!/usr/bin/python3
"""Every indicator of one département, its région, its EPCI and their contrats de ville, from the raw files.

    oracle_indicateurs.py OUT_DIR [--departement 69] [--inventaire DIR] [--date 2026-06-30]

DIR holds dispositifs.csv, perimetres.csv and, where given, recensement.csv, population.csv and pop_qpv.csv
(default: ../shared/inventory/national_synthetique). Writes indicateur.csv and dispositif_departement.csv.
"""
import argparse
import csv
import datetime as dt
import sys
from pathlib import Path

import oracle_familles as families
import oracle_inventaire
import oracle_monde
import oracle_sources as src
from oracle_couverture import Coverage

COLUMNS = ("echelon", "code", "indicateur", "type", "numerateur", "denominateur", "non_renseigne", "valeur",
           "valeur_min", "valeur_max", "unite", "libre", "min_des_zones", "max_des_zones")
SHARES = ("id_dispositif", "type", "insee_dep", "nb_com", "part_com", "aire_ha", "part_aire", "pop", "part_pop",
          "contestee_ha", "part_contestee")


def rows_of(cover, scope):
    """Families A to E of one scope."""
    for t in cover.types:
        yield from families.Contracts(cover, scope, t).rows()
        yield from families.zones_of_type(cover, scope, t)
    present = [t for t in oracle_inventaire.FIRST_TYPES if t in cover.types]
    yield from families.cumul(cover, scope, present)
    yield from families.territory(cover, scope)
    yield from families.health_chapter(cover, scope)


def scopes_of(cover, departement):
    """The département, its EPCI, and the contrats de ville in force that have a face in it."""
    members = cover.world.members
    here = cover.territory("departement", departement, members["dep"][departement])
    yield here
    for zone in cover.zones(here, "epci"):
        yield cover.territory("epci", zone.code, zone.communes)
    for contract in cover.contracts(here, "CDV"):
        if contract.known and contract.in_force(cover.inv.day):
            yield cover.city_contract(contract)


def indicators(cover, departement):
    """All rows; the région's spread needs the rows of each of its départements."""
    world = cover.world
    region = next(com["reg"] for com in world.communes.values() if com["dep"] == departement)
    whole = cover.territory("region", region, world.members["reg"][region])
    deps = sorted({world.communes[c]["dep"] for c in whole.communes})
    of_dep = {d: list(rows_of(cover, cover.territory("departement", d, world.members["dep"][d]))) for d in deps}
    yield from rows_of(cover, whole)
    yield from families.spread(whole, cover.types, list(of_dep.values()))
    for scope in scopes_of(cover, departement):
        yield from of_dep[departement] if scope.echelon == "departement" else rows_of(cover, scope)


def shares_of_departements(cover, deps):
    """Table dispositif_departement, for contracts in force of known perimeter. `contestee_ha` is what the ground that
    two départements claim can change: the area of an overlap goes to the lower code, in the perimeter or not."""
    world = cover.world
    mine = [c for c in cover.inv.contracts.values() if c.in_force(cover.inv.day) and c.known
            and any(world.communes[k]["dep"] in deps for k in world.communes_in(c.net))]
    claimed = world.contested(set().union(*(world.members["dep"][d] for d in deps), *(world.communes_in(c.net) for c in mine)))
    for c in mine:
        for dep in deps:
            communes = world.members["dep"][dep]
            whole = world.faces_of(communes)
            inside = c.net & whole
            if inside:
                towns = world.communes_in(inside)
                land = sum(world.communes[k]["geom"].area for k in communes)
                ground, claim = world.ground(c.net_all, communes), sum(claimed[k] for k in communes)
                people, total = world.people_known(inside), world.people_known(whole)
                if people is not None:
                    people += sum(share * world.people(world.kept_of_commune[k] - c.net)
                                  for k, share in c.shared.items() if k in communes)
                yield {"id_dispositif": c.id, "type": c.type, "insee_dep": dep, "nb_com": len(towns),
                       "part_com": len(towns) / len(communes), "aire_ha": ground / 1e4, "part_aire": ground / land,
                       "pop": people, "part_pop": None if None in (people, total) else people / total,
                       "contestee_ha": sum(claimed[k] for k in world.communes_in(c.net)) / 1e4, "part_contestee": claim / land}


def write(path, columns, rows):
    rows = list(rows)
    with open(path, "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, columns, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return rows


def write_all(cover, departement, out):
    out.mkdir(parents=True, exist_ok=True)
    world = cover.world
    region = next(com["reg"] for com in world.communes.values() if com["dep"] == departement)
    deps = sorted({com["dep"] for com in world.communes.values() if com["reg"] == region})
    rows = write(out / "indicateur.csv", COLUMNS, indicators(cover, departement))
    shares = write(out / "dispositif_departement.csv", SHARES, shares_of_departements(cover, deps))
    return rows, shares


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--departement", default="69")
    parser.add_argument("--inventaire", type=Path, default=src.INVENTORY)
    parser.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2026, 6, 30))
    parser.add_argument("--liseres", choices=("hors", "suivent"), default="suivent",
                        help="edges of QPV count nowhere, or give area and people to the largest piece")
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    world = oracle_monde.load(args.inventaire, args.liseres)
    cover = Coverage(world, oracle_inventaire.load(world, args.inventaire, args.date))
    rows, shares = write_all(cover, args.departement, args.out)
    print(f"{args.out}: {len(rows)} indicateurs, {len({r['indicateur'] for r in rows})} différents ; "
          f"{len(shares)} parts de département")
    return 0


if __name__ == "__main__":
    sys.exit(main())
