// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

/// Running jobs as a person would, on texts instead of files.
namespace anker::test {

using Files = std::map<std::string, jobs::File, std::less<>>;
using Options = std::map<std::string, std::string, std::less<>>;

inline Expected<jobs::Result, std::string> try_job(std::string_view name, const Files& files,
                                                   const Options& options) {
    const jobs::Job* job = jobs::find_job(name);
    BOOST_REQUIRE(job != nullptr);
    return jobs::run_job(*job, {files, options}, {});
}

/// Its result; the test ends where it refuses.
inline jobs::Result run_job(std::string_view name, const Files& files, const Options& options) {
    auto result = try_job(name, files, options);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return std::move(*result);
}

/// Why it refuses; the test ends where it does not.
inline std::string refusal(std::string_view name, const Files& files, const Options& options) {
    const auto result = try_job(name, files, options);
    BOOST_REQUIRE(!result.has_value());
    return result.error();
}

/// Numbers of a table that a job wrote.
inline jobs::ValueTable written(const jobs::Result& result, const std::vector<std::string>& columns,
                                const std::string& output = "out") {
    auto table = jobs::read_values({output + ".csv", result.files.find(output)->second}, columns);
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    return std::move(*table);
}

/// Texts of a column of such a table.
inline std::vector<std::string> written_texts(const jobs::Result& result, const std::string& column,
                                              const std::string& output = "out") {
    const std::vector<std::string> columns{column};
    auto table = jobs::read_texts({output + ".csv", result.files.find(output)->second}, columns,
                                  jobs::KeysMustDiffer::No);
    BOOST_REQUIRE_MESSAGE(table.has_value(), (table ? std::string() : table.error()));
    return std::move(table->texts.front());
}

inline json::Json report_of(const jobs::Result& result) {
    return json::parse_json(result.files.find("report")->second);
}

inline bool has_note(const jobs::Result& result, std::string_view part) {
    for (const std::string& note : result.notes) {
        if (note.find(part) != std::string::npos) return true;
    }
    return false;
}

} // namespace anker::test

/// Checks that a refusal holds the words a person needs, and shows it otherwise.
#define ANKER_CHECK_SAYS(sentence, part)                                                                     \
    BOOST_CHECK_MESSAGE(std::string(sentence).find(part) != std::string::npos, "says: " << (sentence))
