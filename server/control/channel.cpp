// SPDX-License-Identifier: Apache-2.0
#include "server/control/channel.hpp"

#include "server/base/data_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace anker::server {

namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::size_t most_bytes = std::size_t{2} << 30;

/// An address holds 108 bytes and folders have longer paths: name the folder by its descriptor.
struct FolderAddress {
    explicit FolderAddress(const std::string& folder)
        : descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
        address.sun_family = AF_UNIX;
        const std::string path = "/proc/self/fd/" + std::to_string(descriptor) + "/control.sock";
        std::copy(path.begin(), path.end(), address.sun_path);
    }
    ~FolderAddress() { ::close(descriptor); }
    FolderAddress(const FolderAddress&) = delete;
    FolderAddress& operator=(const FolderAddress&) = delete;
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }

    int descriptor;
    sockaddr_un address{};
};

} // namespace

Channel::~Channel() {
    if (m_socket >= 0) ::close(m_socket);
}

Expected<Channel, std::string> Channel::connect(const std::string& folder) {
    const FolderAddress address(folder);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0 || ::connect(socket, address.get(), sizeof address.address) != 0) {
        const int reason = errno;
        if (socket >= 0) ::close(socket);
        return failure("The data folder " + folder + " is in use, and its server does not answer (" +
                       system_reason(reason) + "): wait a moment, or stop the server.");
    }
    return Channel(socket);
}

Expected<int, std::string> Channel::listen(const std::string& folder) {
    ::unlink(DataFolder::control_in(folder).c_str()); // a killed server leaves it behind
    const FolderAddress address(folder);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    constexpr mode_t owner_only = 0177;
    const mode_t before = ::umask(owner_only);
    const bool bound = socket >= 0 && ::bind(socket, address.get(), sizeof address.address) == 0;
    const int reason = errno;
    ::umask(before);
    if (!bound || ::listen(socket, 8) != 0) {
        if (socket >= 0) ::close(socket);
        return failure("Cannot open the control socket in " + folder + ": " + system_reason(reason) + ".");
    }
    return socket;
}

bool Channel::write_all(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    while (size > 0) {
        const ssize_t written = ::send(m_socket, bytes, size, MSG_NOSIGNAL);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

bool Channel::read_all(void* data, std::size_t size) {
    auto* bytes = static_cast<std::uint8_t*>(data);
    while (size > 0) {
        const ssize_t got = ::recv(m_socket, bytes, size, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

// A message is pieces of at most 1 MiB, each with its length in four bytes, and an empty piece at the end.

bool Channel::send(std::span<const std::uint8_t> message) {
    while (true) {
        const std::size_t size = std::min(piece_bytes, message.size());
        std::array<std::uint8_t, 4> length{};
        for (std::size_t i = 0; i < 4; ++i) length[i] = static_cast<std::uint8_t>(size >> (8 * i));
        if (!write_all(length.data(), length.size()) || !write_all(message.data(), size)) return false;
        if (size == 0) return true;
        message = message.subspan(size);
    }
}

std::optional<Bytes> Channel::receive() {
    Bytes message;
    while (true) {
        std::array<std::uint8_t, 4> length{};
        if (!read_all(length.data(), length.size())) return std::nullopt;
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) size |= static_cast<std::size_t>(length[i]) << (8 * i);
        if (size == 0) return message;
        if (size > piece_bytes || message.size() + size > most_bytes) return std::nullopt;
        const std::size_t before = message.size();
        message.resize(before + size);
        if (!read_all(message.data() + before, size)) return std::nullopt;
    }
}

void Channel::shut() {
    if (m_socket >= 0) ::shutdown(m_socket, SHUT_RDWR);
}

} // namespace anker::server
