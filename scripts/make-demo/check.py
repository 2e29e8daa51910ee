"""check.py - verify what is claimed of the demonstration territory."""
import csv
import filecmp
import math
import os
import re
from collections import Counter

import openpyxl
from osgeo import ogr
from shapely import wkb
from shapely.ops import polylabel, unary_union

from files import INVENTORY, OUT, inventory
from geometry import polygon_of, reproject
from place import DEP


def features(name, layer):
    """[(fields as a dict, shape)] of a committed layer."""
    ds = ogr.Open(os.path.join(OUT, name))
    return [(f.items(), wkb.loads(bytes(f.GetGeometryRef().ExportToWkb())))
            for f in ds.GetLayerByName(layer)]


def table(name, delimiter=";", encoding="utf-8"):
    with open(os.path.join(OUT, name), encoding=encoding, newline="") as f:
        return list(csv.DictReader(f, delimiter=delimiter))


def segments(shape):
    for p in shape.geoms:
        for ring in [p.exterior, *p.interiors]:
            yield from zip(ring.coords, ring.coords[1:])


def check(fresh):
    """Yield (claim, what was measured, does it hold)."""
    made = sorted(os.listdir(fresh))
    kept = sorted(set(os.listdir(OUT)) - {"LISEZMOI.md"} - {n + ".csv" for n in INVENTORY})
    differ = [n for n in sorted({*made, *kept}) if n not in kept or n not in made or not
              filecmp.cmp(os.path.join(fresh, n), os.path.join(OUT, n), shallow=False)]
    yield "same bytes when made again", ", ".join(differ) or f"{len(made)} files", not differ
    size = sum(os.path.getsize(os.path.join(OUT, n)) for n in os.listdir(OUT))
    yield "under 2 MB", f"{size / 1e6:.2f} MB", size < 2e6

    rows = features("communes.gpkg", "commune")
    commune = {f["INSEE_COM"]: shape for f, shape in rows}
    names = {f["NOM"] for f, _ in rows}
    yield "communes, their names unlike", f"{len(names)}", len(names) == len(commune) == len(rows)
    land = unary_union(list(commune.values()))
    total = sum(s.area for s in commune.values())
    yield ("a valid coverage, in one piece without holes", f"{total / 1e6:.1f} km², overlap or "
           f"gap {abs(total - land.area):.1e} m²", all(s.is_valid for s in commune.values())
           and abs(total - land.area) < 1e-3 and land.geom_type == "Polygon" and not land.interiors)
    used = Counter(e for s in commune.values() for e in segments(s))
    single = [e for e in used if e[::-1] not in used]
    outer = sum(math.dist(*e) for e in single)
    yield ("borders match vertex for vertex", f"{len(used)} segments, {len(single)} on the outline",
           set(used.values()) == {1} and abs(outer - land.length) < 1e-3)
    epci = {f["CODE_SIREN"]: shape for f, shape in features("communes.gpkg", "epci")}
    gap = max(unary_union([s for f, s in rows if f["SIREN_EPCI"] == siren])
              .symmetric_difference(shape).area for siren, shape in epci.items())
    alone = [f["NOM"] for f, _ in rows if f["SIREN_EPCI"] == "NR"]
    yield "EPCI are the union of their communes", f"{len(epci)}, {gap:.1e} m² apart", gap < 1e-3
    yield "one commune without EPCI", ", ".join(alone), len(alone) == 1

    official = {r["COM"]: int(r["PMUN"]) for r in table("population.csv")}
    yield ("one population, in boundaries and table", f"{sum(official.values())} people",
           official == {f["INSEE_COM"]: f["POPULATION"] for f, _ in rows})
    members = table("epcicom.csv", encoding="cp1252")
    lone = sum(p for c, p in official.items() if c not in {r["insee"] for r in members})
    by_epci = Counter()
    for r in members:
        by_epci[r["siren"]] += int(r["pmun_2025"])
    yield ("EPCI and the lone commune add up to it", f"{sum(by_epci.values())} + {lone}",
           sum(by_epci.values()) + lone == sum(official.values())
           and all(int(r["total_pop_mun"]) == by_epci[r["siren"]] for r in members))
    grid = sum(float(r["ind"]) for r in table("carreaux_200m.csv", ","))
    lost = sum(float(r["ind"]) for r in table("carreaux_200m.csv", ",") if not r["lcog_geo"])
    ratio = grid / sum(official.values())
    yield ("cells near the official total", f"{grid} people, {ratio:.3f} of it; {lost} in no "
           "commune", 0.95 < ratio < 0.99 and lost > 0)

    qpv = {f["code_qp"]: (f, s) for f, s in features("qpv.gpkg", "qp2024_val_de_maille_lb93")}
    yield ("QPV: valid, 2 to 60 ha, official codes", f"{len(qpv)}", len(qpv) == 14 and all(
        s.is_valid and 2e4 < s.area < 6e5 and re.fullmatch("QN000[0-9]{2}[MINC]", c)
        for c, (_, s) in qpv.items()))
    pieces = {c: {k: a for k in commune if (a := commune[k].intersection(s).area) > 0}
              for c, (_, s) in qpv.items()}
    listed = {c: set(f["insee_com"].split(", ")) for c, (f, _) in qpv.items()}
    many = {c: len(listed[c]) for c in qpv if len(listed[c]) > 1}
    yield ("two QPV over 2 and 3 communes", f"{many}", sorted(many.values()) == [2, 3] and all(
        min(pieces[c].values()) > 0.2 * qpv[c][1].area for c in many))
    odd = [(c, k) for c in qpv for k in pieces[c] if k not in listed[c]]
    (edge, beyond), = odd
    piece = polygon_of(qpv[edge][1].intersection(commune[beyond]))[0]
    width = 2 * piece.exterior.distance(polylabel(piece, 0.01))
    yield (f"{edge} is 3 m over {beyond}", f"{pieces[edge][beyond]:.0f} m², {width:.2f} m wide, "
           f"{pieces[edge][beyond] / qpv[edge][1].area:.2%} of it", 2.9 < width < 4
           and pieces[edge][beyond] > 1000)
    outside = {c: 1 - sum(pieces[c].values()) / qpv[c][1].area for c in qpv}
    out = {c: f"{v:.1%}" for c, v in outside.items() if v > 1e-9}
    yield "one QPV partly outside", f"{out}", len(out) == 1 and 0.1 < max(outside.values()) < 0.4
    over = {f"{a} {b}": round(m, 2) for a in qpv for b in qpv
            if a < b and (m := qpv[a][1].intersection(qpv[b][1]).area) > 0}
    yield "two QPV overlap by a few m²", f"{over}", len(over) == 1 and 4 < max(over.values()) < 9
    pop = {r["codeQPV"]: int(r["popMuniQPV"] or 0) for r in table("pop_qpv.csv", ",")}
    missing = sorted(c for c in qpv if not pop.get(c))
    yield "two QPV without population", f"{missing}; {sum(pop.values())} people", len(missing) == 2
    sector = {f["id"]: reproject(4326, 2154)(s) for f, s in features(
        "secteur_psychiatrie.geojson", "secteur_psychiatrie")}["00G02"]
    cut = [k for k, s in commune.items() if 0.01 < s.intersection(sector).area / s.area < 0.99]
    cut_qpv = {c: f"{v:.1%}" for c, (_, s) in qpv.items()
               if 0.01 < (v := s.intersection(sector).area / s.area) < 0.99}
    yield "a sector cuts communes and a QPV", f"{len(cut)} communes, {cut_qpv}", cut and cut_qpv
    yield from check_inventory(set(commune) | set(epci) | set(qpv) | {DEP})


