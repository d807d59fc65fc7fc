// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"

#include <algorithm>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;
using ui::sem::Role;

namespace {

constexpr float gap_em = 0.9f;

void say(Role role, std::string_view key, std::size_t number, std::string_view text) {
    ui::Scope scope(key, number + 1);
    ui::sem::add(role, ui::node_id("cell")).name = text;
}

class TablePainter {
public:
    TablePainter(const Table& table, ui::Cut& cut, const std::function<bool(Rect)>& shows)
        : m_table(table), m_cut(cut), m_shows(shows) {
        float fixed = 0;
        for (std::size_t c = 1; c < table.columns.size(); ++c)
            fixed += em(table.columns[c].width_em + gap_em);
        m_name_w = cut.rest().w - fixed;
        m_is_cards = m_name_w < em(9);
        // Values near their names: what is left over goes to the column that wants it, or stays free.
        const float most = em(20);
        if (m_name_w > most) {
            const bool grows = std::any_of(table.columns.begin(), table.columns.end(),
                                           [](const Column& column) { return column.grows; });
            m_grown = grows ? m_name_w - most : 0;
            m_name_w = most;
            m_w = grows ? cut.rest().w : most + fixed;
        } else {
            m_w = cut.rest().w;
        }
    }

    void draw() {
        ui::Container container(Role::Table, m_table.key, m_table.caption);
        head();
        const std::size_t rows =
            m_table.rows_shown == nullptr ? m_table.rows : std::min(m_table.rows, *m_table.rows_shown);
        for (std::size_t row = 0; row < rows; ++row) body(row);
        if (!m_table.totals.empty()) totals();
    }

private:
    /// Where a column of a row lies.
    [[nodiscard]] Rect cell(Rect row, std::size_t column) const {
        if (column == 0) return {row.x, row.y, m_name_w - em(0.4f), row.h};
        float x = row.x + m_name_w;
        for (std::size_t c = 1; c < column; ++c) x += width(c) + em(gap_em);
        return {x + em(gap_em), row.y, width(column), row.h};
    }

    [[nodiscard]] float width(std::size_t column) const {
        return em(m_table.columns[column].width_em) + (m_table.columns[column].grows ? m_grown : 0);
    }

    Rect take(float height) {
        Rect row = m_cut.top(height);
        row.w = m_w;
        return row;
    }

