// SPDX-License-Identifier: Apache-2.0
#include "server/access/tokens.hpp"

#include <algorithm>

namespace anker::server {

namespace {

using workspace::Role;

/// A person taps; a kiosk catches up after days offline; a facilitator works through a queue.
std::shared_ptr<Bucket> command_bucket(Role role) {
    switch (role) {
    case Role::Kiosk:
        return std::make_shared<Bucket>(100, 20);
    case Role::Professional:
        return std::make_shared<Bucket>(50, 5);
    case Role::Facilitator:
    case Role::Administrator:
        return std::make_shared<Bucket>(200, 50);
    case Role::Resident:
    case Role::Projector:
        break;
    }
    return std::make_shared<Bucket>(20, 2);
}

} // namespace

std::string Tokens::issue(Grant grant, std::int64_t now_ms) {
    if (m_grants.size() >= most_tokens) {
        std::erase_if(m_grants, [&](const auto& entry) { return entry.second.expires_ms <= now_ms; });
    }
    if (m_grants.size() >= most_tokens) {
        // The one that would end first goes; whoever holds it exchanges the link again and notices nothing.
        m_grants.erase(std::min_element(m_grants.begin(), m_grants.end(), [](const auto& a, const auto& b) {
            return a.second.expires_ms < b.second.expires_ms;
        }));
    }
    const Key random = random_key();
    std::string token = url_text_from_bytes(random);
    grant.expires_ms = now_ms + lifetime_ms;
    grant.commands = command_bucket(grant.role);
    grant.questions = std::make_shared<Bucket>(60, 10);
    m_grants[hash_32(token)] = std::move(grant);
    return token;
}

std::optional<Grant> Tokens::find(std::string_view token, std::int64_t now_ms) const {
    const auto found = m_grants.find(hash_32(token));
    if (found == m_grants.end() || found->second.expires_ms <= now_ms) return std::nullopt;
    return found->second;
}

void Tokens::keep_only(const std::function<bool(const Hash32& link)>& passes) {
    std::erase_if(m_grants, [&](const auto& entry) { return !passes(entry.second.link); });
}

} // namespace anker::server
