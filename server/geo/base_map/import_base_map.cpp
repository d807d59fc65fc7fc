// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/import_base_map.hpp"

#include "core/access/street_bytes.hpp"
#include "core/base/text.hpp"
#include "server/geo/base_map/extent.hpp"
#include "server/geo/base_map/osm_reader.hpp"
#include "server/geo/base_map/tiler.hpp"
#include "server/geo/base_map/vector_map_reader.hpp"
#include "server/geo/common/sentence.hpp"

#include <algorithm>
#include <array>

namespace anker::exchange {

namespace {

constexpr std::array<std::string_view, basemap::fill_class_count> fill_names{
    "residential",        "farm",          "green",          "park", "forest", "work", "sport", "water",
    "building_secondary", "building_main", "building_public"};
constexpr std::array<std::string_view, basemap::stroke_class_count> stroke_names{
    "footway",   "steps", "cycleway", "track", "service", "living_street", "residential_street",
    "main_road", "rail",  "stream"};

/// Around the extent, so that the map does not end where a mark may still lie.
constexpr double window_margin_m = quartier::outskirts_m;

template <std::size_t N>
void say_counts(Report& report, std::string_view heading, const std::array<std::string_view, N>& names,
                const std::array<std::size_t, N>& counts) {
    std::string line(heading);
    std::string_view separator = ": ";
    for (std::size_t i = 0; i < N; ++i) {
        report.count(std::string(names[i]), static_cast<std::int64_t>(counts[i]));
        if (counts[i] == 0) continue;
        line += std::string(separator) + std::string(names[i]) + " " +
                grouped(static_cast<std::int64_t>(counts[i]));
        separator = ", ";
    }
    report.say(line + (separator == ": " ? ": none." : "."));
}

/// Those to walk on, whole, of which a part lies in the window: whoever walks may cross the edge of a tile.
std::vector<access::StreetLine> streets_in(const MapSource& source, const geo::Box& window) {
    std::vector<access::StreetLine> streets;
    for (const MapLine& line : source.lines) {
        const bool is_near = std::any_of(line.positions.begin(), line.positions.end(),
                                         [&](geo::Position p) { return window.contains(p); });
        if (line.can_be_walked && is_near) streets.push_back(line.positions);
    }
    return streets;
}

void note_if(Report& report, std::size_t count, std::string_view what) {
    if (count > 0) report.note(0, "", grouped(static_cast<std::int64_t>(count)) + " " + std::string(what));
}

} // namespace

Done import_base_map(const BaseMapOptions& options, Intake& intake, Report& report, Watch& watch) {
    if (base::find_text_fault(options.attribution, 500) != base::TextFault::None) {
        return failure(
            std::string("--attribution is empty or has forbidden characters; map data without a name to "
                        "give are not shown."));
    }
    ANKER_TRY(const MapSource source, is_osm_name(options.file) ? read_osm(options.file, watch)
                                                                : read_vector_map(options.file, watch));
    const geo::Box extent = extent_of(source);
    if (extent.is_empty()) {
        return failure(options.file +
                       " holds nothing that a base map shows: no street, building or land use among " +
                       counted(source.objects, "object", "objects") + ".");
    }
    const geo::Box window = grown(extent, window_margin_m);
    ANKER_TRY(const TiledMap map, cut_into_tiles(source, window, watch));

    basemap::Manifest manifest{options.attribution, extent, {}, {}};
    std::vector<server::TileBytes> tiles;
    std::size_t bytes = 0;
    std::size_t detail = 0;
    for (const auto& [key, tile] : map.tiles) {
        ANKER_DO(watch.step("Encoding tiles", tiles.size(), map.tiles.size()));
        tiles.push_back({key, basemap::encode(tile)});
        manifest.tiles.push_back(key);
        manifest.tile_hash.push_back(server::StoreAccess::hash_of(tiles.back().bytes));
        bytes += tiles.back().bytes.size();
        detail += key.level == basemap::Level::Detail ? 1 : 0;
    }

    ANKER_DO(intake.found(extent, report));
    if (!intake.state().quartier.extent.overlaps(extent)) {
        report.note(0, "",
                    "the map shows " + place(extent) + " and the Quartier lies elsewhere, at " +
                        place(intake.state().quartier.extent) + "; is it the right file?");
    }
    // Areas say where a Quartier ends; a map only says where its data end.
    if (!intake.state().quartier.datasets.contains(quartier::DatasetKind::Areas)) {
        ANKER_DO(intake.redraw(extent, {}));
    }
    ANKER_DO(intake.adopt(quartier::DatasetKind::BaseMap, basemap::encode(manifest),
                          {{}, options.attribution, options.licence, source.version_date}));
    intake.add_tiles(std::move(tiles));
    // Also where there are none: those of an earlier map would not fit this one.
    const std::vector<access::StreetLine> streets = streets_in(source, window);
    ANKER_DO(intake.adopt(quartier::DatasetKind::Streets, access::encode(streets),
                          {{}, options.attribution, options.licence, source.version_date}));

    note_if(report, source.lines_with_gaps,
            "ways lead to nodes that are not in the file; their known parts are drawn");
    note_if(report, source.incomplete_multipolygons,
            "relations lack ways that are not in the file; they are not drawn");
    note_if(report, source.repeated_objects,
            "objects come twice in the file; the newest version of each was taken");
    note_if(report, source.broken_areas, "closed ways or relations make no polygon; they are not drawn");
    note_if(report, map.repaired, "surfaces cross themselves; they were repaired");
    note_if(report, map.not_drawn,
            "surfaces have no area or cannot be cut into triangles; they are not drawn");
    note_if(report, map.outside, "objects lie more than 1 km outside the extent; they are not drawn");
    say_counts(report, "Surfaces and buildings", fill_names, map.fills);
    say_counts(report, "Lines", stroke_names, map.strokes);
    report.say(counted(map.labels, "label", "labels") + " for " +
               counted(map.street_names, "street name", "street names") + ", " +
               counted(map.triangles, "triangle", "triangles") + ".");
    report.say(counted(streets.size(), "street", "streets") + " to walk on, for `ankerpunkt access`.");
    report.count("streets_to_walk_on", static_cast<std::int64_t>(streets.size()));
    report.say("Base map of " + place(extent) + ": " + counted(detail, "tile", "tiles") + " in detail, " +
               grouped(static_cast<std::int64_t>(map.tiles.size() - detail)) + " in the overview, " +
               grouped(static_cast<std::int64_t>(bytes)) + " bytes.");
    report.count("tiles", static_cast<std::int64_t>(map.tiles.size()));
    report.count("labels", static_cast<std::int64_t>(map.labels));
    report.count("street_names", static_cast<std::int64_t>(map.street_names));
    report.count("bytes", static_cast<std::int64_t>(bytes));
    return {};
}

} // namespace anker::exchange
