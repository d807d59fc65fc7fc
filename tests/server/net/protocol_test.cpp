// SPDX-License-Identifier: Apache-2.0
// What a hostile or broken client gets, over real sockets.
#include "tests/server/support/serving.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using test::http_raw;
using test::http_request;
using test::HttpAnswer;
using test::WsClient;
using workspace::Role;

namespace {

/// One server for all cases of this file: they change nothing that another could notice.
test::Serving& serving() {
    static test::Serving the_server;
    return the_server;
}

wire::Hello hello_of(const std::string& token) {
    wire::Hello hello;
    hello.token = token;
    hello.quartier = "stockum";
    return hello;
}

std::string fault_code(WsClient& client) {
    const auto fault = client.expect<wire::Fault>();
    return fault ? fault->code : "no fault";
}

bool is_alive() {
    return http_request(serving().port(), "GET", "/health").status == 200;
}

} // namespace

BOOST_AUTO_TEST_SUITE(protocol)

BOOST_AUTO_TEST_CASE(only_pages_of_this_server_may_open_the_socket) {
    const std::string port = std::to_string(serving().port());
    BOOST_CHECK_EQUAL(WsClient(serving().port()).answer.status, 101);
    BOOST_CHECK_EQUAL(WsClient(serving().port(), {{"Origin", "http://localhost:" + port}}).answer.status,
                      101);
    for (const std::string& origin :
         std::vector<std::string>{"", "http://evil.example", "https://127.0.0.1:" + port, "http://127.0.0.1",
                                  "http://127.0.0.1:1", "null", "http://127.0.0.1:" + port + ".evil.example",
                                  "http://evil.example#http://127.0.0.1:" + port}) {
        const WsClient client(serving().port(), {{"Origin", origin}});
        BOOST_CHECK_MESSAGE(client.answer.status == 403, "Origin " << origin << ": " << client.answer.status);
    }
}

