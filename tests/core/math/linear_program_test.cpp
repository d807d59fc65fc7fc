// SPDX-License-Identifier: Apache-2.0
#include "core/math/linear_program.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <optional>

using namespace anker;
using math::LinearProgram;
using math::LinearStatus;
using math::Matrix;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Matrix matrix_of(const std::vector<std::vector<double>>& rows) {
    Matrix a(rows.size(), rows.front().size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j) a(i, j) = rows[i][j];
    }
    return a;
}

/// Solves a square system; nothing where it has no single solution.
std::optional<std::vector<double>> solve(Matrix a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t c = 0; c < n; ++c) {
        std::size_t best = c;
        for (std::size_t r = c; r < n; ++r) {
            if (std::abs(a(r, c)) > std::abs(a(best, c))) best = r;
        }
        if (std::abs(a(best, c)) < 1e-9) return std::nullopt;
        for (std::size_t k = 0; k < n; ++k) std::swap(a(c, k), a(best, k));
        std::swap(b[c], b[best]);
        for (std::size_t r = 0; r < n; ++r) {
            if (r == c) continue;
            const double times = a(r, c) / a(c, c);
            for (std::size_t k = 0; k < n; ++k) a(r, k) -= times * a(c, k);
            b[r] -= times * b[c];
        }
    }
    for (std::size_t c = 0; c < n; ++c) b[c] /= a(c, c);
    return b;
}

