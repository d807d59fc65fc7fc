// SPDX-License-Identifier: Apache-2.0
#include "tests/server/support/test_vfs.hpp"

#include "tests/server/support/temp_folder.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

namespace anker::test::vfs {

namespace {

constexpr std::size_t sector = 512;

sqlite3_vfs* real_vfs = nullptr;

struct File {
    sqlite3_file base;
    std::string* path;
    sqlite3_file* real;
};

File* self(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return self(file)->real;
}
Image& image(sqlite3_file* file) {
    return control().images[*self(file)->path];
}

void apply(std::string& bytes, const Write& write) {
    if (write.truncates) {
        bytes.resize(static_cast<std::size_t>(write.at));
        return;
    }
    const auto at = static_cast<std::size_t>(write.at);
    if (bytes.size() < at + write.bytes.size()) bytes.resize(at + write.bytes.size());
    std::copy(write.bytes.begin(), write.bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

void count_operation() {
    Control& c = control();
    ++c.operations;
    if (c.operations == c.crash_at) {
        c.at_crash = c.images;
        c.has_crashed = true;
    }
}

bool breaks(bool is_sync) {
    Control& c = control();
    if (c.writes_until_failure < 0 || is_sync != c.fails_sync) return false;
    if (c.writes_until_failure > 0) {
        --c.writes_until_failure;
        return false;
    }
    c.has_failed = true;
    if (!c.stays_broken) c.heal();
    return true;
}

int x_close(sqlite3_file* file) {
    const int result = real(file)->pMethods->xClose(real(file));
    sqlite3_free(real(file));
    delete self(file)->path;
    return result;
}
int x_read(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), data, size, at);
}
int x_write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    if (breaks(false)) return control().failure_code;
    image(file).unsynced.push_back(
        {false, at, std::string(static_cast<const char*>(data), static_cast<std::size_t>(size))});
    count_operation();
    return real(file)->pMethods->xWrite(real(file), data, size, at);
}
int x_truncate(sqlite3_file* file, sqlite3_int64 size) {
    image(file).unsynced.push_back({true, size, {}});
    count_operation();
    return real(file)->pMethods->xTruncate(real(file), size);
}
int x_sync(sqlite3_file* file, int) {
    if (breaks(true)) return control().failure_code;
    count_operation(); // a crash here comes before the sync has done anything
    Image& i = image(file);
    for (const Write& write : i.unsynced) apply(i.synced, write);
    i.unsynced.clear();
    return SQLITE_OK;
}
int x_file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int x_lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int x_unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int x_check_reserved(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int x_control(sqlite3_file* file, int what, void* argument) {
    if (what == SQLITE_FCNTL_MMAP_SIZE || what == SQLITE_FCNTL_SIZE_HINT) return SQLITE_NOTFOUND;
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int x_sector_size(sqlite3_file*) {
    return static_cast<int>(sector);
}
int x_characteristics(sqlite3_file*) {
    return 0;
}
int x_shm_map(sqlite3_file* file, int page, int size, int extend, volatile void** out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int x_shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void x_shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int x_shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods{2,
                                 x_close,
                                 x_read,
                                 x_write,
                                 x_truncate,
                                 x_sync,
                                 x_file_size,
                                 x_lock,
                                 x_unlock,
                                 x_check_reserved,
                                 x_control,
                                 x_sector_size,
                                 x_characteristics,
                                 x_shm_map,
                                 x_shm_lock,
                                 x_shm_barrier,
                                 x_shm_unmap,
                                 nullptr,
                                 nullptr};

int x_open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    File* f = self(file);
    f->base.pMethods = nullptr;
    f->real = static_cast<sqlite3_file*>(sqlite3_malloc(real_vfs->szOsFile));
    std::memset(f->real, 0, static_cast<std::size_t>(real_vfs->szOsFile));
    const int result = real_vfs->xOpen(real_vfs, path, f->real, flags, out_flags);
    if (result != SQLITE_OK) {
        sqlite3_free(f->real);
        return result;
    }
    f->path = new std::string(path == nullptr ? "" : path);
    if (!control().images.contains(*f->path)) control().images[*f->path].synced = read_whole(*f->path);
    f->base.pMethods = &methods;
    return SQLITE_OK;
}
int x_delete(sqlite3_vfs*, const char* path, int sync_folder) {
    control().images.erase(path);
    return real_vfs->xDelete(real_vfs, path, sync_folder);
}

} // namespace

Control& control() {
    static Control the_control;
    return the_control;
}

void install() {
    if (real_vfs != nullptr) return;
    real_vfs = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs vfs = *real_vfs;
    vfs.zName = name;
    vfs.szOsFile = sizeof(File);
    vfs.pNext = nullptr;
    vfs.xOpen = x_open;
    vfs.xDelete = x_delete;
    sqlite3_vfs_register(&vfs, 0);
}

void materialise(const Images& images, const std::string& folder, std::uint64_t seed) {
    Random random(seed);
    for (const auto& [path, image] : images) {
        if (path.empty() || path.ends_with("-shm")) continue;
        std::string bytes = image.synced;
        const int mode = random.below(4); // nothing, everything, any of them, any of them torn
        for (const Write& write : image.unsynced) {
            if (mode == 0 || (mode >= 2 && random.below(2) == 0)) continue;
            if (mode == 3 && !write.truncates && write.bytes.size() > sector) {
                const std::size_t cut = sector * random.below(write.bytes.size() / sector);
                if (random.below(2) == 0) {
                    apply(bytes, {false, write.at, write.bytes.substr(0, cut)});
                } else if (bytes.size() >= static_cast<std::size_t>(write.at) + cut) {
                    apply(bytes, {false, write.at + static_cast<std::int64_t>(cut), write.bytes.substr(cut)});
                }
            } else {
                apply(bytes, write);
            }
        }
        write_whole(folder + path.substr(path.rfind('/')), bytes);
    }
}

} // namespace anker::test::vfs
