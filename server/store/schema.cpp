// SPDX-License-Identifier: Apache-2.0
#include "server/store/schema.hpp"

namespace anker::server {

namespace {

/// The tables a GeoPackage 1.3 must have (OGC 12-128r17, annex C), with the one spatial reference system we
/// use.
constexpr const char* geopackage_tables = R"sql(
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
 ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
 ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
 ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
)sql";

/// Visible contributions as features. No R-tree here: its triggers call functions plain SQLite does not have.
constexpr const char* feature_table = R"sql(
CREATE TABLE contribution (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY NOT NULL, quartier TEXT NOT NULL, id TEXT NOT NULL,
  kind TEXT NOT NULL, theme TEXT NOT NULL, perspective TEXT NOT NULL, words TEXT, source TEXT,
  support INTEGER NOT NULL, made_at DATETIME NOT NULL, UNIQUE (quartier, id));
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
  VALUES ('contribution', 'features', 'contribution', 'Visible contributions; export with ankerpunkt export', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('contribution', 'geom', 'GEOMETRY', 4326, 0, 0);
)sql";

constexpr const char* own_tables = R"sql(
CREATE TABLE anker_meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE quartier (nr INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, head INTEGER NOT NULL);
CREATE TABLE event_log (
  quartier INTEGER NOT NULL, sequence INTEGER NOT NULL, id BLOB NOT NULL, at_ms INTEGER NOT NULL,
  content_hash BLOB, PRIMARY KEY (quartier, sequence)) WITHOUT ROWID;
CREATE UNIQUE INDEX event_log_id ON event_log (quartier, id);
CREATE TABLE event_content (
  quartier INTEGER NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
  author BLOB, belongs_to BLOB, body TEXT NOT NULL, PRIMARY KEY (quartier, sequence)) WITHOUT ROWID;
CREATE INDEX event_content_belongs_to ON event_content (quartier, belongs_to) WHERE belongs_to IS NOT NULL;
CREATE TABLE dataset (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, plain_size INTEGER NOT NULL, gzip BLOB NOT NULL, brotli BLOB NOT NULL);
CREATE TABLE tile (
  nr INTEGER PRIMARY KEY, manifest TEXT NOT NULL, level INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
  plain_size INTEGER NOT NULL, gzip BLOB NOT NULL, brotli BLOB NOT NULL, UNIQUE (manifest, level, x, y));
CREATE TABLE link (
  nr INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, quartier TEXT NOT NULL, role TEXT NOT NULL,
  session BLOB, generation INTEGER NOT NULL);
)sql";

template <class Work>
sqlite::Result<void> in_transaction(sqlite::Database& database, Work work) {
    ANKER_DO(database.run("BEGIN IMMEDIATE"));
    sqlite::Result<void> result = work();
    if (result) result = database.run("COMMIT");
    if (!result && database.in_transaction()) (void)database.run("ROLLBACK");
    return result;
}

sqlite::Result<void> put_meta(sqlite::Database& database, std::string_view name, std::int64_t value) {
    ANKER_TRY(sqlite::Statement put, database.prepare("INSERT OR REPLACE INTO anker_meta VALUES (?, ?)"));
    return put.start().bind(1, name).bind(2, value).run();
}

} // namespace

sqlite::Result<void> create_schema(sqlite::Database& database, const std::string& epoch) {
    return in_transaction(database, [&]() -> sqlite::Result<void> {
        ANKER_DO(database.run("PRAGMA application_id = 0x47504B47"));
        ANKER_DO(database.run("PRAGMA user_version = 10300"));
        ANKER_DO(database.run(geopackage_tables));
        ANKER_DO(database.run(feature_table));
        ANKER_DO(database.run(own_tables));
        ANKER_DO(put_meta(database, "schema_version", schema_version));
        ANKER_TRY(sqlite::Statement put, database.prepare("INSERT INTO anker_meta VALUES ('epoch', ?)"));
        return put.start().bind(1, std::string_view(epoch)).run();
    });
}

sqlite::Result<void> migrate_schema(sqlite::Database& database, int from) {
    if (from == schema_version) return {};
    return in_transaction(database, [&]() -> sqlite::Result<void> {
        // Version 0 never left this house; the first step of a real migration goes here.
        return put_meta(database, "schema_version", schema_version);
    });
}

} // namespace anker::server
