"""Houses along the streets, estates and works halls inside the blocks, garages and sheds behind.

Every building is made of convex parts; a new one is refused when a part comes too near to a street, to a keep-out
(park, pond, pitch) or to a part that stands already. So nothing can overlap, whatever the plan says.
"""

from dataclasses import dataclass, field

from geometry import (Grid, box, contains, convex_apart, crossing, direction_along, distance, dot, edges, in_frame,
                      left_of, line_length, minus, mix, plus, point_along, signed_area, times, to_centimetre, unit)
from streets import HALF_WIDTH

WALL_GAP = 0.05     # between houses of a row: invisible, but keeps their outlines strictly apart


@dataclass
class Building:
    kind: str                       # the OSM value of building=
    outline: list
    parts: list                     # convex pieces that cover the outline
    levels: int = 1
    tags: dict = field(default_factory=dict)
    courtyard: list = None


@dataclass(frozen=True)
class Style:
    """How a kind of neighbourhood lines its streets. Pairs are the lowest and highest value, in metres or pieces."""
    kind: str
    width: tuple
    depth: tuple
    setback: tuple
    run: tuple          # houses that stand wall to wall
    gap: tuple          # free space after a run
    levels: tuple
    wing: float = 0.0   # share of houses with a wing behind
    garage: float = 0.0
    shed: float = 0.0
    closed: bool = False    # a row follows the bend of the street; other houses are rectangles


STYLES = {
    "row": Style("apartments", (12.5, 20), (10.5, 13.5), (2.2, 3.4), (2, 5), (8, 16), (3, 4), wing=0.45, shed=0.06,
                 closed=True),
    "mixed": Style("apartments", (13, 20), (10.5, 13.5), (3.5, 6.5), (1, 2), (10, 19), (2, 4), wing=0.3, garage=0.12,
                   shed=0.08, closed=True),
    "terrace": Style("terrace", (12.6, 14.6), (10, 11.5), (4.5, 7), (2, 4), (9, 18), (2, 2), wing=0.2, shed=0.08,
                     closed=True),
    "semi": Style("semidetached_house", (14, 17), (10.5, 12.5), (5, 8), (1, 1), (10, 18), (2, 2), wing=0.4, garage=0.22,
                  shed=0.08, closed=True),
    "colony": Style("semidetached_house", (14.5, 16), (8.8, 9.8), (3.6, 4.6), (1, 1), (9.5, 13), (2, 2), wing=0.7,
                    shed=0.2, closed=True),
    "detached": Style("detached", (10, 14.5), (10, 13), (5.5, 9.5), (1, 1), (13, 22), (1, 2), garage=0.2, shed=0.05),
    "villa": Style("house", (12, 17), (11.5, 14.5), (6, 9.5), (1, 1), (12, 19), (2, 3), garage=0.2, shed=0.06),
}

# On a main street a block shows a denser face than in its side streets.
MAIN_STREET_STYLE = {"mixed": "row", "semi": "mixed", "terrace": "mixed", "colony": "mixed", "detached": "villa"}


