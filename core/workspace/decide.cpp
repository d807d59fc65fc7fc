// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/decide.hpp"

#include "core/base/overloaded.hpp"
#include "core/base/text.hpp"

#include <optional>

namespace anker::workspace {

namespace {

using base::Overloaded;
using Decision = Expected<Event, Rejection>;

std::optional<Rejection> fault_of(const contribution::Words& words) {
    if (!base::is_language_tag(words.language)) return Rejection::LanguageInvalid;
    switch (base::find_text_fault(words.text, contribution::max_words_bytes)) {
    case base::TextFault::None:
        return std::nullopt;
    case base::TextFault::Blank:
        return Rejection::WordsBlank;
    case base::TextFault::TooLong:
        return Rejection::WordsTooLong;
    case base::TextFault::NotUtf8:
        return Rejection::WordsBroken;
    case base::TextFault::Control:
        return Rejection::WordsControl;
    case base::TextFault::BidiControl:
        return Rejection::WordsBidiControl;
    }
    return Rejection::WordsBroken;
}

bool is_title(const std::string& text, std::size_t max_bytes) {
    return base::find_text_fault(text, max_bytes) == base::TextFault::None;
}

bool extent_fits(const geo::Box& box) {
    return !box.is_empty() && geo::is_on_earth(box.min.lon_e7, box.min.lat_e7) &&
           geo::is_on_earth(box.max.lon_e7, box.max.lat_e7) &&
           std::int64_t{box.max.lon_e7} - box.min.lon_e7 <= geo::max_quartier_extent_e7 &&
           std::int64_t{box.max.lat_e7} - box.min.lat_e7 <= geo::max_quartier_extent_e7;
}

/// Contributions of both ways in: every drawn position must be near the Quartier.
std::optional<Rejection> fault_of(const geo::Shape& shape, const quartier::Quartier& quartier) {
    if (!geo::is_valid(shape)) return Rejection::ShapeInvalid;
    for (const geo::Position p : shape.positions) {
        if (!quartier::is_near(quartier, p)) return Rejection::OutsideQuartier;
    }
    return std::nullopt;
}

Decision move_session(const State& state, base::SessionId id, session::Stage from_any_but, Event event) {
    const auto found = state.sessions.find(id);
    if (found == state.sessions.end()) return failure(Rejection::SessionUnknown);
    if (found->second.stage == from_any_but) return failure(Rejection::AlreadySo);
    return event;
}

/// The contribution's row, if `author` made it.
Expected<contribution::Handle, Rejection> own_row(const State& state, base::ContributionId id,
                                                  base::AuthorId author) {
    const contribution::Handle row = state.contributions.find(id);
    if (row == contribution::no_handle) return failure(Rejection::ContributionUnknown);
    if (author.is_none() || state.contributions.columns().author[row] != author)
        return failure(Rejection::NotYours);
    return row;
}

/// The row, if residents can see it.
Expected<contribution::Handle, Rejection> visible_row(const State& state, base::ContributionId id) {
    const contribution::Handle row = state.contributions.find(id);
    if (row == contribution::no_handle) return failure(Rejection::ContributionUnknown);
    if (state.contributions.columns().state[row] != contribution::MarkState::Shown) {
        return failure(Rejection::ContributionUnknown);
    }
    return row;
}

Decision settle_words(const State& state, base::EventId subject, contribution::WordsState wanted,
                      Event event) {
    contribution::WordsState now = contribution::WordsState::None;
    if (const auto comment = state.comments.find(subject); comment != state.comments.end()) {
        now = comment->second.words_state;
    } else {
        const contribution::Handle row = state.contributions.find(subject);
        if (row == contribution::no_handle) return failure(Rejection::ContributionUnknown);
        now = state.contributions.columns().words_state[row];
    }
    if (now == contribution::WordsState::None) return failure(Rejection::NoWords);
    if (now == wanted) return failure(Rejection::AlreadySo);
    return event;
}

Decision switch_mark(const State& state, base::ContributionId id, contribution::MarkState wanted,
                     Event event) {
    const contribution::Handle row = state.contributions.find(id);
    if (row == contribution::no_handle) return failure(Rejection::ContributionUnknown);
    if (state.contributions.columns().state[row] == wanted) return failure(Rejection::AlreadySo);
    return event;
}

struct Decider {
    const State& state;
    const Actor& actor;

