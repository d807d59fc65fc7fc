// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/access/rate_limit.hpp"
#include "server/http/client_files.hpp"
#include "server/http/message.hpp"
#include "server/room/hall.hpp"

#include <optional>
#include <string>
#include <vector>

namespace anker::server::http {

struct SiteOptions {
    std::string version;
    std::string origin;               ///< what links begin with, like http://127.0.0.1:8080
    std::vector<std::string> origins; ///< pages allowed to open the WebSocket, exactly as browsers name them
};

/// Everything the server answers over HTTP.
class Site {
public:
    Site(Hall& hall, EventStore& store, const Key& key, const Clock& clock, Log& log, SiteOptions options,
         std::span<const ClientFile> files);

    /// Answers now or later, on the same thread.
    void handle(const Request& request, Respond respond);

    /// Why a WebSocket may not be opened; nothing where it may.
    [[nodiscard]] std::optional<Response> refuse_upgrade(const Request& request);

    /// Sent with every response.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& security_headers() const {
        return m_security_headers;
    }

    [[nodiscard]] std::string address_of(const Link& link) const { return link.address(m_options.origin); }
    /// The link residents join with: that of the session which is open, else of the one planned last.
    [[nodiscard]] std::optional<Link> join_link(const std::string& quartier, base::SessionId session);

private:
    void exchange(const Request& request, const Respond& respond);
    void snapshot(const Request& request, Respond respond);
    void figures(const Request& request, std::string_view query, Respond respond);
    [[nodiscard]] Response data(const Request& request, std::string_view path);
    [[nodiscard]] Response file(const Request& request, const ClientFile& file);
    [[nodiscard]] Response health();
    [[nodiscard]] std::optional<Grant> grant_of(const Request& request);
    [[nodiscard]] std::optional<Response> encoded(const Request& request, EncodedBytes bytes,
                                                  std::string tag) const;

    Hall& m_hall;
    EventStore& m_store;
    Key m_key;
    Clock m_clock;
    Log& m_log;
    SiteOptions m_options;
    std::span<const ClientFile> m_files;
    std::vector<std::pair<std::string, std::string>> m_security_headers;
    AddressLimit m_exchanges{1'000, 50}; ///< a hall of phones arrives through one address
    AddressLimit m_wrong_links{100, 1};
    std::int64_t m_started_ms;
    std::int64_t m_refusal_logged_ms = 0;
};

} // namespace anker::server::http
