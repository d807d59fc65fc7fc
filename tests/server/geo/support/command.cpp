// SPDX-License-Identifier: Apache-2.0
#include "tests/server/geo/support/command.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace anker::test {

namespace fs = std::filesystem;

namespace {

int skipped = 0;

/// Tells at the very end how much was not tested.
struct SkipCount {
    ~SkipCount() {
        if (skipped > 0) std::cout << "skipped: " << skipped << std::endl;
    }
};
BOOST_GLOBAL_FIXTURE(SkipCount);

/// Sends a stream of this process into a file while it lives.
class Captured {
public:
    Captured(std::FILE* stream, std::string path) : m_stream(stream), m_path(std::move(path)) {
        std::fflush(stream);
        m_kept = ::dup(fileno(stream));
        std::FILE* file = std::fopen(m_path.c_str(), "w");
        ::dup2(fileno(file), fileno(stream));
        std::fclose(file);
    }
    std::string end() {
        std::fflush(m_stream);
        ::dup2(m_kept, fileno(m_stream));
        ::close(m_kept);
        return read_whole(m_path);
    }

private:
    std::FILE* m_stream;
    std::string m_path;
    int m_kept = -1;
};

} // namespace

Folder::Folder() {
    std::string pattern = (fs::temp_directory_path() / "anker-geo-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    m_path = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::string Folder::write(const std::string& name, std::string_view bytes) const {
    std::ofstream(file(name), std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file(name);
}

std::vector<std::string> Folder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(m_path))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Ran run_with(const server::OpenStore& open, const std::vector<std::string>& arguments) {
    const Folder folder;
    std::cout.flush();
    std::cerr.flush();
    Captured out(stdout, folder.file("out"));
    Captured err(stderr, folder.file("err"));
    Ran ran;
    ran.status = ankerpunkt_geo_main(&arguments, &open);
    std::cout.flush();
    std::cerr.flush();
    ran.err = err.end();
    ran.out = out.end();
    return ran;
}

Ran run(MemoryData& data, const std::vector<std::string>& arguments) {
    const server::OpenStore open =
        [&data](const std::string&) -> Expected<std::unique_ptr<server::StoreAccess>, std::string> {
        return std::make_unique<MemoryStore>(data);
    };
    return run_with(open, arguments);
}

std::string fixture(const std::string& name) {
    return std::string(ANKER_TEST_DATA) + "/data/geo/" + name;
}

std::string in_project(const std::string& name) {
    return std::string(ANKER_PROJECT) + "/" + name;
}

void skip(const std::string& why) {
    ++skipped;
    std::cout << "skipping: " << why << std::endl;
}

std::optional<std::string> shared_data(const std::string& name) {
    const fs::path shared = fs::path(ANKER_PROJECT) / "../shared/data";
    if (!fs::exists(shared)) {
        skip("../shared/data/" + name + " is absent");
        return std::nullopt;
    }
    return (shared / name).lexically_normal().string();
}

} // namespace anker::test
