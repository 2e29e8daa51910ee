#!/usr/bin/env python3
"""The half of scripts/qgis/maillage_couverture.py that needs no QGIS: command line, paths for WSL, what the program
prints, files of layers. QGIS itself is replaced by empty classes.

usage: processing_units.py
"""
import importlib.util
import os
import stat
import sys
import tempfile
import types
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/qgis/maillage_couverture.py"


class Stub(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def load():
    sys.dont_write_bytecode = True
    for name in ("qgis", "qgis.core", "qgis.PyQt", "qgis.PyQt.QtCore"):
        sys.modules[name] = Stub(name)
    spec = importlib.util.spec_from_file_location("maillage_couverture", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load()


class Command(unittest.TestCase):
    def test_defaults(self):
        self.assertEqual(script.default_command(False), "maillage")
        self.assertEqual(script.default_command(True), "wsl maillage")

    def test_words(self):
        self.assertEqual(script.split_words("'/opt/mes outils/maillage' -x", False), ["/opt/mes outils/maillage", "-x"])
        self.assertEqual(script.split_words(r'"C:\Mes outils\wsl.exe" -d Debian maillage # x', True),
                         [r"C:\Mes outils\wsl.exe", "-d", "Debian", "maillage", "#", "x"])
        self.assertEqual(script.split_words("", False), [])
        with self.assertRaises(ValueError):
            script.split_words("--types 'CLS", False)

    def test_wsl(self):
        for words in (["wsl"], ["wsl.exe"], [r"C:\Windows\System32\WSL.EXE"]):
            self.assertTrue(script.is_wsl(words), words)
        for words in ([], ["maillage"], ["/usr/bin/wslpath"]):
            self.assertFalse(script.is_wsl(words), words)

    def test_no_shell_in_wsl(self):
        self.assertEqual(script.without_shell(["maillage"]), ["maillage"])
        self.assertEqual(script.without_shell(["wsl", "maillage"]), ["wsl", "--exec", "maillage"])
        self.assertEqual(script.without_shell(["wsl", "-d", "Debian", "-u", "moi", "/opt/maillage"]),
                         ["wsl", "-d", "Debian", "-u", "moi", "--exec", "/opt/maillage"])
        self.assertEqual(script.without_shell(["wsl", "-e", "maillage"]), ["wsl", "-e", "maillage"])
        self.assertEqual(script.without_shell(["wsl"]), ["wsl", "--exec"])

    def test_environment(self):
        base = {"PATH": "/bin", "PROJ_LIB": "x", "GDAL_DATA": "y", "LANGUAGE": "en"}
        self.assertEqual(script.child_environment(base, False), {"PATH": "/bin", "LANGUAGE": "fr"})
        self.assertEqual(script.child_environment({"WSLENV": "A/p"}, True),
                         {"WSLENV": "A/p:LANGUAGE/u", "WSL_UTF8": "1", "LANGUAGE": "fr"})
        self.assertEqual(script.child_environment({}, True)["WSLENV"], "LANGUAGE/u")


class Paths(unittest.TestCase):
    def check(self, windows, linux):
        self.assertEqual(script.to_wsl(windows), linux)

    def test_drives(self):
        self.check(r"C:\Données été\communes.gpkg", "/mnt/c/Données été/communes.gpkg")
        self.check("d:/qpv.gpkg|layername=qpv_2024", "/mnt/d/qpv.gpkg|layername=qpv_2024")
        self.check(r"\\?\C:\x.gpkg", "/mnt/c/x.gpkg")
        self.check("C:\\", "/mnt/c/")

    def test_archives(self):
        self.check(r"/vsizip/C:\qpv.zip/qpv.shp", "/vsizip//mnt/c/qpv.zip/qpv.shp")
        self.check("/vsizip/{C:/a b.zip}/qpv.shp", "/vsizip/{/mnt/c/a b.zip}/qpv.shp")

    def test_inside_wsl(self):
        self.check(r"\\wsl$\Debian\home\moi\x.gpkg", "/home/moi/x.gpkg")
        self.check("//wsl.localhost/Debian/tmp/x.gpkg", "/tmp/x.gpkg")
        self.check(r"\\wsl.localhost\Debian", "/")
        self.check("/home/moi/x.gpkg", "/home/moi/x.gpkg")
        self.check("x.gpkg", "x.gpkg")

    def test_network(self):
        for path in (r"\\serveur\partage\x.gpkg", "//serveur/partage/x.gpkg", r"\\?\UNC\serveur\x.gpkg", "C:x.gpkg"):
            with self.assertRaises(ValueError, msg=path) as caught:
                script.to_wsl(path)
            self.assertIn(path, str(caught.exception))

    def test_words(self):
        self.assertEqual(script.word_to_wsl(r"C:\x.csv"), "/mnt/c/x.csv")
        self.assertEqual(script.word_to_wsl(r"--epci=C:\x.csv"), "--epci=/mnt/c/x.csv")
        for word in ("--zone", "reg:84", "--zone=dep:69", "2015,2024", "CLS", ""):
            self.assertEqual(script.word_to_wsl(word), word)


class Sources(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name, "données à lire")
        self.folder.mkdir()
        for name in ("communes.gpkg", "qpv.zip", "a b.csv"):
            Path(self.folder, name).touch()

    def path(self, name):
        return str(self.folder / name)

    def test_files(self):
        for source in ("communes.gpkg", "communes.gpkg|layername=commune"):
            self.assertEqual(script.file_of_layer("ogr", self.path(source)), self.path(source))
        zipped = "/vsizip/" + self.path("qpv.zip") + "/qpv.shp"
        self.assertEqual(script.file_of_layer("ogr", zipped), zipped)

    def test_more_than_a_file(self):
        for source in ("communes.gpkg|layername=c|subset=\"x\" = 1", "communes.gpkg|layerid=1", "absent.gpkg",
                       "communes.gpkg|geometrytype=Polygon", "communes.gpkg|option:LIST_ALL_TABLES=YES"):
            self.assertIsNone(script.file_of_layer("ogr", self.path(source)), source)
        for provider in ("memory", "postgres", "WFS", "spatialite", "virtual"):
            self.assertIsNone(script.file_of_layer(provider, self.path("communes.gpkg")), provider)

    def test_text(self):
        source = Path(self.folder, "a b.csv").as_uri()
        self.assertEqual(script.file_of_layer("delimitedtext", source + "?type=csv&delimiter=;&geomType=none"),
                         self.path("a b.csv"))
        self.assertEqual(script.file_of_layer("delimitedtext", source), self.path("a b.csv"))
        self.assertIsNone(script.file_of_layer("delimitedtext", source + "?type=csv&subset=x"))
        self.assertIsNone(script.file_of_layer("delimitedtext", source + "x?type=csv"))

    def test_names(self):
        self.assertEqual(script.file_name("QPV : été 2024/25"), "QPV _ été 2024_25")
        self.assertEqual(script.file_name(" .. "), "__")
        self.assertEqual(script.file_name(""), "couche")
        self.assertEqual(len(script.file_name("é" * 200)), 60)

    def test_references(self):
        here = str(self.folder)
        self.assertEqual(script.absolute_reference("a b.csv|layername=x|id=1", here),
                         self.path("a b.csv|layername=x|id=1"))
        for text in ("absent.gpkg|id=1", "", None, 3, self.path("a b.csv"), "|id=1"):
            self.assertEqual(script.absolute_reference(text, here), text)
        self.assertEqual(script.absolute_reference("a b.csv", ""), "a b.csv")

    def test_places(self):
        groups = [script.place_of(*table)[0] for table in
                  (("lacune", True), ("qpv_2015", True), ("dispositif", True), ("region", True), ("indicateur", False),
                   ("epts", True))]
        self.assertEqual(groups, ["Lacunes", "Couverture", "Dispositifs", "Territoires", "Tables", "Territoires"])
        ranks = [script.place_of(name, True)[1] for name in ("lacune", "qpv", "superposition", "epci", "epts", "commune")]
        self.assertEqual(ranks, sorted(ranks))
        self.assertGreater(script.place_of("relation", False)[1], ranks[-1])


class Output(unittest.TestCase):
    def test_version(self):
        self.assertEqual(script.read_version("maillage 0.12.3\nGDAL 3.6.2\n"), (0, 12, 3))
        for text in ("", "sh: maillage: not found", "QGIS 3.22.16", "maillage: erreur"):
            self.assertIsNone(script.read_version(text))

    def test_decode(self):
        self.assertEqual(script.decode("Écrit : été\r\n".encode()), "Écrit : été")
        self.assertEqual(script.decode("distribution installée".encode("utf-16-le")), "distribution installée")
        self.assertEqual(script.decode(b"\xe9t\xe9\n"), "été")

    def test_lines(self):
        told = [("[  ? %] lecture", "progress"), ("[ 62 %] écriture de qpv", "progress"),
                ("2 avertissements :", "warning"), ("  inventaire.xlsx: ligne 6", "warning"), ("    remède", "warning"),
                ("1 rejet :", "warning"), ("9 remarques :", "info"), ("  communes sans EPCI", "info"),
                ("Tous sont dans la table diagnostic du résultat.", "info"),
                ("maillage cover: x.gpkg: pas de tel fichier", "error"), ("  vérifiez le chemin", "error"),
                ("Voir « maillage cover --help ».", "info"),
                ("           QPV couverts  en partie", "console"), ("CLS           11 sur 14          1", "console")]
        reader = script.Reader()
        for line, kind in told:
            self.assertEqual(reader.read(line)[0], kind, line)
        self.assertEqual(reader.read("[ 62 %] écriture de qpv")[1], ("62", "écriture de qpv"))

    def test_codes(self):
        messages = [script.message_of(code) for code in (2, 3, 4, 5, 70, 130, -9, 99)]
        self.assertEqual(len(set(messages)), len(messages))
        self.assertIn("signal 9", script.message_of(-9))
        self.assertIn("99", script.message_of(99))


class Run(unittest.TestCase):
    def program(self, text):
        handle, path = tempfile.mkstemp()
        self.addCleanup(os.unlink, path)
        os.write(handle, f"#!/bin/sh\n{text}\n".encode())
        os.close(handle)
        os.chmod(path, stat.S_IRWXU)
        return path

    def run_it(self, text, *words, cancelled=lambda: False):
        told = []
        code = script.run_program([self.program(text), *words], dict(os.environ), lambda *what: told.append(what),
                                  cancelled)
        return code, told

    def test_words_reach_the_program(self):
        words = ("a b", "été $HOME", "`x`|y", "'\"")
        self.assertEqual(self.run_it('for x; do echo "$x"; done', *words), (0, [("console", word) for word in words]))

    def test_both_streams(self):
        code, told = self.run_it("i=0; while [ $i -lt 3000 ]; do echo $i; echo \"  $i\" >&2; i=$((i+1)); done; exit 4")
        self.assertEqual(code, 4)
        self.assertEqual([text for kind, text in told if kind == "console"], [str(i) for i in range(3000)])
        self.assertEqual([text for kind, text in told if kind == "info"], [f"  {i}" for i in range(3000)])

    def test_cancel(self):
        ready = tempfile.mktemp()
        self.addCleanup(os.unlink, ready)
        code, told = self.run_it(f"trap 'echo fin; exit 130' TERM; touch {ready}; while :; do sleep 0.05; done",
                                 cancelled=lambda: os.path.exists(ready))
        self.assertEqual((code, told), (130, [("console", "fin")]))

    def test_cancel_of_what_does_not_listen(self):
        ready = tempfile.mktemp()
        self.addCleanup(os.unlink, ready)
        self.addCleanup(setattr, script, "PATIENCE", script.PATIENCE)
        script.PATIENCE = 0.3
        code, _ = self.run_it(f"trap '' TERM; sleep 5 & touch {ready}; while :; do sleep 0.05; done",
                              cancelled=lambda: os.path.exists(ready))
        self.assertEqual(code, 130)

    def test_cancel_too_late(self):
        ready = tempfile.mktemp()
        self.addCleanup(os.unlink, ready)
        code, _ = self.run_it(f"trap '' TERM; touch {ready}; sleep 0.3", cancelled=lambda: os.path.exists(ready))
        self.assertEqual(code, 0)

    def test_missing(self):
        with self.assertRaises(OSError):
            script.run_program(["/nowhere/maillage"], {}, print, lambda: False)


if __name__ == "__main__":
    unittest.main()
