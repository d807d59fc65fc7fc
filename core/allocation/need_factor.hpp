// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace anker::allocation {

/// Which way the index points. Money follows need, so it has to be said: Berlin's MSS and NRW's classes mean
/// burden, GESIx and Hamburg's school index mean relief.
enum class Direction { Burden, Relief };
constexpr std::array<std::string_view, 2> direction_names{"burden", "relief"};

/// How a head counts more where the need is greater.
enum class FactorKind {
    Interpolated, ///< straight lines between the middles of the classes, level outside: no jump anywhere
    Steps,        ///< one factor per class: an area next to a class edge gains or loses all at once
    Linear,       ///< max(0, need - from)
    Exponential   ///< e^(beta need)
};
constexpr std::array<std::string_view, 4> factor_kind_names{"interpolated", "steps", "linear", "exponential"};

struct ClassFactor {
    std::string name; ///< of the class
    double factor = 1;
};

struct Knot {
    double index = 0;
    double factor = 1;
};

/// g of the share formula. Indices, cuts, knots and `from` are written as the index is published; the
/// direction turns them into need.
struct NeedFactor {
    FactorKind kind = FactorKind::Interpolated;
    std::vector<ClassFactor> classes; ///< from least to greatest need
    std::vector<double> cuts;         ///< of the index, ascending, one fewer than classes
    std::vector<Knot> knots;          ///< ascending by index; instead of classes and cuts
    double from = 0;                  ///< Linear: where need begins
    double beta = 0;                  ///< Exponential: >= 0

    /// Whether the class is read from a column, not from the index.
    [[nodiscard]] bool reads_classes() const { return kind == FactorKind::Steps && cuts.empty(); }
};

/// Whether these numbers make a factor that is never negative and never falls with need. The error is half a
/// sentence: what is wrong and what to do.
[[nodiscard]] Expected<void, std::string> check(const NeedFactor& factor, Direction direction);

/// The corners of the interpolated factor, ascending by need (the index, turned round for Relief). From
/// classes and cuts: every class has its factor at its middle; the two outer ones, which are open, as far
/// beyond their cut as the middle of their neighbour is before it.
[[nodiscard]] std::vector<Knot> need_knots(const NeedFactor& factor, Direction direction);

/// Evaluates a checked factor.
class FactorCurve {
public:
    FactorCurve(const NeedFactor& factor, Direction direction);

    /// By the index; for Steps by cuts, where a value on a cut belongs to the class of less need.
    [[nodiscard]] double at(double index) const;
    /// By the name of a class; negative where there is no such class.
    [[nodiscard]] double of_class(std::string_view name) const;

private:
    NeedFactor m_factor;
    double m_sign;
    std::vector<Knot> m_knots;  ///< ascending by need
    std::vector<double> m_cuts; ///< of need, ascending
};

} // namespace anker::allocation
