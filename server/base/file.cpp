// SPDX-License-Identifier: Apache-2.0
#include "server/base/file.hpp"

#include "core/tabular/sentence.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace anker::server {

namespace {

std::string reason() {
    return std::strerror(errno);
}

/// Closes on every way out.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

Expected<void, std::string> flush_folder_of(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const Descriptor descriptor(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY));
    if (descriptor.number() >= 0) ::fsync(descriptor.number());
    return {};
}

} // namespace

Expected<std::string, std::string> read_file(const std::string& path, std::uint64_t max_bytes) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) return failure("Cannot read " + path + ": " + reason() + ".");
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return failure("Cannot read " + path + ": " + reason() + ".");
    if (S_ISDIR(status.st_mode)) return failure(path + " is a folder, not a file.");
    if (S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) > max_bytes) {
        return failure(path + " has " + tabular::grouped(status.st_size) + " bytes; more than " +
                       tabular::grouped(static_cast<std::int64_t>(max_bytes)) + " cannot be read.");
    }
    std::string bytes;
    std::array<char, 1 << 16> buffer{};
    for (;;) {
        const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure("Cannot read " + path + ": " + reason() + ".");
        if (got == 0) return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        if (bytes.size() > max_bytes) return failure(path + " is too large to be read.");
    }
}

Expected<void, std::string> check_readable(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) return failure("Cannot read " + path + ": " + reason() + ".");
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return failure("Cannot read " + path + ": " + reason() + ".");
    if (S_ISDIR(status.st_mode)) return failure(path + " is a folder, not a file.");
    if (S_ISREG(status.st_mode) && status.st_size == 0) return failure(path + " is empty.");
    return {};
}

Expected<NewFile, std::string> NewFile::create(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
        return failure("Cannot write " + path + ": it exists and is not a regular file.");
    }
    const std::filesystem::path whole(path);
    const std::filesystem::path name =
        "." + whole.stem().string() + "." + std::to_string(::getpid()) + ".part" + whole.extension().string();
    const std::string temporary = (whole.parent_path() / name).string();
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.number() < 0) return failure("Cannot write " + path + ": " + reason() + ".");
    return NewFile(path, temporary);
}

NewFile::NewFile(NewFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, {})) {}

NewFile::~NewFile() {
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

Expected<void, std::string> NewFile::write(std::string_view bytes) const {
    const Descriptor file(::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.number() < 0) return failure("Cannot write " + m_path + ": " + reason() + ".");
    while (!bytes.empty()) {
        const ssize_t put = ::write(file.number(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failure("Cannot write " + m_path + ": " + reason() + ".");
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

Expected<void, std::string> NewFile::publish() {
    const Descriptor file(::open(m_temporary.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0 || ::fsync(file.number()) != 0) {
        return failure("Cannot write " + m_path + ": " + reason() + ".");
    }
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
        return failure("Cannot write " + m_path + ": " + reason() + ".");
    }
    m_temporary.clear();
    return flush_folder_of(m_path);
}

} // namespace anker::server
