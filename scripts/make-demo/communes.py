"""communes.py - the communes, their EPCI and their populations."""
import math
import re
import unicodedata
from collections import Counter, defaultdict

import numpy as np

from geometry import polygon_of
from mesh import darts
from place import CENTRE, DEP, EPCI, NAMES, TOWNS, near_town, rng_for, town_xy


def outline(p):
    """Distance from the centre as a share of the département's radius there: a lobed disc."""
    x, y = p[0] - CENTRE[0], p[1] - CENTRE[1]
    a = math.atan2(y, x)
    r = 20500 * (1 + 0.10 * math.sin(2 * a + 0.7) + 0.07 * math.sin(3 * a + 2.1)
                 + 0.05 * math.sin(5 * a + 0.4) + 0.03 * math.sin(9 * a))
    return math.hypot(x, y) / r


def keep_connected(mesh, label):
    """Give the stray pieces of every label to their most frequent neighbour."""
    while True:
        seen, pieces = set(), defaultdict(list)
        for i in range(len(mesh.cells)):
            if i in seen:
                continue
            piece, stack = [], [i]
            seen.add(i)
            while stack:
                c = stack.pop()
                piece.append(c)
                for n in sorted(mesh.neighbours[c]):
                    if n not in seen and label[n] == label[i]:
                        seen.add(n)
                        stack.append(n)
            pieces[label[i]].append(piece)
        stray = [(k, p) for k, ps in pieces.items() for p in sorted(ps, key=len)[:-1]]
        if not stray:
            return label
        for k, piece in stray:
            around = Counter(label[n] for c in piece for n in mesh.neighbours[c] if label[n] != k)
            best = min(around, key=lambda v: (-around[v], str(v)))
            for c in piece:
                label[c] = best


def smooth(mesh, label, times, allowed):
    """Cells mostly surrounded by another label take it: no amoebas."""
    for _ in range(times):
        old = list(label)
        for i in range(len(label)):
            around = Counter(old[n] for n in mesh.neighbours[i])
            best = min(around, key=lambda v: (-around[v], str(v)))
            if best != old[i] and around[best] > 0.6 * len(mesh.neighbours[i]) \
                    and allowed(old[i], best):
                label[i] = best


def grow_communes(mesh):
    """A commune number, or None outside, for every cell; and the seed of every commune."""
    rng = rng_for("communes")

    def radius(p):
        r = min(2720.0, 1100.0 + 0.2 * near_town(p, 0), 1350.0 + 0.24 * near_town(p, 1))
        around = [t[4] * 1000 for i, t in enumerate(TOWNS) if near_town(p, i) < t[4] * 1000]
        return max([r] + around)

    seeds = darts(rng, 30000, radius, [town_xy(i) for i in range(len(TOWNS))], 16000)
    weight = [1.32 if i < 2 else 1.12 if i < len(TOWNS) else math.exp(rng.gauss(0, 0.10))
              for i in range(len(seeds))]
    inside = [i < len(TOWNS) or outline(s) < 1 for i, s in enumerate(seeds)]
    waves = [(rng.uniform(0, 6.283), rng.uniform(0, 6.283), rng.uniform(0, 6.283), w)
             for w in (7300.0, 4100.0, 2600.0)]
    xy = np.array(seeds)
    label = []
    for x, y in mesh.cells:
        amp = 0.55 if min(near_town((x, y), 0), near_town((x, y), 1)) < 5000 else 1.0
        for a, b, c, w in waves:  # a warp, so that borders wander
            x += amp * w / 9 * math.sin(6.283 * (y + 0.3 * x) / w + a)
            y += amp * w / 9 * math.sin(6.283 * (x - 0.3 * y) / w + b)
        d = np.sqrt(((xy - (x, y)) ** 2).sum(axis=1)) / np.array(weight)
        out = outline((x, y))
        best = int((d if out > 0.97 else np.where(inside, d, np.inf)).argmin())
        label.append(best if inside[best] and out < 1.07 else None)
    smooth(mesh, label, 3, lambda old, new: old is None or new is None)
    smooth(mesh, label, 1, lambda old, new: True)
    keep_connected(mesh, label)
    return label, seeds


def sort_key(name):
    """The order of INSEE codes: without article, accents or punctuation."""
    name = re.sub(r"^(L'|La |Le |Les )", "", name)
    plain = unicodedata.normalize("NFD", name)
    return re.sub(r"[^A-Z]+", " ", re.sub(r"[\u0300-\u036f]", "", plain).upper())