class Site:
    """What stands already and what must stay free."""

    def __init__(self, ways, limits):
        self.buildings = []
        self._parts = Grid()
        self._segments = Grid()
        self._keep_outs = Grid()
        self._limits = limits
        self.add_ways(ways)

    def keep_free(self, outlines):
        """From now on no building may touch these."""
        for outline in outlines:
            self._keep_outs.add(outline, outline)

    def add_ways(self, ways):
        for way in ways:
            for a, b in zip(way.points, way.points[1:]):
                self._segments.add((a, b), (a, b, HALF_WIDTH[way.kind]))

    def free(self, parts, margin, street_margin=1.2, beside=(), inside=None):
        """Whether the parts fit, `margin` metres from all buildings except those in `beside` (wall to wall).

        `inside` is the one keep-out that the building belongs to, such as the allotments of a garden hut.
        """
        west, south, east, north = self._limits
        for part in parts:
            if any(not (west < x < east and south < y < north) for x, y in part):
                return False
            for a, b, half in self._segments.near(part, 8.0 + street_margin):
                if not convex_apart(part, [a, b], half + street_margin):
                    return False
            for owner, other in self._parts.near(part, margin):
                wanted = WALL_GAP * 0.6 if owner in beside else margin
                if not convex_apart(part, other, wanted):
                    return False
            for keep_out in self._keep_outs.near(part):
                if keep_out is inside:
                    continue
                if any(contains(keep_out, p) for p in part) or _edges_cross(part, keep_out):
                    return False
        return True

    def path_free(self, points, clearance):
        """Whether a path passes all buildings."""
        for a, b in zip(points, points[1:]):
            for _, part in self._parts.near((a, b), clearance):
                if not convex_apart(part, [a, b], clearance):
                    return False
        return True

    def add(self, building):
        building.outline = [to_centimetre(p) for p in building.outline]
        if signed_area(building.outline) < 0:
            building.outline.reverse()
        self.buildings.append(building)
        for part in building.parts:
            self._parts.add(part, (len(self.buildings) - 1, part))
        return len(self.buildings) - 1


def _edges_cross(first, second):
    return any(crossing(a, b, c, d) for a, b in edges(first) for c, d in edges(second))


# Along the streets

def line_streets(site, ways, style_at, dice):
    """Houses along every street, main streets first because they got the better plots."""
    fronts = []
    for way in ways:
        if way.kind in ("secondary", "residential", "living_street") and "bridge" not in way.tags:
            for side in (1, -1):
                fronts += _line_side(site, way, side, style_at, dice)
    return fronts


@dataclass
class Front:
    """A house with its place in the street, for what belongs behind it."""
    index: int
    style: Style
    base: tuple         # middle of the street wall
    along: tuple        # along the street
    inward: tuple       # away from the street
    width: float
    depth: float


def _line_side(site, way, side, style_at, dice):
    fronts = []
    total = line_length(way.points)
    number = 1 if side > 0 else 2
    where = 3.0
    setback_share = dice.between(0.2, 0.8)      # one building line per side of a street, with small deviations
    while where < total - 5.0:
        along = direction_along(way.points, where + 5.0)
        inward = times(left_of(along), side)
        name = style_at(plus(point_along(way.points, where + 5.0), times(inward, 18.0)))
        if name and way.kind == "secondary":
            name = MAIN_STREET_STYLE.get(name, name)
        if name is None:
            where += 6.0
            continue
        style = STYLES[name]
        share = min(1.0, max(0.0, setback_share + dice.between(-0.2, 0.2)))
        # A main street has pavements that are drawn as ways of their own; houses stand behind them.
        pavement = 3.6 if way.kind == "secondary" else 0.0
        offset = HALF_WIDTH[way.kind] + pavement + style.setback[0] + (style.setback[1] - style.setback[0]) * share
        depth = dice.between(*style.depth)
        run, width = dice.whole(*style.run), dice.between(*style.width)
        placed = []
        for _ in range(run):
            if where + width > total - 3.0:
                break
            if style.closed and style.kind == "apartments":
                width, unit_depth = dice.between(*style.width), depth + dice.between(-0.6, 0.6)
            else:
                unit_depth = depth
            front = _house(site, way, side, where, width, offset, unit_depth, style, placed, dice)
            if front is None:
                break
            building = site.buildings[front.index]
            building.tags["addr:street"] = way.name
            building.tags["addr:housenumber"] = str(number)
            number += 2
            placed.append(front.index)
            fronts.append(front)
            where += width
        where += dice.between(*style.gap) if placed else 2.0
    return fronts


