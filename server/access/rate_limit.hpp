// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

namespace anker::server {

/// A token bucket that may go into debt: whoever has anything left may spend a whole batch, and then waits
/// longer. Otherwise a batch larger than the bucket could never pass.
class Bucket {
public:
    Bucket(double burst, double per_second) : m_burst(burst), m_per_second(per_second), m_left(burst) {}

    /// Takes `cost`; false where nothing is left, and then nothing is taken.
    [[nodiscard]] bool take(double cost, std::int64_t now_ms) {
        refill(now_ms);
        if (m_left <= 0) return false;
        m_left -= cost;
        return true;
    }
    /// When something will be left again.
    [[nodiscard]] std::int64_t wait_ms() const {
        return m_left > 0 ? 0 : static_cast<std::int64_t>((1 - m_left) / m_per_second * 1000);
    }
    [[nodiscard]] bool is_full(std::int64_t now_ms) const {
        return m_left + m_per_second * static_cast<double>(now_ms - m_last_ms) / 1000 >= m_burst;
    }

private:
    void refill(std::int64_t now_ms) {
        if (m_last_ms != 0) {
            m_left =
                std::min(m_burst, m_left + m_per_second * static_cast<double>(now_ms - m_last_ms) / 1000);
        }
        m_last_ms = now_ms;
    }
    double m_burst;
    double m_per_second;
    double m_left;
    std::int64_t m_last_ms = 0;
};

/// One bucket per network address. Generous: a whole hall of phones comes from one. Addresses stay in memory,
/// and those that have been quiet are forgotten.
class AddressLimit {
public:
    AddressLimit(double burst, double per_second) : m_fresh(burst, per_second) {}

    [[nodiscard]] bool take(const std::string& address, std::int64_t now_ms) {
        if (m_buckets.size() > most_addresses)
            std::erase_if(m_buckets, [&](const auto& entry) { return entry.second.is_full(now_ms); });
        if (m_buckets.size() > most_addresses)
            m_buckets.clear(); // under attack: memory matters more than fairness
        return m_buckets.try_emplace(address, m_fresh).first->second.take(1, now_ms);
    }

private:
    static constexpr std::size_t most_addresses = 10'000;
    Bucket m_fresh;
    std::map<std::string, Bucket> m_buckets;
};

} // namespace anker::server
