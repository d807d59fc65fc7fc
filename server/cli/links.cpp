// SPDX-License-Identifier: Apache-2.0
#include "server/app/origin_file.hpp"
#include "server/base/qr.hpp"
#include "server/cli/commands.hpp"
#include "server/control/remote_access.hpp"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace anker::server::cli {

namespace {

int failed(const std::string& sentence) {
    std::fprintf(stderr, "ankerpunkt: %s\n", sentence.c_str());
    return 1;
}

/// What the running server would answer, without it.
Expected<std::string, std::string> links_offline(const LinksCommand& command) {
    ANKER_TRY(OwnedData data, own_data(command.data, DataFolder::Missing::Refuse));
    const auto keys = data.store->quartier_keys();
    if (!keys) return failure(keys.error().what);
    std::string quartier = command.quartier;
    if (quartier.empty() && !keys->empty()) quartier = keys->front();
    if (std::find(keys->begin(), keys->end(), quartier) == keys->end())
        return failure(quartier.empty() ? "There is no Quartier yet: create one with `ankerpunkt import`."
                                        : "There is no Quartier " + quartier + " in " + command.data + ".");
    if (!command.revoke.empty()) {
        for (const workspace::Role role : workspace::all_roles) {
            if (workspace::name_of(role) != command.revoke) continue;
            Append append;
            append.links = data.links.renew(quartier, role);
            const auto stored = data.store->append(std::span(&append, 1));
            if (!stored) return failure(stored.error().what);
        }
    }
    Ledger ledger(quartier, *data.store, data.key, data.links);
    if (const auto loaded = ledger.load(); !loaded) return failure(loaded.error().what);
    return links_text(data.links, quartier, read_origin(command.data), &ledger.state());
}

} // namespace

int links(const LinksCommand& command) {
    Expected<std::string, std::string> text;
    if (command.new_key) {
        const auto folder = DataFolder::take(command.data, DataFolder::Missing::Refuse);
        if (!folder) return failed(folder.error());
        if (const auto key = load_key(command.data, NewKey::Always); !key) return failed(key.error());
    }
    if (DataFolder::is_taken(command.data)) {
        auto channel = Channel::connect(command.data);
        if (!channel) return failed(channel.error());
        RemoteAccess server(std::move(*channel));
        text = command.revoke.empty() ? server.links(command.quartier)
                                      : server.revoke(command.quartier, command.revoke);
    } else {
        text = links_offline(command);
    }
    if (!text) return failed(text.error());
    std::fputs(text->c_str(), stdout);
    if (command.qr) {
        // The last residents' link is that of the session planned last.
        const std::size_t line = text->rfind("resident ");
        const std::size_t start = line == std::string::npos ? line : text->find("http", line);
        if (start != std::string::npos) {
            const std::string address = text->substr(start, text->find_first_of(" \n", start) - start);
            const auto drawing =
                qr_drawing(qr_rows(address), isatty(STDOUT_FILENO) != 0 ? Colours::Yes : Colours::No);
            std::printf("\n%s\n%s", address.c_str(), drawing.c_str());
        }
    }
    return 0;
}

} // namespace anker::server::cli
