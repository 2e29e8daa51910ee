"""The families of table `indicateur`, A to F, one function each.

Every function yields rows through `Row`; `libre` marks a row that a result may leave out (a modality without
contract, a zone level that a scope does not have), but that must be right where it stands.
"""
import calendar
import datetime as dt
from itertools import combinations
from statistics import median

from oracle_inventaire import years

STATUSES = ("EN_PROJET", "ACTIF", "EN_RENOUVELLEMENT", "SUSPENDU", "ECHU", "ABANDONNE", "ABSORBE")
CARRIERS = ("COMMUNE", "EPCI", "EPT", "METROPOLE", "PETR", "PAYS", "PNR", "SYNDICAT_MIXTE", "DEPARTEMENT",
            "ASSOCIATION", "GIP", "HOPITAL", "CCAS", "AUTRE")
SCALES = ("infra_communale", "communale", "intercommunale", "supra_communautaire")
COORDINATIONS = ("OUI", "NON", "VACANTE", "EN_RECRUTEMENT")
SIZES = ("moins_10000", "10000_20000", "20000_50000", "50000_100000", "plus_100000")
LEVELS = ("national", "region", "departement", "epci", "contrat_ville")
ZONES = (("qpv", "qpv", "couverts"), ("commune", "communes", "couvertes"), ("epci", "epci", "couverts"),
         ("contrat_ville", "contrats_ville", "couverts"))


def suffix(t):
    return "".join(c if c.isalnum() else "_" for c in t.lower())


def has_level(echelon, kind):
    """EPCI and contrats de ville are no zones of their own level nor of a finer one."""
    return kind not in LEVELS or LEVELS.index(echelon) < LEVELS.index(kind)


class Row(dict):
    def __init__(self, scope, name, t, num, den, missing, unite="part", value=..., low=None, high=None, libre=False):
        if value is ...:
            value = num if unite == "nombre" else num / den if den else None
        super().__init__(echelon=scope.echelon, code=scope.code, indicateur=name, type=t, numerateur=num,
                         denominateur=den, non_renseigne=missing, valeur=value, valeur_min=low, valeur_max=high,
                         unite=unite, libre=int(libre))


def count(items, test):
    return sum(1 for x in items if test(x))


def one_year_later(day):
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return dt.date(day.year + 1, day.month, min(day.day, last))


# ---- A: contracts -----------------------------------------------------------------------------


