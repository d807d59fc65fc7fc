// SPDX-License-Identifier: Apache-2.0
#include "core/figures/figures.hpp"
#include "core/figures/shown_figures.hpp"
#include "core/index/shown_level.hpp"
#include "tests/support/agreements.hpp"
#include "tests/support/areas.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

namespace {

const std::string z = R"("normalise": {"scale": "z", "deviation": "population"})";
const std::string income = R"({"id": "income", "names": {"de": "Einkommen", "en": "Income"}, "inputs": [
    {"column": "poverty", "direction": "burden"}, {"column": "poverty@2020", "direction": "burden"}], )" +
                           z + R"(, "aggregation": "mean"})";
const std::string five =
    R"("classes": {"kind": "quantiles", "count": 5, "names": ["A", "B", "C", "D", "E"]})";
const std::string above_income =
    R"({"id": "index", "inputs": [{"level": "income"}, {"column": "certificates", "direction": "relief"}], )" +
    z + R"(, "rescale": {"scale": "min_max", "spread": 100}, )" + five + "}";

/// Twelve areas, two indicators at two dates: area 11 is the most burdened one, area 4 lacks a value, area 3
/// is small.
struct WithComposite : test::Given {
    WithComposite() {
        table.dates = {"2020", "2023"};
        table.population = {{}, {}};
        indicator::Indicator poverty;
        poverty.id = "poverty";
        poverty.names = {{"de", "Armut"}, {"en", "Poverty"}};
        poverty.unit = "percent";
        poverty.source = "Amt";
        poverty.values = {{}, {}};
        indicator::Indicator certificates = poverty;
        certificates.id = "certificates";
        certificates.names = {{"de", "Abschlüsse"}, {"en", "Certificates"}};
        certificates.direction = indicator::Direction::Relief;
        certificates.source = "Schulen";
        for (std::size_t i = 0; i < areas.areas.size(); ++i) {
            const auto n = static_cast<double>(i);
            table.area_keys.push_back(areas.areas[i].key);
            for (std::size_t d = 0; d < 2; ++d) {
                table.population[d].push_back(i == 3 ? 120 : 1000);
                poverty.values[d].push_back(n * n / 2 + (d == 0 ? 12 - n : 0));
                certificates.values[d].push_back(i == 4 ? indicator::missing : 90 - 5 * n);
            }
        }
        table.indicators = {poverty, certificates};
        auto relief = test::agreement("certificates");
        relief.direction = indicator::Direction::Relief;
        agreed = test::catalogue_of({test::agreement("poverty"), relief});
    }

    figures::ShownFigures shown(const std::string& levels, const std::string& more = "") {
        const auto adopted = index::decode_adopted_recipe(
            R"({"method": "composite", "id": "own", "names": {"en": "Own"}, "date": "2023", "decided_by": "us",
                "source": "a book", "population_column": "population", "minimum_population": 300, )" +
            more + R"("levels": [)" + levels + "]}");
        BOOST_REQUIRE_MESSAGE(adopted.has_value(), (adopted ? std::string() : adopted.error()));
        voices.emplace(areas, state);
        figures::Inputs inputs;
        inputs.areas = &areas;
        inputs.voices = &*voices;
        inputs.catalogue = &agreed;
        inputs.indicators = &table;
        inputs.recipe = &*adopted;
        const auto made = figures::decode_figures(
            figures::encode_json(figures::make_figures(inputs, disclosure::Gate({5, 100}), "en")));
        BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : made.error()));
        BOOST_REQUIRE_MESSAGE(made->index->fault.empty(), made->index->fault);
        return *made;
    }

    aggregate::AreaSet areas = test::grid_of_areas();
    indicator::IndicatorTable table;
    catalogue::Catalogue agreed;
    std::optional<aggregate::VoiceCounter> voices;
};

} // namespace

BOOST_AUTO_TEST_SUITE(figures_of_composite_recipes)

