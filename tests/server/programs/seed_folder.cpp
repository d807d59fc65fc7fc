// SPDX-License-Identifier: Apache-2.0
// seed_folder FOLDER: a data folder with the Quartier "stockum"; prints the secret of its residents' link.
// For tests and benchmarks that start the server as a process of its own.
#include "server/base/clock.hpp"
#include "server/room/local_access.hpp"

#include <cstdio>

int main(int argc, char** argv) {
    using namespace anker;
    if (argc != 2) return 2;
    auto data = server::own_data(argv[1], server::DataFolder::Missing::Create);
    if (!data) {
        std::fprintf(stderr, "%s\n", data.error().c_str());
        return 1;
    }
    server::LocalAccess access(std::move(*data), server::system_clock().unix_ms);
    server::ImportBatch batch;
    batch.quartier = "stockum";
    batch.submissions.push_back(
        {server::StoreAccess::random_id(),
         quartier::Found{
             "stockum", "Stockum", false, {{73'500'000, 514'600'000}, {73'900'000, 514'800'000}}}});
    const auto result = access.store(batch);
    if (!result.error.empty()) {
        std::fprintf(stderr, "%s\n", result.error.c_str());
        return 1;
    }
    for (const server::Link& link : access.data().links.of("stockum")) {
        if (link.row.role == workspace::Role::Resident) std::printf("%s\n", link.secret.c_str());
    }
    return 0;
}
