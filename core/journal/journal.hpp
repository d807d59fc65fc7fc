// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/workspace/event.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// How events are stored: JSON, versioned, readable for ever. `tests/compat` holds logs of every released
/// version.
namespace anker::journal {

/// Written into every stored event. Raised only when an old reader would misunderstand a new event; a new
/// optional field or a new kind needs no new version.
constexpr int current_version = 1;

struct DecodeError {
    enum class Code { NotJson, BadField, NewerVersion } code = Code::NotJson;
    std::string where; ///< path of the field, like "b.shape.p"
};

/// Stored name of the event's kind, like "contribution.made".
[[nodiscard]] std::string_view kind_of(const workspace::Event& event);

/// The event's own fields as JSON text, without envelope. Erased and Unknown have none.
[[nodiscard]] std::string encode_body(const workspace::Event& event);

/// Reads an event written by this or any earlier version. A kind we do not know becomes `Unknown`; fields we
/// do not know are ignored.
[[nodiscard]] Expected<workspace::Event, DecodeError> decode_body(std::string_view kind, int version,
                                                                  std::string_view body);

/// One line of a log file: envelope and body together.
[[nodiscard]] std::string encode_line(const workspace::Recorded& recorded);
[[nodiscard]] Expected<workspace::Recorded, DecodeError> decode_line(std::string_view line);

} // namespace anker::journal
