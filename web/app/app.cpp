// SPDX-License-Identifier: Apache-2.0
#include "web/app/app.hpp"

#include "core/json/fields.hpp"
#include "core/wire/snapshot.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"
#include "web/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

namespace anker::app {

namespace {

constexpr double fresh_ms = 8'000;

std::string hex_colour(std::uint32_t abgr) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text = "#000000";
    for (std::size_t i = 0; i < 3; ++i) {
        const std::uint32_t byte = (abgr >> (8 * i)) & 255;
        text[1 + 2 * i] = digits[byte >> 4];
        text[2 + 2 * i] = digits[byte & 15];
    }
    return text;
}

std::string tile_url(const std::string& manifest, basemap::TileKey key) {
    return "/data/" + manifest + "/" + std::to_string(static_cast<int>(key.level)) + "/" +
           std::to_string(key.x) + "/" + std::to_string(key.y);
}

bool is_offered(std::string_view language) {
    for (const char* code : ui::language_codes) {
        if (language == code) return true;
    }
    return false;
}

} // namespace

void App::start() {
    const platform::Page page = platform::page();
    m_has_gl = m_window.open(page);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    ui::text::install();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouse; // the page's own elements take taps and clicks
    if (m_has_gl) {
        ImGui_ImplOpenGL3_Init("#version 300 es");
        m_painter.build();
    } else {
        platform::set_reader_skin(true);
    }

    Settings& s = m_model.settings;
    const std::string stored = platform::load("language");
    if (is_offered(stored)) {
        s.language = stored;
    } else {
        std::string wanted = platform::preferred_languages();
        while (!wanted.empty()) {
            const std::string one = wanted.substr(0, 2);
            if (is_offered(one)) {
                s.language = one;
                break;
            }
            wanted.erase(0, 3);
        }
    }
    const std::string theme = platform::load("theme");
    s.theme = theme == "dark"    ? ui::ThemeChoice::Dark
              : theme == "light" ? ui::ThemeChoice::Light
                                 : ui::ThemeChoice::System;
    const std::string scale = platform::load("scale");
    s.text_scale = scale == "125" ? 1.25f : scale == "150" ? 1.5f : 1.0f;
    ask_for({Request::Kind::Strings, {}, s.language}, "GET",
            platform::asset_url("strings." + s.language + ".txt"));

    const std::string fragment = platform::url_fragment();
    if (!fragment.starts_with("k=")) {
        m_model.stage = Stage::NoLink;
        return;
    }
    m_secret = fragment.substr(2, fragment.find('&') - 2);
    act(TryAgain{});
}

// ---------------------------------------------------------------- receive

void App::ask_for(Request request, std::string_view method, std::string_view url, std::string_view body) {
    const std::uint32_t id = m_next_request++;
    m_requests[id] = std::move(request);
    platform::fetch(id, method, url, m_token, body);
}

void App::receive(const platform::Input& input) {
    using platform::InputKind;
    const double now = platform::now_ms();
    const auto random = [] {
        std::uint8_t bytes[4];
        platform::fill_random(bytes);
        return static_cast<std::uint32_t>(bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24);
    };
    switch (input.kind) {
    case InputKind::Wake:
        break;
    case InputKind::Action:
        ui::sem::report(
            {static_cast<ui::sem::NodeId>(input.a), static_cast<ui::sem::Act>(input.b), input.c, input.data});
        break;
    case InputKind::SocketOpen:
        if (m_sync) run(m_sync->socket_opened());
        break;
    case InputKind::SocketText:
        if (m_sync) run(m_sync->received(input.data, static_cast<std::int64_t>(now)));
        break;
    case InputKind::SocketClosed:
        if (m_sync) run(m_sync->socket_closed(static_cast<std::int64_t>(now), random()));
        break;
    case InputKind::Fetched: {
        const auto found = m_requests.find(static_cast<std::uint32_t>(input.a));
        if (found == m_requests.end()) {
            if (m_professionals != nullptr) m_professionals->receive(input);
            break;
        }
        const Request request = found->second;
        m_requests.erase(found);
        fetched(request, static_cast<int>(input.b), input.data);
        break;
    }
    case InputKind::Located: {
        if (input.c == 0) {
            toast(ui::Text::MapLocateFailed, true);
            break;
        }
        const geo::Position at = geo::position_from_degrees(input.a, input.b);
        if (!quartier::is_near(m_model.view.quartier, at)) {
            toast_words(ui::words(ui::Text::MapOutside, {{"name", m_model.access.quartier_name}}), true);
            break;
        }
        act(MoveTo{at});
        break;
    }
    case InputKind::JobProgress:
    case InputKind::JobDone:
        if (m_professionals != nullptr) m_professionals->receive(input);
        break;
    }
}

