"""Parks, land use, public buildings and other places that people name when they talk about a neighbourhood."""

from dataclasses import dataclass, field

from buildings import Building
from geometry import box, distance, in_frame, inset, plus, rounded, smooth, times, to_centimetre, unit
import plan


@dataclass
class Land:
    tags: dict
    outline: list
    holes: list = field(default_factory=list)


@dataclass
class Spot:
    """A place that is a single OSM node."""
    tags: dict
    at: tuple


# Land

# Whole blocks that are green: a point in the block, tags, distance kept from the middle of the streets.
_GREEN_BLOCKS = [
    ((-421, -19), {"leisure": "park", "name": "Bürgerpark"}, 5.5),
    ((38, 506), {"landuse": "cemetery", "name": "Nordfriedhof"}, 6.0),
    ((783, -163), {"leisure": "park", "name": "Zechenpark"}, 6.0),
    ((720, -470), {"landuse": "forest", "name": "Haldenwald"}, 6.0),
    ((-743, -431), {"landuse": "allotments", "name": "Kleingärten Glückauf"}, 7.5),
    ((593, -258), {"landuse": "industrial", "name": "Gewerbepark Zeche"}, 4.5),
    ((753, 480), {"landuse": "meadow"}, 5.0),
]

_POND = rounded((-424, -30), (56, 27, 50, 33))
_MEADOW_IN_PARK = rounded((-296, -22), (26, 20, 30, 28), corners=4)

# Smaller land inside blocks, drawn by hand.
_DRAWN = [
    ({"natural": "water", "water": "pond", "name": "Parkteich"}, _POND),
    ({"landuse": "meadow"}, _MEADOW_IN_PARK),
    ({"leisure": "playground", "name": "Spielplatz Bürgerpark"}, box((-268, 28), (0.98, 0.1), 52, 26)),
    ({"leisure": "pitch", "sport": "soccer", "name": "Bolzplatz am Teich"}, box((-548, -46), (0.2, 0.98), 44, 26)),
    ({"leisure": "playground", "name": "Spielplatz Kolonie"}, box((-262, -504), (0.98, 0.15), 34, 24)),
    ({"leisure": "playground", "name": "Spielplatz Hochfeld"}, box((566, 366), (0.64, -0.77), 38, 26)),
    ({"leisure": "playground", "name": "Spielplatz Turmweg"}, box((236, 470), (0.99, -0.12), 26, 30)),
    ({"leisure": "playground", "name": "Spielplatz Eschenweg"}, box((-346, 226), (0.35, 0.94), 36, 22)),
    ({"leisure": "pitch", "sport": "basketball", "name": "Korbplatz Bahnhofsviertel"},
     box((262, -470), (1, 0), 30, 18)),
    ({"leisure": "pitch", "sport": "soccer", "name": "Schulsportplatz"}, box((84, 372), (0.99, -0.12), 52, 28)),
    ({"leisure": "pitch", "sport": "soccer", "name": "Kunstrasenplatz"}, box((302, 622), (0.99, -0.14), 104, 62)),
    ({"leisure": "pitch", "sport": "multi"}, box((408, 606), (0.99, -0.14), 58, 38)),
    ({"leisure": "sports_centre", "name": "Sportpark Nordring"},
     [(184, 596), (330, 571), (452, 551), (462, 642), (248, 676), (190, 664)]),
    ({"amenity": "marketplace", "name": "Marktplatz"}, [(-117, -70), (-76, -58), (-60, -14), (-119, -20)]),
    ({"landuse": "allotments", "name": "Kleingärten am Bahnhof"},
     [(292, -540), (424, -516), (500, -470), (566, -440), (582, -510), (452, -562), (300, -582)]),
    ({"landuse": "meadow"}, [(-816, -516), (-700, -491), (-664, -486), (-606, -554), (-420, -568), (-200, -578),
                             (0, -586), (140, -578), (152, -613), (-60, -612), (-420, -595), (-700, -584),
                             (-858, -542)]),
    ({"landuse": "meadow"}, [(768, 30), (826, 60), (794, 160), (824, 300), (790, 396), (752, 384), (748, 240),
                             (716, 190)]),
]

