// SPDX-License-Identifier: Apache-2.0
#include "core/wire/messages.hpp"

#include "core/base/overloaded.hpp"
#include "core/json/fields.hpp"
#include "core/wire/view_json.hpp"

#include <limits>

namespace anker::wire {

namespace {

using base::Overloaded;
using json::Fields;
using json::Json;

constexpr std::int64_t max_int64 = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::string_view, 5> outcome_names{"fresh", "duplicate", "conflict", "erased",
                                                        "rejected"};

Json object(const char* type) {
    Json json = Json::object();
    json["t"] = type;
    return json;
}

// ---- commands: exactly those a client may send; imports go through the command line ----

Json json_from_submission(const Submission& submission) {
    Json body = Json::object();
    const auto with_id = [&](const char* name, base::EventId id) { body[name] = base::hex_from_id(id); };
    const std::string name = std::visit(Overloaded{
                                            [&](const contribution::Make& c) -> std::string {
                                                with_id("session", c.session);
                                                body["kind"] = contribution::name_of(c.kind);
                                                body["theme"] = contribution::name_of(c.theme);
                                                if (c.life_phase != contribution::LifePhase::Unstated)
                                                    body["life_phase"] = contribution::name_of(c.life_phase);
                                                body["shape"] = json::json_from_shape(c.shape);
                                                if (c.words) body["words"] = json_from_words(*c.words);
                                                return "make";
                                            },
                                            [&](const contribution::AddWords& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                body["words"] = json_from_words(c.words);
                                                return "add_words";
                                            },
                                            [&](const contribution::Support& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                return "support";
                                            },
                                            [&](const contribution::WithdrawSupport& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                return "withdraw_support";
                                            },
                                            [&](const contribution::Comment& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                body["words"] = json_from_words(c.words);
                                                return "comment";
                                            },
                                            [&](const contribution::Withdraw& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                return "withdraw";
                                            },
                                            [&](const moderation::ApproveWords& c) -> std::string {
                                                with_id("subject", c.subject);
                                                return "approve_words";
                                            },
                                            [&](const moderation::RejectWords& c) -> std::string {
                                                with_id("subject", c.subject);
                                                return "reject_words";
                                            },
                                            [&](const moderation::HideMark& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                return "hide_mark";
                                            },
                                            [&](const moderation::ShowMark& c) -> std::string {
                                                with_id("contribution", c.contribution);
                                                return "show_mark";
                                            },
                                            [&](const session::Plan& c) -> std::string {
                                                body["title"] = c.title;
                                                return "plan_session";
                                            },
                                            [&](const session::Open& c) -> std::string {
                                                with_id("session", c.session);
                                                return "open_session";
                                            },
                                            [&](const session::Pause& c) -> std::string {
                                                with_id("session", c.session);
                                                return "pause_session";
                                            },
                                            [&](const session::Close& c) -> std::string {
                                                with_id("session", c.session);
                                                return "close_session";
                                            },
                                            [&](const auto&) -> std::string {
                                                return "import";
                                            }, // never sent: the command line stores imports itself
                                        },
                                        submission.command);
    Json json = Json::object();
    json["id"] = base::hex_from_id(submission.id);
    json["c"] = name;
    json["b"] = std::move(body);
    return json;
}

Submission submission_from(const Json& json, std::string_view path, std::string& fault) {
    Fields f(json, path, fault);
    Submission submission;
    submission.id = f.id("id");
    const std::string name = f.text("c");
    Fields b(f.member("b"), f.path_of("b"), fault);
    const auto words = [&] { return words_from_json(b.member("words"), b.path_of("words"), fault); };
    if (name == "make") {
        contribution::Make c;
        c.session = b.id("session");
        c.kind = b.one_of<contribution::Kind>("kind", contribution::kind_names);
        c.theme = b.one_of<contribution::Theme>("theme", contribution::theme_names);
        c.life_phase =
            b.one_of("life_phase", contribution::life_phase_names, contribution::LifePhase::Unstated);
        c.shape = b.shape("shape");
        if (b.has("words")) c.words = words();
        submission.command = std::move(c);
    } else if (name == "add_words") {
        const base::EventId id = b.id("contribution");
        submission.command = contribution::AddWords{id, words()};
    } else if (name == "support") {
        submission.command = contribution::Support{b.id("contribution")};
    } else if (name == "withdraw_support") {
        submission.command = contribution::WithdrawSupport{b.id("contribution")};
    } else if (name == "comment") {
        const base::EventId id = b.id("contribution");
        submission.command = contribution::Comment{id, words()};
    } else if (name == "withdraw") {
        submission.command = contribution::Withdraw{b.id("contribution")};
    } else if (name == "approve_words") {
        submission.command = moderation::ApproveWords{b.id("subject")};
    } else if (name == "reject_words") {
        submission.command = moderation::RejectWords{b.id("subject")};
    } else if (name == "hide_mark") {
        submission.command = moderation::HideMark{b.id("contribution")};
    } else if (name == "show_mark") {
        submission.command = moderation::ShowMark{b.id("contribution")};
    } else if (name == "plan_session") {
        submission.command = session::Plan{b.text("title")};
    } else if (name == "open_session") {
        submission.command = session::Open{b.id("session")};
    } else if (name == "pause_session") {
        submission.command = session::Pause{b.id("session")};
    } else if (name == "close_session") {
        submission.command = session::Close{b.id("session")};
    } else {
        f.fail("c");
    }
    b.finish(Fields::Extra::Refuse);
    f.finish(Fields::Extra::Refuse);
    return submission;
}

Json json_from_events(const std::vector<view::ViewEvent>& events) {
    Json list = Json::array();
    for (const view::ViewEvent& event : events) list.push_back(json_from_view_event(event));
    return list;
}

std::vector<view::ViewEvent> events_from(const Json& list, std::string_view path, std::string& fault) {
    std::vector<view::ViewEvent> events;
    if (!list.is_array()) {
        if (fault.empty()) fault = path;
        return events;
    }
    events.reserve(list.size());
    for (const Json& json : list) {
        if (auto event = view_event_from_json(json, path, fault)) events.push_back(std::move(*event));
    }
    return events;
}

std::vector<base::EventId> ids_from(const Json& list, std::string_view path, std::size_t most,
                                    std::string& fault) {
    std::vector<base::EventId> ids;
    const auto fail = [&] {
        if (fault.empty()) fault = path;
    };
    if (!list.is_array() || list.size() > most) {
        fail();
        return ids;
    }
    for (const Json& json : list) {
        const auto id = json.is_string()
                            ? base::id_from_hex<base::EventTag>(*json.get_ptr<const std::string*>())
                            : std::nullopt;
        if (!id) {
            fail();
            return ids;
        }
        ids.push_back(*id);
    }
    return ids;
}

template <class T>
Expected<T, WireError> checked(T&& value, const std::string& fault) {
    if (!fault.empty()) return failure(WireError{"malformed", fault});
    return std::forward<T>(value);
}

} // namespace

std::string encode_submission(const Submission& submission) {
    return json::text_from_json(json_from_submission(submission));
}

Expected<Submission, WireError> decode_submission(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(WireError{"malformed", "not JSON"});
    std::string fault;
    return checked(submission_from(json, "", fault), fault);
}

std::string encode(const ClientMessage& message) {
    return json::text_from_json(std::visit(Overloaded{
                                               [](const Hello& m) {
                                                   Json json = object("hello");
                                                   json["v"] = Json::array({m.lowest, m.highest});
                                                   json["token"] = m.token;
                                                   json["quartier"] = m.quartier;
                                                   if (!m.epoch.empty()) json["epoch"] = m.epoch;
                                                   if (m.since != 0) json["since"] = m.since;
                                                   return json;
                                               },
                                               [](const Put& m) {
                                                   Json json = object("put");
                                                   Json list = Json::array();
                                                   for (const Submission& s : m.submissions)
                                                       list.push_back(json_from_submission(s));
                                                   json["e"] = std::move(list);
                                                   return json;
                                               },
                                               [](const Ask& m) {
                                                   Json json = object("ask");
                                                   Json list = Json::array();
                                                   for (const base::EventId id : m.ids)
                                                       list.push_back(base::hex_from_id(id));
                                                   json["ids"] = std::move(list);
                                                   return json;
                                               },
                                           },
                                           message));
}

Expected<ClientMessage, WireError> decode_client_message(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(WireError{"malformed", "not JSON"});
    std::string fault;
    Fields f(json, "", fault);
    const std::string type = f.text("t");
    if (!fault.empty()) return failure(WireError{"malformed", fault});
    ClientMessage message;
    if (type == "hello") {
        Hello m;
        const Json& v = f.member("v");
        if (v.is_array() && v.size() == 2 && v[0].is_number_integer() && v[1].is_number_integer()) {
            m.lowest = v[0].get<int>();
            m.highest = v[1].get<int>();
        } else {
            f.fail("v");
        }
        m.token = f.text("token");
        m.quartier = f.text("quartier");
        m.epoch = f.text("epoch", "");
        m.since = static_cast<std::uint64_t>(f.integer("since", 0, max_int64, 0));
        message = m;
    } else if (type == "put") {
        Put m;
        const Json& list = f.member("e");
        if (!list.is_array() || list.empty()) {
            f.fail("e");
        } else if (list.size() > max_commands_per_put) {
            return failure(WireError{"too_many", "e"});
        } else {
            for (std::size_t i = 0; i < list.size(); ++i) {
                m.submissions.push_back(submission_from(list[i], "e." + std::to_string(i), fault));
            }
        }
        message = std::move(m);
    } else if (type == "ask") {
        message = Ask{ids_from(f.member("ids"), "ids", max_ids_per_ask, fault)};
    } else {
        return failure(WireError{"unknown_message", "t"});
    }
    f.finish(Fields::Extra::Refuse);
    return checked(std::move(message), fault);
}

std::string encode(const ServerMessage& message) {
    return json::text_from_json(
        std::visit(Overloaded{
                       [](const Welcome& m) {
                           Json json = object("welcome");
                           json["v"] = Json::array({m.lowest, m.highest});
                           json["epoch"] = m.epoch;
                           json["head"] = m.head;
                           json["role"] = workspace::name_of(m.role);
                           if (!m.session.is_none()) json["session"] = base::hex_from_id(m.session);
                           json["at"] = m.server_ms;
                           return json;
                       },
                       [](const SnapshotDue&) { return object("snapshot"); },
                       [](const Events& m) {
                           Json json = object("events");
                           json["from"] = m.from;
                           json["to"] = m.to;
                           json["e"] = json_from_events(m.events);
                           return json;
                       },
                       [](const Private& m) {
                           Json json = object("private");
                           if (m.complete) json["complete"] = true;
                           json["e"] = json_from_events(m.events);
                           return json;
                       },
                       [](const Acks& m) {
                           Json json = object("acks");
                           Json list = Json::array();
                           for (const Ack& ack : m.acks) {
                               Json entry = Json::object();
                               entry["id"] = base::hex_from_id(ack.id);
                               entry["o"] = outcome_names[static_cast<std::size_t>(ack.outcome)];
                               if (ack.sequence != 0) entry["n"] = ack.sequence;
                               if (!ack.why.empty()) entry["why"] = ack.why;
                               list.push_back(std::move(entry));
                           }
                           json["a"] = std::move(list);
                           return json;
                       },
                       [](const Busy& m) {
                           Json json = object("busy");
                           json["retry_ms"] = m.retry_ms;
                           return json;
                       },
                       [](const Fault& m) {
                           Json json = object("fault");
                           json["code"] = m.code;
                           json["what"] = m.what;
                           return json;
                       },
                       [](const Told& m) {
                           Json json = object("told");
                           Json list = Json::array();
                           for (const view::Talk& talk : m.talks) {
                               Json entry = Json::object();
                               entry["id"] = base::hex_from_id(talk.id);
                               if (talk.words) entry["words"] = json_from_words(*talk.words);
                               Json comments = Json::array();
                               for (const contribution::Words& words : talk.comments)
                                   comments.push_back(json_from_words(words));
                               entry["comments"] = std::move(comments);
                               if (!talk.source.empty()) entry["source"] = talk.source;
                               list.push_back(std::move(entry));
                           }
                           json["talks"] = std::move(list);
                           return json;
                       },
                       [](const Room& m) {
                           Json json = object("room");
                           json["residents"] = m.residents;
                           json["kiosks"] = m.kiosks;
                           json["professionals"] = m.professionals;
                           json["facilitators"] = m.facilitators;
                           json["projectors"] = m.projectors;
                           return json;
                       },
                       [](const FiguresChanged&) { return object("figures"); },
                   },
                   message));
}

Expected<ServerMessage, WireError> decode_server_message(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(WireError{"malformed", "not JSON"});
    std::string fault;
    Fields f(json, "", fault);
    const std::string type = f.text("t");
    if (!fault.empty()) return failure(WireError{"malformed", fault});
    ServerMessage message;
    if (type == "events") {
        Events m;
        m.from = static_cast<std::uint64_t>(f.integer("from", 0, max_int64));
        m.to = static_cast<std::uint64_t>(f.integer("to", 0, max_int64));
        m.events = events_from(f.member("e"), "e", fault);
        message = std::move(m);
    } else if (type == "private") {
        Private m;
        m.complete = f.boolean("complete", false);
        m.events = events_from(f.member("e"), "e", fault);
        message = std::move(m);
    } else if (type == "acks") {
        Acks m;
        const Json& list = f.member("a");
        if (!list.is_array()) f.fail("a");
        for (const Json& entry : list) {
            if (!fault.empty()) break;
            Fields a(entry, "a", fault);
            Ack ack;
            ack.id = a.id("id");
            ack.outcome = a.one_of<Outcome>("o", outcome_names);
            ack.sequence = static_cast<std::uint64_t>(a.integer("n", 0, max_int64, 0));
            ack.why = a.text("why", "");
            m.acks.push_back(std::move(ack));
        }
        message = std::move(m);
    } else if (type == "welcome") {
        Welcome m;
        const Json& v = f.member("v");
        if (v.is_array() && v.size() == 2 && v[0].is_number_integer() && v[1].is_number_integer()) {
            m.lowest = v[0].get<int>();
            m.highest = v[1].get<int>();
        } else {
            f.fail("v");
        }
        m.epoch = f.text("epoch");
        m.head = static_cast<std::uint64_t>(f.integer("head", 0, max_int64));
        m.role = f.one_of<workspace::Role>("role", workspace::role_names);
        m.session = f.id_or_none("session");
        m.server_ms = f.integer("at", 0, max_int64);
        message = m;
    } else if (type == "snapshot") {
        message = SnapshotDue{};
    } else if (type == "busy") {
        message = Busy{static_cast<std::uint32_t>(f.integer("retry_ms", 0, 600'000))};
    } else if (type == "fault") {
        Fault m;
        m.code = f.text("code");
        m.what = f.text("what");
        message = m;
    } else if (type == "told") {
        Told m;
        const Json& list = f.member("talks");
        if (!list.is_array()) f.fail("talks");
        for (const Json& entry : list) {
            if (!fault.empty()) break;
            Fields t(entry, "talks", fault);
            view::Talk talk;
            talk.id = t.id("id");
            if (t.has("words")) talk.words = words_from_json(t.member("words"), "talks.words", fault);
            const Json& comments = t.member("comments");
            if (!comments.is_array()) t.fail("comments");
            for (const Json& words : comments)
                talk.comments.push_back(words_from_json(words, "talks.comments", fault));
            talk.source = t.text("source", "");
            m.talks.push_back(std::move(talk));
        }
        message = std::move(m);
    } else if (type == "room") {
        Room m;
        const auto count = [&](const char* name) {
            return static_cast<std::uint32_t>(f.integer(name, 0, 1'000'000));
        };
        m.residents = count("residents");
        m.kiosks = count("kiosks");
        m.professionals = count("professionals");
        m.facilitators = count("facilitators");
        m.projectors = count("projectors");
        message = m;
    } else if (type == "figures") {
        message = FiguresChanged{};
    } else {
        return failure(WireError{"unknown_message", "t"});
    }
    return checked(std::move(message), fault);
}

} // namespace anker::wire
