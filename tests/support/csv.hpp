// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace anker::test {

/// A plain comma table of `tests/data`, by column name. For oracles only; imports have their own reader.
inline std::map<std::string, std::vector<std::string>> read_table(const std::string& name) {
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/data/" + name);
    BOOST_REQUIRE_MESSAGE(file.good(), "cannot open tests/data/" << name);
    std::string line;
    std::getline(file, line);
    std::vector<std::string> header;
    std::stringstream head(line);
    for (std::string cell; std::getline(head, cell, ',');) header.push_back(cell);
    std::map<std::string, std::vector<std::string>> table;
    while (std::getline(file, line)) {
        std::stringstream row(line);
        for (const std::string& column : header) {
            std::string cell;
            std::getline(row, cell, ',');
            table[column].push_back(cell);
        }
    }
    return table;
}

inline std::vector<double> numbers(const std::vector<std::string>& cells) {
    std::vector<double> values;
    for (const std::string& cell : cells) values.push_back(std::stod(cell));
    return values;
}

} // namespace anker::test
