// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// Statistics of neighbourhood: which areas are near each other, and whether like stands beside like.
namespace anker::spatial {

struct Link {
    std::size_t area = 0; ///< index of the neighbour
    double weight = 1;
    friend bool operator==(const Link&, const Link&) = default;
};

/// The neighbours of every area, ascending by index. Need not be symmetric: j may be a neighbour of i and not
/// the other way round (nearest neighbours). An area without neighbours is an island.
struct Neighbours {
    std::vector<std::vector<Link>> of; ///< [area]

    [[nodiscard]] std::size_t areas() const { return of.size(); }
    [[nodiscard]] std::size_t links() const;
    [[nodiscard]] std::size_t islands() const;
    /// Links whose counterpart is absent or has another weight.
    [[nodiscard]] std::size_t one_way_links() const;
    friend bool operator==(const Neighbours&, const Neighbours&) = default;
};

/// `to` is a neighbour of `from`.
struct Edge {
    std::size_t from = 0;
    std::size_t to = 0;
    double weight = 1; ///< > 0
};

enum class Reading {
    AsGiven, ///< i,j makes j a neighbour of i
    BothWays ///< and i one of j
};

struct EdgeList {
    Neighbours neighbours;
    std::size_t self_edges = 0; ///< left out: an area is no neighbour of its own
    std::size_t repeated = 0;   ///< given again with the same weight: counted once
};
/// Two edges (by their index) that give one pair two different weights.
struct EdgeConflict {
    std::size_t first = 0;
    std::size_t second = 0;
};
[[nodiscard]] Expected<EdgeList, EdgeConflict>
neighbours_from_edges(std::size_t areas, std::span<const Edge> edges, Reading reading);

/// What a neighbour counts.
enum class Weights {
    Binary,          ///< 1
    RowStandardised, ///< its weight by the sum of the weights of all neighbours of the area: they sum to 1
    Given            ///< the weight that was given
};
[[nodiscard]] Neighbours weighted(const Neighbours& neighbours, Weights weights);

/// Every area as a neighbour of its own too, with weight 1: the neighbourhood of Gi* and of spatial EB.
/// Standardise afterwards, not before.
[[nodiscard]] Neighbours with_self(const Neighbours& neighbours);

/// Only these areas (ascending) and the links among them; their new indices are their places in `kept`.
[[nodiscard]] Neighbours restricted_to(const Neighbours& neighbours, std::span<const std::size_t> kept);

/// Sum of weight times value over the neighbours of each area; 0 for islands.
[[nodiscard]] std::vector<double> spatial_lag(const Neighbours& neighbours, std::span<const double> values);

} // namespace anker::spatial
