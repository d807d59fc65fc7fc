// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"
#include "core/synthesis/voice_tables.hpp"

#include <string>
#include <vector>

namespace anker::jobs {

/// Names of the columns of a table of voices; its first column is the area key.
struct VoiceColumns {
    std::string theme;
    std::string kind;
    std::string perspective;
    std::string count;
};

struct VoicesRead {
    synthesis::VoiceTable table;           ///< rows as the area keys that were given
    std::vector<std::string> themes;       ///< in alphabetical order
    std::vector<std::string> unknown_keys; ///< of areas that were not given
    bool has_counts = false;               ///< else every row is one voice
};

/// Reads rows of one voice each, or of counts where there is a column for them; rows of one area, theme, kind
/// and perspective are added up. The error names file, line and column.
[[nodiscard]] Expected<VoicesRead, std::string> read_voices(const File& file, const VoiceColumns& columns,
                                                            const std::vector<std::string>& area_keys,
                                                            const std::string& area_file);

} // namespace anker::jobs
