// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/differencing.hpp"

#include <algorithm>

namespace anker::disclosure {

namespace {

using Pieces = std::vector<std::size_t>;

bool lies_in(const Piece& piece, std::size_t region) {
    return std::find(piece.regions.begin(), piece.regions.end(), region) != piece.regions.end();
}

struct Part {
    Pieces pieces;
    std::string what;
};

/// Every part of the ground that some subtraction of published counts can single out.
std::vector<Part> parts_of(std::span<const Piece> pieces, std::size_t regions, std::size_t shape) {
    std::vector<Part> parts;
    const auto collect = [&](const std::string& what, const auto& is_in) {
        Pieces found;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (is_in(pieces[i])) found.push_back(i);
        }
        if (!found.empty()) parts.push_back({std::move(found), what});
    };
    collect("the shape itself", [&](const Piece& piece) { return lies_in(piece, shape); });
    for (std::size_t i = 0; i < pieces.size(); ++i) parts.push_back({{i}, "a piece between two borders"});
    std::vector<std::size_t> inside;
    for (std::size_t region = 0; region < regions; ++region) {
        if (region == shape) continue;
        collect("the shape without another region",
                [&](const Piece& piece) { return lies_in(piece, shape) && !lies_in(piece, region); });
        collect("a region without the shape",
                [&](const Piece& piece) { return !lies_in(piece, shape) && lies_in(piece, region); });
        collect("what the shape shares with a region",
                [&](const Piece& piece) { return lies_in(piece, shape) && lies_in(piece, region); });
        if (std::all_of(pieces.begin(), pieces.end(),
                        [&](const Piece& piece) { return !lies_in(piece, region) || lies_in(piece, shape); }))
            inside.push_back(region);
    }
    collect("the shape without the areas inside it", [&](const Piece& piece) {
        return lies_in(piece, shape) && std::none_of(inside.begin(), inside.end(), [&](std::size_t region) {
                   return lies_in(piece, region);
               });
    });
    const auto touches = [&](std::size_t region) {
        return region != shape && std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
                   return lies_in(piece, region) && lies_in(piece, shape);
               });
    };
    collect("the areas that the shape touches, without the shape", [&](const Piece& piece) {
        return !lies_in(piece, shape) && std::any_of(piece.regions.begin(), piece.regions.end(), touches);
    });
    return parts;
}

} // namespace

Interval difference(const Interval& earlier, const Interval& later) {
    return {later.low - earlier.high, later.high - earlier.low};
}

bool is_small_difference(const Interval& difference, double minimum) {
    return (difference.low > 0 && difference.high < minimum) ||
           (difference.high < 0 && difference.low > -minimum);
}

bool hides_change(const Interval& earlier, const Interval& later, double minimum) {
    const Interval change = difference(earlier, later);
    if (is_small_difference(change, minimum)) return true;
    const bool was_few = !earlier.is_point() && earlier.high < minimum;
    const bool may_have_grown = change.high >= 1 && change.low < minimum;
    const bool may_have_shrunk = change.low <= -1 && change.high > -minimum;
    return was_few && (may_have_grown || may_have_shrunk);
}

Interval told_by_change(const Interval& earlier, double minimum) {
    return {std::max(0.0, earlier.low - minimum + 1), earlier.high + minimum - 1};
}

std::vector<std::size_t> small_differences(std::span<const Interval> earlier, std::span<const Interval> later,
                                           double minimum) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < std::min(earlier.size(), later.size()); ++i) {
        if (is_small_difference(difference(earlier[i], later[i]), minimum)) found.push_back(i);
    }
    return found;
}

ShapeVerdict judge_shape(std::span<const Piece> pieces, std::span<const Region> regions, std::size_t shape,
                         double minimum) {
    return judge_shape(pieces, regions, shape, minimum, shape);
}

ShapeVerdict judge_shape(std::span<const Piece> pieces, std::span<const Region> regions, std::size_t shape,
                         double minimum, std::size_t around) {
    // Cells: the pieces, then the regions as their sums.
    std::vector<Interval> before(pieces.size());
    std::vector<Interval> after(pieces.size());
    std::vector<Sum> sums;
    for (std::size_t region = 0; region < regions.size(); ++region) {
        Sum sum{after.size(), {}};
        double count = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (!lies_in(pieces[i], region)) continue;
            sum.parts.push_back(i);
            count += pieces[i].count;
        }
        const Interval shown{count, count};
        const bool is_out = regions[region].is_published;
        before.push_back(is_out && region != shape ? shown : regions[region].told);
        after.push_back(is_out || region == shape ? shown : regions[region].told);
        sums.push_back(std::move(sum));
    }
    Attacker earlier(before, sums);
    Attacker attacker(after, sums);
    for (const Part& part : parts_of(pieces, regions.size(), around)) {
        double count = 0;
        for (const std::size_t piece : part.pieces) count += pieces[piece].count;
        if (count <= 0 || count >= minimum) continue;
        const Interval range = attacker.interval_of_sum(part.pieces);
        if (range.covers({0, minimum - 1})) continue;
        // What was known without the shape, such as "too few" of an area, it does not give away.
        const Interval known = earlier.interval_of_sum(part.pieces);
        if (range.covers({std::max(0.0, known.low), std::min(minimum - 1, known.high)})) continue;
        return {false, "Published counts would tell too much about " + part.what + ", where few people are.",
                range};
    }
    return {};
}

} // namespace anker::disclosure
