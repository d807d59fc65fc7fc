// SPDX-License-Identifier: Apache-2.0
#include "web/studio/complaint.hpp"

#include "core/jobs/known_fault.hpp"
#include "web/ui/look.hpp"

namespace anker::studio {

using jobs::Fault;
using ui::Text;

namespace {

Text text_of(Fault fault) {
    switch (fault) {
    case Fault::NotANumber:
        return Text::FaultNotANumber;
    case Fault::MissingValue:
        return Text::FaultMissingValue;
    case Fault::NegativeValue:
        return Text::FaultNegativeValue;
    case Fault::ValueTooHigh:
        return Text::FaultValueTooHigh;
    case Fault::KeyTwice:
        return Text::FaultKeyTwice;
    case Fault::KeyEmpty:
        return Text::FaultKeyEmpty;
    case Fault::TotalsRow:
        return Text::FaultTotalsRow;
    case Fault::CellsPerLine:
        return Text::FaultCellsPerLine;
    case Fault::OpenQuote:
        return Text::FaultOpenQuote;
    case Fault::NoColumn:
        return Text::FaultNoColumn;
    case Fault::EmptyFile:
        return Text::FaultEmptyFile;
    case Fault::NoRows:
        return Text::FaultNoRows;
    case Fault::NoTable:
        return Text::FaultNoTable;
    case Fault::Spreadsheet:
        return Text::FaultSpreadsheet;
    case Fault::MixedDecimals:
        return Text::FaultMixedDecimals;
    case Fault::AmbiguousNumber:
        return Text::FaultAmbiguousNumber;
    case Fault::NotJson:
        return Text::FaultNotJson;
    case Fault::UnknownField:
        return Text::FaultUnknownField;
    case Fault::WrongField:
        return Text::FaultWrongField;
    case Fault::NoComposite:
        return Text::FaultNoComposite;
    case Fault::ConstantColumn:
        return Text::FaultConstantColumn;
    case Fault::CancelOut:
        return Text::FaultCancelOut;
    case Fault::NoValidArea:
        return Text::FaultNoValidArea;
    case Fault::OneArea:
        return Text::FaultOneArea;
    case Fault::SharesForPercent:
        return Text::FaultSharesForPercent;
    case Fault::LostZeros:
        return Text::FaultLostZeros;
    case Fault::NoKeyMatches:
        return Text::FaultNoKeyMatches;
    case Fault::FittedWeights:
        return Text::FaultFittedWeights;
    case Fault::Cancelled:
        break;
    }
    return Text::FaultCancelled;
}

/// A name from a file keeps its own direction within a right-to-left sentence (Unicode isolates).
std::string isolated(const std::string& argument) {
    return ui::look().right_to_left ? "\u2068" + argument + "\u2069" : argument;
}

std::string words_of(const jobs::KnownFault& known) {
    const auto argument = [&](const char* name) {
        const auto found = known.arguments.find(name);
        return found == known.arguments.end() ? std::string() : isolated(found->second);
    };
    return ui::words(text_of(known.fault), {{"file", argument("file")},
                                            {"line", argument("line")},
                                            {"column", argument("column")},
                                            {"value", argument("value")},
                                            {"area", argument("area")},
                                            {"earlier", argument("earlier")},
                                            {"header", argument("header")},
                                            {"columns", argument("columns")},
                                            {"other", argument("other")},
                                            {"most", argument("most")},
                                            {"field", argument("field")},
                                            {"fields", argument("fields")},
                                            {"level", argument("level")}});
}

} // namespace

Complaint complaint_from(const std::string& sentence) {
    if (const auto known = jobs::known_fault(sentence)) return {words_of(*known), sentence};
    return {ui::words(Text::FaultUnknown, {{"sentence", isolated(sentence)}}), {}};
}

std::string note_words(const std::string& sentence) {
    if (const auto known = jobs::known_fault(sentence)) return words_of(*known);
    return ui::words(Text::FaultNote, {{"sentence", isolated(sentence)}});
}

} // namespace anker::studio
