// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/disclose_job.hpp"

#include "core/disclosure/differencing.hpp"
#include "core/jobs/disclose_system.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

namespace {

using disclosure::Interval;
using disclosure::Reason;
using disclosure::TableCell;

/// The dense tableau of one attack has at most about four times so many numbers.
constexpr double largest_system = 2e6;
/// Where every cell is unknown (rounding, noise) the attack is on all of them at once.
constexpr std::size_t largest_open_attack = 400;

/// What comes out of any method.
struct Published {
    std::vector<double> values; ///< NaN: withheld
    std::vector<Reason> reasons;
    std::vector<Interval> attack; ///< empty: not tried
    std::vector<TableCell> cells; ///< with what each wanted
    std::vector<std::size_t> narrow;
};

std::string_view state_name(ProtectionMethod method, bool is_withheld) {
    if (is_withheld) return "withheld";
    if (method == ProtectionMethod::Round) return "rounded";
    return method == ProtectionMethod::CellKey ? "perturbed" : "published";
}

Expected<Published, std::string> suppressed(DiscloseSystem& system, const DiscloseOptions& options,
                                            const Progress& progress, std::vector<std::string>& notes) {
    if (static_cast<double>(system.cells.size()) * static_cast<double>(system.sums.size()) > largest_system) {
        return failure(system.tables.front().file + ": " +
                       tabular::counted(system.cells.size(), "cell", "cells") + " in " +
                       tabular::counted(system.sums.size(), "sum", "sums") +
                       " are too many to be protected exactly; split the table, or say --method round.");
    }
    for (;;) {
        const disclosure::ProtectedTable result =
            disclosure::protect_table(system.cells, system.sums, [&](std::size_t withheld) {
                return !progress || progress("Protecting cells", withheld, system.cells.size());
            });
        if (result.was_cancelled) return failure(std::string(cancelled_sentence));
        if (!result.is_consistent)
            return failure(system.tables.front().file +
                           ": no numbers fit what is published and what was published before; are --previous "
                           "and the options (--minimum, --zeros) of the same tables?");
        if (!result.bare.empty()) {
            return failure(
                system.where[result.bare.front()] +
                " cannot be protected: even with everything else withheld that may be, it would be known "
                "exactly; say --zeros masked or --reasons hidden, or protect with --method round.");
        }
        if (system.has_earlier) {
            // Changes that follow although the cell itself is withheld in one of the two.
            const auto small =
                disclosure::small_differences(std::span(system.earlier).first(system.own_cells),
                                              result.attack, options.rules.minimum_count);
            std::size_t further = 0;
            for (const std::size_t cell : small) {
                if (system.cells[cell].is_withheld()) continue;
                withhold_difference(system, cell, options);
                ++further;
            }
            if (further > 0) continue;
            if (const auto left = static_cast<std::size_t>(
                    std::count_if(small.begin(), small.end(),
                                  [&](std::size_t cell) { return result.reasons[cell] != Reason::None; }));
                left > 0)
                notes.push_back("The change since the earlier output can be worked out for " +
                                tabular::counted(left, "cell", "cells") +
                                " that are withheld; nothing more can be withheld for them.");
        }
        Published published;
        published.reasons = result.reasons;
        published.attack = result.attack;
        published.cells = system.cells;
        published.narrow = result.narrow;
        for (std::size_t i = 0; i < system.cells.size(); ++i)
            published.values.push_back(result.reasons[i] == Reason::None ? system.cells[i].value : no_number);
        if (!result.narrow.empty()) {
            notes.push_back(
                "Of " + tabular::counted(result.narrow.size(), "withheld cell", "withheld cells") +
                " more is known than the rule wants, although never the exact number: withholding "
                "everything else would not help (see the audit).");
        }
        return published;
    }
}

/// Rounding and noise: what a reader can narrow down from all numbers together.
void attack_all(const DiscloseSystem& system, const std::vector<Interval>& known,
                const DiscloseOptions& options, Published& published, std::vector<std::string>& notes) {
    if (system.cells.size() > largest_open_attack) {
        notes.push_back(
            "The attacker was not tried: with --method round and cell-key the table has more than " +
            std::to_string(largest_open_attack) + " cells.");
        return;
    }
    published.attack = disclosure::attack(known, system.sums).intervals;
    std::size_t exact = 0;
    for (std::size_t i = 0; i < system.cells.size(); ++i) {
        const double value = system.cells[i].value;
        if (value > 0 && value < options.rules.minimum_count && published.attack[i].is_point()) ++exact;
    }
    if (exact > 0)
        notes.push_back("From all published numbers together " +
                        tabular::counted(exact, "small count", "small counts") +
                        " can be worked out exactly; a larger base, more noise or suppression helps.");
}

Published rounded(const DiscloseSystem& system, const DiscloseOptions& options,
                  std::vector<std::string>& notes) {
    Published published;
    published.cells = system.cells;
    std::vector<double> values;
    for (const TableCell& cell : system.cells) values.push_back(cell.value);
    published.values = disclosure::rounded_table(values, system.sums, options.base, options.rounded_totals);
    published.reasons.assign(values.size(), Reason::None);
    std::vector<Interval> known;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool is_own = published.values[i] == disclosure::rounded(values[i], options.base);
        const bool is_sum = std::any_of(system.sums.begin(), system.sums.end(),
                                        [&](const disclosure::Sum& sum) { return sum.total == i; });
        const bool is_by_itself =
            is_own && !(is_sum && options.rounded_totals == disclosure::RoundedTotals::Additive);
        known.push_back(is_by_itself ? disclosure::known_from_rounded(published.values[i], options.base)
                                     : Interval{});
    }
    attack_all(system, known, options, published, notes);
    return published;
}

