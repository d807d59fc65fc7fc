// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/event_store.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anker::server {

/// A valid link with the secret that opens it.
struct Link {
    LinkRow row;
    std::string secret; ///< 22 characters, fit for an address

    /// What people open. It names the program that the page loads (docs/decisions/0012); without that the
    /// page finds out by itself.
    [[nodiscard]] std::string address(const std::string& origin) const {
        const bool is_studio = row.role == workspace::Role::Professional;
        return origin + "/#k=" + secret + (is_studio ? "&p=studio" : "");
    }
};

/// All capability links: one per role and Quartier, for residents and kiosks one per session. Secrets are
/// derived from the installation's key, so that a restart prints the same links although only hashes are
/// stored.
class LinkBook {
public:
    explicit LinkBook(const Key& key) : m_key(key) {}

    /// What the store knows. Links made with another key are no longer valid.
    void load(const std::vector<LinkRow>& rows);

    /// Makes the links a Quartier (`session` none) or a session does not have yet. The rows are to be stored.
    [[nodiscard]] std::vector<LinkRow> add_missing(const std::string& quartier, base::SessionId session);

    /// New links for all that `role` has in the Quartier: the old ones open nothing any more.
    [[nodiscard]] std::vector<LinkRow> renew(const std::string& quartier, workspace::Role role);

    /// The valid link that `secret` opens.
    [[nodiscard]] std::optional<LinkRow> find(std::string_view secret) const;
    [[nodiscard]] bool is_valid(const Hash32& hash) const;

    /// Valid links of a Quartier: whole Quartier first, then sessions in the order they were planned.
    [[nodiscard]] std::vector<Link> of(std::string_view quartier) const;
    [[nodiscard]] std::optional<Link> of(std::string_view quartier, workspace::Role role,
                                         base::SessionId session) const;

private:
    [[nodiscard]] std::string secret_of(const LinkRow& row) const;
    [[nodiscard]] LinkRow made(std::string quartier, workspace::Role role, base::SessionId session,
                               std::uint32_t generation) const;
    void take(const LinkRow& row);

    Key m_key;
    std::vector<LinkRow> m_valid; ///< oldest first
    std::map<Hash32, std::size_t> m_by_hash;
};

/// Residents and kiosks belong to a session, everybody else to the whole Quartier.
[[nodiscard]] bool belongs_to_session(workspace::Role role);

} // namespace anker::server
