#!/usr/bin/python3
"""Styles of results as QGIS loads them: by themselves, then each by its name.

usage: styles.py FOLDER
FOLDER has the demonstration's results couverture.gpkg, partie.gpkg (some layers), une.gpkg (one type) and
english.gpkg. Exit 1 on the first fault.
"""
import hashlib
import os
import sqlite3
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (QgsApplication, QgsEditFormConfig, QgsExpression, QgsExpressionContext,
                       QgsExpressionContextUtils, QgsFeature, QgsRenderContext, QgsVectorLayer)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtXml import QDomDocument

TYPES = ["CLS", "ASV", "CLSM", "CDV", "MEDIATION", "PTSM"]
STATES = [("total", "Couvert en totalité"), ("partiel", "Couvert en partie"),
          ("aucun", "Non couvert : aucun CLS recensé au 30/06/2026"),
          ("inconnu", "CLS existant, périmètre à préciser"),
          ("non_recense", "Recensement non réalisé")]
COMBINATIONS = [("aucun", "Aucune des trois démarches recensée"), ("ASV", "ASV, sans CLS ni CLSM"),
                ("CLS", "CLS, sans ASV ni CLSM"), ("CLSM", "CLSM, sans CLS ni ASV"),
                ("ASV+CLSM", "ASV et CLSM, sans CLS"), ("CLS+ASV", "CLS et ASV, sans CLSM"),
                ("CLS+CLSM", "CLS et CLSM, sans ASV"), ("CLS+ASV+CLSM", "CLS, ASV et CLSM")]
UNKNOWN = ("?", "Non recensé, ou périmètre à préciser")
# where the state of a type cannot be told, a combination is none
COMBINATION = "if(" + " OR ".join(f"\"couverture_{t}\" IN ('inconnu','non_recense')" for t in ("cls", "asv", "clsm")) \
    + ", '?', \"combinaison\")"
# (renderer, attribute, display expression, labels) of each layer's default
DEFAULTS = {
    "qpv": ("categorizedSymbol", COMBINATION, '"lib_qp"', True),
    "commune": ("categorizedSymbol", COMBINATION, '"lib_com"', True),
    "epci": ("categorizedSymbol", COMBINATION, '"lib_epci"', True),
    "departement": ("graduatedSymbol", 'coalesce("part_pop_cls", -1)', '"lib_dep"', True),
    "region": ("graduatedSymbol", 'coalesce("part_pop_cls", -1)', '"lib_reg"', True),
    "contrat_ville": ("categorizedSymbol", COMBINATION, '"nom"', True),
    "dispositif": ("categorizedSymbol",
                   """if("en_vigueur" = 'non', 'non', "type" || '/' || "en_vigueur")""", '"nom"', True),
    "lacune": ("categorizedSymbol", "type", '"lib_qp"', False),
    "superposition": ("graduatedSymbol", "nb", '"ids"', False),
}
messages = []


