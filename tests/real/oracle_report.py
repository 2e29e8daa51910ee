"""Writes the oracle's CSV files and its table of key figures (resume.csv)."""
from collections import Counter, defaultdict

import oracle_faces as of
from oracle_national import TOTAL, VARIANTS, level, variant_name, write

GAPS = ("aucun", "partiel", "total")


def gap_rows(oracle, qpv):
    """One row a type × QPV × commune holding an uncovered retained face, for QPV not `total`."""
    for row in qpv:
        code = row["code_qp"]
        for t in oracle.inv.types if row["etat"] != "hors_territoire" else []:
            motif = row[f"couverture_{t.lower()}"]
            if motif == "total":
                continue
            open_faces = defaultdict(float)
            for names, area in oracle.kept(code, oracle.generalised, 0):
                if names and not oracle.inv.ids(t, names, code):
                    open_faces[min(names)] += area
            people = Counter()
            for names, owner, n in oracle.people[code]:
                if not oracle.inv.ids(t, names, code):
                    people[owner] += n
            for insee in sorted(open_faces) or [""]:
                yield {"type": t, "code_qp": code, "insee_com": insee, "motif": motif,
                       "aire_m2": open_faces[insee], "pop": people[insee]}


def piece_rows(oracle):
    """Every QPV × commune piece whose commune is not on the QPV's list, and why it is an edge or not."""
    for code, pieces in oracle.pieces.items():
        q = oracle.qpv[code]
        for insee, piece in pieces.items():
            share = piece.area / q["geom"].area
            if insee not in q["official"]:
                small = share < of.EDGE_SHARE
                yield {"code_qp": code, "insee_com": insee, "aire_m2": piece.area, "part": share,
                       "largeur_m": of.width(piece) if small and piece.area > 1e-3 else "",
                       "lisere_strict": int(insee in oracle.edges[code][0]),
                       "lisere_generalise": int(insee in oracle.edges[code][1]),
                       "liste": ",".join(sorted(q["official"]))}


def stacked_rows(oracle, communes):
    """Communes and QPV faces held by two or more dispositifs of one type."""
    for t in oracle.inv.types:
        for row in communes:
            ids = oracle.inv.whole[t].get(row["insee_com"], set())
            if len(ids) > 1:
                yield {"type": t, "insee_com": row["insee_com"], "code_qp": "",
                       "ids": ",".join(sorted(ids)), "pop": row["pop"]}
        for code, rows in sorted(oracle.people.items()):
            for names, owner, n in rows:
                ids = oracle.inv.ids(t, names, code)
                if len(ids) > 1 and ids != oracle.inv.whole[t].get(owner):
                    yield {"type": t, "insee_com": owner, "code_qp": code,
                           "ids": ",".join(sorted(ids)), "pop": n}


def false_stack(oracle, t):
    """Commune overlaps whose two sides belong to different sets of dispositifs of one type."""
    whole = oracle.inv.whole[t]
    return sum(1 for a, b, _ in oracle.pairs
               if whole.get(a) and whole.get(b) and whole[a] != whole[b])


def figures(oracle, qpv, communes, pieces):
    here = [r for r in qpv if r["etat"] != "hors_territoire"]
    yield "qpv", len(qpv)
    yield "qpv_hors_territoire", len(qpv) - len(here)
    yield "qpv_effaces", ",".join(r["code_qp"] for r in qpv if r["etat"] == "efface")
    yield "qpv_pop_publiee", sum(r["pop_publiee"] or 0 for r in qpv)
    yield "qpv_pop_publiee_dans_territoire", sum(r["pop_publiee"] or 0 for r in here)
    yield "qpv_pop", sum(r["pop"] for r in here)
    yield "qpv_pop_rabattue", ",".join(f"{c}:{v:.3f}" for c, v in sorted(oracle.residual.items()))
    yield "communes", len(communes)
    yield "communes_pop", sum(r["pop"] for r in communes)
    yield "communes_pop_nulle", ",".join(r["insee_com"] for r in communes if not r["pop"])
    yield "communes_sans_epci", ",".join(r["insee_com"] for r in communes if not r["siren_epci"])
    yield "geometries_reparees", len(oracle.repaired)
    yield "reparations_structure_autres_que_linework", sum(abs(s - x) > 1e-3 for _, _, s, x in oracle.repaired)
    yield "qpv_noms_inconnus", ",".join(f"{c}:{n}" for c, n in oracle.unknown if c[2:5] not in ("978", "987"))
    yield "qpv_pieces_plusieurs_communes", sum(len(p) > 1 for p in oracle.pieces.values())
    yield "pieces_hors_liste", len(pieces)
    yield "pieces_lisere_strict", sum(p["lisere_strict"] for p in pieces)
    yield "pieces_lisere_generalise", sum(p["lisere_generalise"] for p in pieces)
    outside = [r for r in here if r["aire_hors_m2"] > 0]
    yield "qpv_avec_aire_hors_commune", len(outside)
    yield "qpv_hors_commune_plus_de_1_pourcent", sum(r["aire_hors_m2"] > 0.01 * r["aire_m2"] for r in outside)
    yield "qpv_paires_superposees", len(oracle.qpv_pairs)
    cross = [p for p in oracle.pairs if oracle.communes[p[0]]["dep"] != oracle.communes[p[1]]["dep"]]
    inner = [p for p in oracle.pairs if oracle.communes[p[0]]["dep"] == oracle.communes[p[1]]["dep"]]
    for name, pairs in (("departements", cross), ("meme_departement", inner)):
        yield f"communes_paires_{name}", len(pairs)
        yield f"communes_paires_{name}_plus_1m2", sum(a > 1 for _, _, a in pairs)
        yield f"communes_paires_{name}_aire_m2", sum(a for _, _, a in pairs)
    yield "communes_superposees_aire_comptee_une_fois_m2", sum(oracle.overlap_once.values())
    yield "ecart_max_faces_et_superposition_de_polygones", oracle.worst_face
    for t in oracle.inv.types:
        yield from type_figures(oracle, t, here, communes)


