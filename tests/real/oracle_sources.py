"""What the national oracle reads: the official files, the inventory, and repaired geometries.

Nothing here is shared with maillage: it is written from the specification alone, on
geopandas, shapely 1.8 and osgeo (Debian 12). Areas are measured in one equal-area or local
CRS per territory.
"""
import csv
import os
import re
import unicodedata
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")  # shapely 1.8 announces 2.0 at every call
import geopandas as gpd
import openpyxl
from osgeo import ogr
from shapely import wkb
from shapely.geometry import Polygon
from shapely.ops import unary_union
from shapely.validation import make_valid

ogr.UseExceptions()

ROOT = Path(__file__).resolve().parents[2]
GEODATA = Path(os.environ.get("MLG_GEODATA", ROOT.parent / "shared" / "geodata"))
INVENTORY = GEODATA.parent / "inventory" / "national_synthetique"

EPSG = {"met": 3035, "971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
QPV_2015 = {
    "QP_METROPOLE_LB93": None,
    "QP_GUADELOUPE_WGS84_UTM20N": None,
    "QP_MARTINIQUE_WGS84_UTM20N": None,
    "QP_GUYANE_RGF95_UTM22N": None,
    "QP_LAREUNION_RGR92_UTM40S": None,
    # The .prj says "geographic RGM04" without an authority; the numbers are degrees.
    "QP_MAYOTTE_RGM04_UTM38S": 4470,
    "QP_STMARTIN_WGS84_UTM20N": None,
    "QP_POLYNESIEFRANCAISE_WGS84_EPSG4326": None,
}


def missing_data():
    """Why the real-data scripts cannot run here, or None."""
    for path in (GEODATA / "boundaries" / "communes_2023.fgb", INVENTORY / "dispositifs.csv"):
        if not path.exists():
            return f"{path} is absent (set MLG_GEODATA)"
    return None


def territory_of_commune(code):
    return code[:3] if code[:2] in ("97", "98") else "met"


def territory_of_qpv(code):
    return code[2:5] if code[2:4] in ("97", "98") else "met"


# ---- geometry ---------------------------------------------------------------------------


def polygons_only(geom):
    if geom.geom_type in ("Polygon", "MultiPolygon"):
        return geom
    parts = [g for g in getattr(geom, "geoms", []) if g.area > 0]
    return unary_union([polygons_only(g) for g in parts]) if parts else Polygon()


def repair_structure(geom):
    """MakeValid, structure method (GEOS 3.10+), which shapely 1.8 cannot call: through OGR."""
    fixed = ogr.CreateGeometryFromWkb(geom.wkb).MakeValid(["METHOD=STRUCTURE"])
    return polygons_only(wkb.loads(bytes(fixed.ExportToWkb())))


def repair_linework(geom):
    """MakeValid, linework method: what shapely 1.8 and PostGIS's default do."""
    return polygons_only(make_valid(geom))


def repair_all(frame, repaired):
    """Valid polygons of a GeoSeries; `repaired` collects (code, before, structure, linework)."""
    out = {}
    for code, geom in frame.items():
        if geom is None or geom.is_empty:
            out[code] = None
            repaired.append((code, 0.0, 0.0, 0.0))
        elif geom.is_valid:
            out[code] = geom
        else:
            good = repair_structure(geom)
            repaired.append((code, geom.area, good.area, repair_linework(geom).area))
            out[code] = None if good.is_empty or good.area == 0 else good
    return out


def to_territories(frame, code, territory):
    """{code: geometry} in the computing CRS of each territory; other territories are left out."""
    geoms, repaired = {}, []
    where = frame[code].map(territory)
    for name, epsg in EPSG.items():
        part = frame[where == name]
        if len(part):
            series = part.set_index(code).geometry.to_crs(epsg)
            geoms.update(repair_all(series, repaired))
    return geoms, repaired


# ---- tables -----------------------------------------------------------------------------


def read_csv(path, delimiter=","):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=delimiter))


def load_communes():
    """{insee: record}: geometry (3035 or local), dep, reg, epci (None on 4 islands), pop."""
    frame = gpd.read_file(GEODATA / "boundaries" / "communes_2023.fgb")
    geoms, repaired = to_territories(frame, "insee_com", territory_of_commune)
    epci, names = load_epci()
    communes = {}
    for row in read_csv(GEODATA / "tables" / "population_communes_2023.csv"):
        code = row["insee"]
        communes[code] = {
            "geom": geoms.pop(code), "nom": row["nom"], "dep": row["dep"], "reg": row["reg"],
            "epci": epci.get(code), "pop": int(row["pmun"]), "terr": territory_of_commune(code)}
    if geoms:
        raise SystemExit(f"communes without population: {sorted(geoms)[:5]}")
    return dict(sorted(communes.items())), names, repaired


def load_epci():
    """DGCL composition: {insee: siren} and {siren: name}."""
    sheet = openpyxl.load_workbook(GEODATA / "tables" / "epcicom_2023.xlsx", read_only=True).active
    rows = sheet.iter_rows(values_only=True)
    head = next(rows)
    siren, name, insee = (head.index(c) for c in ("siren", "raison_sociale", "insee"))
    member, names = {}, {}
    for row in rows:
        if row[insee]:
            member[str(row[insee])] = str(row[siren])
            names[str(row[siren])] = row[name]
    return member, names


