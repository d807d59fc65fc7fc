// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/state.hpp"

#include "core/base/hash.hpp"
#include "core/base/overloaded.hpp"

namespace anker::workspace {

namespace {

using base::Overloaded;

void settle_words(State& state, base::EventId subject, contribution::WordsState settled) {
    if (const auto comment = state.comments.find(subject); comment != state.comments.end()) {
        comment->second.words_state = settled;
        return;
    }
    const contribution::Handle row = state.contributions.find(subject);
    if (row == contribution::no_handle) return;
    if (state.contributions.columns().words_state[row] == contribution::WordsState::None) return;
    state.contributions.set_words_state(row, settled);
}

void set_mark_state(State& state, base::ContributionId id, contribution::MarkState mark_state) {
    const contribution::Handle row = state.contributions.find(id);
    if (row != contribution::no_handle) state.contributions.set_state(row, mark_state);
}

void set_stage(State& state, base::SessionId id, session::Stage stage, std::int64_t at_ms) {
    const auto found = state.sessions.find(id);
    if (found == state.sessions.end()) return;
    found->second.stage = stage;
    if (stage == session::Stage::Open && found->second.opened_at_ms == 0) found->second.opened_at_ms = at_ms;
}

void withdraw(State& state, base::ContributionId id) {
    const contribution::Handle row = state.contributions.find(id);
    if (row == contribution::no_handle) return;
    state.contributions.erase(row);
    const auto first = state.supports.lower_bound({row, base::AuthorId{}});
    const auto last = state.supports.lower_bound({row + 1, base::AuthorId{}});
    state.supports.erase(first, last);
    std::erase_if(state.comments, [row](const auto& entry) { return entry.second.on == row; });
}

struct Applier {
    State& state;
    const Recorded& recorded;

    void operator()(const contribution::Made& e) const {
        if (state.contributions.find(recorded.id) != contribution::no_handle) return;
        state.contributions.add(recorded.id, recorded.sequence, recorded.at_ms, recorded.author, e,
                                geo::anchor_of(e.shape, state.quartier.scale));
    }
    void operator()(const contribution::WordsAdded& e) const {
        const contribution::Handle row = state.contributions.find(e.contribution);
        if (row != contribution::no_handle)
            state.contributions.set_words(row, e.words, contribution::WordsState::Waiting);
    }
    void operator()(const contribution::Supported& e) const {
        const contribution::Handle row = state.contributions.find(e.contribution);
        if (row != contribution::no_handle && state.supports.insert({row, recorded.author}).second) {
            state.contributions.add_support(row, +1);
        }
    }
    void operator()(const contribution::SupportWithdrawn& e) const {
        const contribution::Handle row = state.contributions.find(e.contribution);
        if (row != contribution::no_handle && state.supports.erase({row, recorded.author}) == 1) {
            state.contributions.add_support(row, -1);
        }
    }
    void operator()(const contribution::Commented& e) const {
        const contribution::Handle row = state.contributions.find(e.contribution);
        if (row == contribution::no_handle) return;
        state.comments.try_emplace(
            recorded.id, CommentEntry{row, e.words, e.words_state, recorded.author, recorded.at_ms});
    }
    void operator()(const contribution::Withdrawn& e) const { withdraw(state, e.contribution); }

    void operator()(const moderation::WordsApproved& e) const {
        settle_words(state, e.subject, contribution::WordsState::Approved);
    }
    void operator()(const moderation::WordsRejected& e) const {
        settle_words(state, e.subject, contribution::WordsState::Rejected);
    }
    void operator()(const moderation::MarkHidden& e) const {
        set_mark_state(state, e.contribution, contribution::MarkState::Hidden);
    }
    void operator()(const moderation::MarkShown& e) const {
        set_mark_state(state, e.contribution, contribution::MarkState::Shown);
    }

    void operator()(const session::Planned& e) const {
        state.sessions.try_emplace(recorded.id,
                                   session::Session{recorded.id, e.title, session::Stage::Planned, 0});
    }
    void operator()(const session::Opened& e) const {
        set_stage(state, e.session, session::Stage::Open, recorded.at_ms);
    }
    void operator()(const session::Paused& e) const {
        set_stage(state, e.session, session::Stage::Paused, recorded.at_ms);
    }
    void operator()(const session::Closed& e) const {
        set_stage(state, e.session, session::Stage::Closed, recorded.at_ms);
    }

