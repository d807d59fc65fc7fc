// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/allocate_options.hpp"

#include "core/tabular/encoding.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::jobs {

namespace {

using allocation::FactorKind;
using allocation::NeedFactor;
using allocation::Part;
using allocation::PartKind;
using allocation::Recipe;
using tabular::in_quotes;

constexpr double most = 900'000'000'000;

template <std::size_t N>
std::vector<std::string_view> all_of(const std::array<std::string_view, N>& names) {
    return {names.begin(), names.end()};
}

/// The place of an option's value among these names; `otherwise` where it is not given.
template <class Enum, std::size_t N>
Enum named(const Request& request, std::string_view option, const std::array<std::string_view, N>& names,
           Enum otherwise) {
    const auto found = std::find(names.begin(), names.end(), request.option(option));
    return found == names.end() ? otherwise : static_cast<Enum>(found - names.begin());
}

std::optional<double> number_if_given(const Request& request, std::string_view name) {
    if (request.option(name).empty()) return std::nullopt;
    return request.number(name);
}

Expected<double, std::string> number_in(std::string_view option, std::string_view text) {
    const auto number = tabular::number_from(text, '.');
    if (number) return *number;
    return failure("--" + std::string(option) + ": " + in_quotes(text) +
                   " is not a number; write a decimal point, and a comma only between entries.");
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(tabular::trimmed(text.substr(0, at)));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

struct NamedNumber {
    std::string name;
    double number = 0;
};

/// `A=1,B=2`; the last = of an entry counts.
Expected<std::vector<NamedNumber>, std::string> named_numbers(const Request& request,
                                                              std::string_view option) {
    std::vector<NamedNumber> entries;
    if (request.option(option).empty()) return entries;
    for (const std::string_view entry : split(request.option(option), ',')) {
        const std::size_t at = entry.rfind('=');
        if (at == std::string_view::npos || at == 0) {
            return failure("--" + std::string(option) + ": " + in_quotes(entry) +
                           " is not NAME=NUMBER; separate entries by commas.");
        }
        ANKER_TRY(const double number, number_in(option, tabular::trimmed(entry.substr(at + 1))));
        entries.push_back({std::string(tabular::trimmed(entry.substr(0, at))), number});
    }
    return entries;
}

/// Which options of the factor belong to which g.
Expected<void, std::string> check_belongs(const Request& request, FactorKind kind) {
    struct Owner {
        std::string_view option;
        std::vector<FactorKind> kinds;
    };
    const std::array<Owner, 5> owners{{{"factors", {FactorKind::Interpolated, FactorKind::Steps}},
                                       {"cuts", {FactorKind::Interpolated, FactorKind::Steps}},
                                       {"knots", {FactorKind::Interpolated}},
                                       {"from", {FactorKind::Linear}},
                                       {"beta", {FactorKind::Exponential}}}};
    const std::string g(allocation::factor_kind_names[static_cast<std::size_t>(kind)]);
    for (const Owner& owner : owners) {
        const bool belongs = std::find(owner.kinds.begin(), owner.kinds.end(), kind) != owner.kinds.end();
        if (!belongs && !request.option(owner.option).empty())
            return failure("--" + std::string(owner.option) + " has no meaning with --g " + g + ".");
    }
    for (const std::string_view needed : {"from", "beta"}) {
        const bool is_needed = (needed == "from" && kind == FactorKind::Linear) ||
                               (needed == "beta" && kind == FactorKind::Exponential);
        if (is_needed && request.option(needed).empty())
            return failure("--g " + g + " needs --" + std::string(needed) + ".");
    }
    return {};
}

Expected<NeedFactor, std::string> factor_from(const Request& request) {
    NeedFactor factor;
    factor.kind = named(request, "g", allocation::factor_kind_names, FactorKind::Interpolated);
    ANKER_DO(check_belongs(request, factor.kind));
    ANKER_TRY(const std::vector<NamedNumber> classes, named_numbers(request, "factors"));
    for (const NamedNumber& entry : classes) factor.classes.push_back({entry.name, entry.number});
    ANKER_TRY(const std::vector<NamedNumber> knots, named_numbers(request, "knots"));
    for (const NamedNumber& entry : knots) {
        ANKER_TRY(const double index, number_in("knots", entry.name));
        factor.knots.push_back({index, entry.number});
    }
    if (!request.option("cuts").empty()) {
        for (const std::string_view cut : split(request.option("cuts"), ',')) {
            ANKER_TRY(const double at, number_in("cuts", cut));
            factor.cuts.push_back(at);
        }
    }
    factor.from = request.number("from");
    factor.beta = request.number("beta");
    return factor;
}

constexpr std::array<std::string_view, 8> need_options{"index-column", "alpha", "g",    "factors",
                                                       "cuts",         "knots", "from", "beta"};

Expected<std::vector<Part>, std::string> parts_from(const Request& request) {
    std::vector<Part> parts;
    const auto given = std::find_if(need_options.begin(), need_options.end(),
                                    [&](std::string_view option) { return !request.option(option).empty(); });
    if (!request.option("criteria").empty()) {
        if (given != need_options.end()) {
            return failure("--criteria and --" + std::string(*given) +
                           " are two formulas; choose one, or mix them in a recipe.");
        }
        ANKER_TRY(const std::vector<NamedNumber> criteria, named_numbers(request, "criteria"));
        for (const NamedNumber& entry : criteria)
            parts.push_back({PartKind::Column, entry.number, entry.name, {}});
        return parts;
    }
    if (request.option("count-column").empty()) {
        return failure(std::string("What is shared by? Give --count-column (heads, with the index or "
                                   "without), --criteria or --recipe."));
    }
    if (given == need_options.end()) {
        parts.push_back({PartKind::Heads, 1, {}, {}});
        return parts;
    }
    if (request.option("alpha").empty()) {
        return failure(std::string("Give --alpha, the part that follows need (0.7 = 70 %); the rest follows "
                                   "heads alone."));
    }
    const double alpha = request.number("alpha");
    ANKER_TRY(NeedFactor factor, factor_from(request));
    parts.push_back({PartKind::Need, alpha, {}, std::move(factor)});
    parts.push_back({PartKind::Heads, 1 - alpha, {}, {}});
    return parts;
}

} // namespace

std::vector<OptionSpec> allocate_option_specs() {
    using Kind = OptionKind;
    std::vector<OptionSpec> specs;
    const auto add = [&](std::string_view name, Kind kind, std::string_view help) -> OptionSpec& {
        OptionSpec& spec = specs.emplace_back();
        spec.name = name;
        spec.kind = kind;
        spec.help = help;
        return spec;
    };
    const auto text = [&](std::string_view name, std::string_view help) { add(name, Kind::Text, help); };
    const auto number = [&](std::string_view name, double low, double high, std::string_view help) {
        OptionSpec& spec = add(name, Kind::Number, help);
        spec.low = low;
        spec.high = high;
    };
    const auto choice = [&](std::string_view name, std::vector<std::string_view> choices,
                            std::string_view help) {
        add(name, Kind::Choice, help).choices = std::move(choices);
    };
    number("amount", 0, most, "Money to give out; or --posts");
    number("posts", 0, static_cast<double>(allocation::largest_total_by_divisors),
           "Posts to give out; or --amount");
    text("count-column", "Column with the heads");
    text("index-column", "Column with the index");
    choice("index-direction", all_of(allocation::direction_names), "What a high index means");
    text("class-column", "Column with the classes, for --g steps and for the report by class");
    number("alpha", 0, 1, "The part that follows need; the rest follows heads alone");
    choice("g", all_of(allocation::factor_kind_names),
           "How much more a head counts where the need is greater; default interpolated");
    text("factors", "CLASS=FACTOR,... from least to greatest need");
    text("cuts", "Cuts of the index between the classes, ascending: -1,1,1.5");
    text("knots", "INDEX=FACTOR,... instead of factors and cuts");
    number("from", -1e9, 1e9, "Index at which need begins, for --g linear");
    number("beta", 0, 1000, "For --g exponential");
    text("criteria", "COLUMN=WEIGHT,... shares by several columns instead of heads and index");
    number("floor", 0, most, "Everybody gets at least this");
    number("cap", 0, most, "Everybody gets at most this");
    text("floor-column", "Column with each one's own floor");
    text("cap-column", "Column with each one's own cap");
    number("corridor", 0, 1000, "Nobody moves further than this many per cent from equal per head");
    text("corridor-against", "Column to move from instead of equal per head, such as last year's");
    add("corridor-scaled", Kind::Switch, "Scale the column of --corridor-against to the new total first");
    choice("method", all_of(allocation::method_names),
           "Whole numbers; default sainte_lague for posts, largest_remainder for money");
    choice("ties", all_of(allocation::ties_names), "Who comes first where claims are equal; default larger");
    add("seed", Kind::Whole, "For --ties lot; default 1").high = 4'294'967'295;
    number("threshold", 0, 100, "Whoever has a smaller share (in per cent) gets nothing");
    number("round", 0.0001, 1'000'000'000, "Smallest amount; default 0.01 for money, 1 for posts");
    choice("missing", all_of(allocation::missing_names), "Areas without an index; default refuse");
    return specs;
}

Expected<allocation::Total, std::string> total_from(const Request& request, const Recipe& recipe) {
    const bool is_money = !request.option("amount").empty();
    if (is_money == !request.option("posts").empty())
        return failure(std::string("Say what is given out: --amount for money or --posts, one of them."));
    const std::string option = is_money ? "amount" : "posts";
    const auto total = allocation::Total::from(
        request.number(option), is_money ? allocation::Total::Of::Money : allocation::Total::Of::Posts,
        recipe.round);
    if (total) return *total;
    return failure("--" + option + " " + request.option(option) + ": " + total.error() +
                   (recipe.round ? "."
                    : is_money   ? " (cents, unless --round says otherwise)."
                                 : " (1, unless --round says otherwise)."));
}

Expected<Recipe, std::string> recipe_from(const Request& request) {
    if (const File* file = request.file("recipe")) {
        for (const auto& [name, value] : request.options) {
            if (name == "amount" || name == "posts" || value.empty()) continue;
            return failure("--recipe holds the whole rule; write what --" + name + " says into " +
                           file->name + ".");
        }
        return allocation::decode_recipe(file->name, file->bytes);
    }
    Recipe recipe;
    recipe.count_column = request.option("count-column");
    recipe.index_column = request.option("index-column");
    if (!request.option("index-direction").empty()) {
        recipe.direction =
            named(request, "index-direction", allocation::direction_names, allocation::Direction::Burden);
    }
    recipe.class_column = request.option("class-column");
    ANKER_TRY(recipe.parts, parts_from(request));
    recipe.floor = number_if_given(request, "floor");
    recipe.cap = number_if_given(request, "cap");
    recipe.floor_column = request.option("floor-column");
    recipe.cap_column = request.option("cap-column");
    if (const auto percent = number_if_given(request, "corridor")) {
        recipe.corridor = allocation::Corridor{*percent, request.option("corridor-against"),
                                               request.is_on("corridor-scaled")};
    } else if (!request.option("corridor-against").empty() || request.is_on("corridor-scaled")) {
        return failure(std::string("Give --corridor, the per cent that nobody may move further than."));
    }
    if (!request.option("method").empty())
        recipe.method = named(request, "method", allocation::method_names, allocation::Method::SainteLague);
    recipe.ties = named(request, "ties", allocation::ties_names, allocation::Ties::Larger);
    if (!request.option("seed").empty()) recipe.seed = static_cast<std::uint64_t>(request.number("seed"));
    recipe.threshold_percent = request.number("threshold");
    recipe.round = number_if_given(request, "round");
    recipe.missing = named(request, "missing", allocation::missing_names, allocation::Missing::Refuse);
    ANKER_DO(allocation::check(recipe, allocation::WrittenAs::Options));
    return recipe;
}

} // namespace anker::jobs
