// SPDX-License-Identifier: Apache-2.0
#include "server/geo/vector/ogr.hpp"

#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/vector/gdal_session.hpp"
#include "server/geo/vector/geojson_text.hpp"
#include "server/geo/vector/geos.hpp"
#include "server/geo/vector/kml.hpp"

#include <array>
#include <cmath>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <memory>
#include <ogrsf_frmts.h>

namespace anker::exchange {

namespace {

/// Files only, nothing that opens other files or the network.
constexpr std::array<const char*, 11> allowed_drivers{
    "ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "TopoJSON",     "LIBKML", "KML",
    "GPKG",           "GML",     "FlatGeobuf", "MapInfo File", nullptr};

struct DatasetClose {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetClose>;

struct TransformationFree {
    void operator()(OGRCoordinateTransformation* t) const { OGRCoordinateTransformation::DestroyCT(t); }
};
using Transformation = std::unique_ptr<OGRCoordinateTransformation, TransformationFree>;

/// A text under a name that GDAL can open, for as long as this lives.
class MemoryFile {
public:
    MemoryFile(std::string text, const std::string& name)
        : m_text(std::move(text)), m_path("/vsimem/ankerpunkt/" + name) {
        VSIFCloseL(VSIFileFromMemBuffer(m_path.c_str(), reinterpret_cast<GByte*>(m_text.data()),
                                        m_text.size(), FALSE));
    }
    ~MemoryFile() { VSIUnlink(m_path.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_text;
    std::string m_path;
};

/// The one vector file inside an archive.
Expected<std::string, std::string> path_inside_zip(const std::string& path) {
    const std::string root = "/vsizip/" + path;
    char** list = VSIReadDirRecursive(root.c_str());
    std::vector<std::string> found;
    for (int i = 0; list != nullptr && list[i] != nullptr; ++i) {
        const std::string name = list[i];
        for (const char* end : {"shp", "geojson", "json", "kml", "gpkg", "gml", "fgb"}) {
            if (EQUAL(CPLGetExtension(name.c_str()), end)) found.push_back(name);
        }
    }
    CSLDestroy(list);
    if (found.empty())
        return failure(path + " is not a zip archive with a Shapefile or another vector file in it.");
    if (found.size() > 1) {
        return failure(path + " has several vector files: " + some_of(found, 6) +
                       "; unpack it and name one.");
    }
    return root + "/" + found.front();
}

Dataset open_file(const std::string& path, bool raw_text) {
    // Dates stay as they are written; Shapefiles come as bytes, because without a .cpg file GDAL takes them
    // for Latin-1.
    const std::array<const char*, 2> options{raw_text ? "ENCODING=" : "DATE_AS_STRING=YES", nullptr};
    return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, allowed_drivers.data(),
                                     options.data(), nullptr));
}

Expected<OGRLayer*, std::string> choose_layer(GDALDataset& dataset, const std::string& path,
                                              const std::string& wanted) {
    std::vector<std::string> names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        names.emplace_back(layer->GetName());
        if (layer->GetName() == wanted) return layer;
    }
    if (names.empty()) return failure(path + " has no layer of features.");
    if (!wanted.empty()) {
        return failure(path + " has no layer " + in_quotes(wanted) + "; it has " + some_of(names, 12) + ".");
    }
    if (names.size() == 1) return dataset.GetLayer(0);
    return failure(path + " has several layers: " + some_of(names, 12) + "; choose one with --layer.");
}

/// Which encoding a Shapefile's table is in, and how that is known.
struct ChosenEncoding {
    std::string name; ///< for CPLRecode; empty = UTF-8 already
    std::string said;
};

/// Reads all text once; a table that is not UTF-8 is taken for Windows-1252, as German offices write it.
ChosenEncoding detect_encoding(OGRLayer& layer) {
    TextKind kind = TextKind::Ascii;
    const auto look = [&kind](const char* text) {
        const TextKind other = kind_of_text(text);
        if (other == TextKind::Other || kind == TextKind::Ascii) kind = other;
    };
    OGRFeatureDefn* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) look(definition->GetFieldDefn(i)->GetNameRef());
    layer.ResetReading();
    while (kind != TextKind::Other) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) break;
        for (int i = 0; i < definition->GetFieldCount() && kind != TextKind::Other; ++i) {
            if (feature->IsFieldSetAndNotNull(i)) look(feature->GetFieldAsString(i));
        }
    }
    layer.ResetReading();
    if (kind == TextKind::Ascii) return {};
    if (kind == TextKind::Utf8) return {"", "its text is UTF-8 (found out: there is no .cpg file)"};
    return {"CP1252",
            "its text is taken for Windows-1252, because it is not UTF-8 and there is no .cpg file; "
            "--encoding says otherwise"};
}

std::string recoded(const char* text, const std::string& encoding) {
    if (encoding.empty() || kind_of_text(text) == TextKind::Ascii) return text;
    if (encoding == "CP1252") return utf8_from_windows_1252(text);
    char* converted = CPLRecode(text, encoding.c_str(), CPL_ENC_UTF8);
    std::string result = converted;
    CPLFree(converted);
    return result;
}

