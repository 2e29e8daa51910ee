"""maillage_couverture.py - script de traitement QGIS (3.22 et suivants) : lance `maillage cover` sur les couches
ouvertes dans le projet et charge le résultat. Guide : LISEZMOI.md, à côté de ce fichier.

The first half knows nothing of QGIS (command, paths for WSL, what the program prints) and is tested without it.
"""
import os
import queue
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, unquote

from qgis.core import (QgsFeatureRequest, QgsFeatureSink, QgsFields, QgsProcessing, QgsProcessingAlgorithm, QgsProcessingContext,
                       QgsProcessingException, QgsProcessingFeatureSource, QgsProcessingFeatureSourceDefinition,
                       QgsProcessingLayerPostProcessorInterface, QgsProcessingOutputFile,
                       QgsProcessingParameterBoolean, QgsProcessingParameterDateTime,
                       QgsProcessingParameterDefinition, QgsProcessingParameterFeatureSource,
                       QgsProcessingParameterFile, QgsProcessingParameterFileDestination,
                       QgsProcessingParameterMapLayer, QgsProcessingParameterMultipleLayers,
                       QgsProcessingParameterNumber, QgsProcessingParameterString, QgsProcessingUtils,
                       QgsProviderRegistry, QgsSettings, QgsVectorFileWriter, QgsVectorLayer)
from qgis.PyQt.QtCore import QCoreApplication, QDate

OLDEST = (0, 1, 0)  # version of maillage that this script knows how to run
PATIENCE = 5  # seconds between two requests to stop
SETTING = "maillage/commande"
GUIDE = "scripts/qgis/LISEZMOI.md (installé : /usr/share/maillage/qgis/LISEZMOI.md)"

# The legend of a loaded result, from top to bottom, as in the project that the file holds; but communes are below the
# lines that they would hide: that project draws them in an order of its own, a project of the user's cannot be asked to.
GROUPS = (("Lacunes", ("lacune",)),
          ("Couverture", ("qpv", "qpv_2024", "qpv_2015")),
          ("Dispositifs", ("superposition", "dispositif")),
          ("Territoires", ("contrat_ville", "region", "departement", "epci", None, "commune")),  # None: any other layer
          ("Tables", (None,)))
SHOWN = ("lacune", "qpv", "commune")  # the other layers are loaded unchecked

CODES = {
    2: "la demande est incomplète ou contradictoire (détail ci-dessus)",
    3: "une entrée est introuvable ou illisible (détail ci-dessus)",
    4: "une entrée a été lue mais n'est pas ce qu'elle devrait être (détail ci-dessus)",
    5: "le résultat ne peut pas être écrit : droits, place sur le disque, fichier ouvert ailleurs ? (détail ci-dessus)",
    70: "c'est un défaut de maillage : signalez-le avec la commande et le message ci-dessus",
    130: "le calcul a été interrompu ; rien n'a été écrit",
}


# --- The command -----------------------------------------------------------------------------------------------------

def default_command(windows):
    return "wsl maillage" if windows else "maillage"


