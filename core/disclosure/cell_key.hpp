// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/disclosure/attack.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The cell-key method (Fraser and Wooton 2005; the European censuses of 2021): every record has a random key
/// for life, the keys of a cell's records add up to the cell's key, and the cell's key chooses the noise. The
/// same cell has the same noise wherever it appears.
namespace anker::disclosure {

struct NoiseRules {
    int largest = 2;     ///< D: |noise| <= D
    double variance = 1; ///< V
    int forbidden = 0;   ///< js: no result from 1 to js
};

/// Probabilities of the noise for a count.
struct NoiseRow {
    int first = 0;                   ///< noise of the first probability
    std::vector<double> probability; ///< of first, first + 1, ...; 0 where the result is forbidden
};

/// Per count 1 .. D + js the distribution of largest entropy with mean 0 and variance V, no result below 0
/// and none from 1 to js (Marley and Leaver 2011; Giessing 2016). Higher counts use the last row.
class NoiseTable {
public:
    /// The error names the count for which no such distribution exists.
    [[nodiscard]] static Expected<NoiseTable, std::string> make(const NoiseRules& rules);

    [[nodiscard]] const NoiseRules& rules() const { return m_rules; }
    /// Count 0: always noise 0.
    [[nodiscard]] const NoiseRow& row(std::uint64_t count) const;
    /// `key` in [0, 1): the smallest noise whose cumulated probability exceeds it. Never falls as key grows.
    [[nodiscard]] int noise(std::uint64_t count, double key) const;
    /// What a published count says of the true one, to a reader who knows the table.
    [[nodiscard]] Interval known_from(double published) const;

private:
    NoiseRules m_rules;
    std::vector<NoiseRow> m_rows; ///< by count, 0 first
};

/// Of record keys: their sum without its whole part.
[[nodiscard]] double cell_key_of(std::span<const double> record_keys);
/// Where there are no record keys: a key from the cell's identity and a secret seed. Two cells with the same
/// people under different names get different noise, so this protects less than record keys.
[[nodiscard]] double cell_key_from(std::string_view identity, std::uint64_t seed);

} // namespace anker::disclosure