BOOST_FIXTURE_TEST_CASE(the_last_level_is_the_index_and_tells_its_parts, WithComposite) {
    const auto f = shown(income + ", " + above_income);
    const auto& info = *f.index;
    BOOST_TEST(info.name == "Own");
    BOOST_TEST(info.date == "2023");
    BOOST_TEST(info.decided_by == "us");
    BOOST_TEST(info.method_source == "a book");
    BOOST_TEST(info.status_classes == 5);
    BOOST_TEST(info.dynamics_classes == 0);
    BOOST_TEST((info.class_names == std::vector<std::string>{"A", "B", "C", "D", "E"}));
    BOOST_TEST(info.class_codes.empty());
    BOOST_TEST((info.components == std::vector<std::string>{"Income", "Certificates"}));
    BOOST_TEST((info.units == std::vector<std::string>{"", "percent"}));
    BOOST_TEST(info.sources[0] == "Poverty (Amt); Poverty (2020) (Amt)");
    BOOST_TEST(info.sources[1] == "Schulen");
    const auto& worst = *f.areas[11].index;
    BOOST_TEST(worst.status_class == 5);
    BOOST_TEST(worst.status == 100.0);
    BOOST_REQUIRE_EQUAL(worst.parts.size(), 2U);
    BOOST_TEST(worst.parts[1].value == 35.0);
    BOOST_TEST(worst.parts[0].value > 1.5, "the value of the earlier level");
    BOOST_TEST(worst.parts[0].value < 2.5);
    BOOST_TEST((f.areas[3].index->exclusion == index::Exclusion::SmallPopulation));
    BOOST_TEST((f.areas[4].index->exclusion == index::Exclusion::MissingValue));
    BOOST_TEST(f.areas[4].index->values.empty(), "an area without an index shows no values");
}

BOOST_FIXTURE_TEST_CASE(what_is_shown_can_be_computed_again_from_what_is_shown, WithComposite) {
    const std::string unused = R"({"id": "unused", "inputs": [{"column": "certificates@2020",
        "direction": "relief"}], )" +
                               z + "}";
    const auto f = shown(income + ", " + unused + ", " + above_income);
    const auto adopted = index::decode_adopted_recipe(f.index->recipe);
    BOOST_REQUIRE(adopted.has_value());
    const auto recipe = index::recipe_of_level(adopted->recipe, "index");
    index::ColumnTable values;
    values.columns = f.index->columns;
    BOOST_TEST((values.columns == std::vector<std::string>{"population@2023", "poverty@2023", "poverty@2020",
                                                           "certificates@2023"}));
    values.values.resize(values.columns.size());
    std::vector<double> status;
    for (const auto& area : f.areas) {
        if (area.index->status_class == 0) continue;
        values.area_keys.push_back(area.key);
        status.push_back(area.index->status);
        BOOST_REQUIRE_EQUAL(area.index->values.size(), values.columns.size());
        for (std::size_t c = 0; c < values.columns.size(); ++c)
            values.values[c].push_back(area.index->values[c]);
    }
    const auto again = index::run_composite(values, recipe);
    BOOST_REQUIRE_MESSAGE(again.has_value(), (again ? std::string() : again.error()));
    BOOST_TEST(again->levels.back().value == status, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(class_1_is_the_least_burdened_however_the_recipe_counts, WithComposite) {
    const auto level = [](const std::string& high_means, const std::string& class_1_is) {
        return R"({"id": "index", "high_means": ")" + high_means +
               R"(", "inputs": [{"column": "certificates", "direction": "relief"}], )" + z +
               R"(, "classes": {"kind": "quantiles", "count": 5, "class_1_is": ")" + class_1_is +
               R"(", "names": ["first", "2", "3", "4", "last"]}})";
    };
    for (const std::string high_means : {"burden", "relief"}) {
        for (const std::string class_1_is : {"lowest", "highest"}) {
            const auto f = shown(level(high_means, class_1_is));
            BOOST_TEST_CONTEXT(high_means << " " << class_1_is) {
                BOOST_TEST(f.areas[0].index->status_class == 1);
                BOOST_TEST(f.areas[11].index->status_class == 5);
                BOOST_TEST((f.areas[11].index->status > 0) == (high_means == "burden"));
                BOOST_TEST(f.index->high_is_relief == (high_means == "relief"));
                const bool is_turned = (high_means == "relief") != (class_1_is == "highest");
                BOOST_TEST(f.index->class_names[4] == (is_turned ? "first" : "last"), "its own words stay");
                BOOST_TEST(f.index->class_codes.empty() == !is_turned);
                if (is_turned) BOOST_TEST(f.index->class_codes[4] == "1");
            }
        }
    }
}

