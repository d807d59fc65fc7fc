// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"

#include "core/base/overloaded.hpp"
#include "core/journal/quartier_json.hpp"
#include "core/json/fields.hpp"

#include <limits>

namespace anker::journal {

using json::Fields;
using json::Json;
using json::json_from_box;
using json::json_from_polygons;
using json::json_from_shape;
using json::parse_json;
using json::text_from_json;

namespace {

using base::Overloaded;
using workspace::Event;

constexpr std::int64_t max_int64 = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::string_view, 4> words_state_names{"", "waiting", "approved", "rejected"};

Json json_from_words(const contribution::Words& words) {
    Json json = Json::object();
    json["text"] = words.text;
    if (!words.language.empty()) json["lang"] = words.language;
    return json;
}

contribution::Words words_from(Fields& fields) {
    contribution::Words words;
    words.text = fields.text("text");
    words.language = fields.text("lang", "");
    return words;
}

contribution::Words words_member(Fields& fields, std::string_view name, std::string& fault) {
    Fields inner(fields.member(name), fields.path_of(name), fault);
    return words_from(inner);
}

Json one_id(const char* name, base::EventId id) {
    Json json = Json::object();
    json[name] = base::hex_from_id(id);
    return json;
}

Json body_of(const Event& event) {
    return std::visit(
        Overloaded{
            [](const contribution::Made& e) {
                Json json = Json::object();
                if (!e.session.is_none()) json["session"] = base::hex_from_id(e.session);
                json["kind"] = name_of(e.kind);
                json["theme"] = name_of(e.theme);
                if (e.life_phase != contribution::LifePhase::Unstated)
                    json["life_phase"] = name_of(e.life_phase);
                json["perspective"] = name_of(e.perspective);
                json["channel"] = name_of(e.channel);
                json["shape"] = json_from_shape(e.shape);
                if (e.words) {
                    json["words"] = json_from_words(*e.words);
                    json["words_state"] = words_state_names[static_cast<std::size_t>(e.words_state)];
                }
                if (e.support_elsewhere != 0) json["support_elsewhere"] = e.support_elsewhere;
                if (e.made_elsewhere_at_ms != 0) json["made_elsewhere_at"] = e.made_elsewhere_at_ms;
                if (!e.source.empty()) json["source"] = e.source;
                return json;
            },
            [](const contribution::WordsAdded& e) {
                Json json = one_id("contribution", e.contribution);
                json["words"] = json_from_words(e.words);
                return json;
            },
            [](const contribution::Supported& e) { return one_id("contribution", e.contribution); },
            [](const contribution::SupportWithdrawn& e) { return one_id("contribution", e.contribution); },
            [](const contribution::Commented& e) {
                Json json = one_id("contribution", e.contribution);
                json["words"] = json_from_words(e.words);
                json["words_state"] = words_state_names[static_cast<std::size_t>(e.words_state)];
                return json;
            },
            [](const contribution::Withdrawn& e) { return one_id("contribution", e.contribution); },
            [](const moderation::WordsApproved& e) { return one_id("subject", e.subject); },
            [](const moderation::WordsRejected& e) { return one_id("subject", e.subject); },
            [](const moderation::MarkHidden& e) { return one_id("contribution", e.contribution); },
            [](const moderation::MarkShown& e) { return one_id("contribution", e.contribution); },
            [](const session::Planned& e) {
                Json json = Json::object();
                json["title"] = e.title;
                return json;
            },
            [](const session::Opened& e) { return one_id("session", e.session); },
            [](const session::Paused& e) { return one_id("session", e.session); },
            [](const session::Closed& e) { return one_id("session", e.session); },
            [](const quartier::Founded& e) {
                Json json = Json::object();
                json["key"] = e.key;
                json["name"] = e.name;
                if (e.is_example) json["example"] = true;
                json["extent"] = json_from_box(e.extent);
                json["scale"] = Json::array({e.scale.lon_nm_per_e7, e.scale.lat_nm_per_e7});
                return json;
            },
            [](const quartier::Redrawn& e) {
                Json json = Json::object();
                json["extent"] = json_from_box(e.extent);
                json["boundary"] = json_from_polygons(e.boundary);
                return json;
            },
            [](const quartier::DatasetAdopted& e) {
                Json json = json_from_dataset(e.dataset);
                json["kind"] = name_of(e.kind);
                return json;
            },
            [](const workspace::Erased&) { return Json::object(); },
            [](const workspace::Unknown&) { return Json::object(); },
        },
        event);
}

contribution::Made made_from(Fields& f, std::string& fault) {
    contribution::Made e;
    e.session = f.id_or_none("session");
    e.kind = f.one_of<contribution::Kind>("kind", contribution::kind_names);
    e.theme = f.one_of<contribution::Theme>("theme", contribution::theme_names);
    e.life_phase = f.one_of("life_phase", contribution::life_phase_names, contribution::LifePhase::Unstated);
    e.perspective = f.one_of<contribution::Perspective>("perspective", contribution::perspective_names);
    e.channel = f.one_of<contribution::Channel>("channel", contribution::channel_names);
    e.shape = f.shape("shape");
    if (f.has("words")) {
        e.words = words_member(f, "words", fault);
        e.words_state = f.one_of("words_state", words_state_names, contribution::WordsState::Waiting);
    }
    e.support_elsewhere = static_cast<std::uint32_t>(f.integer("support_elsewhere", 0, 1'000'000, 0));
    e.made_elsewhere_at_ms = f.integer("made_elsewhere_at", -max_int64, max_int64, 0);
    e.source = f.text("source", "");
    return e;
}

quartier::Founded founded_from(Fields& f) {
    quartier::Founded e;
    e.key = f.text("key");
    e.name = f.text("name");
    e.is_example = f.boolean("example", false);
    e.extent = f.box("extent");
    const Json& scale = f.member("scale");
    if (scale.is_array() && scale.size() == 2 && scale[0].is_number_integer() &&
        scale[1].is_number_integer()) {
        e.scale = {scale[0].get<std::int32_t>(), scale[1].get<std::int32_t>()};
    } else {
        f.fail("scale");
    }
    return e;
}

using Reader = Event (*)(Fields&, std::string&);

struct KindReader {
    std::string_view kind;
    Reader read;
};

/// Index = alternative of Event; Erased and Unknown are not read from a body.
constexpr std::array<KindReader, 17> kinds{{
    {"contribution.made", [](Fields& f, std::string& fault) -> Event { return made_from(f, fault); }},
    {"contribution.words_added",
     [](Fields& f, std::string& fault) -> Event {
         return contribution::WordsAdded{f.id("contribution"), words_member(f, "words", fault)};
     }},
    {"contribution.supported",
     [](Fields& f, std::string&) -> Event { return contribution::Supported{f.id("contribution")}; }},
    {"contribution.support_withdrawn",
     [](Fields& f, std::string&) -> Event { return contribution::SupportWithdrawn{f.id("contribution")}; }},
    {"contribution.commented",
     [](Fields& f, std::string& fault) -> Event {
         return contribution::Commented{
             f.id("contribution"), words_member(f, "words", fault),
             f.one_of("words_state", words_state_names, contribution::WordsState::Waiting)};
     }},
    {"contribution.withdrawn",
     [](Fields& f, std::string&) -> Event { return contribution::Withdrawn{f.id("contribution")}; }},
    {"moderation.words_approved",
     [](Fields& f, std::string&) -> Event { return moderation::WordsApproved{f.id("subject")}; }},
    {"moderation.words_rejected",
     [](Fields& f, std::string&) -> Event { return moderation::WordsRejected{f.id("subject")}; }},
    {"moderation.mark_hidden",
     [](Fields& f, std::string&) -> Event { return moderation::MarkHidden{f.id("contribution")}; }},
    {"moderation.mark_shown",
     [](Fields& f, std::string&) -> Event { return moderation::MarkShown{f.id("contribution")}; }},
    {"session.planned", [](Fields& f, std::string&) -> Event { return session::Planned{f.text("title")}; }},
    {"session.opened", [](Fields& f, std::string&) -> Event { return session::Opened{f.id("session")}; }},
    {"session.paused", [](Fields& f, std::string&) -> Event { return session::Paused{f.id("session")}; }},
    {"session.closed", [](Fields& f, std::string&) -> Event { return session::Closed{f.id("session")}; }},
    {"quartier.founded", [](Fields& f, std::string&) -> Event { return founded_from(f); }},
    {"quartier.redrawn",
     [](Fields& f, std::string&) -> Event {
         return quartier::Redrawn{f.box("extent"), f.polygons("boundary")};
     }},
    {"quartier.dataset_adopted",
     [](Fields& f, std::string&) -> Event {
         const auto kind = f.one_of<quartier::DatasetKind>("kind", quartier::dataset_kind_names);
         return quartier::DatasetAdopted{kind, dataset_from(f)};
     }},
}};
static_assert(kinds.size() + 2 == std::variant_size_v<Event>);

Expected<Event, DecodeError> event_from(std::string_view kind, int version, const Json& body) {
    if (version > current_version) return failure(DecodeError{DecodeError::Code::NewerVersion, "v"});
    if (kind == "erased") return Event{workspace::Erased{}};
    for (const KindReader& candidate : kinds) {
        if (candidate.kind != kind) continue;
        std::string fault;
        Fields fields(body, "b", fault);
        Event event = candidate.read(fields, fault);
        if (!fault.empty()) return failure(DecodeError{DecodeError::Code::BadField, fault});
        return event;
    }
    return Event{workspace::Unknown{std::string(kind)}};
}

} // namespace

Json json_from_dataset(const quartier::Dataset& dataset) {
    Json json = Json::object();
    json["hash"] = dataset.hash;
    if (!dataset.source.empty()) json["source"] = dataset.source;
    if (!dataset.licence.empty()) json["licence"] = dataset.licence;
    if (!dataset.version.empty()) json["version"] = dataset.version;
    return json;
}

quartier::Dataset dataset_from(Fields& fields) {
    quartier::Dataset dataset;
    dataset.hash = fields.text("hash");
    dataset.source = fields.text("source", "");
    dataset.licence = fields.text("licence", "");
    dataset.version = fields.text("version", "");
    return dataset;
}

std::string_view kind_of(const Event& event) {
    if (event.index() < kinds.size()) return kinds[event.index()].kind;
    if (const auto* unknown = std::get_if<workspace::Unknown>(&event)) return unknown->kind;
    return "erased";
}

std::string encode_body(const Event& event) {
    return text_from_json(body_of(event));
}

Expected<Event, DecodeError> decode_body(std::string_view kind, int version, std::string_view body) {
    if (kind == "erased") return Event{workspace::Erased{}};
    const Json json = parse_json(body);
    if (json.is_discarded()) return failure(DecodeError{DecodeError::Code::NotJson, "b"});
    return event_from(kind, version, json);
}

std::string encode_line(const workspace::Recorded& recorded) {
    Json json = Json::object();
    json["v"] = current_version;
    json["seq"] = recorded.sequence;
    json["id"] = base::hex_from_id(recorded.id);
    json["at"] = recorded.at_ms;
    if (!recorded.author.is_none()) json["by"] = base::hex_from_id(recorded.author);
    json["k"] = kind_of(recorded.event);
    json["b"] = body_of(recorded.event);
    return text_from_json(json);
}

Expected<workspace::Recorded, DecodeError> decode_line(std::string_view line) {
    const Json json = parse_json(line);
    if (json.is_discarded()) return failure(DecodeError{DecodeError::Code::NotJson, ""});
    std::string fault;
    Fields fields(json, "", fault);
    workspace::Recorded recorded;
    const int version = static_cast<int>(fields.integer("v", 1, 1'000'000));
    recorded.sequence = static_cast<std::uint64_t>(fields.integer("seq", 1, max_int64));
    recorded.id = fields.id("id");
    recorded.at_ms = fields.integer("at", 0, max_int64);
    if (fields.has("by")) {
        const auto author = base::id_from_hex<base::AuthorTag>(fields.text("by"));
        if (author) {
            recorded.author = *author;
        } else {
            fields.fail("by");
        }
    }
    const std::string kind = fields.text("k");
    const Json& body = fields.member("b");
    if (!fault.empty()) return failure(DecodeError{DecodeError::Code::BadField, fault});
    ANKER_TRY(recorded.event, event_from(kind, version, body));
    return recorded;
}

} // namespace anker::journal
