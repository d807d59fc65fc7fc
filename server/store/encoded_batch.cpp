// SPDX-License-Identifier: Apache-2.0
#include "server/store/encoded_batch.hpp"

#include "core/base/bytes.hpp"
#include "core/base/overloaded.hpp"
#include "core/journal/journal.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

namespace anker::server {

namespace {

using base::ByteReader;
using base::ByteWriter;
using base::Overloaded;
using workspace::Event;

EncodedBytes encoded(std::span<const std::uint8_t> bytes) {
    return {bytes.size(), gzip(bytes, Effort::Once), brotli(bytes, Effort::Once)};
}

void write_blob(ByteWriter& out, const Bytes& bytes) {
    out.varint(bytes.size());
    out.raw(bytes);
}
Bytes read_blob(ByteReader& in) {
    const auto bytes = in.raw(in.count(1));
    return {bytes.begin(), bytes.end()};
}

void write_encoded(ByteWriter& out, const EncodedBytes& bytes) {
    out.varint(bytes.plain_size);
    write_blob(out, bytes.gzip);
    write_blob(out, bytes.brotli);
}
EncodedBytes read_encoded(ByteReader& in) {
    EncodedBytes bytes;
    bytes.plain_size = in.varint();
    bytes.gzip = read_blob(in);
    bytes.brotli = read_blob(in);
    return bytes;
}

/// How a command travels: as the wire has it, or, for commands the wire does not carry, as the event it asks
/// for.
enum class Form : std::uint8_t { Wire, Import, Found, Redraw, Adopt };

struct Written {
    Form form;
    std::string text;
};

Written written(const wire::Submission& submission) {
    return std::visit(
        Overloaded{
            [](const contribution::Import& c) {
                contribution::Made made;
                made.kind = c.kind;
                made.theme = c.theme;
                made.life_phase = c.life_phase;
                made.perspective = c.perspective;
                made.channel = contribution::Channel::Import;
                made.shape = c.shape;
                made.words = c.words;
                made.words_state = c.words_state;
                made.support_elsewhere = c.support_elsewhere;
                made.made_elsewhere_at_ms = c.made_at_ms;
                made.source = c.source;
                return Written{Form::Import, journal::encode_body(Event{made})};
            },
            [](const quartier::Found& c) {
                return Written{Form::Found, journal::encode_body(Event{quartier::Founded{
                                                c.key, c.name, c.is_example, c.extent, {}}})};
            },
            [](const quartier::Redraw& c) {
                return Written{Form::Redraw,
                               journal::encode_body(Event{quartier::Redrawn{c.extent, c.boundary}})};
            },
            [](const quartier::AdoptDataset& c) {
                return Written{Form::Adopt,
                               journal::encode_body(Event{quartier::DatasetAdopted{c.kind, c.dataset}})};
            },
            [&](const auto&) {
                return Written{Form::Wire, wire::encode_submission(submission)};
            },
        },
        submission.command);
}

workspace::Command command_of(const contribution::Made& made) {
    return contribution::Import{
        made.kind,  made.theme,       made.life_phase,        made.perspective,          made.shape,
        made.words, made.words_state, made.support_elsewhere, made.made_elsewhere_at_ms, made.source};
}

Expected<wire::Submission, std::string> read_submission(ByteReader& in) {
    const auto form = static_cast<Form>(in.u8());
    const base::EventId id{in.u64(), in.u64()};
    const std::string text = in.text();
    const auto broken = [] { return failure(std::string("The import arrived with a broken command.")); };
    if (in.failed()) return broken();
    if (form == Form::Wire) {
        auto submission = wire::decode_submission(text);
        if (!submission) return broken();
        return std::move(*submission);
    }
    static constexpr std::array<std::string_view, 4> kinds{"contribution.made", "quartier.founded",
                                                           "quartier.redrawn", "quartier.dataset_adopted"};
    const std::size_t kind = static_cast<std::size_t>(form) - 1;
    if (kind >= kinds.size()) return broken();
    const auto event = journal::decode_body(kinds[kind], journal::current_version, text);
    if (!event) return broken();
    wire::Submission submission{id, {}};
    if (const auto* made = std::get_if<contribution::Made>(&*event)) {
        submission.command = command_of(*made);
    } else if (const auto* founded = std::get_if<quartier::Founded>(&*event)) {
        submission.command =
            quartier::Found{founded->key, founded->name, founded->is_example, founded->extent};
    } else if (const auto* redrawn = std::get_if<quartier::Redrawn>(&*event)) {
        submission.command = quartier::Redraw{redrawn->extent, redrawn->boundary};
    } else if (const auto* adopted = std::get_if<quartier::DatasetAdopted>(&*event)) {
        submission.command = quartier::AdoptDataset{adopted->kind, adopted->dataset};
    }
    return submission;
}

} // namespace

Expected<EncodedBatch, std::string> encode_batch(const ImportBatch& batch) {
    EncodedBatch result;
    result.quartier = batch.quartier;
    result.submissions = batch.submissions;
    for (const DatasetBytes& dataset : batch.datasets) {
        EncodedDataset entry{StoreAccess::hash_of(dataset.bytes),
                             std::string(quartier::name_of(dataset.kind)), encoded(dataset.bytes)};
        if (dataset.kind == quartier::DatasetKind::BaseMap) result.manifest = entry.hash;
        result.datasets.push_back(std::move(entry));
    }
    if (!batch.tiles.empty() && result.manifest.empty())
        return failure(std::string("The import has tiles but no base map that names them."));
    // Tiles are many and independent; compressing them is most of an import's time.
    result.tiles.resize(batch.tiles.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < batch.tiles.size(); i = next++) {
            result.tiles[i] = {batch.tiles[i].key, encoded(batch.tiles[i].bytes)};
        }
    };
    std::vector<std::thread> threads;
    constexpr unsigned most_threads = 4;
    const unsigned wanted =
        batch.tiles.size() < 16 ? 0 : std::min(most_threads, std::thread::hardware_concurrency());
    for (unsigned i = 1; i < wanted; ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    return result;
}

Bytes bytes_from_batch(const EncodedBatch& batch) {
    ByteWriter out;
    out.text(batch.quartier);
    out.varint(batch.datasets.size());
    for (const EncodedDataset& dataset : batch.datasets) {
        out.text(dataset.hash);
        out.text(dataset.kind);
        write_encoded(out, dataset.bytes);
    }
    out.text(batch.manifest);
    out.varint(batch.tiles.size());
    for (const EncodedTile& tile : batch.tiles) {
        out.u8(static_cast<std::uint8_t>(tile.key.level));
        out.i32(tile.key.x);
        out.i32(tile.key.y);
        write_encoded(out, tile.bytes);
    }
    out.varint(batch.submissions.size());
    for (const wire::Submission& submission : batch.submissions) {
        const Written command = written(submission);
        out.u8(static_cast<std::uint8_t>(command.form));
        out.u64(submission.id.high);
        out.u64(submission.id.low);
        out.text(command.text);
    }
    return out.take();
}

Expected<EncodedBatch, std::string> batch_from_bytes(std::span<const std::uint8_t> bytes) {
    ByteReader in(bytes);
    EncodedBatch batch;
    batch.quartier = in.text();
    batch.datasets.resize(in.count(4));
    for (EncodedDataset& dataset : batch.datasets) {
        dataset.hash = in.text();
        dataset.kind = in.text();
        dataset.bytes = read_encoded(in);
        if (in.failed()) break;
        const auto plain = plain_bytes(dataset);
        if (!plain || StoreAccess::hash_of(*plain) != dataset.hash)
            return failure("The data set " + dataset.hash + " arrived damaged: start the import again.");
    }
    batch.manifest = in.text();
    batch.tiles.resize(in.count(12));
    for (EncodedTile& tile : batch.tiles) {
        tile.key.level = in.u8() == 0 ? basemap::Level::Detail : basemap::Level::Overview;
        tile.key.x = in.i32();
        tile.key.y = in.i32();
        tile.bytes = read_encoded(in);
    }
    const std::size_t submissions = in.count(18);
    for (std::size_t i = 0; i < submissions && !in.failed(); ++i) {
        ANKER_TRY(wire::Submission submission, read_submission(in));
        batch.submissions.push_back(std::move(submission));
    }
    if (in.failed() || in.remaining() != 0)
        return failure("The import arrived broken at byte " + std::to_string(in.position()) +
                       ": start it again.");
    return batch;
}

Bytes bytes_from_result(const ImportResult& result) {
    ByteWriter out;
    out.text(result.error);
    out.text(wire::encode(wire::ServerMessage{wire::Acks{result.acks}}));
    return out.take();
}

Expected<ImportResult, std::string> result_from_bytes(std::span<const std::uint8_t> bytes) {
    ByteReader in(bytes);
    ImportResult result;
    result.error = in.text();
    const auto message = wire::decode_server_message(in.text());
    const auto* acks = message ? std::get_if<wire::Acks>(&*message) : nullptr;
    if (in.failed() || acks == nullptr) return failure(std::string("The server's answer could not be read."));
    result.acks = acks->acks;
    return result;
}

} // namespace anker::server
