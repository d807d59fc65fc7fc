// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/indicator/indicator.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"
#include "server/store/store_access.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace anker::exchange {

/// Which Quartier an import is for, and what to call it where it does not exist yet.
struct Target {
    std::string quartier;
    std::string name; ///< empty = the key
    bool is_example = false;
};

/// One import into one Quartier: knows its state, tries every command on a copy of it, and stores everything
/// in one transaction at the end.
class Intake {
public:
    /// Reads the Quartier. `store` must outlive the intake.
    [[nodiscard]] static Expected<Intake, std::string> open(server::StoreAccess& store, Target target);

    /// The Quartier as it will be after what was submitted so far.
    [[nodiscard]] const workspace::State& state() const { return m_state; }
    [[nodiscard]] const std::string& quartier_key() const { return m_target.quartier; }
    [[nodiscard]] bool exists() const { return m_state.quartier.is_founded(); }

    /// Founds the Quartier with this extent where it does not exist; else checks that name and example agree.
    [[nodiscard]] Done found(const geo::Box& extent, Report& report);

    /// Gives the Quartier this extent and boundary, unless it has them already.
    [[nodiscard]] Done redraw(const geo::Box& extent, const geo::MultiPolygon& boundary);

    /// Adopts a data set, unless it is adopted already.
    [[nodiscard]] Done adopt(quartier::DatasetKind kind, std::vector<std::uint8_t> bytes,
                             quartier::Dataset described);
    /// Tiles of the base map that is adopted in the same import.
    void add_tiles(std::vector<server::TileBytes> tiles);

    enum class Known { No, Same, Changed, Erased };
    /// Whether an event with this id is in the log, and says what `command` would say.
    [[nodiscard]] Known knows(base::EventId id, workspace::Command command) const;

    /// Adds a command to the import, or says why the rules refuse it.
    [[nodiscard]] Expected<void, workspace::Rejection> submit(base::EventId id, workspace::Command command);

    /// The adopted areas; nothing where none were imported yet.
    [[nodiscard]] Expected<std::optional<aggregate::AreaSet>, std::string> areas() const;
    [[nodiscard]] Expected<std::optional<indicator::IndicatorTable>, std::string> indicators() const;
    /// The agreed indicators; nothing where no catalogue was adopted.
    [[nodiscard]] Expected<std::optional<catalogue::Catalogue>, std::string> catalogue() const;
    /// Bytes of the adopted data set of this kind.
    [[nodiscard]] Expected<std::optional<std::vector<std::uint8_t>>, std::string>
    dataset(quartier::DatasetKind kind) const;

    [[nodiscard]] bool is_empty() const { return m_batch.submissions.empty(); }
    /// All of it or nothing. Nothing to store is no error.
    [[nodiscard]] Done store();

private:
    Intake(server::StoreAccess& store, Target target) : m_store(&store), m_target(std::move(target)) {}

    server::StoreAccess* m_store;
    Target m_target;
    workspace::State m_state;
    std::map<base::EventId, workspace::Event> m_known;
    server::ImportBatch m_batch;
};

/// Text of a data set that is JSON.
[[nodiscard]] inline std::string_view text_from_bytes(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline std::vector<std::uint8_t> bytes_from_text(std::string_view text) {
    return {text.begin(), text.end()};
}

/// Why the rules refused a command, in words for an import's report.
[[nodiscard]] std::string sentence_from(workspace::Rejection rejection);

} // namespace anker::exchange
