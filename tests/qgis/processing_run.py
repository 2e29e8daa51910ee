#!/usr/bin/python3
"""scripts/qgis/maillage_couverture.py in QGIS itself, without a display: every kind of layer as input, messages,
stopping, loading of the result.

usage: processing_run.py MAILLAGE DEMO WORK [CASE...]     WORK is an empty folder
"""
import os
import shlex
import sqlite3
import subprocess
import sys
import threading
import unittest
from pathlib import Path

MAILLAGE, DEMO, WORK = map(Path, sys.argv[1:4])
SCRIPT = Path(__file__).resolve().parents[2] / "scripts/qgis/maillage_couverture.py"
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(WORK / "profil")
scripts = WORK / "profil/profiles/default/processing/scripts"
scripts.mkdir(parents=True)
os.symlink(SCRIPT, scripts / SCRIPT.name)
sys.dont_write_bytecode = True
sys.path.append("/usr/share/qgis/python/plugins")
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsProcessingContext,
                       QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProcessingFeedback, QgsProcessingUtils,
                       QgsProject, QgsSettings, QgsVectorLayer)

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], True, str(WORK / "profil/profiles/default"))
application.initQgis()
import processing
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


class Inputs(Case):
    def test_files(self):
        self.assertEqual(self.run_it()["OUTPUT"], str(self.output))
        self.check_same()
        self.assertIn("--communes " + shlex.quote(str(DEMO / "communes.gpkg")), self.log.text("command"))
        self.assertNotIn("exportées", self.log.text())

    def test_messages(self):
        self.run_it()
        self.assertIn("statut ACTIF alors que date_fin 2024-08-31", self.log.text("warning"))
        self.assertIn("communes sans EPCI", self.log.text("info"))
        self.assertIn("Couverture au 30/06/2026 : 124 communes", self.log.text("info"))
        self.assertIn("QPV couverts  en partie", self.log.text("console"))
        self.assertEqual(self.log.text("error"), "")
        self.assertIn("lecture", self.log.stages)
        self.assertTrue(any(stage.startswith("écriture de ") for stage in self.log.stages), self.log.stages)
        self.assertTrue(all(0 <= step <= 100 for step in self.log.steps))

    def test_open_layers(self):
        layers = {name: self.layer(name, DEMO / FILES[name]) for name in ("COMMUNES", "QPV", "EPCI", "POPULATION")}
        self.run_it(**{name: layer.id() for name, layer in layers.items()})
        self.check_same()
        self.assertNotIn("exportées", self.log.text())

    def test_layer_names(self):
        """Layers given by their names in the project, as qgis_process and models do."""
        self.layer("Communes de l'été", DEMO / "communes.gpkg")
        self.run_it(COMMUNES="Communes de l'été")
        self.check_same()

    def test_spaces_and_accents(self):
        folder = WORK / "données $HOME `à` lire, été"
        folder.mkdir()
        for file in (*FILES.values(), "secteur_psychiatrie.geojson"):
            (folder / file).write_bytes((DEMO / file).read_bytes())
        self.output = folder / "résultat d'été.gpkg"
        self.run_it(**{name: str(folder / file) for name, file in FILES.items()})
        self.check_same()

    def test_subset(self):
        layer = self.layer("Communes", DEMO / "communes.gpkg")
        total = layer.featureCount()
        field = next(f.name() for f in layer.fields() if "insee" in f.name().lower())
        codes = sorted(feature[field] for feature in layer.getFeatures())
        kept = codes[:60]
        layer.setSubsetString(f'"{field}" <= \'{kept[-1]}\'')
        self.assertEqual(layer.featureCount(), 60)
        self.run_it(COMMUNES=layer.id())
        self.assertEqual(len(read(self.output, "commune")), 60)
        self.assertLess(60, total)
        self.assertIn("Communes : 60 entités exportées (filtre)", self.log.text("info"))
        self.check_clean()

    def test_selection(self):
        layer = self.layer("QPV", DEMO / "qpv.gpkg")
        ids = sorted(feature.id() for feature in layer.getFeatures())[:5]
        layer.selectByIds(ids)
        self.run_it(QPV=QgsProcessingFeatureSourceDefinition(layer.id(), True))
        self.assertEqual(len(read(self.output, "qpv")), 5)
        self.assertIn("QPV : 5 entités exportées (sélection ou filtre)", self.log.text("info"))
        self.run_it(QPV=QgsProcessingFeatureSourceDefinition(layer.id(), False),
                    OUTPUT=str(self.output.with_name("tous.gpkg")))
        self.assertEqual(len(read(self.output.with_name("tous.gpkg"), "qpv")), 14)

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

    def test_memory(self):
        layers = {name: self.memory(name, FILES[name]) for name in ("COMMUNES", "QPV")}
        self.run_it(**{name: layer.id() for name, layer in layers.items()})
        self.check_same(**ALONE)
        self.assertIn("COMMUNES : 124 entités exportées (couche qui n'est pas un simple fichier)", self.log.text("info"))

    def test_two_layers_of_one_name(self):
        layers = {name: self.memory("couche / été", FILES[name]) for name in ("COMMUNES", "QPV")}
        self.run_it(**{name: layer.id() for name, layer in layers.items()})
        self.check_same(**ALONE)

    def test_unsaved_edits(self):
        path = WORK / "communes modifiées.gpkg"
        path.write_bytes((DEMO / "communes.gpkg").read_bytes())
        layer = self.layer("Communes", path)
        layer.startEditing()
        layer.deleteFeature(max(feature.id() for feature in layer.getFeatures()))
        self.run_it(COMMUNES=layer.id())
        layer.rollBack()
        self.assertEqual(len(read(self.output, "commune")), 123)
        self.assertIn("Communes : des modifications ne sont pas enregistrées", self.log.text("warning"))

    def test_crs_set_in_qgis(self):
        """A file without CRS, or with a wrong one, that the user put right in QGIS."""
        layer = self.layer("QPV", DEMO / "qpv.gpkg")
        right = layer.crs()
        wrong = WORK / "qpv_faux.gpkg"
        subprocess.run(["ogr2ogr", "-a_srs", "EPSG:3857", wrong, DEMO / "qpv.gpkg"], check=True)
        layer = self.layer("QPV", wrong)
        self.assertNotEqual(layer.crs(), right)
        layer.setCrs(right)
        self.run_it(QPV=layer.id())
        self.assertEqual(len(read(self.output, "qpv")), 14)
        self.assertIn("système de coordonnées changé dans QGIS", self.log.text("info"))
        self.check_same()

    def test_delimited_text(self):
        """QGIS makes numbers of codes; the file has them whole."""
        source = (DEMO / "population.csv").as_uri() + "?type=csv&delimiter=;&detectTypes=yes&geomType=none"
        layer = self.layer("Populations", source, "delimitedtext")
        self.run_it(POPULATION=layer.id())
        self.check_same()
        self.assertIn("--population " + str(DEMO / "population.csv"), self.log.text("command"))

    def test_tables_of_the_inventory(self):
        tables = {name: self.layer(name, DEMO / f"{name.lower()}.csv").id()
                  for name in ("DISPOSITIFS", "PERIMETRES", "RECENSEMENT")}
        self.run_it(INVENTAIRE=None, **tables)
        files = {name: f"{name.lower()}.csv" for name in tables}
        self.check_same(INVENTAIRE=None, **files)
        self.assertNotIn("exportées", self.log.text())

    def test_selected_perimeters(self):
        """The files that a table names are found from where the table was."""
        table = self.layer("Périmètres", DEMO / "perimetres.csv")
        table.selectAll()
        self.run_it(INVENTAIRE=None, DISPOSITIFS=str(DEMO / "dispositifs.csv"), RECENSEMENT=str(DEMO / "recensement.csv"),
                    PERIMETRES=QgsProcessingFeatureSourceDefinition(table.id(), True))
        self.assertIn("Périmètres : ", self.log.text("info"))
        self.check_same(INVENTAIRE=None, DISPOSITIFS="dispositifs.csv", RECENSEMENT="recensement.csv",
                        PERIMETRES="perimetres.csv")

    def test_garbled(self):
        """A table that QGIS reads in a wrong encoding: told when it is exported, whole when its file is read."""
        table = self.layer("EPCI", DEMO / "epcicom.csv")
        self.run_it(EPCI=table.id())
        self.assertEqual(self.log.text("warning").count("accents"), 0)
        self.check_same()
        table.selectAll()
        self.run_it(EPCI=QgsProcessingFeatureSourceDefinition(table.id(), True), OUTPUT=str(WORK / "accents.gpkg"))
        self.assertIn("EPCI : des accents sont illisibles", self.log.text("warning"))

    def test_grid_and_options(self):
        grid = str(DEMO / "carreaux_200m.csv")
        self.run_it(GRILLE=grid, TYPES="CLS,ASV", SEUIL=0.9, PROJETS=True, OPTIONS="--layers 'qpv, parametre'")
        command = self.log.text("command")
        for words in (f"--grid {grid}", "--types CLS,ASV", "--seuil 0.9", "--avec-projets", "--layers 'qpv, parametre'"):
            self.assertIn(words, command)
        keys = dict(row[1:] for row in read(self.output, "parametre"))
        self.assertEqual((keys["types"], keys["seuil_total"], keys["avec_projets"]), ("CLS,ASV", "0.9", "oui"))

    def test_stored_territory(self):
        territory = WORK / "territoire.gpkg"
        subprocess.run([MAILLAGE, "build", "--communes", "communes.gpkg", "--qpv", "qpv.gpkg", "--epci", "epcicom.csv",
                        "--population", "population.csv", "--pop-qpv", "pop_qpv.csv", "--date", "2026-06-30", "-o",
                        territory], cwd=DEMO, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.run_it(TERRITOIRE=str(territory), COMMUNES=None, QPV=None, EPCI=None, POPULATION=None, POP_QPV=None)
        self.check_same()


class Refusals(Case):
    def refused(self, *expected, **changed):
        with self.assertRaises(QgsProcessingException) as caught:
            self.run_it(**changed)
        said = f"{caught.exception}\n{self.log.text('error')}"
        for text in expected:
            self.assertIn(text, said)
        self.check_clean()

    def test_missing_program(self):
        self.refused("Le programme maillage ne répond pas à la commande « /nulle/part »", "Installez le paquet",
                     "LISEZMOI.md", COMMANDE="/nulle/part")
        self.assertFalse(self.output.exists())

    def test_another_program(self):
        self.refused("Le programme maillage ne répond pas à la commande « echo bonjour »", "bonjour",
                     COMMANDE="echo bonjour")

    def test_too_old(self):
        self.refused("maillage 0.0.9 est trop ancien", "0.1.0", COMMANDE="echo maillage 0.0.9")

    def test_quotes(self):
        self.refused("un guillemet n'est pas fermé", OPTIONS="--types 'CLS")

    def test_nothing_given(self):
        self.refused("Indiquez les communes et les QPV", QPV=None)
        self.refused("Indiquez l'inventaire", INVENTAIRE=None)

    def test_the_program_refuses(self):
        self.refused("reg:99", "Échec : ", ZONE="reg:99")
        self.refused("Échec : la demande est incomplète", "--inconnue", OPTIONS="--inconnue")
        self.refused("Échec : une entrée a été lue", "colonnes absentes", INVENTAIRE=str(DEMO / "population.csv"))
        self.refused("Échec : une entrée est introuvable", "absent.xlsx", INVENTAIRE=str(DEMO / "absent.xlsx"))
        self.assertFalse(self.output.exists())

    def test_output(self):
        self.refused("son nom finit par .gpkg", OUTPUT=str(WORK / "x.shp"))
        self.refused("Échec : le résultat ne peut pas être écrit", OUTPUT="/proc/absent/x.gpkg")

    def test_open_result(self):
        self.run_it()
        self.layer("Mes QPV", f"{self.output}|layername=qpv")
        before = self.output.read_bytes()
        self.refused("est ouvert dans le projet (Mes QPV)")
        self.assertEqual(self.output.read_bytes(), before)
        self.project.clear()
        self.run_it()  # closed: replaced

    def test_stop(self):
        """The program waits for its communes when the user stops it: nothing is left, the former result stays."""
        pipe, program = WORK / "lente", WORK / "maillage lent"
        os.mkfifo(pipe)
        program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exec "{MAILLAGE}" --version\n'
                           f'touch "{WORK}/part"\nexec "{MAILLAGE}" "$@" --communes - <"{pipe}"\n')
        program.chmod(0o700)
        self.output.write_bytes(b"avant")
        kept = os.open(pipe, os.O_RDWR)
        memory = Inputs.memory(self, "QPV", "qpv.gpkg")

        def stop():
            while not (WORK / "part").exists():
                threading.Event().wait(0.05)
            threading.Event().wait(0.5)
            self.log.cancel()
            threading.Event().wait(0.3)
            os.close(kept)  # the program notices when its read ends
        stopper = threading.Thread(target=stop)
        stopper.start()
        result = self.run_it(COMMANDE=shlex.quote(str(program)), QPV=memory.id(), CHARGER=True)
        stopper.join()
        self.assertEqual(result, {})
        self.assertIn("interrompu ; rien n'a été écrit", self.log.text("info"))
        self.assertIn("interrompu", self.log.text("error"))
        self.assertEqual(self.output.read_bytes(), b"avant")
        self.assertEqual([p.name for p in WORK.iterdir() if self.output.stem in p.name], [self.output.name])
        self.assertEqual(self.context.layersToLoadOnCompletion(), {})
        self.check_clean()


