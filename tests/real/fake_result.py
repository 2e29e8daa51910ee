#!/usr/bin/python3
"""Makes, from the oracle's CSV files, the result file that a perfect `maillage cover` would write
(without geometries): what the comparison and the invariants are tested on.

    fake_result.py ORACLE_DIR OUT.gpkg
"""
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

from oracle_sources import read_csv

TABLES = ("contrat_ville", "relation", "dispositif_departement", "diagnostic")  # left empty


def level(part):
    return "total" if part >= 0.99 else "aucun" if part <= 0.01 else "partiel"


def save(db, table, rows, columns=None):
    columns = columns or list(rows[0])
    db.execute(f'CREATE TABLE "{table}" ({", ".join(columns)})')
    marks = ", ".join("?" * len(columns))
    db.executemany(f'INSERT INTO "{table}" VALUES ({marks})', [[r.get(c) for c in columns] for r in rows])


def stack(row, types):
    present = [t for t in types if row[f"couverture_{t}"] in ("total", "partiel")]
    row["cumul"] = len(present)
    row["combinaison"] = "+".join(t.upper() for t in types if t in present) or "aucun"


def ids_columns(row, t, ids):
    row[f"ids_{t}"] = ids
    row[f"nb_{t}"] = len(ids.split(",")) if ids else 0


def people_columns(row, t, people):
    row[f"pop_{t}"] = row[f"pop_min_{t}"] = row[f"pop_max_{t}"] = people
    row[f"part_pop_{t}"] = people / row["pop"] if row["pop"] else 0.0


def qpv_table(source, types):
    for r in source:
        out = r["etat"] == "hors_territoire"
        row = {"code_qp": r["code_qp"], "aire_ha": float(r["aire_m2"]) / 1e4,
               "pop": None if out else float(r["pop"])}
        for t in types:
            if out:
                row[f"couverture_{t}"] = "hors_territoire"
                continue
            row[f"part_brute_{t}"] = float(r[f"part_brute_{t}"])
            row[f"part_aire_{t}"] = float(r[f"part_aire_{t}_g1o0"])
            row[f"couverture_{t}"] = level(row[f"part_aire_{t}"])
            people_columns(row, t, float(r[f"pop_{t}"]))
            ids_columns(row, t, r[f"ids_{t}"])
        stack(row, types)
        yield row


def commune_table(source, types, faces):
    for r in source:
        row = {k: r[k] for k in ("insee_com", "siren_epci", "insee_dep", "insee_reg")}
        row |= {"pop": float(r["pop"]), "pop_qpv": float(r["pop_qpv"]), "aire_ha": float(r["aire_m2"]) / 1e4,
                "nb_qpv": len(faces[r["insee_com"]])}
        for t in types:
            people_columns(row, t, float(r[f"pop_{t}"]))
            row[f"couverture_{t}"] = ("total" if r[f"entier_{t}"] == "1" else "aucun" if not row[f"pop_{t}"]
                                      else "total" if row[f"part_pop_{t}"] >= 0.99 else "partiel")
            ids_columns(row, t, r[f"ids_{t}"])
            qpv_columns(row, t, float(r[f"pop_qpv_{t}"]))
        stack(row, types)
        yield row


def qpv_columns(row, t, people):
    row[f"pop_qpv_{t}"] = people
    row[f"nb_qpv_{t}"] = row["nb_qpv"] if people else 0
    row[f"couverture_qpv_{t}"] = "sans_qpv" if not row["nb_qpv"] else "certains" if people else "aucun"


def group_table(source, key, types, communes):
    held = defaultdict(int)
    for c in communes:
        held[c[key]] += c["nb_qpv"]
    for r in source:
        row = {key: r[key], "nb_com": int(r["nb_com"]), "pop": float(r["pop"]), "pop_qpv": float(r["pop_qpv"]),
               "nb_qpv": held[r[key]]}
        for t in types:
            people_columns(row, t, float(r[f"pop_{t}"]))
            part = row[f"part_pop_{t}"]
            row[f"couverture_{t}"] = "total" if part >= 0.99 else "partiel" if part else "aucun"
            qpv_columns(row, t, float(r[f"pop_qpv_{t}"]))
        row |= {c: float(r[c]) for c in r if c.startswith("pop_") and c[4:].isdigit()}
        stack(row, types)
        yield row


def make(folder, path):
    read = {n: read_csv(folder / f"{n}.csv") for n in (
        "qpv", "commune", "epci", "departement", "region", "dispositif", "lacune", "superposition", "resume")}
    types = [c[len("part_brute_"):] for c in max(read["qpv"], key=len) if c.startswith("part_brute_")]
    faces = defaultdict(set)
    for r in read["qpv"]:
        if r["etat"] != "hors_territoire":
            edges = set(r["liseres"].split(","))
            for insee in set((r["communes"] or r["officielles"]).split(",")) - edges:
                faces[insee].add(r["code_qp"])
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    qpv = list(qpv_table(read["qpv"], types))
    communes = list(commune_table(read["commune"], types, faces))
    save(db, "qpv", qpv, list(max(qpv, key=len)))
    save(db, "commune", communes)
    for name, key in (("epci", "siren_epci"), ("departement", "insee_dep"), ("region", "insee_reg")):
        save(db, name, list(group_table(read[name], key, types, communes)))
    for r in read["dispositif"]:
        r |= {c: float(r[c]) for c in ("nb_com", "nb_epci", "nb_qpv", "pop", "pop_qpv")}
        r |= {"pop_min": r["pop"], "pop_max": r["pop"], "aire_ha": float(r["aire_m2"]) / 1e4}
    save(db, "dispositif", read["dispositif"])
    for r in read["lacune"]:
        r["pop"] = float(r["pop"])
    save(db, "lacune", read["lacune"])
    for r in read["superposition"]:
        r["nb"] = r["ids"].count(",") + 1
    save(db, "superposition", read["superposition"], ["type", "ids", "nb", "insee_com", "pop"])
    save(db, "qpv_dispositif", [], ["code_qp", "id_dispositif", "type", "part_aire", "part_pop", "pop"])
    save(db, "indicateur", [], ["echelon", "code", "indicateur", "type", "numerateur", "denominateur",
                                "valeur", "valeur_min", "valeur_max", "unite"])
    date = next(r["valeur"] for r in read["resume"] if r["cle"] == "date")
    save(db, "parametre", [{"cle": "date", "valeur": date}])
    for name in TABLES:
        save(db, name, [], ["id_dispositif", "id_a", "id_b", "insee_dep"])
    db.commit()
    db.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
