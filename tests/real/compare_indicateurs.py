#!/usr/bin/python3
"""Compares tables `indicateur` and `dispositif_departement` of a result with the oracle's CSV files.

    compare_indicateurs.py RESULT.gpkg ORACLE_DIR [--explain CASES.csv] [-v]

Exit 0: everything agrees or is explained; 1: an unexplained difference; 2: usage.
CASES.csv (echelon,code,indicateur,type,raison) explains cases one by one; `*` fits anything.
"""
import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from compare_tables import read_table
from result_file import Result

TOL_COUNT, TOL_PEOPLE, TOL_AREA = 1e-9, 1e-6, 1e-6  # relative
SHOWN = 5
FIGURES = ("numerateur", "denominateur", "non_renseigne", "valeur", "valeur_min", "valeur_max")
KEY = ("echelon", "code", "indicateur", "type")


def number(value):
    return None if value in ("", None) else float(value)


def near(got, want, tolerance):
    """Equal within a relative tolerance; nothing equals only nothing."""
    if got is None or want is None:
        return got is want
    return abs(got - want) <= tolerance * max(1.0, abs(want))


def of_people(name):
    return name.startswith(("pop_", "taille_qpv", "habitants_"))


class Report:
    def __init__(self, explanations, verbose):
        self.same, self.faults, self.explained = Counter(), defaultdict(list), defaultdict(list)
        self.explanations, self.verbose = explanations, verbose

    def check(self, title, ok, key, detail, reason=None):
        if ok:
            self.same[title] += 1
            return
        reason = reason or next((why for case, why in self.explanations
                                 if all(a in ("*", b) for a, b in zip(case, key))), None)
        where = " ".join(filter(None, key))
        (self.explained if reason else self.faults)[title].append(f"{where}: {detail}" + (f" [{reason}]" if reason else ""))

    def print(self):
        for title in sorted(set(self.faults) | set(self.explained) | (set(self.same) if self.verbose else set())):
            bad, why = self.faults[title], self.explained[title]
            print(f"{'ÉCART' if bad else 'ok':5}  {title}: {self.same[title]} égaux, {len(why)} expliqués, {len(bad)} écarts")
            for word, lines in (("expliqué", why), ("ÉCART", bad)):
                for line in lines if self.verbose else lines[:SHOWN]:
                    print(f"         {word} {line}")
                if not self.verbose and len(lines) > SHOWN:
                    print(f"         … et {len(lines) - SHOWN} de plus (-v)")
        bad = sum(map(len, self.faults.values()))
        print(f"{sum(self.same.values())} comparaisons égales, {sum(map(len, self.explained.values()))} expliquées, {bad} écarts")
        return 1 if bad else 0


def phrase_fault(row):
    """What a phrase « 83 % (19 sur 23 ; 4 non renseignés) » tells against the row's figures, or None."""
    text = re.sub(r"(?<=\d)\s(?=\d)", "", row["phrase"] or "")
    if not text or not row["definition"] or not row["lib"]:
        return "phrase, definition ou lib vide"
    told = re.search(r"\((\d+)(?: départements)? sur (\d+)", text)
    if row["unite"] == "part" and row["denominateur"]:
        if "%" not in text or not told:
            return f"« {text} » ne dit pas la part"
        for said, value in zip(told.groups(), (row["numerateur"], row["denominateur"])):
            if abs(float(said) - value) > 0.5 + 1e-6:
                return f"« {text} » au lieu de {value}"
    if row["non_renseigne"] is None:
        return "non_renseigne vide"
    missing = re.search(r"(\d+) non renseign", text)
    if row["indicateur"].endswith("_par_departement"):
        return None  # « médiane 25 %, de 0 % à 100 % (10 départements sur 12) » tells those without value
    if row["unite"] == "part" and row["denominateur"] and (round(row["non_renseigne"]) > 0) != bool(missing):
        return f"« {text} » : {row['non_renseigne']} non renseignés"
    return None