    Decision operator()(const contribution::Make& c) const {
        const auto session = state.sessions.find(c.session);
        if (session == state.sessions.end()) return failure(Rejection::SessionUnknown);
        switch (session->second.stage) {
        case session::Stage::Planned:
            return failure(Rejection::SessionNotOpen);
        case session::Stage::Paused:
            return failure(Rejection::SessionPaused);
        case session::Stage::Closed:
            return failure(Rejection::SessionClosed);
        case session::Stage::Open:
            break;
        }
        if (const auto fault = fault_of(c.shape, state.quartier)) return failure(*fault);
        if (c.words) {
            if (const auto fault = fault_of(*c.words)) return failure(*fault);
        }
        const bool professional = actor.role == Role::Professional || actor.role == Role::Facilitator;
        contribution::Made made;
        made.session = c.session;
        made.kind = c.kind;
        made.theme = c.theme;
        made.life_phase = c.life_phase;
        made.perspective =
            professional ? contribution::Perspective::Professional : contribution::Perspective::Resident;
        made.channel = professional                ? contribution::Channel::Professional
                       : actor.role == Role::Kiosk ? contribution::Channel::Kiosk
                                                   : contribution::Channel::Phone;
        made.shape = c.shape;
        made.words = c.words;
        made.words_state = c.words ? contribution::WordsState::Waiting : contribution::WordsState::None;
        return made;
    }

    Decision operator()(const contribution::Import& c) const {
        if (const auto fault = fault_of(c.shape, state.quartier)) return failure(*fault);
        if (c.words) {
            if (const auto fault = fault_of(*c.words)) return failure(*fault);
        }
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
        return made;
    }

    Decision operator()(const contribution::AddWords& c) const {
        ANKER_TRY([[maybe_unused]] const auto row, own_row(state, c.contribution, actor.author));
        if (const auto fault = fault_of(c.words)) return failure(*fault);
        return contribution::WordsAdded{c.contribution, c.words};
    }

    Decision operator()(const contribution::Support& c) const {
        ANKER_TRY(const auto row, visible_row(state, c.contribution));
        if (actor.author.is_none()) return failure(Rejection::RoleMayNot);
        // Their own mark says it already.
        if (state.contributions.columns().author[row] == actor.author) return failure(Rejection::AlreadySo);
        if (state.supports.contains({row, actor.author})) return failure(Rejection::AlreadySo);
        return contribution::Supported{c.contribution};
    }

    Decision operator()(const contribution::WithdrawSupport& c) const {
        ANKER_TRY(const auto row, visible_row(state, c.contribution));
        if (!state.supports.contains({row, actor.author})) return failure(Rejection::AlreadySo);
        return contribution::SupportWithdrawn{c.contribution};
    }

    Decision operator()(const contribution::Comment& c) const {
        ANKER_TRY([[maybe_unused]] const auto row, visible_row(state, c.contribution));
        if (const auto fault = fault_of(c.words)) return failure(*fault);
        const bool import = actor.role == Role::Administrator;
        return contribution::Commented{c.contribution, c.words,
                                       import ? contribution::WordsState::Approved
                                              : contribution::WordsState::Waiting};
    }

    Decision operator()(const contribution::Withdraw& c) const {
        if (actor.role == Role::Administrator || actor.role == Role::Facilitator) {
            if (state.contributions.find(c.contribution) == contribution::no_handle) {
                return failure(Rejection::ContributionUnknown);
            }
        } else {
            ANKER_TRY([[maybe_unused]] const auto row, own_row(state, c.contribution, actor.author));
        }
        return contribution::Withdrawn{c.contribution};
    }

    Decision operator()(const moderation::ApproveWords& c) const {
        return settle_words(state, c.subject, contribution::WordsState::Approved,
                            moderation::WordsApproved{c.subject});
    }
    Decision operator()(const moderation::RejectWords& c) const {
        return settle_words(state, c.subject, contribution::WordsState::Rejected,
                            moderation::WordsRejected{c.subject});
    }
    Decision operator()(const moderation::HideMark& c) const {
        return switch_mark(state, c.contribution, contribution::MarkState::Hidden,
                           moderation::MarkHidden{c.contribution});
    }
    Decision operator()(const moderation::ShowMark& c) const {
        return switch_mark(state, c.contribution, contribution::MarkState::Shown,
                           moderation::MarkShown{c.contribution});
    }

