"""Geometry of the oracle: QPV pieces, faces, edges, commune overlaps. No inventory here."""
from shapely.geometry import Polygon
from shapely.ops import polylabel, unary_union
from shapely.strtree import STRtree

from oracle_sources import polygons_only

EDGE_SHARE = 0.05
EDGE_AREA_M2 = 1000.0
EDGE_WIDTH_M = 10.0


def by_territory(records):
    groups = {}
    for code, record in records.items():
        if record["geom"] is not None:
            groups.setdefault(record["terr"], {})[code] = record["geom"]
    return groups


def tree_of(geoms):
    codes = sorted(geoms)
    return STRtree([geoms[c] for c in codes], codes)


def neighbours(tree, geom):
    return sorted(tree.query_items(geom))


def cut(a, b):
    return polygons_only(a.intersection(b))


def pieces_of(qpv, communes):
    """{code_qp: {insee: polygon}}: every piece of positive area, before any rule."""
    grounds = by_territory(communes)
    trees = {t: tree_of(g) for t, g in grounds.items()}
    out = {}
    for code, record in qpv.items():
        out[code] = {}
        if record["geom"] is None:
            continue
        for insee in neighbours(trees[record["terr"]], record["geom"]):
            piece = cut(record["geom"], grounds[record["terr"]][insee])
            if piece.area > 0:
                out[code][insee] = piece
    return out


def faces_of(geom, pieces):
    """[(frozenset of communes, area)]: the partition of `geom` by its pieces; overlaps apart."""
    if geom is None or geom.is_empty:
        return []
    inside = unary_union(list(pieces.values())) if pieces else Polygon()
    out = [(frozenset(), geom.difference(inside).area)]
    total = sum(p.area for p in pieces.values())
    if total - inside.area <= 1e-9 * max(geom.area, 1.0):
        out += [(frozenset([c]), p.area) for c, p in pieces.items()]
    else:
        cells = [(inside, frozenset())]
        for code, piece in sorted(pieces.items()):
            cells = [(part, names) for cell, members in cells for part, names in (
                (cut(cell, piece), members | {code}),
                (polygons_only(cell.difference(piece)), members)) if part.area > 0]
        out += [(names, cell.area) for cell, names in cells]
    return [(names, area) for names, area in out if area > 0]


def qpv_overlaps(qpv):
    """{code_qp: union of the QPV with a lower code that it overlaps}, and the pairs with areas."""
    lower, pairs = {}, []
    for geoms in by_territory(qpv).values():
        tree = tree_of(geoms)
        for code, geom in geoms.items():
            for other in neighbours(tree, geom):
                area = geom.intersection(geoms[other]).area if other < code else 0.0
                if area > 0:
                    lower.setdefault(code, []).append(geoms[other])
                    pairs.append((other, code, area))
    return {c: unary_union(g) for c, g in lower.items()}, sorted(pairs)


def commune_overlaps(communes):
    """[(insee, insee, area)] of every two communes whose interiors meet, and the area covered twice
    or more, counted once, by territory."""
    pairs, once = [], {}
    for terr, geoms in by_territory(communes).items():
        tree = tree_of(geoms)
        found = []
        for code, geom in geoms.items():
            for other in neighbours(tree, geom):
                if other > code and not geom.touches(geoms[other]):
                    part = polygons_only(geom.intersection(geoms[other]))
                    if part.area > 0:
                        pairs.append((code, other, part.area))
                        found.append(part)
        once[terr] = unary_union(found).area if found else 0.0
    return sorted(pairs), once


def narrow(piece):
    """True where no disc of more than 10 m across fits in the piece: eroding by 5 m leaves nothing."""
    return piece.buffer(-EDGE_WIDTH_M / 2).is_empty


def width(piece):
    """Diameter of the largest inscribed disc, to 1 cm, for the report."""
    parts = getattr(piece, "geoms", [piece])
    return max(2 * p.exterior.distance(polylabel(p, 0.01)) if not p.interiors else
               2 * p.boundary.distance(polylabel(p, 0.01)) for p in parts)


def edges_of(geom, pieces, official, generalised):
    """The communes in which the QPV only has an edge."""
    if not official or geom is None:
        return set()
    return {code for code, piece in pieces.items()
            if code not in official and piece.area / geom.area < EDGE_SHARE
            and (generalised or piece.area < EDGE_AREA_M2 or narrow(piece))}


def retained(faces, pieces, edges, outside_follows):
    """The same faces with the edge rule: an edge takes the communes of the largest piece."""
    if not pieces:
        return faces
    largest = max(sorted(set(pieces) - edges) or sorted(pieces), key=lambda c: pieces[c].area)
    total = sum(area for _, area in faces)
    out = []
    for names, area in faces:
        if names:
            names = (names - edges) or frozenset([largest])
        elif outside_follows and area / total < EDGE_SHARE:
            names = frozenset([largest])
        out.append((names, area))
    return out
