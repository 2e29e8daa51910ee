#!/usr/bin/python3
"""Opens the project of a result as a person does who only received the file, and prints its layouts.

usage: project_check.py RESULT.gpkg OUT_DIR [--brief]
Checks layers, groups, order, relations, themes and layouts; exports layouts to PDF, looks at their pages by
pdftoppm and pdftotext, and at the rectangles of their items. The file must stay as it is. --brief: no export.
Exit 1 with the first fault.
"""
import hashlib
import os
import re
import subprocess
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (QgsApplication, QgsExpressionContextUtils, QgsLayerTreeModel, QgsLayoutExporter,
                       QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemPage,
                       QgsMapThemeCollection, QgsProject, QgsRenderContext)
from qgis.PyQt.QtGui import QImage

GROUPS = ["Lacunes", "Couverture", "Dispositifs", "Territoires", "Tables"]
ORDER = ["lacune", "qpv", "commune"]  # from top to bottom
FIELDS = {"qpv": ("couverture_cls", "Couverture par un CLS"), "commune": ("pop", "Population")}
DPI = 60


def check(condition, message):
    if not condition:
        sys.exit(f"project_check: {message}")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def check_layers(project, path):
    layers = project.mapLayers()
    check(layers, "no layers")
    for name, layer in layers.items():
        check(name.startswith("maillage_"), f"{name}: not a stable id")
        check(layer.isValid(), f"{name}: not valid")
        check(layer.source().startswith(os.path.realpath(path)), f"{name}: from {layer.source()}")
        check(layer.abstract() or layer.metadata().abstract(), f"{name}: no abstract")
        check(not layer.isSpatial() or layer.crs().isValid(), f"{name}: no CRS")
        check(layer.readOnly(), f"{name}: can be edited")


def check_aliases(project):
    for name, (field, title) in FIELDS.items():
        layer = project.mapLayer(f"maillage_{name}")
        alias = layer.attributeAlias(layer.fields().indexOf(field)) if layer else title
        check(alias.startswith(title), f"{name}.{field}: called « {alias} »")


def check_tree(project, whole):
    root = project.layerTreeRoot()
    groups = [group.name() for group in root.children()]
    check([g for g in GROUPS if g in groups] == groups, f"groups: {groups}")
    check(not whole or groups == GROUPS, f"groups: {groups}")
    order = [layer.id().replace("maillage_", "") for layer in root.layerOrder()]
    drawn = [name for name in order if name in ORDER]
    check(drawn == [name for name in ORDER if name in order], f"drawn in the order {order}")
    shown = root.checkedLayers()
    check(shown and (not whole or len(shown) == 5), f"{len(shown)} layers are shown")
    check(not any(node.isExpanded() for node in root.findLayers()), "legends are unfolded")


def shown_by(theme):
    return sorted((record.layer().id(), record.currentStyle) for record in theme.layerRecords() if record.isVisible)


def check_opacity(theme, layer, pale):
    """Of symbols: that of a layer, the legend of a layout takes from the map on the screen."""
    symbols = layer.renderer().symbols(QgsRenderContext())
    check(layer.opacity() == 1 and symbols and all((symbol.opacity() < 1) == pale for symbol in symbols),
          f"{theme}: {layer.id()}: opacity {layer.opacity()} and {[symbol.opacity() for symbol in symbols]}")


def check_themes(project, whole):
    root, themes = project.layerTreeRoot(), project.mapThemeCollection()
    check(not whole or {"CLS", "ASV", "CLSM", "Combinaison", "Lacunes"} <= set(themes.mapThemes()),
          f"themes: {themes.mapThemes()}")
    model = QgsLayerTreeModel(root)
    first = shown_by(QgsMapThemeCollection.createThemeFromCurrentState(root, model))
    check(not whole or first == shown_by(themes.mapThemeState("CLS")), f"the first map is not of CLS: {first}")
    for theme in themes.mapThemes():
        themes.applyTheme(theme, root, model)
        check_aliases(project)  # a style of a theme changes symbols only
        for record in themes.mapThemeState(theme).layerRecords():
            layer = record.layer()
            check(layer.styleManager().currentStyle() == record.currentStyle,
                  f"{theme}: {layer.id()} has no style « {record.currentStyle} »")
            check_opacity(theme, layer, record.currentStyle.endswith("pâle"))
    if whole:
        themes.applyTheme("ASV", root, model)
        check("asv" in project.mapLayer("maillage_qpv").renderer().classAttribute(), "ASV: not by its column")
        themes.applyTheme("CLS", root, model)


def check_relations(project, whole):
    relations = project.relationManager().relations()
    for name, relation in relations.items():
        check(relation.isValid(), f"relation {name}: not valid")
    if not whole:
        return
    qpv = relations["maillage_qpv_qpv_dispositif_code_qp"]
    feature = next(f for f in project.mapLayer("maillage_qpv").getFeatures() if f["nb_cls"] > 0)
    related = [f["code_qp"] for f in qpv.getRelatedFeatures(feature)]
    check(related and set(related) == {feature["code_qp"]}, f"{feature['code_qp']}: {related}")
    tabs = [tab.name() for tab in project.mapLayer("maillage_qpv").editFormConfig().tabs()]
    check("Dispositifs du QPV" in tabs, f"tabs of the form: {tabs}")


