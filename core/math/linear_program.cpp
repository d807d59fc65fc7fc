// SPDX-License-Identifier: Apache-2.0
#include "core/math/linear_program.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anker::math {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr double infinity = std::numeric_limits<double>::infinity();
/// On reduced costs and coefficients, which are of order one.
constexpr double small = 1e-9;
/// So many steps without improvement before Bland's rule takes over.
constexpr int most_idle_steps = 20;

} // namespace

LinearProgram::LinearProgram(const Matrix& a, std::span<const double> b, std::span<const double> upper)
    : m_variables(a.columns()), m_tableau(a.rows(), a.columns() + a.rows() + 1),
      m_goal(m_tableau.columns(), 0.0), m_upper(upper.begin(), upper.end()),
      m_mirrored(a.columns() + a.rows(), 0), m_basis(a.rows()) {
    const std::size_t rows = a.rows();
    const std::size_t right = m_variables + rows;
    m_upper.resize(right, infinity);
    double largest = 1;
    for (std::size_t i = 0; i < rows; ++i) {
        const double sign = b[i] < 0 ? -1 : 1;
        for (std::size_t j = 0; j < m_variables; ++j) m_tableau(i, j) = sign * a(i, j);
        m_tableau(i, m_variables + i) = 1;
        m_tableau(i, right) = sign * b[i];
        m_basis[i] = m_variables + i;
        largest = std::max(largest, std::abs(b[i]));
    }
    m_tolerance = 1e-9 * largest;
    // First phase: the sum of the artificial variables falls to nought.
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < m_variables; ++j) m_goal[j] -= m_tableau(i, j);
        m_goal[right] -= m_tableau(i, right);
    }
    m_status = improve(m_variables);
    if (m_status != LinearStatus::Optimal) return;
    double left = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        if (m_basis[i] >= m_variables) left += m_tableau(i, right);
    }
    if (left > m_tolerance * static_cast<double>(rows + 1)) {
        m_status = LinearStatus::Infeasible;
        return;
    }
    drop_artificials();
}

/// Rows that follow from the others go; then the artificial columns.
void LinearProgram::drop_artificials() {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_tableau.rows(); ++i) {
        if (m_basis[i] < m_variables) {
            kept.push_back(i);
            continue;
        }
        std::size_t best = none;
        for (std::size_t j = 0; j < m_variables; ++j) {
            if (std::abs(m_tableau(i, j)) <= small) continue;
            if (best == none || std::abs(m_tableau(i, j)) > std::abs(m_tableau(i, best))) best = j;
        }
        if (best == none) continue;
        pivot(i, best);
        kept.push_back(i);
    }
    const std::size_t right = m_tableau.columns() - 1;
    Matrix smaller(kept.size(), m_variables + 1);
    std::vector<std::size_t> basis;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        for (std::size_t j = 0; j < m_variables; ++j) smaller(i, j) = m_tableau(kept[i], j);
        smaller(i, m_variables) = m_tableau(kept[i], right);
        basis.push_back(m_basis[kept[i]]);
    }
    m_tableau = std::move(smaller);
    m_basis = std::move(basis);
    m_upper.resize(m_variables);
    m_mirrored.resize(m_variables);
    m_goal.assign(m_variables + 1, 0.0);
}

std::size_t LinearProgram::entering(std::size_t columns, bool by_bland) const {
    std::size_t best = none;
    for (std::size_t j = 0; j < columns; ++j) {
        if (m_goal[j] >= -small || m_upper[j] <= 0) continue;
        if (best == none || m_goal[j] < m_goal[best]) best = j;
        if (by_bland) break;
    }
    return best;
}

/// From here on the column stands for the distance to its upper bound.
void LinearProgram::flip_column(std::size_t column) {
    const std::size_t right = m_tableau.columns() - 1;
    const double upper = m_upper[column];
    for (std::size_t i = 0; i < m_tableau.rows(); ++i) {
        if (m_tableau(i, column) == 0) continue;
        m_tableau(i, right) -= m_tableau(i, column) * upper;
        m_tableau(i, column) = -m_tableau(i, column);
    }
    m_goal[right] -= m_goal[column] * upper;
    m_goal[column] = -m_goal[column];
    m_mirrored[column] ^= 1U;
}