# Land outside the boundary: tags, first and last index into the boundary, corners beyond.
_OUTSIDE = [
    ({"landuse": "forest", "name": "Stadtwald"}, 26, 30, [(-1000, -262), (-1000, 520), (-796, 508)]),
    ({"landuse": "farmland"}, 16, 25, [(-786, 530), (-1000, 572), (-1000, 820), (1000, 820), (1000, 716),
                                       (772, 584)]),
    ({"landuse": "farmland"}, 8, 14, [(800, 572), (1000, 682), (1000, -322), (834, -310)]),
    ({"landuse": "meadow"}, 7, 8, [(838, -330), (1000, -342), (1000, -424), (810, -508)]),
    ({"landuse": "meadow"}, 30, 31, [(-1000, -440), (-1000, -280)]),
]

_CLEARING = smooth([(-940, 120), (-902, 150), (-890, 220), (-912, 262), (-952, 240), (-962, 170), (-940, 120)])[:-1]

_SOUTH = [
    ({"landuse": "meadow"}, [(-1000, -594), (-700, -630), (-350, -646), (-60, -660), (176, -662), (184, -800),
                             (-1000, -800)]),
    ({"landuse": "farmland"}, [(206, -662), (300, -656), (560, -618), (800, -546), (1000, -464), (1000, -800),
                               (208, -800)]),
]

_FIELDS = [
    ({"landuse": "forest", "name": "Feldgehölz"},
     smooth([(560, 720), (640, 700), (700, 730), (660, 780), (580, 770), (560, 720)])[:-1]),
    ({"natural": "water", "name": "Feldteich"}, rounded((-500, -720), (40, 18, 34, 20))),
]


def land(blocks):
    """All land use except the residential areas."""
    result = []
    for point, tags, margin in _GREEN_BLOCKS:
        result.append(Land(tags, inset(blocks.at(point).outline, margin)))
    result += [Land(tags, list(outline)) for tags, outline in _DRAWN + _SOUTH + _FIELDS]
    for tags, first, last, beyond in _OUTSIDE:
        result.append(Land(tags, plan.BOUNDARY[first:last + 1] + list(beyond)))
    forest = next(piece for piece in result if piece.tags.get("name") == "Stadtwald")
    forest.holes.append(_CLEARING)
    for piece in result:
        piece.outline = [to_centimetre(p) for p in piece.outline]
        piece.holes = [[to_centimetre(p) for p in hole] for hole in piece.holes]
    return result


# Public and large buildings

def _rectangle(width, depth):
    return lambda at, along: (box(at, along, width, depth), [box(at, along, width, depth)])


def _angle(width, depth, wing_width, wing_depth):
    """A main range with a wing at its left end."""
    def build(at, along):
        body = in_frame(at, along, [(-width / 2, 0), (width / 2, 0), (width / 2, depth), (-width / 2, depth)])
        wing = in_frame(at, along, [(-width / 2, depth), (-width / 2 + wing_width, depth),
                                    (-width / 2 + wing_width, depth + wing_depth), (-width / 2, depth + wing_depth)])
        return body[:3] + [wing[1], wing[2], wing[3]], [body, wing]
    return build


def _two_wings(width, depth, wing_width, wing_depth):
    """A main range with wings at both ends, open to the garden."""
    def build(at, along):
        body = in_frame(at, along, [(-width / 2, 0), (width / 2, 0), (width / 2, depth), (-width / 2, depth)])
        right = in_frame(at, along, [(width / 2 - wing_width, depth), (width / 2, depth),
                                     (width / 2, depth + wing_depth), (width / 2 - wing_width, depth + wing_depth)])
        left = in_frame(at, along, [(-width / 2, depth), (-width / 2 + wing_width, depth),
                                    (-width / 2 + wing_width, depth + wing_depth), (-width / 2, depth + wing_depth)])
        return [body[0], body[1], right[2], right[3], right[0], left[1], left[2], left[3]], [body, right, left]
    return build


def _church(size):
    """Tower, nave, transept and apse from west to east."""
    def build(at, along):
        def frame(points):
            return in_frame(at, along, [(u * size, v * size) for u, v in points])
        outline = frame([(-20, -3.5), (-13, -3.5), (-13, -6.5), (3, -6.5), (3, -10), (11, -10), (11, -6.5), (15, -6.5),
                         (19, -3), (19, 3), (15, 6.5), (11, 6.5), (11, 10), (3, 10), (3, 6.5), (-13, 6.5), (-13, 3.5),
                         (-20, 3.5)])
        parts = [frame([(-20, -3.5), (-13, -3.5), (-13, 3.5), (-20, 3.5)]),
                 frame([(-13, -6.5), (15, -6.5), (19, -3), (19, 3), (15, 6.5), (-13, 6.5)]),
                 frame([(3, -10), (11, -10), (11, 10), (3, 10)])]
        return outline, parts
    return build


