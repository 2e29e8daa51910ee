"""The inventory of the indicators' oracle: contracts, dates, perimeters as sets of faces, surveys."""
import calendar
import datetime as dt
import re
from collections import defaultdict

from oracle_sources import read_csv

FIRST_TYPES = ("CLS", "ASV", "CLSM")
CARRIERS_PLACED = ("COMMUNE", "EPCI", "METROPOLE", "EPT", "DEPARTEMENT")


def type_order(types):
    first = [t for t in FIRST_TYPES if t in types]
    return first + sorted(set(types) - set(first))


def read_date(text, last=False):
    """AAAA-MM-JJ, JJ/MM/AAAA, AAAA-MM, MM/AAAA, AAAA: the first day of what is written, or the last."""
    text = (text or "").strip()
    if not text:
        return None
    for pattern in (r"(?P<y>\d{4})(-(?P<m>\d\d)(-(?P<d>\d\d))?)?", r"((?:(?P<d>\d\d)/)?(?P<m>\d\d)/)(?P<y>\d{4})"):
        found = re.fullmatch(pattern, text)
        if found:
            year, month, day = (int(found[k]) if found[k] else None for k in "ymd")
            month = month or (12 if last else 1)
            day = day or (calendar.monthrange(year, month)[1] if last else 1)
            return dt.date(year, month, day)
    raise SystemExit(f"« {text} »: not a date")


def years(a, b):
    """From a to b, in years of 365.25 days, never below 0."""
    return max((b - a).days / 365.25, 0.0)


class Contract:
    """One row of `dispositifs`; sets: net, maybe (faces), shared {commune: share}, on a day."""

    def __init__(self, row):
        get = lambda k: (row.get(k) or "").strip()
        self.id, self.type, self.status = get("id_dispositif"), get("type"), get("statut")
        self.signed, self.begun = read_date(get("date_signature")), read_date(get("date_debut"))
        self.end = read_date(get("date_fin"), last=True)
        self.start = self.begun or self.signed
        self.generation = int(get("generation")) if get("generation") else None
        self.follows, self.absorbed_by = get("succede_a"), get("absorbe_par")
        self.carrier, self.carrier_code = get("porteur_type"), get("porteur_code")
        self.coordination = get("coordination")
        self.etp = float(get("etp").replace(",", ".")) if get("etp") else None
        self.health = get("volet_sante_cdv")
        self.source_date = read_date(get("source_date"))
        self.name = get("nom")
        self.own_unit = (get("unite_type"), get("unite_code"))

    def in_force(self, day):
        if self.status == "ACTIF":
            return (not self.start or self.start <= day) and (not self.end or self.end >= day)
        if self.status == "EN_RENOUVELLEMENT":
            return not self.start or self.start <= day
        if self.status in ("ECHU", "ABSORBE"):
            return bool(self.start and self.end) and self.start <= day <= self.end
        return False


