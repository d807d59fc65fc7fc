#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes labelled example contributions inside given areas: for trying the program with real areas and no real people.

    python3 tools/generate_voices.py AREAS.geojson --out voices.geojson [--count 600] [--seed 1]
    ankerpunkt import contributions voices.geojson --map assets/mappings/beispielstimmen.json --quartier KEY

Nothing in the result was said by anybody. Every text begins with "[Beispiel]" and every feature names the source
"Erzeugte Beispielstimmen". The same areas and seed give the same bytes. Some areas stay silent on purpose. Python 3
standard library only; AREAS.geojson must be in longitude and latitude (RFC 7946).
"""
import argparse
import json
import random
import sys

SOURCE = "Erzeugte Beispielstimmen"

# theme: (words of needs, words of resources)
WORDS = {
    "learning": (["Es fehlt ein ruhiger Ort für Hausaufgaben.", "Die Kita hat keinen Platz für uns."],
                 ["In der Bücherei helfen sie beim Lernen.", "Die Schule ist nachmittags offen."]),
    "meeting": (["Es gibt keinen Raum, in dem man sich trifft.", "Abends ist hier alles zu."],
                ["Im Café am Platz ist jeder willkommen.", "Der Nachbarschaftsgarten bringt Leute zusammen."]),
    "youth": (["Für Jugendliche gibt es hier nichts.", "Der Bolzplatz ist gesperrt."],
              ["Das Jugendzentrum ist gut.", "Auf dem Spielplatz ist immer jemand."]),
    "health": (["Kein Kinderarzt nimmt uns auf.", "Es fehlen Bänke zum Ausruhen."],
               ["Die Sportgruppe im Park ist offen für alle.", "Die Hebamme kommt ins Haus."]),
    "culture": (["Musik gibt es nur in der Innenstadt.", "Der Saal ist zu teuer."],
                ["Das Stadtteilfest ist schön.", "Der Chor sucht neue Stimmen."]),
    "work": (["Ohne Auto komme ich nicht zur Arbeit.", "Es gibt keine Ausbildungsplätze in der Nähe."],
             ["Die Werkstatt bildet aus.", "Beim Bewerben hilft die Beratung im Haus."]),
    "advice": (["Ich weiß nicht, wohin mit den Briefen vom Amt.", "Die Sprechstunde ist zu kurz."],
               ["Die Beratungsstelle hört zu.", "Hier bekommt man Hilfe ohne Termin."]),
    "housing": (["Die Wohnung ist feucht.", "Es gibt keine bezahlbaren Wohnungen."],
                ["Die Nachbarn helfen sich.", "Der Hof ist schön bepflanzt."]),
    "mobility": (["Der Bus fährt zu selten.", "An der Kreuzung ist es gefährlich."],
                 ["Der Radweg ist gut.", "Die Haltestelle ist ohne Stufen."]),
    "safety": (["Der Weg ist abends zu dunkel.", "Es liegt viel Müll herum."],
               ["Hier fühle ich mich sicher.", "Der Platz ist immer sauber."]),
    "green": (["Im Sommer gibt es keinen Schatten.", "Die Bäume wurden gefällt."],
              ["Der Park tut gut.", "Die Wiese am Bach ist schön."]),
    "language": (["Ein Deutschkurs am Abend fehlt.", "Briefe kommen nur auf Deutsch."],
                 ["Im Sprachcafé lernt man schnell.", "Hier wird übersetzt."]),
}
PHASES = ["", "early_childhood", "day_care_to_school", "primary", "lower_secondary", "school_to_work", "adults", "older_people"]

# Further from the border than two published versions of the same border differ (in degrees: about 20 m).
BORDER = 0.0003


def polygons_of(geometry):
    if geometry is None:
        return []
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []


def is_well_inside(x, y, polygon):
    inside = False
    for ring in polygon:
        for (x0, y0, *_), (x1, y1, *_) in zip(ring, ring[1:] + ring[:1]):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
            dx, dy = x1 - x0, y1 - y0
            length = dx * dx + dy * dy
            t = 0 if length == 0 else max(0, min(1, ((x - x0) * dx + (y - y0) * dy) / length))
            if (x0 + t * dx - x) ** 2 + (y0 + t * dy - y) ** 2 < BORDER * BORDER:
                return False
    return inside


def place_in(polygons, dice):
    """A random point in the largest polygon, or nothing where it is too narrow."""
    def box(polygon):
        xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
        return min(xs), min(ys), max(xs), max(ys)
    polygon = max(polygons, key=lambda p: (box(p)[2] - box(p)[0]) * (box(p)[3] - box(p)[1]))
    west, south, east, north = box(polygon)
    for _ in range(2000):
        x, y = west + (east - west) * dice.random(), south + (north - south) * dice.random()
        if is_well_inside(x, y, polygon):
            return [round(x, 6), round(y, 6)]
    return None


def choose(items, dice):
    return items[int(dice.random() * len(items))]


def voice(place, number, dice):
    theme = choose(list(WORDS), dice)
    kind = int(dice.random() < 0.52)  # 1 = resource
    said = choose(WORDS[theme][kind], dice)
    day = 1 + int(dice.random() * 28)
    return {"type": "Feature", "properties": {
        "nr": number, "beispiel": True, "quelle": SOURCE, "kind": ["need", "resource"][kind], "theme": theme,
        "perspective": "professional" if dice.random() < 0.12 else "resident",
        "life_phase": choose(PHASES, dice), "text": "[Beispiel] " + said if dice.random() < 0.7 else "",
        "language": "de", "date": f"2025-{1 + int(dice.random() * 9):02d}-{day:02d}",
        "support": int(20 * dice.random() ** 5)}, "geometry": {"type": "Point", "coordinates": place}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", help="areas as GeoJSON in longitude and latitude")
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with open(arguments.areas, encoding="utf-8") as file:
        areas = [polygons_of(f.get("geometry")) for f in json.load(file)["features"]]
    areas = [a for a in areas if a]
    if not areas:
        sys.exit(f"{arguments.areas} has no polygons.")
    # random() alone is the same in every version of Python; the other methods are not promised to be.
    dice = random.Random(arguments.seed)
    # A few areas speak much, a tenth not at all: silence is a finding, so there must be some to find.
    weights = [0.0 if dice.random() < 0.1 else 0.2 + 3 * dice.random() ** 3 for _ in areas]
    total = sum(weights) or 1
    features = []
    for polygons, weight in zip(areas, weights):
        for _ in range(int(arguments.count * weight / total + 0.5)):
            place = place_in(polygons, dice)
            if place:
                features.append(voice(place, len(features) + 1, dice))
    with open(arguments.out, "w", encoding="utf-8") as file:
        head = {"type": "FeatureCollection", "name": SOURCE, "beispiel": "Beispiel / example data: " + SOURCE}
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n')
        file.write(",\n".join(json.dumps(f, ensure_ascii=False) for f in features) + "\n]}\n")
    print(f"{len(features)} {SOURCE} in {sum(1 for w in weights if w)} of {len(areas)} areas: {arguments.out}")


if __name__ == "__main__":
    main()
