// SPDX-License-Identifier: Apache-2.0
#include "server/base/data_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace anker::server {

namespace {

constexpr mode_t owner_only_folder = 0700;
constexpr mode_t owner_only_file = 0600;

std::string lock_in(const std::string& folder) {
    return folder + "/lock";
}

bool exists(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0;
}

/// Makes the folder and those above it.
bool make_folders(const std::string& path) {
    for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
        const std::string part = path.substr(0, at);
        if (!part.empty() && ::mkdir(part.c_str(), owner_only_folder) != 0 && errno != EEXIST) return false;
        if (at == std::string::npos) return true;
    }
}

} // namespace

std::string system_reason(int error_number) {
    return std::strerror(error_number);
}

Expected<DataFolder, std::string> DataFolder::take(const std::string& path, Missing missing) {
    if (!exists(path)) {
        if (missing == Missing::Refuse)
            return failure("There is no data folder " + path +
                           ": name the one that `ankerpunkt serve` uses.");
        if (!make_folders(path))
            return failure("Cannot create the data folder " + path + ": " + system_reason(errno) + ".");
    }
    if (missing == Missing::Refuse && !exists(database_in(path)))
        return failure("The folder " + path +
                       " holds no database: name the one that `ankerpunkt serve` uses.");
    const int lock = ::open(lock_in(path).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only_file);
    if (lock < 0)
        return failure("Cannot write to the data folder " + path + ": " + system_reason(errno) + ".");
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        return failure("Another ankerpunkt already uses the data folder " + path +
                       ": stop it, or choose another folder with --data.");
    }
    return DataFolder(path, lock);
}

bool DataFolder::is_taken(const std::string& path) {
    const int lock = ::open(lock_in(path).c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) return false;
    const bool taken = ::flock(lock, LOCK_EX | LOCK_NB) != 0;
    ::close(lock);
    return taken;
}

DataFolder::DataFolder(DataFolder&& other) noexcept : m_path(std::move(other.m_path)), m_lock(other.m_lock) {
    other.m_lock = -1;
}

DataFolder::~DataFolder() {
    if (m_lock >= 0) ::close(m_lock);
}

Expected<Key, std::string> load_key(const std::string& folder, NewKey when) {
    const std::string path = DataFolder::key_in(folder);
    Key key{};
    if (when == NewKey::WhenFolderIsNew) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            const ssize_t size = ::read(file, key.data(), key.size());
            ::close(file);
            if (size == static_cast<ssize_t>(key.size())) return key;
            return failure("The key file " + path + " is damaged: restore it from a backup.");
        }
        if (errno != ENOENT)
            return failure("Cannot read the key file " + path + ": " + system_reason(errno) + ".");
        if (exists(DataFolder::database_in(folder)))
            return failure("The key file " + path +
                           " is missing: restore it from a backup, or run `ankerpunkt links --data " +
                           folder + " --new-key` (every link changes, and nobody can edit earlier marks).");
    }
    key = random_key();
    const std::string fresh = path + ".new";
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only_file);
    const bool written = file >= 0 &&
                         ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                         ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (!written || ::rename(fresh.c_str(), path.c_str()) != 0)
        return failure("Cannot write the key file " + path + ": " + system_reason(reason) + ".");
    return key;
}

} // namespace anker::server
