// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/value_table.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

/// Published numbers that are not part of the project: ../shared/oracles beside the checkout. A test that
/// needs one returns early where it is absent and says `skipped: 1`, which tools/test counts.
namespace anker::test {

/// The file's bytes, or nothing after saying that the test is skipped.
inline std::optional<jobs::File> oracle(const std::string& name) {
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/../../shared/oracles/" + name, std::ios::binary);
    if (!file.good()) {
        std::printf("skipped: 1 (../shared/oracles/%s is absent)\n", name.c_str());
        std::fflush(stdout);
        return std::nullopt;
    }
    std::stringstream bytes;
    bytes << file.rdbuf();
    return jobs::File{name, bytes.str()};
}

/// All columns of an oracle table after the first one as numbers.
inline jobs::ValueTable numbers_of(const jobs::File& file) {
    auto table = jobs::read_all_values(file);
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    return std::move(*table);
}

/// Some of its columns.
inline jobs::ValueTable numbers_of(const jobs::File& file, const std::vector<std::string>& columns) {
    auto table = jobs::read_values(file, columns);
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    return std::move(*table);
}

} // namespace anker::test
