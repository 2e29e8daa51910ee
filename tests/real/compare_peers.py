#!/usr/bin/python3
"""Compares the people of cells that GeoPandas and PostGIS find (jobs B of scripts/bench) with the oracle of the grid
on the same layers, and with a result of `maillage cover` on them.

    compare_peers.py ORACLE_DIR PEERS_OUT [RESULT.gpkg]

The peers give each cell's people by its area in a polygon over the whole cell, and count ground that two layers claim
twice; they know no calibration, and their repair (linework) drops ground that a ring goes round twice. The oracle's
`poids_entier` is that, but for such ground: a difference is explained where it is at most the people that the densest
cell could have on it. The result, on
population.csv and without published QPV, has pop(face) / pop(commune) = people of cells in the face / in the commune,
where no cell of the commune lies partly outside all communes, no ground of it or its QPV is claimed twice and no
QPV has an edge in it, whose people nobody has.
Exit 1 on an unexplained difference.
"""
import sys
from collections import defaultdict
from pathlib import Path

from compare_national import Report, number
from oracle_sources import read_csv
from result_file import Result

TOLERANCE = 1e-6
DENSEST = 7000 / 200 ** 2  # people a m², at most, in the grids of the benchmark
CLAIMED_M2 = 1e-3
LEVELS = {"com": "code", "faces": "id", "qpv": "code_qp"}


def oracle_figures(folder):
    """{level: {code: people}}, {level: {code: m² claimed twice or repaired otherwise}}, and the communes that nothing keeps from comparing."""
    people, claimed = ({level: defaultdict(float) for level in LEVELS} for _ in range(2))
    plain = {r["insee_com"] for r in read_csv(folder / "littoral.csv")
             if not number(r["habitants"]) and number(r["partage_m2"]) <= CLAIMED_M2}
    for r in read_csv(folder / "face.csv"):
        c, q = r["insee_com"], r["code_qp"]
        if r["lisere"] == "1" or abs(number(r["partage_m2"])) > CLAIMED_M2:
            plain.discard(c)
        levels = [("com", c)] + ([("faces", f"{q}_{c}"), ("qpv", q)] if q else [])
        for level, code in levels:
            people[level][code] += number(r["poids_entier"])
        for level, code in levels if q else levels[:1]:
            if level != "com" or not q:
                claimed[level][code] += abs(number(r["partage_m2"]))
    for r in read_csv(folder / "ecart.csv"):
        claimed[r["niveau"]][r["code"]] += number(r["m2"])
    return people, claimed, plain


def peer_figures(folder, peer):
    return {level: defaultdict(float, {r[key]: number(r["pop"]) for r in read_csv(folder / f"B_{peer}_{level}.csv")})
            for level, key in LEVELS.items()}


def compare_peer(report, peer, said, people, claimed):
    for level in LEVELS:
        for code in sorted(set(people[level]) | set(said[level])):
            want, got = people[level][code], said[level][code]
            shared = claimed[level][code]
            reason = "sol réclamé deux fois, ou réparé autrement" if abs(got - want) <= DENSEST * shared + TOLERANCE else None
            report.check(f"{peer} : {level}", abs(got - want) <= TOLERANCE * max(1.0, want), code,
                         f"{got} et {want} ; {shared:.3f} m² en commun", reason=reason)


def compare_result(report, result, peer, said, claimed, plain):
    """Shares of QPV in their communes, one by one; those that the two cannot have alike are counted."""
    totals = {r["insee_com"]: r["pop"] for r in result.rows("commune")}
    what = f"maillage et {peer} : parts"
    for r in result.rows("lacune"):
        commune, face = r["insee_com"], f"{r['code_qp']}_{r['insee_com']}"
        if r["type"] != "TEMOIN" or not said["com"][commune]:
            continue
        if commune not in plain or claimed["faces"][face] > CLAIMED_M2:
            report.check(what, False, face, "", reason="côte, frontière, liséré, sol réclamé deux fois ou réparé autrement")
            continue
        got, want = r["pop"] / totals[commune], said["faces"][face] / said["com"][commune]
        report.check(what, abs(got - want) <= TOLERANCE * max(want, 1e-3), face, f"{got} et {want}")
    report.check(f"{what} comparées", report.same[what] > 0, "", "aucune")


def main():
    oracle, out = Path(sys.argv[1]), Path(sys.argv[2])
    report = Report({}, False)
    people, claimed, plain = oracle_figures(oracle)
    for peer in ("gpd", "pg"):
        if (out / f"B_{peer}_com.csv").exists():
            said = peer_figures(out, peer)
            compare_peer(report, peer, said, people, claimed)
            if len(sys.argv) > 3:
                compare_result(report, Result(sys.argv[3]), peer, said, claimed, plain)
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
