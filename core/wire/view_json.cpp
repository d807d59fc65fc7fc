// SPDX-License-Identifier: Apache-2.0
#include "core/wire/view_json.hpp"

#include "core/base/overloaded.hpp"
#include "core/journal/quartier_json.hpp"

#include <limits>

namespace anker::wire {

namespace {

using base::Overloaded;
using json::Fields;
using json::Json;

constexpr std::int64_t max_int64 = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::string_view, 4> stage_names{"planned", "open", "paused", "closed"};
constexpr std::array<std::string_view, 4> words_state_names{"none", "waiting", "approved", "rejected"};

Json object(const char* type) {
    Json json = Json::object();
    json["t"] = type;
    return json;
}

Json about(const char* type, base::EventId id) {
    Json json = object(type);
    json["id"] = base::hex_from_id(id);
    return json;
}

Json json_from_quartier(const quartier::Quartier& q) {
    Json json = object("quartier");
    json["key"] = q.key;
    json["name"] = q.name;
    if (q.is_example) json["example"] = true;
    json["extent"] = json::json_from_box(q.extent);
    json["scale"] = Json::array({q.scale.lon_nm_per_e7, q.scale.lat_nm_per_e7});
    if (!q.boundary.empty()) json["boundary"] = json::json_from_polygons(q.boundary);
    Json datasets = Json::object();
    for (const auto& [kind, dataset] : q.datasets) {
        datasets[std::string(quartier::name_of(kind))] = journal::json_from_dataset(dataset);
    }
    json["data"] = std::move(datasets);
    return json;
}

quartier::Quartier quartier_from(Fields& f, std::string& fault) {
    quartier::Quartier q;
    q.key = f.text("key");
    q.name = f.text("name");
    q.is_example = f.boolean("example", false);
    q.extent = f.box("extent");
    const Json& scale = f.member("scale");
    if (scale.is_array() && scale.size() == 2 && scale[0].is_number_integer() &&
        scale[1].is_number_integer()) {
        q.scale = {scale[0].get<std::int32_t>(), scale[1].get<std::int32_t>()};
    } else {
        f.fail("scale");
    }
    if (f.has("boundary")) q.boundary = f.polygons("boundary");
    Fields datasets(f.member("data"), f.path_of("data"), fault);
    for (std::size_t i = 0; i < quartier::dataset_kind_names.size(); ++i) {
        const std::string_view name = quartier::dataset_kind_names[i];
        if (!datasets.has(name)) continue;
        Fields dataset(datasets.member(name), datasets.path_of(name), fault);
        q.datasets[static_cast<quartier::DatasetKind>(i)] = journal::dataset_from(dataset);
        dataset.finish(Fields::Extra::Refuse);
    }
    datasets.finish(Fields::Extra::Ignore); // data sets of a newer server are none of our business
    return q;
}

Json json_from_mark(const view::MarkShown& e) {
    Json json = about("mark", e.id);
    json["n"] = e.number;
    json["p"] = Json::array({e.at.lon_e7, e.at.lat_e7});
    if (e.shape.kind != geo::ShapeKind::Point) json["s"] = json::json_from_shape(e.shape);
    json["k"] = static_cast<int>(e.kind);
    json["th"] = static_cast<int>(e.theme);
    if (e.perspective != contribution::Perspective::Resident) json["pe"] = static_cast<int>(e.perspective);
    if (e.has_words) json["w"] = true;
    if (e.is_hidden) json["h"] = true;
    if (e.support != 0) json["su"] = e.support;
    if (e.comment_count != 0) json["c"] = e.comment_count;
    json["at"] = e.made_at_hour;
    return json;
}

view::MarkShown mark_from(Fields& f) {
    view::MarkShown e;
    e.id = f.id("id");
    e.number = static_cast<std::uint64_t>(f.integer("n", 0, max_int64));
    e.at = f.position("p");
    if (f.has("s")) e.shape = f.shape("s");
    e.kind = static_cast<contribution::Kind>(f.integer("k", 0, contribution::kind_count - 1));
    e.theme = static_cast<contribution::Theme>(f.integer("th", 0, contribution::theme_count - 1));
    e.perspective =
        static_cast<contribution::Perspective>(f.integer("pe", 0, contribution::perspective_count - 1, 0));
    e.has_words = f.boolean("w", false);
    e.is_hidden = f.boolean("h", false);
    e.support = static_cast<std::uint32_t>(f.integer("su", 0, 1'000'000'000, 0));
    e.comment_count = static_cast<std::uint32_t>(f.integer("c", 0, 1'000'000'000, 0));
    e.made_at_hour =
        f.integer("at", std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
    return e;
}

} // namespace

Json json_from_words(const contribution::Words& words) {
    Json json = Json::object();
    json["text"] = words.text;
    if (!words.language.empty()) json["lang"] = words.language;
    return json;
}

contribution::Words words_from_json(const Json& json, std::string_view path, std::string& fault) {
    Fields f(json, path, fault);
    contribution::Words words{f.text("text"), f.text("lang", "")};
    f.finish(Fields::Extra::Refuse);
    return words;
}

Json json_from_view_event(const view::ViewEvent& event) {
    return std::visit(Overloaded{
                          [](const view::QuartierShown& e) { return json_from_quartier(e.quartier); },
                          [](const view::SessionShown& e) {
                              Json json = about("session", e.session.id);
                              json["title"] = e.session.title;
                              json["stage"] = stage_names[static_cast<std::size_t>(e.session.stage)];
                              json["opened"] = e.session.opened_at_ms;
                              return json;
                          },
                          [](const view::MarkShown& e) { return json_from_mark(e); },
                          [](const view::MarkGone& e) { return about("gone", e.id); },
                          [](const view::SupportShown& e) {
                              Json json = about("support", e.id);
                              json["su"] = e.support;
                              return json;
                          },
                          [](const view::CommentCountShown& e) {
                              Json json = about("comments", e.id);
                              json["c"] = e.count;
                              return json;
                          },
                          [](const view::WordsShown& e) {
                              Json json = about("words", e.id);
                              json["words"] = json_from_words(e.words);
                              return json;
                          },
                          [](const view::WordsGone& e) { return about("words_gone", e.id); },
                          [](const view::WordsWaiting& e) {
                              Json json = about("waiting", e.subject);
                              json["on"] = base::hex_from_id(e.on);
                              json["words"] = json_from_words(e.words);
                              json["since"] = e.since_ms;
                              return json;
                          },
                          [](const view::WordsSettled& e) { return about("settled", e.subject); },
                          [](const view::MineShown& e) {
                              Json json = about("mine", e.id);
                              json["state"] = words_state_names[static_cast<std::size_t>(e.words_state)];
                              if (!e.words.text.empty()) json["words"] = json_from_words(e.words);
                              if (e.is_hidden) json["h"] = true;
                              return json;
                          },
                          [](const view::MineGone& e) { return about("mine_gone", e.id); },
                          [](const view::MySupportShown& e) {
                              Json json = about("my_support", e.id);
                              json["on"] = e.on;
                              return json;
                          },
                      },
                      event);
}

std::optional<view::ViewEvent> view_event_from_json(const Json& json, std::string_view path,
                                                    std::string& fault) {
    Fields f(json, path, fault);
    const std::string type = f.text("t");
    view::ViewEvent event = view::WordsSettled{};
    if (type == "mark") {
        event = mark_from(f);
    } else if (type == "gone") {
        event = view::MarkGone{f.id("id")};
    } else if (type == "support") {
        event = view::SupportShown{f.id("id"), static_cast<std::uint32_t>(f.integer("su", 0, 1'000'000'000))};
    } else if (type == "comments") {
        event =
            view::CommentCountShown{f.id("id"), static_cast<std::uint32_t>(f.integer("c", 0, 1'000'000'000))};
    } else if (type == "words") {
        const base::EventId id = f.id("id");
        event = view::WordsShown{id, words_from_json(f.member("words"), f.path_of("words"), fault)};
    } else if (type == "words_gone") {
        event = view::WordsGone{f.id("id")};
    } else if (type == "waiting") {
        view::WordsWaiting e;
        e.subject = f.id("id");
        e.on = f.id("on");
        e.words = words_from_json(f.member("words"), f.path_of("words"), fault);
        e.since_ms = f.integer("since", 0, max_int64);
        event = e;
    } else if (type == "settled") {
        event = view::WordsSettled{f.id("id")};
    } else if (type == "mine") {
        view::MineShown e;
        e.id = f.id("id");
        e.words_state = f.one_of<contribution::WordsState>("state", words_state_names);
        if (f.has("words")) e.words = words_from_json(f.member("words"), f.path_of("words"), fault);
        e.is_hidden = f.boolean("h", false);
        event = e;
    } else if (type == "mine_gone") {
        event = view::MineGone{f.id("id")};
    } else if (type == "my_support") {
        const base::EventId id = f.id("id");
        event = view::MySupportShown{id, f.boolean("on", false)};
    } else if (type == "session") {
        session::Session s;
        s.id = f.id("id");
        s.title = f.text("title");
        s.stage = f.one_of<session::Stage>("stage", stage_names);
        s.opened_at_ms = f.integer("opened", 0, max_int64);
        event = view::SessionShown{s};
    } else if (type == "quartier") {
        event = view::QuartierShown{quartier_from(f, fault)};
    } else {
        return std::nullopt;
    }
    return event;
}

} // namespace anker::wire
