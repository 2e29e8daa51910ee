#!/usr/bin/python3
"""Conservation and consistency of any result GeoPackage of maillage, by SQL alone.

    invariants.py RESULT.gpkg [--skip NAME,…] [--partial] [-v]

Exit 0: every property holds; 1: one is broken; 2: usage. Needs Python's sqlite3 only.
"""
import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from result_file import Result, suffix

TOL = 1e-6
SHOWN = 5
LEVELS = ("total", "partiel", "aucun", "inconnu", "non_recense", "hors_territoire")
QPV_LEVELS = ("tous", "certains", "aucun", "inconnu", "sans_qpv")
GROUPS = (("epci", "siren_epci"), ("departement", "insee_dep"), ("region", "insee_reg"))
KEYS = dict(GROUPS, qpv="code_qp", commune="insee_com", contrat_ville="id_dispositif",
            dispositif="id_dispositif")
ORDER = dict({k: (v,) for k, v in KEYS.items()}, lacune=("type", "code_qp", "insee_com"),
             superposition=("type", "insee_com", "ids"), qpv_dispositif=("code_qp", "id_dispositif"),
             relation=("id_a", "id_b"), dispositif_departement=("id_dispositif", "insee_dep"))
MAIN_TYPES = ("CLS", "ASV", "CLSM")


