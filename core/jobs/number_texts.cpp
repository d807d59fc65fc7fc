// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/number_texts.hpp"

#include "core/indicator/indicator.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"

namespace anker::jobs {

using tabular::in_quotes;

Expected<std::vector<double>, std::string> numbers_from(const TextColumns& rows, std::size_t column,
                                                        const std::string& column_name) {
    const std::vector<std::string>& texts = rows.texts[column];
    const tabular::SpecialCells special;
    std::vector<std::string_view> cells;
    for (const std::string& text : texts) {
        if (!special.is_missing(text)) cells.push_back(text);
    }
    const tabular::DecimalVote vote = tabular::detect_decimal(cells);
    const std::string where = rows.file + ", column " + in_quotes(column_name) + ": ";
    if (vote.is_contradictory) {
        return failure(where + in_quotes(vote.example) + " has a decimal sign that " +
                       in_quotes(vote.other_example) + " does not; use one of them.");
    }
    if (vote.is_ambiguous) {
        return failure(where + in_quotes(vote.example) +
                       " can mean two numbers; write at least one number with decimals.");
    }
    std::vector<double> numbers;
    for (std::size_t r = 0; r < texts.size(); ++r) {
        if (special.is_missing(texts[r])) {
            numbers.push_back(indicator::missing);
            continue;
        }
        const auto number = tabular::number_from(texts[r], vote.decimal);
        if (!number) {
            return failure(rows.file + ", line " + std::to_string(rows.lines[r]) + ", column " +
                           in_quotes(column_name) + ": " + in_quotes(texts[r]) + " is not a number.");
        }
        numbers.push_back(*number);
    }
    return numbers;
}

} // namespace anker::jobs
