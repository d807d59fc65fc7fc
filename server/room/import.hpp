// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/room/ledger.hpp"
#include "server/store/encoded_batch.hpp"

namespace anker::server {

/// Takes an import into the ledger: every command in order as administrator, and for a Quartier founded by it
/// a first session. What comes back in `append` is to be stored whole; where `result.error` is set nothing
/// is, and the ledger has to be loaded again. A command refused by the rules refuses the import; one that
/// changes nothing ("already so") does not.
struct ImportTaken {
    ImportResult result;
    Append append;
};
[[nodiscard]] ImportTaken take_import(Ledger& ledger, EncodedBatch batch, std::int64_t now_ms);

} // namespace anker::server
