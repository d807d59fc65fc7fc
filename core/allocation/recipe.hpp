// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/allocation/apportionment.hpp"
#include "core/allocation/need_factor.hpp"
#include "core/base/expected.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anker::allocation {

enum class PartKind {
    Heads, ///< N_a / sum N
    Need,  ///< N_a g(I_a) / sum N g(I)
    Column ///< c_a / sum c
};
constexpr std::array<std::string_view, 3> part_kind_names{"heads", "need", "column"};

/// One part of the share formula: share_a = sum over parts of weight_k c_ak / sum_a c_ak.
struct Part {
    PartKind kind = PartKind::Heads;
    double weight = 1;
    std::string column; ///< for Column
    NeedFactor factor;  ///< for Need
};

/// Nobody may move further than this from a base.
struct Corridor {
    double percent = 0;
    std::string against;    ///< column, such as last year's; empty = equal per head
    bool is_scaled = false; ///< the column is first scaled to the total of now
};

/// Who comes first where claims to the last post or cent are equal.
enum class Ties {
    Larger, ///< larger weight, then key
    Key,    ///< in the order of the keys' bytes
    Order,  ///< in the order of the file
    Lot,    ///< drawn, with a seed
    Refuse  ///< people have to draw
};
constexpr std::array<std::string_view, 5> ties_names{"larger", "key", "order", "lot", "refuse"};

/// What to do about an area without an index.
enum class Missing {
    Refuse,
    Equal ///< it gets its part by head count alone, and the others share the rest
};
constexpr std::array<std::string_view, 2> missing_names{"refuse", "equal"};

/// The rule of an allocation, without the total. Data that people agree on: docs/cli/allocate.md.
struct Recipe {
    std::string title;
    std::string decided_by;
    std::string count_column; ///< heads; may be empty where all parts are columns
    std::string index_column;
    std::optional<Direction> direction;
    std::string class_column;
    std::vector<Part> parts;
    std::optional<double> floor; ///< for every unit, in money or posts
    std::optional<double> cap;
    std::string floor_column;
    std::string cap_column;
    std::optional<Corridor> corridor;
    std::optional<Method> method; ///< none = Sainte-Laguë for posts, largest remainder for money
    Ties ties = Ties::Larger;
    std::uint64_t seed = 1;
    double threshold_percent = 0; ///< units with a smaller share get nothing
    std::optional<double> round;  ///< the smallest amount; none = 0.01 for money, 1 for posts
    Missing missing = Missing::Refuse;

    [[nodiscard]] bool needs_index() const;
};

/// Where a recipe was written, for naming its parts in sentences.
enum class WrittenAs { Options, Json };
/// `--index-direction` or `"index_direction"`.
[[nodiscard]] std::string name_of(std::string_view field, WrittenAs written);

/// Whether the parts fit together. The error is a whole sentence.
[[nodiscard]] Expected<void, std::string> check(const Recipe& recipe, WrittenAs written);

/// Reads and checks a recipe. The error names the field, and begins with the file's name. Unknown fields are
/// refused.
[[nodiscard]] Expected<Recipe, std::string> decode_recipe(std::string_view file, std::string_view text);

} // namespace anker::allocation
