// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contribution/commands.hpp"
#include "core/moderation/moderation.hpp"
#include "core/quartier/quartier.hpp"
#include "core/session/session.hpp"

#include <variant>

namespace anker::workspace {

/// What somebody wants. Imperative, may be refused.
using Command =
    std::variant<contribution::Make, contribution::Import, contribution::AddWords, contribution::Support,
                 contribution::WithdrawSupport, contribution::Comment, contribution::Withdraw,
                 moderation::ApproveWords, moderation::RejectWords, moderation::HideMark,
                 moderation::ShowMark, session::Plan, session::Open, session::Pause, session::Close,
                 quartier::Found, quartier::Redraw, quartier::AdoptDataset>;

} // namespace anker::workspace
