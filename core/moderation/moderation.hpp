// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"

/// A facilitator's decisions on what others see.
namespace anker::moderation {

// Commands. `subject` is a contribution or a comment.
struct ApproveWords {
    base::EventId subject;
};
struct RejectWords {
    base::EventId subject;
};
/// Takes a mark off the map, or puts it back.
struct HideMark {
    base::ContributionId contribution;
};
struct ShowMark {
    base::ContributionId contribution;
};

// Events.
struct WordsApproved {
    base::EventId subject;
    friend bool operator==(const WordsApproved&, const WordsApproved&) = default;
};
struct WordsRejected {
    base::EventId subject;
    friend bool operator==(const WordsRejected&, const WordsRejected&) = default;
};
struct MarkHidden {
    base::ContributionId contribution;
    friend bool operator==(const MarkHidden&, const MarkHidden&) = default;
};
struct MarkShown {
    base::ContributionId contribution;
    friend bool operator==(const MarkShown&, const MarkShown&) = default;
};

} // namespace anker::moderation