class Contracts:
    """Family A of one scope and one type."""

    def __init__(self, cover, scope, t):
        self.cover, self.inv, self.world, self.scope, self.t = cover, cover.inv, cover.world, scope, t
        self.all = cover.contracts(scope, t)
        self.force = [c for c in self.all if c.in_force(self.inv.day)]
        self.known = [c for c in self.force if c.known]
        self.unknown = len(self.force) - len(self.known)
        self.fine = scope.echelon in ("epci", "contrat_ville")

    def row(self, name, num, den, missing, unite="part", **more):
        return Row(self.scope, name, self.t, num, den, missing, unite, **more)

    def modality(self, name, num, den, missing):
        return self.row(name, num, den, missing, libre=not num)

    def among(self, name, told, test, missing=None):
        missing = len(self.force) - len(told) if missing is None else missing
        return self.row(name, count(told, test), len(told), missing)

    def rows(self):
        if not self.all:
            for row in self.all_rows():
                row["libre"] = row["libre"] or int(self.fine)
                yield row
        else:
            yield from self.all_rows()

    def all_rows(self):
        yield from self.status()
        yield from self.qpv_and_city_contracts()
        yield from self.fields()
        yield from self.sizes()
        yield from self.means()
        yield from self.quality()
        yield from self.carrier_relation()
        yield from self.succession()
        yield from self.other_types()
        yield from self.overlaps()

    def status(self):
        told = [c for c in self.all if c.status != "INCONNU"]
        lost = len(self.all) - len(told)
        yield self.row("contrats_en_vigueur", len(self.force), len(told), lost, "nombre")
        for s in STATUSES:
            yield self.modality(f"contrats_{s.lower()}", count(told, lambda c: c.status == s), len(told), lost)

    def qpv_and_city_contracts(self):
        held = [c for c in self.known if self.cover.holds_qpv(c)]
        yield self.row("contrats_avec_qpv", len(held), len(self.known), self.unknown)
        yield self.row("contrats_sans_qpv", len(self.known) - len(held), len(self.known), self.unknown)
        if "CDV" not in self.cover.types or self.t == "CDV":
            return
        city = [c for c in self.inv.contracts.values() if c.type == "CDV"]
        now = set().union(*(c.net for c in city if c.in_force(self.inv.day)))
        soon = now.union(*(c.net for c in city if c.status == "EN_PROJET"))
        yield self.row("contrats_avec_contrat_ville", count(held, lambda c: c.net & soon), len(held), self.unknown)
        yield self.row("contrats_hors_contrat_ville", count(self.known, lambda c: not c.net & now), len(self.known),
                       self.unknown)

    def fields(self):
        told = [c for c in self.force if c.generation]
        for name, test in (("1", lambda g: g == 1), ("2", lambda g: g == 2), ("3", lambda g: g == 3),
                           ("4_et_plus", lambda g: g >= 4)):
            yield self.modality(f"contrats_generation_{name}", count(told, lambda c: test(c.generation)), len(told),
                                len(self.force) - len(told))
        told = [c for c in self.force if c.carrier]
        for p in CARRIERS:
            yield self.modality(f"contrats_porteur_{p.lower()}", count(told, lambda c: c.carrier == p), len(told),
                                len(self.force) - len(told))
        scale = {c.id: self.cover.scale(c) for c in self.force}
        scaled = [c for c in self.force if scale[c.id]]
        both = [c for c in scaled if c.carrier]
        for e in SCALES:
            yield self.modality(f"contrats_echelle_{e}", count(scaled, lambda c: scale[c.id] == e), len(scaled),
                                len(self.force) - len(scaled))
            for p in CARRIERS:
                yield self.modality(f"contrats_echelle_{e}_porteur_{p.lower()}",
                                    count(both, lambda c: (scale[c.id], c.carrier) == (e, p)), len(both),
                                    len(self.force) - len(both))
        told = [c for c in self.force if c.coordination not in ("", "INCONNU")]
        for value in COORDINATIONS:
            yield self.modality(f"contrats_coordination_{value.lower()}", count(told, lambda c: c.coordination == value),
                                len(told), len(self.force) - len(told))
        told = [c for c in self.force if c.health in ("OUI", "NON")]
        yield self.among("contrats_volet_sante_cdv", told, lambda c: c.health == "OUI")

    def sizes(self):
        size = {c.id: self.cover.size(c) for c in self.force}
        told = [c for c in self.force if size[c.id]]
        for names, title in [((s,), s) for s in SIZES] + [(SIZES[:2], "moins_20000")]:
            yield self.modality(f"contrats_taille_{title}", count(told, lambda c: size[c.id] in names), len(told),
                                len(self.force) - len(told))

    def mean(self, name, unite, values, **more):
        """Sum over number; valeur is the mean, with the least and the most."""
        yield self.row(name, sum(values), len(values), len(self.force) - len(values), unite,
                       value=sum(values) / len(values) if values else None, low=min(values, default=None),
                       high=max(values, default=None), **more)

    def means(self):
        etp = [c.etp for c in self.force if c.etp is not None]
        yield self.row("etp_total", sum(etp), len(etp), len(self.force) - len(etp), "etp",
                       value=sum(etp) if etp else None)
        yield from self.mean("etp_moyen", "etp", etp)
        starts = [self.inv.first_start(c) for c in self.force]
        yield from self.mean("anciennete_moyenne", "années", [years(d, self.inv.day) for d in starts if d])
        people = [self.cover.people_of(c) for c in self.force if c.known]
        yield from self.mean("habitants_par_contrat", "habitants", [p for p in people if p is not None])
        ages = [years(c.source_date, self.inv.day) for c in self.force if c.source_date]
        yield from self.mean("age_information", "années", ages)
        told = [c for c in self.force if c.end]
        until = one_year_later(self.inv.day)
        yield self.among("contrats_echeance_12_mois", told, lambda c: self.inv.day <= c.end <= until)

    def quality(self):
        for name, test in (("statut", lambda c: c.status not in ("", "INCONNU")), ("debut", lambda c: c.start),
                           ("fin", lambda c: c.end), ("porteur", lambda c: c.carrier),
                           ("coordination", lambda c: c.coordination not in ("", "INCONNU")),
                           ("perimetre", lambda c: c.known), ("source_date", lambda c: c.source_date)):
            yield self.among(f"contrats_renseignes_{name}", self.force, test)

    def carrier_relation(self):
        relation = {}
        for c in self.known:
            carrier = self.world.faces_of(self.inv.carrier_communes(c))
            if carrier:
                relation[c.id] = ("identique" if c.net == carrier else "inclus" if c.net < carrier else
                                  "contient" if c.net > carrier else "chevauche" if c.net & carrier else "disjoint")
        for name in ("identique", "inclus", "contient", "chevauche", "disjoint"):
            yield self.modality(f"contrats_perimetre_porteur_{name}", list(relation.values()).count(name),
                                len(relation), len(self.force) - len(relation))

    def succession(self):
        told = {}
        following = [c for c in self.force if c.follows]
        for c in following:
            before = self.inv.predecessor(c)
            if c.known and before and before.known:
                told[c.id] = ("identique" if c.net == before.net else "elargie" if c.net > before.net else
                              "reduite" if c.net < before.net else "deplacee")
        for name in ("identique", "elargie", "reduite", "deplacee"):
            yield self.modality(f"contrats_suite_{name}", list(told.values()).count(name), len(told),
                                len(following) - len(told))

    def other_types(self):
        for u in self.cover.types:
            if u != self.t:
                yield self.among(f"contrats_avec_{suffix(u)}", self.known, lambda c: c.net & self.cover.net[u], self.unknown)
        if self.t not in ("CLS", "CLSM") or "ASV" not in self.cover.types:
            return
        asv = [c for c in self.inv.contracts.values() if c.type == "ASV" and c.status not in ("EN_PROJET", "ABANDONNE")]
        after = told = lost = 0
        for c in self.known:
            met = [a for a in asv if a.net & c.net]
            starts, mine = [a.start for a in met if a.start], self.inv.first_start(c)
            if starts and mine:
                told, after = told + 1, after + (min(starts) < mine)
            elif met:
                lost += 1
        yield self.row("contrats_apres_asv", after, told, lost)

    def overlaps(self):
        pairs = set()
        for a, b in combinations(self.known, 2):
            if not self.scope.faces.isdisjoint(a.net & b.net):  # the shared face lies in the scope
                pairs.add((a.id, b.id))
        yield self.row("superpositions", len(pairs), len(self.known), 0, "nombre")


