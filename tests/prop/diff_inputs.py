"""diff_inputs.py - the inputs that diff_spatialite.py compares: the demonstration territory, random worlds."""
import csv
import json
import math
import os
import random
import re
import sqlite3

CRS = 3035
DATE = "2026-06-30"


class Commune:
    def __init__(self, code, epci, people, g):
        self.code, self.epci, self.people, self.g = code, epci, people, g
        self.department = code[:2]


class Qpv:
    def __init__(self, code, listed, people, g):
        self.code, self.listed, self.people, self.g = code, listed, people, g


class Line:
    """A line of a perimeter: of one unit; code is the geometry for GEOMETRIE."""

    def __init__(self, unit, code, excluded=False, extent="TOTALE", share=None):
        self.unit, self.code, self.excluded, self.extent, self.share = unit, code, excluded, extent, share


class Inputs:
    def __init__(self):
        self.communes, self.qpvs, self.lines, self.arguments = [], [], {}, []


def table(path):
    with open(path, "rb") as f:
        data = f.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def number(text):
    return float(text.replace(",", ".")) if text and text.strip() else None


# --- the demonstration territory ----------------------------------------------------------------

def layer(sql, path, name, key):
    """code -> (geometry in the computing CRS, row) of a GeoPackage layer."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    rows = {}
    for row in db.execute(f'SELECT * FROM "{name}"'):
        g = sql.one("ST_Transform(GeomFromGPB(?), ?)", row["geom"], CRS)
        rows[row[key]] = (g, row)
    return rows


def in_time(row):
    return (not row["date_debut"] or row["date_debut"] <= DATE) and (not row["date_fin"] or row["date_fin"] >= DATE)


def demo_line(sql, demo, unit, code, row):
    if unit == "GEOMETRIE":
        name, wanted = re.match(r"(.*?)\|.*id=(.*)", row["geometrie_ref"]).groups()
        with open(os.path.join(demo, name), encoding="utf-8") as f:
            for feature in json.load(f)["features"]:
                if wanted in [str(v) for v in feature["properties"].values()] + [str(feature.get("id"))]:
                    text = json.dumps(feature["geometry"])
                    code = sql.one("ST_Transform(SetSRID(GeomFromGeoJSON(?), 4326), ?)", text, CRS)
    share = number(row.get("part_population"))
    extent = row.get("couverture") or "TOTALE"
    return Line(unit, code, row["operation"] == "EXCLUT", extent, share)


def read_demo(sql, demo):
    """The demonstration by its own files, with the names that make-demo gives them."""
    inputs = Inputs()
    path = lambda name: os.path.join(demo, name)
    epci = {r["insee"]: r["siren"] for r in table(path("epcicom.csv"))}
    people = {r["COM"]: number(r["PMUN"]) for r in table(path("population.csv"))}
    qpv_people = {r["codeQPV"]: number(r["popMuniQPV"]) if r["popMuniQPV"].isdigit() else None
                  for r in table(path("pop_qpv.csv"))}
    for code, (g, _) in sorted(layer(sql, path("communes.gpkg"), "commune", "INSEE_COM").items()):
        inputs.communes.append(Commune(code, epci.get(code, ""), people[code], g))
    db = sqlite3.connect(path("qpv.gpkg"))
    name = db.execute("SELECT table_name FROM gpkg_contents").fetchone()[0]
    for code, (g, row) in sorted(layer(sql, path("qpv.gpkg"), name, "code_qp").items()):
        listed = re.findall(r"\d{5}", row["insee_com"] or "")
        inputs.qpvs.append(Qpv(code, listed, qpv_people.get(code), g))
    for row in table(path("dispositifs.csv")):
        own = dict(row, operation="", date_debut="", date_fin="")
        inputs.lines[row["id_dispositif"]] = [own] if row["unite_type"] else []
    for row in table(path("perimetres.csv")):
        inputs.lines[row["id_dispositif"]].append(row)
    for key, rows in inputs.lines.items():
        inputs.lines[key] = [demo_line(sql, demo, row["unite_type"], code, row)
                             for row in rows if in_time(row) and row["unite_type"] != "INCONNU"
                             for code in (re.split(r"[,;/ ]+", row["unite_code"].strip()) or [""])]
    inputs.arguments = ["--communes", path("communes.gpkg"), "--epci", path("epcicom.csv"),
                        "--qpv", path("qpv.gpkg"), "--population", path("population.csv"),
                        "--pop-qpv", path("pop_qpv.csv"), "--dispositifs", path("dispositifs.csv"),
                        "--perimetres", path("perimetres.csv"), "--date", DATE]
    return inputs


# --- random worlds ------------------------------------------------------------------------------

def ring_text(ring):
    return "POLYGON((" + ",".join(f"{x!r} {y!r}" for x, y in ring + ring[:1]) + "))"


def star(rng, nx, ny, radius):
    cx, cy = 3760000 + rng.uniform(-0.2, nx + 0.2) * 1000, 2890000 + rng.uniform(-0.2, ny + 0.2) * 1000
    n = rng.randint(3, 9)
    return [(cx + radius * rng.uniform(0.4, 1) * math.cos(2 * math.pi * i / n),
             cy + radius * rng.uniform(0.4, 1) * math.sin(2 * math.pi * i / n)) for i in range(n)]


def side(a, b, n):
    """Points from a to before b, the same ones whichever neighbour draws them."""
    (x0, y0), (x1, y1) = sorted([a, b])
    points = [(x0 + (x1 - x0) * i / n, y0 + (y1 - y0) * i / n) for i in range(n)] + [(x1, y1)]
    return points[:-1] if (x0, y0) == a else points[:0:-1]


def grid(rng, nx, ny):
    """Rings of communes on jittered corners, one after the other; with few points they look generalised."""
    corner = {(i, k): (3760000 + (i + rng.uniform(-0.3, 0.3)) * 1000, 2890000 + (k + rng.uniform(-0.3, 0.3)) * 1000)
              for i in range(nx + 1) for k in range(ny + 1)}
    n = rng.choice([1, 20])
    rings = []
    for k in range(ny):
        for i in range(nx):
            turn = [corner[i, k], corner[i + 1, k], corner[i + 1, k + 1], corner[i, k + 1]]
            rings.append([p for a, b in zip(turn, turn[1:] + turn[:1]) for p in side(a, b, n)])
    return rings


def write_layer(path, features):
    """GeoJSON of rings in the computing CRS, as GDAL reads it."""
    items = [{"type": "Feature", "properties": properties,
              "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in ring + ring[:1]]]}}
             for properties, ring in features]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{CRS}"}}
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"type": "FeatureCollection", "crs": crs, "features": items}, f)


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(header)
        writer.writerows(rows)


def draw_line(rng, inputs, shapes, nx, ny):
    unit = rng.choice(["COMMUNE", "COMMUNE", "EPCI", "QPV", "QPV_DE_COMMUNE", "QPV_DE_EPCI", "GEOMETRIE", "DEPARTEMENT"])
    if unit == "GEOMETRIE":
        shapes.append(star(rng, nx, ny, rng.uniform(200, 1500)))
        return Line(unit, f"perimetres.geojson|layername=perimetres|id={len(shapes)}", rng.random() < 0.2)
    commune = rng.choice(inputs.communes)
    code = {"COMMUNE": commune.code, "QPV_DE_COMMUNE": commune.code, "EPCI": commune.epci,
            "QPV_DE_EPCI": commune.epci, "DEPARTEMENT": commune.department,
            "QPV": rng.choice(inputs.qpvs).code}[unit]
    return Line(unit, code, rng.random() < 0.2)


def write_world(sql, seed, folder):
    rng, inputs, shapes = random.Random(seed), Inputs(), []
    path = lambda name: os.path.join(folder, name)
    nx, ny = rng.randint(2, 5), rng.randint(2, 5)
    blob = lambda ring: sql.one("ST_GeomFromText(?, ?)", ring_text(ring), CRS)
    rings = grid(rng, nx, ny)
    for i, ring in enumerate(rings):
        inputs.communes.append(Commune(f"93{i + 1:03d}", f"20000000{i % 3}", float(rng.randint(500, 20000)), blob(ring)))
    stars = [star(rng, nx, ny, rng.uniform(50, 500)) for _ in range(rng.randint(2, 8))]
    for i, ring in enumerate(stars):
        people = float(rng.randint(10, 3000)) if rng.random() < 0.7 else None
        listed = [rng.choice(inputs.communes).code] if rng.random() < 0.5 else []
        inputs.qpvs.append(Qpv(f"QN093{i + 1:02d}M", listed, people, blob(ring)))
    inside = sql.union([c.g for c in inputs.communes])
    kept = [i for i, q in enumerate(inputs.qpvs) if sql.area(sql.cut(q.g, inside)) > 1]
    inputs.qpvs, stars = [inputs.qpvs[i] for i in kept], [stars[i] for i in kept]
    if not inputs.qpvs:
        return write_world(sql, seed + 1000, folder)
    types = {f"D{i}": rng.choice(["CLS", "ASV", "CLSM"]) for i in range(rng.randint(1, 6))}
    for key in types:
        inputs.lines[key] = [draw_line(rng, inputs, shapes, nx, ny) for _ in range(rng.randint(1, 4))]
    write_layer(path("communes.geojson"), [({"insee_com": c.code, "nom": "C" + c.code}, r)
                                           for c, r in zip(inputs.communes, rings)])
    write_layer(path("qpv.geojson"), [({"code_qp": q.code, "lib_qp": q.code, "insee_com": ", ".join(q.listed)}, r)
                                      for q, r in zip(inputs.qpvs, stars)])
    write_layer(path("perimetres.geojson"), [({"id": str(i + 1)}, r) for i, r in enumerate(shapes)])
    write_table(path("epci.csv"), ["insee", "siren", "raison_sociale"],
                [[c.code, c.epci, c.epci] for c in inputs.communes])
    write_table(path("population.csv"), ["COM", "PMUN"], [[c.code, int(c.people)] for c in inputs.communes])
    write_table(path("pop_qpv.csv"), ["codeQPV", "popMuniQPV"],
                [[q.code, int(q.people)] for q in inputs.qpvs if q.people is not None] or [["QN09399M", 1]])
    write_table(path("dispositifs.csv"), ["id_dispositif", "type", "nom", "statut", "date_debut"],
                [[d, t, d, "ACTIF", "2020"] for d, t in types.items()])
    write_table(path("perimetres.csv"), ["id_dispositif", "operation", "unite_type", "unite_code", "geometrie_ref"],
                [[d, "EXCLUT" if x.excluded else "", x.unit, "" if x.unit == "GEOMETRIE" else x.code,
                  path(x.code) if x.unit == "GEOMETRIE" else ""] for d in types for x in inputs.lines[d]])
    for line in (x for lines in inputs.lines.values() for x in lines if x.unit == "GEOMETRIE"):
        line.code = blob(shapes[int(line.code.rsplit("=", 1)[1]) - 1])
    inputs.arguments = [word for role, name in
                        [("--communes", "communes.geojson"), ("--epci", "epci.csv"), ("--qpv", "qpv.geojson"),
                         ("--population", "population.csv"), ("--pop-qpv", "pop_qpv.csv"),
                         ("--dispositifs", "dispositifs.csv"), ("--perimetres", "perimetres.csv")]
                        for word in (role, path(name))] + ["--date", DATE]
    return inputs