    void operator()(const quartier::Founded& e) const {
        if (state.quartier.is_founded()) return;
        state.quartier.key = e.key;
        state.quartier.name = e.name;
        state.quartier.is_example = e.is_example;
        state.quartier.extent = e.extent;
        state.quartier.scale = e.scale;
    }
    void operator()(const quartier::Redrawn& e) const {
        state.quartier.extent = e.extent;
        state.quartier.boundary = e.boundary;
    }
    void operator()(const quartier::DatasetAdopted& e) const { state.quartier.datasets[e.kind] = e.dataset; }

    void operator()(const Erased&) const {}
    void operator()(const Unknown&) const {}
};

void add_id(base::StableHash& hash, base::EventId id) {
    hash.add(id.high);
    hash.add(id.low);
}

void add_position(base::StableHash& hash, geo::Position p) {
    hash.add(static_cast<std::uint32_t>(p.lon_e7));
    hash.add(static_cast<std::uint32_t>(p.lat_e7));
}

void add_words(base::StableHash& hash, const contribution::Words& words) {
    hash.add(words.text);
    hash.add(words.language);
}

void add_quartier(base::StableHash& hash, const quartier::Quartier& q) {
    hash.add(q.key);
    hash.add(q.name);
    hash.add(q.is_example ? 1 : 0);
    add_position(hash, q.extent.min);
    add_position(hash, q.extent.max);
    hash.add(static_cast<std::uint32_t>(q.scale.lon_nm_per_e7));
    hash.add(static_cast<std::uint32_t>(q.scale.lat_nm_per_e7));
    for (const geo::Polygon& polygon : q.boundary) {
        hash.add(polygon.outer.size());
        for (const geo::Position p : polygon.outer) add_position(hash, p);
        for (const geo::Ring& hole : polygon.holes) {
            hash.add(hole.size());
            for (const geo::Position p : hole) add_position(hash, p);
        }
    }
    for (const auto& [kind, dataset] : q.datasets) {
        hash.add(name_of(kind));
        hash.add(dataset.hash);
        hash.add(dataset.source);
        hash.add(dataset.licence);
        hash.add(dataset.version);
    }
}

} // namespace

void apply(State& state, const Recorded& recorded) {
    state.sequence = recorded.sequence;
    std::visit(Applier{state, recorded}, recorded.event);
}

State replay(std::span<const Recorded> log) {
    State state;
    for (const Recorded& recorded : log) apply(state, recorded);
    return state;
}

std::uint64_t state_hash(const State& state) {
    base::StableHash hash;
    hash.add(state.sequence);
    add_quartier(hash, state.quartier);
    for (const auto& [id, session] : state.sessions) {
        add_id(hash, id);
        hash.add(session.title);
        hash.add(static_cast<std::uint64_t>(session.stage));
        hash.add(static_cast<std::uint64_t>(session.opened_at_ms));
    }
    // Withdrawn rows are skipped: after erasure the log no longer knows them, and handles shift.
    const contribution::Table& table = state.contributions;
    const contribution::Columns& c = table.columns();
    for (contribution::Handle row = 0; row < table.row_count(); ++row) {
        if (!table.is_live(row)) continue;
        add_id(hash, c.id[row]);
        hash.add(c.number[row]);
        add_position(hash, c.at[row]);
        hash.add(static_cast<std::uint64_t>(c.kind[row]) | static_cast<std::uint64_t>(c.theme[row]) << 8 |
                 static_cast<std::uint64_t>(c.life_phase[row]) << 16 |
                 static_cast<std::uint64_t>(c.perspective[row]) << 24 |
                 static_cast<std::uint64_t>(c.channel[row]) << 32 |
                 static_cast<std::uint64_t>(c.state[row]) << 40 |
                 static_cast<std::uint64_t>(c.words_state[row]) << 48);
        add_words(hash, table.words_of(row));
        hash.add(table.source_of(row));
        const geo::Shape& shape = table.shape_of(row);
        hash.add(static_cast<std::uint64_t>(shape.kind));
        for (const geo::Position p : shape.positions) add_position(hash, p);
        hash.add(c.support[row]);
        hash.add(static_cast<std::uint64_t>(c.made_at_ms[row]));
        add_id(hash, c.session[row]);
        hash.add(c.author[row].high);
        hash.add(c.author[row].low);
    }
    for (const auto& [id, comment] : state.comments) {
        add_id(hash, id);
        add_id(hash, c.id[comment.on]);
        add_words(hash, comment.words);
        hash.add(static_cast<std::uint64_t>(comment.words_state));
        hash.add(comment.author.high);
        hash.add(comment.author.low);
        hash.add(static_cast<std::uint64_t>(comment.at_ms));
    }
    for (const auto& [row, author] : state.supports) {
        add_id(hash, c.id[row]);
        hash.add(author.high);
        hash.add(author.low);
    }
    return hash.value();
}

} // namespace anker::workspace