void App::fetched(const Request& request, int status, const std::string& body) {
    using Kind = Request::Kind;
    const bool ok = status == 200;
    switch (request.kind) {
    case Kind::Strings:
        if (ok && ui::load_strings(request.name, body)) m_model.settings.language = request.name;
        break;
    case Kind::Token:
        if (ok) {
            take_token(body);
        } else {
            m_model.stage = status == 401 ? Stage::LinkRefused : Stage::NoServer;
        }
        break;
    case Kind::Snapshot: {
        if (!m_sync) break;
        if (!ok) {
            run(m_sync->snapshot_failed(static_cast<std::int64_t>(platform::now_ms()), 1));
            break;
        }
        view::View fresh;
        fresh.mine = m_model.view.mine;
        fresh.my_supports = m_model.view.my_supports;
        fresh.revision = m_model.view.revision + 1;
        fresh.marks_revision = m_model.view.marks_revision + 1;
        const auto head =
            wire::decode_snapshot({reinterpret_cast<const std::uint8_t*>(body.data()), body.size()},
                                  [&](const view::ViewEvent& event) { view::apply(fresh, event); });
        if (!head) {
            run(m_sync->snapshot_failed(static_cast<std::int64_t>(platform::now_ms()), 1));
            break;
        }
        m_model.view = std::move(fresh);
        m_figures_stale = true;
        m_asked_words.clear();
        run(m_sync->snapshot_loaded(head->epoch, head->head));
        break;
    }
    case Kind::Manifest:
        if (!ok || !m_base_map.take_manifest(body)) m_base_map.adopt({});
        break;
    case Kind::Tile:
        if (ok) {
            m_base_map.take_tile(request.tile, body, m_model.view.quartier.scale);
        } else if (status == 0) {
            m_base_map.tile_failed(request.tile);
        }
        break;
    case Kind::Areas:
        if (ok) {
            auto set =
                aggregate::decode_area_set({reinterpret_cast<const std::uint8_t*>(body.data()), body.size()});
            if (set) {
                m_model.areas = std::move(*set);
                m_areas_hash = request.name;
            }
        }
        break;
    case Kind::Figures:
        m_figures_asked = false;
        if (ok) {
            if (auto figures = figures::decode_figures(body)) m_model.figures = std::move(*figures);
        } else if (status == 404) {
            m_model.has_no_areas = true;
        }
        break;
    }
}

void App::take_token(const std::string& body) {
    const json::Json parsed = json::parse_json(body);
    std::string fault;
    json::Fields f(parsed, "", fault);
    m_token = f.text("token");
    Access& access = m_model.access;
    access.role = f.one_of<workspace::Role>("role", workspace::role_names);
    access.quartier = f.text("quartier");
    access.quartier_name = f.text("quartier_name", access.quartier);
    access.session = f.id_or_none("session");
    access.is_example = f.boolean("is_example", false);
    access.join_url = f.text("join_url", "");
    access.sources.clear();
    if (f.has("sources")) {
        for (const json::Json& source : f.member("sources"))
            access.sources.push_back(source.is_string() ? source.get<std::string>() : std::string());
    }
    access.join_qr.clear();
    if (f.has("join_qr")) {
        for (const json::Json& row : f.member("join_qr"))
            access.join_qr.push_back(row.is_string() ? row.get<std::string>() : std::string());
    }
    const std::string device = f.text("device", "");
    if (!fault.empty()) {
        m_model.stage = Stage::NoServer;
        return;
    }
    // The device keeps the right to change its own marks; a shared kiosk must not.
    if (!device.empty() && access.role != workspace::Role::Kiosk) platform::store("device", device);
    if (access.role == workspace::Role::Professional && m_professionals == nullptr) {
        platform::open_studio();
        return;
    }
    m_model.stage = Stage::Ready;
    if (m_sync) {
        run(m_sync->set_token(m_token, static_cast<std::int64_t>(platform::now_ms())));
        return;
    }
    m_sync.emplace(access.quartier);
    for (const std::string& key : platform::stored_keys("outbox." + access.quartier + ".")) {
        if (auto submission = wire::decode_submission(platform::load(key)))
            m_sync->restore(std::move(*submission));
    }
    run(m_sync->start(m_token, static_cast<std::int64_t>(platform::now_ms())));
}

