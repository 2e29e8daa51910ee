#!/usr/bin/python3
"""Writes an inventory rich in cases on real codes of one région, for the indicators' oracle.

    scenario_indicateurs.py OUT_DIR [--departement 69]

Codes are chosen by rule from the official files (communes and EPCI in order of their number of QPV), so that any
mainland département will do: dispositifs.csv, perimetres.csv, recensement.csv, and tables of populations with
holes, population.csv and pop_qpv.csv.
"""
import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

import oracle_monde
import oracle_sources as src

COLUMNS = ("id_dispositif", "type", "nom", "statut", "generation", "succede_a", "absorbe_par", "date_signature",
           "date_debut", "date_fin", "porteur_type", "porteur_code", "porteur_nom", "coordination", "etp",
           "volet_sante_cdv", "source", "source_date", "unite_type", "unite_code")
LINES = ("id_dispositif", "operation", "unite_type", "unite_code", "millesime", "couverture", "part_population",
         "date_debut", "date_fin")
SURVEYS = ("echelon", "code", "type", "date", "source", "complet")

STATUSES = ("ACTIF", "ACTIF", "EN_RENOUVELLEMENT", "ACTIF", "ECHU", "EN_PROJET", "ACTIF", "SUSPENDU", "ACTIF",
            "ABANDONNE", "ACTIF", "INCONNU", "ABSORBE")
DATES = (("2015-03-01", "2016-01-01", "2030-12-31"), ("", "15/06/2021", "2027"), ("2019-05", "", "06/2027"),
         ("", "2012", ""), ("", "", "2026-12-31"), ("2023-01-02", "", "2026-06-30"), ("", "", ""))
COORDINATIONS = ("OUI", "NON", "", "VACANTE", "EN_RECRUTEMENT", "INCONNU", "OUI")
ETP = ("1", "", "0,5", "1.5", "", "2", "0", "0.8")
HEALTH = ("OUI", "NON", "", "OUI", "INCONNU", "NON", "NON", "OUI", "NON")
SOURCE_DATES = ("2026-01-15", "", "2024-03-13", "2018-03", "2026-06-30")
GENERATIONS = ("1", "2", "", "3", "4", "1", "5")
OTHER_CARRIERS = ("PETR", "PAYS", "PNR", "SYNDICAT_MIXTE", "ASSOCIATION", "GIP", "HOPITAL", "CCAS", "AUTRE", "")


