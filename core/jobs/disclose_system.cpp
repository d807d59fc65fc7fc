// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/disclose_system.hpp"

#include "core/disclosure/differencing.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

namespace {

using disclosure::CodedCell;
using disclosure::Interval;
using disclosure::Reason;
using disclosure::Sum;
using disclosure::TableCell;
using tabular::decimals;

std::string said(double value) {
    return decimals(value, value == std::floor(value) ? 0 : 2);
}

bool is_same(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::max({1.0, std::abs(a), std::abs(b)});
}

TableCell judged(const LongRow& row, const DiscloseOptions& options) {
    if (options.has_shares()) return disclosure::judge_share(row.count, row.denominator, options.rules);
    if (!options.value_column.empty())
        return disclosure::judge_value(row.value, row.count, row.contributions, options.rules);
    return disclosure::judge_count(row.count, options.rules);
}

Expected<void, std::string> add_row(DiscloseSystem& system, const LongTable& table, const LongRow& row,
                                    const DiscloseOptions& options, std::vector<std::size_t>& cells) {
    const std::string identity = disclosure::identity_of(table.dimensions, row.codes);
    const auto [entry, is_new] = system.index.emplace(identity, system.cells.size());
    cells.push_back(entry->second);
    TableCell cell = judged(row, options);
    if (is_new) {
        system.cells.push_back(cell);
        system.identities.push_back(identity);
        system.where.push_back(table.where(row));
        system.denominators.push_back(row.denominator);
        system.keys.push_back(row.key - std::floor(row.key));
        return {};
    }
    TableCell& known = system.cells[entry->second];
    if (!is_same(known.value, cell.value)) {
        return failure(table.where(row) + " is " + said(cell.value) + ", and " + said(known.value) + " in " +
                       system.where[entry->second] + "; the same cell must have the same value.");
    }
    if (!known.is_withheld()) known = cell; // the stricter verdict of the two
    return {};
}

/// Names the sum that does not hold, and of several the one whose total is in most of them: there the mistake
/// is likeliest.
Expected<void, std::string> check_sums(const DiscloseSystem& system) {
    const auto parts_of = [&](const Sum& sum) {
        double parts = 0;
        for (const std::size_t part : sum.parts) parts += system.cells[part].value;
        return parts;
    };
    std::vector<const Sum*> failing;
    std::vector<std::size_t> times(system.cells.size(), 0);
    for (const Sum& sum : system.sums) {
        const double parts = parts_of(sum);
        const double total = system.cells[sum.total].value;
        if (std::isnan(parts) || std::isnan(total) || is_same(parts, total)) continue;
        failing.push_back(&sum);
        ++times[sum.total];
        for (const std::size_t part : sum.parts) ++times[part];
    }
    if (failing.empty()) return {};
    const Sum& sum =
        **std::max_element(failing.begin(), failing.end(), [&](const Sum* one, const Sum* other) {
            return times[one->total] < times[other->total];
        });
    const auto likeliest =
        static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin());
    return failure(
        system.where[sum.total] + ": the total is " + said(system.cells[sum.total].value) + ", but its " +
        tabular::counted(sum.parts.size(), "part", "parts") + " add up to " + said(parts_of(sum)) +
        (times[likeliest] > times[sum.total] ? "; look at " + system.where[likeliest] + " first" : "") +
        "; correct the table.");
}

void add_sums(DiscloseSystem& system, std::span<const disclosure::Dimension> dimensions,
              std::span<const CodedCell> coded, std::size_t own_cells) {
    const auto sorted = [](const Sum& sum) {
        std::vector<std::size_t> parts = sum.parts;
        std::sort(parts.begin(), parts.end());
        return std::pair{sum.total, std::move(parts)};
    };
    std::map<std::pair<std::size_t, std::vector<std::size_t>>, bool> known;
    for (const Sum& sum : system.sums) known[sorted(sum)] = true;
    for (Sum& sum : disclosure::sums_of(dimensions, coded)) {
        // Among our own cells ours are whole; an earlier output may have fewer rows.
        const bool is_ours =
            sum.total < own_cells && std::all_of(sum.parts.begin(), sum.parts.end(),
                                                 [&](std::size_t part) { return part < own_cells; });
        if (is_ours) continue;
        if (known.emplace(sorted(sum), true).second) system.sums.push_back(std::move(sum));
    }
}

/// What an earlier output said of a cell by itself.
Interval told_by(const PreviousRow& row, const DiscloseOptions& options) {
    if (row.reason == Reason::None) return {row.published, row.published};
    const double minimum = options.rules.minimum_count;
    if (options.value_column.empty() && !options.has_shares()) {
        if (row.reason == Reason::TooFew)
            return {options.rules.zeros == disclosure::Zeros::Shown ? 1.0 : 0.0, minimum - 1};
        if (row.reason == Reason::Complement) return {minimum, Interval{}.high};
    }
    return {};
}

} // namespace

