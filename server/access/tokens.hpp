// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"
#include "core/workspace/roles.hpp"
#include "server/access/rate_limit.hpp"
#include "server/base/secret.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace anker::server {

/// What a token allows. The role and the author always come from here, never from a message.
struct Grant {
    workspace::Role role = workspace::Role::Projector;
    std::string quartier;
    base::SessionId session; ///< none for links to the whole Quartier
    base::AuthorId author;
    Hash32 link{}; ///< hash of the link it was exchanged for
    std::int64_t expires_ms = 0;
    std::shared_ptr<Bucket> commands; ///< shared by all connections of the token
    std::shared_ptr<Bucket> questions;
};

/// Valid tokens, by hash. They live in memory: after a restart clients exchange their link again.
class Tokens {
public:
    static constexpr std::int64_t lifetime_ms = std::int64_t{12} * 3'600'000;

    /// Fills in expiry and allowance; returns the token, which is kept nowhere.
    [[nodiscard]] std::string issue(Grant grant, std::int64_t now_ms);
    [[nodiscard]] std::optional<Grant> find(std::string_view token, std::int64_t now_ms) const;
    /// Forgets every token whose link does not pass.
    void keep_only(const std::function<bool(const Hash32& link)>& passes);

private:
    static constexpr std::size_t most_tokens = 100'000;
    std::map<Hash32, Grant> m_grants;
};

} // namespace anker::server
