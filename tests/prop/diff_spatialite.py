#!/usr/bin/env python3
"""diff_spatialite.py - the same overlays by SpatiaLite SQL: diff_spatialite.py MAILLAGE DEMO [WORLDS]

Runs `maillage cover` on the demonstration territory and on random worlds, then computes areas, shares and
populations again with SQL on the inputs (plain intersections of polygons, no mesh), and compares to 1e-6.
MLG_SEED=17 replays one world. Ends with 77 where Python cannot load SpatiaLite.
"""
import os
import sqlite3
import subprocess
import sys
import tempfile

from diff_inputs import Inputs, read_demo, write_world

TOLERANCE = 1e-6
DUST_M2 = 1e-6
SLIVER_M2 = 1e-3  # parts and holes under this make plain overlays wrong (libgeos/geos#1523)


class Sql:
    """A SpatiaLite memory database that computes with geometry blobs."""

    def __init__(self):
        self.db = sqlite3.connect(":memory:")
        self.db.enable_load_extension(True)
        self.db.load_extension("mod_spatialite")
        self.db.execute("SELECT InitSpatialMetaData(1)")

    def one(self, sql, *args):
        return self.db.execute("SELECT " + sql, args).fetchone()[0]

    def area(self, g):
        return (self.one("ST_Area(?)", g) or 0.0) if g is not None else 0.0

    def cut(self, a, b):
        return self.one("ST_Intersection(?, ?)", a, b) if a is not None and b is not None else None

    def less(self, a, b):
        if a is None or b is None:
            return a
        return self.clean(self.one("ST_Difference(?, ?)", a, b))

    def clean(self, g):
        """Without slivers: SQL has no guard against what they do to the next overlay."""
        if g is None:
            return None
        parts = [self.one("ST_GeometryN(?, ?)", g, i + 1) for i in range(self.one("ST_NumGeometries(?)", g) or 1)]
        kept = [self.fill(part) for part in parts if self.area(part) > SLIVER_M2]
        return self.collect(kept)

    def fill(self, polygon):
        """A polygon without its tiny holes."""
        rings = [self.one("ST_InteriorRingN(?, ?)", polygon, i + 1)
                 for i in range(self.one("ST_NumInteriorRing(?)", polygon) or 0)]
        holes = [self.one("ST_MakePolygon(?)", ring) for ring in rings]
        if all(self.area(hole) > SLIVER_M2 for hole in holes):
            return polygon
        shell = self.one("ST_MakePolygon(ST_ExteriorRing(?))", polygon)
        for hole in holes:
            if self.area(hole) > SLIVER_M2:
                shell = self.one("ST_Difference(?, ?)", shell, hole)
        return shell

    def collect(self, parts):
        whole = None
        for part in parts:
            whole = part if whole is None else self.one("ST_Collect(?, ?)", whole, part)
        return whole

    def union(self, items):
        items = [g for g in items if g is not None]
        if not items:
            return None
        self.db.execute("CREATE TEMP TABLE u(g)")
        self.db.executemany("INSERT INTO u VALUES (?)", [(g,) for g in items])
        result = self.one("ST_Union(g) FROM u")
        self.db.execute("DROP TABLE u")
        return self.clean(result)

    def is_narrow(self, g, width):
        """Not wider than this: nothing is left inside a margin of half of it."""
        return self.area(self.one("ST_Buffer(?, ?)", g, -width / 2)) == 0


class Piece:
    """What a QPV holds of a commune."""

    def __init__(self, qpv, commune, full, own):
        self.qpv, self.commune, self.full, self.own = qpv, commune, full, own
        self.edge, self.people = False, None