def load_movements():
    """COG events that change which commune a place belongs to: (date, before, after, name before)."""
    kept = []
    for row in read_csv(GEODATA / "tables" / "mouvements-communes_2026.csv"):
        if row["TYPECOM_AV"] == row["TYPECOM_AP"] == "COM":
            kept.append((row["DATE_EFF"], row["COM_AV"], row["COM_AP"], row["LIBELLE_AV"], row["MOD"]))
    return sorted(kept)


def plain(name):
    """A commune name without accents, case, punctuation; St and Ste written out."""
    text = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    text = re.sub("[^a-z0-9]+", " ", text.encode("ascii", "ignore").decode().lower())
    return re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", text)).strip()


def dep3(dep):
    return dep if len(dep) == 3 else "0" + dep


class OfficialList:
    """Turns a QPV's published communes into codes of the commune layer (COG 2023)."""

    def __init__(self, communes):
        self.communes = set(communes)
        self.by_name, self.back = {}, {}
        for code, com in communes.items():
            self.by_name.setdefault((dep3(com["dep"]), plain(com["nom"])), code)
        moves = load_movements()
        for date, before, after, name, _ in moves:
            if date > "2013-01-01" and after in self.communes and before != after:
                self.by_name.setdefault((dep3(before[:2]), plain(name)), after)
            elif date > "2013-01-01" and before in self.communes and date <= "2023-01-01":
                self.by_name.setdefault((dep3(before[:2]), plain(name)), before)
            if "2023-01-01" < date <= "2024-01-01":
                self.back.setdefault(after, set()).add(before)

    def from_codes(self, text):
        """COG 2024 codes, converted backward: a code becomes the union of its predecessors."""
        out = set()
        for code in re.findall(r"\w+", text or ""):
            out |= self.back.get(code, {code}) & self.communes
        return out

    def from_names(self, code_qp, text):
        """Names, within the département of the QPV; what cannot be matched is returned too."""
        out, unknown = set(), set()
        for name in filter(None, map(str.strip, (text or "").split(","))):
            city = re.match(r"(Paris|Lyon|Marseille)\b", name)
            numbered = re.match(r"\d+(er|[eè]me)", name)
            if city or numbered:
                plm = {"075": "75056", "069": "69123", "013": "13055"}[code_qp[2:5]]
                out.add(plm)
                continue
            found = self.by_name.get((code_qp[2:5], plain(name)))
            (out.add(found) if found else unknown.add(name))
        return out, unknown


def load_qpv(variant, communes):
    """{code_qp: record}, repaired. geom None: collapsed. Outside the communes' territories: 'out'."""
    lists = OfficialList(communes)
    if variant == "A":
        frame = gpd.read_file(GEODATA / "qpv" / "qpv2024_1609_simplified.geojson")
        pops = {r["codeQPV"]: r["popMuniQPV"] for r in read_csv(GEODATA / "qpv" / "pop_qpv_2024.csv")}
        frames = [frame]
    else:
        folder = GEODATA / "qpv" / "qp-politiquedelaville-shp"
        frames = []
        for name, epsg in QPV_2015.items():
            part = gpd.read_file(folder / f"{name}.shp")
            if epsg:
                part = part.set_crs(epsg, allow_override=True)
            frames.append(part.rename(columns={
                "CODE_QP": "code_qp", "NOM_QP": "lib_qp", "COMMUNE_QP": "lib_com"}))
        pops = {r["qp"]: r["population_municipale_2013"]
                for r in read_csv(GEODATA / "qpv" / "pop_qp_2013.csv", ";")}
    qpv, repaired, unknown = {}, [], []
    for frame in frames:
        geoms, fixed = to_territories(frame, "code_qp", territory_of_qpv)
        repaired += fixed
        for row in frame.itertuples():
            code = row.code_qp
            if variant == "A":
                official = lists.from_codes(row.insee_com)
            else:
                official, lost = lists.from_names(code, row.lib_com)
                unknown += [(code, name) for name in sorted(lost)]
            pop = pops.get(code, "")
            qpv[code] = {
                "geom": geoms.get(code), "nom": row.lib_qp, "official": official,
                "terr": territory_of_qpv(code), "out": territory_of_qpv(code) not in EPSG,
                "pop": int(pop) if pop else None}
    return dict(sorted(qpv.items())), repaired, unknown


def load_inventory():
    dispositifs = read_csv(INVENTORY / "dispositifs.csv", ";")
    return dispositifs, read_csv(INVENTORY / "perimetres.csv", ";")


def in_force(row, day):
    """The table of the specification; dates are ISO and complete in this inventory."""
    start = row["date_debut"] or row["date_signature"]
    end = row["date_fin"]
    for text in (start, end):
        if text and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise SystemExit(f"{row['id_dispositif']}: date {text} is not AAAA-MM-JJ")
    status = row["statut"]
    if status == "ACTIF":
        return (not start or start <= day) and (not end or end >= day)
    if status == "EN_RENOUVELLEMENT":
        return not start or start <= day
    if status in ("ECHU", "ABSORBE"):
        return bool(start) and bool(end) and start <= day <= end
    return False
