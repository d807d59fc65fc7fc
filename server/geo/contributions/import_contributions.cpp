// SPDX-License-Identifier: Apache-2.0
#include "server/geo/contributions/import_contributions.hpp"

#include "server/geo/base_map/extent.hpp"
#include "server/geo/common/derived_id.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/contributions/row_reader.hpp"
#include "server/geo/contributions/source_rows.hpp"

#include <algorithm>
#include <array>

namespace anker::exchange {

namespace {

using Known = Intake::Known;

/// A Quartier that is founded by points alone gets their bounds; wider than this, some of them must be wrong.
constexpr std::int64_t widest_by_points_e7 = 10'000'000; // one degree
constexpr double margin_by_points_m = 200;

struct Tally {
    std::size_t made = 0, known = 0, erased = 0, changed = 0, outside = 0;
    std::size_t with_words = 0, comments = 0, known_comments = 0, support = 0;
    std::array<std::size_t, contribution::kind_count> kinds{};
    std::array<std::size_t, contribution::theme_count> themes{};
    std::array<std::size_t, contribution::perspective_count> perspectives{};
    std::array<std::size_t, 3> shapes{};
};

/// Adds candidates to the intake and keeps account.
class Taker {
public:
    Taker(const ContributionOptions& options, Intake& intake, const std::optional<aggregate::AreaSet>& areas,
          Report& report)
        : m_options(options), m_intake(intake), m_report(report) {
        if (areas) m_locator.emplace(*areas);
    }

    void take(const Candidate& candidate) {
        const contribution::Import& command = candidate.command;
        const Known known = m_intake.knows(candidate.id, command);
        if (known == Known::Erased) {
            ++m_tally.erased; // withdrawn here: it stays away
            return;
        }
        if (known == Known::Changed) {
            ++m_tally.changed;
            m_report.refuse(candidate.row, "",
                            "this was imported before with other content; what is stored stays as it is");
            return;
        }
        if (known == Known::Same) {
            ++m_tally.known;
        } else if (!add(candidate)) {
            return;
        }
        add_comments(candidate);
    }

    [[nodiscard]] const Tally& tally() const { return m_tally; }

private:
    [[nodiscard]] bool is_inside(geo::Position p) const {
        return quartier::contains(m_intake.state().quartier, p) ||
               (m_locator && m_locator->find(p) != aggregate::no_area);
    }

    bool add(const Candidate& candidate) {
        const contribution::Import& command = candidate.command;
        const geo::Position anchor = geo::anchor_of(command.shape, m_intake.state().quartier.scale);
        if (!is_inside(anchor) && !m_options.allow_outside) {
            ++m_tally.outside;
            if (!m_options.is_places)
                m_report.refuse(candidate.row, "", "outside the Quartier, at " + place(anchor));
            return false;
        }
        const auto result = m_intake.submit(candidate.id, command);
        if (!result) {
            const bool outside = result.error() == workspace::Rejection::OutsideQuartier;
            if (outside) ++m_tally.outside;
            if (!outside || !m_options.is_places) {
                m_report.refuse(candidate.row, "",
                                sentence_from(result.error()) + (outside ? ", at " + place(anchor) : ""));
            }
            return false;
        }
        ++m_tally.made;
        ++m_tally.kinds[static_cast<std::size_t>(command.kind)];
        ++m_tally.themes[static_cast<std::size_t>(command.theme)];
        ++m_tally.perspectives[static_cast<std::size_t>(command.perspective)];
        ++m_tally.shapes[static_cast<std::size_t>(command.shape.kind)];
        m_tally.with_words += command.words ? 1 : 0;
        m_tally.support += command.support_elsewhere;
        return true;
    }

    void add_comments(const Candidate& candidate) {
        std::map<std::string, std::size_t> repetitions;
        for (const contribution::Words& words : candidate.comments) {
            const std::string of = base::hex_from_id(candidate.id);
            const base::EventId id =
                derived_id({"comment", of, words.text, std::to_string(repetitions[words.text]++)});
            const contribution::Comment command{candidate.id, words};
            if (m_intake.knows(id, command) != Known::No) {
                ++m_tally.known_comments;
                continue;
            }
            const auto result = m_intake.submit(id, command);
            if (result) {
                ++m_tally.comments;
            } else {
                m_report.refuse(candidate.row, "", "a comment: " + sentence_from(result.error()));
            }
        }
    }

