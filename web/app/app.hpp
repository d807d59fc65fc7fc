// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/client.hpp"
#include "web/app/gestures.hpp"
#include "web/app/model.hpp"
#include "web/app/professional_surface.hpp"
#include "web/map/map_painter.hpp"
#include "web/platform/window.hpp"
#include "web/screens/screens.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace anker::app {

/// The client: one frame after another, in this order and nowhere else: receive, act, derive, draw, render,
/// send.
class App {
public:
    /// `professionals`: null where this program has no studio.
    explicit App(ProfessionalSurface* professionals) : m_professionals(professionals) {}

    void start();
    void frame();

    /// Facts for tests and figures, as JSON.
    [[nodiscard]] std::string probe() const;

private:
    /// What a network answer is for.
    struct Request {
        enum class Kind : std::uint8_t { Token, Strings, Snapshot, Manifest, Tile, Areas, Figures } kind;
        basemap::TileKey tile;
        std::string name; ///< language, or data set
    };

    // receive
    void receive(const platform::Input& input);
    void fetched(const Request& request, int status, const std::string& body);
    void take_token(const std::string& body);
    void run(sync::Effects effects);
    void show(const view::ViewEvent& event);
    // act
    void act(const Action& action);
    void handle_map(const map::View& view);
    base::EventId submit(workspace::Command command);
    void place_mark(contribution::Theme theme);
    void toast(ui::Text text, bool is_error = false);
    void toast_words(std::string words, bool is_error = false);
    void refused(const std::string& why);
    // derive
    void derive();
    void ask_for(Request request, std::string_view method, std::string_view url, std::string_view body = {});
    void fetch_what_is_missing(const map::View& view);
    void ask_for_words();
    [[nodiscard]] ui::Look make_look(const platform::Page& page) const;
    void fit_camera();
    [[nodiscard]] base::EventId new_id() const;

    ProfessionalSurface* m_professionals;
    platform::Window m_window;
    bool m_has_gl = false;
    Model m_model;
    screens::Local m_local;
    Actions m_actions;
    Gestures m_gestures;
    map::BaseMap m_base_map;
    map::MapPainter m_painter;
    ui::Rect m_free; ///< part of the window where the map is bare, from the last frame
    std::optional<sync::Client> m_sync;
    std::string m_secret;
    std::string m_token;
    std::map<std::uint32_t, Request> m_requests;
    std::uint32_t m_next_request = 1;
    std::set<base::ContributionId> m_asked_words;
    std::string m_areas_hash;
    std::string m_areas_asked;
    bool m_figures_stale = true;
    /// "I share this" is shown before the server has answered; by the command's id, until it has.
    std::map<base::EventId, view::MySupportShown> m_supports_shown_early;
    bool m_figures_asked = false;
    double m_figures_at_ms = -10'000;
    std::uint32_t m_frames = 0;
    double m_last_frame_ms = 0;
    std::string m_theme_set;
};

} // namespace anker::app
