// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/flat_index.hpp"
#include "core/view/view_event.hpp"

#include <map>
#include <set>
#include <vector>

namespace anker::view {

using Row = std::uint32_t;
constexpr Row no_row = base::FlatIndex<struct base::EventTag>::absent;

/// The marks a client knows, as columns behind dense rows. A mark that goes frees its row for the next one.
struct Marks {
    std::vector<base::ContributionId> id; ///< none = free row
    std::vector<std::uint64_t> number;
    std::vector<geo::Position> at;
    std::vector<contribution::Kind> kind;
    std::vector<contribution::Theme> theme;
    std::vector<contribution::Perspective> perspective;
    std::vector<std::uint8_t> has_words;
    std::vector<std::uint8_t> is_hidden;
    std::vector<std::uint32_t> support;
    std::vector<std::uint32_t> comment_count;
    std::vector<std::int32_t> made_at_hour;
    std::map<Row, geo::Shape> shapes; ///< lines and areas only
    std::vector<Row> free_rows;
    base::FlatIndex<struct base::EventTag> index;

    [[nodiscard]] Row row_count() const { return static_cast<Row>(id.size()); }
    [[nodiscard]] Row live_count() const { return row_count() - static_cast<Row>(free_rows.size()); }
    [[nodiscard]] bool is_live(Row row) const { return !id[row].is_none(); }
    [[nodiscard]] Row find(base::ContributionId contribution) const;
};

struct Mine {
    contribution::WordsState words_state = contribution::WordsState::None;
    contribution::Words words;
    bool is_hidden = false;
    friend bool operator==(const Mine&, const Mine&) = default;
};

/// All that a client knows about its Quartier.
struct View {
    quartier::Quartier quartier;
    std::map<base::SessionId, session::Session> sessions;
    Marks marks;
    std::map<base::ContributionId, contribution::Words>
        words;                                     ///< those that were asked for or came by themselves
    std::map<base::EventId, WordsWaiting> waiting; ///< facilitators only
    std::map<base::ContributionId, Mine> mine;
    std::set<base::ContributionId> my_supports;
    std::uint64_t revision = 0;       ///< counts every change; caches compare it
    std::uint64_t marks_revision = 0; ///< changes of marks alone
};

/// Never fails: an event about an unknown mark changes nothing.
void apply(View& view, const ViewEvent& event);

/// Equal for equal knowledge, whatever way it was learnt; fetched words are left out.
[[nodiscard]] std::uint64_t view_hash(const View& view);

} // namespace anker::view