    Decision operator()(const session::Plan& c) const {
        if (!is_title(c.title, session::max_title_bytes)) return failure(Rejection::NameInvalid);
        return session::Planned{c.title};
    }
    Decision operator()(const session::Open& c) const {
        return move_session(state, c.session, session::Stage::Open, session::Opened{c.session});
    }
    Decision operator()(const session::Pause& c) const {
        const auto found = state.sessions.find(c.session);
        if (found != state.sessions.end() && found->second.stage == session::Stage::Planned) {
            return failure(Rejection::SessionNotOpen);
        }
        if (found != state.sessions.end() && found->second.stage == session::Stage::Closed) {
            return failure(Rejection::SessionClosed);
        }
        return move_session(state, c.session, session::Stage::Paused, session::Paused{c.session});
    }
    Decision operator()(const session::Close& c) const {
        return move_session(state, c.session, session::Stage::Closed, session::Closed{c.session});
    }

    Decision operator()(const quartier::Found& c) const {
        if (!quartier::is_key(c.key)) return failure(Rejection::KeyInvalid);
        if (!is_title(c.name, quartier::max_name_bytes)) return failure(Rejection::NameInvalid);
        if (!extent_fits(c.extent)) return failure(Rejection::ExtentTooLarge);
        return quartier::Founded{c.key, c.name, c.is_example, c.extent,
                                 geo::local_scale_at(c.extent.centre().lat_e7)};
    }
    Decision operator()(const quartier::Redraw& c) const {
        if (!extent_fits(c.extent)) return failure(Rejection::ExtentTooLarge);
        std::size_t positions = 0;
        for (const geo::Polygon& polygon : c.boundary) positions += polygon.outer.size();
        if (positions > quartier::max_boundary_positions) return failure(Rejection::ShapeInvalid);
        return quartier::Redrawn{c.extent, c.boundary};
    }
    Decision operator()(const quartier::AdoptDataset& c) const {
        const auto found = state.quartier.datasets.find(c.kind);
        if (found != state.quartier.datasets.end() && found->second == c.dataset)
            return failure(Rejection::AlreadySo);
        return quartier::DatasetAdopted{c.kind, c.dataset};
    }
};

} // namespace

bool may(Role role, const Command& command) {
    const auto one_of = [role](std::initializer_list<Role> allowed) {
        for (const Role r : allowed) {
            if (r == role) return true;
        }
        return false;
    };
    using enum Role;
    return std::visit(Overloaded{
                          [&](const contribution::Make&) {
                              return one_of({Resident, Kiosk, Professional, Facilitator});
                          },
                          [&](const contribution::Import&) { return one_of({Administrator}); },
                          [&](const contribution::AddWords&) {
                              return one_of({Resident, Kiosk, Professional, Facilitator});
                          },
                          [&](const contribution::Support&) {
                              return one_of({Resident, Professional, Facilitator});
                          },
                          [&](const contribution::WithdrawSupport&) {
                              return one_of({Resident, Professional, Facilitator});
                          },
                          [&](const contribution::Comment&) {
                              return one_of({Resident, Kiosk, Professional, Facilitator, Administrator});
                          },
                          [&](const contribution::Withdraw&) {
                              return one_of({Resident, Kiosk, Professional, Facilitator, Administrator});
                          },
                          [&](const moderation::ApproveWords&) { return one_of({Facilitator}); },
                          [&](const moderation::RejectWords&) { return one_of({Facilitator}); },
                          [&](const moderation::HideMark&) { return one_of({Facilitator}); },
                          [&](const moderation::ShowMark&) { return one_of({Facilitator}); },
                          [&](const session::Plan&) {
                              return one_of({Facilitator, Administrator});
                          },
                          [&](const session::Open&) {
                              return one_of({Facilitator, Administrator});
                          },
                          [&](const session::Pause&) { return one_of({Facilitator}); },
                          [&](const session::Close&) {
                              return one_of({Facilitator, Administrator});
                          },
                          [&](const quartier::Found&) { return one_of({Administrator}); },
                          [&](const quartier::Redraw&) { return one_of({Administrator}); },
                          [&](const quartier::AdoptDataset&) { return one_of({Administrator}); },
                      },
                      command);
}

Expected<Event, Rejection> decide(const State& state, const Command& command, const Actor& actor) {
    if (!may(actor.role, command)) return failure(Rejection::RoleMayNot);
    const bool founding = std::holds_alternative<quartier::Found>(command);
    if (founding && state.quartier.is_founded()) return failure(Rejection::QuartierExists);
    if (!founding && !state.quartier.is_founded()) return failure(Rejection::QuartierUnknown);
    return std::visit(Decider{state, actor}, command);
}

} // namespace anker::workspace
