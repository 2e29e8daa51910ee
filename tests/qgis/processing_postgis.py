#!/usr/bin/python3
"""scripts/qgis/maillage_couverture.py in QGIS: layers of a PostGIS database, whose password is in the layer or in the
authentication manager of QGIS, and is told nowhere.

usage: processing_postgis.py MAILLAGE DEMO WORK, with MLG_PORT the port of a server on 127.0.0.1, whose database demo
has the communes and the QPV, readable by lecteur, password secret
"""
import os

from processing_case import ALONE, Case, main
from qgis.core import QgsApplication, QgsAuthMethodConfig

ADDRESS = f"dbname='demo' host=127.0.0.1 port={os.environ['MLG_PORT']}"


class PostGIS(Case):
    def check(self, secret):
        tables = {"COMMUNES": ("commune", "terr"), "QPV": ("qpv", "public")}
        layers = {name: self.layer(name, f"{ADDRESS} {secret} key='numero' type=MultiPolygon "
                                         f"table=\"{schema}\".\"{table}\" (geom)", "postgres")
                  for name, (table, schema) in tables.items()}
        self.run_it(**{name: layer.id() for name, layer in layers.items()})
        self.check_same(**ALONE)
        self.assertIn("COMMUNES : 124 entités exportées", self.log.text("info"))
        self.assertNotIn("secret", self.log.text() + "".join(self.log.stages))
        self.assertNotIn(b"secret", self.output.read_bytes())
        code = next(field.name() for field in layers["COMMUNES"].fields() if field.name().lower() == "insee_com")
        self.assertTrue(layers["COMMUNES"].setSubsetString(f"\"{code}\" <= '00060'"))
        self.log.lines.clear()
        self.run_it(**{name: layer.id() for name, layer in layers.items()})
        self.assertIn("exportées (filtre)", self.log.text("info"))

    def test_password_in_the_layer(self):
        self.check("user='lecteur' password='secret'")

    def test_authentication_manager(self):
        manager = QgsApplication.authManager()
        self.assertTrue(manager.setMasterPassword("maître", True))
        config = QgsAuthMethodConfig("Basic")
        config.setName("base")
        config.setConfig("username", "lecteur")
        config.setConfig("password", "secret")
        self.assertTrue(manager.storeAuthenticationConfig(config))
        self.check(f"authcfg={config.id()}")


if __name__ == "__main__":
    main()
