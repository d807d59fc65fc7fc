// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/geo_main.hpp"
#include "tests/support/memory_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace anker::test {

/// A folder that goes away again.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return m_path + "/" + name; }
    /// Writes a file and returns its path.
    std::string write(const std::string& name, std::string_view bytes) const;
    /// Names of all files in it, sorted.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::string m_path;
};

/// What a command said and how it ended.
struct Ran {
    int status = 0;
    std::string out;
    std::string err;
    [[nodiscard]] bool says(std::string_view text) const {
        return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
    }
};

/// Runs `ankerpunkt …` in this process on a store in memory, from the first word behind the program's name.
[[nodiscard]] Ran run(MemoryData& data, const std::vector<std::string>& arguments);

/// The same with a store of one's own.
[[nodiscard]] Ran run_with(const server::OpenStore& open, const std::vector<std::string>& arguments);

[[nodiscard]] std::string read_whole(const std::string& path);

/// A file of the small fixtures in tests/data/geo, or of the repository.
[[nodiscard]] std::string fixture(const std::string& name);
[[nodiscard]] std::string in_project(const std::string& name);

/// Counts a check that cannot run here; the count is the run's last line.
void skip(const std::string& why);

/// A real file under ../shared/data; nothing, and counted, where that folder is absent.
[[nodiscard]] std::optional<std::string> shared_data(const std::string& name);

} // namespace anker::test
