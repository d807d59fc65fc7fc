// SPDX-License-Identifier: Apache-2.0
#include "server/base/normal_form.hpp"

#include "core/base/overloaded.hpp"

#include <algorithm>
#include <cstdlib>
#include <utf8proc.h>

namespace anker::server {

std::string normalised(std::string_view text) {
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain) return std::string(text);
    utf8proc_uint8_t* result = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
        &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0) return std::string(text);
    std::string normal(reinterpret_cast<const char*>(result), static_cast<std::size_t>(size));
    std::free(result);
    return normal;
}

void normalise(workspace::Command& command) {
    const auto words = [](contribution::Words& w) { w.text = normalised(w.text); };
    std::visit(base::Overloaded{
                   [&](contribution::Make& c) {
                       if (c.words) words(*c.words);
                   },
                   [&](contribution::Import& c) {
                       if (c.words) words(*c.words);
                   },
                   [&](contribution::AddWords& c) { words(c.words); },
                   [&](contribution::Comment& c) { words(c.words); },
                   [](session::Plan& c) { c.title = normalised(c.title); },
                   [](quartier::Found& c) { c.name = normalised(c.name); },
                   [](auto&) {},
               },
               command);
}

} // namespace anker::server