void App::run(sync::Effects effects) {
    const std::string outbox = "outbox." + m_model.access.quartier + ".";
    for (sync::Effect& effect : effects) {
        std::visit(
            [&](auto& e) {
                using T = std::decay_t<decltype(e)>;
                if constexpr (std::is_same_v<T, sync::OpenSocket>) {
                    std::string url = platform::url_origin();
                    url.replace(0, 4, "ws"); // http -> ws, https -> wss
                    platform::open_socket(url + "/ws", wire::subprotocol);
                } else if constexpr (std::is_same_v<T, sync::CloseSocket>) {
                    platform::close_socket();
                } else if constexpr (std::is_same_v<T, sync::SendText>) {
                    platform::send_socket(e.text);
                } else if constexpr (std::is_same_v<T, sync::FetchSnapshot>) {
                    ask_for({Request::Kind::Snapshot, {}, {}}, "GET", "/api/snapshot");
                } else if constexpr (std::is_same_v<T, sync::ShowEvent>) {
                    show(e.event);
                } else if constexpr (std::is_same_v<T, sync::ForgetPrivate>) {
                    m_model.view.mine.clear();
                    m_model.view.my_supports.clear();
                } else if constexpr (std::is_same_v<T, sync::KeepCommand>) {
                    // Time first, so that the order survives a reload.
                    const std::string time = std::to_string(10'000'000'000'000 + platform::unix_ms());
                    platform::store(outbox + time + "." + base::hex_from_id(e.id), e.json);
                } else if constexpr (std::is_same_v<T, sync::DropCommand>) {
                    for (const std::string& key : platform::stored_keys(outbox)) {
                        if (key.ends_with(base::hex_from_id(e.id))) platform::store(key, {});
                    }
                } else if constexpr (std::is_same_v<T, sync::Settled>) {
                    const auto shown_early = m_supports_shown_early.extract(e.id);
                    if (e.outcome == wire::Outcome::Rejected) {
                        refused(e.why);
                        if (shown_early && e.why != "already_so") {
                            view::MySupportShown back = shown_early.mapped();
                            back.on = !back.on;
                            view::apply(m_model.view, back);
                        }
                    }
                } else if constexpr (std::is_same_v<T, sync::NewTokenNeeded>) {
                    m_token.clear();
                    act(TryAgain{});
                } else if constexpr (std::is_same_v<T, sync::ReloadNeeded>) {
                    platform::reload_page();
                } else if constexpr (std::is_same_v<T, sync::RoomReceived>) {
                    m_model.room = e.room;
                } else if constexpr (std::is_same_v<T, sync::ToldReceived>) {
                    for (view::Talk& talk : e.told.talks) m_model.talks[talk.id] = std::move(talk);
                } else if constexpr (std::is_same_v<T, sync::FiguresStale>) {
                    m_figures_stale = true;
                }
            },
            effect);
    }
}

void App::show(const view::ViewEvent& event) {
    const bool is_live = m_sync && m_sync->link() == sync::Link::Live;
    if (const auto* mark = std::get_if<view::MarkShown>(&event); mark != nullptr && is_live) {
        if (m_model.view.marks.find(mark->id) == view::no_row)
            m_model.fresh_until_ms[mark->id] = platform::now_ms() + fresh_ms;
    }
    if (const auto* words = std::get_if<view::WordsShown>(&event)) {
        std::erase(m_model.voices, words->id);
        m_model.voices.push_front(words->id);
        if (m_model.voices.size() > 12) m_model.voices.pop_back();
        m_model.talks.erase(words->id);
    }
    if (const auto* comments = std::get_if<view::CommentCountShown>(&event))
        m_model.talks.erase(comments->id);
    if (const auto* gone = std::get_if<view::MarkGone>(&event)) {
        m_model.talks.erase(gone->id);
        std::erase(m_model.voices, gone->id);
    }
    view::apply(m_model.view, event);
}

// ---------------------------------------------------------------- act

base::EventId App::new_id() const {
    std::uint8_t bytes[16];
    platform::fill_random(bytes);
    base::EventId id;
    for (int i = 0; i < 8; ++i) {
        id.high = id.high << 8 | bytes[i];
        id.low = id.low << 8 | bytes[8 + i];
    }
    return id;
}

base::EventId App::submit(workspace::Command command) {
    const base::EventId id = new_id();
    if (m_sync) run(m_sync->submit({id, std::move(command)}));
    return id;
}

