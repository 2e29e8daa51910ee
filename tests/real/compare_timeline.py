#!/usr/bin/python3
"""compare_timeline.py SERIES DISPOSITIFS RESULT... - a series of maillage timeline (CSV, point) against results of
maillage cover on some of its dates, and against its contracts counted again from the inventory.

Exit 1 on any difference: counts to the unit, people to a hundredth.
"""
import csv
import sys

from result_file import Result

RATIOS = {"qpv_couverts": ("qpv_couverts", "qpv_connus", None),
          "pop_qpv_couverte": ("pop_qpv_couverte", "pop_qpv", "pop_qpv_non_renseigne"),
          "pop_couverte": ("pop_couverte", "pop", "pop_non_renseigne")}


def days_in_force(contract):
    """First and last day by the table of the specification; None for none."""
    first = contract["date_debut"] or contract["date_signature"] or "0000"
    last = contract["date_fin"] or "9999"
    status = contract["statut"]
    if status == "EN_RENOUVELLEMENT":
        last = "9999"
    elif status in ("ECHU", "ABSORBE"):
        if first == "0000" or last == "9999":
            return None
    elif status != "ACTIF":
        return None
    return first, last


def check_contracts(rows, path):
    """Contracts in force, begun and ended of every row; the inventory's dates are days."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        contracts = [(c["type"], days_in_force(c)) for c in csv.DictReader(file, delimiter=";")]
    faults = 0
    for row in rows:
        days = [d for kind, d in contracts if kind == row["type"] and d is not None]
        year = row["periode"]
        counted = {"contrats_en_vigueur": sum(a <= row["date"] <= b for a, b in days),
                   "contrats_debut": sum(a.startswith(year) for a, _ in days),
                   "contrats_fin": sum(b.startswith(year) for _, b in days)}
        for column, n in counted.items():
            if int(row[column]) != n:
                print(f"{year} {row['type']} {column}: {row[column]}, counted again {n}")
                faults += 1
    return faults


def check_result(rows, path):
    result = Result(path)
    date = result.parameters()["date"]
    told = {(r["indicateur"], r["type"]): r for r in result.rows("indicateur") if r["echelon"] == "national"}
    faults = n = 0
    for row in (r for r in rows if r["date"] == date):
        for name, columns in RATIOS.items():
            figures = told[name, row["type"]]
            for figure, column in zip(("numerateur", "denominateur", "non_renseigne"), columns):
                if column is None:
                    continue
                n += 1
                if abs(float(row[column]) - figures[figure]) > 0.0051:
                    print(f"{date} {row['type']} {column}: {row[column]}, in the result {figures[figure]}")
                    faults += 1
        n += 1
        if int(row["contrats_en_vigueur"]) != told["contrats_en_vigueur", row["type"]]["valeur"]:
            print(f"{date} {row['type']}: contracts in force differ from the result")
            faults += 1
    if n == 0:
        print(f"{path}: no row of the series on {date}")
        faults += 1
    print(f"{date}: {n} figures compared")
    return faults


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    faults = check_contracts(rows, sys.argv[2]) + sum(check_result(rows, path) for path in sys.argv[3:])
    print(f"timeline: {len(rows)} rows, {faults} differences")
    return 1 if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
