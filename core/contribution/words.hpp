// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace anker::contribution {

/// What a person wrote, in their own language.
struct Words {
    std::string text;     ///< UTF-8, checked by base::find_text_fault
    std::string language; ///< BCP 47, lower case; empty = unknown
    friend bool operator==(const Words&, const Words&) = default;
};

/// Words are shown to others only after a facilitator has read them.
enum class WordsState : std::uint8_t { None, Waiting, Approved, Rejected };

/// The longest contribution in the published Bonn dialogue has about 5 kB.
constexpr std::size_t max_words_bytes = 8'000;

} // namespace anker::contribution
