// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.hpp"
#include "tests/server/geo/support/command.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace anker;
using test::run;

BOOST_AUTO_TEST_SUITE(exports)

/// An example Quartier with areas, figures, an index and contributions in every state.
struct WithEverything {
    test::MemoryData data;
    test::Folder folder;
    test::Folder out;
    base::AuthorId author{0xA0A0A0A0, 0xB1B1B1B1};
    base::SessionId session;

    WithEverything() {
        require({"import", "areas", test::fixture("areas.geojson"), "--quartier", "ecke", "--name",
                 "Straßenecke", "--example", "--key-column", "key", "--name-column", "name", "--version-date",
                 "2024-01-01", "--source", "Amt für Flächen", "--licence", "CC0 1.0"});
        require({"import", "catalogue", test::fixture("catalogue.json"), "--quartier", "ecke"});
        require({"import", "indicators", test::fixture("wide.csv"), "--map", test::fixture("wide.json"),
                 "--quartier", "ecke"});
        require(
            {"import", "recipe",
             folder.write(
                 "r.json",
                 R"({"method":"status_and_dynamics","id":"r","names":{"de":"Enge"},"date":"2023",)"
                 R"("components":[{"indicator":"space"}],"deviation":"population","decided_by":"Tests"})"),
             "--quartier", "ecke"});
        session = does(workspace::Role::Facilitator, session::Plan{"Geheime Sitzung"}, {});
        does(workspace::Role::Facilitator, session::Open{session}, {});
        for (int i = 0; i < 7; ++i) mark(contribution::Kind::Need, geo::ShapeKind::Point, i, "");
        for (int i = 0; i < 3; ++i) mark(contribution::Kind::Resource, geo::ShapeKind::Point, i, "");
        const auto approved =
            mark(contribution::Kind::Need, geo::ShapeKind::Line, 0, "=1+1; \"schön\"\nzweite Zeile");
        const auto rejected = mark(contribution::Kind::Need, geo::ShapeKind::Area, 0, "abgelehnte Worte");
        mark(contribution::Kind::Need, geo::ShapeKind::Point, 9, "wartende Worte");
        const auto hidden = mark(contribution::Kind::Need, geo::ShapeKind::Point, 10, "versteckte Worte");
        const auto withdrawn =
            mark(contribution::Kind::Need, geo::ShapeKind::Point, 11, "zurueckgezogene Worte");
        using workspace::Role;
        does(Role::Facilitator, moderation::ApproveWords{approved}, {});
        does(Role::Facilitator, moderation::RejectWords{rejected}, {});
        does(Role::Facilitator, moderation::ApproveWords{hidden}, {});
        does(Role::Facilitator, moderation::HideMark{hidden}, {});
        does(Role::Resident, contribution::Withdraw{withdrawn}, author);
        const auto yes =
            does(Role::Resident, contribution::Comment{approved, {"guter Kommentar", "de"}}, {1, 2});
        does(Role::Resident, contribution::Comment{approved, {"wartender Kommentar", "de"}}, {1, 2});
        does(Role::Facilitator, moderation::ApproveWords{yes}, {});
    }

