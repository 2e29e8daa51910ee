#!/usr/bin/env python3
"""answers.py PROGRAM - the 76 questions of geodata/inventaire/indicateurs.csv are answered by what exists.

Each row has an answer in words; its commands are commands, with options that they have; its indicators
and columns are in the result of the demonstration territory, and what reads that result is run. `_t`
ends a name that each type of dispositif has; a value that no contract of the demonstration has is looked
for in the sources. The page beside it counts what its tables hold.
"""
import csv
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get("MLG_SOURCE_DIR", Path(__file__).resolve().parents[2]))
FACTS = SOURCE / "geodata" / "inventaire"
DEMO = SOURCE / "geodata" / "demo"
NUMBERS = [f"{letter}{i}" for letter, n in zip("ABCDEFGHI", (11, 6, 10, 5, 11, 10, 6, 9, 8))
           for i in range(1, n + 1)]
ANSWERED = ("oui", "champ", "table")
DATA = ANSWERED + ("hors",)
FULL = ("numero", "domaine", "question", "donnees", "reponse")


def read_table(name):
    with open(FACTS / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def run(program, *arguments):
    return subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False)


class Result:
    """Names that the result of the demonstration has."""

    def __init__(self, program, folder):
        self.path = str(Path(folder) / "resultat.gpkg")
        done = run(program, "cover", "--communes", str(DEMO / "communes.gpkg"), "--qpv", str(DEMO / "qpv.gpkg"),
                   "--epci", str(DEMO / "epcicom.csv"), "--population", str(DEMO / "population.csv"),
                   "--pop-qpv", str(DEMO / "pop_qpv.csv"), "--inventaire", str(DEMO / "inventaire.xlsx"),
                   "--date", "2026-06-30", "-o", self.path)
        if done.returncode != 0:
            sys.exit(f"maillage cover: {done.stderr}")
        db = sqlite3.connect(self.path)
        tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self.columns = {f"{t}.{r[1]}" for t in tables for r in db.execute(f'PRAGMA table_info("{t}")')}
        self.indicators = {r[0] for r in db.execute("SELECT DISTINCT indicateur FROM indicateur")}
        self.types = [r[0].lower() for r in db.execute("SELECT DISTINCT type FROM dispositif")]

    def has(self, names, name):
        """For a name of each type: that of one type at least."""
        if not name.endswith("_t"):
            return name in names
        return any(name[:-1] + t in names for t in self.types)


def own_columns(commands):
    """Columns and zonings that a command of the row brings: `summary --by` needs them."""
    text = " ".join(commands)
    return set(re.findall(r"--garder (\w+)", text)) | set(re.findall(r"--zonage (\w+)=", text))


def command_faults(program, result, commands):
    brought = own_columns(commands)
    for command in commands:
        words = shlex.split(command)
        if words[0] != "maillage":
            yield f"« {command} » is no command of maillage"
            continue
        shown = run(program, words[1], "--help")
        if shown.returncode != 0:
            yield f"there is no command « {words[1]} »"
            continue
        for option in (w for w in words if w.startswith("--")):
            if not re.search(rf"^ *(-\w, )?{option}\b", shown.stdout, re.M):
                yield f"maillage {words[1]} has no option {option}"
        if "R" in words and words[-1] not in brought:
            done = run(program, *[result.path if w == "R" else w for w in words[1:]])
            if done.returncode != 0:
                yield f"« {command} » ends with {done.returncode}: {done.stderr.strip()}"


def is_modality(result, name):
    """One that no contract of the demonstration is, of a list of which some are (contrats_suite_elargie)."""
    stem = name.rpartition("_")[0] + "_"
    sources = (SOURCE / "src" / "coverage").glob("indicator*.c")
    return (any(i.startswith(stem) for i in result.indicators)
            and any(f'"{name}"' in source.read_text(encoding="utf-8") for source in sources))


def row_faults(program, result, row):
    commands = row["commande"].split(" | ") if row["commande"] else []
    for column in FULL:
        if not row[column].strip():
            yield f"{column} is empty"
    if row["donnees"] not in DATA:
        yield f"donnees « {row['donnees']} » is none of {', '.join(DATA)}"
    if row["donnees"] in ANSWERED and not commands:
        yield "no command answers it"
    if row["donnees"] == "hors" and not row["reponse"].startswith("Hors de"):
        yield "the answer does not say why it is out of reach"
    for name in row["indicateurs"].split():
        if not result.has(result.indicators, name) and not is_modality(result, name):
            yield f"no indicator « {name} »"
    for name in row["colonnes"].split():
        if not result.has(result.columns, name):
            yield f"no column « {name} »"
    yield from command_faults(program, result, commands)


def page_faults():
    """LISEZMOI.md says how many rows there are, of which type."""
    page = (FACTS / "LISEZMOI.md").read_text(encoding="utf-8")
    dispositifs, lines = read_table("dispositifs.csv"), read_table("perimetres.csv")
    of_2018 = sum(d["source_date"] == "2018-03" for d in dispositifs)
    whole = sum(p["couverture"] == "TOTALE" for p in lines)
    said = [f"{len(dispositifs)} dispositifs", f"{of_2018} lignes sur {len(dispositifs)}",
            f"{whole} lignes de périmètre sur {len(lines)}", f"{len(lines)} lignes de périmètre"]
    said += [f"{sum(d['type'] == t for d in dispositifs)} {t}" for t in ("CLS", "ASV", "CLSM", "CPTS", "MSP")]
    for sentence in said:
        if not re.search(rf"(?<!\d){sentence}\b", page):
            yield f"LISEZMOI.md does not say « {sentence} »"
    for source in {d["source"] for d in dispositifs}:
        if f"| {source} |" not in page:
            yield f"LISEZMOI.md does not describe the source « {source} »"


def main(program):
    rows = read_table("indicateurs.csv")
    faults = list(page_faults())
    if [r["numero"] for r in rows] != NUMBERS:
        faults.append(f"indicateurs.csv: {len(rows)} rows, not {NUMBERS[0]} to {NUMBERS[-1]} in order")
    with tempfile.TemporaryDirectory() as folder:
        result = Result(program, folder)
        for row in rows:
            faults += [f"{row['numero']}: {fault}" for fault in row_faults(program, result, row)]
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1])
