// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/pattern_tests.hpp"

#include "core/indicator/indicator.hpp"
#include "core/math/elementary.hpp"
#include "core/spatial/many_tests.hpp"
#include "core/spatial/permutation.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>

namespace anker::jobs {

using indicator::is_missing;

std::optional<bool> PatternTests::remains(std::size_t place) const {
    if (is_missing(adjusted[place])) return std::nullopt;
    return adjusted[place] <= alpha;
}

void PatternTests::write(TableWriter& writer, std::size_t place) const {
    writer.cell(normal[place]).cell(two_sided[place]).cell(folded[place]).cell(adjusted[place]);
    const std::optional<bool> is_left = remains(place);
    writer.cell(std::string_view(!is_left ? "" : *is_left ? "yes" : "no"));
}

Expected<PatternTests, std::string> tests_of(const Request& request, const std::vector<double>& z,
                                             const std::vector<double>& values,
                                             const spatial::Neighbours& neighbours, const Progress& progress,
                                             std::vector<std::string>& notes) {
    PatternTests tests;
    tests.alpha = request.number("alpha");
    const auto draws = static_cast<std::size_t>(request.number("permutations"));
    math::Random random(static_cast<std::uint64_t>(request.number("seed")));
    auto shuffled = spatial::shuffle_neighbours(
        values, neighbours, draws, random, [&](std::size_t done, std::size_t total) {
            return !progress || progress("shuffling neighbours", done, total);
        });
    if (!shuffled) return failure(std::string(cancelled_sentence));
    for (std::size_t i = 0; i < z.size(); ++i) {
        tests.normal.push_back(2 * math::normal_probability(-std::fabs(z[i])));
        tests.two_sided.push_back(is_missing(z[i]) ? indicator::missing : (*shuffled)[i].two_sided_p());
        tests.folded.push_back(is_missing(z[i]) ? indicator::missing : (*shuffled)[i].folded_p());
    }
    std::string kind = request.option("p");
    if (draws == 0 && kind != "normal") {
        notes.emplace_back("Without permutations, p_normal decides.");
        kind = "normal";
    }
    const std::vector<double>& deciding =
        kind == "normal" ? tests.normal : (kind == "folded" ? tests.folded : tests.two_sided);
    const std::string& correction = request.option("correction");
    tests.adjusted = correction == "bh"
                         ? spatial::benjamini_hochberg(deciding)
                         : (correction == "bonferroni" ? spatial::bonferroni(deciding) : deciding);
    for (std::size_t i = 0; i < z.size(); ++i) {
        tests.decided += is_missing(tests.adjusted[i]) ? 0U : 1U;
        tests.remaining += tests.remains(i).value_or(false) ? 1U : 0U;
    }
    if (kind != "normal" && correction != "none" && tests.decided > 0) {
        // Fewer than `together` areas can never be enough, however clear they are.
        const double smallest = (kind == "folded" ? 1.0 : 2.0) / static_cast<double>(draws + 1);
        const double together = std::ceil(smallest * static_cast<double>(tests.decided) / tests.alpha - 1e-9);
        if (together > 1) {
            const std::string enough = std::to_string(static_cast<long long>(std::ceil(
                (kind == "folded" ? 1.0 : 2.0) * static_cast<double>(tests.decided) / tests.alpha)));
            notes.push_back(
                "The smallest p of " + std::to_string(draws) + " permutations is " +
                text_from_number(smallest) + ": with " + std::to_string(tests.decided) + " areas " +
                (correction == "bh" ? "none can remain unless " + tabular::decimals(together, 0) + " reach it"
                                    : std::string("none can remain")) +
                "; --permutations " + enough + " lets a single one remain.");
        }
    }
    return tests;
}

} // namespace anker::jobs
