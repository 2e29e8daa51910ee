#!/usr/bin/python3
"""Tests the indicators' oracle, the series, the rank and their comparisons on a world checked by hand.

Real data is read only to see that the inventory of cases gives every indicator one. Skipped, saying so, where
geopandas is absent.
"""
import csv
import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
try:
    from shapely.geometry import box
    import compare_tables
    import fake_indicateurs
    import oracle_indicateurs
    import oracle_inventaire
    import oracle_monde
    import oracle_rang
    import oracle_sources
    import oracle_temps
    import scenario_indicateurs
    from oracle_couverture import Coverage
    from test_scripts import quarter
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)

DAY = dt.date(2026, 6, 30)
E1, E2 = "200000001", "200000002"


def commune(dep, epci, pop, west):
    return {"geom": box(west, 0, west + 1000, 1000), "nom": "", "dep": dep, "reg": "84", "epci": epci, "pop": pop,
            "terr": "met"}


# Four squares of 1 km in a row, two départements.
COMMUNES = {"01001": commune("01", E1, 10000, 0), "01002": commune("01", E1, 30000, 1000),
            "02003": commune("02", E2, 5000, 2000), "02004": commune("02", None, None, 3000)}
QPV = {
    "QN00001N": quarter(1000, ["01001"], box(100, 100, 300, 300)),
    "QN00002N": quarter(800, ["01001", "01002"], box(900, 0, 1100, 100)),  # half and half
    "QN00003N": quarter(600, ["02003"], box(1997, 500, 2300, 600)),        # an edge of 3 m in 01002
    "QN00004N": quarter(None, ["02004"], box(3100, 100, 3300, 300)),       # of unknown population
}
ROWS = [
    {"id_dispositif": "CLS-0", "statut": "ECHU", "date_debut": "2010-06-30", "date_fin": "2014-12-31"},
    {"id_dispositif": "CLS-1", "statut": "ACTIF", "date_debut": "30/06/2020", "date_fin": "06/2027", "generation": "2",
     "porteur_type": "COMMUNE", "porteur_code": "01001", "coordination": "OUI", "etp": "0,5", "volet_sante_cdv": "OUI",
     "succede_a": "CLS-0", "source_date": "2025-06-30"},
    {"id_dispositif": "CLS-2", "statut": "ACTIF", "coordination": "INCONNU", "date_fin": "2027-07-01"},
    {"id_dispositif": "CLS-3", "statut": "ACTIF", "porteur_type": "EPCI", "porteur_code": E2},
    {"id_dispositif": "CLS-4", "statut": "ACTIF", "porteur_type": "ASSOCIATION"},
    {"id_dispositif": "CLS-5", "statut": "INCONNU"},
    {"id_dispositif": "CLS-6", "statut": "ACTIF"},
    {"id_dispositif": "CLS-7", "statut": "EN_PROJET"},
    {"id_dispositif": "ASV-1", "statut": "ACTIF", "date_signature": "2015", "volet_sante_cdv": "NON"},
    {"id_dispositif": "CDV-1", "statut": "ACTIF"},
]
LINES = [("CLS-0", "EPCI", E1, {}), ("CLS-1", "COMMUNE", "01001", {}), ("CLS-2", "EPCI", E1, {}), ("CLS-3", "INCONNU", "", {}),
         ("CLS-4", "INCONNU", "", {}), ("CLS-5", "COMMUNE", "02003", {}), ("CLS-6", "COMMUNE", "02003", {"couverture": "PARTIELLE"}),
         ("CLS-7", "COMMUNE", "02004", {}), ("ASV-1", "QPV_DE_COMMUNE", "01002", {}), ("CDV-1", "EPCI", E1, {})]


