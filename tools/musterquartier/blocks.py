"""The blocks between the streets: faces of the planar graph that the driveable streets and the boundary form."""

from dataclasses import dataclass

from geometry import Grid, by_angle, centroid, contains, crossing, distance, signed_area, to_centimetre


@dataclass
class Block:
    outline: list       # anticlockwise
    centre: tuple
    area: str = ""
    style: str = None


class Blocks:
    """All blocks, found by a point in them."""

    def __init__(self, blocks):
        self.all = blocks
        self._grid = Grid(100.0)
        for block in blocks:
            self._grid.add(block.outline, block)

    def at(self, point):
        for block in self._grid.near([point]):
            if contains(block.outline, point):
                return block
        return None

    def describe(self, rows):
        """Gives every block its area and style from the rows of the plan; each block needs exactly one row."""
        for x, y, area, style in rows:
            block = self.at((x, y))
            if block is None or block.area:
                raise ValueError(f"row ({x}, {y}) of the plan meets no block or one that is taken")
            block.area, block.style = area, style
        for block in self.all:
            if not block.area:
                raise ValueError(f"no row of the plan describes the block at {block.centre}")


def with_boundary_crossings(boundary, ways):
    """The boundary ring with a vertex at every street crossing; the streets get the same vertex."""
    ring = []
    for a, b in zip(boundary, boundary[1:] + boundary[:1]):
        ring.append(a)
        hits = []
        for way in ways:
            for i, (c, d) in enumerate(zip(way.points, way.points[1:])):
                point = crossing(a, b, c, d)
                if point:
                    hits.append((distance(a, point), way, i, to_centimetre(point)))
                    break
        for _, way, i, point in sorted(hits, key=lambda hit: hit[0]):
            near = min(way.points[i:i + 2], key=lambda p: distance(p, point))
            if distance(near, point) < 3.0:
                point = near
            else:
                way.points.insert(i + 1, point)
            ring.append(point)
    return ring


def find_blocks(ways, boundary):
    """All faces inside the boundary, in a fixed order (south to north, west to east of their lowest vertex)."""
    neighbours = {}
    for line in [way.points for way in ways] + [boundary + boundary[:1]]:
        for a, b in zip(line, line[1:]):
            neighbours.setdefault(a, set()).add(b)
            neighbours.setdefault(b, set()).add(a)
    _drop_dead_ends(neighbours)
    around = {node: by_angle(node, sorted(others)) for node, others in neighbours.items()}

    blocks, used = [], set()
    for start in sorted(around):
        for first in around[start]:
            if (start, first) in used:
                continue
            outline, a, b = [], start, first
            while (a, b) not in used:
                used.add((a, b))
                outline.append(a)
                ring = around[b]
                a, b = b, ring[ring.index(a) - 1]     # the next one clockwise keeps the face on the left
            if signed_area(outline) > 0 and _inside(boundary, outline):
                blocks.append(Block(outline, centroid(outline)))
    return Blocks(sorted(blocks, key=lambda block: min((p[1], p[0]) for p in block.outline)))


def _drop_dead_ends(neighbours):
    loose = [node for node in sorted(neighbours) if len(neighbours[node]) == 1]
    while loose:
        node = loose.pop()
        if len(neighbours.get(node, ())) != 1:
            continue
        other = neighbours.pop(node).pop()
        neighbours[other].discard(node)
        if len(neighbours[other]) == 1:
            loose.append(other)
    for node in [node for node, others in neighbours.items() if not others]:
        del neighbours[node]


def _inside(boundary, outline):
    """Whether a face lies inside the boundary. A point just left of its first edge decides."""
    (ax, ay), (bx, by) = outline[0], outline[1]
    size = distance(outline[0], outline[1])
    probe = ((ax + bx) / 2 - (by - ay) / size * 0.05, (ay + by) / 2 + (bx - ax) / size * 0.05)
    return contains(boundary, probe)


def dissolve(blocks):
    """Outlines of the union of some blocks: (outer ring, inner rings) for every connected part."""
    sides = set()
    for block in blocks:
        for a, b in zip(block.outline, block.outline[1:] + block.outline[:1]):
            sides.add((a, b))
    border = {}
    for a, b in sorted(sides):
        if (b, a) not in sides:
            border.setdefault(a, []).append(b)

    rings = []
    while border:
        start = min(border)
        ring, node, came = [], start, None
        while True:
            choices = border[node]
            if came is not None and len(choices) > 1:
                # At a pinch take the sharpest right turn, so that parts touching in a point stay separate rings.
                order = by_angle(node, choices + [came])
                at = order.index(came)
                following = order[at - 1]
            else:
                following = choices[0]
            choices.remove(following)
            if not choices:
                del border[node]
            ring.append(node)
            came, node = node, following
            if node == start:
                break
        rings.append(ring)

    outers = [ring for ring in rings if signed_area(ring) > 0]
    inners = [ring for ring in rings if signed_area(ring) < 0]
    parts = []
    for outer in sorted(outers, key=min):
        holes = [ring for ring in inners if contains(outer, ring[0]) and ring[0] not in outer]
        parts.append((outer, sorted(holes, key=min)))
    return parts
