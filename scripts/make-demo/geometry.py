"""geometry.py - what several modules do with shapes."""
from osgeo import osr
from shapely.geometry import MultiPolygon, Point, Polygon


def polygon_of(g):
    """The polygons of a geometry, largest first."""
    parts = [p for p in getattr(g, "geoms", [g]) if p.geom_type == "Polygon" and p.area > 0]
    return sorted(parts, key=lambda p: -p.area)


def assemble(rings):
    """Polygon or MultiPolygon of rings that do not cross: the even-odd rule."""
    rings = sorted(rings, key=lambda r: -r.area)
    shells = []
    for ring in rings:
        for shell in shells:
            if shell[0].contains(Point(ring.exterior.coords[0])):
                shell[1].append(ring.exterior.coords)
                break
        else:
            shells.append((ring, []))
    parts = [Polygon(s.exterior.coords, holes) for s, holes in shells]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def ccw(ring):
    coords = list(ring.coords)
    return coords if ring.is_ccw else coords[::-1]


def reproject(source, target):
    """A function that moves a shapely geometry or a list of points between two CRS."""
    crs = []
    for code in (source, target):
        srs = osr.SpatialReference()
        srs.ImportFromEPSG(code)
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        crs.append(srs)
    turn = osr.CoordinateTransformation(*crs)
    points = lambda ps: [p[:2] for p in turn.TransformPoints([list(p[:2]) for p in ps])]

    def move(g):
        if isinstance(g, list):
            return points(g)
        parts = [Polygon(points(p.exterior.coords), [points(h.coords) for h in p.interiors])
                 for p in getattr(g, "geoms", [g])]
        return parts[0] if len(parts) == 1 else MultiPolygon(parts)
    return move
