// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// What a person is told when something did not work.
namespace anker::studio {

/// In the person's language; `detail` is the English sentence of the job behind it, empty where there is none
/// or where `text` has it already.
struct Complaint {
    std::string text;
    std::string detail;
    [[nodiscard]] bool empty() const { return text.empty(); }
};

/// From a job's error: the common ones are said in the person's language, the others after words that say
/// whose they are.
[[nodiscard]] Complaint complaint_from(const std::string& sentence);

/// A job's note, likewise.
[[nodiscard]] std::string note_words(const std::string& sentence);

} // namespace anker::studio
