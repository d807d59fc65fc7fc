// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/apportionment.hpp"

#include "core/allocation/wide.hpp"
#include "core/base/assert.hpp"

#include <algorithm>
#include <queue>

namespace anker::allocation {

namespace {

/// Who comes first where claims are equal.
class Precedence {
public:
    explicit Precedence(const Demand& demand) : m_demand(demand) {}
    [[nodiscard]] bool operator()(std::size_t a, std::size_t b) const {
        if (m_demand.tie_rule == TieRule::LargerWeight && m_demand.weights[a] != m_demand.weights[b])
            return m_demand.weights[a] > m_demand.weights[b];
        return m_demand.order.empty() ? a < b : m_demand.order[a] < m_demand.order[b];
    }

private:
    const Demand& m_demand;
};

/// The claim of a unit that has `given` to one more: its weight, for Huntington-Hill the square of it, times
/// a fraction that falls with `given`. A denominator of 0 comes before everything else.
struct Claim {
    std::uint64_t weight = 0;
    std::uint64_t numerator = 1;
    std::uint64_t denominator = 1;
    bool is_squared = false;

    [[nodiscard]] Wide power() const {
        return is_squared ? static_cast<Wide>(weight) * weight : static_cast<Wide>(weight);
    }
    [[nodiscard]] double about() const {
        const auto w = static_cast<double>(weight);
        return (is_squared ? w * w : w) * static_cast<double>(numerator) / static_cast<double>(denominator);
    }
};

Claim claim_of(Method method, std::uint64_t weight, std::uint64_t given) {
    switch (method) {
    case Method::LargestRemainder: // never asked
    case Method::SainteLague:
        return {weight, 1, 2 * given + 1, false};
    case Method::DHondt:
        return {weight, 1, given + 1, false};
    case Method::HuntingtonHill: // geometric means
        return {weight, 1, given * (given + 1), true};
    case Method::Adams:
        return {weight, 1, given, false};
    case Method::Dean: // given (given + 1) / (given + 1/2)
        return {weight, 2 * given + 1, 2 * given * (given + 1), false};
    case Method::ModifiedSainteLague:
        return given == 0 ? Claim{weight, 5, 7, false} : Claim{weight, 1, 2 * given + 1, false};
    }
    return {};
}

enum class Order { Less, Equal, Greater };

/// Exact: with weights up to 2^45 and totals up to 10^7 < 2^24, the products stay below 2^139.
Order compared(const Claim& a, const Claim& b) {
    if (a.denominator == 0 || b.denominator == 0) {
        if (a.denominator != b.denominator) return a.denominator == 0 ? Order::Greater : Order::Less;
        if (a.weight == b.weight) return Order::Equal;
        return a.weight > b.weight ? Order::Greater : Order::Less;
    }
    const double about_a = a.about();
    const double about_b = b.about();
    if (about_a > about_b * (1 + 1e-12)) return Order::Greater;
    if (about_b > about_a * (1 + 1e-12)) return Order::Less;
    const Product exact_a = product(a.power() * a.numerator, b.denominator);
    const Product exact_b = product(b.power() * b.numerator, a.denominator);
    if (exact_a == exact_b) return Order::Equal;
    return exact_a < exact_b ? Order::Less : Order::Greater;
}

class DivisorMethod {
public:
    DivisorMethod(Method method, const Demand& demand)
        : m_method(method), m_demand(demand), m_precedence(demand) {
        for (std::size_t i = 0; i < demand.weights.size(); ++i) m_given.push_back(minimum_of(i));
    }

    Apportioned run() {
        const std::vector<std::uint64_t> minimums = m_given;
        const bool is_ahead = start_ahead();
        give_rest();
        // Going ahead is right where what it gave is claimed more strongly than all that was left out.
        if (is_ahead && lowest_given_is_not_above_the_next()) {
            m_given = minimums;
            give_rest();
        }
        return {m_given, tied()};
    }

private:
    [[nodiscard]] std::uint64_t minimum_of(std::size_t i) const {
        return m_demand.minimum.empty() ? 0 : m_demand.minimum[i];
    }
    [[nodiscard]] std::uint64_t maximum_of(std::size_t i) const {
        return m_demand.maximum.empty() ? m_demand.total : m_demand.maximum[i];
    }
    [[nodiscard]] bool can_get_more(std::size_t i) const {
        return m_demand.weights[i] > 0 && m_given[i] < maximum_of(i);
    }
    [[nodiscard]] Claim next(std::size_t i) const {
        return claim_of(m_method, m_demand.weights[i], m_given[i]);
    }
    /// The claim by which it got its last one.
    [[nodiscard]] Claim last(std::size_t i) const {
        return claim_of(m_method, m_demand.weights[i], m_given[i] - 1);
    }

