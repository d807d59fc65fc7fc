// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/map_file.hpp"

#include <map>
#include <string>
#include <vector>

namespace anker::exchange {

/// A yes or no about every pupil. All cells that may occur are listed, so that no other text is ever looked
/// at.
struct PupilAttribute {
    std::string id;
    std::string column;
    std::vector<std::string> yes;
    std::vector<std::string> no;
    std::vector<std::string> unknown;
};

/// An agreed indicator that the residence view becomes.
struct PupilIndicator {
    std::string id;
    std::string attribute; ///< empty = all pupils
};

/// An agreed indicator of areas that schools get from where their pupils live.
struct SchoolIndicator {
    std::string indicator;
    std::string date; ///< empty = the latest
};

/// The map of `import pupils`. Columns have names: a file without a line of names is refused, because its
/// first record would be taken for one.
struct PupilMap {
    std::string source;
    std::string licence;
    std::string date;
    std::string areas_version; ///< day the areas of residence are valid from
    TableFormat format;
    std::string area_column;
    std::string school_column;
    std::string id_column; ///< a pseudonym that must not come twice; empty = not looked at
    std::size_t pad_area_key_to = 0;
    std::size_t pad_school_key_to = 0;
    std::vector<std::string> elsewhere;         ///< cells for pupils who live outside of the adopted areas
    std::map<std::string, std::string> schools; ///< key -> name
    std::vector<PupilAttribute> attributes;
    std::vector<PupilIndicator> indicators;
    std::vector<SchoolIndicator> school_indicators;
    /// Step of the means of schools: the finer, the more of them have to be withheld.
    double round_means_to = 1;
};

[[nodiscard]] Expected<PupilMap, std::string> read_pupil_map(const std::string& path);

} // namespace anker::exchange