def _house(site, way, side, where, width, offset, depth, style, row, dice):
    """One house at `where` metres along the street, or None when it does not fit."""
    start, end = point_along(way.points, where), point_along(way.points, where + width)
    if style.closed:
        # Neighbours share the station between them, so a row bends with the street without gaps.
        n0 = times(left_of(direction_along(way.points, where, 9.0)), side)
        n1 = times(left_of(direction_along(way.points, where + width, 9.0)), side)
        f0, f1 = plus(start, times(n0, offset)), plus(end, times(n1, offset))
        b0, b1 = plus(start, times(n0, offset + depth)), plus(end, times(n1, offset + depth))
        f0, f1 = _drawn_in(f0, f1)
        b0, b1 = _drawn_in(b0, b1)
    else:
        along = unit(minus(end, start))
        inward = times(left_of(along), side)
        f0 = plus(start, times(inward, offset))
        f1, b0 = plus(f0, times(along, width)), plus(f0, times(inward, depth))
        b1 = plus(b0, times(along, width))
    if distance(b0, b1) < 0.7 * width or distance(f0, f1) < 0.7 * width:
        return None
    body = [f0, f1, b1, b0]
    if not site.free([body], 3.2, beside=row[-1:]):
        return None
    along = unit(minus(f1, f0))
    inward = times(left_of(along), side)
    outline, parts = body, [body]
    if dice.chance(style.wing):
        outline, parts = _with_wing(site, f0, f1, b0, b1, inward, style, row, dice)
    elif not style.closed and dice.chance(0.55):
        outline, parts = _with_bay(site, f0, f1, b0, b1, inward, dice)
    levels = dice.whole(*style.levels)
    index = site.add(Building(style.kind, outline, parts, levels))
    return Front(index, style, mix(f0, f1, 0.5), along, inward, width, depth)


def _drawn_in(a, b):
    pull = times(unit(minus(b, a)), WALL_GAP / 2)
    return plus(a, pull), minus(b, pull)


def _with_wing(site, f0, f1, b0, b1, inward, style, row, dice):
    """The body with a narrower wing behind it, at one side or the other."""
    big = style.kind == "apartments"
    reach = dice.between(4.0, 9.0) if big else dice.between(2.5, 4.0)
    t0, t1 = (0.03, dice.between(0.4, 0.55)) if dice.chance(0.5) else (dice.between(0.45, 0.6), 0.97)
    w0, w1 = mix(b0, b1, t0), mix(b0, b1, t1)
    o0, o1 = plus(w0, times(inward, reach)), plus(w1, times(inward, reach))
    wing = [w0, w1, o1, o0]
    body = [f0, f1, b1, b0]
    if not site.free([wing], 0.6, beside=row[-1:]):
        return body, [body]
    return [f0, f1, b1, w1, o1, o0, w0, b0], [body, wing]


def _with_bay(site, f0, f1, b0, b1, inward, dice):
    """A detached house is seldom a plain box: half of them get a deeper part."""
    reach = dice.between(2.0, 4.0)
    t = dice.between(0.35, 0.6)
    body = [f0, f1, b1, b0]
    first = dice.chance(0.5)
    w0, w1 = (b0, mix(b0, b1, t)) if first else (mix(b0, b1, t), b1)
    o0, o1 = plus(w0, times(inward, reach)), plus(w1, times(inward, reach))
    bay = [w0, w1, o1, o0]
    if not site.free([bay], 2.5):
        return body, [body]
    outline = [f0, f1, b1, w1, o1, o0] if first else [f0, f1, o1, o0, w0, b0]
    return outline, [body, bay]


# Behind the houses

def fill_yards(site, fronts, dice):
    """Garages beside and sheds behind the houses."""
    for front in fronts:
        if dice.chance(front.style.garage):
            side = 1 if dice.chance(0.5) else -1
            _add_small(site, front, "garage", side * (front.width / 2 + 2.1), dice.between(4.0, 8.0), 3.1, 6.0, 0.3)
        if dice.chance(front.style.shed):
            _add_small(site, front, "shed", dice.between(-0.5, 0.5) * front.width,
                       front.depth + dice.between(9.0, 16.0), dice.between(3.0, 4.5), dice.between(2.6, 5.0), 1.5)