class Expected:
    """Figures computed from the inputs."""

    def __init__(self, sql, inputs, generalised):
        self.sql, self.inputs, self.generalised = sql, inputs, generalised
        self.commune_g = {c.code: c.g for c in inputs.communes}
        self.qpv_g = {q.code: q.g for q in inputs.qpvs}
        self.qpv_area = {q.code: sql.area(q.g) for q in inputs.qpvs}
        self.pieces = self.cut_pieces()
        self.mark_edges()
        self.share_people()

    def meet(self, a, b):
        return self.sql.one("ST_Intersects(?, ?)", a, b) == 1

    def cut_pieces(self):
        pieces, lower = [], []
        for q in sorted(self.inputs.qpvs, key=lambda q: q.code):
            claimed = self.sql.union([g for g in lower if self.meet(g, q.g)])
            for c in self.inputs.communes:
                if not self.meet(c.g, q.g):
                    continue
                full = self.sql.cut(q.g, c.g)
                if self.sql.area(full) > DUST_M2:
                    pieces.append(Piece(q, c, full, self.sql.less(full, claimed)))
            lower.append(q.g)
        return pieces

    def mark_edges(self):
        for q in self.inputs.qpvs:
            mine = [p for p in self.pieces if p.qpv is q]
            areas = {id(p): self.sql.area(p.own) for p in mine}
            largest = max(mine, key=lambda p: areas[id(p)], default=None)
            for p in mine:
                area = areas[id(p)]
                p.edge = (p is not largest and p.commune.code not in q.listed
                          and area < 0.05 * self.qpv_area[q.code]
                          and (self.generalised or area < 1000 or self.sql.is_narrow(p.own, 10)))

    def share_people(self):
        """People of told pieces; of each commune the rest, and where it lives."""
        for q in self.inputs.qpvs:
            mine = [p for p in self.pieces if p.qpv is q and not p.edge]
            total = sum(self.sql.area(p.own) for p in mine)
            for p in mine:
                if q.people is not None and total > 0:
                    p.people = q.people * self.sql.area(p.own) / total
        self.rest, self.rest_g = {}, {}
        for c in self.inputs.communes:
            told = [p for p in self.pieces if p.commune is c and p.people is not None]
            edges = [p for p in self.pieces if p.commune is c and p.edge]
            away = self.sql.union([p.own for p in told + edges])
            self.rest_g[c.code] = self.sql.less(c.g, away)
            people, room = sum(p.people for p in told), self.sql.area(self.rest_g[c.code])
            if told and (people > c.people or room <= DUST_M2):
                for p in told:
                    p.people *= c.people / people
                people = c.people
            self.rest[c.code] = c.people - people

    def perimeter(self, lines):
        """The union of INCLUT lines minus the EXCLUT ones; extents that are not sure are left out."""
        kept = {False: [], True: []}
        for line in lines:
            if line.extent == "TOTALE" and line.share is None:
                kept[line.excluded] += self.unit(line.unit, line.code)
        return self.sql.less(self.sql.union(kept[False]), self.sql.union(kept[True]))

    def unit(self, unit, code):
        communes = self.inputs.communes
        if unit == "GEOMETRIE":
            return self.drawn(code)
        if unit == "DISPOSITIF":
            return [self.perimeter(self.inputs.lines[code])]
        if unit == "QPV":
            return [self.qpv_g[code]]
        if unit.startswith("QPV_DE_"):
            inside = {c.code for c in communes if code in (c.code, c.epci)}
            return [p.full for p in self.pieces if p.commune.code in inside]
        return [c.g for c in communes if code in (c.code, c.epci, c.department)]

    def is_sliver(self, piece, of_area):
        area = self.sql.area(piece)
        return area < 0.05 * of_area and (area < 1000 or self.sql.is_narrow(piece, 10))

    def drawn(self, g):
        """A polygon follows the communes where it is drawn beside their borders."""
        kept, whole, area = g, [], self.sql.area(g)
        for c in self.inputs.communes:
            if not self.meet(c.g, g):
                continue
            if self.is_sliver(self.sql.cut(c.g, g), area):
                kept = self.sql.less(kept, c.g)
            elif self.is_sliver(self.sql.less(c.g, g), self.sql.area(c.g)):
                whole.append(c.g)
        return [kept, *whole]

    def people_in(self, c, perimeter):
        """People of a commune in a perimeter, by area in each told piece and in the rest."""
        people = 0.0
        for p in self.pieces:
            if p.commune is c and p.people:
                people += p.people * self.sql.area(self.sql.cut(p.own, perimeter)) / self.sql.area(p.own)
        rest = self.sql.area(self.rest_g[c.code])
        if self.rest[c.code] > 0 and rest > 0:
            people += self.rest[c.code] * self.sql.area(self.sql.cut(self.rest_g[c.code], perimeter)) / rest
        return people

    def is_inside(self, q):
        """Perimeters given as polygons cut communes, not what lies outside them."""
        return abs(sum(self.sql.area(p.own) for p in self.pieces if p.qpv is q) - self.qpv_area[q.code]) < 1

    def qpv_shares(self, q, perimeter):
        """Share of the area before and after the edge rule."""
        raw = self.sql.area(self.sql.cut(q.g, perimeter)) / self.qpv_area[q.code]
        kept = [p.full for p in self.pieces if p.qpv is q and not p.edge]
        whole = sum(self.sql.area(g) for g in kept)
        inside = sum(self.sql.area(self.sql.cut(g, perimeter)) for g in kept)
        return raw, inside / whole if whole > 0 else 0.0


