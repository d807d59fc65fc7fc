// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/roles.hpp"
#include "server/control/channel.hpp"
#include "server/store/store_access.hpp"

#include <mutex>

namespace anker::server {

/// The data of a running server, over its control socket.
class RemoteAccess final : public StoreAccess {
public:
    explicit RemoteAccess(Channel channel) : m_channel(std::move(channel)) {}

    Expected<std::vector<std::string>, std::string> quartier_keys() override;
    Expected<std::vector<workspace::Recorded>, std::string> read_log(const std::string& quartier) override;
    Expected<std::optional<std::vector<std::uint8_t>>, std::string>
    read_dataset(const std::string& hash) override;
    /// Compresses here, so that the live session does not feel it, and sends the result.
    ImportResult store(const ImportBatch& batch) override;

    /// Printed lines about all links of a Quartier (empty key = the first one), as `ankerpunkt links` shows
    /// them.
    [[nodiscard]] Expected<std::string, std::string> links(const std::string& quartier);
    [[nodiscard]] Expected<std::string, std::string> revoke(const std::string& quartier,
                                                            const std::string& role);

private:
    [[nodiscard]] Expected<Bytes, std::string> ask(Ask what, std::span<const std::uint8_t> request);
    Channel m_channel;
};

// Answers begin with one byte: 0 = done, 1 = one English sentence follows.

[[nodiscard]] Bytes bytes_from_log(const std::vector<workspace::Recorded>& log);
[[nodiscard]] Expected<std::vector<workspace::Recorded>, std::string>
log_from_bytes(std::span<const std::uint8_t> bytes);

} // namespace anker::server
