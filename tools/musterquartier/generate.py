"""Makes the example Quartier "Musterquartier": python3 generate.py OUTDIR"""

import sys
from pathlib import Path

import areas
import contributions
import geojson
import indicators
import plan
import quarter
from osm_xml import OsmFile


def basemap(built):
    """The base map as OSM XML."""
    osm = OsmFile()
    for way in built.ways:
        tags = {"highway": way.kind, **way.tags}
        if way.name:
            tags["name"] = way.name
        osm.add_line(way.points, tags)
    osm.add_line(built.rail, {"railway": "rail", "usage": "branch"})
    for piece in built.land:
        osm.add_polygon(piece.outline, piece.holes, piece.tags)
    for house in built.buildings:
        tags = {"building": house.kind, "building:levels": str(house.levels), **house.tags}
        osm.add_polygon(house.outline, [house.courtyard] if house.courtyard else [], tags)
    for spot in built.spots:
        osm.add_spot(spot.at, spot.tags)
    return osm.text((plan.WEST, plan.SOUTH), (plan.EAST, plan.NORTH))


def areas_geojson(outlines):
    return geojson.collection("musterquartier_areas_example", [
        geojson.feature("Polygon", [geojson.ring(outline)],
                        {"key": key, "name": areas.PROFILES[key].name, "version_date": areas.VERSION_DATE})
        for key, outline in outlines.items()])


def contributions_geojson(items):
    features = []
    for item in items:
        words = item.words
        properties = {"kind": words.kind, "theme": words.theme, "perspective": words.perspective,
                      "life_phase": words.life_phase, "text": words.text, "lang": words.lang,
                      "date": item.date.isoformat(), "support": item.support}
        if item.shape == "Point":
            coordinates = geojson.position(item.points[0])
        elif item.shape == "LineString":
            coordinates = [geojson.position(point) for point in item.points]
        else:
            coordinates = [geojson.ring(item.points)]
        features.append(geojson.feature(item.shape, coordinates, properties))
    return geojson.collection("musterquartier_contributions_example", features)


def generate():
    """All files as bytes by name."""
    built = quarter.build()
    outlines = areas.area_outlines(built.blocks)
    return {
        "basemap.osm": basemap(built).encode("utf-8"),
        "areas.geojson": areas_geojson(outlines).encode("utf-8"),
        "indicators.csv": indicators.csv_bytes(),
        "contributions.geojson": contributions_geojson(contributions.make(built, outlines)).encode("utf-8"),
    }


def main(folder):
    files = generate()
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (Path(folder) / name).write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py OUTDIR")
    main(sys.argv[1])