void App::toast_words(std::string words, bool is_error) {
    ui::sem::announce(words, is_error ? ui::sem::Urgency::Assertive : ui::sem::Urgency::Polite);
    m_model.toast = Toast{std::move(words), platform::now_ms() + 4'500, is_error};
}
void App::toast(ui::Text text, bool is_error) {
    toast_words(ui::words(text), is_error);
}

void App::refused(const std::string& why) {
    using ui::Text;
    static constexpr std::pair<std::string_view, Text> texts[] = {
        {"role_may_not", Text::RejectionRoleMayNot},
        {"session_unknown", Text::RejectionSessionUnknown},
        {"session_not_open", Text::RejectionSessionNotOpen},
        {"session_paused", Text::RejectionSessionPaused},
        {"session_closed", Text::RejectionSessionClosed},
        {"already_so", Text::RejectionAlreadySo},
        {"outside_quartier", Text::RejectionOutsideQuartier},
        {"shape_invalid", Text::RejectionShapeInvalid},
        {"words_blank", Text::RejectionWordsBlank},
        {"words_too_long", Text::RejectionWordsTooLong},
        {"words_broken", Text::RejectionWordsBroken},
        {"words_control", Text::RejectionWordsControl},
        {"words_bidi_control", Text::RejectionWordsBidiControl},
        {"contribution_unknown", Text::RejectionContributionUnknown},
        {"not_yours", Text::RejectionNotYours}};
    for (const auto& [name, text] : texts) {
        if (name == why) {
            toast(text, true);
            return;
        }
    }
    toast(Text::RejectionFailed, true);
}

void App::place_mark(contribution::Theme theme) {
    const geo::Position at{static_cast<std::int32_t>(m_model.here.camera.lon_e7),
                           static_cast<std::int32_t>(m_model.here.camera.lat_e7)};
    if (!quartier::is_near(m_model.view.quartier, at)) {
        toast_words(ui::words(ui::Text::PlaceTooFar, {{"name", m_model.access.quartier_name}}), true);
        return;
    }
    if (!quartier::contains(m_model.view.quartier, at) && !m_model.here.confirms_outside) {
        m_model.here.confirms_outside = true;
        ui::sem::announce(ui::words(ui::Text::PlaceOutside, {{"name", m_model.access.quartier_name}}));
        return;
    }
    contribution::Make make;
    const session::Session* session = m_model.current_session();
    make.session = session != nullptr ? session->id : base::SessionId{};
    make.kind = m_model.here.placing;
    make.theme = theme;
    make.shape = {geo::ShapeKind::Point, {at}};
    const base::EventId id = new_id();
    m_model.here.written = id;
    m_model.here.screen = Screen::Words;
    m_model.here.confirms_outside = false;
    toast(m_model.link == sync::Link::Live ? ui::Text::WordsSaved : ui::Text::WordsWaiting);
    if (m_sync) run(m_sync->submit({id, make}));
}

void App::act(const Action& action) {
    using ui::Text;
    Here& here = m_model.here;
    std::visit(
        [&](const auto& a) {
            using T = std::decay_t<decltype(a)>;
            if constexpr (std::is_same_v<T, StartMark>) {
                here.placing = a.kind;
                here.screen = Screen::Place;
                here.selected = {};
                here.confirms_outside = false;
                // Near enough to hit a house; a resident can still zoom out.
                here.camera.px_per_m = std::max(here.camera.px_per_m, 1.1);
            } else if constexpr (std::is_same_v<T, CancelMark>) {
                here.screen = Screen::Map;
                here.confirms_outside = false;
            } else if constexpr (std::is_same_v<T, PlaceMark>) {
                place_mark(a.theme);
            } else if constexpr (std::is_same_v<T, SaveWords>) {
                submit(contribution::AddWords{here.written, {a.text, m_model.settings.language}});
                here.screen = Screen::Map;
                toast(Text::WordsThanks);
            } else if constexpr (std::is_same_v<T, Done>) {
                here.screen = Screen::Map;
            } else if constexpr (std::is_same_v<T, Withdraw>) {
                submit(contribution::Withdraw{a.id});
                here.screen = Screen::Map;
                here.selected = {};
                toast(Text::WordsWithdrawn);
            } else if constexpr (std::is_same_v<T, SetSupport>) {
                const base::EventId id =
                    a.on ? submit(contribution::Support{a.id}) : submit(contribution::WithdrawSupport{a.id});
                // Shown at once, and taken back if the server refuses.
                m_supports_shown_early[id] = {a.id, a.on};
                view::apply(m_model.view, m_supports_shown_early[id]);
            } else if constexpr (std::is_same_v<T, Select>) {
                here.selected = a.id;
                if (here.screen == Screen::List || here.screen == Screen::Mine) here.screen = Screen::Map;
                const view::Row row = a.id.is_none() ? view::no_row : m_model.view.marks.find(a.id);
                if (a.moves_map && row != view::no_row) {
                    here.camera.lon_e7 = m_model.view.marks.at[row].lon_e7;
                    here.camera.lat_e7 = m_model.view.marks.at[row].lat_e7;
                    here.camera.px_per_m = std::max(here.camera.px_per_m, 0.8);
                }
            } else if constexpr (std::is_same_v<T, Go>) {
                if (a.screen == Screen::Settings) here.before_settings = here.screen;
                here.screen = a.screen;
                here.list_page = 0;
            } else if constexpr (std::is_same_v<T, ShowPage>) {
                here.list_page = a.page;
            } else if constexpr (std::is_same_v<T, ShowKind>) {
                here.list_kind = a.kind;
                here.list_page = 0;
            } else if constexpr (std::is_same_v<T, Locate>) {
                platform::locate();
            } else if constexpr (std::is_same_v<T, ZoomBy>) {
                here.camera.px_per_m = std::clamp(here.camera.px_per_m * a.factor, map::farthest_px_per_m,
                                                  map::closest_px_per_m);
            } else if constexpr (std::is_same_v<T, MoveTo>) {
                here.camera.lon_e7 = a.at.lon_e7;
                here.camera.lat_e7 = a.at.lat_e7;
                here.confirms_outside = false;
            } else if constexpr (std::is_same_v<T, ChooseLanguage>) {
                platform::store("language", a.language);
                if (ui::has_strings(a.language)) {
                    m_model.settings.language = a.language;
                } else {
                    ask_for({Request::Kind::Strings, {}, a.language}, "GET",
                            platform::asset_url("strings." + a.language + ".txt"));
                }
                m_figures_stale = true;
            } else if constexpr (std::is_same_v<T, ChooseTheme>) {
                m_model.settings.theme = a.theme;
                platform::store("theme", a.theme == ui::ThemeChoice::Dark    ? "dark"
                                         : a.theme == ui::ThemeChoice::Light ? "light"
                                                                             : "");
            } else if constexpr (std::is_same_v<T, ChooseTextScale>) {
                m_model.settings.text_scale = a.scale;
                platform::store("scale", a.scale > 1.4f ? "150" : a.scale > 1.1f ? "125" : "");
            } else if constexpr (std::is_same_v<T, ReadAloud>) {
                if (!platform::speak(ui::sem::spoken_text(), m_model.settings.language))
                    toast(Text::HomeNoVoice, true);
            } else if constexpr (std::is_same_v<T, ShowReader>) {
                here.screen = here.before_settings;
                platform::set_reader_skin(true);
            } else if constexpr (std::is_same_v<T, Moderate>) {
                if (a.approve) {
                    submit(moderation::ApproveWords{a.subject});
                } else {
                    submit(moderation::RejectWords{a.subject});
                }
                std::erase_if(m_model.decided, [&](const Decided& d) { return d.subject == a.subject; });
                m_model.decided.push_front({a.subject, a.on, a.text, a.approve});
                if (m_model.decided.size() > 5) m_model.decided.pop_back();
                view::apply(m_model.view, view::WordsSettled{a.subject});
            } else if constexpr (std::is_same_v<T, HideMark>) {
                if (a.hidden) {
                    submit(moderation::HideMark{a.id});
                } else {
                    submit(moderation::ShowMark{a.id});
                }
            } else if constexpr (std::is_same_v<T, MoveSession>) {
                const session::Session* session = m_model.current_session();
                if (session == nullptr) return;
                if (a.stage == session::Stage::Open) submit(session::Open{session->id});
                if (a.stage == session::Stage::Paused) submit(session::Pause{session->id});
                if (a.stage == session::Stage::Closed) submit(session::Close{session->id});
            } else if constexpr (std::is_same_v<T, SelectArea>) {
                here.selected_area = a.area;
            } else if constexpr (std::is_same_v<T, ShowClasses>) {
                m_model.own_classes = a.classes;
            } else if constexpr (std::is_same_v<T, Notify>) {
                toast_words(a.words, a.is_error);
            } else if constexpr (std::is_same_v<T, CopyLink>) {
                platform::copy_text(m_model.access.join_url);
                toast(Text::FacilitatorCopied);
            } else if constexpr (std::is_same_v<T, TryAgain>) {
                m_model.stage = Stage::Loading;
                json::Json body = json::Json::object();
                body["secret"] = m_secret;
                const std::string device = platform::load("device");
                if (!device.empty()) body["device"] = device;
                ask_for({Request::Kind::Token, {}, {}}, "POST", "/api/token", json::text_from_json(body));
            }
        },
        action);
}

void App::handle_map(const map::View& view) {
    if (!m_has_gl) return;
    const bool is_touchable = m_model.stage == Stage::Ready && m_free.w > 0;
    const auto events = m_window.take_pointer_events();
    if (!is_touchable) return;
    const Gestures::Result result =
        m_gestures.apply(events, view, m_model.view.quartier.scale, platform::now_ms(), m_model.here.camera);
    if (!result.tap || m_model.access.role == workspace::Role::Projector) return;
    if (m_model.here.screen == Screen::Place) {
        m_actions.push_back(MoveTo{view.position_from(*result.tap)});
        return;
    }
    const bool is_studio_map = m_model.access.role == workspace::Role::Professional && m_model.areas;
    if (is_studio_map) {
        const aggregate::AreaLocator locator(*m_model.areas);
        const aggregate::AreaIndex area = locator.find(view.position_from(*result.tap));
        std::size_t chosen = SIZE_MAX;
        if (area != aggregate::no_area && m_model.figures) {
            for (std::size_t i = 0; i < m_model.figures->areas.size(); ++i) {
                if (m_model.figures->areas[i].key == m_model.areas->areas[area].key) chosen = i;
            }
        }
        m_actions.push_back(SelectArea{chosen});
        return;
    }
    if (const auto row = m_painter.mark_at(m_model, view, *result.tap)) {
        m_actions.push_back(Select{m_model.view.marks.id[*row], false});
    } else if (m_painter.is_capsule_at(view, *result.tap)) {
        zoom_about(m_model.here.camera, view, m_model.view.quartier.scale, *result.tap, 2.2);
    } else {
        m_actions.push_back(Select{});
    }
}

// ---------------------------------------------------------------- derive

void App::fit_camera() {
    if (m_model.here.has_camera || !m_model.view.quartier.is_founded() || m_free.w <= 0) return;
    m_model.here.has_camera = true;
    const geo::Box extent = m_model.view.quartier.extent;
    m_model.here.camera = map::camera_showing(extent, m_model.view.quartier.scale, m_free, 12);
    // A phone starts where single houses can be told apart, not with the whole city.
    const bool overview = m_model.access.role == workspace::Role::Projector ||
                          m_model.access.role == workspace::Role::Professional ||
                          m_model.access.role == workspace::Role::Facilitator;
    const double city_m =
        m_model.view.quartier.scale.east_m(std::int64_t{extent.max.lon_e7} - extent.min.lon_e7);
    if (overview) return;
    // A tall screen is filled rather than framed: what is outside is one swipe away.
    const double city_n =
        m_model.view.quartier.scale.north_m(std::int64_t{extent.max.lat_e7} - extent.min.lat_e7);
    m_model.here.camera.px_per_m =
        std::min(std::max(m_free.w / city_m, m_free.h / city_n), m_model.here.camera.px_per_m * 1.6);
    if (city_m < 6000) m_model.here.camera.px_per_m = std::max(m_model.here.camera.px_per_m, 0.36);
}

void App::fetch_what_is_missing(const map::View& view) {
    const auto& datasets = m_model.view.quartier.datasets;
    const auto hash_of = [&](quartier::DatasetKind kind) {
        const auto found = datasets.find(kind);
        return found == datasets.end() ? std::string() : found->second.hash;
    };
    m_base_map.adopt(hash_of(quartier::DatasetKind::BaseMap));
    const auto is_asked = [&](Request::Kind kind) {
        return std::any_of(m_requests.begin(), m_requests.end(),
                           [&](const auto& r) { return r.second.kind == kind; });
    };
    if (m_base_map.needs_manifest() && !is_asked(Request::Kind::Manifest))
        ask_for({Request::Kind::Manifest, {}, {}}, "GET", "/data/" + m_base_map.hash());
    if (m_base_map.is_known() && m_model.here.has_camera) {
        const basemap::Level level =
            view.mercator_zoom() >= 13.6 ? basemap::Level::Detail : basemap::Level::Overview;
        const ui::Look& l = ui::look();
        for (const basemap::TileKey key : m_base_map.missing(view.ground({0, 0, l.width, l.height}), level)) {
            ask_for({Request::Kind::Tile, key, {}}, "GET", tile_url(m_base_map.hash(), key));
        }
    }
    if (m_model.access.role != workspace::Role::Professional &&
        m_model.access.role != workspace::Role::Facilitator)
        return;
    if (m_model.access.role == workspace::Role::Professional) {
        const std::string areas = hash_of(quartier::DatasetKind::Areas);
        m_model.has_no_areas = m_model.view.quartier.is_founded() && areas.empty();
        if (!areas.empty() && areas != m_areas_hash && m_areas_asked != areas) {
            m_areas_asked = areas;
            ask_for({Request::Kind::Areas, {}, areas}, "GET", "/data/" + areas);
        }
        const double now = platform::now_ms();
        if (m_figures_stale && !m_figures_asked && !areas.empty() && now - m_figures_at_ms > 1'000) {
            m_figures_stale = false;
            m_figures_asked = true;
            m_figures_at_ms = now;
            ask_for({Request::Kind::Figures, {}, {}}, "GET",
                    "/api/figures?lang=" + m_model.settings.language);
        }
    }
}

void App::ask_for_words() {
    if (!m_sync || m_sync->link() != sync::Link::Live) return;
    std::vector<base::ContributionId> ids;
    const auto want = [&](base::ContributionId id) {
        const view::Row row = m_model.view.marks.find(id);
        if (row == view::no_row || m_model.talks.contains(id) || ids.size() >= wire::max_ids_per_ask) return;
        if (m_model.view.marks.has_words[row] == 0 && m_model.view.marks.comment_count[row] == 0) return;
        if (m_asked_words.insert(id).second) ids.push_back(id);
    };
    if (!m_model.here.selected.is_none()) want(m_model.here.selected);
    if (m_model.here.screen == Screen::List) {
        const geo::Position here{static_cast<std::int32_t>(m_model.here.camera.lon_e7),
                                 static_cast<std::int32_t>(m_model.here.camera.lat_e7)};
        std::vector<std::pair<double, view::Row>> rows;
        const view::Marks& m = m_model.view.marks;
        for (view::Row row = 0; row < m.row_count(); ++row) {
            if (m.is_live(row) && m.has_words[row] != 0)
                rows.emplace_back(m_model.view.quartier.scale.distance_m(here, m.at[row]), row);
        }
        const std::size_t most =
            std::min<std::size_t>(rows.size(), static_cast<std::size_t>(40 * (m_model.here.list_page + 1)));
        std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end());
        for (std::size_t i = most > 40 ? most - 40 : 0; i < most; ++i) want(m.id[rows[i].second]);
    }
    if (!ids.empty()) run(m_sync->ask(std::move(ids)));
}

