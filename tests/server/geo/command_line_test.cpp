// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.hpp"
#include "tests/server/geo/support/command.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(help_has_a_worked_example_on_every_level) {
    test::MemoryData data;
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"import", "--help"},
                                               {"import", "base-map", "--help"},
                                               {"import", "areas", "--help"},
                                               {"import", "indicators", "--help"},
                                               {"import", "recipe", "--help"},
                                               {"import", "published-index", "--help"},
                                               {"import", "contributions", "--help"},
                                               {"import", "places", "--help"},
                                               {"export", "--help"}}) {
        const auto ran = run(data, arguments);
        BOOST_TEST(ran.status == 0);
        BOOST_TEST(ran.out.find("Example") != std::string::npos, arguments[1]);
        BOOST_TEST(ran.out.find("ankerpunkt " + arguments[0]) != std::string::npos, arguments[1]);
    }
}

BOOST_AUTO_TEST_CASE(wrong_usage_ends_with_2) {
    test::MemoryData data;
    BOOST_TEST(run(data, {"import"}).status == 2);
    BOOST_TEST(run(data, {"import", "carpets", "x"}).status == 2);
    BOOST_TEST(run(data, {"import", "areas", "x.shp"}).status == 2);
    BOOST_TEST(run(data, {"export", "--quartier", "x"}).status == 2);
    BOOST_TEST(run(data, {"import", "base-map", "x.osm", "--quartier", "x", "--nonsense"}).status == 2);
}

BOOST_AUTO_TEST_CASE(a_data_folder_that_cannot_be_opened_ends_with_its_own_sentence) {
    const server::OpenStore open =
        [](const std::string& folder) -> Expected<std::unique_ptr<server::StoreAccess>, std::string> {
        return failure("The data folder " + folder + " is on the moon.");
    };
    const auto ran =
        test::run_with(open, {"import", "base-map", "x.osm", "--quartier", "x", "--data", "/mnt/there"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.err == "ankerpunkt: The data folder /mnt/there is on the moon.\n");
}

BOOST_AUTO_TEST_CASE(a_store_that_fails_is_told_and_nothing_is_said_to_be_stored) {
    test::MemoryData data;
    struct Full : test::MemoryStore {
        using MemoryStore::MemoryStore;
        server::ImportResult store(const server::ImportBatch&) override {
            return {"The disk is full; nothing was stored.", {}};
        }
    };
    const server::OpenStore open =
        [&](const std::string&) -> Expected<std::unique_ptr<server::StoreAccess>, std::string> {
        return std::make_unique<Full>(data);
    };
    const test::Folder folder;
    const auto ran = test::run_with(open, {"import", "base-map", test::fixture("street_corner.osm"),
                                           "--quartier", "ecke", "--report", folder.file("r.json")});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("The disk is full"));
    const auto json = json::parse_json(test::read_whole(folder.file("r.json")));
    BOOST_TEST((json["outcome"] == "failed"));
    BOOST_TEST((json["error"] == "The disk is full; nothing was stored."));
}

BOOST_AUTO_TEST_CASE(the_report_can_be_read_by_programs) {
    test::MemoryData data;
    const test::Folder folder;
    const std::vector<std::string> arguments{"import",
                                             "areas",
                                             test::fixture("areas.geojson"),
                                             "--quartier",
                                             "ecke",
                                             "--key-column",
                                             "key",
                                             "--version-date",
                                             "2024-01-01",
                                             "--report",
                                             folder.file("r.json")};
    BOOST_REQUIRE(run(data, arguments).status == 0);
    auto json = json::parse_json(test::read_whole(folder.file("r.json")));
    BOOST_TEST((json["command"] == "import areas"));
    BOOST_TEST((json["outcome"] == "stored"));
    BOOST_TEST((json["quartier"] == "ecke"));
    BOOST_TEST((json["counts"]["areas"] == 4));
    BOOST_TEST(json["refused"].empty());
    BOOST_REQUIRE(run(data, arguments).status == 0);
    json = json::parse_json(test::read_whole(folder.file("r.json")));
    BOOST_TEST((json["outcome"] == "nothing_new"));
}

BOOST_AUTO_TEST_CASE(a_cell_cannot_rewrite_the_terminal) {
    test::MemoryData data;
    const test::Folder folder;
    const auto csv = folder.write("t.csv", "Gebiet;Jahr\n\x1B[2Jboo;2023\n");
    BOOST_REQUIRE(run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke",
                             "--key-column", "key", "--version-date", "2024-01-01"})
                      .status == 0);
    const auto map = folder.write(
        "m.json",
        R"({"source":"t","key":"Gebiet","date":{"column":"Jahr"},"population":"Jahr","indicators":[]})");
    const auto ran = run(data, {"import", "indicators", csv, "--map", map, "--quartier", "ecke"});
    BOOST_TEST(ran.status == 1);
    BOOST_TEST(ran.says("?[2Jboo"), ran.err);
    BOOST_TEST(!ran.says("\x1B"));
}

BOOST_AUTO_TEST_CASE(every_map_recipe_and_catalogue_that_is_shipped_can_be_read) {
    // Each is tried on a table that does not fit, with every catalogue: the complaint must be about the
    // table, not about the map.
    const std::vector<std::pair<std::string, std::string>> catalogues{{"koeln", "2012-12-31"},
                                                                      {"musterquartier", "2024-01-01"},
                                                                      {"berlin", "2019-01-01"},
                                                                      {"nrw-kreise", "2014-12-31"}};
    std::size_t shipped = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::in_project("assets/catalogues")))
        shipped += entry.path().extension() == ".json" ? 1 : 0;
    BOOST_TEST(shipped == catalogues.size());
    const test::Folder folder;
    const auto csv = folder.write("t.csv", "spalte;andere;dritte;vierte\n1;2;3;4\n");
    for (const char* folder_name : {"assets/mappings", "assets/recipes"}) {
        for (const auto& entry : std::filesystem::directory_iterator(test::in_project(folder_name))) {
            if (!entry.is_regular_file()) continue; // assets/recipes/methods are for `ankerpunkt index`
            const std::string map = entry.path().string();
            bool fits = false;
            std::string said;
            for (const auto& [catalogue, areas_version] : catalogues) {
                test::MemoryData data;
                BOOST_REQUIRE(run(data, {"import", "areas", test::fixture("areas.geojson"), "--quartier",
                                         "ecke", "--key-column", "key", "--version-date", areas_version})
                                  .status == 0);
                BOOST_REQUIRE(run(data, {"import", "catalogue",
                                         test::in_project("assets/catalogues/" + catalogue + ".json"),
                                         "--quartier", "ecke"})
                                  .status == 0);
                for (const std::vector<std::string>& command :
                     std::vector<std::vector<std::string>>{{"import", "indicators", csv, "--map", map},
                                                           {"import", "published-index", csv, "--map", map},
                                                           {"import", "contributions", csv, "--map", map},
                                                           {"import", "places", csv, "--map", map},
                                                           {"import", "recipe", map}}) {
                    auto arguments = command;
                    arguments.insert(arguments.end(), {"--quartier", "ecke"});
                    const auto ran = run(data, arguments);
                    BOOST_TEST(ran.status == 1);
                    fits = fits || ran.says("has no column") || ran.says("no indicators yet") ||
                           ran.says("say in the map where its coordinates are");
                    said += ran.err;
                }
            }
            BOOST_TEST(fits, map << ": " << said);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
