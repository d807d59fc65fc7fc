// SPDX-License-Identifier: Apache-2.0
#include "core/factor/one_factor.hpp"

#include "core/math/chi_square.hpp"
#include "core/math/elementary.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::factor {

namespace {

/// The likelihood with the loadings already at their best for given uniquenesses, as a function of
/// t_i = ln psi_i (Joereskog 1967; second derivatives: Clarke 1970). With g_m and w_m the eigenvalues and
/// vectors of psi^-1/2 R psi^-1/2, first the largest: F = sum over m > 1 of g_m - ln g_m - 1.
struct Concentrated {
    double value = 0;
    std::vector<double> gradient;
    math::Matrix hessian;
    math::Eigen eigen;
};

math::Eigen scaled_eigen(const math::Matrix& correlation, const std::vector<double>& t) {
    const std::size_t p = t.size();
    std::vector<double> root(p);
    for (std::size_t i = 0; i < p; ++i) root[i] = math::exp(-t[i] / 2);
    math::Matrix scaled(p, p);
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j < p; ++j) scaled(i, j) = correlation(i, j) * root[i] * root[j];
    }
    return math::symmetric_eigen(scaled);
}

double value_of(const math::Eigen& eigen) {
    double value = 0;
    for (std::size_t m = 1; m < eigen.values.size(); ++m)
        value += eigen.values[m] - math::log(eigen.values[m]) - 1;
    return value;
}

Concentrated concentrated(const math::Matrix& correlation, const std::vector<double>& t) {
    const std::size_t p = t.size();
    Concentrated result;
    result.eigen = scaled_eigen(correlation, t);
    result.value = value_of(result.eigen);
    result.gradient.assign(p, 0);
    result.hessian = math::Matrix(p, p);
    const std::vector<double>& g = result.eigen.values;
    const math::Matrix& w = result.eigen.vectors;
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t m = 1; m < p; ++m) result.gradient[i] += (1 - g[m]) * w(i, m) * w(i, m);
        for (std::size_t j = 0; j <= i; ++j) {
            double weighted = 0;
            double plain = 0;
            double mixed = 0;
            for (std::size_t m = 1; m < p; ++m) {
                const double product = w(i, m) * w(j, m);
                weighted += g[m] * product;
                plain += product;
                const double gap = std::max(g[0] - g[m], 1e-12 * g[0]);
                mixed += (1 - g[m]) * (g[0] + g[m]) / gap * product;
            }
            result.hessian(i, j) = weighted * plain + mixed * w(i, 0) * w(j, 0);
            result.hessian(j, i) = result.hessian(i, j);
        }
    }
    return result;
}

/// Newton's step over the free variables. Where the second derivatives are not positive definite, their
/// diagonal is raised until they are: then the step still goes downhill.
std::vector<double> newton_step(const Concentrated& at, const std::vector<std::size_t>& free) {
    const std::size_t n = free.size();
    double largest = 1e-8;
    for (const std::size_t i : free) largest = std::max(largest, std::abs(at.hessian(i, i)));
    for (double raise = 0;; raise = raise == 0 ? 1e-4 * largest : raise * 10) {
        math::Matrix part(n, n);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) part(i, j) = at.hessian(free[i], free[j]);
            part(i, i) += raise;
        }
        const auto inverse = math::inverse_of_positive_definite(part);
        if (!inverse) continue;
        std::vector<double> step(n, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) step[i] -= (*inverse)(i, j) * at.gradient[free[j]];
        }
        return step;
    }
}

/// R's start: the share that the other variables leave unexplained, somewhat lowered.
std::vector<double> start_of(const math::Matrix& inverse, double lowest) {
    const std::size_t p = inverse.rows();
    std::vector<double> t;
    for (std::size_t i = 0; i < p; ++i) {
        const double psi = (1 - 0.5 / static_cast<double>(p)) / inverse(i, i);
        t.push_back(math::log(std::clamp(psi, 2 * lowest, 1.0)));
    }
    return t;
}

std::string listed(std::span<const std::string> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + tabular::in_quotes(names[i]);
    return text;
}

} // namespace

bool OneFactorModel::has_heywood_case() const {
    return std::find(heywood.begin(), heywood.end(), true) != heywood.end();
}