void App::derive() {
    m_model.link = m_sync ? m_sync->link() : sync::Link::Off;
    m_model.pending = m_sync ? m_sync->pending() : std::deque<wire::Submission>{};
    m_model.unix_ms = platform::unix_ms();
    const double now = platform::now_ms();
    std::erase_if(m_model.fresh_until_ms, [now](const auto& f) { return f.second < now; });
    // Words of an opened mark are asked for again when they changed.
    if (!m_model.here.selected.is_none() && !m_model.talks.contains(m_model.here.selected))
        m_asked_words.erase(m_model.here.selected);
}

ui::Look App::make_look(const platform::Page& page) const {
    ui::Look l;
    const bool is_projector =
        m_model.access.role == workspace::Role::Projector && m_model.stage == Stage::Ready;
    const Settings& s = m_model.settings;
    l.is_dark = !is_projector && (s.theme == ui::ThemeChoice::Dark ||
                                  (s.theme == ui::ThemeChoice::System && page.prefers_dark));
    l.colours = ui::themes[is_projector ? 2 : l.is_dark ? 1 : 0];
    l.width = page.width;
    l.height = page.height;
    const float shorter = std::min(page.width, page.height);
    const bool is_desk_role = m_model.access.role == workspace::Role::Professional ||
                              m_model.access.role == workspace::Role::Facilitator;
    if (is_projector) {
        l.surface = ui::Surface::Projector;
        l.em = std::max(14.0f, 44 * (page.width > page.height ? page.height / 1080 : page.width / 1080));
    } else if (shorter >= 1000 && page.height > page.width && !is_desk_role) {
        l.surface = ui::Surface::Kiosk; // a tall shared screen, read from an arm's length
        l.em = 28 * shorter / 1080 * page.root_font_px / 16 * s.text_scale;
    } else {
        l.surface = page.width > 900 ? ui::Surface::Desk : ui::Surface::Phone;
        l.em = page.root_font_px * s.text_scale;
    }
    l.language = ui::has_strings(s.language) ? s.language : "de";
    l.right_to_left = ui::is_right_to_left_language(l.language);
    l.less_motion = page.prefers_less_motion;
    l.now_ms = platform::now_ms();
    return l;
}

