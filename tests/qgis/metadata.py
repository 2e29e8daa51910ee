#!/usr/bin/python3
"""Reads the metadata of every layer of a result in QGIS, as its properties show them.

usage: metadata.py RESULT.gpkg
Title, abstract, keywords, rights, licences, lineage, CRS, extent, day; and that no password is there.
Prints the first layer's lines; exit 1 on the first fault.
"""
import os
import re
import sqlite3
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsVectorLayer


def check(condition, message):
    if not condition:
        sys.exit(f"metadata: {message}")


def check_layer(name, title, spatial, layer):
    told = layer.metadata()
    check(told.title() == f"{title} au 30/06/2026", f"{name}: title {told.title()!r}")
    check(told.abstract().endswith("Situation au 30/06/2026."), f"{name}: abstract {told.abstract()!r}")
    check(re.fullmatch(r"maillage-[0-9a-f]{16}-" + name, told.identifier()), f"{name}: {told.identifier()!r}")
    check(told.parentIdentifier() + "-" + name == told.identifier(), f"{name}: parent {told.parentIdentifier()!r}")
    check((told.type(), told.language(), told.encoding()) == ("dataset", "fra", "UTF-8"), f"{name}: type, language")
    check({"CLS", "ASV", "CLSM", "QPV", "santé"} <= set(told.keywords("maillage")), f"{name}: {told.keywords()}")
    check(told.categories() == ["boundaries", "health", "society"], f"{name}: {told.categories()}")
    check("Source : IGN, ADMIN EXPRESS" in told.rights(), f"{name}: rights {told.rights()}")
    check(any("licence à vérifier auprès du producteur" in right for right in told.rights()), f"{name}: unknown licence")
    check(any(text.startswith("IGN, ADMIN EXPRESS : Licence Ouverte 2.0 (Etalab)") for text in told.licenses()),
          f"{name}: licences {told.licenses()}")
    check(any("insee.fr/fr/information/2381863" in text for text in told.licenses()), f"{name}: Insee's conditions")
    history = told.history()
    check(history[0].startswith("Calculé par maillage ") and history[1].startswith("Commande : maillage cover "),
          f"{name}: history {history[:2]}")
    hashes = [text for text in history if re.search(r"sha256 [0-9a-f]{64}$", text)]
    check(len(hashes) == 6, f"{name}: {len(hashes)} sources with their hashes")
    check(any("com <&\">é'.gpkg (admin-express-3)" in text for text in hashes), f"{name}: a name that XML escapes")
    for begin in ("Tolérances : ", "Seuils : ", "Résidus : ", "Bibliothèques : gdal ", "Surfaces calculées en "):
        check(any(text.startswith(begin) for text in history), f"{name}: no {begin!r}")
    check(len(told.constraints()) == 2 and told.constraints()[0].type == "use", f"{name}: constraints")
    check(any(link.url.startswith("https://data.geopf.fr/") for link in told.links()), f"{name}: links")
    check([day.begin().date().toString("yyyy-MM-dd") for day in told.extent().temporalExtents()] == ["2026-06-30"],
          f"{name}: day")
    boxes = told.extent().spatialExtents()
    check(len(boxes) == (1 if spatial and layer.featureCount() > 0 else 0), f"{name}: {len(boxes)} extents")
    if boxes:
        check(boxes[0].extentCrs.authid() == "EPSG:2154" and told.crs().authid() == "EPSG:2154", f"{name}: CRS")
        check(abs(boxes[0].bounds.xMinimum() - layer.extent().xMinimum()) < 0.01, f"{name}: extent")


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    listed = db.execute("SELECT table_name, identifier, data_type = 'features' FROM gpkg_contents "
                        "WHERE table_name NOT IN ('layer_styles', 'qgis_projects')").fetchall()
    check(len({identifier for _, identifier, _ in listed}) == len(listed), "two layers of one title")
    for name, title, spatial in listed:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        check(layer.isValid(), f"{name}: not valid")
        check_layer(name, title, spatial, layer)
        print(f"{name}: {layer.metadata().title()}")
    of_file = db.execute("SELECT count(*) FROM gpkg_metadata_reference WHERE reference_scope = 'geopackage' "
                         "AND table_name IS NULL").fetchone()[0]
    check(of_file == 1, "no metadata of the file")
    check(not any("secret" in text for (text,) in db.execute("SELECT metadata FROM gpkg_metadata")), "a password")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    main(sys.argv[1])
    application.exitQgis()
