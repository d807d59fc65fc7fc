// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/map_file.hpp"

#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"

#include <algorithm>

namespace anker::exchange {

namespace {

using json::Fields;
using json::Json;

/// More than anybody writes by hand.
constexpr std::uint64_t max_map_bytes = 4'000'000;

ColumnRef column_from(Fields& fields, std::string_view name, const Json& value) {
    if (value.is_string()) {
        const auto& text = *value.get_ptr<const std::string*>();
        if (!text.empty()) return {text, 0};
    } else if (value.is_number_unsigned()) {
        const std::uint64_t number = *value.get_ptr<const std::uint64_t*>();
        if (number >= 1 && number <= 10'000) return {{}, static_cast<std::size_t>(number)};
    }
    fields.fail(name);
    return {};
}

} // namespace

Expected<MapFile, std::string> read_map_file(const std::string& path) {
    ANKER_TRY(std::string text, read_file(path, max_map_bytes));
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    MapFile map{path, json::parse_json(text)};
    if (!map.json.is_discarded()) return map;
    const auto at = json::json_fault_at(text);
    if (!at) return failure(path + " nests deeper than " + std::to_string(json::max_json_depth) + " levels.");
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(*at, text.size())),
                       '\n');
    return failure(path + ", line " + std::to_string(line) +
                   ": this is not JSON; look for a missing comma or quotation mark.");
}

std::string map_fault(const MapFile& map, const std::string& fault, std::string_view hint) {
    return map.path + ": field " + in_quotes(fault) + " is missing, unknown or wrong; " + std::string(hint) +
           ".";
}

std::vector<std::string> texts(Fields& fields, std::string_view name) {
    std::vector<std::string> result;
    if (!fields.has(name)) return result;
    const Json& value = fields.member(name);
    if (value.is_string()) return {*value.get_ptr<const std::string*>()};
    if (!value.is_array()) {
        fields.fail(name);
        return result;
    }
    for (const Json& entry : value) {
        if (entry.is_string()) {
            result.push_back(*entry.get_ptr<const std::string*>());
        } else {
            fields.fail(name);
        }
    }
    return result;
}

std::map<std::string, std::string> texts_by_key(Fields& fields, std::string_view name) {
    std::map<std::string, std::string> result;
    if (!fields.has(name)) return result;
    const Json& object = fields.member(name);
    if (!object.is_object()) {
        fields.fail(name);
        return result;
    }
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            result[key] = *value.get_ptr<const std::string*>();
        } else {
            fields.fail(name);
        }
    }
    return result;
}

ColumnRef column(Fields& fields, std::string_view name) {
    if (!fields.has(name)) return {};
    return column_from(fields, name, fields.member(name));
}

std::vector<ColumnRef> columns(Fields& fields, std::string_view name) {
    std::vector<ColumnRef> result;
    if (!fields.has(name)) return result;
    const Json& value = fields.member(name);
    if (!value.is_array()) return {column_from(fields, name, value)};
    for (const Json& entry : value) result.push_back(column_from(fields, name, entry));
    return result;
}

TableWriting table_writing(Fields& fields) {
    TableWriting writing;
    const std::string delimiter = fields.text("delimiter", "");
    if (delimiter == "tab" || delimiter == "\t") {
        writing.format.delimiter = '\t';
    } else if (delimiter.size() == 1) {
        writing.format.delimiter = delimiter.front();
    } else if (!delimiter.empty()) {
        fields.fail("delimiter");
    }
    writing.format.encoding = fields.text("encoding", "");
    writing.format.header_line = static_cast<std::size_t>(fields.integer("header_line", 0, 100'000, 0));
    const std::string decimal = fields.text("decimal", "");
    if (decimal == "," || decimal == ".") {
        writing.decimal = decimal.front();
    } else if (!decimal.empty()) {
        fields.fail("decimal");
    }
    if (fields.has("missing")) {
        writing.special.missing = texts(fields, "missing");
        writing.special.missing.emplace_back(); // an empty cell never has a value
    }
    writing.special.zero = texts(fields, "zero");
    return writing;
}

} // namespace anker::exchange
