"""Population by square cells, computed apart: exact areas of squares in polygons by GEOS, one square
at a time, then the calibration of the specification. No file format and no place is named here.

Faces are (commune, QPV or None). A cell's people are spread evenly over its part that lies in communes;
`amounts` of a face are the people of cells in it (by grid) or its area (without). An edge, a QPV's
piece in a commune that its list does not name, has no people of its own: where the QPV has a published
population its amount goes to the QPV's largest piece, elsewhere nobody has it.

Calibration. A QPV of published population shares it over its faces by amount; where such QPV have more
people than the official total of their commune, they are scaled down to it. The rest of each
commune's total goes to its other faces by amount, QPV without published population among them. Where
all amounts of a group are 0, areas are used.

Ranges (see `Ranges`). The units are each QPV, over all its communes, and what is left of each commune.
A piece is a cell ∩ a unit; it holds the people that its parts have by the calibration. The pieces that
lie wholly in the covered part make the minimum, those that touch it the maximum. A unit wholly covered
is exact, and so is a commune wholly covered, which is an official figure: no range. A unit without any
cell that is cut ranges from 0 to the whole.
"""
from collections import defaultdict

import numpy as np
from shapely.geometry import box
from shapely.prepared import prep

NEAREST_M = 1000.0
TOUCH_M2 = 1e-6  # a smaller area is float noise of an overlay