def check_inventory(units):
    sheets = inventory()
    book = openpyxl.load_workbook(os.path.join(OUT, "inventaire.xlsx"))
    same = all([[("" if v is None else v) for v in row] for row in book[n].iter_rows(
        values_only=True)] == rows for n, rows in sheets.items())
    yield "the workbook says what the CSV files say", ", ".join(book.sheetnames), same
    ids = [row[0] for row in sheets["dispositifs"][1:]]
    at = {n: {c: k for k, c in enumerate(rows[0])} for n, rows in sheets.items()}
    codes = {code for n in ("dispositifs", "perimetres") for row in sheets[n][1:]
             for code in re.split("[,; /]+", row[at[n]["unite_code"]]) if code}
    named = {row[0] for row in sheets["perimetres"][1:]} | {
        row[at["dispositifs"][c]] for row in sheets["dispositifs"][1:]
        for c in ("succede_a", "absorbe_par")} - {""}
    unknown = sorted((codes - units - set(ids)) | (named - set(ids)))
    yield ("every id once, every code known", f"{len(ids)} dispositifs; {unknown}",
           len(ids) == len(set(ids)) and not unknown)
    drawn = {row[0] for row in sheets["perimetres"][1:]} | {
        row[0] for row in sheets["dispositifs"][1:] if row[at["dispositifs"]["unite_type"]]}
    yield "every dispositif has a perimeter", f"{sorted(set(ids) - drawn)}", set(ids) == drawn
