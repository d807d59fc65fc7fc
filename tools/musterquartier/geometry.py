"""Plane geometry in metres (x east, y north) for the invented neighbourhood.

Only + - * / and sqrt are used, no sin, cos, hypot or sum(): those differ in their last bits between C libraries
or Python versions, and one flipped bit could move a house. sqrt is exactly rounded everywhere.
"""

from functools import cmp_to_key
from math import floor, sqrt


def plus(a, b):
    return (a[0] + b[0], a[1] + b[1])


def minus(a, b):
    return (a[0] - b[0], a[1] - b[1])


def times(v, factor):
    return (v[0] * factor, v[1] * factor)


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1]


def cross(a, b):
    return a[0] * b[1] - a[1] * b[0]


def length(v):
    return sqrt(v[0] * v[0] + v[1] * v[1])


def distance(a, b):
    return length(minus(a, b))


def unit(v):
    size = length(v)
    return (v[0] / size, v[1] / size)


def left_of(direction):
    """The direction turned 90 degrees anticlockwise."""
    return (-direction[1], direction[0])


def mix(a, b, t):
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def to_centimetre(point):
    """Points are rounded as soon as they may be shared, so that equal places are equal numbers."""
    return (floor(point[0] * 100 + 0.5) / 100, floor(point[1] * 100 + 0.5) / 100)


# Lines

def smooth(controls, step=7.0, tolerance=0.3):
    """A Catmull-Rom curve through the control points, thinned to the vertices a surveyor would draw."""
    if len(controls) < 3:
        return list(controls)
    before = minus(times(controls[0], 2), controls[1])
    after = minus(times(controls[-1], 2), controls[-2])
    padded = [before] + list(controls) + [after]
    points = [controls[0]]
    for i in range(1, len(padded) - 2):
        p0, p1, p2, p3 = padded[i - 1:i + 3]
        pieces = max(2, int(distance(p1, p2) / step))
        for k in range(1, pieces + 1):
            t = k / pieces
            points.append(tuple(
                0.5 * (2 * p1[c] + (p2[c] - p0[c]) * t + (2 * p0[c] - 5 * p1[c] + 4 * p2[c] - p3[c]) * t * t
                       + (3 * p1[c] - p0[c] - 3 * p2[c] + p3[c]) * t * t * t) for c in (0, 1)))
    return thin(points, tolerance)


def thin(points, tolerance):
    """Douglas-Peucker: drops vertices that lie closer than `tolerance` to the remaining line."""
    if len(points) < 3:
        return list(points)
    worst, where = -1.0, 0
    for i in range(1, len(points) - 1):
        gap = distance(points[i], nearest_on_segment(points[i], points[0], points[-1]))
        if gap > worst:
            worst, where = gap, i
    if worst <= tolerance:
        return [points[0], points[-1]]
    return thin(points[:where + 1], tolerance)[:-1] + thin(points[where:], tolerance)


def nearest_on_segment(point, a, b):
    along = minus(b, a)
    size = dot(along, along)
    if size == 0:
        return a
    t = min(1.0, max(0.0, dot(minus(point, a), along) / size))
    return mix(a, b, t)


def line_length(points):
    total = 0.0
    for a, b in zip(points, points[1:]):
        total += distance(a, b)
    return total


def point_along(points, where):
    """The point `where` metres from the start of a line, clamped to its ends."""
    for a, b in zip(points, points[1:]):
        piece = distance(a, b)
        if where <= piece and piece > 0:
            return mix(a, b, max(0.0, where) / piece)
        where -= piece
    return points[-1]


def direction_along(points, where, reach=5.0):
    """The direction of a line near `where`, averaged over `reach` metres to both sides so that corners turn softly."""
    return unit(minus(point_along(points, where + reach), point_along(points, where - reach)))


def part_of_line(points, start, end):
    """The stretch of a line between two distances from its start."""
    result = [point_along(points, start)]
    travelled = 0.0
    for a, b in zip(points, points[1:]):
        travelled += distance(a, b)
        if start < travelled < end:
            result.append(b)
    last = point_along(points, end)
    if last != result[-1]:
        result.append(last)
    return result


def beside(points, offset):
    """A parallel line `offset` metres to the left (negative: right). Good enough for gentle curves."""
    result = []
    for i, point in enumerate(points):
        back = unit(minus(point, points[i - 1])) if i > 0 else None
        ahead = unit(minus(points[i + 1], point)) if i + 1 < len(points) else None
        middle = unit(plus(back or ahead, ahead or back))
        normal = left_of(middle)
        stretch = 1.0 / max(0.5, dot(middle, ahead or back))
        result.append(plus(point, times(normal, offset * stretch)))
    return result


def crossing(a, b, c, d):
    """Where the segments a-b and c-d properly cross, or None. Touching ends do not count."""
    ab, cd = minus(b, a), minus(d, c)
    turn = cross(ab, cd)
    if turn == 0:
        return None
    t = cross(minus(c, a), cd) / turn
    u = cross(minus(c, a), ab) / turn
    if 0 < t < 1 and 0 < u < 1:
        return mix(a, b, t)
    return None


