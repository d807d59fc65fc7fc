// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/fields.hpp"
#include "core/view/view_event.hpp"

#include <optional>

namespace anker::wire {

[[nodiscard]] json::Json json_from_view_event(const view::ViewEvent& event);

/// Sets `fault` to the path of the first bad field. Nothing for a type we do not know: a newer server may
/// tell more than an older client understands, and fields it adds are ignored.
[[nodiscard]] std::optional<view::ViewEvent> view_event_from_json(const json::Json& json,
                                                                  std::string_view path, std::string& fault);

[[nodiscard]] json::Json json_from_words(const contribution::Words& words);
[[nodiscard]] contribution::Words words_from_json(const json::Json& json, std::string_view path,
                                                  std::string& fault);

} // namespace anker::wire
