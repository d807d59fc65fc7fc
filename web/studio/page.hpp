// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What only the studio asks of the browser; web/studio/page.js is the other side.
namespace anker::studio {

/// Sends an encoded order to the worker, which is started for the first one. Answers with the inputs
/// JobProgress and JobDone of that id. An order that is still running is ended, and answers nothing.
void start_job(std::uint32_t id, std::string_view order);
void stop_jobs();
/// Offers a file to the person's own disk.
void save_file(std::string_view name, std::string_view type, std::string_view bytes);
/// Asset names of the recipes that came with the program.
[[nodiscard]] std::vector<std::string> shipped_recipes();

} // namespace anker::studio
