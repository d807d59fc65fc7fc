// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/people.hpp"

#include <algorithm>

namespace anker::aggregate {

namespace {

using contribution::Perspective;

struct Mark {
    std::uint32_t area = 0; ///< one past the last = outside
    std::size_t kind = 0;
    std::size_t theme = 0;
    std::size_t perspective = 0;
    base::AuthorId author; ///< none: a person of its own
};

std::vector<Mark> visible_marks(const VoiceCounter& voices, const workspace::State& state) {
    const contribution::Columns& c = state.contributions.columns();
    const auto outside = static_cast<std::uint32_t>(voices.areas().size());
    std::vector<Mark> marks;
    for (contribution::Handle row = 0; row < state.contributions.row_count(); ++row) {
        if (c.state[row] != contribution::MarkState::Shown) continue;
        const AreaIndex area = voices.area_of(row);
        marks.push_back({area == no_area ? outside : static_cast<std::uint32_t>(area),
                         static_cast<std::size_t>(c.kind[row]), static_cast<std::size_t>(c.theme[row]),
                         static_cast<std::size_t>(c.perspective[row]), person_behind(c, row)});
    }
    return marks;
}

constexpr std::uint32_t not_counted = ~0U;

/// People per number; `number_of` says which number a mark belongs to.
template <class NumberOf>
std::vector<std::uint32_t> people_by(const std::vector<Mark>& marks, std::size_t numbers,
                                     NumberOf number_of) {
    std::vector<std::uint32_t> people(numbers, 0);
    std::vector<std::pair<std::uint32_t, base::AuthorId>> pairs;
    for (const Mark& mark : marks) {
        const std::uint32_t number = number_of(mark);
        if (number == not_counted) continue;
        if (mark.author.is_none())
            ++people[number];
        else
            pairs.emplace_back(number, mark.author);
    }
    std::sort(pairs.begin(), pairs.end());
    const auto last = std::unique(pairs.begin(), pairs.end());
    for (auto pair = pairs.begin(); pair != last; ++pair) ++people[pair->first];
    return people;
}

} // namespace

base::AuthorId person_behind(const contribution::Columns& columns, contribution::Handle row) {
    const bool is_own_voice = columns.channel[row] == contribution::Channel::Phone;
    return is_own_voice ? columns.author[row] : base::AuthorId{};
}

VoicePeople people_behind(const VoiceCounter& voices, const workspace::State& state) {
    using contribution::kind_count;
    using contribution::perspective_count;
    using contribution::theme_count;
    const std::vector<Mark> marks = visible_marks(voices, state);
    const auto outside = static_cast<std::uint32_t>(voices.areas().size());
    const std::size_t places = std::size_t{outside} + 1;
    const auto total_of = [](std::uint32_t area, std::size_t kind, std::size_t perspective) {
        return static_cast<std::uint32_t>((area * kind_count + kind) * perspective_count + perspective);
    };
    const auto theme_of = [&](std::uint32_t area, std::size_t kind, std::size_t theme,
                              std::size_t perspective) {
        return static_cast<std::uint32_t>(total_of(area, kind, perspective) * theme_count + theme);
    };
    const auto is_resident = [](const Mark& mark) {
        return mark.perspective == static_cast<std::size_t>(Perspective::Resident);
    };
    const std::size_t totals = places * kind_count * perspective_count;
    const auto by_theme = people_by(marks, totals * theme_count, [&](const Mark& mark) {
        return theme_of(mark.area, mark.kind, mark.theme, mark.perspective);
    });
    const auto by_total = people_by(
        marks, totals, [&](const Mark& mark) { return total_of(mark.area, mark.kind, mark.perspective); });
    const auto residents = people_by(
        marks, places, [&](const Mark& mark) { return is_resident(mark) ? mark.area : not_counted; });
    const auto residents_of_all = people_by(marks, 1, [&](const Mark& mark) {
        return is_resident(mark) && mark.area != outside ? 0U : not_counted;
    });
    VoicePeople people;
    for (std::uint32_t area = 0; area <= outside; ++area) {
        AreaPeople here;
        here.residents = residents[area];
        for (std::size_t k = 0; k < kind_count; ++k) {
            for (std::size_t p = 0; p < perspective_count; ++p) {
                here.totals[k][p] = by_total[total_of(area, k, p)];
                for (std::size_t t = 0; t < theme_count; ++t)
                    here.themes[k][t][p] = by_theme[theme_of(area, k, t, p)];
            }
        }
        if (area == outside)
            people.outside = here;
        else
            people.areas.push_back(here);
    }
    people.residents = residents_of_all[0];
    return people;
}

} // namespace anker::aggregate
