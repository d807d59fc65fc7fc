// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"

#include <string>

namespace anker::test {

/// A grid of 4 x 3 rectangles over part of the test Quartier; shared borders use identical positions.
inline aggregate::AreaSet grid_of_areas() {
    aggregate::AreaSet set{"2024-01-01", {}};
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 4; ++x) {
            const std::int32_t left = 73'590'000 + x * 50'000;
            const std::int32_t bottom = 514'690'000 + y * 40'000;
            aggregate::Area area;
            area.key = "0" + std::to_string(y * 4 + x);
            area.name = "Area " + area.key;
            area.shape = {{{{left, bottom},
                            {left + 50'000, bottom},
                            {left + 50'000, bottom + 40'000},
                            {left, bottom + 40'000}},
                           {}}};
            area.triangles = {0, 1, 2, 0, 2, 3};
            set.areas.push_back(area);
        }
    }
    return set;
}

} // namespace anker::test
