// SPDX-License-Identifier: Apache-2.0
#include "core/view/project.hpp"

#include "core/base/overloaded.hpp"

#include <algorithm>

namespace anker::view {

namespace {

using base::Overloaded;
using contribution::Handle;
using contribution::MarkState;
using contribution::WordsState;
using workspace::Role;
using workspace::State;

bool sees_hidden(Role role) {
    return role == Role::Facilitator || role == Role::Administrator;
}
bool moderates(Role role) {
    return role == Role::Facilitator || role == Role::Administrator;
}

bool is_visible(const State& state, Handle row, Role role) {
    if (row == contribution::no_handle) return false;
    const MarkState mark_state = state.contributions.columns().state[row];
    return mark_state == MarkState::Shown || (mark_state == MarkState::Hidden && sees_hidden(role));
}

std::uint32_t approved_comments_on(const State& state, Handle row) {
    std::uint32_t count = 0;
    for (const auto& [id, comment] : state.comments) {
        if (comment.on == row && comment.words_state == WordsState::Approved) ++count;
    }
    return count;
}

MarkShown mark_shown(const State& state, Handle row, std::uint32_t comment_count) {
    const contribution::Columns& c = state.contributions.columns();
    constexpr std::int64_t ms_per_hour = 3'600'000;
    return {.id = c.id[row],
            .number = c.number[row],
            .at = c.at[row],
            .shape = state.contributions.shape_of(row),
            .kind = c.kind[row],
            .theme = c.theme[row],
            .perspective = c.perspective[row],
            .has_words = c.words_state[row] == WordsState::Approved,
            .is_hidden = c.state[row] == MarkState::Hidden,
            .support = c.support[row],
            .comment_count = comment_count,
            .made_at_hour = c.made_at_ms[row] / ms_per_hour};
}

MineShown mine_shown(const State& state, Handle row) {
    const contribution::Columns& c = state.contributions.columns();
    return {c.id[row], c.words_state[row], state.contributions.words_of(row),
            c.state[row] == MarkState::Hidden};
}

struct Projector {
    const State& state;
    const workspace::Recorded& recorded;
    Role role;
    std::vector<ViewEvent>& out;

    void show_quartier() const { out.push_back(QuartierShown{state.quartier}); }
    void show_session(base::SessionId id) const {
        if (const auto found = state.sessions.find(id); found != state.sessions.end())
            out.push_back(SessionShown{found->second});
    }
    void show_mark(base::ContributionId id) const {
        const Handle row = state.contributions.find(id);
        if (is_visible(state, row, role)) {
            out.push_back(mark_shown(state, row, approved_comments_on(state, row)));
        } else {
            out.push_back(MarkGone{id});
        }
    }
    void show_words(base::ContributionId id) const {
        const Handle row = state.contributions.find(id);
        if (!is_visible(state, row, role)) return; // the mark itself goes, and its words with it
        if (state.contributions.columns().words_state[row] == WordsState::Approved) {
            out.push_back(WordsShown{id, state.contributions.words_of(row)});
        } else {
            out.push_back(WordsGone{id});
        }
    }
    void show_queue_entry(base::EventId subject) const {
        if (!moderates(role)) return;
        if (const auto comment = state.comments.find(subject); comment != state.comments.end()) {
            if (comment->second.words_state == WordsState::Waiting) {
                out.push_back(WordsWaiting{subject, state.contributions.columns().id[comment->second.on],
                                           comment->second.words, comment->second.at_ms});
                return;
            }
        } else if (const Handle row = state.contributions.find(subject); row != contribution::no_handle) {
            if (state.contributions.columns().words_state[row] == WordsState::Waiting) {
                out.push_back(WordsWaiting{subject, subject, state.contributions.words_of(row),
                                           state.contributions.columns().made_at_ms[row]});
                return;
            }
        }
        out.push_back(WordsSettled{subject});
    }
    void show_support(base::ContributionId id) const {
        const Handle row = state.contributions.find(id);
        if (is_visible(state, row, role))
            out.push_back(SupportShown{id, state.contributions.columns().support[row]});
    }
    void show_settled_words(base::EventId subject) const {
        if (const auto comment = state.comments.find(subject); comment != state.comments.end()) {
            const Handle row = comment->second.on;
            if (is_visible(state, row, role)) {
                out.push_back(CommentCountShown{state.contributions.columns().id[row],
                                                approved_comments_on(state, row)});
            }
        } else {
            show_words(subject);
        }
        show_queue_entry(subject);
    }

