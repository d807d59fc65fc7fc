// SPDX-License-Identifier: Apache-2.0
#include "server/http/site.hpp"

#include "core/base/text.hpp"
#include "core/basemap/tile.hpp"
#include "core/json/fields.hpp"
#include "server/base/qr.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace anker::server::http {

namespace {

using workspace::Role;

/// Data sets that visible contributions were taken over from, as their licences ask to be named.
json::Json sources_of(const contribution::Table& table) {
    std::set<std::string> sources;
    for (contribution::Handle row = 0; row < table.row_count(); ++row) {
        if (table.columns().state[row] == contribution::MarkState::Shown && !table.source_of(row).empty())
            sources.insert(table.source_of(row));
    }
    return sources;
}

constexpr std::string_view immutable = "public, max-age=31536000, immutable";

/// Only same-origin everything; the WebSocket's address is named as well, because not every browser reads
/// 'self' as covering it.
std::string content_security_policy(const std::vector<std::string>& origins) {
    std::string connect = "connect-src 'self'";
    for (const std::string& origin : origins) {
        // A policy cannot name an IPv6 address; browsers that see 'self' as covering the socket need no name.
        if (origin.starts_with("http") && origin.find('[') == std::string::npos)
            connect += " ws" + origin.substr(4);
    }
    return "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; " + connect +
           "; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
           "form-action 'self'; frame-ancestors 'none'";
}

Response not_found() {
    return text_response(404, "There is nothing here: open the link you were given.");
}

Response not_allowed(const char* allowed) {
    Response response = text_response(405, std::string("Only ") + allowed + " is answered here.");
    response.headers.emplace_back("Allow", allowed);
    return response;
}

Response failed() {
    return json_response(503, R"({"code":"busy","what":"The store cannot be read now: try again."})");
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<std::int32_t> number(std::string_view text) {
    std::int32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// "a/b/c" without the leading slash.
std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return parts;
        path.remove_prefix(slash + 1);
    }
}

Response with_bytes(std::shared_ptr<const void> owner, std::span<const std::uint8_t> bytes,
                    const char* encoding) {
    Response response;
    response.body = bytes;
    response.owner = std::move(owner);
    if (*encoding != 0) response.headers.emplace_back("Content-Encoding", encoding);
    response.headers.emplace_back("Vary", "Accept-Encoding");
    return response;
}

Response not_modified(const std::string& tag) {
    Response response;
    response.status = 304;
    response.headers = {{"ETag", tag}, {"Vary", "Accept-Encoding"}};
    return response;
}

} // namespace

Site::Site(Hall& hall, EventStore& store, const Key& key, const Clock& clock, Log& log, SiteOptions options,
           std::span<const ClientFile> files)
    : m_hall(hall), m_store(store), m_key(key), m_clock(clock), m_log(log), m_options(std::move(options)),
      m_files(files), m_started_ms(clock.steady_ms()) {
    m_security_headers = {
        {"Content-Security-Policy", content_security_policy(m_options.origins)},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Permissions-Policy", "geolocation=(self), microphone=(self), camera=()"},
    };
}

void Site::handle(const Request& request, Respond respond) {
    const std::size_t question = request.target.find('?');
    const std::string_view path = std::string_view(request.target).substr(0, question);
    const std::string_view query = question == std::string::npos
                                       ? std::string_view{}
                                       : std::string_view(request.target).substr(question + 1);
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (path == "/api/token") {
        if (request.method != "POST") return respond(not_allowed("POST"));
        return exchange(request, respond);
    }
    if (!reads) return respond(not_allowed("GET, HEAD"));
    if (path == "/api/snapshot") return snapshot(request, std::move(respond));
    if (path == "/api/figures") return figures(request, query, std::move(respond));
    if (path == "/health") return respond(health());
    if (path == "/robots.txt") return respond(text_response(200, "User-agent: *\nDisallow: /"));
    if (path.starts_with("/data/")) return respond(data(request, path.substr(6)));
    const std::string_view wanted = path == "/index.html" ? "/" : path;
    const auto found = std::lower_bound(m_files.begin(), m_files.end(), wanted,
                                        [](const ClientFile& f, std::string_view p) { return f.path < p; });
    if (found != m_files.end() && found->path == wanted) return respond(file(request, *found));
    if (wanted == "/")
        return respond(text_response(
            503,
            "This ankerpunkt was built without its client: build it with `cmake --workflow --preset client`, "
            "then build the server again."));
    respond(not_found());
}