BOOST_AUTO_TEST_CASE(the_subprotocol_must_be_ours_and_the_refusal_names_it) {
    const WsClient good(serving().port(), {{"Sec-WebSocket-Protocol", "other, ankerpunkt.v1+json"}});
    BOOST_CHECK_EQUAL(good.answer.status, 101);
    BOOST_CHECK_EQUAL(good.answer.headers.at("sec-websocket-protocol"), "ankerpunkt.v1+json");
    for (const std::string offered :
         {"", "ankerpunkt.v2+json", "ankerpunkt.v1+json2", "xankerpunkt.v1+json"}) {
        const HttpAnswer answer = http_raw(
            serving().port(),
            "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:" +
                std::to_string(serving().port()) + "\r\nSec-WebSocket-Protocol: " + offered + "\r\n\r\n");
        BOOST_CHECK_EQUAL(answer.status, 400);
        BOOST_CHECK(answer.body.find("ankerpunkt.v1+json") != std::string::npos);
    }
    const HttpAnswer elsewhere = http_raw(
        serving().port(), "GET /other HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    BOOST_CHECK_EQUAL(elsewhere.status, 404);
}

BOOST_AUTO_TEST_CASE(hello_comes_first) {
    WsClient client(serving().port());
    client.send(test::put_of(test::make_mark(serving().session, 1)));
    BOOST_CHECK_EQUAL(fault_code(client), "hello_first");
    BOOST_CHECK_EQUAL(client.wait_for_close(), 1002);
}

BOOST_AUTO_TEST_CASE(tokens_are_checked_and_bound) {
    WsClient wrong(serving().port());
    wrong.send(hello_of("no-such-token"));
    BOOST_CHECK_EQUAL(fault_code(wrong), "token");
    BOOST_CHECK_EQUAL(wrong.wait_for_close(), 4003);

    WsClient link(serving().port());
    link.send(hello_of(serving().secret_of(Role::Facilitator))); // a link is not a token
    BOOST_CHECK_EQUAL(fault_code(link), "token");

    WsClient elsewhere(serving().port());
    wire::Hello hello = hello_of(serving().token(Role::Resident).token);
    hello.quartier = "another";
    elsewhere.send(hello);
    BOOST_CHECK_EQUAL(fault_code(elsewhere), "quartier");
    BOOST_CHECK_EQUAL(elsewhere.wait_for_close(), 1008);

    WsClient future(serving().port());
    hello = hello_of(serving().token(Role::Resident).token);
    hello.lowest = hello.highest = 99;
    future.send(hello);
    BOOST_CHECK_EQUAL(fault_code(future), "version");
}

BOOST_AUTO_TEST_CASE(messages_that_are_too_large_binary_broken_or_no_utf8_end_the_connection) {
    WsClient large(serving().port());
    large.send_text(std::string(20'000, ' '));
    BOOST_CHECK_EQUAL(large.wait_for_close(), 1009);

    WsClient just_fits(serving().port());
    std::string padded = wire::encode(wire::ClientMessage{hello_of(serving().token(Role::Resident).token)});
    padded.append(wire::max_client_message_bytes - padded.size(), ' ');
    just_fits.send_text(padded);
    BOOST_CHECK(just_fits.expect<wire::SnapshotDue>());

    WsClient announced(serving().port()); // 2^62 bytes to come
    announced.send_raw(std::string("\x81\xFF\x40\0\0\0\0\0\0\0\x12\x34\x56\x78", 14));
    BOOST_CHECK_EQUAL(announced.wait_for_close(), 1009);

    WsClient binary(serving().port());
    binary.send_frame(0x82, "{}");
    BOOST_CHECK_EQUAL(binary.wait_for_close(), 1003);

    for (const std::string bytes : {"{\"t\":\"\xFF\"}", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
        WsClient broken(serving().port());
        broken.send_text(bytes);
        BOOST_CHECK_EQUAL(broken.wait_for_close(), 1007);
    }

    WsClient unmasked(serving().port());
    unmasked.send_raw(std::string("\x81\x02{}", 4));
    BOOST_CHECK_EQUAL(unmasked.wait_for_close(), 1002);

    WsClient reserved(serving().port());
    reserved.send_frame(0xC1, "{}");
    BOOST_CHECK_EQUAL(reserved.wait_for_close(), 1002);

    WsClient long_ping(serving().port());
    long_ping.send_frame(0x89, std::string(126, 'p'));
    BOOST_CHECK_EQUAL(long_ping.wait_for_close(), 1002);
    BOOST_CHECK(is_alive());
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_answered_and_not_fatal_after_hello) {
    test::Guest guest(serving(), Role::Resident);
    const std::pair<const char*, const char*> cases[] = {
        {"{\"t\":\"dance\"}", "unknown_message"},
        {"not json", "malformed"},
        {"[]", "malformed"},
        {"{\"t\":\"put\"}", "malformed"},
        {"{\"t\":\"put\",\"e\":[]}", "malformed"},
        {"{\"t\":\"put\",\"e\":[{\"id\":\"00000000000000000000000000000001\",\"c\":\"support\",\"b\":{"
         "\"contribution\":\"x\"}}]}",
         "malformed"},
        {"{\"t\":\"ask\",\"ids\":[],\"more\":1}", "malformed"},
        {"{\"t\":\"put\",\"e\":[{\"id\":\"00000000000000000000000000000001\",\"c\":\"import\",\"b\":{}}]}",
         "malformed"},
        {"{\"t\":\"ask\",\"ids\":[\"\\ud800\"]}", "malformed"}, // a lone surrogate
    };
    for (const auto& [text, code] : cases) {
        guest.ws.send_text(text);
        BOOST_CHECK_MESSAGE(fault_code(guest.ws) == code, text);
    }
    guest.ws.send_text(std::string(15'000, '[')); // deep
    BOOST_CHECK_EQUAL(fault_code(guest.ws), "malformed");
    guest.ws.send(wire::Ask{{test::id(1)}});
    BOOST_CHECK(guest.ws.expect<wire::Told>());
    for (int i = 0; i < 20; ++i) guest.ws.send_text("noise");
    BOOST_CHECK_EQUAL(guest.ws.wait_for_close(), 1008);
    BOOST_CHECK(is_alive());
}

BOOST_AUTO_TEST_CASE(before_hello_the_first_fault_is_the_last) {
    WsClient client(serving().port());
    client.send_text("not json");
    BOOST_CHECK_EQUAL(fault_code(client), "malformed");
    BOOST_CHECK_EQUAL(client.wait_for_close(), 1008);
}

BOOST_AUTO_TEST_CASE(paths_that_climb_find_nothing) {
    for (const std::string& path :
         std::vector<std::string>{"/../../etc/passwd",
                                  "/..%2f..%2fetc/passwd",
                                  "/%2e%2e/%2e%2e/etc/passwd",
                                  "/static/../secret.key",
                                  "/data/../secret.key",
                                  "/data/%00",
                                  "/data/..\\secret.key",
                                  "//etc/passwd",
                                  "/data/",
                                  "/data/x/0/1/2",
                                  "/static/",
                                  "/.git/config",
                                  "/ankerpunkt.gpkg",
                                  "/secret.key",
                                  "/index.html/",
                                  "/data/" + std::string(64, 'a'),
                                  "/data/" + std::string(64, 'a') + "/0/../1",
                                  "/data/" + std::string(64, 'a') + "/2/0/0",
                                  "/data/" + std::string(64, 'a') + "/0/99999999999/0",
                                  "/api",
                                  "/api/",
                                  "/api/token/x"}) {
        const HttpAnswer answer = http_request(serving().port(), "GET", path);
        BOOST_CHECK_MESSAGE(answer.status == 404, path << " gave " << answer.status);
        BOOST_CHECK_MESSAGE(answer.body.size() < 200, path);
    }
    const HttpAnswer nul =
        http_raw(serving().port(), std::string("GET /\0etc HTTP/1.1\r\nHost: x\r\n\r\n", 32));
    BOOST_CHECK_MESSAGE(nul.status == 400 || nul.status == 404, nul.status);
}

BOOST_AUTO_TEST_CASE(requests_that_are_no_requests_get_a_sentence) {
    BOOST_CHECK_EQUAL(http_raw(serving().port(), "nonsense\r\n\r\n").status, 400);
    BOOST_CHECK_EQUAL(
        http_raw(serving().port(), "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n")
            .status,
        431);
    BOOST_CHECK_EQUAL(
        http_request(serving().port(), "POST", "/api/token", {}, std::string(20'000, 'x')).status, 413);
    BOOST_CHECK_EQUAL(http_request(serving().port(), "DELETE", "/health").status, 405);
    BOOST_CHECK_EQUAL(http_request(serving().port(), "GET", "/api/token").status, 405);
    BOOST_CHECK(is_alive());
}

BOOST_AUTO_TEST_CASE(three_hundred_phones_share_one_address) {
    test::Guest writer(serving(), Role::Facilitator);
    std::vector<std::unique_ptr<test::Guest>> phones;
    for (int i = 0; i < 300; ++i) phones.push_back(std::make_unique<test::Guest>(serving(), Role::Resident));
    const wire::Submission mark = test::make_mark(serving().session, 7'777);
    writer.ws.send(test::put_of(mark));
    std::size_t reached = 0;
    for (auto& phone : phones) {
        const auto events = phone->ws.expect<wire::Events>();
        if (!events) continue;
        for (const auto& event : events->events) {
            const auto* shown = std::get_if<view::MarkShown>(&event);
            if (shown != nullptr && shown->id == mark.id) ++reached;
        }
    }
    BOOST_CHECK_EQUAL(reached, 300U);
    // Everybody taps once.
    for (std::size_t i = 0; i < phones.size(); ++i)
        phones[i]->ws.send(test::put_of(test::make_mark(serving().session, 8'000 + i)));
    std::size_t stored = 0;
    for (auto& phone : phones) {
        const auto acks = phone->ws.expect<wire::Acks>();
        if (acks && acks->acks[0].outcome == wire::Outcome::Fresh) ++stored;
    }
    BOOST_CHECK_EQUAL(stored, 300U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(server_life)

BOOST_AUTO_TEST_CASE(an_expired_token_opens_nothing) {
    test::Serving own;
    const auto token = own.token(Role::Resident);
    const auto snapshot = [&] {
        return http_request(own.port(), "GET", "/api/snapshot", {{"Authorization", "Bearer " + token.token}})
            .status;
    };
    BOOST_CHECK_EQUAL(snapshot(), 200);
    own.clock_offset_ms = server::Tokens::lifetime_ms + 1'000;
    BOOST_CHECK_EQUAL(snapshot(), 401);
    WsClient client(own.port());
    client.send(hello_of(token.token));
    BOOST_CHECK_EQUAL(fault_code(client), "token");
}

BOOST_AUTO_TEST_CASE(revoking_a_link_closes_sockets_and_ends_its_tokens) {
    test::Serving own;
    test::Guest phone(own, Role::Resident);
    test::Guest projector(own, Role::Projector);
    own.on_server([](server::Application& a) {
        a.hall().revoke("stockum", Role::Resident, [](const std::string&) {});
    });
    BOOST_CHECK_EQUAL(fault_code(phone.ws), "token");
    BOOST_CHECK_EQUAL(phone.ws.wait_for_close(), 4003);
    BOOST_CHECK_EQUAL(own.post_token("{\"secret\":\"" + own.secret_of(Role::Resident) + "\"}").status, 401);
    projector.hello();
    BOOST_CHECK_EQUAL(projector.ws.close_code(), 0);
}

BOOST_AUTO_TEST_CASE(a_stopping_server_says_goodbye_within_two_seconds_and_keeps_everything) {
    test::Serving own;
    test::Guest phone(own, Role::Resident);
    phone.ws.send(test::put_of(test::make_mark(own.session, 1, "bleibt")));
    BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    std::thread closer([&] { phone.ws.wait_for_close(); });
    const auto before = std::chrono::steady_clock::now();
    own.stop();
    const auto took = std::chrono::steady_clock::now() - before;
    closer.join();
    BOOST_CHECK_EQUAL(phone.ws.close_code(), 1001);
    BOOST_CHECK(took < std::chrono::seconds(2));
    BOOST_CHECK(!std::filesystem::exists(own.folder.file("ankerpunkt.gpkg-wal"))); // checkpointed and closed
    BOOST_CHECK(!std::filesystem::exists(own.folder.file("control.sock")));
}

BOOST_AUTO_TEST_CASE(what_a_person_takes_back_is_gone_from_the_files_of_the_running_server) {
    test::Serving own;
    test::Guest phone(own, Role::Resident);
    test::Guest other(own, Role::Resident);
    const wire::Submission mark = test::make_mark(own.session, 1, "MARKER-words");
    phone.ws.send(test::put_of(mark));
    BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    other.ws.send(
        test::put_of({test::id(600'001), contribution::Comment{mark.id, {"MARKER-comment", "de"}}}));
    BOOST_REQUIRE(other.ws.expect<wire::Acks>());
    BOOST_REQUIRE_GE(test::count_in_files(own.folder.path(), "MARKER"), 2U);
    phone.ws.send(test::put_of({test::id(600'002), contribution::Withdraw{mark.id}}));
    BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    BOOST_CHECK_EQUAL(test::count_in_files(own.folder.path(), "MARKER"), 0U);
    phone.ws.send(test::put_of(mark)); // an old outbox
    const auto acks = phone.ws.expect<wire::Acks>();
    BOOST_REQUIRE(acks);
    BOOST_CHECK(acks->acks[0].outcome == wire::Outcome::Erased);
    own.restart();
    const auto token = own.token(Role::Facilitator);
    const HttpAnswer snapshot =
        http_request(own.port(), "GET", "/api/snapshot", {{"Authorization", "Bearer " + token.token}});
    BOOST_CHECK(snapshot.body.find("MARKER") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(links_survive_a_restart_and_the_same_device_stays_the_same_person) {
    test::Serving own;
    const std::string link = own.secret_of(Role::Resident);
    const std::string device(32, '7');
    {
        test::Guest phone(own, Role::Resident, device);
        phone.ws.send(test::put_of(test::make_mark(own.session, 1)));
        BOOST_REQUIRE(phone.ws.expect<wire::Acks>());
    }
    own.restart();
    BOOST_CHECK_EQUAL(own.secret_of(Role::Resident), link);
    const contribution::AddWords words{test::make_mark(own.session, 1).id, {"doch etwas", "de"}};
    test::Guest stranger(own, Role::Resident);
    stranger.ws.send(test::put_of({test::id(1), words}));
    auto acks = stranger.ws.expect<wire::Acks>();
    BOOST_REQUIRE(acks);
    // The id of the founding event: somebody else's, whatever is in it.
    BOOST_CHECK(acks->acks[0].outcome == wire::Outcome::Conflict);
    stranger.ws.send(test::put_of({test::id(700'001), words}));
    acks = stranger.ws.expect<wire::Acks>();
    BOOST_REQUIRE(acks);
    BOOST_CHECK_EQUAL(acks->acks[0].why, "not_yours");
    test::Guest again(own, Role::Resident, device);
    again.ws.send(test::put_of({test::id(700'002), words}));
    acks = again.ws.expect<wire::Acks>();
    BOOST_REQUIRE(acks);
    BOOST_CHECK(acks->acks[0].outcome == wire::Outcome::Fresh);
}

BOOST_AUTO_TEST_CASE(a_silent_connection_is_closed_and_a_second_server_is_refused) {
    test::Serving own;
    server::ServeOptions options;
    options.data = own.folder.path();
    options.port = 0;
    server::Log log(server::Log::Form::Silent);
    const auto second = server::Application::start(options, server::system_clock(), log);
    BOOST_REQUIRE(!second);
    BOOST_CHECK(second.error().find("already uses the data folder") != std::string::npos);
    test::TempFolder other;
    options.data = other.path();
    options.port = own.port();
    const auto third = server::Application::start(options, server::system_clock(), log);
    BOOST_REQUIRE(!third);
    BOOST_CHECK_MESSAGE(third.error().find("already in use") != std::string::npos, third.error());
    options.port = 0;
    options.certificate = other.file("no-such.pem");
    options.private_key = other.file("no-such.key");
    const auto fourth = server::Application::start(options, server::system_clock(), log);
    BOOST_REQUIRE(!fourth);
    BOOST_CHECK_MESSAGE(fourth.error().find("no-such.pem") != std::string::npos, fourth.error());
}

BOOST_AUTO_TEST_SUITE_END()
