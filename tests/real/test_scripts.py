#!/usr/bin/python3
"""Tests the oracle, the comparison and the invariants on a world small enough to check by hand.

No real data is read. Skipped, saying so, where geopandas is absent.
"""
import csv
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
try:
    from shapely.geometry import Polygon, box
    import fake_result
    import oracle_faces
    import oracle_national
    import oracle_report
    import oracle_sources
    import scanline
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)


def commune(dep, epci, pop, geom):
    return {"geom": geom, "nom": "", "dep": dep, "reg": "00", "epci": epci, "pop": pop, "terr": "met"}


def quarter(pop, official, geom, out=False):
    return {"geom": geom, "nom": "", "official": set(official), "terr": "987" if out else "met",
            "out": out, "pop": pop}


# Three squares of 1 km; the third, of another département, overlaps the second by 10 m.
COMMUNES = {
    "00001": commune("00", "200000001", 10000, box(0, 0, 1000, 1000)),
    "00002": commune("00", "200000002", 5000, box(1000, 0, 2000, 1000)),
    "01003": commune("01", "200000002", 2000, box(1990, 0, 3000, 1000)),
    "01004": commune("01", None, 0, box(3000, 0, 4000, 1000)),
}
QPV = {
    "QN00001N": quarter(1000, ["00001"], box(100, 100, 300, 300)),
    "QN00002N": quarter(800, ["00001", "00002"], box(900, 0, 1100, 100)),   # half and half
    "QN00003N": quarter(600, ["00001"], box(700, 500, 1003, 600)),          # an edge of 3 m
    "QN00004N": quarter(50, ["00001"], None),                               # collapsed
    "QN00005N": quarter(400, ["00002", "01003"], box(1900, 0, 2100, 100)),  # on the overlap
    "QN00006N": quarter(300, ["00001"], box(290, 100, 490, 300)),           # overlaps the first
    "QN98701N": quarter(None, [], None, out=True),
}
ROWS = [("CLS-1", "CLS", "ACTIF", "2020-01-01", "2026-06-30"), ("CLS-2", "CLS", "EN_PROJET", "2020-01-01", ""),
        ("CLS-3", "CLS", "ACTIF", "2015-01-01", "2026-06-29"), ("ASV-1", "ASV", "ACTIF", "2026-06-30", ""),
        ("CLSM-1", "CLSM", "EN_RENOUVELLEMENT", "2015-01-01", "2020-12-31")]
LINES = [("CLS-1", "INCLUT", "COMMUNE", "00001"), ("CLS-2", "INCLUT", "COMMUNE", "00002"),
         ("CLS-3", "INCLUT", "COMMUNE", "01003"), ("ASV-1", "INCLUT", "QPV_DE_COMMUNE", "00002"),
         ("CLSM-1", "INCLUT", "EPCI", "200000002"), ("CLSM-1", "EXCLUT", "COMMUNE", "01003")]


def small_oracle(folder):
    rows = [{"id_dispositif": i, "type": t, "statut": s, "date_debut": a, "date_signature": "",
             "date_fin": b} for i, t, s, a, b in ROWS]
    lines = [{"id_dispositif": i, "operation": o, "unite_type": u, "unite_code": c, "couverture": "TOTALE"}
             for i, o, u, c in LINES]
    with mock.patch.object(oracle_sources, "load_communes", lambda: (COMMUNES, {}, [])), \
            mock.patch.object(oracle_sources, "load_qpv", lambda *_: (QPV, [], [])), \
            mock.patch.object(oracle_sources, "load_inventory", lambda: (rows, lines)), \
            mock.patch("builtins.print"):
        oracle = oracle_national.Oracle("A", "2026-06-30", 1)
        oracle_report.write_all(oracle, SimpleNamespace(variant="A", date="2026-06-30", out=folder))


def table(folder, name, *keys):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as handle:
        return {tuple(r[k] for k in keys) if len(keys) > 1 else r[keys[0]]: r for r in csv.DictReader(handle)}