    const ContributionOptions& m_options;
    Intake& m_intake;
    Report& m_report;
    std::optional<aggregate::AreaLocator> m_locator;
    Tally m_tally;
};

/// Bounds of all marks, or of most of them where some lie absurdly far off.
geo::Box extent_of(const ContributionMap& map, const std::vector<Candidate>& candidates) {
    std::vector<geo::Position> positions;
    geo::Box all;
    for (const Candidate& candidate : candidates) {
        for (const geo::Position p : candidate.command.shape.positions) {
            positions.push_back(p);
            all.add(p);
        }
    }
    if (all.is_empty()) return all;
    const bool plausible =
        map.plausible || (std::int64_t{all.max.lon_e7} - all.min.lon_e7 <= widest_by_points_e7 &&
                          std::int64_t{all.max.lat_e7} - all.min.lat_e7 <= widest_by_points_e7);
    return grown(plausible ? all : box_of_most(std::move(positions)), margin_by_points_m);
}

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& names, const std::array<std::size_t, N>& counts) {
    std::string line;
    for (std::size_t i = 0; i < N; ++i) {
        if (counts[i] == 0) continue;
        line += (line.empty() ? "" : ", ") + std::string(names[i]) + " " +
                grouped(static_cast<std::int64_t>(counts[i]));
    }
    return line.empty() ? "none" : line;
}

void say_made(const Tally& tally, const ContributionMap& map, Report& report) {
    report.say(counted(tally.made, map.is_places ? "place" : "contribution",
                       map.is_places ? "places" : "contributions") +
               " from " + in_quotes(map.source) + ": " + list_of(contribution::kind_names, tally.kinds) +
               "; " + list_of(contribution::perspective_names, tally.perspectives) + ".");
    report.say("Themes: " + list_of(contribution::theme_names, tally.themes) + ".");
    if (tally.shapes[1] + tally.shapes[2] > 0) {
        static constexpr std::array<std::string_view, 3> shape_names{"points", "lines", "areas"};
        report.say("Shapes: " + list_of(shape_names, tally.shapes) + ".");
    }
    std::string line =
        grouped(static_cast<std::int64_t>(tally.with_words)) + " with words (" +
        (map.words_were_public ? "shown, because they were public there" : "waiting for a facilitator") + ")";
    if (!map.is_places) {
        line += ", " + counted(tally.comments, "comment", "comments") + ", " +
                counted(tally.support, "vote", "votes") + " counted elsewhere";
    }
    report.say(line + ".");
}

void say(const Tally& tally, const ContributionMap& map, Report& report) {
    const bool places = map.is_places;
    if (tally.made + tally.comments > 0) say_made(tally, map, report);
    if (tally.known + tally.known_comments > 0) {
        report.say(grouped(static_cast<std::int64_t>(tally.known)) + " were there already, and " +
                   counted(tally.known_comments, "comment", "comments") + ".");
    }
    if (tally.erased > 0) {
        report.say(grouped(static_cast<std::int64_t>(tally.erased)) +
                   " were withdrawn here and are not taken again.");
    }
    if (places && tally.outside > 0) {
        report.say(counted(tally.outside, "place lies", "places lie") +
                   " outside the Quartier and were left out.");
    }
    report.count("made", static_cast<std::int64_t>(tally.made));
    report.count("known", static_cast<std::int64_t>(tally.known));
    report.count("comments", static_cast<std::int64_t>(tally.comments));
    report.count("with_words", static_cast<std::int64_t>(tally.with_words));
    report.count("support_elsewhere", static_cast<std::int64_t>(tally.support));
    report.count("outside", static_cast<std::int64_t>(tally.outside));
    report.count("erased_here", static_cast<std::int64_t>(tally.erased));
}

/// Places whose coordinates cannot be right are told one by one and left out.
void drop_implausible(const ContributionMap& map, std::vector<Candidate>& candidates, Report& report) {
    if (!map.plausible) return;
    std::size_t dropped = 0;
    std::erase_if(candidates, [&](const Candidate& candidate) {
        const geo::Position p = candidate.command.shape.positions.front();
        if (map.plausible->contains(p)) return false;
        ++dropped;
        const std::string words = candidate.command.words ? candidate.command.words->text : std::string();
        report.note(candidate.row, "",
                    in_quotes(words) + " lies at " + place(p) +
                        ", outside the region its list is about; left out");
        return true;
    });
    report.count("implausible", static_cast<std::int64_t>(dropped));
}

/// Several facilities in one house are common, wrong geocoding too: worth a line, no reason to leave any out.
void say_shared_points(const std::vector<Candidate>& candidates, Report& report) {
    std::map<geo::Position, std::size_t> at;
    for (const Candidate& candidate : candidates) ++at[candidate.command.shape.positions.front()];
    std::size_t sharing = 0;
    for (const auto& [position, count] : at) sharing += count > 1 ? count : 0;
    if (sharing > 0) {
        report.say(grouped(static_cast<std::int64_t>(sharing)) + " of " +
                   counted(candidates.size(), "row of the file shares", "rows of the file share") +
                   " a point with another; all are kept.");
    }
    report.count("sharing_a_point", static_cast<std::int64_t>(sharing));
}

} // namespace

