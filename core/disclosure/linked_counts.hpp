// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disclosure/gate.hpp"
#include "core/disclosure/joint_bounds.hpp"

#include <cstdint>
#include <span>
#include <vector>

/// Complementary suppression. Counts that add up to each other are protected together: what one table
/// withholds must not follow from another one.
namespace anker::disclosure {

/// Whether a nought among the parts of a sum may be told as "under the minimum" to protect the others.
enum class Noughts : std::uint8_t {
    Shown, ///< silence is a finding: areas without a voice
    Masked ///< themes within an area: how many are not nought would narrow the small ones
};

/// Add cells, say which of them add up, `protect` once, then read the verdicts.
///
/// The attacker knows the rules, everything that is shown and all sums. Small counts are withheld first, then
/// further ones (in each sum the smallest part, at last the sum itself), until the bounds that follow from
/// all sums together (the shuttle algorithm: Dobra and Fienberg 2001) leave three values for every withheld
/// count, or as many as withholding everything would leave.
///
/// The bounds are exact, those of a linear program in whole numbers, where the sums are a hierarchy (every
/// count is part of at most one), and where hierarchies hang together as the rows of one table of two columns
/// (`add_table`). Beyond that they may be wider than the truth: protect_table (table_protection.hpp) has the
/// program.
class LinkedCounts {
public:
    using Cell = std::uint32_t;

    /// `values_left` must stay possible for every withheld count. Two are enough where bounds are exact and
    /// "too few" has no more (a minimum of 3).
    explicit LinkedCounts(const Gate& gate, std::int64_t values_left = 3)
        : m_gate(gate), m_values_left(values_left) {}

    /// A count that is to be shown, unless `primary` says why it cannot although it is not too small.
    Cell add(std::uint32_t count, Reason primary = Reason::None);
    /// One that must not be shown beside an earlier output; its reason (`difference`) and that output tell
    /// `told` of it.
    Cell add_changed(std::uint32_t count, const CountRange& told);
    /// A count whose nought is as telling as a small number ("nobody there has it"): it is withheld too.
    Cell add_with_secret_nought(std::uint32_t count);
    /// One that nobody is told and that needs no protection itself.
    Cell add_unpublished(std::uint32_t count);
    /// One that everybody can know whatever we do. Never withheld.
    Cell add_public(std::uint32_t count);
    /// `total` is the sum of `parts`.
    void add_sum(Cell total, std::span<const Cell> parts, Noughts noughts = Noughts::Shown);

    /// A row of a table with two columns: `both` is the sum of `first` and `second`.
    struct Row {
        Cell first = 0;
        Cell second = 0;
        Cell both = 0;
    };
    /// The columns add up to `totals`: those of the first two have `rests` beside the rows, the third one has
    /// none. Says nothing new (each of these sums has to be added too), but makes their joint bounds exact.
    /// One table at most.
    void add_table(std::span<const Row> rows, const Row& totals, Cell first_rest, Cell second_rest);

    void protect();

    [[nodiscard]] GatedCount verdict(Cell cell) const;
    /// What the attacker knows of a cell after `protect`. For checks.
    [[nodiscard]] CountRange known(Cell cell) const { return m_known[cell]; }

private:
    using Range = CountRange;
    struct Entry {
        std::uint32_t count = 0;
        Reason reason = Reason::None;
        bool is_fixed = false;      ///< cannot be withheld, or is not ours to show
        bool is_sensitive = false;  ///< must keep several possible values once it is withheld
        bool may_be_nought = false; ///< "under the minimum" includes 0 here
        CountRange told{};          ///< where the reason is Difference
        std::int64_t wanted = 0;    ///< possible values it must keep
    };
    struct Sum {
        Cell total = 0;
        std::vector<Cell> parts;
        Noughts noughts{};
    };
    struct Table {
        std::vector<Row> rows;
        Row totals;
        Cell first_rest = 0;
        Cell second_rest = 0;
    };

    [[nodiscard]] Range range_by_rule(const Entry& entry) const;
    [[nodiscard]] std::vector<Range> ranges_by_rule() const;
    [[nodiscard]] static std::vector<Range> of_sum(const Sum& sum, const std::vector<Range>& ranges);
    static void tighten(std::vector<Range>& members);
    [[nodiscard]] static bool tighten_sum(const Sum& sum, std::vector<Range>& ranges);
    [[nodiscard]] bool tighten_table(std::vector<Range>& ranges) const;
    void tighten_all(std::vector<Range>& ranges) const;
    [[nodiscard]] bool exposes(const Sum& sum, const std::vector<Range>& members) const;
    [[nodiscard]] static bool can_go(const Entry& entry);
    [[nodiscard]] Entry* next_to_withhold(const Sum& sum);
    void add_neighbours(std::vector<std::size_t>& sums) const;
    bool withhold_one(const Sum& sum, std::vector<Range>& by_rule);
    [[nodiscard]] std::int64_t gaps(const Entry& entry) const;
    void settle_wanted();

    const Gate& m_gate;
    std::int64_t m_values_left;
    std::vector<Entry> m_entries;
    std::vector<Sum> m_sums;
    Table m_table; ///< without rows where there is none
    std::vector<Range> m_known;
};

} // namespace anker::disclosure
