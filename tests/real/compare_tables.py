#!/usr/bin/python3
"""Compares a table that maillage printed as CSV with the oracle's, column by column, by name.

    compare_tables.py PRINTED.csv ORACLE.csv --key date,type [--as pop_qpv=pop_qpv_connue …]

`;` with decimal commas or `,` with points. Printed figures are right when they round the oracle's. A column of the
oracle that is not printed is told and is no fault; a row that is missing or too many is one. Exit 1 on a fault.
"""
import argparse
import csv
import sys
from pathlib import Path


def read_table(path):
    text = path.read_text(encoding="utf-8-sig")
    first = text.splitlines()[0] if text.strip() else ""
    return list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ","))


def same(said, want):
    """Equal as text; or a number that rounds the other one, to its own decimals, or to 1e-6."""
    if said == want:
        return True
    said = said.replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        a, b = float(said), float(want)
    except ValueError:
        return False
    decimals = len(said.partition(".")[2])
    step = 0.5 * 10 ** -decimals if decimals else 0.005  # trailing zeros may have been left out
    return abs(a - b) <= max(1e-6 * abs(b), step * (1 + 1e-9))


def compare(printed, wanted, key, names):
    """(faults, figures compared, columns of the oracle that are not printed)."""
    if not printed:
        return ["aucune ligne imprimée"], 0, []
    mine = [c for c in wanted[0] if c not in key]
    absent = [c for c in mine if names.get(c, c) not in printed[0]]
    lost = [names.get(c, c) for c in key if names.get(c, c) not in printed[0]]
    if lost or len(absent) == len(mine):
        return [f"colonnes absentes : {', '.join(lost or absent)}"], 0, absent
    got = {tuple(r[names.get(k, k)] for k in key): r for r in printed}
    want = {tuple(r[k] for k in key): r for r in wanted}
    faults = [f"{' '.join(k)}: ligne absente" for k in want if k not in got]
    faults += [f"{' '.join(k)}: ligne en trop" for k in got if k not in want]
    if len(got) != len(printed):
        faults.append(f"{len(printed) - len(got)} lignes en double")
    figures = 0
    for k, row in want.items():
        for c in mine if k in got else ():
            if c not in absent:
                figures += 1
                said = got[k][names.get(c, c)]
                if not same(said, row[c]):
                    faults.append(f"{' '.join(k)}: {c} {said} au lieu de {row[c]}")
    return faults, figures, absent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("printed", type=Path)
    parser.add_argument("oracle", type=Path)
    parser.add_argument("--key", required=True, help="columns that name a row, as the oracle writes them")
    parser.add_argument("--as", dest="names", action="append", default=[], metavar="PRINTED=ORACLE")
    args = parser.parse_args()
    names = {b: a for a, _, b in (n.partition("=") for n in args.names)}
    faults, figures, absent = compare(read_table(args.printed), read_table(args.oracle), args.key.split(","), names)
    for line in faults[:40]:
        print(f"ÉCART {line}")
    if absent:
        print(f"colonnes non imprimées : {', '.join(absent)}")
    print(f"{figures} chiffres comparés, {len(faults)} écarts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
