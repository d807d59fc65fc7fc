// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/access/street_graph.hpp"
#include "core/base/expected.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// The streets of a Quartier that people may walk on, as they are kept beside its base map. The base map
/// itself is cut at its tiles, where crossings are lost.
namespace anker::access {

/// Lines in order: per line its number of vertices, then each vertex as the difference in 1e-7 degrees (WGS
/// 84) from the one before it, also across lines.
[[nodiscard]] std::vector<std::uint8_t> encode(std::span<const StreetLine> lines);

/// Reads what `encode` wrote; every vertex is on earth. The error is half an English sentence.
[[nodiscard]] Expected<std::vector<StreetLine>, std::string>
decode_streets(std::span<const std::uint8_t> bytes);

} // namespace anker::access