    void head() {
        ui::Container row(Role::TableRow, "head");
        for (std::size_t c = 0; c < m_table.columns.size(); ++c)
            say(Role::ColumnHeader, "column", c, m_table.columns[c].title);
        if (m_is_cards) return;
        float h = em(1.5f);
        for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
            const float w = c == 0 ? m_name_w - em(0.4f) : width(c);
            h = std::max(h, text_height(m_table.columns[c].title, style::small_text, w));
        }
        const Rect line_box = take(h + em(0.5f));
        for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
            Rect at = cell({line_box.x, line_box.y, line_box.w, h}, c);
            const float own = text_height(m_table.columns[c].title, style::small_text, at.w);
            at.y += h - own;
            at.h = own;
            ui::paint::text(at, m_table.columns[c].title, style::small_text, colours().ink2,
                            m_table.columns[c].is_number && !m_table.columns[c].paint ? Align::End
                                                                                      : Align::Start);
        }
        line({line_box.x, line_box.bottom()}, {line_box.right(), line_box.bottom()}, colours().line2, 1);
    }

    void body(std::size_t row) {
        ui::Scope scope("row", row + 1);
        ui::Container container(Role::TableRow, "cells");
        const std::string name = m_table.text(row, 0);
        const float name_w = m_is_cards ? m_cut.rest().w - em(1.6f) : m_name_w - em(0.4f);
        const float name_h = text_height(name, style::label, name_w);
        const bool is_current = m_table.is_current && m_table.is_current(row);
        if (m_is_cards) {
            card(row, name, name_h, is_current);
            return;
        }
        float h = std::max(em(2.75f), name_h + em(0.8f));
        std::vector<std::string> words(m_table.columns.size());
        for (std::size_t c = 1; c < words.size(); ++c) {
            words[c] = m_table.text(row, c);
            if (!m_table.columns[c].paint)
                h = std::max(h, text_height(words[c], style::note, width(c)) + em(0.8f));
        }
        const Rect box = take(h);
        const bool is_seen = m_shows(box);
        if (is_current && is_seen) fill(box, colours().sun_tint, em(0.5f));
        header(row, box, name);
        if (is_seen) ui::paint::text(cell(box, 0), name, style::label, colours().ink);
        for (std::size_t c = 1; c < words.size(); ++c) {
            say(Role::Cell, "cell", c, words[c]);
            if (is_seen) value(c, row, cell(box, c), words[c], style::note);
        }
        line({box.x, box.bottom()}, {box.right(), box.bottom()}, colours().line, 1);
    }

    void value(std::size_t column, std::size_t row, Rect at, const std::string& words,
               Style text_style) const {
        if (m_table.columns[column].paint) {
            m_table.columns[column].paint(at, row);
            return;
        }
        ui::paint::text(at, words, text_style, colours().ink,
                        m_table.columns[column].is_number ? Align::End : Align::Start);
    }

    void header(std::size_t row, Rect box, const std::string& name) const {
        if (!m_table.open) {
            say(Role::RowHeader, "name", 0, name);
            return;
        }
        ui::Container header_cell(Role::RowHeader, "name");
        const bool is_current = m_table.is_current && m_table.is_current(row);
        if (ui::press("open", box, name, em(0.5f), is_current ? ui::sem::flag::Current : 0U))
            m_table.open(row);
    }

    /// On a phone: the name, then every value with its column's title, two in a line.
    void card(std::size_t row, const std::string& name, float name_h, bool is_current) {
        const std::size_t values = m_table.columns.size() - 1;
        const float inner = m_cut.rest().w - em(1.6f);
        const bool is_double = inner > em(19);
        const float cell_w = is_double ? (inner - em(1)) / 2 : inner;
        std::vector<float> heights((values + 1) / (is_double ? 2 : 1) + 1, 0.0f);
        std::vector<std::string> words(values);
        float all = 0;
        for (std::size_t c = 0; c < values; ++c) {
            words[c] = m_table.text(row, c + 1);
            const float h =
                text_height(m_table.columns[c + 1].title, style::small_text, cell_w) +
                (m_table.columns[c + 1].paint ? em(1.9f) : text_height(words[c], style::label, cell_w));
            float& line_h = heights[is_double ? c / 2 : c];
            line_h = std::max(line_h, h + em(0.5f));
        }
        for (const float h : heights) all += h;
        const Rect box = m_cut.top(std::max(name_h, em(1.4f)) + all + em(1.7f));
        m_cut.top(em(0.5f));
        const bool is_seen = m_shows(box);
        if (is_seen) {
            surface(box, is_current ? colours().sun_tint : colours().surface, em(0.8f), Elevation::Raised);
            ui::paint::text({box.x + em(0.8f), box.y + em(0.7f), inner, std::max(name_h, em(1.4f))}, name,
                            style::label, colours().ink);
        }
        header(row, box, name);
        float y = box.y + em(0.7f) + std::max(name_h, em(1.4f)) + em(0.4f);
        for (std::size_t c = 0; c < values; ++c) {
            say(Role::Cell, "cell", c + 1, words[c]);
            const bool is_second = is_double && c % 2 == 1;
            const float x = box.x + em(0.8f) + (is_second ? cell_w + em(1) : 0);
            const float line_h = heights[is_double ? c / 2 : c];
            if (is_seen) {
                const float title_h = text_height(m_table.columns[c + 1].title, style::small_text, cell_w);
                ui::paint::text({x, y, cell_w, title_h}, m_table.columns[c + 1].title, style::small_text,
                                colours().ink2);
                if (m_table.columns[c + 1].paint) {
                    m_table.columns[c + 1].paint({x, y + title_h, cell_w, em(1.9f)}, row);
                } else {
                    const float value_h = text_height(words[c], style::label, cell_w);
                    ui::paint::text({x, y + title_h, cell_w, value_h}, words[c], style::label, colours().ink);
                }
            }
            if (!is_double || is_second || c + 1 == values) y += line_h;
        }
    }

    void totals() {
        ui::Container row(Role::TableRow, "totals");
        say(Role::RowHeader, "name", 0, m_table.totals[0]);
        const std::size_t columns = m_table.columns.size();
        if (m_is_cards) {
            std::string words = m_table.totals[0];
            for (std::size_t c = 1; c < columns; ++c) {
                say(Role::Cell, "cell", c, m_table.totals[c]);
                if (!m_table.totals[c].empty())
                    words += "\n" + m_table.columns[c].title + ": " + m_table.totals[c];
            }
            const float h = text_height(words, style::label, m_cut.rest().w - em(1.6f));
            const Rect box = m_cut.top(h + em(1.4f));
            fill(box, colours().sunk, em(0.8f));
            ui::paint::text(box.inset(em(0.8f), em(0.7f)), words, style::label, colours().ink);
            return;
        }
        const Rect box = take(em(2.75f));
        line({box.x, box.y}, {box.right(), box.y}, colours().line2, 2);
        for (std::size_t c = 0; c < columns; ++c) {
            if (c > 0) say(Role::Cell, "cell", c, m_table.totals[c]);
            ui::paint::text(cell(box, c), m_table.totals[c], style::label, colours().ink,
                            c > 0 && m_table.columns[c].is_number ? Align::End : Align::Start);
        }
    }

    const Table& m_table;
    ui::Cut& m_cut;
    const std::function<bool(Rect)>& m_shows;
    float m_name_w = 0;
    float m_w = 0;
    float m_grown = 0;
    bool m_is_cards = false;
};

} // namespace

void table_ui(const Table& table, ui::Cut& cut, const std::function<bool(Rect)>& shows) {
    TablePainter(table, cut, shows).draw();
    if (table.rows_shown == nullptr || table.rows <= *table.rows_shown) return;
    ui::Scope scope(table.key);
    cut.top(em(0.7f));
    const std::size_t next = std::min<std::size_t>(table.rows - *table.rows_shown, 60);
    const std::string more = ui::words(Text::LabMore, {{"n", ui::number(static_cast<double>(next))}});
    const Rect row = cut.top(em(2.75f));
    if (ui::button("more", {row.x, row.y, text_width(more, style::label) + em(2.6f), row.h},
                   ui::Button::Quiet, more)) {
        *table.rows_shown += next;
        ui::note_layout_changed();
    }
}

} // namespace anker::studio
