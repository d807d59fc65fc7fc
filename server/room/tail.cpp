// SPDX-License-Identifier: Apache-2.0
#include "server/room/tail.hpp"

#include "core/base/overloaded.hpp"

#include <iterator>

namespace anker::server {

namespace {

using workspace::Event;

/// Only what `view::project` looks at: which subject the event is about.
Event without_content(const Event& event) {
    return std::visit(base::Overloaded{
                          [](const contribution::Made&) { return Event{contribution::Made{}}; },
                          [](const contribution::WordsAdded& e) {
                              return Event{contribution::WordsAdded{e.contribution, {}}};
                          },
                          [](const contribution::Commented& e) {
                              return Event{contribution::Commented{e.contribution, {}, e.words_state}};
                          },
                          [](const session::Planned&) { return Event{session::Planned{}}; },
                          [](const quartier::Founded&) { return Event{quartier::Founded{}}; },
                          [](const quartier::Redrawn&) { return Event{quartier::Redrawn{}}; },
                          [](const quartier::DatasetAdopted&) { return Event{quartier::DatasetAdopted{}}; },
                          [](const auto& e) { return Event{e}; },
                      },
                      event);
}

} // namespace

void Tail::add(const workspace::Recorded& recorded) {
    m_events.push_back({recorded.id, recorded.sequence, recorded.at_ms, {}, without_content(recorded.event)});
    m_last = recorded.sequence;
    if (m_events.size() > longest_gap) m_events.pop_front();
}

wire::Events Tail::events(const workspace::State& state, workspace::Role role, std::uint64_t from,
                          std::uint64_t to) const {
    wire::Events frame{from, to, {}};
    const std::uint64_t first = m_last + 1 - m_events.size();
    for (std::uint64_t sequence = from; sequence <= to; ++sequence) {
        auto events = view::project(state, m_events[static_cast<std::size_t>(sequence - first)], role);
        frame.events.insert(frame.events.end(), std::make_move_iterator(events.begin()),
                            std::make_move_iterator(events.end()));
    }
    return frame;
}

} // namespace anker::server
