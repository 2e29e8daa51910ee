#!/usr/bin/python3
"""Checks every GeoJSON file of a folder against RFC 7946, as it is written: after the rounding.

usage: check_geojson.py FOLDER
Positions of two numbers in degrees, seven decimals at most; rings closed, of four positions at least, exterior ones
anticlockwise and holes clockwise; polygons valid (GEOS); no `crs`, no `id` twice, no code twice in a layer of units.
Files have one feature a line, so that a national one is never in memory. One line a file; exit 1 on the first fault.
"""
import json
import os
import sys

from osgeo import ogr

ogr.DontUseExceptions()
KEYS = {"qpv": "code_qp", "commune": "insee_com", "epci": "siren_epci", "departement": "insee_dep",
        "region": "insee_reg", "dispositif": "id_dispositif", "contrat_ville": "id_dispositif"}
MOST_DECIMALS = 7


class Fault(Exception):
    """What is wrong, without the file and the line."""


def check(condition, message):
    if not condition:
        raise Fault(message)


def number(text):
    """A coordinate from its digits as they stand in the file."""
    check("e" not in text and "E" not in text, f"{text}: an exponent")
    check(len(text.partition(".")[2]) <= MOST_DECIMALS, f"{text}: more than {MOST_DECIMALS} decimals")
    return float(text)


def check_ring(ring, hole):
    check(len(ring) >= 4, f"a ring of {len(ring)} positions")
    check(ring[0] == ring[-1], f"a ring that begins at {ring[0]} and ends at {ring[-1]}")
    points = []
    for position in ring:
        check(len(position) == 2, f"a position of {len(position)} numbers")
        x, y = number(position[0]), number(position[1])
        check(-180 <= x <= 180 and -90 <= y <= 90, f"{position}: not on Earth")
        points.append((x, y))
    x0, y0 = points[0]
    area = sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in zip(points, points[1:]))
    check((area < 0) if hole else (area > 0), f"a {'hole' if hole else 'ring'} the wrong way round at {ring[0]}")
    check(max(x for x, _ in points) - min(x for x, _ in points) < 180, "a ring across the antimeridian")


def check_geometry(geometry):
    check(geometry["type"] in ("Polygon", "MultiPolygon"), f"a {geometry['type']}")
    check("crs" not in geometry, "a geometry with a crs")
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    check(len(parts) > 0, "a geometry without parts")
    for part in parts:
        for i, ring in enumerate(part):
            check_ring(ring, hole=i > 0)


def check_feature(line, name, seen):
    """Parses numbers of coordinates as texts; returns whether there is a geometry."""
    feature = json.loads(line, parse_float=str, parse_int=str)
    check(feature["type"] == "Feature", f"a {feature['type']}")
    check(isinstance(feature["properties"], dict), "no properties")
    check("crs" not in feature, "a feature with a crs")
    for key in (feature.get("id"), feature["properties"].get(KEYS.get(name))):
        check(key is None or key not in seen, f"{key} twice")
        seen.add(key)
    if feature["geometry"] is None:
        return False
    check_geometry(feature["geometry"])
    shape = ogr.CreateGeometryFromJson(json.dumps(json.loads(line)["geometry"]))
    check(shape is not None and shape.IsValid(), "a polygon that is not valid")
    return True


def check_file(path):
    """Number of features and of geometries."""
    name = os.path.basename(path)[:-len(".geojson")]
    n = shapes = 0
    seen = set()
    with open(path, encoding="utf-8") as file:
        head = json.loads(next(file).rstrip("\n") + "]}")
        check(head["type"] == "FeatureCollection", f"a {head['type']}")
        check("crs" not in head, "a collection with a crs")
        last = None
        for line in file:
            check(last is None or last.endswith(",\n") or line == "]}\n", f"line {n + 1}: no comma")
            if line != "]}\n":
                n += 1
                try:
                    shapes += check_feature(line.rstrip("\n").removesuffix(","), name, seen)
                except (Fault, ValueError, KeyError) as fault:
                    raise Fault(f"feature {n}: {fault}") from None
            last, before = line, last
        check(last == "]}\n" and not (before or "").endswith(",\n"), "no end of the collection")
    return n, shapes


def main(folder):
    files = sorted(file for file in os.listdir(folder) if file.endswith(".geojson"))
    if not files:
        sys.exit(f"check_geojson: {folder}: no GeoJSON file")
    for file in files:
        try:
            n, shapes = check_file(os.path.join(folder, file))
        except (Fault, ValueError) as fault:
            sys.exit(f"check_geojson: {file}: {fault}")
        print(f"{file}: {n} features, {shapes} geometries")


if __name__ == "__main__":
    main(sys.argv[1])