class SmallWorld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        small_oracle(cls.folder)
        fake_result.make(cls.folder, cls.folder / "good.gpkg")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def same(self, name, key, values):
        row = table(self.folder, name, key[0])[key[1]]
        for column, value in values.items():
            if isinstance(value, str):
                self.assertEqual(row[column], value, (key, column))
            else:
                self.assertAlmostEqual(float(row[column]), value, 9, (key, column))

    def test_in_force(self):
        active = {i for i, r in table(self.folder, "dispositif", "id_dispositif").items() if r["en_vigueur"] == "1"}
        self.assertEqual(active, {"CLS-1", "ASV-1", "CLSM-1"})

    def test_qpv(self):
        self.same("qpv", ("code_qp", "QN00002N"), {"part_brute_cls": 0.5, "pop_cls": 400, "part_brute_asv": 0.5,
                                                   "brute_entier_asv": 1, "combinaison": "CLS+ASV+CLSM"})
        self.same("qpv", ("code_qp", "QN00003N"), {
            "part_brute_cls": 300 / 303, "part_brute_clsm": 3 / 303, "part_aire_cls_g1o0": 1, "pop_cls": 600,
            "part_aire_clsm_g0o0": 0, "pop_clsm": 0, "liseres": "00002", "couverture_clsm": "aucun"})
        self.same("qpv", ("code_qp", "QN00004N"), {"etat": "efface", "part_brute_cls": 1, "pop_cls": 50})
        self.same("qpv", ("code_qp", "QN00005N"), {"part_brute_clsm": 0.5, "brute_exclut_clsm": 0.45,
                                                   "pop_clsm": 200, "couverture_clsm": "partiel"})
        self.same("qpv", ("code_qp", "QN00006N"), {"pop": 300, "pop_cls": 300})
        self.same("qpv", ("code_qp", "QN98701N"), {"etat": "hors_territoire", "combinaison": "aucun"})

    def test_communes_and_groups(self):
        self.same("commune", ("insee_com", "00001"), {"pop_cls": 10000, "pop_asv": 0, "pop_qpv": 2350})
        self.same("commune", ("insee_com", "00002"), {"pop_clsm": 5000, "pop_asv": 600, "pop_1": 4400, "pop_2": 600})
        self.same("commune", ("insee_com", "01003"), {"pop_clsm": 0, "part_recouverte_clsm": 10 / 1010, "pop_0": 2000})
        self.same("epci", ("siren_epci", "200000002"), {"nb_com": 2, "pop": 7000, "pop_asv": 600, "pop_clsm": 5000})
        self.same("dispositif", ("id_dispositif", "ASV-1"), {"pop": 600, "nb_qpv": 2, "nb_com": 1, "aire_m2": 20300})

    def test_gaps(self):
        gaps = table(self.folder, "lacune", "type", "code_qp", "insee_com")
        self.assertEqual({k[1:] for k in gaps if k[0] == "CLS"},
                         {("QN00002N", "00002"), ("QN00005N", "00002"), ("QN00005N", "01003")})
        self.assertEqual(float(gaps["CLS", "QN00002N", "00002"]["pop"]), 400)

    def test_overlaps(self):
        pairs = table(self.folder, "communes_superposees", "insee_a", "insee_b")
        self.assertEqual(list(pairs), [("00002", "01003")])
        self.assertAlmostEqual(float(pairs["00002", "01003"]["aire_m2"]), 10000)

    def run_script(self, name, *args):
        done = subprocess.run([sys.executable, HERE / name, *map(str, args)], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def test_good_result(self):
        code, text = self.run_script("compare_national.py", self.folder / "good.gpkg", self.folder)
        self.assertEqual(code, 0, text)
        code, text = self.run_script("invariants.py", self.folder / "good.gpkg")
        self.assertEqual(code, 0, text)

    def broken(self, statement):
        path = self.folder / "bad.gpkg"
        shutil.copyfile(self.folder / "good.gpkg", path)
        with sqlite3.connect(path) as db:
            db.execute(statement)
        db.close()
        return path

    def test_comparison_sees_each_fault(self):
        for statement, word in (
                ("UPDATE qpv SET part_brute_cls = part_brute_cls + 2e-6 WHERE code_qp = 'QN00002N'", "ÉCART part_brute"),
                ("UPDATE qpv SET part_aire_cls = 0.99 WHERE code_qp = 'QN00003N'", "part_aire"),
                ("UPDATE qpv SET couverture_cls = 'total' WHERE code_qp = 'QN00002N'", "qpv: couverture"),
                ("UPDATE qpv SET ids_cls = 'CLS-2' WHERE code_qp = 'QN00001N'", "qpv: ids"),
                ("UPDATE commune SET pop_asv = 601 WHERE insee_com = '00002'", "commune: pop couverte"),
                ("UPDATE commune SET pop = 9999 WHERE insee_com = '00001'", "commune: pop"),
                ("UPDATE epci SET pop_clsm = 7000 WHERE siren_epci = '200000002'", "epci: pop_clsm"),
                ("UPDATE dispositif SET en_vigueur = 1 WHERE id_dispositif = 'CLS-3'", "en_vigueur"),
                ("DELETE FROM lacune WHERE type = 'CLS' AND code_qp = 'QN00002N'", "lacune"),
                ("DELETE FROM qpv WHERE code_qp = 'QN00004N'", "qpv: codes"),
                ("UPDATE parametre SET valeur = '2026-07-01'", "parametre: date")):
            code, text = self.run_script("compare_national.py", self.broken(statement), self.folder)
            self.assertEqual(code, 1, statement)
            self.assertIn(word, " ".join(text.split()), statement)

    def test_overlap_of_communes_is_explained(self):
        path = self.broken("UPDATE commune SET pop_clsm = 19, couverture_clsm = 'partiel' WHERE insee_com = '01003'")
        code, text = self.run_script("compare_national.py", path, self.folder)
        self.assertEqual(code, 0, text)
        self.assertIn("bord superposé", text)

    def test_explanations(self):
        path = self.broken("UPDATE qpv SET part_brute_cls = 0.4 WHERE code_qp = 'QN00002N'")
        cases = self.folder / "cases.csv"
        cases.write_text("couche,code,colonne,raison\nqpv,QN00002N,part_brute_cls,because\n", encoding="utf-8")
        code, text = self.run_script("compare_national.py", path, self.folder, "--explain", cases)
        self.assertEqual(code, 0, text)
        self.assertIn("because", text)

    def test_invariants_see_each_fault(self):
        for statement, word in (
                ("UPDATE commune SET pop = pop + 1 WHERE insee_com = '00001'", "pop: commune = epci"),
                ("UPDATE qpv SET pop_min_cls = pop_cls + 1 WHERE code_qp = 'QN00001N'", "min <= pop"),
                ("UPDATE qpv SET part_brute_cls = 1.1 WHERE code_qp = 'QN00001N'", "parts de 0 à 1"),
                ("UPDATE qpv SET cumul = 0 WHERE code_qp = 'QN00001N'", "qpv: cumul"),
                ("UPDATE qpv SET combinaison = 'ASV+CLS' WHERE code_qp = 'QN00002N'", "qpv: combinaison"),
                ("UPDATE epci SET pop_asv = 601 WHERE siren_epci = '200000002'", "somme des communes (pop_asv)"),
                ("DELETE FROM lacune WHERE type = 'CLS' AND code_qp = 'QN00005N'", "lacune = QPV"),
                ("UPDATE epci SET pop_1 = pop_1 + 1", "pop_0 + … = pop"),
                ("UPDATE qpv SET ids_cls = 'CLS-1,ASV-1', nb_cls = 2 WHERE code_qp = 'QN00001N'", "ids triés"),
                ("UPDATE qpv SET couverture_cls = 'total', cumul = 3 WHERE code_qp = 'QN00002N'", "selon part_aire"),
                ("INSERT INTO commune (insee_com, pop) VALUES ('00000', 0)", "ordonnées"),
                ("INSERT INTO indicateur VALUES ('region', '00', 'x', 'CLS', 1, 4, 0.3, NULL, NULL, 'part')", "indicateur: valeur")):
            code, text = self.run_script("invariants.py", self.broken(statement))
            self.assertEqual(code, 1, statement)
            self.assertIn(word, text, statement)


class Geometry(unittest.TestCase):
    def test_structure_method(self):
        """Ground that a ring goes round twice is kept by the structure method, not by linework."""
        bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
        self.assertAlmostEqual(oracle_sources.repair_structure(bow).area, 2)
        star = Polygon([(0, 0), (4, 0), (4, 4), (-2, 4), (-2, 2), (2, 2), (2, 6), (0, 6)])
        twice = box(0, 2, 2, 4).area
        whole = oracle_sources.repair_structure(star).area
        self.assertAlmostEqual(oracle_sources.repair_linework(star).area, whole - twice)

    def test_edge_thresholds(self):
        whole = box(0, 0, 10000, 100)
        for wide, long, strict in ((9.9, 100, True), (10.1, 100, False), (9.9, 1000, True), (20, 49, True), (20, 51, False)):
            got = oracle_faces.edges_of(whole, {"x": box(0, 0, long, wide)}, {"y"}, 0)
            self.assertEqual(bool(got), strict, (wide, long))
        self.assertFalse(oracle_faces.edges_of(whole, {"x": box(0, 0, 500, 100)}, {"y"}, 1))  # 5 % exactly
        self.assertTrue(oracle_faces.edges_of(whole, {"x": box(0, 0, 499, 100)}, {"y"}, 1))
        self.assertFalse(oracle_faces.edges_of(whole, {"x": box(0, 0, 1, 100)}, {"x"}, 1))

    def test_scanline(self):
        a, b = box(0, 0, 10, 10), Polygon([(5, 5), (15, 5), (5, 15)])
        self.assertAlmostEqual(scanline.covered_area(a, [b]), a.intersection(b).area, 9)
        ring = box(0, 0, 10, 10).difference(box(4, 4, 6, 6))
        self.assertAlmostEqual(scanline.covered_area(ring, [b, box(0, 0, 5, 5)]), 24 + 24, 9)


if __name__ == "__main__":
    unittest.main()
