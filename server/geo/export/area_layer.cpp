// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/area_layer.hpp"

#include "server/geo/common/sentence.hpp"
#include "server/geo/export/count_columns.hpp"

namespace anker::exchange {

std::string cell_name(contribution::Kind kind, std::size_t theme, std::size_t perspective) {
    return std::string(contribution::name_of(kind)) + "_" + std::string(contribution::theme_names[theme]) +
           "_" + std::string(contribution::perspective_names[perspective]);
}

namespace {

using contribution::Kind;
using disclosure::GatedCount;

ExportValue number_or_nothing(double number) {
    if (indicator::is_missing(number)) return {};
    return number;
}

ExportValue class_or_nothing(int number) {
    if (number == 0) return {};
    return std::int64_t{number};
}

/// The 48 cells of kind, theme and perspective, in a fixed order.
template <class Use>
void for_cells(Use use) {
    for (const Kind kind : {Kind::Need, Kind::Resource}) {
        for (std::size_t theme = 0; theme < contribution::theme_count; ++theme) {
            for (std::size_t perspective = 0; perspective < contribution::perspective_count; ++perspective) {
                use(kind, theme, perspective);
            }
        }
    }
}

std::vector<ExportField> area_fields() {
    std::vector<ExportField> fields{
        {"key", FieldType::Text}, {"name", FieldType::Text}, {"population", FieldType::Real}};
    add_count_fields(fields);
    for (const ExportField& field :
         std::initializer_list<ExportField>{{"voices_per_1000", FieldType::Real},
                                            {"voices_per_1000_low", FieldType::Real},
                                            {"voices_per_1000_high", FieldType::Real},
                                            {"voices_reason", FieldType::Text},
                                            {"status", FieldType::Real},
                                            {"status_class", FieldType::Integer},
                                            {"status_class_code", FieldType::Text},
                                            {"status_class_name", FieldType::Text},
                                            {"dynamics", FieldType::Real},
                                            {"dynamics_class", FieldType::Integer},
                                            {"dynamics_class_code", FieldType::Text},
                                            {"dynamics_class_name", FieldType::Text},
                                            {"index_reason", FieldType::Text},
                                            {"index_missing", FieldType::Text}}) {
        fields.push_back(field);
    }
    for_cells([&](Kind kind, std::size_t theme, std::size_t perspective) {
        fields.push_back({cell_name(kind, theme, perspective), FieldType::Integer});
    });
    fields.push_back({"themes_reason", FieldType::Text});
    fields.push_back({"source", FieldType::Text});
    return fields;
}

/// `poverty: too_few; space: unknown`: the components whose value is missing, and why.
std::string missing_text(const figures::IndexFigure& index, const std::vector<std::string>& components) {
    std::string text;
    for (std::size_t i = 0; i < index.missing_reasons.size(); ++i) {
        if (index.missing_reasons[i].empty()) continue;
        text += (text.empty() ? "" : "; ") + components[i] + ": " + index.missing_reasons[i];
    }
    return text;
}

/// A class with the recipe's own code and word for it.
void add_class(int number, const figures::ClassWords& words, std::vector<ExportValue>& values) {
    values.push_back(class_or_nothing(number));
    const auto at = static_cast<std::size_t>(number - 1);
    const std::string usual = number == 0 ? std::string() : std::to_string(number);
    values.emplace_back(at < words.codes.size() ? words.codes[at] : usual);
    values.emplace_back(at < words.names.size() ? words.names[at] : std::string());
}

void add_index(const figures::AreaFigures& area, const figures::IndexInfo& info,
               std::vector<ExportValue>& values) {
    const figures::IndexFigure none;
    const figures::IndexFigure& index = area.index ? *area.index : none;
    values.push_back(number_or_nothing(index.status));
    add_class(index.status_class, info.status_words, values);
    values.push_back(number_or_nothing(index.dynamics));
    add_class(index.dynamics_class, info.dynamics_words, values);
    values.push_back(area.index
                         ? std::string(index::exclusion_names[static_cast<std::size_t>(index.exclusion)])
                         : std::string("unknown"));
    values.emplace_back(missing_text(index, info.component_names));
}

std::vector<ExportValue> area_values(const figures::AreaFigures& area, const figures::IndexInfo& info) {
    std::vector<ExportValue> values{area.key, area.name, number_or_nothing(area.population)};
    for (const figures::KindFigures* kind : {&area.needs, &area.resources}) {
        for (const GatedCount* count : {&kind->residents, &kind->professionals}) add_count(*count, values);
    }
    const disclosure::GatedRate& rate = area.voices_per_1000;
    for (const double number : {rate.per_1000(), rate.low(), rate.high()}) {
        values.push_back(rate.is_shown() ? ExportValue(number) : ExportValue());
    }
    values.push_back(reason_text(rate.reason()));
    add_index(area, info, values);
    std::string reasons;
    for_cells([&](Kind kind, std::size_t theme, std::size_t perspective) {
        const figures::KindFigures& of_kind = kind == Kind::Need ? area.needs : area.resources;
        const GatedCount& count = of_kind.themes[theme][perspective];
        values.push_back(value_of(count));
        if (count.is_shown()) return;
        reasons += (reasons.empty() ? "" : "; ") + cell_name(kind, theme, perspective) + ": " +
                   reason_text(count.reason());
    });
    values.emplace_back(std::move(reasons));
    return values;
}

/// What a computed index is made of, who decided on it and where its method is published.
std::string index_method(const figures::IndexInfo& index) {
    std::string made_of;
    for (std::size_t i = 0; i < index.component_names.size(); ++i) {
        made_of += (i > 0 ? "; " : "") + index.component_names[i] + " (" + index.component_sources[i] + ")";
    }
    std::string method = "Index " + index.name + ", status " + index.date;
    if (!index.earlier_date.empty()) method += ", dynamics since " + index.earlier_date;
    method += ", decided by " + (index.decided_by.empty() ? "nobody named" : index.decided_by) +
              ", made of " + made_of + ": ";
    if (index.columns.empty()) {
        method += "standardised sums as in Berlin's Monitoring Soziale Stadtentwicklung";
    } else {
        method += "a composite recipe" +
                  (index.method_source.empty() ? std::string() : ", method: " + index.method_source);
        if (index.high_means == indicator::Direction::Relief) method += "; a high status is little burden";
    }
    method += "; class 1 = least burdened.";
    if (!index.status_words.codes.empty())
        method += " status_class_code is the recipe's own name for the class.";
    return method;
}

} // namespace

ExportLayer area_layer(const aggregate::AreaSet& areas, const figures::Figures& figures,
                       const std::string& source) {
    ExportLayer layer{"areas",
                      "Raumeinheiten mit Zahlen / areas with figures",
                      "Areas of version " + areas.version_date +
                          "; suppressed numbers are empty and the reason fields say why.",
                      area_fields(),
                      {}};
    const figures::IndexInfo info = figures.index.value_or(figures::IndexInfo{});
    for (std::size_t i = 0; i < areas.areas.size() && i < figures.areas.size(); ++i) {
        layer.features.push_back({areas.areas[i].shape, area_values(figures.areas[i], info)});
        layer.features.back().values.emplace_back(source);
    }
    return layer;
}

namespace {

std::string rounding_method(const disclosure::Rules& rules) {
    if (rules.round_to == 0) return {};
    return " All others are rounded to multiples of " + std::to_string(rules.round_to) +
           ", each by itself: sums need not add up. Rates are made from rounded counts.";
}

} // namespace

std::vector<std::string> figure_methods(const figures::Figures& figures) {
    std::vector<std::string> methods{"A voice is one visible contribution of a resident. Contributions of "
                                     "professionals and places taken over from elsewhere are counted apart "
                                     "(professional) and are not in the rates.",
                                     "Counts below " + std::to_string(figures.rules.minimum_count) +
                                         " are left empty (too_few), and so is every count from which one of "
                                         "them could be worked out (complement)." +
                                         rounding_method(figures.rules),
                                     "Rates are voices per 1,000 residents with a 95 % interval (Byar's "
                                     "approximation to the exact Poisson limits); they "
                                     "are left empty below " +
                                         std::to_string(figures.rules.minimum_population) +
                                         " residents (small_population) or without a population (unknown).",
                                     "Voices never change the index."};
    if (!figures.index) return methods;
    const figures::IndexInfo& index = *figures.index;
    if (!index.fault.empty()) {
        methods.push_back("There is no index: " + index.fault + ".");
    } else if (index.is_published_elsewhere) {
        methods.push_back(
            "Index " + index.name + ", " + index.date + ", published by " + index.decided_by +
            ". status is the published value; status_class are fifths of the areas, 1 = least burdened: our "
            "classes, not the publisher's.");
    } else {
        methods.push_back(index_method(index));
    }
    return methods;
}

} // namespace anker::exchange
