"""qpv.py - the QPV: street blocks, and one special case a place."""
import math

from shapely.affinity import rotate, translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from geometry import polygon_of
from place import DEP, QPV, TOWNS, rng_for


def rounded(g, digits):
    parts = [Polygon([tuple(round(v, digits) for v in xy) for xy in p.exterior.coords])
             for p in polygon_of(g)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def blocks(rng, hectares, angle, at):
    """A group of street blocks of about this area, with cut corners, centred on a point."""
    while True:
        grow = max(0.4, min(1.4, math.sqrt(hectares / 14)))
        xs, ys = [0.0], [0.0]
        for _ in range(25):
            xs.append(xs[-1] + rng.uniform(40, 95) * grow)
            ys.append(ys[-1] + rng.uniform(35, 75) * grow)
        area = lambda c: (xs[c[0] + 1] - xs[c[0]]) * (ys[c[1] + 1] - ys[c[1]]) / 1e4
        around = lambda c: [(c[0] + 1, c[1]), (c[0] - 1, c[1]), (c[0], c[1] + 1), (c[0], c[1] - 1)]
        chosen = {(12, 12)}
        while sum(area(c) for c in sorted(chosen)) < hectares:
            edge = sorted({n for c in chosen for n in around(c)} - chosen)
            edge = [c for c in edge if 0 <= min(c) and max(c) < 25]
            score = {c: sum(n in chosen for n in around(c)) + rng.uniform(0, 3.0) for c in edge}
            chosen.add(max(edge, key=lambda c: (score[c], c)))
        shape = unary_union([box(xs[i], ys[j], xs[i + 1], ys[j + 1]) for i, j in sorted(chosen)])
        shape = Polygon(polygon_of(shape)[0].exterior).simplify(0)
        ring = []
        points = list(shape.exterior.coords[:-1])
        for k, b in enumerate(points):
            a, c = points[k - 1], points[(k + 1) % len(points)]
            cut = rng.uniform(8, 34) * grow if rng.random() < 0.45 else 0
            for other in (a, c) if cut else (b,):
                f = min(0.42, cut / max(1e-9, math.dist(b, other)))
                ring.append(tuple(b[i] + (other[i] - b[i]) * f + rng.gauss(0, 2.6) for i in (0, 1)))
            pieces = int(math.dist(b, c) / (55 * grow)) + 1
            for n in range(1, pieces):  # streets bend
                ring.append(tuple(b[i] + (c[i] - b[i]) * n / pieces + rng.gauss(0, 3)
                                  for i in (0, 1)))
        phase, bend = rng.uniform(0, 6.283), 16 * grow
        ring = [(x + 0.12 * y + bend * math.sin(y / (95 * grow) + phase),
                 y - 0.05 * x + bend * math.sin(x / (120 * grow) + phase)) for x, y in ring]
        shape = rotate(Polygon(ring), angle)
        if shape.is_valid:
            c = shape.centroid
            return rounded(translate(shape, at[0] - c.x, at[1] - c.y), 2)


def common_limit(a, b):
    line = a["shape"].boundary.intersection(b["shape"].boundary)
    return line if line.geom_type == "LineString" else unary_union(
        [g for g in line.geoms if g.geom_type == "LineString"])


def make_qpv(communes):
    rng = rng_for("qpv")
    town = {c["seed"]: c for c in communes if c["seed"] < len(TOWNS)}
    by_code = {c["code"]: c for c in communes}
    suburbs = sorted((by_code[k] for k in town[0]["limitrophes"]), key=lambda c: -c["pmun"])
    land = unary_union([c["shape"] for c in communes])
    qpv = []
    for k, (letter, name, place, hectares, density, angle, published) in enumerate(QPV):
        listed = None
        if place == "limit":  # across the limit of the main town and its largest suburb
            line = common_limit(town[0], suburbs[0])
            line = max(getattr(line, "geoms", [line]), key=lambda g: g.length)
            at = line.interpolate(0.5, normalized=True)
            shape = blocks(rng, hectares, angle, (at.x, at.y))
        elif place == "triple":
            nodes = []
            for a in suburbs:
                for b in suburbs:
                    if a["code"] < b["code"] and b["code"] in a["limitrophes"]:
                        meet = a["shape"].intersection(b["shape"]).intersection(town[0]["shape"])
                        if not meet.is_empty and min(a["pmun"], b["pmun"]) > 1500 \
                                and suburbs[0] not in (a, b):
                            p = meet.representative_point()
                            nodes.append((-a["pmun"] - b["pmun"], p.x, p.y))
            shape = blocks(rng, hectares, angle, min(nodes)[1:])
        elif place == "edge":  # follows the limit of a suburb, 3 m too far
            a = suburbs[1]
            b = max((by_code[c] for c in a["limitrophes"] if by_code[c] not in (town[0],)
                     and by_code[c]["epci"] == a["epci"]),
                    key=lambda c: (common_limit(a, c).length, c["code"]))
            line = common_limit(a, b)
            line = max(getattr(line, "geoms", [line]), key=lambda g: g.length)
            at = line.interpolate(0.5, normalized=True)
            shape = blocks(rng, hectares * 1.9, angle, (at.x, at.y))
            strip = shape.intersection(b["shape"]).intersection(a["shape"].buffer(3, join_style=2))
            shape = polygon_of(shape.intersection(a["shape"]).union(strip).buffer(0))[0]
            shape = Polygon(shape.exterior)
            listed = [a]
        elif place == "outline":
            p = town[3]["xy"]
            at = land.exterior.interpolate(land.exterior.project(Point(p)))
            d = math.dist(p, (at.x, at.y))
            at = (at.x + (p[0] - at.x) * -30 / d, at.y + (p[1] - at.y) * -30 / d)
            shape = blocks(rng, hectares, angle, at)
        elif place == "beside":  # against the QPV before it, 6 m² too far
            other = qpv[-1]["shape"]
            x0 = other.bounds[2]
            whole = blocks(rng, hectares * 1.25, angle, (x0 + 90, other.centroid.y - 60))
            low, high = 0.0, 1.0
            for _ in range(40):
                w = (low + high) / 2
                shape = rounded(polygon_of(whole.difference(other.buffer(-w, join_style=2)))[0], 3)
                low, high = (w, high) if shape.intersection(other).area < 6 else (low, w)
        elif place == "parts":
            c = suburbs[2]["xy"]
            shape = MultiPolygon([blocks(rng, hectares * f, angle, (c[0] + d, c[1] + e))
                                  for f, d, e in ((0.7, -60, 40), (0.3, 390, -130))])
        else:
            p = town[place[0]]["xy"]
            shape = blocks(rng, hectares, angle, (p[0] + place[1], p[1] + place[2]))
        listed = listed or [c for c in communes if c["shape"].intersection(shape).area > 1]
        listed = sorted(listed, key=lambda c: c["code"])
        main = max(listed, key=lambda c: c["shape"].intersection(shape).area)
        qpv.append({"code": f"QN0{DEP}{k + 1:02d}{letter}", "nom": name, "shape": shape,
                    "listed": listed, "main": main, "epci": main["epci"], "published": published,
                    "pop": int(shape.area / 1e4 * density * rng.uniform(0.94, 1.06))})
    return qpv