Expected<Published, std::string> perturbed(const DiscloseSystem& system, const DiscloseOptions& options,
                                           std::vector<std::string>& notes) {
    ANKER_TRY(const disclosure::NoiseTable table, disclosure::NoiseTable::make(options.noise));
    Published published;
    published.cells = system.cells;
    published.reasons.assign(system.cells.size(), Reason::None);
    std::vector<Interval> known;
    for (std::size_t i = 0; i < system.cells.size(); ++i) {
        const double key = std::isnan(system.keys[i])
                               ? disclosure::cell_key_from(system.identities[i], options.seed)
                               : system.keys[i];
        const double value = system.cells[i].value;
        published.values.push_back(value + table.noise(static_cast<std::uint64_t>(value), key));
        known.push_back(table.known_from(published.values[i]));
    }
    if (options.key_column.empty()) {
        notes.push_back("Cell keys come from the codes and --seed: keep the seed secret and the same. With "
                        "record keys (--key-column) the same people get the same noise under any code.");
    }
    notes.push_back("Totals have noise of their own and need not add up; make no shares of small counts.");
    attack_all(system, known, options, published, notes);
    return published;
}

std::string table_of(const DiscloseSystem& system, std::size_t which, const DiscloseOptions& options,
                     const Published& published) {
    const LongTable& table = system.tables[which];
    std::vector<std::string> columns;
    for (const disclosure::Dimension& dimension : table.dimensions) columns.push_back(dimension.name);
    columns.insert(columns.end(), {"published", "state", "reason"});
    if (options.has_shares()) columns.insert(columns.end(), {"denominator", "share"});
    TableWriter writer(columns);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const std::size_t cell = system.cells_of[which][r];
        const double value = published.values[cell];
        for (const std::string& code : table.rows[r].codes) writer.cell(code);
        writer.cell(value);
        writer.cell(state_name(options.method, std::isnan(value)));
        writer.cell(disclosure::name_of(
            disclosure::public_reason(published.reasons[cell], options.rules.reasons, options.has_shares())));
        if (options.has_shares()) {
            const double denominator = system.denominators[cell];
            writer.cell(denominator)
                .cell(denominator > 0 ? value / denominator * options.share_per : no_number);
        }
        writer.end_row();
    }
    return writer.take();
}

std::string audit_of(const DiscloseSystem& system, const DiscloseOptions& options,
                     const Published& published) {
    TableWriter writer({"cell", "where", "value", "published", "state", "reason", "attack_low", "attack_high",
                        "wanted_low", "wanted_high", "wanted_width", "protected"});
    for (std::size_t i = 0; i < system.cells.size(); ++i) {
        const TableCell& cell = published.cells[i];
        const bool is_withheld = published.reasons[i] != Reason::None;
        writer.cell(system.identities[i]).cell(system.where[i]).cell(cell.value).cell(published.values[i]);
        writer.cell(state_name(options.method, is_withheld)).cell(disclosure::name_of(published.reasons[i]));
        const Interval found =
            published.attack.empty() ? Interval{no_number, no_number} : published.attack[i];
        writer.cell(found.low).cell(found.high);
        if (!is_withheld || std::isnan(cell.value)) {
            writer.blank().blank().blank().blank();
        } else {
            writer.cell(cell.wanted.low).cell(cell.wanted.high).cell(cell.wanted_width);
            writer.cell(found.covers(cell.wanted) && found.width() + 1e-6 >= cell.wanted_width
                            ? std::string_view("yes")
                            : std::string_view("less"));
        }
        writer.end_row();
    }
    return writer.take();
}

