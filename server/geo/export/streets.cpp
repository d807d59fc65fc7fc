// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/streets.hpp"

#include "core/access/street_bytes.hpp"
#include "core/json/fields.hpp"
#include "server/geo/common/intake.hpp"
#include "server/geo/common/sentence.hpp"

namespace anker::exchange {

namespace {

using json::Json;

std::string feature_text(const access::StreetLine& line) {
    Json coordinates = Json::array();
    for (const geo::Position p : line) coordinates.push_back({p.lon_e7 / 1e7, p.lat_e7 / 1e7});
    return json::text_from_json(
        {{"type", "Feature"},
         {"properties", Json::object()},
         {"geometry", {{"type", "LineString"}, {"coordinates", std::move(coordinates)}}}});
}

} // namespace

Expected<StreetsText, std::string> streets_geojson(server::StoreAccess& store, const std::string& quartier,
                                                   Watch& watch) {
    ANKER_TRY(const Intake intake, Intake::open(store, {quartier, {}, false}));
    if (!intake.exists()) return failure("There is no Quartier " + in_quotes(quartier) + ".");
    ANKER_TRY(const auto bytes, intake.dataset(quartier::DatasetKind::Streets));
    if (!bytes) {
        return failure(
            "Quartier " + in_quotes(quartier) +
            " has no streets: they come with the base map; run `ankerpunkt import base-map` (again, if "
            "the map was imported before streets were kept).");
    }
    ANKER_TRY(const std::vector<access::StreetLine> lines, access::decode_streets(*bytes));
    if (lines.empty())
        return failure("The base map of Quartier " + in_quotes(quartier) + " has no street to walk on.");
    const quartier::Dataset& dataset = intake.state().quartier.datasets.at(quartier::DatasetKind::Streets);
    StreetsText result{{}, lines.size(), dataset.source};
    result.geojson = R"({"type":"FeatureCollection","name":)" +
                     json::text_from_json(Json("Streets of " + intake.state().quartier.name)) +
                     ",\"attribution\":" + json::text_from_json(Json(dataset.source)) +
                     ",\"licence\":" + json::text_from_json(Json(dataset.licence)) + ",\"features\":[\n";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ANKER_DO(watch.step("Writing streets", i, lines.size()));
        if (i > 0) result.geojson += ",\n";
        result.geojson += feature_text(lines[i]);
    }
    result.geojson += "\n]}\n";
    return result;
}

} // namespace anker::exchange
