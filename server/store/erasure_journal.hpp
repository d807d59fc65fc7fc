// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/base/id.hpp"

#include <string>
#include <utility>
#include <vector>

namespace anker::server {

/// Which contributions were erased, as ids alone, in a file of its own. It is kept out of backups of the
/// database: after an old copy is put back, whatever was erased since is erased again before anybody sees it.
class ErasureJournal {
public:
    using Entry = std::pair<std::string, base::ContributionId>; ///< Quartier key and contribution

    explicit ErasureJournal(std::string path) : m_path(std::move(path)) {}

    /// Writes and syncs; call before the erasure is committed. An entry for an erasure that then fails does
    /// no harm beyond its own purpose: the person asked for it. The error is one English sentence.
    [[nodiscard]] Expected<void, std::string> add(const std::vector<Entry>& entries);

    /// All entries; lines cut off by a crash are skipped.
    [[nodiscard]] std::vector<Entry> read() const;

private:
    std::string m_path;
};

} // namespace anker::server