def small_world(surveys=(), rows=(), lines=()):
    world = oracle_monde.World({c: dict(r) for c, r in COMMUNES.items()}, QPV)
    all_rows = [{"type": r["id_dispositif"].split("-")[0], **r} for r in [*ROWS, *rows]]
    all_lines = [{"id_dispositif": i, "unite_type": u, "unite_code": c, **more} for i, u, c, more in [*LINES, *lines]]
    keys = ("echelon", "code", "type", "complet")
    inventory = oracle_inventaire.Inventory(world, all_rows, all_lines, [dict(zip(keys, s)) for s in surveys], DAY)
    return world, inventory, Coverage(world, inventory)


def found(folder):
    with open(folder / "indicateur.csv", encoding="utf-8", newline="") as handle:
        return {(r["echelon"], r["code"], r["indicateur"], r["type"]): r for r in csv.DictReader(handle)}


class SmallWorld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.world, cls.inventory, cls.cover = small_world()
        oracle_indicateurs.write_all(cls.cover, "01", cls.folder)
        cls.rows = found(cls.folder)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def same(self, name, t, num, den, missing, scope=("region", "84"), **more):
        row = self.rows[(*scope, name, t)]
        wanted = {"numerateur": num, "denominateur": den, "non_renseigne": missing, **more}
        for column, value in wanted.items():
            if value is None:
                self.assertEqual(row[column], "", (name, column))
            else:
                self.assertAlmostEqual(float(row[column]), value, 9, (name, t, column))

    def test_contracts(self):
        self.same("contrats_en_vigueur", "CLS", 4, 6, 1, valeur=4)  # not CLS-4, which nothing places
        self.same("contrats_actif", "CLS", 4, 6, 1)
        self.same("contrats_en_projet", "CLS", 1, 6, 1)
        self.same("contrats_avec_qpv", "CLS", 2, 2, 2)
        self.same("contrats_avec_contrat_ville", "CLS", 2, 2, 2)
        self.same("contrats_hors_contrat_ville", "CLS", 0, 2, 2)
        self.same("contrats_generation_2", "CLS", 1, 1, 3)
        self.same("contrats_porteur_commune", "CLS", 1, 2, 2)
        self.same("contrats_echelle_communale", "CLS", 1, 3, 1)
        self.same("contrats_echelle_infra_communale", "CLS", 1, 3, 1)
        self.same("contrats_echelle_communale_porteur_commune", "CLS", 1, 1, 3)
        self.same("contrats_coordination_oui", "CLS", 1, 1, 3)
        self.same("contrats_taille_10000_20000", "CLS", 1, 2, 2)
        self.same("contrats_taille_moins_20000", "CLS", 1, 2, 2)
        self.same("contrats_volet_sante_cdv", "CLS", 1, 1, 3)

    def test_fields(self):
        self.same("etp_total", "CLS", 0.5, 1, 3, valeur=0.5)
        self.same("etp_total", "ASV", 0, 0, 1, valeur=None)
        self.same("anciennete_moyenne", "CLS", 16, 1, 3, valeur=16, valeur_min=16)  # of CLS-0: 5844 days
        self.same("age_information", "CLS", 365 / 365.25, 1, 3)
        self.same("contrats_echeance_12_mois", "CLS", 1, 2, 2)  # 30 June 2027 is in, 1 July is not
        self.same("habitants_par_contrat", "CLS", 50000, 2, 2, valeur=25000, valeur_min=10000, valeur_max=40000)
        self.same("contrats_renseignes_debut", "CLS", 1, 4, 0)
        self.same("contrats_perimetre_porteur_identique", "CLS", 1, 1, 3)
        self.same("contrats_suite_reduite", "CLS", 1, 1, 0)
        self.same("contrats_avec_asv", "CLS", 1, 2, 2)
        self.same("contrats_apres_asv", "CLS", 0, 0, 1, valeur=None)  # CLS-2 meets the ASV and has no start
        self.same("superpositions", "CLS", 1, 2, 0)

    def test_places(self):
        self.same("contrats_en_vigueur", "CLS", 2, 3, 0, ("departement", "01"))
        self.same("contrats_en_vigueur_par_departement", "CLS", 2, 2, 0, valeur=2, valeur_min=2, valeur_max=2)
        self.same("contrats_en_vigueur", "ASV", 1, 1, 0, ("contrat_ville", "CDV-1"))
        self.assertNotIn(("epci", E1, "epci_couverts", "CLS"), self.rows)

    def test_zones(self):
        self.same("qpv_couverts", "CLS", 2, 3, 1)
        self.same("pop_qpv_couverte", "CLS", 1800, 1800, 600)
        self.same("communes_total", "CLS", 2, 3, 1)
        self.same("pop_couverte", "CLS", 40000, 40000, 5000, valeur_min=1, valeur_max=1)
        self.same("qpv_partiel", "ASV", 1, 4, 0)
        self.same("pop_qpv_couverte", "ASV", 400, 2400, 0, valeur_min=0, valeur_max=800 / 2400)
        self.same("qpv_intersectes", "ASV", 2, 4, 0)
        self.same("qpv_lisere", "ASV", 1, 4, 0)
        self.same("communes_qpv_tous", "ASV", 1, 4, 0)
        self.same("communes_qpv_aucun", "CLS", 1, 3, 1)
        self.same("pop_superposee", "CLS", 10000, 40000, 0)
        self.same("contrats_ville_total", "CLS", 1, 1, 0)
        self.same("contrats_ville_avec_contrat", "ASV", 1, 1, 0)
        self.same("communes_recensees", "CLS", 4, 4, 0)
        self.same("qpv_couverts_par_departement", "CLS", 2, 2, 0, valeur=0.5, valeur_min=0, valeur_max=1)

    def test_cumul(self):
        self.same("pop_0", "", 5000, 45000, 1)
        self.same("pop_1", "", 39600, 45000, 1)
        self.same("pop_2", "", 400, 45000, 1)
        self.same("qpv_cumul_1", "", 1, 3, 1)
        self.same("qpv_combinaison_cls_asv", "", 1, 3, 1)
        self.same("pop_qpv_combinaison_cls", "", 1000, 1800, 600)
        self.same("qpv_sans_dispositif", "", 1, 3, 1)

    def test_territory_and_health(self):
        self.same("qpv_nombre", "", 4, 4, 1)
        self.same("pop_qpv", "", 2400, 45000, 1)
        self.same("taille_qpv", "", 2400, 3, 1, valeur=800, valeur_min=600, valeur_max=1000)
        self.same("epci_avec_qpv", "", 2, 2, 0)
        self.same("contrats_ville_nombre", "", 1, 1, 0)
        self.same("volet_sante_cls", "", 1, 1, 0)

    def test_shares_of_departements(self):
        with open(self.folder / "dispositif_departement.csv", encoding="utf-8", newline="") as handle:
            rows = {r["id_dispositif"]: r for r in csv.DictReader(handle)}
        self.assertEqual(sorted(rows), ["ASV-1", "CDV-1", "CLS-1", "CLS-2"])
        self.assertEqual([float(rows["CLS-1"][c]) for c in ("nb_com", "part_com", "aire_ha", "part_aire", "pop", "part_pop")],
                         [1, 0.5, 100, 0.5, 10000, 0.25])

    def test_qpv_told_in_a_commune_without_population(self):
        """Its people count among QPV, and not among those of the territory."""
        quarters = QPV | {"QN00004N": QPV["QN00004N"] | {"pop": 70}}
        world = oracle_monde.World(COMMUNES, quarters)
        cover = Coverage(world, oracle_inventaire.Inventory(world, [{"type": "CLS", **ROWS[1]}], [], [], DAY))
        rows = {r["indicateur"]: r for r in oracle_indicateurs.rows_of(cover, cover.territory("region", "84", COMMUNES))}
        self.assertEqual([rows["pop_qpv"][c] for c in ("numerateur", "denominateur", "non_renseigne")], [2400, 45000, 1])
        self.assertEqual([rows["taille_qpv"][c] for c in ("numerateur", "denominateur")], [2470, 4])
        self.assertEqual(rows["pop_0"]["denominateur"], 45000)
        self.assertEqual(rows["pop_qpv_couverte"]["denominateur"], 2470)

    def test_edges_may_be_nowhere(self):
        world = oracle_monde.World(COMMUNES, QPV, "hors")
        self.assertAlmostEqual(self.world.qpv_area["QN00003N"], 30300)
        self.assertAlmostEqual(world.qpv_area["QN00003N"], 30000)

    def test_surveys(self):
        cover = small_world([("DEPARTEMENT", "01", "CLS", "OUI"), ("EPCI", E2, "CLS", "NON")])[2]
        scope = cover.territory("region", "84", COMMUNES)
        states = {z.code: cover.state("commune", z, "CLS") for z in cover.zones(scope, "commune")}
        self.assertEqual(states, {"01001": "total", "01002": "total", "02003": "inconnu", "02004": "non_recense"})

    def test_shares_of_people(self):
        more = {"couverture": "PARTIELLE", "part_population": "0.4"}
        world, _, cover = small_world((), [{"id_dispositif": "CLSM-1", "statut": "ACTIF"}], [("CLSM-1", "COMMUNE", "01002", more)])
        zone = {z.code: z for z in cover.zones(cover.territory("region", "84", COMMUNES), "commune")}["01002"]
        self.assertEqual(cover.state("commune", zone, "CLSM"), "partiel")
        self.assertEqual(cover.covered_people(zone.faces, "CLSM"), (12000, 12000, 12000))
        contract = cover.inv.contracts["CLSM-1"]
        self.assertEqual((cover.people_of(contract), cover.scale(contract)), (12000, "infra_communale"))

    def test_dates(self):
        self.assertEqual(oracle_inventaire.read_date("2027-02", last=True), dt.date(2027, 2, 28))
        self.assertEqual(oracle_inventaire.read_date("05/2019"), dt.date(2019, 5, 1))
        self.assertEqual(oracle_inventaire.read_date("2019", last=True), dt.date(2019, 12, 31))
        self.assertRaises(SystemExit, oracle_inventaire.read_date, "soon")

    def test_series(self):
        world, inventory, _ = small_world()
        rows = {(r["date"], r["type"]): r for r in oracle_temps.series(world, inventory, 2014, 2015, "84")}
        self.assertEqual([rows["2014-12-31", "CLS"][c] for c in ("contrats_en_vigueur", "qpv_couverts", "pop_couverte")],
                         [4, 2, 40000])  # CLS-0 and those without a start
        self.assertEqual(rows["2014-12-31", "ASV"]["qpv_couverts"], 0)
        self.assertEqual([rows["2015-12-31", "ASV"][c] for c in ("qpv_partiel", "pop_qpv_couverte", "qpv_connus")], [1, 400, 4])

    def test_rank(self):
        self.assertEqual(oracle_rang.gaps(self.cover, "ASV", "epci"), [(1400, E1), (600, E2)])
        self.assertEqual(oracle_rang.gaps(self.cover, "ASV", "commune"), [(1400, "01001"), (600, "02003")])
        self.assertEqual(oracle_rang.gaps(self.cover, "CLS", "departement"), [])


