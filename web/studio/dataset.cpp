// SPDX-License-Identifier: Apache-2.0
#include "web/studio/dataset.hpp"

#include "core/index/shown_level.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/csv.hpp"
#include "core/tabular/encoding.hpp"
#include "core/tabular/number.hpp"
#include "web/studio/spread.hpp"

#include <algorithm>

namespace anker::studio {

using json::Json;

ResultTable::ResultTable(std::string_view csv) {
    tabular::Records records = tabular::split_records(csv, ',');
    for (std::size_t i = 0; i < records.records.size(); ++i) {
        auto& cells = records.records[i].cells;
        if (i == 0) {
            m_columns = std::move(cells);
        } else {
            cells.resize(m_columns.size());
            m_rows.push_back(std::move(cells));
        }
    }
}

std::size_t ResultTable::column_of(std::string_view column) const {
    return static_cast<std::size_t>(std::find(m_columns.begin(), m_columns.end(), column) -
                                    m_columns.begin());
}

const std::string& ResultTable::text(std::size_t row, std::string_view column) const {
    static const std::string none;
    const std::size_t at = column_of(column);
    return row < m_rows.size() && at < m_columns.size() ? m_rows[row][at] : none;
}

double ResultTable::number(std::size_t row, std::string_view column) const {
    const std::string& cell = text(row, column);
    return cell.empty() ? indicator::missing : tabular::number_from(cell, '.').value_or(indicator::missing);
}

const std::string& ResultTable::key(std::size_t row) const {
    static const std::string none;
    return m_columns.empty() ? none : text(row, m_columns.front());
}

const std::string* Dataset::result(std::string_view job, std::string_view file) const {
    const auto of_job = results.find(job);
    if (of_job == results.end()) return nullptr;
    const auto found = of_job->second.files.find(file);
    return found == of_job->second.files.end() ? nullptr : &found->second;
}

std::size_t Dataset::find(std::string_view key) const {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i].key == key) return i;
    }
    return areas.size();
}

std::vector<std::size_t> Dataset::by_rank() const {
    std::vector<std::size_t> order(areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (areas[a].has_index != areas[b].has_index) return areas[a].has_index;
        return areas[a].has_index && areas[a].rank < areas[b].rank;
    });
    return order;
}

void rank_by_burden(Dataset& data) {
    const double sign = data.high_is_relief ? -1 : 1;
    for (DataArea& area : data.areas) {
        if (!area.has_index || indicator::is_missing(area.value)) continue;
        double better = 0;
        for (const DataArea& other : data.areas)
            better += other.has_index && sign * other.value > sign * area.value ? 1 : 0;
        area.rank = better + 1;
    }
}

namespace {

index::Exclusion exclusion_from(std::string_view name) {
    for (std::size_t i = 0; i < index::exclusion_names.size(); ++i) {
        if (index::exclusion_names[i] == name) return static_cast<index::Exclusion>(i);
    }
    return index::Exclusion::None;
}

const index::Level* level_of(const index::CompositeRecipe& recipe, std::string_view id) {
    for (const index::Level& level : recipe.levels) {
        if (level.id == id) return &level;
    }
    return nullptr;
}

} // namespace

Expected<Dataset, std::string> own_data(jobs::File values, jobs::File recipe) {
    Dataset data;
    data.is_own = true;
    const Json json = json::parse_json(recipe.bytes);
    if (!json.is_object() || !json.contains("levels") || !json["levels"].is_array())
        return failure("Recipe " + recipe.name + ": this is no composite recipe (docs/recipes.md).");
    std::map<std::string, std::string> level_classes;
    for (const Json& level : json["levels"]) {
        if (level.is_object() && level.contains("id") && level["id"].is_string())
            data.levels.push_back(level["id"].get<std::string>());
    }
    if (data.levels.empty()) return failure("Recipe " + recipe.name + ": it has no level with an id.");
    const auto text = [&](const char* name) {
        return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string();
    };
    data.level = data.levels.back();
    if (json.contains("groups") && json["groups"].is_object() && json["groups"].contains("rows") &&
        json["groups"]["rows"].is_string())
        data.level = json["groups"]["rows"].get<std::string>();
    data.title = values.name;
    data.date = text("date");
    data.source = text("source");
    data.heads_column = text("population_column");
    data.values = std::move(values);
    data.recipe = std::move(recipe);
    return data;
}

