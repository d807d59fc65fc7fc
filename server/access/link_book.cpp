// SPDX-License-Identifier: Apache-2.0
#include "server/access/link_book.hpp"

#include <algorithm>

namespace anker::server {

namespace {

using workspace::Role;

constexpr std::array<Role, 5> linked_roles{Role::Resident, Role::Kiosk, Role::Projector, Role::Professional,
                                           Role::Facilitator};

bool same_place(const LinkRow& a, const LinkRow& b) {
    return a.quartier == b.quartier && a.role == b.role && a.session == b.session;
}

} // namespace

bool belongs_to_session(Role role) {
    return role == Role::Resident || role == Role::Kiosk;
}

std::string LinkBook::secret_of(const LinkRow& row) const {
    return url_text_from_bytes(
        keyed_hash_16(m_key, {"link", row.quartier, workspace::name_of(row.role),
                              base::hex_from_id(row.session), std::to_string(row.generation)}));
}

LinkRow LinkBook::made(std::string quartier, Role role, base::SessionId session,
                       std::uint32_t generation) const {
    LinkRow row{{}, std::move(quartier), role, session, generation};
    row.hash = hash_32(secret_of(row));
    return row;
}

void LinkBook::take(const LinkRow& row) {
    const auto found =
        std::find_if(m_valid.begin(), m_valid.end(), [&](const LinkRow& r) { return same_place(r, row); });
    if (found == m_valid.end()) {
        m_valid.push_back(row);
    } else if (found->generation < row.generation) {
        *found = row;
    }
    m_by_hash.clear();
    for (std::size_t i = 0; i < m_valid.size(); ++i) m_by_hash[m_valid[i].hash] = i;
}

void LinkBook::load(const std::vector<LinkRow>& rows) {
    m_valid.clear();
    for (const LinkRow& row : rows) take(row);
}

std::vector<LinkRow> LinkBook::add_missing(const std::string& quartier, base::SessionId session) {
    std::vector<LinkRow> rows;
    for (const Role role : linked_roles) {
        if (belongs_to_session(role) == session.is_none()) continue;
        LinkRow row = made(quartier, role, session, 1);
        const auto found = std::find_if(m_valid.begin(), m_valid.end(),
                                        [&](const LinkRow& r) { return same_place(r, row); });
        if (found != m_valid.end()) {
            if (found->hash == hash_32(secret_of(*found))) continue;
            row = made(quartier, role, session, found->generation + 1); // the key has changed
        }
        rows.push_back(row);
    }
    for (const LinkRow& row : rows) take(row);
    return rows;
}

std::vector<LinkRow> LinkBook::renew(const std::string& quartier, Role role) {
    std::vector<LinkRow> rows;
    for (const LinkRow& row : m_valid) {
        if (row.quartier == quartier && row.role == role)
            rows.push_back(made(quartier, role, row.session, row.generation + 1));
    }
    for (const LinkRow& row : rows) take(row);
    return rows;
}

std::optional<LinkRow> LinkBook::find(std::string_view secret) const {
    const auto found = m_by_hash.find(hash_32(secret));
    if (found == m_by_hash.end()) return std::nullopt;
    return m_valid[found->second];
}

bool LinkBook::is_valid(const Hash32& hash) const {
    return m_by_hash.contains(hash);
}

std::vector<Link> LinkBook::of(std::string_view quartier) const {
    std::vector<Link> links;
    for (const bool whole : {true, false}) {
        for (const LinkRow& row : m_valid) {
            if (row.quartier == quartier && row.session.is_none() == whole)
                links.push_back({row, secret_of(row)});
        }
    }
    return links;
}

std::optional<Link> LinkBook::of(std::string_view quartier, Role role, base::SessionId session) const {
    for (const LinkRow& row : m_valid) {
        if (row.quartier == quartier && row.role == role && row.session == session)
            return Link{row, secret_of(row)};
    }
    return std::nullopt;
}

} // namespace anker::server