    /// OPTIMISATION: every divisor method gives at least floor(w/x) by the divisor x = sum / (total - units),
    /// and by it never more than the total. So only about twice as many as there are units are left to give
    /// one after the other.
    bool start_ahead() {
        const std::uint64_t units = m_demand.weights.size();
        if (m_demand.total < 4 * units) return false;
        Wide sum = 0;
        for (const std::uint64_t weight : m_demand.weights) sum += weight;
        if (sum == 0) return false;
        Wide given = 0;
        std::vector<std::uint64_t> ahead;
        for (std::size_t i = 0; i < units; ++i) {
            const auto by_divisor = static_cast<std::uint64_t>(static_cast<Wide>(m_demand.weights[i]) *
                                                               (m_demand.total - units) / sum);
            ahead.push_back(std::max(minimum_of(i), std::min(by_divisor, maximum_of(i))));
            given += ahead.back();
        }
        if (given > m_demand.total) return false;
        m_given = std::move(ahead);
        return true;
    }

    void give_rest() {
        const auto comes_later = [this](std::size_t a, std::size_t b) {
            const Order order = compared(next(a), next(b));
            return order == Order::Equal ? m_precedence(b, a) : order == Order::Less;
        };
        std::uint64_t left = m_demand.total;
        std::vector<std::size_t> wanting;
        for (std::size_t i = 0; i < m_given.size(); ++i) {
            left -= m_given[i];
            if (can_get_more(i)) wanting.push_back(i);
        }
        std::priority_queue queue(comes_later, std::move(wanting));
        for (; left > 0; --left) {
            ANKER_ASSERT(!queue.empty()); // the bounds were checked before
            const std::size_t i = queue.top();
            queue.pop();
            ++m_given[i];
            if (can_get_more(i)) queue.push(i);
        }
    }

    /// The weakest claim that was met and the strongest that was not; npos where there is none.
    struct Border {
        std::size_t given = npos;
        std::size_t waiting = npos;
    };
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    [[nodiscard]] Border border() const {
        Border border;
        for (std::size_t i = 0; i < m_given.size(); ++i) {
            if (m_given[i] > minimum_of(i) &&
                (border.given == npos || compared(last(i), last(border.given)) == Order::Less))
                border.given = i;
            if (can_get_more(i) &&
                (border.waiting == npos || compared(next(i), next(border.waiting)) == Order::Greater))
                border.waiting = i;
        }
        return border;
    }

    [[nodiscard]] bool lowest_given_is_not_above_the_next() const {
        const Border at = border();
        return at.given != npos && at.waiting != npos &&
               compared(last(at.given), next(at.waiting)) != Order::Greater;
    }

    [[nodiscard]] std::vector<std::size_t> tied() const {
        std::vector<std::size_t> units;
        const Border at = border();
        if (at.given == npos || at.waiting == npos) return units;
        const Claim claim = last(at.given);
        if (compared(claim, next(at.waiting)) != Order::Equal) return units;
        for (std::size_t i = 0; i < m_given.size(); ++i) {
            const bool has_it = m_given[i] > minimum_of(i) && compared(last(i), claim) == Order::Equal;
            const bool waits = can_get_more(i) && compared(next(i), claim) == Order::Equal;
            if (has_it || waits) units.push_back(i);
        }
        return units;
    }

    Method m_method;
    const Demand& m_demand;
    Precedence m_precedence;
    std::vector<std::uint64_t> m_given;
};

Apportioned by_largest_remainder(const Demand& demand, const Quotas& quotas) {
    Apportioned result;
    std::uint64_t without = quotas.free_total;
    std::vector<std::size_t> free;
    std::vector<std::uint64_t> remainders(demand.weights.size(), 0);
    for (std::size_t i = 0; i < demand.weights.size(); ++i) {
        switch (quotas.where[i]) {
        case Quotas::Where::AtMinimum:
            result.given.push_back(demand.minimum.empty() ? 0 : demand.minimum[i]);
            break;
        case Quotas::Where::AtMaximum:
            result.given.push_back(demand.maximum[i]);
            break;
        case Quotas::Where::Free: {
            const Wide share = static_cast<Wide>(demand.weights[i]) * quotas.free_total;
            result.given.push_back(static_cast<std::uint64_t>(share / quotas.free_weight));
            remainders[i] = static_cast<std::uint64_t>(share % quotas.free_weight);
            without -= result.given.back();
            free.push_back(i);
            break;
        }
        }
    }
    const Precedence precedence(demand);
    std::sort(free.begin(), free.end(), [&](std::size_t a, std::size_t b) {
        return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : precedence(a, b);
    });
    const auto left = static_cast<std::size_t>(without); // fewer than there are units
    for (std::size_t rank = 0; rank < left; ++rank) ++result.given[free[rank]];
    if (left > 0 && left < free.size() && remainders[free[left - 1]] == remainders[free[left]]) {
        for (const std::size_t i : free) {
            if (remainders[i] == remainders[free[left]]) result.tied.push_back(i);
        }
        std::sort(result.tied.begin(), result.tied.end());
    }
    return result;
}

} // namespace

Expected<Apportioned, std::string> apportion(Method method, const Demand& demand) {
    ANKER_TRY(const Quotas quotas, quotas_of(demand));
    if (method == Method::LargestRemainder) return by_largest_remainder(demand, quotas);
    if (demand.total > largest_total_by_divisors) {
        return failure("A divisor method gives out one after the other, at most " +
                       std::to_string(largest_total_by_divisors) + "; take largest_remainder.");
    }
    return DivisorMethod(method, demand).run();
}

} // namespace anker::allocation
