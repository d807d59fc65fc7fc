// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.hpp"

namespace anker::json {

namespace {

const Json null_json;

bool nests_too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > max_json_depth) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

/// Takes everything and remembers only where it broke.
struct FaultFinder : nlohmann::json_sax<Json> {
    std::size_t at = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        at = position;
        return false;
    }
};

} // namespace

std::optional<std::size_t> json_fault_at(std::string_view text) {
    FaultFinder finder;
    if (Json::sax_parse(text.begin(), text.end(), &finder)) return std::nullopt;
    return finder.at;
}

Json parse_json(std::string_view text) {
    if (nests_too_deep(text)) return Json(Json::value_t::discarded);
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

Fields::Fields(const Json& object, std::string_view path, std::string& fault)
    : m_object(object), m_path(path), m_fault(fault) {
    if (!object.is_object() && m_fault.empty()) m_fault = m_path.empty() ? "message" : m_path;
}

std::string Fields::path_of(std::string_view name) const {
    return m_path.empty() ? std::string(name) : m_path + "." + std::string(name);
}

void Fields::fail(std::string_view name) {
    if (m_fault.empty()) m_fault = path_of(name);
}

bool Fields::has(std::string_view name) const {
    return m_object.is_object() && m_object.contains(name);
}

const Json& Fields::member(std::string_view name) {
    if (!has(name)) {
        fail(name);
        return null_json;
    }
    ++m_read;
    return m_object.find(name).value();
}

std::string Fields::text(std::string_view name) {
    const Json& value = member(name);
    if (!value.is_string()) {
        fail(name);
        return {};
    }
    return *value.get_ptr<const std::string*>();
}

std::string Fields::text(std::string_view name, std::string_view otherwise) {
    return has(name) ? text(name) : std::string(otherwise);
}

bool Fields::boolean(std::string_view name, bool otherwise) {
    if (!has(name)) return otherwise;
    const Json& value = member(name);
    if (!value.is_boolean()) {
        fail(name);
        return otherwise;
    }
    return *value.get_ptr<const bool*>();
}

std::int64_t Fields::integer(std::string_view name, std::int64_t min, std::int64_t max) {
    const Json& value = member(name);
    if (value.is_number_unsigned()) {
        const std::uint64_t number = *value.get_ptr<const std::uint64_t*>();
        if (max >= 0 && number <= static_cast<std::uint64_t>(max) &&
            (min <= 0 || number >= static_cast<std::uint64_t>(min))) {
            return static_cast<std::int64_t>(number);
        }
    } else if (value.is_number_integer()) {
        const std::int64_t number = *value.get_ptr<const std::int64_t*>();
        if (number >= min && number <= max) return number;
    }
    fail(name);
    return std::clamp<std::int64_t>(0, min, max);
}

std::int64_t Fields::integer(std::string_view name, std::int64_t min, std::int64_t max,
                             std::int64_t otherwise) {
    return has(name) ? integer(name, min, max) : otherwise;
}

base::EventId Fields::id(std::string_view name) {
    const auto id = base::id_from_hex<base::EventTag>(text(name));
    if (!id || id->is_none()) {
        fail(name);
        return {};
    }
    return *id;
}

base::EventId Fields::id_or_none(std::string_view name) {
    return has(name) ? id(name) : base::EventId{};
}

std::vector<geo::Position> Fields::positions(const Json& flat, std::string_view name) {
    std::vector<geo::Position> result;
    if (!flat.is_array() || flat.size() % 2 != 0) {
        fail(name);
        return result;
    }
    const auto number = [&](const Json& value, std::int64_t limit) {
        std::int64_t n = limit + 1;
        if (value.is_number_unsigned()) {
            const std::uint64_t u = *value.get_ptr<const std::uint64_t*>();
            if (u <= static_cast<std::uint64_t>(limit)) n = static_cast<std::int64_t>(u);
        } else if (value.is_number_integer()) {
            n = *value.get_ptr<const std::int64_t*>();
        }
        if (n < -limit || n > limit) {
            fail(name);
            return std::int32_t{0};
        }
        return static_cast<std::int32_t>(n);
    };
    result.reserve(flat.size() / 2);
    for (std::size_t i = 0; i < flat.size(); i += 2) {
        result.push_back({number(flat[i], geo::max_lon_e7), number(flat[i + 1], geo::max_lat_e7)});
    }
    return result;
}

geo::Shape Fields::shape(std::string_view name) {
    static constexpr std::array<std::string_view, 3> kinds{"point", "line", "area"};
    Fields fields(member(name), path_of(name), m_fault);
    geo::Shape shape;
    shape.kind = fields.one_of<geo::ShapeKind>("t", kinds);
    shape.positions = fields.positions(fields.member("p"), "p");
    fields.finish(Extra::Refuse);
    return shape;
}

geo::Position Fields::position(std::string_view name) {
    const std::vector<geo::Position> list = positions(member(name), name);
    if (list.size() != 1) {
        fail(name);
        return {};
    }
    return list.front();
}

geo::Box Fields::box(std::string_view name) {
    const std::vector<geo::Position> corners = positions(member(name), name);
    geo::Box box;
    if (corners.size() != 2) {
        fail(name);
        return box;
    }
    box.min = corners[0];
    box.max = corners[1];
    return box;
}

geo::MultiPolygon Fields::polygons(std::string_view name) {
    geo::MultiPolygon result;
    const Json& list = member(name);
    if (!list.is_array()) {
        fail(name);
        return result;
    }
    for (const Json& rings : list) {
        if (!rings.is_array() || rings.empty()) {
            fail(name);
            return result;
        }
        geo::Polygon polygon;
        for (std::size_t i = 0; i < rings.size(); ++i) {
            geo::Ring ring = positions(rings[i], name);
            if (i == 0) {
                polygon.outer = std::move(ring);
            } else {
                polygon.holes.push_back(std::move(ring));
            }
        }
        result.push_back(std::move(polygon));
    }
    return result;
}

void Fields::finish(Extra extra) {
    if (extra == Extra::Refuse && m_object.is_object() && m_read < m_object.size() && m_fault.empty()) {
        m_fault = path_of("(unknown field)");
    }
}

Json json_from_positions(const std::vector<geo::Position>& positions) {
    Json flat = Json::array();
    for (const geo::Position p : positions) {
        flat.push_back(p.lon_e7);
        flat.push_back(p.lat_e7);
    }
    return flat;
}

Json json_from_shape(const geo::Shape& shape) {
    static constexpr std::array<const char*, 3> kinds{"point", "line", "area"};
    Json json = Json::object();
    json["t"] = kinds[static_cast<std::size_t>(shape.kind)];
    json["p"] = json_from_positions(shape.positions);
    return json;
}

Json json_from_box(const geo::Box& box) {
    return json_from_positions({box.min, box.max});
}

Json json_from_polygons(const geo::MultiPolygon& polygons) {
    Json list = Json::array();
    for (const geo::Polygon& polygon : polygons) {
        Json rings = Json::array();
        rings.push_back(json_from_positions(polygon.outer));
        for (const geo::Ring& hole : polygon.holes) rings.push_back(json_from_positions(hole));
        list.push_back(std::move(rings));
    }
    return list;
}

std::string text_from_json(const Json& json) {
    // `replace` keeps dump from throwing, should a text ever slip through unchecked.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace anker::json
