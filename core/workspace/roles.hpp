// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace anker::workspace {

/// Who is at the other end of a capability link. The same six everywhere.
enum class Role : std::uint8_t {
    Resident,     ///< marks, supports, comments; on their own phone
    Kiosk,        ///< the same on a shared screen
    Projector,    ///< looks only
    Professional, ///< studio; marks as professional
    Facilitator,  ///< runs and moderates sessions
    Administrator ///< imports, founds Quartiere; the command line
};
constexpr std::array<std::string_view, 6> role_names{"resident",     "kiosk",       "projector",
                                                     "professional", "facilitator", "administrator"};
constexpr std::array<Role, 6> all_roles{Role::Resident,     Role::Kiosk,       Role::Projector,
                                        Role::Professional, Role::Facilitator, Role::Administrator};
[[nodiscard]] constexpr std::string_view name_of(Role v) {
    return role_names[static_cast<std::size_t>(v)];
}

} // namespace anker::workspace
