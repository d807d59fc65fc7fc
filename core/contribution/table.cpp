// SPDX-License-Identifier: Apache-2.0
#include "core/contribution/table.hpp"

namespace anker::contribution {

Handle Table::add(base::ContributionId id, std::uint64_t number, std::int64_t at_ms, base::AuthorId author,
                  const Made& made, geo::Position at) {
    const Handle row = row_count();
    Columns& c = m_columns;
    c.id.push_back(id);
    c.number.push_back(number);
    c.at.push_back(at);
    c.kind.push_back(made.kind);
    c.theme.push_back(made.theme);
    c.life_phase.push_back(made.life_phase);
    c.perspective.push_back(made.perspective);
    c.channel.push_back(made.channel);
    c.state.push_back(MarkState::Shown);
    c.words_state.push_back(WordsState::None);
    c.words.push_back(0);
    c.shape.push_back(0);
    c.source.push_back(source_index(made.source));
    c.support.push_back(made.support_elsewhere);
    c.made_at_ms.push_back(made.made_elsewhere_at_ms != 0 ? made.made_elsewhere_at_ms : at_ms);
    c.session.push_back(made.session);
    c.author.push_back(author);
    if (made.words) set_words(row, *made.words, made.words_state);
    if (made.shape.kind != geo::ShapeKind::Point) {
        c.shape[row] = static_cast<std::uint32_t>(m_shapes.size());
        m_shapes.push_back(made.shape);
    }
    m_index.put(id, row);
    return row;
}

Handle Table::find(base::ContributionId id) const {
    const Handle row = m_index.find(id);
    return row != no_handle && is_live(row) ? row : no_handle;
}

void Table::set_words(Handle row, const Words& words, WordsState state) {
    if (m_columns.words[row] == 0) {
        m_columns.words[row] = static_cast<std::uint32_t>(m_words.size());
        m_words.push_back(words);
    } else {
        m_words[m_columns.words[row]] = words;
    }
    m_columns.words_state[row] = state;
}

void Table::erase(Handle row) {
    Columns& c = m_columns;
    if (c.words[row] != 0) m_words[c.words[row]] = {};
    if (c.shape[row] != 0) m_shapes[c.shape[row]] = {};
    c.state[row] = MarkState::Withdrawn;
    c.words_state[row] = WordsState::None;
    c.at[row] = {};
    c.life_phase[row] = LifePhase::Unstated;
    c.support[row] = 0;
    c.author[row] = {};
}

std::uint32_t Table::source_index(const std::string& source) {
    // Data sets are few: a handful per Quartier.
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (m_sources[i] == source) return static_cast<std::uint32_t>(i);
    }
    m_sources.push_back(source);
    return static_cast<std::uint32_t>(m_sources.size() - 1);
}

} // namespace anker::contribution
