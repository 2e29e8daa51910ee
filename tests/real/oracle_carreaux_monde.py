"""The ground that the grid oracle weighs: communes without overlap, QPV without overlap, their pieces
and edges; and the two methods, by grid and by area, on them."""
import csv
import re
from collections import defaultdict

import oracle_carreaux as oc
import oracle_faces as of
from shapely.geometry import Polygon
from shapely.ops import unary_union
from shapely.strtree import STRtree

OVERLAP_M2 = 1e-3  # a smaller overlap of two layers is the noise of their coordinates


def without_lower(geoms):
    """({code: polygon} where ground that two of them claim is left to the lower code, {code: ground that it has and
    a higher code claims too})."""
    tree, out, twice = of.tree_of(geoms), {}, defaultdict(list)
    for code, geom in geoms.items():
        parts = {o: of.cut(geom, geoms[o]) for o in of.neighbours(tree, geom) if o < code and not geom.touches(geoms[o])}
        lower = {o: part for o, part in parts.items() if part.area > OVERLAP_M2}
        out[code] = of.polygons_only(geom.difference(unary_union([geoms[o] for o in lower]))) if lower else geom
        for other, part in lower.items():
            twice[other].append(part)
    return out, {code: of.cut(unary_union(parts), out[code]) for code, parts in twice.items()}


class World:
    """`communes` and `qpv` as oracle_sources makes them, of one computing CRS. `pieces` {(commune, QPV):
    polygon}, `edges` {such a key: the face of its QPV's largest piece}, `areas` {face: m²} of every face.
    `twice` {face: what of it a commune of a higher code claims too}."""

    def __init__(self, communes, qpv, generalised):
        self.communes, self.qpv = communes, qpv
        self.ground, twice = without_lower({c: r["geom"] for c, r in communes.items()})
        quarters, _ = without_lower({q: r["geom"] for q, r in qpv.items() if r["geom"] is not None})
        self.pieces = {(c, q): piece
                       for q, found in of.pieces_of({q: qpv[q] | {"geom": g} for q, g in quarters.items()},
                                                    {c: communes[c] | {"geom": g} for c, g in self.ground.items()}).items()
                       for c, piece in found.items()}
        self.twice = {face: of.cut(piece, twice[face[0]]) for face, piece in self.pieces.items() if face[0] in twice}
        self.twice.update({(c, None): g.difference(unary_union([p for f, p in self.pieces.items() if f[0] == c]))
                           for c, g in twice.items()})
        whole = of.pieces_of(qpv, communes)
        edges = {(c, q) for q, r in qpv.items()
                 for c in of.edges_of(r["geom"], whole[q], r["official"], generalised)} & set(self.pieces)
        self.areas = {face: piece.area for face, piece in self.pieces.items()}
        self.claimed = {(c, None): r["geom"].area - self.ground[c].area for c, r in communes.items()}
        self.claimed.update({(c, q): piece.area - getattr(self.pieces.get((c, q)), "area", 0.0)
                             for q, found in whole.items() for c, piece in found.items()})
        self.areas.update({(min(r["official"]), q): 0.0 for q, r in qpv.items() if r["geom"] is None and r["official"]})
        self.edges = {e: max(sorted(f for f in self.pieces if f[1] == e[1] and f not in edges),
                             key=self.areas.get, default=None) for e in sorted(edges)}
        rest = {c: g.area for c, g in self.ground.items()}
        for (commune, _), piece in self.pieces.items():
            rest[commune] -= piece.area
        self.areas.update({(c, None): max(area, 0.0) for c, area in rest.items()})

    def published(self):
        return {q: r["pop"] for q, r in self.qpv.items() if r["pop"] is not None}

    def weigh(self, cells):
        """Fills `shares` {face: {cell: m²}}, `land` (m² of each cell in communes), `parts` {face: {cell: people}},
        `raw` {face: people} and `orphans` [(cell, commune that takes it, or None)]."""
        self.shares, lost = oc.face_cells(cells, self.ground, self.pieces)
        self.shares.update({face: {} for face in self.areas if face not in self.shares})
        self.land = oc.land_of(cells, self.shares)
        self.parts = oc.people_parts(cells, self.shares, self.land)
        codes = sorted(self.ground)
        tree = STRtree([self.ground[c] for c in codes], codes) if len(lost) else None
        self.orphans = [(k, oc.nearest_commune(cells, k, self.ground, tree)) for k in lost]
        for k, commune in self.orphans:
            if commune:
                self.parts[commune, None][int(k)] = cells.people[k]
        self.raw = {face: sum(p.values()) for face, p in self.parts.items()}
        self.cells = cells
        self.faces_of, self.faces_in = defaultdict(list), defaultdict(list)
        for face in self.parts:
            self.faces_of[face[1]].append(face)
            self.faces_in[face[0]].append(face)

    def people(self, by_grid, with_published, nobody=None):
        """{face: people} by one method. `nobody` {face: people of cells in it whom nobody counts}."""
        published = self.published() if with_published else {}
        areas = oc.follow(self.areas, self.edges, published, float.__add__)
        raw = {face: n - (nobody or {}).get(face, 0.0) for face, n in self.raw.items()}
        amounts = oc.follow(raw, self.edges, published, float.__add__) if by_grid else areas
        return oc.calibrate(amounts, areas, {c: r["pop"] for c, r in self.communes.items()}, published)

    def ranges(self, with_published, least_m2):
        """oracle_carreaux.Ranges of the method by grid; parts of cells under `least_m2` are left out."""
        return oc.Ranges(self.parts, self.people(True, with_published), self.edges,
                         self.published() if with_published else {},
                         lambda face, k: self.shares[face].get(k, least_m2) >= least_m2)

    def twice_people(self):
        """{face: people of cells on its ground that a commune of a higher code claims too}."""
        return {face: sum(self.cells.people[k] * a / self.land[k] for k, a in self.cells.areas(g).items() if self.land[k])
                for face, g in self.twice.items()}

    def cover(self, codes, perimeter=None):
        """The cover of faces, and of a polygon."""
        geoms = {face: self.geometry(face) for face in self.parts} if perimeter else {}
        out = oc.cut_cover(self.cells, self.shares, geoms, perimeter) if perimeter else {}
        return oc.edges_live(out | dict.fromkeys(codes, 1), self.edges, self.areas, self.shares)

    def imputed(self, qpv):
        """Share of the people of imputed cells in a QPV, before calibration; None without people, or if the cells
        do not tell."""
        if self.cells.imputed is None:
            return None
        faces = self.faces_of[qpv]
        total = sum(self.raw[f] for f in faces)
        flagged = sum(n for f in faces for k, n in self.parts[f].items() if self.cells.imputed[k])
        return flagged / total if total else None

    def geometry(self, face):
        """Polygon of a face, for a perimeter to cut."""
        if face[1]:
            return self.pieces[face]
        inside = [g for (c, _), g in self.pieces.items() if c == face[0]]
        return self.ground[face[0]].difference(unary_union(inside or [Polygon()]))


