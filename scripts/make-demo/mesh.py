"""mesh.py - small cells, and crooked borders drawn once between groups of them."""
import math
import warnings
from collections import defaultdict

import numpy as np
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.ops import triangulate
from shapely.strtree import STRtree

from geometry import assemble
from place import CENTRE, near_town, rng_for

warnings.filterwarnings("ignore", message="STRtree")


def darts(rng, half, radius, fixed=(), tries=30000):
    """Points in a square around the centre, no two nearer than radius(point)."""
    pts = np.array(list(fixed), dtype=float).reshape(-1, 2)
    for _ in range(tries):
        p = (CENTRE[0] + rng.uniform(-half, half), CENTRE[1] + rng.uniform(-half, half))
        if not len(pts) or ((pts - p) ** 2).sum(axis=1).min() >= radius(p) ** 2:
            pts = np.vstack([pts, np.round(p, 1)])
    return [tuple(map(float, p)) for p in pts]


class Mesh:
    """Delaunay triangles of small cells; the dual edge between two cells is a crooked line drawn
    once, so that any grouping of cells has borders that match vertex for vertex."""

    def __init__(self):
        rng = rng_for("mesh")

        def radius(p):
            d = min(near_town(p, 0), near_town(p, 1) * 1.3)
            return min(760.0, 300.0 + 0.055 * d)

        self.cells = darts(rng, 29000, radius)
        index = {p: i for i, p in enumerate(self.cells)}
        self.triangles = [sorted(index[c] for c in t.exterior.coords[:3])
                          for t in triangulate(MultiPoint(self.cells))]
        self.triangles.sort()
        self.sides = defaultdict(list)  # (cell, cell) -> the one or two triangles
        for t, (a, b, c) in enumerate(self.triangles):
            for side in ((a, b), (a, c), (b, c)):
                self.sides[side].append(t)
        self.neighbours = defaultdict(set)
        for a, b in self.sides:
            self.neighbours[a].add(b)
            self.neighbours[b].add(a)
        self.paths = {}

    def centroid(self, t):
        return tuple(round(sum(self.cells[i][k] for i in self.triangles[t]) / 3, 1)
                     for k in (0, 1))

    def draw(self, label):
        """Draw the crooked line of every side whose cells have different labels."""
        rng = rng_for("borders")
        rough = {}
        for side in sorted(self.sides):
            la, lb = label[side[0]], label[side[1]]
            if la == lb or len(self.sides[side]) < 2:
                continue
            pair = tuple(sorted((la, lb), key=str))
            if pair not in rough:  # roads and ridges are smoother than streams
                rough[pair] = rng.choice((0.05, 0.10, 0.15, 0.2))
            t1, t2 = self.sides[side]
            a, b = self.centroid(t1), self.centroid(t2)
            pa, pb = self.cells[side[0]], self.cells[side[1]]
            f = rng.uniform(0.42, 0.58)
            m = tuple(round(pa[k] * f + pb[k] * (1 - f), 1) for k in (0, 1))
            line = crooked(a, m, rough[pair], rng) + crooked(m, b, rough[pair], rng)
            self.paths[side] = (t1, t2, line + [b], [a, m, b])
        self.straighten()

    def straighten(self):
        """Lines that meet elsewhere than at their ends become straight."""
        sides = sorted(self.paths)
        lines = [LineString(self.paths[s][2]) for s in sides]
        tree = STRtree(lines)
        number = {id(g): i for i, g in enumerate(lines)}
        bad = set()
        for i, line in enumerate(lines):
            if not line.is_simple:
                bad.add(i)
            for other in tree.query(line):
                j = number[id(other)]
                if j > i and line.intersects(other):
                    shared = line.intersection(other).difference(line.boundary)
                    if not shared.is_empty:
                        bad |= {i, j}
        for i in bad:
            t1, t2, _, plain = self.paths[sides[i]]
            self.paths[sides[i]] = (t1, t2, plain, plain)

    def rings(self, label):
        """label -> Polygon or MultiPolygon, from the lines drawn."""
        links = defaultdict(lambda: defaultdict(list))
        for (a, b), (t1, t2, line, _) in sorted(self.paths.items()):
            if label[a] != label[b]:
                for group in (label[a], label[b]):
                    links[group][t1].append((t2, line))
                    links[group][t2].append((t1, line[::-1]))
        shapes = {}
        for group, nodes in links.items():
            if group is None:
                continue
            rings, left = [], set(nodes)
            while left:
                start = here = min(left)
                came, ring = None, []
                while True:
                    left.discard(here)
                    there, line = nodes[here][0 if nodes[here][0][1][::-1] != came else 1]
                    ring += line[:-1]
                    here, came = there, line
                    if here == start:
                        break
                rings.append(Polygon(ring))
            shapes[group] = assemble(rings)
        return shapes


def crooked(a, b, amplitude, rng, step=115.0):
    """Midpoint displacement from a to b; b itself is left out."""
    d = math.dist(a, b)
    if d < step:
        return [a]
    s = rng.uniform(-1, 1) * amplitude
    f = rng.uniform(0.4, 0.6)
    m = (round(a[0] + (b[0] - a[0]) * f - (b[1] - a[1]) * s, 1),
         round(a[1] + (b[1] - a[1]) * f + (b[0] - a[0]) * s, 1))
    return crooked(a, m, amplitude, rng, step) + crooked(m, b, amplitude, rng, step)
