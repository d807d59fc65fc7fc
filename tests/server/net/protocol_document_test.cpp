// SPDX-License-Identifier: Apache-2.0
// docs/protocol.md shows messages: each must be one that core/wire takes.
#include "core/wire/messages.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>

using namespace anker;

BOOST_AUTO_TEST_SUITE(protocol_document)

BOOST_AUTO_TEST_CASE(every_example_is_a_message_and_every_kind_of_message_has_an_example) {
    std::ifstream file(std::string(ANKER_TEST_DATA) + "/../docs/protocol.md");
    BOOST_REQUIRE(file.good());
    std::string side;
    std::set<std::size_t> client_kinds;
    std::set<std::size_t> server_kinds;
    std::set<std::size_t> commands;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("```")) {
            side = line.substr(3);
        } else if (side == "json client") {
            const auto message = wire::decode_client_message(line);
            BOOST_REQUIRE_MESSAGE(message.has_value(), line << "\n"
                                                            << (message ? "" : message.error().where));
            client_kinds.insert(message->index());
            if (const auto* put = std::get_if<wire::Put>(&*message)) {
                for (const auto& submission : put->submissions) commands.insert(submission.command.index());
            }
        } else if (side == "json server") {
            const auto message = wire::decode_server_message(line);
            BOOST_REQUIRE_MESSAGE(message.has_value(), line << "\n"
                                                            << (message ? "" : message.error().where));
            server_kinds.insert(message->index());
        }
    }
    BOOST_CHECK_EQUAL(client_kinds.size(), std::variant_size_v<wire::ClientMessage>);
    BOOST_CHECK_EQUAL(server_kinds.size(), std::variant_size_v<wire::ServerMessage>);
    BOOST_CHECK_EQUAL(commands.size(),
                      std::variant_size_v<workspace::Command> - 4); // all but those of imports
}

BOOST_AUTO_TEST_SUITE_END()
