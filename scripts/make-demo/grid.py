"""grid.py - the 200 m cells, with INSEE's ids."""
import math
from collections import Counter, defaultdict

from shapely.geometry import Point, box
from shapely.ops import unary_union
from shapely.prepared import prep
from shapely.strtree import STRtree

from geometry import reproject
from place import rng_for


def settlements(rng, c, shape):
    """(x, y, share of the people, spread in metres): town or village, then hamlets."""
    (main,) = reproject(2154, 3035)([c["xy"]])
    minx, miny, maxx, maxy = shape.bounds
    places = []
    for _ in range(3 + int(c["pmun"] ** 0.2)):
        p = (rng.uniform(minx, maxx), rng.uniform(miny, maxy))
        if shape.contains(Point(p)):
            places.append((p, rng.uniform(0.3, 1), 70 + 1.3 * math.sqrt(c["pmun"])))
    total = sum(p[1] for p in places)
    share = 0.45 + 0.4 * min(1, c["pmun"] / 12000)
    return [(main, share, 60 + 3.2 * math.sqrt(c["pmun"]))] + [
        (p, (1 - share) * s / total, spread) for p, s, spread in places]


def make_grid(communes, qpv):
    """{(north, east): people}; the cells' total is near the official one, never equal to it."""
    rng = rng_for("grid")
    move = reproject(2154, 3035)
    shapes = {c["code"]: move(c["shape"]) for c in communes}
    people, reserved = defaultdict(float), Counter()
    cells_of = lambda b: [(n, e) for n in range(int(b[1] // 200) * 200, int(b[3]) + 1, 200)
                          for e in range(int(b[0] // 200) * 200, int(b[2]) + 1, 200)]
    for q in qpv:
        shape = move(q["shape"])
        factor = rng.uniform(0.88, 1.04)
        for n, e in cells_of(shape.bounds):
            part = shape.intersection(box(e, n, e + 200, n + 200)).area / shape.area
            if part > 0:
                people[n, e] += q["pop"] * factor * part
        for c in q["listed"]:
            part = shapes[c["code"]].intersection(shape).area / shape.area
            reserved[c["code"]] += q["pop"] * factor * part
    for c in communes:
        shape = shapes[c["code"]]
        inside = prep(shape)
        centres = settlements(rng, c, shape)
        weight = {}
        for n, e in cells_of(shape.bounds):
            x, y = e + 100, n + 100
            if not inside.contains(Point(x, y)):
                continue
            w = sum(s / spread ** 2 * math.exp(-math.dist((x, y), p) ** 2 / 2 / spread ** 2)
                    for p, s, spread in centres) * math.exp(rng.gauss(0, 0.35))
            if rng.random() < 0.08:  # farms
                w += rng.uniform(2, 7) / max(60, c["pmun"]) / 6.3e4
            weight[n, e] = w * 1e5
        target = max(c["pmun"] * rng.gauss(0.974, 0.018) - reserved[c["code"]], 0)
        for least in (0.3, 0.7, 1.0, 0.0):  # empty the nearly empty cells, spread the rest again
            total = sum(weight.values())
            weight = {k: w for k, w in weight.items() if w / total * target >= least}
        for k, w in weight.items():
            people[k] += w / sum(weight.values()) * target
    land = unary_union(list(shapes.values()))
    for k in range(9):  # the neighbours' people, in cells that touch no commune
        p = land.exterior.interpolate(rng.random(), normalized=True)
        n, e = int(p.y // 200) * 200, int(p.x // 200) * 200
        while box(e, n, e + 200, n + 200).intersects(land):
            n += 200 if p.y > land.centroid.y else -200
        people[n, e] += rng.randint(2, 40)
    tree = STRtree(list(shapes.values()))
    code_of = {id(g): code for code, g in shapes.items()}
    rows = []
    for (n, e), count in sorted(people.items()):
        count = round(count * 2) / 2
        if count < 1:
            continue
        cell = box(e, n, e + 200, n + 200)
        parts = sorted((-g.intersection(cell).area, code_of[id(g)]) for g in tree.query(cell))
        lcog = "".join(code for a, code in parts if a < -1)
        rows.append((f"CRS3035RES200mN{n}E{e}", int(count < 24), lcog, f"{count:.1f}"))
    return rows
