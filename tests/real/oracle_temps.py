#!/usr/bin/python3
"""QPV and people covered by type on the last day of each year, from the raw files.

    oracle_temps.py OUT.csv [--region 84] [--from 2000] [--to 2026] [--inventaire DIR]

One list of QPV (2024) and the same populations throughout; the status of a contract is today's.
"""
import argparse
import csv
import datetime as dt
import sys
from pathlib import Path

import oracle_inventaire
import oracle_monde
import oracle_sources as src
from oracle_couverture import Coverage

COLUMNS = ("date", "type", "contrats_en_vigueur", "qpv_couverts", "qpv_partiel", "qpv_connus", "pop_qpv_couverte",
           "pop_qpv_connue", "pop_couverte", "pop_connue")


def rows_of_day(world, inventory, day, region):
    inventory.at(day)
    cover = Coverage(world, inventory)
    scope = cover.territory("region", region, world.members["reg"][region])
    for t in cover.types:
        row = {"date": day.isoformat(), "type": t}
        row["contrats_en_vigueur"] = sum(c.in_force(day) for c in cover.contracts(scope, t))
        for kind, title in (("qpv", "pop_qpv"), ("commune", "pop")):
            zones = [z for z in cover.zones(scope, kind) if cover.known(kind, z, t)]
            faces = set().union(*(z.faces for z in zones))
            row[f"{title}_couverte"] = cover.covered_people(faces, t, kind)[0]
            row[f"{title}_connue"] = world.people(faces)
            if kind == "qpv":
                states = [cover.state(kind, z, t) for z in zones]
                row |= {"qpv_couverts": len(states) - states.count("aucun"), "qpv_partiel": states.count("partiel"),
                        "qpv_connus": len(states)}
        yield row


def series(world, inventory, first, last, region):
    for year in range(first, last + 1):
        yield from rows_of_day(world, inventory, dt.date(year, 12, 31), region)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--region", default="84")
    parser.add_argument("--from", dest="first", type=int, default=2000)
    parser.add_argument("--to", dest="last", type=int, default=2026)
    parser.add_argument("--inventaire", type=Path, default=src.INVENTORY)
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    world = oracle_monde.load(args.inventaire)
    inventory = oracle_inventaire.load(world, args.inventaire, dt.date(args.last, 12, 31))
    with open(args.out, "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(series(world, inventory, args.first, args.last, args.region))
    return 0


if __name__ == "__main__":
    sys.exit(main())