_ALONG_SCHOOL_STREET = unit((1, -0.13))

# kind of building, tags, shape, place, direction, storeys
_PUBLIC = [
    ("church", {"amenity": "place_of_worship", "religion": "christian", "name": "Kirche St. Barbara"},
     _church(1.0), (-128, 44), (0.97, 0.24), 1),
    ("civic", {"amenity": "community_centre", "name": "Bürgerhaus am Markt"},
     _angle(30, 13, 13, 14), (-134, -58), (-0.06, 1.0), 2),
    ("civic", {"amenity": "library", "name": "Stadtteilbücherei"}, _rectangle(24, 14), (-168, -32), (0.99, 0.11), 2),
    ("school", {"amenity": "school", "name": "Grundschule am Park"},
     _two_wings(58, 13, 13, 18), (-474, -206), (0.93, 0.36), 2),
    ("school", {"name": "Sporthalle"}, _rectangle(34, 19), (14, 366), _ALONG_SCHOOL_STREET, 1),
    ("kindergarten", {"amenity": "kindergarten", "name": "Kita Wirbelwind"},
     _angle(28, 12, 11, 9), (222, 250), (0.98, -0.1), 1),
    ("kindergarten", {"amenity": "kindergarten", "name": "Kita Hochfeld"},
     _angle(30, 12, 12, 10), (484, 176), (0.96, -0.28), 1),
    ("kindergarten", {"amenity": "kindergarten", "name": "Familienzentrum Kolonie"},
     _two_wings(32, 11, 9, 8), (-160, -394), (0.98, 0.16), 1),
    ("civic", {"amenity": "community_centre", "name": "Jugendtreff Lok"}, _rectangle(36, 15), (246, -440), (1, 0.0), 1),
    ("civic", {"amenity": "community_centre", "name": "Nachbarschaftstreff Hochfeld"},
     _angle(24, 12, 10, 8), (640, 426), (0.87, 0.5), 1),
    ("civic", {"amenity": "place_of_worship", "religion": "muslim", "name": "Moschee am Bahnhof"},
     _rectangle(19, 17), (312, -330), (0.99, 0.1), 2),
    ("civic", {"amenity": "social_facility", "social_facility": "nursing_home", "name": "Seniorenhaus Lindenhof"},
     _two_wings(50, 13, 13, 22), (-206, 110), (1, 0.05), 3),
    ("retail", {"shop": "supermarket", "name": "Supermarkt Mittelstraße"}, _rectangle(46, 30), (178, -150), (1, 0.04), 1),
    ("retail", {"shop": "supermarket", "name": "Lebensmittel Hochfeld"}, _rectangle(30, 22), (402, 304), (0.8, 0.6), 1),
    ("train_station", {"name": "Bahnhof Musterquartier"}, _rectangle(30, 11), (214, -576), (0.99, 0.02), 2),
    ("civic", {"name": "Friedhofskapelle"}, _rectangle(15, 9), (66, 526), (1, -0.05), 1),
    ("civic", {"name": "Vereinsheim"}, _rectangle(24, 12), (216, 640), (0.99, -0.14), 1),
    ("civic", {"name": "Vereinshaus Kleingärten"}, _rectangle(14, 9), (-770, -436), (0.96, 0.2), 1),
    # The works on the ground of the old pit.
    ("industrial", {}, _angle(46, 32, 22, 22), (468, -206), (0.97, 0.24), 1),
    ("industrial", {}, _rectangle(40, 44), (480, -262), (0.98, 0.2), 1),
    ("industrial", {}, _rectangle(52, 34), (500, -364), (0.8, -0.6), 1),
    ("commercial", {"name": "Handwerkerhof"}, _angle(58, 26, 20, 24), (602, -286), (1, -0.02), 2),
    ("industrial", {}, _rectangle(60, 40), (586, -160), (0.99, 0.14), 1),
    ("commercial", {}, _rectangle(46, 40), (664, -158), (0.99, 0.14), 2),
    ("commercial", {"name": "Ausbildungswerkstatt"}, _rectangle(38, 24), (608, -394), (0.97, 0.1), 2),
    ("industrial", {}, _rectangle(50, 30), (682, -374), (0.97, 0.2), 1),
    ("warehouse", {}, _rectangle(24, 36), (728, -280), (0.98, 0.2), 1),
    ("tower", {"man_made": "headframe", "historic": "mine", "name": "Förderturm"}, _rectangle(13, 13),
     (656, -272), (0.9, 0.44), 5),
    ("commercial", {}, _angle(40, 18, 16, 14), (404, -456), (0.97, 0.2), 1),
    # Farm beyond the boundary.
    ("farm", {}, _rectangle(18, 12), (-468, 744), (0.95, 0.3), 2),
    ("farm_auxiliary", {}, _rectangle(36, 14), (-444, 774), (0.95, 0.3), 1),
    ("farm_auxiliary", {}, _rectangle(16, 24), (-500, 770), (0.95, 0.3), 1),
]


