"""Builds the whole neighbourhood in memory: streets, blocks, land, buildings, spots."""

from dataclasses import dataclass

import buildings
import places
import plan
from blocks import Blocks, dissolve, find_blocks, with_boundary_crossings
from dice import Dice
from geometry import (beside, contains, distance, left_of, line_length, minus, plus, point_along, times,
                      to_centimetre, unit)
from streets import BLOCK_BOUNDING, Way, carry_over, lay

SEED = 4711

PAVEMENT = 8.4      # from the middle of a main street to its pavements, which are ways of their own


@dataclass
class Quarter:
    ways: list
    rail: list
    boundary: list
    blocks: Blocks
    land: list
    buildings: list
    fronts: list
    spots: list


def build():
    ways = carry_over(lay(plan.STREETS, []), plan.RAIL)
    boundary = with_boundary_crossings([(float(x), float(y)) for x, y in plan.BOUNDARY], ways)
    blocks = find_blocks([way for way in ways if way.kind in BLOCK_BOUNDING], boundary)
    blocks.describe(plan.BLOCKS)
    land = places.land(blocks)

    ways += lay(plan.PATHS, ways)
    ways += lay(_pavements(ways), ways)
    drives = lay([("service", "", controls) for controls in plan.DRIVES], ways)
    ways += drives

    site = buildings.Site(ways + [Way("rail", "", plan.RAIL)], (plan.WEST + 25, plan.SOUTH + 15, plan.EAST - 25,
                                                                plan.NORTH - 15))
    places.build_public(site)
    site.keep_free([piece.outline for piece in land])
    ways += _estates(site, blocks, ways)
    buildings.garage_rows(site, drives, Dice(SEED, 2))
    fronts = buildings.line_streets(site, ways, _style_at(blocks), Dice(SEED, 3))
    buildings.fill_yards(site, fronts, Dice(SEED, 4))
    _huts(land, site)
    land += _residential(blocks)
    spots = places.spots(fronts) + _bus_stops(ways)
    return Quarter(ways, plan.RAIL, boundary, blocks, land, site.buildings, fronts, spots)


def _style_at(blocks):
    def style_at(point):
        block = blocks.at(point)
        return block.style if block and block.style != "estate" else None
    return style_at


def _pavements(ways):
    """Footways on both sides of the main streets, between the ends of the built-up part."""
    planned = []
    for way in ways:
        if way.kind != "secondary" or "bridge" in way.tags:
            continue
        inside = [p for p in way.points if contains(plan.BOUNDARY, p)]
        if len(inside) < 4:
            continue
        for side in (PAVEMENT, -PAVEMENT):
            line = beside(inside, side)
            planned.append(("footway", "", [p for i, p in enumerate(line) if i == 0 or distance(p, line[i - 1]) > 6]))
    return planned


def _estates(site, blocks, ways):
    """The estates with their entrance paths; a path that reaches no other way is not built."""
    dice = Dice(SEED, 1)
    built = []
    for point, direction, size, spacing, levels in plan.ESTATES:
        paths = buildings.estate(site, blocks.at(point), unit(direction), size, spacing, levels, dice)
        for controls in paths:
            if not site.path_free(controls, 1.0):
                continue
            new = lay([("footway", "", controls)], ways + built)
            if site.path_free(new[0].points, 1.0) and _reaches(new[0], ways + built):
                built += new
    site.add_ways(built)
    return built


def _reaches(way, others):
    ends = (way.points[0], way.points[-1])
    return any(end in other.points for other in others for end in ends)


def _huts(land, site):
    """Plots of the allotments on a grid turned with the ground; every one with room gets a hut."""
    dice = Dice(SEED, 5)
    for piece in land:
        if piece.tags.get("landuse") != "allotments":
            continue
        along = unit(minus(piece.outline[1], piece.outline[0]))
        aside = left_of(along)
        plots = []
        for i in range(-12, 13):
            for k in range(-12, 13):
                point = plus(_middle(piece.outline), plus(times(along, i * 20.0), times(aside, k * 25.0)))
                if contains(piece.outline, point):
                    plots.append((point, along))
        buildings.garden_huts(site, piece.outline, plots, dice)


def _middle(outline):
    x = y = 0.0
    for px, py in outline:
        x, y = x + px, y + py
    return (x / len(outline), y / len(outline))


def _residential(blocks):
    """One residential land use per connected group of lived-in blocks of an area."""
    pieces = []
    for key in sorted({block.area for block in blocks.all}):
        lived_in = [block for block in blocks.all if block.area == key and block.style]
        for outer, holes in dissolve(lived_in) if lived_in else []:
            pieces.append(places.Land({"landuse": "residential"}, outer, holes))
    return pieces


def _bus_stops(ways):
    """Stops are nodes of their street, so that they are found on it."""
    stops = []
    for name, street, where in places.BUS_STOPS:
        way = max((w for w in ways if w.name == street and "bridge" not in w.tags), key=lambda w: line_length(w.points))
        travelled = 0.0
        for i, (a, b) in enumerate(zip(way.points, way.points[1:])):
            travelled += distance(a, b)
            if travelled >= where:
                at = to_centimetre(point_along(way.points, where))
                if at not in way.points:
                    way.points.insert(i + 1, at)
                stops.append(places.Spot({"highway": "bus_stop", "name": name}, at))
                break
        else:
            raise ValueError(f"bus stop {name} lies beyond the end of {street}")
    return stops