Done import_contributions(const ContributionOptions& options, Intake& intake, Report& report, Watch& watch) {
    ANKER_TRY(const ContributionMap map,
              options.is_places ? read_place_map(options.map_file) : read_contribution_map(options.map_file));
    ANKER_TRY(const VectorTable table, read_source_rows(options.file, options.vector, map, report, watch));
    const std::string& quartier_key = intake.quartier_key();
    ANKER_TRY(RowReader reader, RowReader::create(table, map, options.file, quartier_key, report));
    std::vector<Candidate> candidates;
    std::size_t without_coordinates = 0;
    for (const Feature& feature : table.features) {
        ANKER_DO(watch.step("Reading contributions", candidates.size(), table.features.size()));
        if (map.is_places && !feature.has_geometry()) {
            ++without_coordinates;
            report.note(feature.number, "", "no coordinates; left out");
            continue;
        }
        if (auto candidate = reader.read(feature)) candidates.push_back(std::move(*candidate));
    }
    reader.tell_unmapped();
    if (map.is_places) {
        drop_implausible(map, candidates, report);
        say_shared_points(candidates, report);
        report.count("without_coordinates", static_cast<std::int64_t>(without_coordinates));
    }
    if (candidates.empty()) {
        return failure(options.file + " has nothing that can be taken among " +
                       counted(table.features.size(), "row", "rows") +
                       (report.refused().empty() ? "." : " (reasons listed above)."));
    }
    ANKER_DO(
        intake.found(intake.exists() ? intake.state().quartier.extent : extent_of(map, candidates), report));
    ANKER_TRY(const auto areas, intake.areas());
    Taker taker(options, intake, areas, report);
    std::size_t done = 0;
    for (const Candidate& candidate : candidates) {
        ANKER_DO(watch.step("Checking contributions", done++, candidates.size()));
        taker.take(candidate);
    }
    report.say("Read " + counted(table.features.size(), "row", "rows") + ", " + table.format + ".");
    say(taker.tally(), map, report);
    const std::size_t refused = report.refused().size();
    report.count("refused", static_cast<std::int64_t>(refused));
    if (refused == 0) return {};
    if (!options.skip_bad) {
        return failure(options.file + ": " + counted(refused, "finding stands", "findings stand") +
                       " against taking it as it is (listed above), so nothing was stored; correct the file "
                       "or the map, " +
                       "or store the rest with --skip-bad" +
                       (taker.tally().outside > 0 && !options.is_places
                            ? ", or take what lies outside with --allow-outside."
                            : "."));
    }
    report.say(counted(refused, "finding", "findings") + " left out with --skip-bad.");
    return {};
}

} // namespace anker::exchange