# ---- B: zones ---------------------------------------------------------------------------------


def zones_of_type(cover, scope, t):
    """Free at fine echelons for a type without contract there, as family A is."""
    spare = scope.echelon in ("epci", "contrat_ville") and not cover.contracts(scope, t)
    for row in zone_rows(cover, scope, t):
        yield row | {"libre": int(spare)}


def zone_rows(cover, scope, t):
    world = cover.world
    for kind, plural, word in ZONES:
        zones = cover.zones(scope, kind)
        if not has_level(scope.echelon, kind) or (kind == "contrat_ville" and "CDV" not in cover.types):
            continue
        states = [cover.state(kind, z, t) for z in zones]
        known = count(states, lambda s: s in ("total", "partiel", "aucun"))
        for name, wanted in ((word, ("total", "partiel")), ("total", ("total",)), ("partiel", ("partiel",)),
                             ("aucun", ("aucun",))):
            yield Row(scope, f"{plural}_{name}", t, count(states, lambda s: s in wanted), known, len(states) - known)
        if kind == "contrat_ville" and t != "CDV":
            told = [z for z in zones if z.faces]
            met = count(told, lambda z: z.faces & cover.net[t])
            yield Row(scope, "contrats_ville_avec_contrat", t, met, len(told), len(zones) - len(told))
        if kind in ("qpv", "commune"):
            yield people_of_zones(cover, scope, t, kind, zones)
    qpv = cover.zones(scope, "qpv")
    known = [z for z in qpv if cover.known("qpv", z, t)]
    touched = [z for z in known if (world.of_qpv[z.code] | world.edges[z.code]) & cover.inv.raw[t]]
    yield Row(scope, "qpv_intersectes", t, len(touched), len(known), len(qpv) - len(known))
    yield Row(scope, "qpv_lisere", t, count(touched, lambda z: cover.state("qpv", z, t) == "aucun"), len(known),
              len(qpv) - len(known))
    levels = [cover.qpv_cover(c, t) for c in sorted(scope.communes) if world.qpv_of_commune[c]]
    told = [x for x in levels if x]
    for name in ("tous", "certains", "aucun"):
        yield Row(scope, f"communes_qpv_{name}", t, told.count(name), len(told), len(levels) - len(told))
    twice, seen = set(), set()
    for c in cover.inv.force[t]:
        twice |= seen & c.net
        seen |= c.net
    yield Row(scope, "pop_superposee", t, world.people(twice & scope.faces), world.people(seen & scope.faces), 0)
    surveyed = cover.surveyed[t] & scope.communes
    yield Row(scope, "communes_recensees", t, len(surveyed), len(scope.communes), 0)
    yield Row(scope, "pop_recensee", t, world.people(world.faces_of(surveyed) & world.counted),
              world.people(world.faces_of(scope.communes) & world.counted),
              count(scope.communes, lambda c: world.communes[c]["pop"] is None))


