// SPDX-License-Identifier: Apache-2.0
#include "server/geo/pupils/pupil_map.hpp"

#include "server/geo/common/sentence.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace anker::exchange {

namespace {

using json::Fields;
using json::Json;

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 60 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string id_text(Fields& f, std::string_view name) {
    std::string id = f.text(name);
    if (!is_id(id)) f.fail(name);
    return id;
}

PupilAttribute attribute_from(Fields& f) {
    PupilAttribute attribute;
    attribute.id = id_text(f, "id");
    attribute.column = f.text("column");
    attribute.yes = texts(f, "yes");
    attribute.no = texts(f, "no");
    attribute.unknown = texts(f, "unknown");
    if (attribute.yes.empty()) f.fail("yes");
    if (attribute.no.empty()) f.fail("no");
    std::set<std::string> all;
    for (const auto* cells : {&attribute.yes, &attribute.no, &attribute.unknown}) {
        for (const std::string& cell : *cells) {
            if (!all.insert(cell).second) f.fail("yes");
        }
    }
    return attribute;
}

PupilIndicator indicator_from(Fields& f) {
    return {id_text(f, "id"), f.text("attribute", "")};
}

SchoolIndicator school_indicator_from(Fields& f) {
    return {id_text(f, "indicator"), f.text("date", "")};
}

template <class Entry>
std::vector<Entry> list_from(Fields& f, std::string_view name, std::string& fault, Entry (*read)(Fields&)) {
    std::vector<Entry> entries;
    if (!f.has(name)) return entries;
    const Json& list = f.member(name);
    if (!list.is_array()) f.fail(name);
    for (std::size_t i = 0; i < list.size() && fault.empty(); ++i) {
        Fields e(list[i], f.path_of(name) + "." + std::to_string(i + 1), fault);
        entries.push_back(read(e));
        e.finish(Fields::Extra::Refuse);
    }
    return entries;
}

} // namespace

Expected<PupilMap, std::string> read_pupil_map(const std::string& path) {
    ANKER_TRY(const MapFile file, read_map_file(path));
    std::string fault;
    Fields f(file.json, "", fault);
    PupilMap map;
    (void)f.text("about", "");
    map.source = f.text("source");
    map.licence = f.text("licence", "");
    map.date = iso_period_from(f.text("date")).value_or("");
    if (map.date.empty()) f.fail("date");
    map.areas_version = f.text("areas_version");
    if (iso_period_from(map.areas_version).value_or("").size() != 10) f.fail("areas_version");
    map.format = table_writing(f).format;
    map.area_column = f.text("area");
    map.school_column = f.text("school");
    map.id_column = f.text("id", "");
    map.pad_area_key_to = static_cast<std::size_t>(f.integer("pad_area_key_to", 0, 40, 0));
    map.pad_school_key_to = static_cast<std::size_t>(f.integer("pad_school_key_to", 0, 40, 0));
    map.elsewhere = texts(f, "elsewhere");
    map.schools = texts_by_key(f, "schools");
    if (map.schools.empty()) f.fail("schools");
    map.attributes = list_from<PupilAttribute>(f, "attributes", fault, attribute_from);
    map.indicators = list_from<PupilIndicator>(f, "indicators", fault, indicator_from);
    map.school_indicators = list_from<SchoolIndicator>(f, "school_indicators", fault, school_indicator_from);
    if (f.has("round_means_to")) {
        const Json& step = f.member("round_means_to");
        map.round_means_to = step.is_number() ? step.get<double>() : 0;
        static constexpr std::array steps{0.1, 0.5, 1.0, 2.0, 5.0};
        if (std::find(steps.begin(), steps.end(), map.round_means_to) == steps.end())
            f.fail("round_means_to");
    }
    f.finish(Fields::Extra::Refuse);
    for (std::size_t i = 0; i < map.indicators.size() && fault.empty(); ++i) {
        const std::string& wanted = map.indicators[i].attribute;
        const bool is_known =
            wanted.empty() || std::any_of(map.attributes.begin(), map.attributes.end(),
                                          [&](const PupilAttribute& a) { return a.id == wanted; });
        if (!is_known) fault = "indicators." + std::to_string(i + 1) + ".attribute";
    }
    if (!fault.empty())
        return failure(map_fault(file, fault, "docs/cli/import-pupils.md describes maps of pupil records"));
    return map;
}

} // namespace anker::exchange
