"""400 contributions of residents and professionals: where they lie, what they are about, what they say.

Words come first and look for a place they fit; contributions without words then fill every area up to the number of
voices its profile states. So the spatial structure is exact and the words are believable.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from areas import PROFILES
from dice import Dice
from geometry import (Grid, anticlockwise, centroid, contains, direction_along, distance, distance_to_outline, left_of,
                      line_length, minus, part_of_line, plus, point_along, times, to_centimetre, unit)
from quarter import SEED
from streets import HALF_WIDTH
from texts import Words, all_words

NEEDS = 188         # of 400: 47 to 53
FIRST_DAY, DAYS = date(2025, 3, 10), 110

# Drawn as lines and areas, without words.
_SILENT_SHAPES = [("Bedarf", "mobility", "line:Schulstraße:20:250"), ("Ressource", "youth", "zone:Spielplatz Turmweg")]

# Where marks without words lie, by theme.
_THEME_PLACES = {
    "learning": ("school", "kita", "home", "Stadtteilbücherei"),
    "meeting": ("centre", "park", "street", "home", "Marktplatz"),
    "youth": ("playground", "pitch", "street", "school"),
    "health": ("park", "trail", "doctors", "pitch", "home"),
    "culture": ("centre", "street", "Förderturm", "Marktplatz"),
    "work": ("works", "home", "shop", "street"),
    "advice": ("centre", "home", "street"),
    "housing": ("home", "flat"),
    "mobility": ("crossing", "street", "stop", "trail"),
    "safety": ("path", "street", "crossing", "playground"),
    "green": ("park", "street", "allotments", "home"),
    "language": ("centre", "school", "kita", "home"),
}
_THEME_WEIGHTS = (8, 9, 12, 8, 6, 5, 6, 10, 13, 11, 10, 5)

_THEME_PHASES = {
    "learning": ("day_care_to_school", "primary", "lower_secondary"), "youth": ("primary", "lower_secondary"),
    "work": ("school_to_work", "adults"), "health": ("early_childhood", "adults", "older_people"),
    "language": ("day_care_to_school", "adults"), "meeting": ("adults", "older_people"),
    "mobility": ("primary", "adults", "older_people"),
}
_ANY_PHASE = ("early_childhood", "primary", "adults", "adults", "older_people")

_LANGUAGES, _LANGUAGE_WEIGHTS = ("de", "tr", "ar", "uk", "pl", "en"), (60, 12, 10, 7, 6, 5)


@dataclass
class Contribution:
    words: Words
    shape: str          # Point, LineString or Polygon
    points: list
    date: date
    support: int


def make(quarter, outlines):
    """All contributions, ordered by date as a workshop would have received them."""
    dice = Dice(SEED, 7)
    places = _Places(quarter, outlines)
    left = {key: profile.voices for key, profile in PROFILES.items()}
    placed = _place_words(places, left, dice)
    placed += _fill_up(places, left, placed, dice)
    result = []
    for words, shape, points in placed:
        day = FIRST_DAY + timedelta(days=dice.whole(0, DAYS - 1))
        result.append(Contribution(words, shape, points, day, _support(dice)))
    return sorted(dice.shuffled(result), key=lambda contribution: contribution.date)


def _support(dice):
    """Mostly none or a few, seldom many."""
    share = dice.between(0.0, 1.0)
    return int(31 * share * share * share * share * share * share)


def _place_words(places, left, dice):
    """Words that name one place first, because they have no choice; then the others, where voices are still missing."""
    words = all_words() + [Words(kind, theme, "Quartier", place, "", "", "de") for kind, theme, place in _SILENT_SHAPES]
    named = [w for w in words if not places.is_kind(w.place)]
    free = [w for w in words if places.is_kind(w.place)]
    placed = []
    for item in dice.shuffled(named) + dice.shuffled(free):
        if ":" in item.place and not item.place.startswith("home"):
            shape, points, key = places.shape(item.place)
        else:
            shape = "Point"
            point, key = _best_spot(places, item, left, dice)
            points = [point]
            places.take(point)
        if left[key] == 0:
            raise ValueError(f"no voices left in area {key} for: {item.text}")
        left[key] -= 1
        placed.append((item, shape, points))
    return placed


def _best_spot(places, item, left, dice):
    """One of several possible spots, preferring areas that still lack voices and that lean to this kind."""
    spots = [places.spot(item.place, dice) for _ in range(14)]
    spots = [spot for spot in spots if spot]
    if not spots:
        raise ValueError(f"found no spot at {item.place}")
    weights = []
    for _, key in spots:
        lean = PROFILES[key].needs if item.kind == "Bedarf" else 1 - PROFILES[key].needs
        weights.append(left[key] * lean + 1e-9)
    return dice.weighted(spots, weights)


def _fill_up(places, left, placed, dice):
    """Contributions without words until every area has its voices and the needs are NEEDS."""
    slots = [key for key in PROFILES for _ in range(left[key])]
    missing_needs = NEEDS - len([1 for words, _, _ in placed if words.kind == "Bedarf"])
    leaning = sorted(((PROFILES[key].needs + dice.between(-0.3, 0.3), i) for i, key in enumerate(slots)), reverse=True)
    needs = {i for _, i in leaning[:missing_needs]}
    result = []
    for i, key in enumerate(slots):
        theme, point = None, None
        while point is None:
            theme = dice.weighted(tuple(_THEME_PLACES), _THEME_WEIGHTS)
            point = places.spot_in(key, dice.pick(_THEME_PLACES[theme]), dice)
        places.take(point)
        phase = dice.pick(_THEME_PHASES.get(theme, _ANY_PHASE)) if dice.chance(0.6) else ""
        perspective = "Fachkraft" if dice.chance(0.1) else "Quartier"
        lang = dice.weighted(_LANGUAGES, _LANGUAGE_WEIGHTS) if perspective == "Quartier" else "de"
        kind = "Bedarf" if i in needs else "Ressource"
        result.append((Words(kind, theme, perspective, "", phase, "", lang), "Point", [point]))
    return result


class _Places:
    """Finds spots by kind or name of place. A spot is a point and the key of its area."""

    _TRIES = 60

    def __init__(self, quarter, outlines):
        self._outlines = outlines
        self._ways = {}
        for way in quarter.ways:
            if way.name and line_length(way.points) > line_length(self._ways.get(way.name, way).points) - 1:
                self._ways[way.name] = way
        self._land = {piece.tags["name"]: piece for piece in quarter.land if "name" in piece.tags}
        self._water = [piece.outline for piece in quarter.land if piece.tags.get("natural") == "water"]
        self._houses = Grid()
        for house in quarter.buildings:
            self._houses.add(house.outline, house.outline)
        self._taken = Grid()
        self._sources = {}
        self._collect(quarter)

    # What lies where

    def _collect(self, quarter):
        for name, way in self._ways.items():
            self._enter(name, "beside", way)
        for way in quarter.ways:
            if way.kind in ("residential", "living_street", "secondary") and "bridge" not in way.tags:
                for _ in range(1 + int(line_length(way.points) / 150)):
                    self._enter("street", "beside", way)
            elif way.kind in ("footway", "steps"):
                self._enter("path", "beside", way)
            elif way.kind == "cycleway":
                self._enter("trail", "beside", way)
        for piece in quarter.land:
            for kind in (piece.tags.get("leisure"), piece.tags.get("landuse")):
                if kind in ("park", "playground", "pitch", "allotments"):
                    self._enter(kind, "in", piece.outline)
            if "name" in piece.tags:
                self._enter(piece.tags["name"], "shore" if piece.outline in self._water else "in", piece.outline)
        for house in quarter.buildings:
            self._collect_house(house)
        for spot in quarter.spots:
            kind = {"doctors": "doctors", "social_facility": "centre"}.get(spot.tags.get("amenity"))
            if spot.tags.get("highway") == "bus_stop":
                kind = "stop"
            elif "shop" in spot.tags:
                kind = "shop"
            self._enter(spot.tags["name"], "near", spot.at)
            if kind:
                self._enter(kind, "near", spot.at)
        for front in quarter.fronts:
            for kind in ("home", "flat") if front.style.kind == "apartments" else ("home",):
                self._enter(kind, "front", front)
        for block in quarter.blocks.all:
            if block.style == "estate" and block.area == "04":
                for kind in ("estate", "flat", "flat", "home"):
                    self._enter(kind, "in", block.outline)
        for point in _corners(quarter.ways):
            self._enter("crossing", "near", point)

    def _collect_house(self, house):
        amenity = house.tags.get("amenity")
        kinds = {"school": "school", "kindergarten": "kita", "community_centre": "centre"}
        if amenity in kinds:
            self._enter(kinds[amenity], "house", house.outline)
        if "shop" in house.tags:
            self._enter("shop", "house", house.outline)
        if house.kind in ("industrial", "commercial", "warehouse"):
            self._enter("works", "house", house.outline)
        if "name" in house.tags:
            self._enter(house.tags["name"], "house", house.outline)

    def _enter(self, name, how, what):
        self._sources.setdefault(name, []).append((how, what))

    def is_kind(self, name):
        """Kinds of place are written small, names with a capital letter."""
        return name[0].islower() and not name.startswith(("line:", "zone:", "home:"))

    # Spots

    def spot(self, name, dice):
        """A point at a place and its area, or None when chance found none."""
        name, _, wanted = name.partition(":")
        if name not in self._sources:
            raise ValueError(f"no such place: {name}")
        for _ in range(self._TRIES * 3):
            how, what = dice.pick(self._sources[name])
            point = to_centimetre(self._draw(how, what, dice))
            key = self._key_at(point)
            if key and (not wanted or key == wanted) and self._plausible(how, point):
                return point, key
        return None

    def spot_in(self, key, name, dice):
        """A point at a place in one area, or None when the area has no such place."""
        sources = self._sources[name]
        for _ in range(self._TRIES):
            how, what = dice.pick(sources)
            point = to_centimetre(self._draw(how, what, dice))
            if contains(self._outlines[key], point) and self._key_at(point) and self._plausible(how, point):
                return point
        return None

    def _draw(self, how, what, dice):
        if how == "beside":
            where = dice.between(0.0, 1.0) * line_length(what.points)
            aside = (HALF_WIDTH[what.kind] + dice.between(0.6, 1.8)) * dice.pick((1, -1))
            return plus(point_along(what.points, where), times(left_of(direction_along(what.points, where)), aside))
        if how == "near":
            return plus(what, (dice.between(-7.0, 7.0), dice.between(-7.0, 7.0)))
        if how == "front":
            return plus(what.base, plus(times(what.inward, -dice.between(1.2, 2.4)),
                                        times(what.along, dice.between(-0.4, 0.4) * what.width)))
        if how == "shore":
            return self._shore(what, dice)
        xs, ys = [p[0] for p in what], [p[1] for p in what]
        for _ in range(400):
            point = (dice.between(min(xs), max(xs)), dice.between(min(ys), max(ys)))
            if contains(what, point):
                return point
        return what[0]

    @staticmethod
    def _shore(outline, dice):
        i = dice.whole(0, len(outline) - 1)
        a, b = outline[i - 1], outline[i]
        outward = times(left_of(unit(minus(b, a))), -dice.between(2.5, 6.0))
        return plus(a, plus(times(minus(b, a), dice.between(0.0, 1.0)), outward))

    def _key_at(self, point):
        """The area of a point that lies clearly in it, not on a border."""
        for key, outline in self._outlines.items():
            if contains(outline, point):
                return key if distance_to_outline(outline, point) > 0.5 else None
        return None

    def _plausible(self, how, point):
        """Not in a house unless the place is that house, not in the water, and not on top of an earlier mark."""
        if any(contains(water, point) for water in self._water):
            return False
        if how != "house" and any(contains(house, point) for house in self._houses.near([point])):
            return False
        return all(distance(point, other) >= 2.0 for other in self._taken.near([point], 2.0))

    def take(self, point):
        """From now on no other mark lies here."""
        self._taken.add([point], point)

    # Lines and areas

    def shape(self, place):
        """The geometry of a "line:" or "zone:" place with the area its middle lies in."""
        kind, name, *limits = place.split(":")
        if kind == "line":
            start, end = (float(limit) for limit in limits)
            points = [to_centimetre(p) for p in part_of_line(self._ways[name].points, start, end)]
            middle = point_along(points, line_length(points) / 2)
            return "LineString", points, self._nearest_key(middle)
        outline = anticlockwise(self._land[name].outline)
        return "Polygon", outline, self._nearest_key(centroid(outline))

    def _nearest_key(self, point):
        """Also for a point on a border street, where it counts to the first of the two areas."""
        for key, outline in self._outlines.items():
            if contains(outline, point) or distance_to_outline(outline, point) < 0.05:
                return key
        raise ValueError(f"{point} lies outside the Quartier")


def _corners(ways):
    """Vertices where three or more stretches of driveable street meet."""
    stretches = {}
    for way in ways:
        if way.kind in ("residential", "secondary"):
            for i, point in enumerate(way.points):
                stretches[point] = stretches.get(point, 0) + (1 if i in (0, len(way.points) - 1) else 2)
    return [point for point in sorted(stretches) if stretches[point] >= 3]
