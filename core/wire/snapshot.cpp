// SPDX-License-Identifier: Apache-2.0
#include "core/wire/snapshot.hpp"

#include "core/base/bytes.hpp"
#include "core/wire/view_json.hpp"

namespace anker::wire {

namespace {

constexpr std::uint32_t magic = 0x31534B41; // "AKS1"

// Bits of the flags column.
constexpr unsigned kind_bit = 1;
constexpr unsigned professional_bit = 2;
constexpr unsigned words_bit = 4;
constexpr unsigned hidden_bit = 8;
constexpr unsigned shape_shift = 4; // two bits

/// Columns fill while marks come by, and are written one after the other: equal things beside each other
/// compress.
struct MarkColumns {
    base::ByteWriter id, number, place, flags, theme, support, comments, hour, shape;
    std::uint64_t count = 0;
    std::uint64_t last_number = 0;
    geo::Position last_place;
    std::int64_t last_hour = 0;

    void add(const view::MarkShown& e) {
        ++count;
        id.u64(e.id.high);
        id.u64(e.id.low);
        number.varint(e.number - last_number); // numbers rise
        last_number = e.number;
        place.signed_varint(std::int64_t{e.at.lon_e7} - last_place.lon_e7);
        place.signed_varint(std::int64_t{e.at.lat_e7} - last_place.lat_e7);
        last_place = e.at;
        flags.u8(static_cast<std::uint8_t>(
            (e.kind == contribution::Kind::Resource ? kind_bit : 0U) |
            (e.perspective == contribution::Perspective::Professional ? professional_bit : 0U) |
            (e.has_words ? words_bit : 0U) | (e.is_hidden ? hidden_bit : 0U) |
            static_cast<unsigned>(e.shape.kind) << shape_shift));
        theme.u8(static_cast<std::uint8_t>(e.theme));
        support.varint(e.support);
        comments.varint(e.comment_count);
        hour.signed_varint(e.made_at_hour - last_hour);
        last_hour = e.made_at_hour;
        if (e.shape.kind == geo::ShapeKind::Point) return;
        shape.varint(e.shape.positions.size());
        geo::Position last = e.at;
        for (const geo::Position p : e.shape.positions) {
            shape.signed_varint(std::int64_t{p.lon_e7} - last.lon_e7);
            shape.signed_varint(std::int64_t{p.lat_e7} - last.lat_e7);
            last = p;
        }
    }

