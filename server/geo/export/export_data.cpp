// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/export_data.hpp"

#include "core/aggregate/people.hpp"
#include "core/figures/shape_figures.hpp"
#include "core/json/fields.hpp"
#include "server/geo/common/intake.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/export/area_layer.hpp"
#include "server/geo/export/earlier_export.hpp"
#include "server/geo/export/shape_layer.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace anker::exchange {

namespace {

using contribution::Handle;
using contribution::WordsState;

std::vector<ExportField> contribution_fields() {
    return {{"id", FieldType::Text},          {"kind", FieldType::Text},       {"theme", FieldType::Text},
            {"perspective", FieldType::Text}, {"text", FieldType::Text},       {"language", FieldType::Text},
            {"day", FieldType::Text},         {"support", FieldType::Integer}, {"comments", FieldType::Text},
            {"source", FieldType::Text}};
}

/// Approved comments per mark, as a JSON list: a table has one cell for them.
std::map<Handle, json::Json> published_comments(const workspace::State& state) {
    std::map<Handle, json::Json> lists;
    for (const auto& [id, comment] : state.comments) {
        if (comment.words_state != WordsState::Approved) continue;
        json::Json& list = lists.try_emplace(comment.on, json::Json::array()).first->second;
        list.push_back({{"text", comment.words.text}, {"language", comment.words.language}});
    }
    return lists;
}

/// Who a contribution made here comes from.
std::string own_source(const quartier::Quartier& quartier) {
    return "Ankerpunkt, " + quartier.name;
}

ExportLayer contribution_layer(const workspace::State& state, std::set<std::string>& sources) {
    ExportLayer layer{"contributions",
                      "Beiträge / contributions",
                      "Published contributions: visible marks, approved words, the day. Needs and resources.",
                      contribution_fields(),
                      {}};
    const contribution::Table& table = state.contributions;
    const contribution::Columns& columns = table.columns();
    std::vector<Handle> rows;
    for (Handle row = 0; row < table.row_count(); ++row) {
        if (columns.state[row] == contribution::MarkState::Shown) rows.push_back(row);
    }
    // By id, which is random: the order must not tell who came one after the other.
    std::sort(rows.begin(), rows.end(), [&](Handle a, Handle b) { return columns.id[a] < columns.id[b]; });
    const auto comments = published_comments(state);
    for (const Handle row : rows) {
        const bool shows_words = columns.words_state[row] == WordsState::Approved;
        const geo::Shape& drawn = table.shape_of(row);
        std::string source = table.source_of(row).empty() ? own_source(state.quartier) : table.source_of(row);
        sources.insert(source);
        if (state.quartier.is_example) source = std::string(example_words) + ": " + source;
        const auto said = comments.find(row);
        ExportFeature feature;
        feature.shape =
            drawn.positions.empty() ? geo::Shape{geo::ShapeKind::Point, {columns.at[row]}} : drawn;
        feature.values = {base::hex_from_id(columns.id[row]),
                          std::string(contribution::name_of(columns.kind[row])),
                          std::string(contribution::name_of(columns.theme[row])),
                          std::string(contribution::name_of(columns.perspective[row])),
                          shows_words ? table.words_of(row).text : std::string(),
                          shows_words ? table.words_of(row).language : std::string(),
                          day_from_unix_ms(columns.made_at_ms[row]),
                          std::int64_t{columns.support[row]},
                          said == comments.end() ? std::string() : json::text_from_json(said->second),
                          std::move(source)};
        layer.features.push_back(std::move(feature));
    }
    return layer;
}

std::string attribution_from(const std::vector<ExportSource>& sources) {
    std::string line;
    std::set<std::string> named;
    for (const ExportSource& source : sources) {
        const std::string text =
            source.licence.empty() ? source.source : source.source + " (" + source.licence + ")";
        if (text.empty() || !named.insert(text).second) continue;
        line += (line.empty() ? "" : "; ") + text;
    }
    return line;
}

/// `Source (licence)`, marked where the data are invented: also a single row says so.
std::string said(const std::string& source, const std::string& licence, bool is_example) {
    const std::string text = licence.empty() ? source : source + " (" + licence + ")";
    return is_example ? std::string(example_words) + ": " + text : text;
}

/// Areas and their figures, where areas were imported.
Done add_areas(const Intake& intake, const ExportSettings& settings, ExportData& data, Report& report,
               Watch& watch) {
    ANKER_TRY(const auto areas, intake.areas());
    if (!areas && settings.shapes_file.empty() && settings.previous_file.empty()) return {};
    if (!areas) {
        return failure(
            "Quartier " + in_quotes(settings.quartier) +
            " has no areas, and figures are protected beside those of areas: run `ankerpunkt import "
            "areas` first, or leave --shapes and --previous out.");
    }
    ANKER_TRY(const auto catalogue, intake.catalogue());
    ANKER_TRY(const auto indicators, intake.indicators());
    ANKER_TRY(const auto recipe_bytes, intake.dataset(quartier::DatasetKind::Recipe));
    ANKER_TRY(const auto published_bytes, intake.dataset(quartier::DatasetKind::PublishedIndex));
    std::optional<index::AdoptedRecipe> recipe;
    if (recipe_bytes) {
        ANKER_TRY(recipe, index::decode_adopted_recipe(text_from_bytes(*recipe_bytes)));
    }
    std::optional<index::PublishedIndex> published;
    if (published_bytes) {
        ANKER_TRY(published, index::decode_published_index(text_from_bytes(*published_bytes)));
    }
    const aggregate::VoiceCounter voices(*areas, intake.state());
    figures::Inputs inputs;
    inputs.areas = &*areas;
    inputs.voices = &voices;
    const aggregate::VoicePeople people = aggregate::people_behind(voices, intake.state());
    inputs.people = &people;
    inputs.catalogue = catalogue ? &*catalogue : nullptr;
    inputs.indicators = indicators ? &*indicators : nullptr;
    inputs.recipe = recipe ? &*recipe : nullptr;
    inputs.published = published ? &*published : nullptr;
    inputs.sequence = data.sequence;
    const disclosure::Gate gate(catalogue::rules_of(inputs.catalogue));
    std::optional<figures::EarlierVoices> earlier;
    if (!settings.previous_file.empty()) {
        ANKER_TRY(earlier, read_earlier_export(settings.previous_file, *areas, gate.rules(), report));
        inputs.earlier = &*earlier;
        data.methods.emplace_back(
            "A number that has changed since an earlier export by less than the minimum is left empty "
            "(difference): both exports together would tell it.");
    }
    const figures::Figures figures = figures::make_figures(inputs, gate, settings.language);
    const quartier::Dataset& dataset = intake.state().quartier.datasets.at(quartier::DatasetKind::Areas);
    data.areas = area_layer(*areas, figures, said(dataset.source, dataset.licence, data.is_example));
    if (catalogue) {
        data.methods.push_back("Indicators are those that were agreed in catalogue " +
                               in_quotes(catalogue->id) + "; an index is made of them alone.");
    }
    if (!settings.shapes_file.empty()) {
        ANKER_TRY(const auto shapes,
                  read_shapes(settings.shapes_file, settings.shape_name_column, report, watch));
        data.shapes =
            shape_layer(shapes, figures::make_shape_figures(shapes, inputs, intake.state(), figures, gate),
                        own_source(intake.state().quartier));
        data.methods.emplace_back(
            "Shapes: needs and resources whose mark stands inside. A number is left empty where it is below "
            "the minimum (too_few), where fewer people made it (dominance), and where what is left of an "
            "area "
            "or of another shape without it would be few (difference).");
    }
    for (std::string& method : figure_methods(figures)) data.methods.push_back(std::move(method));
    return {};
}

} // namespace

