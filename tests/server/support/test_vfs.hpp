// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// A file system for SQLite that can fail and lose power. It passes everything on to the real one, keeps
/// beside it what would be on the disk if the power went now, and breaks when told to.
namespace anker::test::vfs {

constexpr const char* name = "anker-test";
void install();

/// One write that has not been synced.
struct Write {
    bool truncates = false;
    std::int64_t at = 0; ///< offset, or new size
    std::string bytes;
};
/// A file as the disk knows it.
struct Image {
    std::string synced;
    std::vector<Write> unsynced;
};
using Images = std::map<std::string, Image>;

struct Control {
    Images images;
    std::int64_t operations = 0; ///< writes, truncations and syncs so far

    /// Power loss: at this operation `at_crash` becomes a copy of `images`. Counted from the last reset.
    std::int64_t crash_at = -1;
    Images at_crash;
    bool has_crashed = false;

    /// Full disk or broken disk: writes from this one on fail (counted down), until `heal`.
    std::int64_t writes_until_failure = -1;
    bool stays_broken = true; ///< or fails only once
    int failure_code = 0;     ///< SQLite's
    bool has_failed = false;
    bool fails_sync = false; ///< count syncs instead of writes

    void reset() { *this = {}; }
    void heal() { writes_until_failure = -1; }
};
Control& control();

/// Writes what a disk may hold after the crash: everything synced, and of the rest any part, torn at sectors.
void materialise(const Images& images, const std::string& folder, std::uint64_t seed);

} // namespace anker::test::vfs
