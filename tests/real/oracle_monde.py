"""The world of the indicators' oracle: faces with people and area, and the units made of them.

A face is the part of a commune outside every QPV, or the part of a QPV in one commune. An edge of a QPV is drawn
and not counted: a face that only raw shares know (`edges="suivent"`: it gives its area and people to the largest
piece). Ground that two communes claim is a face of its own, in both, that holds no people and decides no
membership. Ground outside every commune is nowhere. Written from the specification on oracle_sources and oracle_faces.
"""
from collections import defaultdict

import oracle_faces as of
import oracle_sources as src


class Face:
    """commune: None where two communes claim the ground, and for an edge. area: after the rule of edges;
    ground: before. people: None where nothing is known."""
    __slots__ = ("commune", "names", "qpv", "area", "ground", "people")

    def __init__(self, names, qpv, area, ground, edge=False):
        self.names, self.qpv, self.area, self.ground, self.people = names, qpv, area, ground, 0.0
        self.commune = next(iter(names)) if len(names) == 1 and not edge else None


class World:
    def __init__(self, communes, qpv, edges="suivent"):
        self.communes, self.follow = communes, edges == "suivent"
        self.qpv = {c: q for c, q in qpv.items() if not q["out"]}
        self.faces, self.of_commune, self.of_qpv, self.edges = [], defaultdict(set), defaultdict(set), defaultdict(set)
        self.qpv_area, self.weight, self.largest = {}, {}, {}
        pieces = of.pieces_of(self.qpv, communes)
        lower, _ = of.qpv_overlaps(self.qpv)
        for code, q in self.qpv.items():
            self.cut_qpv(code, q, pieces[code], lower.get(code))
        inside = defaultdict(float)
        for face in self.faces:
            for name in face.names:
                inside[name] += face.ground
        self.rest = {}
        for code, com in communes.items():
            area = com["geom"].area - inside[code]
            self.rest[code] = self.add(Face(frozenset([code]), None, area, area))
        self.set_people()
        self.retained = {i for i, f in enumerate(self.faces) if f.commune}
        self.kept_of_commune = {c: self.of_commune[c] & self.retained for c in communes}
        self.counted = {i for i in self.retained if communes[self.faces[i].commune]["pop"] is not None}
        self.kept_of_qpv = {q: self.of_qpv[q] & self.retained for q in self.qpv}
        self.qpv_of_commune = {c: self.qpv_held(self.kept_of_commune[c]) for c in communes}
        self.groups()

    def add(self, face, edge=False):
        index = len(self.faces)
        self.faces.append(face)
        for name in face.names:
            self.of_commune[name].add(index)
        if face.qpv:
            (self.edges if edge else self.of_qpv)[face.qpv].add(index)
        return index

    def cut_qpv(self, code, q, pieces, lower):
        """The faces of a QPV and, apart, the areas that share its people: a QPV of a lower code keeps the
        people of ground that both hold."""
        if q["geom"] is None:
            self.qpv_area[code] = 0.0
            for name in sorted(q["official"]):
                self.weight[self.add(Face(frozenset([name]), code, 0.0, 0.0))] = 1.0
            return
        edges = of.edges_of(q["geom"], pieces, q["official"], 1)
        raw = of.faces_of(q["geom"], pieces)
        ground = dict(raw)
        kept = self.merged(raw, pieces, edges)
        self.qpv_area[code] = sum(kept.values())
        weights = kept
        if lower is not None:
            rest = of.polygons_only(q["geom"].difference(lower))
            weights = self.merged(of.faces_of(rest, {c: of.cut(p, rest) for c, p in pieces.items()}), pieces, edges)
        for names in sorted(kept, key=sorted):
            index = self.add(Face(names, code, kept[names], ground.get(names, 0.0)))
            if len(names) == 1:
                self.weight[index] = weights.get(names, 0.0)
        self.largest[code] = max(sorted(self.of_qpv[code]), key=lambda i: self.faces[i].area, default=None)
        for names in sorted((n for n in ground if n and n <= edges), key=sorted):
            self.add(Face(names, code, 0.0, ground[names], edge=True), edge=True)

    def merged(self, faces, pieces, edges):
        """{communes: area} of the faces that count."""
        out = defaultdict(float)
        if self.follow:
            faces = of.retained(faces, pieces, edges, 0)
        for names, area in faces:
            if names and not names <= edges:
                out[names] += area
        return out

    def set_people(self):
        """Official people of QPV by area; then the rest of the commune over what is left, by area."""
        unknown = defaultdict(list)
        held = defaultdict(float)
        for code, q in self.qpv.items():
            own = [i for i in sorted(self.of_qpv[code]) if i in self.weight]
            total = sum(self.weight[i] for i in own)
            for i in own:
                face = self.faces[i]
                if q["pop"] is None:
                    unknown[face.commune].append(i)
                    continue
                face.people = q["pop"] * (self.weight[i] / total if total else 1 / len(own))
                held[face.commune] += face.people
        for code, com in self.communes.items():
            left = unknown[code] + [self.rest[code]]
            if com["pop"] is None:
                for i in left:
                    self.faces[i].people = None
                continue
            if held[code] > com["pop"]:
                for i in self.of_commune[code]:
                    self.faces[i].people *= com["pop"] / held[code]
                held[code] = com["pop"]
            area = sum(self.faces[i].area for i in left)
            for i in left:
                share = self.faces[i].area / area if area else 1 / len(left)
                self.faces[i].people = (com["pop"] - held[code]) * share

    def groups(self):
        self.members = {k: defaultdict(set) for k in ("epci", "dep", "reg")}
        for code, com in self.communes.items():
            for key, members in self.members.items():
                if com[key]:
                    members[com[key]].add(code)

    # ---- units ---------------------------------------------------------------------------

    def communes_of(self, kind, code):
        """Communes of a unit named by its code, or an empty set."""
        if kind == "COMMUNE":
            return {code} & set(self.communes)
        key = {"EPCI": "epci", "METROPOLE": "epci", "DEPARTEMENT": "dep", "REGION": "reg"}.get(kind)
        return set(self.members[key].get(code, ())) if key else set()

    def faces_of(self, communes, kept=True):
        source = self.kept_of_commune if kept else self.of_commune
        return set().union(*(source[c] for c in communes))

    def qpv_faces(self, faces):
        return {i for i in faces if self.faces[i].qpv}

    def contested(self, communes):
        """{commune: area that a commune of another département claims too}; none lies inside a département."""
        trees = {t: of.tree_of(g) for t, g in of.by_territory(self.communes).items()}
        out = {}
        for code in communes:
            own = self.communes[code]
            near = [c for c in of.neighbours(trees[own["terr"]], own["geom"]) if self.communes[c]["dep"] != own["dep"]]
            out[code] = sum(of.cut(own["geom"], self.communes[c]["geom"]).area for c in near)
        return out

    def people(self, faces):
        """Sum of the people known."""
        return sum(self.faces[i].people or 0.0 for i in faces)

    def people_known(self, faces):
        """Sum of the people, None as soon as one face has no figure."""
        if any(self.faces[i].people is None for i in faces):
            return None
        return self.people(faces)

    def area(self, faces):
        return sum(self.faces[i].area for i in faces)

    def ground(self, faces, communes):
        """Area of a set in some communes, where an edge belongs to what holds its QPV's largest piece."""
        edges = {i for c in communes for i in self.of_commune[c] if self.faces[i].qpv and i in self.edges[self.faces[i].qpv]}
        mine = {i for i in edges if self.largest[self.faces[i].qpv] in faces}
        return sum(self.faces[i].ground for i in (faces & self.faces_of(communes, kept=False)) - edges | mine)

    def communes_in(self, faces):
        return {self.faces[i].commune for i in faces if self.faces[i].commune}

    def share_of_qpv(self, code, faces):
        """Share of a QPV's area in a set of faces; a QPV without area counts wholly as soon as it is touched."""
        own = self.of_qpv[code] & faces
        if not self.qpv_area[code]:
            return float(bool(own))
        return self.area(own) / self.qpv_area[code]

    def qpv_held(self, faces):
        """QPV of which more than 1 % lies in the set."""
        touched = {self.faces[i].qpv for i in faces if self.faces[i].qpv}
        return sorted(q for q in touched if self.share_of_qpv(q, faces) > 0.01)


def load(folder=None, edges="suivent"):
    """The world of the official files. Tables of populations in `folder` replace the official ones: what they
    do not name has no population."""
    communes, _, _ = src.load_communes()
    qpv, _, _ = src.load_qpv("A", communes)
    for name, column, units in (("population.csv", "insee", communes), ("pop_qpv.csv", "codeQPV", qpv)):
        if folder and (folder / name).exists():
            told = {row[column] for row in src.read_csv(folder / name)}
            for code in set(units) - told:
                units[code]["pop"] = None
    return World(communes, qpv, edges)