    void require(const std::vector<std::string>& arguments) {
        const auto ran = run(data, arguments);
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    base::EventId does(workspace::Role role, const workspace::Command& command, base::AuthorId by) {
        auto& log = data.logs["ecke"];
        const auto event = workspace::decide(data.state("ecke"), command, {role, by});
        BOOST_REQUIRE(event.has_value());
        const auto id = server::StoreAccess::random_id();
        // 2025-10-09 09:01:23.456 UTC and a second more each time.
        log.push_back({id, log.size() + 1, 1'760'000'483'456 + static_cast<std::int64_t>(log.size()) * 1000,
                       by, *event});
        return id;
    }
    base::EventId mark(contribution::Kind kind, geo::ShapeKind shape, int n, const std::string& words) {
        contribution::Make make;
        make.session = session;
        make.kind = kind;
        make.theme = contribution::Theme::Safety;
        make.life_phase = contribution::LifePhase::OlderPeople;
        const geo::Position p{73'005'000 + 100 * n, 515'005'000};
        make.shape = {shape, {p}};
        if (shape != geo::ShapeKind::Point) make.shape.positions.push_back({p.lon_e7 + 3'000, p.lat_e7});
        if (shape == geo::ShapeKind::Area) make.shape.positions.push_back({p.lon_e7, p.lat_e7 - 3'000});
        if (!words.empty()) make.words = contribution::Words{words, "de"};
        return does(workspace::Role::Resident, make, author);
    }
    test::Ran write(const std::string& name, std::vector<std::string> more = {}) {
        std::vector<std::string> all{"export", "--quartier", "ecke", "--out", out.file(name)};
        all.insert(all.end(), more.begin(), more.end());
        return run(data, all);
    }
    /// All bytes of all written files.
    [[nodiscard]] std::string everything() const {
        std::string bytes;
        for (const std::string& name : out.names()) bytes += test::read_whole(out.file(name));
        return bytes;
    }
};

static json::Json parsed(const std::string& path) {
    // GeoJSON nests deeper than our own messages.
    return json::Json::parse(test::read_whole(path), nullptr, false);
}

BOOST_FIXTURE_TEST_CASE(nothing_but_what_was_published_is_in_any_file, WithEverything) {
    for (const char* name : {"e.geojson", "e.csv", "e.gpkg"}) BOOST_REQUIRE(write(name).status == 0);
    const std::string bytes = everything();
    for (const std::string_view secret :
         {"abgelehnte Worte", "wartende Worte", "versteckte Worte", "zurueckgezogene Worte",
          "wartender Kommentar", "older_people", "Geheime Sitzung", "a0a0a0a0", "phone", "09:01",
          "1760000483", "T09"}) {
        BOOST_TEST(bytes.find(secret) == std::string::npos, "found: " << secret);
    }
    BOOST_TEST(bytes.find(base::hex_from_id(session)) == std::string::npos);
    BOOST_TEST(bytes.find("zweite Zeile") != std::string::npos, "the search itself works");
    BOOST_TEST(bytes.find("guter Kommentar") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(every_file_names_source_licence_date_sequence_method_and_example, WithEverything) {
    for (const char* name : {"e.geojson", "e.csv", "e.gpkg"}) {
        BOOST_REQUIRE(write(name, {"--licence", "CC BY 4.0"}).status == 0);
    }
    const std::string sequence = std::to_string(data.logs["ecke"].size());
    for (const char* name : {"e.geojson", "e-areas.geojson", "e.json", "e.gpkg"}) {
        const std::string text = test::read_whole(out.file(name));
        for (const std::string& wanted :
             {std::string("Beispiel / example data"), std::string("Amt für Flächen"), std::string("CC0 1.0"),
              std::string("CC BY 4.0"), std::string("Only what was published"), std::string("Byar"),
              std::string("Enge"), std::string("202"), sequence}) {
            BOOST_TEST(text.find(wanted) != std::string::npos, name << " lacks " << wanted);
        }
    }
    for (const char* name : {"e.geojson", "e-areas.geojson"}) {
        BOOST_TEST((parsed(out.file(name))["ankerpunkt"]["example"] == "Beispiel / example data"), name);
    }
    BOOST_TEST((parsed(out.file("e.json"))["example"] == "Beispiel / example data"));
    BOOST_TEST(
        test::read_whole(out.file("e.gpkg")).find("<MDI key=\"EXAMPLE\">Beispiel / example data</MDI>") !=
        std::string::npos);
    for (const char* name : {"e.csv", "e-areas.csv"}) {
        BOOST_TEST(test::read_whole(out.file(name)).find("Beispiel / example data") != std::string::npos,
                   name);
    }
}

BOOST_FIXTURE_TEST_CASE(geojson_follows_rfc_7946, WithEverything) {
    const auto ran = write("e.geojson");
    BOOST_REQUIRE(ran.status == 0);
    BOOST_TEST(ran.says("13 published contributions and 4 areas"), ran.out);
    const json::Json json = parsed(out.file("e.geojson"));
    BOOST_REQUIRE(json.is_object());
    BOOST_TEST((json["type"] == "FeatureCollection"));
    BOOST_TEST(!json.contains("crs"));
    BOOST_REQUIRE_EQUAL(json["features"].size(), 13U);
    std::string last;
    for (const auto& feature : json["features"]) {
        BOOST_TEST((feature["type"] == "Feature"));
        const auto& p = feature["properties"];
        BOOST_TEST((p["day"] == "2025-10-09"));
        BOOST_TEST(last < p["id"].get<std::string>(),
                   "ordered by id, so that order does not tell who came after whom");
        last = p["id"].get<std::string>();
        if (feature["geometry"]["type"] == "Polygon") {
            const auto& ring = feature["geometry"]["coordinates"][0];
            BOOST_TEST((ring.front() == ring.back()));
            double turn = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                turn += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
                        ring[i + 1][0].get<double>() * ring[i][1].get<double>();
            }
            BOOST_TEST(turn > 0, "outer rings run counterclockwise");
        }
        if (feature["geometry"]["type"] == "LineString") {
            BOOST_TEST((p["text"] == "=1+1; \"schön\"\nzweite Zeile"));
            BOOST_TEST((p["comments"] == R"([{"language":"de","text":"guter Kommentar"}])"));
        }
    }
}

BOOST_FIXTURE_TEST_CASE(figures_of_areas_have_passed_the_gate, WithEverything) {
    BOOST_REQUIRE(write("e.geojson").status == 0);
    const json::Json json = parsed(out.file("e-areas.geojson"));
    BOOST_REQUIRE_EQUAL(json["features"].size(), 4U);
    bool some_reason = false;
    for (const auto& feature : json["features"]) {
        const auto& p = feature["properties"];
        for (const char* name :
             {"residents_needs", "residents_resources", "professionals_needs", "professionals_resources"}) {
            const bool shown = !p[name].is_null();
            const std::string reason = p[std::string(name) + "_reason"].get<std::string>();
            BOOST_TEST(shown == reason.empty(), "a number or a reason");
            if (shown) BOOST_TEST((p[name].get<int>() == 0 || p[name].get<int>() >= 5));
            some_reason = some_reason || !shown;
        }
        for (const auto& [name, value] : p.items()) {
            if (!name.starts_with("need_") && !name.starts_with("resource_")) continue;
            if (value.is_number()) BOOST_TEST((value.get<int>() == 0 || value.get<int>() >= 5), name);
            if (value.is_null())
                BOOST_TEST(p["themes_reason"].get<std::string>().find(name) != std::string::npos);
        }
    }
    BOOST_TEST(some_reason, "three resources in one area are too few to be told");
    const auto& south = json["features"][2]["properties"];
    BOOST_TEST((south["key"] == "02"));
    BOOST_TEST(south["residents_resources"].is_null());
    BOOST_TEST((south["status_class"].is_number()));
    BOOST_TEST((south["population"] == 2000.0));
}

/// More needs, each by another person, at `lon_e7`.
static void many_needs(WithEverything& with, std::int32_t lon_e7, std::uint64_t n) {
    for (std::uint64_t i = 0; i < n; ++i) {
        contribution::Make make;
        make.session = with.session;
        make.theme = contribution::Theme::Green;
        make.shape = {geo::ShapeKind::Point, {{lon_e7, 515'005'000}}};
        with.does(workspace::Role::Resident, make, {7, with.data.logs["ecke"].size()});
    }
}

static std::string shape(const std::string& name, double west, double east) {
    const auto at = [](double x, double y) {
        return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    };
    return R"({"type":"Feature","properties":{"school":")" + name +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(west, 51.5) + "," + at(east, 51.5) +
           "," + at(east, 51.501) + "," + at(west, 51.501) + "," + at(west, 51.5) + "]]}}";
}

BOOST_FIXTURE_TEST_CASE(drawn_shapes_are_counted_where_nothing_small_is_left_beside_them, WithEverything) {
    many_needs(*this, 73'001'000, 20);
    many_needs(*this, 73'002'000, 2);
    const std::string shapes = folder.write("shapes.geojson", R"({"type":"FeatureCollection","features":[)" +
                                                                  shape("Nord", 7.30005, 7.30015) + "," +
                                                                  shape("Süd", 7.30005, 7.30025) + "]}");
    for (const char* name : {"s.csv", "s.geojson", "s.gpkg"}) {
        const auto ran = write(name, {"--shapes", shapes, "--shape-name", "school"});
        BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
    const std::string csv = test::read_whole(out.file("s-shapes.csv"));
    BOOST_TEST(csv.find("Nord,20,,") != std::string::npos, csv);
    BOOST_TEST(csv.find("Süd,,difference,") != std::string::npos, csv); // two more than Nord
    const json::Json json = parsed(out.file("s-shapes.geojson"));
    BOOST_TEST((json["features"][0]["properties"]["residents_needs"] == 20));
    BOOST_TEST(json["features"][1]["properties"]["residents_needs"].is_null());
    BOOST_TEST(write("t.csv", {"--shapes", shapes, "--shape-name", "Schule"}).err.find("it has \"school\"") !=
               std::string::npos);
    BOOST_TEST(run(data, {"export", "--quartier", "ecke", "--shapes", shapes}).status == 2);
}

BOOST_FIXTURE_TEST_CASE(an_export_beside_an_earlier_one_tells_no_small_change, WithEverything) {
    many_needs(*this, 73'001'000, 20);
    BOOST_REQUIRE(write("may.csv").status == 0);
    many_needs(*this, 73'001'000, 3);
    const auto needs = [&](const char* name) -> json::Json {
        const json::Json json = parsed(out.file(name));
        for (const auto& feature : json["features"]) {
            const auto& p = feature["properties"];
            if (p["key"] == "02") return p;
        }
        return {};
    };
    BOOST_REQUIRE(write("alone.geojson").status == 0);
    BOOST_TEST((needs("alone-areas.geojson")["need_green_resident"] == 23));
    const auto ran = write("june.geojson", {"--previous", out.file("may-areas.csv")});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    const json::Json june = needs("june-areas.geojson");
    BOOST_TEST(june["need_green_resident"].is_null());
    BOOST_TEST(june["themes_reason"].get<std::string>().find("need_green_resident: difference") !=
               std::string::npos);
    BOOST_TEST((june["residents_needs_reason"] == "difference"));
    many_needs(*this, 73'001'000, 9); // 12 more than in May
    BOOST_REQUIRE(write("july.geojson", {"--previous", out.file("may-areas.csv")}).status == 0);
    BOOST_TEST((needs("july-areas.geojson")["need_green_resident"] == 32));
    BOOST_TEST(write("x.csv", {"--previous", out.file("may.csv")}).status == 1); // contributions, not areas
}

BOOST_FIXTURE_TEST_CASE(the_agreed_rules_apply_to_exports, WithEverything) {
    many_needs(*this, 73'001'000, 23);
    std::string text = test::read_whole(test::fixture("catalogue.json"));
    text.insert(text.find('{') + 1, R"("disclosure":{"minimum_count":12,"round_to":10},)");
    require({"import", "catalogue", folder.write("rules.json", text), "--quartier", "ecke"});
    BOOST_REQUIRE(write("r.geojson").status == 0);
    const json::Json json = parsed(out.file("r-areas.geojson"));
    bool has_rounded = false;
    for (const auto& feature : json["features"]) {
        for (const auto& [name, value] : feature["properties"].items()) {
            if (!name.starts_with("need_") || !value.is_number()) continue;
            BOOST_TEST(value.get<int>() % 10 == 0, name);
            has_rounded = has_rounded || value.get<int>() == 20;
        }
    }
    BOOST_TEST(has_rounded);
    BOOST_TEST(test::read_whole(out.file("r-areas.geojson")).find("Counts below 12") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_spreadsheet_does_not_run_what_people_wrote, WithEverything) {
    BOOST_REQUIRE(write("e.csv").status == 0);
    const std::string csv = test::read_whole(out.file("e.csv"));
    BOOST_TEST(csv.starts_with(
        "\xEF\xBB\xBFid,kind,theme,perspective,text,language,day,support,comments,source,lon,lat,wkt\r\n"));
    BOOST_TEST(csv.find("\"'=1+1; \"\"schön\"\"\nzweite Zeile\"") != std::string::npos);
    BOOST_TEST(csv.find("\"LINESTRING (7.3005000 51.5005000, 7.3008000 51.5005000)\"") != std::string::npos);
    BOOST_TEST(csv.find(",7.3005000,51.5005000,\r\n") != std::string::npos);
    BOOST_TEST(test::read_whole(out.file("e.json")).find("apostrophe") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(an_exported_file_can_be_imported_again, WithEverything) {
    BOOST_REQUIRE(write("e.geojson").status == 0);
    test::MemoryData other;
    const auto ran =
        run(other, {"import", "contributions", out.file("e.geojson"), "--map",
                    test::in_project("assets/mappings/ankerpunkt-export.json"), "--quartier", "kopie"});
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err << ran.out);
    BOOST_TEST(ran.says("13 contributions"), ran.out);
    BOOST_TEST(ran.says("need 10, resource 3"), ran.out);
    BOOST_TEST(ran.says("Shapes: points 11, lines 1, areas 1"), ran.out);
    // And out once more: the same but for ids, source and sequence.
    const test::Folder second;
    BOOST_REQUIRE(run(other, {"export", "--quartier", "kopie", "--out", second.file("e.geojson")}).status ==
                  0);
    const auto facts = [](const json::Json& json) {
        std::vector<std::string> all;
        for (const auto& f : json["features"]) {
            const auto& p = f["properties"];
            all.push_back(f["geometry"].dump() + p["kind"].dump() + p["theme"].dump() + p["text"].dump() +
                          p["day"].dump() + p["support"].dump() + p["perspective"].dump() +
                          p["comments"].dump());
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    BOOST_TEST((facts(parsed(out.file("e.geojson"))) == facts(parsed(second.file("e.geojson")))));
}

static int python_says(const std::string& file) {
    const std::string command =
        "/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg '" + file + "' > /dev/null 2>&1";
    return std::system(command.c_str());
}

BOOST_FIXTURE_TEST_CASE(the_geopackage_passes_the_validator, WithEverything) {
    const auto ran = write("e.gpkg");
    BOOST_REQUIRE_MESSAGE(ran.status == 0, ran.err);
    BOOST_TEST((out.names() == std::vector<std::string>{"e.gpkg"}), "no helper files stay behind");
    if (std::system("/usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' > /dev/null 2>&1") != 0) {
        test::skip("the validator of GDAL's Python package is not installed");
        return;
    }
    BOOST_TEST(python_says(out.file("e.gpkg")) == 0);
    // The validator must be able to say no: the same file with another application id.
    std::string spoilt = test::read_whole(out.file("e.gpkg"));
    spoilt[68] = 'X';
    BOOST_TEST(python_says(folder.write("spoilt.gpkg", spoilt)) != 0);
    for (const char* layer :
         {"contributions_points", "contributions_lines", "contributions_areas", "areas"}) {
        const std::string command = "ogrinfo -so '" + out.file("e.gpkg") + "' " + layer + " > /dev/null 2>&1";
        BOOST_TEST(std::system(command.c_str()) == 0, layer);
    }
}

BOOST_FIXTURE_TEST_CASE(a_full_disk_leaves_the_old_file_and_nothing_else, WithEverything) {
    for (const std::string name : {"e.geojson", "e.csv", "e.gpkg"}) {
        BOOST_REQUIRE(write(name).status == 0);
        const std::string before = test::read_whole(out.file(name));
        const auto names = out.names();
        // A limit on file size fails like a full disk, and takes effect in a child process only.
        std::fflush(nullptr);
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit tiny{2'000, 2'000};
            ::setrlimit(RLIMIT_FSIZE, &tiny);
            const server::OpenStore open =
                [this](const std::string&) -> Expected<std::unique_ptr<server::StoreAccess>, std::string> {
                return std::make_unique<test::MemoryStore>(data);
            };
            const std::vector<std::string> arguments{"export", "--quartier", "ecke", "--out", out.file(name)};
            ::freopen("/dev/null", "w", stderr);
            ::freopen("/dev/null", "w", stdout);
            ::_exit(ankerpunkt_geo_main(&arguments, &open));
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        BOOST_TEST(WIFEXITED(status), name);
        BOOST_TEST(WEXITSTATUS(status) == 1, name);
        BOOST_TEST((out.names() == names), name);
        BOOST_TEST(test::read_whole(out.file(name)) == before, name);
    }
}

BOOST_FIXTURE_TEST_CASE(wrong_targets_are_refused_in_words, WithEverything) {
    BOOST_TEST(write("e.xlsx").says("must end in .geojson, .csv or .gpkg"));
    const auto device = run(data, {"export", "--quartier", "ecke", "--out", "/dev/full"});
    BOOST_TEST(device.status == 1);
    BOOST_TEST(std::filesystem::is_character_file("/dev/full"), "a device must never be replaced by a file");
    BOOST_TEST(write("no/such/folder/e.csv").says("Cannot write"));
    std::filesystem::create_directory(out.file("folder.csv"));
    BOOST_TEST(write("folder.csv").says("is not a regular file"));
    BOOST_TEST(run(data, {"export", "--quartier", "fern", "--out", out.file("f.csv")})
                   .says("There is no Quartier \"fern\"; there are \"ecke\"."));
    BOOST_TEST((out.names() == std::vector<std::string>{"folder.csv"}));
}

BOOST_AUTO_TEST_CASE(a_quartier_without_areas_is_exported_without_figures) {
    test::MemoryData data;
    const test::Folder out;
    BOOST_REQUIRE(
        run(data, {"import", "base-map", test::fixture("street_corner.osm"), "--quartier", "leer"}).status ==
        0);
    for (const char* name : {"l.geojson", "l.csv", "l.gpkg"}) {
        const auto ran = run(data, {"export", "--quartier", "leer", "--out", out.file(name)});
        BOOST_TEST(ran.status == 0, ran.err);
        BOOST_TEST(ran.says("0 published contributions"), ran.out);
    }
    BOOST_TEST((out.names() == std::vector<std::string>{"l.csv", "l.geojson", "l.gpkg", "l.json"}));
    BOOST_TEST(parsed(out.file("l.geojson"))["features"].empty());
}

BOOST_AUTO_TEST_SUITE_END()
