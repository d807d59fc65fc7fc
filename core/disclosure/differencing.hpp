// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/attack.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// What two outputs tell together that neither tells alone.
namespace anker::disclosure {

/// The difference of a cell between an earlier and a later output, for a reader of both.
[[nodiscard]] Interval difference(const Interval& earlier, const Interval& later);

/// Whether a reader knows that something, but less than `minimum`, was added or taken away: the interval lies
/// within 1 .. minimum - 1 or its negative. Withheld in either output and wide enough, it does not.
[[nodiscard]] bool is_small_difference(const Interval& difference, double minimum);

/// Whether a whole number that is shown now as `later` has to be withheld beside an earlier output: its
/// change is known to be small, or `earlier` was below the minimum and the change may be small (were only the
/// former withheld, "difference" beside "under 5" would mean 5). What is then known of the number: nought, or
/// up to `minimum` - 1 from what it was.
[[nodiscard]] bool hides_change(const Interval& earlier, const Interval& later, double minimum);
[[nodiscard]] Interval told_by_change(const Interval& earlier, double minimum);

/// Cells (the same indices in both) whose difference gives somebody away.
[[nodiscard]] std::vector<std::size_t> small_differences(std::span<const Interval> earlier,
                                                         std::span<const Interval> later, double minimum);

/// The part of the ground that lies inside the same published areas and drawn shapes: all borders together
/// cut it into such pieces.
struct Piece {
    double count = 0;
    std::vector<std::size_t> regions; ///< areas and shapes that it lies in
};

/// An area or a shape whose count is out, or withheld (then what is known of it).
struct Region {
    bool is_published = false;
    Interval told; ///< where it is withheld
};

/// What a shape's count would give away, and why.
struct ShapeVerdict {
    bool may_be_published = true;
    std::string reason; ///< empty, or one English sentence
    Interval exposed;   ///< what would be known of the part that the sentence speaks of
};

/// Whether the count of region `shape` can be published beside all others. Looks at the shape itself, at
/// every piece, and for every other region, and for all regions wholly inside the shape together, at what is
/// left of one without the other, both ways. Such a part is given away where it holds 1 to `minimum` - 1
/// people (a nought is not) and the attacker, who knows that counts are not negative, cannot think of all of
/// 0 to `minimum` - 1 for it, or of as many of these as without the shape. Refused shapes tell something too:
/// whoever draws should be told no more than that.
[[nodiscard]] ShapeVerdict judge_shape(std::span<const Piece> pieces, std::span<const Region> regions,
                                       std::size_t shape, double minimum);
/// The same for the parts around another region that is out: what this shape adds to what it gives away.
[[nodiscard]] ShapeVerdict judge_shape(std::span<const Piece> pieces, std::span<const Region> regions,
                                       std::size_t shape, double minimum, std::size_t around);

} // namespace anker::disclosure
