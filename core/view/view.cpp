// SPDX-License-Identifier: Apache-2.0
#include "core/view/view.hpp"

#include "core/base/hash.hpp"
#include "core/base/overloaded.hpp"

#include <algorithm>

namespace anker::view {

namespace {

Row claim_row(Marks& marks, base::ContributionId id) {
    Row row = marks.find(id);
    if (row != no_row) return row;
    if (!marks.free_rows.empty()) {
        row = marks.free_rows.back();
        marks.free_rows.pop_back();
    } else {
        row = marks.row_count();
        const std::size_t size = row + std::size_t{1};
        marks.id.resize(size);
        marks.number.resize(size);
        marks.at.resize(size);
        marks.kind.resize(size);
        marks.theme.resize(size);
        marks.perspective.resize(size);
        marks.has_words.resize(size);
        marks.is_hidden.resize(size);
        marks.support.resize(size);
        marks.comment_count.resize(size);
        marks.made_at_hour.resize(size);
    }
    marks.id[row] = id;
    marks.index.put(id, row);
    return row;
}

void show(Marks& marks, const MarkShown& e) {
    const Row row = claim_row(marks, e.id);
    marks.number[row] = e.number;
    marks.at[row] = e.at;
    marks.kind[row] = e.kind;
    marks.theme[row] = e.theme;
    marks.perspective[row] = e.perspective;
    marks.has_words[row] = e.has_words;
    marks.is_hidden[row] = e.is_hidden;
    marks.support[row] = e.support;
    marks.comment_count[row] = e.comment_count;
    marks.made_at_hour[row] = static_cast<std::int32_t>(e.made_at_hour);
    if (e.shape.kind == geo::ShapeKind::Point) {
        marks.shapes.erase(row);
    } else {
        marks.shapes[row] = e.shape;
    }
}

void drop(Marks& marks, base::ContributionId id) {
    const Row row = marks.find(id);
    if (row == no_row) return;
    marks.id[row] = {};
    marks.at[row] = {};
    marks.shapes.erase(row);
    marks.index.put(id, no_row - 1); // never a live row: `find` compares ids
    marks.free_rows.push_back(row);
}

} // namespace

Row Marks::find(base::ContributionId contribution) const {
    const Row row = index.find(contribution);
    return row < row_count() && id[row] == contribution ? row : no_row;
}

void apply(View& view, const ViewEvent& event) {
    ++view.revision;
    Marks& marks = view.marks;
    const auto with_row = [&](base::ContributionId id, auto&& change) {
        if (const Row row = marks.find(id); row != no_row) change(row);
    };
    std::visit(base::Overloaded{
                   [&](const QuartierShown& e) { view.quartier = e.quartier; },
                   [&](const SessionShown& e) { view.sessions[e.session.id] = e.session; },
                   [&](const MarkShown& e) {
                       show(marks, e);
                       ++view.marks_revision;
                   },
                   [&](const MarkGone& e) {
                       drop(marks, e.id);
                       view.words.erase(e.id);
                       std::erase_if(view.waiting,
                                     [&](const auto& entry) { return entry.second.on == e.id; });
                       ++view.marks_revision;
                   },
                   [&](const SupportShown& e) {
                       with_row(e.id, [&](Row row) { marks.support[row] = e.support; });
                       ++view.marks_revision;
                   },
                   [&](const CommentCountShown& e) {
                       with_row(e.id, [&](Row row) { marks.comment_count[row] = e.count; });
                   },
                   [&](const WordsShown& e) {
                       with_row(e.id, [&](Row row) {
                           marks.has_words[row] = 1;
                           view.words[e.id] = e.words;
                       });
                   },
                   [&](const WordsGone& e) {
                       with_row(e.id, [&](Row row) { marks.has_words[row] = 0; });
                       view.words.erase(e.id);
                   },
                   [&](const WordsWaiting& e) { view.waiting[e.subject] = e; },
                   [&](const WordsSettled& e) { view.waiting.erase(e.subject); },
                   [&](const MineShown& e) {
                       view.mine[e.id] = Mine{e.words_state, e.words, e.is_hidden};
                   },
                   [&](const MineGone& e) { view.mine.erase(e.id); },
                   [&](const MySupportShown& e) {
                       if (e.on) {
                           view.my_supports.insert(e.id);
                       } else {
                           view.my_supports.erase(e.id);
                       }
                   },
               },
               event);
}

std::uint64_t view_hash(const View& view) {
    base::StableHash hash;
    const auto add_id = [&](base::EventId id) {
        hash.add(id.high);
        hash.add(id.low);
    };
    hash.add(view.quartier.key);
    hash.add(view.quartier.name);
    for (const auto& [kind, dataset] : view.quartier.datasets) {
        hash.add(quartier::name_of(kind));
        hash.add(dataset.hash);
    }
    for (const auto& [id, session] : view.sessions) {
        add_id(id);
        hash.add(session.title);
        hash.add(static_cast<std::uint64_t>(session.stage));
        hash.add(static_cast<std::uint64_t>(session.opened_at_ms));
    }
    const Marks& m = view.marks;
    std::vector<Row> rows;
    for (Row row = 0; row < m.row_count(); ++row) {
        if (m.is_live(row)) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [&](Row a, Row b) { return m.number[a] < m.number[b]; });
    for (const Row row : rows) {
        add_id(m.id[row]);
        hash.add(m.number[row]);
        hash.add(static_cast<std::uint32_t>(m.at[row].lon_e7));
        hash.add(static_cast<std::uint32_t>(m.at[row].lat_e7));
        hash.add(static_cast<std::uint64_t>(m.kind[row]) | static_cast<std::uint64_t>(m.theme[row]) << 8 |
                 static_cast<std::uint64_t>(m.perspective[row]) << 16 |
                 static_cast<std::uint64_t>(m.has_words[row]) << 24 |
                 static_cast<std::uint64_t>(m.is_hidden[row]) << 32);
        hash.add(m.support[row]);
        hash.add(m.comment_count[row]);
        hash.add(static_cast<std::uint32_t>(m.made_at_hour[row]));
        if (const auto shape = m.shapes.find(row); shape != m.shapes.end()) {
            hash.add(static_cast<std::uint64_t>(shape->second.kind));
            for (const geo::Position p : shape->second.positions) {
                hash.add(static_cast<std::uint32_t>(p.lon_e7));
                hash.add(static_cast<std::uint32_t>(p.lat_e7));
            }
        }
    }
    for (const auto& [subject, waiting] : view.waiting) {
        add_id(subject);
        add_id(waiting.on);
        hash.add(waiting.words.text);
    }
    for (const auto& [id, mine] : view.mine) {
        add_id(id);
        hash.add(static_cast<std::uint64_t>(mine.words_state) | (mine.is_hidden ? 256U : 0U));
        hash.add(mine.words.text);
    }
    for (const base::ContributionId id : view.my_supports) add_id(id);
    return hash.value();
}

} // namespace anker::view