def check(condition, message):
    if not condition:
        sys.exit(f"styles: {message}")


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def layers(path):
    """Name -> layer, of all that is no table of styles."""
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    names = [row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")]
    opened = {name: QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names
              if name not in ("layer_styles", "qgis_projects")}
    for name, layer in opened.items():
        check(layer.isValid(), f"{path}: {name}: not valid")
    return opened


def labels(layer):
    return [(category.value(), category.label()) for category in layer.renderer().categories()]


def look(layer):
    """All that a style without fields must leave as it is."""
    form, fields = layer.editFormConfig(), range(layer.fields().count())
    return (layer.displayExpression(), layer.mapTipTemplate(), layer.readOnly(), layer.labelsEnabled(),
            form.layout() == QgsEditFormConfig.TabLayout, [tab.name() for tab in form.tabs()],
            [layer.attributeAlias(i) for i in fields],
            [(layer.editorWidgetSetup(i).type(), str(layer.editorWidgetSetup(i).config())) for i in fields],
            [column.name for column in layer.attributeTableConfig().columns() if column.hidden])


def check_defaults(opened):
    for name, (kind, attribute, display, labelled) in DEFAULTS.items():
        layer = opened[name]
        check(layer.renderer().type() == kind, f"{name}: {layer.renderer().type()}")
        check(layer.renderer().classAttribute() == attribute, f"{name}: {layer.renderer().classAttribute()}")
        check(layer.displayExpression() == display, f"{name}: {layer.displayExpression()}")
        check(layer.labelsEnabled() == labelled, f"{name}: labels")
    check(labels(opened["commune"]) == COMBINATIONS + [UNKNOWN], f"commune: {labels(opened['commune'])}")
    check(labels(opened["lacune"]) == [(t, f"Non couvert par un {t}") for t in TYPES], "lacune: classes")
    check(("CLS/projet", "CLS en projet, non compté") in labels(opened["dispositif"]), "dispositif: projects")
    hidden = [c.value() for c in opened["dispositif"].renderer().categories() if not c.renderState()]
    check(hidden == ["non"], f"dispositif: hidden: {hidden}")


def check_fields(opened):
    qpv, dispositif = opened["qpv"], opened["dispositif"]
    alias = {name: qpv.attributeAlias(qpv.fields().indexOf(name)) for name in qpv.fields().names()}
    check(alias["pop_cls"] == "Habitants couverts par un CLS (hab.)", alias["pop_cls"])
    check(alias["couverture_asv"] == "Couverture par un ASV", alias["couverture_asv"])
    missing = [f"{n}.{f}" for n, l in opened.items() for i, f in enumerate(l.fields().names())
               if f != "fid" and l.attributeAlias(i) in ("", f)]
    check(not missing, f"columns without title: {missing}")
    setup = qpv.editorWidgetSetup(qpv.fields().indexOf("couverture_cls"))
    values = {k: v for pair in setup.config()["map"] for k, v in pair.items()}
    check(setup.type() == "ValueMap" and values["Recensement non réalisé"] == "non_recense", str(values))
    setup = dispositif.editorWidgetSetup(dispositif.fields().indexOf("date_fin"))
    check(setup.type() == "DateTime" and setup.config()["display_format"] == "dd/MM/yyyy", str(setup.config()))
    tabs = [tab.name() for tab in qpv.editFormConfig().tabs()]
    check(tabs == ["Quartiers prioritaires (QPV)"] + TYPES + ["Tous les types"], f"tabs: {tabs}")
    for name, layer in opened.items():
        check(layer.readOnly() and not layer.supportsEditing(), f"{name}: could be edited")
        check([c.name for c in layer.attributeTableConfig().columns() if c.hidden] == ["fid"], f"{name}: fid")


def check_hostile_tip(layer, context):
    """HTML in the texts of a feature is shown, and does nothing."""
    feature = QgsFeature(layer.fields())
    for i, field in enumerate(layer.fields()):
        if field.type() == QVariant.String:
            feature.setAttribute(i, "<img src=x> [% 1 %] &lt;")
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    check("<img" not in tip and "&lt;img src=x> [% 1 %] &amp;lt;" in tip, f"{layer.name()}: {tip}")


def check_tips(opened):
    for name, layer in opened.items():
        if not layer.isSpatial():
            continue
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        for feature in layer.getFeatures():
            context.setFeature(feature)
            tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
            check("[%" not in tip and "<b>" in tip and "</table>" in tip, f"{name}: {tip}")
        check_hostile_tip(layer, context)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(opened["qpv"]))
    context.setFeature(next(f for f in opened["qpv"].getFeatures() if f["code_qp"] == "QN00005M"))
    tip = QgsExpression.replaceExpressionText(opened["qpv"].mapTipTemplate(), context)
    check("<td>CLS</td><td>Couvert en partie (4" in tip and "Le Grand Verger" in tip, tip)


def load(layer, identifier):
    xml, error = layer.getStyleFromDatabase(identifier)
    document = QDomDocument()
    document.setContent(xml)
    loaded, why = layer.importNamedStyle(document)
    check(loaded and not error and not why, f"{layer.name()}: style {identifier}: {error} {why}")


def check_named(opened):
    """Loads each named style, as one does from the properties of a layer: the fields stay as they were."""
    number = 0
    for name, layer in opened.items():
        n, ids, names, _, error = layer.listStylesInDatabase()
        check(n > 0 and not error, f"{name}: {n} styles, {error}")
        before = look(layer)
        for identifier, style in list(zip(ids, names))[:n]:
            load(layer, identifier)
            check(len(style) <= 30, f"{name}: {style}")
            check(look(layer) == before, f"{name}: style {style} changes more than symbols")
            number += 1
            if layer.isSpatial():
                symbols = layer.renderer().symbols(QgsRenderContext())
                check(symbols and all(s.symbolLayerCount() > 0 for s in symbols), f"{name}: {style}: no symbol")
            if style == "Statut CLS":
                wanted = STATES + [("hors_territoire", "Hors du territoire étudié")] * (name == "qpv")
                check(labels(layer) == wanted, f"{name}: {labels(layer)}")
    print(f"{number} named styles")


def main(folder):
    files = {name: os.path.join(folder, name + ".gpkg") for name in ("couverture", "partie", "une", "english")}
    before = {path: digest(path) for path in files.values()}
    opened = layers(files["couverture"])
    check_defaults(opened)
    check_fields(opened)
    check_tips(opened)
    check_named(opened)
    check_named(layers(files["partie"]))
    one = layers(files["une"])
    check(one["qpv"].renderer().classAttribute() == "couverture_clsm", "one type: its state comes first")
    check_named(one)
    english = layers(files["english"])["commune"]
    check(english.attributeAlias(english.fields().indexOf("pop_cls")) == "Inhabitants covered by a CLS (inhab.)",
          "english: aliases")
    check({path: digest(path) for path in before} == before, "a file was changed by being opened")
    check(sorted(os.listdir(folder)) == sorted(os.path.basename(path) for path in before), os.listdir(folder))
    check(not messages, f"QGIS says: {messages}")


if __name__ == "__main__":
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: messages.append((tag, text)))
    main(sys.argv[1])
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it tears down without a display
