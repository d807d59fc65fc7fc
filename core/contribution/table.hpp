// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/flat_index.hpp"
#include "core/contribution/events.hpp"

#include <span>
#include <string>
#include <vector>

namespace anker::contribution {

/// Dense row number of a contribution in one process. Never stored or sent.
using Handle = std::uint32_t;
constexpr Handle no_handle = base::FlatIndex<struct base::EventTag>::absent;

enum class MarkState : std::uint8_t {
    Shown,
    Hidden,   ///< taken off the map by a facilitator
    Withdrawn ///< erased; the row stays empty so that handles stay valid
};

/// One value per contribution, in the order they were made: a struct of arrays, because copying and scanning
/// 100,000 contributions as map nodes took 30 ms in the browser.
struct Columns {
    std::vector<base::ContributionId> id;
    std::vector<std::uint64_t> number; ///< sequence number of the event that made it
    std::vector<geo::Position> at;     ///< where the mark stands
    std::vector<Kind> kind;
    std::vector<Theme> theme;
    std::vector<LifePhase> life_phase;
    std::vector<Perspective> perspective;
    std::vector<Channel> channel;
    std::vector<MarkState> state;
    std::vector<WordsState> words_state;
    std::vector<std::uint32_t> words;  ///< index into `Table::words_of`, 0 = none
    std::vector<std::uint32_t> shape;  ///< index into `Table::shape_of`, 0 = the position alone
    std::vector<std::uint32_t> source; ///< index into the names of data sets, 0 = made here
    std::vector<std::uint32_t> support;
    std::vector<std::int64_t> made_at_ms;
    std::vector<base::SessionId> session;
    std::vector<base::AuthorId> author;
};

class Table {
public:
    /// Adds a row; `number` must be larger than every number before it.
    Handle add(base::ContributionId id, std::uint64_t number, std::int64_t at_ms, base::AuthorId author,
               const Made& made, geo::Position at);

    /// `no_handle` where the id is unknown or withdrawn.
    [[nodiscard]] Handle find(base::ContributionId id) const;

    /// Also finds withdrawn rows, for those who keep their own data per row.
    [[nodiscard]] Handle find_even_withdrawn(base::ContributionId id) const { return m_index.find(id); }

    void set_words(Handle row, const Words& words, WordsState state);
    void set_words_state(Handle row, WordsState state) { m_columns.words_state[row] = state; }
    void set_state(Handle row, MarkState state) { m_columns.state[row] = state; }
    void add_support(Handle row, int difference) {
        m_columns.support[row] =
            static_cast<std::uint32_t>(static_cast<int>(m_columns.support[row]) + difference);
    }
    /// Empties the row: position, words, shape, author are gone from memory.
    void erase(Handle row);

    [[nodiscard]] const Columns& columns() const { return m_columns; }
    [[nodiscard]] Handle row_count() const { return static_cast<Handle>(m_columns.id.size()); }
    [[nodiscard]] bool is_live(Handle row) const { return m_columns.state[row] != MarkState::Withdrawn; }
    /// The words of a row, empty if it has none.
    [[nodiscard]] const Words& words_of(Handle row) const { return m_words[m_columns.words[row]]; }
    /// The drawn shape; a point's position is in `columns().at`, its shape is empty here.
    [[nodiscard]] const geo::Shape& shape_of(Handle row) const { return m_shapes[m_columns.shape[row]]; }
    [[nodiscard]] const std::string& source_of(Handle row) const { return m_sources[m_columns.source[row]]; }

private:
    std::uint32_t source_index(const std::string& source);

    Columns m_columns;
    std::vector<Words> m_words{Words{}};
    std::vector<geo::Shape> m_shapes{geo::Shape{}};
    std::vector<std::string> m_sources{std::string{}};
    base::FlatIndex<struct base::EventTag> m_index;
};

} // namespace anker::contribution
