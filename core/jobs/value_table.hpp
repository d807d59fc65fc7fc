// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anker::jobs {

/// Numbers per area from a text table in any German form: encoding, delimiter and decimal sign are found out.
/// The first column holds the area keys, kept as text (leading zeros count).
struct ValueTable {
    std::string file;
    std::string key_column;
    std::vector<std::string> keys;
    std::vector<std::size_t> lines;          ///< of the file, per area
    std::vector<std::string> columns;        ///< those that were asked for, in that order
    std::vector<std::vector<double>> values; ///< [column][area]; NaN = missing, which is not zero

    [[nodiscard]] std::size_t areas() const { return keys.size(); }
    /// The column of this name, or null.
    [[nodiscard]] const std::vector<double>* find(std::string_view column) const;
    /// `values.csv, line 7, column "S1"`
    [[nodiscard]] std::string cell(std::size_t column, std::size_t area) const;
};

/// `KeysMustDiffer::No` for files with several rows per key, such as edge lists and long tables.
enum class KeysMustDiffer { Yes, No };

/// Reads these columns as numbers. The error names file, line and column: a column that is not there, a cell
/// that is no number, an area twice or without a key, a row of totals among the areas, numbers that can mean
/// two things ("1.234").
[[nodiscard]] Expected<ValueTable, std::string>
read_values(const File& file, std::span<const std::string> columns,
            KeysMustDiffer keys_must_differ = KeysMustDiffer::Yes);

/// The same with every column after the first; at least one.
[[nodiscard]] Expected<ValueTable, std::string> read_all_values(const File& file);

/// Texts of columns of the same file, for names and classes. Same rows as read_values gives.
struct TextColumns {
    std::string file;
    std::vector<std::string> keys;
    std::vector<std::size_t> lines;
    std::vector<std::vector<std::string>> texts; ///< [column][row], trimmed
};
[[nodiscard]] Expected<TextColumns, std::string>
read_texts(const File& file, std::span<const std::string> columns,
           KeysMustDiffer keys_must_differ = KeysMustDiffer::Yes);

/// For every key of `wanted` its row in `table`, or npos. Fewer than all is the caller's to tell; none at all
/// is an error, with the likely reason (lost leading zeros, another area version).
constexpr std::size_t no_row = static_cast<std::size_t>(-1);
[[nodiscard]] Expected<std::vector<std::size_t>, std::string>
rows_of_keys(const std::vector<std::string>& wanted, const std::string& wanted_file,
             const std::vector<std::string>& keys, const std::string& keys_file);

} // namespace anker::jobs
