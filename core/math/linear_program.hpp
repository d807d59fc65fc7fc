// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/math/matrix.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace anker::math {

enum class LinearStatus {
    Optimal,
    Infeasible, ///< no x keeps all constraints
    Unbounded,  ///< the goal can be made as small as one likes
    PivotLimit  ///< given up; nothing is known about the optimum
};

struct LinearSolution {
    LinearStatus status = LinearStatus::Infeasible;
    double value = 0;      ///< of the goal, where the status is Optimal
    std::vector<double> x; ///< a point that reaches it; likewise
};

/// Small dense linear programs: a x = b, 0 <= x <= upper (infinity = no bound). Two-phase simplex on a
/// tableau, with implicit upper bounds (Dantzig 1955). The most negative reduced cost enters, and after a run
/// of steps that do not improve anything Bland's rule (1977), which cannot cycle. Where all coefficients of a
/// and all pivots are -1, 0 or 1 (tables of up to two dimensions with their sums) whole numbers stay exact.
///
/// Several goals over the same constraints: the first phase runs once, and every goal starts from the vertex
/// the one before it ended at. HAZARD: which of several optimal points comes back therefore depends on the
/// goals before it; the optimal value does not.
class LinearProgram {
public:
    /// `b` has a value per row of `a`, `upper` one >= 0 per column.
    LinearProgram(const Matrix& a, std::span<const double> b, std::span<const double> upper);

    /// Optimal where some x keeps all constraints; else Infeasible or PivotLimit.
    [[nodiscard]] LinearStatus status() const { return m_status; }
    /// `cost` has a value per column of `a`.
    [[nodiscard]] LinearSolution minimise(std::span<const double> cost);
    [[nodiscard]] LinearSolution maximise(std::span<const double> cost);

private:
    [[nodiscard]] LinearStatus improve(std::size_t columns);
    [[nodiscard]] std::size_t entering(std::size_t columns, bool by_bland) const;
    void flip_column(std::size_t column);
    void flip_row(std::size_t row);
    void pivot(std::size_t row, std::size_t column);
    void drop_artificials();

    std::size_t m_variables = 0;           ///< columns of a
    Matrix m_tableau;                      ///< rows: constraints; columns: variables, artificials, right side
    std::vector<double> m_goal;            ///< reduced costs, as long as a row of the tableau
    std::vector<double> m_upper;           ///< per column
    std::vector<unsigned char> m_mirrored; ///< per column: stands for upper - x
    std::vector<std::size_t> m_basis;      ///< per row, its column
    double m_tolerance = 0;                ///< on right sides
    LinearStatus m_status = LinearStatus::Infeasible;
};

} // namespace anker::math
