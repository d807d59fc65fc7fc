// SPDX-License-Identifier: Apache-2.0
#include "core/factor/one_factor.hpp"
#include "core/math/chi_square.hpp"
#include "tests/support/random.hpp"
#include "tests/support/shared.hpp"

#include <cmath>

using namespace anker;

namespace {

math::Matrix matrix_of(const jobs::ValueTable& table) {
    math::Matrix matrix(table.areas(), table.columns.size());
    for (std::size_t row = 0; row < table.areas(); ++row) {
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            matrix(row, column) = table.values[column][row];
    }
    return matrix;
}

/// l l' + psi
math::Matrix implied(const std::vector<double>& loadings, const std::vector<double>& uniquenesses) {
    math::Matrix matrix(loadings.size(), loadings.size());
    for (std::size_t i = 0; i < loadings.size(); ++i) {
        for (std::size_t j = 0; j < loadings.size(); ++j)
            matrix(i, j) = loadings[i] * loadings[j] + (i == j ? uniquenesses[i] : 0);
    }
    return matrix;
}

} // namespace

BOOST_AUTO_TEST_SUITE(one_factor_model)

BOOST_AUTO_TEST_CASE(ability_tests_are_fitted_as_by_factanal) {
    const auto data = test::oracle("ability_cov.csv");
    const auto solution = test::oracle("ability_factanal1.csv");
    if (!data || !solution) return;
    const auto table = test::numbers_of(*data);
    const auto expected = test::numbers_of(*solution);
    const auto model = factor::one_factor(matrix_of(table), table.columns);
    BOOST_REQUIRE_MESSAGE(model.has_value(), (model ? "" : model.error()));
    for (std::size_t v = 0; v < 6; ++v) {
        BOOST_TEST(std::abs(model->loadings[v] - expected.values[0][v]) < 2e-4);
        BOOST_TEST(std::abs(model->uniquenesses[v] - expected.values[1][v]) < 2e-4);
    }
    BOOST_TEST(model->degrees == 9);
    BOOST_TEST(!model->has_heywood_case());
    const auto fit = factor::fit_of(*model, 112);
    BOOST_TEST(std::abs(fit.bartlett_chi_square - 75.18) < 0.005);
    // Documented with it: p = 1.46e-12.
    BOOST_TEST(std::abs(fit.bartlett_probability / 1.46e-12 - 1) < 0.005);
    BOOST_TEST(std::abs(fit.chi_square - 112 * model->minimum) < 1e-12);
    BOOST_TEST(fit.cfi > 0.5);
    BOOST_TEST(fit.cfi < 1);
    BOOST_TEST(std::abs(fit.rmsea * fit.rmsea * 9 * 112 - (fit.chi_square - 9)) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_matrix_made_of_one_factor_gives_its_loadings_back) {
    test::Random random(3);
    for (int round = 0; round < 50; ++round) {
        const std::size_t p = 3 + random.below(6U);
        std::vector<double> loadings;
        std::vector<double> uniquenesses;
        for (std::size_t v = 0; v < p; ++v) {
            loadings.push_back(0.25 + static_cast<double>(random.below(700U)) / 1000);
            if (v > 0 && random.below(3U) == 0) loadings.back() *= -1;
            uniquenesses.push_back(1 - loadings.back() * loadings.back());
        }
        const std::vector<std::string> names(p, "x");
        factor::OneFactorOptions options;
        options.anchor = 0;
        const auto model = factor::one_factor(implied(loadings, uniquenesses), names, options);
        BOOST_REQUIRE_MESSAGE(model.has_value(), (model ? "" : model.error()));
        for (std::size_t v = 0; v < p; ++v) BOOST_TEST(std::abs(model->loadings[v] - loadings[v]) < 1e-8);
        BOOST_TEST(std::abs(model->minimum) < 1e-12);
        BOOST_TEST(model->residual < 1e-8);
    }
}

BOOST_AUTO_TEST_CASE(no_other_loadings_nearby_fit_better) {
    // F itself, not its concentrated form: an independent check of the minimum.
    const auto loss = [](const math::Matrix& r, const std::vector<double>& l,
                         const std::vector<double>& psi) {
        const auto s = implied(l, psi);
        const auto inverse = math::inverse_of_positive_definite(s);
        double value = -static_cast<double>(l.size());
        for (std::size_t i = 0; i < l.size(); ++i) {
            for (std::size_t j = 0; j < l.size(); ++j) value += r(i, j) * (*inverse)(i, j);
        }
        const auto ln_determinant = [](const math::Matrix& matrix) {
            double sum = 0;
            for (const double eigenvalue : math::symmetric_eigen(matrix).values) sum += std::log(eigenvalue);
            return sum;
        };
        return value + ln_determinant(s) - ln_determinant(r);
    };
    test::Random random(4);
    std::vector<std::vector<double>> values(5, std::vector<double>(80));
    for (std::size_t area = 0; area < 80; ++area) {
        const double common = static_cast<double>(random.below(1000U));
        for (std::size_t v = 0; v < 5; ++v)
            values[v][area] = common + static_cast<double>((v + 1) * random.below(600U));
    }
    const std::vector<std::string> names(5, "x");
    const auto model = factor::one_factor(values, names);
    BOOST_REQUIRE(model.has_value());
    const auto r = math::correlation_matrix(values);
    const double best = loss(r, model->loadings, model->uniquenesses);
    BOOST_TEST(std::abs(best - model->minimum) < 1e-10);
    for (std::size_t v = 0; v < 5; ++v) {
        for (const double move : {-1e-4, 1e-4}) {
            auto loadings = model->loadings;
            loadings[v] += move;
            BOOST_TEST(loss(r, loadings, model->uniquenesses) > best);
            auto uniquenesses = model->uniquenesses;
            uniquenesses[v] += move;
            BOOST_TEST(loss(r, model->loadings, uniquenesses) > best);
        }
    }
    // Regression scores correlate best with the factor; their variance (n) is l' S^-1 R S^-1 l.
    const auto scores = factor::regression_scores(*model, values, math::Deviation::Population);
    double variance = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t j = 0; j < 5; ++j)
            variance += model->coefficients[i] * r(i, j) * model->coefficients[j];
    }
    const auto moments = math::moments_of(scores, math::Deviation::Population);
    BOOST_TEST(std::abs(moments.deviation * moments.deviation - variance) < 1e-10);
}

