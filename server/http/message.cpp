// SPDX-License-Identifier: Apache-2.0
#include "server/http/message.hpp"

#include <cstdlib>

namespace anker::server::http {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Calls `take` for each member of a comma-separated list.
template <class Take>
void for_each_member(std::string_view list, Take take) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        take(trimmed(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
}

Response with_text(int status, std::string text, const char* type) {
    auto owner = std::make_shared<const std::string>(std::move(text));
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", type}, {"Cache-Control", "no-store"}};
    response.body = {reinterpret_cast<const std::uint8_t*>(owner->data()), owner->size()};
    response.owner = owner;
    return response;
}

} // namespace

Response text_response(int status, std::string sentence) {
    return with_text(status, std::move(sentence) + "\n", "text/plain; charset=utf-8");
}

Response json_response(int status, std::string json) {
    return with_text(status, std::move(json), "application/json");
}

Encoding chosen_encoding(std::string_view accept_encoding) {
    bool gzip = false;
    bool brotli = false;
    for_each_member(accept_encoding, [&](std::string_view member) {
        const std::size_t semicolon = member.find(';');
        const std::string_view name = trimmed(member.substr(0, semicolon));
        if (semicolon != std::string_view::npos) {
            const std::string parameter(trimmed(member.substr(semicolon + 1)));
            if (parameter.starts_with("q=") && std::strtod(parameter.c_str() + 2, nullptr) <= 0) return;
        }
        gzip = gzip || name == "gzip";
        brotli = brotli || name == "br";
    });
    return brotli ? Encoding::Brotli : gzip ? Encoding::Gzip : Encoding::Identity;
}

bool matches(std::string_view if_none_match, std::string_view tag) {
    bool found = false;
    for_each_member(if_none_match, [&](std::string_view member) {
        if (member.starts_with("W/")) member.remove_prefix(2);
        found = found || member == "*" || member == tag;
    });
    return found;
}

} // namespace anker::server::http