std::optional<Response> Site::refuse_upgrade(const Request& request) {
    if (request.target != "/ws") return text_response(404, "The WebSocket is at /ws.");
    if (std::find(m_options.origins.begin(), m_options.origins.end(), request.origin) ==
        m_options.origins.end()) {
        // One line a second: whoever knocks at the wrong door must not fill the disk.
        if (const std::int64_t now = m_clock.steady_ms(); now - m_refusal_logged_ms >= 1'000) {
            m_refusal_logged_ms = now;
            m_log.warn("websocket refused",
                       {{"why", request.origin.empty() ? "no Origin" : "Origin not allowed"}});
        }
        return text_response(403,
                             "This page may not connect here: the Origin header is missing or not allowed.");
    }
    // Sec-WebSocket-Protocol is a comma-separated list of tokens.
    std::string_view rest = request.subprotocols;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        std::string_view token = rest.substr(0, comma);
        while (!token.empty() && token.front() == ' ') token.remove_prefix(1);
        while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
        if (token == wire::subprotocol) return std::nullopt;
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return text_response(400, "The subprotocol must be one of: " + std::string(wire::subprotocol) + ".");
}

// ---- link for token ----

std::optional<Link> Site::join_link(const std::string& quartier, base::SessionId session) {
    if (!session.is_none()) return m_hall.links().of(quartier, Role::Resident, session);
    std::optional<Link> last;
    for (const Link& link : m_hall.links().of(quartier)) {
        if (link.row.role == Role::Resident) last = link;
    }
    const auto room = m_hall.room(quartier);
    if (!room || *room == nullptr) return last;
    std::int64_t opened_at_ms = -1;
    for (const auto& [id, planned] : (*room)->state().sessions) {
        if (planned.stage != session::Stage::Open || planned.opened_at_ms <= opened_at_ms) continue;
        if (auto link = m_hall.links().of(quartier, Role::Resident, id)) {
            opened_at_ms = planned.opened_at_ms;
            last = std::move(link);
        }
    }
    return last;
}

void Site::exchange(const Request& request, const Respond& respond) {
    const std::int64_t now = m_clock.steady_ms();
    if (!m_exchanges.take(request.address, now)) {
        Response response =
            json_response(429, R"({"code":"busy","what":"Too many at once: try again in a moment."})");
        response.headers.emplace_back("Retry-After", "2");
        return respond(std::move(response));
    }
    const json::Json body = json::parse_json(request.body);
    std::string fault;
    json::Fields fields(body, "", fault);
    const std::string secret = fields.text("secret");
    std::string device = fields.text("device", "");
    fields.finish(json::Fields::Extra::Refuse);
    if (!device.empty() && !base::bits_from_hex(device)) fields.fail("device");
    if (!fault.empty()) {
        json::Json answer = json::Json::object();
        answer["code"] = "malformed";
        answer["what"] = "The request could not be read (" + fault + ").";
        return respond(json_response(400, json::text_from_json(answer)));
    }
    const auto link = m_hall.links().find(secret);
    if (!link) {
        if (!m_wrong_links.take(request.address, now))
            return respond(
                json_response(429, R"({"code":"busy","what":"Too many wrong links: try again later."})"));
        return respond(json_response(
            401,
            R"({"code":"link","what":"This link is not known here, or was revoked: ask for a new one."})"));
    }
    const auto room = m_hall.room(link->quartier);
    if (!room || *room == nullptr) {
        m_log.error("room not opened",
                    {{"quartier", link->quartier}, {"why", room ? "unknown" : room.error().what}});
        return respond(failed());
    }
    if (device.empty()) device = hex_from_bytes(random_16());
    Grant grant;
    grant.role = link->role;
    grant.quartier = link->quartier;
    grant.session = link->session;
    grant.link = link->hash;
    // The projector says nothing, so it is nobody.
    if (link->role != Role::Projector) grant.author = author_of_device(m_key, link->quartier, device);
    const std::int64_t unix_ms = m_clock.unix_ms();
    const quartier::Quartier& quartier = (*room)->state().quartier;
    json::Json answer = json::Json::object();
    answer["token"] = m_hall.tokens().issue(std::move(grant), unix_ms);
    answer["expires_ms"] = unix_ms + Tokens::lifetime_ms;
    answer["role"] = workspace::name_of(link->role);
    answer["quartier"] = quartier.key;
    answer["quartier_name"] = quartier.name;
    answer["is_example"] = quartier.is_example;
    if (link->role == Role::Professional) answer["sources"] = sources_of((*room)->state().contributions);
    answer["device"] = device;
    if (!link->session.is_none()) answer["session"] = base::hex_from_id(link->session);
    if (link->role != Role::Resident) {
        if (const auto join = join_link(link->quartier, link->session)) {
            const std::string address = address_of(*join);
            answer["join_url"] = address;
            answer["join_qr"] = qr_rows(address);
        }
    }
    respond(json_response(200, json::text_from_json(answer)));
}

