// SPDX-License-Identifier: Apache-2.0
#include "web/studio/voice_figures.hpp"

#include "web/screens/screens.hpp"
#include "web/studio/pieces.hpp"

namespace anker::studio {

using namespace ui::paint;
using app::Actions;
using app::Model;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

std::string words_of(const figures::ShownCount& count, std::uint32_t minimum) {
    if (count.value) return ui::number(*count.value);
    if (count.reason == disclosure::Reason::TooFew)
        return ui::words(Text::StudioUnder, {{"n", ui::number(minimum)}});
    return ui::words(Text::StudioHidden);
}

std::string words_of(const figures::ShownRate& rate) {
    if (rate.per_1000) return ui::number(*rate.per_1000, 1);
    const bool is_known =
        rate.reason != disclosure::Reason::None && rate.reason != disclosure::Reason::Unknown;
    return is_known ? ui::words(Text::StudioHidden) : "–";
}

/// Needs or resources by theme and perspective as a real table.
float theme_table_ui(const figures::ShownKind& kind, contribution::Kind which, std::uint32_t minimum,
                     Rect at) {
    const float top = at.y;
    const std::string title =
        ui::words(which == contribution::Kind::Need ? Text::StudioMissing : Text::StudioGood);
    ui::Scope scope(which == contribution::Kind::Need ? "needs" : "resources");
    at.y += ui::heading("title", at, 3, title, style::strong, colour_of(which)) + em(0.3f);
    ui::Container table(ui::sem::Role::Table, "table", title);
    const float column = em(4.6f);
    const auto cell = [](ui::sem::Role role, std::string_view key, std::string_view text) {
        ui::sem::add(role, ui::node_id(key)).name = text;
    };
    {
        ui::Container row(ui::sem::Role::TableRow, "head");
        cell(ui::sem::Role::ColumnHeader, "theme", ui::words(Text::StudioTheme));
        cell(ui::sem::Role::ColumnHeader, "residents", ui::words(Text::StudioResidents));
        cell(ui::sem::Role::ColumnHeader, "professionals", ui::words(Text::StudioProfessionals));
        text_line({at.right() - 2 * column, at.y, column, em(1.4f)}, ui::words(Text::StudioResidents),
                  style::small_text, colours().ink2, Align::End);
        text_line({at.right() - column, at.y, column, em(1.4f)}, ui::words(Text::StudioProfessionals),
                  style::small_text, colours().ink2, Align::End);
        at.y += em(1.6f);
    }
    const auto row_ui = [&](std::string_view name, const figures::ShownCount& residents,
                            const figures::ShownCount& professionals, ui::paint::Style text_style) {
        ui::Container row(ui::sem::Role::TableRow, "cells");
        const float h = em(1.95f);
        text_line({at.x + em(2.3f), at.y, at.w - em(2.5f) - 2 * column, h}, name, text_style, colours().ink);
        cell(ui::sem::Role::RowHeader, "theme", name);
        std::size_t p = 0;
        for (const figures::ShownCount* count : {&residents, &professionals}) {
            const std::string value = words_of(*count, minimum);
            text_line({at.right() - static_cast<float>(2 - p) * column, at.y, column, h}, value,
                      count->value ? style::label : style::small_text,
                      count->value ? colours().ink : colours().ink2, Align::End);
            cell(ui::sem::Role::Cell, p == 0 ? "residents" : "professionals", value);
            ++p;
        }
        at.y += h;
    };
    for (std::size_t t = 0; t < contribution::theme_count; ++t) {
        const auto& pair = kind.themes[t];
        const bool is_zero = pair[0].value && *pair[0].value == 0 && pair[1].value && *pair[1].value == 0;
        if (is_zero) continue;
        ui::Scope row_scope("row", t + 1);
        const auto theme = static_cast<contribution::Theme>(t);
        mark({at.x, at.y + em(0.05f), em(1.7f), em(1.7f)}, which, theme);
        row_ui(ui::words(screens::text_of(theme)), pair[0], pair[1], style::note);
    }
    line({at.x, at.y}, {at.right(), at.y}, colours().line, 1);
    ui::Scope sum_scope("sum");
    row_ui(ui::words(Text::StudioAllThemes), kind.residents, kind.professionals, style::label);
    return at.y - top + em(1);
}

} // namespace anker::studio
