// SPDX-License-Identifier: Apache-2.0
#include "core/factor/principal_components.hpp"
#include "core/factor/rotation.hpp"
#include "tests/support/random.hpp"
#include "tests/support/shared.hpp"

#include <cmath>

using namespace anker;

namespace {

double random_value(test::Random& random) {
    return static_cast<double>(random.below(100'000U)) / 1000;
}

std::vector<std::vector<double>> random_values(test::Random& random, std::size_t variables,
                                               std::size_t areas) {
    std::vector<std::vector<double>> values(variables, std::vector<double>(areas));
    for (std::size_t area = 0; area < areas; ++area) {
        const double common = random_value(random);
        for (auto& column : values) column[area] = common + random_value(random);
    }
    return values;
}

} // namespace

BOOST_AUTO_TEST_SUITE(principal_components)

BOOST_AUTO_TEST_CASE(us_arrests_are_decomposed_as_by_prcomp) {
    const auto data = test::oracle("usarrests.csv");
    const auto rotation = test::oracle("usarrests_pca_rotation.csv");
    const auto deviations = test::oracle("usarrests_pca_sdev.csv");
    if (!data || !rotation || !deviations) return;
    const auto table = test::numbers_of(*data);
    const auto expected = test::numbers_of(*rotation);
    const auto sdev = test::numbers_of(*deviations);
    const auto pca = factor::principal_components(table.values, table.columns, factor::Basis::Correlation,
                                                  math::Deviation::Sample);
    BOOST_REQUIRE_MESSAGE(pca.has_value(), (pca ? "" : pca.error()));
    for (std::size_t k = 0; k < 4; ++k) {
        BOOST_TEST(std::abs(std::sqrt(pca->eigenvalues[k]) - sdev.values[0][k]) < 1e-8);
        BOOST_TEST(std::abs(pca->eigenvalues[k] - sdev.values[1][k]) < 1e-8);
        // The sign of a vector is free: R's first one is negative throughout.
        const double sign = expected.values[k][0] * pca->vectors(0, k) < 0 ? -1 : 1;
        for (std::size_t v = 0; v < 4; ++v)
            BOOST_TEST(std::abs(sign * pca->vectors(v, k) - expected.values[k][v]) < 1e-8);
        // Scores have the eigenvalue as variance (n - 1), or 1.
        const auto scores = factor::scores_of(
            *pca, table.values, factor::score_coefficients(*pca, k, factor::ScoreScale::Eigenvalue));
        const auto moments = math::moments_of(scores, math::Deviation::Sample);
        BOOST_TEST(std::abs(moments.mean) < 1e-12);
        BOOST_TEST(std::abs(moments.deviation - sdev.values[0][k]) < 1e-8);
        const auto unit = factor::scores_of(*pca, table.values,
                                            factor::score_coefficients(*pca, k, factor::ScoreScale::Unit));
        BOOST_TEST(std::abs(math::moments_of(unit, math::Deviation::Sample).deviation - 1) < 1e-12);
    }
}

BOOST_AUTO_TEST_CASE(the_oecd_handbook_s_eigenvalues_and_rotated_loadings_are_reproduced) {
    const auto data = test::oracle("tai23.csv");
    const auto eigen = test::oracle("tai23_published_eigen.csv");
    const auto rotated4 = test::oracle("tai23_published_rotated4.csv");
    if (!data || !eigen || !rotated4) return;
    const auto table = test::numbers_of(*data);
    const auto published = test::numbers_of(*eigen);
    const auto loadings = test::numbers_of(*rotated4);
    const auto pca = factor::principal_components(table.values, table.columns, factor::Basis::Correlation,
                                                  math::Deviation::Sample);
    BOOST_REQUIRE(pca.has_value());
    double cumulated = 0;
    for (std::size_t k = 0; k < 8; ++k) {
        cumulated += pca->shares[k];
        BOOST_TEST(std::abs(100 * pca->shares[k] - published.values[1][k]) < 0.15);
        BOOST_TEST(std::abs(100 * cumulated - published.values[2][k]) < 0.15);
        BOOST_TEST(std::abs(pca->eigenvalues[k] - published.values[0][k]) < 0.06); // printed with one decimal
    }
    const auto rotated = factor::varimax(*pca, 4, true);
    for (std::size_t v = 0; v < 8; ++v) {
        BOOST_TEST(std::abs(rotated.communalities[v] - loadings.values[4][v]) < 0.02);
        for (std::size_t f = 0; f < 4; ++f) {
            // Factors by their heaviest variable; the handbook's order is another.
            std::size_t heaviest = 0;
            for (std::size_t i = 0; i < 8; ++i) {
                if (std::abs(loadings.values[f][i]) > std::abs(loadings.values[f][heaviest])) heaviest = i;
            }
            std::size_t ours = 0;
            for (std::size_t k = 0; k < 4; ++k) {
                if (std::abs(rotated.loadings(heaviest, k)) > std::abs(rotated.loadings(heaviest, ours)))
                    ours = k;
            }
            const double sign = rotated.loadings(heaviest, ours) < 0 ? -1 : 1;
            BOOST_TEST(std::abs(sign * rotated.loadings(v, ours) - loadings.values[f][v]) < 0.025);
        }
    }
    // Table 17: shares of the factors, and weights of Internet, electricity and schooling in the first.
    const auto weights = factor::factor_weights(rotated);
    std::vector<double> shares = weights.factors;
    std::sort(shares.rbegin(), shares.rend());
    const std::vector<double> published_shares{.38, .25, .20, .17};
    for (std::size_t k = 0; k < 4; ++k) BOOST_TEST(std::abs(shares[k] - published_shares[k]) < 0.0151);
    const std::vector<std::pair<std::size_t, double>> first{{2, .24}, {5, .25}, {6, .29}};
    for (const auto& [variable, weight] : first)
        BOOST_TEST(std::abs(weights.within(variable, weights.factor[2]) - weight) < 0.0151);
}

BOOST_AUTO_TEST_CASE(components_do_not_depend_on_units_and_follow_their_anchor) {
    test::Random random(11);
    for (int round = 0; round < 20; ++round) {
        const std::size_t p = 3 + random.below(4U);
        auto values = random_values(random, p, 40);
        std::vector<std::string> names(p, "x");
        const auto before = factor::principal_components(values, names, factor::Basis::Correlation,
                                                         math::Deviation::Population, 1);
        BOOST_REQUIRE(before.has_value());
        double sum = 0;
        for (const double value : before->eigenvalues) sum += value;
        BOOST_TEST(std::abs(sum - static_cast<double>(p)) < 1e-10);
        for (double& value : values[0]) value = 12 * value - 5;
        for (double& value : values[2]) value = -value; // turned round: only its own sign changes
        const auto after = factor::principal_components(values, names, factor::Basis::Correlation,
                                                        math::Deviation::Sample, 1);
        for (std::size_t k = 0; k < p; ++k) {
            BOOST_TEST(before->loadings(1, k) > 0);
            BOOST_TEST(std::abs(before->eigenvalues[k] - after->eigenvalues[k]) < 1e-10);
            for (std::size_t v = 0; v < p; ++v) {
                const double sign = v == 2 ? -1 : 1;
                BOOST_TEST(std::abs(before->loadings(v, k) - sign * after->loadings(v, k)) < 1e-8);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(covariances_keep_the_units) {
    test::Random random(5);
    const auto values = random_values(random, 3, 30);
    const std::vector<std::string> names{"a", "b", "c"};
    const auto pca =
        factor::principal_components(values, names, factor::Basis::Covariance, math::Deviation::Population);
    const auto sample =
        factor::principal_components(values, names, factor::Basis::Covariance, math::Deviation::Sample);
    BOOST_REQUIRE(pca && sample);
    double total = 0;
    for (const auto& column : values) {
        const double deviation = math::moments_of(column, math::Deviation::Population).deviation;
        total += deviation * deviation;
    }
    BOOST_TEST(std::abs(pca->eigenvalues[0] + pca->eigenvalues[1] + pca->eigenvalues[2] - total) < 1e-9);
    BOOST_TEST(std::abs(sample->eigenvalues[0] - pca->eigenvalues[0] * 30 / 29) < 1e-9);
}

BOOST_AUTO_TEST_CASE(rotation_keeps_what_the_factors_explain_and_its_scores_are_uncorrelated) {
    test::Random random(8);
    const auto values = random_values(random, 6, 60);
    const std::vector<std::string> names(6, "x");
    const auto pca =
        factor::principal_components(values, names, factor::Basis::Correlation, math::Deviation::Sample);
    const auto before = factor::unrotated(*pca, 3);
    const auto after = factor::varimax(*pca, 3, true);
    for (std::size_t v = 0; v < 6; ++v)
        BOOST_TEST(std::abs(before.communalities[v] - after.communalities[v]) < 1e-12);
    std::vector<std::vector<double>> scores;
    for (std::size_t k = 0; k < 3; ++k) {
        std::vector<double> coefficients;
        for (std::size_t v = 0; v < 6; ++v) coefficients.push_back(after.coefficients(v, k));
        scores.push_back(factor::scores_of(*pca, values, coefficients));
        BOOST_TEST(std::abs(math::moments_of(scores[k], math::Deviation::Sample).deviation - 1) < 1e-10);
        for (std::size_t v = 0; v < 6; ++v) // a loading is the correlation of variable and factor
            BOOST_TEST(std::abs(math::correlation(scores[k], values[v]) - after.loadings(v, k)) < 1e-10);
    }
    BOOST_TEST(std::abs(math::correlation(scores[0], scores[1])) < 1e-10);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_decomposed_is_named) {
    const std::vector<std::string> names{"S1", "S3"};
    const auto error = [&](const std::vector<std::vector<double>>& values) {
        const auto pca =
            factor::principal_components(values, names, factor::Basis::Correlation, math::Deviation::Sample);
        return pca ? std::string() : pca.error();
    };
    BOOST_TEST(error({{1, 2, 3}, {5, 5, 5}}) ==
               "\"S3\" has the same value in every area and cannot be standardised; leave it out.");
    BOOST_TEST(error({{1}, {5}}) == "1 areas with all values are too few for 2 variables (3 are needed).");
    BOOST_TEST(error({{1, 2, 3}, {5, std::nan(""), 5}}) ==
               "\"S3\" has a missing value; leave out that area first.");
    BOOST_TEST(error({{1, 2, 3}, {2, 4, 6}}).empty()); // a component without variance is no fault
}

BOOST_AUTO_TEST_SUITE_END()