def save(path, head, rows, delimiter=","):
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def write_figures(world, runs, folder):
    """face.csv and qpv.csv: `runs` {column: arguments of World.people}. `poids` are the people of cells in a
    face, `poids_entier` those of cells taken whole, sea and neighbours included; `partage_m2` is what a face (of a
    commune without QPV: the commune) has lost to a lower code."""
    people = {run: world.people(*how) for run, how in runs.items()}
    cell = float(world.cells.size) ** 2
    save(folder / "face.csv", ["insee_com", "code_qp", "lisere", "aire_m2", "poids", "poids_entier", "partage_m2", *runs],
         [[c, q or "", int((c, q) in world.edges), world.areas[c, q], world.raw[c, q],
           sum(world.cells.people[k] * a / cell for k, a in world.shares[c, q].items()), world.claimed.get((c, q), 0.0),
           *[people[run].get((c, q), 0.0) for run in runs]]
          for c, q in sorted(world.areas, key=lambda f: (f[0], f[1] or ""))])
    totals = {run: defaultdict(float) for run in runs}
    for run in runs:
        for face, n in people[run].items():
            totals[run][face[1]] += n
    save(folder / "qpv.csv", ["code_qp", "lib_qp", "pop_publiee", "poids", "part_imputee", *runs],
         [[q, r["nom"], r["pop"], sum(world.raw[f] for f in world.faces_of[q]), world.imputed(q),
           *[totals[run][q] if r["geom"] or how[1] and r["pop"] is not None else None for run, how in runs.items()]]
          for q, r in world.qpv.items()])


def read_cells(path, column="ind"):
    """Cells of a CSV of INSEE (idcar_200m, ind, i_est_200) or Eurostat (grd_id, a column of people):
    every cell stands where its id says."""
    east, north, people, imputed, size = [], [], [], [], None
    with open(path, encoding="utf-8-sig", newline="") as handle:
        rows = csv.reader(handle)
        head = [h.lower() for h in next(rows)]
        code = next(i for i, h in enumerate(head) if h in ("idcar_200m", "grd_id"))
        count = head.index(column.lower())
        flag = head.index("i_est_200") if "i_est_200" in head else None
        for row in rows:
            place = re.fullmatch(r"CRS3035RES(\d+)mN(\d+)E(\d+)", row[code])
            size = int(place[1])
            north.append(int(place[2]))
            east.append(int(place[3]))
            people.append(float(row[count] or 0))
            imputed.append(flag is None or row[flag] == "1")
    return oc.Cells(east, north, size, people, None if flag is None else imputed)
