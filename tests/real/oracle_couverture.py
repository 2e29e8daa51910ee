"""States of zones, ranges of people, sizes and scales of contracts, for the indicators' oracle."""
from collections import defaultdict

TOTAL, NONE = 0.99, 0.01
SIZES = ((10000, "moins_10000"), (20000, "10000_20000"), (50000, "20000_50000"), (100000, "50000_100000"),
         (float("inf"), "plus_100000"))


class Zone:
    """A QPV, commune, EPCI or contrat de ville: its retained faces and communes, None where not known."""

    def __init__(self, code, faces, communes):
        self.code, self.faces, self.communes = code, faces, communes


class Scope:
    """A territory of the table: faces, communes, and the zones that belong to it."""

    def __init__(self, echelon, code, faces, communes, qpv):
        self.echelon, self.code, self.faces, self.communes, self.qpv = echelon, code, faces, communes, qpv
        self.key = (echelon, code)


class Coverage:
    def __init__(self, world, inventory):
        self.world, self.inv, self.types = world, inventory, inventory.types
        self.states = defaultdict(dict)
        self.surveyed = {t: inventory.surveyed(t) for t in self.types}
        net = {t: inventory.net[t] & world.retained for t in self.types}
        self.net = net

    # ---- scopes ------------------------------------------------------------------------------

    def territory(self, echelon, code, communes):
        faces = self.world.faces_of(communes)
        qpv = sorted({self.world.faces[i].qpv for i in faces} - {None})
        return Scope(echelon, code, faces, set(communes), qpv)

    def city_contract(self, c):
        qpv = self.world.qpv_held(c.net_all)
        return Scope("contrat_ville", c.id, c.net, self.world.communes_in(c.net), qpv)

    def zones(self, scope, kind):
        """Zones of a scope, by kind: qpv, commune, epci, contrat_ville (a contract without known perimeter is
        a zone without faces)."""
        world = self.world
        if kind == "qpv":
            return [Zone(q, world.kept_of_qpv[q], world.communes_in(world.kept_of_qpv[q])) for q in scope.qpv]
        if kind == "commune":
            return [Zone(c, world.kept_of_commune[c], {c}) for c in sorted(scope.communes)]
        if kind == "epci":
            codes = {world.communes[c]["epci"] for c in scope.communes} - {None}
            return [Zone(e, world.faces_of(world.members["epci"][e]), world.members["epci"][e]) for e in sorted(codes)]
        return [Zone(c.id, c.net if c.known else None, world.communes_in(c.net))
                for c in self.contracts(scope, "CDV") if c.in_force(self.inv.day)]

    def contracts(self, scope, t):
        """Contracts of a scope: by their faces, else by their carrier."""
        found = []
        for c in self.inv.contracts.values():
            if c.type != t:
                continue
            if c.touched:
                inside = not scope.faces.isdisjoint(c.touched)
            elif scope.echelon == "national":
                inside = True
            else:
                inside = scope.echelon != "contrat_ville" and bool(self.inv.carrier_communes(c) & scope.communes)
            if inside:
                found.append(c)
        return found

    # ---- states ------------------------------------------------------------------------------

    def state(self, kind, zone, t):
        known = self.states[kind, t]
        if zone.code not in known:
            known[zone.code] = self.state_of(kind, zone, t)
        return known[zone.code]

    def state_of(self, kind, zone, t):
        if zone.faces is None:
            return "sans_perimetre"
        if kind == "qpv":
            share = self.world.share_of_qpv(zone.code, self.inv.net[t])
            if share > NONE:
                return "total" if share >= TOTAL else "partiel"
        else:
            level = self.level_by_people(zone.faces, t)
            if level:
                return level
        if zone.faces & self.inv.maybe[t] or zone.communes & set(self.inv.shared[t]):
            return "inconnu"
        return "aucun" if zone.communes & self.surveyed[t] else "non_recense"

    def level_by_people(self, faces, t):
        """total, partiel, or None where no face and no share of people is in."""
        inside = faces & self.net[t]
        shares = self.people_of_shares(faces, t)
        if not inside and not shares:
            return None
        if faces <= inside:
            return "total"
        people = self.world.people(faces)
        return "total" if people and (self.world.people(inside) + shares) / people >= TOTAL else "partiel"

    def people_of_shares(self, faces, t):
        """People of perimeters given as a share of a commune's people, outside the known faces."""
        total = 0.0
        for commune, share in self.inv.shared[t].items():
            own = self.world.kept_of_commune[commune]
            total += share * self.world.people((own & faces) - self.net[t])
        return total

    def known(self, kind, zone, t):
        return self.state(kind, zone, t) in ("total", "partiel", "aucun")

    def present(self, kind, zone, types):
        """The types that cover a zone, wholly or partly; None as soon as one state is not known."""
        states = [self.state(kind, zone, t) for t in types]
        if any(s not in ("total", "partiel", "aucun") for s in states):
            return None
        return [t for t, s in zip(types, states) if s != "aucun"]

    def qpv_cover(self, commune, t):
        """tous, certains, aucun of the QPV of a commune, judged on their ground in it; None: not known."""
        world = self.world
        levels = []
        for q in world.qpv_of_commune[commune]:
            own = world.kept_of_qpv[q] & world.kept_of_commune[commune]
            inside = own & self.net[t]
            area = world.area(own)
            share = world.area(inside) / area if area else float(bool(inside))
            unsure = bool(own & self.inv.maybe[t]) or commune in self.inv.shared[t]
            levels.append("total" if share >= TOTAL else "partiel" if share > NONE else "inconnu" if unsure else "aucun")
        if all(s == "total" for s in levels):
            return "tous"
        if any(s in ("total", "partiel") for s in levels):
            return "certains"
        if "inconnu" in levels or commune not in self.surveyed[t]:
            return None
        return "aucun"

    # ---- people ------------------------------------------------------------------------------

    def covered_people(self, faces, t, kind="commune"):
        """(people, least, most) of type t among faces of zones of one kind."""
        people, low, high = self.range_of(faces & self.net[t], kind)
        most = self.range_of(faces & (self.net[t] | self.inv.maybe[t]), kind)[2]
        shares = self.people_of_shares(faces, t)
        return people + shares, low + shares, max(high, most) + shares

    def range_of(self, faces, kind="commune"):
        """(people, least, most). Whole communes and whole QPV of published population are exact; a QPV cut by the
        limit of the set is known from 0 to its people, and so is what a commune holds beside its published QPV.
        Among QPV (kind "qpv"), a whole one is exact whatever its population comes from."""
        world = self.world
        people = world.people(faces)
        communes = world.communes_in(faces)
        whole = {c for c in communes if world.kept_of_commune[c] <= faces}
        low = high = sum(world.people(world.kept_of_commune[c]) for c in whole)
        left = {i for i in faces if world.faces[i].commune not in whole}
        for q in {world.faces[i].qpv for i in left if world.faces[i].qpv and (kind == "qpv" or self.published(i))}:
            own = world.kept_of_qpv[q] & left
            if own == world.kept_of_qpv[q]:
                low, high = low + world.people(own), high + world.people(own)
            else:
                high += world.people(world.kept_of_qpv[q])
        for c in communes - whole if kind != "qpv" else ():
            beside = {i for i in world.kept_of_commune[c] if not self.published(i)}
            if beside & left:
                least, most = self.beside_published(c, world.people(beside))
                low, high = low + (least if beside <= left else 0.0), high + most
        limit = sum(world.communes[c]["pop"] or 0.0 for c in communes)
        return people, low, high if kind == "qpv" else max(people, min(high, limit))

    def published(self, i):
        qpv = self.world.faces[i].qpv
        return qpv is not None and self.world.qpv[qpv]["pop"] is not None

    def beside_published(self, commune, people):
        """Least and most of a commune's people outside its published QPV: those of several communes blur it."""
        world = self.world
        own = [i for i in world.kept_of_commune[commune] if self.published(i)
               and len(world.kept_of_qpv[world.faces[i].qpv]) > 1]
        mine = world.people(own)
        all_of_them = sum(world.people(world.kept_of_qpv[world.faces[i].qpv]) for i in own)
        return max(people - (all_of_them - mine), 0.0), people + mine

    # ---- contracts ---------------------------------------------------------------------------

    def people_of(self, c):
        """People of a contract: of its known set and of its shares; None where there is neither, or no figure."""
        if not c.known and not c.shared:
            return None
        people = self.world.people_known(c.net)
        shares = [s * (self.world.people_known(self.world.kept_of_commune[k] - c.net) or 0)
                  for k, s in c.shared.items()]
        return None if people is None else people + sum(shares)

    def size(self, c):
        people = self.people_of(c)
        return None if people is None else next(name for limit, name in SIZES if people < limit)

    def scale(self, c):
        """Of the extent that the perimeter names, known or not; a part of one commune is below it."""
        communes = self.world.communes_in(c.touched)
        if not communes:
            return None
        if len(communes) == 1:
            whole = self.world.kept_of_commune[next(iter(communes))] <= c.net | (set() if c.cut else c.maybe)
            return "communale" if whole else "infra_communale"
        epci = {self.world.communes[k]["epci"] for k in communes}
        return "intercommunale" if len(epci) == 1 and None not in epci else "supra_communautaire"

    def holds_qpv(self, c):
        return bool(self.world.qpv_held(c.net_all))