/// From the file's coordinates to longitude and latitude, in that order.
Expected<Transformation, std::string> transformation_of(OGRLayer& layer, const std::string& path,
                                                        const std::string& crs, Report& report) {
    OGRSpatialReference wgs84;
    wgs84.importFromEPSG(4326);
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference source;
    if (!crs.empty()) {
        if (source.SetFromUserInput(
                crs.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) != OGRERR_NONE) {
            return failure("--crs " + in_quotes(crs) +
                           " is not a coordinate system; write for example EPSG:25832.");
        }
    } else if (const OGRSpatialReference* own = layer.GetSpatialRef(); own != nullptr) {
        source = *own;
    } else {
        OGREnvelope box;
        const bool known = layer.GetExtent(&box, TRUE) == OGRERR_NONE;
        if (known && box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90) {
            report.note(0, "",
                        "the file names no coordinate system; its numbers look like degrees and are taken "
                        "for WGS 84");
            source = wgs84;
        } else {
            return failure(path + " names no coordinate system (a Shapefile keeps it in the .prj file); "
                                  "say it with --crs, for example EPSG:25832.");
        }
    }
    source.StripVertical(); // heights play no part, and some files name impossible ones
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    Transformation transformation(OGRCreateCoordinateTransformation(&source, &wgs84));
    if (!transformation) {
        return failure(path +
                       ": its coordinate system cannot be turned into WGS 84; say the right one with --crs.");
    }
    return transformation;
}

/// Copies the geometry of one feature into our integers.
class GeometryReader {
public:
    void read(const OGRGeometry& geometry, Feature& feature) {
        add(geometry, feature);
        if (!feature.polygons.empty() && !feature.is_off_earth) find_fault(geometry, feature);
    }

private:
    static void add(const OGRGeometry& geometry, Feature& feature) {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint: {
            const OGRPoint& point = *geometry.toPoint();
            if (!point.IsEmpty()) feature.points.push_back(position(point.getX(), point.getY(), feature));
            break;
        }
        case wkbLineString:
            feature.lines.push_back(positions(*geometry.toLineString(), feature));
            break;
        case wkbPolygon: {
            const OGRPolygon& polygon = *geometry.toPolygon();
            if (polygon.IsEmpty()) break;
            geo::Polygon out{ring(*polygon.getExteriorRing(), feature), {}};
            for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
                out.holes.push_back(ring(*polygon.getInteriorRing(i), feature));
            }
            feature.polygons.push_back(std::move(out));
            break;
        }
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection()) add(*part, feature);
            break;
        default:
            break;
        }
    }

    static geo::Position position(double x, double y, Feature& feature) {
        const bool on_earth = std::isfinite(x) && std::isfinite(y) && std::abs(x) <= 180 && std::abs(y) <= 90;
        if (!on_earth) {
            feature.is_off_earth = true;
            return {};
        }
        return geo::position_from_degrees(x, y);
    }

    static std::vector<geo::Position> positions(const OGRSimpleCurve& curve, Feature& feature) {
        std::vector<geo::Position> out;
        for (int i = 0; i < curve.getNumPoints(); ++i) {
            const geo::Position p = position(curve.getX(i), curve.getY(i), feature);
            if (out.empty() || out.back() != p) out.push_back(p);
        }
        return out;
    }

    static geo::Ring ring(const OGRLinearRing& ring, Feature& feature) {
        geo::Ring out = positions(ring, feature);
        if (out.size() > 1 && out.front() == out.back()) out.pop_back();
        return out;
    }

    void find_fault(const OGRGeometry& geometry, Feature& feature) const {
        const Geometry shape = m_geos.own(geometry.exportToGEOS(m_geos.context()));
        if (!shape) {
            feature.fault =
                Feature::Fault{"a ring has too few positions", feature.polygons.front().outer.empty()
                                                                   ? geo::Position{}
                                                                   : feature.polygons.front().outer.front()};
            return;
        }
        if (const auto fault = m_geos.fault(shape.get())) {
            feature.fault = Feature::Fault{fault->reason, geo::position_from_degrees(fault->x, fault->y)};
        }
    }

    Geos m_geos;
};

std::optional<std::string> cell_from(const OGRFeature& feature, int field, const std::string& encoding) {
    if (!feature.IsFieldSetAndNotNull(field)) return std::nullopt;
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    if (type == OFTDate || type == OFTDateTime) {
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
        feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
        std::array<char, 40> text{};
        if (type == OFTDate) {
            std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
        } else {
            std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour,
                          minute, second);
        }
        return text.data();
    }
    return recoded(feature.GetFieldAsString(field), encoding);
}

} // namespace

bool add_wkt(const std::string& wkt, Feature& feature) {
    const GdalSession gdal;
    OGRGeometry* parsed = nullptr;
    const bool ok = OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &parsed) == OGRERR_NONE;
    const OGRGeometryUniquePtr geometry(parsed);
    if (!ok || !geometry) return false;
    geometry->flattenTo2D();
    GeometryReader().read(*geometry, feature);
    return true;
}

