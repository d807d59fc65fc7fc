// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memory_store.hpp"

namespace anker::test {

workspace::State MemoryData::state(const std::string& quartier) const {
    const auto log = logs.find(quartier);
    return log == logs.end() ? workspace::State{} : workspace::replay(log->second);
}

Expected<std::vector<std::string>, std::string> MemoryStore::quartier_keys() {
    std::vector<std::string> keys;
    for (const auto& [key, log] : m_data.logs) keys.push_back(key);
    return keys;
}

Expected<std::vector<workspace::Recorded>, std::string> MemoryStore::read_log(const std::string& quartier) {
    const auto log = m_data.logs.find(quartier);
    return log == m_data.logs.end() ? std::vector<workspace::Recorded>{} : log->second;
}

Expected<std::optional<std::vector<std::uint8_t>>, std::string>
MemoryStore::read_dataset(const std::string& hash) {
    const auto found = m_data.datasets.find(hash);
    if (found == m_data.datasets.end()) return std::nullopt;
    return found->second;
}

server::ImportResult MemoryStore::store(const server::ImportBatch& batch) {
    server::ImportResult result;
    std::vector<workspace::Recorded> log = m_data.logs[batch.quartier];
    workspace::State state = workspace::replay(log);
    for (const wire::Submission& submission : batch.submissions) {
        wire::Ack ack{submission.id, wire::Outcome::Fresh, state.sequence + 1, {}};
        const auto known = std::find_if(log.begin(), log.end(), [&](const workspace::Recorded& recorded) {
            return recorded.id == submission.id;
        });
        if (known != log.end()) {
            ack.sequence = known->sequence;
            ack.outcome = std::holds_alternative<workspace::Erased>(known->event) ? wire::Outcome::Erased
                                                                                  : wire::Outcome::Duplicate;
            result.acks.push_back(ack);
            continue;
        }
        const auto event = workspace::decide(state, submission.command, {workspace::Role::Administrator, {}});
        if (!event) {
            result.error = "A command was refused: " + std::string(workspace::name_of(event.error())) + ".";
            if (log.empty()) m_data.logs.erase(batch.quartier);
            return result;
        }
        log.push_back({submission.id, ack.sequence, m_data.now_ms, {}, *event});
        workspace::apply(state, log.back());
        result.acks.push_back(ack);
    }
    m_data.logs[batch.quartier] = std::move(log);
    for (const server::DatasetBytes& dataset : batch.datasets)
        m_data.datasets[hash_of(dataset.bytes)] = dataset.bytes;
    if (!batch.tiles.empty()) m_data.tiles.clear();
    for (const server::TileBytes& tile : batch.tiles) m_data.tiles[tile.key] = tile.bytes;
    ++m_data.batches;
    return result;
}

} // namespace anker::test
