#!/usr/bin/python3
"""Opens every layer of a result in QGIS, as a person who only received the file does.

usage: open_result.py RESULT.gpkg [--png DIR]
Checks validity, feature counts against SQLite, extents, and that the file is not changed by being opened;
renders the layers to PNG and refuses a blank one. Prints one line a layer; exit 1 on the first fault.
"""
import hashlib
import os
import sqlite3
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def tables(path):
    """(name, has geometry, rows) of what the file declares, in its own order."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    listed = db.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
    return [(name, kind == "features", db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            for name, kind in listed]


def check(condition, message):
    if not condition:
        sys.exit(f"open_result: {message}")


def render(layers, extent, path):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(1200, 1200))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    check(image.save(path), f"{path}: not written")
    colours = {image.pixel(x, y) for x in range(0, 1200, 7) for y in range(0, 1200, 7)}
    check(len(colours) > 1, f"{path}: blank")


def main(path, png):
    before, opened = digest(path), {}
    for name, spatial, rows in tables(path):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        check(layer.isValid(), f"{name}: not valid")
        check(layer.featureCount() == rows, f"{name}: {layer.featureCount()} features of {rows}")
        check(layer.isSpatial() == spatial, f"{name}: geometry not as declared")
        read = sum(1 for feature in layer.getFeatures() if feature.isValid())
        check(read == rows, f"{name}: {read} features read of {rows}")
        opened[name] = layer
        print(f"{name}: {rows} {layer.crs().authid() if spatial else 'table'}")
    communes = opened["commune"].extent()
    check(not communes.isEmpty(), "commune: empty extent")
    around = QgsRectangle(communes)
    around.grow(0.05 * max(communes.width(), communes.height()))
    for name in ("epci", "departement", "region", "dispositif"):
        if name in opened and opened[name].featureCount() > 0:
            check(around.contains(opened[name].extent()), f"{name}: outside the communes")
    for name in ("qpv", "commune"):
        render([opened[name]], opened[name].extent(), os.path.join(png, f"{name}.png"))
    check(digest(path) == before, "the file was changed by being opened")
    left = [suffix for suffix in ("-wal", "-shm", "-journal") if os.path.exists(path + suffix)]
    check(not left, f"left beside the file: {left}")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    folder = sys.argv[3] if "--png" in sys.argv else tempfile.mkdtemp()
    main(sys.argv[1], folder)
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it tears down without a display
