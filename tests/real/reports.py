#!/usr/bin/python3
"""reports.py MAILLAGE RESULT [BEFORE] - `maillage rank` and `compare` on real results beside SQL of their own.

rank: the first units for each type and objective, by a query of the result. compare: entries, exits and
people from BEFORE to RESULT, by a query over both files. Exit 1 when a figure differs.
"""
import csv
import io
import sqlite3
import subprocess
import sys

TOP = 10
UNITS = {"epci": ("siren_epci", "lib_epci"), "departement": ("insee_dep", "lib_dep")}


def rows_of(maillage, *words):
    """A report as rows."""
    text = subprocess.run([maillage, *words, "--format", "csv", "--csv-style", "point"], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout
    return list(csv.DictReader(io.StringIO(text)))


def ranked_by_people(db, kind, key):
    """People of gaps add up by unit: the greedy order is that of the sums."""
    return db.execute(f"""SELECT {key}, sum(pop) FROM lacune
        WHERE type = ? AND motif IN ('aucun', 'partiel') AND {key} IS NOT NULL
        GROUP BY 1 HAVING sum(pop) > 0 ORDER BY 2 DESC, 1 LIMIT {TOP}""", (kind,)).fetchall()


def ranked_by_qpv(db, kind, key):
    """QPV in two units count once: counted again after each choice."""
    left = {}
    for code, unit in db.execute(f"""SELECT DISTINCT code_qp, {key} FROM lacune
            WHERE type = ? AND motif IN ('aucun', 'partiel') AND {key} IS NOT NULL""", (kind,)):
        left.setdefault(unit, set()).add(code)
    order = []
    while len(order) < TOP and any(left.values()):
        unit = min(left, key=lambda u: (-len(left[u]), u))
        taken = left.pop(unit)
        order.append((unit, len(taken)))
        left = {u: codes - taken for u, codes in left.items()}
    return order


def check_rank(maillage, result, kinds, faults):
    """Each objective and unit; prints the first ten EPCI of the first type."""
    with sqlite3.connect(result) as db:
        for kind in kinds:
            for unit, (key, name) in UNITS.items():
                for objective, expected in (("qpv_pop", ranked_by_people(db, kind, key)),
                                            ("qpv", ranked_by_qpv(db, kind, key))):
                    got = rows_of(maillage, "rank", result, "--type", kind, "--unit", unit,
                                  "--objective", objective, "--top", str(TOP))
                    same = len(got) == len(expected) and all(
                        r[key] == code and abs(float(r["gain"]) - gain) < 0.006
                        for r, (code, gain) in zip(got, expected))
                    if not same:
                        faults.append(f"rank {kind} {unit} {objective}: {got[:2]}, by SQL {expected[:2]}")
                    if kind == kinds[0] and unit == "epci" and objective == "qpv_pop":
                        for row in got:
                            print(f"{row['rang']:>2} {row[key]} {row[name]}: {row['gain']} "
                                  f"({float(row['part_cumul']):.1%} together)")


def check_compare(maillage, before, result, kinds, faults):
    """QPV and people of both, entries and exits, what is not explained."""
    with sqlite3.connect(result) as db:
        db.execute("ATTACH ? AS before", (before,))
        for kind in kinds:
            s = kind.lower()
            here = f"main.qpv.couverture_{s} IN ('total', 'partiel')"
            there = f"before.qpv.couverture_{s} IN ('total', 'partiel')"
            told = "IN ('total', 'partiel', 'aucun')"
            counts = db.execute(f"""SELECT sum({there}), sum({here} AND NOT {there}), -sum({there} AND NOT {here}),
                sum({here}), sum(CASE WHEN before.qpv.couverture_{s} {told} THEN before.qpv.pop_{s} END),
                sum(CASE WHEN main.qpv.couverture_{s} {told} THEN main.qpv.pop_{s} END)
                FROM main.qpv JOIN before.qpv USING (code_qp)""").fetchone()
            steps = {r["poste"]: r for r in rows_of(maillage, "compare", before, result, "--type", kind,
                                                    "--by", "type")}
            got = [float(steps[p]["nb_qpv"]) for p in ("resultat_1", "entrees", "sorties", "resultat_2")]
            people = [float(steps[p]["pop"]) for p in ("resultat_1", "resultat_2")]
            if got != [float(n) for n in counts[:4]] or any(
                    abs(a - b) > 0.006 for a, b in zip(people, counts[4:])):
                faults.append(f"compare {kind}: {got} {people}, by SQL {counts}")
            if float(steps["ecart"]["nb_qpv"]) != 0 or float(steps["ecart"]["pop"]) != 0:
                faults.append(f"compare {kind}: {steps['ecart']} is not explained")
            moves = rows_of(maillage, "compare", before, result, "--type", kind)
            entered = sum(r["mouvement"] == "entree" for r in moves)
            unexplained = sum("indetermine" in r["motifs"] for r in moves)
            if entered != counts[1] or unexplained:
                faults.append(f"compare {kind}: {entered} entries of {counts[1]}, {unexplained} not explained")
            print(f"{kind}: {got[0]:.0f} QPV, {got[1]:+.0f}, {got[2]:+.0f}: {got[3]:.0f}; "
                  f"inhabitants {people[0]:.0f}, then {people[1]:.0f}")


def main(maillage, result, before=None):
    """Runs the checks that the arguments allow."""
    faults = []
    with sqlite3.connect(result) as db:
        kinds = db.execute("SELECT valeur FROM parametre WHERE cle = 'types'").fetchone()[0].split(",")
    check_rank(maillage, result, kinds, faults)
    if before:
        check_compare(maillage, before, result, kinds, faults)
    print("\n".join(faults) if faults else "reports: as by SQL")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
