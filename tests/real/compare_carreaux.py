#!/usr/bin/python3
"""Compares a result of `maillage cover` on Lille with the files of oracle_lille.py.

    compare_carreaux.py RESULT.gpkg ORACLE_DIR PASSAGE [-v]

PASSAGE is the column of the oracle: carreaux, carreaux_officiel, surface, surface_officiel. Every figure
within 1e-6, relative; the ranges by grid only. Exit 1 on a difference.
"""
import sys
from pathlib import Path

from compare_national import Report, number
from oracle_sources import read_csv
from result_file import Result

TOLERANCE = 1e-6  # relative; as many people where there are less than one
WITNESS = "TEMOIN"
KEYS = {"qpv": "code_qp", "commune": "insee_com", "dispositif": "id_dispositif"}


def close(got, want):
    return got is not None and want is not None and abs(got - want) <= TOLERANCE * max(1.0, abs(want))


class Comparison:
    def __init__(self, result, folder, run, report):
        self.result, self.folder, self.run, self.report = result, folder, run, report
        self.official, self.by_grid = run.endswith("officiel"), run.startswith("carreaux")

    def check(self, what, code, got, want):
        self.report.check(what, close(got, want), code, f"{got} au lieu de {want}")

    def codes(self, what, got, want):
        for code in sorted(set(want) ^ set(got)):
            self.report.check(what, False, code, "absent du résultat" if code in want else "inconnu de l'oracle")
        return sorted(set(want) & set(got))

    def quarters(self):
        want = {r["code_qp"]: r for r in read_csv(self.folder / "qpv.csv")}
        got = {r["code_qp"]: r for r in self.result.rows("qpv")}
        for code in self.codes("qpv : codes", got, want):
            self.check("qpv : pop", code, got[code]["pop"], number(want[code][self.run]))
            method = "officielle" if self.official and want[code]["pop_publiee"] else self.run.partition("_")[0]
            said = got[code]["methode_pop"]
            self.report.check("qpv : methode_pop", said == method, code, f"{said} au lieu de {method}")
            if self.by_grid:
                self.check("qpv : part_imputee", code, got[code].get("part_imputee"), number(want[code]["part_imputee"]))

    def faces(self):
        """`lacune` of a type that no QPV has holds every face of a QPV but edges."""
        rows = read_csv(self.folder / "face.csv")
        want = {(r["insee_com"], r["code_qp"]): number(r[self.run]) for r in rows
                if r["code_qp"] and r["lisere"] == "0"}
        got = {(r["insee_com"], r["code_qp"]): r["pop"] for r in self.result.rows("lacune") if r["type"] == WITNESS}
        for code in self.codes("faces QPV × commune : codes", got, want):
            self.check("faces QPV × commune : pop", code, got[code], want[code])
        communes, in_qpv = {}, {}
        for r in rows:
            code = r["insee_com"]
            communes[code] = communes.get(code, 0.0) + number(r[self.run])
            in_qpv[code] = in_qpv.get(code, 0.0) + (number(r[self.run]) if r["code_qp"] else 0.0)
        got = {r["insee_com"]: r for r in self.result.rows("commune")}
        for code in self.codes("commune : codes", got, communes):
            self.check("commune : pop", code, got[code]["pop"], communes[code])
            self.check("commune : pop_qpv", code, got[code]["pop_qpv"], in_qpv[code])

    def bounds(self):
        """What the perimeters of the scenario cover, and its range."""
        layers = {layer: {r[key]: r for r in self.result.rows(layer)} for layer, key in KEYS.items()}
        for r in read_csv(self.folder / "plage.csv"):
            if r["passage"] == self.run:
                row, suffix = layers[r["couche"]].get(r["code"], {}), f"_{r['type']}" if r["type"] else ""
                for column in ("pop", "pop_min", "pop_max"):
                    self.check(f"{r['couche']} : {column}_t", f"{r['code']} {r['type']}".strip(),
                               row.get(column + suffix), number(r[column]))

    def compare(self):
        self.quarters()
        self.faces()
        if self.by_grid:
            self.bounds()


def main():
    result, folder, run = sys.argv[1:4]
    report = Report({}, "-v" in sys.argv)
    Comparison(Result(result), Path(folder), run, report).compare()
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
