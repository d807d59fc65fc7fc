// SPDX-License-Identifier: Apache-2.0
#include "server/store/erasure_journal.hpp"

#include "core/quartier/quartier.hpp"
#include "server/base/data_folder.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace anker::server {

Expected<void, std::string> ErasureJournal::add(const std::vector<Entry>& entries) {
    // A crash may have left half a line; a line break first keeps it from swallowing the next entry.
    std::string text = "\n";
    for (const Entry& entry : entries) text += entry.first + " " + base::hex_from_id(entry.second) + "\n";
    const int file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written = file >= 0 &&
                         ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (!written) return failure("Cannot write " + m_path + ": " + system_reason(reason) + ".");
    return {};
}

std::vector<ErasureJournal::Entry> ErasureJournal::read() const {
    std::vector<Entry> entries;
    std::ifstream file(m_path);
    for (std::string line; std::getline(file, line);) {
        const std::size_t space = line.find(' ');
        if (space == std::string::npos) continue;
        const auto id = base::id_from_hex<base::EventTag>(std::string_view(line).substr(space + 1));
        std::string key = line.substr(0, space);
        if (id && quartier::is_key(key)) entries.emplace_back(std::move(key), *id);
    }
    return entries;
}

} // namespace anker::server
