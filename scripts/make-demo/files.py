"""files.py - the inventory, the sectors, and everything written to disk."""
import csv
import io
import json
import os
import re
import unicodedata
import zipfile

import openpyxl
from osgeo import gdal, ogr, osr
from shapely.geometry import MultiPolygon, Polygon

from communes import make_territory
from geometry import ccw, reproject
from grid import make_grid
from mesh import Mesh, crooked
from place import CENTRE, DEP, DEP_NAME, NATURES, REG, REG_NAME, rng_for
from qpv import make_qpv

gdal.UseExceptions()
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "geodata", "demo")
STAMP = "2025-01-01T00:00:00.000Z"

INVENTORY = ("dispositifs", "perimetres", "recensement")  # CSV files kept by hand, as Excel writes
NUMBERS = ("etp", "part_population")  # everything else is text


def inventory():
    """{sheet: rows of text or numbers, the header first}"""
    sheets = {}
    for name in INVENTORY:
        with open(os.path.join(OUT, name + ".csv"), encoding="utf-8-sig", newline="") as f:
            columns, *rows = csv.reader(f, delimiter=";")
        sheets[name] = [columns] + [
            [float(v.replace(",", ".")) if c in NUMBERS and v else v
             for c, v in zip(columns, row, strict=True)] for row in rows]
    return sheets


# 00G01 west, 00G02 east of a line through Rocheneuve; km from the centre
SECTOR_LINE = [(5.5, 24), (7.9, 13.5), (8.2, 8.9), (9.4, 5.2), (8.3, 1.2), (11.6, -1.9), (17, -2.6),
               (21.5, -4.4), (28, -3.2)]
SECTOR_ENDS = {"00G01": [(26, -18), (2, -24), (-26, -20), (-25, 6), (-12, 22)],
               "00G02": [(27, 6), (20, 18), (10, 25)]}


def sectors():
    rng = rng_for("sectors")
    at = lambda p: (CENTRE[0] + p[0] * 1000, CENTRE[1] + p[1] * 1000)
    line = [at(p) for p in SECTOR_LINE]
    drawn = [q for a, b in zip(line, line[1:]) for q in crooked(a, b, 0.12, rng, 400)] + line[-1:]
    shapes = {}
    for code, ends in SECTOR_ENDS.items():
        ring = drawn + [at(p) for p in ends]
        shapes[code] = Polygon(ring)
        if not shapes[code].is_valid:
            raise ValueError(code)
    return shapes