def build_public(site):
    """Puts up the public and large buildings; one that does not fit is a mistake in the plan and stops the run."""
    for kind, tags, shape, at, along, levels in _PUBLIC:
        outline, parts = shape(at, unit(along))
        if not site.free(parts, 2.0, street_margin=1.0):
            raise ValueError(f"no room for {tags.get('name', kind)} at {at}")
        site.add(Building(kind, outline, parts, levels, dict(tags)))
    site.add(_school_with_courtyard())


def _school_with_courtyard():
    """The comprehensive school: a closed square round a yard, stored as a multipolygon with an inner ring."""
    at, along = (62, 288), _ALONG_SCHOOL_STREET
    outer = box(at, along, 76, 52)
    inner = [to_centimetre(p) for p in reversed(box(plus(at, times(along, 4)), along, 40, 24))]
    return Building("school", outer, [outer], 3, {"amenity": "school", "name": "Gesamtschule Musterquartier"}, inner)


# Single spots

_SPOTS = [
    ({"amenity": "pharmacy", "name": "Glückauf-Apotheke"}, (66, -52)),
    ({"amenity": "doctors", "name": "Praxis am Markt"}, (-22, -30)),
    ({"amenity": "doctors", "name": "Kinderarztpraxis Bahnhofstraße"}, (62, -250)),
    ({"amenity": "doctors", "name": "Hausarztpraxis Nordring"}, (-196, 596)),
    ({"shop": "bakery", "name": "Backstube am Park"}, (-226, -132)),
    ({"shop": "kiosk", "name": "Trinkhalle Kolonieweg"}, (-306, -446)),
    ({"shop": "kiosk", "name": "Trinkhalle Bahnhofstraße"}, (122, -500)),
    ({"amenity": "social_facility", "name": "Beratungsladen Bahnhofstraße"}, (40, -318)),
    ({"amenity": "social_facility", "name": "Sprachcafé Hüttenviertel"}, (-170, -152)),
    ({"amenity": "cafe", "name": "Café Lore"}, (-58, -36)),
    ({"amenity": "fire_station", "name": "Freiwillige Feuerwehr"}, (-300, -164)),
    ({"railway": "halt", "name": "Musterquartier"}, plan.HALT),
]

# Bus stops: name, street, which side, how far along it.
BUS_STOPS = [
    ("Markt", "Hüttenstraße", 1010), ("Markt", "Kirchstraße", 60), ("Bürgerpark", "Hüttenstraße", 640),
    ("Hochfeld", "Hüttenstraße", 1560), ("Schulstraße", "Kirchstraße", 330), ("Nordring", "Kirchstraße", 660),
    ("Bahnhof", "Bahnhofstraße", 480), ("Barbarastraße", "Bahnhofstraße", 300), ("Zechenpark", "Zechenstraße", 560),
    ("Kolonie", "Steigerstraße", 420), ("Gartenstadt", "Zechenstraße", 330), ("Waldstraße", "Hüttenstraße", 270),
]


def spots(fronts):
    """Practices and shops move into the ground floor of the nearest house; the railway halt stays on the rail."""
    result = []
    for tags, at in _SPOTS:
        if "railway" not in tags:
            front = min(fronts, key=lambda front: distance(front.base, at))
            at = to_centimetre(plus(front.base, times(front.inward, 3.0)))
        result.append(Spot(dict(tags), at))
    return result
