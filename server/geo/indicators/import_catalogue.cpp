// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/indicators/import_indicators.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

constexpr std::uint64_t max_catalogue_bytes = 4'000'000;

/// What the new catalogue changes, indicator by indicator.
void tell_changes(const catalogue::Catalogue& next, const catalogue::Catalogue* earlier, Report& report) {
    std::size_t fresh = 0;
    std::size_t changed = 0;
    for (const catalogue::Agreement& agreement : next.indicators) {
        const catalogue::Agreement* before = earlier == nullptr ? nullptr : earlier->find(agreement.id);
        std::string line =
            "  " + agreement.id + " version " + std::to_string(agreement.version) + " (" +
            std::string(catalogue::name_of(agreement.unit)) + ", " +
            std::string(indicator::direction_names[static_cast<std::size_t>(agreement.direction)]) +
            "), agreed by " + in_quotes(agreement.agreed_by) + " on " + agreement.agreed_at;
        if (before == nullptr) {
            ++fresh;
            line += ": new";
        } else if (before->version != agreement.version) {
            ++changed;
            line += ": was version " + std::to_string(before->version);
        }
        report.say(line);
    }
    report.count("indicators", static_cast<std::int64_t>(next.indicators.size()));
    report.count("indicators_new", static_cast<std::int64_t>(fresh));
    report.count("indicators_changed", static_cast<std::int64_t>(changed));
    if (earlier == nullptr) return;
    for (const catalogue::Agreement& agreement : earlier->indicators) {
        if (next.find(agreement.id) == nullptr) {
            report.note(0, "",
                        "indicator " + in_quotes(agreement.id) +
                            " is no longer agreed: it will not be indexed, shown or exported any more",
                        "no_longer_agreed");
        }
    }
}

void tell_rules(const catalogue::Catalogue& next, const catalogue::Catalogue* earlier, Report& report) {
    const disclosure::Rules& rules = next.disclosure;
    const bool is_changed = earlier != nullptr && !(earlier->disclosure == rules);
    report.say("Counts of voices are shown from " + grouped(static_cast<std::int64_t>(rules.minimum_count)) +
               ", rates from " + grouped(static_cast<std::int64_t>(rules.minimum_population)) + " residents" +
               (rules.round_to == 0 ? std::string()
                                    : ", rounded to multiples of " + std::to_string(rules.round_to)) +
               (is_changed ? "; this was different before." : "."));
}

/// Imported numbers that the new catalogue hides.
Done tell_hidden(const catalogue::Catalogue& next, const Intake& intake, Report& report) {
    ANKER_TRY(const auto table, intake.indicators());
    if (!table) return {};
    for (const indicator::Indicator& imported : table->indicators) {
        const catalogue::Agreement* agreement = next.find(imported.id);
        if (agreement == nullptr) {
            report.note(0, "",
                        "imported indicator " + in_quotes(imported.id) +
                            " is not in this catalogue: it will not be shown",
                        "not_agreed");
            continue;
        }
        const auto fits = catalogue::check_indicator(*agreement, imported);
        if (!fits) {
            report.note(0, "",
                        "imported indicator " + in_quotes(imported.id) + ": " + fits.error() +
                            "; it will not be shown until it is imported again",
                        "not_agreed");
        }
    }
    return {};
}

} // namespace

Expected<catalogue::Catalogue, std::string> required_catalogue(const Intake& intake, std::string_view what) {
    ANKER_TRY(auto adopted, intake.catalogue());
    if (!adopted) {
        return failure("No catalogue of agreed indicators is adopted, and only agreed " + std::string(what) +
                       " can be used: run `ankerpunkt import catalogue FILE.json --quartier " +
                       intake.quartier_key() + "` first (docs/catalogue.md).");
    }
    return std::move(*adopted);
}

std::string known_ids(const catalogue::Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (const catalogue::Agreement& agreement : catalogue.indicators) ids.push_back(agreement.id);
    return some_of(ids, 20);
}

Done import_catalogue(const CatalogueOptions& options, Intake& intake, Report& report, Watch&) {
    ANKER_TRY(const std::string text, read_file(options.file, max_catalogue_bytes));
    const auto next = catalogue::decode_catalogue(text);
    if (!next) return failure(options.file + ": " + next.error() + ".");
    if (!intake.exists()) {
        return failure("There is no Quartier " + in_quotes(intake.quartier_key()) +
                       " yet: import areas or a base map first, then its catalogue.");
    }
    ANKER_TRY(const auto earlier, intake.catalogue());
    if (earlier) {
        const auto follows = catalogue::check_succession(*earlier, *next);
        if (!follows) return failure(options.file + ": " + follows.error() + ".");
    }
    report.say("Catalogue " + in_quotes(next->id) + " of " +
               counted(next->indicators.size(), "indicator", "indicators") + ":");
    tell_changes(*next, earlier ? &*earlier : nullptr, report);
    tell_rules(*next, earlier ? &*earlier : nullptr, report);
    ANKER_DO(tell_hidden(*next, intake, report));
    ANKER_TRY(const auto areas, intake.areas());
    std::string latest;
    std::string agreed_by;
    for (const catalogue::Agreement& agreement : next->indicators) {
        if (agreement.agreed_at > latest) {
            latest = agreement.agreed_at;
            agreed_by = agreement.agreed_by;
        }
        if (areas && agreement.areas_version != "any" && agreement.areas_version != areas->version_date) {
            report.note(0, "",
                        "indicator " + in_quotes(agreement.id) + " is agreed for the areas of " +
                            agreement.areas_version + ", and the adopted ones are of " + areas->version_date,
                        "areas_version");
        }
    }
    return intake.adopt(quartier::DatasetKind::Catalogue, bytes_from_text(catalogue::encode(*next)),
                        {{}, agreed_by, "", latest});
}

} // namespace anker::exchange