class Comparison:
    def __init__(self, result, folder, report):
        self.result, self.folder, self.report = result, folder, report
        self.skipped = Counter()

    def indicators(self):
        lost = self.result.missing("indicateur", *KEY, *FIGURES, "unite", "lib", "phrase", "definition")
        for name in lost:
            self.report.check("tables et colonnes", False, ("", name, "", ""), "absente du résultat")
        if lost:
            return
        wanted = {tuple(r[k] for k in KEY): r for r in read_table(self.folder / "indicateur.csv")}
        scopes = {key[:2] for key in wanted}
        rows = [r for r in self.result.rows("indicateur") if (r["echelon"], r["code"]) in scopes]
        got = {tuple(r[k] or "" for k in KEY): r for r in rows}
        self.report.check("lignes uniques", len(got) == len(rows), ("", "", "", ""), f"{len(rows) - len(got)} en double")
        for key, want in wanted.items():
            if key in got:
                self.figures(key, got[key], want)
            else:
                self.absent(key, want)
        for key in sorted(set(got) - set(wanted)):
            if any(number(got[key][c]) for c in FIGURES[:3]):
                self.report.check(key[2], False, key, "ligne en trop")
            else:
                self.skipped["en trop, où il n'y a rien à compter"] += 1

    def absent(self, key, want):
        if want["libre"] == "1":
            self.skipped["absentes, que la règle n'exige pas"] += 1
        elif not any(number(want[c]) for c in FIGURES[:3]):
            self.skipped["absentes, où il n'y a rien à compter"] += 1
        else:
            self.report.check(key[2], False, key, "ligne absente")

    def figures(self, key, row, want):
        name = key[2]
        for column in FIGURES:
            tolerance = TOL_PEOPLE if of_people(name) else TOL_COUNT
            wanted, value = number(want[column]), number(row[column])
            other = number(want.get(column.replace("valeur_", "") + "_des_zones"))
            reason = "somme des bornes des zones" if other is not None and near(value, other, tolerance) else None
            self.report.check(name if column in FIGURES[:4] else f"{name}: bornes", near(value, wanted, tolerance), key,
                              f"{column} {value} au lieu de {wanted}", reason)
        self.report.check(f"{name}: unite", row["unite"] == want["unite"], key, f"{row['unite']} au lieu de {want['unite']}")
        fault = phrase_fault(row)
        self.report.check(f"{name}: phrase", fault is None, key, fault)

    def shares(self):
        columns = ("id_dispositif", "type", "insee_dep", "lib_dep", "nb_com", "part_com", "aire_ha", "part_aire", "pop", "part_pop")
        lost = self.result.missing("dispositif_departement", *columns)
        for name in lost:
            self.report.check("tables et colonnes", False, ("", name, "", ""), "absente du résultat")
        if lost:
            return
        wanted = {(r["id_dispositif"], r["insee_dep"]): r for r in read_table(self.folder / "dispositif_departement.csv")}
        deps = {key[1] for key in wanted}
        rows = [r for r in self.result.rows("dispositif_departement") if r["insee_dep"] in deps]
        keys = [(r["id_dispositif"], r["insee_dep"]) for r in rows]
        got = dict(zip(keys, rows))
        self.report.check("dispositif_departement: ordre", keys == sorted(set(keys)), ("", "", "", ""), "non trié, ou en double")
        for key in sorted(set(wanted) ^ set(got)):
            self.report.check("dispositif_departement", False, (*key, "", ""), "absente" if key in wanted else "en trop")
        for key in sorted(set(wanted) & set(got)):
            self.share(key, got[key], wanted[key])

    def share(self, key, row, want):
        for column, tolerance, slack in (("nb_com", TOL_COUNT, None), ("part_com", TOL_COUNT, None), ("pop", TOL_PEOPLE, None),
                                         ("part_pop", TOL_PEOPLE, None), ("aire_ha", TOL_AREA, "contestee_ha"),
                                         ("part_aire", TOL_AREA, "part_contestee")):
            value, wanted = number(row[column]), number(want[column])
            reason = None
            if slack and value is not None and abs(value - wanted) <= number(want[slack]) * (1 + TOL_AREA):
                reason = "bord superposé entre départements"
            self.report.check(f"dispositif_departement: {column}", near(value, wanted, tolerance), (*key, "", ""),
                              f"{value} au lieu de {wanted}", reason)
        self.report.check("dispositif_departement: type", row["type"] == want["type"] and bool(row["lib_dep"]), (*key, "", ""),
                          f"{row['type']}, {row['lib_dep']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("result", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--explain", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    for path in (args.result, args.folder / "indicateur.csv"):
        if not path.exists():
            parser.error(f"{path} is absent")
    cases = read_table(args.explain) if args.explain else []
    report = Report([(tuple(c[k] for k in KEY), c["raison"]) for c in cases], args.verbose)
    comparison = Comparison(Result(args.result), args.folder, report)
    comparison.indicators()
    comparison.shares()
    for title, n in sorted(comparison.skipped.items()):
        print(f"{n} lignes {title}")
    return report.print()


if __name__ == "__main__":
    sys.exit(main())
