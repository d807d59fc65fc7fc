// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/geo/polygon.hpp"
#include "core/geo/shape.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace anker::json {

using Json = nlohmann::json;

/// How deep a message or event may nest; ours reach four.
constexpr int max_json_depth = 8;

/// Parses without exceptions. Discarded (`is_discarded()`) where the text is not JSON, or nests too deep.
[[nodiscard]] Json parse_json(std::string_view text);

/// For people who write JSON by hand: the byte at which the text stops being JSON; nothing where it is JSON.
[[nodiscard]] std::optional<std::size_t> json_fault_at(std::string_view text);

/// Reads the fields of one JSON object and remembers the first fault as a path like "b.shape.p".
/// A reader never throws and never guesses: a wrong type, a value out of range or a missing field is a fault.
class Fields {
public:
    enum class Extra { Refuse, Ignore };

    Fields(const Json& object, std::string_view path, std::string& fault);

    [[nodiscard]] bool has(std::string_view name) const;
    std::string text(std::string_view name, std::string_view otherwise);
    std::string text(std::string_view name);
    bool boolean(std::string_view name, bool otherwise);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max, std::int64_t otherwise);
    base::EventId id(std::string_view name);
    base::EventId id_or_none(std::string_view name);
    geo::Shape shape(std::string_view name);
    geo::Position position(std::string_view name);
    geo::Box box(std::string_view name);
    geo::MultiPolygon polygons(std::string_view name);
    /// The member itself, or null with a fault.
    const Json& member(std::string_view name);

    template <class Enum, std::size_t N>
    Enum one_of(std::string_view name, const std::array<std::string_view, N>& names) {
        return named(name, text(name), names, Enum{});
    }
    template <class Enum, std::size_t N>
    Enum one_of(std::string_view name, const std::array<std::string_view, N>& names, Enum otherwise) {
        if (!has(name)) return otherwise;
        return named(name, text(name), names, otherwise);
    }

    /// Call last: with Refuse, a field nobody read is a fault.
    void finish(Extra extra);
    void fail(std::string_view name);
    [[nodiscard]] std::string path_of(std::string_view name) const;

private:
    template <class Enum, std::size_t N>
    Enum named(std::string_view name, const std::string& value, const std::array<std::string_view, N>& names,
               Enum otherwise) {
        for (std::size_t i = 0; i < N; ++i) {
            if (names[i] == value) return static_cast<Enum>(i);
        }
        fail(name);
        return otherwise;
    }
    std::vector<geo::Position> positions(const Json& flat, std::string_view name);

    const Json& m_object;
    std::string m_path;
    std::string& m_fault;
    std::size_t m_read = 0;
};

[[nodiscard]] Json json_from_positions(const std::vector<geo::Position>& positions);
[[nodiscard]] Json json_from_shape(const geo::Shape& shape);
[[nodiscard]] Json json_from_box(const geo::Box& box);
[[nodiscard]] Json json_from_polygons(const geo::MultiPolygon& polygons);

/// JSON text of a value we built ourselves; texts in it are already checked UTF-8.
[[nodiscard]] std::string text_from_json(const Json& json);

} // namespace anker::json