    void write(base::ByteWriter& out) const {
        out.varint(count);
        for (const base::ByteWriter* column :
             {&id, &number, &place, &flags, &theme, &support, &comments, &hour, &shape}) {
            out.varint(column->bytes().size());
            out.raw(column->bytes());
        }
    }
};

std::int32_t step(std::int32_t from, std::int64_t difference, std::int64_t limit, bool& bad) {
    if (difference < -2 * limit || difference > 2 * limit) {
        bad = true;
        return 0;
    }
    const std::int64_t value = from + difference;
    if (value < -limit || value > limit) bad = true;
    return static_cast<std::int32_t>(std::clamp(value, -limit, limit));
}

geo::Position read_place(base::ByteReader& reader, geo::Position last, bool& bad) {
    const std::int64_t lon = reader.signed_varint();
    const std::int64_t lat = reader.signed_varint();
    return {step(last.lon_e7, lon, geo::max_lon_e7, bad), step(last.lat_e7, lat, geo::max_lat_e7, bad)};
}

/// Reads all marks; run twice, first with an empty sink to check, so that nothing half read is handed out.
bool read_marks(std::span<const std::uint8_t> bytes, std::uint64_t count, const view::Sink& sink) {
    base::ByteReader sections(bytes);
    std::array<std::span<const std::uint8_t>, 9> parts;
    for (auto& part : parts) part = sections.raw(sections.count(1));
    if (sections.failed() || sections.remaining() != 0) return false;
    base::ByteReader id(parts[0]), number(parts[1]), place(parts[2]), flags(parts[3]), theme(parts[4]),
        support(parts[5]), comments(parts[6]), hour(parts[7]), shape(parts[8]);
    bool bad = false;
    view::MarkShown e;
    for (std::uint64_t i = 0; i < count && !bad; ++i) {
        e.id = {id.u64(), id.u64()};
        e.number += number.varint();
        e.at = read_place(place, e.at, bad);
        const unsigned f = flags.u8();
        e.kind = (f & kind_bit) != 0 ? contribution::Kind::Resource : contribution::Kind::Need;
        e.perspective = (f & professional_bit) != 0 ? contribution::Perspective::Professional
                                                    : contribution::Perspective::Resident;
        e.has_words = (f & words_bit) != 0;
        e.is_hidden = (f & hidden_bit) != 0;
        e.shape.kind = static_cast<geo::ShapeKind>((f >> shape_shift) & 3);
        const unsigned t = theme.u8();
        bad = bad || t >= contribution::theme_count || e.shape.kind > geo::ShapeKind::Area || e.id.is_none();
        e.theme = static_cast<contribution::Theme>(t);
        e.support = static_cast<std::uint32_t>(support.varint());
        e.comment_count = static_cast<std::uint32_t>(comments.varint());
        e.made_at_hour += hour.signed_varint();
        e.shape.positions.clear();
        if (e.shape.kind != geo::ShapeKind::Point) {
            const std::size_t positions = shape.count(2);
            geo::Position last = e.at;
            for (std::size_t k = 0; k < positions; ++k) {
                last = read_place(shape, last, bad);
                e.shape.positions.push_back(last);
            }
        }
        for (const base::ByteReader* r :
             {&id, &number, &place, &flags, &theme, &support, &comments, &hour, &shape}) {
            bad = bad || r->failed();
        }
        if (!bad) sink(e);
    }
    return !bad;
}

} // namespace

std::vector<std::uint8_t> encode_snapshot(const workspace::State& state, workspace::Role role,
                                          const std::string& epoch) {
    MarkColumns marks;
    json::Json others = json::Json::array();
    view::snapshot(state, role, [&](const view::ViewEvent& event) {
        if (const auto* mark = std::get_if<view::MarkShown>(&event)) {
            marks.add(*mark);
        } else {
            others.push_back(json_from_view_event(event));
        }
    });
    base::ByteWriter out;
    out.u32(magic);
    out.text(epoch);
    out.varint(state.sequence);
    out.text(json::text_from_json(others));
    marks.write(out);
    return out.take();
}

Expected<SnapshotHead, std::string> decode_snapshot(std::span<const std::uint8_t> bytes,
                                                    const view::Sink& sink) {
    base::ByteReader reader(bytes);
    const auto broken = [&](const char* what) {
        return failure("snapshot: " + std::string(what) + " at byte " + std::to_string(reader.position()));
    };
    if (reader.u32() != magic) return broken("not a snapshot of this version");
    SnapshotHead head;
    head.epoch = reader.text();
    head.head = reader.varint();
    const std::string others_text = reader.text();
    const std::uint64_t count = reader.count(1);
    if (reader.failed()) return broken("cut off");
    const json::Json others = json::parse_json(others_text);
    if (!others.is_array()) return broken("broken list of events");
    std::vector<view::ViewEvent> events;
    std::string fault;
    for (const json::Json& json : others) {
        if (auto event = view_event_from_json(json, "event", fault)) events.push_back(std::move(*event));
    }
    if (!fault.empty()) return broken("broken event");
    const auto marks = bytes.subspan(reader.position());
    if (!read_marks(marks, count, [](const view::ViewEvent&) {})) return broken("broken marks");
    for (const view::ViewEvent& event : events) {
        if (!std::holds_alternative<view::WordsWaiting>(event)) sink(event);
    }
    read_marks(marks, count, sink);
    for (const view::ViewEvent& event : events) {
        if (std::holds_alternative<view::WordsWaiting>(event)) sink(event);
    }
    return head;
}

} // namespace anker::wire
