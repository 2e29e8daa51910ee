"""The result file that a perfect `maillage cover` would write, as far as indicators go: what their comparison is
tested on."""
import sqlite3

from fake_result import save
from oracle_sources import read_csv

FIGURES = ("numerateur", "denominateur", "non_renseigne", "valeur", "valeur_min", "valeur_max")


def phrase(row):
    if row["unite"] != "part" or not row["denominateur"]:
        return f"{row['numerateur']}"
    lost = f" ; {row['non_renseigne']:.0f} non renseignés" if row["non_renseigne"] else ""
    return f"{100 * row['valeur']:.0f} % ({row['numerateur']:.0f} sur {row['denominateur']:.0f}{lost})"


def make(folder, path):
    """Free rows are left out; figures as doubles, nothing as NULL."""
    path.unlink(missing_ok=True)
    rows = [r for r in read_csv(folder / "indicateur.csv") if r["libre"] == "0"]
    for r in rows:
        r |= {c: float(r[c]) if r[c] else None for c in FIGURES}
        r |= {"lib": "un territoire", "phrase": phrase(r), "definition": "des mots"}
    shares = read_csv(folder / "dispositif_departement.csv")
    for r in shares:
        r |= {c: float(r[c]) for c in ("nb_com", "part_com", "aire_ha", "part_aire", "pop", "part_pop")} | {"lib_dep": "Ain"}
    db = sqlite3.connect(path)
    save(db, "indicateur", rows, ["echelon", "code", "lib", "indicateur", "type", *FIGURES, "unite", "phrase", "definition"])
    save(db, "dispositif_departement", shares, ["id_dispositif", "type", "insee_dep", "lib_dep", "nb_com", "part_com",
                                                "aire_ha", "part_aire", "pop", "part_pop"])
    db.commit()
    db.close()
