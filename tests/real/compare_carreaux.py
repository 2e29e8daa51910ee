#!/usr/bin/python3
"""Compares a result of `maillage cover` with the files of oracle_lille.py or oracle_carreaux_national.py.

    compare_carreaux.py RESULT.gpkg ORACLE_DIR PASSAGE [-v]

PASSAGE is the column of the oracle: carreaux, carreaux_officiel, surface, surface_officiel. Every figure
within 1e-6, relative; the ranges by grid only, where the oracle has some. Overseas is left out: the oracle
is of the mainland. A column PASSAGE_vide is the reading that ground which two communes claim holds nobody:
what agrees with that one only is explained so. Exit 1 on a difference.
"""
import sys
from pathlib import Path

from compare_national import Report, number
from oracle_sources import read_csv
from result_file import Result

TOLERANCE = 1e-6  # relative; as many people where there are less than one
WITNESS = "TEMOIN"
TWICE = "sol de deux communes : personne"
KEYS = {"qpv": "code_qp", "commune": "insee_com", "dispositif": "id_dispositif"}


def close(got, want):
    return got is not None and want is not None and abs(got - want) <= TOLERANCE * max(1.0, abs(want))


def overseas(code):
    """Of a commune, a QPV, or a pair of them."""
    if isinstance(code, tuple):
        return overseas(code[0])
    return (code[2:4] if code.startswith("Q") else code[:2]) in ("97", "98")


class Comparison:
    def __init__(self, result, folder, run, report):
        self.result, self.folder, self.run, self.report = result, folder, run, report
        self.official, self.by_grid = run.endswith("officiel"), run.startswith("carreaux")

    def check(self, what, code, got, want, other=None):
        same = got is want is None or close(got, want)
        self.report.check(what, same, code, f"{got} au lieu de {want}", reason=TWICE if close(got, other) else None)

    def codes(self, what, got, want):
        """Those of both; what only one has is a difference, but overseas."""
        for code in sorted(c for c in set(want) ^ set(got) if not overseas(c)):
            self.report.check(what, False, code, "absent du résultat" if code in want else "inconnu de l'oracle")
        return sorted(set(want) & set(got))

    def quarters(self):
        want = {r["code_qp"]: r for r in read_csv(self.folder / "qpv.csv")}
        got = {r["code_qp"]: r for r in self.result.rows("qpv")}
        for code in self.codes("qpv : codes", got, want):
            self.check("qpv : pop", code, got[code]["pop"], *self.readings(want[code]))
            said, method = got[code]["methode_pop"], self.method(want[code])
            self.report.check("qpv : methode_pop", said == method, code, f"{said} au lieu de {method}")
            if self.by_grid:
                self.check("qpv : part_imputee", code, got[code].get("part_imputee"), number(want[code]["part_imputee"]))

    def readings(self, row):
        """(figure of the specification, the same if ground that two communes claim holds nobody)."""
        return number(row[self.run]), number(row.get(f"{self.run}_vide"))

    def method(self, row):
        """methode_pop; None where nothing is known."""
        if not row[self.run]:
            return None
        if self.official and row["pop_publiee"]:
            return "officielle"
        return "carreaux" if self.by_grid and number(row["poids"]) else "surface"

    def faces(self):
        """`lacune` of a type that no QPV has holds every face of a QPV but edges."""
        rows = read_csv(self.folder / "face.csv")
        want = {(r["insee_com"], r["code_qp"]): r for r in rows if r["code_qp"] and r["lisere"] == "0"}
        got = {(r["insee_com"], r["code_qp"]): r["pop"] for r in self.result.rows("lacune") if r["type"] == WITNESS}
        empty = {(r["insee_com"], r["code_qp"]) for r in rows if number(r.get("partage_m2"))}  # of the lower code
        got = {code: n for code, n in got.items() if code in want or n or code not in empty}
        for code in self.codes("faces QPV × commune : codes", got, want):
            self.check("faces QPV × commune : pop", code, got[code] or 0.0, *self.readings(want[code]))
        communes = {}
        for r in rows:
            sums = communes.setdefault(r["insee_com"], [[0.0, 0.0], [0.0, 0.0]])
            for side, n in enumerate(self.readings(r)):
                sums[0][side] += n or 0.0
                sums[1][side] += (n or 0.0) if r["code_qp"] else 0.0
        got = {r["insee_com"]: r for r in self.result.rows("commune")}
        for code in self.codes("commune : codes", got, communes):
            self.check("commune : pop", code, got[code]["pop"], *communes[code][0])
            self.check("commune : pop_qpv", code, got[code]["pop_qpv"], *communes[code][1])

    def bounds(self):
        """What the perimeters of the scenario cover, and its range."""
        layers = {layer: {r[key]: r for r in self.result.rows(layer)} for layer, key in KEYS.items()}
        for r in read_csv(self.folder / "plage.csv"):
            if r["passage"] == self.run:
                row, suffix = layers[r["couche"]].get(r["code"], {}), f"_{r['type']}" if r["type"] else ""
                for column in ("pop", "pop_min", "pop_max"):
                    got, want = row.get(column + suffix), number(r[column])
                    ends = sorted((want, number(r.get(f"{column}_net", r[column]))))
                    sliver = got is not None and ends[0] - TOLERANCE * ends[0] <= got <= ends[1] + TOLERANCE * ends[1]
                    self.report.check(f"{r['couche']} : {column}_t", close(got, want), f"{r['code']} {r['type']}".strip(),
                                      f"{got} au lieu de {want}",
                                      reason="une partie de carreau de moins de 10 cm²" if sliver else None)

    def compare(self):
        self.quarters()
        self.faces()
        if self.by_grid and (self.folder / "plage.csv").exists():
            self.bounds()


def main():
    result, folder, run = sys.argv[1:4]
    report = Report({}, "-v" in sys.argv)
    Comparison(Result(result), Path(folder), run, report).compare()
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