Expected<OneFactorModel, std::string> one_factor(const math::Matrix& covariance,
                                                 std::span<const std::string> names,
                                                 const OneFactorOptions& options) {
    const std::size_t p = covariance.rows();
    if (p < 3 || names.size() != p)
        return failure("A one-factor model needs at least three variables, not " + std::to_string(p) + ".");
    for (std::size_t v = 0; v < p; ++v) {
        if (!(covariance(v, v) > 0))
            return failure(tabular::in_quotes(names[v]) +
                           " has no variance and cannot be part of a factor model.");
    }
    const math::Matrix correlation = math::correlation_from_covariance(covariance);
    ANKER_DO(check_regular(correlation, names));
    const auto inverse = math::inverse_of_positive_definite(correlation);
    if (!inverse) return failure("The correlation matrix of " + listed(names) + " is singular.");

    const double lowest = math::log(options.lowest_uniqueness);
    std::vector<double> t = start_of(*inverse, options.lowest_uniqueness);
    Concentrated at = concentrated(correlation, t);
    const auto is_free = [&](std::size_t i) { return t[i] > lowest || at.gradient[i] < 0; };
    // Newton converges quadratically: with this gradient the loadings stand to about ten digits.
    constexpr double small_gradient = 1e-11;
    OneFactorModel model;
    bool has_converged = false;
    while (model.steps < options.most_steps) {
        std::vector<std::size_t> free;
        double largest = 0;
        for (std::size_t i = 0; i < p; ++i) {
            if (!is_free(i)) continue;
            free.push_back(i);
            largest = std::max(largest, std::abs(at.gradient[i]));
        }
        if (largest < small_gradient) {
            has_converged = true;
            break;
        }
        ++model.steps;
        const std::vector<double> step = newton_step(at, free);
        // Shortened until it goes down, and kept within the bound.
        bool went_down = false;
        for (double length = 1; length > 1e-12; length /= 2) {
            std::vector<double> next = t;
            double promised = 0;
            for (std::size_t k = 0; k < free.size(); ++k) {
                // A factor of e^2 in a variance at once is far beyond where the second derivatives hold.
                const double move = std::clamp(length * step[k], -2.0, 2.0);
                next[free[k]] = std::max(lowest, t[free[k]] + move);
                promised += at.gradient[free[k]] * (next[free[k]] - t[free[k]]);
            }
            const double value = value_of(scaled_eigen(correlation, next));
            // Near the minimum rounding hides the last decrease.
            if (value <= at.value + 1e-4 * promised + 1e-14 * (1 + std::abs(at.value))) {
                t = std::move(next);
                went_down = true;
                break;
            }
        }
        if (!went_down) break;
        at = concentrated(correlation, t);
    }
    if (!has_converged) {
        return failure("The one-factor model of " + listed(names) + " did not converge after " +
                       std::to_string(model.steps) + " steps; these variables may not share one factor.");
    }

    const std::vector<double>& g = at.eigen.values;
    const double length = std::sqrt(std::max(0.0, g[0] - 1));
    for (std::size_t i = 0; i < p; ++i) {
        const double psi = math::exp(t[i]);
        model.uniquenesses.push_back(psi);
        model.heywood.push_back(t[i] <= lowest);
        model.loadings.push_back(std::sqrt(psi) * at.eigen.vectors(i, 0) * length);
    }
    const double sign = sign_by_anchor(model.loadings, options.anchor);
    double information = 0; // l' psi^-1 l
    double squares = 0;
    for (std::size_t i = 0; i < p; ++i) {
        model.loadings[i] *= sign;
        squares += model.loadings[i] * model.loadings[i];
        information += model.loadings[i] * model.loadings[i] / model.uniquenesses[i];
    }
    model.share = squares / static_cast<double>(p);
    // l' S^-1 = l' psi^-1 / (1 + l' psi^-1 l), S = l l' + psi (Sherman and Morrison)
    for (std::size_t i = 0; i < p; ++i)
        model.coefficients.push_back(model.loadings[i] / model.uniquenesses[i] / (1 + information));
    model.minimum = at.value;
    model.degrees = static_cast<int>(p * (p - 1) / 2) - static_cast<int>(p);
    double leftover = 0;
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            const double implied =
                model.loadings[i] * model.loadings[j] + (i == j ? model.uniquenesses[i] : 0);
            leftover += (correlation(i, j) - implied) * (correlation(i, j) - implied);
        }
    }
    model.residual = std::sqrt(leftover / static_cast<double>(p * (p + 1) / 2));
    const math::Eigen plain = math::symmetric_eigen(correlation);
    for (const double value : plain.values) model.loss_of_independence -= math::log(value);
    return model;
}

Expected<OneFactorModel, std::string> one_factor(std::span<const std::vector<double>> values,
                                                 std::span<const std::string> names,
                                                 const OneFactorOptions& options) {
    ANKER_DO(check_variables(values, names));
    if (values.front().size() <= values.size())
        return failure(std::to_string(values.front().size()) + " areas with all values are too few for " +
                       std::to_string(values.size()) + " variables; a factor model needs more areas.");
    return one_factor(math::correlation_matrix(values), names, options);
}

std::vector<double> regression_scores(const OneFactorModel& model,
                                      std::span<const std::vector<double>> values,
                                      math::Deviation deviation) {
    std::vector<double> scores(values.empty() ? 0 : values.front().size(), 0.0);
    for (std::size_t v = 0; v < values.size(); ++v) {
        const math::Moments moments = math::moments_of(values[v], deviation);
        for (std::size_t area = 0; area < scores.size(); ++area)
            scores[area] += model.coefficients[v] * ((values[v][area] - moments.mean) / moments.deviation);
    }
    return scores;
}

OneFactorFit fit_of(const OneFactorModel& model, double observations) {
    const double p = static_cast<double>(model.loadings.size());
    const double df = model.degrees;
    OneFactorFit fit;
    fit.chi_square = observations * model.minimum;
    fit.bartlett_chi_square = (observations - 1 - (2 * p + 5) / 6 - 2.0 / 3) * model.minimum;
    fit.probability = model.degrees > 0 ? math::chi_square_upper(fit.chi_square, model.degrees) : 1;
    fit.bartlett_probability =
        model.degrees > 0 ? math::chi_square_upper(fit.bartlett_chi_square, model.degrees) : 1;
    const double excess = std::max(0.0, fit.chi_square - df);
    const double excess_without =
        std::max(excess, observations * model.loss_of_independence - p * (p - 1) / 2);
    fit.cfi = excess_without > 0 ? 1 - excess / excess_without : 1;
    fit.rmsea = model.degrees > 0 ? std::sqrt(excess / (df * observations)) : 0;
    return fit;
}

} // namespace anker::factor
