// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace anker::server {

/// The whole file. The error names it and says what is wrong: missing, a folder, not readable, larger than
/// `max_bytes`.
[[nodiscard]] Expected<std::string, std::string> read_file(const std::string& path,
                                                           std::uint64_t max_bytes = 2'000'000'000);

/// Whether the file can be read and is not empty; for libraries whose own words for that are poor.
[[nodiscard]] Expected<void, std::string> check_readable(const std::string& path);

/// A file that appears whole or not at all: written under a temporary name beside its place, flushed to disk,
/// renamed.
class NewFile {
public:
    /// Refuses to replace anything but a regular file.
    [[nodiscard]] static Expected<NewFile, std::string> create(const std::string& path);
    ~NewFile();
    NewFile(NewFile&& other) noexcept;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    NewFile& operator=(NewFile&&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Where to write meanwhile: the same ending, so that a library recognises the format.
    [[nodiscard]] const std::string& temporary_path() const { return m_temporary; }

    /// Replaces what was written so far.
    [[nodiscard]] Expected<void, std::string> write(std::string_view bytes) const;
    /// Flushes and renames: from here on the file is there.
    [[nodiscard]] Expected<void, std::string> publish();

private:
    friend Expected<void, std::string> publish_together(std::span<NewFile> files);
    NewFile(std::string path, std::string temporary)
        : m_path(std::move(path)), m_temporary(std::move(temporary)) {}
    std::string m_path;
    std::string m_temporary; ///< empty once published
};

/// Files that belong together appear all or none: where one cannot be put in its place, those that were there
/// before are back and nothing new is. (Only a crash between two renames can leave new ones beside old ones,
/// each of them whole.)
[[nodiscard]] Expected<void, std::string> publish_together(std::span<NewFile> files);

} // namespace anker::server