class Scenario:
    def __init__(self, world, departement):
        self.world, self.departement = world, departement
        self.region = next(c["reg"] for c in world.communes.values() if c["dep"] == departement)
        self.contracts, self.lines, self.surveys, self.number = [], [], [], 0
        if len(self.epci_of(departement)) < 4 or len(self.communes_of(departement)) < 4:
            raise SystemExit(f"département {departement}: fewer than four EPCI, or communes with QPV: choose another one")

    # ---- what there is to choose from ------------------------------------------------------

    def deps(self):
        return sorted({c["dep"] for c in self.world.communes.values() if c["reg"] == self.region})

    def epci_of(self, dep):
        """EPCI with most of their communes in the département, those with most QPV first."""
        world, out = self.world, []
        for code, members in world.members["epci"].items():
            most = Counter(world.communes[c]["dep"] for c in members).most_common(1)[0][0]
            if most == dep:
                out.append((-len({q for c in members for q in world.qpv_of_commune[c]}), code))
        return [code for _, code in sorted(out)]

    def communes_of(self, dep, minimum=1):
        """Communes with QPV, those with most first, Paris, Lyon and Marseille left out."""
        world = self.world
        found = [(-len(world.qpv_of_commune[c]), c) for c in world.members["dep"][dep]
                 if len(world.qpv_of_commune[c]) >= minimum and c not in ("75056", "69123", "13055")]
        return [code for _, code in sorted(found)]

    def largest(self, epci):
        return max(sorted(self.world.members["epci"][epci]), key=lambda c: self.world.communes[c]["pop"])

    def shared_qpv(self, communes):
        """QPV of two communes and more, within some communes: [(QPV, commune)]."""
        world = self.world
        return [(q, c) for c in sorted(communes) for q in world.qpv_of_commune[c] if len(world.kept_of_qpv[q]) > 1]

    # ---- writing ---------------------------------------------------------------------------

    def contract(self, kind, *lines, **fields):
        """A contract whose untold fields go round lists of different lengths, and its perimeter's lines."""
        n = self.number = self.number + 1
        signed, begun, end = DATES[n % len(DATES)]
        row = {"id_dispositif": f"{kind}-{n:04d}", "type": kind, "nom": f"{kind} {n}", "statut": STATUSES[n % len(STATUSES)],
               "generation": GENERATIONS[n * 3 % len(GENERATIONS)], "date_signature": signed, "date_debut": begun,
               "date_fin": end, "coordination": COORDINATIONS[n * 2 % len(COORDINATIONS)], "etp": ETP[n * 3 % len(ETP)],
               "volet_sante_cdv": HEALTH[n * 5 % len(HEALTH)], "source": "essai",
               "source_date": SOURCE_DATES[n * 2 % len(SOURCE_DATES)]}
        row |= fields
        self.contracts.append(row)
        for line in lines:
            unit, code, *more = line
            row_of_line = {"id_dispositif": row["id_dispositif"], "operation": "INCLUT", "unite_type": unit,
                           "unite_code": code, "millesime": "2024" if unit == "QPV" else "2023", "couverture": "TOTALE"}
            self.lines.append(row_of_line | (more[0] if more else {}))
        return row["id_dispositif"]

    def carrier(self, epci, n):
        """A carrier for a contract on an EPCI: itself, its largest commune, its département, others, none."""
        if n % 5 < 2:
            return {"porteur_type": "EPCI", "porteur_code": epci}
        if n % 5 == 2:
            return {"porteur_type": "COMMUNE", "porteur_code": self.largest(epci)}
        if n % 10 == 3:
            dep = self.world.communes[self.largest(epci)]["dep"]
            return {"porteur_type": "DEPARTEMENT", "porteur_code": dep}
        return {"porteur_type": OTHER_CARRIERS[n // 5 % len(OTHER_CARRIERS)]}

    def everywhere(self):
        """Contracts of every type over the région, with a hole here and there, and none on the EPCI that the
        special cases are about."""
        n, spared = 0, self.epci_of(self.departement)[0]
        for dep in self.deps():
            before = None
            for epci in filter(lambda e: e != spared, self.epci_of(dep)):
                n += 1
                with_qpv = any(self.world.qpv_of_commune[c] for c in self.world.members["epci"][epci])
                if n % 2:
                    extra = [("EPCI", before)] if before and n % 6 == 1 else []
                    self.contract("CLS", ("EPCI", epci), *extra, **self.carrier(epci, n))
                if n % 3 == 0:
                    town = self.largest(epci)
                    self.contract("CLSM", ("COMMUNE", town), porteur_type="COMMUNE", porteur_code=town)
                if n % 4 == 0:
                    self.contract("CLSM", ("EPCI", epci), **self.carrier(epci, n))
                if with_qpv and n % 7:
                    self.contract("CDV", ("EPCI", epci), **self.carrier(epci, n + 1),
                                  **({"statut": "ACTIF", "date_fin": ""} if n % 3 else {}))
                if with_qpv and n % 4 != 1:
                    self.contract("ASV", ("QPV_DE_EPCI", epci), **self.carrier(epci, n))
                if n % 5 == 0 and dep != self.deps()[0]:
                    self.contract("MEDIATION", ("EPCI", epci), **self.carrier(epci, n + 3))
                before = epci

    def special(self):
        """The cases that the département must hold, each once."""
        force = {"statut": "ACTIF", "date_debut": "2020-01-01", "date_signature": "", "date_fin": "2029-12-31"}
        epci = self.epci_of(self.departement)
        communes = self.communes_of(self.departement)
        big, last = epci[0], epci[-1]
        a, b, c, d = (communes[i % len(communes)] for i in range(4))
        members = sorted(self.world.members["epci"][last])
        qpv_a = self.world.qpv_of_commune[a]
        self.contract("CLS", ("EPCI", epci[1]), ("COMMUNE", self.largest(epci[1]), {"operation": "EXCLUT"}),
                      porteur_type="EPCI", porteur_code=epci[1], **force)
        self.contract("CLS", ("COMMUNE", b), ("QPV", self.world.qpv_of_commune[b][0], {"operation": "EXCLUT"}), **force)
        for q, town in self.shared_qpv(communes)[:2]:
            self.contract("ASV", ("QPV_DE_COMMUNE", town), porteur_type="COMMUNE", porteur_code=town, **force)
        self.contract("CLS", ("COMMUNE", c, {"couverture": "PARTIELLE"}), porteur_type="COMMUNE", porteur_code=c, **force)
        self.contract("MEDIATION", ("EPCI", epci[2], {"couverture": "INCONNUE"}), **force)
        self.contract("MEDIATION", ("COMMUNE", d, {"couverture": "PARTIELLE", "part_population": "0.4"}), **force)
        self.contract("CLS", ("INCONNU", ""), porteur_type="EPCI", porteur_code=big, **force)
        self.contract("CLS", ("INCONNU", ""), porteur_type="ASSOCIATION", porteur_code="", **force)
        self.contract("ASV", ("INCONNU", ""), porteur_type="COMMUNE", porteur_code=a, **force)
        self.contract("CDV", ("INCONNU", ""), porteur_type="EPCI", porteur_code=big, **force)
        self.contract("CDV", ("EPCI", big), porteur_type="METROPOLE", porteur_code=big, **force)
        self.contract("CLS", ("COMMUNE", a), **force | {"statut": "INCONNU"})
        self.contract("CLS", ("COMMUNE", a), **force | {"statut": "EN_PROJET"})
        self.contract("CLSM", ("EPCI", big), porteur_type="COMMUNE", porteur_code=a, **force)
        self.contract("CLSM", ("COMMUNE", a), porteur_type="EPCI", porteur_code=big, **force)
        self.contract("CLSM", ("COMMUNE", b), porteur_type="COMMUNE", porteur_code=a, **force)
        self.contract("CLSM", ("DEPARTEMENT", self.deps()[0]), porteur_type="DEPARTEMENT", porteur_code=self.deps()[0], **force)
        self.contract("MEDIATION", unite_type="QPV", unite_code=",".join(qpv_a), porteur_type="COMMUNE", porteur_code=a, **force)
        self.contract("MEDIATION", ("QPV", qpv_a[0]), ("QPV", self.world.qpv_of_commune[b][0]), porteur_type="HOPITAL", **force)
        both = force | {"volet_sante_cdv": "OUI"}
        for kind, unit in (("CLS", "EPCI"), ("ASV", "QPV_DE_EPCI"), ("CDV", "EPCI")):
            self.contract(kind, (unit, epci[3]), porteur_type="EPCI", porteur_code=epci[3], **both)
        city = self.contract("CDV", ("EPCI", epci[1]), **force | {"statut": "ECHU", "date_fin": "2024"})
        self.contract("MEDIATION", ("DISPOSITIF", city), **force)
        self.contract("CLS", ("COMMUNE", members[0]), ("COMMUNE", members[1], {"date_debut": "2030"}),
                      ("COMMUNE", members[2], {"date_fin": "12/2025"}), **force)
        self.chains(force, last, members, epci[1])
        self.edges(force)

    def chains(self, force, epci, members, other):
        """Successions: identical, larger, smaller, moved, of unknown ground, of nobody, absorbed."""
        old = {"statut": "ECHU", "date_debut": "2010-01-01", "date_signature": "", "date_fin": "2014-12-31"}
        first, second = ("COMMUNE", members[0]), ("COMMUNE", members[-1])
        for before, after in ((first, first), (first, ("EPCI", epci)), (("EPCI", epci), first), (first, second)):
            followed = self.contract("CLS", before, **old)
            self.contract("CLS", after, **force | {"succede_a": followed})
        unknown = self.contract("CLS", ("INCONNU", ""), porteur_type="EPCI", porteur_code=epci, **old)
        link = self.contract("CLS", second, **old | {"succede_a": unknown, "date_debut": ""})
        self.contract("CLS", ("EPCI", epci), **force | {"succede_a": unknown})
        self.contract("CLS", second, **force | {"succede_a": link, "date_debut": ""})
        self.contract("CLS", ("INCONNU", ""), porteur_type="EPCI", porteur_code=epci, **force | {"succede_a": link})
        self.contract("ASV", ("QPV_DE_EPCI", other), **old)
        absorbing = self.contract("CLS", ("COMMUNE", members[0]), **force)
        self.contract("ASV", ("QPV_DE_EPCI", other), absorbe_par=absorbing, porteur_type="EPCI", porteur_code=other,
                      **force | {"statut": "ABSORBE"})

    def edges(self, force):
        """Communes that a QPV only touches by an edge, under a MEDIATION."""
        world = self.world
        found = sorted({name for q in world.edges for i in world.edges[q] for name in world.faces[i].names
                        if world.communes[name]["reg"] == self.region and i not in world.of_qpv[q]})
        for town in [c for c in found if not world.qpv_of_commune[c]][:6]:
            self.contract("MEDIATION", ("COMMUNE", town), **force)

    def survey(self):
        """CLS everywhere but in one département, ASV in the région, CLSM by EPCI, MEDIATION one incomplete, CDV."""
        deps = self.deps()
        add = lambda echelon, code, t, full="OUI": self.surveys.append(
            {"echelon": echelon, "code": code, "type": t, "date": "2026-01-01", "source": "essai", "complet": full})
        for dep in [d for d in deps if d != deps[-1]]:
            add("DEPARTEMENT", dep, "CLS")
            add("DEPARTEMENT", dep, "MEDIATION", "NON" if dep == deps[0] else "OUI")
        add("REGION", self.region, "ASV")
        add("REGION", self.region, "CDV")
        for dep in deps:
            for epci in self.epci_of(dep)[:: 2]:
                add("EPCI", epci, "CLSM")

    def holes(self):
        """(communes, QPV) whose populations the tables will not hold: a QPV alone, a commune with its QPV, a commune
        whose QPV keep theirs."""
        communes = self.communes_of(self.departement)
        lone = self.world.qpv_of_commune[communes[0]][-1]
        return {communes[-1], communes[-2]}, {lone} | set(self.world.qpv_of_commune[communes[-1]])


def write(path, columns, rows, delimiter=";"):
    with open(path, "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, columns, delimiter=delimiter, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def copy_without(source, column, codes, target):
    rows = src.read_csv(source)
    write(target, list(rows[0]), [r for r in rows if r[column] not in codes], ",")


def make(world, departement, out):
    out.mkdir(parents=True, exist_ok=True)
    s = Scenario(world, departement)
    s.everywhere()
    s.special()
    s.survey()
    write(out / "dispositifs.csv", COLUMNS, s.contracts)
    write(out / "perimetres.csv", LINES, s.lines)
    write(out / "recensement.csv", SURVEYS, s.surveys)
    communes, qpv = s.holes()
    copy_without(src.GEODATA / "tables" / "population_communes_2023.csv", "insee", communes, out / "population.csv")
    copy_without(src.GEODATA / "qpv" / "pop_qpv_2024.csv", "codeQPV", qpv, out / "pop_qpv.csv")
    return s


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--departement", default="69")
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    s = make(oracle_monde.load(), args.departement, args.out)
    print(f"{args.out}: {len(s.contracts)} dispositifs, {len(s.lines)} lignes, {len(s.surveys)} recensements")
    return 0


if __name__ == "__main__":
    sys.exit(main())