class Comparison(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        oracle_indicateurs.write_all(small_world()[2], "01", cls.folder)
        fake_indicateurs.make(cls.folder, cls.folder / "good.gpkg")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def compare(self, path, *args):
        done = subprocess.run([sys.executable, HERE / "compare_indicateurs.py", path, self.folder, *map(str, args)],
                              capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def broken(self, statement):
        path = self.folder / "bad.gpkg"
        shutil.copyfile(self.folder / "good.gpkg", path)
        with sqlite3.connect(path) as db:
            self.assertNotEqual(db.execute(statement).rowcount, 0, statement)
        db.close()
        return path

    def test_good_result(self):
        code, text = self.compare(self.folder / "good.gpkg")
        self.assertEqual(code, 0, text)
        self.assertIn(" 0 écarts", text)

    def test_each_fault_is_seen(self):
        here = "WHERE echelon = 'region' AND type = 'CLS' AND indicateur"
        for statement, word in (
                (f"UPDATE indicateur SET numerateur = 3 {here} = 'qpv_couverts'", "numerateur 3.0 au lieu de 2.0"),
                (f"UPDATE indicateur SET denominateur = 4 {here} = 'qpv_couverts'", "denominateur 4.0"),
                (f"UPDATE indicateur SET non_renseigne = NULL {here} = 'qpv_couverts'", "non_renseigne None"),
                (f"UPDATE indicateur SET valeur = 0.5 {here} = 'superpositions'", "valeur 0.5 au lieu de 1.0"),
                (f"UPDATE indicateur SET valeur = 0 {here} = 'contrats_apres_asv'", "valeur 0.0 au lieu de None"),
                (f"UPDATE indicateur SET valeur_max = 40001 {here} = 'habitants_par_contrat'", "valeur_max 40001.0"),
                (f"UPDATE indicateur SET numerateur = numerateur * 1.00001 {here} = 'pop_couverte'", "ÉCART  pop_couverte"),
                (f"UPDATE indicateur SET unite = 'nombre' {here} = 'qpv_couverts'", "nombre au lieu de part"),
                (f"UPDATE indicateur SET phrase = '83 % (19 sur 23)' {here} = 'qpv_couverts'", "« 83 % (19 sur 23) »"),
                (f"UPDATE indicateur SET phrase = replace(phrase, ' ; 1 non renseignés', '') {here} = 'qpv_couverts'", "1.0 non renseignés"),
                (f"UPDATE indicateur SET definition = '' {here} = 'qpv_couverts'", "definition"),
                (f"DELETE FROM indicateur {here} = 'qpv_couverts'", "ligne absente"),
                (f"UPDATE indicateur SET indicateur = 'autre' {here} = 'qpv_couverts'", "ligne en trop"),
                (f"INSERT INTO indicateur SELECT * FROM indicateur {here} = 'qpv_couverts'", "1 en double"),
                ("ALTER TABLE indicateur DROP COLUMN phrase", "indicateur.phrase: absente"),
                ("UPDATE dispositif_departement SET pop = 10001 WHERE id_dispositif = 'CLS-1'", "CLS-1 01: 10001.0 au lieu de 10000.0"),
                ("UPDATE dispositif_departement SET aire_ha = 101 WHERE id_dispositif = 'CLS-1'", "CLS-1 01: 101.0 au lieu de 100.0"),
                ("DELETE FROM dispositif_departement WHERE id_dispositif = 'CLS-1'", "CLS-1 01: absente"),
                ("DROP TABLE dispositif_departement", "dispositif_departement: absente")):
            code, text = self.compare(self.broken(statement))
            self.assertEqual(code, 1, statement)
            self.assertIn(word, text, statement)

    def test_what_may_differ(self):
        for statement, word in (
                ("INSERT INTO indicateur SELECT echelon, code, lib, 'rien', type, 0, 0, 0, NULL, NULL, NULL, unite, phrase, definition "
                 "FROM indicateur WHERE echelon = 'region' LIMIT 1", "1 lignes en trop, où il n'y a rien à compter"),
                ("UPDATE indicateur SET phrase = replace(phrase, '40000 sur 40000', '40' || char(8239) || '000 sur 40' || char(160) || '000')",
                 " 0 écarts")):
            code, text = self.compare(self.broken(statement))
            self.assertEqual(code, 0, text)
            self.assertIn(word, text, statement)

    def test_explanations(self):
        cases = self.folder / "cases.csv"
        cases.write_text("echelon,code,indicateur,type,raison\nregion,*,qpv_couverts,CLS,because\n", encoding="utf-8")
        path = self.broken("UPDATE indicateur SET numerateur = 3, valeur = 1, phrase = '100 % (3 sur 3 ; 1 non renseignés)' "
                           "WHERE echelon = 'region' AND type = 'CLS' AND indicateur = 'qpv_couverts'")
        code, text = self.compare(path, "--explain", cases)
        self.assertEqual(code, 0, text)
        self.assertIn("[because]", text)


class Tables(unittest.TestCase):
    WANTED = [{"date": "2015-12-31", "type": "CLS", "qpv": "12", "pop": "35037.126"},
              {"date": "2016-12-31", "type": "CLS", "qpv": "13", "pop": "1234.5"}]

    def check(self, text, *names):
        folder = Path(tempfile.mkdtemp())
        (folder / "a.csv").write_text(text, encoding="utf-8")
        printed = compare_tables.read_table(folder / "a.csv")
        shutil.rmtree(folder)
        return compare_tables.compare(printed, self.WANTED, ["date", "type"], dict(names))

    def test_rounded_and_named(self):
        faults, figures, absent = self.check("type;date;habitants;qpv\nCLS;2015-12-31;35037,13;12\nCLS;2016-12-31;1 234,5;13\n"
                                             .replace("1 234", "1\u202f234"), ("pop", "habitants"))
        self.assertEqual((faults, figures, absent), ([], 4, []))

    def test_faults(self):
        head = "date,type,qpv,pop\n"
        good = "2015-12-31,CLS,12,35037.13\n2016-12-31,CLS,13,1234.5\n"
        for text, word in ((head + good.replace(",12,", ",11,"), "qpv 11 au lieu de 12"), (head + good.replace("37.13", "37.2"), "pop 35037.2"),
                           (head + good.splitlines()[0], "2016-12-31 CLS: ligne absente"), (head + good + "2017-12-31,CLS,1,1", "en trop"),
                           (head + good + good, "2 lignes en double"), ("date,qpv\n2015-12-31,12", "colonnes absentes : type"),
                           ("date,type,autre\n2015-12-31,CLS,12", "colonnes absentes : qpv, pop"), ("", "aucune ligne")):
            self.assertIn(word, " ".join(self.check(text)[0]), text)
        self.assertEqual(self.check("date,type,qpv\n2015-12-31,CLS,12\n2016-12-31,CLS,13\n"), ([], 2, ["pop"]))


# What no zone or contract can leave untold, by definition, or needs a table that is not given (EPT).
NEVER_UNTOLD = ("contrats_renseignes_", "superpositions", "pop_superposee", "communes_recensees", "communes_avec_qpv", "epci_avec_qpv",
                "contrats_ville_nombre", "contrats_en_vigueur_par_departement")
# Equal by definition, or nearly: every département has people in a known state.
NEVER_PARTLY = ("contrats_renseignes_statut", "qpv_nombre", "pop_couverte_par_departement")


@unittest.skipIf(oracle_sources.missing_data(), oracle_sources.missing_data())
class Cases(unittest.TestCase):
    def test_every_indicator_has_a_case(self):
        """In région 84 or département 69: something counted, not everything, and something not told."""
        folder = Path(tempfile.mkdtemp())
        scenario_indicateurs.make(oracle_monde.load(), "69", folder)
        world = oracle_monde.load(folder)
        rows, _ = oracle_indicateurs.write_all(Coverage(world, oracle_inventaire.load(world, folder, DAY)), "69", folder)
        shutil.rmtree(folder)
        seen = defaultdict(set)
        for r in rows:
            if r["echelon"] in ("region", "departement") and "_porteur_" not in r["indicateur"]:
                kinds = {"compté": r["numerateur"] > 0, "non renseigné": r["non_renseigne"] > 0,
                         "une partie": r["unite"] != "part" or 0 < r["numerateur"] < r["denominateur"]}
                seen[r["indicateur"]] |= {k for k, there in kinds.items() if there}
        poor = {name: sorted({"compté", "non renseigné", "une partie"} - kinds) for name, kinds in seen.items()}
        poor = {name: lost for name, lost in poor.items() if lost and name not in NEVER_PARTLY
                and not (lost == ["non renseigné"] and name.startswith(NEVER_UNTOLD))}
        self.assertEqual(poor, {})
        self.assertGreater(len(seen), 120)


if __name__ == "__main__":
    unittest.main()