def people_of_zones(cover, scope, t, kind, zones):
    """Of whole zones, also where the scope cuts them; communes of unknown population hold nobody here. The bounds: no
    wider than the sum of those of the zones."""
    if kind == "commune":
        zones = [z for z in zones if z.faces <= cover.world.counted]
    known = [z for z in zones if cover.known(kind, z, t)]
    people, low, high = cover.covered_people(set().union(*(z.faces for z in known)), t, kind)
    total = cover.world.people(set().union(*(z.faces for z in known)))
    lost = cover.world.people(set().union(*(z.faces for z in zones))) - total
    each = [cover.covered_people(z.faces, t, kind) for z in known]
    least, most = (sum(r[n] for r in each) for n in (1, 2))
    part = (lambda n: n / total if total else None)
    name = "pop_qpv_couverte" if kind == "qpv" else "pop_couverte"
    row = Row(scope, name, t, people, total, lost, low=part(max(low, least)), high=part(min(high, most)))
    return row | {"min_des_zones": part(least), "max_des_zones": part(most)}


# ---- C: cumul ---------------------------------------------------------------------------------


def cumul(cover, scope, types):
    world = cover.world
    numbers = dict.fromkeys(range(4), 0.0)
    for i in scope.faces & world.counted:
        numbers[min(3, sum(i in cover.net[t] for t in types))] += world.faces[i].people or 0.0
    lost = count(scope.communes, lambda c: world.communes[c]["pop"] is None)
    for n, people in numbers.items():
        yield Row(scope, f"pop_{n}", "", people, sum(numbers.values()), lost, libre=n > len(types))
    subsets = [c for n in range(len(types) + 1) for c in combinations(types, n)]
    for kind, plural, _ in ZONES:
        if not has_level(scope.echelon, kind) or (kind == "contrat_ville" and "CDV" not in cover.types):
            continue
        zones = cover.zones(scope, kind)
        found = {z.code: cover.present(kind, z, types) for z in zones}
        told = [z for z in zones if found[z.code] is not None]
        lost = len(zones) - len(told)
        for n in range(4):
            yield Row(scope, f"{plural}_cumul_{n}", "", count(told, lambda z: min(3, len(found[z.code])) == n),
                      len(told), lost, libre=n > len(types))
        people = {z.code: world.people(z.faces) for z in zones if z.faces}
        for subset in subsets:
            name = "_".join(map(suffix, subset)) or "aucun"
            mine = [z for z in told if found[z.code] == list(subset)]
            spare = len(types) > 3 and not mine
            yield Row(scope, f"{plural}_combinaison_{name}", "", len(mine), len(told), lost, libre=spare)
            if kind == "qpv":
                yield Row(scope, f"pop_qpv_combinaison_{name}", "", sum(people[z.code] for z in mine),
                          sum(people[z.code] for z in told),
                          sum(people[z.code] for z in zones if found[z.code] is None), libre=spare)
    qpv = cover.zones(scope, "qpv")
    others = [t for t in cover.types if t != "CDV"]
    found = [cover.present("qpv", z, others) for z in qpv]
    told = [f for f in found if f is not None]
    yield Row(scope, "qpv_sans_dispositif", "", told.count([]), len(told), len(found) - len(told))