class Inventory:
    def __init__(self, world, rows, lines, surveys, day):
        self.world, self.day = world, day
        self.contracts = {c.id: c for c in sorted(map(Contract, rows), key=lambda c: c.id)}
        self.lines = defaultdict(list)
        for c in self.contracts.values():
            if c.own_unit[0]:
                self.lines[c.id].append({"unite_type": c.own_unit[0], "unite_code": c.own_unit[1]})
        for line in lines:
            self.lines[line["id_dispositif"]].append(line)
        self.surveys = surveys
        for c in self.contracts.values():
            self.place(c)
        self.types = type_order({c.type for c in self.contracts.values()})
        self.at(day)

    def at(self, day):
        """Contracts in force on a day and the unions of their sets, by type."""
        if day != self.day:
            self.day = day
            for c in self.contracts.values():
                if any(line.get("date_debut") or line.get("date_fin") for line in self.lines[c.id]):
                    self.place(c)
        self.force = {t: [c for c in self.contracts.values() if c.type == t and c.in_force(day)] for t in self.types}
        self.net = {t: set().union(*(c.net_all for c in cs)) for t, cs in self.force.items()}
        self.raw = {t: set().union(*(c.raw for c in cs)) for t, cs in self.force.items()}
        self.maybe = {t: set().union(*(c.maybe for c in cs)) for t, cs in self.force.items()}
        self.shared = {t: self.union_of_shares(cs) for t, cs in self.force.items()}

    @staticmethod
    def union_of_shares(contracts):
        """{commune: share}; a second share in one commune has no one value and is refused here."""
        out = {}
        for c in contracts:
            for commune, share in c.shared.items():
                if commune in out:
                    raise SystemExit(f"{c.id}: two shares in {commune}: not computed here")
                out[commune] = share
        return out

    # ---- perimeters ------------------------------------------------------------------------

    def faces_of_line(self, line):
        """(faces, communes of a line that names whole communes, contested ground that only raw shares know)."""
        world, kind = self.world, line["unite_type"]
        faces, communes, raw = set(), set(), set()
        for code in filter(None, re.split(r"[,;/ ]+", line.get("unite_code") or "")):
            if kind == "QPV":
                found = world.of_qpv.get(code, set())
            elif kind == "DISPOSITIF":
                found = self.whole_set(code)
            else:
                inside = world.communes_of(kind.removeprefix("QPV_DE_"), code)
                found = world.faces_of(inside, kept=False)
                if kind.startswith("QPV_DE_"):
                    found = world.qpv_faces(found)
                    raw |= {i for i in found if len(world.faces[i].names) > 1}
                    found -= raw
                else:
                    communes |= inside
            if not found and not kind.startswith("QPV_DE_"):
                raise SystemExit(f"{line}: {code} is no unit of this territory")
            faces |= found
        return faces, communes, raw

    def whole_set(self, code):
        other = self.contracts[code]
        if not hasattr(other, "net_all"):
            self.place(other)
        return other.net_all

    def place(self, c):
        """net_all (contested ground too), raw, net, maybe and shared, by the lines valid on the run's day."""
        net, maybe, out, shared, raw, c.cut = set(), set(), set(), {}, set(), False
        for line in self.lines[c.id]:
            begin, end = read_date(line.get("date_debut")), read_date(line.get("date_fin"), last=True)
            if (begin and begin > self.day) or (end and end < self.day) or line["unite_type"] == "INCONNU":
                continue
            faces, communes, more = self.faces_of_line(line)
            cover = line.get("couverture") or "TOTALE"
            c.cut |= cover == "PARTIELLE"
            if line.get("operation") == "EXCLUT":
                if cover != "TOTALE":
                    raise SystemExit(f"{line}: an uncertain exclusion is not computed here")
                out |= faces
            elif cover == "TOTALE":
                net |= faces
                raw |= faces | more
            elif cover == "PARTIELLE" and line.get("part_population"):
                if not communes:
                    raise SystemExit(f"{line}: a share of something else than communes is not computed here")
                shared |= dict.fromkeys(communes, float(line["part_population"].replace(",", ".")))
            else:
                maybe |= faces
        c.net_all, c.raw = net - out, raw - out
        c.net = c.net_all & self.world.retained
        c.maybe = (maybe - out - net) & self.world.retained
        c.shared = {k: v for k, v in shared.items() if not self.world.kept_of_commune[k] <= out | net}
        c.known = bool(c.net)
        c.touched = c.net | c.maybe | self.world.faces_of(c.shared)

    # ---- carriers, chains, surveys ------------------------------------------------------------

    def carrier_communes(self, c):
        return self.world.communes_of(c.carrier, c.carrier_code) if c.carrier in CARRIERS_PLACED else set()

    def predecessor(self, c):
        return self.contracts.get(c.follows)

    def first_start(self, c):
        """The first start along the chain of `succede_a`, None where no link has one."""
        starts, seen = [], set()
        while c and c.id not in seen:
            seen.add(c.id)
            starts += [c.start] if c.start else []
            c = self.predecessor(c)
        return min(starts, default=None)

    def surveyed(self, t):
        """Communes surveyed for a type; all of them without a table."""
        if not self.surveys:
            return set(self.world.communes)
        return set().union(*(self.world.communes_of(r["echelon"], r["code"]) for r in self.surveys
                             if r["type"] == t and (r["complet"] or "OUI") == "OUI"))


def load(world, folder, day):
    surveys = folder / "recensement.csv"
    return Inventory(world, read_csv(folder / "dispositifs.csv", ";"), read_csv(folder / "perimetres.csv", ";"),
                     read_csv(surveys, ";") if surveys.exists() else [], day)
