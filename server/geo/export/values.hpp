// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/done.hpp"
#include "server/store/store_access.hpp"

#include <string>

namespace anker::exchange {

/// The agreed values of a Quartier and its adopted recipe as the commands from files to files read them.
struct ValuesForJobs {
    std::string values; ///< CSV: key, name, population@DATE, INDICATOR@DATE; missing or withheld = empty
    std::string recipe; ///< composite recipe (JSON); empty where none is adopted
};

/// Only what is in the adopted catalogue and belongs to the adopted areas; contributions never enter. The
/// error says what is not there.
[[nodiscard]] Expected<ValuesForJobs, std::string> values_for_jobs(server::StoreAccess& store,
                                                                   const std::string& quartier);

} // namespace anker::exchange
