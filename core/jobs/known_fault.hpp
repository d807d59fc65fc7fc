// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

/// What is wrong with a person's files, as a code with arguments. Jobs answer in one English sentence, which
/// is what the command line prints; a screen says the commonest of them in the user's language. The sentence
/// is recognised here, beside the jobs, so that it stands in one place only and stays as it is byte for byte.
/// A test runs the jobs on bad files and fails where a sentence is no longer recognised.
namespace anker::jobs {

enum class Fault {
    NotANumber,       ///< file, line, column, value
    MissingValue,     ///< file, line, column, area
    NegativeValue,    ///< file, line, column, value
    ValueTooHigh,     ///< file, line, column, value, most
    KeyTwice,         ///< file, line, area, earlier
    KeyEmpty,         ///< file, line, column
    TotalsRow,        ///< file, line, column, value
    CellsPerLine,     ///< file, line, header
    OpenQuote,        ///< file, line
    NoColumn,         ///< file, column, columns
    EmptyFile,        ///< file
    NoRows,           ///< file
    NoTable,          ///< file
    Spreadsheet,      ///< file
    MixedDecimals,    ///< file, value, other
    AmbiguousNumber,  ///< file, value
    NotJson,          ///< file
    UnknownField,     ///< file, field, fields
    WrongField,       ///< file, field
    NoComposite,      ///< file
    ConstantColumn,   ///< column
    CancelOut,        ///< level
    NoValidArea,      ///< file
    OneArea,          ///< file, area
    SharesForPercent, ///< file, column
    LostZeros,        ///< file
    NoKeyMatches,     ///< file, other
    FittedWeights,    ///< level
    Cancelled
};

struct KnownFault {
    Fault fault = Fault::Cancelled;
    std::map<std::string, std::string, std::less<>> arguments; ///< by the names above, as in the sentence
};

/// Nothing where the sentence is none of the common ones.
[[nodiscard]] std::optional<KnownFault> known_fault(std::string_view sentence);

} // namespace anker::jobs