def type_figures(oracle, t, here, communes):
    s = t.lower()
    counts = Counter(r["statut"] for r in oracle.inv.rows if r["type"] == t)
    for statut, n in sorted(counts.items()):
        yield f"contrats_{s}_{statut}", n
    yield f"contrats_{s}_en_vigueur", len(oracle.inv.active[t])
    for rule in ("brute_", ""):
        by = defaultdict(list)
        for r in here:
            by[r[f"couverture_{rule}{s}"]].append(r)
        for g in GAPS:
            yield f"qpv_{s}_{rule or 'aire_'}{g}", len(by[g])
            yield f"qpv_{s}_{rule or 'aire_'}{g}_pop_publiee", sum(r["pop_publiee"] or 0 for r in by[g])
    yield f"qpv_{s}_brute_exactement_0", sum(r[f"part_brute_{s}"] == 0 for r in here)
    yield f"qpv_{s}_pop_couverte", sum(r[f"pop_{s}"] for r in here)
    base = f"part_aire_{s}_{variant_name(oracle.generalised, 0)}"
    for g, o in VARIANTS:
        other = f"part_aire_{s}_{variant_name(g, o)}"
        yield f"qpv_{s}_couverture_autre_si_{variant_name(g, o)}", sum(
            level(r[base]) != level(r[other]) for r in here)
    for name in ("exclut", "entier"):
        yield f"qpv_{s}_brute_autre_si_{name}", sum(
            abs(r[f"brute_{name}_{s}"] - r[f"part_brute_{s}"]) > 1e-6 for r in here)
        yield f"qpv_{s}_niveau_brut_autre_si_{name}", sum(
            level(r[f"brute_{name}_{s}"]) != r[f"couverture_brute_{s}"] for r in here)
    yield f"communes_{s}_entieres", sum(r[f"entier_{s}"] for r in communes)
    yield f"communes_{s}_entieres_pop", sum(r["pop"] for r in communes if r[f"entier_{s}"])
    yield f"communes_{s}_par_qpv_seulement", sum(
        not r[f"entier_{s}"] and r[f"pop_{s}"] > 0 for r in communes)
    yield f"communes_{s}_pop", sum(r[f"pop_{s}"] for r in communes)
    yield f"communes_{s}_voisine_superposee_a_tort_partielle", sum(
        not r[f"entier_{s}"] and not r[f"pop_{s}"] and r[f"part_recouverte_{s}"] > 0 for r in communes)
    yield f"superpositions_{s}_par_bord_de_communes", false_stack(oracle, t)


def write_all(oracle, args):
    folder = args.out
    folder.mkdir(parents=True, exist_ok=True)
    qpv = write(folder, "qpv", oracle.qpv_rows())
    communes = write(folder, "commune", oracle.commune_rows())
    for name, key in (("epci", "siren_epci"), ("departement", "insee_dep"), ("region", "insee_reg")):
        write(folder, name, oracle.group_rows(communes, key))
    write(folder, "dispositif", oracle.dispositif_rows())
    write(folder, "lacune", sorted(gap_rows(oracle, qpv), key=lambda r: (
        oracle.inv.types.index(r["type"]), r["code_qp"], r["insee_com"])))
    pieces = write(folder, "piece_hors_liste", piece_rows(oracle))
    write(folder, "superposition", stacked_rows(oracle, communes))
    write(folder, "qpv_superposes", ({"code_a": a, "code_b": b, "aire_m2": m}
                                     for a, b, m in oracle.qpv_pairs))
    write(folder, "communes_superposees", ({"insee_a": a, "insee_b": b, "aire_m2": m}
                                           for a, b, m in oracle.pairs))
    write(folder, "reparation", ({"code": c, "aire_lue_m2": b, "aire_structure_m2": s,
                                  "aire_linework_m2": x} for c, b, s, x in oracle.repaired))
    lines = [("variante", args.variant), ("date", args.date),
             ("couche_generalisee", oracle.generalised), ("seuil_total", TOTAL)]
    lines += list(figures(oracle, qpv, communes, pieces))
    write(folder, "resume", ({"cle": k, "valeur": v} for k, v in lines))
    for key, value in lines:
        print(f"{key} = {value}")
    return 0
