// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/osm_reader.hpp"

#include "server/geo/base_map/classify.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"

#include <algorithm>
#include <exception>
#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/dynamic_handler.hpp>
#include <osmium/handler/check_order.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/io/file.hpp>
#include <osmium/object_pointer_collection.hpp>
#include <osmium/osm/object_comparisons.hpp>
#include <osmium/tags/tags_filter.hpp>
#include <osmium/visitor.hpp>

namespace anker::exchange {

namespace {

using LocationIndex = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using NegativeIndex = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using LocationHandler = osmium::handler::NodeLocationsForWays<LocationIndex, NegativeIndex>;
using AreaManager = osmium::area::MultipolygonManager<osmium::area::Assembler>;

TagLookup lookup_in(const osmium::TagList& tags) {
    return [&tags](std::string_view key) -> std::string_view {
        // Keys are ours and end in NUL.
        return tags.get_value_by_key(key.data(), "");
    };
}

/// osmium::Location counts in 1e-7 degrees as well.
geo::Position position_from(osmium::Location location) {
    return {location.x(), location.y()};
}

geo::Ring ring_from(const osmium::NodeRefList& nodes) {
    geo::Ring ring;
    for (const osmium::NodeRef& node : nodes) {
        if (node.location().valid()) ring.push_back(position_from(node.location()));
    }
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return ring;
}

/// Sorts what osmium hands over into a MapSource.
class Collector : public osmium::handler::Handler {
public:
    explicit Collector(MapSource& source) : m_source(source) {}

    void osm_object(const osmium::OSMObject& object) {
        ++m_source.objects;
        // The year 1970 stands for "removed".
        if (object.timestamp().valid()) {
            m_latest = std::max<std::int64_t>(m_latest, object.timestamp().seconds_since_epoch());
        }
    }

    void way(const osmium::Way& way) {
        if (way.tags().empty()) return;
        const TagLookup tag = lookup_in(way.tags());
        add_closed_way(way, tag);
        const auto line_class = line_class_of(tag);
        if (!line_class) return;
        MapLine line{line_class->stroke, line_class->in_overview, {}, {}, is_for_walking(tag)};
        if (!tag("highway").empty()) line.name = tag("name");
        bool gap = false;
        for (const osmium::NodeRef& node : way.nodes()) {
            if (!node.location().valid()) {
                gap = true;
                add_line(line);
                line.positions.clear();
                continue;
            }
            const geo::Position p = position_from(node.location());
            if (line.positions.empty() || line.positions.back() != p) line.positions.push_back(p);
        }
        add_line(line);
        if (gap) ++m_source.lines_with_gaps;
    }

    void area(const osmium::Area& area) {
        if (area.from_way()) return; // those are taken whole, also where they cross themselves
        const auto fill = fill_class_of(lookup_in(area.tags()));
        if (!fill) return;
        MapSurface surface{*fill, {}};
        for (const osmium::OuterRing& outer : area.outer_rings()) {
            geo::Polygon polygon{ring_from(outer), {}};
            if (polygon.outer.size() < 3) continue;
            for (const osmium::InnerRing& inner : area.inner_rings(outer)) {
                geo::Ring hole = ring_from(inner);
                if (hole.size() >= 3) polygon.holes.push_back(std::move(hole));
            }
            surface.shape.push_back(std::move(polygon));
        }
        if (surface.shape.empty()) {
            ++m_source.broken_areas;
            return;
        }
        (is_building(*fill) ? m_source.buildings : m_source.surfaces).push_back(std::move(surface));
    }

    [[nodiscard]] std::int64_t latest() const { return m_latest; }

private:
    /// A closed way is taken as it is drawn: what crosses itself is repaired later, while the assembler would
    /// drop it.
    void add_closed_way(const osmium::Way& way, const TagLookup& tag) {
        if (way.nodes().size() < 4 || !way.is_closed() || tag("area") == "no") return;
        const auto fill = fill_class_of(tag);
        if (!fill) return;
        MapSurface surface{*fill, {geo::Polygon{ring_from(way.nodes()), {}}}};
        if (surface.shape.front().outer.size() < 3) {
            ++m_source.broken_areas;
            return;
        }
        (is_building(*fill) ? m_source.buildings : m_source.surfaces).push_back(std::move(surface));
    }

    void add_line(const MapLine& line) {
        if (line.positions.size() >= 2) m_source.lines.push_back(line);
    }

    MapSource& m_source;
    std::int64_t m_latest = 0;
};

/// What went wrong, without the library's own vocabulary where it has one.
std::string sentence_from(const std::string& path, const std::exception& error) {
    std::string what = error.what();
    for (const std::string_view prefix : {"PBF error: ", "XML parsing error ", "PBF format error: "}) {
        if (what.starts_with(prefix)) what.erase(0, prefix.size());
    }
    return path + " cannot be read as OpenStreetMap data: " + what +
           ". The file is damaged or not what its name says; fetch it again.";
}

/// Keys that `fill_class_of` looks at: other relations (boundaries, routes) need not be put together.
osmium::TagsFilter surface_tags() {
    osmium::TagsFilter filter(false);
    for (const char* key : {"building", "landuse", "natural", "leisure", "waterway", "amenity"}) {
        filter.add_rule(true, osmium::TagMatcher(key));
    }
    return filter;
}

/// Puts the map together from relations, then nodes and ways in order.
class Assembly {
public:
    explicit Assembly(MapSource& source)
        : m_source(source), m_manager(config(), surface_tags()), m_collector(source) {
        m_locations.ignore_errors(); // extracts end in the middle of ways
    }

