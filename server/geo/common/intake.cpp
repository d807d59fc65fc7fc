// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/intake.hpp"

#include "server/base/normal_form.hpp"
#include "server/geo/common/derived_id.hpp"
#include "server/geo/common/sentence.hpp"

namespace anker::exchange {

namespace {

const workspace::Actor administrator{workspace::Role::Administrator, {}};

} // namespace

Expected<Intake, std::string> Intake::open(server::StoreAccess& store, Target target) {
    if (!quartier::is_key(target.quartier)) {
        return failure("--quartier " + in_quotes(target.quartier) +
                       " is not a key: use 1 to 40 of a-z, 0-9 and inner hyphens.");
    }
    Intake intake(store, std::move(target));
    intake.m_batch.quartier = intake.m_target.quartier;
    ANKER_TRY(const auto log, store.read_log(intake.m_target.quartier));
    for (const workspace::Recorded& recorded : log) {
        workspace::apply(intake.m_state, recorded);
        intake.m_known.emplace(recorded.id, recorded.event);
    }
    return intake;
}

Done Intake::found(const geo::Box& extent, Report& report) {
    if (exists()) {
        const quartier::Quartier& known = m_state.quartier;
        if (!m_target.name.empty() && m_target.name != known.name) {
            report.note(0, "",
                        "the Quartier is called " + in_quotes(known.name) +
                            " already; --name is used only when it is founded");
        }
        if (m_target.is_example && !known.is_example) {
            return failure("Quartier " + in_quotes(known.key) +
                           " is not an example; --example is for a new Quartier.");
        }
        return {};
    }
    const quartier::Found command{m_target.quartier,
                                  m_target.name.empty() ? m_target.quartier : m_target.name,
                                  m_target.is_example, extent};
    const auto result = submit(derived_id({"found", m_target.quartier}), command);
    if (!result)
        return failure("Quartier " + in_quotes(m_target.quartier) + ": " + sentence_from(result.error()) +
                       ".");
    report.say("Quartier " + in_quotes(command.name) + " founded: " + place(extent) + ".");
    return {};
}

Done Intake::redraw(const geo::Box& extent, const geo::MultiPolygon& boundary) {
    if (m_state.quartier.extent == extent && m_state.quartier.boundary == boundary) return {};
    const auto result = submit(server::StoreAccess::random_id(), quartier::Redraw{extent, boundary});
    if (!result) {
        return failure("Quartier " + in_quotes(m_target.quartier) + ", new extent " + place(extent) + ": " +
                       sentence_from(result.error()) + ".");
    }
    return {};
}

Done Intake::adopt(quartier::DatasetKind kind, std::vector<std::uint8_t> bytes, quartier::Dataset described) {
    described.hash = server::StoreAccess::hash_of(bytes);
    const auto known = m_state.quartier.datasets.find(kind);
    if (known != m_state.quartier.datasets.end() && known->second == described) return {};
    // A random id, because going back to an earlier data set is a new decision and not a repetition of the
    // old one.
    const auto result = submit(server::StoreAccess::random_id(), quartier::AdoptDataset{kind, described});
    if (!result) return failure("The data set was refused: " + sentence_from(result.error()) + ".");
    m_batch.datasets.push_back({kind, std::move(bytes)});
    return {};
}

void Intake::add_tiles(std::vector<server::TileBytes> tiles) {
    for (const server::DatasetBytes& dataset : m_batch.datasets) {
        if (dataset.kind == quartier::DatasetKind::BaseMap) m_batch.tiles = std::move(tiles);
    }
}

Intake::Known Intake::knows(base::EventId id, workspace::Command command) const {
    const auto known = m_known.find(id);
    if (known == m_known.end()) return Known::No;
    if (std::holds_alternative<workspace::Erased>(known->second)) return Known::Erased;
    server::normalise(command); // the store keeps one spelling
    const auto event = workspace::decide(m_state, command, administrator);
    return event && *event == known->second ? Known::Same : Known::Changed;
}

Expected<void, workspace::Rejection> Intake::submit(base::EventId id, workspace::Command command) {
    server::normalise(command);
    auto event = workspace::decide(m_state, command, administrator);
    if (!event) return failure(event.error());
    workspace::apply(m_state, {id, m_state.sequence + 1, 0, {}, *event});
    m_known.emplace(id, std::move(*event));
    m_batch.submissions.push_back({id, std::move(command)});
    return {};
}

Expected<std::optional<std::vector<std::uint8_t>>, std::string>
Intake::dataset(quartier::DatasetKind kind) const {
    const auto known = m_state.quartier.datasets.find(kind);
    if (known == m_state.quartier.datasets.end()) return std::nullopt;
    ANKER_TRY(auto bytes, m_store->read_dataset(known->second.hash));
    if (!bytes) {
        return failure("The store names a data set (" + std::string(quartier::name_of(kind)) + ", " +
                       known->second.hash.substr(0, 12) +
                       "…) that it does not hold; run `ankerpunkt check`.");
    }
    return bytes;
}

Expected<std::optional<aggregate::AreaSet>, std::string> Intake::areas() const {
    ANKER_TRY(const auto bytes, dataset(quartier::DatasetKind::Areas));
    if (!bytes) return std::nullopt;
    ANKER_TRY(auto set, aggregate::decode_area_set(*bytes));
    return set;
}

Expected<std::optional<indicator::IndicatorTable>, std::string> Intake::indicators() const {
    ANKER_TRY(const auto bytes, dataset(quartier::DatasetKind::Indicators));
    if (!bytes) return std::nullopt;
    ANKER_TRY(auto table, indicator::decode_indicator_table(text_from_bytes(*bytes)));
    return table;
}

Expected<std::optional<catalogue::Catalogue>, std::string> Intake::catalogue() const {
    ANKER_TRY(const auto bytes, dataset(quartier::DatasetKind::Catalogue));
    if (!bytes) return std::nullopt;
    auto read = catalogue::decode_catalogue(text_from_bytes(*bytes));
    if (!read) return failure("The adopted catalogue cannot be read: " + read.error() + ".");
    return std::optional(std::move(*read));
}

Done Intake::store() {
    if (is_empty()) return {};
    const server::ImportResult result = m_store->store(m_batch);
    if (!result.error.empty()) return failure(result.error);
    std::size_t lost = 0;
    for (const wire::Ack& ack : result.acks) lost += ack.outcome == wire::Outcome::Conflict ? 1 : 0;
    if (lost > 0) {
        // Every id was looked up before: somebody else imported the same things in the meantime.
        return failure(counted(lost, "event", "events") +
                       " came in from elsewhere with other content while this import ran; the rest is "
                       "stored. Run it again to "
                       "see which.");
    }
    return {};
}

std::string sentence_from(workspace::Rejection rejection) {
    using enum workspace::Rejection;
    switch (rejection) {
    case KeyInvalid:
        return "the key must be 1 to 40 of a-z, 0-9 and inner hyphens";
    case NameInvalid:
        return "the name is empty, longer than 200 bytes or has forbidden characters";
    case ExtentTooLarge:
        return "the extent is empty or wider than 5 degrees";
    case OutsideQuartier:
        return "more than 1 km outside the Quartier's extent";
    case ShapeInvalid:
        return "the shape has too few or more than 500 positions, or crosses itself";
    case WordsBlank:
        return "the text is blank";
    case WordsTooLong:
        return "the text is longer than 8,000 bytes";
    case WordsBroken:
        return "the text is not UTF-8";
    case WordsControl:
        return "the text has a NUL or another control character";
    case WordsBidiControl:
        return "the text has bidirectional control characters, which can make it read differently from what "
               "it says";
    case LanguageInvalid:
        return "the language is not a lower-case BCP 47 tag";
    case ContributionUnknown:
        return "it belongs to a contribution that is hidden or unknown";
    default:
        return "refused by the rules (" + std::string(workspace::name_of(rejection)) + ")";
    }
}

} // namespace anker::exchange
