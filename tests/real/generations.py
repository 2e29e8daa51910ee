#!/usr/bin/python3
"""QPV of 2015 and 2024 in one run of maillage, checked without it:

    generations.py MAILLAGE [DIR]

- pairs on common ground and their shares: shapely overlays of the repaired layers, every territory;
- what became of each QPV, and of its coverage: from these pairs and the two QPV layers of the result;
- both QPV layers: all columns equal to those of a run of one generation.

Prints the figures of the département 59 beside those of France. Exit 1 on a difference.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
try:
    import oracle_sources as sources
    from shapely.strtree import STRtree
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)
from result_file import Result, suffix

DATE = "2026-06-30"
QPV_2024 = sources.GEODATA / "qpv" / "qpv2024_1609_simplified.geojson"
QPV_2015 = sources.GEODATA / "qpv" / "qp-politiquedelaville-shp"
POP_2024 = sources.GEODATA / "qpv" / "pop_qpv_2024.csv"
POP_2015 = sources.GEODATA / "qpv" / "pop_qp_2013.csv"
EDGE_SHARE, EDGE_AREA_M2, EDGE_WIDTH_M = 0.05, 1000.0, 10.0
KEPT, KEPT_BY_LETTER = 0.95, 0.80
TOLERANCE = 1e-6
COVERED = ("total", "partiel")
problems = []


def problem(text):
    problems.append(text)
    if len(problems) <= 20:
        print("  DIFFERENCE", text)


def cover(maillage, out, qpv, people, *options):
    tables, inventory = sources.GEODATA / "tables", sources.INVENTORY
    command = [maillage, "cover", "--communes", sources.GEODATA / "boundaries" / "communes_2023.fgb",
               "--epci", tables / "epcicom_2023.xlsx",
               "--population", tables / "population_communes_2023.csv",
               "--dispositifs", inventory / "dispositifs.csv",
               "--perimetres", inventory / "perimetres.csv",
               "--date", DATE, "--overwrite", "-o", out, *options]
    for path in qpv:
        command += ["--qpv", path]
    for path in people:
        command += ["--pop-qpv", path]
    done = subprocess.run(list(map(str, command)), stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"maillage cover: exit {done.returncode}\n{done.stderr}")
    return Result(out)


# ---- pairs --------------------------------------------------------------------------------------

def is_common(area, newer, older, common):
    if area >= EDGE_SHARE * min(newer.area, older.area):
        return True
    return area >= EDGE_AREA_M2 and not common().buffer(-EDGE_WIDTH_M / 2).is_empty


def overlay(newer, older):
    """{(2024, 2015): (share of the first, share of the second)}, territory by territory."""
    pairs = {}
    for territory in sources.EPSG:
        first = {c: q["geom"] for c, q in newer.items() if q["terr"] == territory and q["geom"]}
        second = {c: q["geom"] for c, q in older.items() if q["terr"] == territory and q["geom"]}
        names = {id(g): c for c, g in second.items()}
        tree = STRtree(list(second.values())) if second else None
        for code, geom in first.items():
            for other in (tree.query(geom) if tree else []):
                common = geom.intersection(other)
                if common.area > 0 and is_common(common.area, geom, other, lambda: common):
                    pairs[code, names[id(other)]] = (common.area / geom.area,
                                                     common.area / other.area)
    return pairs


def check_pairs(rows, pairs, known):
    got = {(r["code_qp"], r["code_qp_autre"]): r for r in rows if r["code_qp"] and r["code_qp_autre"]}
    got = {k: r for k, r in got.items() if k[0] in known and k[1] in known}
    for key in sorted(set(got) ^ set(pairs)):
        problem(f"pair {key}: {'only in the result' if key in got else 'not in the result'}")
    worst = 0.0
    for key in set(got) & set(pairs):
        shares = got[key]["part_aire"], got[key]["part_aire_autre"]
        worst = max(worst, *(abs(a - b) for a, b in zip(shares, pairs[key])))
        if max(abs(a - b) for a, b in zip(shares, pairs[key])) > TOLERANCE:
            problem(f"pair {key}: {shares} in the result, {pairs[key]} by overlay")
        least, letter = min(pairs[key]), key[0][-1]
        kept = letter != "M" and least >= (KEPT_BY_LETTER if letter == "I" else KEPT)
        if got[key]["statut"] != ("conserve" if kept else "modifie"):
            problem(f"pair {key}: {got[key]['statut']}, shares {pairs[key]}")
    print(f"pairs: {len(pairs)} by overlay, {len(got)} in the result, shares differ by {worst:.1e} at most")


# ---- coverage -----------------------------------------------------------------------------------

def evolution(before, since):
    if before in COVERED and since in COVERED:
        return "reste_couvert" if before == since else "change"
    if {before, since} - set(COVERED) - {"aucun"}:
        return "inconnu"
    return "entre" if since in COVERED else "sort" if before in COVERED else "jamais"


def check_evolutions(rows, newer, older, types):
    for row in rows:
        for name in types:
            since = newer[row["code_qp"]][f"couverture_{name}"] if row["code_qp"] else "aucun"
            before = older[row["code_qp_autre"]][f"couverture_{name}"] if row["code_qp_autre"] else "aucun"
            expected = "inconnu" if row["statut"] == "inconnu" else evolution(before, since)
            if row[f"evolution_{name}"] != expected:
                problem(f"{row['code_qp']} {row['code_qp_autre']} {name}: {row[f'evolution_{name}']}, "
                        f"expected {expected}")


def figures(rows, newer, older, name):
    """Covered of 2015, of 2024; of 2024 still, newly; of 2015 no more: QPV, not pairs."""
    column = f"couverture_{name}"
    covered = [{c for c, r in side.items() if r[column] in COVERED} for side in (older, newer)]
    still, gone = set(), set(covered[0])
    for row in rows:
        if row["code_qp"] in covered[1] and row["code_qp_autre"] in covered[0]:
            still.add(row["code_qp"])
            gone.discard(row["code_qp_autre"])
    return len(covered[0]), len(covered[1]), len(still), len(covered[1] - still), len(gone)


def tell(title, rows, newer, older, types):
    counts = {}
    for row in rows:
        counts[row["statut"]] = counts.get(row["statut"], 0) + 1
    print(title, "rows:", ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    for name in types:
        print(f"  {name}: 2015 %d, 2024 %d, still %d, enter %d, leave %d"
              % figures(rows, newer, older, name))


def same_layers(both, table, alone):
    first, second = both.rows(table), alone.rows("qpv")
    if len(first) != len(second):
        problem(f"{table}: {len(first)} rows, {len(second)} alone")
    n = sum(a != b for a, b in zip(first, second))
    if n > 0:
        problem(f"{table}: {n} rows differ from those of a run of one generation")
    print(f"layer {table}: {len(first)} rows, {n} unlike those of a run of one generation")


def main():
    maillage = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
    missing = sources.missing_data()
    if missing:
        print(f"skipped: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else made)
        folder.mkdir(parents=True, exist_ok=True)
        both = cover(maillage, folder / "both.gpkg", [QPV_2024, QPV_2015], [POP_2024, POP_2015],
                     "--qpv-generation", "2015,2024")
        same_layers(both, "qpv", cover(maillage, folder / "2024.gpkg", [QPV_2024], [POP_2024]))
        same_layers(both, "qpv_2015", cover(maillage, folder / "2015.gpkg", [QPV_2015], [POP_2015],
                                            "--qpv-generation", "2015"))
        rows = both.rows("correspondance_qpv")
        newer, older = sources.load_qpv("A", {})[0], sources.load_qpv("B", {})[0]
        known = {c for side in (newer, older) for c, q in side.items() if not q["out"]}
        check_pairs(rows, overlay(newer, older), known)
        layers = [{r["code_qp"]: r for r in both.rows(t)} for t in ("qpv", "qpv_2015")]
        names = both.one("SELECT valeur FROM parametre WHERE cle = 'types'")[0].split(",")
        types = [suffix(name) for name in names]
        check_evolutions(rows, *layers, types)
        tell("France", rows, *layers, types)
        here = [r for r in rows if (r["code_qp"] or r["code_qp_autre"])[2:5] == "059"]
        tell("59", here, *({c: r for c, r in s.items() if c[2:5] == "059"} for s in layers), types)
    print(f"{len(problems)} differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