def write_csv(folder, name, rows, sep=";", encoding="utf-8", newline="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=sep, lineterminator=newline).writerows(rows)
    with open(os.path.join(folder, name), "w", encoding=encoding, newline="") as f:
        f.write(text.getvalue())


def write_gpkg(folder, name, layers):
    """layers: (name, title, fields, rows, shapes); a field is (name, type)."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(2154)
    ds = ogr.GetDriverByName("GPKG").CreateDataSource(os.path.join(folder, name))
    for layer_name, title, fields, rows, shapes in layers:
        layer = ds.CreateLayer(layer_name, srs, ogr.wkbMultiPolygon, [
            "GEOMETRY_NAME=geom", f"IDENTIFIER={title}",
            "DESCRIPTION=Territoire inventé, pour la démonstration"])
        for field, kind in fields:
            layer.CreateField(ogr.FieldDefn(field, kind))
        layer.StartTransaction()
        for row, shape in zip(rows, shapes):
            feature = ogr.Feature(layer.GetLayerDefn())
            for k, value in enumerate(row):
                feature.SetField(k, value)
            parts = MultiPolygon([Polygon(ccw(p.exterior), [ccw(h)[::-1] for h in p.interiors])
                                  for p in getattr(shape, "geoms", [shape])])
            feature.SetGeometry(ogr.CreateGeometryFromWkb(parts.wkb))
            layer.CreateFeature(feature)
        layer.CommitTransaction()
    del layer, ds


def write_xlsx(folder, name, sheets):
    """Codes and dates as text; the archive's dates fixed, for the same bytes each time."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "maillage"
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value != "":
                    cell = sheet.cell(r + 1, c + 1, value)
                    cell.number_format = "General" if isinstance(value, float) else "@"
                    cell.font = openpyxl.styles.Font(bold=r == 0)
        for c in range(len(rows[0])):
            width = max(len(str(row[c])) for row in rows)
            sheet.column_dimensions[sheet.cell(1, c + 1).column_letter].width = min(44, width + 2)
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, \
            zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(entry)
            if entry == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP[:19].encode() + b"Z", data)
            info = zipfile.ZipInfo(entry, (2025, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, data)


def siren(prefix):
    """The nine digits of a SIREN, from its first eight (the last is Luhn's key)."""
    total = sum(d - 9 * (d > 9) for d in (int(c) * (2 - k % 2) for k, c in
                                          enumerate(reversed(prefix))))
    return prefix + str(-total % 10)


def write_all(folder):
    communes, epci = make_territory(Mesh())
    qpv = make_qpv(communes)
    text, number = ogr.OFTString, ogr.OFTInteger
    upper = lambda s: re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", s)).upper()
    write_gpkg(folder, "communes.gpkg", [
        ("commune", "Communes du Val-de-Maille", [
            ("ID", text), ("NOM", text), ("NOM_M", text), ("INSEE_COM", text), ("STATUT", text),
            ("POPULATION", number), ("INSEE_CAN", text), ("INSEE_ARR", text), ("INSEE_DEP", text),
            ("INSEE_REG", text), ("SIREN_EPCI", text)],
         [(f"COMMUNE_00000000000{c['code']}", c["nom"], upper(c["nom"]), c["code"], c["statut"],
           c["pmun"], c["can"], c["arr"], DEP, REG, c["epci"] or "NR") for c in communes],
         [c["shape"] for c in communes]),
        ("epci", "EPCI du Val-de-Maille", [
            ("ID", text), ("CODE_SIREN", text), ("NOM", text), ("NATURE", text)],
         [(f"EPCI____0000000{e['siren']}", e["siren"], e["nom"], NATURES[e["nature"]])
          for e in epci.values()], [e["shape"] for e in epci.values()])])
    write_gpkg(folder, "qpv.gpkg", [
        ("qp2024_val_de_maille_lb93", "QPV 2024 du Val-de-Maille", [(f, text) for f in (
            "code_qp", "lib_qp", "insee_reg", "lib_reg", "insee_dep", "lib_dep", "insee_com",
            "lib_com", "siren_epci")],
         [(q["code"], q["nom"], REG, REG_NAME, DEP, DEP_NAME, ", ".join(
             c["code"] for c in q["listed"]), ", ".join(c["nom"] for c in q["listed"]), q["epci"])
          for q in qpv], [q["shape"] for q in qpv])])
    write_csv(folder, "population.csv", [
        "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT".split(";")] + [
        (REG, REG_NAME, DEP, c["arr"], c["can"], c["code"][2:], c["code"], c["nom"], c["pmun"],
         c["pcap"], c["pmun"] + c["pcap"]) for c in communes])
    write_csv(folder, "pop_qpv.csv", ["codeQPV,lib_qp,popMuniQPV,siren_epci".split(",")] + [
        (q["code"], q["nom"], q["pop"] if q["published"] == "row" else "", q["epci"])
        for q in qpv if q["published"] != "absent"], sep=",", newline="\n")
    write_csv(folder, "epcicom.csv", [(
        "dept;siren;raison_sociale;nature_juridique;mode_financ;nb_membres;total_pop_tot;"
        "total_pop_mun;dep_com;insee;siren_membre;nom_membre;ptot_2025;pmun_2025").split(";")] + [
        (DEP, e["siren"], e["nom"], e["nature"], e["regime"], len(e["members"]),
         sum(c["pmun"] + c["pcap"] for c in e["members"]), sum(c["pmun"] for c in e["members"]),
         DEP, c["code"], siren(f"21{DEP}0{c['code'][2:]}"), c["nom"], c["pmun"] + c["pcap"],
         c["pmun"]) for e in epci.values() for c in e["members"]], encoding="cp1252")
    write_csv(folder, "carreaux_200m.csv", [("idcar_200m", "i_est_200", "lcog_geo", "ind")]
              + make_grid(communes, qpv), sep=",", newline="\n")
    write_xlsx(folder, "inventaire.xlsx", inventory())
    move = reproject(2154, 4326)
    features = [json.dumps({"type": "Feature", "properties": {
        "id": code, "nom": f"Secteur de psychiatrie {code}"}, "geometry": {
        "type": "Polygon", "coordinates": [[[round(v, 7) for v in xy] for xy in
                                            ccw(move(shape).exterior)]]}}, ensure_ascii=False)
        for code, shape in sectors().items()]
    with open(os.path.join(folder, "secteur_psychiatrie.geojson"), "w", encoding="utf-8") as f:
        f.write('{"type": "FeatureCollection", "name": "secteur_psychiatrie", "features": [\n'
                + ",\n".join(features) + "\n]}\n")
