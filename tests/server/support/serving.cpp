// SPDX-License-Identifier: Apache-2.0
#include "tests/server/support/serving.hpp"

#include "core/json/fields.hpp"
#include "core/wire/snapshot.hpp"

#include <boost/test/unit_test.hpp>
#include <future>

namespace anker::test {

namespace {

void found_quartier(const std::string& folder) {
    auto data = server::own_data(folder, server::DataFolder::Missing::Create);
    BOOST_REQUIRE_MESSAGE(data.has_value(), (data ? "" : data.error()));
    server::LocalAccess access(std::move(*data), server::system_clock().unix_ms);
    server::ImportBatch batch;
    batch.quartier = "stockum";
    batch.submissions.push_back({id(1), quartier::Found{"stockum", "Stockum", false, Given::extent()}});
    const auto result = access.store(batch);
    BOOST_REQUIRE_MESSAGE(result.error.empty(), result.error);
}

} // namespace

Serving::Serving(bool open_session) : m_open_session(open_session) {
    found_quartier(folder.path());
    start();
}

Serving::~Serving() {
    stop();
}

void Serving::start() {
    server::ServeOptions options;
    options.data = folder.path();
    options.port = 0;
    options.open_session = m_open_session;
    server::Clock clock = server::system_clock();
    clock.unix_ms = [this, now = clock.unix_ms] { return now() + clock_offset_ms; };
    auto application = server::Application::start(options, clock, m_log);
    BOOST_REQUIRE_MESSAGE(application.has_value(), (application ? "" : application.error()));
    m_application = std::move(*application);
    m_port = m_application->port();
    for (const server::Link& link : m_application->hall().links().of("stockum"))
        m_secrets[link.row.role] = link.secret;
    const auto room = m_application->hall().room("stockum");
    BOOST_REQUIRE(room && *room != nullptr);
    session = (*room)->state().sessions.begin()->first;
    m_thread = std::thread([this] { m_application->run(); });
}

void Serving::stop() {
    if (!m_application) return;
    m_application->stop();
    m_thread.join();
    m_application.reset();
}

void Serving::restart() {
    stop();
    start();
}

std::string Serving::secret_of(workspace::Role role) const {
    return m_secrets.at(role);
}

HttpAnswer Serving::post_token(const std::string& body) const {
    return http_request(m_port, "POST", "/api/token", {{"Content-Type", "application/json"}}, body);
}

Serving::Token Serving::token(workspace::Role role, const std::string& device) const {
    json::Json request = json::Json::object();
    request["secret"] = secret_of(role);
    if (!device.empty()) request["device"] = device;
    const HttpAnswer answer = post_token(json::text_from_json(request));
    BOOST_REQUIRE_MESSAGE(answer.status == 200, answer.body);
    const json::Json body = json::parse_json(answer.body);
    std::string fault;
    json::Fields fields(body, "", fault);
    Token token{fields.text("token"), fields.text("device"), fields.id_or_none("session")};
    BOOST_REQUIRE_MESSAGE(fault.empty(), fault);
    return token;
}

void Serving::on_server(const std::function<void(server::Application&)>& work) {
    std::promise<void> done;
    m_application->post([&] {
        work(*m_application);
        done.set_value();
    });
    done.get_future().wait();
}

Guest::Guest(Serving& serving, workspace::Role role, const std::string& device)
    : ws(serving.port()), token(serving.token(role, device)), m_serving(serving) {
    BOOST_REQUIRE(ws.is_open());
    hello();
}

void Guest::hello() {
    const auto say = [&] {
        wire::Hello hello;
        hello.token = token.token;
        hello.quartier = "stockum";
        hello.epoch = epoch;
        hello.since = since;
        ws.send(hello);
    };
    say();
    while (const auto text = ws.receive()) {
        const auto message = wire::decode_server_message(*text);
        BOOST_REQUIRE_MESSAGE(message.has_value(), *text);
        if (const auto* m = std::get_if<wire::Welcome>(&*message)) {
            welcome = *m;
            return;
        }
        if (!std::holds_alternative<wire::SnapshotDue>(*message)) continue;
        const HttpAnswer answer = http_request(m_serving.port(), "GET", "/api/snapshot",
                                               {{"Authorization", "Bearer " + token.token}});
        BOOST_REQUIRE_EQUAL(answer.status, 200);
        const auto head = wire::decode_snapshot(
            std::span(reinterpret_cast<const std::uint8_t*>(answer.body.data()), answer.body.size()),
            [](const view::ViewEvent&) {});
        BOOST_REQUIRE_MESSAGE(head.has_value(), (head ? "" : head.error()));
        epoch = head->epoch;
        since = head->head;
        say();
    }
    BOOST_FAIL("no welcome");
}

wire::Submission make_mark(base::SessionId session, std::uint64_t n, std::string words) {
    contribution::Make make;
    make.session = session;
    make.theme = static_cast<contribution::Theme>(n % contribution::theme_count);
    make.shape = {geo::ShapeKind::Point, {Given::somewhere(static_cast<int>(n % 100))}};
    if (!words.empty()) make.words = contribution::Words{std::move(words), "de"};
    return {id(50'000 + n), make};
}

wire::ClientMessage put_of(wire::Submission submission) {
    wire::Put put;
    put.submissions.push_back(std::move(submission));
    return put;
}

} // namespace anker::test
