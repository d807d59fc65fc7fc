// SPDX-License-Identifier: Apache-2.0
// What the server answers over HTTP.
#include "core/json/fields.hpp"
#include "core/wire/snapshot.hpp"
#include "server/control/remote_access.hpp"
#include "tests/server/support/serving.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using server::http::chosen_encoding;
using server::http::Encoding;
using test::http_request;
using test::HttpAnswer;
using workspace::Role;

namespace {

std::string text_of(const server::Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

server::Bytes bytes_of(const std::string& text) {
    return {text.begin(), text.end()};
}

/// Whether the number stands somewhere in the JSON as a value of its own.
bool has_count(const std::string& json, const std::string& number) {
    for (std::size_t at = json.find(number); at != std::string::npos; at = json.find(number, at + 1)) {
        const std::string before = ":[,";
        const std::string after = ",]}";
        if (at > 0 && before.find(json[at - 1]) != std::string::npos &&
            after.find(json[at + number.size()]) != std::string::npos)
            return true;
    }
    return false;
}

/// A base map of one tile, areas of one square, adopted.
server::ImportBatch reference_data(std::string& manifest, std::string& areas) {
    server::ImportBatch batch;
    batch.quartier = "stockum";
    basemap::Manifest map;
    map.extent = test::Given::extent();
    map.tiles.push_back(basemap::tile_at(basemap::Level::Detail, test::Given::somewhere()));
    const server::Bytes tile(5'000, 'T');
    map.tile_hash.push_back(server::StoreAccess::hash_of(tile));
    const server::Bytes map_bytes = basemap::encode(map);
    aggregate::AreaSet set;
    set.version_date = "2024-01-01";
    const geo::Box box = test::Given::extent();
    set.areas.push_back(
        {"01",
         "Mitte",
         {{{box.min, {box.max.lon_e7, box.min.lat_e7}, box.max, {box.min.lon_e7, box.max.lat_e7}}, {}}},
         {}});
    const server::Bytes area_bytes = aggregate::encode(set);
    manifest = server::StoreAccess::hash_of(map_bytes);
    areas = server::StoreAccess::hash_of(area_bytes);
    batch.datasets = {{quartier::DatasetKind::BaseMap, map_bytes},
                      {quartier::DatasetKind::Areas, area_bytes},
                      {quartier::DatasetKind::Indicators, bytes_of("{\"secret\":\"not for everybody\"}")}};
    batch.tiles.push_back({map.tiles[0], tile});
    batch.submissions = {
        {test::id(900'001),
         quartier::AdoptDataset{quartier::DatasetKind::BaseMap, {manifest, "OSM", "ODbL", ""}}},
        {test::id(900'002), quartier::AdoptDataset{quartier::DatasetKind::Areas, {areas, "Stadt", "", ""}}}};
    return batch;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_site)

BOOST_AUTO_TEST_CASE(the_best_encoding_the_client_takes_is_chosen) {
    BOOST_CHECK(chosen_encoding("") == Encoding::Identity);
    BOOST_CHECK(chosen_encoding("gzip, deflate, br") == Encoding::Brotli);
    BOOST_CHECK(chosen_encoding("gzip, deflate") == Encoding::Gzip);
    BOOST_CHECK(chosen_encoding("br;q=0, gzip;q=0.5") == Encoding::Gzip);
    BOOST_CHECK(chosen_encoding("gzip;q=0.000") == Encoding::Identity);
    BOOST_CHECK(chosen_encoding("  br ;q=1.0") == Encoding::Brotli);
    BOOST_CHECK(chosen_encoding("brotli, gzipped") == Encoding::Identity);
}

BOOST_AUTO_TEST_CASE(a_link_is_exchanged_for_a_token) {
    test::Serving serving;
    const HttpAnswer answer =
        serving.post_token("{\"secret\":\"" + serving.secret_of(Role::Projector) + "\"}");
    BOOST_REQUIRE_EQUAL(answer.status, 200);
    const json::Json body = json::parse_json(answer.body);
    std::string fault;
    json::Fields fields(body, "", fault);
    BOOST_CHECK_EQUAL(fields.text("role"), "projector");
    BOOST_CHECK_EQUAL(fields.text("quartier"), "stockum");
    BOOST_CHECK_EQUAL(fields.text("quartier_name"), "Stockum");
    BOOST_CHECK(!fields.boolean("is_example", true));
    BOOST_CHECK_EQUAL(fields.text("device").size(), 32U);
    BOOST_CHECK(!fields.has("session"));
    BOOST_CHECK_EQUAL(fields.text("join_url"), "http://127.0.0.1:" + std::to_string(serving.port()) +
                                                   "/#k=" + serving.secret_of(Role::Resident));
    const json::Json& rows = fields.member("join_qr");
    BOOST_REQUIRE(rows.is_array());
    BOOST_CHECK_GE(rows.size(), 25U);
    BOOST_CHECK_EQUAL(rows[0].get_ptr<const std::string*>()->size(), rows.size());
    BOOST_CHECK(fault.empty());

    const std::string device(32, 'a');
    const HttpAnswer resident = serving.post_token("{\"secret\":\"" + serving.secret_of(Role::Resident) +
                                                   "\",\"device\":\"" + device + "\"}");
    BOOST_CHECK(resident.body.find("join_url") == std::string::npos);
    BOOST_CHECK(resident.body.find(device) != std::string::npos);
    BOOST_CHECK(resident.body.find(base::hex_from_id(serving.session)) != std::string::npos);

    const HttpAnswer wrong = serving.post_token("{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA\"}");
    BOOST_CHECK_EQUAL(wrong.status, 401);
    BOOST_CHECK(wrong.body.find("\"code\":\"link\"") != std::string::npos);
    for (const char* bad : {"", "{}", "[]", "{\"secret\":1}", "{\"secret\":\"x\",\"device\":\"short\"}",
                            "{\"secret\":\"x\",\"role\":\"facilitator\"}"})
        BOOST_CHECK_MESSAGE(serving.post_token(bad).status == 400, bad);
}

BOOST_AUTO_TEST_CASE(professionals_are_told_where_contributions_come_from) {
    test::Serving serving;
    contribution::Import import;
    import.source = "Raddialog (CC BY 4.0)";
    import.shape = {geo::ShapeKind::Point, { test::Given::somewhere(1) }};
    server::ImportBatch batch;
    batch.quartier = "stockum";
    batch.submissions.push_back({test::id(1'000), import});
    import.shape = {geo::ShapeKind::Point, { test::Given::somewhere(2) }};
    batch.submissions.push_back({test::id(1'001), import});
    {
        auto channel = server::Channel::connect(serving.folder.path());
        BOOST_REQUIRE(channel);
        server::RemoteAccess access(std::move(*channel));
        const auto result = access.store(batch);
        BOOST_REQUIRE_MESSAGE(result.error.empty(), result.error);
    }
    const auto answer_of = [&](Role role) {
        return serving.post_token("{\"secret\":\"" + serving.secret_of(role) + "\"}").body;
    };
    BOOST_CHECK(answer_of(Role::Professional).find("\"sources\":[\"Raddialog (CC BY 4.0)\"]") !=
                std::string::npos);
    BOOST_CHECK(answer_of(Role::Resident).find("sources") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_snapshot_comes_in_every_encoding_and_not_twice) {
    test::Serving serving;
    test::Guest phone(serving, Role::Resident);
    for (std::uint64_t n = 0; n < 10; ++n) {
        phone.ws.send(test::put_of(test::make_mark(serving.session, n)));
        BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    }
    const auto get = [&](const std::string& encoding, const std::string& tag = "") {
        return http_request(serving.port(), "GET", "/api/snapshot",
                            {{"Authorization", "Bearer " + phone.token.token},
                             {"Accept-Encoding", encoding},
                             {"If-None-Match", tag}});
    };
    std::this_thread::sleep_for(std::chrono::milliseconds(1'100)); // the cached one may be a second old
    const HttpAnswer plain = get("identity");
    BOOST_REQUIRE_EQUAL(plain.status, 200);
    std::size_t marks = 0;
    BOOST_REQUIRE(wire::decode_snapshot(bytes_of(plain.body), [&](const view::ViewEvent& e) {
        marks += std::holds_alternative<view::MarkShown>(e) ? 1U : 0U;
    }));
    BOOST_CHECK_EQUAL(marks, 10U);
    const HttpAnswer gzipped = get("gzip");
    BOOST_CHECK_EQUAL(gzipped.headers.at("content-encoding"), "gzip");
    const auto unpacked = server::gunzip(bytes_of(gzipped.body), 1 << 20);
    BOOST_REQUIRE(unpacked);
    BOOST_CHECK(text_of(*unpacked) == plain.body);
    BOOST_CHECK_EQUAL(get("br, gzip").headers.at("content-encoding"), "br");
    BOOST_CHECK_EQUAL(get("br, gzip").headers.at("vary"), "Accept-Encoding");
    const HttpAnswer same = get("gzip", plain.headers.at("etag"));
    BOOST_CHECK_EQUAL(same.status, 304);
    BOOST_CHECK(same.body.empty());
    BOOST_CHECK_EQUAL(http_request(serving.port(), "GET", "/api/snapshot").status, 401);
    BOOST_CHECK_EQUAL(
        http_request(serving.port(), "GET", "/api/snapshot", {{"Authorization", "Bearer x"}}).status, 401);
}

BOOST_AUTO_TEST_CASE(imported_maps_and_areas_are_public_and_nothing_else_is) {
    test::Serving serving;
    std::string manifest;
    std::string areas;
    const server::ImportBatch batch = reference_data(manifest, areas);
    const std::string indicators = server::StoreAccess::hash_of(batch.datasets[2].bytes);
    {
        auto channel = server::Channel::connect(serving.folder.path());
        BOOST_REQUIRE(channel);
        server::RemoteAccess access(std::move(*channel));
        const auto result = access.store(batch);
        BOOST_REQUIRE_MESSAGE(result.error.empty(), result.error);
        BOOST_CHECK_EQUAL(result.acks.size(), 2U);
        BOOST_CHECK((*access.quartier_keys()) == std::vector<std::string>{"stockum"});
        BOOST_CHECK_EQUAL(access.read_log("stockum")->size(), 5U);
        BOOST_CHECK(*access.read_dataset(areas) == batch.datasets[1].bytes);
        BOOST_CHECK(!*access.read_dataset(std::string(64, 'f')));
        server::ImportBatch refused = batch;
        refused.submissions = {
            {test::id(900'003), quartier::Found{"other", "Anders", false, test::Given::extent()}}};
        BOOST_CHECK(!access.store(refused).error.empty());
    }
    const auto get = [&](const std::string& path, const std::string& encoding) {
        return http_request(serving.port(), "GET", path, {{"Accept-Encoding", encoding}});
    };
    const HttpAnswer map = get("/data/" + manifest, "identity");
    BOOST_REQUIRE_EQUAL(map.status, 200);
    BOOST_CHECK(bytes_of(map.body) == batch.datasets[0].bytes);
    BOOST_CHECK(map.headers.at("cache-control").find("immutable") != std::string::npos);
    BOOST_CHECK_EQUAL(get("/data/" + areas, "br").status, 200);
    BOOST_CHECK_EQUAL(get("/data/" + indicators, "br").status, 404);
    const basemap::TileKey key = batch.tiles[0].key;
    const std::string tile =
        "/data/" + manifest + "/0/" + std::to_string(key.x) + "/" + std::to_string(key.y);
    BOOST_CHECK(bytes_of(get(tile, "identity").body) == batch.tiles[0].bytes);
    const HttpAnswer gzipped = get(tile, "gzip");
    BOOST_CHECK_EQUAL(gzipped.headers.at("content-encoding"), "gzip");
    BOOST_CHECK_LT(gzipped.body.size(), 200U);
    BOOST_CHECK_EQUAL(get(tile, "gzip, br").headers.at("content-encoding"), "br");
    BOOST_CHECK_EQUAL(
        get("/data/" + manifest + "/1/" + std::to_string(key.x) + "/" + std::to_string(key.y), "br").status,
        404);
    BOOST_CHECK_EQUAL(get("/data/" + areas + "/0/0/0", "br").status, 404);
}

BOOST_AUTO_TEST_CASE(figures_pass_the_gate_and_only_to_those_who_work_with_them) {
    test::Serving serving;
    const auto get = [&](Role role, const std::string& tag = "") {
        return http_request(
            serving.port(), "GET", "/api/figures?lang=de",
            {{"Authorization", "Bearer " + serving.token(role).token}, {"If-None-Match", tag}});
    };
    BOOST_CHECK_EQUAL(get(Role::Resident).status, 403);
    BOOST_CHECK_EQUAL(get(Role::Projector).status, 403);
    const HttpAnswer none = get(Role::Professional);
    BOOST_CHECK_EQUAL(none.status, 404);
    BOOST_CHECK(none.body.find("no_areas") != std::string::npos);

    test::Guest professional(serving, Role::Professional);
    std::string manifest;
    std::string areas;
    auto channel = server::Channel::connect(serving.folder.path());
    BOOST_REQUIRE(channel);
    server::RemoteAccess access(std::move(*channel));
    BOOST_REQUIRE_EQUAL(access.store(reference_data(manifest, areas)).error, "");
    BOOST_CHECK(professional.ws.expect<wire::FiguresChanged>());

    test::Guest phone(serving, Role::Resident);
    for (std::uint64_t n = 0; n < 3; ++n) {
        phone.ws.send(test::put_of(test::make_mark(serving.session, 12 * n))); // all of one theme
        BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    }
    const HttpAnswer few = get(Role::Facilitator);
    BOOST_REQUIRE_EQUAL(few.status, 200);
    BOOST_CHECK(few.body.find("too_few") != std::string::npos);
    BOOST_CHECK(!has_count(few.body, "3"));
    for (std::uint64_t n = 3; n < 7; ++n) {
        phone.ws.send(test::put_of(test::make_mark(serving.session, 12 * n)));
        BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    }
    const HttpAnswer of_one = get(Role::Facilitator); // seven marks of one person are not seven people
    BOOST_CHECK(of_one.body.find("dominance") != std::string::npos);
    BOOST_CHECK(!has_count(of_one.body, "7"));
    for (std::uint64_t n = 7; n < 11; ++n) {
        test::Guest another(serving, Role::Resident);
        another.ws.send(test::put_of(test::make_mark(serving.session, 12 * n)));
        BOOST_REQUIRE(another.ws.expect<wire::Acks>());
    }
    const HttpAnswer more = get(Role::Facilitator);
    BOOST_CHECK(has_count(more.body, "11"));
    BOOST_CHECK(more.headers.at("etag") != few.headers.at("etag"));
    BOOST_CHECK_EQUAL(get(Role::Professional, more.headers.at("etag")).status, 304);
}

BOOST_AUTO_TEST_CASE(every_answer_carries_the_security_headers) {
    test::Serving serving;
    const std::string port = std::to_string(serving.port());
    const std::map<std::string, std::string> expected = {
        {"content-security-policy",
         "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ws://127.0.0.1:" +
             port + " ws://localhost:" + port +
             "; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
             "form-action 'self'; frame-ancestors 'none'"},
        {"cross-origin-opener-policy", "same-origin"},
        {"cross-origin-embedder-policy", "require-corp"},
        {"cross-origin-resource-policy", "same-origin"},
        {"x-content-type-options", "nosniff"},
        {"referrer-policy", "no-referrer"},
        {"permissions-policy", "geolocation=(self), microphone=(self), camera=()"},
    };
    for (const std::string path : {"/", "/health", "/nothing", "/api/snapshot", "/robots.txt"}) {
        const HttpAnswer answer = http_request(serving.port(), "GET", path);
        for (const auto& [name, value] : expected) {
            BOOST_REQUIRE_MESSAGE(answer.headers.contains(name), path << " lacks " << name);
            BOOST_CHECK_EQUAL(answer.headers.at(name), value);
        }
        BOOST_CHECK(!answer.headers.contains("set-cookie"));
        BOOST_CHECK(!answer.headers.contains("access-control-allow-origin"));
    }
}

BOOST_AUTO_TEST_CASE(health_counts_and_head_has_no_body) {
    test::Serving serving;
    test::Guest phone(serving, Role::Resident);
    const HttpAnswer health = http_request(serving.port(), "GET", "/health");
    BOOST_CHECK_EQUAL(health.status, 200);
    const json::Json body = json::parse_json(health.body);
    std::string fault;
    json::Fields fields(body, "", fault);
    BOOST_CHECK_EQUAL(fields.text("store"), "ok");
    BOOST_CHECK_EQUAL(fields.integer("quartiere", 0, 100), 1);
    BOOST_CHECK_EQUAL(fields.integer("connections", 0, 100), 1);
    const HttpAnswer head = http_request(serving.port(), "HEAD", "/health");
    BOOST_CHECK_EQUAL(head.status, 200);
    BOOST_CHECK(head.body.empty());
    BOOST_CHECK(std::stoul(head.headers.at("content-length")) > 10);
    const HttpAnswer page = http_request(serving.port(), "GET", "/");
    BOOST_CHECK(page.status == 200 || page.status == 503);
    BOOST_CHECK(page.status == 200 || page.body.find("built without its client") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
