// SPDX-License-Identifier: Apache-2.0
#include "server/control/remote_access.hpp"

#include "core/base/bytes.hpp"
#include "core/journal/journal.hpp"
#include "server/store/encoded_batch.hpp"

namespace anker::server {

namespace {

std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

Bytes two_texts(const std::string& first, const std::string& second) {
    base::ByteWriter out;
    out.text(first);
    out.text(second);
    return out.take();
}

} // namespace

Bytes bytes_from_log(const std::vector<workspace::Recorded>& log) {
    base::ByteWriter out;
    out.varint(log.size());
    for (const workspace::Recorded& recorded : log) out.text(journal::encode_line(recorded));
    return out.take();
}

Expected<std::vector<workspace::Recorded>, std::string> log_from_bytes(std::span<const std::uint8_t> bytes) {
    base::ByteReader in(bytes);
    std::vector<workspace::Recorded> log(in.count(2));
    for (workspace::Recorded& recorded : log) {
        auto line = journal::decode_line(in.text());
        if (!line) return failure("The server's log could not be read (field " + line.error().where + ").");
        recorded = std::move(*line);
    }
    if (in.failed()) return failure(std::string("The server's log arrived broken: try again."));
    return log;
}

Expected<Bytes, std::string> RemoteAccess::ask(Ask what, std::span<const std::uint8_t> request) {
    Bytes message;
    message.reserve(request.size() + 1);
    message.push_back(static_cast<std::uint8_t>(what));
    message.insert(message.end(), request.begin(), request.end());
    if (!m_channel.send(message))
        return failure(std::string("The line to the running server broke; nothing was stored: try again."));
    auto answer = m_channel.receive();
    if (!answer || answer->empty())
        return failure(
            std::string("The running server did not answer: look at its log, then try again (what was stored "
                        "is not stored twice)."));
    const bool done = answer->front() == 0;
    answer->erase(answer->begin());
    if (!done) return failure(text_of(*answer));
    return std::move(*answer);
}

Expected<std::vector<std::string>, std::string> RemoteAccess::quartier_keys() {
    ANKER_TRY(const Bytes answer, ask(Ask::Keys, {}));
    base::ByteReader in(answer);
    std::vector<std::string> keys(in.count(1));
    for (std::string& key : keys) key = in.text();
    return keys;
}

Expected<std::vector<workspace::Recorded>, std::string> RemoteAccess::read_log(const std::string& quartier) {
    ANKER_TRY(const Bytes answer, ask(Ask::Log, bytes_of(quartier)));
    return log_from_bytes(answer);
}

Expected<std::optional<std::vector<std::uint8_t>>, std::string>
RemoteAccess::read_dataset(const std::string& hash) {
    ANKER_TRY(Bytes answer, ask(Ask::Dataset, bytes_of(hash)));
    if (answer.empty() || answer.front() == 0) return std::optional<Bytes>{};
    answer.erase(answer.begin());
    return std::optional(std::move(answer));
}

ImportResult RemoteAccess::store(const ImportBatch& batch) {
    const auto encoded = encode_batch(batch);
    if (!encoded) return {encoded.error(), {}};
    const auto answer = ask(Ask::Store, bytes_from_batch(*encoded));
    if (!answer) return {answer.error(), {}};
    auto result = result_from_bytes(*answer);
    if (!result) return {result.error(), {}};
    return std::move(*result);
}

Expected<std::string, std::string> RemoteAccess::links(const std::string& quartier) {
    ANKER_TRY(const Bytes answer, ask(Ask::Links, bytes_of(quartier)));
    return text_of(answer);
}

Expected<std::string, std::string> RemoteAccess::revoke(const std::string& quartier,
                                                        const std::string& role) {
    ANKER_TRY(const Bytes answer, ask(Ask::Revoke, two_texts(quartier, role)));
    return text_of(answer);
}

} // namespace anker::server