void take_index(Dataset& data, const jobs::Result& result,
                const std::map<std::string, std::string, std::less<>>& names) {
    const auto out = result.files.find("out");
    if (out == result.files.end()) return;
    const ResultTable table(out->second);
    const std::string& level = data.level;
    const auto recipe = index::decode_composite(data.recipe.bytes);
    const index::Level* rule = recipe ? level_of(*recipe, level) : nullptr;
    if (rule == nullptr) return;
    data.high_is_relief = rule->high_means == indicator::Direction::Relief;
    data.classes = rule->classes.class_count();
    const std::vector<std::string> codes = index::class_codes_by_burden(*rule);
    std::vector<DataArea> areas;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& key = table.key(row);
        const std::size_t known = data.find(key);
        DataArea area;
        if (known < data.areas.size()) area = data.areas[known];
        area.key = key;
        const auto name = names.find(key);
        if (area.name.empty()) area.name = name == names.end() ? key : name->second;
        const index::Exclusion left_out = exclusion_from(table.text(row, "left_out"));
        // The Quartier's own reason is the better one: in its file, what is left out has no values.
        if (data.is_own || area.left_out == index::Exclusion::None) area.left_out = left_out;
        area.value = table.number(row, level);
        area.rank = table.number(row, level + "_rank");
        area.has_index = !indicator::is_missing(area.rank);
        const double class_number = table.number(row, level + "_class");
        area.class_number = indicator::is_missing(class_number)
                                ? 0
                                : index::burden_class(*rule, static_cast<int>(class_number));
        area.class_name = table.text(row, level + "_class_name");
        if (area.class_number > 0 && !codes.empty())
            area.class_code = codes[static_cast<std::size_t>(area.class_number - 1)];
        if (data.is_own) area.parts.clear();
        areas.push_back(std::move(area));
    }
    if (!data.is_own) {
        // Areas that are not in the file stay: they have no index, and say why.
        for (DataArea& area : data.areas) {
            const auto same = [&](const DataArea& other) { return other.key == area.key; };
            if (std::none_of(areas.begin(), areas.end(), same)) areas.push_back(std::move(area));
        }
    }
    data.areas = std::move(areas);
    if (data.high_is_relief) rank_by_burden(data);
    const auto derivation = result.files.find("derivation");
    if (derivation == result.files.end()) return;
    const ResultTable parts(derivation->second);
    std::map<std::string, std::size_t, std::less<>> rows;
    std::map<std::string, std::size_t, std::less<>> next_part;
    for (std::size_t i = 0; i < data.areas.size(); ++i) rows[data.areas[i].key] = i;
    for (std::size_t row = 0; row < parts.rows(); ++row) {
        if (parts.text(row, "level") != level) continue;
        const auto found = rows.find(parts.key(row));
        if (found == rows.end()) continue;
        DataArea& area = data.areas[found->second];
        const std::size_t at = next_part[parts.key(row)]++;
        if (at >= area.parts.size()) area.parts.resize(at + 1);
        Part& part = area.parts[at];
        if (part.name.empty()) part.name = parts.text(row, "input");
        part.value = parts.number(row, "value");
        part.normalised = parts.number(row, "normalised");
        part.weight = parts.number(row, "weight");
        part.weighted = parts.number(row, "contribution");
        part.change_to_lower = parts.number(row, "change_to_border_below");
        part.change_to_higher = parts.number(row, "change_to_border_above");
        // Borders are those of the value, classes those of burden.
        if (data.high_is_relief) std::swap(part.change_to_lower, part.change_to_higher);
    }
}

void take_spread(Dataset& data, const jobs::Result& result) {
    const auto out = result.files.find("out");
    if (out == result.files.end()) return;
    if (const auto report = result.files.find("report"); report != result.files.end())
        data.influences = influences_from(report->second);
    const ResultTable table(out->second);
    std::map<std::string, std::size_t, std::less<>> rows;
    for (std::size_t i = 0; i < data.areas.size(); ++i) rows[data.areas[i].key] = i;
    const auto ranked = static_cast<double>(std::count_if(
        data.areas.begin(), data.areas.end(), [](const DataArea& area) { return area.has_index; }));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto found = rows.find(table.key(row));
        if (found == rows.end()) continue;
        Spread spread{table.number(row, "rank_low"), table.number(row, "rank_median"),
                      table.number(row, "rank_high"), table.number(row, "class_stability")};
        if (data.high_is_relief) {
            // The job ranks by the value; here 1 is the most burdened.
            spread = {ranked + 1 - spread.high, ranked + 1 - spread.median, ranked + 1 - spread.low,
                      spread.same_class};
        }
        if (!indicator::is_missing(spread.low)) data.areas[found->second].spread = spread;
    }
}

} // namespace anker::studio
