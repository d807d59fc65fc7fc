// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "core/geo/shape.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"
#include "server/geo/common/watch.hpp"
#include "server/store/store_access.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace anker::exchange {

/// Everything that leaves the program as a file, built once and written in three formats: no format can show
/// more than another.
enum class FieldType { Text, Integer, Real };

struct ExportField {
    std::string name;
    FieldType type = FieldType::Text;
};

/// Nothing = there is no value, or it may not be shown; a reason field beside it says which.
using ExportValue = std::variant<std::monostate, std::string, std::int64_t, double>;
using ExportShape = std::variant<geo::Shape, geo::MultiPolygon>;

struct ExportFeature {
    ExportShape shape;
    std::vector<ExportValue> values; ///< one per field of the layer
};

struct ExportLayer {
    std::string name;
    std::string title;
    std::string about;
    std::vector<ExportField> fields;
    std::vector<ExportFeature> features;
};

/// A data set the export is made from, as its licence wants it named.
struct ExportSource {
    std::string what; ///< "areas", "contributions", ...
    std::string source;
    std::string licence;
    std::string version;
};

struct ExportData {
    std::string quartier_key;
    std::string quartier_name;
    bool is_example = false;
    std::uint64_t sequence = 0; ///< of the log it was made at
    std::string date;           ///< of the export
    std::string attribution;    ///< one line that names all sources
    std::vector<ExportSource> sources;
    std::vector<std::string> methods; ///< what the numbers mean and what was left out
    ExportLayer contributions;
    ExportLayer areas;  ///< without fields where the Quartier has no areas
    ExportLayer shapes; ///< without fields where no drawn shapes were asked for
    [[nodiscard]] bool has_areas() const { return !areas.fields.empty(); }
    /// The layers of figures that there are.
    [[nodiscard]] std::vector<const ExportLayer*> figure_layers() const {
        std::vector<const ExportLayer*> layers;
        for (const ExportLayer* layer : {&areas, &shapes}) {
            if (!layer->fields.empty()) layers.push_back(layer);
        }
        return layers;
    }
};

/// The words that every file about invented data carries.
constexpr std::string_view example_words = "Beispiel / example data";

struct ExportSettings {
    std::string quartier;
    std::string licence; ///< of the contributions made here, as the operator grants it
    std::string language = "de";
    std::string date;        ///< today
    std::string shapes_file; ///< of drawn shapes to count in; empty = none
    std::string shape_name_column;
    std::string previous_file; ///< areas of an export that is out already; empty = none
};

/// Published contributions (visible marks, approved words, the day; never author, life phase, channel,
/// session or time) and figures per area that have passed the disclosure gate.
[[nodiscard]] Expected<ExportData, std::string>
build_export(server::StoreAccess& store, const ExportSettings& settings, Report& report, Watch& watch);

} // namespace anker::exchange
