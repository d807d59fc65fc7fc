// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/message.hpp"
#include "web/app/model.hpp"
#include "web/studio/dataset.hpp"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace anker::studio {

enum class View : std::uint8_t { Map, Ranking, Voices, Allocation, Own };
constexpr std::size_t view_count = 5;

/// The worker's work, one job after another.
struct Work {
    std::uint32_t id = 0; ///< 0 = nothing runs
    std::string job;
    bool is_own = false; ///< for the person's own figures, else for the Quartier's
    std::string what;    ///< in the job's words
    double done = 0;
    double total = 0; ///< 0 = unknown
};

/// What a person chose in the allocation view. Numbers stay as they were typed; the others are positions in
/// the lists of allocation_view.cpp.
struct AllocationChoice {
    std::string amount = "100000";
    int unit = 0; ///< money, posts
    int need_part = 2;
    int top_factor = 1;
    int factor = 0; ///< gliding, steps
    int corridor = 0;
    std::string floor;
    std::string cap;
    int method = 0;
    Complaint fault;       ///< of what was typed
    bool is_stale = false; ///< changed since
};

/// Files a person opened, before they become figures.
struct OwnFiles {
    std::optional<jobs::File> values;
    std::optional<jobs::File> recipe;
    int shipped = 0; ///< 0 = none chosen, else 1 + position in the list of shipped recipes
    Complaint fault;
};

/// This person's studio: lost on reload, nothing of it is sent anywhere.
struct State {
    View view = View::Map;
    bool shows_own = false;
    std::optional<Dataset> quartier;
    std::uint64_t quartier_of = 0; ///< which figures it was made from
    std::optional<Dataset> own;
    OwnFiles files;
    AllocationChoice allocation;
    std::array<std::size_t, view_count> rows_shown{60, 60, 60, 60, 60};
    int chosen_case = -1;    ///< voices view: only areas of this case
    std::string open_detail; ///< of the complaint whose English sentence is shown
    Work work;
    std::deque<std::pair<bool, jobs::Order>> waiting; ///< for own figures or not

    [[nodiscard]] Dataset* shown() {
        std::optional<Dataset>& data = shows_own ? own : quartier;
        return data ? &*data : nullptr;
    }
    /// Whether this job runs or waits for these figures.
    [[nodiscard]] bool is_working(std::string_view job, bool is_own) const {
        if (work.id != 0 && work.job == job && work.is_own == is_own) return true;
        for (const auto& [own_order, order] : waiting) {
            if (own_order == is_own && order.job == job) return true;
        }
        return false;
    }
    /// Puts a job in the line; one of the same kind that waits or runs already gives way.
    void order(jobs::Order order, bool is_own);
    /// Ends what runs for this job and forgets what waits for it: nothing is written.
    void cancel(std::string_view job, bool is_own);
    void forget_own();
};

/// What every view gets.
struct Context {
    const app::Model& model;
    State& state;
    app::Actions& actions;
};

} // namespace anker::studio