std::size_t column_index(const std::vector<std::string>& columns, std::string_view name) {
    std::size_t i = 0;
    while (i < columns.size() && columns[i] != name) ++i;
    return i;
}

Expected<VectorTable, std::string> read_vector(const std::string& path, const VectorOptions& options,
                                               Report& report, Watch& watch) {
    ANKER_DO(check_readable(path));
    GdalSession gdal;
    std::string inner = path;
    if (EQUAL(CPLGetExtension(path.c_str()), "zip")) {
        ANKER_TRY(inner, path_inside_zip(path));
    }
    std::unique_ptr<MemoryFile> rewritten;
    std::vector<TextFaultInJson> faults;
    if (EQUAL(CPLGetExtension(path.c_str()), "kml")) {
        ANKER_TRY(std::string text, read_file(path));
        rewritten = std::make_unique<MemoryFile>(kml_with_schemas_first(std::move(text)),
                                                 CPLGetFilename(path.c_str()));
        inner = rewritten->path();
    } else if (EQUAL(CPLGetExtension(path.c_str()), "geojson") ||
               EQUAL(CPLGetExtension(path.c_str()), "json")) {
        ANKER_TRY(std::string text, read_file(path));
        ScreenedGeoJson screened = screen_geojson(std::move(text));
        faults = std::move(screened.faults);
        rewritten = std::make_unique<MemoryFile>(std::move(screened.text), CPLGetFilename(path.c_str()));
        inner = rewritten->path();
    }
    const bool is_shapefile =
        EQUAL(CPLGetExtension(inner.c_str()), "shp") || EQUAL(CPLGetExtension(inner.c_str()), "dbf");
    const Dataset dataset = open_file(inner, is_shapefile);
    if (!dataset) {
        return failure(path +
                       " cannot be read as Shapefile, GeoJSON, KML, GeoPackage or another vector format" +
                       gdal.reason() + ".");
    }
    ANKER_TRY(OGRLayer* const layer, choose_layer(*dataset, path, options.layer));

    VectorTable table;
    table.layer = layer->GetName();
    table.format = dataset->GetDriverName();
    std::string encoding;
    if (is_shapefile) {
        const char* cpg = layer->GetMetadataItem("ENCODING_FROM_CPG", "SHAPEFILE");
        if (!options.encoding.empty()) {
            const NamedEncoding named = encoding_named(options.encoding);
            encoding = named.known ? (named.encoding == Encoding::Utf8 ? "" : "CP1252") : options.encoding;
        } else if (cpg != nullptr) {
            encoding = EQUAL(cpg, CPL_ENC_UTF8) ? "" : cpg;
            if (EQUAL(cpg, CPL_ENC_ISO8859_1)) encoding = "CP1252";
        } else {
            const ChosenEncoding chosen = detect_encoding(*layer);
            encoding = chosen.name;
            if (!chosen.said.empty()) report.note(0, "", chosen.said);
        }
    }
    ANKER_TRY(const Transformation transformation, transformation_of(*layer, path, options.crs, report));

    const OGRFeatureDefn* definition = layer->GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        const OGRFieldDefn* field = definition->GetFieldDefn(i);
        table.columns.push_back(recoded(field->GetNameRef(), encoding));
        table.is_number.push_back(field->GetType() == OFTInteger || field->GetType() == OFTInteger64 ||
                                  field->GetType() == OFTReal);
    }
    const auto total = static_cast<std::size_t>(std::max<GIntBig>(0, layer->GetFeatureCount(FALSE)));
    GeometryReader reader;
    layer->ResetReading();
    gdal.forget();
    while (const OGRFeatureUniquePtr source{layer->GetNextFeature()}) {
        ANKER_DO(watch.step("Reading features", table.features.size(), total));
        Feature feature;
        feature.number = table.features.size() + 1;
        feature.id = source->GetFID();
        for (int i = 0; i < definition->GetFieldCount(); ++i)
            feature.cells.push_back(cell_from(*source, i, encoding));
        if (const OGRGeometry* geometry = source->GetGeometryRef(); geometry != nullptr) {
            const std::unique_ptr<OGRGeometry> flat(geometry->getLinearGeometry());
            flat->flattenTo2D();
            if (flat->transform(transformation.get()) == OGRERR_NONE) {
                reader.read(*flat, feature);
            } else {
                feature.is_off_earth = true;
            }
        }
        table.features.push_back(std::move(feature));
    }
    for (const TextFaultInJson& fault : faults) {
        if (fault.feature == 0 || fault.feature > table.features.size()) continue;
        table.features[fault.feature - 1].text_fault = fault.what;
        table.features[fault.feature - 1].text_fault_column = fault.column;
    }
    if (gdal.has_failed()) {
        return failure(path + " is damaged after feature " + std::to_string(table.features.size()) +
                       gdal.reason() + ".");
    }
    return table;
}

} // namespace anker::exchange