BOOST_AUTO_TEST_CASE(heywood_cases_are_flagged_at_the_bound) {
    // One pair correlates more than one factor through the third can explain: l1 l2 = .9, l1 l3 = .3,
    // l2 l3 = .2 would need l1^2 = 1.35.
    math::Matrix r(3, 3, 1);
    r(0, 1) = r(1, 0) = .9;
    r(0, 2) = r(2, 0) = .3;
    r(1, 2) = r(2, 1) = .2;
    const std::vector<std::string> names{"a", "b", "c"};
    const auto model = factor::one_factor(r, names);
    BOOST_REQUIRE_MESSAGE(model.has_value(), (model ? "" : model.error()));
    BOOST_TEST(model->has_heywood_case());
    BOOST_TEST(model->heywood[0]);
    BOOST_TEST(!model->heywood[2]);
    BOOST_TEST(std::abs(model->uniquenesses[0] - 0.005) < 1e-12);
    BOOST_TEST(model->degrees == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_fitted_is_named) {
    const std::vector<std::string> names{"S1", "S3", "S4"};
    const auto error = [&](const std::vector<std::vector<double>>& values) {
        const auto model = factor::one_factor(values, names);
        return model ? std::string() : model.error();
    };
    BOOST_TEST(error({{1, 2, 4, 3}, {2, 4, 8, 6}, {5, 1, 2, 3}}) ==
               "\"S1\" and \"S3\" are the same up to scale; leave one of them out.");
    BOOST_TEST(error({{1, 2, 4, 3, 9}, {2, 3, 1, 7, 7}, {3, 5, 5, 10, 16}}) ==
               "Among \"S1\", \"S3\" and \"S4\" one follows from the others (the correlation matrix is "
               "singular); leave one out.");
    BOOST_TEST(error({{1, 2, 4}, {2, 3, 1}, {5, 1, 2}}) ==
               "3 areas with all values are too few for 3 variables; a factor model needs more areas.");
    math::Matrix impossible(3, 3, 1);
    impossible(0, 1) = impossible(1, 0) = .9;
    impossible(0, 2) = impossible(2, 0) = .9;
    impossible(1, 2) = impossible(2, 1) = -.9;
    BOOST_TEST(factor::one_factor(impossible, names).error() ==
               "The matrix of \"S1\", \"S3\" and \"S4\" is no covariance matrix (it has a negative "
               "eigenvalue).");
    factor::OneFactorOptions hasty;
    hasty.most_steps = 1;
    math::Matrix r(3, 3, 1);
    r(0, 1) = r(1, 0) = .5;
    r(0, 2) = r(2, 0) = .3;
    r(1, 2) = r(2, 1) = .4;
    BOOST_TEST(factor::one_factor(r, names, hasty).error() ==
               "The one-factor model of \"S1\", \"S3\", \"S4\" did not converge after 1 steps; these "
               "variables may not share one factor.");
}

BOOST_AUTO_TEST_CASE(chi_squared_probabilities_are_those_of_tables) {
    BOOST_TEST(std::abs(math::chi_square_upper(3.841458820694124, 1) - 0.05) < 1e-12);
    BOOST_TEST(std::abs(math::chi_square_upper(5.991464547107979, 2) - 0.05) < 1e-12);
    BOOST_TEST(std::abs(math::chi_square_upper(16.918977604620448, 9) - 0.05) < 1e-12);
    BOOST_TEST(std::abs(math::chi_square_upper(23.209251158954356, 10) - 0.01) < 1e-12);
    BOOST_TEST(math::chi_square_upper(0, 4) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
