// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/uncertainty/draw.hpp"

#include <string>

namespace anker::uncertainty {

/// An index that can be computed again with other choices.
class Evaluation {
public:
    Evaluation() = default;
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;
    virtual ~Evaluation() = default;
    /// The error is one sentence: a draw for which the index does not exist.
    [[nodiscard]] virtual Expected<void, std::string> evaluate(const Draw& draw, Outcome& outcome) = 0;
};

} // namespace anker::uncertainty
