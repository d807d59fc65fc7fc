// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/known_fault.hpp"

#include "core/jobs/job.hpp"

#include <array>

namespace anker::jobs {

namespace {

struct Pattern {
    Fault fault;
    std::string_view text; ///< {name} is an argument of at least one byte, {line} and the like are digits
};

/// The more exact one first.
constexpr std::array patterns{
    Pattern{Fault::NotANumber, R"({file}, line {line}, column "{column}": "{value}" is not a number.)"},
    Pattern{Fault::MissingValue,
            R"({file}, line {line}, column "{column}": the value of area "{area}" is missing, {rest})"},
    Pattern{
        Fault::NegativeValue,
        R"({file}, line {line}, area "{area}", column "{column}": {value} is negative, which a value in unit {rest})"},
    Pattern{Fault::NegativeValue,
            R"({file}, line {line}, column "{column}": {value} is negative; nobody has {rest})"},
    Pattern{
        Fault::ValueTooHigh,
        R"({file}, line {line}, area "{area}", column "{column}": {value} is more than {most}, the most there is in {rest})"},
    Pattern{Fault::KeyTwice, R"({file}, line {line}: area "{area}" was already in line {earlier}; {rest})"},
    Pattern{Fault::KeyEmpty, R"({file}, line {line}: the area key in column "{column}" is empty.)"},
    Pattern{
        Fault::TotalsRow,
        R"({file}, line {line}, column "{column}": "{value}" is a row of totals among the areas; remove it.)"},
    Pattern{Fault::CellsPerLine,
            R"({file}, line {line}: {cells} where the header in line {header} names {rest})"},
    Pattern{Fault::OpenQuote, R"({file}, line {line}: a quotation mark is opened and never closed.)"},
    Pattern{Fault::NoColumn, R"({file} has no column "{column}"; line {line} names {columns}.)"},
    Pattern{Fault::EmptyFile, R"({file} is empty.)"},
    Pattern{Fault::EmptyFile, R"({file} has nothing but empty lines.)"},
    Pattern{Fault::NoRows, R"({file} has column names in line {line} and no rows below.)"},
    Pattern{Fault::NoRows, R"({file} has column names but no rows.)"},
    Pattern{Fault::NoTable, R"({file} has no columns; is it a text table with {rest})"},
    Pattern{Fault::Spreadsheet, R"({file} is a spreadsheet or archive, not a text table; {rest})"},
    Pattern{Fault::Spreadsheet, R"({file} is UTF-16 ("Unicode text"); save it as CSV in UTF-8.)"},
    Pattern{
        Fault::MixedDecimals,
        R"({file} has numbers with decimal comma and with decimal point: "{value}" and "{other}"; use one of them.)"},
    Pattern{Fault::AmbiguousNumber, R"({file}: "{value}" can mean two numbers; {rest})"},
    Pattern{Fault::NotJson, R"(Recipe {file}: it is not JSON{rest})"},
    Pattern{Fault::NotJson, R"(Recipe {file}: it is not a JSON object.)"},
    Pattern{
        Fault::UnknownField,
        R"(Recipe {file}: field "{field}" must be left out: there is no such field here; there are {fields}.)"},
    Pattern{Fault::WrongField, R"(Recipe {file}: field "{field}" {rest})"},
    Pattern{Fault::NoComposite, R"(Recipe {file}: this is no composite recipe {rest})"},
    Pattern{Fault::NoComposite, R"(Recipe {file}: it has no level with an id.)"},
    Pattern{
        Fault::ConstantColumn,
        R"(recipe "{recipe}", level "{level}": {table}, column "{column}" has the same value in every area {rest})"},
    Pattern{
        Fault::ConstantColumn,
        R"(recipe "{recipe}", level "{level}": {table}, column "{column}" has the same value in at least half {rest})"},
    Pattern{Fault::CancelOut,
            R"(recipe "{recipe}", level "{level}": the indicators cancel each other out; {rest})"},
    Pattern{Fault::NoValidArea, R"(recipe "{recipe}": no area of {file} can have an index ({rest})"},
    Pattern{Fault::OneArea, R"(recipe "{recipe}": only area "{area}" of {file} has all values; {rest})"},
    Pattern{Fault::SharesForPercent,
            R"({file}, column "{column}": no value is above 1 although the recipe says percent; {rest})"},
    Pattern{
        Fault::LostZeros,
        R"(None of the {line} areas of {other} is in {file} ("{first}" there, "{second}" here): leading zeros {rest})"},
    Pattern{
        Fault::LostZeros,
        R"(recipe "{recipe}" excludes area "{area}", and {file} calls it "{second}": leading zeros {rest})"},
    Pattern{
        Fault::LostZeros,
        R"({file}: area keys have {line} or {header} digits; were leading zeros lost? Keys are compared as text.)"},
    Pattern{
        Fault::NoKeyMatches,
        R"(None of the {line} areas of {other} is in {file} ("{first}" there, "{second}" here): do both {rest})"},
    Pattern{Fault::FittedWeights,
            R"(Level "{level}": the weights cannot vary, as the data decide them; {rest})"},
    Pattern{Fault::Cancelled, cancelled_sentence},
};

bool is_number_name(std::string_view name) {
    return name == "line" || name == "earlier" || name == "header";
}

bool fits(std::string_view name, std::string_view value) {
    if (value.empty()) return false;
    return !is_number_name(name) || value.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Literal parts in their order, what lies between them are the arguments: each as short as the next literal
/// allows, the last one to the end.
std::optional<KnownFault> matched(const Pattern& pattern, std::string_view sentence) {
    KnownFault known;
    known.fault = pattern.fault;
    std::string_view rest = pattern.text;
    for (;;) {
        const std::size_t open = rest.find('{');
        const std::string_view literal = rest.substr(0, open);
        if (!sentence.starts_with(literal)) return std::nullopt;
        sentence.remove_prefix(literal.size());
        if (open == std::string_view::npos) return sentence.empty() ? std::optional(known) : std::nullopt;
        const std::size_t close = rest.find('}', open);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        const std::string_view next = rest.substr(0, rest.find('{'));
        const std::size_t end = next.empty() ? sentence.size() : sentence.find(next, 1);
        if (end == std::string_view::npos || !fits(name, sentence.substr(0, end))) return std::nullopt;
        known.arguments[std::string(name)] = sentence.substr(0, end);
        sentence.remove_prefix(end);
    }
}

} // namespace

std::optional<KnownFault> known_fault(std::string_view sentence) {
    for (const Pattern& pattern : patterns) {
        if (auto known = matched(pattern, sentence)) return known;
    }
    return std::nullopt;
}

} // namespace anker::jobs
