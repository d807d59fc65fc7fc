// SPDX-License-Identifier: Apache-2.0
#include "server/app/check.hpp"

#include "server/base/data_folder.hpp"
#include "server/room/ledger.hpp"
#include "server/room/local_access.hpp"
#include "server/store/sqlite_store.hpp"

#include <map>

namespace anker::server {

namespace {

void check_quartier(SqliteStore& store, const std::string& key, CheckReport& report) {
    const auto fault = [&](std::string what) {
        report.faults.push_back("Quartier " + key + ": " + std::move(what));
    };
    const auto log = whole_log(store, key);
    if (!log) return fault(log.error());
    workspace::State state;
    std::size_t erased = 0;
    std::size_t unknown = 0;
    for (const workspace::Recorded& recorded : *log) {
        if (recorded.sequence != state.sequence + 1)
            return fault("entry " + std::to_string(state.sequence + 1) + " of the log is missing.");
        erased += std::holds_alternative<workspace::Erased>(recorded.event) ? 1U : 0U;
        unknown += std::holds_alternative<workspace::Unknown>(recorded.event) ? 1U : 0U;
        workspace::apply(state, recorded);
    }
    if (const auto head = store.head(key); head && head->sequence != state.sequence)
        fault("the log ends at " + std::to_string(state.sequence) + ", its head says " +
              std::to_string(head->sequence) + ".");
    if (!state.quartier.is_founded()) fault("it was never founded.");

    std::map<base::ContributionId, Feature> expected;
    const auto& columns = state.contributions.columns();
    for (contribution::Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (auto feature = feature_of(state, columns.id[row])) {
            feature->made_at_ms = 0; // written as text, not compared
            if (feature->shape.positions.empty()) feature->shape.positions.push_back(feature->at);
            feature->at = {};
            expected[columns.id[row]] = std::move(*feature);
        }
    }
    const auto stored = store.features(key);
    if (!stored) return fault(stored.error().what);
    std::size_t different = 0;
    for (const FeatureChange& row : *stored) {
        const auto wanted = expected.find(row.id);
        if (wanted == expected.end() || !row.feature || !(*row.feature == wanted->second)) ++different;
    }
    if (stored->size() != expected.size() || different != 0)
        fault("the map table holds " + std::to_string(stored->size()) + " contributions (" +
              std::to_string(different) + " different), the log says " + std::to_string(expected.size()) +
              ".");
    for (const auto& [kind, dataset] : state.quartier.datasets) {
        const auto found = store.dataset(dataset.hash);
        if (!found || !*found)
            fault("the data set " + dataset.hash + " (" + std::string(name_of(kind)) + ") is missing.");
    }
    report.lines.push_back(key + ": " + std::to_string(log->size()) + " events, " +
                           std::to_string(expected.size()) + " contributions shown, " +
                           std::to_string(erased) + " erased entries" +
                           (unknown == 0 ? "" : ", " + std::to_string(unknown) + " of a newer version"));
}

} // namespace

Expected<CheckReport, std::string> check_data(const std::string& folder) {
    auto store = SqliteStore::inspect(DataFolder::database_in(folder));
    if (!store) return failure(store.error().what);
    CheckReport report;
    const auto faults = (*store)->faults();
    if (!faults) return failure(faults.error().what);
    report.faults = *faults;
    const auto keys = (*store)->quartier_keys();
    if (!keys) return failure(keys.error().what);
    for (const std::string& key : *keys) check_quartier(**store, key, report);
    return report;
}

} // namespace anker::server
