// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "server/base/compress.hpp"

#include <optional>
#include <span>
#include <string>

/// How other commands of this program talk to the running server: a socket in the data folder that only the
/// folder's owner can open, and messages of any size in pieces. A message counts once it is complete; a
/// broken line leaves nothing behind. There are no time limits: an import may take as long as it takes, and a
/// dead partner shows as a closed socket.
namespace anker::server {

/// What is asked. One request, one answer, as often as wanted on a line.
enum class Ask : std::uint8_t { Keys = 1, Log, Dataset, Store, Links, Revoke };

class Channel {
public:
    explicit Channel(int socket) : m_socket(socket) {}
    Channel(Channel&& other) noexcept : m_socket(other.m_socket) { other.m_socket = -1; }
    Channel& operator=(Channel&&) = delete;
    ~Channel();

    /// The error is one English sentence. Works for folders with long paths as well.
    [[nodiscard]] static Expected<Channel, std::string> connect(const std::string& folder);
    /// A listening socket in the folder, for the owner only.
    [[nodiscard]] static Expected<int, std::string> listen(const std::string& folder);

    /// False where the line is broken.
    [[nodiscard]] bool send(std::span<const std::uint8_t> message);
    /// Nothing where the line is broken or closed, or the message is larger than any import.
    [[nodiscard]] std::optional<Bytes> receive();
    /// Makes a waiting `receive` return. From any thread.
    void shut();

private:
    [[nodiscard]] bool read_all(void* data, std::size_t size);
    [[nodiscard]] bool write_all(const void* data, std::size_t size);
    int m_socket = -1;
};

} // namespace anker::server
