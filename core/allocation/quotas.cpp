// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/apportionment.hpp"
#include "core/allocation/wide.hpp"
#include "core/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace anker::allocation {

std::vector<std::uint64_t> whole_weights(std::span<const double> weights) {
    double largest = 0;
    bool is_whole = true;
    for (const double weight : weights) {
        ANKER_ASSERT(std::isfinite(weight) &&
                     weight >= 0); // a caller let a negative or missing share through
        largest = std::max(largest, weight);
        is_whole = is_whole && weight == std::floor(weight);
    }
    constexpr auto limit = static_cast<double>(largest_weight);
    std::vector<std::uint64_t> whole;
    whole.reserve(weights.size());
    for (const double weight : weights) {
        if (is_whole && largest <= limit) {
            whole.push_back(static_cast<std::uint64_t>(weight));
        } else if (weight > 0) {
            // Division first: the largest becomes exactly the limit.
            whole.push_back(std::max<std::uint64_t>(
                1, static_cast<std::uint64_t>(std::floor(weight / largest * limit + 0.5))));
        } else {
            whole.push_back(0);
        }
    }
    return whole;
}

double Quotas::of(const Demand& demand, std::size_t unit) const {
    switch (where[unit]) {
    case Where::AtMinimum:
        return demand.minimum.empty() ? 0 : static_cast<double>(demand.minimum[unit]);
    case Where::AtMaximum:
        return static_cast<double>(demand.maximum[unit]);
    case Where::Free:
        break;
    }
    const Wide share = static_cast<Wide>(demand.weights[unit]) * free_total;
    return static_cast<double>(share / free_weight) +
           static_cast<double>(share % free_weight) / static_cast<double>(free_weight);
}

namespace {

using Where = Quotas::Where;

std::uint64_t minimum_of(const Demand& demand, std::size_t unit) {
    return demand.minimum.empty() ? 0 : demand.minimum[unit];
}

/// Nobody can get more than all of it.
std::uint64_t maximum_of(const Demand& demand, std::size_t unit) {
    return demand.maximum.empty() ? demand.total : std::min(demand.maximum[unit], demand.total);
}

Expected<void, std::string> check(const Demand& demand) {
    ANKER_ASSERT(demand.minimum.empty() || demand.minimum.size() == demand.weights.size());
    ANKER_ASSERT(demand.maximum.empty() || demand.maximum.size() == demand.weights.size());
    ANKER_ASSERT(demand.order.empty() || demand.order.size() == demand.weights.size());
    if (demand.total > largest_total)
        return failure("More than " + std::to_string(largest_total) + " units cannot be given out exactly.");
    Wide least = 0;
    Wide most = 0;
    for (std::size_t i = 0; i < demand.weights.size(); ++i) {
        ANKER_ASSERT(demand.weights[i] <= largest_weight);
        const std::uint64_t low = minimum_of(demand, i);
        if (!demand.maximum.empty() && low > demand.maximum[i])
            return failure("The minimum of unit " + std::to_string(i + 1) + " is above its maximum.");
        least += low;
        most += demand.weights[i] > 0 ? maximum_of(demand, i) : low;
    }
    if (least > demand.total) {
        return failure("The minimums add up to more than the " + std::to_string(demand.total) +
                       " there are to give.");
    }
    if (most < demand.total) {
        return failure("Only " + std::to_string(static_cast<std::uint64_t>(most)) + " of " +
                       std::to_string(demand.total) + " can be given out: everybody with a positive share " +
                       "has its maximum.");
    }
    return {};
}

/// What those that are free share, and in proportion to what.
void settle_free(const Demand& demand, Quotas& quotas) {
    quotas.free_total = demand.total;
    quotas.free_weight = 0;
    for (std::size_t i = 0; i < quotas.where.size(); ++i) {
        if (quotas.where[i] == Where::Free) quotas.free_weight += demand.weights[i];
        if (quotas.where[i] == Where::AtMinimum) quotas.free_total -= minimum_of(demand, i);
        if (quotas.where[i] == Where::AtMaximum) quotas.free_total -= maximum_of(demand, i);
    }
}

} // namespace

Expected<Quotas, std::string> quotas_of(const Demand& demand) {
    ANKER_DO(check(demand));
    Quotas quotas;
    for (const std::uint64_t weight : demand.weights)
        quotas.where.push_back(weight > 0 ? Where::Free : Where::AtMinimum);
    for (;;) {
        settle_free(demand, quotas);
        // How much the minimums add against how much the maximums take. Only the heavier side can be fixed:
        // afterwards the level moves towards the other side, whose hits may vanish.
        SignedWide added = 0;
        bool is_hit = false;
        const auto share = [&](std::size_t i) {
            return static_cast<Wide>(demand.weights[i]) * quotas.free_total;
        };
        const auto bound = [&](std::uint64_t whole) { return static_cast<Wide>(whole) * quotas.free_weight; };
        for (std::size_t i = 0; i < quotas.where.size(); ++i) {
            if (quotas.where[i] != Where::Free) continue;
            const Wide low = bound(minimum_of(demand, i));
            const Wide high = bound(maximum_of(demand, i));
            if (share(i) < low) added += static_cast<SignedWide>(low - share(i));
            if (share(i) > high) added -= static_cast<SignedWide>(share(i) - high);
            is_hit = is_hit || share(i) < low || share(i) > high;
        }
        if (!is_hit) return quotas;
        for (std::size_t i = 0; i < quotas.where.size(); ++i) {
            if (quotas.where[i] != Where::Free) continue;
            if (added >= 0 && share(i) < bound(minimum_of(demand, i))) {
                quotas.where[i] = Where::AtMinimum;
            } else if (added <= 0 && share(i) > bound(maximum_of(demand, i))) {
                quotas.where[i] = Where::AtMaximum;
            }
        }
    }
}

} // namespace anker::allocation
