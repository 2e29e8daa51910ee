#!/usr/bin/python3
"""Compares a result of `maillage cover` with the oracle's CSV files.

    compare_national.py RESULT.gpkg ORACLE_DIR [--accept exclut|entier] [--explain CASES.csv] [-v]

Exit 0: everything agrees or is explained; 1: an unexplained difference; 2: usage.
CASES.csv (couche,code,colonne,raison) explains single cases one by one. `*` fits any code or column.
"""
import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from oracle_sources import read_csv
from result_file import Result

TOL_SHARE = 1e-6        # mainland, absolute
TOL_SHARE_LOCAL = 1e-5  # overseas: the oracle divides plane areas, the tool may use geodesic ones
TOL_PEOPLE = 1e-3
TOL_AREA = 1e-7         # relative, mainland
SHOWN = 12
TOTAL, NONE = 0.99, 0.01
VARIANTS = ("g1o0", "g1o1", "g0o0", "g0o1")


def number(text):
    return None if text in ("", None) else float(text)


def level(part):
    return "total" if part >= TOTAL else "aucun" if part <= NONE else "partiel"


def near(a, b, tolerance):
    return a is not None and b is not None and abs(a - b) <= tolerance


class Report:
    """Counts agreements; keeps every difference with its explanation, or none."""

    def __init__(self, explanations, verbose):
        self.same, self.different = Counter(), defaultdict(list)
        self.explained = defaultdict(list)
        self.explanations, self.verbose = explanations, verbose

    def check(self, what, ok, code="", detail="", layer="", column="", reason=None):
        if ok:
            self.same[what] += 1
            return
        for key in ((layer, code, column), (layer, code, "*"), (layer, "*", column)):
            reason = reason or self.explanations.get(key)
        if reason:
            self.explained[what].append(f"{code}: {detail} [{reason}]")
        else:
            self.different[what].append(f"{code}: {detail}")

    def print(self):
        names = sorted(set(self.same) | set(self.different) | set(self.explained))
        width = max(map(len, names), default=0)
        for name in names:
            bad, why = self.different[name], self.explained[name]
            print(f"{'ÉCART' if bad else 'ok':5}  {name:{width}}  {self.same[name]:>7} égaux"
                  f"  {len(why):>5} expliqués  {len(bad):>5} écarts")
            full = self.verbose or name.startswith("part_brute")
            for title, lines in (("expliqué", why), ("ÉCART", bad)):
                shown = lines if full else lines[:SHOWN]
                for line in shown:
                    print(f"         {title} {line}")
                if len(lines) > len(shown):
                    print(f"         … et {len(lines) - len(shown)} de plus (-v)")
        return 1 if any(self.different.values()) else 0