Expected<DiscloseSystem, std::string> disclose_system(std::vector<LongTable> tables,
                                                      const DiscloseOptions& options) {
    DiscloseSystem system;
    for (const LongTable& table : tables) {
        std::vector<std::size_t>& cells = system.cells_of.emplace_back();
        std::vector<CodedCell> coded;
        for (const LongRow& row : table.rows) {
            ANKER_DO(add_row(system, table, row, options, cells));
            coded.push_back({row.codes, cells.back()});
        }
        add_sums(system, table.dimensions, coded, 0);
    }
    system.own_cells = system.cells.size();
    system.tables = std::move(tables);
    ANKER_DO(check_sums(system));
    return system;
}

Expected<void, std::string> bind_same(DiscloseSystem& system, const PreviousTable& previous,
                                      const DiscloseOptions& options) {
    std::vector<CodedCell> coded;
    std::size_t shared = 0;
    for (const PreviousRow& row : previous.rows) {
        const std::string identity = disclosure::identity_of(previous.dimensions, row.codes);
        const std::string where =
            previous.file + ", line " + std::to_string(row.line) + " (" + identity + ")";
        const auto [entry, is_new] = system.index.emplace(identity, system.cells.size());
        coded.push_back({row.codes, entry->second});
        const bool is_out = row.reason == Reason::None;
        if (is_new) {
            TableCell cell;
            cell.value = row.published;
            cell.reason = row.reason;
            cell.told = told_by(row, options);
            cell.is_fixed = true;
            system.cells.push_back(cell);
            system.identities.push_back(identity);
            system.where.push_back(where);
            system.denominators.push_back(no_number);
            system.keys.push_back(no_number);
            continue;
        }
        ++shared;
        TableCell& cell = system.cells[entry->second];
        if (is_out && !is_same(cell.value, row.published)) {
            return failure(where + " says " + said(row.published) + ", but " + system.where[entry->second] +
                           " has " + said(cell.value) +
                           "; if these are figures of another time, say --previous-is earlier.");
        }
        if (is_out && cell.is_withheld()) {
            return failure(system.where[entry->second] + " must be withheld (" +
                           std::string(disclosure::name_of(cell.reason)) + "), but is out already: " + where +
                           "; it cannot be called back, so publish by the rules of that time or leave it.");
        }
        if (is_out)
            cell.is_fixed = true;
        else if (!cell.is_withheld())
            cell.reason = cell.reason_beside;
    }
    if (shared == 0)
        return failure("No cell of " + previous.file + " is in the table: do both use the same codes?");
    add_sums(system, previous.dimensions, coded, system.own_cells);
    return check_sums(system);
}

void withhold_difference(DiscloseSystem& system, std::size_t cell, const DiscloseOptions& options) {
    TableCell& changed = system.cells[cell];
    const double reach = options.rules.minimum_count - 1;
    changed.reason = Reason::Difference;
    // The change may have been anything up to the minimum, either way.
    const Interval before = system.earlier[cell];
    changed.wanted.low = std::max(changed.told.low, std::min(changed.value, before.low - reach));
    changed.wanted.high = std::min(changed.told.high, std::max(changed.value, before.high + reach));
    changed.wanted_width = options.rules.width();
}

Expected<std::size_t, std::string> bind_earlier(DiscloseSystem& system, const PreviousTable& previous,
                                                const DiscloseOptions& options) {
    // What a reader of the earlier output could work out then.
    std::vector<Interval> known;
    std::vector<CodedCell> coded;
    std::map<std::string, std::size_t> index;
    for (const PreviousRow& row : previous.rows) {
        const std::string identity = disclosure::identity_of(previous.dimensions, row.codes);
        coded.push_back({row.codes, known.size()});
        index.emplace(identity, known.size());
        known.push_back(told_by(row, options));
    }
    const std::vector<Sum> sums = disclosure::sums_of(previous.dimensions, coded);
    const disclosure::AttackResult then = disclosure::attack(known, sums);
    if (!then.is_consistent)
        return failure(previous.file +
                       ": its published numbers do not fit its totals; is it an output of disclose, with the "
                       "same --minimum and --zeros?");
    system.has_earlier = true;
    system.earlier.assign(system.cells.size(), Interval{});
    std::size_t shared = 0;
    std::size_t withheld = 0;
    for (std::size_t i = 0; i < system.own_cells; ++i) {
        const auto found = index.find(system.identities[i]);
        if (found == index.end()) continue;
        ++shared;
        system.earlier[i] = then.intervals[found->second];
        const TableCell& cell = system.cells[i];
        const Interval now{cell.value, cell.value};
        if (cell.is_withheld() ||
            !disclosure::is_small_difference(disclosure::difference(system.earlier[i], now),
                                             options.rules.minimum_count))
            continue;
        withhold_difference(system, i, options);
        ++withheld;
    }
    if (shared == 0)
        return failure("No cell of " + previous.file + " is in the table: do both use the same codes?");
    return withheld;
}

} // namespace anker::jobs