// ---------------------------------------------------------------- the frame

void App::frame() {
    const double began = platform::now_ms();
    // 1 receive
    for (const platform::Input& input : platform::take_inputs()) receive(input);
    if (m_sync && m_sync->next_tick_ms() <= static_cast<std::int64_t>(began))
        run(m_sync->tick(static_cast<std::int64_t>(began)));

    // 2 act: what screens asked for in the last frame, then fingers on the map
    Actions actions;
    actions.swap(m_actions);
    for (const Action& action : actions) act(action);

    const platform::Page page = platform::page();
    ui::set_look(make_look(page));
    if (!ui::has_strings(ui::look().language)) {
        return; // the words are on their way; the page shows its own line until then
    }
    if (m_has_gl) m_window.fit(page);
    fit_camera();
    {
        const map::View view(m_model.here.camera, m_model.view.quartier.scale, ui::paint::placed(m_free));
        handle_map(view);
    }

    // 3 derive
    derive();
    const map::View view(m_model.here.camera, m_model.view.quartier.scale, ui::paint::placed(m_free));
    if (m_model.stage == Stage::Ready) fetch_what_is_missing(view);
    ask_for_words();

    // 4 draw
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {page.width, page.height};
    io.DisplayFramebufferScale = {page.pixel_ratio, page.pixel_ratio};
    io.DeltaTime = static_cast<float>(std::max(1.0, began - m_last_frame_ms) / 1000);
    m_last_frame_ms = began;
    if (m_has_gl) ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ui::Look look = ui::look();
    look.list = ImGui::GetBackgroundDrawList();
    ui::set_look(look);
    ui::text::begin_frame(page.pixel_ratio);
    ui::paint::begin_frame();
    ui::sem::begin_frame();
    const bool shows_map = m_model.stage == Stage::Ready && m_model.here.has_camera && m_free.w > 0;
    if (shows_map) m_painter.draw_overlays(m_model, m_base_map, view);
    const ui::Rect free = screens::draw(m_model, m_base_map, m_local, m_actions, m_professionals);
    const bool free_changed = std::abs(free.x - m_free.x) + std::abs(free.y - m_free.y) +
                                  std::abs(free.w - m_free.w) + std::abs(free.h - m_free.h) >
                              0.5f;
    const bool layout_changed = ui::take_layout_changed();
    m_free = free;
    ui::sem::end_frame();
    ImGui::Render();

    // 5 render
    if (m_has_gl) {
        if (shows_map) {
            m_painter.draw_ground(m_model, m_base_map, view, page.pixel_ratio);
        } else {
            map::gl::Canvas canvas{&view, page.pixel_ratio, page.width * page.pixel_ratio,
                                   page.height * page.pixel_ratio};
            m_painter.clear(canvas, look.colours);
        }
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        m_window.present();
    }
    const std::string theme = look.is_dark ? "dark" : "light";
    if (m_theme_set != theme + look.language) {
        m_theme_set = theme + look.language;
        platform::set_theme(theme, hex_colour(look.colours.paper));
        platform::set_skin_label(ui::words(ui::Text::AppSkin));
    }
    ++m_frames;

    // When to draw again: at once after a change, slowly while something glows, else when somebody wakes us.
    if (layout_changed || free_changed || !m_actions.empty()) {
        platform::schedule_frame();
        return;
    }
    double next = -1;
    const auto soon = [&](double ms) {
        next = next < 0 ? std::max(ms, 0.0) : std::min(next, std::max(ms, 0.0));
    };
    if (!m_model.fresh_until_ms.empty()) soon(look.less_motion ? 1000 : 50);
    if (m_model.toast && m_model.toast->until_ms > began) soon(m_model.toast->until_ms - began + 20);
    if (m_sync && m_sync->next_tick_ms() != sync::Client::never)
        soon(static_cast<double>(m_sync->next_tick_ms()) - began);
    if (m_figures_stale && m_model.access.role == workspace::Role::Professional && !m_model.has_no_areas)
        soon(1'050);
    if (look.surface == ui::Surface::Projector) soon(1'000);
    platform::wake_in(next);
}

std::string App::probe() const {
    json::Json j = json::Json::object();
    j["frames"] = m_frames;
    j["marks"] = m_model.view.marks.live_count();
    j["sequence"] = m_sync ? m_sync->last_sequence() : 0;
    j["link"] = static_cast<int>(m_model.link);
    j["stage"] = static_cast<int>(m_model.stage);
    j["screen"] = static_cast<int>(m_model.here.screen);
    j["pending"] = m_model.pending.size();
    j["tiles"] = m_base_map.tiles_loaded();
    j["areas"] = m_model.areas ? m_model.areas->areas.size() : 0;
    j["figures"] = m_model.figures.has_value();
    j["nodes"] = ui::sem::stats().nodes;
    j["duplicates"] = ui::sem::stats().duplicates;
    j["free"] = {m_free.x, m_free.y, m_free.w, m_free.h};
    j["camera"] = {m_model.here.camera.lon_e7, m_model.here.camera.lat_e7, m_model.here.camera.px_per_m};
    j["overflows"] = ui::paint::overflows_of_frame();
    return json::text_from_json(j);
}

} // namespace anker::app