BOOST_FIXTURE_TEST_CASE(groups_are_status_and_dynamics, WithComposite) {
    const std::string change = R"({"id": "change", "inputs": [{"column": "poverty", "minus": "poverty@2020",
        "direction": "burden"}], )" +
                               z + R"(, "classes": {"kind": "cuts", "names": ["better", "worse"],
        "cuts": [{"at": 0, "includes": "below"}]}})";
    const auto f = shown(income + ", " + above_income + ", " + change,
                         R"("groups": {"rows": "index", "columns": "change"}, )");
    BOOST_TEST(f.index->status_classes == 5);
    BOOST_TEST(f.index->dynamics_classes == 2);
    BOOST_TEST(f.index->earlier_date == "2020");
    BOOST_TEST((f.index->dynamics_class_names == std::vector<std::string>{"better", "worse"}));
    BOOST_TEST(f.areas[0].index->dynamics_class == 1);
    BOOST_TEST(f.areas[11].index->dynamics_class == 2);
    BOOST_TEST(f.index->columns.size() == 4U, "the dynamics are not computed again by a client");
}

BOOST_FIXTURE_TEST_CASE(nine_classes_and_a_frozen_base_year_reach_the_client, WithComposite) {
    const std::string nine =
        R"({"id": "index", "inputs": [{"column": "poverty", "direction": "burden", "goalposts": [0, 60]}],
            "normalise": {"scale": "goalposts", "winsorise": [0.01, 0.99]},
            "rescale": {"scale": "z", "deviation": "sample", "spread": 100, "centre": 1000},
            "classes": {"kind": "hybrid", "count": 9, "top_share": 0.05},
            "freeze": {"inputs": [{"origin": 0, "unit": 60}], "weights": [1],
                       "rescale": {"origin": 0.3, "unit": 0.2}, "top_from": 1300,
                       "borders": [800, 850, 900, 950, 1000, 1050, 1100]}})";
    const auto f = shown(nine);
    BOOST_TEST(f.index->status_classes == 9);
    BOOST_TEST(f.areas[11].index->status_class == 9);
    BOOST_TEST(f.areas[11].index->status > 1300, "beyond the border of the base year");
    BOOST_TEST(f.areas[0].index->status_class < 4);
    BOOST_TEST(index::decode_adopted_recipe(f.index->recipe).has_value(), "nested as deep as recipes go");
}

BOOST_FIXTURE_TEST_CASE(voices_never_change_a_composite_index, WithComposite) {
    const auto before = shown(income + ", " + above_income);
    for (int i = 0; i < 300; ++i)
        marks(contribution::Kind::Need, contribution::Theme::Health, somewhere(i % 90));
    const auto after = shown(income + ", " + above_income);
    std::size_t heard = 0;
    for (std::size_t i = 0; i < before.areas.size(); ++i) {
        BOOST_TEST(after.areas[i].index->status_class == before.areas[i].index->status_class);
        if (after.areas[i].index->status_class > 0)
            BOOST_TEST(after.areas[i].index->status == before.areas[i].index->status);
        heard += after.areas[i].needs.residents.value.value_or(0);
    }
    BOOST_TEST(heard > 100U, "there were voices");
}

BOOST_AUTO_TEST_SUITE_END()
