// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/geo/polygon.hpp"
#include "core/geo/position.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

/// The neighbourhood a workshop is about: its name, extent, boundary, and the data sets it uses.
namespace anker::quartier {

/// Large reference data are immutable and named by the hash of their bytes; events only adopt them.
/// Logs and messages hold the names. A new kind goes to the end: state hashes hold the numbers.
enum class DatasetKind : std::uint8_t {
    BaseMap,
    Areas,
    Indicators,
    Recipe,
    PublishedIndex,
    Catalogue,
    Streets ///< to walk on; imported with the base map
};
constexpr std::array<std::string_view, 7> dataset_kind_names{
    "base_map", "areas", "indicators", "recipe", "published_index", "catalogue", "streets"};
[[nodiscard]] constexpr std::string_view name_of(DatasetKind v) {
    return dataset_kind_names[static_cast<std::size_t>(v)];
}

struct Dataset {
    std::string hash;   ///< BLAKE2b-256 of the bytes, hexadecimal
    std::string source; ///< who published it, as its licence asks
    std::string licence;
    std::string version; ///< date of the content, ISO 8601; empty = not stated
    friend bool operator==(const Dataset&, const Dataset&) = default;
};

struct Quartier {
    std::string key; ///< lower-case letters, digits, hyphens: part of every address
    std::string name;
    bool is_example = false; ///< generated data: said so on every screen and in every export
    geo::Box extent;
    geo::LocalScale scale;
    geo::MultiPolygon boundary; ///< simplified; empty = the extent is all that is known
    std::map<DatasetKind, Dataset> datasets;
    friend bool operator==(const Quartier&, const Quartier&) = default;

    [[nodiscard]] bool is_founded() const { return !key.empty(); }
};

constexpr std::size_t max_name_bytes = 200;
constexpr std::size_t max_boundary_positions = 4'000;

/// 1 to 40 of a-z, 0-9 and inner hyphens.
[[nodiscard]] bool is_key(std::string_view key);

/// Inside the boundary, or inside the extent where no boundary is known.
[[nodiscard]] bool contains(const Quartier& quartier, geo::Position p);

/// Near enough to be about this Quartier: in the extent grown by `outskirts_m` on each side.
constexpr double outskirts_m = 1'000;
[[nodiscard]] bool is_near(const Quartier& quartier, geo::Position p);

// Commands (administrators, by import).
struct Found {
    std::string key;
    std::string name;
    bool is_example = false;
    geo::Box extent;
};
/// New extent and boundary after areas or a base map were imported; contributions stay as they are.
struct Redraw {
    geo::Box extent;
    geo::MultiPolygon boundary;
};
struct AdoptDataset {
    DatasetKind kind = DatasetKind::BaseMap;
    Dataset dataset;
};

// Events.
struct Founded {
    std::string key;
    std::string name;
    bool is_example = false;
    geo::Box extent;
    geo::LocalScale scale;
    friend bool operator==(const Founded&, const Founded&) = default;
};
struct Redrawn {
    geo::Box extent;
    geo::MultiPolygon boundary;
    friend bool operator==(const Redrawn&, const Redrawn&) = default;
};
struct DatasetAdopted {
    DatasetKind kind = DatasetKind::BaseMap;
    Dataset dataset;
    friend bool operator==(const DatasetAdopted&, const DatasetAdopted&) = default;
};

} // namespace anker::quartier
