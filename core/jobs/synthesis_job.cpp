// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/synthesis_job.hpp"

#include "core/jobs/synthesis_inputs.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/voice_reader.hpp"
#include "core/json/fields.hpp"
#include "core/synthesis/cases.hpp"
#include "core/synthesis/voice_tables.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>

namespace anker::jobs {

namespace {

using disclosure::GatedCount;
using disclosure::GatedRate;
using disclosure::Reason;
using json::Json;
using synthesis::Burden;
using synthesis::Range;
using synthesis::Verdict;
using tabular::counted;
using tabular::in_quotes;

void write_count(TableWriter& table, const GatedCount& count) {
    if (count.is_shown()) {
        table.cell(static_cast<std::size_t>(count.value()));
    } else {
        table.blank();
    }
    table.cell(name_of(count.reason()));
}

void write_rate(TableWriter& table, const GatedRate& rate) {
    if (rate.is_shown()) {
        table.cell(rate.per_1000()).cell(rate.low()).cell(rate.high());
    } else {
        table.blank().blank().blank();
    }
    table.cell(name_of(rate.reason()));
}

/// One theme, or all of them.
struct Block {
    std::string_view theme;
    Range threshold;
    std::vector<const synthesis::VoiceCell*> cells; ///< per area
    std::vector<Verdict> verdicts;
};

Block make_block(std::string_view theme, std::vector<const synthesis::VoiceCell*> cells,
                 const GatedRate& reference, double people, const SynthesisIndex& index,
                 std::span<const double> population, const Request& request, const disclosure::Gate& gate) {
    const std::uint32_t minimum = gate.rules().minimum_count;
    const double share = request.number("few-below");
    Block block{theme, {}, std::move(cells), {}};
    if (reference.is_shown()) {
        block.threshold = {reference.per_1000() * share, reference.per_1000() * share};
    } else {
        block.threshold =
            synthesis::threshold_from(synthesis::count_range({}, reference.reason(), minimum), people, share);
    }
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        const GatedCount& voices = block.cells[i]->voices;
        const Range count = voices.is_shown() ? synthesis::count_range(voices.value(), Reason::None, minimum)
                                              : synthesis::count_range({}, voices.reason(), minimum);
        block.verdicts.push_back(synthesis::verdict_of(
            {index.burdens[i], population[i], count, block.cells[i]->per_1000.reason()}, block.threshold));
    }
    return block;
}

void write_block(TableWriter& table, const Block& block, const SynthesisIndex& index,
                 std::span<const double> population, const SynthesisSupply& supply) {
    std::vector<std::size_t> order(index.keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return block.verdicts[a].value < block.verdicts[b].value;
    });
    const auto access = supply.access.find(supply.entry_of(block.theme));
    for (const std::size_t i : order) {
        const synthesis::VoiceCell& cell = *block.cells[i];
        table.cell(std::string_view(index.keys[i])).cell(block.theme);
        table.cell(synthesis::name_of(block.verdicts[i].value)).cell(block.verdicts[i].reason);
        table.cell(std::string_view(index.classes[i]));
        table.cell(std::string_view(index.burdens[i] == Burden::Unknown ? ""
                                    : index.burdens[i] == Burden::Yes   ? "yes"
                                                                        : "no"));
        table.cell(population[i]);
        for (const GatedCount& count : cell.counts) write_count(table, count);
        write_rate(table, cell.per_1000);
        if (access == supply.access.end()) {
            table.blank().blank();
        } else {
            const int tercile = supply.terciles.find(access->first)->second[i];
            table.cell(access->second[i]);
            if (tercile == 0) {
                table.blank();
            } else {
                table.cell(tercile);
            }
        }
        table.end_row();
    }
}