def split_words(text, windows):
    """Words of a command line; on Windows the backslash is a character of paths, not an escape."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    if windows:
        lexer.escape = ""
    return list(lexer)


def is_wsl(words):
    return bool(words) and re.split(r"[\\/]", words[0])[-1].lower() in ("wsl", "wsl.exe")


def without_shell(words):
    """`wsl -d Debian maillage` as `wsl -d Debian --exec maillage`: else a shell would read | and $ in file names."""
    if not is_wsl(words) or "--exec" in words or "-e" in words:
        return list(words)
    at = 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in ("-d", "--distribution", "-u", "--user", "--cd") else 1
    return [*words[:at], "--exec", *words[at:]]


def to_wsl(path):
    r"""A path of Windows as WSL sees it: C:\x is /mnt/c/x. ValueError for what WSL does not reach."""
    path, bar, layer = path.partition("|")
    prefix, brace, rest = re.match(r"(/vsi\w+/)?(\{?)(.*)", path, re.DOTALL).groups()
    rest = re.sub(r"^\\\\\?\\(?=[A-Za-z]:)", "", rest)
    inside = re.match(r"[\\/]{2}wsl(?:\$|\.localhost)[\\/][^\\/]+(.*)", rest, re.IGNORECASE | re.DOTALL)
    drive = re.match(r"([A-Za-z]):[\\/](.*)", rest, re.DOTALL)
    if inside:
        rest = inside.group(1).replace("\\", "/") or "/"
    elif drive:
        rest = f"/mnt/{drive.group(1).lower()}/" + drive.group(2).replace("\\", "/")
    elif re.match(r"[\\/]{2}|[A-Za-z]:", rest):
        raise ValueError(f"{path} : WSL n'atteint pas les chemins réseau (\\\\serveur\\partage) ; "
                         "copiez le fichier sur un disque local (C:)")
    return (prefix or "") + brace + rest + bar + layer


def word_to_wsl(word):
    """A word of a command line, path or --option=path."""
    option, equal, value = re.match(r"(--[\w-]+)?(=?)(.*)", word, re.DOTALL).groups()
    if not re.match(r"(/vsi\w+/\{?)?([A-Za-z]:[\\/]|\\\\)", value):
        return word
    return (option or "") + equal + to_wsl(value)


def child_environment(base, wsl):
    """What the program inherits: French messages, and no PROJ or GDAL data of another QGIS than the system's."""
    env = {name: value for name, value in base.items()
           if name not in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH")}
    env["LANGUAGE"] = "fr"
    if wsl:
        env["WSLENV"] = ":".join(filter(None, (base.get("WSLENV"), "LANGUAGE/u")))
        env["WSL_UTF8"] = "1"
    return env


def read_version(text):
    """(0, 1, 0) of `maillage 0.1.0`, or None when another program answered."""
    found = re.match(r"maillage (\d+)\.(\d+)\.(\d+)", text)
    return tuple(map(int, found.groups())) if found else None


def decode(line):
    """A line of the program, in UTF-8, or of wsl.exe, which may speak UTF-16."""
    line = line.replace(b"\0", b"")
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").rstrip("\r\n")


class Reader:
    """Tells what each line of standard error is: (kind, text), kind being progress, error, warning, console or info."""

    def __init__(self):
        self.kind = "info"

    def read(self, line):
        progress = re.match(r"\[ *(\d+|\?) %\] (.*)", line)
        if progress:
            return "progress", progress.groups()
        if re.match(r"maillage( \w+)?: ", line):
            self.kind = "error"
        elif re.match(r"\d+ (rejets?|rejections?|avertissements?|warnings?) ?:", line):
            self.kind = "warning"
        elif not line.startswith(" "):
            self.kind = "info"
        if self.kind == "info" and re.search(r"\S {3,}\S|^ {8}", line):
            return "console", line  # columns
        return self.kind, line


def message_of(code):
    if code < 0:
        return f"maillage a été arrêté par le système (signal {-code}) ; mémoire insuffisante ?"
    return CODES.get(code, f"maillage s'est terminé avec le code {code}")


def pump(stream, name, lines):
    for line in iter(stream.readline, b""):
        lines.put((name, decode(line)))
    stream.close()
    lines.put((name, None))


def stop(process, asked):
    """Asks a program to stop, again, then makes it: maillage removes what it was writing at the first SIGTERM, and ends
    at the second even if it waits for a drive that does not answer. SIGINT may be ignored by inheritance."""
    now = time.monotonic()
    if not asked or (len(asked) == 1 and now - asked[0] > PATIENCE):
        process.terminate()
        asked.append(now)
    elif len(asked) == 2 and now - asked[1] > PATIENCE:
        process.kill()
        asked.append(now)


def run_program(words, env, tell, cancelled):
    """Runs without a shell; tell(kind, text) on this thread. Returns the exit code, 130 when cancelled."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, creationflags=hidden)
    lines, reader, open_streams, asked = queue.Queue(), Reader(), 2, []
    for name in ("stdout", "stderr"):
        threading.Thread(target=pump, args=(getattr(process, name), name, lines), daemon=True).start()
    while open_streams:
        if cancelled():
            stop(process, asked)
        try:
            name, line = lines.get(timeout=0.1)
        except queue.Empty:
            if asked and process.poll() is not None:
                break  # a child of its own may hold the streams
            continue
        if line is None:
            open_streams -= 1
        elif name == "stdout":
            tell("console", line)
        else:
            tell(*reader.read(line))
    code = process.wait()
    return 130 if asked and code != 0 else code


# --- The layers ------------------------------------------------------------------------------------------------------

def file_of_layer(provider, source):
    """PATH or PATH|layername=NAME that maillage reads as QGIS does; None when the layer is more than a file."""
    if provider == "delimitedtext":
        path, _, query = source.partition("?")
        if re.search(r"(^|&)(subset|skipLines|skipEmptyFields|useHeader)=", query) or not path.startswith("file:"):
            return None
        path = unquote(re.sub(r"^file:(//(localhost)?)?(/(?=[A-Za-z]:))?", "", path))
        return path if os.path.isfile(path) else None
    if provider not in ("ogr", "gdal"):
        return None
    path, *options = source.split("|")
    if any(not option.lower().startswith("layername=") for option in options):
        return None
    on_disk = re.match(r"/vsizip/\{?(.+?\.zip)", path, re.IGNORECASE)
    if not os.path.exists(on_disk.group(1) if on_disk else path):
        return None
    return source


def file_name(text):
    """A name that every system takes, for a layer of any name."""
    return re.sub(r"[^\w -]", "_", text).strip()[:60] or "couche"


def absolute_reference(text, folder):
    """A geometrie_ref (FILE|layername=...|id=...) read beside the table that it comes from, for a copy elsewhere."""
    if not isinstance(text, str) or not folder or os.path.isabs(text):
        return text
    name, bar, rest = text.partition("|")
    path = os.path.join(folder, name)
    return path + bar + rest if name and os.path.exists(path) else text


def result_tables(path):
    """[(table, title, is a layer)] of a result, and its day as JJ/MM/AAAA."""
    db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        tables = [(name, title or name, kind == "features") for name, title, kind in
                  db.execute("SELECT table_name, identifier, data_type FROM gpkg_contents") if name != "layer_styles"]
        day = db.execute("SELECT valeur FROM parametre WHERE cle = 'date'").fetchone()
    finally:
        db.close()
    return tables, "/".join(reversed(day[0].split("-"))) if day else ""


def place_of(table, is_layer):
    """(group, rank from the top) of a table in the legend."""
    named = {name for _, names in GROUPS for name in names}
    name = table if table in named else None
    for number, (group, names) in enumerate(GROUPS):
        if name in names and is_layer == (group != "Tables"):
            return group, 100 * number + names.index(name)
    return GROUPS[-1][0], 100 * len(GROUPS)


class Legend:
    """The place of each loaded layer: one group a result, and in it the groups of GROUPS."""

    def __init__(self, title):
        self.title, self.top = title, None

    def place(self, node, root, table, is_layer, number):
        if self.top is None:
            self.top = root.insertGroup(0, self.title)
        name, rank = place_of(table, is_layer)
        group = self.top.findGroup(name) or self.insert(self.top, rank // 100, name)
        copy = node.clone()
        node.parent().removeChildNode(node)
        copy.setItemVisibilityChecked(table in SHOWN)
        copy.setExpanded(table in SHOWN)
        rank = 100 * rank + number  # those that are not named: in the order of the file
        copy.setCustomProperty("maillage/rank", rank)
        group.insertChildNode(self.index(group, rank), copy)

    @staticmethod
    def index(group, rank):
        return sum(int(child.customProperty("maillage/rank", 0)) < rank for child in group.children())

    def insert(self, parent, rank, name):
        group = parent.insertGroup(self.index(parent, rank), name)
        group.setCustomProperty("maillage/rank", rank)
        group.setExpanded(name != "Tables")
        return group


class Place(QgsProcessingLayerPostProcessorInterface):
    """What QGIS calls once it has added a layer; the context deletes it: one a layer."""
    kept = []  # QGIS takes it without keeping its Python half

    def __init__(self, legend, table, is_layer, number):
        super().__init__()
        self.legend, self.place = legend, (table, is_layer, number)
        Place.kept.append(self)

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()  # the user's settings of Processing may have put another one
        root = context.project().layerTreeRoot()
        node = root.findLayer(layer.id())
        if node is not None:
            self.legend.place(node, root, *self.place)
        Place.kept.remove(self)


# --- The algorithm ---------------------------------------------------------------------------------------------------

def tr(text):
    return QCoreApplication.translate("maillage", text)


class MaillageCouverture(QgsProcessingAlgorithm):
    """`maillage cover`, with the usual widgets."""
    LAYERS = {"COMMUNES": "--communes", "QPV": "--qpv", "DISPOSITIFS": "--dispositifs",
              "PERIMETRES": "--perimetres", "RECENSEMENT": "--recensement", "EPCI": "--epci",
              "POPULATION": "--population", "POP_QPV": "--pop-qpv"}

    def createInstance(self):
        return MaillageCouverture()

    def name(self):
        return "maillage_couverture"

    def displayName(self):
        return tr("Couverture des QPV et communes par les dispositifs")

    def group(self):
        return tr("Maillage")

    def groupId(self):
        return "maillage"

    def shortDescription(self):
        return tr("Qui est couvert par quel dispositif de santé (CLS, ASV, CLSM...) un jour donné, et où sont les "
                  "lacunes")

    def shortHelpString(self):
        return tr(
            "<p>Calcule, pour chaque QPV, commune, EPCI, contrat de ville, département et région, quels dispositifs le "
            "couvrent le jour demandé et pour combien d'habitants, et où sont les lacunes et les superpositions. Le "
            "résultat est un GeoPackage ; ses couches sont chargées avec leurs styles.</p>"
            "<p><b>Il faut</b> : les communes et les QPV (ou un territoire préparé par <i>maillage build</i>), et un "
            "inventaire des dispositifs : un classeur, ou ses tables une à une. Le reste est facultatif ; la grille "
            "de population précise les habitants des quartiers coupés.</p>"
            "<p><b>Couches ouvertes</b> : une couche sur fichier est lue dans son fichier. Une couche filtrée, jointe, "
            "temporaire, dans une base de données, ou dont on ne prend que la sélection, est d'abord exportée dans un "
            "fichier temporaire, supprimé à la fin ; le journal le dit.</p>"
            "<p><b>Le programme maillage</b> doit être installé (sous Windows, dans WSL : commande "
            "<i>wsl maillage</i>) ; voir ") + GUIDE + ".</p>"

    def initAlgorithm(self, config=None):
        self._add_territory()
        self._add_inventory()
        self._add_computation()
        self.addParameter(QgsProcessingParameterFileDestination(
            "OUTPUT", tr("Résultat"), tr("GeoPackage (*.gpkg)")))
        self.addParameter(QgsProcessingParameterBoolean("CHARGER", tr("Charger le résultat dans le projet"), True))
        self.addOutput(QgsProcessingOutputFile("OUTPUT", tr("Résultat")))

    def _advanced(self, parameter):
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(parameter)

    def _source(self, name, label, kind=None):
        kinds = [QgsProcessing.TypeVector if kind is None else kind]
        return QgsProcessingParameterFeatureSource(name, label, kinds, None, True)

    def _file(self, name, label, kinds):
        return QgsProcessingParameterFile(name, label, optional=True, fileFilter=kinds + ";;Tous les fichiers (*)")

    def _add_territory(self):
        polygons = QgsProcessing.TypeVectorPolygon
        self.addParameter(self._source("COMMUNES", tr("Communes"), polygons))
        self.addParameter(self._source("QPV", tr("Quartiers prioritaires (QPV)"), polygons))
        self.addParameter(self._file("TERRITOIRE", tr("Ou territoire préparé par maillage build, à la place de toutes "
                                                      "les couches du territoire"), "GeoPackage (*.gpkg)"))
        self.addParameter(self._source("EPCI", tr("EPCI : couche, ou table des communes qui les composent")))
        self.addParameter(self._source("POPULATION", tr("Populations légales des communes")))
        self.addParameter(self._source("POP_QPV", tr("Populations des QPV")))
        self.addParameter(QgsProcessingParameterMapLayer(
            "GRILLE", tr("Grille de population : carreaux, ou raster d'habitants"), None, True,
            [QgsProcessing.TypeVector, QgsProcessing.TypeRaster]))
        self._advanced(QgsProcessingParameterMultipleLayers(
            "COG", tr("Listes de communes et mouvements de l'INSEE (COG)"), QgsProcessing.TypeFile, None, True))

    def _add_inventory(self):
        self.addParameter(self._file("INVENTAIRE", tr("Inventaire des dispositifs (classeur)"),
                                     "Inventaires (*.xlsx *.ods *.gpkg *.csv)"))
        self.addParameter(self._source("DISPOSITIFS", tr("Ou table par table : dispositifs")))
        self.addParameter(self._source("PERIMETRES", tr("... périmètres")))
        self.addParameter(self._source("RECENSEMENT", tr("... territoires recensés")))

    def _add_computation(self):
        self.addParameter(QgsProcessingParameterDateTime(
            "DATE", tr("Jour où les dispositifs sont en vigueur"), QgsProcessingParameterDateTime.Date,
            QDate.currentDate()))
        self.addParameter(QgsProcessingParameterString(
            "TYPES", tr("Types à calculer (CLS,ASV,CLSM ; vide : tous)"), None, False, True))
        self.addParameter(QgsProcessingParameterString(
            "ZONE", tr("Ces territoires seulement (reg:84, dep:69, epci:244400644, com:93048)"), None, False, True))
        self._advanced(QgsProcessingParameterBoolean("PROJETS", tr("Compter aussi les dispositifs en projet"), False))
        self._advanced(QgsProcessingParameterNumber(
            "SEUIL", tr("Part de sa surface à partir de laquelle un QPV est couvert en totalité"),
            QgsProcessingParameterNumber.Double, None, True, 0, 1))
        self._advanced(QgsProcessingParameterString(
            "OPTIONS", tr("Autres options de maillage cover, comme en ligne de commande"), None, False, True))
        self._advanced(QgsProcessingParameterString(
            "COMMANDE", tr("Commande de maillage (retenue pour la prochaine fois)"),
            QgsSettings().value(SETTING, "") or default_command(sys.platform == "win32"), False, True))

    # What can be told before the run, in the dialog itself; the rest is told by the program.
    def checkParameterValues(self, parameters, context):
        def given(name):
            return parameters.get(name) not in (None, "")
        if not given("TERRITOIRE") and not (given("COMMUNES") and given("QPV")):
            return False, tr("Indiquez les communes et les QPV, ou un territoire préparé par maillage build")
        if not given("INVENTAIRE") and not given("DISPOSITIFS"):
            return False, tr("Indiquez l'inventaire des dispositifs, ou la table des dispositifs")
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        """On the main thread: what each parameter is. Layers are exported later, off it."""
        windows = sys.platform == "win32"
        self.command = self.parameterAsString(parameters, "COMMANDE", context).strip() or default_command(windows)
        try:
            self.program = without_shell(split_words(self.command, windows))
            extra = split_words(self.parameterAsString(parameters, "OPTIONS", context), windows)
        except ValueError:
            raise QgsProcessingException(tr("Commande ou autres options : un guillemet n'est pas fermé"))
        self.wsl = is_wsl(self.program)
        self.output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        self._check_output(context)
        self.load = self.parameterAsBool(parameters, "CHARGER", context)
        self.done = False
        self.exports = []  # (option, layer's name, features, why, folder of its file)
        self.words = self._options(parameters, context)
        for name, option in self.LAYERS.items():
            self._add_layer(parameters, name, option, context, feedback)
        grid = self.parameterAsLayer(parameters, "GRILLE", context)
        if isinstance(grid, QgsVectorLayer):
            self._add_layer(parameters, "GRILLE", "--grid", context, feedback)
        elif grid is not None:
            path = file_of_layer(grid.dataProvider().name(), grid.source())
            if path is None:
                raise QgsProcessingException(tr("Grille : la couche {} n'est pas un fichier sur le disque").format(
                    grid.name()))
            self.words += ["--grid", self._path(path)]
        self.words += [word_to_wsl(word) for word in extra] if self.wsl else extra
        return True

    def _path(self, path):
        try:
            return to_wsl(path) if self.wsl else path
        except ValueError as error:
            raise QgsProcessingException(str(error))

    def _check_output(self, context):
        if not self.output.lower().endswith(".gpkg"):
            raise QgsProcessingException(tr("{} : le résultat est un GeoPackage, son nom finit par .gpkg").format(
                self.output))
        layers = context.project().mapLayers().values() if context.project() else ()
        used = [layer.name() for layer in layers
                if os.path.exists(self.output) and os.path.exists(layer.source().split("|")[0])
                and os.path.samefile(layer.source().split("|")[0], self.output)]
        if used:
            raise QgsProcessingException(
                tr("{} est ouvert dans le projet ({}) : retirez ces couches, ou choisissez un autre nom").format(
                    self.output, ", ".join(sorted(used))))

    def _options(self, parameters, context):
        words = []
        territory = self.parameterAsFile(parameters, "TERRITOIRE", context)
        inventory = self.parameterAsFile(parameters, "INVENTAIRE", context)
        if territory:
            words += [self._path(territory)]
        if inventory:
            words += ["--inventaire", self._path(inventory)]
        for path in filter(None, self.parameterAsFileList(parameters, "COG", context)):
            words += ["--cog", self._path(path)]
        words += ["--date", self.parameterAsDateTime(parameters, "DATE", context).date().toString("yyyy-MM-dd")]
        for name, option in (("TYPES", "--types"), ("ZONE", "--zone")):
            text = self.parameterAsString(parameters, name, context)
            if text.strip():
                words += [option, text.strip()]
        if parameters.get("SEUIL") is not None:
            words += ["--seuil", repr(self.parameterAsDouble(parameters, "SEUIL", context))]
        if self.parameterAsBool(parameters, "PROJETS", context):
            words += ["--avec-projets"]
        return words

    def _add_layer(self, parameters, name, option, context, feedback):
        value = parameters.get(name)
        if value in (None, ""):
            return
        restricted = False
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            restricted = value.selectedFeaturesOnly or value.featureLimit > 0 or bool(
                getattr(value, "filterExpression", ""))
            value = value.source
        layer = self.parameterAsVectorLayer({name: value}, name, context)
        if layer is None or not layer.isValid():
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        path = file_of_layer(layer.dataProvider().name(), layer.source())
        why = self._why_export(layer, path, restricted)
        if why is None:
            self.words += [option, self._path(path)]
            return
        if layer.isModified():
            feedback.pushWarning(tr("{} : des modifications ne sont pas enregistrées ; le calcul en tient compte")
                                 .format(layer.name()))
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        path = QgsProviderRegistry.instance().decodeUri(layer.dataProvider().name(), layer.source()).get("path", "")
        folder = os.path.dirname(path) if os.path.isfile(path or "") else ""
        self.exports.append((option, layer.name(), source, why, folder))

    def _why_export(self, layer, path, restricted):
        """Why a layer is not read in its file, or None."""
        if restricted:
            return tr("sélection ou filtre")
        if layer.isModified():
            return tr("modifications non enregistrées")
        if path is None or layer.subsetString():
            return tr("filtre") if layer.subsetString() else tr("couche qui n'est pas un simple fichier")
        if layer.isSpatial() and layer.crs() != layer.dataProvider().crs():
            return tr("système de coordonnées changé dans QGIS")
        fields = layer.fields()
        if any(fields.fieldOrigin(i) != QgsFields.OriginProvider for i in range(fields.count())):
            return tr("jointure ou champ virtuel")
        if self.wsl:
            try:
                to_wsl(path)
            except ValueError:
                return tr("chemin réseau, que WSL n'atteint pas")
            if os.path.exists(path.split("|")[0] + "-wal"):
                return tr("fichier ouvert en écriture, que WSL ne partage pas")
        return None

    def processAlgorithm(self, parameters, context, feedback):
        env = child_environment(os.environ, self.wsl)
        self._check_program(env, feedback)
        folder = tempfile.mkdtemp(prefix="maillage-", dir=QgsProcessingUtils.tempFolder())
        try:
            words = [*self.program, "cover", *self.words]
            for export in self.exports:
                words += [export[0], self._path(self._export(folder, export, context, feedback))]
            if feedback.isCanceled():
                return {}
            words += ["-f", "GPKG", "-o", self._path(self.output), "--overwrite", "--progress"]
            feedback.pushCommandInfo(" ".join(map(shlex.quote, words)))
            self.done = self._run(words, env, feedback)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return {"OUTPUT": self.output} if self.done else {}

    def _check_program(self, env, feedback):
        said = ""
        try:
            done = subprocess.run([*self.program, "--version"], env=env, stdin=subprocess.DEVNULL, timeout=120,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
            said = decode(done.stdout)
        except subprocess.TimeoutExpired:
            said = tr("pas de réponse en deux minutes")
        except OSError as error:
            said = error.strerror or str(error)
        version = read_version(said)
        shown = ".".join(map(str, version or ()))
        needed = ".".join(map(str, OLDEST))
        if version is None:
            where = (tr("Sous Windows, maillage s'installe dans WSL (wsl --install -d Debian, puis le paquet maillage).")
                     if self.wsl or sys.platform == "win32" else
                     tr("Installez le paquet maillage, ou indiquez où est le programme."))
            raise QgsProcessingException(
                tr("Le programme maillage ne répond pas à la commande « {} » : {}\n{} La commande se change dans les "
                   "paramètres avancés. Guide : {}").format(self.command, said, where, GUIDE))
        if version < OLDEST:
            raise QgsProcessingException(tr("maillage {} est trop ancien : ce script demande la version {} ou une plus "
                                            "récente. Guide : {}").format(shown, needed, GUIDE))
        feedback.pushInfo(f"maillage {shown}")

    def _export(self, folder, export, context, feedback):
        option, name, source, why, home = export
        path = str(Path(folder, f"{option[2:]} {file_name(name)}.gpkg"))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", option[2:].replace("-", "_")
        options.layerOptions = ["FID=numero_temporaire"]  # a column named fid stays a column like the others
        writer = QgsVectorFileWriter.create(path, source.fields(), source.wkbType(), source.sourceCrs(),
                                            context.transformContext(), options)
        feedback.setProgressText(tr("Export de {} ({})").format(name, why))
        total, count, garbled = source.featureCount(), 0, False
        reference = source.fields().lookupField("geometrie_ref")
        # maillage repairs geometries itself, and says which
        for feature in source.getFeatures(QgsFeatureRequest(), QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks):
            if feedback.isCanceled():
                break
            garbled = garbled or any(isinstance(v, str) and "\ufffd" in v for v in feature.attributes())
            if reference >= 0:
                text = absolute_reference(feature[reference], home)
                feature[reference] = word_to_wsl(text) if self.wsl and isinstance(text, str) else text
            if not writer.addFeature(feature, QgsFeatureSink.FastInsert):
                break
            count += 1
            if total > 0 and count % 500 == 0:
                feedback.setProgress(100 * count / total)
        if writer.hasError() or not writer.flushBuffer():
            raise QgsProcessingException(tr("{} : export impossible : {}").format(name, writer.errorMessage()))
        del writer
        if garbled:
            feedback.pushWarning(tr("{} : des accents sont illisibles ; choisissez l'encodage de la couche dans ses "
                                    "propriétés (Source)").format(name))
        feedback.pushInfo(tr("{} : {} entités exportées ({})").format(name, count, why))
        return path

    def _run(self, words, env, feedback):
        """Whether the result is there; False when the user stopped."""
        stage = None

        def tell(kind, text):
            nonlocal stage
            if kind == "progress":
                done, what = text
                if what != stage:
                    feedback.setProgressText(what)
                    stage = what
                if done != "?":
                    feedback.setProgress(int(done))
            elif kind == "error":
                feedback.reportError(text)
            elif kind == "warning":
                feedback.pushWarning(text)
            elif kind == "console":
                feedback.pushConsoleInfo(text)
            else:
                feedback.pushInfo(text)
        code = run_program(words, env, tell, feedback.isCanceled)
        if feedback.isCanceled() and code != 0:
            feedback.pushInfo(message_of(130))
            return False
        if code != 0:
            raise QgsProcessingException(tr("Échec : ") + message_of(code))
        return True

    def postProcessAlgorithm(self, context, feedback):
        """On the main thread: the layers are made here, with their default styles, and QGIS adds them."""
        if not self.done:
            return {}
        QgsSettings().setValue(SETTING, self.command)
        if not self.load or context.project() is None:
            return {}
        tables, day = result_tables(self.output)
        legend = Legend(tr("Couverture au {} ({})").format(day, Path(self.output).stem))
        for number, (table, title, is_layer) in enumerate(tables):
            layer = QgsVectorLayer(f"{self.output}|layername={table}", title, "ogr")
            if not layer.isValid():
                feedback.reportError(tr("{} : la couche {} ne s'ouvre pas").format(self.output, table))
                continue
            context.temporaryLayerStore().addMapLayer(layer)
            details = QgsProcessingContext.LayerDetails(title, context.project(), table)
            details.forceName = True
            details.setPostProcessor(Place(legend, table, is_layer, number))
            context.addLayerToLoadOnCompletion(layer.id(), details)
        return {}
