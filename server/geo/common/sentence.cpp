// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/sentence.hpp"

namespace anker::exchange {

std::string place(geo::Position p) {
    return "lon " + decimals(p.lon_e7 / 1e7, 6) + ", lat " + decimals(p.lat_e7 / 1e7, 6);
}

std::string place(const geo::Box& box) {
    return "lon " + decimals(box.min.lon_e7 / 1e7, 4) + " to " + decimals(box.max.lon_e7 / 1e7, 4) +
           ", lat " + decimals(box.min.lat_e7 / 1e7, 4) + " to " + decimals(box.max.lat_e7 / 1e7, 4);
}

} // namespace anker::exchange