def check_items(layout):
    """Nothing leaves its page or lies on another item."""
    page = layout.pageCollection().page(0)
    bounds = page.mapRectToScene(page.rect())
    items = [i for i in layout.items() if hasattr(i, "uuid") and not isinstance(i, QgsLayoutItemPage)]
    for item in items:
        rect = item.mapRectToScene(item.rect())
        check(bounds.contains(rect), f"{layout.name()}: {item.id()} leaves the page")
        check(isinstance(item, QgsLayoutItemMap) or rect.isValid(), f"{layout.name()}: {item.id()} is empty")
        for other in items:
            if other is item:
                continue
            common = rect.intersected(other.mapRectToScene(other.rect()))
            check(common.width() < 0.1 or common.height() < 0.1,
                  f"{layout.name()}: {item.id()} lies on {other.id()}")


def check_texts(layout):
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel):
            text = item.currentText()
            check("[%" not in text and "Error" not in text, f"{layout.name()}: {item.id()}: {text}")
            needed = item.sizeForText().width()
            check("note" in item.id() or "sources" in item.id() or "legende" in item.id()
                  or needed <= item.rect().width() + 0.1, f"{layout.name()}: {item.id()} is cut: {text}")


def export(layout, path):
    settings = QgsLayoutExporter.PdfExportSettings()
    if layout.atlas().enabled():
        result, error = QgsLayoutExporter.exportToPdf(layout.atlas(), path, settings)
        check(result == QgsLayoutExporter.Success, f"{layout.name()}: {error}")
    else:
        check(QgsLayoutExporter(layout).exportToPdf(path, settings) == QgsLayoutExporter.Success,
              f"{layout.name()}: not exported")


def check_pages(path, wanted):
    """Pages that are not blank; text with its accents."""
    stem = path[:-len(".pdf")]
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", path, stem], check=True)
    folder = os.path.dirname(path)
    pages = sorted(f for f in os.listdir(folder) if re.match(re.escape(os.path.basename(stem)) + r"-\d+\.png$", f))
    check(len(pages) == wanted, f"{path}: {len(pages)} pages instead of {wanted}")
    for page in pages:
        image = QImage(os.path.join(folder, page))
        check(image.width() > image.height(), f"{page}: not in landscape")
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        check(len(colours) > 20, f"{page}: blank")
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True,
                          text=True).stdout


def check_layouts(project, out):
    layouts = {layout.name(): layout for layout in project.layoutManager().printLayouts()}
    check(list(layouts)[:2] == ["Carte A4", "Carte A3"], f"layouts: {list(layouts)}")
    check("Atlas EPCI A4" in layouts, f"layouts: {list(layouts)}")
    sizes = {"Carte A4": (297, 210), "Carte A3": (420, 297), "Atlas EPCI A4": (297, 210)}
    for name, layout in layouts.items():
        page = layout.pageCollection().page(0).rect()
        check((round(page.width()), round(page.height())) == sizes[name], f"{name}: {page}")
        for theme in ["CLS", "Combinaison", "Lacunes"]:
            QgsExpressionContextUtils.setLayoutVariable(layout, "theme", theme)
            atlas = layout.atlas()
            pages = 1
            if atlas.enabled():
                check(atlas.updateFeatures(), f"{name}: no zones")
                pages = atlas.count()
                check(pages == project.mapLayer("maillage_epci").featureCount(), f"{name}: {pages} pages")
                atlas.beginRender(), atlas.first()
            layout.refresh()
            legends = [i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)]
            for legend in legends:
                legend.adjustBoxSize()
            check_texts(layout)
            check_items(layout)
            if atlas.enabled():
                atlas.endRender()
            if theme != "CLS":
                continue
            path = os.path.join(out, name.replace(" ", "_") + ".pdf")
            export(layout, path)
            check_text_of_pages(name, check_pages(path, pages))


def check_text_of_pages(name, text):
    text = re.sub(r"\s+", " ", text)
    for wanted in ("Couverture des QPV (génération 2024) par un CLS en vigueur au 30/06/2026", "Sources",
                   "Couvert en totalité", "Population municipale", "Un QPV couvert n'est pas forcément visé"):
        check(wanted in text, f"{name}: the pages do not say « {wanted} »")
    figures = ("11 QPV sur 14", "dont 1 en partie, soit 70 % des habitants des QPV", "6 CLS sur 6") if "Carte" in name else \
        ("Maillebourg Métropole", "8 QPV sur 8", "habitants")
    check("Carte" in name or (re.search("8 ?/ ?8", text) and "16 611 et" not in text), f"{name}: pages, range")
    for wanted in figures:
        check(wanted in text, f"{name}: the pages do not say « {wanted} »")


def main(path, out, brief):
    before = digest(path)
    project = QgsProject.instance()
    check(project.read(f"geopackage:{path}?projectName=maillage"), f"{path}: {project.error()}")
    whole = len(project.mapLayers()) > 10
    check(project.crs().isValid(), "no CRS")
    check(not whole or project.crs().authid() == "EPSG:2154", f"CRS {project.crs().authid()}")
    extent = project.viewSettings().defaultViewExtent()
    check(extent.width() > 0 and not extent.isNull(), "no extent")
    check_layers(project, path)
    check_aliases(project)
    check_tree(project, whole)
    check_relations(project, whole)
    check_themes(project, whole)
    if not brief:
        check_layouts(project, out)
    check(digest(path) == before, "the file was changed by being opened")
    left = [suffix for suffix in ("-wal", "-shm", "-journal") if os.path.exists(path + suffix)]
    check(not left, f"left beside the file: {left}")
    print(f"{os.path.basename(path)}: {len(project.mapLayers())} layers, "
          f"{len(project.mapThemeCollection().mapThemes())} themes")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    main(sys.argv[1], sys.argv[2], "--brief" in sys.argv)
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it tears down without a display
