"""From the hand-drawn plan to a street network whose ways share their nodes.

A street in the plan is a name and a few control points. Its ends snap to whatever street drawn earlier is near, every
crossing becomes a shared vertex, and ends that reach nothing stay dead ends.
"""

from dataclasses import dataclass, field

from geometry import (Grid, crossing, distance, line_length, nearest_on_segment, part_of_line, smooth, to_centimetre)

SNAP_REACH = 24.0       # an end this close to an earlier street joins it
SAME_CORNER = 4.0       # a junction this close to an existing vertex uses that vertex: no two crossings 2 m apart

# Half the drawn width of each kind of way, from the map tokens; buildings keep away from it.
HALF_WIDTH = {"secondary": 6.5, "residential": 4.0, "living_street": 3.3, "service": 2.0, "track": 1.3,
              "cycleway": 1.2, "footway": 0.8, "steps": 0.9, "rail": 5.0}

# The kinds that bound a block. Paths and drives run through blocks; tracks part the open land at the edge.
BLOCK_BOUNDING = ("secondary", "residential", "living_street", "track")


@dataclass
class Way:
    kind: str
    name: str
    points: list
    tags: dict = field(default_factory=dict)


def lay(plan, existing):
    """Adds the planned ways `(kind, name, controls)` to the existing ones and returns the new ways."""
    added = []
    for kind, name, controls in plan:
        earlier = existing + added
        controls = [_joined(controls[0], earlier)] + list(controls[1:-1]) + [_joined(controls[-1], earlier)]
        points = [to_centimetre(p) for p in smooth(controls)]
        added.append(Way(kind, name, points))
    _share_crossings(existing, added)
    return added


def _joined(end, ways):
    """Where a way's end really goes: onto the nearest way within reach, which gets a vertex there."""
    best = (SNAP_REACH, None, 0, end)
    for way in ways:
        for i, (a, b) in enumerate(zip(way.points, way.points[1:])):
            foot = nearest_on_segment(end, a, b)
            gap = distance(end, foot)
            if gap < best[0]:
                best = (gap, way, i, foot)
    _, way, i, foot = best
    if way is None:
        return to_centimetre(end)
    for corner in (way.points[i], way.points[i + 1]):
        if distance(corner, foot) < SAME_CORNER:
            return corner
    foot = to_centimetre(foot)
    way.points.insert(i + 1, foot)
    return foot


def _share_crossings(existing, added):
    """Gives both ways a common vertex wherever a new way crosses another."""
    ways = existing + added
    grid = Grid()
    for w, way in enumerate(ways):
        for i, (a, b) in enumerate(zip(way.points, way.points[1:])):
            grid.add((a, b), (w, i, a, b))
    inserts = [[] for _ in ways]
    moves = [{} for _ in ways]
    for w in range(len(existing), len(ways)):
        way = ways[w]
        for i, (a, b) in enumerate(zip(way.points, way.points[1:])):
            for other, k, c, d in grid.near((a, b)):
                if other == w or (other > w):
                    continue
                point = crossing(a, b, c, d)
                if point is None:
                    continue
                corner = min((c, d), key=lambda p: distance(p, point))
                point = corner if distance(corner, point) < 2.0 else to_centimetre(point)
                own = min((a, b), key=lambda p: distance(p, point))
                if 0 < distance(own, point) < 1.5 and own not in (way.points[0], way.points[-1]):
                    moves[w][own] = point
                else:
                    inserts[w].append((i, distance(a, point), point))
                inserts[other].append((k, distance(c, point), point))
    for way, extra, moved in zip(ways, inserts, moves):
        points = []
        for i, point in enumerate(way.points):
            points.append(moved.get(point, point))
            points.extend(p for _, _, p in sorted(e for e in extra if e[0] == i))
        way.points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def carry_over(ways, rail, reach=14.0):
    """Cuts the ways that cross the railway so that the middle piece is a bridge, which shares no node with the rail."""
    result = []
    for way in ways:
        at = _distance_to_crossing(way.points, rail)
        if at is None:
            result.append(way)
            continue
        total = line_length(way.points)
        for start, end, tags in ((0.0, at - reach, {}), (at - reach, at + reach, {"bridge": "yes", "layer": "1"}),
                                 (at + reach, total, {})):
            points = [to_centimetre(p) for p in part_of_line(way.points, start, end)]
            result.append(Way(way.kind, way.name, points, dict(tags)))
    return result


def _distance_to_crossing(points, rail):
    travelled = 0.0
    for a, b in zip(points, points[1:]):
        for c, d in zip(rail, rail[1:]):
            point = crossing(a, b, c, d)
            if point:
                return travelled + distance(a, point)
        travelled += distance(a, b)
    return None