class Cells:
    """Squares of one size on one grid, sorted by row and column."""

    def __init__(self, east, north, size, people, imputed=None):
        east, north = np.asarray(east, np.int64), np.asarray(north, np.int64)
        if (east % size).any() or (north % size).any():
            raise SystemExit("a corner of a cell is not on the grid")
        key = (north // size) * 10**6 + east // size
        order = np.argsort(key, kind="stable")
        self.key, self.size = key[order], size
        if len(np.unique(self.key)) != len(self.key):
            raise SystemExit("a cell is there twice")
        self.people = np.asarray(people, float)[order]
        self.imputed = None if imputed is None else np.asarray(imputed, bool)[order]

    def square(self, k):
        row, col = divmod(int(self.key[k]), 10**6)
        x, y = col * self.size, row * self.size
        return box(x, y, x + self.size, y + self.size)

    def within(self, bounds):
        """Indices of the cells that meet a box."""
        x0, y0, x1, y1 = (int(v // self.size) for v in bounds)
        rows = np.arange(y0, y1 + 1, dtype=np.int64) * 10**6
        first = np.searchsorted(self.key, rows + x0)
        last = np.searchsorted(self.key, rows + x1, side="right")
        found = [np.arange(a, b) for a, b in zip(first, last) if b > a]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def areas(self, geom):
        """{cell: area of the cell in a polygon}, positive areas only."""
        out = {}
        if geom is None or geom.is_empty:
            return out
        ready = prep(geom)
        for k in self.within(geom.bounds):
            square = self.square(k)
            if ready.contains(square):
                out[int(k)] = float(self.size) ** 2
            elif ready.intersects(square):
                area = geom.intersection(square).area
                if area > 0:
                    out[int(k)] = area
        return out


def face_cells(cells, communes, pieces):
    """({face: {cell: area}}, cells of people but no commune). `communes` {commune: polygon} do not
    overlap; `pieces` {(commune, QPV): polygon} lie inside them and do not overlap."""
    out, inside = {}, defaultdict(list)
    for (commune, qpv), geom in pieces.items():
        inside[commune].append(qpv)
        out[commune, qpv] = cells.areas(geom)
    seen = np.zeros(len(cells.key), bool)
    for commune, geom in communes.items():
        rest = cells.areas(geom)
        seen[list(rest)] = True
        for qpv in inside[commune]:
            for k, area in out[commune, qpv].items():
                rest[k] = rest.get(k, 0.0) - area
        out[commune, None] = {k: a for k, a in rest.items() if a > TOUCH_M2}
    return out, np.flatnonzero(~seen & (cells.people > 0))


def people_parts(cells, faces):
    """{face: {cell: people}}: the people of a cell by its area in each face, over its area in all."""
    land = np.zeros(len(cells.key))
    for shares in faces.values():
        for k, area in shares.items():
            land[k] += area
    return {face: {k: cells.people[k] * area / land[k] for k, area in shares.items()}
            for face, shares in faces.items()}


def nearest_commune(cells, k, communes, tree):
    """The commune nearest to the square, within NEAREST_M, the lower code at equal distance; else None."""
    square = cells.square(k)
    near = [(communes[c].distance(square), c) for c in tree.query_items(square.buffer(NEAREST_M))]
    near = [pair for pair in near if pair[0] <= NEAREST_M]
    return min(near)[1] if near else None


def follow(amounts, edges, published, add):
    """`amounts` {face: amount} without edges; `add(to, amount)` gives the sum of two amounts. `edges`
    {edge: face of the QPV's largest piece, or None}."""
    out = {face: amount for face, amount in amounts.items() if face not in edges}
    for face, largest in edges.items():
        if largest and face[1] in published:
            out[largest] = add(out[largest], amounts[face])
    return out


def shared(total, faces, amounts, areas):
    """`total` over faces by amount, by area where all amounts are 0."""
    by = amounts if sum(amounts[f] for f in faces) > 0 else areas
    whole = sum(by[f] for f in faces)
    return {f: total * by[f] / whole if whole else total / len(faces) for f in faces}


def calibrate(amounts, areas, communes, published):
    """{face: people}. `communes` {commune: official people}, `published` {QPV: people}; edges are in
    none of the faces."""
    people, by_qpv, by_commune = dict.fromkeys(amounts, 0.0), defaultdict(list), defaultdict(list)
    for face in amounts:
        by_commune[face[0]].append(face)
        if face[1] in published:
            by_qpv[face[1]].append(face)
    for qpv, faces in by_qpv.items():
        people.update(shared(published[qpv], faces, amounts, areas))
    for commune, faces in by_commune.items():
        official = [f for f in faces if f[1] in published]
        others = [f for f in faces if f[1] not in published]
        held, total = sum(people[f] for f in official), communes[commune]
        if held > total:
            for f in official:
                people[f] *= total / held
        if others:
            people.update(shared(max(total - held, 0.0), others, amounts, areas))
    return people


class Ranges:
    """What a perimeter covers, and within which bounds. `parts` {face: {cell: people before calibration}},
    `people` {face: people after it}, both without edges; a `cover` is {face: 1 wholly covered, 0 not, or
    {cell: covered share of the cell's part in the face}}: a face cut by a polygon is told cell by cell."""

    def __init__(self, parts, people):
        self.people, self.factor = people, {}
        self.pieces = defaultdict(lambda: defaultdict(dict))
        self.by_unit, self.by_commune = defaultdict(list), defaultdict(list)
        for face, shares in parts.items():
            self.by_unit[self.unit(face)].append(face)
            self.by_commune[face[0]].append(face)
            total = sum(shares.values())
            self.factor[face] = people[face] / total if total else None
            for k, n in shares.items():
                self.pieces[self.unit(face)][k][face] = n * (self.factor[face] or 0.0)

    @staticmethod
    def unit(face):
        return ("qpv", face[1]) if face[1] else ("reste", face[0])

    @staticmethod
    def share(cover, face, k):
        value = cover.get(face, 0)
        return value.get(k, 0.0) if isinstance(value, dict) else value

    def estimate(self, cover, face):
        """People of a face that are covered."""
        value = cover.get(face, 0)
        if not isinstance(value, dict):
            return value * self.people[face]
        mine = self.pieces[self.unit(face)]
        return sum(mine[k].get(face, 0.0) * s for k, s in value.items() if k in mine)

    def of_unit(self, unit, held, cover):
        """(minimum, maximum) of the people covered in the faces `held` of a unit."""
        faces = self.by_unit[unit]
        if all(cover.get(f, 0) == 1 for f in faces):
            total = sum(self.people[f] for f in held)
            return total, total
        if all(cover.get(f, 0) == 0 for f in held):
            return 0.0, 0.0
        whole = sum(self.people[f] for f in faces)
        if any(self.factor[f] is None and self.people[f] for f in faces):
            return 0.0, whole
        low = high = 0.0
        for k, parts in self.pieces[unit].items():
            shares = [self.share(cover, f, k) for f in parts]
            value = sum(parts.values())
            if all(s > 1 - 1e-9 for s in shares):
                low += value
            if any(s > 0 for s in shares):
                high += value
        return low, min(high, whole)

    def of_qpv(self, qpv, cover):
        """(people, minimum, maximum) covered in a QPV."""
        unit = ("qpv", qpv)
        faces = self.by_unit[unit]
        return (sum(self.estimate(cover, f) for f in faces), *self.of_unit(unit, faces, cover))

    def of_commune(self, commune, cover):
        """The same in a commune: exact when it is wholly covered, else the sum of the bounds of its units."""
        faces = self.by_commune[commune]
        figure = sum(self.estimate(cover, f) for f in faces)
        if all(cover.get(f, 0) == 1 for f in faces):
            return figure, figure, figure
        bounds = [self.of_unit(self.unit(f), [f], cover) for f in faces]
        total = sum(self.people[f] for f in faces)
        return figure, sum(b[0] for b in bounds), min(total, sum(b[1] for b in bounds))


def cut_cover(cells, faces, geoms, perimeter):
    """A cover from a polygon: what of each face, cell by cell, lies in it."""
    out, ready = {}, prep(perimeter)
    for face, shares in faces.items():
        geom = geoms[face]
        if geom is None or not ready.intersects(geom):
            continue
        if ready.covers(geom):
            out[face] = 1
            continue
        inside = cells.areas(geom.intersection(perimeter))
        inside = {k: min(1.0, a / shares[k]) for k, a in inside.items() if a > TOUCH_M2 and k in shares}
        if inside:
            out[face] = inside
    return out
