// SPDX-License-Identifier: Apache-2.0
#include "server/geo/contributions/contribution_map.hpp"

#include "core/base/text.hpp"
#include "server/geo/common/tables.hpp"

#include <cmath>

namespace anker::exchange {

namespace {

using json::Fields;
using json::Json;

template <class Enum, std::size_t N>
Choice<Enum> choice(Fields& fields, std::string_view name, const std::array<std::string_view, N>& names,
                    std::string& fault) {
    Choice<Enum> result;
    const Json& member = fields.member(name);
    if (member.is_string()) {
        const auto value = contribution::value_named<Enum>(names, *member.get_ptr<const std::string*>());
        if (!value) fields.fail(name);
        result.fixed = value.value_or(Enum{});
        return result;
    }
    Fields inner(member, fields.path_of(name), fault);
    result.column = column(inner, "column");
    if (!result.column.is_given()) inner.fail("column");
    for (const auto& [key, text] : texts_by_key(inner, "values")) {
        const auto value = contribution::value_named<Enum>(names, text);
        if (!value) inner.fail("values." + key);
        result.values[key] = value.value_or(Enum{});
    }
    if (inner.has("otherwise")) result.otherwise = inner.one_of<Enum>("otherwise", names);
    inner.finish(Fields::Extra::Refuse);
    return result;
}

/// A text, or `{"column": …}`.
void text_or_column(Fields& fields, std::string_view name, std::string& text, ColumnRef& from,
                    std::string& fault) {
    if (!fields.has(name)) return;
    const Json& member = fields.member(name);
    if (member.is_string()) {
        text = *member.get_ptr<const std::string*>();
        return;
    }
    Fields inner(member, fields.path_of(name), fault);
    from = column(inner, "column");
    if (!from.is_given()) inner.fail("column");
    inner.finish(Fields::Extra::Refuse);
}

geo::Box plausible_box(Fields& fields) {
    const Json& list = fields.member("plausible_extent");
    std::array<double, 4> d{};
    bool ok = list.is_array() && list.size() == 4;
    for (std::size_t i = 0; ok && i < 4; ++i) {
        ok = list[i].is_number();
        if (ok) d[i] = list[i].get<double>();
    }
    if (!ok || std::abs(d[0]) > 180 || std::abs(d[2]) > 180 || std::abs(d[1]) > 90 || std::abs(d[3]) > 90) {
        fields.fail("plausible_extent");
        return {};
    }
    geo::Box box;
    box.add(geo::position_from_degrees(d[0], d[1]));
    box.add(geo::position_from_degrees(d[2], d[3]));
    return box;
}

/// Fields that both maps have.
void read_shared(Fields& f, ContributionMap& map, std::string& fault) {
    (void)f.text("about", "");
    map.source = f.text("source");
    if (base::find_text_fault(map.source, 500) != base::TextFault::None) f.fail("source");
    map.licence = f.text("licence");
    map.writing = table_writing(f);
    map.lon = column(f, "lon");
    map.lat = column(f, "lat");
    map.wkt = column(f, "wkt");
    if (map.lon.is_given() != map.lat.is_given()) f.fail(map.lon.is_given() ? "lat" : "lon");
    if (f.has("id")) {
        map.id_is_feature_id = f.member("id").is_string() && f.text("id") == "@feature";
        if (!map.id_is_feature_id) map.id = column(f, "id");
    }
    map.theme = choice<contribution::Theme>(f, "theme", contribution::theme_names, fault);
    if (f.has("life_phase")) {
        map.life_phase =
            choice<contribution::LifePhase>(f, "life_phase", contribution::life_phase_names, fault);
    }
    text_or_column(f, "language", map.language, map.language_column, fault);
    if (!base::is_language_tag(map.language)) f.fail("language");
    text_or_column(f, "date", map.date, map.date_column, fault);
    if (!map.date.empty() && !date_from(map.date)) f.fail("date");
}

constexpr std::string_view hint = "docs/imports.md describes maps of contributions and places";

} // namespace

Expected<ContributionMap, std::string> read_contribution_map(const std::string& path) {
    ANKER_TRY(const MapFile file, read_map_file(path));
    std::string fault;
    Fields f(file.json, "", fault);
    ContributionMap map;
    read_shared(f, map, fault);
    map.kind = choice<contribution::Kind>(f, "kind", contribution::kind_names, fault);
    map.perspective =
        choice<contribution::Perspective>(f, "perspective", contribution::perspective_names, fault);
    map.text = columns(f, "text");
    map.text_between = f.text("text_between", map.text_between);
    if (!map.text.empty()) {
        static constexpr std::array<std::string_view, 2> states{"waiting", "public"};
        map.words_were_public = f.one_of<int>("words", states) == 1;
    }
    map.support = column(f, "support");
    if (f.has("comments")) {
        Fields comments(f.member("comments"), "comments", fault);
        map.comments = column(comments, "column");
        if (!map.comments.is_given()) comments.fail("column");
        map.comment_text = texts(comments, "text");
        if (map.comment_text.empty()) comments.fail("text");
        comments.finish(Fields::Extra::Refuse);
        // A comment that comes in by import stands as approved, so only public ones may.
        if (!map.words_were_public) f.fail("comments");
    }
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty()) return failure(map_fault(file, fault, hint));
    return map;
}

Expected<ContributionMap, std::string> read_place_map(const std::string& path) {
    ANKER_TRY(const MapFile file, read_map_file(path));
    std::string fault;
    Fields f(file.json, "", fault);
    ContributionMap map;
    map.is_places = true;
    read_shared(f, map, fault);
    map.kind.fixed = contribution::Kind::Resource;
    // A directory is an institution's knowledge; counted as residents' voices it would drown them.
    map.perspective.fixed = contribution::Perspective::Professional;
    map.text = columns(f, "name");
    if (map.text.empty()) f.fail("name");
    map.text_between = f.text("name_between", " ");
    map.unnamed = f.text("unnamed", "");
    map.words_were_public = true;
    if (f.has("plausible_extent")) map.plausible = plausible_box(f);
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty()) return failure(map_fault(file, fault, hint));
    return map;
}

} // namespace anker::exchange
