// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"

#include <cstdint>
#include <string>

/// One workshop or one kiosk run. Contributions are accepted only while a session is open.
namespace anker::session {

enum class Stage : std::uint8_t { Planned, Open, Paused, Closed };

struct Session {
    base::SessionId id;
    std::string title;
    Stage stage = Stage::Planned;
    std::int64_t opened_at_ms = 0; ///< first opening; 0 = never
    friend bool operator==(const Session&, const Session&) = default;
};

constexpr std::size_t max_title_bytes = 200;

// Commands.
struct Plan {
    std::string title;
};
/// Also ends a pause. A closed session may be opened again: people come back from the break.
struct Open {
    base::SessionId session;
};
struct Pause {
    base::SessionId session;
};
struct Close {
    base::SessionId session;
};

// Events. The session has the id of its Planned event.
struct Planned {
    std::string title;
    friend bool operator==(const Planned&, const Planned&) = default;
};
struct Opened {
    base::SessionId session;
    friend bool operator==(const Opened&, const Opened&) = default;
};
struct Paused {
    base::SessionId session;
    friend bool operator==(const Paused&, const Paused&) = default;
};
struct Closed {
    base::SessionId session;
    friend bool operator==(const Closed&, const Closed&) = default;
};

} // namespace anker::session
