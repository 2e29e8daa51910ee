#!/usr/bin/python3
"""scripts/qgis/maillage_couverture.py in QGIS: every kind of layer gives what the command line gives.

usage: processing_inputs.py MAILLAGE DEMO WORK [CASE...]     WORK is an empty folder
"""
import shlex
import subprocess
from pathlib import Path

from processing_case import ALONE, Case, DEMO, FILES, MAILLAGE, WORK, main, read
from qgis.core import QgsProcessingFeatureSourceDefinition


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


if __name__ == "__main__":
    main()