class Comparison:
    def __init__(self, name):
        self.name, self.n, self.failures = name, 0, 0

    def near(self, what, found, expected, scale=1.0):
        self.n += 1
        if found is None or abs(found - expected) > TOLERANCE * max(1.0, scale):
            self.failures += 1
            print(f"{self.name}: {what}: maillage says {found!r}, SQL {expected!r}", file=sys.stderr)


def suffix(kind):
    return "".join(c if c.isalnum() else "_" for c in kind.lower())


def compare(name, sql, inputs, result):
    check = Comparison(name)
    found = sqlite3.connect(f"file:{result}?mode=ro", uri=True)
    found.row_factory = sqlite3.Row
    told = found.execute("SELECT valeur FROM parametre WHERE cle = 'communes_generalisees'").fetchone()
    expected = Expected(sql, inputs, told[0] == "oui")
    communes = {r["insee_com"]: r for r in found.execute("SELECT * FROM commune")}
    qpvs = {r["code_qp"]: r for r in found.execute("SELECT * FROM qpv")}
    epcis = {r["siren_epci"]: r for r in found.execute("SELECT * FROM epci")}
    in_force = {r["id_dispositif"]: r["type"] for r in
                found.execute("SELECT * FROM dispositif WHERE en_vigueur = 'oui'")}
    for c in inputs.communes:
        area = sql.area(c.g)
        check.near(f"area of {c.code}", communes[c.code]["aire_ha"] * 1e4, area, area)
    for q in inputs.qpvs:
        area = expected.qpv_area[q.code]
        check.near(f"area of {q.code}", qpvs[q.code]["aire_ha"] * 1e4, area, area)
    for kind in sorted(set(in_force.values())):
        ids = [d for d in sorted(in_force) if in_force[d] == kind]
        compare_type(check, expected, kind, ids, communes, qpvs, epcis)
    compare_pairs(check, expected, sorted(in_force), found)
    print(f"{name}: {check.n} figures, {check.failures} failures")
    return check.failures


def compare_type(check, expected, kind, ids, communes, qpvs, epcis):
    inputs, t = expected.inputs, suffix(kind)
    perimeter = expected.sql.union([expected.perimeter(inputs.lines[d]) for d in ids])
    shares = [line for d in ids for line in inputs.lines[d] if line.share is not None]
    sums = {}
    for c in inputs.communes:
        people = expected.people_in(c, perimeter)
        people = max([people] + [s.share * c.people for s in shares if s.code == c.code])
        check.near(f"people of {c.code} under {kind}", communes[c.code][f"pop_{t}"], people, c.people)
        sums[c.epci] = sums.get(c.epci, 0.0) + people
    for code, people in sums.items():
        if code:
            check.near(f"people of {code} under {kind}", epcis[code][f"pop_{t}"], people, people)
    for q in inputs.qpvs:
        raw, kept = expected.qpv_shares(q, perimeter)
        if expected.is_inside(q):
            check.near(f"raw share of {q.code} under {kind}", qpvs[q.code][f"part_brute_{t}"], raw)
        check.near(f"share of {q.code} under {kind}", qpvs[q.code][f"part_aire_{t}"], kept)


def compare_pairs(check, expected, ids, found):
    pairs = {(r["code_qp"], r["id_dispositif"]): r for r in found.execute("SELECT * FROM qpv_dispositif")}
    for d in ids:
        perimeter = expected.perimeter(expected.inputs.lines[d])
        for q in expected.inputs.qpvs:
            _, kept = expected.qpv_shares(q, perimeter)
            row = pairs.get((q.code, d))
            if abs(kept - 0.01) > TOLERANCE:
                check.near(f"{d} x {q.code}", row["part_aire"] if row else 0.0, kept if kept > 0.01 else 0.0)


def run(program, inputs, folder):
    result = os.path.join(folder, "result.gpkg")
    done = subprocess.run([program, "cover", *inputs.arguments, "--overwrite", "-o", result],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit(f"maillage ended with {done.returncode}: {done.stderr.decode()}")
    return result


def main():
    program, demo = sys.argv[1], sys.argv[2]
    n_worlds = int(sys.argv[3]) if len(sys.argv) > 3 else 6
    try:
        sql = Sql()
    except (AttributeError, sqlite3.Error) as error:
        print(f"skipped: Python cannot load SpatiaLite: {error}")
        return 77
    seed = os.environ.get("MLG_SEED")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        if seed is None:
            inputs = read_demo(sql, demo)
            failures += compare("demonstration", sql, inputs, run(program, inputs, folder))
        for s in [int(seed)] if seed else range(1, n_worlds + 1):
            inputs: Inputs = write_world(sql, s, folder)
            failures += compare(f"MLG_SEED={s}", sql, inputs, run(program, inputs, folder))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