def _add_small(site, front, kind, aside, behind, width, depth, margin):
    centre = plus(front.base, plus(times(front.along, aside), times(front.inward, behind + depth / 2)))
    body = box(centre, front.along, width, depth)
    if site.free([body], margin, street_margin=4.0):
        site.add(Building(kind, body, [body]))


# Inside the blocks

def estate(site, block, direction, size, spacing, levels, dice):
    """Slabs in open rows, as built in the fifties to seventies; returns a path along the entrances of each."""
    aside = left_of(direction)
    corners = [minus(p, block.centre) for p in block.outline]
    low_u, high_u = min(dot(p, direction) for p in corners), max(dot(p, direction) for p in corners)
    low_v, high_v = min(dot(p, aside) for p in corners), max(dot(p, aside) for p in corners)
    paths = []
    v = low_v + 14.0
    while v < high_v:
        u, built = low_u + dice.between(6.0, 22.0), False
        while u < high_u:
            slab = dice.between(*size)
            depth = dice.between(11.0, 12.5)
            centre = plus(block.centre, plus(times(direction, u + slab / 2), times(aside, v)))
            body = box(centre, direction, slab, depth)
            if all(contains(block.outline, p) for p in body) and site.free([body], 11.0, street_margin=5.5):
                outline, parts = _stepped(site, centre, direction, slab, depth, dice)
                site.add(Building("apartments", outline, parts, dice.whole(*levels)))
                edge = -depth / 2 - 3.5
                paths.append(in_frame(centre, direction, [(-slab / 2 - 14, edge), (-slab / 2, edge),
                                                          (slab / 2, edge), (slab / 2 + 14, edge)]))
                u, built = u + slab + dice.between(14.0, 20.0), True
            else:
                u += 4.0
        v += spacing if built else 5.0
    return paths


def _stepped(site, centre, direction, slab, depth, dice):
    """A slab in two halves set off against each other, as many of that time are."""
    body = box(centre, direction, slab, depth)
    shift = dice.pick((-2.0, 0.0, 2.0))
    left = in_frame(centre, direction, [(-slab / 2, -depth / 2), (0, -depth / 2),
                                        (0, depth / 2), (-slab / 2, depth / 2)])
    right = in_frame(centre, direction, [(0, -depth / 2 + shift), (slab / 2, -depth / 2 + shift),
                                         (slab / 2, depth / 2 + shift), (0, depth / 2 + shift)])
    if shift == 0.0 or not site.free([left, right], 9.0, street_margin=3.5):
        return body, [body]
    return [left[0], left[1], right[0], right[1], right[2], right[3], left[2], left[3]], [left, right]


def garage_rows(site, ways, dice):
    """Garages wall to wall along the drives that lead into the blocks, on both sides where there is room."""
    for way in ways:
        total = line_length(way.points)
        for side in (1, -1):
            where = min(26.0, total * 0.45)
            while where < total - 6.0:
                row = 3.0 * dice.whole(3, 6)
                while row >= 6.0 and not _garage_row(site, way, side, where, row):
                    row -= 3.0
                where += row + 1.5 if row >= 6.0 else 3.0


def _garage_row(site, way, side, where, row):
    start, end = point_along(way.points, where), point_along(way.points, where + row)
    if distance(start, end) < row * 0.97:
        return False
    along = unit(minus(end, start))
    inward = times(left_of(along), side)
    body = box(plus(mix(start, end, 0.5), times(inward, HALF_WIDTH["service"] + 4.6)), along, row, 5.8)
    if not site.free([body], 0.8, street_margin=0.6):
        return False
    site.add(Building("garages", body, [body]))
    return True


def garden_huts(site, ground, plots, dice):
    """A hut in most plots of the allotments."""
    for centre, direction in plots:
        if dice.chance(0.85):
            at = plus(centre, (dice.between(-2.5, 2.5), dice.between(-2.5, 2.5)))
            body = box(at, direction, dice.between(3.4, 5.0), dice.between(3.0, 4.4))
            if all(contains(ground, p) for p in body) and site.free([body], 2.0, street_margin=1.0, inside=ground):
                site.add(Building("shed", body, [body]))
