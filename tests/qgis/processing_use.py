#!/usr/bin/python3
"""scripts/qgis/maillage_couverture.py in QGIS: refusals, stopping, loading of the result, dialog.

usage: processing_use.py MAILLAGE DEMO WORK [CASE...]     WORK is an empty folder
"""
import os
import shlex
import shutil
import sqlite3
import subprocess
import threading

from processing_case import ALGORITHM, ALONE, Case, DEMO, MAILLAGE, WORK, handleAlgorithmResults, main
from qgis.core import (QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingException,
                       QgsSettings, QgsVectorLayer)
from qgis.PyQt.QtCore import QEventLoop, QTimer


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
        memory = self.memory("QPV", "qpv.gpkg")

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
    def test_loaded(self):
        other = self.layer("Fond", DEMO / "communes.gpkg")
        self.run_it(handleAlgorithmResults)
        top = self.project.layerTreeRoot().children()
        self.assertEqual([node.name() for node in top], [f"Couverture au 30/06/2026 ({self.output.stem})", "Fond"])
        groups = top[0].children()
        self.assertEqual([group.name() for group in groups],
                         ["Lacunes", "Couverture", "Dispositifs", "Territoires", "Tables"])
        self.assertEqual([node.name() for node in groups[3].children()],
                         ["Contrats de ville", "Régions", "Départements", "EPCI", "Communes"])
        tables = [name for name, in sqlite3.connect(self.output).execute(
            "SELECT identifier FROM gpkg_contents WHERE data_type = 'attributes' AND table_name != 'layer_styles'")]
        self.assertEqual([node.name() for node in groups[4].children()], tables)
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

    def test_in_a_task(self):
        """As the dialog does: computed in a thread of its own, loaded in that of the window."""
        layers = {name: self.memory(name, file) for name, file in (("COMMUNES", "communes.gpkg"), ("QPV", "qpv.gpkg"))}
        parameters = self.parameters(**{name: layer.id() for name, layer in layers.items()})
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, self.context, self.log)
        ended, loop = [], QEventLoop()
        task.executed.connect(lambda ok, results: (ended.append((ok, results)), loop.quit()))
        QTimer.singleShot(60000, loop.quit)
        QgsApplication.taskManager().addTask(task)
        loop.exec_()
        self.assertEqual(ended, [(True, {"OUTPUT": str(self.output)})])
        self.check_same(**ALONE)
        handleAlgorithmResults(algorithm, self.context, self.log)
        top = self.project.layerTreeRoot().children()[0]
        self.assertEqual([group.name() for group in top.children()],
                         ["Lacunes", "Couverture", "Dispositifs", "Territoires", "Tables"])

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


class Alone(Case):
    """qgis_process: no window, no project."""

    def test_qgis_process(self):
        program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self.assertIsNotNone(program)
        words = [f"{name}={value}" for name, value in self.parameters().items()]
        done = subprocess.run([program, "run", ALGORITHM, "--", *words], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env={**os.environ, "HOME": str(WORK)})
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("Couverture au 30/06/2026 : 124 communes", done.stdout)
        self.check_same()

    def test_qgis_process_refuses(self):
        program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        words = [f"{name}={value}" for name, value in self.parameters(COMMANDE="/nulle/part").items()]
        done = subprocess.run([program, "run", ALGORITHM, "--", *words], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env={**os.environ, "HOME": str(WORK)})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Le programme maillage ne répond pas", done.stdout)
        self.assertFalse(self.output.exists())


class Windows(Case):
    def test_wsl(self):
        """A wsl that is not one: which words it gets, and that its Linux program gets its own."""
        program = WORK / "wsl"
        program.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-d Debian --exec" ] || exit 9\n'
                           f'[ "$WSLENV" = LANGUAGE/u ] || exit 8\nshift 4\nexec "{MAILLAGE}" "$@"\n')
        program.chmod(0o700)
        self.run_it(COMMANDE=f"'{program}' -d Debian maillage")
        self.check_same()

    def test_network_paths(self):
        program = WORK / "wsl.exe"
        program.symlink_to("/bin/true")
        with self.assertRaises(QgsProcessingException) as caught:
            self.run_it(COMMANDE=str(program), INVENTAIRE=r"\\serveur\partage\inventaire.xlsx")
        self.assertIn("WSL n'atteint pas les chemins réseau", str(caught.exception) + self.log.text("error"))


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
    main()
