// SPDX-License-Identifier: Apache-2.0
#include "web/studio/studio.hpp"

#include "web/studio/allocation_order.hpp"
#include "web/studio/page.hpp"
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"

#include <algorithm>

namespace anker::studio {

using ui::Rect;
using ui::Text;

void State::order(jobs::Order order, bool is_own) {
    cancel(order.job, is_own);
    if (Dataset* data = is_own ? (own ? &*own : nullptr) : (quartier ? &*quartier : nullptr)) {
        data->faults.erase(order.job);
    }
    waiting.emplace_back(is_own, std::move(order));
}

void State::cancel(std::string_view job, bool is_own) {
    if (Dataset* data = is_own ? (own ? &*own : nullptr) : (quartier ? &*quartier : nullptr);
        data != nullptr && job == "uncertainty")
        data->waits_for_draws = false;
    std::erase_if(waiting,
                  [&](const auto& entry) { return entry.first == is_own && entry.second.job == job; });
    if (work.id != 0 && work.job == job && work.is_own == is_own) {
        stop_jobs();
        work = {};
    }
    ui::note_layout_changed();
}

void State::forget_own() {
    std::erase_if(waiting, [](const auto& entry) { return entry.first; });
    if (work.id != 0 && work.is_own) {
        stop_jobs();
        work = {};
    }
    own.reset();
    shows_own = false;
}

void choose_shipped_recipe(State& state, int chosen) {
    state.files.shipped = chosen;
    state.files.recipe.reset();
    const std::vector<std::string> names = shipped_recipes();
    if (chosen <= 0 || static_cast<std::size_t>(chosen) > names.size()) return;
    const std::uint32_t id = app::ProfessionalSurface::first_request + static_cast<std::uint32_t>(chosen - 1);
    platform::fetch(id, "GET", platform::asset_url(names[static_cast<std::size_t>(chosen - 1)]), {}, {});
}

void Studio::begin_next_job() {
    if (m_state.work.id != 0 || m_state.waiting.empty()) return;
    auto [is_own, order] = std::move(m_state.waiting.front());
    m_state.waiting.pop_front();
    m_state.work = {m_next_job++, order.job, is_own, {}, 0, 0};
    start_job(m_state.work.id, jobs::encode(order));
}

void Studio::receive(const platform::Input& input) {
    using platform::InputKind;
    const auto id = static_cast<std::uint32_t>(input.a);
    if (input.kind == InputKind::Fetched) {
        const std::vector<std::string> names = shipped_recipes();
        const std::size_t at = id - first_request;
        // A later choice has made this answer useless.
        if (id < first_request || at >= names.size() || m_state.files.shipped != static_cast<int>(at) + 1)
            return;
        if (input.b != 200) {
            m_state.files.fault = {ui::words(Text::LinkWaiting), {}};
            return;
        }
        m_state.files.recipe = jobs::File{names[at].substr(names[at].find('/') + 1), input.data};
        return;
    }
    if (m_state.work.id == 0 || id != m_state.work.id) return;
    if (input.kind == InputKind::JobProgress) {
        m_state.work.done = input.b;
        m_state.work.total = input.c;
        m_state.work.what = input.data;
        return;
    }
    const Work work = std::move(m_state.work);
    m_state.work = {};
    if (input.b == 1) {
        take(work, jobs::decode_outcome(input.data));
    } else {
        complain(work, {ui::words(Text::LabBrokeDown, {{"why", input.data}}), {}});
    }
}

void Studio::complain(const Work& work, const Complaint& complaint) {
    std::optional<Dataset>& data = work.is_own ? m_state.own : m_state.quartier;
    if (!data) return;
    ui::note_layout_changed();
    data->faults[work.job] = complaint;
    data->waits_for_draws = data->waits_for_draws && work.job != "uncertainty";
    if (work.job == "index" && work.is_own) {
        m_state.files.fault = complaint;
        m_state.forget_own();
    }
    ui::sem::announce(complaint.text, ui::sem::Urgency::Assertive);
}

void Studio::take(const Work& work, jobs::Outcome outcome) {
    std::optional<Dataset>& data = work.is_own ? m_state.own : m_state.quartier;
    if (!data) return;
    ui::note_layout_changed();
    if (!outcome) {
        complain(work, complaint_from(outcome.error()));
        return;
    }
    if (work.job == "index") take_index(*data, *outcome, m_names);
    if (work.job == "uncertainty") take_spread(*data, *outcome);
    if (work.job == "allocate") data->allocation_shown = data->allocation_ordered;
    data->results[work.job] = std::move(*outcome);
    if (work.job == "uncertainty" && data->waits_for_draws) take_draws(m_state, *data);
    if (work.job == "index" && work.is_own) {
        m_state.files.fault = {};
        m_state.shows_own = true;
        ++m_revision;
    }
    ui::sem::announce(ui::words(Text::LabDone));
}

/// Keeps what is shown in step with what the server sent.
void Studio::follow(const app::Model& model, app::Actions& actions) {
    if (model.figures) {
        std::uint64_t key = model.figures->sequence + 1;
        for (const char c : model.settings.language) key = key * 131 + static_cast<unsigned char>(c);
        for (const figures::ShownArea& area : model.figures->areas) m_names[area.key] = area.name;
        if (!m_state.quartier || m_state.quartier_of != key) {
            Dataset fresh = quartier_data(*model.figures);
            // Voices changed, the index did not: what was computed stays.
            if (m_state.quartier && m_state.quartier->values.bytes == fresh.values.bytes &&
                m_state.quartier->recipe.bytes == fresh.recipe.bytes) {
                fresh.results = std::move(m_state.quartier->results);
                fresh.faults = std::move(m_state.quartier->faults);
                fresh.allocation_ordered = std::move(m_state.quartier->allocation_ordered);
                fresh.allocation_shown = std::move(m_state.quartier->allocation_shown);
                fresh.waits_for_draws = m_state.quartier->waits_for_draws;
                if (const auto found = fresh.results.find("index"); found != fresh.results.end())
                    take_index(fresh, found->second, m_names);
                if (const auto found = fresh.results.find("uncertainty"); found != fresh.results.end())
                    take_spread(fresh, found->second);
            }
            m_state.quartier = std::move(fresh);
            m_state.quartier_of = key;
        }
    }
    const std::uint64_t wanted = m_state.shows_own && m_state.own ? m_revision + 1 : 0;
    if (wanted == m_shown_revision) return;
    m_shown_revision = wanted;
    if (wanted == 0) {
        actions.push_back(app::ShowClasses{});
        return;
    }
    app::OwnClasses classes;
    classes.count = m_state.own->classes;
    classes.revision = wanted;
    for (const DataArea& area : m_state.own->areas) classes.by_area[area.key] = area.class_number;
    actions.push_back(app::ShowClasses{std::move(classes)});
}

Rect Studio::draw(const app::Model& model, const map::BaseMap& base_map, screens::Local& local,
                  app::Actions& actions) {
    using app::Screen;
    // Marking as a professional uses the residents' own flow.
    if (model.here.screen == Screen::Place || model.here.screen == Screen::Words ||
        model.here.screen == Screen::List || model.here.screen == Screen::Mine)
        return screens::resident_ui(model, base_map, local, actions);
    follow(model, actions);
    const Context context{model, m_state, actions};
    const ui::Look& l = ui::look();
    const float top = header_height();
    header_ui(context, {0, 0, l.width, top});
    const Rect room{0, top, l.width, l.height - top};
    Rect free;
    switch (m_state.view) {
    case View::Map:
        free = map_view_ui(context, base_map, room);
        break;
    case View::Ranking:
        ranking_view_ui(context, room);
        break;
    case View::Voices:
        voices_view_ui(context, room);
        break;
    case View::Allocation:
        allocation_view_ui(context, room);
        break;
    case View::Own:
        own_view_ui(context, room);
        break;
    }
    screens::offline_ui(model, top + ui::em(0.6f));
    screens::toast_ui(model, l.height - ui::em(0.6f));
    begin_next_job();
    return free;
}

} // namespace anker::studio
