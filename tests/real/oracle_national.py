#!/usr/bin/python3
"""Independent computation of the national coverage, to compare with `maillage cover`.

    nice oracle_national.py A|B OUT_DIR [--date 2026-06-30] [--strict-edges]

A: QPV 2024 (1 609).  B: QPV 2015 (the published folder).  It reads MLG_GEODATA (default
../shared/geodata) and writes CSV files of points, UTF-8, sorted by code. tests/real/README.md says
what each column means and where the specification leaves a choice.
"""
import argparse
import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from shapely.ops import unary_union

import oracle_faces as of
import oracle_sources as src

TOTAL, NONE = 0.99, 0.01
VARIANTS = [(g, o) for g in (1, 0) for o in (0, 1)]  # layer generalised, outside follows


def variant_name(generalised, outside):
    return f"g{generalised}o{outside}"


def level(part):
    return "total" if part >= TOTAL else "aucun" if part <= NONE else "partiel"


def type_order(types):
    first = [t for t in ("CLS", "ASV", "CLSM") if t in types]
    return first + sorted(set(types) - set(first))


# ---- inventory --------------------------------------------------------------------------


def read_perimeters(rows, communes):
    """{id: {whole, excl, part: sets of communes, qpv: set of QPV}}. Codes only, all TOTALE."""
    unit = {"COMMUNE": lambda c: {c} & set(communes)}
    for kind, key in (("EPCI", "epci"), ("DEPARTEMENT", "dep"), ("REGION", "reg")):
        members = defaultdict(set)
        for code, com in communes.items():
            members[com[key]].add(code)
        unit[kind] = lambda c, m=members: m.get(c, set())
    out = {}
    for row in rows:
        p = out.setdefault(row["id_dispositif"],
                           {"incl": set(), "excl": set(), "part": set(), "qpv": set()})
        kind, code = row["unite_type"], row["unite_code"]
        if row["couverture"] not in ("", "TOTALE"):
            raise SystemExit(f"{row}: only TOTALE is computed here")
        if kind == "QPV":
            p["qpv"].add(code)
            continue
        where = "part" if kind.startswith("QPV_DE_") else "incl"
        found = unit[kind.removeprefix("QPV_DE_")](code)
        if not found or (row["operation"] == "EXCLUT" and where == "part"):
            raise SystemExit(f"{row}: unknown code, or a line this oracle does not compute")
        p["excl" if row["operation"] == "EXCLUT" else where] |= found
    for p in out.values():
        p["whole"] = p["incl"] - p["excl"]
        p["part"] -= p["excl"]
    return out


class Inventory:
    def __init__(self, communes, day):
        self.rows, lines = src.load_inventory()
        self.perimeters = read_perimeters(lines, communes)
        self.types = type_order({r["type"] for r in self.rows})
        self.active = {t: [] for t in self.types}
        for row in self.rows:
            if src.in_force(row, day):
                self.active[row["type"]].append(row["id_dispositif"])
        self.whole = {t: defaultdict(set) for t in self.types}
        self.part = {t: defaultdict(set) for t in self.types}
        self.by_qpv = {t: defaultdict(set) for t in self.types}
        for t, ids in self.active.items():
            for i in sorted(ids):
                for code in self.perimeters[i]["whole"]:
                    self.whole[t][code].add(i)
                for code in self.perimeters[i]["part"]:
                    self.part[t][code].add(i)
                for code in self.perimeters[i]["qpv"]:
                    self.by_qpv[t][code].add(i)

    def ids(self, t, names, code_qp):
        """Dispositifs of type t whose set of faces holds the face (names, code_qp)."""
        found = set(self.by_qpv[t].get(code_qp, ()))
        for code in names:
            found.update(self.whole[t].get(code, ()), self.part[t].get(code, ()))
        return found

    def ids_excluding_faces(self, t, names, code_qp):
        """The same if EXCLUT removed every face of the commune, shared faces included."""
        p = self.perimeters
        return {i for i in self.ids(t, names, code_qp) if not p[i]["excl"] & names}

    def ids_whole_qpv(self, t, names, code_qp, official):
        """The same if QPV_DE_COMMUNE took the QPV of the commune's list, wholly."""
        found = set(self.by_qpv[t].get(code_qp, ()))
        return found.union(*(self.whole[t].get(c, ()) for c in names),
                           *(self.part[t].get(c, ()) for c in official))