class Invariants:
    def __init__(self, result):
        self.r, self.types = result, result.types()
        self.outcome = {}
        self.skipped = {}

    def broken(self, name, sql, *args):
        """A property holds when its SQL returns no row."""
        try:
            rows = self.r.all(sql, *args)
        except Exception as error:  # a missing table or column is the message itself
            self.skipped[name] = str(error)
            return
        self.note(name, [", ".join(str(v) for v in tuple(r)) for r in rows])

    def note(self, name, rows):
        self.outcome.setdefault(name, []).extend(rows)

    def per_type(self, layer):
        return [t for t in self.types if self.r.has(layer, f"couverture_{t}")]

    # ---- conservation -------------------------------------------------------------------

    def populations(self):
        total = self.r.one("SELECT sum(pop) FROM commune")[0] or 0
        alone = self.r.one("SELECT sum(pop) FROM commune WHERE coalesce(siren_epci, '') = ''")[0] or 0
        for layer, key in GROUPS:
            if not self.r.has(layer, "pop"):
                self.skipped[f"pop: commune = {layer}"] = "no such table"
                continue
            found = self.r.one(f"SELECT sum(pop) FROM {layer}")[0] or 0
            rest = alone if layer == "epci" else 0
            ok = abs(found + rest - total) <= TOL * max(total, 1)
            self.note(f"pop: commune = {layer}", [] if ok else [f"{found} + {rest} au lieu de {total}"])
            self.group_sums(layer, key)

    def group_sums(self, layer, key):
        """Every additive column of a group is the sum of its communes'."""
        common = [c for c in self.r.columns[layer] if c in self.r.columns["commune"]]
        names = [c for c in common if c in ("pop", "pop_qpv")] + [
            f"pop_{t}" for t in self.types if f"pop_{t}" in common]
        for c in names:
            self.broken(f"{layer}: somme des communes ({c})", f"""
                SELECT g.{key}, g.{c}, s.v FROM {layer} g LEFT JOIN
                  (SELECT {key} k, total("{c}") v FROM commune GROUP BY {key}) s ON s.k = g.{key}
                WHERE abs(coalesce(g.{c}, 0) - coalesce(s.v, 0)) > {TOL} * max(1, coalesce(s.v, 0))""")
        self.broken(f"{layer}: nb_com", f"""
            SELECT g.{key}, g.nb_com, s.n FROM {layer} g LEFT JOIN
              (SELECT {key} k, count(*) n FROM commune GROUP BY {key}) s ON s.k = g.{key}
            WHERE g.nb_com <> coalesce(s.n, 0)""")
        self.broken(f"{layer}: toute commune a son unité", f"""
            SELECT insee_com, {key} FROM commune WHERE coalesce({key}, '') <> ''
              AND {key} NOT IN (SELECT {key} FROM {layer})""")

    def layered_people(self):
        for layer, key in GROUPS + (("contrat_ville", "id_dispositif"),):
            names = [c for c in self.r.columns.get(layer, []) if c[:4] == "pop_" and c[4:].isdigit()]
            if names:
                total = " + ".join(f"coalesce({c}, 0)" for c in names)
                self.broken(f"{layer}: pop_0 + … = pop", f"""
                    SELECT {key}, {total}, pop FROM {layer}
                    WHERE pop IS NOT NULL AND abs({total} - pop) > {TOL} * max(1, pop)""")

    def qpv_people(self):
        """QPV people inside the territory are the QPV people of the communes."""
        here = " OR ".join(f"couverture_{t} <> 'hors_territoire'" for t in self.types) or "1"
        rows = self.r.all(f"SELECT total(pop) FROM qpv WHERE {here}")
        inside = self.r.one("SELECT total(pop_qpv) FROM commune")[0]
        ok = abs(rows[0][0] - inside) <= TOL * max(inside, 1)
        self.note("pop: qpv = commune.pop_qpv", [] if ok else [f"{rows[0][0]} au lieu de {inside}"])
        self.broken("commune: pop_qpv <= pop", f"""
            SELECT insee_com, pop_qpv, pop FROM commune WHERE pop_qpv > pop + {TOL} * max(1, pop)""")

    # ---- each type in each layer --------------------------------------------------------

    def by_type(self):
        for layer, key in KEYS.items():
            for t in self.per_type(layer):
                self.ranges(layer, key, t)
                self.lists(layer, key, t)
            if layer != "qpv" and layer != "dispositif":
                self.qpv_columns(layer, key)

    def ranges(self, layer, key, t):
        low, high = f"pop_min_{t}", f"pop_max_{t}"
        self.broken(f"{layer}: min <= pop <= max", f"""
            SELECT {key}, '{t}', {low}, pop_{t}, {high} FROM {layer}
            WHERE {low} > pop_{t} + {TOL} * max(1, pop_{t}) OR pop_{t} > {high} + {TOL} * max(1, {high})""")
        self.broken(f"{layer}: pop_t <= pop", f"""
            SELECT {key}, '{t}', pop_{t}, pop FROM {layer} WHERE pop_{t} > pop + {TOL} * max(1, pop)""")
        for c in (f"part_brute_{t}", f"part_aire_{t}", f"part_pop_{t}"):
            if c in self.r.columns[layer]:
                self.broken(f"{layer}: parts de 0 à 1", f"""
                    SELECT {key}, '{c}', {c} FROM {layer} WHERE {c} < 0 OR {c} > 1 + 1e-12""")
        self.broken(f"{layer}: part_pop = pop_t / pop", f"""
            SELECT {key}, '{t}', part_pop_{t}, pop_{t}, pop FROM {layer}
            WHERE pop > 0 AND abs(part_pop_{t} * pop - pop_{t}) > {TOL} * max(1, pop)""")
        levels = ", ".join(f"'{v}'" for v in LEVELS)
        self.broken(f"{layer}: couverture connue", f"""
            SELECT {key}, couverture_{t} FROM {layer}
            WHERE couverture_{t} IS NULL OR couverture_{t} NOT IN ({levels})""")
        self.broken(f"{layer}: aucun = 0 habitant ou presque", f"""
            SELECT {key}, '{t}', pop_{t}, pop FROM {layer}
            WHERE couverture_{t} = 'aucun' AND pop_{t} > 0.01 * pop + {TOL}""")
        if layer == "qpv":
            self.thresholds(t)

    def thresholds(self, t):
        """The level of a QPV follows its retained share, at the threshold the run declares."""
        text = next((v for k, v in self.r.parameters().items() if k.startswith("seuil")), None)
        try:
            most = float(str(text).replace(",", "."))
        except ValueError:
            most = 0.99
        self.broken("qpv: couverture selon part_aire", f"""
            SELECT code_qp, '{t}', couverture_{t}, part_aire_{t} FROM qpv
            WHERE couverture_{t} IN ('total', 'partiel', 'aucun') AND couverture_{t} <>
              CASE WHEN part_aire_{t} >= ? THEN 'total' WHEN part_aire_{t} <= ? THEN 'aucun'
                   ELSE 'partiel' END""", most, 1 - most)

    def lists(self, layer, key, t):
        bad = []
        if not self.r.has(layer, f"ids_{t}", f"nb_{t}"):
            return
        for code, ids, n in self.r.all(f"SELECT {key}, ids_{t}, nb_{t} FROM {layer}"):
            parts = ids.split(",") if ids else []
            if parts != sorted(set(parts)) or len(parts) != (n or 0):
                bad.append(f"{code}, ids_{t}={ids}, nb_{t}={n}")
        self.note(f"{layer}: ids triés, uniques, comptés", bad)

    def qpv_columns(self, layer, key):
        for t in self.per_type(layer):
            if not self.r.has(layer, f"couverture_qpv_{t}"):
                self.skipped[f"{layer}: couverture_qpv"] = f"no column couverture_qpv_{t}"
                continue
            levels = ", ".join(f"'{v}'" for v in QPV_LEVELS)
            self.broken(f"{layer}: couverture_qpv cohérente", f"""
                SELECT {key}, nb_qpv, nb_qpv_{t}, couverture_qpv_{t} FROM {layer}
                WHERE couverture_qpv_{t} NOT IN ({levels}) OR nb_qpv_{t} > nb_qpv
                  OR (couverture_qpv_{t} = 'sans_qpv') <> (nb_qpv = 0)
                  OR (couverture_qpv_{t} = 'aucun' AND nb_qpv_{t} > 0)""")
            self.broken(f"{layer}: pop_qpv_t <= pop_qpv, pop_t", f"""
                SELECT {key}, '{t}', pop_qpv_{t}, pop_qpv, pop_{t} FROM {layer}
                WHERE pop_qpv_{t} > pop_qpv + {TOL} * max(1, pop_qpv)
                   OR pop_qpv_{t} > pop_{t} + {TOL} * max(1, pop_{t})""")

    def combinations(self):
        named = self.r.parameters().get("types_combinaison") or self.r.parameters().get("types")
        for layer, key in KEYS.items():
            types = self.per_type(layer)
            if layer == "dispositif" or not types or not self.r.has(layer, "cumul", "combinaison"):
                continue
            present = " + ".join(f"(coalesce(couverture_{t}, '') IN ('total', 'partiel'))" for t in types)
            self.broken(f"{layer}: cumul", f"SELECT {key}, cumul, {present} FROM {layer} WHERE cumul <> {present}")
            chosen = [t for t in (named.split(",") if named else MAIN_TYPES) if suffix(t) in types]
            flags = ", ".join(f"coalesce(couverture_{suffix(t)}, '') IN ('total', 'partiel')" for t in chosen)
            bad = []
            for row in self.r.all(f"SELECT {key}, combinaison, {flags} FROM {layer}"):
                want = "+".join(t for t, on in zip(chosen, tuple(row)[2:]) if on) or "aucun"
                if row[1] != want:
                    bad.append(f"{row[0]}, {row[1]} au lieu de {want}")
            self.note(f"{layer}: combinaison", bad)

    # ---- gaps, contracts, indicators ----------------------------------------------------

    def gaps(self):
        if not self.r.has("lacune", "type", "code_qp"):
            self.skipped["lacune"] = "no such table"
            return
        self.broken("lacune: lignes uniques", """
            SELECT type, code_qp, insee_com, count(*) FROM lacune GROUP BY 1, 2, 3 HAVING count(*) > 1""")
        found = defaultdict(dict)
        for t, code, motif in self.r.all("SELECT type, code_qp, motif FROM lacune"):
            found[suffix(t)].setdefault(code, set()).add(motif)
        for t in self.types:
            want = {r[0]: {r[1]} for r in self.r.all(f"""
                SELECT code_qp, couverture_{t} FROM qpv
                WHERE couverture_{t} NOT IN ('total', 'hors_territoire')""")}
            bad = [f"{t}, {c}: couverture {want.get(c, '-')}, lacune {found[t].get(c, '-')}"
                   for c in sorted(set(want) | set(found[t])) if want.get(c) != found[t].get(c)]
            self.note("lacune = QPV non couverts en totalité", bad)
            self.broken("lacune: habitants = pop - pop_t", f"""
                SELECT l.code_qp, '{t}', total(l.pop), q.pop - q.pop_{t} FROM lacune l
                JOIN qpv q USING (code_qp) WHERE lower(l.type) = '{t}' AND q.pop IS NOT NULL
                  AND q.couverture_{t} IN ('aucun', 'partiel')
                GROUP BY l.code_qp HAVING abs(total(l.pop) - q.pop + q.pop_{t}) > {TOL} * max(1, q.pop)""")

    def contracts(self):
        self.broken("dispositif: min <= pop <= max", f"""
            SELECT id_dispositif, pop_min, pop, pop_max FROM dispositif
            WHERE pop_min > pop + {TOL} * max(1, pop) OR pop > pop_max + {TOL} * max(1, pop_max)""")
        self.broken("dispositif: pop_qpv <= pop", f"""
            SELECT id_dispositif, pop_qpv, pop FROM dispositif WHERE pop_qpv > pop + {TOL} * max(1, pop)""")
        classes = Counter(r[0] for r in self.r.all("SELECT id_dispositif FROM dispositif")) \
            if self.r.has("dispositif") else Counter()
        known = set(classes)
        for layer in ("qpv", "commune"):
            for t in self.per_type(layer):
                if self.r.has(layer, f"ids_{t}"):
                    used = {i for (ids,) in self.r.all(f"SELECT ids_{t} FROM {layer} WHERE ids_{t} <> ''")
                            for i in ids.split(",")}
                    self.note(f"{layer}: ids connus", [f"{t}: {i}" for i in sorted(used - known)])
        self.broken("qpv_dispositif: unités connues", """
            SELECT code_qp, id_dispositif FROM qpv_dispositif
            WHERE code_qp NOT IN (SELECT code_qp FROM qpv)
               OR id_dispositif NOT IN (SELECT id_dispositif FROM dispositif)""")
        self.broken("qpv_dispositif: parts de 0 à 1", """
            SELECT * FROM qpv_dispositif WHERE part_aire < 0 OR part_aire > 1 + 1e-12
               OR part_pop < 0 OR part_pop > 1 + 1e-12""")
        for t in self.types:
            # each dispositif alone is at most the union, and their sum at least the union but for
            # those that hold no more than 1 % of the QPV, which the table does not list
            self.broken("qpv_dispositif: max <= union <= somme", f"""
                SELECT q.code_qp, '{t}', max(d.pop), q.pop_{t}, sum(d.pop) FROM qpv q
                JOIN qpv_dispositif d USING (code_qp) WHERE lower(d.type) = '{t}'
                GROUP BY q.code_qp HAVING max(d.pop) > q.pop_{t} + {TOL} * max(1, q.pop_{t})
                   OR sum(d.pop) < 0.98 * q.pop_{t} - {TOL}""")
        self.broken("superposition: au moins deux ids", """
            SELECT type, ids, nb FROM superposition
            WHERE nb < 2 OR nb <> length(ids) - length(replace(ids, ',', '')) + 1""")

    def indicators(self):
        self.broken("indicateur: valeur = numerateur / denominateur", """
            SELECT echelon, code, indicateur, type, numerateur, denominateur, valeur FROM indicateur
            WHERE unite = 'part' AND indicateur NOT LIKE '%_par_departement' AND denominateur <> 0
              AND abs(valeur - numerateur / (denominateur * 1.0)) > 1e-9 * max(1, abs(valeur))""")
        self.broken("indicateur: valeur = numerateur d'un nombre", """
            SELECT echelon, code, indicateur, type, numerateur, valeur FROM indicateur
            WHERE unite = 'nombre' AND indicateur NOT LIKE '%_par_departement' AND valeur IS NOT numerateur""")
        self.broken("indicateur: min <= valeur <= max", """
            SELECT echelon, code, indicateur, type, valeur_min, valeur, valeur_max FROM indicateur
            WHERE valeur_min > valeur + 1e-9 OR valeur > valeur_max + 1e-9""")
        self.broken("indicateur: dénominateur nul, valeur nulle", """
            SELECT echelon, code, indicateur, type, valeur FROM indicateur
            WHERE unite <> 'nombre' AND denominateur = 0 AND valeur IS NOT NULL""")
        self.broken("indicateur: lignes uniques", """
            SELECT echelon, code, indicateur, type, count(*) FROM indicateur
            GROUP BY 1, 2, 3, 4 HAVING count(*) > 1""")

    # ---- order and codes ----------------------------------------------------------------

    def order(self):
        rank = {t: i for i, t in enumerate(self.types)}
        for table, keys in ORDER.items():
            if not self.r.has(table, *keys):
                continue
            rows = [tuple(r) for r in self.r.all(f"SELECT {', '.join(keys)} FROM {table} ORDER BY rowid")]
            by_rank = [(rank.get(suffix(str(r[0])), 99),) + r[1:] for r in rows]
            ok = rows == sorted(rows) or (keys[0] == "type" and by_rank == sorted(by_rank))
            self.note("lignes ordonnées par code", [] if ok else [table])
        for layer, key in KEYS.items():
            if self.r.has(layer, key):
                self.broken(f"{layer}: codes uniques et non vides", f"""
                    SELECT {key}, count(*) FROM {layer} GROUP BY {key}
                    HAVING count(*) > 1 OR {key} IS NULL OR {key} = ''""")

    def tables(self):
        wanted = ("qpv", "commune", "epci", "departement", "region", "contrat_ville", "dispositif", "lacune",
                  "superposition", "qpv_dispositif", "relation", "dispositif_departement", "indicateur", "diagnostic",
                  "parametre")
        self.note("toutes les tables", [t for t in wanted if t not in self.r.tables])

    def run(self):
        for step in (self.tables, self.order, self.populations, self.layered_people, self.qpv_people,
                     self.by_type, self.combinations, self.gaps, self.contracts, self.indicators):
            try:
                step()
            except Exception as error:  # sqlite3 errors name the missing table or column
                self.skipped[step.__name__] = str(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("result", type=Path)
    parser.add_argument("--skip", default="", help="properties not to judge, by the start of their name")
    parser.add_argument("--partial", action="store_true", help="absent tables and columns are no error")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    if not args.result.exists():
        print(f"{args.result}: absent", file=sys.stderr)
        return 2
    found = Invariants(Result(args.result))
    found.run()
    skip = tuple(s for s in args.skip.split(",") if s)
    failed = 0
    for name, rows in found.outcome.items():
        left_out = bool(skip) and name.startswith(skip)
        failed += bool(rows) and not left_out
        if rows or args.verbose:
            print(f"{'(' + str(len(rows)) + ')' if left_out else 'ÉCART' if rows else 'ok':6} {name}")
        for row in rows if args.verbose else rows[:SHOWN]:
            print(f"         {row}")
        if len(rows) > SHOWN and not args.verbose:
            print(f"         … {len(rows)} en tout (-v)")
    for name, why in found.skipped.items():
        print(f"absent {name}: {why}")
    print(f"{len(found.outcome)} propriétés, {failed} fausses, {len(found.skipped)} non vérifiables")
    return 1 if failed or (found.skipped and not args.partial) else 0


if __name__ == "__main__":
    sys.exit(main())
