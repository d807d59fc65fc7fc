// SPDX-License-Identifier: Apache-2.0
#include "core/math/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::math {

Matrix covariance_matrix(std::span<const std::vector<double>> columns, Deviation kind) {
    const std::size_t p = columns.size();
    Matrix result(p, p);
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            result(i, j) = covariance(columns[i], columns[j], kind);
            result(j, i) = result(i, j);
        }
    }
    return result;
}

Matrix correlation_matrix(std::span<const std::vector<double>> columns) {
    return correlation_from_covariance(covariance_matrix(columns, Deviation::Population));
}

Matrix correlation_from_covariance(const Matrix& covariance) {
    const std::size_t p = covariance.rows();
    Matrix result(p, p);
    for (std::size_t i = 0; i < p; ++i) {
        result(i, i) = 1;
        for (std::size_t j = 0; j < i; ++j) {
            const double scale = std::sqrt(covariance(i, i)) * std::sqrt(covariance(j, j));
            result(i, j) = scale > 0 ? covariance(i, j) / scale : 0;
            result(j, i) = result(i, j);
        }
    }
    return result;
}

Eigen symmetric_eigen(const Matrix& symmetric) {
    const std::size_t n = symmetric.rows();
    Matrix a = symmetric;
    Matrix v(n, n);
    for (std::size_t i = 0; i < n; ++i) v(i, i) = 1;
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) total += a(i, j) * a(i, j);
    }
    constexpr int most_sweeps = 100; // about ten are needed in practice
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double off = 0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < i; ++j) off += 2 * a(i, j) * a(i, j);
        }
        if (off <= 1e-32 * total) break;
        for (std::size_t p = 0; p + 1 < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q) {
                if (a(p, q) == 0) continue;
                // the rotation that makes a(p, q) nought, by the smaller angle
                const double theta = (a(q, q) - a(p, p)) / (2 * a(p, q));
                const double t = (theta >= 0 ? 1.0 : -1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1));
                const double c = 1 / std::sqrt(t * t + 1);
                const double s = t * c;
                for (std::size_t k = 0; k < n; ++k) {
                    const double kp = a(k, p);
                    const double kq = a(k, q);
                    a(k, p) = c * kp - s * kq;
                    a(k, q) = s * kp + c * kq;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    const double pk = a(p, k);
                    const double qk = a(q, k);
                    a(p, k) = c * pk - s * qk;
                    a(q, k) = s * pk + c * qk;
                }
                a(p, q) = 0;
                a(q, p) = 0;
                for (std::size_t k = 0; k < n; ++k) {
                    const double kp = v(k, p);
                    const double kq = v(k, q);
                    v(k, p) = c * kp - s * kq;
                    v(k, q) = s * kp + c * kq;
                }
            }
        }
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return a(x, x) > a(y, y); });
    Eigen result{{}, Matrix(n, n)};
    for (std::size_t c = 0; c < n; ++c) {
        const std::size_t from = order[c];
        result.values.push_back(a(from, from));
        double sum = 0;
        double first = 0;
        for (std::size_t k = 0; k < n; ++k) {
            sum += v(k, from);
            if (first == 0 && std::abs(v(k, from)) > 1e-12) first = v(k, from);
        }
        const double sign = (std::abs(sum) > 1e-12 ? sum : first) < 0 ? -1 : 1;
        for (std::size_t k = 0; k < n; ++k) result.vectors(k, c) = sign * v(k, from);
    }
    return result;
}

std::optional<Matrix> cholesky(const Matrix& a) {
    const std::size_t n = a.rows();
    Matrix l(n, n);
    for (std::size_t j = 0; j < n; ++j) {
        double rest = a(j, j);
        for (std::size_t k = 0; k < j; ++k) rest -= l(j, k) * l(j, k);
        // What rounding leaves of a variable that follows from the others.
        if (!(rest > 1e-13 * a(j, j)) || !(a(j, j) > 0)) return std::nullopt;
        l(j, j) = std::sqrt(rest);
        for (std::size_t i = j + 1; i < n; ++i) {
            double sum = a(i, j);
            for (std::size_t k = 0; k < j; ++k) sum -= l(i, k) * l(j, k);
            l(i, j) = sum / l(j, j);
        }
    }
    return l;
}

std::optional<Matrix> inverse_of_positive_definite(const Matrix& a) {
    const std::optional<Matrix> l = cholesky(a);
    if (!l) return std::nullopt;
    const std::size_t n = a.rows();
    Matrix inverse(n, n);
    std::vector<double> y(n);
    for (std::size_t column = 0; column < n; ++column) {
        for (std::size_t i = 0; i < n; ++i) { // L y = e
            double sum = i == column ? 1 : 0;
            for (std::size_t k = 0; k < i; ++k) sum -= (*l)(i, k) * y[k];
            y[i] = sum / (*l)(i, i);
        }
        for (std::size_t i = n; i-- > 0;) { // L' x = y
            double sum = y[i];
            for (std::size_t k = i + 1; k < n; ++k) sum -= (*l)(k, i) * inverse(k, column);
            inverse(i, column) = sum / (*l)(i, i);
        }
    }
    return inverse;
}

} // namespace anker::math