def make_territory(mesh):
    """The communes (dicts in code order) and the EPCI, with their shapes."""
    label, seeds = grow_communes(mesh)
    mesh.draw(label)
    shapes = mesh.rings(label)
    rng = rng_for("names")
    fixed = [t[0] for t in TOWNS]
    free = [n for n in " ".join(NAMES.split()).split(", ") if n not in fixed]
    rng.shuffle(free)
    communes, rural = [], iter(free)
    for k in sorted(shapes):
        name = fixed[k] if k < len(fixed) else next(rural)
        communes.append({"seed": k, "xy": seeds[k], "nom": name, "shape": shapes[k]})
    communes.sort(key=lambda c: sort_key(c["nom"]))
    for i, c in enumerate(communes):
        c["code"] = f"{DEP}{i + 1:03d}"
    by_seed = {c["seed"]: c for c in communes}
    touching = defaultdict(set)
    for a, b in mesh.paths:
        touching[label[a]].add(label[b])
        touching[label[b]].add(label[a])
    choose_epci(by_seed, touching)
    epci = {}
    groups = mesh.rings([None if k is None else by_seed[k]["epci"] or "" for k in label])
    for siren, nom, nature, regime, seat, _ in EPCI:
        epci[siren] = {"siren": siren, "nom": nom, "nature": nature, "regime": regime,
                       "shape": groups[siren],
                       "members": [c for c in communes if c["epci"] == siren]}
    for c in communes:
        g = c["shape"].buffer(-500)  # where its church would be
        g = (polygon_of(g) or polygon_of(c["shape"].buffer(-100)))[0]
        p = g.centroid if g.contains(g.centroid) else g.representative_point()
        c["xy"] = (p.x, p.y)
        c["limitrophes"] = {by_seed[k]["code"] for k in touching[c["seed"]] if k is not None}
    populate(communes)
    return communes, epci


def choose_epci(by_seed, touching):
    """The nearest seat, made connected; the commune furthest from every seat has none."""
    for c in by_seed.values():
        c["epci"] = min(EPCI, key=lambda e: near_town(c["xy"], e[4]) / e[5])[0]
    changed = True
    while changed:  # what cannot be reached from the seat joins a neighbour
        changed = False
        for siren, _, _, _, seat, _ in EPCI:
            reach, stack = {seat}, [seat]
            while stack:
                for n in touching[stack.pop()]:
                    if n is not None and n not in reach and by_seed[n]["epci"] == siren:
                        reach.add(n)
                        stack.append(n)
            for k, c in sorted(by_seed.items()):
                if c["epci"] == siren and k not in reach:
                    others = Counter(by_seed[n]["epci"] for n in touching[k]
                                     if n is not None and by_seed[n]["epci"] != siren)
                    c["epci"] = min(others, key=lambda e: (-others[e], e))
                    changed = True
    border = [k for k in by_seed if None in touching[k] and k >= len(TOWNS)]
    alone = max(border, key=lambda k: min(near_town(by_seed[k]["xy"], e[4]) for e in EPCI))
    by_seed[alone]["epci"] = None


def populate(communes):
    rng = rng_for("population")
    cantons = darts(rng, 21000, lambda p: 9500.0, [], 400)
    for c in communes:
        d0, d1 = near_town(c["xy"], 0), near_town(c["xy"], 1)
        if c["seed"] < len(TOWNS):
            pop = TOWNS[c["seed"]][3]
        else:
            dense = 1250 * math.exp(-((d0 / 5000) ** 2)) + 620 * math.exp(-((d1 / 4000) ** 2)) + 24
            pop = c["shape"].area / 1e6 * dense * math.exp(rng.gauss(-0.1, 0.6))
            pop = max(34, pop)
        c["pmun"] = int(pop)
        c["pcap"] = int(c["pmun"] * rng.uniform(0.008, 0.028)) + rng.randint(0, 6)
        c["arr"] = "1" if d0 < d1 else "2"
        near = min(range(len(cantons)), key=lambda i: math.dist(c["xy"], cantons[i]))
        c["can"] = f"{near + 1:02d}"
        c["statut"] = {0: "Préfecture", 1: "Sous-préfecture"}.get(c["seed"], "Commune simple")
