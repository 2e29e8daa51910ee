"""place.py - what is decided by hand: towns, EPCI, QPV and the names of the communes."""
import math
import random

DEP, DEP_NAME, REG, REG_NAME = "00", "Val-de-Maille", "00", "Hautes-Combes"
CENTRE = (745000.0, 6490000.0)  # EPSG:2154, Massif central
# name, x, y (km from the centre), population, radius kept free of other seeds (km)
TOWNS = [
    ("Maillebourg", -6.0, -2.5, 61840, 2.9),
    ("Rocheneuve-sur-Orbe", 9.5, 8.5, 23410, 2.7),
    ("Saint-Aubert-les-Forges", -13.2, -15.2, 6930, 2.2),
    ("Vic-sous-Maille", 12.5, -10.5, 5120, 2.1),
    ("L'Hôpital-sur-Maille", -12.5, 11.0, 4385, 2.0),
    ("Château-Orbe", 0.5, 16.0, 3260, 2.0),
    ("Sauveterrine", 1.5, -14.5, 2745, 2.0),
    ("Bellegarde-en-Maille", 17.0, 0.5, 2190, 2.0),
]
# SIREN, name, nature, tax regime, seat (index of TOWNS), weight when communes choose the nearest
EPCI = [
    ("200000008", "Maillebourg Métropole", "METRO", "FPU", 0, 0.95),
    ("200000016", "CA Rocheneuve Agglomération", "CA", "FPU", 1, 1.0),
    ("200000024", "CC des Forges et du Causse", "CC", "FPU", 2, 1.0),
    ("200000032", "CC du Pays de Vic", "CC", "FA", 3, 1.0),
    ("200000040", "CC de l'Hôpital et des Combes", "CC", "FPU", 4, 1.0),
    ("200000057", "CC Val d'Orbe", "CC", "FA", 5, 1.0),
    ("200000065", "CC Maille et Monts", "CC", "FPU", 6, 0.95),
    ("200000073", "CC Entre Orbe et Genêts", "CC", "FA", 7, 1.0),
]
# letter, name, place, ha, people/ha, angle, what pop_qpv.csv holds. Places: (town, dx, dy) in
# metres; "limit" and "edge" on the limit of two communes, "triple" where three meet, "outline" on
# the limit of the département, "beside" against the QPV before it.
QPV = [
    ("M", "Les Tanneries", (0, 150, 320), 16, 118, 12, "row"),
    ("I", "La Croix-de-Maille", (0, 820, -250), 30, 96, 31, "row"),
    ("M", "Beauséjour", (0, -500, -900), 21, 104, 52, "row"),
    ("N", "Jean-Moulin - Les Cèdres", "beside", 13, 110, 52, "row"),
    ("M", "Le Grand Verger", "limit", 27, 84, 5, "row"),
    ("N", "Porte des Trois Clochers", "triple", 14, 92, 20, "row"),
    ("I", "Bellevue", "edge", 24, 76, 0, "row"),
    ("N", "Les Genêts - La Gare", "parts", 9, 105, 40, "absent"),
    ("M", "Cœur de Rocheneuve", (1, 150, -120), 14, 101, 66, "row"),
    ("I", "Le Moulin-à-Vent", (1, -1080, 520), 57, 62, 24, "row"),
    ("N", "Sainte-Barbe", (1, 900, 700), 7.5, 148, 48, "row"),
    ("N", "Les Forges", (2, 120, 150), 12, 95, 15, "row"),
    ("N", "Pré-Madame", "outline", 15, 102, 77, "row"),
    ("M", "L'Hôpital-Centre", (4, -40, 90), 2.6, 122, 35, "empty"),
]
NATURES = {"METRO": "Métropole", "CA": "Communauté d'agglomération",
           "CC": "Communauté de communes"}
NAMES = """
Abergeac, Aiguebrune-le-Vieux, Ambrezolles, Anglemont-Bas, Arcenoux, Argevielle, Aubemaille,
Auzeroche, Bagnolas, Balsigny, Barbezolle, La Bastide-Orbelle, Baumevert, Bazenac-la-Tour,
Beaucombe, Beauvernoux, Bellegarde-en-Maille, Bessolles, Blavezac, Bois-d'Orbe, Bonneserre, La
Bourgadière, Brezolette, Brugerolles, Chalmazy, Champfrayeux, Champs-le-Prieur, La
Chapelle-aux-Genêts, Charbonnac, Château-Orbe, Chazelet-la-Roche, Clairvezon, Colombrac,
Combelongue, Corbezac, Courvezolles, Le Creux-Saint-Maur, La Croix-Bénite, Doragne, Échavannes,
Égliselle, Entremailles, L'Estrade-Haute, L'Étang-Chevreuil, Fayolle-sous-Bois, Ferrandac,
Fontaurelle, Fontclairette, Forgeneuve, Fougerac, Frayssinoux, Garennes-la-Forêt, Genestouze,
Grandval-le-Haut, Grézolas, La Grange-Dîmière, Hautecombelle, L'Hermitage-du-Causse,
L'Hôpital-sur-Maille, Issarlette, Jarzolles, Javogues, Joncherettes, Labessonnie, Lamothe-Vieille,
Landevert, Lavaudière, Les Ancizettes, Les Hauts-d'Orbe, Les Sagnettes, Ligonzac, Longeval-le-Bas,
Loubarèche, Maillebourg, Marsaguet, Mazerolet, Mèrevieille, Meyrignoux, Monestrol-le-Vieil,
Montaubrac, Montclarel, Montfragne, Montorbin, Moulin-Gaillard, Mourzolles, Nébouzette,
Neuvéglisette, Neuville-aux-Charmes, Notre-Dame-de-l'Orbe, Orbenac, Ourzolles, Palhiérac,
Peyrelade-sur-Maille, Le Pin-Tordu, Planchevieille, Pont-Maillé, Prémillac, Le Puy-des-Fées,
Puyvertin, Quintarel, Réalcombe, Rivemaille, La Roche-Buissonnière, Rocheneuve-sur-Orbe, Rouvezac,
Ruffejoux, Sagnerolles, Saint-Amable-le-Haut, Saint-Aubert-les-Forges, Saint-Barthomieu,
Saint-Cirgolat, Saint-Étienne-du-Causse, Saint-Fulcrin, Saint-Géraud-d'Orbe, Saint-Hilairet,
Saint-Jean-des-Combes, Saint-Léobard, Saint-Martial-en-Maille, Saint-Nectarin,
Saint-Priest-le-Fossé, Saint-Rémy-aux-Loups, Sainte-Colombette, Sainte-Énimelle, Sainte-Orbe,
Sauveterrine, Ségurelle, Sermentoux, Servillac, Soubrevieille, Tauvezac, Termignoux, Thérondette,
Tourmaille, Trémouillac, Les Trois-Chênes, Urbelle, Valcombe-l'Église, Valmaillette, Vaubrezac,
Ventajolles, Verneuillac, La Vernouse, Vic-sous-Maille, Vieille-Orbe, Villeneuve-la-Combe,
Villevielette, Ydrolles, Yssanges
"""


def rng_for(stage):
    """One generator per stage, so that work on a stage leaves the others as they were."""
    return random.Random("maillage demo " + stage)


def town_xy(i):
    return (CENTRE[0] + TOWNS[i][1] * 1000, CENTRE[1] + TOWNS[i][2] * 1000)


def near_town(p, i):
    return math.dist(p, town_xy(i))
