"""Writes OSM XML 0.6: nodes, then ways, then relations, each sorted by id, as every OSM tool expects."""

from xml.sax.saxutils import quoteattr

# The invented place is put here. One degree in metres at this latitude, fixed numbers so that nothing depends on libm.
ORIGIN_LON, ORIGIN_LAT = 7.30, 51.50
METRES_PER_DEGREE_LON, METRES_PER_DEGREE_LAT = 69443.0, 111257.0

TIMESTAMP = "2025-01-01T00:00:00Z"


def lon_lat(point):
    """Degrees with 7 decimals as text, the precision OSM stores."""
    return (f"{ORIGIN_LON + point[0] / METRES_PER_DEGREE_LON:.7f}",
            f"{ORIGIN_LAT + point[1] / METRES_PER_DEGREE_LAT:.7f}")


class OsmFile:
    """Collects ways and relations; places that are equal to the centimetre become one node where sharing is asked."""

    def __init__(self):
        self._nodes = []        # [(point, tags)]
        self._shared = {}
        self._ways = []
        self._relations = []

    def add_spot(self, point, tags):
        """A tagged node; on a street it is the street's own node."""
        if point in self._shared:
            self._nodes[self._shared[point] - 1][1].update(tags)
        else:
            self._shared[point] = self._add_node(point, tags)

    def _add_node(self, point, tags):
        self._nodes.append((point, dict(tags)))
        return len(self._nodes)

    def _node(self, point, pool):
        if point not in pool:
            pool[point] = self._add_node(point, {})
        return pool[point]

    def add_line(self, points, tags):
        self._ways.append(([self._node(p, self._shared) for p in points], tags))

    def add_polygon(self, outline, holes, tags):
        """A closed way, or a multipolygon relation when there are holes. Areas share no nodes with streets."""
        if not holes:
            self._ring(outline, tags)
            return
        members = [(self._ring(outline, {}), "outer")] + [(self._ring(hole, {}), "inner") for hole in holes]
        self._relations.append((members, {"type": "multipolygon", **tags}))

    def _ring(self, outline, tags):
        pool = {}
        nodes = [self._node(p, pool) for p in outline]
        self._ways.append((nodes + nodes[:1], tags))
        return len(self._ways)

    def text(self, south_west, north_east):
        west, south = lon_lat(south_west)
        east, north = lon_lat(north_east)
        lines = ['<?xml version="1.0" encoding="UTF-8"?>',
                 '<osm version="0.6" generator="Ankerpunkt Musterquartier (erfunden, example data)">',
                 f'  <bounds minlat="{south}" minlon="{west}" maxlat="{north}" maxlon="{east}"/>']
        meta = f'version="1" timestamp="{TIMESTAMP}"'
        for number, (point, tags) in enumerate(self._nodes, 1):
            lon, lat = lon_lat(point)
            lines += _element(f'node id="{number}" {meta} lat="{lat}" lon="{lon}"', [], tags)
        for number, (nodes, tags) in enumerate(self._ways, 1):
            lines += _element(f'way id="{number}" {meta}', [f'<nd ref="{node}"/>' for node in nodes], tags)
        for number, (members, tags) in enumerate(self._relations, 1):
            lines += _element(f'relation id="{number}" {meta}',
                              [f'<member type="way" ref="{way}" role="{role}"/>' for way, role in members], tags)
        return "\n".join(lines + ["</osm>", ""])


def _element(head, children, tags):
    """One element with its tags in alphabetical order."""
    inside = children + [f'<tag k={quoteattr(key)} v={quoteattr(tags[key])}/>' for key in sorted(tags)]
    if not inside:
        return [f"  <{head}/>"]
    return [f"  <{head}>"] + [f"    {line}" for line in inside] + [f"  </{head.split(' ', 1)[0]}>"]
