// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/disclose_tables.hpp"
#include "core/tabular/encoding.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

namespace {

template <class Enum, std::size_t N>
Enum chosen(const std::array<std::string_view, N>& names, const std::string& text) {
    const auto found = std::find(names.begin(), names.end(), text);
    return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

template <std::size_t N>
std::vector<std::string_view> choices_of(const std::array<std::string_view, N>& names) {
    return {names.begin(), names.end()};
}

constexpr std::array<std::string_view, 2> rounded_totals_names{"independent", "additive"};
constexpr std::array<std::string_view, 2> totals_names{"given", "computed"};
constexpr std::array<std::string_view, 2> previous_names{"same", "earlier"};

} // namespace

std::vector<OptionSpec> disclose_option_specs() {
    using enum OptionKind;
    std::vector<OptionSpec> specs;
    specs.push_back({"dimensions", Text, "", "Columns whose codes name a cell, with commas", {}, 0, 0, true});
    specs.push_back({"linked-dimensions", Text, "", "The same for --linked; default: those of --dimensions"});
    specs.push_back({"count-column", Text, "", "Column with the number of people", {}, 0, 0, true});
    specs.push_back(
        {"value-column", Text, "", "Column to publish, where it is not the count (money, hours)"});
    specs.push_back(
        {"contribution-columns", Text, "", "Columns with the largest, second largest, ... contribution"});
    specs.push_back({"denominator-column", Text, "",
                     "Column with the denominator; the count is then a share's numerator"});
    specs.push_back({"share-per", Number, "100", "Unit of published shares", {}, 1, 1e6});
    specs.push_back(
        {"total-label", Text, "Total,Gesamt,Insgesamt,Summe,Zusammen", "Codes that mean all together"});
    specs.push_back({"totals", Choice, "given", "Whether the table has its totals, or they are added",
                     choices_of(totals_names)});
    specs.push_back({"minimum", Whole, "5", "Smallest count that is published", {}, 3, 1000});
    specs.push_back({"minimum-denominator", Whole, "100", "Smallest denominator of a share", {}, 1, 1e6});
    specs.push_back({"zeros", Choice, "masked", "Counts of nought", choices_of(disclosure::zeros_names)});
    specs.push_back({"reasons", Choice, "shown", "Whether readers are told why a cell is withheld",
                     choices_of(disclosure::reasons_names)});
    specs.push_back({"dominance", Text, "", "n,k: the n largest contributions make more than k per cent"});
    specs.push_back({"p-percent", Number, "0", "p% rule; 0 = off", {}, 0, 100});
    specs.push_back({"protection", Number, "0", "Width that must stay unknown; 0 = minimum - 1", {}, 0, 1e6});
    specs.push_back({"method", Choice, "suppress", "How cells are protected", choices_of(method_names)});
    specs.push_back({"base", Choice, "5", "Base of rounding", {"5", "10"}});
    specs.push_back({"rounded-totals", Choice, "independent", "Whether rounded numbers add up",
                     choices_of(rounded_totals_names)});
    specs.push_back({"noise-limit", Whole, "2", "Largest noise D of the cell-key method", {}, 1, 20});
    specs.push_back({"noise-variance", Number, "1", "Its variance V", {}, 0.01, 100});
    specs.push_back({"noise-floor", Whole, "0", "No results from 1 to this", {}, 0, 10});
    specs.push_back({"key-column", Text, "", "Column with the sums of record keys"});
    specs.push_back(
        {"seed", Whole, "1", "Secret number for cell keys where there are no record keys", {}, 0, 9e15});
    specs.push_back({"previous-is", Choice, "same",
                     "Whether --previous shows the same figures or those of an earlier time",
                     choices_of(previous_names)});
    return specs;
}

std::vector<std::string> list_from(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view item = tabular::trimmed(text.substr(0, comma));
        if (!item.empty()) items.emplace_back(item);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return items;
}

Expected<DiscloseOptions, std::string> disclose_options_from(const Request& request) {
    DiscloseOptions options;
    options.method = chosen<ProtectionMethod>(method_names, request.option("method"));
    options.rules.minimum_count = request.number("minimum");
    options.rules.minimum_denominator = request.number("minimum-denominator");
    options.rules.zeros = chosen<disclosure::Zeros>(disclosure::zeros_names, request.option("zeros"));
    options.rules.reasons = chosen<disclosure::Reasons>(disclosure::reasons_names, request.option("reasons"));
    options.rules.p_percent = request.number("p-percent");
    options.rules.protection = request.number("protection");
    options.noise.largest = static_cast<int>(request.number("noise-limit"));
    options.noise.variance = request.number("noise-variance");
    options.noise.forbidden = static_cast<int>(request.number("noise-floor"));
    options.rounded_totals =
        chosen<disclosure::RoundedTotals>(rounded_totals_names, request.option("rounded-totals"));
    options.base = request.number("base");
    options.share_per = request.number("share-per");
    options.seed = static_cast<std::uint64_t>(request.number("seed"));
    options.computes_totals = request.option("totals") == "computed";
    options.is_previous_earlier = request.option("previous-is") == "earlier";
    options.count_column = request.option("count-column");
    options.value_column = request.option("value-column");
    options.denominator_column = request.option("denominator-column");
    options.key_column = request.option("key-column");
    options.contribution_columns = list_from(request.option("contribution-columns"));
    options.total_labels = list_from(request.option("total-label"));
    if (options.total_labels.empty())
        return failure("--total-label names no code; leave it out or give one.");
    if (const std::vector<std::string> parts = list_from(request.option("dominance")); !parts.empty()) {
        const auto n = tabular::number_from(parts[0], '.');
        const auto k = parts.size() == 2 ? tabular::number_from(parts[1], '.') : std::nullopt;
        if (!n || !k || *n < 1 || *n != std::floor(*n) || *k <= 0 || *k > 100)
            return failure("--dominance " + tabular::in_quotes(request.option("dominance")) +
                           ": give n,k, such as 2,85.");
        options.rules.dominance_n = static_cast<std::size_t>(*n);
        options.rules.dominance_k = *k;
    }
    const std::size_t needed =
        std::max(options.rules.dominance_n, options.rules.p_percent > 0 ? std::size_t{2} : 0);
    if (options.contribution_columns.size() < needed) {
        return failure("--dominance and --p-percent need --contribution-columns with the " +
                       std::to_string(needed) + " largest contributions of each cell.");
    }
    if (needed > 0 && options.value_column.empty())
        return failure("--dominance and --p-percent need --value-column, what the contributions add up to.");
    if (options.has_shares() && !options.value_column.empty())
        return failure("--denominator-column makes the count a numerator; --value-column cannot go with it.");
    if (options.method != ProtectionMethod::Suppress && !options.value_column.empty())
        return failure("--method round and cell-key are for counts; leave --value-column out.");
    if (options.method != ProtectionMethod::Suppress && options.has_shares())
        return failure(
            "--denominator-column goes with --method suppress only: shares of rounded or perturbed "
            "counts mislead.");
    if (options.method != ProtectionMethod::Suppress && request.file("previous") != nullptr)
        return failure("--previous binds what is withheld; it goes with --method suppress only.");
    return options;
}

} // namespace anker::jobs