    void add_relations(const osmium::memory::Buffer& buffer) { osmium::apply(buffer, m_manager); }
    void add_relation(const osmium::OSMObject& relation) { osmium::apply_item(relation, m_manager); }
    void end_relations() { m_manager.prepare_for_lookup(); }

    void add_objects(osmium::memory::Buffer& buffer) {
        osmium::apply(buffer, m_locations, m_collector, m_areas);
    }
    void add_object(osmium::OSMObject& object) {
        osmium::apply_item(object, m_locations, m_collector, m_areas);
    }
    void finish() {
        m_areas.flush();
        m_manager.for_each_incomplete_relation(
            [this](const osmium::relations::RelationHandle&) { ++m_source.incomplete_multipolygons; });
        constexpr std::int64_t first_possible = 1'100'000'000; // OpenStreetMap began in August 2004
        if (m_collector.latest() > first_possible) {
            m_source.version_date =
                osmium::Timestamp(static_cast<std::uint32_t>(m_collector.latest())).to_iso().substr(0, 10);
        }
    }

private:
    static osmium::area::Assembler::config_type config() {
        osmium::area::Assembler::config_type config;
        config.create_empty_areas = true; // so that broken relations can be counted
        return config;
    }

    MapSource& m_source;
    AreaManager m_manager;
    LocationIndex m_index;
    NegativeIndex m_negative_index; // editors number new objects downwards from -1
    LocationHandler m_locations{m_index, m_negative_index};
    Collector m_collector;
    decltype(m_manager.handler({})) m_areas = m_manager.handler([this](const osmium::memory::Buffer& areas) {
        osmium::apply(areas, [this](const osmium::Area& area) { m_collector.area(area); });
    });
};

/// Reads the file twice without keeping it: enough memory for a whole state.
Done read_in_order(const osmium::io::File& file, MapSource& source, Watch& watch) {
    Assembly assembly(source);
    {
        osmium::io::Reader reader(file, osmium::osm_entity_bits::relation);
        while (const osmium::memory::Buffer buffer = reader.read()) {
            assembly.add_relations(buffer);
            ANKER_DO(watch.step("Reading relations", reader.offset(), reader.file_size()));
        }
        reader.close();
    }
    assembly.end_relations();
    osmium::io::Reader reader(file);
    while (osmium::memory::Buffer buffer = reader.read()) {
        assembly.add_objects(buffer);
        ANKER_DO(watch.step("Reading map", reader.offset(), reader.file_size()));
    }
    reader.close();
    assembly.finish();
    return {};
}

/// For files whose objects are unsorted or come twice, as editors and joined extracts have them: keeps the
/// file in memory, sorts it, and takes the newest version of each object.
Done read_sorted(const osmium::io::File& file, MapSource& source, Watch& watch) {
    std::vector<osmium::memory::Buffer> buffers;
    osmium::ObjectPointerCollection objects;
    osmium::io::Reader reader(file);
    while (osmium::memory::Buffer buffer = reader.read()) {
        osmium::apply(buffer, objects);
        buffers.push_back(std::move(buffer));
        ANKER_DO(watch.step("Reading map", reader.offset(), reader.file_size()));
    }
    reader.close();
    const std::size_t before = objects.size();
    objects.sort(osmium::object_order_type_id_reverse_version{});
    objects.unique(osmium::object_equal_type_id{});
    source.repeated_objects = before - objects.size();
    Assembly assembly(source);
    for (const osmium::OSMObject& object : objects) {
        ANKER_DO(watch.check());
        if (object.type() == osmium::item_type::relation) {
            assembly.add_relation(object);
        }
    }
    assembly.end_relations();
    for (osmium::OSMObject& object : objects) {
        ANKER_DO(watch.check());
        assembly.add_object(object);
    }
    assembly.finish();
    return {};
}

} // namespace

bool is_osm_name(std::string_view path) {
    for (const std::string_view end : {".pbf", ".osm", ".osm.gz", ".osm.bz2", ".osm.xml"}) {
        if (path.ends_with(end)) return true;
    }
    return false;
}

Expected<MapSource, std::string> read_osm(const std::string& path, Watch& watch) {
    ANKER_DO(check_readable(path));
    MapSource source;
    try {
        const osmium::io::File file(path);
        try {
            ANKER_DO(read_in_order(file, source, watch));
        } catch (const osmium::out_of_order_error&) {
            source = {};
            ANKER_DO(read_sorted(file, source, watch));
        }
    } catch (const std::exception& error) {
        return failure(sentence_from(path, error));
    }
    return source;
}

} // namespace anker::exchange
