// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/math/statistics.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Small dense matrices with sums in fixed order: the same bits natively and as wasm.
namespace anker::math {

class Matrix {
public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns, double value = 0)
        : m_rows(rows), m_columns(columns), m_values(rows * columns, value) {}
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] double& operator()(std::size_t row, std::size_t column) {
        return m_values[row * m_columns + column];
    }
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const {
        return m_values[row * m_columns + column];
    }
    [[nodiscard]] std::span<double> row(std::size_t r) {
        return {m_values.data() + r * m_columns, m_columns};
    }
    [[nodiscard]] std::span<const double> row(std::size_t r) const {
        return {m_values.data() + r * m_columns, m_columns};
    }

private:
    std::size_t m_rows = 0;
    std::size_t m_columns = 0;
    std::vector<double> m_values;
};

/// Of columns of equal length.
[[nodiscard]] Matrix covariance_matrix(std::span<const std::vector<double>> columns, Deviation kind);
[[nodiscard]] Matrix correlation_matrix(std::span<const std::vector<double>> columns);
/// Correlations from covariances; a variable without variance correlates 0 with the others.
[[nodiscard]] Matrix correlation_from_covariance(const Matrix& covariance);

/// Eigenvalues in descending order with their unit eigenvectors as columns. The sign of a vector is fixed:
/// its sum is positive, or where the sum is 0 its first element that is not.
struct Eigen {
    std::vector<double> values;
    Matrix vectors; ///< [variable][component]
};
/// Of a symmetric matrix, by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).
[[nodiscard]] Eigen symmetric_eigen(const Matrix& symmetric);

/// Lower triangle L with L L' = a; nothing where a is not positive definite.
[[nodiscard]] std::optional<Matrix> cholesky(const Matrix& a);
/// Inverse of a symmetric positive definite matrix; nothing where it is not one.
[[nodiscard]] std::optional<Matrix> inverse_of_positive_definite(const Matrix& a);

} // namespace anker::math
