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

Ranges. The official units are each QPV of published population, over all its communes, and what is left of
each commune, other QPV included; a QPV without published population is a unit for its own figures only. A
piece is a cell ∩ a unit; it holds the people that its parts have by the calibration. Of the pieces of a unit,
those that lie wholly in the covered part make the minimum, those that touch it the maximum. A unit wholly in
the covered part is exact, and so is a commune wholly covered: these are official figures, no range. Where a
published QPV lies in several communes, see `Ranges.of_communes`. A unit without any cell that is cut ranges
from 0 to the whole. An edge lives where its QPV's largest piece does; if
a polygon cuts that piece, with the larger part of it.
"""
from collections import defaultdict

import numpy as np
from shapely.geometry import box
from shapely.prepared import prep

NEAREST_M = 1000.0
NOISE_M2 = 1e-6  # a smaller area is what floats leave of a difference
TOUCH_M2 = 1e-3  # a smaller part of a cell is the noise of coordinates


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
        out[commune, None] = {k: a for k, a in rest.items() if a > NOISE_M2}
    return out, np.flatnonzero(~seen & (cells.people > 0))


def land_of(cells, faces):
    """Area of each cell in all faces."""
    land = np.zeros(len(cells.key))
    for shares in faces.values():
        for k, area in shares.items():
            land[k] += area
    return land


def people_parts(cells, faces, land):
    """{face: {cell: people}}: the people of a cell by its area in each face, over its area in all."""
    return {face: {k: cells.people[k] * area / land[k] for k, area in shares.items()}
            for face, shares in faces.items()}


def nearest_commune(cells, k, communes, tree):
    """The commune nearest to the centre of a cell, within NEAREST_M, the lower code at equal distance; else None."""
    centre = cells.square(k).centroid
    near = [(communes[c].distance(centre), c) for c in tree.query_items(centre.buffer(NEAREST_M))]
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
    `people` {face: people after it}; `edges` {edge: face whose people it shares, or None} and `published` as
    for follow(). `touching(face, cell)`: whether the part is more than noise. A `cover` is {face: 1 wholly
    covered, 0 not, or {cell: covered share of the cell's part in the face}}; it tells edges too."""

    def __init__(self, parts, people, edges, published, touching):
        self.people, self.published, self.home = people, published, {}
        for face in parts:
            if face not in edges:
                self.home[face] = face
            elif edges[face] and face[1] in published:
                self.home[face] = edges[face]
        total = defaultdict(float)
        for face, home in self.home.items():
            total[home] += sum(parts[face].values())
        self.factor = {home: people[home] / n if n else None for home, n in total.items()}
        self.faces, self.by_commune = defaultdict(list), defaultdict(list)
        self.pieces = defaultdict(lambda: defaultdict(dict))
        for face, home in self.home.items():
            for unit in {self.official(home)} | ({("qpv", face[1])} if face[1] else set()):
                self.faces[unit].append(face)
                for k, n in parts[face].items():
                    if touching(face, k):
                        self.pieces[unit][k][face] = n * (self.factor[home] or 0.0)
        for home in self.factor:
            self.by_commune[home[0]].append(home)

    def official(self, face):
        return ("qpv", face[1]) if face[1] in self.published else ("reste", face[0])

    @staticmethod
    def share(cover, face, k):
        value = cover.get(face, 0)
        return value.get(k, 0.0) if isinstance(value, dict) else value

    def bounds(self, unit, homes, cover):
        """(people, minimum, maximum) covered in the faces `homes` of a unit and in their edges."""
        held = {f for f in self.faces[unit] if self.home[f] in homes}
        if len(held) == len(self.faces[unit]) and all(cover.get(f, 0) == 1 for f in held):
            return (sum(self.people[h] for h in homes),) * 3
        if all(cover.get(f, 0) == 0 for f in held):
            return 0.0, 0.0, 0.0
        if any(self.factor[h] is None and self.people[h] for h in homes):  # no cell
            covered = sum(self.people[h] for h in homes if cover.get(h, 0) == 1)
            return covered, 0.0, sum(self.people[h] for h in homes)
        figure = low = high = 0.0
        for k, parts in self.pieces[unit].items():
            shares = {f: self.share(cover, f, k) if f in held else 0.0 for f in parts}
            figure += sum(parts[f] * s for f, s in shares.items())
            low += sum(parts.values()) if all(s > 1 - 1e-9 for s in shares.values()) else 0.0
            high += sum(parts.values()) if any(s > 0 for s in shares.values()) else 0.0
        return figure, low, min(high, sum(self.people[self.home[f]] for f in self.faces[unit] if self.home[f] == f))

    def of_qpv(self, qpv, cover):
        unit = ("qpv", qpv)
        return self.bounds(unit, {self.home[f] for f in self.faces[unit]}, cover)

    def of_communes(self, communes, cover):
        """The same over whole communes. Their totals are official: a piece of a published QPV astride a limit has
        its people on one side or the other, and takes them from the rest of that commune, which is covered by what
        its own pieces say; each piece is placed for the least, then for the most people covered."""
        figure, total, ends, rest = 0.0, 0.0, [0.0, 0.0], {}
        for commune in communes:
            homes = self.by_commune[commune]
            others = {h for h in homes if self.official(h) == ("reste", commune)}
            people = sum(self.people[h] for h in others)
            covered, low, high = self.bounds(("reste", commune), others, cover)
            rest[commune] = (low / people, high / people) if people else (float(all(cover.get(h, 0) == 1 for h in others)),) * 2
            official = sum(self.people[h] for h in homes)
            figure, total = figure + covered, total + official
            ends = [end + official * part for end, part in zip(ends, rest[commune])]
        for unit in {("qpv", h[1]) for c in communes for h in self.by_commune[c] if h[1] in self.published}:
            for k, parts in self.all_pieces(unit):
                places = []
                for face, n in parts.items():
                    commune, share = self.home[face][0], self.share(cover, face, k)
                    figure += n * share if commune in rest else 0.0
                    places += [(0.0, 0.0)] if commune not in rest else [
                        tuple(state - part for part in rest[commune])
                        for state in (0, 1) if (share > 0 if state else share < 1 - 1e-9)]
                value = sum(parts.values())
                ends = [ends[0] + value * min(p[0] for p in places), ends[1] + value * max(p[1] for p in places)]
        return figure, max(0.0, ends[0]), min(total, ends[1])

    def all_pieces(self, unit):
        """(cell, {face: people}) of a unit; a face of people without cells is one piece."""
        yield from self.pieces[unit].items()
        for face in self.faces[unit]:
            if self.home[face] == face and self.factor[face] is None and self.people[face]:
                yield None, {face: self.people[face]}


def edges_live(cover, edges, areas, shares):
    """`cover` with the edges: each as the larger part of its QPV's largest piece."""
    out = dict(cover)
    for edge, home in edges.items():
        value = cover.get(home, 0)
        if isinstance(value, dict):
            value = int(sum(s * shares[home][k] for k, s in value.items()) > areas[home] / 2)
        out[edge] = value
    return out


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