std::optional<Grant> Site::grant_of(const Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    if (!request.authorization.starts_with(scheme)) return std::nullopt;
    return m_hall.tokens().find(std::string_view(request.authorization).substr(scheme.size()),
                                m_clock.unix_ms());
}

namespace {

Response no_token() {
    Response response = json_response(
        401, R"({"code":"token","what":"The token is missing, not valid or expired: open the link again."})");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

} // namespace

// ---- what a token opens ----

void Site::snapshot(const Request& request, Respond respond) {
    const auto grant = grant_of(request);
    if (!grant) return respond(no_token());
    const auto room = m_hall.room(grant->quartier);
    if (!room || *room == nullptr) return respond(failed());
    (*room)->when_settled([room = *room, role = grant->role, request, respond = std::move(respond)] {
        const auto body = room->snapshot(role);
        const Encoding encoding = chosen_encoding(request.accept_encoding);
        const std::string tag = "\"" + body->tag + "\"";
        if (matches(request.if_none_match, tag)) return respond(not_modified(tag));
        const Bytes& bytes = encoding == Encoding::Brotli ? body->brotli
                             : encoding == Encoding::Gzip ? body->gzip
                                                          : body->plain;
        Response response = with_bytes(body, bytes,
                                       encoding == Encoding::Brotli ? "br"
                                       : encoding == Encoding::Gzip ? "gzip"
                                                                    : "");
        response.headers.emplace_back("Content-Type", "application/octet-stream");
        response.headers.emplace_back("Cache-Control", "private, no-cache");
        response.headers.emplace_back("ETag", tag);
        respond(std::move(response));
    });
}

void Site::figures(const Request& request, std::string_view query, Respond respond) {
    const auto grant = grant_of(request);
    if (!grant) return respond(no_token());
    if (grant->role != Role::Professional && grant->role != Role::Facilitator)
        return respond(json_response(
            403, R"({"code":"role","what":"Figures are for professionals and facilitators."})"));
    std::string language = "de";
    if (query.starts_with("lang=")) language = query.substr(5);
    if (language.empty() || language.size() > 3 || !base::is_language_tag(language)) language = "de";
    const auto room = m_hall.room(grant->quartier);
    if (!room || *room == nullptr) return respond(failed());
    (*room)->when_settled([this, room = *room, language, request, respond = std::move(respond)] {
        const std::string tag = "\"" + room->epoch().substr(0, 8) + "-" +
                                std::to_string(room->state().sequence) + "-" + language + "\"";
        if (matches(request.if_none_match, tag)) return respond(not_modified(tag));
        const auto json = room->figures(language);
        if (!json) {
            m_log.error("no figures", {{"why", json.error()}});
            return respond(failed());
        }
        if (!*json)
            return respond(json_response(
                404, R"({"code":"no_areas","what":"No areas were imported for this Quartier."})"));
        const Encoding encoding = chosen_encoding(request.accept_encoding);
        const auto plain = bytes_of(**json);
        auto bytes =
            std::make_shared<Bytes>(encoding == Encoding::Brotli ? brotli(plain, Effort::Now)
                                    : encoding == Encoding::Gzip ? gzip(plain, Effort::Now)
                                                                 : Bytes(plain.begin(), plain.end()));
        Response response = with_bytes(bytes, *bytes,
                                       encoding == Encoding::Brotli ? "br"
                                       : encoding == Encoding::Gzip ? "gzip"
                                                                    : "");
        response.headers.emplace_back("Content-Type", "application/json");
        response.headers.emplace_back("Cache-Control", "private, no-cache");
        response.headers.emplace_back("ETag", tag);
        respond(std::move(response));
    });
}

// ---- what everybody may read ----

std::optional<Response> Site::encoded(const Request& request, EncodedBytes bytes, std::string tag) const {
    if (matches(request.if_none_match, tag)) return not_modified(tag);
    auto owner = std::make_shared<EncodedBytes>(std::move(bytes));
    const Encoding encoding = chosen_encoding(request.accept_encoding);
    Response response;
    if (encoding == Encoding::Brotli) {
        response = with_bytes(owner, owner->brotli, "br");
    } else if (encoding == Encoding::Gzip) {
        response = with_bytes(owner, owner->gzip, "gzip");
    } else {
        auto plain = gunzip(owner->gzip, static_cast<std::size_t>(owner->plain_size));
        if (!plain) return std::nullopt;
        auto unpacked = std::make_shared<Bytes>(std::move(*plain));
        response = with_bytes(unpacked, *unpacked, "");
    }
    response.headers.emplace_back("Content-Type", "application/octet-stream");
    response.headers.emplace_back("Cache-Control", immutable);
    response.headers.emplace_back("ETag", tag);
    return response;
}

/// Base maps and areas: published data, so no token is asked. Nothing else of the store can be named here.
Response Site::data(const Request& request, std::string_view path) {
    const auto parts = parts_of(path);
    if (!is_hash(parts[0])) return not_found();
    const std::string tag = "\"" + std::string(path) + "\"";
    if (parts.size() == 1) {
        auto dataset = m_store.dataset(parts[0]);
        if (!dataset) return failed();
        const bool is_public = *dataset && ((*dataset)->kind == name_of(quartier::DatasetKind::BaseMap) ||
                                            (*dataset)->kind == name_of(quartier::DatasetKind::Areas));
        if (!is_public) return not_found();
        return encoded(request, std::move((*dataset)->bytes), tag).value_or(failed());
    }
    if (parts.size() != 4 || (parts[1] != "0" && parts[1] != "1")) return not_found();
    const auto x = number(parts[2]);
    const auto y = number(parts[3]);
    if (!x || !y) return not_found();
    auto tile =
        m_store.tile(parts[0], {parts[1] == "0" ? basemap::Level::Detail : basemap::Level::Overview, *x, *y});
    if (!tile) return failed();
    if (!*tile) return not_found();
    return encoded(request, std::move(**tile), tag).value_or(failed());
}

Response Site::file(const Request& request, const ClientFile& file) {
    const std::string tag(file.tag);
    if (matches(request.if_none_match, tag)) return not_modified(tag);
    const Encoding encoding = chosen_encoding(request.accept_encoding);
    Response response;
    if (encoding == Encoding::Brotli && !file.brotli.empty()) {
        response = with_bytes(nullptr, file.brotli, "br");
    } else if (encoding != Encoding::Identity && !file.gzip.empty()) {
        response = with_bytes(nullptr, file.gzip, "gzip");
    } else {
        response = with_bytes(nullptr, file.plain, "");
    }
    response.headers.emplace_back("Content-Type", file.type);
    response.headers.emplace_back("Cache-Control", file.path == "/" ? "no-cache" : std::string(immutable));
    response.headers.emplace_back("ETag", tag);
    return response;
}

Response Site::health() {
    const auto keys = m_store.quartier_keys();
    json::Json answer = json::Json::object();
    answer["version"] = m_options.version;
    answer["uptime_s"] = (m_clock.steady_ms() - m_started_ms) / 1000;
    answer["store"] = keys ? "ok" : "failed";
    answer["quartiere"] = keys ? keys->size() : 0;
    answer["connections"] = m_hall.connection_count();
    return json_response(keys ? 200 : 503, json::text_from_json(answer));
}

} // namespace anker::server::http