std::string report_of(const DiscloseSystem& system, const DiscloseOptions& options,
                      const Published& published) {
    json::Json report = json::Json::object();
    report["status"] = "disclosure-controlled by the options below, not agreed";
    json::Json reasons = json::Json::object();
    std::size_t cells = 0;
    std::size_t less = 0;
    for (std::size_t i = 0; i < system.own_cells; ++i) {
        if (published.reasons[i] == Reason::None) continue;
        ++cells;
        const std::string name(disclosure::name_of(
            disclosure::public_reason(published.reasons[i], options.rules.reasons, options.has_shares())));
        reasons[name] = reasons.value(name, 0) + 1;
        if (published.attack.empty()) continue;
        const TableCell& cell = published.cells[i];
        const Interval& found = published.attack[i];
        less += found.covers(cell.wanted) && found.width() + 1e-6 >= cell.wanted_width ? 0U : 1U;
    }
    report["cells"] = system.own_cells;
    report["sums"] = system.sums.size();
    report["withheld"] = cells;
    report["withheld_by_reason"] = std::move(reasons);
    report["attacker_tried"] = !published.attack.empty();
    report["withheld_with_less_protection"] = less;
    return report.dump(1) + "\n";
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    ANKER_TRY(const DiscloseOptions options, disclose_options_from(request));
    const std::vector<std::string> dimensions = list_from(request.option("dimensions"));
    if (dimensions.empty() || dimensions.size() > 4)
        return failure("--dimensions: name one to four columns, with commas.");
    const File* hierarchy = request.file("hierarchy");
    std::vector<LongTable> tables;
    ANKER_TRY(LongTable first, read_long_table(*request.file("table"), dimensions, hierarchy, options));
    tables.push_back(std::move(first));
    if (const File* linked = request.file("linked")) {
        std::vector<std::string> others = list_from(request.option("linked-dimensions"));
        if (others.empty()) others = dimensions;
        ANKER_TRY(LongTable second, read_long_table(*linked, others, hierarchy, options));
        tables.push_back(std::move(second));
    }
    ANKER_TRY(DiscloseSystem system, disclose_system(std::move(tables), options));
    Result result;
    for (const LongTable& table : system.tables) {
        for (const disclosure::Dimension& dimension : table.dimensions) {
            if (dimension.total.empty())
                result.notes.push_back(table.file + ": column " + tabular::in_quotes(dimension.name) +
                                       " has no totals; whoever has them from elsewhere knows more than the "
                                       "attacker here.");
        }
    }
    if (const File* file = request.file("previous")) {
        std::vector<disclosure::Dimension> all = system.tables.front().dimensions;
        ANKER_TRY(const PreviousTable previous, read_previous(*file, all));
        if (options.is_previous_earlier) {
            ANKER_TRY(const std::size_t changed, bind_earlier(system, previous, options));
            if (changed > 0)
                result.notes.push_back(tabular::counted(changed, "cell", "cells") +
                                       " changed by less than the minimum since " + previous.file +
                                       " and must not be published beside it.");
        } else {
            ANKER_DO(bind_same(system, previous, options));
        }
    }
    Published published;
    if (options.method == ProtectionMethod::Suppress) {
        ANKER_TRY(published, suppressed(system, options, progress, result.notes));
    } else if (options.method == ProtectionMethod::Round) {
        published = rounded(system, options, result.notes);
    } else {
        ANKER_TRY(published, perturbed(system, options, result.notes));
    }
    result.files["out"] = table_of(system, 0, options, published);
    if (system.tables.size() > 1) result.files["out-linked"] = table_of(system, 1, options, published);
    result.files["audit"] = audit_of(system, options, published);
    result.files["report"] = report_of(system, options, published);
    return result;
}

} // namespace

Job disclose_job() {
    Job job;
    job.name = "disclose";
    job.summary = "Says which cells of a table of people may be published, and protects the others";
    job.inputs = {{"table", "Long form: columns with codes, a count, perhaps more; with its totals"},
                  {"linked", "A second table of the same people; cells they share get one verdict", false},
                  {"previous", "An output of disclose that is published already", false},
                  {"hierarchy", "Columns dimension, code, parent: which codes add up to which", false}};
    job.options = disclose_option_specs();
    job.outputs = {{"out", "CSV, the same rows: published value or empty, state, reason", true},
                   {"out-linked", "The same for --linked"},
                   {"audit", "CSV for the office only: values and what an attacker can work out"},
                   {"report", "JSON with counts by reason"}};
    job.examples = {"ankerpunkt disclose --table areas.csv --dimensions area,age --count-column persons "
                    "--minimum 5 --out public.csv --audit office.csv --report report.json",
                    "ankerpunkt disclose --table areas.csv --dimensions area,age --count-column persons "
                    "--method round --base 10 --out public.csv"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