    void operator()(const contribution::Made&) const {
        show_mark(recorded.id);
        show_queue_entry(recorded.id);
    }
    void operator()(const contribution::WordsAdded& e) const {
        show_words(e.contribution);
        show_queue_entry(e.contribution);
    }
    void operator()(const contribution::Supported& e) const { show_support(e.contribution); }
    void operator()(const contribution::SupportWithdrawn& e) const { show_support(e.contribution); }
    void operator()(const contribution::Commented&) const { show_settled_words(recorded.id); }
    void operator()(const contribution::Withdrawn& e) const {
        out.push_back(MarkGone{e.contribution});
        if (moderates(role)) out.push_back(WordsSettled{e.contribution});
    }
    void operator()(const moderation::WordsApproved& e) const { show_settled_words(e.subject); }
    void operator()(const moderation::WordsRejected& e) const { show_settled_words(e.subject); }
    void operator()(const moderation::MarkHidden& e) const { show_mark(e.contribution); }
    void operator()(const moderation::MarkShown& e) const { show_mark(e.contribution); }
    void operator()(const session::Planned&) const { show_session(recorded.id); }
    void operator()(const session::Opened& e) const { show_session(e.session); }
    void operator()(const session::Paused& e) const { show_session(e.session); }
    void operator()(const session::Closed& e) const { show_session(e.session); }
    void operator()(const quartier::Founded&) const { show_quartier(); }
    void operator()(const quartier::Redrawn&) const { show_quartier(); }
    void operator()(const quartier::DatasetAdopted&) const { show_quartier(); }
    void operator()(const workspace::Erased&) const {}
    void operator()(const workspace::Unknown&) const {}
};

} // namespace

std::vector<ViewEvent> project(const State& state, const workspace::Recorded& recorded, Role role) {
    std::vector<ViewEvent> out;
    std::visit(Projector{state, recorded, role, out}, recorded.event);
    return out;
}

std::vector<ViewEvent> project_private(const State& state, const workspace::Recorded& recorded,
                                       base::AuthorId author) {
    std::vector<ViewEvent> out;
    if (author.is_none()) return out;
    const auto show_mine = [&](base::ContributionId id) {
        const Handle row = state.contributions.find(id);
        if (row == contribution::no_handle) return;
        if (state.contributions.columns().author[row] == author) out.push_back(mine_shown(state, row));
    };
    const auto show_my_support = [&](base::ContributionId id) {
        const Handle row = state.contributions.find(id);
        if (row == contribution::no_handle || recorded.author != author) return;
        out.push_back(MySupportShown{id, state.supports.contains({row, author})});
    };
    std::visit(
        Overloaded{
            [&](const contribution::Made&) { show_mine(recorded.id); },
            [&](const contribution::WordsAdded& e) { show_mine(e.contribution); },
            [&](const contribution::Supported& e) { show_my_support(e.contribution); },
            [&](const contribution::SupportWithdrawn& e) { show_my_support(e.contribution); },
            // The author is erased by now, so everybody may be told; only the owner has something to drop.
            [&](const contribution::Withdrawn& e) {
                out.push_back(MineGone{e.contribution});
                out.push_back(MySupportShown{e.contribution, false});
            },
            [&](const moderation::WordsApproved& e) { show_mine(e.subject); },
            [&](const moderation::WordsRejected& e) { show_mine(e.subject); },
            [&](const moderation::MarkHidden& e) { show_mine(e.contribution); },
            [&](const moderation::MarkShown& e) { show_mine(e.contribution); },
            [&](const auto&) {},
        },
        recorded.event);
    return out;
}

void snapshot(const State& state, Role role, const Sink& sink) {
    if (state.quartier.is_founded()) sink(QuartierShown{state.quartier});
    for (const auto& [id, session] : state.sessions) sink(SessionShown{session});

    std::vector<std::uint32_t> comment_counts(state.contributions.row_count(), 0);
    for (const auto& [id, comment] : state.comments) {
        if (comment.words_state == WordsState::Approved) ++comment_counts[comment.on];
    }
    const contribution::Columns& c = state.contributions.columns();
    for (Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (is_visible(state, row, role)) sink(mark_shown(state, row, comment_counts[row]));
    }
    if (!moderates(role)) return;
    for (Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (state.contributions.is_live(row) && c.words_state[row] == WordsState::Waiting) {
            sink(WordsWaiting{c.id[row], c.id[row], state.contributions.words_of(row), c.made_at_ms[row]});
        }
    }
    for (const auto& [id, comment] : state.comments) {
        if (comment.words_state == WordsState::Waiting) {
            sink(WordsWaiting{id, c.id[comment.on], comment.words, comment.at_ms});
        }
    }
}

std::vector<ViewEvent> private_snapshot(const State& state, base::AuthorId author) {
    std::vector<ViewEvent> out;
    if (author.is_none()) return out;
    const contribution::Columns& c = state.contributions.columns();
    for (Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (state.contributions.is_live(row) && c.author[row] == author)
            out.push_back(mine_shown(state, row));
    }
    for (const auto& [row, supporter] : state.supports) {
        if (supporter == author) out.push_back(MySupportShown{c.id[row], true});
    }
    return out;
}

std::optional<Talk> talk_of(const State& state, base::ContributionId id, Role role) {
    const Handle row = state.contributions.find(id);
    if (!is_visible(state, row, role)) return std::nullopt;
    Talk talk{id, std::nullopt, {}, state.contributions.source_of(row)};
    if (state.contributions.columns().words_state[row] == WordsState::Approved)
        talk.words = state.contributions.words_of(row);
    std::vector<std::pair<std::int64_t, const contribution::Words*>> comments;
    for (const auto& [comment_id, comment] : state.comments) {
        if (comment.on == row && comment.words_state == WordsState::Approved)
            comments.push_back({comment.at_ms, &comment.words});
    }
    std::stable_sort(comments.begin(), comments.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [at, words] : comments) talk.comments.push_back(*words);
    return talk;
}

} // namespace anker::view
