// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/id.hpp"

#include <cstdint>
#include <vector>

namespace anker::base {

/// Finds a dense handle by id. Open addressing over the ids' own random bits; deliberately without iteration,
/// so that no result can depend on table order. A million entries take 24 MB where a std::map takes about 70.
template <class Tag>
class FlatIndex {
public:
    static constexpr std::uint32_t absent = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t find(Id<Tag> id) const {
        if (m_slots.empty()) return absent;
        for (std::size_t i = slot(id);; i = (i + 1) & (m_slots.size() - 1)) {
            if (m_slots[i].handle == absent) return absent;
            if (m_slots[i].id == id) return m_slots[i].handle;
        }
    }

    /// Adds the id or changes its handle.
    void put(Id<Tag> id, std::uint32_t handle) {
        if ((m_used + 1) * 4 > m_slots.size() * 3) grow();
        insert(id, handle);
    }

private:
    struct Slot {
        Id<Tag> id;
        std::uint32_t handle = absent;
    };

    [[nodiscard]] std::size_t slot(Id<Tag> id) const {
        return static_cast<std::size_t>((id.low ^ (id.high >> 17)) * 0x9E3779B97F4A7C15ULL >> 20) &
               (m_slots.size() - 1);
    }

    void insert(Id<Tag> id, std::uint32_t handle) {
        for (std::size_t i = slot(id);; i = (i + 1) & (m_slots.size() - 1)) {
            if (m_slots[i].handle == absent) {
                m_slots[i] = {id, handle};
                ++m_used;
                return;
            }
            if (m_slots[i].id == id) {
                m_slots[i].handle = handle;
                return;
            }
        }
    }

    void grow() {
        std::vector<Slot> old = std::move(m_slots);
        m_slots.assign(old.empty() ? 16 : old.size() * 2, Slot{});
        m_used = 0;
        for (const Slot& s : old) {
            if (s.handle != absent) insert(s.id, s.handle);
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
};

} // namespace anker::base