# ---- D: territory, E: health chapter ------------------------------------------------------------


def territory(cover, scope):
    world = cover.world
    qpv = [world.people_known(world.kept_of_qpv[q]) for q in scope.qpv]
    known = [p for p in qpv if p is not None]
    yield Row(scope, "qpv_nombre", "", len(qpv), len(qpv), len(qpv) - len(known), "nombre")
    inside = set().union(*(world.kept_of_qpv[q] for q in scope.qpv)) & scope.faces & world.counted
    yield Row(scope, "pop_qpv", "", world.people(inside), world.people(scope.faces & world.counted),
              count(scope.communes, lambda c: world.communes[c]["pop"] is None))
    yield Row(scope, "communes_avec_qpv", "", count(scope.communes, lambda c: world.qpv_of_commune[c]),
              len(scope.communes), 0)
    epci = cover.zones(scope, "epci")
    yield Row(scope, "epci_avec_qpv", "", count(epci, lambda z: world.qpv_held(z.faces)), len(epci), 0,
              libre=not has_level(scope.echelon, "epci"))
    yield Row(scope, "taille_qpv", "", sum(known), len(known), len(qpv) - len(known), "habitants",
              value=sum(known) / len(known) if known else None, low=min(known, default=None), high=max(known, default=None))
    if "CDV" in cover.types:
        mine = cover.contracts(scope, "CDV")
        yield Row(scope, "contrats_ville_nombre", "", count(mine, lambda c: c.in_force(cover.inv.day)), len(mine), 0,
                  "nombre", libre=not has_level(scope.echelon, "contrat_ville"))


def health_chapter(cover, scope):
    if "CDV" not in cover.types:
        return
    told, lost = [], 0
    for z in cover.zones(scope, "contrat_ville"):
        if not z.faces:
            continue
        answers = {}
        for t in ("CLS", "ASV"):
            met = [c.health for c in cover.inv.force.get(t, ()) if c.net & z.faces]
            answers[t] = True if "OUI" in met else False if set(met) <= {"NON"} else None
        if None in answers.values():
            lost += 1
        else:
            told.append((answers["CLS"], answers["ASV"]))
    for name, pair in (("cls", (True, False)), ("asv", (False, True)), ("cls_et_asv", (True, True)), ("aucun", (False, False))):
        yield Row(scope, f"volet_sante_{name}", "", told.count(pair), len(told), lost)


# ---- F: spread between départements -------------------------------------------------------------


def spread(scope, types, rows_of_departements):
    """rows_of_departements: one list of rows for each département of the scope."""
    for t in types:
        for name in ("qpv_couverts", "pop_qpv_couverte", "pop_couverte", "contrats_ville_couverts", "contrats_en_vigueur"):
            found = [r for rows in rows_of_departements for r in rows if (r["indicateur"], r["type"]) == (name, t)]
            values = [r["valeur"] for r in found if r["valeur"] is not None]
            if found:
                yield Row(scope, f"{name}_par_departement", t, len(values), len(rows_of_departements),
                          len(rows_of_departements) - len(values), found[0]["unite"],
                          value=median(values) if values else None, low=min(values, default=None),
                          high=max(values, default=None))