# ---- the computation --------------------------------------------------------------------


class Oracle:
    def __init__(self, variant, day, generalised):
        self.communes, self.epci_names, self.repaired = src.load_communes()
        self.qpv, fixed, self.unknown = src.load_qpv(variant, self.communes)
        self.repaired += fixed
        self.generalised = generalised
        self.inv = Inventory(self.communes, day)
        self.pieces = of.pieces_of(self.qpv, self.communes)
        self.lower, self.qpv_pairs = of.qpv_overlaps(self.qpv)
        self.pairs, self.overlap_once = of.commune_overlaps(self.communes)
        self.faces, self.edges = {}, {}
        for code, q in self.qpv.items():
            self.faces[code] = of.faces_of(q["geom"], self.pieces[code])
            self.edges[code] = {g: of.edges_of(q["geom"], self.pieces[code], q["official"], g)
                                for g in (1, 0)}
            if q["geom"] is None and not q["out"]:
                self.faces[code] = [(frozenset(q["official"]), 0.0)]
        self.populations()
        self.perimeter_polygons()

    def kept(self, code, generalised, outside):
        return of.retained(self.faces[code], self.pieces[code], self.edges[code][generalised], outside)

    def populations(self):
        """people[code_qp] = [[names, owner, people]]; by area, edges to the largest piece."""
        self.people, self.residual = {}, {}
        for code, q in self.qpv.items():
            faces = self.faces[code]
            if code in self.lower:
                rest = of.polygons_only(q["geom"].difference(self.lower[code]))
                faces = of.faces_of(rest, {c: of.cut(p, rest) for c, p in self.pieces[code].items()})
            faces = of.retained(faces, self.pieces[code], self.edges[code][self.generalised], 0)
            inside = [(n, a) for n, a in faces if n]
            total = sum(a for _, a in inside)
            share = [(n, a / total if total else 1 / len(inside)) for n, a in inside]
            self.people[code] = [[n, min(n), (q["pop"] or 0) * s] for n, s in share]
        held = defaultdict(float)
        for rows in self.people.values():
            for _, owner, people in rows:
                held[owner] += people
        for rows in self.people.values():
            for row in rows:
                limit = self.communes[row[1]]["pop"]
                if held[row[1]] > limit:
                    row[2] *= limit / held[row[1]]
        self.qpv_people = defaultdict(float)
        for code, rows in self.people.items():
            q, total = self.qpv[code], sum(r[2] for r in rows)
            if not q["out"] and q["pop"] is not None and abs(total - q["pop"]) > 1e-6:
                self.residual[code] = q["pop"] - total
            for _, owner, people in rows:
                self.qpv_people[owner] += people

    def perimeter_polygons(self):
        """Dissolved polygons, one list by type, to intersect as a plain overlay would."""
        self.polygon = {}
        by_commune = defaultdict(list)
        for code, pieces in self.pieces.items():
            for insee, piece in pieces.items():
                by_commune[insee].append(piece)
        for i, p in self.inv.perimeters.items():
            geoms = [self.communes[c]["geom"] for c in sorted(p["whole"])]
            geoms += [g for c in sorted(p["part"]) for g in by_commune[c]]
            geoms += [self.qpv[c]["geom"] for c in sorted(p["qpv"])]
            self.polygon[i] = unary_union(geoms)
        self.by_overlay, self.trees = {}, {}
        for t, ids in self.inv.active.items():
            territory = {i: self.communes[min(self.inv.perimeters[i]["whole"] |
                                              self.inv.perimeters[i]["part"])]["terr"] for i in ids}
            for terr in set(territory.values()):
                shapes = {i: self.polygon[i] for i in ids if territory[i] == terr
                          and not self.polygon[i].is_empty}
                self.trees[t, terr] = of.tree_of(shapes) if shapes else None

    def overlay_share(self, t, code):
        """area(QPV ∩ union of the perimeters of type t) / area(QPV), polygons on polygons."""
        q = self.qpv[code]
        tree = self.trees.get((t, q["terr"]))
        if tree is None:
            return 0.0
        parts = [of.cut(q["geom"], self.polygon[i]) for i in of.neighbours(tree, q["geom"])]
        return unary_union([p for p in parts if p.area > 0]).area / q["geom"].area

    # ---- rows ---------------------------------------------------------------------------

    def share(self, faces, covers):
        total = sum(a for _, a in faces)
        if not total:
            return float(any(covers(n) for n, _ in faces))
        return sum(a for n, a in faces if covers(n)) / total

    def qpv_rows(self):
        self.worst_face = 0.0
        for code, q in self.qpv.items():
            state = "hors_territoire" if q["out"] else "efface" if q["geom"] is None else "ok"
            row = {"code_qp": code, "terr": q["terr"], "etat": state,
                   "aire_m2": q["geom"].area if q["geom"] is not None else 0.0,
                   "aire_hors_m2": sum(a for n, a in self.faces[code] if not n),
                   "pop_publiee": q["pop"], "pop": sum(r[2] for r in self.people[code]),
                   "officielles": ",".join(sorted(q["official"])),
                   "communes": ",".join(sorted(self.pieces[code])),
                   "liseres": ",".join(sorted(self.edges[code][self.generalised]))}
            present = []
            for t in self.inv.types if not q["out"] else []:
                present += self.type_columns(row, code, t, state)
            row["cumul"], row["combinaison"] = len(present), "+".join(present) or "aucun"
            yield row

    def type_columns(self, row, code, t, state):
        inv, q, s = self.inv, self.qpv[code], t.lower()
        by_face = self.share(self.faces[code], lambda n: inv.ids(t, n, code))
        row[f"part_brute_{s}"] = self.overlay_share(t, code) if state == "ok" else by_face
        self.worst_face = max(self.worst_face, abs(row[f"part_brute_{s}"] - by_face))
        row[f"brute_exclut_{s}"] = self.share(
            self.faces[code], lambda n: inv.ids_excluding_faces(t, n, code))
        row[f"brute_entier_{s}"] = self.share(
            self.faces[code], lambda n: inv.ids_whole_qpv(t, n, code, q["official"]))
        for g, o in VARIANTS:
            kept = self.kept(code, g, o)
            row[f"part_aire_{s}_{variant_name(g, o)}"] = self.share(kept, lambda n: inv.ids(t, n, code))
            if (g, o) == (self.generalised, 0):
                ids = set().union(*(inv.ids(t, n, code) for n, _ in kept))
        row[f"pop_{s}"] = sum(p for n, _, p in self.people[code] if inv.ids(t, n, code))
        row[f"ids_{s}"] = ",".join(sorted(ids))
        main = row[f"part_aire_{s}_{variant_name(self.generalised, 0)}"]
        row[f"couverture_{s}"] = level(main)
        row[f"couverture_brute_{s}"] = level(row[f"part_brute_{s}"])
        return [t] if level(main) != "aucun" else []

    def commune_rows(self):
        """Whole communes keep their official people; else only the people of covered QPV faces."""
        faces = defaultdict(list)
        for code, rows in self.people.items():
            for names, owner, people in rows:
                faces[owner].append((code, people))
        under = {t: Counter() for t in self.inv.types}
        for a, b, area in self.pairs:
            for t in self.inv.types:
                for one, other in ((a, b), (b, a)):
                    if other in self.inv.whole[t] and one not in self.inv.whole[t]:
                        under[t][one] += area
        for code, com in self.communes.items():
            row = {"insee_com": code, "terr": com["terr"], "siren_epci": com["epci"] or "",
                   "insee_dep": com["dep"], "insee_reg": com["reg"], "pop": com["pop"],
                   "aire_m2": com["geom"].area, "pop_qpv": self.qpv_people[code]}
            for t in self.inv.types:
                s, ids = t.lower(), self.inv.whole[t].get(code, set())
                part = self.inv.part[t].get(code, set())
                inside = sum(p for q, p in faces[code] if self.inv.ids(t, {code}, q))
                row[f"entier_{s}"] = int(bool(ids))
                row[f"pop_{s}"] = com["pop"] if ids else inside
                row[f"pop_qpv_{s}"] = inside
                row[f"ids_{s}"] = ",".join(sorted(ids | (part if faces[code] else set())))
                row[f"part_recouverte_{s}"] = under[t][code] / com["geom"].area
            self.layers(row, code, faces[code])
            yield row

    def layers(self, row, code, faces):
        """pop_0…pop_n: people by number of types, whole communes first, then QPV faces."""
        n = len(self.inv.types)
        people = [0.0] * (n + 1)
        base = sum(bool(self.inv.whole[t].get(code)) for t in self.inv.types)
        people[base] += row["pop"] - sum(p for _, p in faces)
        for q, p in faces:
            people[sum(bool(self.inv.ids(t, {code}, q)) for t in self.inv.types)] += p
        for k in range(n + 1):
            row[f"pop_{k}"] = people[k]

    def group_rows(self, communes, key):
        groups = {}
        sums = [k for k in communes[0] if k.startswith("pop") or k.startswith("entier_")]
        for com in communes:
            if com[key]:
                row = groups.setdefault(com[key], {key: com[key], "nb_com": 0, **dict.fromkeys(sums, 0)})
                row["nb_com"] += 1
                for k in sums:
                    row[k] += com[k]
        return [groups[k] for k in sorted(groups)]

    def dispositif_rows(self):
        active = {i for ids in self.inv.active.values() for i in ids}
        for r in sorted(self.inv.rows, key=lambda r: r["id_dispositif"]):
            i = r["id_dispositif"]
            p = self.inv.perimeters[i]
            people = sum(self.communes[c]["pop"] for c in p["whole"])
            in_qpv, area, touched = 0.0, defaultdict(float), set(p["whole"])
            for code, rows in self.people.items():
                for names, owner, n in rows:
                    if owner in p["whole"] | p["part"] or code in p["qpv"]:
                        in_qpv += n
                        people += 0 if owner in p["whole"] else n
                        touched.add(owner)
                for names, a in self.kept(code, self.generalised, 0):
                    area[code] += a if names & (p["whole"] | p["part"]) or code in p["qpv"] else 0
            held = [c for c, a in area.items() if self.qpv[c]["geom"] is not None
                    and a / self.qpv[c]["geom"].area > 0.01]
            held += [c for c, q in self.qpv.items() if q["geom"] is None and not q["out"]
                     and q["official"] & (p["whole"] | p["part"])]
            yield {"id_dispositif": i, "type": r["type"], "statut": r["statut"],
                   "en_vigueur": int(i in active), "nb_com": len(touched),
                   "nb_com_entieres": len(p["whole"]),
                   "nb_epci": len({self.communes[c]["epci"] for c in touched} - {None}),
                   "nb_qpv": len(held), "pop": people, "pop_qpv": in_qpv,
                   "aire_m2": self.polygon[i].area, "terr": self.communes[min(p["whole"] | p["part"])]["terr"]}


def write(folder, name, rows):
    rows = list(rows)
    heads = max(rows, key=len) if rows else {}
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, heads, lineterminator="\n", restval="")
        out.writeheader()
        out.writerows(rows)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variant", choices="AB")
    parser.add_argument("out", type=Path)
    parser.add_argument("--date", default="2026-06-30")
    parser.add_argument("--strict-edges", action="store_true",
                        help="as if the commune layer were not generalised")
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    from oracle_report import write_all
    return write_all(Oracle(args.variant, args.date, 0 if args.strict_edges else 1), args)


if __name__ == "__main__":
    sys.exit(main())
