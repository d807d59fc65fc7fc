"""GeoJSON with one feature per line, so that a change shows as a changed line."""

import json

from osm_xml import lon_lat


def position(point):
    return [float(number) for number in lon_lat(point)]


def ring(outline):
    positions = [position(point) for point in outline]
    return positions + positions[:1]


def feature(kind, coordinates, properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(name, features):
    """A feature collection as text. The name says that it is an example; readers that do not know it skip it."""
    lines = [json.dumps(item, ensure_ascii=False) for item in features]
    head = f'{{"type": "FeatureCollection", "name": {json.dumps(name, ensure_ascii=False)}, "features": ['
    return head + "\n" + ",\n".join(lines) + "\n]}\n"
