"""What the tests of scripts/qgis/maillage_couverture.py in QGIS share: QGIS and Processing started without a display,
with the script in the user's folder; a run, what it says, and the same run by the command line.

Read by processing_*.py, whose arguments are MAILLAGE DEMO WORK [CASE...]; WORK is an empty folder.
"""
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

MAILLAGE, SOURCE, WORK = map(Path, sys.argv[1:4])
DEMO = WORK / "demo"  # a copy: QGIS counts its own openings in the files that it opens
shutil.copytree(SOURCE, DEMO)
SCRIPT = Path(__file__).resolve().parents[2] / "scripts/qgis/maillage_couverture.py"
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(WORK / "profil")
scripts = WORK / "profil/profiles/default/processing/scripts"
scripts.mkdir(parents=True)
os.symlink(SCRIPT, scripts / SCRIPT.name)
sys.dont_write_bytecode = True
sys.path.append("/usr/share/qgis/python/plugins")
from qgis.core import (QgsApplication, QgsFeature, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils,
                       QgsProject, QgsVectorLayer)

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], True, str(WORK / "profil/profiles/default"))
application.initQgis()
from processing.core.Processing import Processing
from processing.gui.Postprocessing import handleAlgorithmResults

Processing.initialize()
ALGORITHM = "script:maillage_couverture"
FILES = {"COMMUNES": "communes.gpkg", "QPV": "qpv.gpkg", "INVENTAIRE": "inventaire.xlsx", "EPCI": "epcicom.csv",
         "POPULATION": "population.csv", "POP_QPV": "pop_qpv.csv"}
OPTIONS = {"COMMUNES": "--communes", "QPV": "--qpv", "INVENTAIRE": "--inventaire", "EPCI": "--epci",
           "POPULATION": "--population", "POP_QPV": "--pop-qpv", "DISPOSITIFS": "--dispositifs",
           "PERIMETRES": "--perimetres", "RECENSEMENT": "--recensement"}
ALONE = {"COMMUNES": "communes.gpkg|layername=commune"}  # the layer without its neighbours in the file
TABLES = ("qpv", "commune", "epci", "dispositif", "lacune", "superposition", "contrat_ville", "indicateur")


class Log(QgsProcessingFeedback):
    """What the user reads, by kind."""

    def __init__(self):
        super().__init__(False)
        self.lines, self.stages, self.steps = [], [], []
        self.progressChanged.connect(self.steps.append)

    def setProgressText(self, text):
        self.stages.append(text)

    def text(self, *kinds):
        return "\n".join(text for kind, text in self.lines if not kinds or kind in kinds)


for method, kind in (("pushInfo", "info"), ("pushWarning", "warning"), ("pushCommandInfo", "command"),
                     ("pushConsoleInfo", "console")):
    setattr(Log, method, lambda self, text, kind=kind: self.lines.append((kind, text)))
Log.reportError = lambda self, text, fatalError=False: self.lines.append(("error", text))


def read(path, table):
    """The rows of a table; of the sources only their names differ from a run to another."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return db.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
    finally:
        db.close()


class Case(unittest.TestCase):
    number = 0

    @staticmethod
    def command_line(name, **changed):
        """The result of the same run by the command line, once a name."""
        path = WORK / name
        files = {**FILES, **changed}
        if not path.exists():
            words = [word for key, file in files.items() if file for word in (OPTIONS[key], file)]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run([MAILLAGE, "cover", *words, "--date", "2026-06-30", "-o", path], cwd=DEMO, check=True, **quiet)
        return path

    def setUp(self):
        Case.number += 1
        self.project = QgsProject.instance()
        self.project.clear()
        self.output = WORK / f"résultat {Case.number}.gpkg"
        self.log = Log()
        self.context = QgsProcessingContext()
        self.context.setProject(self.project)

    def parameters(self, **changed):
        files = {name: str(DEMO / file) for name, file in FILES.items()}
        return {**files, "DATE": "2026-06-30", "COMMANDE": shlex.quote(str(MAILLAGE)), "OUTPUT": str(self.output),
                **changed}

    def run_it(self, on_finish=None, **changed):
        parameters = self.parameters(**changed)
        return Processing.runAlgorithm(ALGORITHM, parameters, on_finish, self.log, self.context)

    def layer(self, name, path=None, provider="ogr", add=True):
        layer = QgsVectorLayer(str(path), name, provider)
        self.assertTrue(layer.isValid(), path)
        if add:
            self.project.addMapLayer(layer)
        return layer

    def check_same(self, **changed):
        expected = self.command_line("_".join(["attendu", *changed]) + ".gpkg", **changed)
        for table in TABLES:
            self.assertEqual(read(self.output, table), read(expected, table), table)
        self.check_clean()

    def check_clean(self):
        """Temporary files are gone."""
        self.assertEqual(list(Path(QgsProcessingUtils.tempFolder()).glob("maillage-*")), [])

    def memory(self, name, file):
        source = self.layer(name, DEMO / file, add=False)
        shape = "MultiPolygon" if source.isSpatial() else "None"
        layer = self.layer(name, f"{shape}?crs={source.crs().authid()}" if source.isSpatial() else shape, "memory")
        layer.dataProvider().addAttributes([f for f in source.fields() if f.name() != "fid"])
        layer.updateFields()
        for feature in source.getFeatures():
            copy = QgsFeature(layer.fields())
            copy.setGeometry(feature.geometry())
            for field in layer.fields():
                copy[field.name()] = feature[field.name()]
            layer.dataProvider().addFeature(copy)
        return layer


def main():
    """Runs the cases of the program, and ends without tearing QGIS 3.22 down, which may crash without a display."""
    program = unittest.main(argv=[sys.argv[0], *sys.argv[4:]], exit=False, verbosity=1)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if program.result.wasSuccessful() else 1)
