// SPDX-License-Identifier: Apache-2.0
#include "core/figures/shown_figures.hpp"

#include "core/json/fields.hpp"

#include <limits>

namespace anker::figures {

namespace {

using json::Fields;
using json::Json;

disclosure::Reason reason_from(const Json& value) {
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    for (std::size_t i = 1; i < disclosure::reason_names.size(); ++i) {
        if (disclosure::reason_names[i] == text) return static_cast<disclosure::Reason>(i);
    }
    return disclosure::Reason::Unknown;
}

ShownCount count_from(const Json& value) {
    ShownCount count;
    if (value.is_number_unsigned()) {
        count.value = value.get<std::uint32_t>();
    } else {
        count.reason = reason_from(value);
    }
    return count;
}

ShownRate rate_from(const Json& value) {
    ShownRate rate;
    if (value.is_array() && value.size() == 3 && value[0].is_number() && value[1].is_number() &&
        value[2].is_number()) {
        rate.per_1000 = value[0].get<double>();
        rate.low = value[1].get<double>();
        rate.high = value[2].get<double>();
    } else {
        rate.reason = reason_from(value);
    }
    return rate;
}

double number_from(const Json& value) {
    return value.is_number() ? value.get<double>() : indicator::missing;
}

ShownKind kind_from(const Json& value, std::string_view path, std::string& fault) {
    Fields f(value, path, fault);
    ShownKind kind;
    kind.residents = count_from(f.member("residents"));
    kind.professionals = count_from(f.member("professionals"));
    const Json& themes = f.member("themes");
    if (!themes.is_array() || themes.size() != kind.themes.size()) {
        f.fail("themes");
        return kind;
    }
    for (std::size_t t = 0; t < kind.themes.size(); ++t) {
        if (!themes[t].is_array() || themes[t].size() != 2) {
            f.fail("themes");
            return kind;
        }
        kind.themes[t] = {count_from(themes[t][0]), count_from(themes[t][1])};
    }
    return kind;
}

std::vector<std::string> texts_from(Fields& f, std::string_view name) {
    std::vector<std::string> texts;
    const Json& list = f.member(name);
    if (!list.is_array()) f.fail(name);
    for (const Json& text : list) texts.push_back(text.is_string() ? text.get<std::string>() : std::string());
    return texts;
}

ShownIndex index_from(const Json& value, std::string_view path, std::string& fault) {
    Fields f(value, path, fault);
    ShownIndex index;
    index.exclusion = f.one_of("excluded", index::exclusion_names, index::Exclusion::None);
    index.status_class = static_cast<int>(f.integer("status_class", 0, 20));
    index.status = number_from(f.member("status"));
    index.dynamics_class = static_cast<int>(f.integer("dynamics_class", 0, 20));
    index.dynamics = number_from(f.member("dynamics"));
    if (f.has("missing")) index.missing_reasons = texts_from(f, "missing");
    const Json& parts = f.member("parts");
    if (!parts.is_array()) f.fail("parts");
    for (const Json& part : parts) {
        if (!part.is_array() || part.size() != 3 || !part[1].is_number() || !part[2].is_number()) {
            f.fail("parts");
            break;
        }
        index.parts.push_back({number_from(part[0]), part[1].get<double>(), part[2].get<double>()});
    }
    if (f.has("values")) {
        for (const Json& number : f.member("values")) index.values.push_back(number_from(number));
    }
    if (f.has("denominators")) {
        for (const Json& number : f.member("denominators")) index.denominators.push_back(number_from(number));
    }
    return index;
}

ShownIndexInfo index_info_from(const Json& value, std::string& fault) {
    Fields i(value, "index", fault);
    ShownIndexInfo info;
    const auto optional_texts = [&](std::string_view name) {
        return i.has(name) ? texts_from(i, name) : std::vector<std::string>{};
    };
    info.is_published_elsewhere = i.boolean("published_elsewhere", false);
    info.name = i.text("name");
    info.date = i.text("date");
    info.earlier_date = i.text("earlier_date", "");
    info.decided_by = i.text("decided_by", "");
    info.status_classes = static_cast<int>(i.integer("status_classes", 0, 20));
    info.dynamics_classes = static_cast<int>(i.integer("dynamics_classes", 0, 20));
    info.components = texts_from(i, "components");
    info.units = texts_from(i, "units");
    info.sources = texts_from(i, "sources");
    info.directions = optional_texts("directions");
    info.class_names = optional_texts("class_names");
    info.class_codes = optional_texts("class_codes");
    info.dynamics_class_names = optional_texts("dynamics_class_names");
    info.columns = optional_texts("columns");
    info.column_units = optional_texts("column_units");
    info.method_source = i.text("method_source", "");
    info.high_is_relief = i.one_of("high_means", indicator::direction_names, indicator::Direction::Burden) ==
                          indicator::Direction::Relief;
    if (i.has("recipe")) info.recipe = json::text_from_json(i.member("recipe"));
    info.fault = i.text("fault", "");
    return info;
}

} // namespace

Expected<ShownFigures, std::string> decode_figures(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(std::string("figures: not JSON"));
    std::string fault;
    Fields f(json, "", fault);
    ShownFigures figures;
    figures.sequence =
        static_cast<std::uint64_t>(f.integer("sequence", 0, std::numeric_limits<std::int64_t>::max()));
    figures.minimum_count = static_cast<std::uint32_t>(f.integer("minimum_count", 0, 1000));
    figures.round_to = static_cast<std::uint32_t>(f.integer("round_to", 0, 1000, 0));
    figures.areas_version = f.text("areas_version");
    const Json& areas = f.member("areas");
    if (!areas.is_array()) f.fail("areas");
    for (const Json& entry : areas) {
        if (!fault.empty()) break;
        Fields a(entry, "areas", fault);
        ShownArea area;
        area.key = a.text("key");
        area.name = a.text("name");
        area.population = number_from(a.member("population"));
        area.needs = kind_from(a.member("needs"), "areas.needs", fault);
        area.resources = kind_from(a.member("resources"), "areas.resources", fault);
        area.per_1000 = rate_from(a.member("per_1000"));
        if (a.has("index")) area.index = index_from(a.member("index"), "areas.index", fault);
        figures.areas.push_back(std::move(area));
    }
    figures.per_1000 = rate_from(f.member("per_1000"));
    if (f.has("index")) figures.index = index_info_from(f.member("index"), fault);
    if (!fault.empty()) return failure("figures: field \"" + fault + "\" is missing or wrong");
    return figures;
}

} // namespace anker::figures
