#!/usr/bin/python3
"""Tests the grid oracle and its comparison on squares checked by hand. No real data is read.

Exit 77, saying so, where geopandas is absent.
"""
import contextlib
import io
import sqlite3
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
try:
    import oracle_carreaux as oc
    import compare_peers
    from compare_carreaux import Comparison
    from compare_national import Report
    from oracle_carreaux_monde import World, read_cells, save
    from result_file import Result
    from shapely.geometry import Polygon, box
    from tableau_lille import estimates, mean_error, table
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def unit(pop, geom, official=()):
    return {"geom": geom, "nom": "", "pop": pop, "official": set(official), "terr": "met"}


def world(communes, qpv, cells):
    made = World(communes, qpv, generalised=False)
    made.weigh(cells)
    return made


# Two communes of 400 m by 400 m side by side; cells of 200 m; a QPV of 100 m by 200 m on each side of the limit.
A, B = box(0, 0, 400, 400), box(400, 0, 800, 400)
COMMUNES = {"00001": unit(1000, A), "00002": unit(500, B)}
QPV = {"QN00001N": unit(None, box(300, 0, 500, 200), ["00001", "00002"])}
CELLS = oc.Cells([0, 200, 400, 600], [0, 0, 0, 200], 200, [10, 20, 40, 30], [True, True, False, False])


