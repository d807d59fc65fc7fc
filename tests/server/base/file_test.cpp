// SPDX-License-Identifier: Apache-2.0
#include "server/base/file.hpp"
#include "tests/server/support/temp_folder.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

using namespace anker;
using server::NewFile;

BOOST_AUTO_TEST_SUITE(files_that_belong_together)

namespace {

struct Two {
    test::TempFolder folder;
    std::string first = folder.file("first.csv");
    std::string second = folder.file("second.csv");
    std::vector<NewFile> files;

    void write(const std::string& path, std::string_view bytes) {
        auto file = NewFile::create(path);
        BOOST_REQUIRE_MESSAGE(file.has_value(), file.error());
        BOOST_REQUIRE(file->write(bytes).has_value());
        files.push_back(std::move(*file));
    }
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            names.insert(entry.path().filename().string());
        return names;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(appear_all_and_replace_what_was_there) {
    Two two;
    test::write_whole(two.first, "old");
    two.write(two.first, "new 1");
    two.write(two.second, "new 2");
    BOOST_TEST(test::read_whole(two.first) == "old");
    const auto published = server::publish_together(two.files);
    BOOST_REQUIRE_MESSAGE(published.has_value(), published.error());
    two.files.clear();
    BOOST_TEST(test::read_whole(two.first) == "new 1");
    BOOST_TEST(test::read_whole(two.second) == "new 2");
    BOOST_TEST((two.names() == std::set<std::string>{"first.csv", "second.csv"}));
}

BOOST_AUTO_TEST_CASE(none_of_them_appears_where_one_cannot_be_put_in_its_place) {
    for (const bool was_there : {false, true}) {
        Two two;
        if (was_there) test::write_whole(two.first, "old");
        two.write(two.first, "new 1");
        two.write(two.second, "new 2");
        std::filesystem::create_directory(two.second); // meanwhile, by somebody else
        test::write_whole(two.second + "/theirs", "kept");
        const auto published = server::publish_together(two.files);
        BOOST_REQUIRE(!published.has_value());
        BOOST_TEST(published.error().find(two.second) != std::string::npos, published.error());
        two.files.clear();
        BOOST_TEST(test::read_whole(two.second + "/theirs") == "kept");
        if (was_there) BOOST_TEST(test::read_whole(two.first) == "old");
        BOOST_TEST((two.names() == (was_there ? std::set<std::string>{"first.csv", "second.csv"}
                                              : std::set<std::string>{"second.csv"})));
    }
}

BOOST_AUTO_TEST_SUITE_END()
