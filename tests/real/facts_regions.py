#!/usr/bin/python3
"""The key figures published in 2018 for three régions beside those of the shipped inventory, and why they differ.

    facts_regions.py RESULT_2018

Figures are those of table `indicateur` on 2018-03-31 (QPV 2015). `unité à QPV` counts the contracts in force
of which the commune or EPCI that they name, whatever they cover of it, has a QPV. Exit 0: all as written in
facts_regions.csv; 1: something moved. Needs Python's sqlite3 only.
"""
import sys

from facts_cases import FACTS, HERE, read_csv, unit_of
from result_file import Result

NAMES = {"75": "Nouvelle-Aquitaine", "84": "Auvergne-Rhône-Alpes", "93": "Provence-Alpes-Côte d'Azur"}
MEASURES = {"contrats": "contrats_en_vigueur", "avec_qpv": "contrats_avec_qpv"}
COLUMNS = ("en_vigueur", "non_renseigne", "unite_avec_qpv")


def contracts_with_qpv_unit(result, region):
    """By type: contracts in force in the région that name a unit with a QPV."""
    in_force = {r[0]: r[1] for r in result.all("SELECT id_dispositif, type FROM dispositif WHERE en_vigueur = 'oui'")}
    found = {}
    for row in read_csv(FACTS / "perimetres.csv"):
        unit = unit_of(row)
        if unit is None or row["id_dispositif"] not in in_force:
            continue
        layer, key = unit
        here = result.one(f"SELECT nb_qpv FROM {layer} WHERE {key} = ? AND {key} IN "
                          f"(SELECT {key} FROM commune WHERE insee_reg = ?)", row["unite_code"], region)
        if here is not None and here[0] > 0:
            found.setdefault(in_force[row["id_dispositif"]], set()).add(row["id_dispositif"])
    return {type_name: len(ids) for type_name, ids in found.items()}


def computed(result, row, with_unit):
    figure = result.one("SELECT numerateur, non_renseigne FROM indicateur WHERE echelon = 'region' AND code = ? "
                        "AND type = ? AND indicateur = ?", row["region"], row["type"], MEASURES[row["mesure"]])
    asked = row["mesure"] == "avec_qpv"
    return {"en_vigueur": int(figure[0]), "non_renseigne": int(figure[1]) if asked else "",
            "unite_avec_qpv": with_unit.get(row["type"], 0)}


def without_region(result):
    """Contracts in force that no région counts: their perimeter is not known."""
    return [r[0] for r in result.all("SELECT id_dispositif FROM dispositif WHERE en_vigueur = 'oui' AND "
                                     "coalesce(nb_com, 0) = 0 ORDER BY 1")]


def main(path):
    result, faults = Result(path), []
    units = {region: contracts_with_qpv_unit(result, region) for region in NAMES}
    print("| région | type | mesure | publié | en vigueur | non renseigné | unité à QPV | raison |")
    print("|---|---|---|---|---|---|---|---|")
    for row in read_csv(HERE / "facts_regions.csv"):
        got = computed(result, row, units[row["region"]])
        print(f"| {NAMES[row['region']]} | {row['type']} | {row['mesure']} | {row['publie'] or '–'} "
              f"| {got['en_vigueur']} | {got['non_renseigne']} | {got['unite_avec_qpv']} | {row['raison']} |")
        faults += [f"FAULT {NAMES[row['region']]}, {row['type']}, {row['mesure']}: {c} {got[c]}, was {row[c]}"
                   for c in COLUMNS if str(got[c]) != row[c]]
    print("En vigueur sans périmètre connu, dans aucune région : " + ", ".join(without_region(result)))
    print("\n".join(faults) if faults else "as written in facts_regions.csv")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
