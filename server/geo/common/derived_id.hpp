// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"

#include <initializer_list>
#include <string_view>

namespace anker::exchange {

/// The same parts give the same id, on every machine and in every year: importing a file twice finds the
/// events of the first time. Parts are kept apart by their lengths, so that "ab","c" and "a","bc" differ.
[[nodiscard]] base::EventId derived_id(std::initializer_list<std::string_view> parts);

} // namespace anker::exchange
