// SPDX-License-Identifier: Apache-2.0
// What version 1 wrote stays readable and means the same for ever. The files in tests/compat are never
// regenerated: where a check fails, the program has changed, not the file.
#include "core/journal/journal.hpp"
#include "core/wire/messages.hpp"
#include "core/workspace/state.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>

using namespace anker;

namespace {

std::vector<std::string> lines_of(const std::string& name) {
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/compat/v1/" + name);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(old_data)

BOOST_AUTO_TEST_CASE(a_journal_of_version_1_replays_to_the_state_it_had) {
    std::vector<workspace::Recorded> log;
    std::set<std::size_t> kinds;
    for (const std::string& line : lines_of("journal.jsonl")) {
        const auto recorded = journal::decode_line(line);
        BOOST_REQUIRE_MESSAGE(recorded.has_value(), line << (recorded ? "" : recorded.error().where));
        BOOST_REQUIRE_MESSAGE(!std::holds_alternative<workspace::Unknown>(recorded->event), line);
        kinds.insert(recorded->event.index());
        log.push_back(*recorded);
    }
    BOOST_TEST(log.size() == 344u);
    BOOST_TEST(kinds.size() == 18u, "every kind of event that version 1 had");
    BOOST_TEST(workspace::state_hash(workspace::replay(log)) == 11915149184910708704ULL);
}

BOOST_AUTO_TEST_CASE(messages_of_version_1_are_understood) {
    const auto from_clients = lines_of("client_messages.jsonl");
    const auto from_server = lines_of("server_messages.jsonl");
    BOOST_TEST(from_clients.size() == 11u);
    BOOST_TEST(from_server.size() == 12u);
    for (const std::string& line : from_clients)
        BOOST_TEST(wire::decode_client_message(line).has_value(), line);
    for (const std::string& line : from_server)
        BOOST_TEST(wire::decode_server_message(line).has_value(), line);
}

BOOST_AUTO_TEST_SUITE_END()
