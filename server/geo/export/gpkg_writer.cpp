// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/export/writers.hpp"
#include "server/geo/vector/gdal_session.hpp"

#include <array>
#include <cpl_string.h>
#include <memory>
#include <ogrsf_frmts.h>
#include <unistd.h>

namespace anker::exchange {

namespace {

struct DatasetClose {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetClose>;

OGRFieldType type_of(FieldType type) {
    switch (type) {
    case FieldType::Integer:
        return OFTInteger64;
    case FieldType::Real:
        return OFTReal;
    case FieldType::Text:
        break;
    }
    return OFTString;
}

void add_positions(OGRSimpleCurve& curve, const std::vector<geo::Position>& positions) {
    curve.setNumPoints(static_cast<int>(positions.size()));
    for (std::size_t i = 0; i < positions.size(); ++i) {
        curve.setPoint(static_cast<int>(i), positions[i].lon_e7 / 1e7, positions[i].lat_e7 / 1e7);
    }
}

void add_ring(OGRPolygon& polygon, const geo::Ring& ring) {
    auto* line = new OGRLinearRing(); // taken over by the polygon
    add_positions(*line, ring);
    line->closeRings();
    polygon.addRingDirectly(line);
}

OGRGeometryUniquePtr geometry_from(const ExportShape& shape) {
    if (const auto* polygons = std::get_if<geo::MultiPolygon>(&shape)) {
        auto multi = std::make_unique<OGRMultiPolygon>();
        for (const geo::Polygon& polygon : *polygons) {
            auto* part = new OGRPolygon(); // taken over by the multi-polygon
            add_ring(*part, polygon.outer);
            for (const geo::Ring& hole : polygon.holes) add_ring(*part, hole);
            multi->addGeometryDirectly(part);
        }
        return OGRGeometryUniquePtr(multi.release());
    }
    const auto& drawn = std::get<geo::Shape>(shape);
    if (drawn.kind == geo::ShapeKind::Point) {
        const geo::Position p = drawn.positions.front();
        return OGRGeometryUniquePtr(new OGRPoint(p.lon_e7 / 1e7, p.lat_e7 / 1e7));
    }
    if (drawn.kind == geo::ShapeKind::Line) {
        auto line = std::make_unique<OGRLineString>();
        add_positions(*line, drawn.positions);
        return OGRGeometryUniquePtr(line.release());
    }
    auto polygon = std::make_unique<OGRPolygon>();
    add_ring(*polygon, drawn.positions);
    return OGRGeometryUniquePtr(polygon.release());
}

/// One layer of the file: a name and the features of one geometry type.
struct Target {
    std::string name;
    OGRwkbGeometryType type = wkbPoint;
    const ExportLayer* layer = nullptr;
    std::vector<const ExportFeature*> features;
};

std::vector<Target> targets_of(const ExportData& data) {
    std::vector<Target> targets{{"contributions_points", wkbPoint, &data.contributions, {}},
                                {"contributions_lines", wkbLineString, &data.contributions, {}},
                                {"contributions_areas", wkbPolygon, &data.contributions, {}}};
    for (const ExportFeature& feature : data.contributions.features) {
        targets[static_cast<std::size_t>(std::get<geo::Shape>(feature.shape).kind)].features.push_back(
            &feature);
    }
    for (const ExportLayer* layer : data.figure_layers()) {
        targets.push_back({layer->name, wkbMultiPolygon, layer, {}});
        for (const ExportFeature& feature : layer->features) targets.back().features.push_back(&feature);
    }
    return targets;
}

void set_value(OGRFeature& feature, int field, const ExportValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        feature.SetField(field, text->c_str());
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        feature.SetField(field, static_cast<GIntBig>(*integer));
    } else if (const auto* real = std::get_if<double>(&value)) {
        feature.SetField(field, *real);
    } else {
        feature.SetFieldNull(field);
    }
}

class Writer {
public:
    Writer(const ExportData& data, const NewFile& file, Watch& watch)
        : m_data(data), m_file(file), m_watch(watch) {}

