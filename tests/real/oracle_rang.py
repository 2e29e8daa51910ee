#!/usr/bin/python3
"""The units with most people of QPV without a type: what `maillage rank` should name first.

    oracle_rang.py [--type CLS] [--unit epci|commune|departement] [--top 10] [--date 2026-06-30] [--inventaire DIR]

The QPV whose state is total, or not known, leave no gap; of the others, the people of the faces that no contract
in force holds. EPCI, communes and départements share no face, so the greedy order is that of the gains. Prints CSV.
"""
import argparse
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

import oracle_inventaire
import oracle_monde
import oracle_sources as src
from oracle_couverture import Coverage

KEYS = {"epci": "epci", "departement": "dep"}


def gaps(cover, t, unit):
    """[(people, unit)], most people first, ties by code."""
    world, people = cover.world, Counter()
    scope = cover.territory("national", "", world.communes)
    for zone in cover.zones(scope, "qpv"):
        if cover.state("qpv", zone, t) in ("partiel", "aucun"):
            for i in zone.faces - cover.net[t]:
                commune = world.faces[i].commune
                people[commune if unit == "commune" else world.communes[commune][KEYS[unit]]] += world.faces[i].people or 0
    return sorted(((n, code) for code, n in people.items() if code and n > 0), key=lambda r: (-r[0], r[1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--type", default="CLS")
    parser.add_argument("--unit", choices=("epci", "commune", "departement"), default="epci")
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2026, 6, 30))
    parser.add_argument("--inventaire", type=Path, default=src.INVENTORY)
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    world = oracle_monde.load(args.inventaire)
    cover = Coverage(world, oracle_inventaire.load(world, args.inventaire, args.date))
    rows = gaps(cover, args.type, args.unit)
    total = sum(n for n, _ in rows)
    print("rang,unite,gain,cumul,part")
    done = 0.0
    for rank, (n, code) in enumerate(rows[:args.top], 1):
        done += n
        print(f"{rank},{code},{n:.6f},{done:.6f},{done / total:.9f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
