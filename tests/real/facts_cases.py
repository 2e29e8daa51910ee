#!/usr/bin/python3
"""The shipped inventory on the real territory: every code resolves, and the figures of the documents.

    facts_cases.py RESULT_2018 RESULT_2024 CONTRATS_2015.csv

A line of facts_cases.csv is a figure of a document, the SQL that finds it in a result (`etat` says which;
none where nothing here can find it), what it gave (`calcule`, within `tolerance`) and why it differs. Exit
0: all as written there; 1: something moved. Needs Python's sqlite3 only.
"""
import csv
import sys
from pathlib import Path

from result_file import Result

HERE = Path(__file__).resolve().parent
FACTS = HERE.parents[1] / "geodata" / "inventaire"
# Findings about the inventory that are facts of it (its LISEZMOI.md says why); any other is a fault.
EXPLAINED = {"sans-date", "echu-sans-dates", "actif-a-venir", "actif-echu", "renouvellement-echu",
             "perimetre-incomplet"}
UNITS = {"COMMUNE": ("commune", "insee_com"), "EPCI": ("epci", "siren_epci")}


def read_csv(path, delimiter=";"):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def note_contracts_of_2015(result, path):
    """The ANCT's list as the table `contrats_2015`, beside the result in memory."""
    result.db.execute("CREATE TEMP TABLE contrats_2015 (code TEXT, dep TEXT)")
    result.db.executemany("INSERT INTO contrats_2015 VALUES (?, ?)",
                          [(r["code"], r["dep"]) for r in read_csv(path, ",")])


def unit_of(line):
    """Layer and key of the unit that a perimeter line names; None where it names none."""
    return UNITS.get(line["unite_type"].rpartition("_DE_")[2])


def inventory_faults(result):
    """Nothing rejected, nothing unexplained, nothing lost; every unit is in its layer."""
    for row in result.all("SELECT code, fichier, ligne, message FROM diagnostic WHERE fichier LIKE "
                          "'%inventaire/%' ORDER BY fichier, ligne"):
        if row["code"] not in EXPLAINED:
            yield f"{row['code']}: {row['fichier']}: ligne {row['ligne']}: {row['message']}"
    ids = {r["id_dispositif"] for r in result.rows("dispositif")}
    for row in read_csv(FACTS / "dispositifs.csv"):
        if row["id_dispositif"] not in ids:
            yield f"{row['id_dispositif']} is not in the result"
    for row in read_csv(FACTS / "perimetres.csv"):
        unit = unit_of(row)
        if unit is None:
            continue
        layer, key = unit
        if result.one(f"SELECT 1 FROM {layer} WHERE {key} = ?", row["unite_code"]) is None:
            yield f"{row['id_dispositif']}: {row['unite_type']} {row['unite_code']} is in no layer"


def is_number(text):
    return text.replace(".", "", 1).isdigit()


def show(value):
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return str(value)


def agrees(case, value):
    if value is None:
        return False
    if case["tolerance"] == "":  # a code, not a quantity
        return str(value) == case["calcule"]
    return abs(float(value) - float(case["calcule"])) <= float(case["tolerance"])


def gap(case, value):
    """Computed minus document; "" where there is nothing to subtract."""
    if case["tolerance"] == "" or not is_number(case["document"]):
        return ""
    return f"{float(value) - float(case['document']):+.1f}".replace(".0", "").replace("+0", "0")


def check_cases(results):
    """Prints the table; number of figures found, faults."""
    found, faults = 0, []
    print("| cas | mesure | document | calculé | écart | explication |")
    print("|---|---|---|---|---|---|")
    for case in read_csv(HERE / "facts_cases.csv"):
        value = ""
        if case["etat"]:
            row = results[case["etat"]].one(case["sql"])
            value = row[0] if row is not None else None
            found += 1
            if not agrees(case, value):
                faults.append(f"{case['cas']}, {case['mesure']}: {value}, was {case['calcule']}")
        shown = show(value) if case["etat"] else "–"
        difference = gap(case, value) if case["etat"] and value is not None else ""
        print(f"| {case['cas']} | {case['mesure']} | {case['document']} | {shown} | {difference} "
              f"| {case['explication']} |")
    return found, faults


def main(result_2018, result_2024, contracts):
    results = {"2018": Result(result_2018), "2024": Result(result_2024)}
    note_contracts_of_2015(results["2018"], contracts)
    faults = [f"{year}: {fault}" for year, result in results.items() for fault in inventory_faults(result)]
    found, moved = check_cases(results)
    print(f"{found} figures found again, {len(moved)} of them not as written in facts_cases.csv")
    for fault in faults + moved:
        print(f"FAULT {fault}")
    sys.exit(1 if faults or moved else 0)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