class Loading(Case):
    def tree(self):
        top = self.project.layerTreeRoot().children()
        return [(group.name(), [(sub.name(), [node.name() for node in sub.children()]) for sub in group.children()])
                for group in top]

    def test_loaded(self):
        other = self.layer("Fond", DEMO / "communes.gpkg")
        self.run_it(handleAlgorithmResults)
        top = self.project.layerTreeRoot().children()
        self.assertEqual([node.name() for node in top], [f"Couverture au 30/06/2026 ({self.output.stem})", "Fond"])
        groups = top[0].children()
        self.assertEqual([group.name() for group in groups],
                         ["Lacunes", "Couverture", "Dispositifs", "Territoires", "Tables"])
        self.assertEqual([node.name() for node in groups[1].children()],
                         ["Quartiers prioritaires (QPV)", "Communes", "EPCI"])
        shown = [node.layer().source().split("layername=")[1] for group in groups for node in group.children()
                 if node.isVisible()]
        self.assertEqual(shown, ["lacune", "qpv", "commune"])
        self.assertFalse(groups[4].isExpanded())
        self.assertTrue(all(not node.layer().isSpatial() for node in groups[4].children()))
        tables = sqlite3.connect(self.output).execute(
            "SELECT count(*) FROM gpkg_contents WHERE table_name != 'layer_styles'").fetchone()[0]
        self.assertEqual(len(self.project.mapLayers()), tables + 1)
        self.assertTrue(all(layer.isValid() for layer in self.project.mapLayers().values()))
        self.assertTrue(other.isValid())

    def test_styles_of_the_file(self):
        """The styles by default of the file are those that are seen."""
        self.run_it(handleAlgorithmResults)
        for layer in self.project.mapLayers().values():
            name = layer.source().split("layername=")[1]
            plain = QgsVectorLayer(layer.source(), name, "ogr")
            styled = layer.listStylesInDatabase()[0] > 0
            if layer.isSpatial() and styled:
                self.assertEqual(layer.renderer().dump(), plain.renderer().dump(), name)

    def test_twice(self):
        self.run_it(handleAlgorithmResults)
        first = self.output
        self.context = QgsProcessingContext()
        self.context.setProject(self.project)
        self.output = first.with_name("second.gpkg")
        self.run_it(handleAlgorithmResults)
        self.assertEqual([node.name() for node in self.project.layerTreeRoot().children()],
                         [f"Couverture au 30/06/2026 ({stem})" for stem in ("second", first.stem)])

    def test_not_loaded(self):
        self.run_it(handleAlgorithmResults, CHARGER=False)
        self.assertEqual(len(self.project.mapLayers()), 0)
        self.assertTrue(self.output.exists())

    def test_command_remembered(self):
        QgsSettings().remove("maillage")
        self.assertRaises(QgsProcessingException, self.run_it, COMMANDE="/nulle/part")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self.assertEqual(algorithm.parameterDefinition("COMMANDE").defaultValue(), "maillage")
        self.run_it()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self.assertEqual(algorithm.parameterDefinition("COMMANDE").defaultValue(), str(MAILLAGE))


class Dialog(Case):
    def test_definition(self):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        self.assertEqual(algorithm.displayName(), "Couverture des QPV et communes par les dispositifs")
        self.assertIn("maillage", algorithm.shortHelpString())
        self.assertEqual([output.name() for output in algorithm.outputDefinitions()], ["OUTPUT"])

    def test_widgets(self):
        """Each parameter has its widget in a dialog."""
        from qgis.gui import QgsGui, QgsProcessingGui
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        for parameter in algorithm.parameterDefinitions():
            if parameter.isDestination():
                continue
            wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(parameter, QgsProcessingGui.Standard)
            if wrapper is None:
                from processing.gui.wrappers import WidgetWrapperFactory
                wrapper = WidgetWrapperFactory.create_wrapper(parameter, None)
            self.assertIsNotNone(wrapper, parameter.name())


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], *sys.argv[4:]], exit=False, verbosity=1)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if program.result.wasSuccessful() else 1)  # QGIS 3.22 may crash while it tears down without a display