/// The least value over all vertices: every choice of basic columns, every other column at one of its bounds.
std::optional<double> least_over_vertices(const Matrix& a, const std::vector<double>& b,
                                          const std::vector<double>& upper, const std::vector<double>& cost) {
    const std::size_t n = a.columns();
    const std::size_t m = a.rows();
    std::optional<double> least;
    std::vector<int> state(n, 0); // 0 at nought, 1 at the upper bound, 2 basic
    for (;;) {
        std::vector<std::size_t> basic;
        bool is_possible = true;
        for (std::size_t j = 0; j < n; ++j) {
            if (state[j] == 2) basic.push_back(j);
            if (state[j] == 1 && upper[j] == infinity) is_possible = false;
        }
        if (is_possible && basic.size() == m) {
            std::vector<double> rest = b;
            Matrix square(m, m);
            for (std::size_t i = 0; i < m; ++i) {
                for (std::size_t j = 0; j < n; ++j) {
                    if (state[j] == 1) rest[i] -= a(i, j) * upper[j];
                }
                for (std::size_t k = 0; k < m; ++k) square(i, k) = a(i, basic[k]);
            }
            if (const auto x = solve(square, rest)) {
                double value = 0;
                bool fits = true;
                for (std::size_t k = 0; k < m; ++k) {
                    fits = fits && (*x)[k] >= -1e-7 && (*x)[k] <= upper[basic[k]] + 1e-7;
                    value += cost[basic[k]] * (*x)[k];
                }
                for (std::size_t j = 0; j < n; ++j) value += state[j] == 1 ? cost[j] * upper[j] : 0;
                if (fits && (!least || value < *least)) least = value;
            }
        }
        std::size_t at = 0;
        while (at < n && ++state[at] == 3) state[at++] = 0;
        if (at == n) return least;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(linear_program)

BOOST_AUTO_TEST_CASE(the_textbook_factory_earns_36) {
    // Hillier and Lieberman, Wyndor Glass: 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18.
    const Matrix a = matrix_of({{1, 0, 1, 0, 0}, {0, 2, 0, 1, 0}, {3, 2, 0, 0, 1}});
    const std::vector<double> b{4, 12, 18};
    LinearProgram program(a, b, std::vector<double>(5, infinity));
    const auto best = program.maximise(std::vector<double>{3, 5, 0, 0, 0});
    BOOST_REQUIRE((best.status == LinearStatus::Optimal));
    BOOST_TEST(best.value == 36);
    BOOST_TEST(best.x[0] == 2);
    BOOST_TEST(best.x[1] == 6);
    // The same with x <= 4 as an implicit bound, and a second goal from where the first ended.
    LinearProgram bounded(matrix_of({{0, 2, 1, 0}, {3, 2, 0, 1}}), std::vector<double>{12, 18},
                          std::vector<double>{4, infinity, infinity, infinity});
    BOOST_TEST(bounded.maximise(std::vector<double>{3, 5, 0, 0}).value == 36);
    BOOST_TEST(bounded.maximise(std::vector<double>{1, 0, 0, 0}).value == 4);
    BOOST_TEST(bounded.minimise(std::vector<double>{1, 1, 0, 0}).value == 0);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_infeasible_and_what_has_no_end_unbounded) {
    const std::vector<double> free{infinity, infinity};
    LinearProgram impossible(matrix_of({{1, 1}, {1, 1}}), std::vector<double>{1, 2}, free);
    BOOST_TEST((impossible.status() == LinearStatus::Infeasible));
    BOOST_TEST((impossible.minimise(std::vector<double>{1, 0}).status == LinearStatus::Infeasible));
    LinearProgram negative(matrix_of({{1, 1}}), std::vector<double>{-1}, free);
    BOOST_TEST((negative.status() == LinearStatus::Infeasible));
    LinearProgram too_narrow(matrix_of({{1, 1}}), std::vector<double>{5}, std::vector<double>{2, 2});
    BOOST_TEST((too_narrow.status() == LinearStatus::Infeasible));
    LinearProgram open(matrix_of({{1, -1}}), std::vector<double>{3}, free);
    BOOST_TEST((open.maximise(std::vector<double>{1, 0}).status == LinearStatus::Unbounded));
    BOOST_TEST(open.minimise(std::vector<double>{1, 0}).value == 3); // still usable afterwards
}

BOOST_AUTO_TEST_CASE(a_problem_that_cycles_by_the_most_negative_cost_ends_at_its_optimum) {
    // Chvatal, Linear Programming (1983), chapter 3: with the most negative cost entering and the first
    // column leaving six pivots lead back to the start; optimum 1. The fourth row asks for nothing (16 times
    // the sum of the x is not negative): it only makes the first phase end where the textbook begins, at the
    // slacks.
    const Matrix a = matrix_of({{0.5, -5.5, -2.5, 9, 1, 0, 0, 0},
                                {0.5, -1.5, -0.5, 1, 0, 1, 0, 0},
                                {1, 0, 0, 0, 0, 0, 1, 0},
                                {-16, -16, -16, -16, 0, 0, 0, 1}});
    LinearProgram program(a, std::vector<double>{0, 0, 1, 0}, std::vector<double>(8, infinity));
    const auto best = program.maximise(std::vector<double>{10, -57, -9, -24, 0, 0, 0, 0});
    BOOST_REQUIRE((best.status == LinearStatus::Optimal)); // PivotLimit without Bland's rule
    BOOST_TEST(best.value == 1, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(rows_that_follow_from_others_do_no_harm) {
    LinearProgram program(matrix_of({{1, 1, 0}, {0, 1, 1}, {1, 2, 1}}), std::vector<double>{4, 3, 7},
                          std::vector<double>(3, infinity));
    BOOST_TEST(program.maximise(std::vector<double>{0, 1, 0}).value == 3);
    BOOST_TEST(program.minimise(std::vector<double>{1, 0, 0}).value == 1);
}

BOOST_AUTO_TEST_CASE(random_problems_end_where_the_best_vertex_is) {
    test::Random random(41);
    int optimal = 0;
    int infeasible = 0;
    for (int trial = 0; trial < 400; ++trial) {
        const std::size_t n = 3 + random.below<std::size_t>(4);
        const std::size_t m = 1 + random.below<std::size_t>(3);
        Matrix a(m, n);
        std::vector<double> b;
        std::vector<double> upper;
        for (std::size_t i = 0; i < m; ++i) {
            for (std::size_t j = 0; j < n; ++j) a(i, j) = static_cast<double>(random.below(7)) - 3;
            b.push_back(static_cast<double>(random.below(15)) - 4);
        }
        // All bounded: then there is an optimum wherever there is a point, and it is a vertex.
        for (std::size_t j = 0; j < n; ++j) upper.push_back(static_cast<double>(random.below(6)));
        LinearProgram program(a, b, upper);
        for (int goal = 0; goal < 3; ++goal) {
            std::vector<double> cost;
            for (std::size_t j = 0; j < n; ++j) cost.push_back(static_cast<double>(random.below(11)) - 5);
            const auto found = program.minimise(cost);
            // A matrix without full rank has vertices that no choice of m columns finds.
            const auto expected = least_over_vertices(a, b, upper, cost);
            if (!expected) {
                if (found.status == LinearStatus::Infeasible) ++infeasible;
                continue;
            }
            BOOST_REQUIRE_MESSAGE(found.status == LinearStatus::Optimal, "trial " << trial);
            BOOST_REQUIRE_SMALL(found.value - *expected, 1e-6);
            for (std::size_t i = 0; i < m; ++i) {
                double sum = 0;
                for (std::size_t j = 0; j < n; ++j) sum += a(i, j) * found.x[j];
                BOOST_REQUIRE_SMALL(sum - b[i], 1e-6);
            }
            for (std::size_t j = 0; j < n; ++j)
                BOOST_REQUIRE(found.x[j] >= -1e-7 && found.x[j] <= upper[j] + 1e-7);
            ++optimal;
        }
    }
    BOOST_TEST(optimal > 300);
    BOOST_TEST(infeasible > 50);
}

BOOST_AUTO_TEST_SUITE_END()
