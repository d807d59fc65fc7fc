// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/need_factor.hpp"

#include "core/math/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace anker::allocation {

namespace {

double sign_of(Direction direction) {
    return direction == Direction::Burden ? 1 : -1;
}

std::vector<double> need_cuts(const NeedFactor& factor, Direction direction) {
    std::vector<double> cuts;
    for (const double cut : factor.cuts) cuts.push_back(sign_of(direction) * cut);
    if (direction == Direction::Relief) std::reverse(cuts.begin(), cuts.end());
    return cuts;
}

Expected<void, std::string> check_classes(const NeedFactor& factor) {
    if (factor.classes.empty()) return failure(std::string("factors are missing; give one per class"));
    double before = 0;
    for (std::size_t i = 0; i < factor.classes.size(); ++i) {
        const ClassFactor& entry = factor.classes[i];
        if (!std::isfinite(entry.factor) || entry.factor < 0)
            return failure("the factor of class " + entry.name + " is negative; a factor is 0 or more");
        if (entry.factor < before) {
            return failure("the factor of class " + entry.name +
                           " is lower than the one before it; list the classes from least to greatest need");
        }
        before = entry.factor;
        for (std::size_t j = 0; j < i; ++j) {
            if (factor.classes[j].name == entry.name)
                return failure("class " + entry.name + " has two factors; give it one");
        }
    }
    return {};
}

Expected<void, std::string> check_cuts(const NeedFactor& factor) {
    for (std::size_t i = 0; i < factor.cuts.size(); ++i) {
        if (!std::isfinite(factor.cuts[i]) || (i > 0 && factor.cuts[i] <= factor.cuts[i - 1]))
            return failure(std::string("cuts are numbers in ascending order"));
    }
    if (factor.cuts.size() + 1 != factor.classes.size()) {
        return failure(std::to_string(factor.classes.size()) + " classes need " +
                       std::to_string(factor.classes.size() - 1) + " cuts of the index between them, not " +
                       std::to_string(factor.cuts.size()));
    }
    return {};
}

Expected<void, std::string> check_knots(const NeedFactor& factor, Direction direction) {
    const std::vector<Knot>& knots = factor.knots;
    if (knots.size() < 2) return failure(std::string("a line needs two knots or more"));
    for (std::size_t i = 0; i < knots.size(); ++i) {
        if (!std::isfinite(knots[i].index) || (i > 0 && knots[i].index <= knots[i - 1].index))
            return failure(std::string("knots go in ascending order of the index"));
        if (!std::isfinite(knots[i].factor) || knots[i].factor < 0)
            return failure(std::string("a knot has a negative factor; a factor is 0 or more"));
        if (i > 0 && sign_of(direction) * (knots[i].factor - knots[i - 1].factor) < 0) {
            return failure(std::string("the knots give less where the need is greater; look at the factors "
                                       "and at the direction of the index"));
        }
    }
    return {};
}

} // namespace

Expected<void, std::string> check(const NeedFactor& factor, Direction direction) {
    switch (factor.kind) {
    case FactorKind::Linear:
        if (!std::isfinite(factor.from)) return failure(std::string("from is not a number"));
        return {};
    case FactorKind::Exponential:
        if (!std::isfinite(factor.beta) || factor.beta < 0)
            return failure(std::string("beta is negative: more need would bring less; give 0 or more"));
        return {};
    case FactorKind::Steps:
        ANKER_DO(check_classes(factor));
        return factor.reads_classes() ? Expected<void, std::string>() : check_cuts(factor);
    case FactorKind::Interpolated:
        break;
    }
    if (!factor.knots.empty()) {
        if (!factor.classes.empty() || !factor.cuts.empty())
            return failure(std::string("knots stand instead of factors and cuts; leave one of them out"));
        return check_knots(factor, direction);
    }
    ANKER_DO(check_classes(factor));
    ANKER_DO(check_cuts(factor));
    if (factor.classes.size() < 3) {
        return failure(std::string("two classes have no middle to draw a line from; say with knots where the "
                                   "factor begins and ends to rise"));
    }
    return {};
}

std::vector<Knot> need_knots(const NeedFactor& factor, Direction direction) {
    std::vector<Knot> knots;
    if (!factor.knots.empty()) {
        for (const Knot& knot : factor.knots) knots.push_back({sign_of(direction) * knot.index, knot.factor});
        if (direction == Direction::Relief) std::reverse(knots.begin(), knots.end());
        return knots;
    }
    const std::vector<double> cuts = need_cuts(factor, direction);
    const std::size_t last = cuts.size() - 1;
    knots.push_back({cuts[0] - (cuts[1] - cuts[0]) / 2, factor.classes.front().factor});
    for (std::size_t i = 1; i < cuts.size(); ++i)
        knots.push_back({(cuts[i - 1] + cuts[i]) / 2, factor.classes[i].factor});
    knots.push_back({cuts[last] + (cuts[last] - cuts[last - 1]) / 2, factor.classes.back().factor});
    return knots;
}

FactorCurve::FactorCurve(const NeedFactor& factor, Direction direction)
    : m_factor(factor), m_sign(sign_of(direction)), m_cuts(need_cuts(factor, direction)) {
    if (factor.kind == FactorKind::Interpolated) m_knots = need_knots(factor, direction);
}

double FactorCurve::at(double index) const {
    const double need = m_sign * index;
    switch (m_factor.kind) {
    case FactorKind::Linear:
        return std::max(0.0, need - m_sign * m_factor.from);
    case FactorKind::Exponential:
        return math::exp(m_factor.beta * need);
    case FactorKind::Steps: {
        const auto above = std::lower_bound(m_cuts.begin(), m_cuts.end(), need);
        return m_factor.classes[static_cast<std::size_t>(above - m_cuts.begin())].factor;
    }
    case FactorKind::Interpolated:
        break;
    }
    if (need <= m_knots.front().index) return m_knots.front().factor;
    for (std::size_t i = 1; i < m_knots.size(); ++i) {
        const Knot& left = m_knots[i - 1];
        const Knot& right = m_knots[i];
        if (need > right.index) continue;
        const double way = (need - left.index) / (right.index - left.index);
        return left.factor + way * (right.factor - left.factor);
    }
    return m_knots.back().factor;
}

double FactorCurve::of_class(std::string_view name) const {
    for (const ClassFactor& entry : m_factor.classes) {
        if (entry.name == name) return entry.factor;
    }
    return -1;
}

} // namespace anker::allocation
