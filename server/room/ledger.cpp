// SPDX-License-Identifier: Apache-2.0
#include "server/room/ledger.hpp"

#include "core/base/assert.hpp"
#include "core/base/overloaded.hpp"
#include "core/journal/journal.hpp"
#include "server/store/id_bytes.hpp"

namespace anker::server {

namespace {

using base::Overloaded;
using contribution::Handle;
using workspace::Event;
using workspace::Role;

constexpr std::size_t events_per_read = 5'000;

/// A text that is the same for the same command and different for any other. Commands of clients have one on
/// the wire; those of the command line are written as the event they ask for.
std::string canonical(const wire::Submission& submission) {
    return std::visit(
        Overloaded{
            [](const contribution::Import& c) {
                contribution::Made made;
                made.kind = c.kind;
                made.theme = c.theme;
                made.life_phase = c.life_phase;
                made.perspective = c.perspective;
                made.channel = contribution::Channel::Import;
                made.shape = c.shape;
                made.words = c.words;
                made.words_state = c.words ? c.words_state : contribution::WordsState::None;
                made.support_elsewhere = c.support_elsewhere;
                made.made_elsewhere_at_ms = c.made_at_ms;
                made.source = c.source;
                return "import " + journal::encode_body(Event{made});
            },
            [](const quartier::Found& c) {
                return "found " + journal::encode_body(
                                      Event{quartier::Founded{c.key, c.name, c.is_example, c.extent, {}}});
            },
            [](const quartier::Redraw& c) {
                return "redraw " + journal::encode_body(Event{quartier::Redrawn{c.extent, c.boundary}});
            },
            [](const quartier::AdoptDataset& c) {
                return "adopt " + journal::encode_body(Event{quartier::DatasetAdopted{c.kind, c.dataset}});
            },
            [&](const auto&) { return wire::encode_submission(submission); },
        },
        submission.command);
}

/// What a Withdrawn event takes along: the contribution itself, its words, supports and comments.
base::ContributionId belongs_to(base::EventId id, const Event& event) {
    return std::visit(Overloaded{
                          [&](const contribution::Made&) { return id; },
                          [](const contribution::WordsAdded& e) { return e.contribution; },
                          [](const contribution::Supported& e) { return e.contribution; },
                          [](const contribution::SupportWithdrawn& e) { return e.contribution; },
                          [](const contribution::Commented& e) { return e.contribution; },
                          [](const auto&) { return base::ContributionId{}; },
                      },
                      event);
}

wire::Outcome outcome_of(Put put) {
    switch (put) {
    case Put::Fresh:
        return wire::Outcome::Fresh;
    case Put::Duplicate:
        return wire::Outcome::Duplicate;
    case Put::Conflict:
        return wire::Outcome::Conflict;
    case Put::Erased:
        return wire::Outcome::Erased;
    }
    return wire::Outcome::Conflict;
}

/// A link that belongs to a session makes contributions there and nowhere else.
bool is_elsewhere(const workspace::Command& command, base::SessionId session) {
    const auto* make = std::get_if<contribution::Make>(&command);
    return make != nullptr && !session.is_none() && make->session != session;
}

} // namespace

base::AuthorId author_of_device(const Key& key, std::string_view quartier, std::string_view device) {
    return id_from_bytes<base::AuthorTag>(keyed_hash_16(key, {"author", quartier, device}));
}

Stored<void> Ledger::load() {
    m_state = {};
    m_append = {};
    m_append.quartier = m_quartier;
    m_taken.clear();
    m_touched.clear();
    m_fresh.clear();
    while (true) {
        ANKER_TRY(const auto events, m_store.read(m_quartier, m_state.sequence, events_per_read));
        for (const workspace::Recorded& recorded : events) workspace::apply(m_state, recorded);
        if (events.size() < events_per_read) return {};
    }
}

Stored<wire::Ack> Ledger::take(const wire::Submission& submission, const Asker& asker, std::int64_t now_ms) {
    const base::AuthorId author = asker.actor.author;
    const Hash16 content_hash =
        keyed_hash_16(m_key, {"content", base::hex_from_id(author), canonical(submission)});
    const auto answer = [&](wire::Outcome outcome, std::uint64_t sequence) {
        return wire::Ack{submission.id, outcome, sequence, ""};
    };
    if (const auto fresh = m_fresh.find(submission.id); fresh != m_fresh.end()) {
        const bool same = fresh->second.first == content_hash;
        return answer(same ? wire::Outcome::Duplicate : wire::Outcome::Conflict,
                      same ? fresh->second.second : 0);
    }
    ANKER_TRY(const auto known, m_store.find(m_quartier, submission.id, content_hash));
    // The number of somebody else's event is nobody's business: only the sender of the same command learns
    // it.
    if (known) return answer(outcome_of(known->put), known->put == Put::Duplicate ? known->sequence : 0);

    const auto refused = [&](workspace::Rejection why) {
        wire::Ack ack = answer(wire::Outcome::Rejected, 0);
        ack.why = workspace::name_of(why);
        return ack;
    };
    if (is_elsewhere(submission.command, asker.session)) return refused(workspace::Rejection::SessionUnknown);
    auto event = workspace::decide(m_state, submission.command, asker.actor);
    if (!event) return refused(event.error());

    workspace::Recorded recorded{submission.id, m_state.sequence + 1, now_ms, author, std::move(*event)};
    // Who took their own contribution back need not be remembered; an act of office is.
    const bool in_office = asker.actor.role == Role::Facilitator || asker.actor.role == Role::Administrator;
    if (std::holds_alternative<contribution::Withdrawn>(recorded.event) && !in_office) recorded.author = {};

    Taken taken{recorded, concerned_by(recorded)};
    note_touched(recorded); // before: a comment is found by its subject
    workspace::apply(m_state, recorded);
    m_fresh[recorded.id] = {content_hash, recorded.sequence};
    m_append.events.push_back({recorded.id, recorded.at_ms, recorded.author, recorded.event, content_hash,
                               belongs_to(recorded.id, recorded.event)});
    if (std::holds_alternative<session::Planned>(recorded.event)) {
        for (LinkRow& row : m_links.add_missing(m_quartier, recorded.id))
            m_append.links.push_back(std::move(row));
    } else if (std::holds_alternative<quartier::Founded>(recorded.event)) {
        for (LinkRow& row : m_links.add_missing(m_quartier, {})) m_append.links.push_back(std::move(row));
    }
    m_taken.push_back(std::move(taken));
    return answer(wire::Outcome::Fresh, m_state.sequence);
}

Append Ledger::append() {
    for (const base::ContributionId id : m_touched)
        m_append.features.push_back({id, feature_of(m_state, id)});
    m_touched.clear();
    m_fresh.clear();
    Append append = std::move(m_append);
    m_append = {};
    m_append.quartier = m_quartier;
    return append;
}

std::vector<base::AuthorId> Ledger::concerned_by(const workspace::Recorded& recorded) const {
    std::vector<base::AuthorId> authors;
    const auto owner = [&](base::EventId subject) {
        const Handle row = m_state.contributions.find(subject);
        if (row != contribution::no_handle) authors.push_back(m_state.contributions.columns().author[row]);
    };
    std::visit(Overloaded{
                   [&](const contribution::Made&) { authors.push_back(recorded.author); },
                   [&](const contribution::Supported&) { authors.push_back(recorded.author); },
                   [&](const contribution::SupportWithdrawn&) { authors.push_back(recorded.author); },
                   [&](const contribution::WordsAdded& e) { owner(e.contribution); },
                   [&](const contribution::Withdrawn& e) {
                       owner(e.contribution);
                       const Handle row = m_state.contributions.find(e.contribution);
                       auto support = m_state.supports.lower_bound({row, base::AuthorId{}});
                       for (; support != m_state.supports.end() && support->first == row; ++support)
                           authors.push_back(support->second);
                   },
                   [&](const moderation::WordsApproved& e) { owner(e.subject); },
                   [&](const moderation::WordsRejected& e) { owner(e.subject); },
                   [&](const moderation::MarkHidden& e) { owner(e.contribution); },
                   [&](const moderation::MarkShown& e) { owner(e.contribution); },
                   [](const auto&) {},
               },
               recorded.event);
    std::erase_if(authors, [](base::AuthorId author) { return author.is_none(); });
    return authors;
}

void Ledger::note_touched(const workspace::Recorded& recorded) {
    std::visit(Overloaded{
                   [&](const contribution::Made&) { m_touched.insert(recorded.id); },
                   [&](const contribution::WordsAdded& e) { m_touched.insert(e.contribution); },
                   [&](const contribution::Supported& e) { m_touched.insert(e.contribution); },
                   [&](const contribution::SupportWithdrawn& e) { m_touched.insert(e.contribution); },
                   [&](const contribution::Withdrawn& e) { m_touched.insert(e.contribution); },
                   [&](const moderation::MarkHidden& e) { m_touched.insert(e.contribution); },
                   [&](const moderation::MarkShown& e) { m_touched.insert(e.contribution); },
                   [&](const moderation::WordsApproved& e) { m_touched.insert(e.subject); },
                   [&](const moderation::WordsRejected& e) { m_touched.insert(e.subject); },
                   [](const auto&) {},
               },
               recorded.event);
}

std::optional<Feature> feature_of(const workspace::State& state, base::ContributionId id) {
    const Handle row = state.contributions.find(id);
    if (row == contribution::no_handle) return std::nullopt;
    const contribution::Columns& c = state.contributions.columns();
    if (c.state[row] != contribution::MarkState::Shown) return std::nullopt;
    Feature feature;
    feature.kind = contribution::name_of(c.kind[row]);
    feature.theme = contribution::name_of(c.theme[row]);
    feature.perspective = contribution::name_of(c.perspective[row]);
    feature.at = c.at[row];
    feature.shape = state.contributions.shape_of(row);
    if (c.words_state[row] == contribution::WordsState::Approved)
        feature.words = state.contributions.words_of(row).text;
    feature.source = state.contributions.source_of(row);
    feature.support = c.support[row];
    feature.made_at_ms = c.made_at_ms[row];
    return feature;
}

} // namespace anker::server
