// SPDX-License-Identifier: Apache-2.0
#include "server/app/application.hpp"

#include "core/base/bytes.hpp"
#include "server/app/origin_file.hpp"
#include "server/base/qr.hpp"
#include "server/control/remote_access.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>

namespace anker::server {

namespace {

using workspace::Role;

constexpr std::int64_t end_within_ms = 1'500;

Bytes done(std::span<const std::uint8_t> result) {
    Bytes answer{0};
    answer.insert(answer.end(), result.begin(), result.end());
    return answer;
}
Bytes refused(std::string_view sentence) {
    Bytes answer{1};
    answer.insert(answer.end(), sentence.begin(), sentence.end());
    return answer;
}

std::string without_slash(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// Scheme, host and port of an address: what browsers send as Origin.
std::string origin_of(const std::string& url) {
    const std::size_t host = url.find("://");
    return host == std::string::npos ? url : url.substr(0, url.find('/', host + 3));
}

} // namespace

Application::Application(OwnedData data, std::unique_ptr<net::Server> net, const Clock& clock, Log& log)
    : m_data(std::move(data)), m_net(std::move(net)), m_clock(clock), m_log(log) {}

Expected<std::unique_ptr<Application>, std::string> Application::start(const ServeOptions& options,
                                                                       const Clock& clock, Log& log) {
    ANKER_TRY(OwnedData data, own_data(options.data, DataFolder::Missing::Create));
    net::ServerOptions net_options;
    net_options.address = options.lan ? "0.0.0.0" : options.bind;
    net_options.port = options.port;
    net_options.certificate = options.certificate;
    net_options.private_key = options.private_key;
    ANKER_TRY(auto net, net::Server::listen(net_options));
    std::unique_ptr<Application> application(new Application(std::move(data), std::move(net), clock, log));
    ANKER_DO(application->prepare(options));
    return application;
}

Expected<void, std::string> Application::prepare(const ServeOptions& options) {
    const std::string scheme = options.certificate.empty() ? "http" : "https";
    const std::string port = ":" + std::to_string(m_net->port());
    std::vector<std::string> origins{scheme + "://127.0.0.1" + port, scheme + "://localhost" + port,
                                     scheme + "://[::1]" + port};
    m_origin = origins.front();
    if (options.lan) {
        const auto address = net::lan_address();
        if (!address)
            return failure(
                std::string("--lan: this machine has no network address but its own: connect it to the "
                            "network, or start without --lan."));
        m_origin = scheme + "://" + *address + port;
        origins.push_back(m_origin);
        m_lan_without_tls = options.certificate.empty() && options.public_url.empty();
    } else if (options.bind != "127.0.0.1" && options.bind != "0.0.0.0" && options.bind != "::") {
        m_origin = scheme + "://" +
                   (options.bind.find(':') == std::string::npos ? options.bind : "[" + options.bind + "]") +
                   port;
        origins.push_back(m_origin);
    }
    if (!options.public_url.empty()) {
        m_origin = without_slash(options.public_url);
        origins.push_back(origin_of(m_origin));
    }
    m_writer = std::make_unique<WriterThread>(
        *m_data.store, [this](std::function<void()> work) { m_net->post(std::move(work)); });
    m_hall = std::make_unique<Hall>(*m_data.store, m_data.key, m_data.links, *m_writer, m_clock, m_log);
    m_site = std::make_unique<http::Site>(*m_hall, *m_data.store, m_data.key, m_clock, m_log,
                                          http::SiteOptions{ANKER_VERSION, m_origin, std::move(origins)},
                                          http::client_files());
    m_net->set_headers(m_site->security_headers());
    m_net->set_handlers(handlers());
    write_origin(m_data.folder.path(), m_origin);
    ANKER_TRY(m_quartier, chosen_quartier(options.quartier));
    if (!m_quartier.empty()) {
        // A damaged log is better found now than by the first phone.
        if (const auto room = m_hall->room(m_quartier); !room) return failure(room.error().what);
    }
    ANKER_TRY(const int control, Channel::listen(m_data.folder.path()));
    m_control = std::make_unique<ControlServer>(
        control, [this](Ask what, std::span<const std::uint8_t> request) { return answer(what, request); });
    if (options.open_session && !m_quartier.empty()) open_first_session(m_quartier);
    return {};
}

Application::~Application() {
    m_is_ending = true;
    if (m_control) {
        m_control.reset();
        std::remove(DataFolder::control_in(m_data.folder.path()).c_str());
    }
    m_writer.reset(); // stores what waits
}

Expected<std::string, std::string> Application::chosen_quartier(const std::string& wanted) {
    const auto keys = m_data.store->quartier_keys();
    if (!keys) return failure(keys.error().what);
    if (wanted.empty()) return keys->empty() ? std::string() : keys->front();
    if (std::find(keys->begin(), keys->end(), wanted) != keys->end()) return wanted;
    return failure("There is no Quartier " + wanted + " in " + m_data.folder.path() +
                   ": create it with `ankerpunkt import`.");
}

void Application::open_first_session(const std::string& quartier) {
    const auto room = m_hall->room(quartier);
    if (!room || *room == nullptr) return;
    const auto& sessions = (*room)->state().sessions;
    const bool was_opened = std::any_of(sessions.begin(), sessions.end(), [](const auto& entry) {
        return entry.second.stage != session::Stage::Planned;
    });
    if (was_opened || sessions.empty()) return; // what people closed stays closed
    EncodedBatch batch;
    batch.quartier = quartier;
    batch.submissions.push_back({StoreAccess::random_id(), session::Open{sessions.begin()->first}});
    (*room)->import(std::move(batch), [this](const ImportResult& result) {
        if (!result.error.empty()) m_log.error("session not opened", {{"why", result.error}});
    });
}

net::Handlers Application::handlers() {
    net::Handlers handlers;
    handlers.request = [this](const http::Request& request, http::Respond respond) {
        m_site->handle(request, std::move(respond));
    };
    handlers.refuse_upgrade = [this](const http::Request& request) {
        return m_site->refuse_upgrade(request);
    };
    handlers.opened = [this](Peer& peer) { m_hall->connected(peer); };
    handlers.received = [this](Peer& peer, std::string_view text) { m_hall->received(peer, text); };
    handlers.writable = [this](Peer& peer) { m_hall->writable(peer); };
    handlers.closed = [this](Peer& peer) { m_hall->gone(peer); };
    handlers.next_wake_ms = [this] { return m_hall->next_wake_ms(); };
    handlers.wake = [this] { m_hall->wake(); };
    handlers.signalled = [this](int) { end(); };
    return handlers;
}

void Application::run() {
    m_log.info("listening", {{"origin", m_origin}});
    m_net->run();
    m_log.info("stopped");
}

void Application::stop() {
    m_net->post([this] { end(); });
}

void Application::end() {
    if (m_is_ending.exchange(true)) return;
    m_log.info("stopping", {{"connections", static_cast<std::int64_t>(m_hall->connection_count())}});
    m_net->stop_accepting();
    m_hall->close_all(close_code::going_away, "The server is stopping.");
    m_net->stop(end_within_ms);
}

// ---- the control socket; on the line's own thread ----

template <class Work>
Bytes Application::on_server_thread(Work work) {
    const auto promise = std::make_shared<std::promise<Bytes>>();
    auto result = promise->get_future();
    m_net->post([work = std::move(work), promise] {
        work([promise](Bytes answer) { promise->set_value(std::move(answer)); });
    });
    while (result.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
        if (m_is_ending) return refused("The server is stopping: try again when it runs.");
    }
    return result.get();
}

Bytes Application::answer(Ask what, std::span<const std::uint8_t> request) {
    const std::string text(request.begin(), request.end());
    switch (what) {
    case Ask::Keys:
        return on_server_thread([this](auto reply) {
            const auto keys = m_data.store->quartier_keys();
            if (!keys) return reply(refused(keys.error().what));
            base::ByteWriter out;
            out.varint(keys->size());
            for (const std::string& key : *keys) out.text(key);
            reply(done(out.bytes()));
        });
    case Ask::Log:
        return on_server_thread([this, text](auto reply) {
            const auto log = whole_log(*m_data.store, text);
            reply(log ? done(bytes_from_log(*log)) : refused(log.error()));
        });
    case Ask::Dataset:
        return on_server_thread([this, text](auto reply) {
            const auto dataset = whole_dataset(*m_data.store, text);
            if (!dataset) return reply(refused(dataset.error()));
            Bytes answer{*dataset ? std::uint8_t{1} : std::uint8_t{0}};
            if (*dataset) answer.insert(answer.end(), (*dataset)->begin(), (*dataset)->end());
            reply(done(answer));
        });
    case Ask::Store: {
        auto batch = batch_from_bytes(request); // checked here, not on the server's thread
        if (!batch) return refused(batch.error());
        const auto shared = std::make_shared<EncodedBatch>(std::move(*batch));
        return on_server_thread([this, shared](auto reply) {
            const auto room = m_hall->room_for_import(shared->quartier);
            if (!room) return reply(refused(room.error().what));
            m_log.info("import", {{"quartier", shared->quartier},
                                  {"commands", static_cast<std::int64_t>(shared->submissions.size())},
                                  {"tiles", static_cast<std::int64_t>(shared->tiles.size())}});
            (*room)->import(std::move(*shared),
                            [reply](const ImportResult& result) { reply(done(bytes_from_result(result))); });
        });
    }
    case Ask::Links:
        return on_server_thread([this, text](auto reply) {
            const auto quartier = chosen_quartier(text);
            if (!quartier) return reply(refused(quartier.error()));
            const auto room = m_hall->room(*quartier);
            const workspace::State* state = room && *room != nullptr ? &(*room)->state() : nullptr;
            reply(done(bytes_of(links_text(m_data.links, *quartier, m_origin, state))));
        });
    case Ask::Revoke:
        return on_server_thread([this, request = Bytes(request.begin(), request.end())](auto reply) {
            base::ByteReader in(request);
            const auto quartier = chosen_quartier(in.text());
            const std::string name = in.text();
            if (!quartier) return reply(refused(quartier.error()));
            for (const Role role : workspace::all_roles) {
                if (workspace::name_of(role) != name) continue;
                m_hall->revoke(
                    *quartier, role, [this, reply, quartier = *quartier](const std::string& error) {
                        if (!error.empty()) return reply(refused(error));
                        m_log.info("links renewed", {{"quartier", quartier}});
                        reply(done(bytes_of(links_text(m_data.links, quartier, m_origin, nullptr))));
                    });
                return;
            }
            reply(refused("There is no role " + name + "."));
        });
    }
    return refused("This server does not know the request: use the same version of ankerpunkt.");
}

// ---- what people read ----

std::string links_text(const LinkBook& book, const std::string& quartier, const std::string& origin,
                       const workspace::State* state) {
    std::string text;
    for (const Link& link : book.of(quartier)) {
        std::string role(workspace::name_of(link.row.role));
        role.resize(13, ' ');
        text += role + link.address(origin);
        if (state != nullptr && !link.row.session.is_none()) {
            const auto planned = state->sessions.find(link.row.session);
            if (planned != state->sessions.end()) text += "  (" + planned->second.title + ")";
        }
        text += "\n";
    }
    return text;
}

std::string Application::welcome(bool with_colours) {
    std::string text;
    if (m_quartier.empty()) {
        text =
            "ankerpunkt runs at " + m_origin +
            ". There is no Quartier yet: create one with `ankerpunkt import`, then see `ankerpunkt links`.\n";
        return text;
    }
    const auto room = m_hall->room(m_quartier);
    const std::string name = room && *room != nullptr ? (*room)->state().quartier.name : m_quartier;
    text = name + " (" + m_quartier + ")\n\n";
    if (const auto join = m_site->join_link(m_quartier, {})) {
        const std::string address = m_site->address_of(*join);
        text += "resident     " + address + "\n\n" +
                qr_drawing(qr_rows(address), with_colours ? Colours::Yes : Colours::No) + "\n";
    }
    for (const Role role : {Role::Professional, Role::Projector, Role::Facilitator}) {
        std::string label(workspace::name_of(role));
        label.resize(13, ' ');
        if (const auto link = m_data.links.of(m_quartier, role, {}))
            text += label + m_site->address_of(*link) + "\n";
    }
    if (m_lan_without_tls)
        text += "\nOver plain HTTP phones get no location, no microphone and no installation, and browsers "
                "may warn: "
                "use --tls for that.\n";
    return text;
}

} // namespace anker::server