/// The same for the column that is basic in this row.
void LinearProgram::flip_row(std::size_t row) {
    const std::size_t right = m_tableau.columns() - 1;
    const std::size_t column = m_basis[row];
    m_tableau(row, right) = m_upper[column] - m_tableau(row, right);
    for (std::size_t j = 0; j < right; ++j) {
        if (j != column) m_tableau(row, j) = -m_tableau(row, j);
    }
    m_mirrored[column] ^= 1U;
}

void LinearProgram::pivot(std::size_t row, std::size_t column) {
    const std::span<double> own = m_tableau.row(row);
    const double factor = own[column];
    if (factor != 1) {
        for (double& value : own) value /= factor;
        own[column] = 1;
    }
    const auto clear = [&](std::span<double> other) {
        const double times = other[column];
        if (times == 0) return;
        for (std::size_t j = 0; j < own.size(); ++j) {
            if (own[j] != 0) other[j] -= times * own[j];
        }
        other[column] = 0;
    };
    for (std::size_t i = 0; i < m_tableau.rows(); ++i) {
        if (i != row) clear(m_tableau.row(i));
    }
    clear(m_goal);
    m_basis[row] = column;
}

LinearStatus LinearProgram::improve(std::size_t columns) {
    const std::size_t right = m_tableau.columns() - 1;
    const std::size_t most_steps = 1000 + 50 * (m_tableau.rows() + columns);
    int idle = 0;
    for (std::size_t step = 0; step < most_steps; ++step) {
        const std::size_t column = entering(columns, idle > most_idle_steps);
        if (column == none) return LinearStatus::Optimal;
        double shortest = m_upper[column];
        std::size_t row = none;
        bool leaves_at_upper = false;
        for (std::size_t i = 0; i < m_tableau.rows(); ++i) {
            const double slope = m_tableau(i, column);
            const double upper = m_upper[m_basis[i]];
            double length = infinity;
            if (slope > small)
                length = std::max(0.0, m_tableau(i, right)) / slope;
            else if (slope < -small && upper < infinity)
                length = std::max(0.0, upper - m_tableau(i, right)) / -slope;
            if (length == infinity) continue;
            // Equal lengths: the first column leaves (Bland).
            if (length < shortest || (length == shortest && row != none && m_basis[i] < m_basis[row])) {
                shortest = length;
                row = i;
                leaves_at_upper = slope < 0;
            }
        }
        if (shortest == infinity) return LinearStatus::Unbounded;
        idle = shortest > m_tolerance ? 0 : idle + 1;
        if (row == none) {
            flip_column(column);
            continue;
        }
        if (leaves_at_upper) flip_row(row);
        pivot(row, column);
    }
    return LinearStatus::PivotLimit;
}

LinearSolution LinearProgram::minimise(std::span<const double> cost) {
    LinearSolution solution{m_status, 0, {}};
    if (m_status != LinearStatus::Optimal) return solution;
    for (std::size_t j = 0; j < m_variables; ++j) m_goal[j] = m_mirrored[j] != 0 ? -cost[j] : cost[j];
    m_goal[m_variables] = 0;
    for (std::size_t i = 0; i < m_basis.size(); ++i) {
        const double times = m_goal[m_basis[i]];
        if (times == 0) continue;
        const std::span<const double> row = m_tableau.row(i);
        for (std::size_t j = 0; j < row.size(); ++j) m_goal[j] -= times * row[j];
        m_goal[m_basis[i]] = 0;
    }
    solution.status = improve(m_variables);
    if (solution.status != LinearStatus::Optimal) return solution;
    solution.x.assign(m_variables, 0.0);
    for (std::size_t i = 0; i < m_basis.size(); ++i) solution.x[m_basis[i]] = m_tableau(i, m_variables);
    for (std::size_t j = 0; j < m_variables; ++j) {
        if (m_mirrored[j] != 0) solution.x[j] = m_upper[j] - solution.x[j];
        solution.value += cost[j] * solution.x[j];
    }
    return solution;
}

LinearSolution LinearProgram::maximise(std::span<const double> cost) {
    std::vector<double> opposite(cost.begin(), cost.end());
    for (double& value : opposite) value = -value;
    LinearSolution solution = minimise(opposite);
    solution.value = -solution.value;
    return solution;
}

} // namespace anker::math