Expected<ExportData, std::string> build_export(server::StoreAccess& store, const ExportSettings& settings,
                                               Report& report, Watch& watch) {
    ANKER_TRY(const Intake intake, Intake::open(store, {settings.quartier, {}, false}));
    if (!intake.exists()) {
        ANKER_TRY(const auto keys, store.quartier_keys());
        return failure("There is no Quartier " + in_quotes(settings.quartier) + "; " +
                       (keys.empty() ? std::string("nothing was imported into this data folder yet.")
                                     : "there are " + some_of(keys, 12) + "."));
    }
    const workspace::State& state = intake.state();
    ExportData data;
    data.quartier_key = state.quartier.key;
    data.quartier_name = state.quartier.name;
    data.is_example = state.quartier.is_example;
    data.sequence = state.sequence;
    data.date = settings.date;
    data.methods.emplace_back(
        "Only what was published: visible marks, approved words, the day. Hidden and withdrawn marks, "
        "waiting and rejected words are not in this file.");

    std::set<std::string> row_sources;
    data.contributions = contribution_layer(state, row_sources);
    ANKER_DO(add_areas(intake, settings, data, report, watch));
    for (const std::string& source : row_sources) {
        const bool own = source == own_source(state.quartier);
        data.sources.push_back({"contributions", source,
                                !own                       ? std::string()
                                : settings.licence.empty() ? std::string("licence not stated")
                                                           : settings.licence,
                                ""});
    }
    for (const auto& [kind, dataset] : state.quartier.datasets) {
        // The base map is not in the file; recipe and catalogue are agreements, not sources of numbers.
        if (kind == quartier::DatasetKind::BaseMap || kind == quartier::DatasetKind::Streets ||
            kind == quartier::DatasetKind::Recipe || kind == quartier::DatasetKind::Catalogue)
            continue;
        data.sources.push_back(
            {std::string(quartier::name_of(kind)), dataset.source, dataset.licence, dataset.version});
    }
    data.attribution = attribution_from(data.sources);
    if (data.is_example) {
        data.attribution = std::string(example_words) + ": " + data.attribution;
        for (ExportLayer* layer : {&data.contributions, &data.areas, &data.shapes}) {
            if (layer->fields.empty()) continue;
            layer->title += " (" + std::string(example_words) + ")";
            layer->about = std::string(example_words) + ". " + layer->about;
        }
    }
    return data;
}

} // namespace anker::exchange