class Comparison:
    def __init__(self, result, folder, accept, report):
        self.result, self.report, self.accept = result, report, accept
        self.folder = folder
        self.qpv = self.load("qpv", "code_qp")
        self.communes = self.load("commune", "insee_com")
        self.types = [c[len("part_brute_"):] for c in next(iter(self.qpv.values()))
                      if c.startswith("part_brute_")]

    def load(self, name, key):
        return {r[key]: r for r in read_csv(self.folder / f"{name}.csv")}

    def keyed(self, layer, key, wanted, *columns):
        """Rows of a result layer by code, after checking columns, doubles and the set of codes."""
        for name in self.result.missing(layer, key, *columns):
            self.report.check("tables et colonnes", False, name, "absente du résultat")
        if self.result.missing(layer, key):
            return {}
        rows = self.result.rows(layer)
        got = {r[key]: r for r in rows}
        self.report.check(f"{layer}: codes uniques", len(got) == len(rows), layer, "codes en double")
        self.report.check(f"{layer}: ordre des codes", [r[key] for r in rows] == sorted(got), layer,
                          "lignes non triées par code")
        for code in sorted(set(wanted) - set(got)):
            self.report.check(f"{layer}: codes", False, code, "absent du résultat", layer)
        for code in sorted(set(got) - set(wanted)):
            self.report.check(f"{layer}: codes", False, code, "inconnu de l'oracle", layer)
        both = [c for c in wanted if c in got]
        self.report.same[f"{layer}: codes"] += len(both)
        return {c: got[c] for c in both}

    # ---- quartiers ----------------------------------------------------------------------

    def compare_qpv(self):
        columns = [f"{c}_{t}" for t in self.types for c in
                   ("couverture", "part_brute", "part_aire", "part_pop", "pop", "nb", "ids")]
        got = self.keyed("qpv", "code_qp", self.qpv, "aire_ha", "pop", *columns)
        self.variant = self.best_variant(got)
        for code, row in got.items():
            want = self.qpv[code]
            if want["etat"] == "hors_territoire":
                for t in self.types:
                    value = row.get(f"couverture_{t}")
                    self.report.check("qpv: hors_territoire", value == "hors_territoire", code, f"{t}: {value}")
                continue
            people = number(want["pop"])
            self.report.check("qpv: pop", near(row.get("pop"), people, TOL_PEOPLE), code,
                              f"{row.get('pop')} au lieu de {people}", "qpv", "pop")
            if want["terr"] == "met":
                area = number(want["aire_m2"])
                self.report.check("qpv: aire_ha", near((row.get("aire_ha") or 0) * 1e4, area, TOL_AREA * area + 0.01),
                                  code, f"{row.get('aire_ha')} ha au lieu de {area / 1e4}", "qpv", "aire_ha")
            for t in self.types:
                self.compare_qpv_type(code, row, want, t)

    def best_variant(self, got):
        """Which reading of the edge rule the result follows: the one with fewest differences."""
        misses = Counter()
        for v in VARIANTS:
            for code, row in got.items():
                want = self.qpv[code]
                if want["etat"] == "ok":
                    misses[v] += sum(not near(row.get(f"part_aire_{t}"), number(want[f"part_aire_{t}_{v}"]),
                                              self.tolerance(want)) for t in self.types)
        print("part_aire : écarts par lecture de la règle des lisérés : "
              + ", ".join(f"{v} {misses[v]}" for v in VARIANTS))
        return min(VARIANTS, key=lambda v: (misses[v], VARIANTS.index(v)))

    def tolerance(self, want):
        return TOL_SHARE if want["terr"] == "met" else TOL_SHARE_LOCAL

    def compare_qpv_type(self, code, row, want, t):
        tolerance, local = self.tolerance(want), "" if want["terr"] == "met" else " (outre-mer)"
        if want["etat"] == "efface":
            value = row.get(f"part_brute_{t}")
            self.report.check("qpv: effacés", value is None or value == number(want[f"part_brute_{t}"]),
                              code, f"part_brute_{t} = {value}", "qpv", f"part_brute_{t}")
        else:
            wanted, value = number(want[f"part_brute_{t}"]), row.get(f"part_brute_{t}")
            other = self.accept and number(want[f"brute_{self.accept}_{t}"])
            reason = f"lecture « {self.accept} »" if self.accept and near(value, other, tolerance) else None
            area = number(want["aire_m2"])
            gap = "" if value is None else f", écart {(value - wanted) * area:.6g} m² sur {area:.6g}"
            self.report.check(f"part_brute{local}", near(value, wanted, tolerance), code,
                              f"{t}: {value} au lieu de {wanted}{gap}", "qpv", f"part_brute_{t}", reason)
            wanted = number(want[f"part_aire_{t}_{self.variant}"])
            self.report.check(f"part_aire{local}", near(row.get(f"part_aire_{t}"), wanted, tolerance), code,
                              f"{t}: {row.get(f'part_aire_{t}')} au lieu de {wanted}", "qpv", f"part_aire_{t}")
        expected = level(number(want[f"part_aire_{t}_{self.variant}"]))
        value = row.get(f"couverture_{t}")
        self.report.check("qpv: couverture", value == expected, code, f"{t}: {value} au lieu de {expected}",
                          "qpv", f"couverture_{t}")
        value, wanted = row.get(f"pop_{t}"), number(want[f"pop_{t}"])
        self.report.check("qpv: pop couverte", near(value, wanted, TOL_PEOPLE + 1e-6 * wanted), code,
                          f"{t}: {value} au lieu de {wanted}", "qpv", f"pop_{t}")
        value = row.get(f"ids_{t}") or ""
        self.report.check("qpv: ids", value == want[f"ids_{t}"], code,
                          f"{t}: « {value} » au lieu de « {want[f'ids_{t}']} »", "qpv", f"ids_{t}")

    # ---- communes and their groups ------------------------------------------------------

    def compare_communes(self):
        got = self.keyed("commune", "insee_com", self.communes, "pop", "pop_qpv",
                         *[f"{c}_{t}" for t in self.types for c in ("couverture", "pop", "part_pop", "ids")])
        self.slack = defaultdict(lambda: defaultdict(float))
        for code, row in got.items():
            want = self.communes[code]
            for c in ("pop", "pop_qpv"):
                self.report.check(f"commune: {c}", near(row.get(c), number(want[c]), TOL_PEOPLE), code,
                                  f"{row.get(c)} au lieu de {want[c]}", "commune", c)
            if want["terr"] == "met" and "aire_ha" in row:
                area = number(want["aire_m2"])
                self.report.check("commune: aire_ha", near((row["aire_ha"] or 0) * 1e4, area, TOL_AREA * area), code,
                                  f"{row['aire_ha']} ha au lieu de {area / 1e4}", "commune", "aire_ha")
            for t in self.types:
                self.compare_commune_type(code, row, want, t)

    def compare_commune_type(self, code, row, want, t):
        """An overlap with a covered neighbour may leak a few people into an uncovered commune: the
        leak is bounded by the area shared, explained, and its number printed."""
        wanted, value = number(want[f"pop_{t}"]), row.get(f"pop_{t}")
        leak = 3 * number(want["pop"]) * number(want[f"part_recouverte_{t}"])
        reason = None
        if leak and near(value, wanted, leak):
            reason = "bord superposé à une commune couverte"
            for key in ("siren_epci", "insee_dep", "insee_reg"):
                self.slack[key, want[key]][t] += leak
        self.report.check("commune: pop couverte", near(value, wanted, TOL_PEOPLE), code,
                          f"{t}: {value} au lieu de {wanted}", "commune", f"pop_{t}", reason)
        people = number(want["pop"])
        if want[f"entier_{t}"] == "1":
            expected = "total"
        elif not wanted:
            expected = "aucun"
        else:
            expected = "total" if wanted / people >= TOTAL else "partiel"
        value = row.get(f"couverture_{t}")
        reason = "bord superposé à une commune couverte" if value == "partiel" and leak else None
        self.report.check("commune: couverture", value == expected, code, f"{t}: {value} au lieu de {expected}",
                          "commune", f"couverture_{t}", reason)

    def compare_groups(self):
        for layer, key in (("epci", "siren_epci"), ("departement", "insee_dep"), ("region", "insee_reg")):
            wanted = self.load(layer, key)
            got = self.keyed(layer, key, wanted, "nb_com", "pop", "pop_qpv", *[f"pop_{t}" for t in self.types])
            sums = ["nb_com", "pop", "pop_qpv"] + [f"pop_{t}" for t in self.types]
            sums += [c for c in next(iter(wanted.values())) if c.startswith("pop_") and c[4:].isdigit()]
            for code, row in got.items():
                slack = self.slack[key, code]
                for c in sums:
                    if c not in row:
                        continue
                    want = number(wanted[code][c])
                    leak = slack.get(c[4:], sum(slack.values()) if c[4:].isdigit() else 0)
                    reason = "somme de bords superposés" if leak and near(row[c], want, leak) else None
                    self.report.check(f"{layer}: {c}", near(row[c], want, TOL_PEOPLE + 1e-9 * want), code,
                                      f"{row[c]} au lieu de {want}", layer, c, reason)

    # ---- contracts, gaps, overlaps ------------------------------------------------------

    def compare_dispositifs(self):
        wanted = self.load("dispositif", "id_dispositif")
        got = self.keyed("dispositif", "id_dispositif", wanted, "en_vigueur", "pop", "nb_com", "nb_epci", "nb_qpv")
        for code, row in got.items():
            want = wanted[code]
            force = str(row.get("en_vigueur")).upper() in ("1", "OUI", "TRUE")
            self.report.check("dispositif: en_vigueur", force == (want["en_vigueur"] == "1"), code,
                              f"{row.get('en_vigueur')} au lieu de {want['en_vigueur']}", "dispositif", "en_vigueur")
            if want["en_vigueur"] == "1":
                for c in ("nb_com", "nb_epci", "nb_qpv", "pop", "pop_qpv"):
                    value = number(want[c])
                    self.report.check(f"dispositif: {c}", near(row.get(c), value, TOL_PEOPLE + 1e-6 * value), code,
                                      f"{row.get(c)} au lieu de {value}", "dispositif", c)
                area = number(want["aire_m2"])
                if want["terr"] == "met" and "aire_ha" in row:
                    self.report.check("dispositif: aire_ha", near((row["aire_ha"] or 0) * 1e4, area, TOL_AREA * area + 0.01),
                                      code, f"{row['aire_ha']} ha au lieu de {area / 1e4}", "dispositif", "aire_ha")

    def compare_gaps(self):
        for name in self.result.missing("lacune", "type", "code_qp", "insee_com", "pop", "motif"):
            self.report.check("tables et colonnes", False, name, "absente du résultat")
            return
        got, people = defaultdict(set), Counter()
        for row in self.result.rows("lacune"):
            got[row["type"].lower()].add((row["code_qp"], row["motif"]))
            people[row["type"].lower()] += row["pop"] or 0
        for t in self.types:
            here = [r for r in self.qpv.values() if r["etat"] != "hors_territoire"]
            want = {(r["code_qp"], level(number(r[f"part_aire_{t}_{self.variant}"]))) for r in here}
            want = {(c, motif) for c, motif in want if motif != "total"}
            for code, motif in sorted(want - got[t]):
                self.report.check("lacune", False, code, f"{t}: lacune « {motif} » absente", "lacune", t)
            for code, motif in sorted(got[t] - want):
                self.report.check("lacune", False, code, f"{t}: lacune « {motif} » en trop", "lacune", t)
            self.report.same["lacune"] += len(want & got[t])
            total = sum(number(r["pop"]) - number(r[f"pop_{t}"]) for r in here
                        if r["code_qp"] in {c for c, _ in want})
            self.report.check("lacune: somme des habitants", near(people[t], total, 1 + 1e-6 * total), t,
                              f"{people[t]:.3f} au lieu de {total:.3f}", "lacune", "pop")

    def compare_overlaps(self):
        if self.result.missing("superposition", "type", "ids", "insee_com"):
            self.report.check("tables et colonnes", False, "superposition", "table ou colonne absente")
            return
        got = {(r["type"], r["insee_com"], r["ids"]) for r in self.result.rows("superposition")}
        want = {(r["type"], r["insee_com"], r["ids"]) for r in read_csv(self.folder / "superposition.csv")}
        for t, code, ids in sorted(want - got):
            self.report.check("superposition", False, code, f"{t}: {ids} absente", "superposition", t)
        self.report.same["superposition"] += len(want & got)
        print(f"superposition : {len(got - want)} lignes de plus que l'oracle (bords de communes superposés)")

    def run(self):
        date = {r["cle"]: r["valeur"] for r in read_csv(self.folder / "resume.csv")}["date"]
        ours = self.result.parameters().get("date")
        self.report.check("parametre: date", ours == date, "date", f"{ours} au lieu de {date}")
        self.compare_qpv()
        self.compare_communes()
        self.compare_groups()
        self.compare_dispositifs()
        self.compare_gaps()
        self.compare_overlaps()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("result", type=Path)
    parser.add_argument("oracle", type=Path)
    parser.add_argument("--accept", choices=("exclut", "entier"))
    parser.add_argument("--explain", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="list every difference")
    args = parser.parse_args()
    for path in (args.result, args.oracle / "qpv.csv"):
        if not path.exists():
            print(f"{path}: absent", file=sys.stderr)
            return 2
    cases = read_csv(args.explain) if args.explain else []
    report = Report({(r["couche"], r["code"], r["colonne"]): r["raison"] for r in cases}, args.verbose)
    Comparison(Result(args.result), args.oracle, args.accept, report).run()
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