    Done write() {
        ::unlink(m_file.temporary_path().c_str()); // GDAL makes its own file there
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        if (driver == nullptr) return failure(std::string("This program's GDAL cannot write GeoPackage."));
        Dataset dataset(driver->Create(m_file.temporary_path().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset) return trouble();
        const std::vector<Target> targets = targets_of(m_data);
        for (const Target& target : targets) ANKER_DO(write_layer(*dataset, target));
        add_metadata(*dataset);
        dataset.reset(); // the last pages are written now
        if (m_gdal.has_failed()) return trouble();
        return verify(targets);
    }

private:
    tl::unexpected<std::string> trouble() const {
        return failure("Cannot write " + m_file.path() + m_gdal.reason() + "; nothing was left behind.");
    }

    Done write_layer(GDALDataset& dataset, const Target& target) {
        OGRSpatialReference wgs84;
        wgs84.importFromEPSG(4326);
        wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        CPLStringList options;
        options.SetNameValue("IDENTIFIER", (target.layer->title + ": " + target.name).c_str());
        options.SetNameValue("DESCRIPTION", (target.layer->about + " " + m_data.attribution).c_str());
        OGRLayer* layer = dataset.CreateLayer(target.name.c_str(), &wgs84, target.type, options.List());
        if (layer == nullptr) return trouble();
        for (const ExportField& field : target.layer->fields) {
            OGRFieldDefn definition(field.name.c_str(), type_of(field.type));
            if (layer->CreateField(&definition) != OGRERR_NONE) return trouble();
        }
        if (dataset.StartTransaction() != OGRERR_NONE) return trouble();
        std::size_t done = 0;
        for (const ExportFeature* source : target.features) {
            ANKER_DO(m_watch.step("Writing features", done++, target.features.size()));
            const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
            for (std::size_t i = 0; i < source->values.size(); ++i) {
                set_value(*feature, static_cast<int>(i), source->values[i]);
            }
            feature->SetGeometryDirectly(geometry_from(source->shape).release());
            if (layer->CreateFeature(feature.get()) != OGRERR_NONE) return trouble();
        }
        if (dataset.CommitTransaction() != OGRERR_NONE) return trouble();
        return {};
    }

    /// Goes into the GeoPackage's own metadata tables.
    void add_metadata(GDALDataset& dataset) const {
        const auto set = [&dataset](const char* name, const std::string& value) {
            dataset.SetMetadataItem(name, value.c_str());
        };
        set("TITLE",
            m_data.quartier_name + (m_data.is_example ? " (" + std::string(example_words) + ")" : ""));
        set("ATTRIBUTION", m_data.attribution);
        set("DATE", m_data.date);
        set("SEQUENCE", std::to_string(m_data.sequence));
        if (m_data.is_example) set("EXAMPLE", std::string(example_words));
        std::string methods;
        for (const std::string& method : m_data.methods) methods += (methods.empty() ? "" : " ") + method;
        set("METHODS", methods);
        set("PROVENANCE_JSON", provenance_json(m_data));
    }

    /// Opens the file again and counts: a full disk is not always reported while writing.
    Done verify(const std::vector<Target>& targets) {
        const Dataset dataset(
            GDALDataset::Open(m_file.temporary_path().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
        if (!dataset) return trouble();
        for (const Target& target : targets) {
            OGRLayer* layer = dataset->GetLayerByName(target.name.c_str());
            if (layer == nullptr ||
                layer->GetFeatureCount() != static_cast<GIntBig>(target.features.size())) {
                return failure("Cannot write " + m_file.path() +
                               ": the written file is not whole; is the disk full?");
            }
        }
        return {};
    }

    const ExportData& m_data;
    const NewFile& m_file;
    Watch& m_watch;
    GdalSession m_gdal;
};

} // namespace

Done write_geopackage(const ExportData& data, const std::string& path, std::vector<std::string>& written,
                      Watch& watch) {
    ANKER_TRY(NewFile file, NewFile::create(path));
    const Done result = Writer(data, file, watch).write();
    // SQLite's helper files, where it could not remove them itself.
    for (const char* suffix : {"-journal", "-wal", "-shm"})
        ::unlink((file.temporary_path() + suffix).c_str());
    ANKER_DO(result);
    ANKER_DO(file.publish());
    written.push_back(file.path());
    return {};
}

} // namespace anker::exchange