class Weights(unittest.TestCase):
    def test_faces(self):
        raw = world(COMMUNES, QPV, CELLS).raw
        self.assertEqual(raw, {("00001", "QN00001N"): 10, ("00002", "QN00001N"): 20, ("00001", None): 20, ("00002", None): 50})

    def test_sea_does_not_count(self):
        """A cell half outside every commune gives all its people to the half inside."""
        raw = world({"00001": unit(9, box(0, 0, 100, 200))}, {}, oc.Cells([0], [0], 200, [8])).raw
        self.assertEqual(raw["00001", None], 8)

    def test_overlap_is_of_the_lower_code(self):
        raw = world({"00001": unit(9, box(0, 0, 150, 200)), "00002": unit(9, box(100, 0, 200, 200))}, {},
                    oc.Cells([0], [0], 200, [8])).raw
        self.assertAlmostEqual(raw["00001", None], 6)
        self.assertAlmostEqual(raw["00002", None], 2)

    def test_orphans(self):
        """Within 1 km of a commune they are its people; beyond they are nowhere."""
        made = world({"00001": unit(9, A)}, {}, oc.Cells([0, 1200, 1400], [0, 0, 0], 200, [1, 2, 4]))
        self.assertEqual([c for _, c in made.orphans], ["00001", None])
        self.assertEqual(made.raw["00001", None], 3)

    def test_triangle(self):
        self.assertEqual(oc.Cells([0, 200], [0, 0], 200, [1, 1]).areas(Polygon([(0, 0), (400, 0), (0, 400)])),
                         {0: 40000.0, 1: 20000.0})

    def test_imputed(self):
        self.assertAlmostEqual(world(COMMUNES, QPV, CELLS).imputed("QN00001N"), 10 / 30)

    def test_a_cell_twice(self):
        with self.assertRaises(SystemExit):
            oc.Cells([0, 0], [0, 0], 200, [1, 1])

    def test_ids(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "grid.csv"
            path.write_text("grd_id,cntr_id,pop2021\nCRS3035RES1000mN2929000E3210000,FR,7\n", encoding="utf-8")
            cells = read_cells(path, "pop2021")
        self.assertEqual(cells.square(0).bounds, (3210000, 2929000, 3211000, 2930000))
        self.assertEqual((cells.people[0], cells.imputed), (7, None))


class Calibration(unittest.TestCase):
    def people(self, published=None, communes=None):
        made = world(communes or COMMUNES, {"QN00001N": QPV["QN00001N"] | {"pop": published}}, CELLS)
        return made.people(True, True)

    def test_by_cells(self):
        people = self.people()
        self.assertAlmostEqual(people["00001", "QN00001N"], 1000 / 3)
        self.assertAlmostEqual(people["00002", "QN00001N"], 500 * 2 / 7)
        self.assertAlmostEqual(people["00002", None], 500 * 5 / 7)

    def test_published(self):
        people = self.people(90)
        self.assertAlmostEqual(people["00001", "QN00001N"], 30)
        self.assertAlmostEqual(people["00002", "QN00001N"], 60)
        self.assertAlmostEqual(people["00001", None], 970)

    def test_more_than_the_commune(self):
        people = self.people(90, COMMUNES | {"00002": unit(40, B)})
        self.assertAlmostEqual(people["00002", "QN00001N"], 40)
        self.assertAlmostEqual(people["00002", None], 0)
        self.assertAlmostEqual(people["00001", "QN00001N"], 30)

    def test_no_cell(self):
        """By area where no cell has people."""
        people = world(COMMUNES, QPV, oc.Cells([0], [0], 200, [0])).people(True, False)
        self.assertAlmostEqual(people["00001", "QN00001N"], 1000 / 8)

    def test_edges(self):
        """2 m of a QPV in a commune that its list does not name: they follow it with its published people,
        else nobody has them."""
        quarter = {"QN00001N": unit(100, box(300, 0, 402, 400), ["00001"])}
        for published, own, other in ((True, 100, 500), (False, 1000 * 10 / 30, 500)):
            people = world(COMMUNES, quarter, CELLS).people(True, published)
            self.assertAlmostEqual(people["00001", "QN00001N"], own)
            self.assertAlmostEqual(people["00002", None], other)
            self.assertNotIn(("00002", "QN00001N"), people)


class Bounds(unittest.TestCase):
    def setUp(self):
        self.world = world(COMMUNES, {"QN00001N": QPV["QN00001N"] | {"pop": 90}}, CELLS)
        self.ranges = self.world.ranges(True, 0.0)

    def cut(self, shape):
        return self.world.cover([], shape)

    def test_commune_limit(self):
        """Pieces of the QPV do not straddle the limit, which is a line of the grid: no range."""
        cover = {("00001", "QN00001N"): 1, ("00001", None): 1}
        self.assertEqual([round(v, 9) for v in self.ranges.of_qpv("QN00001N", cover)], [30, 30, 30])
        self.assertEqual(self.ranges.of_communes(["00001"], cover), (1000, 1000, 1000))

    def test_limit_within_a_cell(self):
        communes = {"00001": unit(1000, box(0, 0, 350, 400)), "00002": unit(500, box(350, 0, 800, 400))}
        made = world(communes, {"QN00001N": QPV["QN00001N"] | {"pop": 90}}, CELLS)
        cover = {("00001", "QN00001N"): 1, ("00001", None): 1}
        self.assertEqual([round(v, 9) for v in made.ranges(True, 0.0).of_qpv("QN00001N", cover)], [15, 0, 30])
        self.assertEqual([round(v, 9) for v in made.ranges(True, 0.0).of_communes(["00002"], cover)], [0, 0, 0])

    def test_polygon(self):
        """Half of the western piece and no eastern one."""
        cover = self.cut(box(350, -50, 400, 250))
        self.assertEqual([round(v, 9) for v in self.ranges.of_qpv("QN00001N", cover)], [15, 0, 30])

    def test_own_limit_is_no_range(self):
        """The whole QPV is covered although no cell lies wholly in it."""
        cover = self.cut(box(250, -50, 550, 250))
        self.assertEqual([round(v, 9) for v in self.ranges.of_qpv("QN00001N", cover)], [90, 90, 90])
        pop, low, high = self.ranges.of_communes(["00001"], cover)
        self.assertAlmostEqual(low, 30)  # the rest of the cell is cut: 970 people, a third of them in it
        self.assertAlmostEqual(pop, 30 + 970 / 20 * 5)
        self.assertAlmostEqual(high, 30 + 970 / 20 * 10)


class Comparing(unittest.TestCase):
    """A result as it should be, then each fault."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        save(self.folder / "face.csv", ["insee_com", "code_qp", "lisere", "carreaux"],
             [["00001", "", 0, 900], ["00001", "QP1", 0, 100], ["00002", "", 0, 50], ["00002", "QP1", 1, 0]])
        save(self.folder / "qpv.csv", ["code_qp", "lib_qp", "pop_publiee", "poids", "part_imputee", "carreaux", "surface"],
             [["QP1", "Un", 120, 90, 0.25, 100, 60]])
        save(self.folder / "plage.csv", ["passage", "couche", "code", "type", "pop", "pop_min", "pop_max"],
             [["carreaux", "qpv", "QP1", "cls", 40, 30, 50], ["carreaux", "dispositif", "CLS-1", "", 40, 30, 50]])
        for method, people in (("carreaux", 100), ("surface", 60)):
            self.result(method, people)

    def result(self, name, people):
        db = sqlite3.connect(self.folder / f"{name}.gpkg")
        db.executescript(f"""
            CREATE TABLE qpv (code_qp, pop, methode_pop, part_imputee, pop_cls, pop_min_cls, pop_max_cls);
            INSERT INTO qpv VALUES ('QP1', {people}, 'carreaux', 0.25, 40, 30, 50);
            CREATE TABLE lacune (type, code_qp, insee_com, pop);
            INSERT INTO lacune VALUES ('TEMOIN', 'QP1', '00001', 100), ('CLS', 'QP1', '00001', 60);
            CREATE TABLE commune (insee_com, pop, pop_qpv);
            INSERT INTO commune VALUES ('00001', 1000, 100), ('00002', 50, 0);
            CREATE TABLE dispositif (id_dispositif, pop, pop_min, pop_max);
            INSERT INTO dispositif VALUES ('CLS-1', 40, 30, 50);""")
        db.commit()
        db.close()

    def faults(self):
        report = Report({}, False)
        Comparison(Result(self.folder / "carreaux.gpkg"), self.folder, "carreaux", report).compare()
        with contextlib.redirect_stdout(io.StringIO()) as text:
            return report.print(), text.getvalue()

    def test_good(self):
        self.assertEqual(self.faults()[0], 0)

    def test_each_fault(self):
        for statement, word in (
                ("UPDATE qpv SET pop = pop * (1 + 2e-6)", "qpv : pop "),
                ("UPDATE qpv SET methode_pop = 'surface'", "methode_pop"),
                ("UPDATE qpv SET part_imputee = NULL", "part_imputee"),
                ("UPDATE lacune SET pop = 99 WHERE type = 'TEMOIN'", "faces QPV × commune : pop"),
                ("DELETE FROM lacune WHERE type = 'TEMOIN'", "absent du résultat"),
                ("INSERT INTO lacune VALUES ('TEMOIN', 'QP1', '00002', 0)", "inconnu de l'oracle"),
                ("UPDATE commune SET pop = 1001 WHERE insee_com = '00001'", "commune : pop "),
                ("UPDATE commune SET pop_qpv = 1 WHERE insee_com = '00002'", "commune : pop_qpv"),
                ("UPDATE qpv SET pop_min_cls = 31", "qpv : pop_min_t"),
                ("UPDATE dispositif SET pop_max = 51", "dispositif : pop_max_t")):
            db = sqlite3.connect(self.folder / "carreaux.gpkg")
            before = list(db.iterdump())
            db.execute(statement)
            db.commit()
            code, text = self.faults()
            self.assertEqual(code, 1, statement)
            self.assertTrue(any("ÉCART" in line and word in line for line in text.splitlines()), (statement, text))
            db.close()
            (self.folder / "carreaux.gpkg").unlink()
            sqlite3.connect(self.folder / "carreaux.gpkg").executescript("\n".join(before))

    def test_table(self):
        rows = estimates(self.folder, False)
        self.assertAlmostEqual(mean_error(rows, "carreaux"), 20 / 120)
        self.assertAlmostEqual(mean_error(rows, "surface"), 60 / 120)
        self.assertIn("| QP1 Un | 120 | 100 | −20 (−17%) | 60 | −60 (−50%) |", list(table(rows, "en")))


class Peers(unittest.TestCase):
    """A commune of 100 people of cells, 20 of them in a QPV, and one that shares ground with a neighbour."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        save(self.folder / "face.csv", ["insee_com", "code_qp", "lisere", "poids_entier", "partage_m2"],
             [["00001", "", 0, 80, 0], ["00001", "QP1", 0, 20, 0], ["00002", "", 0, 50, 100]])
        save(self.folder / "littoral.csv", ["insee_com", "habitants", "partage_m2"], [["00001", 0, 0], ["00002", 0, 0]])
        save(self.folder / "ecart.csv", ["niveau", "code", "m2"], [["qpv", "QP1", 0]])
        save(self.folder / "B_gpd_com.csv", ["code", "pop"], [["00001", 100], ["00002", 60]])
        save(self.folder / "B_gpd_faces.csv", ["id", "pop"], [["QP1_00001", 20]])
        save(self.folder / "B_gpd_qpv.csv", ["code_qp", "pop"], [["QP1", 20]])
        db = sqlite3.connect(self.folder / "result.gpkg")
        db.executescript("""
            CREATE TABLE commune (insee_com, pop); INSERT INTO commune VALUES ('00001', 1000000), ('00002', 1000000);
            CREATE TABLE lacune (type, code_qp, insee_com, pop); INSERT INTO lacune VALUES ('TEMOIN', 'QP1', '00001', 200000);""")
        db.close()

    def run_it(self):
        with contextlib.redirect_stdout(io.StringIO()) as text:
            sys.argv = ["", str(self.folder), str(self.folder), str(self.folder / "result.gpkg")]
            return compare_peers.main(), text.getvalue()

    def test_good(self):
        code, text = self.run_it()
        self.assertEqual(code, 0, text)
        self.assertIn("sol réclamé deux fois", text)

    def test_each_fault(self):
        for name, head, rows, word in (
                ("B_gpd_com", ["code", "pop"], [["00001", 101], ["00002", 60]], "gpd : com"),
                ("B_gpd_com", ["code", "pop"], [["00001", 100], ["00002", 70]], "gpd : com"),  # more than 100 m² can hold
                ("B_gpd_qpv", ["code_qp", "pop"], [], "gpd : qpv"),
                ("B_gpd_faces", ["id", "pop"], [["QP1_00001", 20.001]], "maillage et gpd : parts")):
            before = (self.folder / f"{name}.csv").read_text()
            save(self.folder / f"{name}.csv", head, rows)
            code, text = self.run_it()
            self.assertEqual(code, 1, text)
            self.assertTrue(any("ÉCART" in line and word in line for line in text.splitlines()), (word, text))
            (self.folder / f"{name}.csv").write_text(before)


if __name__ == "__main__":
    unittest.main()
