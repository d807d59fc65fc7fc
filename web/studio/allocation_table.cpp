// SPDX-License-Identifier: Apache-2.0
#include "web/studio/allocation_table.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

std::string amount_words(double amount, bool is_posts) {
    return number_or_dash(amount, is_posts ? 0 : 2);
}

/// Whether an area gets more or less than equal per head, whatever the index's uncertainty.
enum class Certainty { More, Less, Open, Same };

/// More or less in at least 95 % of the draws, as in the amount shown. Differences below the smallest unit
/// come from rounding.
Certainty certainty_of(const ResultTable& result, std::size_t row, bool is_posts) {
    const double equal = result.number(row, "equal");
    const double gain = result.number(row, "gain");
    const double low = result.number(row, "draws_p05");
    const double high = result.number(row, "draws_p95");
    const double unit = is_posts ? 1 : 0.01;
    if (std::abs(low - equal) < unit && std::abs(high - equal) < unit) return Certainty::Same;
    if (gain > 0 && low > equal) return Certainty::More;
    if (gain < 0 && high < equal) return Certainty::Less;
    return Certainty::Open;
}

Text words_for(Certainty certainty) {
    switch (certainty) {
    case Certainty::More:
        return Text::LabSurelyMore;
    case Certainty::Less:
        return Text::LabSurelyLess;
    case Certainty::Same:
        return Text::LabSurelySame;
    case Certainty::Open:
        break;
    }
    return Text::LabNotSure;
}

/// The table and what it adds up to.
struct Amounts {
    const Dataset& data;
    const ResultTable& result;
    bool is_posts = false;
    bool has_draws = false;
    std::vector<std::pair<std::size_t, std::size_t>> order; ///< area, row of the result
    std::vector<std::string> without;
    double heads = 0;
    double given = 0;
    double gained = 0;
    std::size_t different = 0; ///< from equal per head, by more than rounding
    std::size_t secured = 0;   ///< of them, those that stay more or less

    Amounts(const Dataset& shown, const ResultTable& rows_of_result)
        : data(shown), result(rows_of_result), is_posts(shown.allocation_shown.is_posts),
          has_draws(shown.allocation_shown.has_draws) {
        std::map<std::string_view, std::size_t> rows;
        for (std::size_t i = 0; i < result.rows(); ++i) rows[result.key(i)] = i;
        for (const std::size_t area : data.by_rank()) {
            const auto found = rows.find(data.areas[area].key);
            if (found == rows.end()) {
                without.push_back(data.areas[area].name);
                continue;
            }
            order.emplace_back(area, found->second);
            heads += result.number(found->second, "heads");
            given += result.number(found->second, "allocation");
            gained += std::max(0.0, result.number(found->second, "gain"));
            if (!has_draws) continue;
            const Certainty certainty = certainty_of(result, found->second, is_posts);
            different += certainty != Certainty::Same ? 1 : 0;
            secured += certainty == Certainty::More || certainty == Certainty::Less ? 1 : 0;
        }
    }

    enum Place { Name, Heads, Class, Share, Amount, Interval, Equal, Gain, Sure };
    /// In the order of the table; the draws only where there are any.
    [[nodiscard]] std::vector<Place> places() const {
        if (has_draws) return {Name, Heads, Class, Share, Amount, Interval, Equal, Gain, Sure};
        return {Name, Heads, Class, Share, Amount, Equal, Gain};
    }

