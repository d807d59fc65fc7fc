// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "server/base/secret.hpp"

#include <string>

namespace anker::server {

/// The data folder: who owns it, and the paths of what lies in it. All files are readable by their owner
/// only.
class DataFolder {
public:
    enum class Missing { Create, Refuse };

    /// Takes the folder for this process; the lock goes with the object. The error is one English sentence.
    [[nodiscard]] static Expected<DataFolder, std::string> take(const std::string& path, Missing missing);

    /// Whether another process owns the folder now.
    [[nodiscard]] static bool is_taken(const std::string& path);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder();

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string database() const { return database_in(m_path); }
    [[nodiscard]] static std::string database_in(const std::string& folder) {
        return folder + "/ankerpunkt.gpkg";
    }
    [[nodiscard]] static std::string erasures_in(const std::string& folder) { return folder + "/erased.log"; }
    [[nodiscard]] static std::string control_in(const std::string& folder) {
        return folder + "/control.sock";
    }
    [[nodiscard]] static std::string key_in(const std::string& folder) { return folder + "/secret.key"; }

private:
    DataFolder(std::string path, int lock) : m_path(std::move(path)), m_lock(lock) {}
    std::string m_path;
    int m_lock = -1;
};

enum class NewKey { WhenFolderIsNew, Always };
/// Reads the installation's key, or makes it while there is no database yet.
[[nodiscard]] Expected<Key, std::string> load_key(const std::string& folder, NewKey when);

/// The sentence for a failed system call: "what: reason".
[[nodiscard]] std::string system_reason(int error_number);

} // namespace anker::server