Json report_of(const Block& block, const GatedRate& reference) {
    Json entry = {{"theme", block.theme}};
    if (reference.is_shown()) {
        entry["per_1000"] = reference.per_1000();
        entry["low"] = reference.low();
        entry["high"] = reference.high();
        entry["threshold"] = block.threshold.low;
    } else {
        entry["reason"] = name_of(reference.reason());
    }
    Json cases = Json::object();
    for (const std::string_view name : synthesis::case_names) cases[std::string(name)] = 0;
    for (const Verdict& verdict : block.verdicts) {
        auto& count = cases[std::string(synthesis::name_of(verdict.value))];
        count = count.get<int>() + 1;
    }
    entry["cases"] = std::move(cases);
    return entry;
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    Result result;
    ANKER_TRY(const SynthesisIndex index, read_synthesis_index(request));
    ANKER_TRY(const std::vector<double> population, read_synthesis_population(request, index, result.notes));
    ANKER_TRY(const VoicesRead voices, read_voices(*request.file("voices"),
                                                   {request.option("theme"), request.option("kind"),
                                                    request.option("perspective"), request.option("count")},
                                                   index.keys, request.file("index")->name));
    ANKER_TRY(const SynthesisSupply supply, read_synthesis_supply(request, index));
    if (std::find(voices.themes.begin(), voices.themes.end(), all_themes) != voices.themes.end()) {
        return failure(request.file("voices")->name + ", column " + in_quotes(request.option("theme")) +
                       ": \"all\" stands for all themes together; leave such rows out.");
    }
    if (!voices.unknown_keys.empty()) {
        result.notes.push_back("Voices of " + counted(voices.unknown_keys.size(), "area key", "area keys") +
                               " (" + tabular::some_of(voices.unknown_keys, 5) +
                               ") that are not in the index were left out.");
    }
    if (supply.has_themes &&
        std::none_of(voices.themes.begin(), voices.themes.end(),
                     [&](const std::string& theme) { return supply.access.contains(theme); })) {
        result.notes.push_back("No theme of " + request.file("supply")->name + " is a theme of " +
                               request.file("voices")->name + ", so that supply stands beside no theme.");
    }
    if (progress && !progress("disclosure", 0, 0)) return failure(std::string(cancelled_sentence));

    const disclosure::Gate gate({static_cast<std::uint32_t>(request.number("minimum")),
                                 static_cast<std::uint32_t>(request.number("minimum-population"))});
    const synthesis::ShownVoices shown = synthesis::protect(voices.table, population, gate);
    TableWriter table({index.key_column,
                       "theme",
                       "case",
                       "case_reason",
                       "class",
                       "burdened",
                       "population",
                       "needs_residents",
                       "needs_residents_reason",
                       "needs_professionals",
                       "needs_professionals_reason",
                       "resources_residents",
                       "resources_residents_reason",
                       "resources_professionals",
                       "resources_professionals_reason",
                       "per_1000",
                       "low",
                       "high",
                       "per_1000_reason",
                       "access",
                       "access_tercile"});
    Json blocks = Json::array();
    const auto add = [&](std::string_view theme, const auto& cell_of, const GatedRate& reference) {
        std::vector<const synthesis::VoiceCell*> cells;
        for (std::size_t i = 0; i < index.keys.size(); ++i) cells.push_back(&cell_of(i));
        const Block block =
            make_block(theme, std::move(cells), reference, shown.people, index, population, request, gate);
        write_block(table, block, index, population, supply);
        blocks.push_back(report_of(block, reference));
    };
    add(
        all_themes, [&](std::size_t i) -> const auto& { return shown.areas[i]; }, shown.per_1000);
    for (std::size_t t = 0; t < voices.themes.size(); ++t) {
        add(
            voices.themes[t], [&](std::size_t i) -> const auto& { return shown.themes[i][t]; },
            shown.per_1000_of_theme[t]);
    }
    result.files["out"] = table.take();
    Json report = Json::object();
    report["burdened_classes"] = index.burdened_classes;
    report["few_below_share_of_all_areas"] = request.number("few-below");
    report["interval"] = "95 %, Byar's approximation to the exact Poisson limits (Breslow and Day 1987)";
    report["voices"] = voices.has_counts ? "rows are counts" : "rows are single voices";
    report["supply"] = !supply.is_given    ? "none"
                       : supply.has_themes ? "per theme"
                                           : "the same for all themes";
    report["disclosure"] = {{"minimum_count", gate.rules().minimum_count},
                            {"minimum_population", gate.rules().minimum_population},
                            {"linked", "themes, areas, needs and resources, rates"}};
    report["themes"] = std::move(blocks);
    result.files["report"] = report.dump();
    return result;
}

} // namespace

Job synthesis_job() {
    Job job;
    job.name = "synthesis";
    job.summary =
        "Voices beside index class and supply per area and theme, silence where the index is high first.";
    job.inputs = {
        {"index", "CSV: first column area key, then the class, and the population unless --residents"},
        {"voices", "CSV: first column area key, then theme, kind, perspective, and count or one row each"},
        {"supply",
         "CSV: first column area key, then access (what `access` writes); per theme with a "
         "column for it",
         false},
        {"residents", "CSV: first column area key, then population", false}};
    job.options = {
        {"class", OptionKind::Text, "index_class", "column of the index: class of the area", {}},
        {"burdened",
         OptionKind::Text,
         "",
         "classes that count as burdened, as they are written: 3,4",
         {},
         0,
         0,
         true},
        {"population", OptionKind::Text, "population", "column of residents", {}},
        {"theme", OptionKind::Text, "theme", "column of voices (and supply): field of action", {}},
        {"kind", OptionKind::Text, "kind", "column of voices: need or resource", {}},
        {"perspective", OptionKind::Text, "perspective", "column of voices: resident or professional", {}},
        {"count", OptionKind::Text, "count", "column of voices: how many; without it every row is one", {}},
        {"access", OptionKind::Text, "access", "column of supply", {}},
        {"few-below",
         OptionKind::Number,
         "1",
         "few is clearly below this share of the rate of all areas",
         {},
         0.05,
         1},
        {"minimum", OptionKind::Whole, "5", "smaller counts are withheld", {}, 3, 100},
        {"minimum-population", OptionKind::Whole, "100", "no rate for fewer residents", {}, 1, 100000}};
    job.outputs = {{"out", "CSV: one row per area and theme, all themes together first", true},
                   {"report", "JSON: rates of all areas, thresholds, how many areas of each case, notes"}};
    job.examples = {
        "ankerpunkt synthesis --index index.csv --class status_class --burdened 3,4 --voices voices.csv "
        "--supply access.csv --out synthesis.csv --report synthesis.json"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
