// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/figures/shown_figures.hpp"
#include "core/sync/client.hpp"
#include "core/view/view.hpp"
#include "web/map/base_map.hpp"
#include "web/map/camera.hpp"
#include "web/ui/look.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace anker::app {

/// What this link opened, as the server said when it was exchanged.
struct Access {
    workspace::Role role = workspace::Role::Resident;
    std::string quartier;
    std::string quartier_name;
    base::SessionId session; ///< none for links to the whole Quartier
    bool is_example = false;
    std::vector<std::string> sources; ///< data sets of contributions, for professionals
    std::string join_url;             ///< for projector and facilitator
    std::vector<std::string> join_qr; ///< rows of 0 and 1
};

/// How far the start has come. Every stage that can fail says so on the screen.
enum class Stage : std::uint8_t { Loading, NoLink, LinkRefused, NoServer, Ready };

enum class Screen : std::uint8_t { Map, Place, Words, List, Mine, Settings };

/// This person's view: never in the log, lost without harm.
struct Here {
    Screen screen = Screen::Map;
    Screen before_settings = Screen::Map;
    contribution::Kind placing = contribution::Kind::Need;
    base::ContributionId selected; ///< the mark whose card is open
    base::ContributionId written;  ///< the own mark that may get words now
    std::size_t selected_area = SIZE_MAX;
    int list_page = 0;
    int list_kind = 0; ///< 0 both, 1 needs, 2 resources
    bool confirms_outside = false;
    map::Camera camera;
    bool has_camera = false;
};

struct Settings {
    std::string language = "de";
    ui::ThemeChoice theme = ui::ThemeChoice::System;
    float text_scale = 1;
};

/// A short message; `undo` brings back what was just decided.
struct Toast {
    std::string text;
    double until_ms = 0;
    bool is_error = false;
};

/// A decision of this facilitator, newest first, to take back.
struct Decided {
    base::EventId subject;
    base::ContributionId on;
    std::string text;
    bool approved = false;
};

// ---- what screens may ask for; carried out after drawing ----

struct StartMark {
    contribution::Kind kind;
};
struct CancelMark {};
struct PlaceMark {
    contribution::Theme theme;
};
struct SaveWords {
    std::string text;
};
struct Done {};
struct Withdraw {
    base::ContributionId id;
};
struct SetSupport {
    base::ContributionId id;
    bool on;
};
struct Select {
    base::ContributionId id;
    bool moves_map = false;
}; ///< none closes the card
struct Go {
    Screen screen;
};
struct ShowPage {
    int page;
};
struct ShowKind {
    int kind;
};
struct Locate {};
struct ZoomBy {
    float factor;
};
struct MoveTo {
    geo::Position at;
};
struct ChooseLanguage {
    std::string language;
};
struct ChooseTheme {
    ui::ThemeChoice theme;
};
struct ChooseTextScale {
    float scale;
};
struct ReadAloud {};
struct ShowReader {};
struct Moderate {
    base::EventId subject;
    base::ContributionId on;
    std::string text;
    bool approve;
};
struct HideMark {
    base::ContributionId id;
    bool hidden;
};
struct MoveSession {
    session::Stage stage;
};
struct SelectArea {
    std::size_t area;
};
/// Classes of a person's own figures for the map, in place of the adopted index.
struct OwnClasses {
    std::map<std::string, int> by_area;
    int count = 0;
    std::uint64_t revision = 0;
};
struct ShowClasses {
    std::optional<OwnClasses> classes; ///< nothing: the adopted index again
};
struct Notify {
    std::string words;
    bool is_error = false;
};
struct CopyLink {};
struct TryAgain {};

using Action = std::variant<StartMark, CancelMark, PlaceMark, SaveWords, Done, Withdraw, SetSupport, Select,
                            Go, ShowPage, ShowKind, Locate, ZoomBy, MoveTo, ChooseLanguage, ChooseTheme,
                            ChooseTextScale, ReadAloud, ShowReader, Moderate, HideMark, MoveSession,
                            SelectArea, ShowClasses, Notify, CopyLink, TryAgain>;
using Actions = std::vector<Action>;

/// All that screens read. They write nothing but their own half-typed text and the list of actions.
struct Model {
    Stage stage = Stage::Loading;
    Access access;
    Settings settings;
    Here here;
    view::View view;
    std::map<base::ContributionId, view::Talk> talks;
    std::optional<figures::ShownFigures> figures;
    bool has_no_areas = false; ///< the server said so
    std::optional<OwnClasses> own_classes;
    std::optional<aggregate::AreaSet> areas;
    wire::Room room;
    sync::Link link = sync::Link::Off;
    std::deque<wire::Submission> pending;
    std::map<base::ContributionId, double> fresh_until_ms; ///< marks that arrived just now
    std::deque<base::ContributionId> voices; ///< approved words in order of arrival, newest first
    std::deque<Decided> decided;
    std::optional<Toast> toast;
    std::int64_t unix_ms = 0;

    /// The session this link is about, else the newest one.
    [[nodiscard]] const session::Session* current_session() const;
    [[nodiscard]] bool is_session_open() const;
};

} // namespace anker::app