    [[nodiscard]] Column column(Place place) const {
        switch (place) {
        case Name:
            return {ui::words(Text::LabColumnArea), 0, false, {}};
        case Heads:
            return {ui::words(Text::LabColumnHeads), 4.4f, true, {}};
        case Class:
            return {ui::words(Text::LabColumnClass), 3.2f, false, [this](Rect cell, std::size_t row) {
                        const float h = std::min(cell.h, em(1.9f));
                        class_chip({cell.x, cell.y + (cell.h - h) / 2, em(2.4f), h},
                                   data.areas[order[row].first].class_number, data.classes);
                    }};
        case Share:
            return {ui::words(Text::LabColumnShare), 4.4f, true, {}};
        case Amount:
            return {ui::words(is_posts ? Text::LabPosts : Text::LabColumnAmount), 6.4f, true, {}};
        case Interval:
            return {ui::words(Text::LabColumnAmountInterval), 6.6f, true, {}, true};
        case Equal:
            return {ui::words(Text::LabColumnEqual), 6.2f, true, {}};
        case Gain:
            return {ui::words(Text::LabColumnGain), 6.2f, true, {}};
        case Sure:
            break;
        }
        return {ui::words(Text::LabColumnSure), 7.2f, false, {}};
    }

    [[nodiscard]] std::string text(Place place, std::size_t row) const {
        const DataArea& area = data.areas[order[row].first];
        const std::size_t at = order[row].second;
        switch (place) {
        case Name:
            return area.has_index ? area.name : name_with_reason(area);
        case Heads:
            return number_or_dash(result.number(at, "heads"), 0);
        case Class:
            return class_words(area);
        case Share:
            return number_or_dash(100 * result.number(at, "share"), 2) + " %";
        case Amount:
            return amount_words(result.number(at, "allocation"), is_posts);
        case Interval:
            return interval(at);
        case Equal:
            return number_or_dash(result.number(at, "equal"), 2);
        case Gain:
            return signed_number(result.number(at, "gain"), 2);
        case Sure:
            break;
        }
        return ui::words(words_for(certainty_of(result, at, is_posts)));
    }

    [[nodiscard]] std::string interval(std::size_t at) const {
        const std::string low = amount_words(result.number(at, "draws_p05"), is_posts);
        const std::string high = amount_words(result.number(at, "draws_p95"), is_posts);
        return low == high ? low : ui::words(Text::LabInterval, {{"low", low}, {"high", high}});
    }

    [[nodiscard]] std::string total(Place place) const {
        if (place == Name) return ui::words(Text::LabTotal);
        if (place == Heads) return ui::number(heads);
        if (place == Share) return "100 %";
        return place == Amount ? amount_words(given, is_posts) : std::string();
    }
};

} // namespace

void allocation_table_ui(const Context& context, const Dataset& data, const std::string& csv, ui::Cut& cut,
                         const Page& page) {
    const ResultTable result(csv);
    const Amounts amounts(data, result);
    const std::vector<Amounts::Place> places = amounts.places();
    Table table;
    table.key = "allocation";
    table.caption = ui::words(Text::LabTabAllocation);
    for (const Amounts::Place place : places) {
        table.columns.push_back(amounts.column(place));
        table.totals.push_back(amounts.total(place));
    }
    table.rows = amounts.order.size();
    table.rows_shown = &context.state.rows_shown[static_cast<std::size_t>(View::Allocation)];
    table.text = [&](std::size_t row, std::size_t column) { return amounts.text(places[column], row); };
    table_ui(table, cut, [&](Rect r) { return page.shows(r); });
    cut.top(em(0.9f));
    const std::string moved = ui::words(Text::LabMoved, {{"n", ui::number(amounts.gained, 2)}});
    cut.top(ui::paragraph("moved", cut.rest(), moved, style::note, colours().ink) + em(0.4f));
    if (amounts.different > 0) {
        const std::string secured =
            ui::words(Text::LabSecured, {{"n", ui::number(static_cast<double>(amounts.secured))},
                                         {"of", ui::number(static_cast<double>(amounts.different))}});
        cut.top(ui::paragraph("secured", cut.rest(), secured, style::note, colours().ink) + em(0.4f));
    }
    if (!amounts.without.empty()) {
        std::string names;
        for (const std::string& name : amounts.without) names += (names.empty() ? "" : ", ") + name;
        cut.top(ui::paragraph("without", cut.rest(), ui::words(Text::LabWithoutHeads, {{"names", names}}),
                              style::small_text, colours().ink2) +
                em(0.4f));
    }
    cut.top(em(0.4f));
}

} // namespace anker::studio