# Polygons: lists of vertices without the repeated last one

def edges(polygon):
    return zip(polygon, polygon[1:] + polygon[:1])


def signed_area(polygon):
    total = 0.0
    x0, y0 = polygon[0]
    for a, b in edges(polygon):
        total += (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
    return total / 2


def anticlockwise(polygon):
    return list(polygon) if signed_area(polygon) > 0 else list(reversed(polygon))


def centroid(polygon):
    x0, y0 = polygon[0]
    area = cx = cy = 0.0
    for a, b in edges(polygon):
        piece = (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0)
        area += piece
        cx += (a[0] + b[0] - 2 * x0) * piece
        cy += (a[1] + b[1] - 2 * y0) * piece
    return (x0 + cx / (3 * area), y0 + cy / (3 * area))


def contains(polygon, point):
    inside = False
    x, y = point
    for (x1, y1), (x2, y2) in edges(polygon):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def polygons_touch(first, second):
    """Whether two simple polygons share interior points."""
    for a, b in edges(first):
        for c, d in edges(second):
            if crossing(a, b, c, d):
                return True
    return contains(first, second[0]) or contains(second, first[0])


def distance_to_outline(polygon, point):
    return min(distance(point, nearest_on_segment(point, a, b)) for a, b in edges(polygon))


def inset(polygon, margin):
    """The polygon moved inwards by `margin`; meant for blocks, where the margin is small against the sides."""
    outline = anticlockwise(polygon)
    kept = []
    for i, point in enumerate(outline):
        back = unit(minus(point, outline[i - 1]))
        ahead = unit(minus(outline[(i + 1) % len(outline)], point))
        middle = plus(back, ahead)
        if length(middle) < 0.2:
            continue
        middle = unit(middle)
        moved = plus(point, times(left_of(middle), margin / max(0.4, dot(middle, ahead))))
        if contains(outline, moved) and distance_to_outline(outline, moved) > margin * 0.93:
            kept.append(moved)
    return kept


def box(centre, direction, width, depth):
    """A rectangle whose width runs along `direction`."""
    u, v = times(direction, width / 2), times(left_of(direction), depth / 2)
    return [minus(minus(centre, u), v), minus(plus(centre, u), v), plus(plus(centre, u), v), plus(minus(centre, u), v)]


def in_frame(origin, direction, points):
    """Points given as (along, aside) of a direction, as plane points."""
    aside = left_of(direction)
    return [plus(origin, plus(times(direction, u), times(aside, v))) for u, v in points]


def rounded(centre, radii, corners=6):
    """A closed curve around `centre`; four radii (east, north, west, south) give ponds and lawns their shape."""
    east, north, west, south = radii
    points = []
    for quarter, (first, second) in enumerate(((east, north), (north, west), (west, south), (south, east))):
        for k in range(corners):
            t = k / corners
            c, s = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
            u, v = first * c, second * s
            points.append(plus(centre, ((u, v), (-v, u), (-u, -v), (v, -u))[quarter]))
    return points


def convex_apart(first, second, margin):
    """Whether a straight gap of `margin` metres separates two convex shapes (a segment counts as a shape)."""
    for shape in (first, second):
        for a, b in zip(shape, shape[1:] + shape[:1]):
            side = minus(b, a)
            size = length(side)
            if size < 1e-9:
                continue
            for axis in ((side[1] / size, -side[0] / size), (side[0] / size, side[1] / size)):
                reach1 = [dot(axis, p) for p in first]
                reach2 = [dot(axis, p) for p in second]
                if min(reach2) - max(reach1) >= margin or min(reach1) - max(reach2) >= margin:
                    return True
    return False


def by_angle(origin, points):
    """Points sorted anticlockwise around an origin, starting east, without computing an angle."""
    def half(v):
        return 0 if (v[1] > 0 or (v[1] == 0 and v[0] > 0)) else 1

    def compare(p, q):
        a, b = minus(p, origin), minus(q, origin)
        if half(a) != half(b):
            return half(a) - half(b)
        turn = cross(a, b)
        return -1 if turn > 0 else (1 if turn < 0 else 0)

    return sorted(points, key=cmp_to_key(compare))


class Grid:
    """Finds things by place: each thing is entered in all the squares its bounding box covers."""

    def __init__(self, square=30.0):
        self._square = square
        self._cells = {}
        self._things = []

    def _covered(self, points, margin):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        for i in range(floor((min(xs) - margin) / self._square), floor((max(xs) + margin) / self._square) + 1):
            for j in range(floor((min(ys) - margin) / self._square), floor((max(ys) + margin) / self._square) + 1):
                yield (i, j)

    def add(self, points, thing):
        self._things.append(thing)
        for cell in self._covered(points, 0.0):
            self._cells.setdefault(cell, []).append(len(self._things) - 1)

    def near(self, points, margin=0.0):
        """Everything whose squares come within `margin` of the points, each once, in the order it was added."""
        found = set()
        for cell in self._covered(points, margin):
            found.update(self._cells.get(cell, ()))
        return [self._things[i] for i in sorted(found)]
