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
#include <utility>
#include <vector>

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
    return publish_together(std::span(this, 1));
}

namespace {

/// What stood at a path before, kept under another name until all files of a group are in place.
class Replaced {
public:
    /// Nothing is kept where nothing stands there.
    [[nodiscard]] static Expected<Replaced, std::string> keep(const std::string& path) {
        const std::filesystem::path whole(path);
        const std::string name = "." + whole.filename().string() + "." + std::to_string(::getpid()) + ".old";
        std::string kept = (whole.parent_path() / name).string();
        struct stat status {};
        if (::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
            return failure("Cannot replace " + path + ": it is a folder.");
        ::unlink(kept.c_str()); // left by a crash
        // Without hard links (FAT) there is a moment without the file.
        if (::link(path.c_str(), kept.c_str()) != 0 && ::rename(path.c_str(), kept.c_str()) != 0) {
            if (errno != ENOENT) return failure("Cannot replace " + path + ": " + reason() + ".");
            kept.clear();
        }
        return Replaced(path, kept);
    }
    ~Replaced() {
        if (!m_kept.empty()) ::unlink(m_kept.c_str());
    }
    Replaced(Replaced&& other) noexcept
        : m_path(std::move(other.m_path)), m_kept(std::exchange(other.m_kept, {})) {}
    Replaced(const Replaced&) = delete;
    Replaced& operator=(const Replaced&) = delete;
    Replaced& operator=(Replaced&&) = delete;

    void put_back() {
        if (m_kept.empty()) {
            ::unlink(m_path.c_str());
        } else if (::rename(m_kept.c_str(), m_path.c_str()) == 0) {
            m_kept.clear();
        }
    }

private:
    Replaced(std::string path, std::string kept) : m_path(std::move(path)), m_kept(std::move(kept)) {}
    std::string m_path;
    std::string m_kept;
};

} // namespace

Expected<void, std::string> publish_together(std::span<NewFile> files) {
    for (const NewFile& each : files) {
        const Descriptor file(::open(each.m_temporary.c_str(), O_RDONLY | O_CLOEXEC));
        if (file.number() < 0 || ::fsync(file.number()) != 0)
            return failure("Cannot write " + each.m_path + ": " + reason() + ".");
    }
    // A single rename needs nothing to go back to: it happens or it does not.
    std::vector<Replaced> before;
    for (NewFile& each : files) {
        std::string fault;
        if (files.size() > 1) {
            auto kept = Replaced::keep(each.m_path);
            if (kept) {
                before.push_back(std::move(*kept));
            } else {
                fault = kept.error();
            }
        }
        if (fault.empty() && ::rename(each.m_temporary.c_str(), each.m_path.c_str()) != 0) {
            fault = "Cannot write " + each.m_path + ": " + reason() + ".";
            if (!before.empty()) before.pop_back(); // still in its place
        }
        if (!fault.empty()) {
            for (Replaced& one : before) one.put_back();
            return failure(fault);
        }
        each.m_temporary.clear();
    }
    for (const NewFile& each : files) ANKER_DO(flush_folder_of(each.m_path));
    return {};
}

} // namespace anker::server
